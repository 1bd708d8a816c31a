"""교통: speed and congestion, the day against the same weekdays, roads, incidents, accidents, buses, parking."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.domain.words import Words
from dashboard.screens.city_incidents import IncidentLine, IncidentList
from dashboard.screens.city_stands import StandList, StandRow
from dashboard.screens.city_traffic import RoadRow, TrafficBody
from layouts import ids
from layouts.city_parts import curve, figure, name_link
from layouts.pane import Pane
from layouts.parts import bar, current, explain, heading, named
from layouts.theme import Look


def traffic(body: TrafficBody, words: Words, look: Look) -> list[Component]:
    accidents = curve(body.accidents, words, look, "city-chart low") if body.accidents else []
    return [
        Pane(
            ids.pane("city-figures"),
            html.Div([figure(each) for each in body.figures], className="city-figures"),
        ),
        html.Div(
            [
                html.Section([*curve(body.curve, words, look), Pane(ids.pane("city-roads"), _roads(body))]),
                html.Section(
                    [
                        Pane(ids.pane("city-incidents"), _incidents(body.incidents)),
                        Pane(ids.pane("city-other"), _other(body)),
                        html.Div(accidents, className="city-part"),
                    ]
                ),
            ],
            className="city-pair",
        ),
        Pane(
            ids.pane("city-stands"),
            html.Div([_stands(each) for each in body.stands], className="city-pair even"),
        ),
    ]


def _roads(body: TrafficBody) -> Component:
    heads = html.Thead(html.Tr([html.Th(head, scope="col") for head in body.heads]))
    table = html.Table([heads, html.Tbody([_row(row) for row in body.rows])], className="city-table roads")
    note = [html.P(body.roads_note, className="city-note")] if body.roads_note else []
    rolls: Any = {"tabIndex": 0, **named(body.roads_title)}
    scroll = html.Div(table, className="city-scroll long", role="region", **rolls)
    empty = html.P(body.roads_empty, className="quiet say") if body.roads_empty else scroll
    return html.Div([heading(body.roads_title), empty, *note], className="city-part")


def _row(row: RoadRow) -> Component:
    return html.Tr(
        [
            html.Th(name_link(row.name, row.href), scope="row"),
            html.Td(row.place, className="place"),
            html.Td([bar(row.share, "city-share"), row.speed_text], className="share"),
            html.Td(row.congested_text),
            html.Td(row.length_text),
            html.Td(row.at_text, className="at old" if row.is_old else "at"),
        ],
        key=row.key,
        className="on" if row.is_on else "",
        **current(row.is_on),
    )


def _incidents(given: IncidentList) -> Component:
    empty = [html.P(given.empty, className="quiet say")] if given.empty else []
    rolls: Any = {"tabIndex": 0, **named(given.title)}
    lines = html.Ol([_incident(line) for line in given.lines], className="city-feed", **rolls)
    notes = [html.P(note, className="city-note") for note in given.notes]
    title = heading([given.title, explain(given.explain)], given.aside)
    return html.Div([title, *([lines] if given.lines else []), *empty, *notes])


def _incident(line: IncidentLine) -> Component:
    return html.Li(
        [
            html.P(
                [
                    html.B(line.kind),
                    html.Span(" · ".join(text for text in (line.road, line.place) if text), className="name"),
                    html.Span(line.time_text, className="when"),
                ],
                className="city-message",
            ),
            html.P(line.text),
        ],
        key=line.key,
    )


def _stands(given: StandList) -> Component:
    heads = [html.Thead(html.Tr([html.Th(head, scope="col") for head in given.heads]))] if given.heads else []
    table = html.Table(
        [*heads, html.Tbody([_stand(row) for row in given.rows])], className="city-table roads"
    )
    rolls: Any = {"tabIndex": 0, **named(given.title)}
    note = [html.P(given.note, className="city-note")] if given.note else []
    return html.Div(
        [
            heading([given.title, explain(given.explain)], given.aside),
            html.Div(table, className="city-scroll", role="region", **rolls),
            *note,
        ],
        className="city-part",
        key=given.title,
    )


def _stand(row: StandRow) -> Component:
    place = [html.Td(row.place, className="place")] if row.place else []
    total = [html.Td(row.total_text)] if row.total_text else []
    at = [html.Td(row.at_text, className="at old" if row.is_old else "at")]
    return html.Tr(
        [
            html.Th(name_link(row.name, ""), scope="row"),
            *place,
            html.Td([bar(row.share, "city-share"), row.value_text], className="share"),
            *total,
            *at,
        ],
        key=row.key,
    )


def _other(body: TrafficBody) -> Component:
    figures = html.Div([figure(each) for each in body.other], className="city-figures small")
    empty = html.P(body.other_empty, className="quiet say") if body.other_empty else figures
    return html.Div([heading(body.other_title), empty], className="city-part")
