"""What a screen asks of the city's statistics, whoever holds them: the newest values, curves and events."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from dashboard.domain.city.measures import Panel
from dashboard.domain.city.targets import Target
from dashboard.domain.records import Event

ABSURD = "범위 밖"
"""Flag of a value that cannot be: kept, shown as such, and in no mean and no sum."""
AHEAD = "시각 이상"
"""Flag of a value measured later than it was fetched: a clock is wrong. It is never the newest value."""


class Step(StrEnum):
    """How long a time one point of a curve stands for, in Asia/Seoul; RAW is as it was measured."""

    RAW = "raw"
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a series. `at` is the moment measured, or the beginning of the time that was summed up.

    `value` is None when it is missing; `flag` then holds the source's own reason. `n` is the number of
    values in it. `fetched_at` is when the newest of them came.
    """

    at: datetime
    value: float | None
    flag: str | None = None
    n: int = 1
    fetched_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a series is measured, below the district: a station, a road, a bicycle stand.

    `place` is the key of its series: "station:읍내동", "road:대덕대로", "bikes:ST0001". `district` is a code of
    districts.py or None when nobody says it; degrees are WGS84. `seen_at` is when a source last named it.
    """

    place: str
    name: str
    district: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FeedState:
    """A source of city statistics as it stands: what it last gave, what ails it, what it has used up today.

    `lost` counts what could not be read of its last replies, `lost_lines` are the first of them.
    `seconds` is its period. `problem` is a Korean sentence, None while all is well; `newest` the newest time
    that its values speak of, and `span` how many seconds such a time lasts (a month, a day, 0 for a moment);
    `used` of `quota` requests were made today (quota None: no limit is known).
    """

    id: str
    label: str
    credit: str
    panel: Panel
    seconds: float
    last_good: datetime | None = None
    last_try: datetime | None = None
    newest: datetime | None = None
    problem: str | None = None
    used: int = 0
    quota: int | None = None
    lost: int = 0
    lost_lines: tuple[str, ...] = ()
    span: int = 0


@dataclass(frozen=True, slots=True)
class Transfer:
    """A bundle of replies that came from the zone with the internet, and what became of it."""

    name: str
    received_at: datetime
    state: str
    sentence: str


class HistoryAway(Exception):
    """Whoever holds the statistics cannot be asked now; the message is the cause."""


class CityHistory(Protocol):
    """The city's statistics at one moment; the newest row of each (series, time) counts, older are corrections."""

    def latest(self, measure: str) -> Mapping[str, Point]:
        """The newest point of a measure at every place that has one; neither AHEAD nor in the future."""
        ...

    def points(
        self, measure: str, place: str, since: datetime, until: datetime, step: Step
    ) -> tuple[Point, ...]:
        """A curve from `since` (included) to `until` (not), oldest first.

        Summed up by the measure's own summary: ABSURD and AHEAD values and missing ones take no part, a
        time of which nothing is left has the value None, a time without rows has no point.
        """
        ...

    def events(self, kinds: tuple[str, ...], since: datetime, until: datetime) -> tuple[Event, ...]:
        """Events of these kinds by (at, sequence, id), each as it was last corrected."""
        ...

    def spots(self) -> Mapping[str, Spot]:
        """Every spot that a source has ever named, by its place."""
        ...


@dataclass(frozen=True, slots=True)
class CityPicture:
    """What the city's screens are drawn from. `version` grows with everything that comes in; `now` is real time.

    While our own store is away `now` stays where it was, and with it all that is drawn; `clock` goes on, and so
    do the ages of the sources, of which nothing can be taken in.
    """

    history: CityHistory
    feeds: tuple[FeedState, ...]
    version: int
    now: datetime
    is_demo: bool = False
    targets: tuple[Target, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    clock: datetime | None = None
