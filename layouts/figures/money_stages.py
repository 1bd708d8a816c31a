"""The stages of money as bars under each other, a group per source: what was requested dark, the rest light."""

from html import escape
from typing import Any

from dashboard.screens.money_stages import StageGroup, StageLine, StagesCut
from layouts.figures.funding import SOURCE_TOKENS
from layouts.theme import Look, bare_axis, base_layout

GROUP_GAP = 0.9
LIGHT = 0.42


def stages_figure(cut: StagesCut, look: Look) -> dict[str, Any]:
    """From 신청 at the top to 집행; a stage without data has no bar and says so in the table."""
    data, ticks, place = [], [], 0.0
    for group in cut.groups:
        rows = [(place + index, line) for index, line in enumerate(group.lines)]
        data += _group(group, rows, look)
        ticks += [(at, f"{group.name} {line.name}") for at, line in rows]
        place += len(rows) + GROUP_GAP
    return {"data": data, "layout": _layout(ticks, place, look)}


def _group(group: StageGroup, rows: list[tuple[float, StageLine]], look: Look) -> list[dict[str, Any]]:
    colour = look.colours[SOURCE_TOKENS[group.source]]
    drawn = [(at, line) for at, line in rows if line.total.value is not None]
    asked = [line.asked.value or 0.0 for _, line in drawn]
    other = [(line.total.value or 0.0) - part for (_, line), part in zip(drawn, asked, strict=True)]
    hovers = [
        "<br>".join(
            escape(text)
            for text in (
                f"{group.name} {line.name} {line.total.exact_text}",
                *_rate_texts(line),
                line.cells_text,
            )
            if text
        )
        for _, line in drawn
    ]
    shared = {
        "type": "bar",
        "orientation": "h",
        "y": [at for at, _ in drawn],
        "hovertext": hovers,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "width": 0.72,
    }
    labels = {
        "type": "scatter",
        "mode": "text",
        "name": group.name,
        "x": [max(line.total.value or 0.0, 0.0) for _, line in drawn],
        "y": [at for at, _ in drawn],
        "text": [f" <b>{escape(line.total.text)}</b>{_percent(line)}" for _, line in drawn],
        "textposition": "middle right",
        "textfont": {"color": look.colours["tx"], "size": look.px(12)},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
    return [
        shared | {"name": group.name, "x": asked, "marker": {"color": colour}},
        shared | {"name": group.name, "x": other, "marker": {"color": colour, "opacity": LIGHT}},
        labels,
    ]


def _percent(line: StageLine) -> str:
    return f"  {escape(line.rate.value_text)}" if line.rate and line.rate.value is not None else ""


def _rate_texts(line: StageLine) -> tuple[str, ...]:
    if line.rate is None:
        return ()
    return (f"{line.rate.name} {line.rate.value_text}", line.rate.fraction_text)


def _layout(ticks: list[tuple[float, str]], length: float, look: Look) -> dict[str, Any]:
    return base_layout(look) | {
        "barmode": "relative",
        "margin": {"l": look.px(96), "r": look.px(112), "t": look.px(4), "b": look.px(4), "pad": look.px(4)},
        "xaxis": bare_axis(look, fixedrange=True, showticklabels=False),
        "yaxis": bare_axis(
            look,
            range=[length - GROUP_GAP - 0.4, -0.6],
            fixedrange=True,
            tickvals=[at for at, _ in ticks],
            ticktext=[text for _, text in ticks],
        ),
    }
