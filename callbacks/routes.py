"""Addresses for machines: what is new, is the room healthy, is its data fresh."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import flask
from flask import Flask, Response, jsonify, request

from callbacks.pages import Room
from callbacks.visitors import Visitors
from dashboard import urls
from dashboard.domain.runs import Freshness, SourceState
from dashboard.domain.words import Words, time_text
from dashboard.screens.header import header

VERSION_PATH = "/api/version"
SEARCH_PATH = "/api/search"
HEALTH_PATH = "/healthz"
FRESH_PATH = "/healthz/fresh"
METRICS_PATH = "/metrics"

Clock = Callable[[], datetime]


def register(server: Flask, room: Room, visitors: Visitors, words: Words, clock: Clock) -> None:
    """Nothing here waits for a database: the room answers with what it holds."""

    @server.get(VERSION_PATH)
    def version() -> Response:
        """Token of the screen at `path`, build of the program, age and state of every source."""
        seen, now = visitors.room(), clock()
        sources = seen.sources()
        return _fresh(
            jsonify(
                token=visitors.pages().token(request.args.get("path", urls.room())),
                build=seen.build,
                seconds_left=flask.g.seconds_left,
                now=now.isoformat(),
                stuck=seen.problem is not None,
                sources=source_news(seen, now, words),
                problem=header(
                    seen.portfolio, urls.Address(urls.Page.ROOM), sources, seen.problem, words
                ).problem,
            )
        )

    @server.get(HEALTH_PATH)
    def health() -> tuple[Response, int]:
        """200 while a snapshot can be served. Anyone may ask, so no name and no cause is told."""
        return _fresh(jsonify(_health(room, clock()))), 200 if room.portfolio else 503

    @server.get(FRESH_PATH)
    def fresh() -> tuple[Response, int]:
        """200 while a snapshot can be served and every source is fresh."""
        is_fresh = all(source.freshness is Freshness.FRESH for source in room.sources())
        usable = room.portfolio is not None and room.problem is None and is_fresh
        return _fresh(jsonify(_health(room, clock()))), 200 if usable else 503


def source_news(seen: Room, now: datetime, words: Words) -> list[dict[str, Any]]:
    """Age and state of every source, as pages of the room are told."""
    return [_source(source, now, words) for source in seen.sources()]


def _fresh(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def _health(room: Room, now: datetime) -> dict[str, Any]:
    facts = room.portfolio.facts if room.portfolio else None
    return {
        "version": facts.version if facts else None,
        "as_of": facts.basis_date.isoformat() if facts and facts.basis_date else None,
        "store": "away" if room.problem else "there",
        "sources": [
            {"state": source.freshness.name.lower(), "age": _age(source, now)} for source in room.sources()
        ],
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
    """Seconds since the source was last received; None where a clock that went back can tell none."""
    if source.last_success is None or source.freshness is Freshness.CLOCK:
        return None
    return max(0.0, (now - source.last_success).total_seconds())
