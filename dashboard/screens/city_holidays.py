"""Which days a day is compared with: the last same weekdays, without those that were holidays."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from dashboard.domain.city.holidays import KIND, names_by_day
from dashboard.domain.city.traffic import WEEKS
from dashboard.domain.words import KOREAN_TIME
from dashboard.screens.city_view import CityView, day_start

_KNOWN_WITHIN = timedelta(days=366)
"""A year without a single holiday is one of which nobody has told any."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The beginnings of the days, what is to be said of them, and how today is called."""

    days: tuple[datetime, ...]
    notes: tuple[str, ...]
    weekday: str


def compared_days(view: CityView) -> Compared:
    """The same weekdays of the last weeks; a holiday among them is left out and named, and so is one today."""
    words, today = view.words, day_start(view.now)
    events = view.history.events((KIND,), today - _KNOWN_WITHIN, today + timedelta(days=1))
    names = names_by_day(events, KOREAN_TIME)
    days = [today - timedelta(weeks=back) for back in range(1, WEEKS + 1)]
    left_out = [day for day in days if day.date() in names]
    listed = ", ".join(
        words.holiday_day.format(month=day.month, day=day.day, name=names[day.date()]) for day in left_out
    )
    weekday, name = words.city_weekdays[today.weekday()], names.get(today.date())
    notes = (
        words.holiday_today.format(name=name) if name is not None else "",
        words.holiday_left_out.format(list=listed) if left_out else "",
        "" if names else words.holiday_unknown,
    )
    return Compared(
        days=tuple(day for day in days if day not in left_out),
        notes=tuple(note for note in notes if note),
        weekday=words.holiday_weekday.format(weekday=weekday, name=name) if name is not None else weekday,
    )
