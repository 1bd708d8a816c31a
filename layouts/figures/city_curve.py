"""Curves of the city: the figure itself thick, what it is compared with broken, gaps stay gaps."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape
from typing import Any

from dashboard.domain.city.measures import Panel
from dashboard.screens.city_curves import Axis, CityCurve, CurveLine, Role
from dashboard.screens.city_scores import MilestoneMark
from layouts.theme import DATE_TICKS, Look, bare_axis, base_layout

PANEL_TOKENS = {
    Panel.POPULATION: "d-pop",
    Panel.DISASTER: "d-dis",
    Panel.ENVIRONMENT: "d-env",
    Panel.TRAFFIC: "d-mov",
}
"""Panel -> the token of its colour; city.css has the same."""
ROOM = 0.12
FEWEST_STEPS = 10
"""So many of the smallest printed differences a curve spans at least."""
HALF_A_DAY = timedelta(hours=12)
MOMENTS = 2
"""Fewer are no span of time."""
SHORT_LABEL = 4
MOST_MARKS = 50
"""Numbers of marks that stand beside each other without touching."""
CLOCK_TICKS = [{"dtickrange": [None, 20 * 3600 * 1000], "value": "%H:00"}, *DATE_TICKS]


def city_curve_figure(curve: CityCurve, look: Look) -> dict[str, Any]:
    """The curve of a panel, or the small one of the overview."""
    token = PANEL_TOKENS[curve.panel]
    data = [_drawn(line, token, look) for line in curve.lines]
    lasts = [
        _last(line, token, look)
        for line in curve.lines
        if line.role in (Role.MAIN, Role.SECOND) and _known(line)
    ]
    return {"data": [*data, *lasts], "layout": _layout(curve, look)}


def _drawn(line: CurveLine, token: str, look: Look) -> dict[str, Any]:
    shared = {
        "name": line.name,
        "x": _x(line),
        "y": [point.value for point in line.points],
        "hovertext": [_hover(line, place) for place in range(len(line.points))],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    if line.role is Role.BARS:
        return shared | {"type": "bar", "marker": {"color": look.colours["tx2"]}}
    return shared | {
        "type": "scatter",
        "mode": "lines+markers" if len(_known(line)) == 1 else "lines",
        "connectgaps": False,
        "line": _stroke(line.role, token, look),
        "marker": {"size": look.px(6), "color": look.colours[token]},
    }


def _stroke(role: Role, token: str, look: Look) -> dict[str, Any]:
    if role is Role.MAIN:
        return {"color": look.colours[token], "width": look.px(2.5)}
    if role is Role.SECOND:
        return {"color": look.colours["tx2"], "width": look.px(1.8), "dash": "dot"}
    return {"color": look.colours["axis"], "width": look.px(1.8), "dash": "dash"}


def _last(line: CurveLine, token: str, look: Look) -> dict[str, Any]:
    """The last known point, so that the eye finds what the figure says."""
    place = max(_known(line))
    colour = look.colours[token if line.role is Role.MAIN else "tx2"]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [_x(line)[place]],
        "y": [line.points[place].value],
        "marker": {"color": colour, "size": look.px(8)},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _known(line: CurveLine) -> list[int]:
    return [place for place, point in enumerate(line.points) if point.value is not None]


def _x(line: CurveLine) -> list[str | int]:
    return [_moment(point.x) if isinstance(point.x, datetime) else point.x for point in line.points]


def _moment(at: datetime) -> str:
    """Clocks of Korea, without a zone: the browser would turn one into its own."""
    return at.replace(tzinfo=None).isoformat()


def _hover(line: CurveLine, place: int) -> str:
    point = line.points[place]
    return f"<b>{escape(line.name)} {escape(point.text)}</b><br>{escape(point.when)}"


def _layout(curve: CityCurve, look: Look) -> dict[str, Any]:
    layout = base_layout(look) | {"hovermode": "closest" if curve.is_spark else "x", "bargap": 0.25}
    values = [point.value for line in curve.lines for point in line.points if point.value is not None]
    limits = [limit for limit in curve.limits if values and limit.value <= max(values) * 1.15]
    bounds = [limit.value for limit in limits] + ([curve.goal.value] if curve.goal else [])
    y_range = _range(values, bounds, curve)
    margin = {
        "l": look.px(4),
        "r": look.px(_label_px(values)),
        "t": look.px(16 if curve.marks else 10),
        "b": look.px(22),
        "pad": 0,
    }
    if curve.is_spark:
        margin = {"l": look.px(5), "r": look.px(6), "t": look.px(5), "b": look.px(3), "pad": 0}
    x_axis = bare_axis(look, fixedrange=True, showline=True, linecolor=look.colours["axis"], linewidth=1)
    if curve.axis is Axis.HOURS:
        x_axis |= {
            "range": [-0.4, 24.2],
            "tickvals": [hour for hour, _ in curve.ticks],
            "ticktext": [text for _, text in curve.ticks],
        }
    else:
        x_axis |= {
            "type": "date",
            "nticks": 7,
            "tickangle": 0,
            "tickformatstops": CLOCK_TICKS,
            **_span(curve),
        }
    y_axis = bare_axis(
        look,
        fixedrange=True,
        side="right",
        nticks=4,
        ticklabelstandoff=round(look.px(6)),
        **({"range": y_range} if y_range else {}),
    )
    if curve.is_spark:
        x_axis |= {"showticklabels": False}
        y_axis |= {"showticklabels": False}
    else:
        y_axis |= {"showgrid": True, "gridcolor": look.colours["line"], "tickformat": ","}
    return layout | {
        "margin": margin,
        "xaxis": x_axis,
        "yaxis": y_axis,
        "shapes": [
            *[_limit_line(limit.value, limit.number, look) for limit in limits],
            *([_across(curve.goal.value, look.colours["tx"], "longdash", look)] if curve.goal else []),
            *[_mark_line(mark, look) for mark in curve.marks],
        ],
        "annotations": [
            *[_limit_word(limit.value, limit.text, look) for limit in limits],
            *[_mark_word(mark, number, look) for number, mark in _apart(curve)],
        ],
    }


def _span(curve: CityCurve) -> dict[str, Any]:
    """From the first to the last moment, a bar whole at both ends; Plotly itself would leave room for marks."""
    moments = [point.x for line in curve.lines for point in line.points if isinstance(point.x, datetime)]
    if not moments:
        return {}
    if len(set(moments)) < MOMENTS:
        return {"range": [_moment(moments[0] - HALF_A_DAY), _moment(moments[0] + HALF_A_DAY)]}
    first, last = min(moments), max(moments)
    has_bars = any(line.role is Role.BARS for line in curve.lines)
    room = (last - first) / (len(set(moments)) - 1) / 2 if has_bars else (last - first) * 0.005
    return {"range": [_moment(first - room), _moment(last + room)]}


def _label_px(values: Sequence[float]) -> float:
    """What the widest label beside the curve takes."""
    widest = max((len(f"{value:,.0f}") for value in values), default=1)
    return 20 + 7 * max(widest, SHORT_LABEL)


def _range(values: Sequence[float], limits: Sequence[float], curve: CityCurve) -> list[float]:
    """From the lowest to the highest, but never so near that a difference nobody prints fills the chart."""
    if not values:
        return []
    low, high = min([*values, *limits]), max([*values, *limits])
    if curve.from_zero:
        return [0, (high or 1) * (1 + ROOM)]
    room = max((high - low) * (1 + 2 * ROOM), curve.printed_step * FEWEST_STEPS) / 2 - (high - low) / 2
    room = room or abs(high) * ROOM or 1
    return [low - room, high + room]


def _limit_line(value: float, number: int, look: Look) -> dict[str, Any]:
    return _across(value, look.colours[f"aq{number}"], "dash", look)


def _across(value: float, colour: str, dash: str, look: Look) -> dict[str, Any]:
    line = {"color": colour, "width": look.px(1.2), "dash": dash}
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": value,
        "y1": value,
        "line": line,
        "layer": "below",
    }


def _limit_word(value: float, text: str, look: Look) -> dict[str, Any]:
    return {
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "y": value,
        "yanchor": "bottom",
        "showarrow": False,
        "borderpad": 0,
        "text": escape(text),
        "font": {"color": look.colours["tx2"], "size": look.px(11)},
    }


def _mark_line(mark: MilestoneMark, look: Look) -> dict[str, Any]:
    day = mark.day.isoformat()
    line = {"color": look.colours["axis"], "width": look.px(1), "dash": "dot"}
    return {
        "type": "line",
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "x0": day,
        "x1": day,
        "line": line,
        "layer": "below",
    }


def _apart(curve: CityCurve) -> list[tuple[int, MilestoneMark]]:
    """The marks whose numbers have room: of those close together the first; the list under the curve has all."""
    moments = [point.x for line in curve.lines for point in line.points if isinstance(point.x, datetime)]
    if not moments:
        return []
    length = (max(moments) - min(moments)).days
    kept: list[tuple[int, MilestoneMark]] = []
    for number, mark in enumerate(curve.marks, start=1):
        if not kept or (mark.day - kept[-1][1].day).days >= length / MOST_MARKS:
            kept.append((number, mark))
    return kept


def _mark_word(mark: MilestoneMark, number: int, look: Look) -> dict[str, Any]:
    """The number under which the list below the curve tells what ended; the pointer reads it here too."""
    return {
        "x": mark.day.isoformat(),
        "xanchor": "center",
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "showarrow": False,
        "borderpad": 0,
        "text": f"<b>{number}</b>",
        "hovertext": escape(mark.text),
        "font": {"color": look.colours["tx"], "size": look.px(11)},
    }
