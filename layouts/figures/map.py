"""The schematic of the districts: outlines coloured by one figure, names on them, dots at known places."""

from html import escape
from typing import Any

from dashboard.screens.map_drawn import Dot, Schematic
from dashboard.screens.map_regions import Show
from layouts.figures.schematic import hover, in_order, names, outline, schematic_layout
from layouts.theme import Look

GROUNDS = {Show.COUNT: "map", Show.MONEY: "map", Show.PAST: "past"}
"""Figure -> the five steps of one hue that colour it: tokens map1 … map5 or past1 … past5."""
SMALLEST_DOT, LARGEST_DOT = 8.0, 20.0


def ground(show: Show, step: int | None) -> str:
    """The token of the colour of a step; the style sheet of the screen has the same."""
    if step is None:
        return "s1"
    return f"{GROUNDS[show]}{step}" if step else "s3"


def map_figure(drawn: Schematic, look: Look) -> dict[str, Any]:
    """A click on a district or on a dot looks at it; a second click looks at all of them again."""
    data = [
        outline(shape, look.colours[ground(drawn.show, shape.step)], look) for shape in in_order(drawn.shapes)
    ]
    return {
        "data": [*data, _dots(drawn.dots, look), names(drawn.shapes, look)],
        "layout": schematic_layout(drawn.extent, look),
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
        "hovertext": [hover(dot.hover) for dot in dots],
        "customdata": [dot.href for dot in dots],
    }


def _size(count: int, dots: tuple[Dot, ...], look: Look) -> float:
    """The width of a dot: its area grows with the projects."""
    largest = max(dot.count for dot in dots)
    return look.px(max(SMALLEST_DOT, LARGEST_DOT * (count / largest) ** 0.5))
