"""계획과 실적: planned progress thin and grey, reported progress thick, both over time."""

from collections.abc import Sequence
from html import escape
from typing import Any

from dashboard.screens.project import ProgressCurve, ProgressPoint
from layouts.theme import DATE_TICKS, Look, bare_axis, base_layout

ROOM_ABOVE = 0.85


def curve_figure(curve: ProgressCurve, planned_name: str, look: Look) -> dict[str, Any]:
    """Two lines; gaps stay gaps, the last reported point carries its value."""
    colours = look.colours
    planned = _line(curve.planned, planned_name, {"color": colours["axis"], "width": look.px(1.8)})
    reported = _line(curve.reported, curve.name, {"color": colours["g-act"], "width": look.px(3)})
    last = _line(curve.reported[-1:], curve.name, {"color": colours["g-act"]}) | {
        "mode": "markers+text",
        "marker": {"color": colours["g-act"], "size": look.px(9)},
        "text": [f"<b>{escape(point.text)}</b>" for point in curve.reported[-1:]],
        # Above the line, where there is still room above it.
        "textposition": [
            "top left" if point.share < ROOM_ABOVE else "bottom left" for point in curve.reported[-1:]
        ],
        "textfont": {"color": colours["tx"], "size": look.px(12)},
        "cliponaxis": False,
    }
    return {"data": [planned, reported, last], "layout": _layout(look)}


def _line(points: Sequence[ProgressPoint], name: str, line: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": [point.at.isoformat() for point in points],
        "y": [point.share for point in points],
        "line": line,
        "hovertext": [
            f"<b>{escape(name)} {escape(point.text)}</b><br>{point.at:%Y}. {point.at.month}. {point.at.day}."
            for point in points
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _layout(look: Look) -> dict[str, Any]:
    ticks = {"tickvals": [0, 0.5, 1], "ticktext": ["0", "50", "100%"], "side": "right"}
    return base_layout(look) | {
        "margin": {"l": look.px(4), "r": look.px(40), "t": look.px(8), "b": look.px(22), "pad": 0},
        "xaxis": bare_axis(
            look, type="date", fixedrange=True, nticks=4, tickangle=0, tickformatstops=list(DATE_TICKS)
        )
        | {"showline": True, "linecolor": look.colours["tx"], "linewidth": 1},
        "yaxis": bare_axis(look, range=[0, 1.06], fixedrange=True, showgrid=True, **ticks)
        | {"gridcolor": look.colours["line"]},
    }
