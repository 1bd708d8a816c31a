"""The addresses of a wall: its page, the news that it waits for, and single scenes."""

import threading
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Protocol

from flask import Flask, Response, jsonify, request

from callbacks.plain import whole
from callbacks.refusals import Refusal, refuse
from callbacks.routes import source_news
from callbacks.visitors import Visitors
from callbacks.wall_pages import WallPages
from dashboard import urls
from dashboard.domain.access import AccountsAway, Actor, Role
from dashboard.domain.audit import RecordAway
from dashboard.domain.geometry import Geometry, OwnGeometry
from dashboard.domain.lead import LONGEST_KEY, Command, WallState
from dashboard.domain.playlist import Playlist
from dashboard.domain.takeover import Notice
from dashboard.domain.wall_beats import Beat
from dashboard.domain.words import Words, korean_time

HELD_SECONDS = 5.0
"""A question for news is answered by then: a wall gives up after eight (TRUST.md F15)."""
LED_SECONDS = 0.1
"""A wall that shows scenes waits no longer for those that are being drawn: who leads it waits for no drawing."""
LONGEST_FIELD = 200

Document = Callable[[str, Geometry, Mapping[str, Any]], str]


class Walls(Protocol):
    """What the addresses of walls ask of the walls of this process."""

    @property
    def state(self) -> WallState: ...
    @property
    def problem(self) -> str | None: ...
    def wait(self, is_new: Callable[[], bool], seconds: float) -> bool: ...
    def beat(self, wall: str, data: Mapping[str, Any]) -> None: ...
    def acknowledge(self, notice: str, actor: Actor) -> None:
        """Raises RecordAway, and AccountsAway when the store is."""
        ...

    def play(self, played: Playlist, seen: Playlist, actor: Actor) -> None: ...
    def rename(
        self, names: Mapping[str, str | None], seen: Mapping[str, str | None], actor: Actor
    ) -> None: ...
    def fit(self, geometries: Mapping[str, OwnGeometry], seen: Mapping[str, str], actor: Actor) -> None: ...
    def beats(self) -> Sequence[Beat]: ...
    def tell(self, walls: tuple[str, ...], command: Command, value: str, actor: Actor) -> None:
        """Raises LeadWrong, RecordAway, and AccountsAway when the store is."""
        ...


class Holding:
    """Counts the questions that wait: `most` at a time, of walls and remotes together. Others are answered at once
    and asked again soon, so that held ones never take all threads.
    """

    def __init__(self, most: int) -> None:
        self._free = threading.Semaphore(most)

    @contextmanager
    def place(self) -> Iterator[bool]:
        """Whether there is a place to wait."""
        is_free = self._free.acquire(blocking=False)
        try:
            yield is_free
        finally:
            if is_free:
                self._free.release()


@dataclass(frozen=True, slots=True)
class WallParts:
    """What the addresses of walls and remotes are made from; `worker` is assets/wall_worker.js,
    `geometry` that of walls of which nothing is said.
    """

    walls: Walls
    pages: WallPages
    visitors: Visitors
    words: Words
    clock: Callable[[], datetime]
    holding: Holding
    worker: str
    geometry: Geometry


def register(server: Flask, parts: WallParts, document: Document) -> None:
    """`document` makes the page of a title, a geometry and what its script starts with."""

    @server.get(urls.WALL_PATH)
    def wall_page() -> Response:
        words = parts.words
        given = {"build": parts.visitors.room().build, "scene": _field(request.args, "scene")}
        geometry = geometry_of(parts, parts.walls.state, wall_of(parts.visitors.actor()))
        return whole(document(f"{words.wall_title} · {words.brand}", geometry, given), 200)

    @server.get(urls.WALL_WORKER_PATH)
    def worker() -> Response:
        answer = Response(parts.worker, content_type="text/javascript; charset=utf-8")
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @server.post(urls.WALL_NEWS_PATH)
    def news() -> Response:
        room, wall = parts.visitors.room(), wall_of(parts.visitors.actor())
        asked = request.form
        parts.walls.beat(wall, _beat(asked))
        known = (_field(asked, "token"), _field(asked, "sequence"), _field(asked, "state"))

        def now() -> tuple[str, str, str]:
            """What the answer would be of, so that a wall is let go when it changes."""
            state = parts.walls.state
            lead = state.led(wall).lead
            seen = parts.visitors.clearance(is_guest=lead.is_guest)
            token = parts.pages.token(room.seen_by(seen), seen, state, lead)
            return token, str(state.sequence), mark(room, state)

        is_held = False
        if asked.get("hold") == "1":
            with parts.holding.place() as is_held:
                if is_held:
                    parts.walls.wait(lambda: now() != known, HELD_SECONDS)
        return answer(room, wall, known[0], is_held=is_held)

    @server.post(urls.WALL_SHOWN_PATH)
    def shown() -> tuple[str, int]:
        parts.walls.beat(wall_of(parts.visitors.actor()), _beat(request.form))
        return "", 204

    def is_stuck(room: Any) -> bool:
        """Whether the store is away, or holds what cannot be shown: then nothing newer comes, however fresh it was."""
        return room.problem is not None or parts.walls.problem is not None

    def standing(room: Any, state: WallState) -> tuple[Notice, ...]:
        return parts.pages.standing(room, state, parts.clock())

    def mark(room: Any, state: WallState) -> str:
        """Changes when a source or the store changes its state, or what takes the walls over."""
        found = standing(room, state)
        said = ",".join(source.freshness.name for source in room.sources())
        return f"{zlib.crc32(repr((said, is_stuck(room), [each.id for each in found])).encode()):x}"

    def answer(room: Any, wall: str, known: str, *, is_held: bool) -> Response:
        state = parts.walls.state
        led = state.led(wall)
        seen = parts.visitors.clearance(is_guest=led.lead.is_guest)
        patience = LED_SECONDS if known else None
        programme = parts.pages.programme(room.seen_by(seen), seen, state, led.lead, patience)
        tree = parts.pages.one(room.seen_by(seen), state, led.lead, led.lead.show) if led.lead.show else None
        told: dict[str, Any] = {
            "token": programme.token if programme else known,
            "sequence": str(state.sequence),
            "state": mark(room, state),
            "held": is_held,
            "build": room.build,
            "now": parts.clock().isoformat(),
            "night": state.playlist.is_night(korean_time(parts.clock()).time()),
            "stuck": is_stuck(room),
            "sources": source_news(room, parts.clock(), parts.words),
            "geometry": asdict(geometry_of(parts, state, wall)),
            "lead": {**led.lead.as_data(), "tree": tree},
            "takeover": parts.pages.situation(room, standing(room, state), parts.visitors.actor()),
        }
        if programme and programme.token != known:
            told["scenes"] = programme.scenes
        return _fresh(jsonify(told))

    @server.post(urls.ACKNOWLEDGE_PATH)
    def acknowledge() -> Response | tuple[str, int]:
        room, actor = parts.visitors.room(), parts.visitors.actor()
        given = set(request.form.getlist("id"))
        seen = [each.id for each in standing(room, parts.walls.state) if each.id in given]
        try:
            for each in seen:
                parts.walls.acknowledge(each, actor)
        except RecordAway as away:
            return refuse(Refusal.RECORD_AWAY, str(away), parts.words)
        except AccountsAway as away:
            return refuse(Refusal.STORE_AWAY, str(away), parts.words)
        return _fresh(jsonify(left=len(standing(room, parts.walls.state))))

    @server.get(urls.WALL_SCENE_PATH)
    def scene() -> Response:
        key = request.args.get("key", "")[:LONGEST_KEY]
        state = parts.walls.state
        lead = state.led(wall_of(parts.visitors.actor())).lead
        seen = parts.visitors.clearance(is_guest=lead.is_guest)
        tree = parts.pages.one(parts.visitors.room().seen_by(seen), state, lead, key)
        if tree is None:
            return refuse(Refusal.NOT_FOUND, "no such scene", parts.words)
        return _fresh(jsonify(key=key, tree=tree))


def geometry_of(parts: WallParts, state: WallState, wall: str) -> Geometry:
    """What this wall's screen is like."""
    return state.geometry(wall).over(parts.geometry)


def wall_of(actor: Actor) -> str:
    """The name of the wall that asks: a paired one has its own, everyone else looks at a wall of their own."""
    return actor.name if actor.role is Role.WALL else f"@{actor.account or actor.name}"


def not_saved(away: RecordAway | AccountsAway, words: Words) -> str:
    """Why nothing was written: a record that is away says so to people, what a store says is for the log."""
    return str(away) if isinstance(away, RecordAway) else words.programme_away


def _beat(asked: Mapping[str, str]) -> dict[str, str]:
    return {
        name: _field(asked, name)
        for name in ("scene", "build", "heap", "nodes", "size", "paused", "shown", "taken", "guest")
    }


def _field(asked: Mapping[str, str], name: str) -> str:
    text = asked.get(name, "")[:LONGEST_FIELD]
    return text if text.isprintable() else ""


def _fresh(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
