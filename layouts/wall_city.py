"""⑥ 도시 현황 on a wall."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.domain.city.measures import Panel
from dashboard.screens.city_texts import GradeMark
from dashboard.screens.wall_city import CityPanel, DistrictShape, PanelRow, WallCity
from dashboard.screens.wall_spark import Spark
from layouts.parts import HIDDEN
from layouts.wall_parts import at, figure, keyed, svg

DOMAINS = {Panel.POPULATION: "pop", Panel.DISASTER: "dis", Panel.ENVIRONMENT: "env", Panel.TRAFFIC: "mov"}
"""Panel -> the end of its colour's name."""


def build(city: WallCity) -> Component:
    """Two panels on either side of the map; its figures again as a table for walls made of panels."""
    return html.Div(
        [*map(_panel, city.panels), _map(city), _table(city)],
        className="city lit" if any(each.is_on for each in city.districts) else "city",
    )


def _panel(each: CityPanel) -> Component:
    name = DOMAINS[each.panel]
    head = html.Div([html.H2(each.name), html.P(each.figure_name)], className="head")
    value: list[Component] = [figure(each.value, "n none" if each.is_missing else "n")]
    if each.grade is not None:
        value.append(_grade(each.grade))
    return html.Section(
        [
            head,
            html.Div(value, className="v"),
            html.P(each.at_text, className="at"),
            html.Div([_row(row) for row in each.rows], className="rows"),
            _spark(each.spark),
        ],
        className=f"p p-{name}",
        **keyed(f"panel:{name}"),
    )


def _grade(grade: GradeMark) -> Component:
    return html.Span([html.I(className=f"aq aq{grade.number}", **HIDDEN), grade.word], className="g nb")


def _row(row: PanelRow) -> Component:
    return html.P([html.Span(row.label), html.B(row.text)], className="lt" if row.is_late else "")


def _spark(spark: Spark) -> Component:
    if spark.empty_text is not None:
        return html.P(spark.empty_text, className="empty-curve")
    drawn: list[Any] = [
        svg("rect", x=f"{x:.4f}", y=f"{1 - height:.4f}", width=f"{wide:.4f}", height=f"{height:.4f}")
        for x, wide, height in spark.bars
    ]
    drawn += [
        svg("polyline", points=_points(piece), class_="usual" if line.is_usual else "main")
        for line in spark.lines
        for piece in line.pieces
    ]
    parts: list[Any] = [svg("svg", drawn, viewBox="0 0 1 1", preserveAspectRatio="none")]
    if spark.last is not None:
        parts.append(html.I(**at(x=spark.last[0], y=spark.last[1])))
    foot = html.P([html.Span(spark.span_text), html.Span(spark.range_text)], className="foot")
    return html.Div([html.Div(parts, className="curve", **HIDDEN), foot], className="spark")


def _points(piece: tuple[tuple[float, float], ...]) -> str:
    return " ".join(f"{x:.4f},{y:.4f}" for x, y in piece)


def _map(city: WallCity) -> Component:
    wide, tall = city.ratio * 100, 100.0
    # The one that is lit is drawn last: its outline lies over those of its neighbours.
    in_order = sorted(city.districts, key=lambda each: each.is_on)
    shapes = [
        svg(
            "polygon",
            points=" ".join(f"{x * wide:.2f},{y * tall:.2f}" for x, y in each.ring),
            class_=_kind(each),
        )
        for each in in_order
    ]
    drawing: Any = svg("svg", shapes, viewBox=f"0 0 {wide:.2f} {tall:.2f}")
    labels = [_label(each) for each in city.districts]
    box = html.Div([drawing, *labels], className="box", **at(ratio=city.ratio))
    legend = html.P([html.Span(text) for text in city.legend], className="leg")
    return html.Div([html.Div(box, className="fit"), legend], className="map")


def _kind(each: DistrictShape) -> str:
    return f"m{each.step} on" if each.is_on else f"m{each.step}"


def _label(each: DistrictShape) -> Component:
    return html.Div(
        [html.B(each.name), html.Span(each.residents), _grade(each.air)],
        className=f"d {_kind(each)}",
        **at(x=each.label[0], y=each.label[1], sx=each.small[0], sy=each.small[1]),
        **keyed(f"district:{each.name}"),
    )


def _table(city: WallCity) -> Component:
    heads = html.Thead(html.Tr([html.Th(text) for text in city.heads]))
    rows = [
        html.Tr(
            [html.Th(each.name), html.Td(each.residents), html.Td(_grade(each.air))],
            className="on" if each.is_on else "",
        )
        for each in city.districts
    ]
    return html.Table([heads, html.Tbody(rows)], className="table")
