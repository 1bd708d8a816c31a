"""Addresses at which a person signs in and out, and changes what belongs to the account."""

import flask
from flask import Flask, Response, request

import layouts.signing_in
from callbacks.doors import COOKIE, Desk
from callbacks.plain import Document, led_to, signed_in, wanted, whole
from dashboard import urls
from dashboard.domain.access import AccountsAway, PasswordRefused
from dashboard.domain.audit import RecordAway
from dashboard.domain.words import Words
from layouts.forms import LONGEST


def register(
    server: Flask, desk: Desk, words: Words, document: Document, *, has_central: bool = False
) -> None:
    """Forms that work without scripts; `document` makes a whole page of a title and its content."""

    def form(problem: str | None, status: int) -> Response:
        there = wanted(request.values.get("next", ""))
        name = request.form.get("name", "")[:LONGEST]
        content = layouts.signing_in.sign_in(there, name, problem, words, central=has_central)
        return whole(document(f"{words.sign_in_title} · {words.brand}", content), status)

    @server.get(urls.SIGN_IN_PATH)
    def sign_in_page() -> Response:
        if flask.g.get("actor") is not None:
            return led_to(wanted(request.args.get("next", "")))
        return form(None, 200)

    @server.post(urls.SIGN_IN_PATH)
    def sign_in() -> Response:
        name, password = (request.form.get(field, "") for field in ("name", "password"))
        try:
            _sign_out(desk)
            is_possible = 0 < len(name) <= LONGEST and 0 < len(password) <= LONGEST
            token = desk.sign_in(name, password, request.remote_addr) if is_possible else None
        except AccountsAway:
            return form(words.sign_in_away, 503)
        if token is None:
            return form(words.sign_in_wrong, 401)
        return signed_in(wanted(request.form.get("next", "")), token)

    @server.post(urls.SIGN_OUT_PATH)
    def sign_out() -> Response:
        if request.form.get("everywhere"):
            desk.sign_out_everywhere(_token(), request.remote_addr)
        _sign_out(desk)
        return _to_sign_in()

    @server.get(urls.ACCOUNT_PATH)
    def account_page() -> Response:
        return account(None, 200)

    @server.post(urls.ACCOUNT_PATH)
    def change_password() -> Response:
        now, new, again = (request.form.get(field, "") for field in ("now", "new", "again"))
        if new != again:
            return account(words.password_differs, 422)
        try:
            desk.change_password(_token(), now, new, request.remote_addr)
        except PasswordRefused as why:
            return account(str(why), 422)
        except RecordAway as away:
            return account(str(away), 503)
        return _to_sign_in()

    def account(problem: str | None, status: int) -> Response:
        known = desk.facts(_token())
        if known is None:
            return led_to(urls.room())
        facts = [
            (words.account_label, known.actor.name),
            (words.account_name, known.name),
            (words.account_role, words.roles[known.actor.role]),
            *([(words.account_department, known.actor.department)] if known.actor.department else []),
        ]
        content = layouts.signing_in.account(
            facts, problem, words, has_password=known.has_password, must_change=known.must_change
        )
        return whole(document(f"{words.account_title} · {words.brand}", content), status)

    @server.post(urls.SESSION_PATH)
    def stay() -> Response:
        """A person pressed 계속 사용: the gate has noted it already."""
        answer = flask.jsonify(seconds_left=flask.g.seconds_left)
        answer.headers["Cache-Control"] = "no-store"
        return answer


def _token() -> str:
    return request.cookies.get(COOKIE, "")


def _sign_out(desk: Desk) -> None:
    """A session does not outlive another sign-in: its token may be someone else's who sat here before."""
    if _token():
        desk.sign_out(_token(), request.remote_addr)


def _to_sign_in() -> Response:
    answer = led_to(urls.SIGN_IN_PATH)
    answer.delete_cookie(COOKIE, secure=True, httponly=True, samesite="Lax", path="/")
    return answer
