"""Under which names the room is asked, and from where: a forged Host and a foreign page are refused."""

from collections.abc import Collection
from urllib.parse import urlsplit

from flask import Flask, Request, Response, request

from callbacks.refusals import Refusal, refuse
from dashboard.domain.words import Words

LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})
READING = frozenset({"GET", "HEAD", "OPTIONS"})


def allowed_hosts(host: str, named: Collection[str], *, is_demo: bool) -> frozenset[str]:
    """The names under which the room may be asked: those of this machine, HOST and the named ones.

    A demo signs in whoever asks, so it is asked by its own machine alone.
    """
    if is_demo:
        return LOCAL_NAMES
    own = {host} - {"0.0.0.0", "::", ""}  # noqa: S104 -- every interface is no name  # nosec
    return LOCAL_NAMES | {name.lower() for name in (*own, *named)}


def register(server: Flask, hosts: Collection[str], words: Words) -> None:
    """The first question to every request."""

    @server.before_request
    def ask_where_from() -> Response | None:
        if host_name(request.host) not in hosts:
            return refuse(Refusal.WRONG_HOST, "a host that is not ours", words)
        if not is_own(request, hosts):
            return refuse(Refusal.OTHER_ORIGIN, "sent by another place's page", words)
        return None


def host_name(authority: str) -> str | None:
    """The name of "name:port", without the port; None where there is none."""
    try:
        return urlsplit(f"//{authority}").hostname
    except ValueError:
        return None


def is_own(asked: Request, hosts: Collection[str]) -> bool:
    """Whether a page of the room may have sent this.

    Browsers that know Sec-Fetch-Site say it there; a page of another place may follow a link to us and
    no more. What changes something needs an Origin, or a Referer, of our own as well.
    """
    site = asked.headers.get("Sec-Fetch-Site")
    if site in ("cross-site", "same-site"):
        return asked.method in READING and asked.headers.get("Sec-Fetch-Mode") == "navigate"
    if asked.method in READING:
        return True
    origin = asked.headers.get("Origin")
    if origin == "null":  # the form of a page whose Referrer-Policy is no-referrer
        return site == "same-origin"
    return _is_ours(origin or asked.headers.get("Referer", ""), asked.host, hosts)


def _is_ours(place: str, host: str, hosts: Collection[str]) -> bool:
    """Whether an address lies where we were asked, or where a proxy before us is asked for us.

    A proxy may hand on its own name of us as Host; then the name that people use is one of `hosts`.
    """
    try:
        parts = urlsplit(place)
    except ValueError:
        return False
    if parts.scheme not in ("http", "https"):
        return False
    return parts.netloc.lower() == host.lower() or parts.netloc.lower() in set(hosts) - LOCAL_NAMES
