"""Score of a statistic against its target, over a day, a week, a month and a quarter (as Boston's CityScore).

score = actual / target; target / actual where lower is better. 1 is on target, more is better. It is drawn
up to CLIP and marked where it was clipped. What is missing has no score and is never 0.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from dashboard.domain.city.history import Point, Step
from dashboard.domain.city.measures import MEASURES, MONTH, Summary
from dashboard.domain.city.targets import Target

CLIP = 1.25
"""Highest score that is drawn: one fine figure must not hide the others."""
ENOUGH = 0.5
"""Share of the days of a stretch that must have a value, else it has no score."""


class Stretch(StrEnum):
    """A time that a score is of: full days (Seoul) up to yesterday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


DAYS = {Stretch.DAY: 1, Stretch.WEEK: 7, Stretch.MONTH: 30, Stretch.QUARTER: 91}


@dataclass(frozen=True, slots=True)
class Score:
    """The score of one stretch with its parts. `actual` and `goal` are in the measure's unit, sums over `known` days.

    `share` is None when there is too little to tell; `known` of `days` have a value (months count as `of_months`).
    """

    stretch: Stretch
    share: float | None
    actual: float | None
    goal: float
    known: int
    days: int
    is_clipped: bool = False

    @property
    def drawn(self) -> float | None:
        """The score as far as it is drawn."""
        return None if self.share is None else min(self.share, CLIP)


Curve = Callable[[datetime, datetime, Step], Sequence[Point]]
"""(since, until, step) -> the points of the target's series."""


def scores(target: Target, curve: Curve, today: datetime) -> tuple[Score, ...]:
    """The scores of a target, of the stretches that its measure knows; `today` is midnight of today in Seoul.

    A monthly statistic has no day and no week: its month is the newest one, its quarter the last three.
    """
    if MEASURES[target.measure].seconds >= MONTH:
        return tuple(_monthly(target, curve, today, stretch) for stretch in (Stretch.MONTH, Stretch.QUARTER))
    return tuple(_daily(target, curve, today, stretch) for stretch in Stretch)


def _daily(target: Target, curve: Curve, today: datetime, stretch: Stretch) -> Score:
    days = DAYS[stretch]
    values = _values(curve(today - timedelta(days=days), today, Step.DAY))
    return _score(target, stretch, values, days, target.a_day)


def _monthly(target: Target, curve: Curve, today: datetime, stretch: Stretch) -> Score:
    """Over the newest months that have a value: such figures come out weeks later."""
    months = 1 if stretch is Stretch.MONTH else 3
    values = _values(curve(today - timedelta(days=200), today, Step.MONTH))[-months:]
    a_month = target.a_day * 365.25 / 12 if target.per else target.value
    return _score(target, stretch, values, months, a_month)


def _values(points: Sequence[Point]) -> list[float]:
    return [point.value for point in points if point.value is not None]


def _score(target: Target, stretch: Stretch, values: list[float], wanted: int, goal_of_one: float) -> Score:
    summary = MEASURES[target.measure].summary
    known = len(values)
    goal = goal_of_one * known if summary is Summary.SUM else goal_of_one
    if known < max(1.0, ENOUGH * wanted):
        return Score(stretch, None, None, goal, known, wanted)
    if summary is Summary.SUM:
        actual = sum(values)
    elif summary is Summary.LAST:
        actual = values[-1]
    else:
        actual = sum(values) / known
    share = _share(actual, goal, lower_is_better=bool(MEASURES[target.measure].lower_is_better))
    return Score(stretch, share, actual, goal, known, wanted, is_clipped=share is not None and share > CLIP)


def _share(actual: float, goal: float, *, lower_is_better: bool) -> float | None:
    """None for 0 against 0 where more is better; nothing at all where less is better is as good as can be."""
    above, below = (goal, actual) if lower_is_better else (actual, goal)
    if below == 0:
        return float("inf") if lower_is_better or above > 0 else None
    return above / below
