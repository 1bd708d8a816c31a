"""Changes of a figure: on yesterday, last month, last year; always both numbers with their times."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from dashboard.domain.city.measures import DAY, HOUR, Measure


class Since(StrEnum):
    """What a figure is compared with."""

    YESTERDAY = "yesterday"
    LAST_MONTH = "last-month"
    LAST_YEAR = "last-year"


@dataclass(frozen=True, slots=True)
class Dated:
    """A value at its time; None is missing and never 0."""

    value: float | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """A figure beside an earlier one of the same series; `difference` is None when one of them is missing."""

    since: Since
    now: Dated
    before: Dated

    @property
    def difference(self) -> float | None:
        if self.now.value is None or self.before.value is None:
            return None
        return self.now.value - self.before.value


def kinds(measure: Measure) -> tuple[Since, ...]:
    """The comparisons that mean something for a measure: a monthly figure has no yesterday."""
    return tuple(Since) if measure.seconds <= DAY else (Since.LAST_MONTH, Since.LAST_YEAR)


def earlier(at: datetime, since: Since) -> datetime:
    """The same clock time a day, a month or a year before; the last day of a month that is too short.

    `at` is in the time zone in which days and months are counted.
    """
    if since is Since.YESTERDAY:
        return at - timedelta(days=1)
    months = at.year * 12 + at.month - 1 - (1 if since is Since.LAST_MONTH else 12)
    year, month = divmod(months, 12)
    day = min(at.day, monthrange(year, month + 1)[1])
    return at.replace(year=year, month=month + 1, day=day)


def reach(measure: Measure) -> timedelta:
    """How far around the earlier moment a value may lie and still be of it: the time that one value stands for."""
    return timedelta(seconds=min(max(measure.seconds, HOUR), DAY))
