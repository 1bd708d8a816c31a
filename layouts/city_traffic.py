"""교통: speed and congestion, the day against the same weekdays, roads, accidents, buses, bicycles, parking."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.screens.city_traffic import RoadRow, TrafficBody
from layouts import ids
from layouts.city_parts import curve, figure, name_link
from layouts.pane import Pane
from layouts.parts import bar, current, heading, named
from layouts.theme import Look


def traffic(body: TrafficBody, look: Look) -> list[Component]:
    accidents = curve(body.accidents, look, "city-chart low") if body.accidents else []
    return [
        Pane(
            ids.pane("city-figures"),
            html.Div([figure(each) for each in body.figures], className="city-figures"),
        ),
        html.Div(
            [
                html.Section([*curve(body.curve, look), Pane(ids.pane("city-roads"), _roads(body))]),
                html.Section(
                    [Pane(ids.pane("city-other"), _other(body)), html.Div(accidents, className="city-part")]
                ),
            ],
            className="city-pair",
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


def _other(body: TrafficBody) -> Component:
    figures = html.Div([figure(each) for each in body.other], className="city-figures small")
    empty = html.P(body.other_empty, className="quiet say") if body.other_empty else figures
    return html.Div([heading(body.other_title), empty])
