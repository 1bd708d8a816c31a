"""총사업비 from 당초 to 현재: totals as columns, changes by reason hanging between them."""

from html import escape
from typing import Any

from dashboard.screens.money_changes import Bar, ChangesCut
from layouts.theme import Look, bare_axis, base_layout


def changes_figure(cut: ChangesCut, look: Look) -> dict[str, Any]:
    """Each column starts where the one before it ended; signs stand on the labels."""
    bars = cut.bars
    data = [
        {
            "type": "bar",
            "x": list(range(len(bars))),
            "base": [bar.start for bar in bars],
            "y": [bar.end - bar.start for bar in bars],
            "width": 0.62,
            "marker": {
                "color": [_colour(bar, look) for bar in bars],
                "pattern": {
                    "shape": ["/" if bar.kind == "other" else "" for bar in bars],
                    "fgcolor": look.colours["bg"],
                    "size": look.px(6),
                },
            },
            "hovertext": [_hover(bar) for bar in bars],
            "hovertemplate": "%{hovertext}<extra></extra>",
        },
        {
            "type": "scatter",
            "mode": "text",
            "x": list(range(len(bars))),
            "y": [max(bar.start, bar.end) for bar in bars],
            "text": [f"<b>{escape(bar.text)}</b>" for bar in bars],
            "textposition": "top center",
            "textfont": {"color": look.colours["tx"], "size": look.px(13)},
            "hoverinfo": "skip",
            "cliponaxis": False,
        },
    ]
    return {"data": data, "layout": _layout(cut, look)}


def _colour(bar: Bar, look: Look) -> str:
    if bar.kind == "change":
        return look.colours["g-cur" if bar.amount > 0 else "axis"]
    return look.colours["tx2"]


def _hover(bar: Bar) -> str:
    texts = (f"<b>{escape(bar.label)}</b>", escape(bar.exact_text), escape(bar.projects_text))
    return "<br>".join(text for text in texts if text)


def _layout(cut: ChangesCut, look: Look) -> dict[str, Any]:
    levels = {"color": look.colours["axis"], "width": 1, "dash": "dot"}
    steps = [
        {
            "type": "line",
            "x0": place + 0.31,
            "x1": place + 0.69,
            "y0": bar.end,
            "y1": bar.end,
            "line": levels,
        }
        for place, bar in enumerate(cut.bars[:-1])
    ]
    ticks = ["<br>".join(escape(text) for text in (bar.label, bar.projects_text) if text) for bar in cut.bars]
    return base_layout(look) | {
        "margin": {"l": 0, "r": 0, "t": look.px(24), "b": look.px(42), "pad": 0},
        "xaxis": bare_axis(
            look,
            range=[-0.5, len(cut.bars) - 0.5],
            fixedrange=True,
            tickvals=list(range(len(cut.bars))),
            ticktext=ticks,
            tickangle=0,
        )
        | {"showline": True, "linecolor": look.colours["tx"], "linewidth": 1},
        "yaxis": bare_axis(look, rangemode="tozero", fixedrange=True, showticklabels=False),
        "shapes": steps,
    }
