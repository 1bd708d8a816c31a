"""A figure and a curve of any measure at any place, whoever measures it: a source, stations, roads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dashboard.domain.city import air, traffic
from dashboard.domain.city.change import Change, Dated, earlier, kinds
from dashboard.domain.city.districts import NAMES
from dashboard.domain.city.history import ABSURD, AHEAD, Point, Step
from dashboard.domain.city.measures import CITY, DAY, MEASURES
from dashboard.domain.words import KOREAN_TIME
from dashboard.screens.city_view import ROAD, STATION, CityView, day_start, hour_start, month_start

GONE_AFTER = timedelta(days=7)
"""A station that has said nothing for longer is drawn with its last value, and counted no more."""
NATIONAL_ROAD = f"{ROAD}its:"
"""Two sources may measure the same street: it counts once."""
MOST_ROADS = 60
"""A curve of many roads is made of the longest ones."""
LENGTH, SPEED = "traffic.length", "traffic.speed"
ROAD_MEASURES = frozenset({SPEED, "traffic.congested"})
STANDS = {"traffic.bikes": "bikes:", "traffic.parking": "parking:"}
"""Measures that only add up over the places that have them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure now. `valid` of `total` stations, roads or stands are in it; None where it is one value.

    `length` is what was measured of roads, in km.
    """

    measure: str
    value: float | None
    at: datetime | None
    valid: int | None = None
    total: int | None = None
    length: float | None = None
    flag: str | None = None


def reading(view: CityView, measure: str, place: str) -> Reading:
    """The newest value; for the city and its districts made of what is measured below them."""
    latest = view.history.latest(measure)
    point = latest.get(place)
    if measure.startswith("air.") and place in NAMES:
        mean = air.station_mean(latest, stations(view, measure, place)[0])
        return Reading(measure, mean.value, mean.at, mean.valid, mean.total)
    if point is None and measure in ROAD_MEASURES and place in NAMES:
        found = traffic.road_figure(
            latest,
            view.history.latest(LENGTH),
            counted_roads(view, measure, place),
            is_speed=measure == SPEED,
        )
        return Reading(measure, found.value, found.at, found.valid, found.total, found.length)
    if point is None and measure in STANDS and place == CITY:
        return _stands(measure, [each for key, each in latest.items() if key.startswith(STANDS[measure])])
    if point is None:
        return Reading(measure, None, None)
    length = view.history.latest(LENGTH).get(place) if measure in ROAD_MEASURES else None
    is_of_now = length is not None and length.at == point.at
    return Reading(
        measure, point.value, point.at, length=length.value if length and is_of_now else None, flag=point.flag
    )


def curve(
    view: CityView, measure: str, place: str, since: datetime, until: datetime, step: Step
) -> tuple[Point, ...]:
    """The values of a time, of the city and its districts likewise made of what is below them."""
    history = view.history
    if measure.startswith("air.") and place in NAMES:
        valid, gone = stations(view, measure, place)
        return air.mean_curve(history.points(measure, each, since, until, step) for each in (*valid, *gone))
    own = history.points(measure, place, since, until, step)
    if own or measure not in ROAD_MEASURES or place not in NAMES:
        return own
    lengths = history.latest(LENGTH)
    curves = {
        road: history.points(measure, road, since, until, step)
        for road in longest_roads(view, measure, place)
    }
    return traffic.road_curve(curves, lengths, is_speed=measure == SPEED)


def changes(view: CityView, measure: str, place: str, now: Reading) -> tuple[Change, ...]:
    """The figure beside those of yesterday, last month and last year, as far as they mean something."""
    if now.at is None:
        return ()
    at = now.at.astimezone(KOREAN_TIME)
    current = Dated(usable(now), at)
    return tuple(
        Change(since, current, _before(view, measure, place, earlier(at, since)))
        for since in kinds(MEASURES[measure])
    )


def usable(found: Reading) -> float | None:
    """The value where it can be one; an absurd one is shown and never reckoned with."""
    return None if found.flag in (ABSURD, AHEAD) else found.value


def stations(view: CityView, measure: str, place: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The stations of the city or a district that measure something: those heard of lately, and those gone."""
    latest = view.history.latest(measure)
    keys = [key for key in latest if key.startswith(STATION) and _is_in(view, key, place)]
    newest = max((latest[key].at for key in keys), default=None)
    gone = [key for key in keys if newest and newest - latest[key].at > GONE_AFTER]
    return tuple(key for key in keys if key not in gone), tuple(gone)


def roads(view: CityView, measure: str, place: str) -> tuple[str, ...]:
    """The roads of the city or a district that a measure has values of."""
    latest = view.history.latest(measure)
    return tuple(key for key in latest if key.startswith(ROAD) and _is_in(view, key, place))


def counted_roads(view: CityView, measure: str, place: str) -> tuple[str, ...]:
    """The roads that a figure of several is made of: those of the national centre only where nobody else has any."""
    found = roads(view, measure, place)
    return tuple(road for road in found if not road.startswith(NATIONAL_ROAD)) or found


def longest_roads(view: CityView, measure: str, place: str) -> tuple[str, ...]:
    lengths = view.history.latest(LENGTH)

    def length(road: str) -> float:
        return (lengths[road].value or 0) if road in lengths else 0

    return tuple(sorted(counted_roads(view, measure, place), key=length, reverse=True)[:MOST_ROADS])


def _is_in(view: CityView, key: str, place: str) -> bool:
    spot = view.history.spots().get(key)
    return place == CITY or (spot is not None and spot.district == place)


def _stands(measure: str, points: Sequence[Point]) -> Reading:
    newest = max((point.at for point in points), default=None)
    valid = [point.value for point in points if point.value is not None and point.flag not in (ABSURD, AHEAD)]
    return Reading(measure, sum(valid) if valid else None, newest, len(valid), len(points))


def _before(view: CityView, measure: str, place: str, at: datetime) -> Dated:
    """The value of the hour, the day or the month that `at` lies in."""
    seconds = MEASURES[measure].seconds
    if seconds > DAY:
        start, step = month_start(at), Step.MONTH
        end = month_start(at, -1)
    elif seconds == DAY:
        start, step = day_start(at), Step.DAY
        end = start + timedelta(days=1)
    else:
        start, step = hour_start(at), Step.HOUR
        end = start + timedelta(hours=1)
    found = curve(view, measure, place, start, end, step)
    return Dated(found[0].value if found else None, start)
