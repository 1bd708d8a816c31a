"""A page with one sentence: no such address, no such project, no data yet."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.pane import Pane
from layouts.parts import link


def build(title: str, text: str, way: tuple[str, str] | None = None) -> Component:
    """`way` is the label and the address of the way out."""
    out = [link(way[0], way[1])] if way else []
    tree = html.Div([html.Div([html.H1(title), html.P(text), *out], className="blank")], className="screen")
    return Pane(ids.pane("blank"), tree)
