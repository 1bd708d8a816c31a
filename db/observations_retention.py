"""Forgets old observations, series by series; a month that no rule keeps goes as a whole."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, text

from db.observations_bulk import OBSERVATION
from db.observations_partitions import drop_partition, partitions
from db.observations_writing import SERIES
from db.versions import one_writer

Begin = Callable[[], AbstractContextManager[Connection]]
_NO_LIMIT = text("SET LOCAL statement_timeout = 0")
_SERIES_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Retained:
    """What went: rows, those of dropped partitions included, and how many partitions were dropped."""

    rows: int = 0
    partitions: int = 0


def forget(
    begin: Begin, days_by_measure: Mapping[str, int], default_days: int | None, now: datetime
) -> Retained:
    """Delete every row older than the days of its measure; `default_days` None keeps all others for ever.

    Every step is a transaction of its own, so that writers and readers wait for a short time only.
    """
    horizons: dict[datetime | None, list[int]] = defaultdict(list)
    with begin() as connection:
        for id_, measure in connection.execute(select(SERIES.c.id, SERIES.c.measure)):
            days = days_by_measure.get(measure, default_days)
            horizons[None if days is None else now - timedelta(days=days)].append(id_)
    dropped_rows, dropped = _drop_partitions(begin, horizons)
    deleted = sum(
        _delete(begin, series[start : start + _SERIES_AT_ONCE], horizon)
        for horizon, series in horizons.items()
        if horizon is not None
        for start in range(0, len(series), _SERIES_AT_ONCE)
    )
    return Retained(dropped_rows + deleted, dropped)


def _drop_partitions(begin: Begin, horizons: Mapping[datetime | None, list[int]]) -> tuple[int, int]:
    """Drop the partitions that are older than every rule: (rows, partitions)."""
    ends = [horizon for horizon in horizons if horizon is not None]
    if not ends or None in horizons:
        return 0, 0
    with begin() as connection:
        old = [one for one in partitions(connection) if one.end is not None and one.end <= min(ends)]
    rows = 0
    for partition in old:
        with begin() as connection:
            one_writer(connection)  # who has just seen that the partition is there must not find it gone
            connection.execute(_NO_LIMIT)
            rows += drop_partition(connection, partition)
    return rows, len(old)


def _delete(begin: Begin, series: list[int], horizon: datetime) -> int:
    with begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(_NO_LIMIT)
        row = OBSERVATION.c
        return connection.execute(
            delete(OBSERVATION).where(row.series_id.in_(series), row.at < horizon)
        ).rowcount
