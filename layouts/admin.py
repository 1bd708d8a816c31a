"""운영: the sources with a way to read them again, what was set aside by reason, and the room itself."""

from collections.abc import Sequence

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.screens.admin import AdminScreen, AilingLine, AsideLine, Fact, SourceLine
from dashboard.screens.data import RefusedTable
from layouts import ids
from layouts.pane import Pane
from layouts.parts import Children, heading, link, named, paragraphs


def build(screen: AdminScreen) -> Component:
    """One pane: what is asked and what came of it are of one moment."""
    tree = html.Div(
        [
            html.Div([html.H1(screen.title), html.P(screen.lead)], className="data-head"),
            _sources(screen),
            *([_refused(screen)] if screen.refused else []),
            _room(screen),
            _aside(screen),
        ],
        className="screen data admin",
    )
    return Pane(ids.pane("admin"), tree)


def _sources(screen: AdminScreen) -> Component:
    rows = [row for source in screen.sources for row in _source(source)]
    return html.Section(
        [heading(screen.sources_title), _table(screen.source_heads, rows, screen.sources_title)],
        className="source",
    )


def _source(source: SourceLine) -> list[Component]:
    """The row of a source, and under it what ails it."""
    state = html.Span(source.freshness_text, className=f"fresh-{source.freshness.name.lower()}")
    retry = dbc.Button(
        source.retry_label,
        id=ids.act(ids.REFRESH, source.id),
        disabled=not source.can_retry,
        className="press",
    )
    cells: tuple[Children, ...] = (
        state,
        source.success_text,
        source.attempt_text,
        source.result_text,
        source.next_text,
        retry,
    )
    row = html.Tr([html.Th(link(source.label, source.href), scope="row"), *map(html.Td, cells)])
    if not source.error:
        return [row]
    cause = html.Td(html.P(source.error), colSpan=len(cells) + 1)
    return [row, html.Tr(cause, className="feed-problem")]


def _refused(screen: AdminScreen) -> Component:
    return html.Section(
        [
            heading(screen.refused_title),
            *paragraphs([screen.refused_lead], "quiet"),
            *[_refused_table(each) for each in screen.refused],
        ],
        className="source",
    )


def _refused_table(refused: RefusedTable) -> Component:
    confirm = dbc.Button(
        refused.confirm_label,
        id=ids.act(ids.CONFIRM_SHRINK, refused.source_id, refused.table),
        className="press",
    )
    return html.Div([html.P(refused.sentence), confirm], className="refused")


def _room(screen: AdminScreen) -> Component:
    test = dbc.Button(screen.test_label, id=ids.act(ids.TEST_ALARM, ""), className="press")
    return html.Section(
        [
            heading(screen.room_title),
            html.Div(
                [html.Dl([_fact(each) for each in screen.facts], className="source-facts"), test],
                className="source-head",
            ),
            *paragraphs(
                [f"{each.label}: {each.warning}" for each in screen.facts if each.warning], "source-error"
            ),
            html.H3(screen.ailing_title),
            *paragraphs([screen.ailing_empty or ""], "quiet"),
            *([html.Ul([_ailing(each) for each in screen.ailing])] if screen.ailing else []),
        ],
        className="source",
    )


def _fact(fact: Fact) -> Component:
    return html.Div([html.Dt(fact.label), html.Dd(fact.text)])


def _ailing(line: AilingLine) -> Component:
    return html.Li([html.B(line.label), " ", line.state_text, " · ", line.told_text])


def _aside(screen: AdminScreen) -> Component:
    text, there = screen.all_shown
    content = (
        [html.P(screen.aside_empty, className="quiet")]
        if screen.aside_empty
        else [_table(screen.aside_heads, [_aside_row(each) for each in screen.aside], screen.aside_title)]
    )
    return html.Section(
        [
            heading(screen.aside_title, link(text, there)),
            *paragraphs([screen.aside_lead], "quiet"),
            *content,
        ],
        className="source",
    )


def _aside_row(line: AsideLine) -> Component:
    cells = (line.table_label, line.kind, line.reason, line.count_text, line.examples)
    return html.Tr([html.Th(line.source_label, scope="row"), *map(html.Td, cells)])


def _table(heads: Sequence[str], rows: Sequence[Component], name: str) -> Component:
    """A table that scrolls by itself where the window is narrow; its place can be reached by keyboard."""
    head = html.Thead(html.Tr([html.Th(text, scope="col") for text in heads]))
    table = html.Table([head, html.Tbody(list(rows))], className="feeds")
    return html.Div(table, className="feeds-scroll", tabIndex=0, role="region", **named(name))
