"""Every request gets an id, and is reported when it is answered; a monitoring server reads what was counted."""

import hmac
import secrets
import time
from typing import Any, Protocol

import flask
from flask import Flask, Response

from callbacks.refusals import Refusal, refuse
from callbacks.routes import FRESH_PATH, HEALTH_PATH, METRICS_PATH, VERSION_PATH
from dashboard import urls
from dashboard.domain.access import Action, Actor, may
from dashboard.domain.operations import Answered
from dashboard.domain.words import Words

ID_HEADER = "X-Request-ID"
UNKNOWN = "unknown"
"""Stands for every path that no rule fits, and every method that nobody knows: who asks makes up no label."""
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
FREQUENT = (
    VERSION_PATH,
    HEALTH_PATH,
    FRESH_PATH,
    METRICS_PATH,
    urls.SCRIPTS_PATH,
    urls.ASSETS_PATH,
    urls.WALL_NEWS_PATH,
    urls.REMOTE_NEWS_PATH,
)
METRICS_TYPE = "text/plain; version=1.0.0; charset=utf-8; escaping=underscores"


class Watching(Protocol):
    """What is told of every request, and what it tells."""

    def began(self) -> str: ...
    def answered(self, answer: Answered) -> None: ...
    def ended(self) -> None: ...
    def metrics_text(self) -> bytes: ...


class Unwatched:
    """Where nobody counts."""

    def began(self) -> str:
        return secrets.token_hex(8)

    def answered(self, answer: Answered) -> None:
        """Nothing."""

    def ended(self) -> None:
        """Nothing."""

    def metrics_text(self) -> bytes:
        return b""


def register(server: Flask, watching: Watching, token: bytes, words: Words) -> None:
    """Signals go round everything else that answers or refuses: nothing is answered unseen.

    `token` is what a monitoring server shows; without one only who keeps the room reads the metrics.
    """

    def began(_sender: Flask, **_more: Any) -> None:
        flask.g.began = time.monotonic()
        flask.g.request_id = watching.began()

    def answered(_sender: Flask, response: Response, **_more: Any) -> None:
        response.headers[ID_HEADER] = flask.g.request_id
        watching.answered(_answered(response, time.monotonic() - flask.g.began))

    def ended(_sender: Flask, **_more: Any) -> None:
        watching.ended()

    flask.request_started.connect(began, server, weak=False)
    flask.request_finished.connect(answered, server, weak=False)
    flask.request_tearing_down.connect(ended, server, weak=False)

    @server.get(METRICS_PATH)
    def metrics() -> Response:
        if not _may_read(token):
            return refuse(Refusal.NOT_ALLOWED, "metrics without their token", words)
        answer = Response(watching.metrics_text(), content_type=METRICS_TYPE)
        answer.headers["Cache-Control"] = "no-store"
        return answer


def _may_read(token: bytes) -> bool:
    scheme, _, given = flask.request.headers.get("Authorization", "").partition(" ")
    if token and scheme == "Bearer" and hmac.compare_digest(given.strip().encode(), token):
        return True
    actor: Actor | None = flask.g.get("actor")
    return actor is not None and may(actor, Action.MANAGE_SOURCES)


def _answered(response: Response, seconds: float) -> Answered:
    asked = flask.request
    rule = asked.url_rule.rule if asked.url_rule else UNKNOWN
    method = asked.method if asked.method in METHODS else UNKNOWN
    return Answered(method, rule, response.status_code, seconds, is_frequent=rule.startswith(FREQUENT))
