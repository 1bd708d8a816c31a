"""지도: the schematic beside its table, and the projects of what one looks at."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from dash import html
from dash.development.base_component import Component

import layouts.filters
from dashboard.screens.map import MapScreen, RegionRow
from dashboard.screens.map_drawn import Schematic
from dashboard.screens.map_list import ProjectLine, RegionList
from dashboard.screens.told import sentence
from layouts import ids
from layouts.apart import apart
from layouts.figures.map import ground, map_figure
from layouts.pane import Pane
from layouts.parts import (
    HIDDEN,
    current,
    explain,
    glyph,
    heading,
    link,
    named,
    sources_line,
    status_mark,
)
from layouts.theme import Look
from layouts.told import chart, said

Heads = Sequence[tuple[str, tuple[str, ...]]]


def build(screen: MapScreen, look: Look) -> Component:
    """The map is a graph, everything else is panes; a city without a schematic has the table alone."""
    drawn = screen.schematic
    side = html.Div(Pane(ids.pane("map-side"), _side(screen)), className="map-side")
    body = [_drawn(drawn, look), side] if drawn else [side]
    return html.Div(
        [
            Pane(ids.pane("map-head"), _head(screen)),
            html.Div(body, className="map-body" if drawn else "map-body alone"),
            Pane(
                ids.pane("map-foot"),
                sources_line([screen.source_text, screen.as_of_text], screen.definitions),
            ),
        ],
        className="screen city-map",
    )


@apart
def _head(screen: MapScreen) -> Component:
    shows = [html.Li(link(each.label, each.href), **current(each.is_on)) for each in screen.shows]
    said = [html.P(text, className="map-said", role="status") for text in _sentences(screen)]
    return html.Div(
        [
            html.H1(screen.title, className="vh"),
            layouts.filters.build(screen.filters),
            html.Div(
                [
                    html.Span(screen.show_label, className="quiet"),
                    html.Ul(shows, className="scopes", **named(screen.show_label)),
                    *_legend(screen.schematic),
                ],
                className="map-line",
            ),
            *said,
        ]
    )


def _sentences(screen: MapScreen) -> list[str]:
    return [text for text in (screen.no_map_text, screen.empty_text) if text]


@apart
def _legend(drawn: Schematic | None) -> list[Component]:
    if drawn is None:
        return []
    items = [html.Li([_swatch(drawn, step), text]) for step, text in drawn.steps]
    dots = ((drawn.dots_text, "dot"), (drawn.dots_past_text, "dot late"))
    items += [html.Li([html.I(className=name, **HIDDEN), text]) for text, name in dots if text]
    return [html.Ul(items, className="key")]


def _swatch(drawn: Schematic, step: int) -> Component:
    return html.I(className=f"swatch g-{ground(drawn.show, step)}", **HIDDEN)


@apart
def _drawn(drawn: Schematic, look: Look) -> Component:
    regions = ", ".join(f"{shape.name} {shape.value_text}" for shape in drawn.shapes)
    notes = html.Ul([html.Li(note) for note in drawn.notes], className="map-notes")
    under = html.Div([said("map", sentence(drawn.title, regions)), notes])
    return html.Section(
        [chart("map", map_figure(drawn, look), "map-chart"), Pane(ids.pane("map-notes"), under)],
        className="map-drawn",
        **named(drawn.title),
    )


def _side(screen: MapScreen) -> Component:
    return html.Div(
        [
            _regions(screen),
            _notes(screen),
            _list(screen.listing),
        ]
    )


@apart
def _notes(screen: MapScreen) -> Component:
    return html.Ul([html.Li(note) for note in screen.notes], className="map-notes")


@apart
def _regions(screen: MapScreen) -> Component:
    return html.Table(
        [
            _table_head(screen.heads),
            html.Tbody([_row(row, screen.schematic) for row in screen.rows]),
            _total(screen.total),
        ],
        className="map-table",
        id=ids.values("map"),
    )


def _table_head(heads: Heads) -> Component:
    return html.Thead(html.Tr([_column(name, texts) for name, texts in heads]))


def _column(name: str, texts: Sequence[str]) -> Component:
    return html.Th([name, *([explain(texts)] if texts else [])], scope="col")


def _row_of_error(text: str, **more: Any) -> Component:
    return html.Tr(html.Td(text, colSpan=6, **more))


@partial(apart, as_=_row_of_error)
def _row(row: RegionRow, drawn: Schematic | None) -> Component:
    swatch = [_swatch(drawn, row.step)] if drawn and row.step is not None else []
    name = link([*swatch, html.Span(row.name, className="name")], row.href or "", title=row.name)
    return html.Tr(
        [html.Th(name, scope="row"), *_figures(row)],
        key=row.key,
        className="on" if row.is_on else "",
        **current(row.is_on),
    )


@partial(apart, as_=lambda text, **more: html.Tfoot(_row_of_error(text, **more)))
def _total(row: RegionRow) -> Component:
    return html.Tfoot(html.Tr([html.Th(row.name, scope="row"), *_figures(row)]))


def _figures(row: RegionRow) -> list[Component]:
    late = "late-text" if row.is_past else "quiet"
    return [
        html.Td(row.count_text),
        html.Td([html.Small(row.money_note, className="quiet"), row.money_text]),
        html.Td(row.past_text, className=late),
        html.Td(row.worst_text, className=late),
    ]


# ---- the projects ----


@apart
def _list(found: RegionList) -> Component:
    ways = [html.Li(link(each.label, each.href), **current(each.is_on)) for each in found.ways]
    clear = [html.Li(link(found.clear.label, found.clear.href))] if found.clear else []
    empty = [html.P(found.empty_text, className="quiet")] if found.empty_text else []
    more = [html.P(link(found.more.label, found.more.href), className="map-more")] if found.more else []
    table = html.Table(
        [_table_head(found.heads), html.Tbody([_line(line) for line in found.lines])], className="map-list"
    )
    return html.Section(
        [
            heading(found.title, found.order_text),
            *([html.Ul([*ways, *clear], className="map-ways")] if ways or clear else []),
            *empty,
            *([table] if found.lines else []),
            *more,
        ],
        className="map-projects",
    )


@partial(apart, as_=_row_of_error)
def _line(line: ProjectLine) -> Component:
    late = [glyph("late")] if line.past_text else []
    name = link(html.Span(line.label, className="name"), line.href, title=line.full_name)
    return html.Tr(
        [
            html.Td(status_mark(line.status, line.status_word)),
            html.Th(name, scope="row"),
            html.Td(html.Span(line.place_text, className="name"), className="place", title=line.place_text),
            html.Td(
                [*late, line.days_text], className="late-text" if late else "quiet", title=line.past_text
            ),
            html.Td(line.progress_text),
            html.Td(line.money_text),
        ],
        key=line.project_id,
    )
