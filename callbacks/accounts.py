"""The address at which an administrator keeps the accounts."""

import flask
from flask import Flask, Response, request

import layouts.accounts
from callbacks.doors import Keeping
from callbacks.plain import Document, whole
from callbacks.refusals import Refusal, refuse
from dashboard import urls
from dashboard.domain.access import AccountsAway, Role
from dashboard.domain.accounts import AccountAct, AccountRefused, Wish
from dashboard.domain.audit import RecordAway
from dashboard.domain.words import Words
from layouts.forms import LONGEST

TEXTS = ("label", "department", "password", "subject")


def register(server: Flask, keeping: Keeping, words: Words, document: Document) -> None:
    """Plain forms; `document` makes a whole page of a title and its content."""

    @server.get(urls.ACCOUNTS_PATH)
    def accounts_page() -> Response:
        return listed(None, None, 200)

    @server.post(urls.ACCOUNTS_PATH)
    def keep_accounts() -> Response:
        wish = _wish()
        if wish is None:
            return listed(None, words.refusals[Refusal.WRONG_VALUE], 422)
        try:
            keeping.do(wish, flask.g.actor)
        except AccountRefused as why:
            return listed(None, str(why), 422)
        except RecordAway as lost:
            return listed(None, str(lost), 503)
        except AccountsAway as error:
            return away(error)
        return listed(words.accounts_done[wish.act].format(name=wish.name), None, 200)

    def listed(news: str | None, problem: str | None, status: int) -> Response:
        try:
            known = keeping.all()
        except AccountsAway as error:
            return away(error)
        content = layouts.accounts.accounts(known, news, problem, words)
        return whole(document(f"{words.accounts_title} · {words.brand}", content), status)

    def away(error: AccountsAway) -> Response:
        return refuse(Refusal.STORE_AWAY, str(error), words)


def _wish() -> Wish | None:
    """What the form asks; None for what no form of ours sends."""
    given = request.form
    texts = {name: given.get(name, "").strip() for name in TEXTS} | {"password": given.get("password", "")}
    name = given.get("name", "").strip()
    try:
        act = AccountAct(given.get("act", ""))
        role = Role(given["role"]) if "role" in given else None
    except ValueError:
        return None
    is_short = all(len(text) <= LONGEST for text in (name, *texts.values()))
    is_whole = role is not None or act not in (AccountAct.ADD, AccountAct.ROLE)
    return Wish(act, name, role, **texts) if is_short and is_whole else None
