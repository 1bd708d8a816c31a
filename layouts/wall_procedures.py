"""④ 추진 절차 on a wall."""

from dash import html
from dash.development.base_component import Component

from dashboard.screens.wall_procedures import MarkState, Part, Procedures, Quarter, StepRow
from dashboard.screens.wall_stages import Stretch
from layouts.parts import HIDDEN, glyph, status_glyph
from layouts.wall_parts import at, tile

SHAPES = {MarkState.DONE: "mile", MarkState.AHEAD: "ahead", MarkState.LATE: "ahead"}
"""Milestones that happened are filled; those to come, and those that should have happened, are open."""
STATES_TOGETHER = 3
"""Official statuses that stand in one panel of a wall of panels."""


def build(procedures: Procedures) -> Component:
    """Two quarters beside each other, a line for each milestone, and what the shapes mean."""
    rows = html.Div([_row(row) for row in procedures.rows], className="rows")
    body = html.Div([_lines(procedures), rows], className="body", **at(rows=len(procedures.rows)))
    chart = html.Div([_head(procedures), body], className="chart", **at(no=procedures.number_width))
    return html.Div([chart, _states(procedures)], className="quarters")


def _states(procedures: Procedures) -> Component:
    states = [html.Span([status_glyph(status), word], className="nb") for status, word in procedures.states]
    label = html.B(procedures.states_label)
    parts = [states[first : first + STATES_TOGETHER] for first in range(0, len(states), STATES_TOGETHER)]
    groups = [html.Span([label, *part] if place == 0 else part) for place, part in enumerate(parts)]
    if procedures.left_out_text:
        groups.append(html.Span(procedures.left_out_text, className="out"))
    return html.P(groups, className="legend")


def _head(procedures: Procedures) -> Component:
    number, project, step, day = procedures.captions
    parts = [
        _keys(procedures),
        html.P(number, className="cap no"),
        html.P(project, className="cap nm"),
        html.P(step, className="cap sp"),
        *(_quarter(each, place) for place, each in enumerate(procedures.quarters)),
        html.P(day, className="cap dt"),
    ]
    return html.Div(parts, className="hd")


def _keys(procedures: Procedures) -> Component:
    marks = [html.Span([_mark(state), word], className="nb") for state, word in procedures.marks]
    bars = [
        html.Span([html.I(className=f"key {name}", **HIDDEN), word], className="nb")
        for name, word in procedures.bars
    ]
    return html.Div([html.P([html.B(procedures.marks_label), *marks]), html.P(bars)], className="keys")


def _quarter(each: Quarter, place: int) -> Component:
    months = [html.Span(text, className="mo", **at(x=x)) for x, text in each.months]
    return html.Div(
        [html.H2(each.title), html.P(each.count_text), html.P(months, className="months")],
        className=f"track q{place}",
    )


def _lines(procedures: Procedures) -> Component:
    """The first days of months behind the rows, 오늘 over them."""
    tracks = []
    for place, each in enumerate(procedures.quarters):
        drawn: list[Component] = [html.I(className="tick", **at(x=x)) for x, _ in each.months]
        if each.today is not None:
            side = "tag to-left" if each.today > 0.5 else "tag"
            drawn.append(html.I(className="today", **at(x=each.today)))
            drawn.append(html.B(procedures.today_text, className=side, **at(x=each.today)))
        tracks.append(html.Div(drawn, className=f"track q{place}"))
    return html.Div(tracks, className="lines")


def _row(each: StepRow) -> Component:
    late = [html.B([glyph("late"), each.days_text], className="past")] if each.days_text else []
    parts = [
        html.Span(each.number, className="no"),
        html.Span([status_glyph(each.status), html.B(each.name)], className="nm"),
        html.Span(each.step, className="sp"),
        html.Span(late, className="dy"),
        *(_part(part, place, each.state) for place, part in enumerate(each.parts)),
        html.Span(each.date_text, className="dt"),
    ]
    return tile(each.project_id, f"row {each.state.value}", parts, each.title)


def _part(part: Part, place: int, state: MarkState) -> Component:
    drawn = [*_stretch("cur", part.current), *_stretch("slip", part.late), *_stretch("act", part.actual)]
    if part.mark is not None:
        drawn.append(html.Span(_mark(state), className="at", **at(x=part.mark)))
    return html.Span(drawn, className=f"track q{place}", **HIDDEN)


def _stretch(name: str, stretch: Stretch | None) -> list[Component]:
    return [html.I(className=name, **at(x=stretch[0], share=stretch[1]))] if stretch else []


def _mark(state: MarkState) -> Component:
    return html.Span(glyph(SHAPES[state]), className=f"mk {state.value}")
