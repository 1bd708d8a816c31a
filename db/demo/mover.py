"""Moves the demo city on by one day: new reports, ended stages, money spent; one transaction a step."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from db.demo import city, results, rows
from db.demo.catalogue import SEED, TERM_END, month_end
from db.demo.money import Fact, spent_by
from db.demo.world import Course, courses

REPORTS_A_DAY = 4
"""Projects that report on an ordinary day beside those with an event; all report at the end of a month."""

LOCK_SECONDS = 10.0


class Known(NamedTuple):
    """What the city's table last said of a project."""

    day: date
    status: str
    progress: int


class Span(NamedTuple):
    """From the last dated report (exclusive) to the day of this one."""

    after: date
    day: date

    def covers(self, moment: date | None) -> bool:
        return moment is not None and self.after < moment <= self.day


def advance(path: Path, seed: int = SEED) -> list[str]:
    """One day on. Returns what happened, in Korean; nothing any more once the term is over.

    The day is told by the database alone, so that a step repeats exactly on an equal database.
    """
    with closing(sqlite3.connect(path, timeout=LOCK_SECONDS, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            told = _step(connection, seed)
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
        return told


def _step(connection: sqlite3.Connection, seed: int) -> list[str]:
    (today,) = connection.execute("SELECT 오늘 FROM 시연시계").fetchone()
    day = date.fromisoformat(today) + timedelta(days=1)
    if day > TERM_END:
        return []
    (last,) = connection.execute("SELECT MAX(기준일) FROM 점검기준일").fetchone()
    span = Span(date.fromisoformat(last), day)
    connection.execute("UPDATE 시연시계 SET 오늘 = ?", (day.isoformat(),))
    connection.execute("INSERT INTO 점검기준일 VALUES (?)", (day.isoformat(),))
    known = _known(connection)
    told = _move_stages(connection, span)
    reporting = _reporting(known, day, Random(f"{seed}:{day}"))
    for course in reporting:
        told += _report(connection, course, known[course.entry.key], day)
    told += _scheduled_money(connection, span)
    told += _spend(connection, reporting, day)
    told += _book(connection, span)
    told += _results(connection, span)
    told += _publish(connection, span)
    return [f"자료 기준일 {_text(day)} 보고 {len(reporting)}건", *told]


def _known(connection: sqlite3.Connection) -> dict[str, Known]:
    found = connection.execute("SELECT 관리번호, MAX(기준일), 상태, 진도율 FROM 추진실적 GROUP BY 관리번호")
    return {key: Known(date.fromisoformat(day), status, share) for key, day, status, share in found}


def _reporting(known: dict[str, Known], day: date, rng: Random) -> list[Course]:
    """Who reports: all at a month's end; else those with news, and a few whose progress rose, oldest first."""
    if day == month_end(day):
        return list(courses())
    news = [course for course in courses() if _has_news(course, known[course.entry.key], day)]
    rest = [course for course in courses() if course not in news and course.running(day)]
    rng.shuffle(rest)
    rest.sort(key=lambda course: course.progress(day) <= known[course.entry.key].progress)
    return sorted(news + rest[:REPORTS_A_DAY], key=lambda course: course.entry.number)


def _has_news(course: Course, known: Known, day: date) -> bool:
    """A stage ended, the official word changed, or a planned end passed yesterday."""
    ended = any(line.end and known.day < line.end <= day for line in course.lines)
    return ended or course.status(day) != known.status or _newly_overdue(course, known, day)


def _newly_overdue(course: Course, known: Known, day: date) -> bool:
    return course.overdue_days(day) > 0 and course.overdue_days(known.day) == 0


def _move_stages(connection: sqlite3.Connection, span: Span) -> list[str]:
    """Real starts and ends whose day has come."""
    told = []
    lines = [(course.entry, line) for course in courses() for line in course.lines]
    for entry, line in lines:
        if line.start and span.covers(line.start):
            _set_day(connection, "실제시작일", line.start, entry.key, line.seq)
        if line.end and span.covers(line.end):
            _set_day(connection, "실제종료일", line.end, entry.key, line.seq)
            told.append(f"{entry.number} {entry.short}: {line.step.name} 끝남")
    return told


def _set_day(connection: sqlite3.Connection, column: str, day: date, key: str, seq: int) -> None:
    connection.execute(
        f"UPDATE 추진단계 SET {column} = ? WHERE 관리번호 = ? AND 단계번호 = ?",  # noqa: S608 (our own names)  # nosec
        (day.isoformat(), key, seq),
    )


def _report(connection: sqlite3.Connection, course: Course, known: Known, day: date) -> list[str]:
    row = rows.report(course, day, known.day)
    connection.execute(f"INSERT OR REPLACE INTO 추진실적 VALUES ({_marks(row)})", row)  # noqa: S608
    for share in rows.stage_progress([course], day):
        connection.execute("INSERT OR REPLACE INTO 단계진도 VALUES (?, ?, ?, ?)", share)
    name = f"{course.entry.number} {course.entry.short}"
    told = []
    if course.status(day) != known.status:
        told.append(f"{name}: {known.status} → {course.status(day)}")
    if course.progress(day) != known.progress:
        told.append(f"{name}: {known.progress} % → {course.progress(day)} %")
    if _newly_overdue(course, known, day):
        told.append(f"{name}: 계획일 경과")
    return told


def _scheduled_money(connection: sqlite3.Connection, span: Span) -> list[str]:
    """Money whose day has come: budgets passed, quarters closed."""
    found = [(course, fact) for course in courses() for fact in course.facts if span.covers(fact.as_of)]
    for course, fact in found:
        _add_fact(connection, course.entry.key, fact)
    return [f"재원 실적 {len(found)}건"] if found else []


def _spend(connection: sqlite3.Connection, reporting: list[Course], day: date) -> list[str]:
    """A reporting project's spending of this year so far."""
    told = []
    for course in reporting:
        fresh = [fact for fact in spent_by(course.facts, day) if _is_more(connection, course.entry.key, fact)]
        for fact in fresh:
            _add_fact(connection, course.entry.key, fact)
        if fresh:
            told.append(f"{course.entry.number} {course.entry.short}: {day.year}년 집행 {len(fresh)}건")
    return told


def _is_more(connection: sqlite3.Connection, key: str, fact: Fact) -> bool:
    """Whether the executed amount is above the last one of its cell."""
    found = connection.execute(
        "SELECT 금액 FROM 재원실적 WHERE 관리번호 = ? AND 재원 = ? AND 연도 = ? AND 단계 = ?"
        " ORDER BY 기준일 DESC LIMIT 1",
        (key, fact.source, fact.period, fact.stage),
    ).fetchone()
    return fact.amount > (found[0] if found else 0)


def _add_fact(connection: sqlite3.Connection, key: str, fact: Fact) -> None:
    connection.execute(
        "INSERT INTO 재원실적 (관리번호, 재원, 연도, 단계, 기준일, 금액) VALUES (?, ?, ?, ?, ?, ?)",
        (key, fact.source, fact.period, fact.stage, fact.as_of.isoformat(), fact.amount),
    )


def _book(connection: sqlite3.Connection, span: Span) -> list[str]:
    """Budget lines whose amounts changed in the local finance system."""
    fresh = list(rows.budget_bookings(span.after, span.day))
    connection.executemany("INSERT OR REPLACE INTO 세부사업집행 VALUES (?, ?, ?, ?, ?, ?)", fresh)
    return [f"세부사업 집행 {len(fresh)}건"] if fresh else []


def _results(connection: sqlite3.Connection, span: Span) -> list[str]:
    """What projects brought about in a year that has ended."""
    fresh = list(results.actuals(span.after, span.day))
    connection.executemany("INSERT OR REPLACE INTO 성과실적 VALUES (?, ?, ?, ?, ?)", fresh)
    return [f"성과지표 실적 {len(fresh)}건"] if fresh else []


def _publish(connection: sqlite3.Connection, span: Span) -> list[str]:
    """City statistics published since the last report."""
    fresh = [rows.value(each) for each in city.values() if span.covers(each.published)]
    connection.executemany("INSERT OR IGNORE INTO 지표값 VALUES (?, ?, ?, ?, ?, ?)", fresh)
    return [f"시정지표 {len(fresh)}건 공표"] if fresh else []


def _marks(row: rows.Row) -> str:
    return ", ".join("?" * len(row))


def _text(day: date) -> str:
    return f"{day.year}. {day.month}. {day.day}."
