"""Curves, newest values and events, made in the database: roll-ups by hour, day and month of Asia/Seoul."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    case,
    func,
    literal_column,
    null,
    or_,
    select,
    true,
    type_coerce,
)

from dashboard.domain.city.history import ABSURD, AHEAD, Point, Step
from dashboard.domain.city.measures import MEASURES, Summary
from dashboard.domain.records import Event
from db.observations_bulk import OBSERVATION
from db.observations_writing import EVENT, SERIES
from db.schema import UtcDateTime

_SEOUL: ColumnElement[str] = literal_column("'Asia/Seoul'")
_SQLITE_STEPS: Mapping[Step, str] = MappingProxyType(
    {Step.HOUR: "%Y-%m-%d %H:00:00", Step.DAY: "%Y-%m-%d 00:00:00", Step.MONTH: "%Y-%m-01 00:00:00"}
)


def series_ids(connection: Connection, measure: str, place: str) -> Sequence[int]:
    """The series of a measure at a place: one of each source that gives it."""
    query = select(SERIES.c.id).where(SERIES.c.measure == measure, SERIES.c.place == place)
    return connection.scalars(query.order_by(SERIES.c.id)).all()


def curve(
    connection: Connection, measure: str, series: Sequence[int], span: tuple[datetime, datetime], step: Step
) -> tuple[Point, ...]:
    """The points of series that are one curve, from span[0] (included) to span[1] (not).

    Where several sources speak of one time, the one that was fetched last does.
    """
    if not series:
        return ()
    newest = _newest(series, span)
    if step is Step.RAW:
        query = select(newest.c.at, newest.c.value, newest.c.flag, newest.c.fetched_at).order_by(newest.c.at)
        return tuple(
            Point(at, value, flag, 1, fetched_at) for at, value, flag, fetched_at in connection.execute(query)
        )
    known = MEASURES.get(measure)
    query = _summed_up(
        newest, _beginning(connection, newest.c.at, step), known.summary if known else Summary.MEAN
    )
    return tuple(
        Point(at, value, flag if value is None else None, n, fetched_at)
        for at, value, flag, n, fetched_at in connection.execute(query)
    )


def _newest(series: Sequence[int], span: tuple[datetime, datetime]) -> Any:
    """The newest fetch of each time: the row after which, by time and fetching, another time begins.

    In this order an index gives the rows of one series, so that nothing is sorted.
    """
    row = OBSERVATION.c
    order = [row.at, row.fetched_at, row.series_id]
    following = func.lead(row.at).over(order_by=order).label("following")
    within = row.series_id == series[0] if len(series) == 1 else row.series_id.in_(series)
    rows = (
        select(row.at, row.value, row.flag, row.fetched_at, following)
        .where(within, row.at >= span[0], row.at < span[1])
        .subquery("fetched")
    )
    newest = or_(rows.c.following.is_(None), rows.c.following != rows.c.at)
    return select(rows.c.at, rows.c.value, rows.c.flag, rows.c.fetched_at).where(newest).subquery("newest")


def _beginning(connection: Connection, at: ColumnElement[datetime], step: Step) -> ColumnElement[datetime]:
    """The beginning, in Asia/Seoul, of the hour, day or month of a time.

    SQLite knows no time zones: nine hours are right from 1988 on, when Korea gave up its summer time.
    """
    if connection.dialect.name == "postgresql":
        return type_coerce(func.date_trunc(step.value, at, _SEOUL), UtcDateTime())
    local = func.strftime(_SQLITE_STEPS[step], at, "+9 hours")
    return type_coerce(func.datetime(local, "-9 hours"), UtcDateTime())


def _summed_up(newest: Any, beginning: ColumnElement[datetime], summary: Summary) -> Select[Any]:
    """(beginning, value, flag, number of values, newest time of fetching) of each time that has rows."""
    row = newest.c
    usable = row.value.is_not(None) & or_(row.flag.is_(None), row.flag.not_in((ABSURD, AHEAD)))
    value = case((usable, row.value), else_=null()).label("value")
    parts = select(beginning.label("begins"), value, row.flag, row.fetched_at, row.at).subquery("parts")
    part = parts.c
    one: ColumnElement[Any]
    if summary is Summary.MEAN:
        one = func.avg(part.value)
    elif summary is Summary.SUM:
        one = func.sum(part.value)
    else:
        order = [part.value.is_(None), part.at.desc()]
        last = func.first_value(part.value).over(partition_by=part.begins, order_by=order).label("last")
        part = select(part.begins, part.value, part.flag, part.fetched_at, last).subquery("lasts").c
        one = func.max(part.last)
    return (
        select(part.begins, one, func.max(part.flag), func.count(part.value), func.max(part.fetched_at))
        .group_by(part.begins)
        .order_by(part.begins)
    )


def newest_points(connection: Connection, measure: str, now: datetime) -> Mapping[str, Point]:
    """The newest point of a measure at each place, none later than `now` and none AHEAD: one look-up per series."""
    query = (
        _by_lateral(measure, now) if connection.dialect.name == "postgresql" else _by_look_up(measure, now)
    )
    found: dict[str, Point] = {}
    for place, at, value, flag, fetched_at in connection.execute(query):
        point = Point(at, value, flag, 1, fetched_at)
        known = found.get(place)
        if known is None or (known.at, known.fetched_at) < (at, fetched_at):
            found[place] = point
    return found


def _newest_row(now: datetime, *columns: ColumnElement[Any]) -> Select[Any]:
    row = OBSERVATION.c
    return (
        select(*columns)
        .where(row.series_id == SERIES.c.id, row.at <= now, or_(row.flag.is_(None), row.flag != AHEAD))
        .order_by(row.at.desc(), row.fetched_at.desc())
        .limit(1)
        .correlate(SERIES)
    )


def _by_lateral(measure: str, now: datetime) -> Select[Any]:
    row = OBSERVATION.c
    one = _newest_row(now, row.at, row.value, row.flag, row.fetched_at).lateral("one")
    return (
        select(SERIES.c.place, one.c.at, one.c.value, one.c.flag, one.c.fetched_at)
        .select_from(SERIES)
        .join(one, true())
        .where(SERIES.c.measure == measure)
    )


def _by_look_up(measure: str, now: datetime) -> Select[Any]:
    """For SQLite, which has no LATERAL: the key of the newest row, and then the row."""
    row = OBSERVATION.c
    at = _newest_row(now, row.at).scalar_subquery()
    fetched_at = _newest_row(now, row.fetched_at).scalar_subquery()
    keys = (
        select(SERIES.c.place, SERIES.c.id, at.label("at"), fetched_at.label("fetched_at"))
        .where(SERIES.c.measure == measure)
        .subquery("keys")
    )
    same = (row.series_id == keys.c.id) & (row.at == keys.c.at) & (row.fetched_at == keys.c.fetched_at)
    return select(keys.c.place, row.at, row.value, row.flag, row.fetched_at).join_from(
        keys, OBSERVATION, same
    )


def newest_events(
    connection: Connection, kinds: Sequence[str], since: datetime, until: datetime
) -> tuple[Event, ...]:
    """Events of these kinds from `since` (included) to `until` (not), each as it was last corrected."""
    later = EVENT.alias("later")
    corrected = (
        select(later.c.id)
        .where(
            later.c.source_id == EVENT.c.source_id,
            later.c.id == EVENT.c.id,
            later.c.fetched_at > EVENT.c.fetched_at,
        )
        .exists()
    )
    query = (
        select(*(EVENT.c[part.name] for part in fields(Event)))
        .where(EVENT.c.kind.in_(kinds), EVENT.c.at >= since, EVENT.c.at < until, ~corrected)
        .order_by(EVENT.c.at, func.coalesce(EVENT.c.sequence, 0), EVENT.c.id)
    )
    return tuple(Event(*row) for row in connection.execute(query))
