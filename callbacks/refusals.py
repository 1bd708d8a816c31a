"""How the room says no: a status, a short JSON, one line in the log, and nothing of what was sent.

While the store is away, a person who asked for a page gets a page.
"""

import logging
from collections.abc import Mapping
from enum import StrEnum
from http import HTTPStatus
from types import MappingProxyType

import flask
from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

import layouts.signing_in
from callbacks.doors import WALL_COOKIE
from callbacks.plain import Document, whole
from dashboard.domain.moments import PastAway
from dashboard.domain.words import Words

LOG = logging.getLogger(__name__)
LONGEST_LOGGED = 200
"""Signs of a path that a line of the log may hold."""
WALL_ASKS_AGAIN = 15
"""Seconds after which a wall asks again: nobody stands there who could press anything."""


class Refusal(StrEnum):
    """Why a request is refused; the code that a program may judge by."""

    WRONG_HOST = "wrong_host"
    OTHER_ORIGIN = "other_origin"
    WRONG_METHOD = "wrong_method"
    NOT_FOUND = "not_found"
    ADDRESS_TOO_LONG = "address_too_long"
    TOO_LARGE = "too_large"
    WRONG_TYPE = "wrong_type"
    UNREADABLE = "unreadable"
    UNDECLARED = "undeclared"
    WRONG_VALUE = "wrong_value"
    TOO_MANY = "too_many"
    SIGN_IN = "sign_in"
    CHANGE_PASSWORD = "change_password"  # noqa: S105 -- the name of a refusal
    NOT_ALLOWED = "not_allowed"
    STORE_AWAY = "store_away"
    PAST_AWAY = "past_away"
    NO_REASON = "no_reason"
    RECORD_AWAY = "record_away"
    UNKNOWN_COMMAND = "unknown_command"
    UNKNOWN_WALL = "unknown_wall"
    UNKNOWN_SCENE = "unknown_scene"
    NOT_LED = "not_led"
    FAILED = "failed"


STATUS: Mapping[Refusal, HTTPStatus] = MappingProxyType(
    {
        Refusal.WRONG_HOST: HTTPStatus.MISDIRECTED_REQUEST,
        Refusal.OTHER_ORIGIN: HTTPStatus.FORBIDDEN,
        Refusal.WRONG_METHOD: HTTPStatus.METHOD_NOT_ALLOWED,
        Refusal.NOT_FOUND: HTTPStatus.NOT_FOUND,
        Refusal.ADDRESS_TOO_LONG: HTTPStatus.REQUEST_URI_TOO_LONG,
        Refusal.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        Refusal.WRONG_TYPE: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        Refusal.UNREADABLE: HTTPStatus.BAD_REQUEST,
        Refusal.UNDECLARED: HTTPStatus.BAD_REQUEST,
        Refusal.WRONG_VALUE: HTTPStatus.UNPROCESSABLE_ENTITY,
        Refusal.TOO_MANY: HTTPStatus.TOO_MANY_REQUESTS,
        Refusal.SIGN_IN: HTTPStatus.UNAUTHORIZED,
        Refusal.CHANGE_PASSWORD: HTTPStatus.FORBIDDEN,
        Refusal.NOT_ALLOWED: HTTPStatus.FORBIDDEN,
        Refusal.STORE_AWAY: HTTPStatus.SERVICE_UNAVAILABLE,
        Refusal.PAST_AWAY: HTTPStatus.SERVICE_UNAVAILABLE,
        Refusal.NO_REASON: HTTPStatus.UNPROCESSABLE_ENTITY,
        Refusal.RECORD_AWAY: HTTPStatus.SERVICE_UNAVAILABLE,
        Refusal.UNKNOWN_COMMAND: HTTPStatus.BAD_REQUEST,
        Refusal.UNKNOWN_WALL: HTTPStatus.BAD_REQUEST,
        Refusal.UNKNOWN_SCENE: HTTPStatus.BAD_REQUEST,
        Refusal.NOT_LED: HTTPStatus.SERVICE_UNAVAILABLE,
        Refusal.FAILED: HTTPStatus.INTERNAL_SERVER_ERROR,
    }
)
_BY_STATUS = {
    HTTPStatus.NOT_FOUND: Refusal.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED: Refusal.WRONG_METHOD,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Refusal.TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: Refusal.WRONG_TYPE,
    HTTPStatus.TOO_MANY_REQUESTS: Refusal.TOO_MANY,
}


def refuse(refusal: Refusal, cause: str, words: Words) -> Response:
    """The answer to a request that is not taken; `cause` is for the log and holds nothing of a body."""
    path = request.path[:LONGEST_LOGGED]
    LOG.warning("refused %s %r of %s: %s (%s)", request.method, path, request.remote_addr, cause, refusal)
    flask.g.refusal = refusal
    return _answer(refusal, STATUS[refusal], words)


def register(server: Flask, words: Words, document: Document) -> None:
    """What Flask itself refuses, and what fails, is answered in the same words; `document` makes a page of them."""

    @server.after_request
    def to_a_person(answer: Response) -> Response:
        refusal: Refusal | None = flask.g.get("refusal")
        if refusal is None or answer.status_code != HTTPStatus.SERVICE_UNAVAILABLE or not _is_page_asked():
            return answer
        again = request.full_path.removesuffix("?")
        content = layouts.signing_in.away(words.refusals[refusal], again, words)
        shown = whole(document(f"{words.away_title} · {words.brand}", content), answer.status_code)
        if WALL_COOKIE in request.cookies:
            shown.headers["Refresh"] = str(WALL_ASKS_AGAIN)
        return shown

    @server.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response | HTTPException:
        if error.response is not None or error.code is None or error.code < HTTPStatus.BAD_REQUEST:
            return error
        other = Refusal.FAILED if error.code >= HTTPStatus.INTERNAL_SERVER_ERROR else Refusal.UNREADABLE
        answer = _answer(_BY_STATUS.get(HTTPStatus(error.code), other), HTTPStatus(error.code), words)
        if isinstance(error, MethodNotAllowed) and error.valid_methods:
            answer.headers["Allow"] = ", ".join(error.valid_methods)
        return answer

    @server.errorhandler(PastAway)
    def without_a_past(error: PastAway) -> Response:
        return refuse(Refusal.PAST_AWAY, str(error), words)


def _is_page_asked() -> bool:
    """Whether a browser asks for a document; over plain HTTP it says so in `Accept` alone."""
    destination = request.headers.get("Sec-Fetch-Dest")
    return destination == "document" if destination else "text/html" in request.accept_mimetypes.values()


def _answer(refusal: Refusal, status: HTTPStatus, words: Words) -> Response:
    answer = jsonify(error=words.refusals[refusal], code=refusal)
    answer.status_code = status
    return answer
