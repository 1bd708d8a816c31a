"""Parts that scenes of a wall are made of. Lengths are shares or units; the style sheets know no pixel."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from dash import html

from dashboard.domain.vocabulary import Status
from dashboard.screens.texts import PastLevel
from layouts.pane import Node
from layouts.parts import HIDDEN, Children, hook, status_glyph
from layouts.wall_tree import VARIABLE

PAST_CLASSES: Mapping[PastLevel, str] = MappingProxyType(
    {
        PastLevel.STRONG: "late",
        PastLevel.CLEAR: "late mild",
        PastLevel.SLIGHT: "slight",
        PastLevel.NONE: "",
    }
)
"""How far past plan -> the classes that light a tile."""


LONG = 4
"""Digits from which on a figure is drawn smaller, so that what it is measured against has its place."""


def figure(text: str, class_name: str = "n") -> html.P:
    """A number with its units in small: "1조 5,056억", "18.4%"."""
    is_long = max(sum(map(str.isdigit, word)) for word in text.split(" ")) >= LONG
    return html.P(with_units(text), className=f"{class_name} long" if is_long else class_name)


def with_units(text: str) -> list[Children]:
    """The text with everything that is no number made small."""
    pieces: list[Children] = []
    run, is_number = "", True
    for sign in text:
        belongs = sign.isdigit() or sign in ".,+-△"
        if belongs != is_number and run:
            pieces.append(run if is_number else html.Small(run))
            run = ""
        is_number = belongs
        run += sign
    pieces.append(run if is_number else html.Small(run))
    return pieces


def meter(share: float | None, class_name: str = "") -> html.Div:
    """A bar of `share` (0..1) of its track; an empty track where it is missing."""
    filled = [html.I(**at(share=min(max(share, 0.0), 1.0)))] if share is not None else []
    return html.Div(filled, className=f"meter {class_name}".strip(), **HIDDEN)


def state(status: Status | None, word: str) -> html.Span:
    """Shape and official word."""
    return html.Span([status_glyph(status), word], className="st nb")


def rows_of(texts: Sequence[str]) -> list[html.Span]:
    """Lines that are broken already."""
    return [html.Span(text, className="line") for text in texts]


def at(**values: float) -> Any:
    """Numbers that the style sheets make lengths of, by name: `at(share=.5)` is `--share`."""
    return {f"{VARIABLE}{name}": f"{value:.5g}" for name, value in values.items()}


def svg(tag: str, children: Any = None, **attributes: str | float | None) -> Node:
    """An element of SVG, which dash.html has none of. Attributes are written as given, `_` as `-`."""
    return {
        "type": tag,
        "namespace": "svg",
        "props": {
            "children": children,
            **{name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()},
        },
    }


def tile(project_id: str, class_name: str, children: Children, title: str | None = None) -> html.Button:
    """What opens a project in large when it is touched."""
    return html.Button(
        children, type="button", className=class_name, title=title, **hook("project", project_id)
    )


def keyed(key: str) -> Any:
    """Names a part: when a figure in it changes, its ground fades once."""
    return hook("key", key)
