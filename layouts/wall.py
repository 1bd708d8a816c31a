"""The page of a wall: its frame, and each scene as a tree that assets/wall.js puts into it."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import urls
from dashboard.domain.geometry import CANVAS, Geometry
from dashboard.domain.playlist import FADE_SECONDS, RESUME_SECONDS, SceneKind
from dashboard.domain.words import Words
from dashboard.screens.wall_view import Scene, Span
from layouts import (
    wall_area,
    wall_attention,
    wall_board,
    wall_city,
    wall_focus,
    wall_money,
    wall_procedures,
)
from layouts.parts import HIDDEN, hook
from layouts.signing_in import plain_document
from layouts.wall_tree import Tree, trees

SCREEN = "wall_screen.js"
"""What computes the sizes of a wall's screen, and spares it."""
SCRIPTS = ("wall_trees.js", SCREEN, "wall.js")
WORKER = "wall_worker.js"
SHEETS = (
    *("wall.css", "wall_scenes.css", "wall_area.css", "wall_attention.css", "wall_procedures.css"),
    *("wall_money.css", "wall_city.css", "wall_focus.css", "wall_pairing.css"),
)

BUILDERS: Mapping[SceneKind, Callable[[Any], Component]] = MappingProxyType(
    {
        SceneKind.BOARD: wall_board.build,
        SceneKind.MONEY: wall_money.build,
        SceneKind.CITY: wall_city.build,
        SceneKind.FOCUS: wall_focus.build,
        SceneKind.AREA: wall_area.build,
        SceneKind.ATTENTION: wall_attention.build,
        SceneKind.PROCEDURES: wall_procedures.build,
    }
)


def scene(shown: Scene, aside: Component) -> Tree:
    """A scene with its head; `aside` is what every head ends with."""
    head = html.Header(
        [
            html.H1(shown.title, className="sc"),
            html.P([_span(each) for each in shown.sentence], className="msg"),
            aside,
        ]
    )
    content = html.Main(BUILDERS[shown.kind](shown.content), className=f"scene-{shown.kind.value}")
    return trees([head, content])


def message(title: str, text: str, aside: Component) -> Tree:
    """A scene that has nothing to show, and why."""
    head = html.Header([html.H1(title, className="sc"), html.P(className="msg"), aside])
    return trees([head, html.Main(html.P(text, className="empty"))])


def aside(demo_mark: str | None, basis_text: str | None, places: Sequence[str], here: str) -> Component:
    """시연용 자료, 기준일, the link's state (which assets/wall.js writes), and where the playlist stands."""
    parts: list[Component] = []
    if demo_mark:
        parts.append(html.Span(demo_mark, className="demo"))
    if basis_text:
        parts.append(html.Span(basis_text, className="nb"))
    parts.append(
        html.Span(
            [html.I(className="dot", **HIDDEN), html.Span(**hook("link"))],
            className="link nb",
            **hook("state"),
        )
    )
    dots = [html.I(className="on" if each == here else "") for each in places]
    parts.append(html.Span(dots, className="pl", **HIDDEN))
    return html.P(parts, className="when")


def night() -> Component:
    """What a wall shows at night; assets/wall_screen.js writes the time, and the link when something is wrong."""
    parts = [
        html.Span(className="clock", **hook("clock")),
        html.Span(className="date", **hook("date")),
        html.Span(html.Span(**hook("link")), className="link", **hook("state")),
    ]
    return html.P(parts, className="asleep", hidden=True, **hook("asleep"))


def document(
    title: str,
    geometry: Geometry,
    given: Mapping[str, Any],
    files: tuple[Sequence[str], Sequence[str], str],
    words: Words,
) -> str:
    """The whole page. `given` is what the script starts with; `files` are sheets, scripts and the icon."""
    data = {
        "words": {
            "states": dict(words.wall_link),
            "ages": dict(words.wall_ages),
            "date": words.wall_night_date,
            "weekdays": words.wall_weekdays,
            "weekday": words.wall_weekday,
        },
        "waiting": message(words.wall_waiting, words.wall_waiting_note, aside(None, None, (), "")),
        "covered": message(words.wall_covered, words.wall_covered_note, aside(None, None, (), "")),
        "refused": message(words.wall_needs_sign_in, words.wall_needs_sign_in_note, html.P(className="when")),
        "pairing": urls.pair(urls.WALL_PATH),
        "fade": FADE_SECONDS,
        "resume": RESUME_SECONDS,
        "canvas": CANVAS,
        "geometry": asdict(geometry),
        **given,
    }
    content = html.Div(
        [
            html.Div(className="slot", **hook("slot", "a")),
            html.Div(className="slot", **hook("slot", "b")),
            night(),
            html.Div(className="over", hidden=True, **hook("over")),
            html.Div(className="over situation", hidden=True, role="alert", **hook("situation")),
            html.P(words.wall_paused, className="pause", hidden=True, role="status", **hook("pause")),
        ],
        className="wall",
        **hook("wall", json.dumps(data, ensure_ascii=False)),
    )
    return framed(title, geometry, content, files)


def framed(
    title: str, geometry: Geometry, content: Component, files: tuple[Sequence[str], Sequence[str], str]
) -> str:
    """A whole page whose sizes assets/wall_screen.js computes."""
    return plain_document(f'data-surface="wall" data-theme="{geometry.theme}"', title, content, files)


def _span(span: Span) -> Component:
    return html.B(span.text) if span.is_late else html.Span(span.text)
