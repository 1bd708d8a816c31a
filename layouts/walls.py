"""The page on which a browser becomes a wall, and the list of walls for an administrator."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from dash import html
from dash.development.base_component import Component

from dashboard import urls
from dashboard.domain.geometry import CANVAS, Geometry
from dashboard.domain.walls import LONGEST_NAME, Wall, WallState
from dashboard.domain.words import Words, time_text
from dashboard.screens.wall_beats import HeardLine, HeardList
from layouts.forms import field, form, hidden, listing, note, page, said, told
from layouts.parts import Children, heading, hook
from layouts.wall import SCREEN, framed

CODE_DIGITS = 6
SCRIPTS = (SCREEN, "pair.js")
"""The scripts of the page with a code."""


def pairing(
    wanted: str, geometry: Geometry, files: tuple[Sequence[str], Sequence[str], str], words: Words
) -> str:
    """The page with a code in large type, which assets/pair.js asks for: no data and no name of anything.

    A wall may show it for days, so it is a wall's screen; `geometry` is that of walls of which nothing is said.
    """
    texts = {"left": words.pair_left, "full": words.pair_full, "away": words.pair_away}
    given = {"next": wanted, "texts": texts, "canvas": CANVAS, "geometry": asdict(geometry)}
    parts = [
        html.P([html.Span(words.pair_code), html.B(**hook("code"))], className="code", role="status"),
        html.P(words.pair_text),
        html.P(className="note", **hook("said")),
        html.P(html.A(words.pair_sign_in, href=urls.sign_in(wanted))),
    ]
    content = [
        html.Header(html.H1(words.pair_title, className="sc")),
        html.Main(html.Div(parts, className="empty")),
    ]
    frame = html.Div(
        html.Div(content, className="slot on"),
        className="wall pairing",
        **hook("pair", json.dumps(given, ensure_ascii=False)),
    )
    return framed(f"{words.pair_title} · {words.brand}", geometry, frame, files)


@dataclass(frozen=True, slots=True)
class Kept:
    """What the list of walls holds: the paired ones, names that wait, and what walls say of themselves."""

    known: Sequence[Wall]
    approved: Sequence[str]
    heard: HeardList


def walls(
    kept: Kept,
    now: datetime,
    address: str,
    said_now: tuple[str | None, str | None],
    words: Words,
) -> Component:
    """Every wall, and the form that connects another; `address` is that of the page which shows a code.

    `said_now` are what was done and what is wrong with what was sent.
    """
    news, problem = said_now
    waiting = [note(words.walls_approved.format(name=name)) for name in kept.approved]
    rows = [_wall(wall, wall.state(now), words) for wall in kept.known]
    there = [listing(words.walls_heads, rows, words.walls_title)] if rows else [note(words.walls_empty)]
    ways = html.P(
        [
            html.A(words.to_admin, href=urls.PATHS[urls.Page.ADMIN]),
            html.A(words.accounts_title, href=urls.ACCOUNTS_PATH),
        ],
        className="ways-out",
    )
    parts = [
        ways,
        html.P(words.walls_lead),
        *told(news),
        *said(problem),
        *there,
        *waiting,
        *_add(address, words),
        *_heard(kept.heard, words),
    ]
    return page(words.walls_title, parts, "door wide")


def _heard(heard: HeardList, words: Words) -> list[Component]:
    paired = [_line(each, words) for each in heard.paired]
    known = listing(words.heard_heads, paired, words.heard_title) if paired else note(words.heard_empty)
    parts = [heading(words.heard_title), known]
    if heard.others:
        lines = [_line(each, words) for each in heard.others]
        others = listing(words.heard_heads, lines, words.heard_others)
        parts += [heading(words.heard_others), note(words.heard_others_note), others]
    return parts


def _line(line: HeardLine, words: Words) -> Component:
    there = WallState.PAIRED if line.is_there else WallState.REVOKED
    word = words.heard_there if line.is_there else words.heard_gone
    cells: tuple[Children, ...] = (
        [html.Span(word, className=f"wall-{there}"), f" · {line.seen_text}"],
        line.shows_text,
        line.state_text,
        html.Span(line.build_text, className="other" if line.is_other_build else None),
        line.size_text,
        line.memory_text,
        line.nodes_text,
    )
    return html.Tr([html.Th(line.name, scope="row"), *map(html.Td, cells)])


def _add(address: str, words: Words) -> list[Component]:
    digits = {"inputMode": "numeric", "pattern": f"[0-9 ]{{{CODE_DIGITS},{CODE_DIGITS + 1}}}"}
    fields = [
        field("code", words.walls_code, "text", "off", **digits),
        field("name", words.walls_name, "text", "off", maxLength=LONGEST_NAME),
        field("network", words.walls_network, "text", "off"),
    ]
    return [
        heading(words.walls_add),
        note(words.walls_how.format(address=address)),
        form(urls.WALLS_PATH, fields, words.walls_button, "in-a-row"),
    ]


def _wall(wall: Wall, state: WallState, words: Words) -> Component:
    act = [form(urls.WALLS_PATH, [hidden("revoke", str(wall.id))], words.walls_revoke)]
    cells: tuple[Children, ...] = (
        html.Span(words.wall_states[state], className=f"wall-{state}"),
        wall.network,
        time_text(words, wall.last_seen),
        wall.build or words.missing,
        time_text(words, wall.expires_at),
        act if state is WallState.PAIRED else None,
    )
    return html.Tr([html.Th(wall.name, scope="row"), *map(html.Td, cells)])
