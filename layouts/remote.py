"""The page that leads walls: a desk with large keys, which assets/remote.js fills and presses."""

import json
from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import urls
from dashboard.domain.city.districts import DISTRICTS, NAMES
from dashboard.domain.lead import DISTRICT, PROJECT, Command
from dashboard.domain.words import Words
from layouts.pane import TextField
from layouts.parts import HIDDEN, heading, hook, named

SCRIPTS, SHEET = ("visitor.js", "remote.js"), "remote.css"
"""The first offers to stay before a session ends, as on every page of a desk."""
LONGEST_SOUGHT = 100
UNPRESSED: Any = {"aria-pressed": "false"}


def build(program: str, words: Words) -> Component:
    """`program` is the one that the server runs: a page of another one loads anew."""
    given = {
        "build": program,
        "project": PROJECT,
        "every": words.remote_every,
        "words": dict(words.remote_said),
        "sent": dict(words.remote_sent),
        "ages": dict(words.wall_ages),
        "pause": words.remote_pause,
        "go_on": words.remote_go_on,
        "session": {"ends": words.session_ends, "stay": words.session_stay},
        "keys": {"on": words.remote_keys_on, "off": words.remote_keys_off},
    }
    return html.Main(
        [
            _head(words),
            _takeover(words),
            html.Div([_walls(words), _now(words), _send(words)], className="desk"),
            _keys(words),
        ],
        className="remote",
        **hook("remote", json.dumps(given, ensure_ascii=False)),
    )


def _head(words: Words) -> Component:
    ways = [
        html.A(words.brand, href=urls.room()),
        html.A(words.remote_to_wall, href=urls.WALL_PATH),
    ]
    return html.Header(
        [
            html.H1(words.remote_title),
            html.P(className="told", role="status", **hook("said")),
            html.Nav(ways, **named(words.brand)),
            html.P(
                [html.I(className="dot", **HIDDEN), html.Span(**hook("link"))],
                className="link",
                role="status",
            ),
            html.P(className="session-ends", hidden=True, role="alert", **hook("live", "session")),
        ]
    )


def _takeover(words: Words) -> Component:
    """What has taken every wall over, and the key that says that it was seen."""
    seen = html.Button(
        [html.Span(words.wall_situation_seen), html.Kbd(words.remote_key_names["seen"], **HIDDEN)],
        type="button",
        **hook("acknowledge"),
    )
    said = [html.P([html.B(words.remote_takeover), html.B(**hook("over"))]), html.P(**hook("over-text"))]
    return html.Div(
        [html.Div(said), seen], className="takeover", hidden=True, role="alert", **hook("takeover")
    )


def _walls(words: Words) -> Component:
    parts = [
        heading(words.remote_walls),
        html.Ul(**hook("walls"), **named(words.remote_walls)),
        html.P(words.remote_none, className="quiet", hidden=True, **hook("none")),
        html.Div([html.H3(**hook("gone-text")), html.Ul(**hook("gone"))], hidden=True, **hook("apart")),
        html.P(className="quiet", hidden=True, **hook("forgotten")),
    ]
    return html.Section(parts, className="walls", **named(words.remote_walls))


def _now(words: Words) -> Component:
    shown = [
        html.P(className="of", **hook("of")),
        html.P(className="shows", **hook("shows")),
        html.P(className="marks", **hook("marks")),
        html.P(className="led", **hook("led")),
    ]
    keys = [
        _key(words.remote_previous, Command.PREVIOUS, words),
        _key(words.remote_pause, Command.PAUSE, words),
        _key(words.remote_next, Command.NEXT, words),
        _key(words.remote_take_back, Command.TAKE_BACK, words, title=words.remote_take_back_note),
    ]
    return html.Section(
        [
            heading(words.remote_now),
            html.Div(shown, className="card"),
            html.Div(keys, className="transport"),
            heading(words.remote_scenes),
            html.Ol(className="choices scenes", **hook("scenes"), **named(words.remote_scenes)),
        ],
        className="now",
        **named(words.remote_now),
    )


def _key(text: str, command: Command, words: Words, title: str | None = None) -> Component:
    parts = [
        html.I(className=f"shape {command.value}", **HIDDEN),
        html.Span(text, **hook("text")),
        html.Kbd(words.remote_key_names[command.value], **HIDDEN),
    ]
    return html.Button(parts, type="button", title=title, **hook("command", command.value))


def _send(words: Words) -> Component:
    guests = html.Button(
        [
            html.Span([html.B(words.remote_guest), html.Kbd(words.remote_key_names["guest"], **HIDDEN)]),
            html.Span(className="state", **hook("text")),
        ],
        type="button",
        className="guest",
        **hook("guest"),
        **UNPRESSED,
    )
    districts = [(f"{DISTRICT}:{code}", NAMES[code]) for code in DISTRICTS]
    parts = [
        guests,
        heading(words.remote_project),
        _field(words),
        heading(words.remote_programmes),
        html.Div(className="choices", role="group", **hook("programmes"), **named(words.remote_programmes)),
        heading(words.remote_districts),
        html.Div(
            [_choice(key, text) for key, text in districts],
            className="choices",
            role="group",
            **hook("districts"),
            **named(words.remote_districts),
        ),
    ]
    return html.Section(parts, className="send", **named(words.remote_project))


def _choice(key: str, text: str) -> Component:
    return html.Button(html.Span(text, **hook("text")), type="button", **hook("show", key), **UNPRESSED)


def _field(words: Words) -> Component:
    """A field with what it finds below; the script says which of them Enter sends."""
    field = TextField(
        "project",
        words.remote_project_hint,
        LONGEST_SOUGHT,
        type="text",
        role="combobox",
        **hook("field"),
        **{"aria-expanded": "false", "aria-autocomplete": "list", "spellCheck": "false"},
    )
    return html.Div(
        [
            field,
            html.Div(
                role="listbox", className="found", hidden=True, **hook("found"), **named(words.remote_found)
            ),
            html.P(words.remote_project_note, className="quiet", role="status", **hook("note")),
        ],
        className="seek",
    )


def _keys(words: Words) -> Component:
    def each(name: str) -> Sequence[Component]:
        return [html.Dt(html.Kbd(words.remote_key_names[name])), html.Dd(words.remote_key_texts[name])]

    known = [html.Div(each(name)) for name in words.remote_key_names]
    toggle = html.Button(words.remote_keys_off, type="button", **hook("keys"))
    return html.Footer([html.Dl(known, **named(words.remote_keys)), toggle], className="keys")
