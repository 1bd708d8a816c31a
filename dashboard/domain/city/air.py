"""Air quality: the official grades of a value, and what the valid stations of a place say together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import IntEnum
from types import MappingProxyType

from dashboard.domain.city.history import ABSURD, AHEAD, Point
from dashboard.domain.city.measures import MEASURES


class Grade(IntEnum):
    """The official steps, 좋음 to 매우나쁨, by the number that 에어코리아 gives them."""

    GOOD = 1
    MODERATE = 2
    BAD = 3
    VERY_BAD = 4


BOUNDS: Mapping[str, tuple[float, float, float]] = MappingProxyType(
    {
        "air.pm10": (30, 80, 150),
        "air.pm25": (15, 35, 75),
        "air.o3": (0.030, 0.090, 0.150),
        "air.no2": (0.030, 0.060, 0.200),
        "air.co": (2, 9, 15),
        "air.so2": (0.020, 0.050, 0.150),
        "air.cai": (50, 100, 250),
    }
)
"""Measure -> the highest values of 좋음, 보통 and 나쁨, each included; beyond is 매우나쁨.

Source: 에어코리아(환경부·한국환경공단) "통합대기환경지수" (CAI) and the grades of its six pollutants. A value
is judged as it is printed, rounded to the digits that the source gives (PM 1 ㎍/㎥, CO 0.1 ppm, other gases
0.001 ppm): the official table has no room between 30 and 31.
"""
CURRENT_WITHIN = timedelta(hours=2)
"""Stations of one reply speak of different hours: an older value than this beside the newest is not of now."""


@dataclass(frozen=True, slots=True)
class StationMean:
    """The mean of the valid stations, of `valid` out of `total`; `at` is the newest time in it."""

    value: float | None
    valid: int
    total: int
    at: datetime | None


def grade(measure: str, value: float | None) -> Grade | None:
    """The official grade of a value of one measure; None where nothing is measured or no grade is defined."""
    if value is None or measure not in BOUNDS:
        return None
    printed = _printed(value, MEASURES[measure].decimals)
    beyond = sum(printed > Decimal(str(bound)) for bound in BOUNDS[measure])
    return Grade(beyond + 1)


def is_valid(point: Point, newest: datetime) -> bool:
    """Whether a station's value counts now: measured, possible, and not older than its neighbours by hours."""
    is_measured = point.value is not None and point.flag not in (ABSURD, AHEAD)
    return is_measured and newest - point.at <= CURRENT_WITHIN


def station_mean(points: Mapping[str, Point], stations: Iterable[str]) -> StationMean:
    """What `stations` say now. Grades are never averaged: the grade of a place is that of this mean."""
    known = tuple(stations)
    given = {place: points[place] for place in known if place in points}
    newest = max((point.at for point in given.values()), default=None)
    if newest is None:
        return StationMean(None, 0, len(known), None)
    valid = [point for point in given.values() if is_valid(point, newest)]
    values = [point.value for point in valid if point.value is not None]
    mean = sum(values) / len(values) if values else None
    return StationMean(mean, len(values), len(known), max((point.at for point in valid), default=newest))


def mean_curve(curves: Iterable[Sequence[Point]]) -> tuple[Point, ...]:
    """One curve out of those of several stations: at each time the mean of the values that are there.

    `n` is the number of values behind a point; a time at which every station is silent stays, without a value.
    """
    by_time: dict[datetime, list[Point]] = {}
    for curve in curves:
        for point in curve:
            by_time.setdefault(point.at, []).append(point)
    return tuple(_together(at, by_time[at]) for at in sorted(by_time))


def _together(at: datetime, points: Sequence[Point]) -> Point:
    valid = [
        (point.value, point.n)
        for point in points
        if point.value is not None and point.flag not in (ABSURD, AHEAD)
    ]
    count = sum(n for _, n in valid)
    if not count:
        return Point(at, None, next((point.flag for point in points if point.flag), None), 0)
    return Point(at, sum(value * n for value, n in valid) / count, n=count)


def _printed(value: float, decimals: int) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
