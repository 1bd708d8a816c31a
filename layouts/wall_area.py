"""② 분야별 사업 on a wall."""

from dash import html
from dash.development.base_component import Component

from dashboard.screens.wall_area import AreaGrid, AreaState, AreaTile
from layouts.parts import STATUS_CLASSES, glyph, status_glyph
from layouts.wall_parts import PAST_CLASSES, at, meter, rows_of, tile


def build(area: AreaGrid) -> Component:
    """Every project, and what the shapes mean."""
    late = html.Span([glyph("late"), area.late_label, html.B(area.late_text)], className="lt nb")
    progress = [html.Span(area.progress_text, className="nb")] if area.progress_text else []
    legend = html.P(
        [*map(_state, area.states), late, *progress],
        className="legend below" if area.legend_row > area.rows else "legend",
    )
    shape = at(
        columns=area.columns,
        rows=area.rows,
        legend=area.legend_row,
        panels=area.panel_rows,
        above=-(-area.panel_rows // 2),
    )
    return html.Div([*map(_tile, area.tiles), legend], className=f"tiles by{area.columns}", **shape)


def _tile(each: AreaTile) -> Component:
    head = html.Span(
        [html.Span(each.number, className="no"), status_glyph(each.status), html.B(each.mark)],
        className="head",
    )
    name = html.Span(rows_of(each.name), className="nm")
    kind = f"a {STATUS_CLASSES[each.status]} {PAST_CLASSES[each.level]}".strip()
    return tile(each.project_id, kind, [head, name, meter(each.progress)], each.title)


def _state(each: AreaState) -> Component:
    return html.Span([status_glyph(each.status), each.word, html.B(each.count_text)], className="nb")
