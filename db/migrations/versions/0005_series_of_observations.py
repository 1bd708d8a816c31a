"""Observations by series, lean and partitioned by month; corrected events; spots.

The rows of the old tables move over. Several of one series (or event), time and time of fetching become
further rows, a microsecond apart in the order in which they came.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

from db.observations_partitions import make_partitions, partitions
from db.schema import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_BATCH = 10_000
_SERIES = sa.table("series", *(sa.column(name) for name in ("id", "measure", "place", "source_id")))
_OBSERVATION = sa.table(
    "observation",
    sa.column("series_id", sa.Integer()),
    sa.column("at", UtcDateTime()),
    sa.column("fetched_at", UtcDateTime()),
    sa.column("value", sa.Double()),
    sa.column("flag", sa.Text()),
)
_OLD_OBSERVATION = sa.table(
    "old_observation",
    sa.column("at", UtcDateTime()),
    sa.column("fetched_at", UtcDateTime()),
    *(
        sa.column(name)
        for name in ("row_id", "source_id", "indicator_id", "place", "value", "flag", "unread")
    ),
)
_KEPT_OF_EVENTS = ("kind", "severity", "place", "text", "unread")
_EVENT_COLUMNS = (
    sa.column("at", UtcDateTime()),
    sa.column("fetched_at", UtcDateTime()),
    *(sa.column(name) for name in ("source_id", "id", *_KEPT_OF_EVENTS)),
)
_EVENT = sa.table("event", *_EVENT_COLUMNS)
_OLD_EVENT = sa.table(
    "old_event", sa.column("row_id"), *(sa.column(one.name, one.type) for one in _EVENT_COLUMNS)
)


def upgrade() -> None:
    _put_aside()
    _create()
    connection = op.get_bind()
    _move_observations(connection)
    _move_events(connection)
    op.drop_table("old_observation")
    op.drop_table("old_event")


def _put_aside() -> None:
    for name in ("ix_observation_series", "ix_observation_version"):
        op.drop_index(name, table_name="observation")
    op.drop_index("ix_event_version", table_name="event")
    op.rename_table("observation", "old_observation")
    op.rename_table("event", "old_event")
    if op.get_bind().dialect.name == "postgresql":
        # A table that is renamed keeps the names of its key and its sequence, which the new ones want.
        for name in ("observation", "event"):
            op.execute(f"ALTER INDEX {name}_pkey RENAME TO old_{name}_pkey")


def _create() -> None:
    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("measure", "place", "source_id"),
    )
    op.create_table(
        "observation",
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("flag", sa.Text(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("series_id", "at", "fetched_at", postgresql_include=["value", "flag"]),
        postgresql_partition_by="RANGE (at)",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "event",
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("kind", "severity", "place", "text")),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("subject", "command")),
        sa.Column("sequence", sa.BigInteger(), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unread", sa.Text(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("source_id", "id", "fetched_at"),
    )
    op.create_index(op.f("ix_event_at"), "event", ["at"], unique=False)
    op.create_table(
        "spot",
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("district", sa.Text(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("place"),
    )


def _move_observations(connection: sa.Connection) -> None:
    old = _OLD_OBSERVATION.c
    named = sa.select(old.indicator_id, old.place, old.source_id).distinct()
    connection.execute(_SERIES.insert().from_select(["measure", "place", "source_id"], named))
    series = {
        (measure, place, source): id_
        for id_, measure, place, source in connection.execute(sa.select(*_SERIES.c))
    }
    order = (old.indicator_id, old.place, old.source_id, old.at, old.row_id)
    rows = connection.execute(sa.select(*old).order_by(*order)).mappings()
    moved = (
        {
            "series_id": series[row["indicator_id"], row["place"], row["source_id"]],
            "at": row["at"],
            "fetched_at": row["fetched_at"],
            "value": row["value"],
            # A row without a value may keep the text that could not be read.
            "flag": row["flag"] or (row["unread"] if row["value"] is None else None),
        }
        for row in rows
    )
    for batch in _batches(_one_after_another(moved, ("series_id", "at"))):
        make_partitions(connection, [row["at"] for row in batch])
        connection.execute(_OBSERVATION.insert(), batch)


def _move_events(connection: sa.Connection) -> None:
    old = _OLD_EVENT.c
    query = sa.select(*(old[column.name] for column in _EVENT_COLUMNS))
    rows = connection.execute(query.order_by(old.source_id, old.id, old.row_id)).mappings()
    for batch in _batches(_one_after_another(map(dict, rows), ("source_id", "id"))):
        connection.execute(_EVENT.insert(), batch)


def _one_after_another(rows: Iterable[dict[str, Any]], key: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The rows of one key with times of fetching that grow in the order in which they were written."""
    before: dict[str, Any] | None = None
    for row in rows:
        is_same = before is not None and all(row[name] == before[name] for name in key)
        if before is not None and is_same and row["fetched_at"] <= before["fetched_at"]:
            row["fetched_at"] = before["fetched_at"] + timedelta(microseconds=1)
        yield row
        before = row


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def downgrade() -> None:
    connection = op.get_bind()
    for name in [one.name for one in partitions(connection)]:
        op.drop_table(name)
    op.drop_table("spot")
    op.drop_index(op.f("ix_event_at"), table_name="event")
    op.drop_table("event")
    op.drop_table("observation")
    op.drop_table("series")
    _create_old()


def _create_old() -> None:
    """The tables of the revision before; their rows are not brought back."""
    _create_old_one("observation", ("indicator_id", "place"), ("flag",), sa.Column("value", sa.Double()))
    _create_old_one("event", ("id",), ("kind", "severity", "place", "text"))
    op.create_index("ix_observation_series", "observation", ["indicator_id", "place", "at"], unique=False)


def _create_old_one(name: str, key: tuple[str, ...], texts: tuple[str, ...], *more: "sa.Column[Any]") -> None:
    op.create_table(
        name,
        sa.Column(
            "row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("unread", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(one, sa.Text(), nullable=False) for one in key),
        *(sa.Column(one, sa.Text(), nullable=True) for one in texts),
        *more,
        sa.PrimaryKeyConstraint("row_id"),
    )
    op.create_index(op.f(f"ix_{name}_version"), name, ["version"], unique=False)
