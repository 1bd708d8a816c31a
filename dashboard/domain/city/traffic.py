"""Traffic of several roads as one figure: weighted by their length, because a short road is not half a city."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from dashboard.domain.city.history import ABSURD, AHEAD, Point

CURRENT_WITHIN = timedelta(hours=1)
"""A road silent for longer than this beside the newest one says nothing about now."""
WEEKS = 4
"""A day is compared with the mean of so many same weekdays before it."""


@dataclass(frozen=True, slots=True)
class RoadPart:
    """What a road adds to a figure of several: its value and its length in km."""

    value: float
    length: float


@dataclass(frozen=True, slots=True)
class RoadFigure:
    """A figure of several roads: out of `valid` of `total` roads, `length` km together; `at` is the newest time."""

    value: float | None
    valid: int
    total: int
    length: float
    at: datetime | None


def speed(parts: Iterable[RoadPart]) -> float | None:
    """Σ length / Σ (length / speed): how fast one gets over all of them. A speed of 0 is no journey at all."""
    driven = [part for part in parts if part.value > 0 and part.length > 0]
    hours = sum(part.length / part.value for part in driven)
    return sum(part.length for part in driven) / hours if hours else None


def share(parts: Iterable[RoadPart]) -> float | None:
    """Σ (length x value) / Σ length: the congested share of all of their length."""
    given = [part for part in parts if part.length > 0]
    length = sum(part.length for part in given)
    return sum(part.value * part.length for part in given) / length if length else None


def road_figure(
    points: Mapping[str, Point], lengths: Mapping[str, Point], roads: Iterable[str], *, is_speed: bool
) -> RoadFigure:
    """The roads' newest values as one. A road without a known length takes no part, and is counted in `total`."""
    known = tuple(roads)
    newest = max((points[road].at for road in known if road in points), default=None)
    parts: list[RoadPart] = []
    for road in known:
        point = points.get(road)
        if point is None or newest is None or newest - point.at > CURRENT_WITHIN:
            continue
        parts += _part(point, lengths.get(road))
    value = speed(parts) if is_speed else share(parts)
    counted = [part for part in parts if not is_speed or part.value > 0]
    return RoadFigure(value, len(counted), len(known), sum(part.length for part in counted), newest)


def road_curve(
    curves: Mapping[str, Sequence[Point]], lengths: Mapping[str, Point], *, is_speed: bool
) -> tuple[Point, ...]:
    """The roads' curves as one, at each time out of the roads that are known then; `n` is how many."""
    by_time: dict[datetime, list[RoadPart]] = {}
    for road, curve in curves.items():
        for point in curve:
            by_time.setdefault(point.at, []).extend(_part(point, lengths.get(road)))
    together = speed if is_speed else share
    return tuple(Point(at, together(parts), n=len(parts)) for at, parts in sorted(by_time.items()))


def usual_day(days: Sequence[Sequence[Point]], zone: tzinfo) -> dict[int, Point]:
    """Hour of the day in `zone` -> the mean of several days at that hour; `n` is out of how many of them."""
    by_hour: dict[int, list[tuple[datetime, float]]] = {}
    for day in days:
        for point in day:
            if point.value is not None:
                by_hour.setdefault(point.at.astimezone(zone).hour, []).append((point.at, point.value))
    return {
        hour: Point(given[-1][0], sum(value for _, value in given) / len(given), n=len(given))
        for hour, given in sorted(by_hour.items())
    }


def _part(point: Point, length: Point | None) -> list[RoadPart]:
    is_measured = point.value is not None and point.flag not in (ABSURD, AHEAD)
    if not is_measured or length is None or not length.value or point.value is None:
        return []
    return [RoadPart(point.value, length.value)]
