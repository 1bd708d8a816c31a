"""The S-curve of a project with the names of its lines, and what each of them rests on."""

from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from dashboard.domain.words import Words
from dashboard.screens.curve import CurveLine, ProgressCurve
from dashboard.screens.told import of_progress
from layouts import ids
from layouts.apart import apart
from layouts.figures.curve import curve_figure
from layouts.pane import Pane
from layouts.parts import explain, heading, paragraphs
from layouts.theme import Look
from layouts.told import chart, values


@apart
def section(curve: ProgressCurve, words: Words, look: Look) -> list[Component]:
    """The curve and its key; without any point a sentence."""
    notes = paragraphs(curve.notes, "quiet lines")
    if curve.empty_text:
        title = heading([curve.title, explain(curve.explain)], f"{curve.name} %")
        body = html.Div([title, html.P(curve.empty_text, className="quiet say"), *notes])
        return [Pane(ids.pane("curve"), body)]
    return [
        Pane(ids.pane("curve"), _title(curve, words)),
        chart("curve", curve_figure(curve, look), "curve-chart"),
        Pane(ids.pane("curve-key"), html.Div([_key(curve), *notes])),
    ]


def _title(curve: ProgressCurve, words: Words) -> Component:
    told = of_progress(curve.title, [*_entries(curve), *curve.money], words)
    return heading([curve.title, explain(curve.explain)], f"{curve.name} %", values("curve", told, words))


def _key(curve: ProgressCurve) -> Component:
    lines = [_entry(line) for line in (*_entries(curve), *curve.money)]
    return html.Ul(lines, className="key curve-key")


def _entries(curve: ProgressCurve) -> list[CurveLine]:
    """The lines of progress in the order in which they are drawn, each with its last value."""
    last = next((point.text for point in reversed(curve.reported) if point.share is not None), "")
    entries = [CurveLine("reported", curve.name, curve.reported, last)] if curve.reported else []
    entries += [CurveLine("planned", curve.planned_name, curve.planned)] if curve.planned else []
    return [*entries, *[replace(line, key="earlier") for line in curve.earlier]]


def _entry(line: CurveLine) -> Component:
    stroke = html.I(className=f"stroke l-{line.key}")
    values = [html.B(line.last_text), html.Small(line.base_text, className="nb")] if line.last_text else []
    return html.Li([stroke, line.name, *values], title=line.definition or None, className=f"of-{line.key}")
