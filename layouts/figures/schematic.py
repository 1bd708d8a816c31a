"""What every map of the districts shares: outlines with one scale, names on them, what the pointer says."""

from collections.abc import Sequence
from html import escape
from typing import Any

from dashboard.domain.city_map import Point
from dashboard.screens.map_drawn import Shape
from layouts.theme import Look, bare_axis, base_layout

EDGE = 0.4
"""So many km of ground around the outlines, so that none is cut."""


def schematic_layout(extent: Point, look: Look) -> dict[str, Any]:
    """Both axes have one scale, and nobody zooms them."""
    east, north = extent
    axis = bare_axis(look, showticklabels=False, fixedrange=True)
    return base_layout(look) | {
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        "xaxis": axis | {"range": [-EDGE, east + EDGE], "constrain": "domain"},
        "yaxis": axis | {"range": [-EDGE, north + EDGE], "scaleanchor": "x", "constrain": "domain"},
        "hoverdistance": round(look.px(6)),
    }


def in_order(shapes: Sequence[Shape]) -> list[Shape]:
    """The outline that is looked at comes last: its own line is over those of its neighbours."""
    return sorted(shapes, key=lambda shape: shape.is_on)


def outline(shape: Shape, colour: str, look: Look) -> dict[str, Any]:
    """A district filled with a colour; a click on it leads to its address."""
    corners = (*shape.ring, shape.ring[0])
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for x, _ in corners],
        "y": [y for _, y in corners],
        "fill": "toself",
        "fillcolor": colour,
        "line": {
            "color": look.colours["tx" if shape.is_on else "map-line"],
            "width": look.px(3 if shape.is_on else 1),
        },
        "hoveron": "fills",
        "hoverinfo": "text",
        "text": hover(shape.hover),
        "name": escape(shape.name),
        "customdata": [shape.href],
    }


def names(shapes: Sequence[Shape], look: Look, size: float = 14) -> dict[str, Any]:
    """Name and figure on every outline in text of `size` px; a click goes through to the outline."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [shape.label[0] for shape in shapes],
        "y": [shape.label[1] for shape in shapes],
        "text": [f"<b>{escape(shape.name)}</b><br>{escape(shape.value_text)}" for shape in shapes],
        "textfont": {"size": look.px(size), "color": look.colours["tx"]},
        "hoverinfo": "skip",
    }


def hover(texts: Sequence[str]) -> str:
    """Lines for the pointer, the first in bold."""
    name, *rest = texts
    return "<br>".join([f"<b>{escape(name)}</b>", *map(escape, rest)])
