"""Many schedules side by side: the plan they are held against, slips of whole projects, milestones, windows of time."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.domain.portfolio import ProjectMeasure
from dashboard.domain.records import PlanVersion, StagePlan
from dashboard.domain.schedule import (
    Slip,
    StageSchedule,
    approved_plans,
    first_day,
    last_day,
    original_plan,
    slip_between,
)
from dashboard.domain.vocabulary import PlanKind, Precision

ORIGINAL, CURRENT = "original", "current"
"""The plans that every project may have; else it is the number of a 변경: "1", "2" …"""

COARSE = frozenset({Precision.HALF, Precision.YEAR})
"""A date no finer than this lies in no one quarter."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time, both days included."""

    first: date
    last: date

    @property
    def months(self) -> int | None:
        """How many whole calendar months it is; None when it is not made of whole months."""
        if self.first.day != 1 or (self.last + timedelta(days=1)).day != 1:
            return None
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    def moved(self, steps: int) -> "Window":
        """The window `steps` lengths of its own later; whole months stay whole months."""
        months = self.months
        if months is None:
            by = timedelta(days=((self.last - self.first).days + 1) * steps)
            return Window(self.first + by, self.last + by)
        return months_from(self.first, months * steps, months)

    def meets(self, first: date, last: date) -> bool:
        """Whether any day of `first`..`last` lies in it."""
        return first <= self.last and last >= self.first

    def holds(self, first: date, last: date) -> bool:
        """Whether every day of `first`..`last` lies in it."""
        return self.first <= first and last <= self.last


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone with the days that its date covers."""

    stage: StageSchedule
    day: date
    precision: Precision | None
    first: date
    last: date
    is_done: bool


def months_from(day: date, offset: int, months: int) -> Window:
    """`months` whole months; the first lies `offset` months after the month of `day`."""
    first, last = day.year * 12 + day.month - 1 + offset, day.year * 12 + day.month - 2 + offset + months
    end = date(last // 12, last % 12 + 1, monthrange(last // 12, last % 12 + 1)[1])
    return Window(date(first // 12, first % 12 + 1, 1), end)


def year_of(day: date) -> Window:
    """The calendar year around `day`."""
    return months_from(day.replace(month=1), 0, 12)


def quarter_of(day: date) -> Window:
    """The quarter around `day`."""
    return months_from(day, -((day.month - 1) % 3), 3)


def month_of(day: date) -> Window:
    """The month around `day`."""
    return months_from(day, 0, 1)


def most_changes(measures: Iterable[ProjectMeasure], on: date) -> int:
    """The largest number of a 변경 that any project has in force on the day `on`."""
    return max(
        (
            number
            for each in measures
            for number, plan in enumerate(_changes(each), start=1)
            if plan.approved_on is not None and plan.approved_on <= on
        ),
        default=0,
    )


def compared_plan(measure: ProjectMeasure, choice: str, on: date) -> Mapping[str, StagePlan] | None:
    """Stage key -> planned dates of the version `choice`; None when the project has no such version.

    A 변경 of money alone leaves the dates of the version before in force, here as everywhere. 당초 keeps
    its first known dates.
    """
    if choice == CURRENT:
        return {each.stage.key: each.current for each in measure.schedule.stages if each.current}
    baseline = {each.stage.key: each.baseline for each in measure.schedule.stages if each.baseline}
    if choice == ORIGINAL:
        return baseline if original_plan(measure.file.plans) else None
    changes, approved = _changes(measure), approved_plans(measure.file.plans, on)
    number = int(choice)
    if number > len(changes) or changes[number - 1] not in approved:
        return None
    upto = approved[: approved.index(changes[number - 1]) + 1]
    dated = [plan for plan in upto if measure.file.dates.get(plan.key)]
    if not dated or dated[-1] == original_plan(measure.file.plans):
        return baseline
    return measure.file.dates[dated[-1].key]


def end_slip(measure: ProjectMeasure, compared: Mapping[str, StagePlan] | None) -> Slip | None:
    """From the last end in `compared` to the last end now (실적, else 현재).

    Over the procedures whose end is known in both, so that one that lost its date does not look like
    one that is early; None without any.
    """
    if not compared:
        return None
    ends = [
        ((planned, plan.end_precision or Precision.DAY), reached)
        for each in measure.schedule.stages
        if (plan := compared.get(each.stage.key))
        and (planned := last_day(plan.end, plan.end_precision))
        and (reached := each.reached)
    ]
    if not ends:
        return None
    planned_end = max((planned for planned, _ in ends), key=lambda end: end[0])
    return slip_between(planned_end, max((reached for _, reached in ends), key=lambda end: end[0]))


def milestones(measure: ProjectMeasure) -> list[Milestone]:
    """The milestones that have a date: where they happened, else where 현재 puts them."""
    found = (_milestone(each) for each in measure.schedule.stages if each.is_milestone)
    return [each for each in found if each]


def _milestone(each: StageSchedule) -> Milestone | None:
    stage, plan = each.stage, each.current
    if each.is_done:
        day, precision = stage.actual_end, stage.actual_end_precision
    elif plan and plan.end and plan.end_precision is not Precision.OPEN:
        day, precision = plan.end, plan.end_precision
    elif plan and plan.start:
        day, precision = plan.start, plan.start_precision
    else:
        return None
    first, last = first_day(day, precision), last_day(day, precision)
    if day is None or first is None or last is None:
        return None
    return Milestone(each, day, precision, first, last, each.is_done)


def _changes(measure: ProjectMeasure) -> list[PlanVersion]:
    return [plan for plan in measure.file.plans if plan.kind is PlanKind.CHANGE]
