"""The timeline of many projects: bars of their procedures, milestones, 오늘 and 임기말, and its axis apart.

The axis is a chart of its own, so that it can stay in sight over rows that scroll; assets/timeline.js
keeps both on the same days. Names and days stand beside the chart as HTML rows of the same height.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from html import escape
from typing import Any

from dashboard.screens.timeline import Chart, TimelineGroup, TimelineRow
from dashboard.screens.timeline_rows import Bar, BarKind
from layouts.figures.gantt import DAY_MS, HEAD_PX, LABELS_PX, day_line, hatched, outlined
from layouts.theme import DATE_TICKS, Look, bare_axis, base_layout

MARGIN_SHARE = 0.012
"""Room on both sides as a share of the window, so that a mark at the edge is whole."""
LABEL_SHARE = 0.06
"""What a label takes of the narrowest chart."""
BAR_AT, BAR_HIGH = 0.42, 0.46
BASE_AT, BASE_HIGH = 0.79, 0.11
MARK_PX = 17
"""Size of a milestone; its letter has to be read in it."""
LONGEST_NAME = 40
"""So many signs of a name stand in a hover, which has no line breaks of its own."""

Line = TimelineGroup | TimelineRow
Placed = tuple[int, Bar]


def timeline_figure(chart: Chart, look: Look) -> dict[str, Any]:
    """Line i of the names takes i..i+1 of the y axis, from the top; a group's heading is a line too."""
    lines = list(_lines(chart))
    rows = [(place, line) for place, line in enumerate(lines) if isinstance(line, TimelineRow)]
    drawn = [(place, bar) for place, row in rows for stage in row.stages for bar in stage.bars]
    return {
        "data": [
            *(_bars(drawn, kind, chart, look) for kind in BarKind),
            _points(drawn, look),
            _arrows(drawn, chart, look),
            _hits(rows, chart),
            *(_marks(rows, look, is_done=is_done) for is_done in (True, False)),
        ],
        "layout": _layout(chart, lines, look),
    }


def axis_figure(chart: Chart, look: Look) -> dict[str, Any]:
    """The years or days over the chart, with 오늘 and 임기말."""
    axis = _days(
        chart,
        look,
        tickformatstops=list(DATE_TICKS),
        ticklabelstandoff=round(look.px(LABELS_PX)),
        ticklabelposition="outside right",
        tickangle=0,
    )
    layout = base_layout(look) | {
        "margin": {"l": 0, "r": 0, "t": look.px(HEAD_PX - 4), "b": 0, "pad": 0},
        "xaxis": axis,
        "yaxis": bare_axis(look, range=[0, 1], fixedrange=True, showticklabels=False),
        "annotations": _labels(chart, look),
    }
    return {"data": [{"type": "scatter", "x": [], "y": []}], "layout": layout}


def _lines(chart: Chart) -> Iterator[Line]:
    for group in chart.groups:
        if group.name is not None:
            yield group
        yield from group.rows


def _bars(drawn: Sequence[Placed], kind: BarKind, chart: Chart, look: Look) -> dict[str, Any]:
    placed = [(place, bar) for place, bar in drawn if bar.kind is kind and not _is_point(bar)]
    at, high = (BASE_AT, BASE_HIGH) if kind is BarKind.COMPARED else (BAR_AT, BAR_HIGH)
    ends = [_last(bar, chart) for _, bar in placed]
    return {
        "type": "bar",
        "name": kind.value,
        "orientation": "h",
        "y": [place + at for place, _ in placed],
        "base": [bar.first.isoformat() for _, bar in placed],
        "x": [((end - bar.first).days + 1) * DAY_MS for (_, bar), end in zip(placed, ends, strict=True)],
        "width": high,
        "marker": _marker(kind, look),
        "hoverinfo": "skip",
    }


def _marker(kind: BarKind, look: Look) -> dict[str, Any]:
    colours = look.colours
    edge = {"width": look.px(1), "color": colours["bg"]}
    markers: dict[BarKind, dict[str, Any]] = {
        BarKind.COMPARED: {"color": colours["g-base"], "line": {"width": 0}},
        BarKind.CURRENT: {"color": colours["g-cur"], "line": edge},
        BarKind.COARSE: {"color": colours["g-cur"], "opacity": 0.4, "line": edge},
        BarKind.PUT_OFF: _over_others(hatched(look), look),
        BarKind.OVERDUE: outlined(look),
        BarKind.ACTUAL: {"color": colours["g-act"], "line": edge},
    }
    return markers[kind]


def _over_others(marker: dict[str, Any], look: Look) -> dict[str, Any]:
    """On the ground's colour: procedures of one row overlap, and hatches over another bar are mud."""
    return marker | {"pattern": marker["pattern"] | {"bgcolor": look.colours["bg"]}}


def _is_point(bar: Bar) -> bool:
    """A day is narrower than a pixel of a term: it is drawn as a point."""
    return bar.first == bar.last and bar.kind in POINT_COLOURS


POINT_COLOURS = {BarKind.COMPARED: "g-base", BarKind.CURRENT: "g-cur", BarKind.ACTUAL: "g-act"}


def _points(drawn: Sequence[Placed], look: Look) -> dict[str, Any]:
    placed = [(place, bar) for place, bar in drawn if _is_point(bar)]
    low = [bar.kind is BarKind.COMPARED for _, bar in placed]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "points",
        "x": [bar.first.isoformat() for _, bar in placed],
        "y": [
            place + (BASE_AT if is_low else BAR_AT) for (place, _), is_low in zip(placed, low, strict=True)
        ],
        "marker": {
            "symbol": "circle",
            "size": [look.px(4 if is_low else 7) for is_low in low],
            "color": [look.colours[POINT_COLOURS[bar.kind]] for _, bar in placed],
            "line": {"width": look.px(1), "color": look.colours["bg"]},
            "opacity": 1,
        },
        "hoverinfo": "skip",
    }


def _arrows(drawn: Sequence[Placed], chart: Chart, look: Look) -> dict[str, Any]:
    """What goes on without an end points beyond the edge."""
    places = sorted({place for place, bar in drawn if bar.is_open and bar.kind is not BarKind.COMPARED})
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "open",
        "x": [chart.window.last.isoformat() for _ in places],
        "y": [place + BAR_AT for place in places],
        "marker": {
            "symbol": "triangle-right",
            "size": look.px(13),
            "color": look.colours["g-cur"],
            "opacity": 1,
        },
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _hits(rows: Sequence[tuple[int, TimelineRow]], chart: Chart) -> dict[str, Any]:
    """What one points at: each procedure over the whole height of its row, with its words and its way."""
    hits = [(place, row, stage) for place, row in rows for stage in row.stages]
    spans = [(stage.first, min(stage.last, _range(chart)[1])) for _, _, stage in hits]
    return {
        "type": "bar",
        "name": "hits",
        "orientation": "h",
        "y": [place + 0.5 for place, _, _ in hits],
        "base": [first.isoformat() for first, _ in spans],
        "x": [((last - first).days + 1) * DAY_MS for first, last in spans],
        "width": 0.96,
        "marker": {"color": "rgba(0,0,0,0)", "line": {"width": 0}},
        "hovertext": [_hover(row, stage.title) for _, row, stage in hits],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [row.href for _, row, _ in hits],
    }


def _marks(rows: Sequence[tuple[int, TimelineRow]], look: Look, *, is_done: bool) -> dict[str, Any]:
    """◆ with its letter in the ground's colour, ◇ with its letter in ink."""
    drawn = [(place, row, mark) for place, row in rows for mark in row.marks if mark.is_done is is_done]
    ink, ground = look.colours["tx"], look.colours["bg"]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": "done" if is_done else "ahead",
        "x": [mark.day.isoformat() for _, _, mark in drawn],
        "y": [place + BAR_AT for place, _, _ in drawn],
        "text": [escape(mark.letter) for _, _, mark in drawn],
        "textposition": "middle center",
        "textfont": {"size": look.px(MARK_PX * 0.62), "weight": 700, "color": ground if is_done else ink},
        "marker": {
            "symbol": "diamond",
            "size": look.px(MARK_PX),
            "color": ink if is_done else ground,
            "line": {"color": ground if is_done else ink, "width": look.px(1.25)},
            "opacity": 1,
        },
        "hovertext": [_hover(row, mark.title) for _, row, mark in drawn],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [row.href for _, row, _ in drawn],
        "cliponaxis": False,
    }


def _hover(row: TimelineRow, title: str) -> str:
    name = row.name if len(row.name) <= LONGEST_NAME else row.name[:LONGEST_NAME] + "…"
    parts = [
        f"<b>{escape(row.number_text)} {escape(name)}</b>",
        *(escape(part) for part in title.split(" · ")),
    ]
    return "<br>".join(parts)


def _last(bar: Bar, chart: Chart) -> date:
    return chart.window.last if bar.is_open else bar.last


def _range(chart: Chart) -> tuple[date, date]:
    """Where the axis starts and ends: the last day of the window is part of it."""
    first, last = chart.window.first, chart.window.last + timedelta(days=1)
    margin = timedelta(days=max(1, round((last - first).days * MARGIN_SHARE)))
    return first - margin, last + margin


def _days(chart: Chart, look: Look, **options: Any) -> dict[str, Any]:
    starts, ends = _range(chart)
    return bare_axis(
        look,
        type="date",
        range=[starts.isoformat(), ends.isoformat()],
        uirevision=chart.zoom,
        side="top",
        showgrid=True,
        gridcolor=look.colours["line"],
        gridwidth=1,
        nticks=12,
        **options,
    )


def _layout(chart: Chart, lines: Sequence[Line], look: Look) -> dict[str, Any]:
    return base_layout(look) | {
        "barmode": "overlay",
        "dragmode": "zoom",
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        "xaxis": _days(chart, look, showticklabels=False),
        "yaxis": bare_axis(look, range=[len(lines), 0], fixedrange=True, showticklabels=False),
        "shapes": [*_bands(lines, look), *_over(chart, look)],
    }


def _bands(lines: Sequence[Line], look: Look) -> Iterator[dict[str, Any]]:
    """The ground under the headings of the groups."""
    for place, line in enumerate(lines):
        if isinstance(line, TimelineGroup):
            yield _rect(look.colours["s2"], 1) | {
                "xref": "paper",
                "x0": 0,
                "x1": 1,
                "y0": place,
                "y1": place + 1,
            }


def _over(chart: Chart, look: Look) -> Iterator[dict[str, Any]]:
    """The ground after the term, the end of the term, the status date."""
    _, ends = _range(chart)
    if chart.term_end:
        line = {"color": look.colours["g-term"], "width": look.px(2), "dash": "dash"}
        after = {"x0": chart.term_end.isoformat(), "x1": max(ends, chart.term_end).isoformat()}
        yield _rect(look.colours["tx"], 0.04) | {"yref": "paper", "y0": 0, "y1": 1} | after
        yield day_line(chart.term_end, line)
    yield day_line(chart.today, {"color": look.colours["g-today"], "width": look.px(1.5)})


def _rect(colour: str, opacity: float) -> dict[str, Any]:
    return {"type": "rect", "layer": "below", "line": {"width": 0}, "fillcolor": colour, "opacity": opacity}


def _labels(chart: Chart, look: Look) -> list[dict[str, Any]]:
    """오늘 as an inverse tab over its line, 임기말 in bold beside it; neither where the axis does not reach."""
    labels = [
        (chart.term_end, chart.term_end_label, chart.term_end_text, {"color": look.colours["tx"]}, {}),
        (
            chart.today,
            chart.today_label,
            chart.today_text,
            {"color": look.colours["tx-inv"]},
            {"bgcolor": look.colours["tx"]},
        ),
    ]
    starts, ends = _range(chart)
    return [
        {
            "x": day.isoformat(),
            "xanchor": _anchor((day - starts) / (ends - starts), is_tab=bool(ground)),
            "y": 0,
            "yref": "paper",
            "yanchor": "bottom",
            "showarrow": False,
            "borderpad": look.px(2),
            "text": f"<b>{escape(label)}</b>",
            "hovertext": escape(text),
            "font": {"size": look.px(12), **font},
        }
        | ground
        for day, label, text, font, ground in labels
        if day and starts <= day <= ends
    ]


def _anchor(share: float, *, is_tab: bool) -> str:
    """A tab stands over its line, a word beside it; at an edge both stay inside."""
    if share > 1 - LABEL_SHARE:
        return "right"
    return "center" if is_tab and share > LABEL_SHARE else "left"
