"""What a project planned and reported over time: versions, 미승인 변경, issues, reports."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.domain.words import Words
from dashboard.screens.project import (
    Neighbour,
    PlanVersionRow,
    ProjectScreen,
    ReportRow,
    UnapprovedRow,
    UnapprovedStep,
)
from dashboard.screens.project_issues import Issue, Issues, ReportYear
from layouts.apart import apart
from layouts.parts import Children, heading, link, paragraphs, status_mark


@apart
def plans(screen: ProjectScreen, words: Words) -> Component:
    """The versions, what moved without an approval, and who shares the budget."""
    shared = (
        [_shared_budget(screen.shared_budget_title, screen.shared_budget)] if screen.shared_budget else []
    )
    unapproved = [_unapproved(screen.unapproved_title, screen.unapproved)] if screen.unapproved else []
    return html.Div([_versions(screen, words), *unapproved, *shared])


def _versions(screen: ProjectScreen, words: Words) -> Component:
    heads = (words.plan_heading, words.plan_approved, words.plan_total, screen.plans_end_label)
    head = html.Thead(html.Tr([html.Th(text, scope="col") for text in heads]))
    rows = [row for plan in screen.plans if _says_something(plan, words) for row in _version(plan, words)]
    table = [html.Table([head, html.Tbody(rows)], className="plans")] if rows else []
    return html.Section(
        [heading(screen.plans_title), *table, *paragraphs([screen.plans_empty_text or ""], "quiet lines")]
    )


def _says_something(plan: PlanVersionRow, words: Words) -> bool:
    said = {plan.approved_text, plan.total_text, plan.end_text, plan.reason_text, plan.procedure_text}
    return bool(plan.notes) or not said <= {"", words.missing, words.missing_mark}


def _version(plan: PlanVersionRow, words: Words) -> list[Component]:
    kind = "current" if plan.is_current else "proposed" if plan.is_proposed else ""
    change = [html.Br(), html.Small(plan.change_text)] if plan.change_text else []
    row = html.Tr(
        [
            html.Th(plan.name, scope="row"),
            html.Td(plan.approved_text),
            html.Td([plan.total_text, *change]),
            html.Td(plan.end_text),
        ],
        className=kind,
    )
    reasons = [(words.plan_reason, plan.reason_text), (words.plan_procedure, plan.procedure_text)]
    said = [
        f"{label}: {text}" for label, text in reasons if text not in ("", words.missing, words.missing_mark)
    ]
    said += plan.notes
    return [row, html.Tr(html.Td(" · ".join(said), colSpan=4), className="why")] if said else [row]


def _unapproved(title: str, rows: Sequence[UnapprovedRow]) -> Component:
    lines = [html.Li(_unapproved_date(row)) for row in rows]
    return html.Section([heading(title), html.Ul(lines, className="lines unapproved")])


def _unapproved_date(row: UnapprovedRow) -> list[Component]:
    """From the first date to the last; the steps between open in place."""
    name = html.P([html.B(row.stage_name), " ", row.what])
    if len(row.steps) == 1:
        return [name, _unapproved_step(row.steps[0])]
    whole = _moved(row, row.times_text)
    steps = [html.Li(_unapproved_step(step)) for step in row.steps]
    return [name, html.Details([html.Summary(whole), html.Ol(steps)])]


def _unapproved_step(step: UnapprovedStep) -> Component:
    return html.Span(_moved(step, step.basis_text))


def _moved(move: UnapprovedRow | UnapprovedStep, remark: str) -> list[Children]:
    dates = html.Span([f"{move.before_text} → ", html.B(move.after_text)], className="nb")
    days = html.Span(move.days_text, className="late-text nb" if move.is_later else "nb")
    return [dates, " ", days, " ", html.Span(remark, className="quiet nb")]


def _shared_budget(title: str, neighbours: Sequence[Neighbour]) -> Component:
    lines = [
        html.Li([link(each.text, each.href), status_mark(each.status, each.status_word)])
        for each in neighbours
    ]
    return html.Section([heading(title), html.Ul(lines, className="lines")])


@apart
def reports(screen: ProjectScreen, words: Words) -> Component:
    """Every report, newest first; the newest year is open, the others open in place."""
    if screen.reports_empty_text:
        body: Component = html.P(screen.reports_empty_text, className="quiet say")
    else:
        years = [
            _report_year(year, words, is_open=not place) for place, year in enumerate(screen.report_years)
        ]
        body = html.Div(years, className="reports")
    return html.Section([heading(screen.reports_title), body])


def _report_year(year: ReportYear, words: Words, *, is_open: bool) -> Component:
    title = html.Summary([html.B(year.label), " ", html.Span(year.count_text, className="quiet")])
    rows = html.Ol([_report(report, words) for report in year.reports])
    return html.Details([title, rows], open=is_open, className="report-year", key=year.label)


@apart
def issues(found: Issues, words: Words) -> Component:
    """Open issues on top; what earlier reports named opens in place."""
    lines = [_issue(each, words, is_open=True) for each in found.open]
    past = []
    if found.past_title:
        rows = [_issue(each, words, is_open=False) for each in found.past]
        past = [html.Details([html.Summary(found.past_title), *rows], className="past-issues")]
    return html.Section([heading(found.title), *lines, *paragraphs([found.note or ""], "quiet lines"), *past])


def _issue(each: Issue, words: Words, *, is_open: bool) -> Component:
    mark = [html.B(words.issues_open)] if is_open else []
    texts = ((words.issue_label, each.issue), (words.measure_label, each.measure))
    lines = [html.P([html.B(label), " ", text or words.missing]) for label, text in texts]
    when = html.P([*mark, " ", html.Span(each.when_text, className="nb")], className="when")
    return html.Div([when, *lines], className="issue" if is_open else "issue gone")


def _report(report: ReportRow, words: Words) -> Component:
    return html.Li(
        [
            html.Span(report.date_text, className="date"),
            status_mark(report.status, report.status_word),
            _reported_progress(report, words),
            html.Div([*_said(report, words), *paragraphs(report.unread, "raw")], className="said"),
        ],
        key=report.date_text,
    )


def _reported_progress(report: ReportRow, words: Words) -> Component:
    classes = "rate quiet" if report.progress_text == words.missing else "rate"
    return html.Span(report.progress_text, className=classes, title=report.progress_name)


def _said(report: ReportRow, words: Words) -> list[Component]:
    """The first of its texts, and the others when it is opened; every one under its label."""
    texts = (
        (words.done_label, report.done_text),
        (words.issue_label, report.issue),
        (words.measure_label, report.measure),
        (words.next_label, report.next_text),
        (words.fields["post"], report.post),
    )
    said: list[list[Children]] = [
        [html.B(label, className="done" if text is report.done_text else None), " ", text]
        for label, text in texts
        if text
    ]
    if len(said) < 2:
        return [html.P(each) for each in said]
    return [html.Details([html.Summary(said[0]), *[html.P(each) for each in said[1:]]])]
