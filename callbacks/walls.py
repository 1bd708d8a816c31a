"""Addresses at which a browser becomes a wall, a wall gets its tokens, and an administrator keeps walls."""

from collections.abc import Callable
from datetime import datetime

import flask
from flask import Flask, Response, jsonify, request

import layouts.walls
from callbacks.doors import COOKIE, LONGEST_TOKEN, WALL_COOKIE, Desk, Walls
from callbacks.limits import Buckets
from callbacks.plain import Document, led_to, wanted, whole
from callbacks.refusals import Refusal, refuse
from callbacks.routes import VERSION_PATH
from callbacks.wall import WallParts
from dashboard import urls
from dashboard.domain.access import AccountsAway, Actor, Role
from dashboard.domain.audit import RecordAway
from dashboard.domain.wall_beats import heard
from dashboard.domain.walls import PairingState, PairingStep, WallRefused
from dashboard.domain.words import Words
from dashboard.screens.wall_beats import HeardList, heard_list
from layouts.forms import LONGEST

PAIRING_COOKIE = "__Host-pair"
PAIRINGS_PER_SECOND, PAIRINGS_AT_ONCE = 3.0, 30.0
"""Questions of one address about codes: each page asks every two seconds."""


def heard_of(parts: WallParts) -> HeardList:
    """What all walls said of themselves last, as whoever asks now may read it."""
    room = parts.visitors.room()
    known = heard(parts.walls.beats(), parts.clock())
    return heard_list(known, parts.walls.state, room.build, room.portfolio, parts.words)


def register(
    server: Flask,
    walls: Walls,
    desk: Desk | None,
    words: Words,
    documents: tuple[Document, Callable[[str], str]],
    heard: Callable[[], HeardList],
) -> None:
    """`heard` gives what walls say of themselves.

    `documents` make a whole page of a title and its content, and the one with a code of the address that it leads to.
    """
    document, pairing = documents
    buckets = Buckets(PAIRINGS_PER_SECOND, PAIRINGS_AT_ONCE)

    @server.get(urls.PAIR_PATH)
    def pair_page() -> Response:
        there = wanted(request.args.get("next", ""))
        actor: Actor | None = flask.g.get("actor")
        if actor is not None and actor.role is Role.WALL:
            return led_to(there)
        return whole(pairing(there), 200)

    @server.post(urls.PAIRING_PATH)
    def pair() -> Response:
        if buckets.wait(request.remote_addr or ""):
            return refuse(Refusal.TOO_MANY, "more than the limit", words)
        nonce = request.cookies.get(PAIRING_COOKIE, "")[:LONGEST_TOKEN]
        try:
            step = walls.step(nonce, request.remote_addr, wants_code=bool(request.form.get("new")))
            if step.token is not None and desk is not None and request.cookies.get(COOKIE):
                desk.sign_out(request.cookies[COOKIE])  # whoever sat here before is not the wall
        except AccountsAway as error:
            return refuse(Refusal.STORE_AWAY, str(error), words)
        return _told(step, walls.now())

    @server.after_request
    def renew(answer: Response) -> Response:
        """A wall's page asks for news all the time: its next token comes with the answer."""
        actor: Actor | None = flask.g.get("actor")
        if (
            request.path not in (VERSION_PATH, urls.WALL_NEWS_PATH)
            or actor is None
            or actor.role is not Role.WALL
        ):
            return answer
        renewed = walls.renewed(request.cookies.get(WALL_COOKIE, ""), request.values.get("build", ""))
        if renewed is not None:
            token, wall = renewed
            _keep(answer, token, (wall.expires_at - walls.now()).total_seconds())
        return answer

    # -- an administrator's page -------------------------------------------------------------

    @server.get(urls.WALLS_PATH)
    def walls_page() -> Response:
        return listed(None, None, 200)

    @server.post(urls.WALLS_PATH)
    def keep_walls() -> Response:
        number = request.form.get("revoke", "")
        try:
            if number:
                return cut_off(number)
            code, name, network = (
                request.form.get(field, "")[:LONGEST] for field in ("code", "name", "network")
            )
            walls.approve("".join(code.split()), name, network, flask.g.actor)
        except WallRefused as refused:
            return listed(None, words.wall_refusals[refused.refusal], 422)
        except RecordAway as away:
            return listed(None, str(away), 503)
        except AccountsAway:
            return listed_without_store()
        return led_to(urls.WALLS_PATH)

    def cut_off(number: str) -> Response:
        is_number = number.isascii() and number.isdecimal() and len(number) < 10
        wall = walls.revoke(int(number), flask.g.actor) if is_number else None
        return listed(words.walls_revoked.format(name=wall.name) if wall else None, None, 200)

    def listed(news: str | None, problem: str | None, status: int) -> Response:
        try:
            kept = layouts.walls.Kept(walls.all(), walls.approved(), heard())
        except AccountsAway:
            return listed_without_store()
        address = f"{request.host_url.rstrip('/')}{urls.PAIR_PATH}"
        content = layouts.walls.walls(kept, walls.now(), address, (news, problem), words)
        return whole(document(f"{words.walls_title} · {words.brand}", content), status)

    def listed_without_store() -> Response:
        return refuse(Refusal.STORE_AWAY, "the store is away", words)


def _told(step: PairingStep, now: datetime) -> Response:
    """Codes, nonces and tokens are told to this browser alone, the latter two out of reach of any script."""
    answer = jsonify(state=step.state, code=step.code, seconds_left=step.seconds_left, now=now.isoformat())
    answer.headers["Cache-Control"] = "no-store"
    if step.nonce is not None:
        answer.set_cookie(
            PAIRING_COOKIE,
            step.nonce,
            step.seconds_left,
            secure=True,
            httponly=True,
            samesite="Strict",
            path="/",
        )
    if step.state is PairingState.PAIRED and step.token is not None:
        _keep(answer, step.token, step.seconds_left)
        for name in (PAIRING_COOKIE, COOKIE):
            answer.delete_cookie(name, secure=True, httponly=True, path="/")
    return answer


def _keep(answer: Response, token: str, seconds: float) -> None:
    """A wall is switched off at night: its cookie lasts as long as its pairing."""
    answer.set_cookie(
        WALL_COOKIE, token, max(0, int(seconds)), secure=True, httponly=True, samesite="Lax", path="/"
    )
