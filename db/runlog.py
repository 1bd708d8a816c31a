"""Runs of the refresh as they are read from the log: of the last days, with counts and reasons by table."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, func, select

from dashboard.domain.runs import Run, RunState, TableCount
from dashboard.domain.words import korean_time
from db.schema import FindingRow, RunRow, RunTableRow

SHOWN_REASONS = 5
"""Of a table so many reasons are named; how many rows there were beside them follows from its counts."""
_CHUNK = 500


def first_moment(last_start: datetime, days: int) -> datetime:
    """Midnight in Korea of the first of the last `days` days."""
    day = korean_time(last_start) - timedelta(days=days - 1)
    return day.replace(hour=0, minute=0, second=0, microsecond=0)


def runs_since(
    connection: Connection, source_id: str, since: datetime, held: Sequence[Run]
) -> tuple[Run, ...]:
    """The runs of a source since then, newest first; what a run has in common with the one before is held once.

    `held` are runs that were read before, newest first: only what came after them is read.
    """
    query = select(*RunRow.__table__.c).where(RunRow.source_id == source_id, RunRow.last_started_at >= since)
    if held:
        # The newest may have been counted once more since.
        query = query.where(RunRow.id >= held[0].id)
    rows = connection.execute(query.order_by(RunRow.id)).all()
    counts = _table_counts(connection, sorted({row.findings_run for row in rows if row.findings_run}))
    older = [run for run in held[1:] if run.last_start >= since]
    newer: list[Run] = []
    shared = {count: count for run in older[:1] for count in run.tables}
    for row in rows:
        tables = tuple(shared.get(count, count) for count in counts.get(row.findings_run, ()))
        shared = {count: count for count in tables} or shared
        newer.append(_run(row, tables))
    return (*reversed(newer), *older)


def _run(row: Any, tables: tuple[TableCount, ...]) -> Run:
    return Run(
        id=row.id,
        source=row.source_id,
        started_at=row.started_at,
        ended_at=row.ended_at,
        state=RunState(row.state),
        version=row.version,
        basis_date=row.basis_date,
        error=row.error,
        tables=tables,
        times=row.times,
        last_started_at=row.last_started_at,
    )


def _table_counts(connection: Connection, runs: Sequence[int]) -> dict[int, tuple[TableCount, ...]]:
    """The counted rows of these runs by table, with the reasons of what was set aside."""
    found: dict[int, tuple[TableCount, ...]] = {}
    for start in range(0, len(runs), _CHUNK):
        chunk = runs[start : start + _CHUNK]
        reasons = _reasons(connection, chunk)
        query = select(*RunTableRow.__table__.c).where(RunTableRow.run_id.in_(chunk))
        for row in connection.execute(query):
            count = TableCount(
                row.table_name,
                row.read,
                row.kept,
                row.set_aside,
                row.unread_fields,
                row.frozen_reason,
                reasons.get((row.run_id, row.table_name), ()),
            )
            found[row.run_id] = (*found.get(row.run_id, ()), count)
    return found


def _reasons(
    connection: Connection, runs: Sequence[int]
) -> dict[tuple[int, str], tuple[tuple[str, int], ...]]:
    """The most frequent reasons for which rows were set aside, by run and table."""
    row, rows = FindingRow, func.count()
    place = (row.run_id, row.table_name)
    query = (
        select(*place, row.reason, rows)
        .where(row.run_id.in_(runs), row.kind == "set_aside")
        .group_by(*place, row.reason)
        .order_by(*place, rows.desc(), row.reason)
    )
    found = connection.execute(query).all()
    return {
        key: tuple((reason, count) for *_, reason, count in list(group)[:SHOWN_REASONS])
        for key, group in groupby(found, key=lambda each: (each[0], each[1]))
    }
