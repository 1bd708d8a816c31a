"""The districts coloured by one figure or by the official grade of the air, with dots at the stations."""

from typing import Any

from dashboard.screens.city_districts import CityMapView
from dashboard.screens.city_dots import SpotDot
from layouts.figures.schematic import hover, in_order, names, outline, schematic_layout
from layouts.theme import Look

TINT = 0.3
"""How much of a grade's colour a district takes: names stay readable on it, and dots of the colour itself show."""
DOT, SMALL_DOT = 11.0, 6.0
"""Stations are few, bicycle stands a thousand."""


def city_map_figure(drawn: CityMapView, look: Look, size: float = 14) -> dict[str, Any]:
    """A click on a district or on a station looks at it; `size` is that of its names."""
    data = [outline(shape, _ground(drawn, shape.step or 0, look), look) for shape in in_order(drawn.shapes)]
    dots = [_dots(drawn, look)] if drawn.dots else []
    return {
        "data": [*data, *dots, names(drawn.shapes, look, size)],
        "layout": schematic_layout(drawn.extent, look),
    }


def blend(look: Look, token: str, share: float) -> str:
    """So much of a colour on the ground of the page, as one colour that nothing shines through."""
    over, under = (_parts(look.colours[name]) for name in (token, "bg"))
    mixed = (round(a * share + b * (1 - share)) for a, b in zip(over, under, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _parts(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _ground(drawn: CityMapView, step: int, look: Look) -> str:
    if not step:
        return look.colours["s3"]
    return blend(look, f"aq{step}", TINT) if drawn.is_graded else look.colours[f"map{step}"]


def _dots(drawn: CityMapView, look: Look) -> dict[str, Any]:
    """A station without a value of now, or a stand with nothing left, is an open dot."""
    dots, ground = drawn.dots, look.colours["bg"]
    colours = [look.colours[_token(dot, is_graded=drawn.is_graded)] for dot in dots]
    size = DOT if drawn.is_graded else SMALL_DOT
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [dot.at[0] for dot in dots],
        "y": [dot.at[1] for dot in dots],
        "marker": {
            "size": [look.px(size * (1.4 if dot.is_on else 1)) for dot in dots],
            "color": [colour if dot.number else ground for dot, colour in zip(dots, colours, strict=True)],
            "line": {
                "color": [
                    look.colours["tx"] if dot.is_on else ground if dot.number else colour
                    for dot, colour in zip(dots, colours, strict=True)
                ],
                "width": [look.px(2.5 if dot.is_on else 1.5) for dot in dots],
            },
            "opacity": 1,
        },
        "cliponaxis": False,
        "hoverinfo": "text",
        "hovertext": [hover(dot.hover) for dot in dots],
        "customdata": [dot.href for dot in dots],
    }


def _token(dot: SpotDot, *, is_graded: bool) -> str:
    return f"aq{dot.number}" if is_graded else "d-mov"
