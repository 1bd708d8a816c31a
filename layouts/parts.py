"""Small parts that every screen is made of: headings, links, glyphs, bars, figures, graphs."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.domain.documents import SafeHref
from dashboard.domain.vocabulary import Status
from layouts import ids

Children = Any
"""What a component may hold: text, components, lists of them."""

HIDDEN: Any = {"aria-hidden": "true"}
"""For shapes beside their word."""

MENU: Any = {"data-menu": "1"}
"""Marks a <details> that assets/client.js closes when one clicks elsewhere or presses Escape."""

STATUS_CLASSES: dict[Status | None, str] = {
    Status.DONE: "done",
    Status.CONTINUED: "keep",
    Status.ON_TRACK: "norm",
    Status.PARTIAL: "part",
    Status.ON_HOLD: "hold",
    Status.DROPPED: "drop",
    None: "none",
}
"""Official status -> the class that gives its colour and its shape."""

GRAPH_CONFIG: Any = {
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "displaylogo": False,
    "displayModeBar": False,
    "showTips": False,
    "doubleClick": "reset",
}
"""Nothing of a chart ever leaves the browser; no tool bar."""

_NUMBER_AND_UNIT = re.compile(r"(.*\d)(\D+)", re.DOTALL)


def graph(name: str, figure: dict[str, Any], class_name: str) -> dcc.Graph:
    """The only way to a graph. Its size comes from the style sheet by `class_name`."""
    return dcc.Graph(
        id=ids.figure(name), figure=figure, config=GRAPH_CONFIG, responsive=True, className=class_name
    )


def link(children: Children, href: str, class_name: str = "", title: str | None = None) -> dcc.Link:
    """A way within the room; the browser follows it without loading the page anew."""
    return dcc.Link(children, href=href, className=class_name, title=title)


def outside(children: Children, href: SafeHref) -> html.A:
    """A way to another host, in a tab of its own that knows nothing of ours."""
    return html.A(children, href=href, target="_blank", rel="noopener noreferrer")


def download(children: Children, href: str, class_name: str = "", title: str | None = None) -> html.Button:
    """A file of the room: assets/reasons.js asks why, then fetches it."""
    return html.Button(children, type="button", className=class_name, title=title, **hook("export", href))


def glyph(name: str) -> html.I:
    """A shape in the colour of its kind; a word always stands near it."""
    return html.I(className=f"gl gl-{name} c-{name}", **HIDDEN)


def status_glyph(status: Status | None) -> html.I:
    return glyph(STATUS_CLASSES[status])


def status_mark(status: Status | None, word: str) -> html.Span:
    """Shape and word of an official status."""
    return html.Span([status_glyph(status), html.Span(word)], className="state")


def bar(share: float | None, class_name: str) -> html.I:
    """A bar of `share` (0..1) of its track; the style sheet turns the share into a length."""
    length: Any = {"data-share": share or 0}
    return html.I(className=f"bar {class_name}", **length, **HIDDEN)


def hook(name: str, value: str = "1") -> Any:
    """Lets a script find the element: an attribute `data-<name>`."""
    return {f"data-{name}": value}


def named(name: str) -> Any:
    """The name of a region for who cannot see it."""
    return {"aria-label": name}


def current(is_on: bool, kind: str = "true") -> Any:
    """Marks the way that is chosen, or the page that is open."""
    return {"aria-current": kind} if is_on else {}


def heading(text: Children, *aside: Children, level: int = 2) -> Component:
    """A rule with a heading under it, and what belongs beside the heading."""
    tag = {2: html.H2, 3: html.H3}[level]
    beside = [html.Span(each, className="aside") for each in aside if each]
    return html.Div([tag(text), *beside], className="heading")


def number(text: str) -> list[Children]:
    """A figure with its unit in small: "18.4" + "%"."""
    match = _NUMBER_AND_UNIT.fullmatch(text)
    return [match[1], html.Small(match[2])] if match else [text]


def paragraphs(texts: Sequence[str], class_name: str) -> list[Component]:
    return [html.P(text, className=class_name) for text in texts if text]


def sources_line(parts: Sequence[str], definitions: Sequence[str]) -> html.Footer:
    """기준일, source and formulas under a screen."""
    return html.Footer(
        [
            html.P([html.Span(part, className="nb") for part in parts if part], className="origin"),
            html.Ul([html.Li(each) for each in definitions], className="definitions"),
        ],
        className="foot",
    )


def shortcut_list(shortcuts: Mapping[str, str]) -> html.Dl:
    """Keys -> what they do."""
    rows = [
        (html.Dt([html.Kbd(key) for key in keys.split()]), html.Dd(said)) for keys, said in shortcuts.items()
    ]
    return html.Dl([part for row in rows for part in row], className="shortcuts")


def shortcut_switch(on_text: str, off_text: str) -> html.P:
    """Turns the keys off and on for this browser; assets/shortcuts.js does it, the style sheet shows one of them."""
    switches = [
        html.Button(text, type="button", className=f"keys-{state}", **hook("keys", state))
        for state, text in (("off", off_text), ("on", on_text))
    ]
    return html.P(switches, className="keys")


def explain(texts: Sequence[str]) -> html.Details:
    """A small ⓘ beside a figure; it opens what the figure means, in place.

    The first text names the figure; definition, source and 기준일 follow (screens.texts.explained).
    """
    name, *rest = [text for text in texts if text]
    sheet = html.Div([html.B(name), *paragraphs(rest, "")], className="explanation")
    return html.Details([html.Summary(glyph("info"), **named(name)), sheet], className="explain", **MENU)


def folded(title: str, said: str, body: Component, *, is_open: bool = False) -> html.Details:
    """A part that opens in place, with what it holds in a few words beside its title."""
    summary = html.Summary([html.H2(title), html.Span(said, className="aside")], className="heading")
    return html.Details([summary, body], open=is_open, className="folded-part")
