"""Many observations in one statement: arrays in PostgreSQL, many times one row in SQLite."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Integer, MetaData, Table, bindparam, insert, text, update
from sqlalchemy.schema import CreateTable

from db.observations_partitions import make_partitions
from db.schema import ObservationRow, UtcDateTime

OBSERVATION: Table = ObservationRow.__table__  # type: ignore[assignment]
Key = tuple[int, datetime]
"""A series and a time."""

BATCH = 20_000
"""Rows of one statement: enough to be fast, little enough for the statement's time limit."""


class Kept(NamedTuple):
    """A row of `observation`."""

    series_id: int
    at: datetime
    fetched_at: datetime
    value: float | None
    flag: str | None
    seen_at: datetime | None


_TYPES = {
    "series_id": "integer",
    "at": "timestamptz",
    "fetched_at": "timestamptz",
    "value": "double precision",
    "flag": "text",
    "seen_at": "timestamptz",
}
_ARRAYS = ", ".join(f"CAST(:{name} AS {type_}[])" for name, type_ in _TYPES.items())
_COLUMNS = ", ".join(_TYPES)
_KNOWN = text(
    "SELECT o.series_id, o.at, o.fetched_at, o.value, o.flag, o.seen_at"
    " FROM unnest(CAST(:series_id AS integer[]), CAST(:at AS timestamptz[])) AS k (series_id, at)"
    " JOIN observation o ON o.series_id = k.series_id AND o.at = k.at"
    " WHERE o.at BETWEEN :first AND :last"
).columns(*(OBSERVATION.c[name] for name in _TYPES))
# CROSS JOIN in SQLite keeps the order of its tables: the keys first, never a walk through all observations.
_KNOWN_BY_TABLE = text(
    "SELECT o.series_id, o.at, o.fetched_at, o.value, o.flag, o.seen_at FROM arriving k"
    " CROSS JOIN observation o ON o.series_id = k.series_id AND o.at = k.at"
).columns(*(OBSERVATION.c[name] for name in _TYPES))
_INSERT = text(f"INSERT INTO observation ({_COLUMNS}) SELECT * FROM unnest({_ARRAYS})")  # noqa: S608 (our own names)  # nosec
_REPLACE = text(
    f"UPDATE observation o SET value = n.value, flag = n.flag, seen_at = n.seen_at"  # noqa: S608 (our own names)  # nosec
    f" FROM unnest({_ARRAYS}) AS n ({_COLUMNS})"
    f" WHERE o.series_id = n.series_id AND o.at = n.at AND o.fetched_at = n.fetched_at"
    f" AND o.at BETWEEN :first AND :last"
)
_REPLACE_ONE = (
    update(OBSERVATION)
    .where(*(OBSERVATION.c[name] == bindparam(f"the_{name}") for name in ("series_id", "at", "fetched_at")))
    .values({name: bindparam(f"the_{name}") for name in ("value", "flag", "seen_at")})
)
_KEYS = Table(
    "arriving",
    MetaData(),
    Column("series_id", Integer, primary_key=True),
    Column("at", UtcDateTime(), primary_key=True),
    prefixes=["TEMPORARY"],
)


def known(connection: Connection, keys: Sequence[Key]) -> Iterator[Kept]:
    """Every row of these series and times, in no order."""
    if connection.dialect.name == "postgresql":
        return chain.from_iterable(_known_by_arrays(connection, batch) for batch in _batches(keys))
    return _known_by_table(connection, keys)


def put(connection: Connection, new: Sequence[Kept], replaced: Sequence[Kept]) -> None:
    """Write rows whose keys are not there yet, and others over those that are."""
    make_partitions(connection, {row.at for row in new})
    if connection.dialect.name == "postgresql":
        for statement, rows in ((_INSERT, new), (_REPLACE, replaced)):
            for batch in _batches(rows):
                connection.execute(statement, _arrays(batch, with_bounds=statement is _REPLACE))
        return
    if new:
        connection.execute(insert(OBSERVATION), [row._asdict() for row in new])
    if replaced:
        connection.execute(
            _REPLACE_ONE, [{f"the_{name}": part for name, part in row._asdict().items()} for row in replaced]
        )


def _known_by_arrays(connection: Connection, keys: Sequence[Key]) -> Iterator[Kept]:
    series, moments = [key[0] for key in keys], [key[1] for key in keys]
    # The bounds say nothing new, but they spare the planner the other partitions.
    given = {"series_id": series, "at": moments, "first": min(moments), "last": max(moments)}
    return (Kept(*row) for row in connection.execute(_KNOWN, given))


def _known_by_table(connection: Connection, keys: Sequence[Key]) -> Iterator[Kept]:
    connection.execute(CreateTable(_KEYS, if_not_exists=True))
    connection.execute(_KEYS.delete())
    if keys:
        connection.execute(insert(_KEYS), [{"series_id": series, "at": at} for series, at in keys])
    return (Kept(*row) for row in connection.execute(_KNOWN_BY_TABLE))


def _arrays(rows: Sequence[Kept], *, with_bounds: bool) -> dict[str, Any]:
    given: dict[str, Any] = dict(zip(_TYPES, map(list, zip(*rows, strict=True)), strict=True))
    return given | {"first": min(given["at"]), "last": max(given["at"])} if with_bounds else given


def _batches(rows: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))
