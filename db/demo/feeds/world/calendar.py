"""Public holidays of the invented country: those of the sun's calendar, with a free Monday for one at a week's end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_DAYS = (
    (1, 1, "1월1일", False),
    (3, 1, "삼일절", True),
    (5, 1, "노동절", False),
    (5, 5, "어린이날", True),
    (6, 6, "현충일", False),
    (7, 17, "제헌절", True),
    (8, 15, "광복절", True),
    (10, 3, "개천절", True),
    (10, 9, "한글날", True),
    (12, 25, "기독탄신일", True),
)
"""Month, day, name, and whether a substitute (대체공휴일) is given."""


@dataclass(frozen=True, slots=True)
class Holiday:
    day: date
    name: str


def holidays(year: int) -> tuple[Holiday, ...]:
    return tuple(sorted(_holidays(year), key=lambda each: each.day))


def _holidays(year: int) -> Iterator[Holiday]:
    for month, number, name, is_made_up in _DAYS:
        day = date(year, month, number)
        yield Holiday(day, name)
        if is_made_up and day.weekday() >= 5:
            yield Holiday(day + timedelta(days=7 - day.weekday()), f"대체공휴일({name})")
