"""자료: every source with its runs, what was kept, and by name what was not."""

from collections.abc import Sequence

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.domain.runs import Freshness, RunState
from dashboard.domain.words import Words
from dashboard.screens.data import DataScreen, FindingGroup, RefusedTable, SourceBlock
from dashboard.screens.runlog import PageStep, RunDay, RunLog, RunRow, TableRow
from layouts import feeds, ids
from layouts.apart import apart
from layouts.pane import Pane
from layouts.parts import Children, current, heading, link, paragraphs, sources_line

RUN_CLASSES = {
    RunState.CHANGED: "changed",
    RunState.UNCHANGED: "unchanged",
    RunState.PARTIAL: "partial",
    RunState.FAILED: "failed",
}


def build(screen: DataScreen, words: Words) -> Component:
    """One pane: a run and what it set aside are of one moment."""
    blocks = [_source(source, words) for source in screen.sources]
    tree = html.Div(
        [
            html.Div([html.H1(screen.title), html.P(screen.lead)], className="data-head"),
            *paragraphs([screen.empty_text or ""], "quiet say"),
            *blocks,
            *([feeds.build(screen.feeds)] if screen.feeds else []),
            sources_line([screen.as_of_text, screen.version_text, screen.clock_text], screen.definitions),
        ],
        className="screen data",
    )
    return Pane(ids.pane("data"), tree)


@apart
def _source(source: SourceBlock, words: Words) -> Component:
    return html.Section(
        [
            heading(source.label),
            html.Div([_facts(source, words), _button(source)], className="source-head"),
            *paragraphs([source.error or ""], "source-error"),
            *[_refused(refused) for refused in source.refused],
            dbc.Container(
                [
                    html.Div(_runs(source.log, words)),
                    html.Div([_findings(each, words) for each in source.findings]),
                ],
                fluid=True,
                className="source-parts",
            ),
        ],
        key=source.id,
        className="source",
    )


def _facts(source: SourceBlock, words: Words) -> Component:
    freshness = html.Span(
        source.freshness_text, className=f"fresh-{Freshness(source.freshness).name.lower()}"
    )
    facts: tuple[tuple[str, Children], ...] = (
        (words.last_success, [html.B(source.last_success_text), " ", freshness]),
        (words.next_run, [source.running_text or source.next_run_text]),
        (words.period, [source.period_text]),
        (words.last_attempt, [source.last_attempt_text]),
        (words.basis_label, [source.basis_text]),
        (_version_label(words), [source.version_text]),
    )
    return html.Dl(
        [html.Div([html.Dt(label), html.Dd(text)]) for label, text in facts], className="source-facts"
    )


def _button(source: SourceBlock) -> Component:
    button: Component = dbc.Button(
        source.running_text or source.refresh_label,
        id=ids.act(ids.REFRESH, source.id),
        disabled=not source.can_refresh,
        className="press",
    )
    return button


def _refused(refused: RefusedTable) -> Component:
    confirm = dbc.Button(
        refused.confirm_label,
        id=ids.act(ids.CONFIRM_SHRINK, refused.source_id, refused.table),
        className="press",
    )
    return html.Div([html.P(refused.sentence), confirm], className="refused")


def _runs(log: RunLog, words: Words) -> list[Component]:
    """The days of the log: the open one with its runs, the others a line each."""
    title = heading(log.title, log.since_text, level=3)
    if log.empty_text:
        return [title, html.P(log.empty_text, className="quiet say")]
    return [title, *[_day(day, log.pages_label, words) for day in log.days]]


def _day(day: RunDay, pages_label: str, words: Words) -> Component:
    beside = [html.Span(text, className="quiet") for text in (day.states_text, day.gap_text) if text]
    line = html.H4([link(day.text, day.href, "day"), html.B(day.count_text), *beside], **current(day.is_open))
    pages = [_pages(day.pages, pages_label)] if day.pages else []
    content = [*pages, _day_runs(day, words)] if day.is_open else []
    return html.Section([line, *content], key=day.day.isoformat(), className="run-day")


def _pages(pages: Sequence[PageStep], label: str) -> Component:
    """The pages of a long day by the time of their newest run."""
    steps = [html.Li(link(page.text, page.href), **current(page.is_on)) for page in pages]
    return html.Ul([html.Li(label, className="quiet"), *steps], className="run-pages")


def _day_runs(day: RunDay, words: Words) -> Component:
    heads = (
        words.run_started,
        words.run_state,
        words.run_took,
        _version_label(words),
        words.basis_label,
        words.rows_read,
        words.rows_kept,
        words.rows_set_aside,
        words.fields_unread,
    )
    head = html.Thead(html.Tr([html.Th(text, scope="col") for text in heads]))
    bodies = [_run(run, words) for run in day.rows]
    return html.Div(dbc.Table([head, *bodies], className="runs"), className="scrolls")


def _run(run: RunRow, words: Words) -> Component:
    """A row, its error below it, and its tables below that while it is open."""
    started = link(run.started_text, run.href, "opens") if run.href else run.started_text
    state = html.Td(html.Span(run.state_word, className=f"run-{RUN_CLASSES[run.state]}"))
    cells = [
        html.Td(run.took_text),
        html.Td(run.version_text),
        html.Td(run.basis_text),
        html.Td(run.read_text),
        html.Td(run.kept_text),
        html.Td(run.set_aside_text, title=run.set_aside_note),
        html.Td(run.unread_text),
    ]
    row = html.Tr([html.Th(started, scope="row", **current(run.is_open)), state, *cells])
    error = [_under(html.P(run.error, className="source-error"), "cause")] if run.error else []
    tables = [_under(_run_tables(run.tables, words), "under")] if run.tables else []
    return html.Tbody([row, *error, *tables], key=str(run.id))


def _under(content: Component, class_name: str) -> Component:
    return html.Tr(html.Td(content, colSpan=9), className=class_name)


def _run_tables(tables: Sequence[TableRow], words: Words) -> Component:
    heads = (
        words.table_heading,
        words.rows_read,
        words.rows_kept,
        words.rows_set_aside,
        words.fields_unread,
        "",
    )
    rows = [
        html.Tr(
            [
                html.Th(table.label, scope="row"),
                html.Td(table.read_text),
                html.Td(table.kept_text),
                html.Td(table.set_aside_text),
                html.Td(table.unread_text),
                html.Td(table.note, className="why"),
            ]
        )
        for table in tables
    ]
    head = html.Thead(html.Tr([html.Th(text, scope="col") for text in heads]))
    return html.Table([head, html.Tbody(rows)], className="run-tables")


def _findings(group: FindingGroup, words: Words) -> Component:
    title = heading(group.title, group.count_text, level=3)
    if group.empty_text:
        return html.Section([title, html.P(group.empty_text, className="quiet")], className="findings")
    reasons = [html.Li([reason, " ", html.B(count)]) for reason, count in group.by_reason]
    return html.Section(
        [
            title,
            html.P(group.explanation, className="quiet"),
            html.Ul(reasons, className="reasons"),
            html.Details([html.Summary(group.count_text), _finding_rows(group, words)]),
        ],
        className="findings",
    )


def _finding_rows(group: FindingGroup, words: Words) -> Component:
    heads = (words.table_heading, words.key_heading, words.detail_heading, words.reason_heading)
    rows = [
        html.Tr([html.Td(text) for text in (row.table_label, row.key, row.detail, row.reason)])
        for row in group.rows
    ]
    head = html.Thead(html.Tr([html.Th(text, scope="col") for text in heads]))
    return html.Div(html.Table([head, html.Tbody(rows)], className="finding-rows"), className="scrolls")


def _version_label(words: Words) -> str:
    return words.version.format(version="").strip()
