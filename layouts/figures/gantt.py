"""The Gantt of a project: 당초 under 현재, 실적 filling it, what was put off, 오늘 and 임기말 over all.

One row per procedure; names and days stand beside the chart as HTML rows of the same height.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from html import escape
from typing import Any

from dashboard.screens.project import Gantt, Span, StageRow
from layouts.theme import DATE_TICKS, Look, bare_axis, base_layout

HEAD_PX = 40
"""Height of the years, and below them 오늘 and 임기말, above the rows; .gantt-names p is as high."""
LABELS_PX = 21
ROW_PX = 25
DAY_MS = 24 * 3600 * 1000
BAR_AT, BAR_HIGH = 10.5 / ROW_PX, 11 / ROW_PX
BASE_AT, BASE_HIGH = 20 / ROW_PX, 3 / ROW_PX
MARGIN_SHARE = 0.025
"""Room on both sides as a share of the time shown, so that a mark at the edge is whole."""
LABEL_SHARE = 0.09
"""What 임기말 takes of the narrowest chart."""
SHORTEST_SHARE = 0.02
"""Where one day is known, the bar up to it is so wide that it can be seen."""

Bar = tuple[int, date, date]
"""A row's place, the first day and the last day of a bar."""


def gantt_figure(gantt: Gantt, look: Look) -> dict[str, Any]:
    """Bars over a date axis; row i takes i..i+1 of the y axis, from the top."""
    colours = look.colours
    rows = list(enumerate(gantt.rows))
    hover = {place: _hover(row) for place, row in rows}
    data = [
        _bars(_spans(rows, "baseline", gantt), hover, BASE_AT, BASE_HIGH, {"color": colours["g-base"]}),
        _bars(_kept_plan(rows, gantt), hover, BAR_AT, BAR_HIGH, {"color": colours["g-cur"]}),
        _bars(_put_off(rows, gantt), hover, BAR_AT, BAR_HIGH, hatched(look)),
        _bars(_overdue(rows, gantt), hover, BAR_AT, BAR_HIGH, outlined(look)),
        _bars(_done(rows, gantt), hover, BAR_AT, BAR_HIGH, {"color": colours["g-act"]}),
        _marks(_milestones(rows, done=True), hover, "diamond", look),
        _marks(_milestones(rows, done=False), hover, "diamond-open", look),
    ]
    return {"data": data, "layout": _layout(gantt, look)}


def _bars(
    bars: Iterable[Bar], hover: dict[int, str], at: float, high: float, marker: dict[str, Any]
) -> dict[str, Any]:
    drawn = list(bars)
    return {
        "type": "bar",
        "orientation": "h",
        "y": [place + at for place, _, _ in drawn],
        "base": [first.isoformat() for _, first, _ in drawn],
        "x": [((last - first).days + 1) * DAY_MS for _, first, last in drawn],
        "width": high,
        "marker": {"line": {"width": 0}} | marker,
        "hovertext": [hover[place] for place, _, _ in drawn],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def hatched(look: Look) -> dict[str, Any]:
    """The look of what was put off."""
    late = look.colours["late"]
    pattern = {
        "shape": "/",
        "fgcolor": late,
        "bgcolor": "rgba(0,0,0,0)",
        "size": look.px(4),
        "solidity": 0.4,
        "fillmode": "replace",
    }
    return {"color": late, "pattern": pattern, "line": {"width": look.px(1), "color": late}}


def outlined(look: Look) -> dict[str, Any]:
    """The look of what is overdue."""
    return {"color": look.colours["late-q"], "line": {"width": look.px(1.5), "color": look.colours["late"]}}


def _marks(
    marks: Iterable[tuple[int, date]], hover: dict[int, str], symbol: str, look: Look
) -> dict[str, Any]:
    drawn = list(marks)
    ink, ground = look.colours["tx"], look.colours["bg"]
    is_open = symbol.endswith("open")
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [day.isoformat() for _, day in drawn],
        "y": [place + BAR_AT for place, _ in drawn],
        "marker": {
            "symbol": "diamond",
            "size": look.px(12),
            "color": ground if is_open else ink,
            "line": {"color": ink if is_open else ground, "width": look.px(2)},
        },
        "hovertext": [hover[place] for place, _ in drawn],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }


def _spans(rows: Sequence[tuple[int, StageRow]], name: str, gantt: Gantt) -> Iterable[Bar]:
    for place, row in rows:
        ends = _ends(getattr(row, name), gantt)
        if ends:
            yield place, *ends


def _ends(span: Span | None, gantt: Gantt) -> tuple[date, date] | None:
    """First and last day to draw; an open end runs to the edge, one known day is a short bar up to it."""
    if span is None:
        return None
    last = gantt.ends if span.is_open else span.end or span.start
    first = span.start or span.end
    if first is None or last is None:
        return None
    is_day = first == last and not span.is_open
    return first - (_shortest(gantt) if is_day else timedelta()), max(first, last)


def _shortest(gantt: Gantt) -> timedelta:
    shown = gantt.ends - gantt.starts if gantt.starts and gantt.ends else timedelta()
    return shown * SHORTEST_SHARE


def _kept_plan(rows: Sequence[tuple[int, StageRow]], gantt: Gantt) -> Iterable[Bar]:
    """The current bar up to the 당초 end; beyond it stands what was put off."""
    for place, first, last in _spans(rows, "current", gantt):
        old = _old_end(gantt.rows[place])
        if old is None or old >= last:
            yield place, first, last
        elif old >= first:
            yield place, first, old


def _put_off(rows: Sequence[tuple[int, StageRow]], gantt: Gantt) -> Iterable[Bar]:
    """From the day after the 당초 end to the current end, of procedures that are not finished."""
    for place, first, last in _spans(rows, "current", gantt):
        old = _old_end(gantt.rows[place])
        if old is not None and old < last and not gantt.rows[place].is_done:
            yield place, max(first, old + timedelta(days=1)), last


def _old_end(row: StageRow) -> date | None:
    return row.baseline.end if row.baseline else None


def _overdue(rows: Sequence[tuple[int, StageRow]], gantt: Gantt) -> Iterable[Bar]:
    """From the day after the planned end to the status date, where nothing says that it ended."""
    for place, row in rows:
        if row.overdue_days and row.current and row.current.end:
            yield place, row.current.end + timedelta(days=1), max(row.current.end, gantt.today)


def _done(rows: Sequence[tuple[int, StageRow]], gantt: Gantt) -> Iterable[Bar]:
    """What really happened: from the actual start to the actual end, or as far as the progress says."""
    for place, row in rows:
        first = row.actual.start if row.actual else None
        if row.actual and row.actual.end:
            yield place, first or row.actual.end, row.actual.end
        elif first and row.progress:
            planned = _ends(row.current, gantt)
            length = (max(planned[1], first) - first).days if planned else 0
            yield place, first, first + timedelta(days=round(length * min(row.progress, 1)))


def _milestones(rows: Sequence[tuple[int, StageRow]], *, done: bool) -> Iterable[tuple[int, date]]:
    for place, row in rows:
        if row.is_done is not done or not (row.is_milestone or row.is_next):
            continue
        span = row.actual if done else row.current
        day = (span.end or span.start) if span else None
        if day:
            yield place, day


def _hover(row: StageRow) -> str:
    return "<br>".join(escape(part) for part in row.title.split(" · "))


def _layout(gantt: Gantt, look: Look) -> dict[str, Any]:
    starts, ends = gantt.starts or gantt.today, gantt.ends or gantt.today
    margin = timedelta(days=30) + (ends - starts) * MARGIN_SHARE
    starts, ends = starts - margin, ends + margin
    return base_layout(look) | {
        "barmode": "overlay",
        "dragmode": "zoom",
        "margin": {"l": 0, "r": 0, "t": look.px(HEAD_PX), "b": 0, "pad": 0},
        "xaxis": bare_axis(
            look,
            type="date",
            range=[starts.isoformat(), ends.isoformat()],
            side="top",
            showgrid=True,
            gridcolor=look.colours["line"],
            gridwidth=1,
            nticks=9,
            tickangle=0,
            tickformatstops=list(DATE_TICKS),
            ticklabelstandoff=round(look.px(LABELS_PX)),
            ticklabelposition="outside right",
        ),
        "yaxis": bare_axis(look, range=[len(gantt.rows), 0], fixedrange=True, showticklabels=False),
        "shapes": [*_rows(gantt, look), *_lines(gantt, look, ends)],
        "annotations": _labels(gantt, look, starts, ends),
    }


def _rows(gantt: Gantt, look: Look) -> list[dict[str, Any]]:
    """The rules between rows, in line with those of the names beside the chart."""
    line = {"color": look.colours["line"], "width": 1}
    return [
        {
            "type": "line",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": place,
            "y1": place,
            "line": line,
            "layer": "below",
        }
        for place in range(len(gantt.rows))
    ]


def _lines(gantt: Gantt, look: Look, ends: date) -> list[dict[str, Any]]:
    shapes = []
    if gantt.term_end:
        after = {"x0": gantt.term_end.isoformat(), "x1": max(ends, gantt.term_end).isoformat()}
        shapes.append(
            {"type": "rect", "yref": "paper", "y0": 0, "y1": 1, "layer": "below", "line": {"width": 0}}
            | {"fillcolor": look.colours["tx"], "opacity": 0.04}
            | after
        )
        shapes.append(
            day_line(gantt.term_end, {"color": look.colours["g-term"], "width": look.px(2), "dash": "dash"})
        )
    return [*shapes, day_line(gantt.today, {"color": look.colours["g-today"], "width": look.px(2)})]


def day_line(day: date, line: dict[str, Any]) -> dict[str, Any]:
    """A line over the whole height of a chart, at a day."""
    x = day.isoformat()
    return {
        "type": "line",
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "x0": x,
        "x1": x,
        "line": line,
        "layer": "above",
    }


def _labels(gantt: Gantt, look: Look, starts: date, ends: date) -> list[dict[str, Any]]:
    """오늘 as an inverse tab over its line, 임기말 in bold beside it; neither over the edge or the other."""
    base = {"yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False, "borderpad": look.px(2)}
    size = look.px(12)
    room = (ends - starts) * LABEL_SHARE
    is_last = gantt.today + room / 2 > ends
    is_near = gantt.term_end is not None and timedelta() <= gantt.term_end - gantt.today < room / 2
    today = base | {
        "x": gantt.today.isoformat(),
        "xanchor": "right" if is_last or is_near else "left" if gantt.today - room / 2 < starts else "center",
        "text": f"<b>{escape(gantt.today_label)}</b>",
        "hovertext": escape(gantt.today_text),
        "bgcolor": look.colours["tx"],
        "font": {"color": look.colours["tx-inv"], "size": size},
    }
    if not gantt.term_end:
        return [today]
    is_before = timedelta() < gantt.today - gantt.term_end < room * 1.5
    term = base | {
        "x": gantt.term_end.isoformat(),
        "xanchor": "right" if is_before or gantt.term_end + room > ends else "left",
        "text": f"<b>{escape(gantt.term_end_label)}</b>",
        "hovertext": escape(gantt.term_end_text),
        "bgcolor": look.colours["bg"],
        "font": {"color": look.colours["tx"], "size": size},
    }
    return [term, today]
