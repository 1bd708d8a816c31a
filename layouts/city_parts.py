"""Parts that the city's screens share: a figure with its changes, a curve, sources, lists, grades."""

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.domain.runs import Freshness
from dashboard.domain.words import Words
from dashboard.screens.city_curves import CityCurve
from dashboard.screens.city_figures import ChangeLine, Figure
from dashboard.screens.city_sources import SourceLine
from dashboard.screens.city_texts import GradeMark
from dashboard.screens.told import of_city_curve
from layouts import ids
from layouts.figures.city_curve import city_curve_figure
from layouts.pane import Pane
from layouts.parts import HIDDEN, explain, heading, link, number
from layouts.theme import Look
from layouts.told import chart, values

STATES = {
    Freshness.FRESH: "fresh",
    Freshness.LATE: "late",
    Freshness.CLOCK: "clock",
    Freshness.STALE: "stale",
    Freshness.NEVER: "never",
}


def grade(mark: GradeMark | None) -> list[Component]:
    """An official grade: its colour and always its word."""
    if mark is None:
        return []
    return [html.Span([html.I(className=f"aq aq{mark.number}", **HIDDEN), mark.word], className="city-grade")]


def level(number: int, word: str) -> Component:
    """An official step of a warning or a message: a shape in its colour, and the word."""
    return html.Span([html.I(className=f"aq aq{number}", **HIDDEN), word], className="city-grade")


def value(figure: Figure, class_name: str = "value") -> Component:
    """The figure with its unit in small, and its grade."""
    missing = " none" if figure.value is None else ""
    old = " old" if figure.is_old else ""
    return html.P([*number(figure.value_text), *grade(figure.grade)], className=f"{class_name}{missing}{old}")


def figure(each: Figure) -> Component:
    """A figure with everything beside it: what it is out of, when it is of, how it changed."""
    return html.Div(
        [
            html.P([each.name, explain(each.explain)], className="label"),
            value(each),
            *under(each),
        ],
        className="city-figure",
        key=each.key,
    )


def under(each: Figure) -> list[Component]:
    """The lines under a figure."""
    target = [html.P(each.target_text, className="partner")] if each.target_text else []
    at = html.P(each.at_text, className="at old" if each.is_old else "at")
    partner = [html.P(each.partner_text, className="partner")] if each.partner_text else []
    return [*partner, *target, *([at] if each.at_text else []), *_changes(each.changes)]


def _changes(lines: Sequence[ChangeLine]) -> list[Component]:
    if not lines:
        return []
    rows = [
        html.Tr(
            [
                html.Th([line.label, " ", html.Span(line.time_text, className="time")], scope="row"),
                html.Td(line.before_text),
                html.Td(line.delta_text, className=f"delta {line.tone}".strip()),
            ]
            if line.delta_text
            else [html.Th(line.label, scope="row", colSpan=3)],
            title=line.title,
            key=line.key,
        )
        for line in lines
    ]
    return [html.Table(html.Tbody(rows), className="city-changes")]


def sources(lines: Sequence[SourceLine], none_text: str) -> Component:
    """The sources of a panel, each with its state; a sentence where none is connected."""
    if not lines:
        return html.P(none_text, className="city-source none")
    return html.Ul([_source(line) for line in lines], className="city-sources")


def _source(line: SourceLine) -> Component:
    problem = [html.Span(line.problem, className="problem-text")] if line.problem else []
    state = "late" if line.problem and line.freshness is Freshness.FRESH else STATES[line.freshness]
    notes = [html.Span(note, className="nb") for note in line.notes]
    return html.Li(
        [
            html.Span(line.state_text, className=f"city-state {state}"),
            html.Span(line.name, className="name", title=line.title or line.name),
            html.Span(line.received_text, className="nb"),
            *notes,
            *problem,
        ],
        key=line.name,
    )


def curve(drawn: CityCurve, words: Words, look: Look, class_name: str = "city-chart") -> list[Component]:
    """A heading, the curve, its key and notes; a sentence where there is nothing to draw."""
    if drawn.empty_text:
        title = heading([drawn.title, explain(drawn.explain)], drawn.aside)
        body = html.Div([title, html.P(drawn.empty_text, className="quiet say")])
        return [Pane(ids.pane(f"{drawn.name}-head"), body)]
    notes = [html.P(note, className="city-note") for note in drawn.notes]
    behind = values(drawn.name, of_city_curve(drawn, words), words)
    title = heading([drawn.title, explain(drawn.explain)], drawn.aside, behind)
    return [
        Pane(ids.pane(f"{drawn.name}-head"), title),
        chart(drawn.name, city_curve_figure(drawn, look), class_name),
        Pane(ids.pane(f"{drawn.name}-key"), html.Div([*_key(drawn), *notes])),
    ]


def spark(drawn: CityCurve, look: Look) -> Component:
    """The small curve of a panel, with the first and the last time under it."""
    if drawn.empty_text:
        return html.Div(html.P(drawn.empty_text, className="quiet"), className="city-spark empty")
    return chart(drawn.name, city_curve_figure(drawn, look), "city-spark")


def _key(drawn: CityCurve) -> list[Component]:
    """What each line is, where there are several, and the target: on the chart its words would lie on the curve."""
    lines = drawn.lines if len(drawn.lines) > 1 else ()
    items = [
        html.Li(
            [html.I(className=f"city-stroke {line.role}", **HIDDEN), line.name, html.B(line.last_text)],
            key=line.key,
        )
        for line in lines
    ]
    if drawn.goal and drawn.lines:
        items.append(html.Li([html.I(className="city-stroke goal", **HIDDEN), drawn.goal.text], key="goal"))
    return [html.Ul(items, className="key city-key")] if items else []


def name_link(text: str, href: str) -> Any:
    """A name that leads somewhere, or just the name."""
    return (
        link(html.Span(text, className="name"), href, title=text)
        if href
        else html.Span(text, className="name", title=text)
    )
