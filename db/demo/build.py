"""Writes the demo city's database: everything that is known on 2024-12-31, in a moment and always the same."""

import os
import re
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from db.demo import budget, city, city_counts, results, rows
from db.demo.catalogue import BASIS, CLOCK_START, FIRST_MONTH_END, TERM_END, TERM_START, entries, report_dates
from db.demo.tables import INDEXES, SCHEMA
from db.demo.world import courses

_TERM = "T8"
_CREATE = {found[1]: found[0] for found in re.finditer(r"CREATE TABLE (\w+) .*?;", SCHEMA, re.DOTALL)}
"""Table -> the statement that makes it."""


def build_demo(path: Path) -> None:
    """Create or replace the demo database at `path`; a reader sees the old file or the new, never half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    draft.unlink(missing_ok=True)
    try:
        _write(draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def complete_demo(path: Path) -> list[str]:
    """Add the tables that a demo database of an earlier program lacks, filled up to its own day; their names."""
    connection = sqlite3.connect(path)
    try:
        known = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        lacking = {name: sql for name, sql in _CREATE.items() if name not in known}
        if lacking:
            (day,) = connection.execute("SELECT MAX(기준일) FROM 점검기준일").fetchone()
            with connection:
                for sql in lacking.values():
                    connection.execute(sql)
                for table, content in _tables(date.fromisoformat(day)):
                    if table in lacking:
                        _insert(connection, table, content)
        return list(lacking)
    finally:
        connection.close()


def _write(path: Path) -> None:
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)
        for table, content in _tables(BASIS):
            _insert(connection, table, content)
        connection.executescript(INDEXES)
        connection.commit()
    finally:
        connection.close()


def _insert(connection: sqlite3.Connection, table: str, content: Iterable[tuple[object, ...]]) -> None:
    listed = list(content)
    marks = ", ".join("?" * len(listed[0]))
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", listed)  # noqa: S608 (our own names)  # nosec


def _tables(day: date) -> Iterator[tuple[str, Iterable[tuple[object, ...]]]]:
    """Every table with its rows; books and results as they stood on `day`."""
    projects = entries()
    yield from _lists()
    yield "공약사업", map(rows.project, projects)
    yield "프로그램소속", rows.memberships(projects)
    yield "담당", rows.assignments(projects)
    yield "계획변경", (row for course in courses() for row in rows.plan_versions(course))
    yield "추진단계", (row for course in courses() for row in rows.stages(course, BASIS))
    yield "단계진도", (row for day in report_dates() for row in rows.stage_progress(courses(), day))
    yield "단계계획", (row for course in courses() for row in rows.stage_plans(course))
    yield "분기목표", (row for course in courses() for row in rows.targets(course))
    yield "재원계획", rows.plan_funds(courses())
    yield "재원실적", rows.fund_facts(courses(), BASIS)
    yield "세부사업", ((each.code, each.name, each.account, each.department) for each in budget.lines())
    yield "세부사업집행", rows.budget_bookings(None, day)
    yield "세부사업배분", ((each.code, *share) for each in budget.lines() for share in each.shares)
    yield "성과지표", results.indicators()
    yield "성과목표", results.targets()
    yield "성과실적", results.actuals(None, day)
    yield "문서", results.documents()
    yield "추진실적", _reports()
    yield "시정지표", city.indicators()
    yield "지표값", (rows.value(each) for each in city.values() if each.published <= CLOCK_START)
    yield "일일항목", city_counts.items()
    yield "일일상황", city_counts.counts(city_counts.first_day(day) - timedelta(days=1), day)
    yield "점검기준일", ((day.isoformat(),) for day in report_dates())
    yield "시연시계", [(1, CLOCK_START.isoformat())]


def _lists() -> Iterator[tuple[str, Iterable[tuple[object, ...]]]]:
    yield "시정임기", [(_TERM, "민선 8기", TERM_START.isoformat(), TERM_END.isoformat())]
    yield (
        "프로그램",
        [
            (rows.PROGRAMMES["공약"], _TERM, "시장 공약사업", "공약", 1, 87),
            (rows.PROGRAMMES["과제"], _TERM, "100대 핵심과제", "100대 핵심과제", 2, 100),
        ],
    )
    yield (
        "분야",
        [(code, name, name, sort) for sort, (name, code) in enumerate(rows.AREAS.items(), 1)],
    )
    yield "부서", ((code, name) for name, code in rows.departments(entries()).items())


def _reports() -> Iterator[tuple[object, ...]]:
    before = date(FIRST_MONTH_END.year, FIRST_MONTH_END.month, 1)
    for day in report_dates():
        for course in courses():
            yield rows.report(course, day, before)
        before = day
