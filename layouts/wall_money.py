"""⑤ 재원 on a wall."""

from dash import html
from dash.development.base_component import Component

from dashboard.screens.wall_money import MoneyColumn, MoneyLine, MoneyList, MoneySum, WallMoney
from layouts.figures.funding import SOURCE_TOKENS
from layouts.parts import HIDDEN
from layouts.wall_parts import at, figure, keyed, meter, tile


def build(money: WallMoney) -> Component:
    """Three sums over one nested bar, columns on one scale, the list of the largest."""
    return html.Div(
        [
            html.Div([*map(sum_line, money.sums), nested(money.sums)], className="sums"),
            _columns(money),
            _list(money.list),
        ],
        className="money",
    )


def sum_line(each: MoneySum) -> Component:
    """A sum with its swatch and what it is measured against."""
    label = html.P([html.I(className=f"sw {each.stage.value}", **HIDDEN), each.label], className="l")
    partner = html.P(each.partner, className="s")
    return html.Div([label, figure(each.value), partner], className="sum", **keyed(f"sum:{each.stage.value}"))


def nested(sums: tuple[MoneySum, ...]) -> Component:
    """Executed in secured in planned, each from the start."""
    bars = [
        html.I(className=each.stage.value, **at(share=each.share)) for each in sums if each.share is not None
    ]
    return html.Div(bars, className="nested", **HIDDEN)


def _columns(money: WallMoney) -> Component:
    head = html.Div([html.H2(money.title), html.P(money.note)], className="head")
    marks = [
        html.Span([html.I(className=f"sw f-{SOURCE_TOKENS[source]}", **HIDDEN), name])
        for source, name in money.sources
    ]
    line = html.Span([html.I(className="ln", **HIDDEN), money.line_text])
    half = -(-len(money.columns) // 2)
    term = next((each for each in money.columns if each.is_after_term), None)
    drawn = [_column(each, money.term_text if each is term else "") for each in money.columns]
    # Two halves: the seam of a wall of 3 x 2 panels lies between them.
    halves = [html.Div(part, className="half", **at(n=len(part))) for part in (drawn[:half], drawn[half:])]
    return html.Div(
        [head, html.P([*marks, line], className="leg"), html.Div(halves, className="cols")], className="by"
    )


def _column(each: MoneyColumn, term_text: str) -> Component:
    parts = [
        html.I(className=f"f-{SOURCE_TOKENS[source]}", **at(share=share)) for source, share in each.parts
    ]
    stack = html.Div(parts, className="stack", **HIDDEN)
    drawn = [stack, html.P(each.text, className="v", **at(share=each.height))]
    if each.secured is not None:
        drawn.append(html.I(className="sec", **at(share=each.secured), **HIDDEN))
    plot = html.Div(drawn, className="plot")
    term = [html.P(term_text, className="term")] if term_text else []
    name = "col after" if term_text else "col"
    return html.Div(
        [*term, plot, html.P(each.label, className="x")], className=name, **keyed(f"col:{each.label}")
    )


def _list(shown: MoneyList) -> Component:
    head = html.Div([html.H2(shown.title), html.P(shown.note)], className="head")
    lines = html.Div([_line(each) for each in shown.lines], className="lines")
    body = lines if shown.lines else html.P(shown.empty_text, className="none")
    rest = [html.P(each, className="rest") for each in shown.rest]
    return html.Div([head, body, *rest], className="list")


def _line(each: MoneyLine) -> Component:
    parts = [
        html.Span(
            [*([html.I(each.number, className="no")] if each.number else []), each.name], className="nm"
        ),
        html.Span(each.plan_text, className="p"),
        figure(each.amount_text, "a"),
        meter(each.share),
    ]
    if each.project_id is None:
        return html.Div(parts, className="ln1")
    return tile(each.project_id, "ln1", parts)
