"""The whole course of the demo city, worked out once: every project's stages, plans, money and status."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from db.demo.catalogue import BASIS, Entry, entries
from db.demo.money import Cell, Fact, cells, facts, invested_part
from db.demo.plans import Plan, in_force, plans_of
from db.demo.timeline import Line, lifeline, progress, running

DONE, CONTINUED, ON_TRACK, PARTIAL = "완료", "이행 후 계속추진", "정상추진", "일부추진"
_EARLY_TROUBLE = (date(2023, 8, 1), date(2023, 12, 1))
_TROUBLE_AFTER = 60
"""Days past its planned end after which a project's official word turned to 일부추진 (only for some)."""


@dataclass(frozen=True, slots=True)
class Course:
    """A project from its first day to the end of the term. `money` holds a plan's cells by its seq."""

    entry: Entry
    lines: tuple[Line, ...]
    plans: tuple[Plan, ...]
    money: tuple[dict[Cell, int], ...]
    facts: tuple[Fact, ...]

    def progress(self, day: date) -> int:
        """Reported progress in percent."""
        return progress(self.lines, day)

    def running(self, day: date) -> Line | None:
        """The stage under way; None when all have ended."""
        return running(self.lines, day)

    def plan(self, day: date) -> Plan:
        """The plan in force on a day."""
        return in_force(self.plans, day)

    def overdue_days(self, day: date) -> int:
        """Days by which the stage under way has passed the last day of its planned end."""
        line = self.running(day)
        if line is None:
            return 0
        end = self.plan(day).windows[line.seq - 1].last_day
        return max((day - end).days, 0) if end else 0

    def status(self, day: date) -> str:
        """The official word on a day."""
        entry = self.entry
        if self.running(day) is None:
            return CONTINUED if entry.status == CONTINUED or entry.kind == "행사" else DONE
        if entry.halted and entry.halted <= day:
            return entry.status
        return PARTIAL if self._is_partial(day) else ON_TRACK

    def _is_partial(self, day: date) -> bool:
        if self.entry.status == PARTIAL:
            since = BASIS - timedelta(days=max(self.entry.late_days - _TROUBLE_AFTER, 30))
            troubled = self.running(BASIS)
            return day >= since and troubled is not None and (troubled.end is None or day < troubled.end)
        early = self.entry.is_pledge and self.entry.before is not None and self.entry.number % 9 == 2
        return early and _EARLY_TROUBLE[0] <= day < _EARLY_TROUBLE[1]


@lru_cache(maxsize=1)
def courses() -> tuple[Course, ...]:
    """All 136 projects in the order of their numbers; the same every time."""
    return tuple(_course(entry) for entry in entries())


def _course(entry: Entry) -> Course:
    lines = lifeline(entry)
    plans = plans_of(entry, lines)
    current = in_force(plans, BASIS)
    planned = cells(entry, current.total, current.ends)
    invested = invested_part(planned)
    money = tuple(
        planned if plan is current else cells(entry, plan.total, plan.ends, invested) for plan in plans
    )
    return Course(entry, lines, plans, money, tuple(facts(entry, planned)))
