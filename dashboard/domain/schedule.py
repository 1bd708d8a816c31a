"""Planned and actual dates: the last day of a precision, the current plan, overdue days, slip, next step."""

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from dashboard.domain.history import UnapprovedChange
from dashboard.domain.records import PlanVersion, Stage, StagePlan
from dashboard.domain.vocabulary import PlanKind, Precision, StageKind

POINT_KINDS = frozenset(
    {StageKind.REVIEW, StageKind.DECISION, StageKind.START, StageKind.FINISH, StageKind.OPEN}
)
"""Procedures that are one event: "착공 예정일", where others have a 완료 예정일."""

NOT_YET = ("미정", "미완료", "미착수", "추진", "진행", "예정", "계속", "매년", "연중", "검토", "해당")
"""Words in the place of an actual end that say there is none."""

MILESTONE_KINDS = frozenset({StageKind.REVIEW, StageKind.START, StageKind.FINISH, StageKind.OPEN})

PlansByVersion = Mapping[str, Mapping[str, StagePlan]]
"""plan key -> stage key -> planned dates."""

_QUARTER = re.compile(r"(?!0000)([0-9]{4})Q([1-4])")
_MONTHS = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.HALF: 6, Precision.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Slip:
    """How far an end moved. `days` lie between the last days of both dates.

    Days are told only where both dates are known to the day; else `precision` is the coarser of the two,
    and `months` lie between the months, quarters, halves or years of both.
    """

    days: int
    months: int
    precision: Precision

    @property
    def known_days(self) -> int:
        """The days where they are told, 0 where both dates lie in the same month, quarter, half or year."""
        return self.days if self.precision is Precision.DAY or self.months else 0


@dataclass(frozen=True, slots=True)
class StageSchedule:
    """A stage with its plans on a day. Ends are the last day of their precision.

    `judged` is False when the actual end was written but could not be read; such a stage is neither
    done nor overdue. `overdue_days` and `slip_days` are None where they do not exist.
    """

    stage: Stage
    baseline: StagePlan | None
    current: StagePlan | None
    baseline_end: date | None
    current_end: date | None
    actual_end: date | None
    judged: bool
    overdue_days: int | None
    slip_days: int | None

    @property
    def reached(self) -> tuple[date, Precision] | None:
        """The last day of the end now (실적, else 현재) and how exactly it is known."""
        if self.actual_end is not None:
            return self.actual_end, self.stage.actual_end_precision or Precision.DAY
        if self.current_end is not None and self.current is not None:
            return self.current_end, self.current.end_precision or Precision.DAY
        return None

    @property
    def slip(self) -> Slip | None:
        """From the end of 당초 to the end now; None where one is not known."""
        if self.reached is None or self.baseline is None or self.baseline_end is None:
            return None
        return slip_between((self.baseline_end, self.baseline.end_precision or Precision.DAY), self.reached)

    @property
    def is_done(self) -> bool:
        """Whether an actual end is known."""
        return self.actual_end is not None

    @property
    def is_point(self) -> bool:
        """Whether the stage is one event rather than a stretch of work."""
        return self.stage.kind in POINT_KINDS

    @property
    def is_milestone(self) -> bool:
        """What the source says, else what the kind of procedure suggests."""
        stated = self.stage.milestone
        return self.stage.kind in MILESTONE_KINDS if stated is None else stated


@dataclass(frozen=True, slots=True)
class NextStep:
    """The nearest planned date that is still to come. `precision` is the date's own."""

    stage: StageSchedule
    is_start: bool
    day: date
    precision: Precision | None
    last_day: date


@dataclass(frozen=True, slots=True)
class Schedule:
    """All stages of a project on a day, in their order.

    `current` is the approved plan in force. `dates_from` is the version whose dates are used: the
    current one, or the newest approved one before it that has any (a 변경 of money alone leaves the
    dates in force). `days_past` is the largest number of overdue days, of the stage `worst`.
    """

    stages: tuple[StageSchedule, ...]
    current: PlanVersion | None
    dates_from: PlanVersion | None
    worst: StageSchedule | None
    next_step: NextStep | None

    @property
    def days_past(self) -> int | None:
        """Days by which the furthest overdue stage has passed its plan; None when none has."""
        return self.worst.overdue_days if self.worst else None

    @property
    def has_dates(self) -> bool:
        """Whether any stage has a planned end that a day can be held against."""
        return any(each.current_end is not None for each in self.stages)

    @property
    def unjudged(self) -> int:
        """Stages whose actual end could not be read."""
        return sum(not each.judged for each in self.stages)


def last_day(day: date | None, precision: Precision | None) -> date | None:
    """Last day of the month, quarter, half or year that `day` lies in; None for OPEN or None."""
    if day is None or precision is Precision.OPEN:
        return None
    length = _MONTHS.get(precision or Precision.DAY)
    if length is None:
        return day
    month = (day.month - 1) // length * length + length
    return date(day.year, month, monthrange(day.year, month)[1])


def slip_between(planned: tuple[date, Precision], now: tuple[date, Precision]) -> Slip:
    """The slip between two ends, each the last day of what is known with its precision."""
    (was, was_precision), (is_, is_precision) = planned, now
    coarser = max(was_precision, is_precision, key=lambda precision: _MONTHS.get(precision, 0))
    length = _MONTHS.get(coarser, 1)

    def place(day: date) -> int:
        return (day.year * 12 + day.month - 1) // length

    return Slip((is_ - was).days, (place(is_) - place(was)) * length, coarser)


def first_day(day: date | None, precision: Precision | None) -> date | None:
    """First day of the month, quarter, half or year that `day` lies in; None for OPEN or None."""
    if day is None or precision is Precision.OPEN:
        return None
    length = _MONTHS.get(precision or Precision.DAY)
    return day if length is None else date(day.year, (day.month - 1) // length * length + 1, 1)


def quarter_end(quarter: str) -> date | None:
    """Last day of "2024Q3"; None for any other text."""
    found = _QUARTER.fullmatch(quarter)
    if found is None:
        return None
    return last_day(date(int(found[1]), int(found[2]) * 3, 1), Precision.QUARTER)


def approved_plans(plans: Sequence[PlanVersion], on: date) -> list[PlanVersion]:
    """The versions in force by `on`, oldest first: 당초 always, a 변경 once it is approved."""
    in_force = [
        plan
        for plan in plans
        if plan.kind is PlanKind.ORIGINAL or (plan.approved_on is not None and plan.approved_on <= on)
    ]
    return sorted(in_force, key=lambda plan: plan.seq)


def original_plan(plans: Sequence[PlanVersion]) -> PlanVersion | None:
    """당초: the original version with the lowest seq; None when a city keeps none."""
    originals = [plan for plan in plans if plan.kind is PlanKind.ORIGINAL]
    return min(originals, key=lambda plan: plan.seq, default=None)


def schedule(
    stages: Sequence[Stage],
    plans: Sequence[PlanVersion],
    dates: PlansByVersion,
    on: date,
    moved: Sequence[UnapprovedChange] = (),
) -> Schedule:
    """Every stage measured on the day `on`. 당초 keeps its first known dates: `moved` ones had no approval."""
    approved = approved_plans(plans, on)
    dated = [plan for plan in approved if dates.get(plan.key)]
    used = dated[-1] if dated else None
    original = original_plan(plans)
    current_dates = dates.get(used.key, {}) if used else {}
    original_dates = _first_known(dates.get(original.key, {}), original.key, moved) if original else {}
    measured = [
        _measure(stage, original_dates.get(stage.key), current_dates.get(stage.key), on) for stage in stages
    ]
    measured.sort(key=_order)
    overdue = [each for each in measured if each.overdue_days is not None]
    return Schedule(
        stages=tuple(measured),
        current=approved[-1] if approved else None,
        dates_from=used,
        worst=max(overdue, key=lambda each: each.overdue_days or 0, default=None),
        next_step=_next_step(measured, on),
    )


def _measure(stage: Stage, baseline: StagePlan | None, current: StagePlan | None, on: date) -> StageSchedule:
    baseline_end = last_day(baseline.end, baseline.end_precision) if baseline else None
    current_end = last_day(current.end, current.end_precision) if current else None
    actual_end = last_day(stage.actual_end, stage.actual_end_precision)
    judged = actual_end is not None or not any(_says_ended(*unread) for unread in stage.unread)
    is_overdue = judged and actual_end is None and current_end is not None and current_end < on
    reached = actual_end or current_end
    return StageSchedule(
        stage=stage,
        baseline=baseline,
        current=current,
        baseline_end=baseline_end,
        current_end=current_end,
        actual_end=actual_end,
        judged=judged,
        overdue_days=(on - current_end).days if is_overdue and current_end else None,
        slip_days=(reached - baseline_end).days if reached and baseline_end else None,
    )


def _first_known(
    plans: Mapping[str, StagePlan], plan_key: str, moved: Sequence[UnapprovedChange]
) -> Mapping[str, StagePlan]:
    first: dict[str, dict[str, Any]] = {}
    for change in moved:
        if change.plan_key == plan_key:
            first.setdefault(change.stage_key, {}).setdefault(change.part, change.before)
    return {key: replace(plan, **first.get(key, {})) for key, plan in plans.items()}


def _says_ended(name: str, raw: str) -> bool:
    """Whether an unreadable text stands where an end would be, and does not say that there is none yet."""
    return name == "actual_end" and not any(word in raw for word in NOT_YET)


def _order(each: StageSchedule) -> tuple[int, date, str]:
    plan = each.current or each.baseline
    starts = (plan.start or plan.end if plan else None) or each.stage.actual_start or date.max
    return (each.stage.seq if each.stage.seq is not None else 10**9, starts, each.stage.key)


def _next_step(stages: Sequence[StageSchedule], on: date) -> NextStep | None:
    steps = [step for each in stages if each.judged and not each.is_done for step in _steps(each, on)]
    return min(steps, key=lambda step: step.last_day, default=None)


def _steps(each: StageSchedule, on: date) -> list[NextStep]:
    """The planned dates of a stage that are still to come; a start counts until the work began."""
    plan = each.current
    if plan is None:
        return []
    dated = [(False, plan.end, plan.end_precision)]
    if each.stage.actual_start is None and not each.is_point:
        dated.append((True, plan.start, plan.start_precision))
    return [
        NextStep(each, is_start, day, precision, last)
        for is_start, day, precision in dated
        if day is not None and (last := last_day(day, precision)) is not None and last >= on
    ]


def days_until(step: NextStep, on: date) -> int:
    """Whole days from `on` to the last day of the step's date."""
    return (step.last_day - on) // timedelta(days=1)
