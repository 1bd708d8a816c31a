"""The S-curve of a project with the names of its lines, and what each of them rests on."""

from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from dashboard.screens.curve import CurveLine, ProgressCurve
from layouts import ids
from layouts.apart import apart
from layouts.figures.curve import curve_figure
from layouts.pane import Pane
from layouts.parts import explain, graph, heading, paragraphs
from layouts.theme import Look


@apart
def section(curve: ProgressCurve, look: Look) -> list[Component]:
    """The curve and its key; without any point a sentence."""
    title = heading([curve.title, explain(curve.explain)], f"{curve.name} %")
    notes = paragraphs(curve.notes, "quiet lines")
    if curve.empty_text:
        body = html.Div([title, html.P(curve.empty_text, className="quiet say"), *notes])
        return [Pane(ids.pane("curve"), body)]
    return [
        Pane(ids.pane("curve"), title),
        html.Div(graph("curve", curve_figure(curve, look), "fills"), className="curve-chart"),
        Pane(ids.pane("curve-key"), html.Div([_key(curve), *notes])),
    ]


def _key(curve: ProgressCurve) -> Component:
    """The lines in the order in which they are drawn, each with its last value."""
    last = next((point.text for point in reversed(curve.reported) if point.share is not None), "")
    entries = [CurveLine("reported", curve.name, curve.reported, last)] if curve.reported else []
    entries += [CurveLine("planned", curve.planned_name, curve.planned)] if curve.planned else []
    entries += [replace(line, key="earlier") for line in curve.earlier]
    lines = [_entry(line) for line in (*entries, *curve.money)]
    return html.Ul(lines, className="key curve-key")


def _entry(line: CurveLine) -> Component:
    stroke = html.I(className=f"stroke l-{line.key}")
    values = [html.B(line.last_text), html.Small(line.base_text, className="nb")] if line.last_text else []
    return html.Li([stroke, line.name, *values], title=line.definition or None, className=f"of-{line.key}")
