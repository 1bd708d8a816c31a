"""Addresses of the central sign-in: the way to the provider, and the way back."""

import logging

from flask import Flask, Response, redirect, request

import layouts.signing_in
from callbacks.doors import Central
from callbacks.plain import Document, signed_in, wanted, whole
from dashboard import urls
from dashboard.domain.access import AccountsAway
from dashboard.domain.central import CentralRefusal, CentralRefused
from dashboard.domain.words import Words

LOG = logging.getLogger(__name__)
JOURNEY_COOKIE = "__Host-journey"
LONGEST_JOURNEY = 8192
JOURNEY_SECONDS = 600
STATUS = {CentralRefusal.FAILED: 400, CentralRefusal.UNKNOWN: 403, CentralRefusal.AWAY: 503}


def register(server: Flask, central: Central, words: Words, document: Document, *, behind_tls: bool) -> None:
    """`behind_tls` says that browsers reach the room by https through a proxy."""

    def refused(why: CentralRefusal, cause: str) -> Response:
        LOG.warning("nobody was signed in centrally from %s: %s", request.remote_addr, cause)
        content = layouts.signing_in.sign_in(
            urls.room(), "", words.central_refusals[why], words, central=True
        )
        answer = whole(document(f"{words.sign_in_title} · {words.brand}", content), STATUS[why])
        answer.delete_cookie(JOURNEY_COOKIE, secure=True, httponly=True, path="/")
        return answer

    def return_to() -> str:
        scheme = "https" if behind_tls or request.is_secure else "http"
        return f"{scheme}://{request.host}{urls.CENTRAL_RETURN_PATH}"

    @server.get(urls.CENTRAL_PATH)
    def leave() -> Response:
        try:
            journey = central.begin(return_to(), wanted(request.args.get("next", "")))
        except CentralRefused as why:
            return refused(why.refusal, str(why))
        answer = redirect(journey.href, 303)
        answer.set_cookie(
            # Lax: the provider's page leads back here.
            *(JOURNEY_COOKIE, journey.carried, JOURNEY_SECONDS),
            secure=True,
            httponly=True,
            samesite="Lax",
            path="/",
        )
        return answer  # type: ignore[return-value]

    @server.get(urls.CENTRAL_RETURN_PATH)
    def come_back() -> Response:
        carried = request.cookies.get(JOURNEY_COOKIE, "")[:LONGEST_JOURNEY]
        try:
            token, there = central.finish(request.args, carried, return_to(), request.remote_addr)
        except CentralRefused as why:
            return refused(why.refusal, str(why))
        except AccountsAway as error:
            return refused(CentralRefusal.AWAY, str(error))
        answer = signed_in(wanted(there), token)
        answer.delete_cookie(JOURNEY_COOKIE, secure=True, httponly=True, path="/")
        return answer
