"""The frame of every screen: the document around it, the header, the place of the page, the stores."""

import json
from collections.abc import Sequence
from html import escape
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.domain.words import Words
from dashboard.screens.header import HeaderScreen, MomentLink, NavItem, PastBar, ViewsMenu
from layouts import ids, reason
from layouts.pane import Pane, TextField, plain
from layouts.parts import (
    GRAPH_CONFIG,
    MENU,
    current,
    heading,
    hook,
    link,
    named,
    shortcut_list,
    shortcut_switch,
)


def header(screen: HeaderScreen) -> Component:
    """Name, ways to go, 자료 기준일 and 수신. The link's state and a fault are texts of assets/live.js."""
    return html.Header(
        [
            html.Div(
                [link(_brand(screen), screen.nav[0].href if screen.nav else "/", "brand"), _nav(screen)],
                className="top-left",
            ),
            html.Div(className="search", key="search", **_live("search")),
            html.Div(_now(screen), className="now"),
            html.P(hidden=True, className="session-ends", key="session", role="alert", **_live("session")),
            html.P(hidden=True, className="problem", key="problem", role="status", **_live("problem")),
            *([_past(screen.past)] if screen.past else []),
        ],
        className="top",
    )


def _past(past: PastBar) -> Component:
    """Nobody may take an earlier moment for now: the bar is inverse and stands on every sheet."""
    choices = html.Ul([html.Li(_moment(each), **current(each.is_on)) for each in past.choices])
    menu = html.Details([html.Summary(past.choose_text), choices], **MENU)
    steps = [_moment(each) for each in (past.earlier, past.later, past.now) if each]
    return html.Div([html.B(past.text), *steps, *([menu] if past.choices else [])], className="past-bar")


def _more(screen: HeaderScreen) -> Component:
    """What is needed less often: further ways, print, and the saved views with the form that saves the open one."""
    ways = html.Ul([_way(item) for item in screen.more], className="ways")
    printing = (
        [html.Button(screen.print_text, className="print", **hook("print"))] if screen.print_text else []
    )
    views = [_views(screen.views)] if screen.views else []
    past = [_moments(screen)] if screen.moments else []
    is_on = "on" if any(item.is_on for item in screen.more) else ""
    visitor = html.Div(className="visitor", key="visitor", **_live("visitor"))
    sheet = html.Div([ways, *printing, *past, *views, visitor], className="sheet")
    return html.Details([html.Summary(screen.more_text, className=is_on), sheet], className="more", **MENU)


def _moments(screen: HeaderScreen) -> Component:
    """The same screen as of every 기준일, newest first."""
    ways = [html.Li(_moment(each), **current(each.is_on)) for each in screen.moments]
    return html.Div([heading(screen.moments_text, level=3), html.Ul(ways)], className="moments")


def _views(menu: ViewsMenu) -> Component:
    views = [
        html.Li(
            [
                link(view.name, view.href),
                html.Button(menu.forget_text, id=ids.act(ids.FORGET_VIEW, view.name), type="button"),
            ],
            key=view.name,
        )
        for view in menu.views
    ]
    form = html.Form(
        [
            TextField(ids.NAME, menu.name_text, most=40),
            html.Button(menu.save_text, id=ids.act(ids.SAVE_VIEW, ""), type="button"),
        ],
        className="put-in",
    )
    empty = [html.P(menu.empty_text, className="quiet")] if menu.empty_text else []
    return html.Div([heading(menu.title, level=3), html.Ul(views), *empty, form], className="views")


def _moment(to: MomentLink) -> Component:
    return link(to.label, to.href)


def _brand(screen: HeaderScreen) -> list[Component | str]:
    return [screen.brand, html.Small(screen.city)] if screen.city else [screen.brand]


def _nav(screen: HeaderScreen) -> Component:
    return html.Nav([html.Ul([_way(item) for item in screen.nav]), _more(screen)], **named(screen.brand))


def _way(item: NavItem) -> Component:
    way = hook("way", item.page.value) if item.page else {}
    return html.Li(link(item.label, item.href), **way, **current(item.is_on, "page"))


def _now(screen: HeaderScreen) -> list[Component]:
    """Two times in two lines, never mixed, and how old the data are."""
    demo = [html.Span(screen.demo_sentence or screen.demo_mark, className="demo")] if screen.demo_mark else []
    times = html.Span(
        [
            html.Span([screen.basis_label, " ", html.B(screen.basis_text)], className="nb"),
            html.Span([screen.received_label, " ", screen.received_text], className="nb"),
        ],
        className="times",
    )
    return [*demo, times, html.Span(className="live", key="link", **_live("link"))]


def _live(name: str) -> Any:
    """Hands an empty element to assets/live.js. It has a key: React may not make another element of it, whose
    text would stay.
    """
    return {"data-live": name}


def page(screen: HeaderScreen | None, content: Component, words: Words) -> Component:
    """A whole page as the first paint shows it: the frame with `content` in it."""
    return _frame(header(screen) if screen else None, content, words)


def live_frame(words: Words) -> Component:
    """The frame of the live page: empty until the first address has been answered."""
    return html.Div(
        [
            _frame(Pane(ids.pane(ids.HEADER), html.Header(className="top")), [], words),
            html.Div(id=ids.NOTICE, className="notice", role="status"),
            html.Div(id=ids.WARM_UP, hidden=True),
            _shortcuts(words),
            reason.build(words),
            dcc.Location(id=ids.ADDRESS_BAR, refresh=False),
            dcc.Store(id=ids.ADDRESS),
            dcc.Store(id=ids.VIEWPORT),
            dcc.Store(id=ids.DATA_VERSION),
            dcc.Store(id=ids.SHOWN),
            dcc.Store(id=ids.PRESSED),
            dcc.Store(id=ids.WARM_UP_GRAPH, data=plain(dcc.Graph(figure={}, config=GRAPH_CONFIG))),
        ]
    )


def _frame(top: Component | None, content: Component | list[Component], words: Words) -> Component:
    return html.Div(
        [
            html.A(words.skip_to_content, href=f"#{ids.MAIN}", className="skip"),
            top,
            html.Main(html.Div(content, id=ids.PAGE, className="page"), id=ids.MAIN, tabIndex="-1"),
        ],
        className="frame",
    )


def _shortcuts(words: Words) -> Component:
    """The dialog that assets/shortcuts.js opens."""
    return html.Dialog(
        [
            heading(words.shortcuts_title),
            shortcut_list(words.shortcuts),
            html.P(words.shortcuts_note, className="note"),
            shortcut_switch(words.shortcuts_on, words.shortcuts_off),
            html.Button(words.shortcuts_close, **hook("close")),
        ],
        id=ids.SHORTCUTS,
        className="sheet",
        **named(words.shortcuts_title),
    )


def live_words(words: Words) -> str:
    """The words that the browser needs for ages and the state of the link, as JSON."""
    return json.dumps(
        {
            "lost": words.link_lost,
            "stuck": words.wall_link["stuck"],
            "with_age": words.freshness_with_age,
            "seconds": words.seconds,
            "minutes": words.minutes,
            "hours": words.hours,
            "days": words.days,
            "session": {"ends": words.session_ends, "stay": words.session_stay},
            "search": {
                "label": words.search_label,
                "hint": words.search_hint,
                "list": words.search_list,
                "away": words.search_away,
            },
            "ago": {
                "seconds": words.age_seconds,
                "minutes": words.age_minutes,
                "hours": words.age_hours,
                "days": words.age_days,
            },
        },
        ensure_ascii=False,
    )


def visitor(
    label: str, note: str, words: Words, ways: Sequence[tuple[str, str]] = (), *, has_account: bool
) -> str:
    """Who looks, for assets/visitor.js: an attribute of the document, escaped. `note` says what is special of it.

    `ways` are further pages without scripts: what they are called, and where they are.
    """
    own = {"account": words.account_link, "out": words.sign_out} if has_account else {}
    told = {"label": label, "note": note, "ways": ways, **own}
    return escape(json.dumps(told, ensure_ascii=False))


def index_string(theme: str, build: str, poll_seconds: float, words: Words, start: str) -> str:
    """The document: Dash's pieces in {%braces%}, places for what differs by page, `start` (assets/start.js)."""
    attributes = {
        "lang": "ko",
        "data-surface": "desk",
        "data-theme": theme,
        "data-bs-theme": theme,
        "data-build": build,
        "data-poll": f"{poll_seconds:g}",
        "data-words": live_words(words),
    }
    written = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items())
    return f"""<!DOCTYPE html>
<html {written} data-visitor="{VISITOR_PLACE}">
<head>
{{%metas%}}
<title>{{%title%}}</title>
{{%favicon%}}
{{%css%}}
{SHEET_MARK_PLACE}
</head>
<body>
{{%app_entry%}}
<div id="{ids.FIRST_PAINT}">{FIRST_PAINT_PLACE}</div>
<footer hidden>
{{%config%}}
<template id="{ids.SCRIPTS}" data-when="{SCRIPTS_WHEN_PLACE}">
{{%scripts%}}
{{%renderer%}}
</template>
<script>{start}</script>
</footer>
</body>
</html>"""


APP_ENTRY = '<div id="react-entry-point"></div>'
"""Where the live page goes; Dash's own entry says Loading..., ours says nothing."""
VISITOR_PLACE = "<!--visitor-->"
FIRST_PAINT_PLACE = "<!--first-paint-->"
SHEET_MARK_PLACE = "<!--sheet-mark-->"
SCRIPTS_WHEN_PLACE = "<!--scripts-when-->"
SCRIPTS_NOW, SCRIPTS_PAINTED = "now", "painted"
"""A page whose charts only scripts can draw starts them at once; any other when it has been painted."""


def sheet_mark(sentence: str) -> str:
    """The style that prints `sentence` at the foot of every sheet; @page in base.css takes it."""
    text = sentence.replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\3c ").replace("\n", " ")
    return f'<style>:root{{--sheet-mark:"{text}"}}</style>'
