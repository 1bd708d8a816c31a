"""A chart with what is read in its place: a sentence, and a table of its values that opens beside it."""

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.domain.words import Words
from dashboard.screens.told import Told
from layouts import ids
from layouts.parts import MENU, graph, named


def chart(name: str, figure: dict[str, Any], class_name: str, part: str | None = None) -> html.Div:
    """The only place of a graph. Its sentence and its table stand in a pane of the same page, under `name`.

    `part` is the name of a graph that is a part of it only, as an axis that stands apart.
    """
    told: Any = {"aria-labelledby": ids.sentence(name), "aria-details": ids.values(name)}
    return html.Div(graph(part or name, figure, "fills"), className=class_name, role="img", **told)


def said(name: str, sentence: str) -> Component:
    """The sentence of a chart whose table stands on the page: that has the id `ids.values(name)`."""
    return html.P(sentence, id=ids.sentence(name), className="vh")


def values(name: str, told: Told, words: Words) -> Component:
    """The sentence, and the button that opens the table, as small as an ⓘ and in the same way."""
    label = words.chart_table_of.format(title=told.title)
    sheet: Any = {"tabIndex": 0, "role": "region", **named(label)}
    table = html.Div(
        _table(told.heads, told.rows), id=ids.values(name), className="explanation values", **sheet
    )
    opener = html.Details(
        [html.Summary(words.chart_table, **named(label)), table], className="explain values", **MENU
    )
    return html.Span([html.Span(told.sentence, id=ids.sentence(name), className="vh"), opener])


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Component:
    head = html.Thead(html.Tr([html.Th(text, scope="col") for text in heads]))
    lines = [
        html.Tr([html.Th(first, scope="row"), *[html.Td(text) for text in rest]]) for first, *rest in rows
    ]
    return html.Table([head, html.Tbody(lines)])
