"""Rows of the store as records: columns in the order of a record's fields, keys, what was valid at a version."""

from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Table, select

from dashboard.domain.records import StatusReport
from db.schema import PlanRow, Received, StatusReportRow


def table_of(row_type: type[Received]) -> Table:
    """The Core table of a row type."""
    table: Table = row_type.__table__  # type: ignore[attr-defined]
    return table


def columns_of(row_type: type[Received]) -> list[Any]:
    """The record's columns in the order of its fields, so that record(*row) works."""
    return [table_of(row_type).c[part.name] for part in fields(row_type.record)]


def identity_of(row_type: type[Received], record: Any) -> tuple[Any, ...]:
    """What names a record among those of its table and source."""
    return tuple(getattr(record, name) for name in row_type.identity)


def records_at(connection: Connection, row_type: type[PlanRow], version: int) -> tuple[Any, ...]:
    """The records of a plan table that were valid at `version`."""
    query = select(*columns_of(row_type)).where(_at(row_type, version)).order_by(row_type.row_id)
    return tuple(row_type.record(*row) for row in connection.execute(query))


def reports_at(connection: Connection, version: int) -> tuple[StatusReport, ...]:
    """Every report known at `version`, of several about one date the one that came last."""
    row = StatusReportRow
    query = select(*columns_of(row)).where(row.version <= version).order_by(row.row_id)
    newest = {
        (report.project_id, report.as_of): report
        for report in (StatusReport(*r) for r in connection.execute(query))
    }
    return tuple(newest.values())


def _at(row_type: type[PlanRow], version: int) -> Any:
    return (row_type.valid_from <= version) & (row_type.valid_to.is_(None) | (row_type.valid_to > version))
