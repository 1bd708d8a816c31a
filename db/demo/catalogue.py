"""The 136 invented projects of the demo city, read from `projects.csv`, one row each."""

import csv
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from random import Random

SEED = 20220701
FIRST_MONTH_END = date(2022, 7, 31)
BASIS = date(2024, 12, 31)
"""Last dated report of a freshly built demo: what is known is known by this day."""
CLOCK_START = date(2025, 1, 2)
TERM_START, TERM_END = date(2022, 7, 1), date(2026, 6, 30)
REVISION = date(2023, 12, 20)
"""Approval of the revision that touched 38 pledges."""
STOPPED = {"보류": date(2024, 4, 17), "폐기": date(2024, 5, 22)}


@dataclass(frozen=True, slots=True)
class Entry:
    """A project as the catalogue lists it. Money in 억원; `progress` and `late_days` hold on BASIS."""

    number: int
    area: str
    programmes: tuple[str, ...]
    origin: str
    novelty: str
    kind: str
    name: str
    short: str
    content: str
    place: str
    district: str
    department: str
    team: str
    support: str
    total: int
    before: int | None
    mix: tuple[tuple[str, int], ...]
    starts: date
    ends: date
    status: str
    progress: int
    late_days: int
    notes: frozenset[str]

    @property
    def key(self) -> str:
        """관리번호."""
        return f"P{self.number:03d}"

    @property
    def is_pledge(self) -> bool:
        return "공약" in self.programmes

    @property
    def is_task(self) -> bool:
        return "과제" in self.programmes

    @property
    def is_done(self) -> bool:
        return self.progress == 100

    @property
    def is_stopped(self) -> bool:
        """보류 or 폐기: nothing moves any more."""
        return self.status in STOPPED

    @property
    def halted(self) -> date | None:
        """The day on which a stopped project was stopped."""
        return STOPPED.get(self.status)

    @property
    def pivot(self) -> date:
        """The day on which `progress` was reached: BASIS, or the end of what went on before."""
        return self.ends if self.is_done else self.halted or BASIS

    @property
    def budget_tag(self) -> str:
        """Projects of one tag share one budget."""
        return "SH-01" if "공유" in self.notes else self.key

    def rng(self, subject: str) -> Random:
        """Chance of its own for each project and subject: a change in one moves no other."""
        return Random(f"{SEED}:{self.key}:{subject}")


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """All projects in the order of their numbers."""
    with Path(__file__).with_name("projects.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(_entry(row) for row in csv.DictReader(lines))


def month_end(day: date) -> date:
    """Last day of the month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def months_later(day: date, months: int) -> date:
    """First day of the month that many months later."""
    ahead = day.month - 1 + months
    return date(day.year + ahead // 12, ahead % 12 + 1, 1)


def report_dates() -> tuple[date, ...]:
    """The 30 month ends 2022-07-31 … 2024-12-31."""
    return tuple(month_end(months_later(FIRST_MONTH_END, step)) for step in range(30))


def _entry(row: dict[str, str]) -> Entry:
    return Entry(
        number=int(row["번호"]),
        area=row["분야"],
        programmes=tuple(row["소속"].split("·")),
        origin=row["출처"],
        novelty=row["신규계속"],
        kind=row["유형"],
        name=row["사업명"],
        short=row["약칭"],
        content=row["사업내용"],
        place=row["위치"],
        district=row["자치구"],
        department=row["주관부서"],
        team=row["담당팀"],
        support=row["협조부서"],
        total=int(row["총사업비억"]),
        before=int(row["당초억"]) if row["당초억"] else None,
        mix=tuple(_share(text) for text in row["재원구성"].split()),
        starts=date.fromisoformat(f"{row['시작']}-01"),
        ends=_end(row["종료"]),
        status=row["상태"],
        progress=int(row["진도"]),
        late_days=int(row["경과일"] or 0),
        notes=frozenset(row["비고"].split()),
    )


def _share(text: str) -> tuple[str, int]:
    return text[:2], int(text[2:])


def _end(text: str) -> date:
    return date.fromisoformat(text) if len(text) == 10 else month_end(date.fromisoformat(f"{text}-01"))
