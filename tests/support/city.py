"""A small municipal database of its own shape, and the mapping file that connects it."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

TABLES = """
CREATE TABLE pledge (no TEXT, title TEXT, field TEXT, word TEXT, percent TEXT, reported TEXT);
CREATE TABLE step (no TEXT, step TEXT, planned_end TEXT, done_on TEXT);
CREATE TABLE money (no TEXT, kind TEXT, year TEXT, amount TEXT);
CREATE TABLE spent (no TEXT, kind TEXT, year TEXT, amount TEXT);
"""
MAPPING = """
[source]
id = "city"
label = "시험 시정 데이터베이스"
url = "sqlite:///{path}"
period_seconds = {period}
deadline_seconds = {deadline}
unit = "백만원"
basis_date = "SELECT max(reported) FROM pledge"

[status]
"추진중" = "정상추진"

[period]
"총계" = "total"

[[term]]
sql = "SELECT '8' AS id, '민선 8기' AS name, '2022-07-01' AS starts, '2026-06-30' AS ends"

[[programme]]
sql = "SELECT 'pledge' AS id, '8' AS term_id, '공약' AS name"

[[area]]
sql = "SELECT DISTINCT field AS id, field AS name FROM pledge WHERE field IS NOT NULL"

[[project]]
sql = "SELECT no, title, field FROM pledge"
columns = {{ id = "no", name = "title", area_id = "field" }}

[[membership]]
sql = "SELECT no AS project_id, 'pledge' AS programme_id, no AS number FROM pledge"

[[stage]]
sql = "SELECT no, step, done_on FROM step"
columns = {{ project_id = "no", key = "step", name = "step", actual_end = "done_on" }}

[[stage_plan]]
sql = "SELECT no, step, planned_end FROM step"
columns = {{ project_id = "no", stage_key = "step", end = "planned_end" }}

[[plan_fund]]
sql = "SELECT no, kind, year, amount FROM money"
columns = {{ project_id = "no", source = "kind", period = "year" }}

[[fund_fact]]
sql = "SELECT no, kind, year, amount FROM spent"
columns = {{ project_id = "no", source = "kind", period = "year" }}
constants = {{ stage = "집행" }}

[[status_report]]
sql = "SELECT no, word, percent, reported FROM pledge"
columns = {{ project_id = "no", status = "word", progress = "percent", as_of = "reported" }}
"""


class City:
    """The municipal database of one test: change it with `run`, read it through `mapping_path`."""

    def __init__(self, folder: Path, projects: int = 20, period: float = 0.3, deadline: float = 10) -> None:
        self.path = folder / "city.db"
        self.mapping_path = folder / "city.toml"
        self.mapping_path.write_text(
            MAPPING.format(path=self.path, period=period, deadline=deadline), encoding="utf-8"
        )
        with sqlite3.connect(self.path) as connection:
            connection.executescript(TABLES)
        connection.close()
        self.fill(range(1, projects + 1))

    def fill(self, numbers: Iterable[int]) -> None:
        """Projects with two steps each, planned and spent money, one report."""
        for number in numbers:
            field = ("경제", "문화")[number % 2]
            self.run(
                "INSERT INTO pledge VALUES (?,?,?,?,?,?)",
                (str(number), f"사업 {number}", field, "추진중", "40", "2024-12-31"),
            )
            self.run("INSERT INTO step VALUES (?,?,?,?)", (str(number), "설계", "2024-06-30", "2024-06-20"))
            self.run("INSERT INTO step VALUES (?,?,?,?)", (str(number), "착공", "2025-06-30", None))
            self.run("INSERT INTO money VALUES (?,?,?,?)", (str(number), "국비", "2024", "1,000"))
            self.run("INSERT INTO spent VALUES (?,?,?,?)", (str(number), "국비", "2024", "400"))

    def run(self, sql: str, values: tuple[object, ...] = ()) -> None:
        """One committed statement."""
        connection = sqlite3.connect(self.path)
        try:
            with connection:
                connection.execute(sql, values)
        finally:
            connection.close()
