"""Warnings and messages of the city: what is in force, what was sent, how often and about what."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from dashboard.domain.city.districts import DISTRICTS, named
from dashboard.domain.city.measures import CITY
from dashboard.domain.city.warnings import KIND, ActiveWarning, Board, board
from dashboard.domain.records import Event
from dashboard.screens.city_view import CityView, day_start

MESSAGE = "message"
LOG_DAYS = 400
"""So far back the log of warnings is read: one in force longer would be older than any was."""
A_MONTH = 30


def warnings_at(view: CityView, moment: datetime) -> Board:
    """The warnings in force at a moment, of the district that is looked at or of the whole city."""
    log = view.history.events((KIND,), moment - timedelta(days=LOG_DAYS), view.now + timedelta(days=LOG_DAYS))
    found = board(log, moment)
    active = tuple(one for one in found.active if _reaches(view, places(one.place)))
    return Board(active, found.unread, found.ahead)


def has_log(view: CityView, moment: datetime) -> bool:
    """Whether anything of the log is older than a moment: else nobody knows what was in force then."""
    return bool(view.history.events((KIND,), moment - timedelta(days=LOG_DAYS), moment))


def messages(view: CityView, since: datetime, until: datetime) -> tuple[Event, ...]:
    """The messages of a time, newest first, that reached the district that is looked at."""
    found = view.history.events((MESSAGE,), since, until)
    return tuple(
        sorted((each for each in found if _reaches(view, places(each.place))), key=_order, reverse=True)
    )


def days_back(view: CityView, days: int) -> tuple[datetime, datetime]:
    """The last days, today included, up to now."""
    return day_start(view.now, days - 1), view.now + timedelta(seconds=1)


def district_counts(view: CityView) -> dict[str, int]:
    """Messages of the last 30 days by the districts that they name; empty where no message is known at all."""
    found = view.history.events((MESSAGE,), *days_back(view, A_MONTH))
    if not found:
        return {}
    counts = Counter(code for each in found for code in places(each.place) if code != CITY)
    return {code: counts[code] for code in DISTRICTS}


def whole_count(view: CityView) -> int:
    """Messages of the last 30 days that went to the whole city."""
    return sum(
        CITY in places(each.place) for each in view.history.events((MESSAGE,), *days_back(view, A_MONTH))
    )


def places(text: str | None) -> frozenset[str]:
    """The districts that a text names, CITY for the whole city; empty where none of ours is named."""
    found = (named(part) for part in (text or "").split(","))
    return frozenset(code for code in found if code)


def count_by_subject(found: Iterable[Event], unnamed: str) -> list[tuple[str, int]]:
    """What messages were about, the most frequent first."""
    counts = Counter((each.subject or "").strip() or unnamed for each in found)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def warning_title(one: ActiveWarning, template: str) -> str:
    return template.format(subject=one.subject, severity=one.severity or "")


def _reaches(view: CityView, codes: frozenset[str]) -> bool:
    """Whether something reaches the place that is looked at; a text that names no district is for all."""
    return view.district is None or not codes or CITY in codes or view.district in codes


def _order(event: Event) -> tuple[datetime, int, str]:
    return event.at, event.sequence or 0, event.id


def newest(found: Sequence[Event], count: int) -> tuple[Event, ...]:
    return tuple(found[:count])
