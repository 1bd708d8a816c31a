"""The addresses at which staff edit what walls play, and the 약칭: walls take over by themselves what is saved."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from dash.development.base_component import Component
from flask import Flask, Response, jsonify, request

import layouts.programme
from callbacks.pages import Room
from callbacks.plain import Document, whole
from callbacks.wall import WallParts, not_saved
from callbacks.wall_geometry import view_of
from dashboard import urls
from dashboard.domain.access import AccountsAway, Actor, Role
from dashboard.domain.audit import RecordAway
from dashboard.domain.lead import WallState
from dashboard.domain.playlist import KINDS, Overtaken, SceneKind
from dashboard.domain.playlist_draft import Draft, draft, draft_of
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.short_names import NameWrong, given_name
from dashboard.domain.words import time_text
from dashboard.screens import wall_programme as screens
from dashboard.screens.wall_geometry import looked_at
from dashboard.screens.wall_programme import NamesDraft, ProgrammeScreen

A_WALL = Actor("", Role.WALL)
STEPS = {"up": -1, "down": 1}


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pages are made from; `sheets` are the addresses of the style sheets of walls."""

    parts: WallParts
    document: Document
    sheets: tuple[str, ...]

    @property
    def portfolio(self) -> Portfolio | None:
        return self.parts.visitors.room().portfolio

    def wall_room(self) -> Room:
        """The room as a wall may see it, whoever looks at the picture of one."""
        room = self.parts.visitors.room()
        return room.seen_by(room.clearance(A_WALL))

    def page(self, title: str, content: Component, status: int, *scripts: str) -> Response:
        return whole(self.document(f"{title} · {self.parts.words.brand}", content, *scripts), status)


def register(server: Flask, parts: WallParts, document: Document, sheets: tuple[str, ...]) -> None:
    """`document` makes a whole page of a title and its content, `sheets` are the style sheets of walls."""
    desk = Desk(parts, document, sheets)

    @server.get(urls.PROGRAMME_PATH)
    def programme_page() -> Response:
        state = parts.walls.state
        screen = _screen(desk, state, draft_of(state.playlist), screens.mark(state.playlist))
        return _drawn(desk, screen, 200)

    @server.post(urls.PROGRAMME_PATH)
    def change_programme() -> Response:
        written = draft(request.form.getlist("scene"), request.form.to_dict())
        if request.form.get("preview"):
            return _pictures(desk, written)
        moved = next((way for way in STEPS if request.form.get(way) in KINDS), None)
        if moved:
            return _moved(desk, written, SceneKind(request.form[moved]), moved)
        return _saved(desk, written)

    @server.get(urls.NAMES_PATH)
    def names_page() -> Response:
        return _names(desk, 200, problem=parts.walls.problem and parts.words.programme_stale)

    @server.post(urls.NAMES_PATH)
    def change_names() -> Response:
        return _renamed(desk)


# -- the playlist ------------------------------------------------------------------------------


def _screen(desk: Desk, state: WallState, written: Draft, seen: str, **more: Any) -> ProgrammeScreen:
    words = desk.parts.words
    named = screens.programmes(desk.portfolio, state.playlist.programme, words)
    looked = request.form.get("look", "")
    screen = ProgrammeScreen(
        written,
        seen,
        screens.saved_text(state.playlist_by, words),
        named,
        problem=words.programme_stale if desk.parts.walls.problem else None,
        looked_at=SceneKind(looked) if looked in KINDS else written.scenes[0].kind,
    )
    return replace(screen, **more)


def _drawn(desk: Desk, screen: ProgrammeScreen, status: int) -> Response:
    words = desk.parts.words
    content = layouts.programme.programme(screen, desk.sheets, looked_at(view_of(desk.parts)), words)
    return desk.page(words.programme_title, content, status, *layouts.programme.SCRIPTS)


def _moved(desk: Desk, written: Draft, kind: SceneKind, way: str) -> Response:
    words = desk.parts.words
    after = written.moved(kind, STEPS[way])
    place = next(at for at, each in enumerate(after.scenes, 1) if each.kind is kind)
    news = words.programme_moved.format(name=words.wall_scenes[kind], n=place)
    seen = request.form.get("seen", "")
    return _drawn(desk, _screen(desk, desk.parts.walls.state, after, seen, news=news, moved=(kind, way)), 200)


def _saved(desk: Desk, written: Draft) -> Response:
    walls, words = desk.parts.walls, desk.parts.words
    state, seen = walls.state, request.form.get("seen", "")
    named = screens.programmes(desk.portfolio, state.playlist.programme, words)
    if wrong := written.problems(named.keys()):
        told = {"problem": words.programme_not_saved, "problems": screens.sentences(wrong, words)}
        return _drawn(desk, _screen(desk, state, written, seen, **told), 422)
    wanted = written.playlist()
    if wanted == state.playlist:
        told = {"news": words.programme_same}
        return _drawn(desk, _screen(desk, state, written, screens.mark(wanted), **told), 200)
    if seen != screens.mark(state.playlist):
        return _overtaken(desk, written)
    try:
        walls.play(wanted, state.playlist, desk.parts.visitors.actor())
    except Overtaken:
        return _overtaken(desk, written)
    except (RecordAway, AccountsAway) as away:
        return _drawn(desk, _screen(desk, state, written, seen, problem=not_saved(away, words)), 503)
    changes = screens.differences(state.playlist, wanted, named, words)
    after = _screen(
        desk, walls.state, written, screens.mark(wanted), news=words.programme_saved, changes=changes
    )
    return _drawn(desk, after, 200)


def _overtaken(desk: Desk, written: Draft) -> Response:
    """Both stand there; who saves once more has seen it."""
    state, words = desk.parts.walls.state, desk.parts.words
    by, at = state.playlist_by or ("", None)
    named = screens.programmes(desk.portfolio, state.playlist.programme, words)
    screen = _screen(
        desk,
        state,
        written,
        screens.mark(state.playlist),
        problem=words.programme_overtaken.format(by=by, at=time_text(words, at)),
        differences=screens.differences(state.playlist, written.playlist(), named, words),
    )
    return _drawn(desk, screen, 409)


def _pictures(desk: Desk, written: Draft) -> Response:
    """Every scene of the draft as a wall would draw it, those that are off too."""
    answer = jsonify(
        scenes=desk.parts.pages.preview(desk.wall_room(), desk.parts.walls.state, written.playlist()),
        on=[each.kind.value for each in written.scenes if each.is_on],
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


# -- 약칭 --------------------------------------------------------------------------------------


def _renamed(desk: Desk) -> Response:
    walls, words, portfolio = desk.parts.walls, desk.parts.words, desk.portfolio
    listed = tuple(dict.fromkeys(request.form.getlist("id")))
    asked = {id_: request.form.get(f"name-{id_}", "") for id_ in listed}
    seen = {id_: request.form.get(f"was-{id_}") or None for id_ in listed}
    changed = {id_: text for id_, text in asked.items() if text.strip() != (seen[id_] or "")}
    known = portfolio.projects if portfolio else {}
    gone = sum(id_ not in known for id_ in changed)
    problem = words.names_gone.format(n=gone) if gone else None
    given, wrong = _given({id_: text for id_, text in changed.items() if id_ in known})
    # Rows that nobody touched begin anew: what somebody else has said there meanwhile is not taken back.
    began = {id_: seen[id_] for id_ in changed}
    told = {id_: screens.wrong_name(changed[id_], why, words) for id_, why in wrong.items()}
    refused = NamesDraft(listed, changed, began, told)
    if wrong:
        return _names(desk, 422, words.programme_not_saved, refused)
    if portfolio is None or not given:
        return _names(desk, 200, problem, news=None if gone else words.programme_same)
    try:
        walls.rename(given, seen, desk.parts.visitors.actor())
    except Overtaken:
        now = walls.state.names
        other = {
            id_: screens.overtaken_name(now.get(id_), words) for id_ in given if now.get(id_) != seen[id_]
        }
        return _names(desk, 409, words.programme_not_saved, NamesDraft(listed, changed, {}, other))
    except (RecordAway, AccountsAway) as away:
        return _names(desk, 503, not_saved(away, words), refused)
    return _names(desk, 200, problem, news=screens.renamed(given, portfolio, words))


def _given(changed: Mapping[str, str]) -> tuple[dict[str, str | None], dict[str, str]]:
    """The tidied 약칭 by project, and why some cannot be one."""
    given: dict[str, str | None] = {}
    wrong: dict[str, str] = {}
    for id_, text in changed.items():
        try:
            given[id_] = given_name(text)
        except NameWrong as why:
            wrong[id_] = why.reason
    return given, wrong


def _names(
    desk: Desk,
    status: int,
    problem: str | None = None,
    refused: NamesDraft | None = None,
    news: str | None = None,
) -> Response:
    words = desk.parts.words
    asked = request.values.get("page", "")
    page = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
    screen = screens.names(desk.portfolio, desk.parts.walls.state, page, words, refused)
    content = layouts.programme.names(replace(screen, news=news, problem=problem), words)
    return desk.page(words.names_title, content, status, layouts.programme.UNSAVED)
