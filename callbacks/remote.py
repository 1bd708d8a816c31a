"""The page that leads walls, and where it asks what they show."""

import zlib
from dataclasses import asdict
from functools import partial

import flask
from flask import Flask, Response, jsonify, request

import layouts.remote
from callbacks.plain import Document, whole
from callbacks.wall import HELD_SECONDS, LED_SECONDS, LONGEST_FIELD, WallParts, wall_of
from dashboard import urls
from dashboard.domain.lead import Lead
from dashboard.domain.takeover import Notice
from dashboard.domain.wall_beats import Heard, heard
from dashboard.screens.remote import Choices, Remote, RemoteView, remote, scene_title

NOTHING = "nothing"
"""The scene of a playlist without any, which nobody sends."""


def register(server: Flask, parts: WallParts, document: Document) -> None:
    """`document` makes a whole page of a title and its content."""

    @server.get(urls.REMOTE_PATH)
    def remote_page() -> Response:
        words = parts.words
        content = layouts.remote.build(parts.visitors.room().build, words)
        return whole(document(f"{words.remote_title} · {words.brand}", content, *layouts.remote.SCRIPTS), 200)

    @server.post(urls.REMOTE_NEWS_PATH)
    def remote_news() -> Response:
        known = request.form.get("mark", "")[:LONGEST_FIELD]
        is_held = False
        if known and request.form.get("hold") == "1":
            with parts.holding.place() as is_held:
                if is_held:
                    parts.walls.wait(lambda: mark() != known, HELD_SECONDS)
        answer = jsonify(
            mark=mark(),
            held=is_held,
            build=parts.visitors.room().build,
            seconds_left=flask.g.seconds_left,
            **asdict(shown(LED_SECONDS if known else None)),
        )
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def walls() -> tuple[Heard, ...]:
        return heard(parts.walls.beats(), parts.clock())

    def standing() -> tuple[Notice, ...]:
        return parts.pages.standing(parts.visitors.room(), parts.walls.state, parts.clock())

    def mark() -> str:
        """Changes when somebody says something, a wall shows something else, comes or goes, or all are taken over."""
        told = [
            (
                *(each.wall, each.is_there, each.scene, each.over),
                *(each.is_still, each.is_taken, each.is_for_guests),
            )
            for each in walls()
        ]
        over = [each.id for each in standing()]
        said = (parts.walls.state.sequence, parts.visitors.room().token, parts.pages.drawings, told, over)
        return f"{zlib.crc32(repr(said).encode()):x}"

    def shown(patience: float | None) -> Remote:
        """A remote that has buttons waits for no drawing."""
        visitors = parts.visitors
        own = wall_of(visitors.actor())
        portfolio = visitors.room().portfolio
        state, now = parts.walls.state, parts.clock()
        list_of = partial(playing, patience)
        return remote(RemoteView(walls(), standing(), state, own, now, portfolio, list_of, parts.words))

    def playing(patience: float | None, lead: Lead) -> tuple[str, Choices]:
        seen = parts.visitors.clearance(is_guest=lead.is_guest)
        room = parts.visitors.room().seen_by(seen)
        programme = parts.pages.programme(room, seen, parts.walls.state, lead, patience)
        if programme is None:
            return "", ()
        projects = room.portfolio.projects if room.portfolio else {}
        scenes = [
            (each["key"], scene_title(each["key"], each["title"], projects, parts.words))
            for each in programme.scenes
            if each["kind"] != NOTHING
        ]
        return programme.token, tuple(scenes)
