"""The S-curve: targets thin and grey, money broken, reported progress thick; and a line per project compared."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from html import escape
from typing import Any

from dashboard.screens.compare import CompareCurve
from dashboard.screens.curve import CurveDay, CurveLine, ProgressCurve, ProgressPoint
from layouts.theme import DATE_TICKS, Look, bare_axis, base_layout

ROOM_BELOW = 0.25
ROOM_ABOVE = 1.24
"""The axis reaches so high where no share does, so that a value at 100 % has room above it."""
EDGE_SHARE = 0.03
"""Room on both sides as a share of the time shown, so that the last point is whole."""
LABEL_SHARE = 0.22
"""What the word of a day takes of the narrowest curve."""
SHORTEST = timedelta(days=366)
"""Less time than that is no curve: months are added on both sides, so that ticks differ."""
COMPARED = (("g-act", "solid"), ("city", "dash"), ("priv", "dot"), ("gu", "dashdot"))
"""Colour token and dash of the projects that are compared, in their order; compare.css has the same."""

Drawn = Sequence[ProgressPoint]


def curve_figure(curve: ProgressCurve, look: Look) -> dict[str, Any]:
    """Lines in the order of their weight; gaps stay gaps, the last reported point carries its value."""
    colours = look.colours
    grey = {"color": colours["axis"], "width": look.px(1.8)}
    earlier = [
        _line(line.points, line.name, grey | {"width": look.px(1.2), "dash": "dot"}) for line in curve.earlier
    ]
    planned = _line(curve.planned, curve.planned_name, grey)
    money = [_money(line, look) for line in curve.money]
    reported = _line(curve.reported, curve.name, {"color": colours["g-act"], "width": look.px(3)})
    drawn = [
        *(point for line in (*curve.earlier, *curve.money) for point in line.points),
        *curve.planned,
        *curve.reported,
    ]
    layout = _layout(drawn, (curve.today, curve.term_end), look)
    last = _last(curve.reported, curve.name, look, "g-act") | _value(curve, layout, look)
    return {"data": [*earlier, planned, *money, reported, last], "layout": layout}


def compared_figure(curve: CompareCurve, look: Look) -> dict[str, Any]:
    """A line per project in a colour and a dash of its own; near values stand in the key, not over each other."""
    data = []
    for line, (token, dash) in zip(curve.lines, COMPARED, strict=False):
        look_of_line = {"color": look.colours[token], "width": look.px(2.5), "dash": dash}
        data += [_line(line.points, line.name, look_of_line), _last(line.points, line.name, look, token)]
    drawn = [point for line in curve.lines for point in line.points]
    return {"data": data, "layout": _layout(drawn, (curve.today, curve.term_end), look)}


def _money(line: CurveLine, look: Look) -> dict[str, Any]:
    """Secured money broken with open points, executed money dotted with full ones."""
    is_secured = line.key == "secured"
    colour, ground = look.colours["sec" if is_secured else "exe"], look.colours["bg"]
    drawn = _line(
        line.points,
        line.name,
        {"color": colour, "width": look.px(1.5), "dash": "dash" if is_secured else "dot"},
    )
    marker = {
        "size": look.px(6),
        "symbol": "circle" if is_secured else "square",
        "color": ground if is_secured else colour,
        "line": {"color": colour, "width": look.px(1.5)},
    }
    return drawn | {
        "mode": "lines+markers",
        "marker": marker,
    }


def _line(points: Drawn, name: str, line: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": [point.at.isoformat() for point in points],
        "y": [point.share for point in points],
        "connectgaps": False,
        "line": line,
        "hovertext": [f"<b>{escape(name)} {escape(point.text)}</b><br>{_day(point.at)}" for point in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _last(points: Drawn, name: str, look: Look, token: str) -> dict[str, Any]:
    """The last known point."""
    colour = look.colours[token]
    known = [point for point in points if point.share is not None][-1:]
    return _line(known, name, {"color": colour}) | {
        "mode": "markers",
        "marker": {"color": colour, "size": look.px(9)},
        "cliponaxis": False,
    }


def _value(curve: ProgressCurve, layout: dict[str, Any], look: Look) -> dict[str, Any]:
    """The value at the last reported point."""
    known = [point for point in curve.reported if point.share is not None][-1:]
    return {
        "mode": "markers+text",
        "text": [f"<b>{escape(point.text)}</b>" for point in known],
        "textposition": [_place(point, curve.planned, layout["xaxis"]["range"]) for point in known],
        "textfont": {"color": look.colours["tx"], "size": look.px(12)},
    }


def _place(last: ProgressPoint, planned: Drawn, ends: Sequence[str]) -> str:
    """Where the last value stands: off the planned line, and within the chart."""
    first, end = (date.fromisoformat(day) for day in ends)
    ahead = [point.share for point in planned if point.at > last.at and point.share is not None]
    if ahead and last.share is not None and ahead[0] > last.share > ROOM_BELOW:
        return "bottom right"
    return "top right" if (last.at - first) / (end - first) < LABEL_SHARE else "top left"


def _day(day: date) -> str:
    return f"{day:%Y}. {day.month}. {day.day}."


def _range(days: Sequence[date]) -> list[date]:
    shown = max(days) - min(days)
    room = max(SHORTEST - shown, 2 * EDGE_SHARE * shown) / 2
    return [min(days) - room, max(days) + room]


def _layout(drawn: Drawn, marked: Iterable[CurveDay | None], look: Look) -> dict[str, Any]:
    marks = [mark for mark in marked if mark]
    days = [point.at for point in drawn]
    ends = _range([*days, *(mark.day for mark in marks)]) if days else []
    highest = max((point.share for point in drawn if point.share is not None), default=0.0)
    step = 0.5 if highest <= 2 else round(highest / 4, 1)
    ticks = [place * step for place in range(round(highest / step) + 2) if place * step <= max(1, highest)]
    texts = [f"{round(tick * 100):,}" + ("%" if tick == ticks[-1] else "") for tick in ticks]
    return base_layout(look) | {
        "margin": {"l": look.px(4), "r": look.px(40), "t": look.px(20), "b": look.px(22), "pad": 0},
        "xaxis": bare_axis(
            look,
            type="date",
            fixedrange=True,
            nticks=4,
            tickangle=0,
            tickformatstops=list(DATE_TICKS),
            **({"range": [day.isoformat() for day in ends]} if ends else {}),
        )
        | {"showline": True, "linecolor": look.colours["tx"], "linewidth": 1},
        "yaxis": bare_axis(
            look,
            range=[0, max(ROOM_ABOVE, highest * 1.1)],
            fixedrange=True,
            showgrid=True,
            tickvals=ticks,
            ticktext=texts,
            side="right",
        )
        | {"gridcolor": look.colours["line"]},
        "shapes": [_mark_line(mark, place, look) for place, mark in enumerate(marks)] if ends else [],
        "annotations": [_mark_word(mark, ends, look) for mark in marks] if ends else [],
    }


def _mark_line(mark: CurveDay, place: int, look: Look) -> dict[str, Any]:
    """기준일 solid, the end of the term broken."""
    x = mark.day.isoformat()
    line = {"color": look.colours["g-today"], "width": look.px(1.5), "dash": "dash" if place else "solid"}
    over = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": x, "x1": x, "layer": "below"}
    return over | {"line": line}


def _mark_word(mark: CurveDay, ends: Sequence[date], look: Look) -> dict[str, Any]:
    share = (mark.day - ends[0]) / (ends[1] - ends[0])
    return {
        "x": mark.day.isoformat(),
        "xanchor": "right"
        if share > 1 - LABEL_SHARE / 2
        else "left"
        if share < LABEL_SHARE / 2
        else "center",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
        "borderpad": 0,
        "text": f"<b>{escape(mark.label)}</b>",
        "hovertext": escape(mark.text),
        "font": {"color": look.colours["tx"], "size": look.px(11)},
    }
