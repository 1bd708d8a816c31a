"""재난: warnings in force, the feed of messages, how many of what kind in which month, fire and rescue."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.domain.words import Words
from dashboard.screens.city_disaster import DisasterBody, WarningLine
from dashboard.screens.city_messages import MessageLine
from layouts import ids
from layouts.city_parts import curve, figure, level
from layouts.pane import Pane
from layouts.parts import explain, heading, named
from layouts.theme import Look


def disaster(body: DisasterBody, words: Words, look: Look) -> list[Component]:
    return [
        html.Div(
            [
                html.Section(
                    [
                        Pane(ids.pane("city-warnings"), _warnings(body)),
                        html.Div(curve(body.curve, words, look, "city-chart low"), className="city-part"),
                        Pane(ids.pane("city-rescue"), _rescue(body)),
                    ]
                ),
                html.Section(Pane(ids.pane("city-feed"), _feed(body))),
            ],
            className="city-pair even",
        ),
        Pane(ids.pane("city-counts"), _table(body)),
    ]


def _warnings(body: DisasterBody) -> Component:
    empty = [html.P(body.warnings_empty, className="quiet say")] if body.warnings_empty else []
    return html.Div(
        [
            heading([body.warnings_title, explain(body.warnings_explain)]),
            html.Ul([_warning(line) for line in body.warnings], className="city-warnings"),
            *empty,
            *[html.P(note, className="city-note") for note in body.warnings_notes],
        ]
    )


def _warning(line: WarningLine) -> Component:
    times = " ".join(text for text in (line.since_text, line.until_text) if text)
    return html.Li(
        [
            html.B(level(line.level, line.title)),
            html.Span(line.place, className="name"),
            html.Span(times, className="when"),
        ],
        key=line.key,
    )


def _feed(body: DisasterBody) -> Component:
    empty = [html.P(body.feed_empty, className="quiet say")] if body.feed_empty else []
    rolls: Any = {"tabIndex": 0, **named(body.feed_title)}
    note = [html.P(body.feed_note, className="city-note")] if body.feed_note else []
    return html.Div(
        [
            heading([body.feed_title, explain(body.feed_explain)], body.feed_aside),
            html.Ol([_message(line) for line in body.feed], className="city-feed", **rolls),
            *empty,
            *note,
        ]
    )


def _message(line: MessageLine) -> Component:
    return html.Li(
        [
            html.P(
                [
                    html.B(line.subject),
                    level(line.level, line.severity),
                    html.Span(line.place, className="name"),
                    html.Span(line.time_text, className="when"),
                ],
                className="city-message",
            ),
            html.P(line.text),
        ],
        key=line.key,
    )


def _table(body: DisasterBody) -> Component:
    if not body.table.rows:
        return html.Div()
    heads = html.Thead(html.Tr([html.Th(head, scope="col") for head in body.table.heads]))
    rows = [
        html.Tr(
            [
                html.Th(html.Span(name, className="name", title=name), scope="row"),
                *[html.Td(text) for text in texts],
            ],
            key=name,
        )
        for name, texts in body.table.rows
    ]
    return html.Div(
        [
            heading(body.table_title),
            html.Table([heads, html.Tbody(rows)], className="city-table months"),
        ],
        className="city-part",
    )


def _rescue(body: DisasterBody) -> Component:
    figures = (
        [html.Div([figure(each) for each in body.rescue], className="city-figures small")]
        if body.rescue
        else []
    )
    empty = [html.P(body.rescue_empty, className="quiet say")] if body.rescue_empty else []
    return html.Div([heading(body.rescue_title), *figures, *empty], className="city-part")
