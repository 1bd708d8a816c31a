"""The tables of a store as a backup sees them: found in the database itself, so that any revision can be read."""

import base64
import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, Connection, Table, func, insert, select, text
from sqlalchemy.sql.elements import ColumnElement

from db.backup_file import BATCH, BackupError, Row, line
from db.observations_partitions import make_partitions, partitions

REVISIONS = "alembic_version"
PARTITIONED = "observation"


class Kind(StrEnum):
    """What a column holds, whichever database keeps it."""

    BOOL = "bool"
    INT = "int"
    FLOAT = "float"
    TEXT = "text"
    DATE = "date"
    TIME = "time"
    BYTES = "bytes"


# The first that fits counts.
_KINDS: tuple[tuple[type[Any], Kind], ...] = (
    (sa.Boolean, Kind.BOOL),
    (sa.Integer, Kind.INT),
    (sa.Float, Kind.FLOAT),
    (sa.DateTime, Kind.TIME),
    (sa.Date, Kind.DATE),
    (sa.LargeBinary, Kind.BYTES),
    (sa.String, Kind.TEXT),
)


def stored_tables(connection: Connection) -> tuple[Table, ...]:
    """Every table with rows of its own, those that others refer to first."""
    metadata = sa.MetaData()
    parts = {one.name for one in partitions(connection)} if _is_partitioned(connection) else set()
    metadata.reflect(connection, only=lambda name, _: name not in parts and name != REVISIONS)
    return tuple(metadata.sorted_tables)


def kinds(table: Table) -> dict[str, Kind]:
    """What each column holds, by name: a migration may have put them in another order than a new table has."""
    return {column.name: _kind(column) for column in _columns(table)}


def rows(connection: Connection, table: Table) -> Iterator[Row]:
    """Every row as a backup holds it, in the order of the key, the same in every database."""
    columns = _columns(table)
    known = [_kind(column) for column in columns]
    order = [_in_byte_order(column, connection) for column in (table.primary_key.columns or columns)]
    query = select(*columns).order_by(*order)
    for found in connection.execute(query, execution_options={"yield_per": BATCH}):
        yield [_written(kind, value) for kind, value in zip(known, found, strict=True)]


def digest(connection: Connection, table: Table) -> tuple[int, str]:
    """How many rows a table has, and their SHA-256 as a backup would state it."""
    found, count = hashlib.sha256(), 0
    for row in rows(connection, table):
        found.update(line(row))
        count += 1
    return count, found.hexdigest()


def take_in(connection: Connection, table: Table, given: list[Row]) -> None:
    """Insert rows of a backup; months of observations find their partitions."""
    known = kinds(table)
    values = [
        {name: _read(kind, value) for (name, kind), value in zip(known.items(), row, strict=True)}
        for row in given
    ]
    if not values:
        return
    if table.name == PARTITIONED and _is_partitioned(connection):
        make_partitions(connection, [value["at"] for value in values])
    connection.execute(insert(table), values)


def set_counters(connection: Connection, table: Table) -> None:
    """Let PostgreSQL count on from the highest number that was restored; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for column in table.primary_key.columns:
        place = {"table": f'"{table.name}"', "column": column.name}
        name = connection.scalar(text("SELECT pg_get_serial_sequence(:table, :column)"), place)
        highest = connection.scalar(select(func.max(column))) if name else None
        if highest is not None:
            connection.execute(text("SELECT setval(:name, :highest)"), {"name": name, "highest": highest})


def _columns(table: Table) -> list[Column[Any]]:
    return sorted(table.columns, key=lambda column: column.name)


def _kind(column: Column[Any]) -> Kind:
    for type_, kind in _KINDS:
        if isinstance(column.type, type_):
            return kind
    raise BackupError(
        f"표 {column.table.name}의 {column.name} 열({column.type})은 백업할 수 없는 형식입니다."
    )


def _in_byte_order(column: Column[Any], connection: Connection) -> ColumnElement[Any]:
    """SQLite sorts texts by their bytes, PostgreSQL by the rules of a language unless told otherwise."""
    is_text = _kind(column) is Kind.TEXT and connection.dialect.name == "postgresql"
    return column.collate("C") if is_text else column


def _is_partitioned(connection: Connection) -> bool:
    """Whether observations lie in partitions: in PostgreSQL, since that revision."""
    if connection.dialect.name != "postgresql":
        return False
    query = text("SELECT relkind FROM pg_class WHERE oid = to_regclass(:name)")
    return bool(connection.scalar(query, {"name": PARTITIONED}) in ("p", b"p"))


def _written(kind: Kind, value: Any) -> Any:
    if value is None:
        return None
    if kind is Kind.TIME:
        # SQLite keeps UTC without saying so.
        moment: datetime = value if value.tzinfo else value.replace(tzinfo=UTC)
        return moment.astimezone(UTC).isoformat()
    if kind is Kind.DATE:
        return value.isoformat()
    if kind is Kind.BYTES:
        return base64.b64encode(value).decode()
    # SQLite keeps no sign of zero.
    return float(value) + 0.0 if kind is Kind.FLOAT else value


def _read(kind: Kind, value: Any) -> Any:
    if value is None:
        return None
    if kind is Kind.TIME:
        return datetime.fromisoformat(value)
    if kind is Kind.DATE:
        return date.fromisoformat(value)
    return base64.b64decode(value) if kind is Kind.BYTES else value
