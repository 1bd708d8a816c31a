"""What pages without scripts have in common: how they are answered, and where they lead."""

from typing import Protocol

from dash.development.base_component import Component
from flask import Response, redirect, request

from callbacks.doors import COOKIE, WALL_COOKIE
from dashboard import urls

SEE_OTHER = 303
"""After a form: the browser asks for the next page, and going back sends nothing twice."""


class Document(Protocol):
    """Makes a whole page of a title and its content; `scripts` are names of assets."""

    def __call__(self, title: str, content: Component, *scripts: str) -> str: ...


def wanted(text: str) -> str:
    """An address of the room, whatever was given: nobody is led elsewhere."""
    return urls.place(text)


def whole(text: str, status: int) -> Response:
    """A page that nobody keeps."""
    answer = Response(text, status, content_type="text/html; charset=utf-8")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def led_to(href: str) -> Response:
    """The way to another page of ours."""
    return redirect(href, SEE_OTHER)  # type: ignore[return-value]


def signed_in(href: str, token: str) -> Response:
    """The way on for a browser that somebody has signed in with: it is a wall no more."""
    answer = led_to(href)
    answer.set_cookie(COOKIE, token, secure=True, httponly=True, samesite="Lax", path="/")
    if WALL_COOKIE in request.cookies:
        answer.delete_cookie(WALL_COOKIE, secure=True, httponly=True, path="/")
    return answer
