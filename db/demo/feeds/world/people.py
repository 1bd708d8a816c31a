"""People of the invented city, month by month: who lives there, who is born, dies, comes and goes.

What the books say fits together: residents of a month are those of the month before, with the born and
those who came, without the dead and those who left. The residents of 2026-04 are published figures
(행정안전부 주민등록 인구통계, 2026년 4월: 대전광역시 총 거주자 1,436,760); every other number is 시연용.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from math import cos, pi
from types import MappingProxyType
from typing import NamedTuple

from db.demo.feeds.world.chance import SEOUL, unit

PUBLISHED: Mapping[str, int] = MappingProxyType(
    {"30110": 217_576, "30140": 223_824, "30170": 461_902, "30200": 369_587, "30230": 163_871}
)
"""Residents by district at the end of 2026-04."""
AGES = tuple(range(0, 101, 10))
BOOKS_AFTER = timedelta(days=2)
MOVES_AFTER = timedelta(days=24)
VITAL_AFTER = timedelta(days=56)
"""So long after a month's end its population, its moves, its births and deaths are published."""

_SHARES = (66, 98, 142, 128, 148, 165, 138, 76, 34, 5, 0.2)
"""Per mille of the city in each band of ten years."""
_MALES = (0.513, 0.518, 0.523, 0.515, 0.502, 0.499, 0.489, 0.462, 0.385, 0.26, 0.18)
_YOUTH = {"30110": -0.05, "30140": -0.09, "30170": 0.0, "30200": 0.13, "30230": -0.06}
_DRIFT = {"30110": -0.02, "30140": -0.03, "30170": -0.06, "30200": 0.085, "30230": -0.03}
"""Per cent of its residents that a district gains by moves in a month."""
_PERSONS = {"30110": 1.98, "30140": 2.07, "30170": 2.09, "30200": 2.19, "30230": 2.08}
"""Persons of a household in 2026-04."""
_BEYOND = 0.0031
"""Share of the registered who are no residents: 거주불명자 and 재외국민."""


class Month(NamedTuple):
    """A month; months of one year apart compare and count as expected by `ordinal`."""

    year: int
    month: int

    @property
    def ordinal(self) -> int:
        return 12 * self.year + self.month - 1

    @property
    def text(self) -> str:
        return f"{self.year}{self.month:02d}"

    @property
    def end(self) -> datetime:
        return datetime(self.year + self.month // 12, self.month % 12 + 1, 1, tzinfo=SEOUL)


ANCHOR = Month(2026, 4)


def month_of(ordinal: int) -> Month:
    return Month(ordinal // 12, ordinal % 12 + 1)


def month_of_text(text: str) -> Month | None:
    """ "202604"; None for what is no month."""
    if len(text) != 6 or not text.isdigit() or not 1 <= int(text[4:]) <= 12:
        return None
    return Month(int(text[:4]), int(text[4:]))


def newest_month(now: datetime, after: timedelta) -> Month:
    """The last month that is published, so long after its end."""
    local = (now - after).astimezone(SEOUL)
    return month_of(Month(local.year, local.month).ordinal - 1)


@dataclass(frozen=True, slots=True)
class Flows:
    births: int
    deaths: int
    moved_in: int
    moved_out: int

    @property
    def net(self) -> int:
        return self.births - self.deaths + self.moved_in - self.moved_out


@dataclass(frozen=True, slots=True)
class People:
    """A district at a month's end; `male` and `female` are residents by band of ten years."""

    male: tuple[int, ...]
    female: tuple[int, ...]
    households: int
    registered_male: int
    registered_female: int

    @property
    def residents(self) -> int:
        return sum(self.male) + sum(self.female)

    @property
    def registered(self) -> int:
        return self.registered_male + self.registered_female


@lru_cache(maxsize=4096)
def flows(seed: int, district: str, ordinal: int) -> Flows:
    """What happened in a month."""
    people, month = PUBLISHED[district], ordinal % 12 + 1
    noise = [1 + 0.08 * (unit(seed, f"people:{district}:{kind}", ordinal) - 0.5) for kind in range(4)]
    winter = cos(2 * pi * (month - 1) / 12)
    moves = 0.0115 * (1.3 if month in (1, 2, 3) else 1.12 if month in (8, 9) else 0.93)
    drift = _DRIFT[district] / 100
    return Flows(
        births=round(people * 0.0052 / 12 * (1 + 2 * _YOUTH[district]) * (1 + 0.05 * winter) * noise[0]),
        deaths=round(people * 0.0061 / 12 * (1 - 2 * _YOUTH[district]) * (1 + 0.12 * winter) * noise[1]),
        moved_in=round(people * (moves + drift) * noise[2]),
        moved_out=round(people * moves * noise[3]),
    )


@lru_cache(maxsize=4096)
def people(seed: int, district: str, ordinal: int) -> People:
    """A district at the end of a month, reckoned from the published month by what happened since or before."""
    number = PUBLISHED[district]
    number += sum(flows(seed, district, each).net for each in range(ANCHOR.ordinal + 1, ordinal + 1))
    number -= sum(flows(seed, district, each).net for each in range(ordinal + 1, ANCHOR.ordinal + 1))
    male, female = _bands(district, number, (ordinal - ANCHOR.ordinal) / 12)
    persons = _PERSONS[district] - 0.0018 * (ordinal - ANCHOR.ordinal)
    beyond = round(number * _BEYOND)
    return People(
        male, female, round(number / persons), sum(male) + beyond - beyond // 2, sum(female) + beyond // 2
    )


def _bands(district: str, number: int, years: float) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Every resident in one band of one sex; the bands grow older by the year."""
    weights: list[float] = []
    for place, (share, males) in enumerate(zip(_SHARES, _MALES, strict=True)):
        age = (place - 4) / 6
        weight = share * (1 - 2 * _YOUTH[district] * age) * (1 + 0.022 * years * age)
        weights += [weight * males, weight * (1 - males)]
    whole = sum(weights)
    exact = [number * weight / whole for weight in weights]
    cells = [int(each) for each in exact]
    left = sorted(range(len(cells)), key=lambda cell: cells[cell] - exact[cell])
    for cell in left[: number - sum(cells)]:
        cells[cell] += 1
    return tuple(cells[0::2]), tuple(cells[1::2])
