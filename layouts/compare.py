"""Projects side by side: their table, their procedures on one time axis, their progress in one curve."""

from collections.abc import Sequence
from dataclasses import replace

from dash import html
from dash.development.base_component import Component

import layouts.filters
from dashboard.domain.words import Words
from dashboard.screens.compare import (
    CompareCell,
    CompareCurve,
    Compared,
    ComparedGantt,
    CompareGroup,
    CompareRow,
    CompareScreen,
    Offer,
    Offers,
)
from dashboard.screens.told import of_progress
from layouts import ids
from layouts.apart import apart
from layouts.figures.curve import compared_figure
from layouts.pane import Pane
from layouts.parts import explain, glyph, heading, link, paragraphs, sources_line, status_glyph
from layouts.project_procedures import chart, gantt_key, told
from layouts.theme import Look
from layouts.told import chart as told_chart
from layouts.told import values


def build(screen: CompareScreen, words: Words, look: Look) -> Component:
    """The frame and the ways to add stay, however few projects there are."""
    compared = [*_charts(screen, words, look)] if screen.projects else []
    return html.Div(
        [
            Pane(ids.pane("compare-head"), _head(screen)),
            *compared,
            Pane(ids.pane("compare-offers"), _offers(screen)),
            Pane(ids.pane("foot"), sources_line([screen.source_text, screen.as_of_text], ())),
        ],
        className="screen compare",
    )


@apart
def _head(screen: CompareScreen) -> Component:
    title = html.Div(
        [html.H1(screen.title), html.P(screen.lead, className="quiet")], className="compare-title"
    )
    said = [html.P(each, className="compare-said", role="status") for each in screen.messages]
    return html.Div([title, *said, *([_table(screen)] if screen.projects else [])])


@apart
def _table(screen: CompareScreen) -> Component:
    heads = [html.Th(_column(each, place), scope="col") for place, each in enumerate(screen.projects)]
    head = html.Thead(html.Tr([html.Th(screen.item_text, scope="col"), *heads]))
    bodies = [_group(group, len(screen.projects)) for group in screen.groups]
    table = html.Table([head, *bodies], className=f"compare-table of-{len(screen.projects)}")
    return html.Div(table, className="compare-scroll")


def _column(each: Compared, place: int) -> list[Component]:
    """The project with the stroke of its line in the curve."""
    return [
        html.I(className=f"stroke c-{place}"),
        link([html.Span(each.number_text, className="quiet"), " ", each.name], each.href, "name", each.name),
        link(each.remove_text, each.remove_href, "way", each.remove_title),
    ]


def _group(group: CompareGroup, count: int) -> Component:
    title = html.Tr(html.Th(group.title, colSpan=count + 1, scope="rowgroup"), className="group")
    return html.Tbody([title, *[_row(row) for row in group.rows]])


def _row(row: CompareRow) -> Component:
    meaning = [explain(row.explain)] if row.explain else []
    label = html.Th([row.label, *meaning], scope="row")
    return html.Tr([label, *[_cell(cell) for cell in row.cells]], key=row.label)


def _cell(cell: CompareCell) -> Component:
    marks = [status_glyph(cell.status)] if cell.has_status else [glyph("late")] if cell.is_late else []
    text = html.B(cell.text, className="late-text") if cell.is_late else cell.text
    note = [html.Small(cell.note)] if cell.note else []
    return html.Td(
        [html.Span([*marks, " ", text] if marks else text), *note],
        className="quiet" if cell.is_missing else None,
    )


# ---- charts ----


def _charts(screen: CompareScreen, words: Words, look: Look) -> list[Component]:
    curve = [html.Section(_curve(screen.curve, words, look))] if screen.curve else []
    return [html.Section(_gantts(screen.gantts_title, screen.gantts, words, look)), *curve]


@apart
def _gantts(title: str, gantts: Sequence[ComparedGantt], words: Words, look: Look) -> list[Component]:
    head = html.Div([heading(title), gantt_key(words)], className="with-key")
    parts: list[Component] = [Pane(ids.pane("compare-gantts"), head)]
    for place, each in enumerate(gantts):
        parts += _gantt(place, each, words, look)
    return parts


@apart
def _gantt(place: int, each: ComparedGantt, words: Words, look: Look) -> list[Component]:
    behind = [] if each.gantt.empty_text else [_behind(place, each, words)]
    stroke = html.I(className=f"stroke c-{place}")
    name = heading([stroke, each.name], each.gantt.next_text, *behind, level=3)
    empty = paragraphs([each.gantt.empty_text or ""], "quiet lines")
    head = Pane(ids.pane(f"compare-gantt-{place}"), html.Div([name, *empty]))
    if each.gantt.empty_text:
        return [head]
    return [head, html.Div(chart(f"compared-{place}", each.gantt, words, look), key=each.project_id)]


def _behind(place: int, each: ComparedGantt, words: Words) -> Component:
    title = f"{each.name} {each.gantt.title}"
    return told(f"compared-{place}", replace(each.gantt, title=title), words)


@apart
def _curve(curve: CompareCurve, words: Words, look: Look) -> list[Component]:
    if curve.empty_text:
        title = heading([curve.title, explain(curve.explain)])
        empty = html.P(curve.empty_text, className="quiet lines")
        return [Pane(ids.pane("compare-curve"), html.Div([title, empty]))]
    strokes = [
        html.Li([html.I(className=f"stroke c-{place}"), line.name, " ", html.B(line.last_text)])
        for place, line in enumerate(curve.lines)
    ]
    behind = values("compared", of_progress(curve.title, curve.lines, words), words)
    title = heading([curve.title, explain(curve.explain)], behind)
    return [
        Pane(ids.pane("compare-curve"), html.Div([title, html.Ul(strokes, className="key")])),
        told_chart("compared", compared_figure(curve, look), "compare-curve"),
    ]


# ---- adding ----


@apart
def _offers(screen: CompareScreen) -> Component:
    offers: Offers = screen.offers
    if offers.full_text:
        return html.Section([heading(offers.title), html.P(offers.full_text, className="quiet lines")])
    related = []
    if offers.related:
        near = html.Ul([_offer(each) for each in offers.related], className="lines offers")
        related = [heading(offers.related_title, level=3), near]
    every = html.Details(
        [
            html.Summary(offers.all_title),
            layouts.filters.build(screen.filters),
            html.Ul([_offer(each) for each in offers.all], className="lines offers"),
            *paragraphs([offers.more_text or ""], "quiet lines"),
        ],
        open=not screen.projects,
    )
    return html.Section([heading(offers.title), *related, every], className="compare-offers")


def _offer(each: Offer) -> Component:
    reason = html.Span(each.reason, className="quiet") if each.reason else ""
    return html.Li([link(each.text, each.href), " ", reason])
