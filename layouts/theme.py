"""The looks that Python needs: colours out of assets/tokens.css, and the base of every Plotly layout."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

FONT = '"Noto Sans KR Variable", "Room", "Noto Sans KR", "Noto Sans CJK KR", sans-serif'
FINE_PX = 12
"""Desk text of charts in px at a scale of 1; the step --t-fine."""

_BLOCK = re.compile(r"(?P<selectors>[^{}]+)\{(?P<body>[^{}]*)\}")
_COLOUR = re.compile(r"--([a-z0-9-]+)\s*:\s*(#[0-9a-fA-F]{6})")


class TokensError(ValueError):
    """The style sheet of tokens has no colours for a theme."""


@dataclass(frozen=True, slots=True)
class Look:
    """A theme at a size: colours by token name ("late") and the scale of everything in px."""

    theme: str
    colours: Mapping[str, str]
    scale: float = 1.0

    def at(self, scale: float) -> "Look":
        return replace(self, scale=scale)

    def px(self, size: float) -> float:
        """`size` px of the drawing at a root font of 16 px, on this screen."""
        return round(size * self.scale, 2)


def load_look(theme: str, tokens_css: Path) -> Look:
    """The look of `theme` ("light" or "dark") with the colours that the style sheet of tokens gives it."""
    text = re.sub(r"/\*.*?\*/", "", tokens_css.read_text(encoding="utf-8"), flags=re.DOTALL)
    colours: dict[str, str] = {}
    for block in _BLOCK.finditer(text):
        if f'[data-theme="{theme}"]' in block["selectors"]:
            colours |= dict(_COLOUR.findall(block["body"]))
    if not colours:
        raise TokensError(f"{tokens_css} has no colours for the theme {theme!r}.")
    return Look(theme, MappingProxyType(colours))


DATE_TICKS: Sequence[dict[str, Any]] = (
    {"dtickrange": [None, 28 * 24 * 3600 * 1000], "value": "%-m. %-d."},
    {"dtickrange": ["M1", "M11"], "value": "'%y. %-m."},
    {"dtickrange": ["M12", None], "value": "%Y"},
)
"""How dates stand at an axis: days, months or years, as far as one has zoomed."""


def base_layout(look: Look) -> dict[str, Any]:
    """What every chart shares: transparent ground, our font, no legend, hover as an inverse slip of text."""
    colours = look.colours
    text = {"family": FONT, "size": look.px(FINE_PX), "color": colours["tx2"]}
    return {
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": text,
        "separators": ".,",
        "autosize": True,
        "showlegend": False,
        "hovermode": "closest",
        "uirevision": "keep",
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": colours["s-inv"],
            "bordercolor": colours["s-inv"],
            "align": "left",
            "font": {**text, "color": colours["tx-inv"]},
        },
    }


def bare_axis(look: Look, **options: Any) -> dict[str, Any]:
    """An axis without frame, zero line and grid."""
    ticks = {"size": look.px(FINE_PX), "color": look.colours["tx2"]}
    return {"showgrid": False, "zeroline": False, "showline": False, "ticks": "", "tickfont": ticks} | options
