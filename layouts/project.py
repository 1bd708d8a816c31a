"""A project: what it is, where it stands, its procedures, its money, its changes and its history."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.domain.words import Words
from dashboard.screens.project import (
    Fact,
    Figure,
    FundColumn,
    FundRow,
    FundTable,
    Gantt,
    Neighbour,
    PlanVersionRow,
    ProgressCurve,
    ProjectScreen,
    ReportRow,
    StageRow,
    Standing,
    UnapprovedRow,
)
from dashboard.screens.room import PastLevel, RateLine
from layouts import ids
from layouts.figures.curve import curve_figure
from layouts.figures.funding import SOURCE_TOKENS, funding_figure
from layouts.figures.gantt import gantt_figure
from layouts.pane import Pane
from layouts.parts import (
    HIDDEN,
    Children,
    glyph,
    graph,
    heading,
    link,
    named,
    number,
    paragraphs,
    sources_line,
    status_glyph,
    status_mark,
)
from layouts.room import mismatch
from layouts.theme import Look


def build(screen: ProjectScreen, words: Words, look: Look) -> Component:
    """Panes and charts in a grid; another project is another `key`, so that nothing of it stays open."""
    return html.Article(
        [
            Pane(ids.pane("head"), _head(screen, words)),
            html.Div(
                [
                    html.Div(
                        [
                            Pane(ids.pane("facts"), _facts(screen)),
                            Pane(ids.pane("plans"), _plans(screen, words)),
                        ]
                    ),
                    html.Div(
                        [
                            html.Section(_procedures(screen.gantt, words, look)),
                            html.Section(_financing(screen.funding, words, look)),
                        ]
                    ),
                    html.Div(
                        [
                            html.Section(_progress(screen, words, look)),
                            Pane(ids.pane("reports"), _reports(screen)),
                        ]
                    ),
                ],
                className="project-parts",
            ),
            Pane(ids.pane("foot"), sources_line([screen.source_text, screen.as_of_text], screen.definitions)),
        ],
        className="screen project",
        key=screen.project_id,
    )


# ---- head ----


def _head(screen: ProjectScreen, words: Words) -> Component:
    name = html.H1([html.Span(screen.number_text), screen.name], title=screen.short_name)
    return html.Div(
        [
            _ways(screen, words),
            html.Div([name, _stands(screen.standing)]),
            html.Dl([_figure(figure) for figure in screen.figures], className="project-figures"),
        ],
        className="project-head",
    )


def _ways(screen: ProjectScreen, words: Words) -> Component:
    crumbs = [html.Li(link(crumb.label, crumb.href)) for crumb in screen.crumbs]
    steps = [
        html.Li(link([arrow_before, step.label, arrow_after], step.href, title=word))
        for step, word, arrow_before, arrow_after in (
            (screen.previous, words.previous, "← ", ""),
            (screen.next, words.next, "", " →"),
        )
        if step
    ]
    back = html.Li(link(words.to_room, screen.back_href))
    return html.Nav(
        [
            html.Ul([*crumbs, html.Li(screen.position_text)]),
            html.Ul([*steps, back], className="steps"),
        ],
        className="ways",
        **named(screen.position_text),
    )


def _stands(standing: Standing) -> Component:
    past = standing.past_level is not PastLevel.NONE
    schedule = [glyph("late")] if past else []
    sentence = html.B(standing.past_sentence, className="late-text" if past else None)
    return html.Ul(
        [
            html.Li([standing.status_label, status_glyph(standing.status), html.B(standing.status_word)]),
            html.Li([standing.past_label, *schedule, sentence]),
            html.Li([standing.report_label, html.B(standing.report_text)]),
            *[html.Li(note, className="raw") for note in standing.notes],
        ],
        className="stands",
    )


def _figure(figure: Figure) -> Component:
    return html.Div(
        [
            html.Dt(figure.label),
            html.Dd(number(figure.value_text), className="value none" if figure.is_missing else "value"),
            html.Dd(figure.partner_text, className="partner"),
        ]
    )


# ---- what it is ----


def _facts(screen: ProjectScreen) -> Component:
    facts = [part for fact in screen.facts for part in _fact(fact)]
    return html.Section(
        [
            heading(screen.content_title),
            html.P(screen.content.text, className="say quiet" if screen.content.is_missing else "say"),
            *paragraphs(screen.content.notes, "raw"),
            html.Dl(facts, className="facts"),
        ]
    )


def _fact(fact: Fact) -> tuple[Component, Component]:
    notes = paragraphs(fact.notes, "raw")
    return html.Dt(fact.label), html.Dd([fact.text, *notes], className="quiet" if fact.is_missing else None)


# ---- procedures ----


def _procedures(gantt: Gantt, words: Words, look: Look) -> list[Component]:
    if gantt.empty_text:
        blank = [heading(gantt.title), html.P(gantt.empty_text, className="quiet say")]
        return [Pane(ids.pane("gantt"), html.Div(blank))]
    return [
        Pane(
            ids.pane("gantt"),
            html.Div([heading(gantt.title, gantt.note), _gantt_key(words)], className="with-key"),
        ),
        html.Div(
            [
                Pane(ids.pane("gantt-names"), _stage_names(gantt.rows, words)),
                html.Div(graph("gantt", gantt_figure(gantt, look), "fills"), className="gantt-chart"),
                Pane(ids.pane("gantt-slips"), _stage_slips(gantt.rows, words)),
            ],
            className="gantt",
        ),
        Pane(ids.pane("gantt-notes"), _gantt_notes(gantt)),
    ]


def _gantt_key(words: Words) -> Component:
    entries = (
        ("k-base", words.baseline),
        ("k-current", words.current),
        ("k-actual", words.actual_key),
        ("k-slip", words.slip),
        ("k-overdue", words.past_plan),
    )
    swatches = [html.Li([html.I(className=f"swatch {name}"), word]) for name, word in entries]
    marks = html.Li([glyph("mile"), glyph("ahead"), words.milestone])
    return html.Ul([*swatches, marks], className="key")


def _stage_names(rows: Sequence[StageRow], words: Words) -> Component:
    names = [html.Li(_stage_name(row), title=row.title, key=row.key) for row in rows]
    return html.Div([html.P(words.stage_heading), html.Ol(names)], className="gantt-names")


def _stage_name(row: StageRow) -> list[Component]:
    mark = [html.I(className="dot")] if row.unapproved or row.unread else []
    return [
        html.Span(row.name, className="next" if row.is_next else None, **HIDDEN),
        *mark,
        html.Span(row.title, className="vh"),
    ]


def _stage_slips(rows: Sequence[StageRow], words: Words) -> Component:
    slips = [html.Li(_slip(row), key=row.key) for row in rows]
    return html.Div([html.P(words.slip_heading), html.Ol(slips)], className="gantt-slips")


def _slip(row: StageRow) -> Component:
    is_lit = not row.is_done and (row.slip_days or 0) > 0
    text = html.B(row.slip_text) if is_lit else html.Span(row.slip_text)
    overdue = [glyph("late")] if row.overdue_text else []
    return html.Span(
        [*overdue, text], className="lit" if is_lit or row.overdue_text else None, title=row.overdue_text
    )


def _gantt_notes(gantt: Gantt) -> Component:
    notes = [note for row in gantt.rows for note in (*row.unapproved, *row.unread)]
    overdue = " · ".join(f"{row.name} {row.overdue_text}" for row in gantt.rows if row.overdue_text)
    late: Children = [" · ", html.B(overdue, className="late-text")] if overdue else []
    return html.Div(
        [html.P([gantt.next_text, *late]), *paragraphs([gantt.unread_text or "", *notes], "quiet")],
        className="notes",
    )


# ---- where it stands ----


def _progress(screen: ProjectScreen, words: Words, look: Look) -> list[Component]:
    return [
        *_curve(screen.curve, words, look),
        Pane(ids.pane("issue"), _issue(screen)),
    ]


def _curve(curve: ProgressCurve, words: Words, look: Look) -> list[Component]:
    title = heading(curve.title, f"{curve.name} %")
    if curve.empty_text:
        return [Pane(ids.pane("curve"), html.Div([title, html.P(curve.empty_text, className="quiet say")]))]
    figure = curve_figure(curve, words.money_planned, look)
    return [
        Pane(ids.pane("curve"), title),
        html.Div(graph("curve", figure, "fills"), className="curve-chart"),
    ]


def _issue(screen: ProjectScreen) -> Component:
    if screen.issue.is_missing and screen.measure.is_missing:
        return html.Div()
    lines = [html.P([html.B(fact.label), " ", fact.text]) for fact in (screen.issue, screen.measure)]
    return html.Div(lines, className="issue", **named(screen.issue_title))


# ---- money ----


def _financing(table: FundTable, words: Words, look: Look) -> list[Component]:
    title = heading(table.title, table.unit_text, table.note)
    if table.empty_text:
        blank = [title, html.P(table.empty_text, className="quiet say")]
        return [Pane(ids.pane("money"), html.Div(blank))]
    return [
        Pane(ids.pane("money"), title),
        html.Div(
            [
                html.Div(graph("funding", funding_figure(table, look), "fills"), className="money-chart"),
                Pane(ids.pane("money-table"), _fund_table(table)),
            ],
            className="money-scroll",
        ),
        Pane(ids.pane("money-rates"), _rates(table, words)),
    ]


def _fund_table(table: FundTable) -> Component:
    head = html.Tr([html.Th(table.unit_text), *[_column(column) for column in table.columns]])
    stages = [
        _fund_row(table.planned_sum, "sum"),
        _fund_row(table.secured_sum, "secured"),
        _fund_row(table.executed_sum, "executed"),
        _fund_row(table.gap, "gap"),
    ]
    sources = [_fund_row(row, "source") for row in table.planned]
    return html.Table([html.Thead(head), html.Tbody([*sources, *stages])], className="fund-table")


def _column(column: FundColumn) -> Component:
    return html.Th(column.label, scope="col", className=f"p-{column.kind}")


def _fund_row(row: FundRow, class_name: str) -> Component:
    swatch = (
        f"sw-{SOURCE_TOKENS[row.source]}" if row.source and class_name == "source" else f"sw-{class_name}"
    )
    label = html.Th([html.I(className=f"swatch {swatch}"), row.label], scope="row")
    cells = [html.Td(cell.text, title=cell.exact_text) for cell in row.cells]
    return html.Tr([label, *cells], className=f"r-{class_name}")


def _rates(table: FundTable, words: Words) -> Component:
    title = html.P(html.B(table.mismatch_title))
    mismatches = [title, html.Ul([mismatch(line) for line in table.mismatches])] if table.mismatches else []
    return html.Div(
        [
            html.Dl([part for rate in table.rates for part in _rate(rate)], className="rates"),
            html.P([html.B(table.gap_text), *[html.Span(note, className="quiet") for note in table.notes]]),
            *mismatches,
            _money_details(table, words),
        ],
        className="notes money-notes",
    )


def _money_details(table: FundTable, words: Words) -> Component:
    """Secured and executed money by source, and the formulas of the rates: for who asks."""
    rows = [
        *[_source_detail(words.money_secured, row, table.columns) for row in table.secured_by_source],
        *[_source_detail(words.money_executed, row, table.columns) for row in table.executed_by_source],
    ]
    formulas = [html.Li(f"{rate.name} = {rate.definition}") for rate in table.rates]
    return html.Details(
        [
            html.Summary(f"{words.other_rates} · {words.money_secured} · {words.money_executed}"),
            html.Table(html.Tbody(rows), className="fund-table"),
            html.Ul(formulas, className="quiet"),
        ]
    )


def _rate(rate: RateLine) -> tuple[Component, Component]:
    value = [html.B(rate.value_text), html.Span(rate.fraction_text)]
    return html.Dt(rate.name, title=rate.definition), html.Dd(value, title=rate.definition)


def _source_detail(stage: str, row: FundRow, columns: Sequence[FundColumn]) -> Component:
    label = html.Th(f"{stage} {row.label}", scope="row")
    cells = [
        html.Td(cell.text, title=f"{column.label} {cell.exact_text}")
        for cell, column in zip(row.cells, columns, strict=True)
    ]
    return html.Tr([label, *cells])


# ---- changes and history ----


def _plans(screen: ProjectScreen, words: Words) -> Component:
    shared = (
        [_shared_budget(screen.shared_budget_title, screen.shared_budget)] if screen.shared_budget else []
    )
    unapproved = [_unapproved(screen.unapproved_title, screen.unapproved)] if screen.unapproved else []
    return html.Div([_versions(screen, words), *unapproved, *shared])


def _versions(screen: ProjectScreen, words: Words) -> Component:
    heads = (words.plan_heading, words.plan_approved, words.plan_total, words.plan_ends)
    head = html.Thead(html.Tr([html.Th(text, scope="col") for text in heads]))
    rows = [row for plan in screen.plans for row in _version(plan, words)]
    table = [html.Table([head, html.Tbody(rows)], className="plans")] if rows else []
    return html.Section(
        [heading(screen.plans_title), *table, *paragraphs([screen.plans_empty_text or ""], "quiet lines")]
    )


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
    lines = [
        html.Li(
            [
                html.B(row.stage_name),
                f" {row.what} {row.before_text} → ",
                html.B(row.after_text),
                " ",
                html.Span(row.days_text, className="late-text"),
                " ",
                html.Span(row.basis_text, className="quiet"),
            ]
        )
        for row in rows
    ]
    return html.Section([heading(title), html.Ul(lines, className="lines")])


def _shared_budget(title: str, neighbours: Sequence[Neighbour]) -> Component:
    lines = [
        html.Li([link(each.text, each.href), status_mark(each.status, each.status_word)])
        for each in neighbours
    ]
    return html.Section([heading(title), html.Ul(lines, className="lines")])


def _reports(screen: ProjectScreen) -> Component:
    if screen.reports_empty_text:
        body: Component = html.P(screen.reports_empty_text, className="quiet say")
    else:
        body = html.Ol([_report(report) for report in screen.reports], className="reports")
    return html.Section([heading(screen.reports_title), body])


def _report(report: ReportRow) -> Component:
    said = [text for text in (report.done_text, report.issue, report.measure, report.next_text) if text]
    more = [*said[1:], *([report.post] if report.post else [])]
    text: Component | str = said[0] if said else ""
    if more:
        text = html.Details([html.Summary(text), *[html.P(each) for each in more]])
    return html.Li(
        [
            html.Span(report.date_text, className="date"),
            status_mark(report.status, report.status_word),
            html.Span(report.progress_text, className="rate", title=report.progress_name),
            html.Div([text, *paragraphs(report.unread, "raw")], className="said"),
        ],
        key=report.date_text,
    )
