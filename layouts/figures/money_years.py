"""Planned money by year, stacked by source, secured and executed money beside it, over the columns of a table."""

from collections.abc import Sequence
from html import escape
from typing import Any

from dashboard.screens.money_parts import Row, Table
from layouts.figures.funding import SOURCE_TOKENS
from layouts.theme import Look, bare_axis, base_layout

LABELS_PX = 112
"""Width of the table's first column; .by-year in money.css has the same."""
SUMS = frozenset({"term", "later", "total"})
"""Columns that sum others stay free: their bars would count money twice."""

PLANNED_AT, PLANNED_WIDE = -0.1, 0.5
SECURED_AT, EXECUTED_AT, STAGE_WIDE = 0.24, 0.35, 0.09


def years_figure(table: Table, term_word: str, look: Look) -> dict[str, Any]:
    """A column per period, where the table has it."""
    places = [place for place, column in enumerate(table.columns) if column.kind not in SUMS]
    labels = [table.columns[place].label for place in places]
    seam = {"color": look.colours["bg"], "width": 1}
    data = [
        _bars(row, places, labels, PLANNED_AT, PLANNED_WIDE)
        | {"marker": {"color": look.colours[SOURCE_TOKENS[row.source]], "line": seam}}
        for row in table.rows
        if row.source
    ]
    data += [
        _bars(table.row("secured"), places, labels, SECURED_AT, STAGE_WIDE)
        | {"marker": {"color": look.colours["axis"]}, "base": 0},
        _bars(table.row("executed"), places, labels, EXECUTED_AT, STAGE_WIDE)
        | {"marker": {"color": look.colours["exe"]}, "base": 0},
        _totals(table.row("sum"), places, labels, look),
    ]
    return {"data": data, "layout": _layout(table, term_word, look)}


def _bars(row: Row, places: Sequence[int], labels: Sequence[str], at: float, wide: float) -> dict[str, Any]:
    return {
        "type": "bar",
        "name": row.label,
        "x": [place + at for place in places],
        "y": [row.cells[place].value for place in places],
        "width": wide,
        "offset": -wide / 2,
        "hovertext": _hovers(row, places, labels),
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _hovers(row: Row, places: Sequence[int], labels: Sequence[str]) -> list[str]:
    return [
        f"<b>{escape(label)}</b><br>{escape(row.label)} {escape(row.cells[place].exact_text)}"
        for place, label in zip(places, labels, strict=True)
    ]


def _totals(row: Row, places: Sequence[int], labels: Sequence[str], look: Look) -> dict[str, Any]:
    cells = [row.cells[place] for place in places]
    return {
        "type": "scatter",
        "mode": "text",
        "name": row.label,
        "x": [place + PLANNED_AT for place in places],
        "y": [cell.value for cell in cells],
        "text": [f"<b>{escape(cell.text)}</b>" if cell.value else "" for cell in cells],
        "textposition": "top center",
        "textfont": {"color": look.colours["tx"], "size": look.px(12)},
        "hovertext": _hovers(row, places, labels),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }


def _layout(table: Table, term_word: str, look: Look) -> dict[str, Any]:
    count = len(table.columns)
    return base_layout(look) | {
        "barmode": "relative",
        "margin": {"l": look.px(LABELS_PX), "r": 0, "t": look.px(22), "b": look.px(2), "pad": 0},
        "xaxis": bare_axis(look, range=[-0.5, count - 0.5], fixedrange=True, showticklabels=False)
        | {"showline": True, "linecolor": look.colours["tx"], "linewidth": 1},
        "yaxis": bare_axis(look, rangemode="tozero", fixedrange=True, showticklabels=False),
        "shapes": _term_line(table, look),
        "annotations": _term_label(table, look, term_word),
    }


def _term_places(table: Table) -> list[float]:
    """Behind the sum of what is within the term, where anything comes after it."""
    has_after = any(column.kind == "after" for column in table.columns)
    return [place + 0.5 for place, column in enumerate(table.columns) if column.kind == "term" and has_after]


def _term_line(table: Table, look: Look) -> list[dict[str, Any]]:
    line = {"color": look.colours["g-term"], "width": look.px(1.5), "dash": "dash"}
    ends = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "line": line}
    return [ends | {"x0": place, "x1": place} for place in _term_places(table)]


def _term_label(table: Table, look: Look, word: str) -> list[dict[str, Any]]:
    looks = {"yref": "paper", "y": 1, "xanchor": "right", "yanchor": "top", "showarrow": False}
    font = {"color": look.colours["tx"], "size": look.px(12)}
    return [
        looks | {"x": place, "text": f"<b>{escape(word)}</b>", "xshift": -look.px(4), "font": font}
        for place in _term_places(table)
    ]
