"""A project (`/projects/<id>`): what it is, where it stands, its procedures, money, changes, history."""

from dataclasses import dataclass, replace
from datetime import date

from dashboard import urls
from dashboard.domain.facets import Facet
from dashboard.domain.funding import executed_rate, secured_total_rate
from dashboard.domain.money import money_text
from dashboard.domain.portfolio import Portfolio, ProjectMeasure
from dashboard.domain.progress import percent_text
from dashboard.domain.project_file import ProjectFile
from dashboard.domain.schedule import original_plan
from dashboard.domain.vocabulary import PlanKind, Status
from dashboard.domain.words import KOREAN, Words, date_text
from dashboard.screens.budget import ProjectBudget, project_budget
from dashboard.screens.compare_ids import compare_href
from dashboard.screens.curve import ProgressCurve, ProgressPoint, progress_curve, target
from dashboard.screens.filters import ignored_sentences
from dashboard.screens.financing import FundCell, FundColumn, FundRow, FundTable, fund_table, money_rate_line
from dashboard.screens.gantt import Gantt, Span, StageRow, gantt
from dashboard.screens.plans import (
    PlanVersionRow,
    ReportRow,
    UnapprovedRow,
    UnapprovedStep,
    change_texts,
    plan_end_label,
    plan_row,
    plan_total,
    report_row,
    unapproved_rows,
)
from dashboard.screens.project_documents import Documents, documents
from dashboard.screens.project_facts import Fact, fact_of, facts
from dashboard.screens.project_issues import Issues, ReportYear, issues, report_years
from dashboard.screens.project_results import Results, project_results
from dashboard.screens.related import Related, related
from dashboard.screens.selection import known_address, selection
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
    reported_status_word,
    source_text,
    unread_texts,
)
from dashboard.screens.versions import Versions, known_versions, versions
from dashboard.urls import Address, Page

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
    "UnapprovedStep",
    "project",
]


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
    """A large figure: label, value text with its unit, the partner it never stands without, what it means."""

    label: str
    value_text: str
    partner_text: str
    is_missing: bool = False
    definition: str = ""


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
    budget: ProjectBudget | None
    plans_title: str
    plans: tuple[PlanVersionRow, ...]
    plans_empty_text: str | None
    plans_end_label: str
    unapproved_title: str
    unapproved: tuple[UnapprovedRow, ...]
    issues: Issues
    reports_title: str
    report_years: tuple[ReportYear, ...]
    reports_empty_text: str | None
    shared_budget_title: str
    shared_budget: tuple[Neighbour, ...]
    related: Related
    results: Results
    documents: Documents
    versions: Versions
    compare: Step | None
    card: Step | None
    card_file: Step | None
    ignored: tuple[str, ...]
    as_of_text: str
    source_text: str
    definitions: tuple[str, ...]

    @property
    def reports(self) -> tuple[ReportRow, ...]:
        """Every report, newest first."""
        return tuple(row for year in self.report_years for row in year.reports)


def project(
    portfolio: Portfolio, address: Address, today: date, words: Words = KOREAN
) -> ProjectScreen | None:
    """The project of `address`, judged on the status date; None when this data version does not have it."""
    on = portfolio.status_date(today)
    measure = portfolio.measures(on).get(address.project_id or "")
    if measure is None:
        return None
    view = View(portfolio, known_address(portfolio, address, on), on, words)
    view = replace(view, here=known_versions(view, measure.file.id))
    file = measure.file
    previous, following, position = _neighbours(view, measure)
    reports = tuple(report_row(view, each) for each in reversed(file.reports) if each.as_of <= on)
    plans = tuple(plan_row(view, measure, each) for each in file.plans)
    return ProjectScreen(
        project_id=file.id,
        number_text=file.number(view.chosen.programme) or words.missing_mark,
        name=file.project.name,
        short_name=file.project.short_name,
        crumbs=_crumbs(view, file),
        position_text=position,
        previous=previous,
        next=following,
        back_href=view.room(),
        standing=_standing(view, measure),
        figures=_figures(view, measure),
        content_title=words.content_title,
        content=fact_of(file, words, words.content_label, file.project.content, "content"),
        facts=facts(view, measure),
        gantt=gantt(view, measure, today),
        curve=progress_curve(view, measure),
        funding=fund_table(portfolio, measure, on, words),
        budget=project_budget(view, measure),
        plans_title=words.plans_title,
        plans=plans,
        plans_empty_text=None
        if any(each.kind is PlanKind.CHANGE for each in file.plans)
        else words.plans_empty,
        plans_end_label=plan_end_label(measure, words),
        unapproved_title=words.unapproved,
        unapproved=unapproved_rows(file, words),
        issues=issues(view, measure),
        reports_title=words.reports_title,
        report_years=report_years(reports, words),
        reports_empty_text=None if reports else words.reports_empty,
        shared_budget_title=words.shared_budget_title,
        shared_budget=tuple(_neighbour(view, each) for each in portfolio.shared_with(file.id, on)),
        related=related(view, measure),
        results=project_results(view, measure),
        documents=documents(view, measure),
        versions=versions(view, measure),
        compare=Step(words.project_compare, compare_href(view, (file.id,))),
        card=Step(words.card_open, urls.href(view.here.to(Page.CARD, file.id))),
        card_file=Step(words.card_file, urls.document(view.here.to(Page.CARD, file.id))),
        ignored=ignored_sentences(view.here, words),
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
        return Step(label, view.project(file.id))

    position = words.crumb_position.format(scope=_scope_name(view), n=f"{len(ordered):,}", i=f"{place + 1:,}")
    return step(place - 1), step(place + 1), position


def _scope_name(view: View) -> str:
    programme = view.portfolio.programme(view.chosen.programme)
    return programme_label(programme) if programme else view.words.scope_all


def _crumbs(view: View, file: ProjectFile) -> tuple[Crumb, ...]:
    """Back to the room with the same filter, and to the room of the project's area."""
    crumbs = [Crumb(view.words.room_title, view.room())]
    if file.area:
        in_area = view.chosen.with_values(Facet.AREA, [file.area.id])
        crumbs.append(Crumb(file.area.short_name or file.area.name, view.room(in_area)))
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
            definition=words.progress_definition.format(name=progress_name(measure, words)),
        )
    ]
    year = view.portfolio.money_date(view.on).year
    for rate in (secured_total_rate(money, words), executed_rate(money, year, words)):
        line = money_rate_line(rate, currency, words, is_without_budget=measure.is_without_budget)
        figures.append(
            Figure(line.name, line.value_text, line.fraction_text, rate.value is None, line.definition)
        )
    return (*figures, _total_cost(view, measure))


def _total_cost(view: View, measure: ProjectMeasure) -> Figure:
    """총사업비 of the current plan beside that of 당초."""
    words, file = view.words, measure.file
    currency = view.portfolio.facts.profile.currency
    current, original = measure.amounts_from or measure.schedule.current, original_plan(file.plans)
    amount = plan_total(measure, current) if current else None
    base = plan_total(measure, original) if original else None
    if amount is None and file.project.has_budget is False:
        return Figure(
            words.total_cost,
            words.no_budget,
            words.money_non_budget,
            definition=words.total_cost_definition,
        )
    partner = words.total_cost_same
    if base is None or amount is None:
        partner = words.total_cost_base_missing
    elif base != amount:
        base_text, change = change_texts(base, amount, currency, words)
        partner = words.total_cost_base.format(amount=base_text, change=change)
    value_text, definition = money_text(amount, currency, words), words.total_cost_definition
    return Figure(words.total_cost, value_text, partner, amount is None, definition)


def _neighbour(view: View, each: ProjectMeasure) -> Neighbour:
    return Neighbour(
        href=view.project(each.file.id),
        text=project_text(each.file, view.words, view.chosen.programme),
        status=each.status,
        status_word=reported_status_word(view.portfolio, each.report, view.words),
    )
