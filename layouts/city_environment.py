"""환경: the air by pollutant and by station with official grades, forecasts as said, weather now and next."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.domain.words import Words
from dashboard.screens.city_environment import AirCell, EnvironmentBody, StationRow
from layouts import ids
from layouts.city_parts import curve, figure, name_link
from layouts.pane import Pane
from layouts.parts import HIDDEN, current, explain, heading, link, named
from layouts.theme import Look


def environment(body: EnvironmentBody, words: Words, look: Look) -> list[Component]:
    return [
        Pane(
            ids.pane("city-figures"),
            html.Div(
                [
                    html.Div([figure(each) for each in body.figures], className="city-figures air"),
                    html.P(body.at_text, className="city-note"),
                ]
            ),
        ),
        html.Div(
            [
                html.Section(
                    [*curve(body.curve, words, look), Pane(ids.pane("city-stations"), _stations(body))]
                ),
                html.Section(Pane(ids.pane("city-weather"), _side(body)), className="city-weather"),
            ],
            className="city-pair wide",
        ),
    ]


def _stations(body: EnvironmentBody) -> Component:
    station, place, at = body.place_heads
    columns = [html.Th(link(name, href), scope="col", **current(is_on)) for name, href, is_on in body.heads]
    heads = html.Thead(
        html.Tr(
            [html.Th(station, scope="col"), html.Th(place, scope="col"), *columns, html.Th(at, scope="col")]
        )
    )
    table = html.Table([heads, html.Tbody([_row(row) for row in body.rows])], className="city-table air")
    empty = [html.P(body.stations_empty, className="quiet say")] if body.stations_empty else [table]
    return html.Div(
        [
            heading(body.stations_title),
            *empty,
            *[html.P(note, className="city-note") for note in body.stations_notes],
        ],
        className="city-part",
    )


def _row(row: StationRow) -> Component:
    return html.Tr(
        [
            html.Th(name_link(row.name, row.href), scope="row"),
            html.Td(row.place, className="place"),
            *[_cell(cell) for cell in row.cells],
            html.Td(row.at_text, className="at old" if row.is_old else "at"),
        ],
        key=row.key,
        className="on" if row.is_on else "",
        **current(row.is_on),
    )


def _cell(cell: AirCell) -> Component:
    mark = [html.I(className=f"aq aq{cell.grade.number}", **HIDDEN)] if cell.grade else []
    said = [html.Span(cell.grade.word, className="vh")] if cell.grade else []
    return html.Td([*mark, cell.text, *said], className="old" if cell.is_old else "", title=cell.title)


def _side(body: EnvironmentBody) -> Component:
    forecasts = [
        html.Li(
            [html.P([html.B(each.title), html.Span(each.time_text, className="when")]), html.P(each.text)],
            key=each.key,
        )
        for each in body.forecasts
    ]
    empty = [html.P(body.forecast_empty, className="quiet say")] if body.forecast_empty else []
    return html.Div(
        [
            heading(body.forecast_title),
            html.Ul(forecasts, className="city-texts"),
            *empty,
            html.Div(_weather(body), className="city-part"),
        ]
    )


def _weather(body: EnvironmentBody) -> list[Component]:
    title = heading([body.weather_title, explain(body.weather_explain)], body.weather_text)
    if body.weather_empty:
        return [title, html.P(body.weather_empty, className="quiet say")]
    figures = html.Div([figure(each) for each in body.weather_now], className="city-figures small weather")
    heads = html.Thead(html.Tr([html.Th(head, scope="col") for head in body.hour_heads]))
    rows = [
        html.Tr(
            [html.Th(hour.texts[0], scope="row"), *[html.Td(text) for text in hour.texts[1:]]],
            key=hour.key,
            className="wet" if hour.is_wet else "",
        )
        for hour in body.hours
    ]
    rolls: Any = {"tabIndex": 0, **named(body.next_title)}
    table = html.Table([heads, html.Tbody(rows)], className="city-table hours")
    following = (
        [heading(body.next_title, level=3), html.Div(table, className="city-scroll", role="region", **rolls)]
        if rows
        else []
    )
    return [title, figures, *following]
