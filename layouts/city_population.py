"""인구: figures, the curve, districts, the pyramid that plays, births and deaths, moves."""

import json
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.domain.words import Words
from dashboard.screens.city_population import AgeTree, DistrictRow, FlowPair, PopulationBody
from dashboard.screens.told import of_ages
from layouts import ids
from layouts.city_parts import curve, figure, name_link
from layouts.figures.city_pyramid import frames, pyramid_figure
from layouts.pane import Pane
from layouts.parts import bar, current, explain, heading, hook, link, number
from layouts.theme import Look
from layouts.told import chart, values


def population(body: PopulationBody, words: Words, look: Look) -> list[Component]:
    top = html.Div(
        [
            html.Div([figure(each) for each in body.figures], className="city-figures"),
            html.P(body.two_text, className="city-note"),
        ]
    )
    return [
        Pane(ids.pane("city-figures"), top),
        html.Div(
            [
                html.Section(
                    [*curve(body.curve, words, look), Pane(ids.pane("city-districts"), _table(body))],
                ),
                html.Section(_tree(body.tree, words, look), className="city-ages"),
            ],
            className="city-pair",
        ),
        html.Div([_flow(pair, words, look) for pair in body.flows], className="city-pair even"),
    ]


def _table(body: PopulationBody) -> Component:
    heads = html.Thead(html.Tr([html.Th(head, scope="col") for head in body.heads]))
    return html.Div(
        [
            heading(body.table_title, body.table_note),
            html.Table([heads, html.Tbody([_row(row) for row in body.rows])], className="city-table"),
        ],
        className="city-part",
    )


def _row(row: DistrictRow) -> Component:
    cells = [
        html.Td([html.Small(change), " ", text]) for text, change in zip(row.texts, row.changes, strict=True)
    ]
    share = html.Td([bar(row.share, "city-share"), row.share_text], className="share")
    return html.Tr(
        [html.Th(name_link(row.name, row.href), scope="row"), *cells, share],
        key=row.key,
        className="on" if row.is_on else "",
        **current(row.is_on),
    )


def _tree(tree: AgeTree, words: Words, look: Look) -> list[Component]:
    if tree.empty_text:
        title = heading([tree.title, explain(tree.explain)])
        return [
            Pane(ids.pane("city-ages"), html.Div([title, html.P(tree.empty_text, className="quiet say")]))
        ]
    frame = tree.frames[tree.shown]
    behind = values("pyramid", of_ages(tree, words), words)
    months: Any = hook("city-frames", json.dumps(frames(tree), ensure_ascii=False))
    steps = [
        link(text, href, "city-step") for text, href in filter(None, (tree.before, tree.after, tree.newest))
    ]
    texts: Any = {"data-play": tree.play_text, "data-pause": tree.pause_text}
    play = [html.Button(tree.play_text, className="print", type="button", **hook("city-play"), **texts)]
    return [
        Pane(
            ids.pane("city-ages"),
            html.Div(
                [heading([tree.title, explain(tree.explain)], f"{frame.label} · {frame.total_text}", behind)]
            ),
        ),
        chart("pyramid", pyramid_figure(tree, look), "city-pyramid"),
        Pane(
            ids.pane("city-play"),
            html.Div(
                [
                    html.P(tree.note, className="city-note"),
                    html.Div(
                        [*(play if len(tree.frames) > 1 else []), *steps], className="city-steps", **months
                    ),
                ]
            ),
        ),
    ]


def _flow(pair: FlowPair, words: Words, look: Look) -> Component:
    figures = html.Div(
        [
            *[figure(each) for each in pair.figures],
            html.Div(
                [
                    html.P(
                        [pair.balance_name, explain(pair.balance_explain)],
                        className="label",
                    ),
                    html.P(number(pair.balance_text), className="value"),
                    html.P(pair.balance_definition, className="partner"),
                    *([html.P(pair.balance_at, className="at")] if pair.balance_at else []),
                ],
                className="city-figure balance",
            ),
        ],
        className="city-figures small",
    )
    name = pair.curve.name
    return html.Section(
        [
            Pane(ids.pane(f"{name}-figures"), html.Div([heading(pair.title), figures])),
            *curve(pair.curve, words, look, "city-chart low"),
        ]
    )
