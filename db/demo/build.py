"""Writes the demo city's database: everything that is known on 2024-12-31, in a moment and always the same."""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from db.demo import city, rows
from db.demo.catalogue import BASIS, CLOCK_START, FIRST_MONTH_END, TERM_END, TERM_START, entries, report_dates
from db.demo.tables import INDEXES, SCHEMA
from db.demo.world import courses

_TERM = "T8"


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


def _write(path: Path) -> None:
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)
        for table, content in _tables():
            _insert(connection, table, content)
        connection.executescript(INDEXES)
        connection.commit()
    finally:
        connection.close()


def _insert(connection: sqlite3.Connection, table: str, content: Iterable[tuple[object, ...]]) -> None:
    listed = list(content)
    marks = ", ".join("?" * len(listed[0]))
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", listed)  # noqa: S608 (our own names)


def _tables() -> Iterator[tuple[str, Iterable[tuple[object, ...]]]]:
    """Every table with its rows."""
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
    yield "추진실적", _reports()
    yield "시정지표", city.indicators()
    yield "지표값", (rows.value(each) for each in city.values() if each.published <= CLOCK_START)
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
