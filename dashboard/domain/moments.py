"""Moments of the data that one may look at: a version by its number, or what was known of a day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dashboard.domain.history import Change

LAST, WEEK, MEETING = "last", "week", "meeting"
"""What "what changed since" understands beside a version and a day."""

_VERSION = re.compile(r"v([1-9][0-9]{0,8})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
A_WEEK = timedelta(days=7)


class PastAway(RuntimeError):
    """Whoever holds earlier data cannot be asked now; the message is the cause."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A data version that is kept: its 기준일 is what it speaks of, `committed_at` (UTC) when it came."""

    number: int
    basis_date: date | None
    committed_at: datetime

    @property
    def text(self) -> str:
        """As it stands in an address: "v12"."""
        return f"v{self.number}"


@dataclass(frozen=True, slots=True)
class MeetingMark:
    """A meeting at which a version was on the table."""

    name: str
    version: int
    at: datetime


@dataclass(frozen=True, slots=True)
class SavedView:
    """An address under a name."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Notes:
    """Everything that people put in: views by name, meetings newest first."""

    views: tuple[SavedView, ...] = ()
    meetings: tuple[MeetingMark, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What differs between two moments; `before` is None when there is nothing earlier to compare with.

    `names` holds the names of projects that `after` no longer has.
    """

    before: Moment | None
    after: Moment
    changes: tuple[Change, ...] = ()
    names: tuple[tuple[str, str], ...] = ()


def moment(text: str, kept: Sequence[Moment]) -> Moment | None:
    """The moment that an address names: "v12", or a day ("2024-06-30"): the newest data that speak of it.

    None when the text is neither, or nothing so old is kept. `kept` is in the order of the numbers.
    """
    number = _VERSION.fullmatch(text)
    if number:
        return next((each for each in kept if each.number == int(number[1])), None)
    day = _day(text)
    if day is None:
        return None
    spoken = [each for each in kept if each.basis_date is not None and each.basis_date <= day]
    return spoken[-1] if spoken else None


def since(
    text: str | None, after: Moment, kept: Sequence[Moment], meetings: Sequence[MeetingMark] = ()
) -> Moment | None:
    """The moment before `after` that "what changed since `text`" compares with; None when none is kept.

    None and "last" are the version before; "week" what was known seven days before the 기준일 of
    `after`; "meeting" the version of the newest meeting before it; else as in `moment`.
    """
    earlier = [each for each in kept if each.number < after.number]
    if text in (None, LAST):
        return earlier[-1] if earlier else None
    if text == WEEK:
        day = after.basis_date
        return moment(f"{day - A_WEEK:%Y-%m-%d}", earlier) if day else None
    if text == MEETING:
        numbers = [mark.version for mark in meetings if mark.version <= after.number]
        newest = max(numbers, default=0)
        return next((each for each in kept if each.number == newest), None)
    return moment(text or "", earlier)


def _day(text: str) -> date | None:
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
