"""Monthly partitions of the observations in PostgreSQL, made when the first row of a month comes.

Months are those of UTC. What lies before the first and after the last of them has one partition each, so
that a time of an insane clock finds a place too, and so that their number has an end.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, text

FIRST_YEAR, END_YEAR = 2020, 2100
"""Nothing that comes every few minutes is older than the room; monthly figures of decades need no hundred tables."""

UNVACUUMED_ROWS = 50_000
"""So many new rows are left until PostgreSQL next marks what everybody can see: those that are marked are read
from the index alone, which is what makes a curve fast. By default a fifth of a month would be left."""

_PREFIX = "observation_"
_VACUUM = f"autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = {UNVACUUMED_ROWS}"
_EARLIER, _LATER = f"{_PREFIX}earlier", f"{_PREFIX}later"


@dataclass(frozen=True, slots=True)
class Partition:
    """Rows with start <= at < end; None is without an end."""

    name: str
    start: datetime | None
    end: datetime | None


def partition_of(at: datetime) -> Partition:
    """The partition that a time belongs to."""
    moment = at.astimezone(UTC)
    if moment.year < FIRST_YEAR:
        return partition_named(_EARLIER)
    if moment.year >= END_YEAR:
        return partition_named(_LATER)
    return partition_named(f"{_PREFIX}{moment:%Y_%m}")


def partition_named(name: str) -> Partition:
    """The partition of a name that `partition_of` gave."""
    if name == _EARLIER:
        return Partition(name, None, datetime(FIRST_YEAR, 1, 1, tzinfo=UTC))
    if name == _LATER:
        return Partition(name, datetime(END_YEAR, 1, 1, tzinfo=UTC), None)
    year, month = map(int, name.removeprefix(_PREFIX).split("_"))
    following = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
    return Partition(name, datetime(year, month, 1, tzinfo=UTC), following)


def partitions(connection: Connection) -> tuple[Partition, ...]:
    """Those that there are, by name; none in SQLite."""
    if connection.dialect.name != "postgresql":
        return ()
    names = connection.scalars(
        text(
            "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
            " WHERE i.inhparent = 'observation'::regclass ORDER BY c.relname"
        )
    )
    return tuple(partition_named(name) for name in names)


def make_partitions(connection: Connection, moments: Iterable[datetime]) -> None:
    """See to it that every one of these times has a partition; nothing to do in SQLite.

    A table is made and then attached: that waits neither for readers nor they for it, and two that attach
    wait for each other. One writer at a time (Store.begin) never makes the same one twice.
    """
    if connection.dialect.name != "postgresql":
        return
    days = {at.astimezone(UTC).date().replace(day=1) for at in moments}
    wanted = {partition_of(datetime(day.year, day.month, 1, tzinfo=UTC)) for day in days}
    for partition in sorted(wanted - set(partitions(connection)), key=lambda one: one.name):
        connection.execute(
            text(f"CREATE TABLE {partition.name} (LIKE observation INCLUDING ALL) WITH ({_VACUUM})")
        )
        connection.execute(
            text(
                f"ALTER TABLE observation ATTACH PARTITION {partition.name}"
                f" FOR VALUES FROM ({_bound(partition.start, 'MINVALUE')})"
                f" TO ({_bound(partition.end, 'MAXVALUE')})"
            )
        )


def drop_partition(connection: Connection, partition: Partition) -> int:
    """Drop a partition with all its rows; how many they were."""
    rows = connection.scalar(text(f"SELECT count(*) FROM {partition.name}"))  # noqa: S608 -- a name of our own  # nosec
    connection.execute(text(f"DROP TABLE {partition.name}"))
    return int(rows or 0)


def _bound(moment: datetime | None, without: str) -> str:
    return without if moment is None else f"'{moment.isoformat()}'"
