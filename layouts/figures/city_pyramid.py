"""The age pyramid: men to the left, women to the right, bands of ten years; assets/city.js plays its months."""

from html import escape
from typing import Any

from dashboard.screens.city_population import AgeTree, PyramidFrame
from layouts.theme import Look, bare_axis, base_layout

ROOM = 1.1
LABEL = 0.2
"""What the share at the end of the widest bar takes, as a part of it."""
MIDDLE = 0.32
"""What the names of the bands take between both sides, as a part of the widest bar."""


def pyramid_figure(tree: AgeTree, look: Look) -> dict[str, Any]:
    """One month; the scale is that of all months, so that nothing jumps while they are played."""
    frame, widest = tree.frames[tree.shown], _widest(tree)
    gap = widest * MIDDLE
    reach = (widest * (1 + LABEL) + gap) * ROOM
    layout = base_layout(look) | {
        "barmode": "overlay",
        "bargap": 0.22,
        "margin": {"l": look.px(4), "r": look.px(4), "t": look.px(24), "b": look.px(4), "pad": 0},
        "xaxis": bare_axis(look, fixedrange=True, showticklabels=False, range=[-reach, reach]),
        "yaxis": bare_axis(look, fixedrange=True, showticklabels=False, range=[-0.6, len(tree.bands) - 0.4]),
        "annotations": [
            _word(frame.label, 0, "center", look),
            _word(tree.male_name, -reach, "left", look),
            _word(tree.female_name, reach, "right", look),
        ],
    }
    return {
        "data": [
            _side(tree, frame, look, gap, is_male=True),
            _side(tree, frame, look, gap, is_male=False),
            _names(tree, look),
        ],
        "layout": layout,
    }


def frames(tree: AgeTree) -> dict[str, Any]:
    """The same for every month, for the script that plays them: lengths, texts, the month and its address."""
    return {
        "shown": tree.shown,
        "frames": [
            {
                "label": frame.label,
                "href": frame.href,
                "x": [_lengths(frame, is_male=True), _lengths(frame, is_male=False)],
                "text": [list(frame.male_shares), list(frame.female_shares)],
                "hovertext": [list(frame.male_texts), list(frame.female_texts)],
            }
            for frame in tree.frames
        ],
    }


def _side(tree: AgeTree, frame: PyramidFrame, look: Look, gap: float, *, is_male: bool) -> dict[str, Any]:
    texts = frame.male_texts if is_male else frame.female_texts
    shares = frame.male_shares if is_male else frame.female_shares
    return {
        "type": "bar",
        "orientation": "h",
        "name": tree.male_name if is_male else tree.female_name,
        "y": list(range(len(tree.bands))),
        "x": _lengths(frame, is_male=is_male),
        "base": -gap if is_male else gap,
        "marker": {"color": look.colours["g-cur" if is_male else "g-act"]},
        "text": list(shares),
        "textposition": "outside",
        "textfont": {"size": look.px(11), "color": look.colours["tx2"]},
        "cliponaxis": False,
        "hovertext": list(texts),
        "customdata": [escape(band) for band in tree.bands],
        "hovertemplate": "<b>%{fullData.name} %{customdata}</b><br>%{hovertext}<extra></extra>",
    }


def _lengths(frame: PyramidFrame, *, is_male: bool) -> list[float | None]:
    if is_male:
        return [None if share is None else -share for share in frame.male]
    return list(frame.female)


def _widest(tree: AgeTree) -> float:
    shares = [share for frame in tree.frames for share in (*frame.male, *frame.female) if share is not None]
    return max(shares, default=1) or 1


def _names(tree: AgeTree, look: Look) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "text",
        "x": [0] * len(tree.bands),
        "y": list(range(len(tree.bands))),
        "text": [escape(band) for band in tree.bands],
        "textfont": {"size": look.px(12), "color": look.colours["tx2"]},
        "hoverinfo": "skip",
    }


def _word(text: str, x: float, anchor: str, look: Look) -> dict[str, Any]:
    return {
        "x": x,
        "xanchor": anchor,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
        "borderpad": 0,
        "text": f"<b>{escape(text)}</b>",
        "font": {"color": look.colours["tx"], "size": look.px(13)},
    }
