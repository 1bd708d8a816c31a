"""⑦ One project on a wall: the ones that changed in turn, and any that somebody asks for."""

from collections import Counter
from dataclasses import dataclass

from dashboard.domain.lead import PROJECT
from dashboard.domain.playlist import SceneKind
from dashboard.domain.portfolio import ProjectMeasure
from dashboard.domain.progress import percent_text
from dashboard.domain.schedule import NextStep, days_until
from dashboard.domain.short_names import cut, width
from dashboard.domain.vocabulary import Status
from dashboard.domain.words import date_text, signed_days
from dashboard.screens.changes import is_news, lines_by_project
from dashboard.screens.curve import target
from dashboard.screens.gantt import gantt
from dashboard.screens.texts import View, progress_name, reported_status_word
from dashboard.screens.wall_lines import lines
from dashboard.screens.wall_money import MoneySum, money_sums
from dashboard.screens.wall_stages import WallStages, wall_stages
from dashboard.screens.wall_view import Scene, Span, WallView, key_of
from dashboard.urls import Address, Page

MOST = 8
"""Projects that take turns."""
NAME_WIDEST = 60.0
"""Two lines of the whole width."""
BRIEF_WIDEST, BRIEF_LINES = 6.5, 3
"""Ems of a line, and lines, of a name that is drawn large in a panel of its own."""
SHORT_WIDEST = 11.0
CHANGE_WIDEST = 16.0
MOST_CHANGES = 2
_TOLD = frozenset({"stage", "stage_plan", "plan_version", "plan_fund", "fund_fact"})
_REPORTED = frozenset({"status", "progress"})
"""What changed is told of dates, money, status and progress: sentences and departments are no wall's."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One of three states: `value` beside what it rests on; `share` and `goal` (0..1) are drawn as a bar."""

    label: str
    value: str
    partner: str
    status: Status | None = None
    has_shape: bool = False
    is_late: bool = False
    share: float | None = None
    goal: float | None = None


@dataclass(frozen=True, slots=True)
class NextLine:
    """The next step: what, when, how far away; `text` alone where there is none."""

    label: str
    text: str
    date_text: str
    left_text: str


@dataclass(frozen=True, slots=True)
class ChangedLine:
    what: str
    values: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What differs from the version before: `count` things, of which `lines` tell some."""

    count: int
    title: str
    count_text: str
    lines: tuple[ChangedLine, ...]


@dataclass(frozen=True, slots=True)
class Focus:
    """`money` is empty where there is none, which `money_text` then says. `changed` None is nothing to tell.

    A name that `is_brief` has room for large type where it stands in a panel of its own.
    """

    number: str
    name: str
    is_brief: bool
    standings: tuple[Standing, ...]
    stages: WallStages
    next: NextLine
    money_title: str
    money: tuple[MoneySum, ...]
    money_text: str
    changed: Changed | None


def scenes(view: WallView) -> tuple[Scene, ...]:
    """The projects that changed, the most telling first; without any those furthest past plan. None for guests."""
    if view.is_guest:
        return ()
    title = view.words.wall_scenes[SceneKind.FOCUS]
    return tuple(_scene(view, each, key_of(SceneKind.FOCUS, each.file.id), title) for each in _in_focus(view))


def project(view: WallView, project_id: str) -> Scene | None:
    """Any project; None when this data version does not have it."""
    measure = view.portfolio.measures(view.on).get(project_id)
    if measure is None:
        return None
    return _scene(view, measure, f"{PROJECT}:{project_id}", view.words.wall_focus_project)


def _in_focus(view: WallView) -> list[ProjectMeasure]:
    scope = {each.file.id: each for each in view.scope()}
    news = [each for each in view.portfolio.facts.changes if is_news(each) and each.project_id in scope]
    count = Counter(each.project_id for each in news)
    restated = {each.project_id for each in news if each.field == "status"}
    changed = [each for key, each in scope.items() if count[key]]
    changed.sort(key=lambda each: (each.file.id not in restated, -count[each.file.id]))
    return (changed or view.worst_first())[:MOST]


def _scene(view: WallView, measure: ProjectMeasure, key: str, title: str) -> Scene:
    changed = None if view.is_guest else _changed(view, measure)
    return Scene(
        SceneKind.FOCUS, key, title, _sentence(view, measure, changed), _focus(view, measure, changed)
    )


def _sentence(view: WallView, measure: ProjectMeasure, changed: Changed | None) -> tuple[Span, ...]:
    words, days = view.words, measure.days_past
    spans: list[Span] = []
    if changed is not None:
        spans.append(Span(words.wall_focus_changed.format(n=f"{changed.count:,}")))
    if days is not None:
        late = Span(words.wall_focus_late.format(n=f"{days:,}"), is_late=True)
        return (*spans, Span(", "), late) if spans else (late,)
    if spans:
        return tuple(spans)
    has_dates = measure.schedule.has_dates
    return (Span(words.wall_focus_on_plan if has_dates else words.wall_focus_no_dates),)


def _focus(view: WallView, measure: ProjectMeasure, changed: Changed | None) -> Focus:
    words, file = view.words, measure.file
    if measure.has_money:
        money, money_text = money_sums(view, measure.funding), ""
    else:
        no_budget = file.project.has_budget is False
        money, money_text = (), words.wall_focus_no_budget if no_budget else words.wall_focus_no_money
    name = cut(file.project.name, NAME_WIDEST)
    return Focus(
        number=view.number(file),
        name=name,
        is_brief=" ".join(lines(name, BRIEF_WIDEST, BRIEF_LINES, "")) == name,
        standings=(_official(view, measure), _past(view, measure), _progress(view, measure)),
        stages=wall_stages(gantt(_view(view), measure, view.today), words),
        next=_next(view, measure),
        money_title=words.wall_focus_money,
        money=money,
        money_text=money_text,
        changed=changed,
    )


def _view(view: WallView) -> View:
    return View(view.portfolio, Address(Page.ROOM, filter=view.chosen), view.on, view.words)


# ---- three states ----


def _official(view: WallView, measure: ProjectMeasure) -> Standing:
    words, report = view.words, measure.report
    word = reported_status_word(view.portfolio, report, words)
    partner = (
        words.wall_focus_reported.format(date=date_text(words, report.as_of)) if report else words.missing
    )
    return Standing(
        words.wall_focus_status, cut(word, SHORT_WIDEST), partner, status=measure.status, has_shape=True
    )


def _past(view: WallView, measure: ProjectMeasure) -> Standing:
    words, worst = view.words, measure.schedule.worst
    if worst is not None:
        stage = cut(worst.stage.name, SHORT_WIDEST)
        partner = words.wall_focus_stage_past.format(stage=stage)
        return Standing(words.wall_focus_plan, signed_days(words, worst.overdue_days), partner, is_late=True)
    if measure.schedule.has_dates:
        return Standing(words.wall_focus_plan, words.wall_focus_none_past, "")
    return Standing(words.wall_focus_plan, words.missing, "")


def _progress(view: WallView, measure: ProjectMeasure) -> Standing:
    words, goal = view.words, target(measure, view.on)
    partner = (
        words.wall_focus_target_none
        if goal is None
        else words.wall_focus_target.format(value=percent_text(goal, words))
    )
    return Standing(
        cut(progress_name(measure, words), SHORT_WIDEST),
        percent_text(measure.progress, words),
        partner,
        share=measure.progress,
        goal=goal,
    )


# ---- what comes next, what changed ----


def _next(view: WallView, measure: ProjectMeasure) -> NextLine:
    words, step = view.words, measure.schedule.next_step
    if step is None:
        stages = measure.schedule.stages
        all_done = bool(stages) and all(each.is_done for each in stages)
        text = words.next_all_done if all_done else (words.next_none if stages else words.missing)
        return NextLine(words.wall_focus_next, text, "", "")
    days = days_until(step, view.on)
    left = words.wall_focus_left.format(n=f"{days:,}") if days else words.days_left_none
    day = date_text(words, step.day, step.precision)
    return NextLine(words.wall_focus_next, _event(view, step), day, left)


def _event(view: WallView, step: NextStep) -> str:
    words, name = view.words, cut(step.stage.stage.name, SHORT_WIDEST)
    if step.stage.is_point:
        return name
    event = words.wall_focus_start if step.is_start else words.wall_focus_end
    return words.wall_focus_event.format(stage=name, event=event)


def _changed(view: WallView, measure: ProjectMeasure) -> Changed | None:
    words, key = view.words, measure.file.id
    news = [each for each in view.portfolio.facts.changes if is_news(each) and each.project_id == key]
    if not news:
        return None
    told = [
        each
        for each in news
        if each.table in _TOLD or (each.table == "status_report" and each.field in _REPORTED)
    ]
    of_all = lines_by_project(_view(view), news, {key}).get(key, ())
    of_told = lines_by_project(_view(view), told, {key}).get(key, ())
    values = [ChangedLine(line.what, _values(view, line.before_text, line.after_text)) for line in of_told]
    fitting = [
        line for line in values if width(line.what) <= CHANGE_WIDEST and width(line.values) <= CHANGE_WIDEST
    ][:MOST_CHANGES]
    words_of = words.wall_focus_change_count if len(fitting) == len(of_all) else words.wall_focus_change_part
    return Changed(
        count=len(of_all),
        title=words.wall_focus_changes,
        count_text=words_of.format(all=f"{len(of_all):,}", n=f"{len(fitting):,}"),
        lines=tuple(fitting),
    )


def _values(view: WallView, before: str, after: str) -> str:
    return view.words.wall_focus_change_values.format(before=before, after=after) if before else after
