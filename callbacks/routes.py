"""Addresses for machines: what is new, is the room healthy, is its data fresh."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Flask, Response, jsonify, request

from callbacks.pages import Pages, Room
from dashboard import urls
from dashboard.domain.runs import Freshness, SourceState
from dashboard.domain.words import Words, time_text
from dashboard.screens.header import header

VERSION_PATH = "/api/version"
SEARCH_PATH = "/api/search"
HEALTH_PATH = "/healthz"
FRESH_PATH = "/healthz/fresh"

Clock = Callable[[], datetime]


def register(server: Flask, room: Room, pages: Pages, words: Words, clock: Clock) -> None:
    """Nothing here waits for a database: the room answers with what it holds."""

    @server.get(VERSION_PATH)
    def version() -> Response:
        """Token of the screen at `path`, build of the program, age and state of every source."""
        now, sources = clock(), room.sources()
        return _fresh(
            jsonify(
                token=pages.token(request.args.get("path", urls.room())),
                build=room.build,
                now=now.isoformat(),
                sources=[_source(source, now, words) for source in sources],
                problem=header(
                    room.portfolio, urls.Address(urls.Page.ROOM), sources, room.problem, words
                ).problem,
            )
        )

    @server.get(HEALTH_PATH)
    def health() -> tuple[Response, int]:
        """200 while a snapshot can be served."""
        return _fresh(jsonify(_health(room, words, clock()))), 200 if room.portfolio else 503

    @server.get(FRESH_PATH)
    def fresh() -> tuple[Response, int]:
        """200 while a snapshot can be served and every source is fresh."""
        is_fresh = all(source.freshness is Freshness.FRESH for source in room.sources())
        usable = room.portfolio is not None and room.problem is None and is_fresh
        return _fresh(jsonify(_health(room, words, clock()))), 200 if usable else 503


def _fresh(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def _health(room: Room, words: Words, now: datetime) -> dict[str, Any]:
    facts = room.portfolio.facts if room.portfolio else None
    return {
        "version": facts.version if facts else None,
        "as_of": facts.basis_date.isoformat() if facts and facts.basis_date else None,
        "problem": room.problem,
        "sources": [_source(source, now, words) for source in room.sources()],
    }


def _source(source: SourceState, now: datetime, words: Words) -> dict[str, Any]:
    word = words.freshness[source.freshness]
    received = time_text(words, source.last_success) if source.last_success else words.never
    parts = [f"{source.label}: {word}", f"{words.received_label} {received}", source.error]
    return {
        "id": source.id,
        "label": source.label,
        "state": word,
        "state_key": source.freshness.name.lower(),
        "last_success": source.last_success.isoformat() if source.last_success else None,
        "age": _age(source, now),
        "period_seconds": source.period_seconds,
        "basis_date": source.basis_date.isoformat() if source.basis_date else None,
        "error": source.error,
        "title": " · ".join(part for part in parts if part),
    }


def _age(source: SourceState, now: datetime) -> float | None:
    """Seconds since the source was last received; a clock that went back gives 0."""
    return max(0.0, (now - source.last_success).total_seconds()) if source.last_success else None
