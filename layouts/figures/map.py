"""The schematic of the districts: outlines coloured by one figure, names on them, dots at known places."""

from html import escape
from typing import Any

from dashboard.screens.map_drawn import Dot, Schematic, Shape
from dashboard.screens.map_regions import Show
from layouts.theme import Look, bare_axis, base_layout

GROUNDS = {Show.COUNT: "map", Show.MONEY: "map", Show.PAST: "past"}
"""Figure -> the five steps of one hue that colour it: tokens map1 … map5 or past1 … past5."""
EDGE = 0.4
"""So many km of ground around the outlines, so that none is cut."""
SMALLEST_DOT, LARGEST_DOT = 8.0, 20.0


def ground(show: Show, step: int | None) -> str:
    """The token of the colour of a step; the style sheet of the screen has the same."""
    if step is None:
        return "s1"
    return f"{GROUNDS[show]}{step}" if step else "s3"


def map_figure(drawn: Schematic, look: Look) -> dict[str, Any]:
    """A click on a district or on a dot looks at it; a second click looks at all of them again."""
    east, north = drawn.extent
    # The outline that is looked at comes last: its own line is over those of its neighbours.
    shapes = sorted(drawn.shapes, key=lambda shape: shape.is_on)
    axis = bare_axis(look, showticklabels=False, fixedrange=True)
    layout = base_layout(look) | {
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        "xaxis": axis | {"range": [-EDGE, east + EDGE], "constrain": "domain"},
        "yaxis": axis | {"range": [-EDGE, north + EDGE], "scaleanchor": "x", "constrain": "domain"},
        "hoverdistance": round(look.px(6)),
    }
    data = [_outline(drawn.show, shape, look) for shape in shapes]
    return {"data": [*data, _dots(drawn.dots, look), _names(drawn.shapes, look)], "layout": layout}


def _outline(show: Show, shape: Shape, look: Look) -> dict[str, Any]:
    corners = (*shape.ring, shape.ring[0])
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for x, _ in corners],
        "y": [y for _, y in corners],
        "fill": "toself",
        "fillcolor": look.colours[ground(show, shape.step)],
        "line": {
            "color": look.colours["tx" if shape.is_on else "map-line"],
            "width": look.px(3 if shape.is_on else 1),
        },
        "hoveron": "fills",
        "hoverinfo": "text",
        "text": _hover(shape.hover),
        "name": escape(shape.name),
        "customdata": [shape.href],
    }


def _names(shapes: tuple[Shape, ...], look: Look) -> dict[str, Any]:
    """Name and figure on every outline; a click goes through to the outline."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [shape.label[0] for shape in shapes],
        "y": [shape.label[1] for shape in shapes],
        "text": [f"<b>{escape(shape.name)}</b><br>{escape(shape.value_text)}" for shape in shapes],
        "textfont": {"size": look.px(14), "color": look.colours["tx"]},
        "hoverinfo": "skip",
    }


def _dots(dots: tuple[Dot, ...], look: Look) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [dot.at[0] for dot in dots],
        "y": [dot.at[1] for dot in dots],
        "text": [escape(dot.name) if dot.is_named else "" for dot in dots],
        "textposition": "bottom center",
        "textfont": {"size": look.px(12), "color": look.colours["tx"]},
        "cliponaxis": False,
        "marker": {
            "size": [_size(dot.count, dots, look) for dot in dots],
            "color": [look.colours["late-fill" if dot.is_past else "tx2"] for dot in dots],
            "line": {
                "color": [look.colours["tx" if dot.is_on else "bg"] for dot in dots],
                "width": [look.px(3 if dot.is_on else 1) for dot in dots],
            },
            "opacity": 1,
        },
        "hoverinfo": "text",
        "hovertext": [_hover(dot.hover) for dot in dots],
        "customdata": [dot.href for dot in dots],
    }


def _size(count: int, dots: tuple[Dot, ...], look: Look) -> float:
    """The width of a dot: its area grows with the projects."""
    largest = max(dot.count for dot in dots)
    return look.px(max(SMALLEST_DOT, LARGEST_DOT * (count / largest) ** 0.5))


def _hover(texts: tuple[str, ...]) -> str:
    name, *rest = texts
    return "<br>".join([f"<b>{escape(name)}</b>", *map(escape, rest)])
