"""③ 중점관리 사업 on a wall."""

from dash import html
from dash.development.base_component import Component

from dashboard.screens.wall_attention import Attention, AttentionRow
from layouts.parts import HIDDEN, status_glyph
from layouts.wall_parts import at, keyed, tile, with_units


def build(attention: Attention) -> Component:
    """Heads, and a line for each project, which opens it."""
    number, first, days, money = attention.heads
    heads = [
        html.Span(number, className="no"),
        html.Span(first),
        html.Span(days),
        html.Span(money, className="mo"),
    ]
    upper = html.Div([html.P(heads, className="hd"), *map(_row, attention.upper)], className="half")
    return html.Div(
        [upper, html.Div([*map(_row, attention.lower)], className="half")],
        className="list",
        **at(no=attention.number_width),
    )


def _row(each: AttentionRow) -> Component:
    title = html.Span(
        [status_glyph(each.status), html.B(each.name), html.Span(each.status_word, className="w")],
        className="ti",
    )
    project = html.Span([title, html.Span(each.reason, className="why")], className="pj")
    bar = html.Span(
        [html.I(**at(share=each.share), **HIDDEN), html.B(with_units(each.days_text))], className="bar"
    )
    days = html.Span([bar, html.Span(each.planned_text, className="pl")], className="dl")
    gap = html.B(
        with_units(each.gap_text) if each.is_short else each.gap_text,
        className="gap" if each.is_short else "gap none",
    )
    money = html.Span([gap, html.Span(each.next_text)], className="mo")
    row = tile(
        each.project_id, "row", [html.Span(each.number, className="no"), project, days, money], each.name
    )
    return html.Div(row, className="of", **at(height=each.height), **keyed(each.project_id))
