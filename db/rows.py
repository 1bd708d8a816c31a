"""Rows of the store as records: columns in the order of a record's fields, keys, what was valid at a version."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Table, select

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


def rows_at(connection: Connection, row_type: type[PlanRow], version: int) -> Sequence[Any]:
    """The rows of a plan table that were valid at `version`, each with the fields of its record."""
    query = select(*columns_of(row_type)).where(_at(row_type, version)).order_by(row_type.row_id)
    return connection.execute(query).all()


def report_rows_at(connection: Connection, version: int) -> Sequence[Any]:
    """The rows of every report known at `version`, in the order in which they came."""
    row = StatusReportRow
    return connection.execute(
        select(*columns_of(row)).where(row.version <= version).order_by(row.row_id)
    ).all()


def records_at(connection: Connection, row_type: type[PlanRow], version: int) -> tuple[Any, ...]:
    """The records of a plan table that were valid at `version`."""
    return records_of(row_type, rows_at(connection, row_type, version))


def reports_at(connection: Connection, version: int) -> tuple[Any, ...]:
    """Every report known at `version`, of several about one date the one that came last."""
    return records_of(StatusReportRow, report_rows_at(connection, version))


def records_of(row_type: type[Received], rows: Sequence[Any]) -> tuple[Any, ...]:
    """The records of rows; of several reports about one date the one that came last."""
    records = (row_type.record(*row) for row in rows)
    if row_type is not StatusReportRow:
        return tuple(records)
    return tuple({(report.project_id, report.as_of): report for report in records}.values())


def _at(row_type: type[PlanRow], version: int) -> Any:
    return (row_type.valid_from <= version) & (row_type.valid_to.is_(None) | (row_type.valid_to > version))
