"""What changed between two versions of the store, and planned dates that moved without an approval."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Date, func, select

from dashboard.domain.history import Change, ChangeKind, UnapprovedChange
from dashboard.domain.records import StagePlan, StatusReport
from db.rows import columns_of, identity_of, records_at, reports_at, table_of
from db.schema import PLAN, PlanRow, StagePlanRow, VersionRow


def row_changes(
    connection: Connection, name: str, row_type: type[PlanRow], before: int, after: int
) -> list[Change]:
    """Fields of a plan table that differ between two versions, with what came, vanished and returned.

    Where a date is part of the key, a row with a later one replaces the earlier: the newest are compared,
    and the date alone is no change.
    """
    moved = row_type.valid_from.between(before + 1, after) | row_type.valid_to.between(before + 1, after)
    query = select(row_type.valid_from, row_type.valid_to, *columns_of(row_type)).where(moved)
    old: dict[tuple[Any, ...], Any] = {}
    new: dict[tuple[Any, ...], Any] = {}
    for valid_from, valid_to, *values in connection.execute(query):
        record = row_type.record(*values)
        key = identity_of(row_type, record)
        if valid_from <= before:
            old[key] = record
        if valid_to is None or valid_to > after:
            new[key] = record
    dated = _date_in_key(row_type)
    if dated and (old or new):
        old = _newest(row_type, records_at(connection, row_type, before), dated)
        new = _newest(row_type, records_at(connection, row_type, after), dated)
    earlier = _known_before(connection, row_type, before, dated) if new.keys() - old.keys() else set()
    found: list[Change] = []
    for key in sorted(old.keys() | new.keys(), key=str):
        found += _compare(name, key, old.get(key), new.get(key), dated, returned=key in earlier)
    return found


def _date_in_key(row_type: type[PlanRow]) -> str | None:
    """The name of the date in the key of a table, if there is one."""
    columns = table_of(row_type).c
    return next((name for name in row_type.identity if isinstance(columns[name].type, Date)), None)


def _newest(row_type: type[PlanRow], records: Iterable[Any], dated: str) -> dict[tuple[Any, ...], Any]:
    """The record with the latest date of each key without its date."""
    names = [name for name in row_type.identity if name != dated]
    ordered = sorted(records, key=attrgetter(dated))
    return {tuple(getattr(record, name) for name in names): record for record in ordered}


def _known_before(
    connection: Connection, row_type: type[PlanRow], version: int, dated: str | None
) -> set[tuple[Any, ...]]:
    columns = [table_of(row_type).c[name] for name in row_type.identity if name != dated]
    query = select(*columns).where(row_type.valid_from <= version).distinct()
    return {tuple(row) for row in connection.execute(query)}


def _compare(
    table: str,
    key: tuple[Any, ...],
    old: Any | None,
    new: Any | None,
    dated: str | None = None,
    *,
    returned: bool = False,
) -> list[Change]:
    present = new if new is not None else old
    project = key[0] if table == "project" else getattr(present, "project_id", None)
    shown = " · ".join(str(part) for part in key if part is not None)

    def change(kind: ChangeKind, part: str = "", was: Any = None, is_: Any = None) -> Change:
        return Change(table, shown, project, kind, part, was, is_)

    if old is None:
        kind = ChangeKind.RETURNED if returned else ChangeKind.ADDED
        return [change(kind, is_=getattr(new, "amount", None))]
    if new is None:
        return [change(ChangeKind.VANISHED, was=getattr(old, "amount", None))]
    return [
        change(ChangeKind.CHANGED, part.name, getattr(old, part.name), getattr(new, part.name))
        for part in fields(old)
        if part.name not in ("unread", dated) and getattr(old, part.name) != getattr(new, part.name)
    ]


def report_changes(connection: Connection, before: int, after: int) -> list[Change]:
    """Differences between a project's newest reports at the two versions."""

    def newest(version: int) -> dict[str, StatusReport]:
        ordered = sorted(reports_at(connection, version), key=lambda report: report.as_of)
        return {report.project_id: report for report in ordered}

    old, new = newest(before), newest(after)
    found: list[Change] = []
    for project in sorted(new):
        if old.get(project) != new[project]:
            found += _compare("status_report", (project,), old.get(project), new[project])
    return found


def unapproved_changes(connection: Connection, version: int) -> tuple[UnapprovedChange, ...]:
    """Planned dates that changed within one plan version, oldest first, with the 기준일 that brought them."""
    row = StagePlanRow
    dated = connection.execute(
        select(VersionRow.number, VersionRow.basis_date).where(VersionRow.kind == PLAN)
    )
    basis = {row.number: row.basis_date for row in dated}
    moved = (
        select(row.source_id, *(table_of(row).c[name] for name in row.identity))
        .where(row.valid_from <= version)
        .group_by(row.source_id, *(table_of(row).c[name] for name in row.identity))
        .having(func.count() > 1)
    )
    keys = {tuple(found) for found in connection.execute(moved)}
    if not keys:
        return ()
    query = (
        select(row.source_id, row.valid_from, *columns_of(row))
        .where(row.valid_from <= version)
        .order_by(row.valid_from)
    )
    last: dict[tuple[Any, ...], StagePlan] = {}
    found_changes: list[UnapprovedChange] = []
    for source_id, valid_from, *values in connection.execute(query):
        plan = StagePlan(*values)
        key = (source_id, *identity_of(row, plan))
        if key not in keys:
            continue
        if key in last:
            found_changes += _date_changes(last[key], plan, basis.get(valid_from))
        last[key] = plan
    return tuple(found_changes)


def _date_changes(old: StagePlan, new: StagePlan, basis: date | None) -> list[UnapprovedChange]:
    """A date that became known for the first time is news, not a change."""
    found = []
    for part in ("start", "end"):
        was, is_ = getattr(old, part), getattr(new, part)
        if was is not None and is_ is not None and was != is_:
            found.append(UnapprovedChange(new.project_id, new.plan_key, new.stage_key, part, was, is_, basis))
    return found
