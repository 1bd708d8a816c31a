"""What the demo city counts every day in each district: fires, rescues, first aid, accidents; all invented."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from math import cos, exp, pi
from pathlib import Path

from db.demo.catalogue import SEED, months_later
from db.demo.city import CITY, DEMO_SOURCE
from db.demo.feeds.world.chance import unit

Row = tuple[object, ...]
KEPT_MONTHS = 13
"""So many months of days stand in a freshly built database."""
LOCK_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Count:
    """An item of the daily list. `usual` is its mean in the whole city on a day.

    `winter` and `weekend` say how much more of it there is then, as shares.
    """

    name: str
    domain: str
    unit: str
    lower_is_better: str | None
    usual: float
    winter: float = 0.0
    weekend: float = 0.0


COUNTS = (
    Count("화재", "재난", "건", "Y", 2.7, winter=0.35, weekend=0.05),
    Count("구조", "재난", "건", None, 62, winter=-0.3, weekend=0.08),
    Count("구급", "재난", "건", None, 171, winter=0.04, weekend=0.06),
    Count("교통사고", "교통", "건", "Y", 20.5, winter=-0.05, weekend=-0.12),
    Count("교통사고 사망", "교통", "명", "Y", 0.14, winter=0.1),
)
BUSES = Count("운행 중인 시내버스", "교통", "대", None, 962, weekend=-0.13)
"""Counted for the whole city, at the busiest hour of the day."""
_SHARES = {"동구": 0.16, "중구": 0.17, "서구": 0.31, "유성구": 0.24, "대덕구": 0.12}


def items() -> Iterator[Row]:
    """Rows of 일일항목."""
    for each in (*COUNTS, BUSES):
        yield each.name, each.domain, each.unit, DEMO_SOURCE, each.lower_is_better


def first_day(day: date) -> date:
    """The first of the months that are there on a day."""
    return months_later(day.replace(day=1), 1 - KEPT_MONTHS)


def counts(after: date, day: date) -> Iterator[Row]:
    """Rows of 일일상황 after one day and up to another."""
    for ahead in range(1, (day - after).days + 1):
        yield from _counts_of(after + timedelta(days=ahead))


def count_days(path: Path, until: date) -> int:
    """Bring the daily list of the database at `path` up to a day of the real calendar; the number of new rows.

    Reports stand still between two steps of the demo, but fires are counted every day: the city's statistics
    live in real time.
    """
    with closing(sqlite3.connect(path, timeout=LOCK_SECONDS)) as connection, connection:
        before = connection.total_changes
        rows = counts(first_day(until) - timedelta(days=1), until)
        connection.executemany("INSERT OR IGNORE INTO 일일상황 VALUES (?, ?, ?, ?)", rows)
        return connection.total_changes - before


def _counts_of(day: date) -> Iterator[Row]:
    for each in COUNTS:
        for district, share in _SHARES.items():
            chance = unit(SEED, f"count:{each.name}:{district}", day.toordinal())
            yield day.isoformat(), district, each.name, _poisson(_mean(each, day) * share, chance)
    swing = 1 + 0.02 * (unit(SEED, BUSES.name, day.toordinal()) - 0.5)
    yield day.isoformat(), CITY, BUSES.name, round(_mean(BUSES, day) * swing)


def _mean(each: Count, day: date) -> float:
    winter = cos(2 * pi * (day.timetuple().tm_yday - 20) / 365.25)
    weekend = each.weekend if day.weekday() >= 5 else 0.0
    return each.usual * (1 + each.winter * winter) * (1 + weekend)


def _poisson(mean: float, chance: float) -> int:
    """The number that a Poisson distribution of this mean has at this chance."""
    number, part = 0, exp(-mean)
    reached = part
    while reached < chance and part > 0:
        number += 1
        part *= mean / number
        reached += part
    return number
