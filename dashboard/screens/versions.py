"""Two plan versions of a project side by side: what changed, when, why, by which procedure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote, unquote

from dashboard import urls
from dashboard.domain.portfolio import ProjectMeasure
from dashboard.domain.progress import percent_text
from dashboard.domain.project_file import ProjectFile
from dashboard.domain.records import PlanVersion, StagePlan
from dashboard.domain.schedule import approved_plans, first_day, last_day, original_plan, quarter_end
from dashboard.domain.words import Words, signed_days
from dashboard.screens.apart import apart
from dashboard.screens.gantt import Span, plan_span
from dashboard.screens.plans import PlanVersionRow, plan_row
from dashboard.screens.texts import View, plan_names
from dashboard.screens.versions_money import MoneyChanges, money_changes


@dataclass(frozen=True, slots=True)
class VersionChoice:
    """A version that may stand on one side; its href puts it there."""

    label: str
    href: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class StageChange:
    """A procedure in both plans. `is_later` when its end moved back."""

    name: str
    before_text: str
    after_text: str
    start_text: str
    end_text: str
    is_later: bool
    is_same: bool


@dataclass(frozen=True, slots=True)
class TargetChange:
    """The target of a quarter in both plans, and the difference in %p."""

    quarter: str
    before_text: str
    after_text: str
    difference_text: str


@dataclass(frozen=True, slots=True)
class Versions:
    """`is_open` when the address asks for it. `steps` are the versions after the first one up to the second."""

    title: str
    is_open: bool
    before_name: str
    after_name: str
    before: tuple[VersionChoice, ...]
    after: tuple[VersionChoice, ...]
    steps: tuple[PlanVersionRow, ...]
    stages: tuple[StageChange, ...]
    stages_empty: str | None
    money: MoneyChanges
    targets: tuple[TargetChange, ...]
    notes: tuple[str, ...]
    empty_text: str | None


@dataclass(frozen=True, slots=True)
class _Side:
    """A version and the versions that its dates, money and targets are from: those in force under it."""

    plan: PlanVersion
    dates_from: PlanVersion | None
    money_from: PlanVersion | None
    targets_from: PlanVersion | None


@apart
def versions(view: View, measure: ProjectMeasure) -> Versions:
    """The two versions that the address names, else 당초 and the plan in force."""
    file, words = measure.file, view.words
    names = plan_names(file, words)
    asked = chosen_plans(view, measure)
    pair = asked or _default(measure)
    first, second = (_side(measure, plan) for plan in pair)
    stages = tuple(_stages(view, measure, first, second))
    return Versions(
        title=words.versions_title,
        is_open=asked is not None,
        before_name=names[pair[0].key],
        after_name=names[pair[1].key],
        before=_choices(view, file, pair, 0),
        after=_choices(view, file, pair, 1),
        steps=tuple(plan_row(view, measure, plan) for plan in _between(file, *pair)),
        stages=stages,
        stages_empty=_stages_empty(stages, words),
        money=money_changes(view, measure, first.money_from, second.money_from),
        targets=tuple(_targets(file, first, second, words)),
        notes=tuple(note for side in (first, second) for note in _notes(side, names, words)),
        empty_text=words.versions_one if len(file.plans) < 2 else None,
    )


def known_versions(view: View, project_id: str) -> urls.Address:
    """`view.here` without a choice of versions that this project does not have: it is said instead."""
    asked = view.here.option("plans")
    measure = view.portfolio.measures(view.on)[project_id]
    if asked is None or chosen_plans(view, measure) is not None:
        return view.here
    return replace(view.here.with_option("plans", None), ignored=(*view.here.ignored, ("plans", asked)))


def chosen_plans(view: View, measure: ProjectMeasure) -> tuple[PlanVersion, PlanVersion] | None:
    """The versions that `plans=당초,변경1` names, by key or by name on screen; 현재 is the one in force."""
    asked = [unquote(part).strip() for part in (view.here.option("plans") or "").split(",")]
    names = plan_names(measure.file, view.words)
    known = {names[plan.key]: plan for plan in measure.file.plans}
    known |= {plan.key: plan for plan in measure.file.plans}
    if measure.schedule.current:
        known.setdefault(view.words.current, measure.schedule.current)
    found = [known[name] for name in asked if name in known]
    return (found[0], found[1]) if len(asked) == len(found) == 2 else None


def _default(measure: ProjectMeasure) -> tuple[PlanVersion, PlanVersion]:
    """당초 against the plan in force; against the last one that is listed while 당초 itself is in force."""
    plans = measure.file.plans
    first, second = original_plan(plans) or plans[0], measure.schedule.current or plans[-1]
    return first, plans[-1] if first is second else second


def _choices(
    view: View, file: ProjectFile, pair: tuple[PlanVersion, PlanVersion], place: int
) -> tuple[VersionChoice, ...]:
    """Every version for one side (`place` 0 or 1), the other side as it is."""
    names = plan_names(file, view.words)
    return tuple(
        VersionChoice(
            names[plan.key],
            versions_href(view, file, *((plan, pair[1]) if place == 0 else (pair[0], plan))),
            plan is pair[place],
        )
        for plan in file.plans
    )


def versions_href(view: View, file: ProjectFile, before: PlanVersion, after: PlanVersion) -> str:
    """The page of the project with these two versions side by side."""
    text = ",".join(quote(plan.key, safe="") for plan in (before, after))
    there = view.here.to(urls.Page.PROJECT, file.id)
    return urls.href(there.with_option("plans", text))


def _between(file: ProjectFile, before: PlanVersion, after: PlanVersion) -> list[PlanVersion]:
    low, high = sorted((before.seq, after.seq))
    return [plan for plan in file.plans if low < plan.seq <= high]


def _side(measure: ProjectMeasure, plan: PlanVersion) -> _Side:
    """What a version does not say itself stays as the approved versions before it have it."""
    file = measure.file
    in_force = [each for each in approved_plans(file.plans, date.max) if each.seq < plan.seq]
    upwards = [plan, *reversed(in_force)]
    with_targets = {each.plan_key for each in file.targets}
    return _Side(
        plan,
        dates_from=next((each for each in upwards if file.dates.get(each.key)), None),
        money_from=next((each for each in upwards if file.planned.get(each.key)), None),
        targets_from=next((each for each in upwards if each.key in with_targets), None),
    )


def _stages(view: View, measure: ProjectMeasure, first: _Side, second: _Side) -> list[StageChange]:
    found = []
    for each in measure.schedule.stages:
        before, after = (_dates(measure, side, each.stage.key) for side in (first, second))
        spans = [plan_span(plan, view.words) for plan in (before, after)]
        if any(spans):
            found.append(_stage(each.stage.name, (before, after), spans, view.words))
    return found


def _dates(measure: ProjectMeasure, side: _Side, stage_key: str) -> StagePlan | None:
    """당초 keeps its first known dates, as in the Gantt."""
    if side.dates_from is None:
        return None
    if side.dates_from is original_plan(measure.file.plans):
        return next(each.baseline for each in measure.schedule.stages if each.stage.key == stage_key)
    return measure.file.dates[side.dates_from.key].get(stage_key)


def _stage(
    name: str, plans: Sequence[StagePlan | None], spans: Sequence[Span | None], words: Words
) -> StageChange:
    starts = [first_day(plan.start, plan.start_precision) if plan else None for plan in plans]
    ends = [last_day(plan.end, plan.end_precision) if plan else None for plan in plans]
    days = [_days(*pair) for pair in (starts, ends)]
    texts = [signed_days(words, each) for each in days]
    if None in spans:
        texts = [words.versions_new if spans[0] is None else words.versions_gone] * 2
    return StageChange(
        name=name,
        before_text=spans[0].text if spans[0] else words.missing_mark,
        after_text=spans[1].text if spans[1] else words.missing_mark,
        start_text=texts[0],
        end_text=texts[1],
        is_later=(days[1] or 0) > 0,
        is_same=bool(spans[0] and spans[1] and spans[0].text == spans[1].text),
    )


def _days(before: date | None, after: date | None) -> int | None:
    return (after - before).days if before and after else None


def _stages_empty(stages: Sequence[StageChange], words: Words) -> str | None:
    if not stages:
        return words.versions_stages_none
    return words.versions_stages_same if all(each.is_same for each in stages) else None


def _targets(file: ProjectFile, first: _Side, second: _Side, words: Words) -> list[TargetChange]:
    before, after = (
        {
            each.quarter: each.progress
            for each in file.targets
            if side.targets_from and each.plan_key == side.targets_from.key and quarter_end(each.quarter)
        }
        for side in (first, second)
    )
    return [
        _target(quarter, before.get(quarter), after.get(quarter), words)
        for quarter in sorted({*before, *after})
    ]


def _target(quarter: str, before: float | None, after: float | None, words: Words) -> TargetChange:
    year, number = quarter.split("Q")
    difference = words.missing_mark
    if before is not None and after is not None:
        points = round(after - before, 6)
        sign = "+" if points > 0 else ""
        difference = sign + percent_text(points, words).replace("%", words.versions_points)
    texts = [words.missing_mark if share is None else percent_text(share, words) for share in (before, after)]
    return TargetChange(
        words.versions_quarter.format(year=year, quarter=number), texts[0], texts[1], difference
    )


def _notes(side: _Side, names: dict[str, str], words: Words) -> list[str]:
    """What a version takes over from an earlier one."""
    parts = (
        (side.dates_from, words.versions_kept_dates),
        (side.money_from, words.versions_kept_money),
        (side.targets_from, words.versions_kept_targets),
    )
    return [
        words.versions_kept.format(name=names[side.plan.key], what=what, used=names[used.key])
        for used, what in parts
        if used is not None and used is not side.plan
    ]
