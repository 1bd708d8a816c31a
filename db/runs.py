"""The log of refreshes in our own store: runs, counted rows, what was set aside, how fresh a source is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute

from dashboard.domain.runs import Findings, Run, RunState, SetAside, TableCount, UnmappedWord, UnreadField
from dashboard.domain.words import korean_time
from db.runlog import first_moment, runs_since
from db.schema import FindingRow, RunRow, RunTableRow
from db.store import Store

LOG_DAYS = 7
"""Days of runs that are shown where no setting says otherwise."""
# What a page can show and a person can read; the full count stands in the table counts.
SHOWN_FINDINGS = 2000


@dataclass(frozen=True, slots=True)
class Finished:
    """Everything a run leaves behind. `findings_run` points back when the read brought nothing new."""

    state: RunState
    ended_at: datetime
    version: int | None = None
    basis_date: date | None = None
    today: date | None = None
    error: str | None = None
    digest: str | None = None
    tables: tuple[TableCount, ...] = ()
    refused: tuple[str, ...] = ()
    findings: Findings | None = None
    findings_run: int | None = None


@dataclass(frozen=True, slots=True)
class LastRead:
    """The newest read of a source that could be used: its digest, and the run that holds its findings."""

    digest: str
    findings_run: int
    today: date | None
    refused: tuple[str, ...]
    state: RunState
    error: str | None


@dataclass(frozen=True, slots=True)
class SourceLog:
    """What the log knows of one source; `runs` are those of the last days, newest first."""

    runs: tuple[Run, ...]
    last_success: datetime | None
    last_attempt: datetime | None
    today: date | None
    basis_date: date | None
    refused: tuple[str, ...]
    findings: Findings


def record(connection: Connection, source_id: str, started_at: datetime, finished: Finished) -> int:
    """Write one ended run with its counts and findings; the id of its row.

    A run without findings of its own that ends as the run before it did on the same day is counted in
    that run's row.
    """
    if finished.findings is None:
        before = _same_before(connection, source_id, started_at, finished)
        if before is not None:
            _count_once_more(connection, before, started_at, finished)
            return before
    inserted = connection.execute(
        insert(RunRow).values(
            source_id=source_id,
            started_at=started_at,
            last_started_at=started_at,
            ended_at=finished.ended_at,
            times=1,
            state=finished.state.value,
            version=finished.version,
            basis_date=finished.basis_date,
            today=finished.today,
            error=finished.error,
            digest=finished.digest,
            findings_run=finished.findings_run,
        )
    )
    assert inserted.inserted_primary_key is not None
    run_id: int = inserted.inserted_primary_key[0]
    if finished.findings is not None:
        connection.execute(update(RunRow).where(RunRow.id == run_id).values(findings_run=run_id))
        _write_findings(connection, run_id, finished)
    return run_id


def _same_before(
    connection: Connection, source_id: str, started_at: datetime, finished: Finished
) -> int | None:
    """The source's newest row if it tells the same story of the same day: state, version, cause, findings."""
    newest = connection.execute(
        select(*RunRow.__table__.c).where(RunRow.source_id == source_id).order_by(RunRow.id.desc()).limit(1)
    ).one_or_none()
    if newest is None:
        return None
    told = (
        korean_time(newest.last_started_at).date(),
        newest.state,
        newest.version,
        newest.error,
        newest.findings_run,
        newest.digest,
        newest.today,
    )
    same = (
        korean_time(started_at).date(),
        finished.state.value,
        finished.version,
        finished.error,
        finished.findings_run,
        finished.digest,
        finished.today,
    )
    return newest.id if told == same else None


def _count_once_more(connection: Connection, run_id: int, started_at: datetime, finished: Finished) -> None:
    connection.execute(
        update(RunRow)
        .where(RunRow.id == run_id)
        .values(times=RunRow.times + 1, last_started_at=started_at, ended_at=finished.ended_at)
    )


def _write_findings(connection: Connection, run_id: int, finished: Finished) -> None:
    counts = [
        {
            "run_id": run_id,
            "table_name": count.table,
            "read": count.read,
            "kept": count.kept,
            "set_aside": count.set_aside,
            "unread_fields": count.unread_fields,
            "frozen_reason": count.frozen_reason,
            "refused": count.table in finished.refused,
        }
        for count in finished.tables
    ]
    if counts:
        connection.execute(insert(RunTableRow), counts)
    assert finished.findings is not None
    rows = _finding_rows(run_id, finished.findings)
    for start in range(0, len(rows), 500):
        connection.execute(insert(FindingRow), rows[start : start + 500])


def _finding_rows(run_id: int, findings: Findings) -> list[dict[str, object]]:
    def row(kind: str, table: str, key: str, reason: str, **more: object) -> dict[str, object]:
        empty: dict[str, object] = {"field": None, "raw": None, "times": 1}
        return {
            "run_id": run_id,
            "kind": kind,
            "table_name": table,
            "row_key": key,
            "reason": reason,
            **empty,
            **more,
        }

    return [
        *(row("set_aside", f.table, f.key, f.reason) for f in findings.set_aside),
        *(row("unread", f.table, f.key, f.reason, field=f.field, raw=f.raw) for f in findings.unread),
        *(row("unmapped", f.group, f.word, "", times=f.count) for f in findings.unmapped),
    ]


def last_read(store: Store, source_id: str) -> LastRead | None:
    """The newest usable read of a source, or None when there was none or its log is forgotten."""
    query = (
        select(RunRow.digest, RunRow.findings_run, RunRow.today, RunRow.state, RunRow.error)
        .where(
            RunRow.source_id == source_id,
            RunRow.state != RunState.FAILED.value,
            RunRow.findings_run.is_not(None),
            RunRow.digest.is_not(None),
        )
        .order_by(RunRow.id.desc())
        .limit(1)
    )
    with store.engine.connect() as connection:
        row = connection.execute(query).one_or_none()
        if row is None:
            return None
        refused = _refused(connection, row.findings_run)
        return LastRead(row.digest, row.findings_run, row.today, refused, RunState(row.state), row.error)


def kept_rows(store: Store, source_id: str) -> dict[str, int]:
    """Rows that each table gave when it was last taken in: what a later read is compared with."""
    good = RunTableRow.frozen_reason.is_(None)
    newest = (
        select(RunTableRow.table_name, func.max(RunTableRow.run_id).label("run_id"))
        .join(RunRow, RunRow.id == RunTableRow.run_id)
        .where(RunRow.source_id == source_id, good)
        .group_by(RunTableRow.table_name)
        .subquery()
    )
    query = select(RunTableRow.table_name, RunTableRow.kept).join(
        newest,
        (RunTableRow.run_id == newest.c.run_id) & (RunTableRow.table_name == newest.c.table_name),
    )
    with store.engine.connect() as connection:
        return {row.table_name: row.kept for row in connection.execute(query)}


def count(store: Store) -> int:
    """How many runs the log has ever counted that are still kept: changes with every run."""
    with store.engine.connect() as connection:
        return connection.scalar(select(func.sum(RunRow.times))) or 0


def source_log(
    store: Store, source_id: str, days: int = LOG_DAYS, known: SourceLog | None = None
) -> SourceLog:
    """Runs of the last `days` days up to that of the newest run, and what the newest usable read left behind.

    `known` is the log as it was read before: then only what came since is read.
    """
    of_source = RunRow.source_id == source_id
    success = of_source & (RunRow.state != RunState.FAILED.value)
    with store.engine.connect() as connection:
        last_start = _newest(connection, RunRow.last_started_at, of_source)
        findings_run = connection.scalar(select(func.max(RunRow.findings_run)).where(success))
        return SourceLog(
            runs=runs_since(
                connection, source_id, first_moment(last_start, days), known.runs if known else ()
            )
            if last_start
            else (),
            # The newest row, not the latest time: a clock that was ahead must not rule until it is reached.
            last_success=_newest(connection, RunRow.ended_at, success),
            last_attempt=_newest(connection, RunRow.ended_at, of_source),
            today=_newest(connection, RunRow.today, of_source),
            basis_date=_newest(connection, RunRow.basis_date, of_source),
            refused=_refused(connection, findings_run),
            findings=_findings(connection, findings_run),
        )


def _newest(connection: Connection, column: InstrumentedAttribute[Any], where: Any) -> Any:
    """The value of the newest row that has one."""
    query = select(column).where(where, column.is_not(None)).order_by(RunRow.id.desc()).limit(1)
    return connection.scalar(query)


def forget(store: Store, keep_days: int, now: datetime) -> int:
    """Remove runs older than `keep_days`, but no run whose findings a kept run still shows; runs removed."""
    young = RunRow.last_started_at >= now - timedelta(days=keep_days)
    with store.begin() as connection:
        shown = set(connection.scalars(select(RunRow.findings_run).where(young).distinct()))
        shown |= set(connection.scalars(select(func.max(RunRow.findings_run)).group_by(RunRow.source_id)))
        ids = [run for run in connection.scalars(select(RunRow.id).where(~young)) if run not in shown]
        for start in range(0, len(ids), 500):
            chunk = ids[start : start + 500]
            connection.execute(delete(FindingRow).where(FindingRow.run_id.in_(chunk)))
            connection.execute(delete(RunTableRow).where(RunTableRow.run_id.in_(chunk)))
            connection.execute(delete(RunRow).where(RunRow.id.in_(chunk)))
        return len(ids)


def _refused(connection: Connection, run_id: int | None) -> tuple[str, ...]:
    query = select(RunTableRow.table_name).where(RunTableRow.run_id == run_id, RunTableRow.refused)
    return tuple(connection.scalars(query.order_by(RunTableRow.table_name)))


def _findings(connection: Connection, run_id: int | None) -> Findings:
    query = select(*FindingRow.__table__.c).where(FindingRow.run_id == run_id).order_by(FindingRow.row_id)
    rows = connection.execute(query.limit(SHOWN_FINDINGS)).all()
    return Findings(
        tuple(SetAside(r.table_name, r.row_key, r.reason) for r in rows if r.kind == "set_aside"),
        tuple(
            UnreadField(r.table_name, r.row_key, r.field, r.raw, r.reason) for r in rows if r.kind == "unread"
        ),
        tuple(UnmappedWord(r.table_name, r.row_key, r.times) for r in rows if r.kind == "unmapped"),
    )
