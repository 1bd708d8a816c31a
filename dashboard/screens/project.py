"""A project (`/projects/<id>`): what it is, where it stands, its procedures, money, changes, history."""

from dataclasses import dataclass, replace
from datetime import date

from dashboard import urls
from dashboard.domain.funding import executed_rate, secured_total_rate
from dashboard.domain.money import money_text
from dashboard.domain.portfolio import Portfolio, ProjectMeasure
from dashboard.domain.progress import percent_text
from dashboard.domain.project_file import ProjectFile
from dashboard.domain.records import Project
from dashboard.domain.schedule import original_plan
from dashboard.domain.vocabulary import PlanKind, Precision, Role, Status
from dashboard.domain.words import KOREAN, Words, date_text
from dashboard.screens.financing import FundCell, FundColumn, FundRow, FundTable, fund_table
from dashboard.screens.gantt import Gantt, Span, StageRow, gantt, next_step_text
from dashboard.screens.plans import (
    PlanVersionRow,
    ProgressCurve,
    ProgressPoint,
    ReportRow,
    UnapprovedRow,
    change_text,
    plan_row,
    plan_total,
    progress_curve,
    report_row,
    target,
    unapproved_row,
)
from dashboard.screens.selection import known_filter, selection
from dashboard.screens.texts import (
    MismatchLine,
    PastLevel,
    RateLine,
    View,
    as_of_text,
    past_level,
    past_sentence,
    programme_label,
    progress_name,
    project_text,
    rate_line,
    reported_status_word,
    source_text,
    unread_texts,
)
from dashboard.urls import Address

__all__ = [
    "Crumb",
    "Fact",
    "Figure",
    "FundCell",
    "FundColumn",
    "FundRow",
    "FundTable",
    "Gantt",
    "MismatchLine",
    "Neighbour",
    "PastLevel",
    "PlanVersionRow",
    "ProgressCurve",
    "ProgressPoint",
    "ProjectScreen",
    "RateLine",
    "ReportRow",
    "Span",
    "StageRow",
    "Standing",
    "Step",
    "UnapprovedRow",
    "project",
]


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled line. `is_missing` when the text says 자료 없음; `notes` are raw texts nobody could read."""

    label: str
    text: str
    is_missing: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A way to a neighbouring project within the current filter."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Crumb:
    """A way back up."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A large figure: label, value text with its unit, and the partner it never stands without."""

    label: str
    value_text: str
    partner_text: str
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Official status, computed state and evidence, side by side and never merged."""

    status: Status | None
    status_label: str
    status_word: str
    progress_name: str
    progress: float | None
    progress_text: str
    target_text: str | None
    days_past: int | None
    past_level: PastLevel
    past_label: str
    past_sentence: str
    report_label: str
    report_text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A project that shares the budget (예산 공유)."""

    href: str
    text: str
    status: Status | None
    status_word: str


@dataclass(frozen=True, slots=True)
class ProjectScreen:
    """Everything on `/projects/<id>`. `position_text` is "전체 136개 중 67번째" within the filter."""

    project_id: str
    number_text: str
    name: str
    short_name: str | None
    crumbs: tuple[Crumb, ...]
    position_text: str
    previous: Step | None
    next: Step | None
    back_href: str
    standing: Standing
    figures: tuple[Figure, ...]
    content_title: str
    content: Fact
    facts: tuple[Fact, ...]
    gantt: Gantt
    curve: ProgressCurve
    funding: FundTable
    plans_title: str
    plans: tuple[PlanVersionRow, ...]
    plans_empty_text: str | None
    unapproved_title: str
    unapproved: tuple[UnapprovedRow, ...]
    issue_title: str
    issue: Fact
    measure: Fact
    reports_title: str
    reports: tuple[ReportRow, ...]
    reports_empty_text: str | None
    shared_budget_title: str
    shared_budget: tuple[Neighbour, ...]
    as_of_text: str
    source_text: str
    definitions: tuple[str, ...]


def project(
    portfolio: Portfolio, address: Address, today: date, words: Words = KOREAN
) -> ProjectScreen | None:
    """The project of `address`, judged on the status date; None when this data version does not have it."""
    on = portfolio.status_date(today)
    measure = portfolio.measures(on).get(address.project_id or "")
    if measure is None:
        return None
    view = View(portfolio, known_filter(portfolio, address.filter), on, words)
    file = measure.file
    previous, following, position = _neighbours(view, measure)
    reports = tuple(report_row(view, each) for each in reversed(file.reports) if each.as_of <= on)
    plans = tuple(plan_row(view, measure, each) for each in file.plans)
    issue = (measure.report.issue, measure.report.measure) if measure.report else (None, None)
    return ProjectScreen(
        project_id=file.id,
        number_text=file.number(view.chosen.programme) or words.missing_mark,
        name=file.project.name,
        short_name=file.project.short_name,
        crumbs=_crumbs(view, file),
        position_text=position,
        previous=previous,
        next=following,
        back_href=urls.room(view.chosen),
        standing=_standing(view, measure),
        figures=_figures(view, measure),
        content_title=words.content_title,
        content=_fact(file, words, words.content_label, file.project.content, "content"),
        facts=_facts(view, measure),
        gantt=gantt(view, measure, today),
        curve=progress_curve(view, measure),
        funding=fund_table(portfolio, measure, on, words),
        plans_title=words.plans_title,
        plans=plans,
        plans_empty_text=None
        if any(each.kind is PlanKind.CHANGE for each in file.plans)
        else words.plans_empty,
        unapproved_title=words.unapproved,
        unapproved=tuple(unapproved_row(each, file, words) for each in reversed(file.unapproved)),
        issue_title=words.issue_title,
        issue=_text_fact(words.issue_label, issue[0], words),
        measure=_text_fact(words.measure_label, issue[1], words),
        reports_title=words.reports_title,
        reports=reports,
        reports_empty_text=None if reports else words.reports_empty,
        shared_budget_title=words.shared_budget_title,
        shared_budget=tuple(_neighbour(view, each) for each in portfolio.shared_with(file.id, on)),
        as_of_text=as_of_text(portfolio, today, words),
        source_text=source_text(portfolio, words),
        definitions=(
            words.progress_definition.format(name=progress_name(measure, words)),
            words.past_plan_definition,
        ),
    )


def _neighbours(view: View, measure: ProjectMeasure) -> tuple[Step | None, Step | None, str]:
    """The projects before and after it as the room shows them, and its place among them."""
    words = view.words
    ordered = selection(view.portfolio, view.chosen, view.on)
    place = next((i for i, each in enumerate(ordered) if each.file.id == measure.file.id), None)
    if place is None:
        return None, None, words.crumb_outside

    def step(index: int) -> Step | None:
        if not 0 <= index < len(ordered):
            return None
        file = ordered[index].file
        label = project_text(file, words, view.chosen.programme)
        return Step(label, urls.project(file.id, view.chosen))

    position = words.crumb_position.format(scope=_scope_name(view), n=f"{len(ordered):,}", i=f"{place + 1:,}")
    return step(place - 1), step(place + 1), position


def _scope_name(view: View) -> str:
    programme = view.portfolio.programme(view.chosen.programme)
    return programme_label(programme) if programme else view.words.scope_all


def _crumbs(view: View, file: ProjectFile) -> tuple[Crumb, ...]:
    """Back to the room with the same filter, and to the room of the project's area."""
    crumbs = [Crumb(view.words.room_title, urls.room(view.chosen))]
    if file.area:
        in_area = replace(view.chosen, area=file.area.id)
        crumbs.append(Crumb(file.area.short_name or file.area.name, urls.room(in_area)))
    return tuple(crumbs)


def _standing(view: View, measure: ProjectMeasure) -> Standing:
    words, report = view.words, measure.report
    goal = target(measure, view.on)
    return Standing(
        status=measure.status,
        status_label=words.status_label,
        status_word=reported_status_word(view.portfolio, report, words),
        progress_name=progress_name(measure, words),
        progress=measure.progress,
        progress_text=percent_text(measure.progress, words),
        target_text=None if goal is None else words.target.format(value=percent_text(goal, words)),
        days_past=measure.days_past,
        past_level=past_level(measure.days_past),
        past_label=words.schedule_label,
        past_sentence=past_sentence(measure, words)
        or (words.past_none if measure.schedule.has_dates else words.past_no_dates),
        report_label=words.report_label,
        report_text=words.report.format(date=date_text(words, report.as_of)) if report else words.missing,
        notes=tuple(unread_texts(report.unread, words)) if report else (),
    )


def _figures(view: View, measure: ProjectMeasure) -> tuple[Figure, ...]:
    words, money = view.words, measure.funding
    currency = view.portfolio.facts.profile.currency
    goal = target(measure, view.on)
    target_text = percent_text(goal, words) if goal is not None else words.missing
    figures = [
        Figure(
            label=progress_name(measure, words),
            value_text=percent_text(measure.progress, words),
            partner_text=words.target.format(value=target_text),
            is_missing=measure.progress is None,
        )
    ]
    for rate in (secured_total_rate(money, words), executed_rate(money, view.on, words)):
        line = rate_line(rate, currency, words)
        figures.append(Figure(line.name, line.value_text, line.fraction_text, rate.value is None))
    return (*figures, _total_cost(view, measure))


def _total_cost(view: View, measure: ProjectMeasure) -> Figure:
    """총사업비 of the current plan beside that of 당초."""
    words, file = view.words, measure.file
    currency = view.portfolio.facts.profile.currency
    current, original = measure.amounts_from or measure.schedule.current, original_plan(file.plans)
    amount = plan_total(measure, current) if current else None
    base = plan_total(measure, original) if original else None
    if amount is None and file.project.has_budget is False:
        return Figure(words.total_cost, words.no_budget, words.money_non_budget)
    partner = words.total_cost_same
    if base is None or amount is None:
        partner = words.total_cost_base_missing
    elif base != amount:
        change = change_text(base, amount, currency, words)
        partner = words.total_cost_base.format(amount=money_text(base, currency, words), change=change)
    return Figure(words.total_cost, money_text(amount, currency, words), partner, amount is None)


def _facts(view: View, measure: ProjectMeasure) -> tuple[Fact, ...]:
    words, file = view.words, measure.file
    project = file.project
    period = _project_period(project, words)
    budget = (
        None if project.has_budget is None else (words.has_budget if project.has_budget else words.no_budget)
    )
    novelty = project.novelty.value if project.novelty else None
    completion = project.completion.value if project.completion else None
    return (
        _fact(file, words, words.purpose_label, project.purpose, "purpose"),
        _text_fact(words.lead_label, _departments(file, Role.LEAD), words),
        _text_fact(words.support_label, _departments(file, Role.SUPPORT), words),
        _text_fact(words.team_label, _teams(file, words), words),
        _fact(file, words, words.location_label, _location(project), "location", "districts"),
        _fact(file, words, words.period_label, period, "starts", "ends", "period"),
        _fact(file, words, words.novelty_label, novelty, "novelty"),
        _fact(file, words, words.completion_label, completion, "completion"),
        _fact(file, words, words.budget_label, budget, "has_budget"),
        _text_fact(words.programme_label, _programmes(file), words),
        _fact(file, words, words.area_label, file.area.name if file.area else None, "area_id"),
        Fact(words.next_step_label, next_step_text(measure, view.on, words) or words.next_none),
    )


def _fact(file: ProjectFile, words: Words, label: str, text: str | None, *fields: str) -> Fact:
    """A fact of the project with the raw texts of `fields` that could not be read."""
    unread = tuple(pair for pair in file.project.unread if pair[0] in fields)
    return Fact(label, text or words.missing, not text, tuple(unread_texts(unread, words)))


def _text_fact(label: str, text: str | None, words: Words) -> Fact:
    return Fact(label, text or words.missing, not text)


def _departments(file: ProjectFile, role: Role) -> str:
    names = [
        department.name if department else each.department_id for each, department in file.assigned(role)
    ]
    return ", ".join(dict.fromkeys(names))


def _teams(file: ProjectFile, words: Words) -> str:
    """담당팀 and 내선 of the departments in the lead; never a person."""
    texts = []
    for each, _ in file.assigned(Role.LEAD):
        extension = words.extension.format(number=each.extension) if each.extension else None
        texts.append(" ".join(part for part in (each.team, extension) if part))
    return ", ".join(text for text in texts if text)


def _location(project: Project) -> str:
    parts = dict.fromkeys(part for part in (project.districts, project.location) if part)
    return " · ".join(parts)


def _project_period(project: Project, words: Words) -> str | None:
    is_open = project.ends_precision is Precision.OPEN
    if project.starts is None and project.ends is None and not is_open:
        return None
    return words.date_span.format(
        start=date_text(words, project.starts, project.starts_precision),
        end=date_text(words, project.ends, project.ends_precision),
    )


def _programmes(file: ProjectFile) -> str:
    """공약 67 · 100대 핵심과제 12(공약)."""
    texts = []
    for each in file.programmes:
        number, origin = file.numbers[each.id], file.origins[each.id]
        text = f"{programme_label(each)} {number}" if number else programme_label(each)
        texts.append(f"{text}({origin})" if origin else text)
    return " · ".join(texts)


def _neighbour(view: View, each: ProjectMeasure) -> Neighbour:
    return Neighbour(
        href=urls.project(each.file.id, view.chosen),
        text=project_text(each.file, view.words, view.chosen.programme),
        status=each.status,
        status_word=reported_status_word(view.portfolio, each.report, view.words),
    )
