"""④ 추진 절차 on a wall."""

from dash import html
from dash.development.base_component import Component

from dashboard.screens.wall_procedures import MarkState, Procedures, Quarter, StepRow
from layouts.parts import HIDDEN, glyph, status_glyph
from layouts.wall_parts import at, tile

SHAPES = {MarkState.DONE: "mile", MarkState.AHEAD: "ahead", MarkState.LATE: "late"}
"""Milestones that happened are filled, those to come are open; a warning where one should have happened."""
STATES_TOGETHER = 3
"""Official statuses that stand in one panel of a wall of panels."""


def build(procedures: Procedures) -> Component:
    """Two quarters, and what the shapes mean."""
    marks = [html.Span([_mark(state), word], className="nb") for state, word in procedures.marks]
    states = [html.Span([status_glyph(status), word], className="nb") for status, word in procedures.states]
    legend = html.P(
        [
            html.Span([html.B(procedures.marks_label), *marks]),
            html.Span([html.B(procedures.states_label), *states[:STATES_TOGETHER]]),
            html.Span(states[STATES_TOGETHER:]),
        ],
        className="legend",
    )
    return html.Div(
        [*map(_quarter, procedures.quarters), legend], className="quarters", **at(rows=procedures.rows)
    )


def _quarter(each: Quarter) -> Component:
    head = html.Div([html.H2(each.title), html.P(each.count_text)], className="hd")
    if each.empty_text:
        return html.Div([head, html.P(each.empty_text, className="none")], className="quarter")
    rows = html.Div([_row(row) for row in each.rows], className="rows")
    return html.Div([head, rows], className="quarter")


def _row(each: StepRow) -> Component:
    parts = [
        html.Span(each.group, className="mo"),
        html.Span(each.day, className="dy"),
        _mark(each.state),
        html.Span([status_glyph(each.status), html.B(each.name)], className="nm"),
        html.Span(each.step, className="sp"),
        html.B(each.days_text, className="late") if each.days_text else html.I(**HIDDEN),
    ]
    kind = f"row {each.state.value}{' first' if each.is_first else ''}"
    return tile(each.project_id, kind, parts, each.title)


def _mark(state: MarkState) -> Component:
    return html.Span(glyph(SHAPES[state]), className=f"mk {state.value}")
