"""① 공약 한눈에 on a wall."""

from dash import html
from dash.development.base_component import Component

from dashboard.screens.wall_board import Band, Board, BoardFigure, BoardState, BoardTile
from layouts.parts import HIDDEN, STATUS_CLASSES, glyph, status_glyph
from layouts.wall_parts import PAST_CLASSES, at, figure, keyed, meter, tile


def build(board: Board) -> Component:
    """Figures, legend, bands of tiles."""
    first, *others = board.figures
    figures = html.Div([_first(first, board.states), *map(_figure, others)], className="kpis")
    late = html.Span([glyph("late"), board.late_label, html.B(board.late_text)], className="lt")
    legend = html.P([*map(_state, board.states), late], className="leg")
    return html.Div([figures, legend, *map(_band, board.bands)], className="board")


def _first(count: BoardFigure, states: tuple[BoardState, ...]) -> Component:
    parts = [html.I(className=f"f-{STATUS_CLASSES[each.status]}", **at(share=each.share)) for each in states]
    return _kpi(count, html.Div(parts, className="meter stack", **HIDDEN))


def _figure(each: BoardFigure) -> Component:
    return _kpi(each, meter(each.share))


def _kpi(each: BoardFigure, bar: Component) -> Component:
    partners = [html.Span(text) for text in each.partners]
    label = html.P(each.label, className="l")
    return html.Div(
        [label, figure(each.value), html.P(partners, className="s"), bar],
        className="k",
        **keyed(f"figure:{each.label}"),
    )


def _state(each: BoardState) -> Component:
    return html.Span([status_glyph(each.status), each.word, html.B(each.count_text)])


def _band(band: Band) -> Component:
    *drawn, all_ = band.counts
    counts = [html.P(text) for text in (*drawn, f"/{all_}" if drawn else all_)]
    head = html.Div([html.H2(band.name), *counts], className="ar")
    tiles = html.Div([_tile(each) for each in band.tiles], className="cells")
    return html.Div([head, tiles], className="band", **at(rows=band.rows))


def _tile(each: BoardTile) -> Component:
    shape = status_glyph(each.status)
    number = html.Span(each.number, className="no")
    kind = f"t {STATUS_CLASSES[each.status]} {PAST_CLASSES[each.level]}".strip()
    if each.name is None:
        return tile(each.project_id, kind, [number, shape], each.title)
    name = [html.Span(each.name, className="nm"), html.Span(each.days_text, className="d")]
    return tile(each.project_id, f"{kind} wide", [number, shape, *name], each.title)
