"""Money by period: planned money stacked by source, secured and executed money beside it.

The columns stand over those of the table below: the first column of the table is the left margin.
"""

from html import escape
from typing import Any

from dashboard.domain.vocabulary import FundSource
from dashboard.screens.project import FundRow, FundTable
from layouts.theme import Look, bare_axis, base_layout

LABELS_PX = 88
"""Width of the table's first column; .fund-table in project.css has the same."""
SOURCE_TOKENS = {
    FundSource.NATIONAL: "nat",
    FundSource.METRO: "city",
    FundSource.DISTRICT: "gu",
    FundSource.PRIVATE: "priv",
    FundSource.OTHER: "etc",
    FundSource.UNKNOWN: "unk",
    FundSource.TOTAL: "unk",
}
"""Money source -> colour token: hue is the source, everywhere."""

PLANNED_AT, PLANNED_WIDE = 0.06, 0.44
SECURED_AT, EXECUTED_AT, STAGE_WIDE = 0.36, 0.46, 0.085


def funding_figure(table: FundTable, look: Look) -> dict[str, Any]:
    """One column per period; the last column of the table, the total, stays free."""
    colours = look.colours
    periods = [column for column in table.columns if column.kind != "total"]
    count = len(periods)
    data = [
        _column(row, count, PLANNED_AT, PLANNED_WIDE, _fill(look, row.source), "planned")
        for row in table.planned
    ]
    data.append(
        _column(table.secured_sum, count, SECURED_AT, STAGE_WIDE, {"color": colours["axis"]}, "secured")
    )
    data.append(
        _column(table.executed_sum, count, EXECUTED_AT, STAGE_WIDE, {"color": colours["exe"]}, "executed")
    )
    data.append(_totals(table.planned_sum, count, look))
    for trace in data:
        trace["hovertext"] = [
            f"<b>{escape(column.label)}</b><br>{escape(trace['name'])} {escape(text)}"
            for column, text in zip(periods, trace.pop("exact"), strict=True)
        ]
    return {"data": data, "layout": _layout(table, look)}


def _fill(look: Look, source: FundSource | None) -> dict[str, Any]:
    seam = {"color": look.colours["bg"], "width": 1}
    return {"color": look.colours[SOURCE_TOKENS[source] if source else "unk"], "line": seam}


def _column(
    row: FundRow, count: int, at: float, wide: float, marker: dict[str, Any], group: str
) -> dict[str, Any]:
    cells = row.cells[:count]
    return {
        "type": "bar",
        "name": row.label,
        "x": [place + at for place in range(count)],
        "y": [cell.value for cell in cells],
        "width": wide,
        "offset": -wide / 2,
        "marker": {"line": {"width": 0}} | marker,
        "exact": [cell.exact_text for cell in cells],
        "hovertemplate": "%{hovertext}<extra></extra>",
    } | ({} if group == "planned" else {"base": 0})


def _totals(row: FundRow, count: int, look: Look) -> dict[str, Any]:
    cells = row.cells[:count]
    return {
        "type": "scatter",
        "mode": "text",
        "name": row.label,
        "x": [place + PLANNED_AT for place in range(count)],
        "y": [cell.value for cell in cells],
        "text": [f"<b>{escape(cell.text)}</b>" if cell.value else "" for cell in cells],
        "textposition": "top center",
        "textfont": {"color": look.colours["tx"], "size": look.px(12)},
        "exact": [cell.exact_text for cell in cells],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }


def _layout(table: FundTable, look: Look) -> dict[str, Any]:
    return base_layout(look) | {
        "barmode": "relative",
        "margin": {"l": look.px(LABELS_PX), "r": 0, "t": look.px(20), "b": look.px(2), "pad": 0},
        "xaxis": bare_axis(
            look, range=[-0.5, len(table.columns) - 0.5], fixedrange=True, showticklabels=False
        )
        | {"showline": True, "linecolor": look.colours["tx"], "linewidth": 1},
        "yaxis": bare_axis(look, rangemode="tozero", fixedrange=True, showticklabels=False),
        "shapes": _term_line(table, look),
    }


def _term_line(table: FundTable, look: Look) -> list[dict[str, Any]]:
    """The dashed end of the term, before 임기후."""
    line = {"color": look.colours["g-term"], "width": look.px(1.5), "dash": "dash"}
    return [
        {
            "type": "line",
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "x0": place - 0.5,
            "x1": place - 0.5,
            "line": line,
        }
        for place, column in enumerate(table.columns)
        if column.kind == "after"
    ]
