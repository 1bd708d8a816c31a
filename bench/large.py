"""`python -m bench.large N PATH`: a municipal database of N projects, made of copies of the demo city's.

One 기준일 only, not the demo's 30 months. Beside the database stands its mapping (`PATH` with the ending
.toml): mappings/demo.toml with the address of the database and a deadline that so many rows can keep. Then
`MAPPINGS=large.toml DATA_DIR=/somewhere SECRET_KEY=... python -m dashboard serve` shows it to whoever has an
account there (`user add`).
"""

import argparse
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from dashboard.house import DEMO_MAPPING
from db.demo import build_demo

DEADLINE_SECONDS, PERIOD_SECONDS = 900, 86_400

ONE_REPORT = """
DELETE FROM 점검기준일 WHERE 기준일 < (SELECT MAX(기준일) FROM 점검기준일);
DELETE FROM 추진실적 WHERE 기준일 < (SELECT MAX(기준일) FROM 점검기준일);
DELETE FROM 단계진도 WHERE EXISTS (
    SELECT 1 FROM 단계진도 AS 뒤 WHERE 뒤.관리번호 = 단계진도.관리번호
    AND 뒤.단계번호 = 단계진도.단계번호 AND 뒤.기준일 > 단계진도.기준일
);
DELETE FROM 재원실적 WHERE EXISTS (
    SELECT 1 FROM 재원실적 AS 뒤 WHERE 뒤.관리번호 = 재원실적.관리번호 AND 뒤.재원 = 재원실적.재원
    AND 뒤.연도 = 재원실적.연도 AND 뒤.단계 = 재원실적.단계 AND 뒤.기준일 > 재원실적.기준일
);
"""
"""Leaves what the newest report says; the newest date of the demo is its status date."""

COPIED = {
    "관리번호": "{table}.관리번호 || '-' || 부.번째",
    "사업번호": "{table}.사업번호 + 부.번째 * {size}",
    "사업명": "{table}.사업명 || ' ' || (부.번째 + 1)",
    "약칭": "{table}.약칭 || ' ' || (부.번째 + 1)",
    "공유예산": "{table}.공유예산 || '-' || 부.번째",
    "소속번호": "{table}.소속번호 + 부.번째 * {size}",
    "순번": "{table}.순번 + 부.번째 * 10000000",
}
"""How the columns that tell projects apart read in a copy."""


def main(arguments: Sequence[str]) -> int:
    """Build the database and its mapping; say where they are."""
    parser = argparse.ArgumentParser(prog="python -m bench.large", description=__doc__)
    parser.add_argument("projects", type=int, help="number of projects, at least those of the demo city")
    parser.add_argument("path", type=Path, help="the database to write")
    options = parser.parse_args(arguments)
    count = build_large(options.path, options.projects)
    print(f"{options.path}: {count:,} projects; read it with {options.path.with_suffix('.toml')}")
    return 0


def build_large(path: Path, projects: int) -> int:
    """Write the database at `path` and its mapping beside it; the number of projects in it."""
    build_demo(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + ONE_REPORT)
        count = _multiply(connection, projects)
        connection.execute(
            "UPDATE 프로그램 SET 공표건수 = (SELECT COUNT(*) FROM 프로그램소속"
            " WHERE 프로그램소속.프로그램코드 = 프로그램.프로그램코드)"
        )
        connection.commit()
        connection.execute("ANALYZE")
    _write_mapping(path)
    return count


def _multiply(connection: sqlite3.Connection, projects: int) -> int:
    ((size,),) = connection.execute("SELECT COUNT(*) FROM 공약사업")
    whole, rest = divmod(max(0, projects - size), size)
    connection.execute("CREATE TEMP TABLE 부 (번째 INTEGER, 몇개 INTEGER)")
    copies = [(number, size) for number in range(1, whole + 1)]
    connection.executemany("INSERT INTO 부 VALUES (?, ?)", [*copies, (whole + 1, rest)])
    originals = dict(
        connection.execute("SELECT 관리번호, ROW_NUMBER() OVER (ORDER BY 사업번호) FROM 공약사업")
    )
    connection.execute("CREATE TEMP TABLE 원본 (관리번호 TEXT PRIMARY KEY, 자리 INTEGER)")
    connection.executemany("INSERT INTO 원본 VALUES (?, ?)", originals.items())
    for table, columns in _tables_of_projects(connection).items():
        values = ", ".join(
            COPIED.get(name, "{table}." + name).format(table=table, size=size) for name in columns
        )
        connection.execute(
            f"INSERT INTO {table} SELECT {values} FROM {table}"  # noqa: S608 -- names of our own schema
            f" JOIN 원본 ON 원본.관리번호 = {table}.관리번호 JOIN 부 ON 원본.자리 <= 부.몇개"
        )
    ((count,),) = connection.execute("SELECT COUNT(*) FROM 공약사업")
    return int(count)


def _tables_of_projects(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Every table whose rows belong to a project, with its columns."""
    tables = [
        name for (name,) in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")
    ]
    found = {
        table: [column for _, column, *_ in connection.execute(f"PRAGMA table_info({table})")]
        for table in tables
    }
    return {table: columns for table, columns in found.items() if "관리번호" in columns}


def _write_mapping(path: Path) -> None:
    """The demo's mapping for this database: read once, with time for all rows."""
    replaced = {
        'url = "sqlite:///${DEMO_DATABASE}"': f'url = "sqlite:///{path.absolute()}"',
        "period_seconds = 60": f"period_seconds = {PERIOD_SECONDS}",
        "deadline_seconds = 20": f"deadline_seconds = {DEADLINE_SECONDS}",
    }
    text = DEMO_MAPPING.read_text(encoding="utf-8")
    for old, new in replaced.items():
        assert old in text, f"{DEMO_MAPPING} has no line {old}"
        text = text.replace(old, new)
    path.with_suffix(".toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
