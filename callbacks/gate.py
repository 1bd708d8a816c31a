"""The one gate before every route: what is not written here is refused.

It runs before anything else looks at a request but its Host and origin, Dash's own routes included.
"""

import logging
from collections.abc import Callable, Mapping
from enum import StrEnum
from http import HTTPStatus
from types import MappingProxyType

import flask
from flask import Flask, Request, Response, redirect, request

from callbacks.doors import WALL_COOKIE, Door, Refused
from callbacks.refusals import Refusal, refuse
from callbacks.routes import FRESH_PATH, HEALTH_PATH, METRICS_PATH, SEARCH_PATH, VERSION_PATH
from dashboard import urls
from dashboard.domain.access import AccountsAway, Action, Actor, may
from dashboard.domain.words import Words

LOG = logging.getLogger(__name__)


class Need(StrEnum):
    """What a route needs beside the actions: nothing, or what the page at its address needs."""

    NOTHING = "nothing"
    SIGNED_IN = "signed_in"
    PAGE = "page"
    JUDGED = "judged"
    """The route itself judges: a token of a program, or an administrator."""


PAGE_ACTIONS: Mapping[urls.Page, Action] = MappingProxyType(
    {
        urls.Page.ROOM: Action.VIEW_WALL,
        urls.Page.PROJECT: Action.VIEW_WALL,
        urls.Page.TIMELINE: Action.VIEW_WALL,
        urls.Page.MONEY: Action.VIEW_WALL,
        urls.Page.MAP: Action.VIEW_WALL,
        urls.Page.CITY: Action.VIEW_WALL,
        urls.Page.MISSING: Action.VIEW_WALL,
        urls.Page.TABLE: Action.VIEW,
        urls.Page.COMPARE: Action.VIEW,
        urls.Page.CHANGES: Action.VIEW_WALL,
        urls.Page.CARD: Action.VIEW,
        urls.Page.REPORT: Action.VIEW,
        urls.Page.HELP: Action.VIEW,
        urls.Page.DATA: Action.VIEW_DATA,
        urls.Page.ADMIN: Action.MANAGE_SOURCES,
        urls.Page.AUDIT: Action.VIEW_AUDIT,
    }
)
"""What a page needs; a page that is not here is seen by nobody."""

NEEDS: Mapping[str, Mapping[str, Need | Action]] = MappingProxyType(
    {
        urls.PATHS[urls.Page.ROOM]: {"GET": Need.PAGE},
        "/<path:path>": {"GET": Need.PAGE},
        urls.SIGN_IN_PATH: {"GET": Need.NOTHING, "POST": Need.NOTHING},
        urls.SIGN_OUT_PATH: {"POST": Need.NOTHING},
        urls.ACCOUNT_PATH: {"GET": Need.SIGNED_IN, "POST": Need.SIGNED_IN},
        urls.SESSION_PATH: {"POST": Need.SIGNED_IN},
        urls.CENTRAL_PATH: {"GET": Need.NOTHING},
        urls.CENTRAL_RETURN_PATH: {"GET": Need.NOTHING},
        # Whoever opens it gets a code and no more; what comes of a code is an administrator's to say.
        urls.PAIR_PATH: {"GET": Need.NOTHING},
        urls.PAIRING_PATH: {"POST": Need.NOTHING},
        urls.WALLS_PATH: {"GET": Action.MANAGE_WALLS, "POST": Action.MANAGE_WALLS},
        urls.ACCOUNTS_PATH: {"GET": Action.MANAGE_ACCOUNTS, "POST": Action.MANAGE_ACCOUNTS},
        urls.WALL_PATH: {"GET": Action.VIEW_WALL},
        urls.WALL_WORKER_PATH: {"GET": Need.NOTHING},
        urls.WALL_NEWS_PATH: {"POST": Action.VIEW_WALL},
        urls.WALL_SHOWN_PATH: {"POST": Action.VIEW_WALL},
        urls.WALL_SCENE_PATH: {"GET": Action.VIEW_WALL},
        urls.ACKNOWLEDGE_PATH: {"POST": Action.ACKNOWLEDGE},
        # The least that any command needs; callbacks.lead asks for more where it is more.
        urls.REMOTE_PATH: {"GET": Action.LEAD_WALL},
        urls.REMOTE_NEWS_PATH: {"POST": Action.LEAD_WALL},
        urls.LEAD_PATH: {"POST": Action.RECEIVE_GUESTS},
        VERSION_PATH: {"GET": Action.VIEW_WALL},
        urls.PROGRAMME_PATH: {"GET": Action.EDIT_WALL, "POST": Action.EDIT_WALL},
        urls.NAMES_PATH: {"GET": Action.EDIT_WALL, "POST": Action.EDIT_WALL},
        urls.GEOMETRY_PATH: {"GET": Action.EDIT_WALL, "POST": Action.EDIT_WALL},
        SEARCH_PATH: {"GET": Action.VIEW_WALL},
        urls.ROWS_PATH: {"GET": Action.VIEW},
        f"{urls.EXPORT_PATH}<kind>": {"POST": Action.EXPORT},
        f"{urls.DOCUMENT_PATH}<path:path>{urls.DOCUMENT_SUFFIX}": {"POST": Action.EXPORT},
        urls.AUDIT_EXPORT_PATH: {"POST": Action.EXPORT_AUDIT},
        # A browser prints by its own key whoever asks: all that is left is to put it on record.
        urls.PRINTED_PATH: {"POST": Need.SIGNED_IN},
        HEALTH_PATH: {"GET": Need.NOTHING},
        FRESH_PATH: {"GET": Need.NOTHING},
        # A monitoring server signs in nowhere: callbacks.requests asks for its token, else for an administrator.
        METRICS_PATH: {"GET": Need.JUDGED},
        # Style sheets, fonts and scripts hold no data, and the page to sign in needs them.
        f"{urls.ASSETS_PATH}<path:filename>": {"GET": Need.NOTHING},
        f"{urls.SCRIPTS_PATH}<string:package_name>/<path:fingerprinted_path>": {"GET": Need.NOTHING},
        urls.LAYOUT_PATH: {"GET": Action.VIEW_WALL},
        urls.DEPENDENCIES_PATH: {"GET": Action.VIEW_WALL},
        urls.CALLBACKS_PATH: {"POST": Action.VIEW_WALL},
        # Nobody needs these.
        urls.RELOAD_PATH: {},
        urls.DASH_ICON_PATH: {},
    }
)
"""Rule -> method -> what it needs. HEAD is GET. A rule or a method that is not here is closed for everyone."""

PLAIN_PAGES = urls.PLACES
"""Pages that are no pages of the room: whoever is not signed in is led from there to the sign-in, and back."""

BY_ITSELF = frozenset({VERSION_PATH, urls.PAIRING_PATH, urls.WALL_NEWS_PATH, urls.REMOTE_NEWS_PATH})
"""What an open page asks by itself: no sign that someone is there."""


def register(server: Flask, door: Door, words: Words, note_denied: Callable[[Actor, str], None]) -> None:
    """Nobody passes whom `door` does not know, and nobody to what the role does not need.

    `note_denied` is told who has asked for what the role may not have, and the kind of address.
    """

    @server.before_request
    def stand() -> Response | None:
        rule = request.url_rule.rule if request.url_rule else None
        need = needed(rule, request.method)
        if rule is not None and rule not in NEEDS:
            LOG.error("the route %s has no place in the gate", rule)
        flask.g.actor = flask.g.seconds_left = None
        try:
            entered = door.enter(request, is_active=rule not in BY_ITSELF)
        except Refused as cause:
            return refuse(Refusal.NOT_ALLOWED, str(cause), words)
        except AccountsAway as error:
            if need in (Need.NOTHING, Need.JUDGED):
                return None
            return refuse(Refusal.STORE_AWAY, str(error), words)
        if entered is not None:
            flask.g.actor, flask.g.seconds_left = entered.actor, entered.seconds_left
        if entered is not None and entered.must_change and need is not Need.NOTHING:
            return None if rule == urls.ACCOUNT_PATH else _change_first(request, words)
        if need in (Need.NOTHING, Need.JUDGED):
            return None
        if entered is None:
            return _sign_in_first(request, words)
        if need is not None and is_allowed(need, entered.actor):
            return None
        if need is None and rule is None:
            return None  # no route at all: it is answered with 404 or 405
        return refuse(Refusal.NOT_ALLOWED, f"{entered.actor.role} may not", words)

    @server.after_request
    def tell(answer: Response) -> Response:
        """Registered before all others, so that it runs after them: the page itself may have said no."""
        actor: Actor | None = flask.g.get("actor")
        if actor is not None and answer.status_code == HTTPStatus.FORBIDDEN:
            note_denied(actor, _wanted(request))
        return answer


def needed(rule: str | None, method: str) -> Need | Action | None:
    """What this rule needs for this method; None for what is not in the table."""
    methods = NEEDS.get(rule, {}) if rule is not None else {}
    return methods.get("GET" if method == "HEAD" else method)


def is_allowed(need: Need | Action, actor: Actor) -> bool:
    """Whether someone who is signed in has what is needed. A page that may not be seen says so itself."""
    if isinstance(need, Action):
        return may(actor, need)
    return True


def may_see(actor: Actor, page: urls.Page) -> bool:
    """Whether `actor` may see a page."""
    action = PAGE_ACTIONS.get(page)
    return action is not None and may(actor, action)


def wanted_page(href: str) -> str:
    """What is asked for at the address of a page, as the record names it: its kind, never all that was typed."""
    page = urls.parse(href).page
    return f"GET {urls.PATHS.get(page, page.value)}"


def _wanted(asked: Request) -> str:
    rule = asked.url_rule.rule if asked.url_rule else ""
    is_page = NEEDS.get(rule, {}).get("GET") is Need.PAGE
    return wanted_page(asked.path) if is_page else f"{asked.method} {rule}"


def _change_first(asked: Request, words: Words) -> Response:
    """Whose password somebody else has set is led to where it is changed; a program is told."""
    if _is_person_at_page(asked):
        return redirect(urls.ACCOUNT_PATH, 303)  # type: ignore[return-value]
    return refuse(Refusal.CHANGE_PASSWORD, "the first password has not been changed", words)


def _is_person_at_page(asked: Request) -> bool:
    is_person = (
        asked.method in ("GET", "HEAD") and asked.headers.get("Sec-Fetch-Dest", "document") == "document"
    )
    rule = asked.url_rule.rule if asked.url_rule else ""
    is_page = NEEDS.get(rule, {}).get("GET") in (Need.PAGE, Need.SIGNED_IN)
    return is_person and (is_page or rule in PLAIN_PAGES)


def _sign_in_first(asked: Request, words: Words) -> Response:
    """A person is led to the page that signs in and back, a wall to its code; a program is told."""
    if _is_person_at_page(asked):
        wanted = urls.href(urls.parse(asked.full_path)) if asked.query_string else asked.path
        # A browser that was a wall waits to be one again: nobody stands there who could sign in.
        way = urls.pair if WALL_COOKIE in asked.cookies else urls.sign_in
        return redirect(way(wanted), 303)  # type: ignore[return-value]
    return refuse(Refusal.SIGN_IN, "nobody is signed in", words)
