"""The proxy before the room: what it may say of a request, and that nobody else may.

The web server would put the address that the proxy names in place of the proxy's own; so who really
sent a request is looked at here, before that, and nothing later can mistake one for the other.
"""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from waitress.proxy_headers import proxy_headers_middleware

from callbacks.doors import SUBJECT
from dashboard.settings import Settings

LOG = logging.getLogger(__name__)
BELIEVED = frozenset({"x-forwarded-for", "x-forwarded-proto"})

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def behind_proxy(application: Application, settings: Settings) -> Application:
    """The application as the web server calls it: headers of a proxy are taken from the trusted one alone."""
    # A demo refuses what came through a proxy, so it has to see that.
    told = proxy_headers_middleware(
        application,
        trusted_proxy=settings.trusted_proxy or None,
        trusted_proxy_headers=set(BELIEVED),
        clear_untrusted=not settings.demo,
    )
    return subjects_from(told, settings.sso_header, settings.trusted_proxy) if settings.sso_header else told


def subjects_from(application: Application, header: str, proxy: str) -> Application:
    """Hand on who a proxy says is asking. The header itself goes no further, whoever sent it."""
    key = f"HTTP_{header.upper().replace('-', '_')}"

    def take(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        given = environ.pop(key, "")
        if given and environ["REMOTE_ADDR"] == proxy:
            environ[SUBJECT] = _text(given)
        elif given:
            LOG.warning("%s named somebody in %s and is not the proxy", environ["REMOTE_ADDR"], header)
        return application(environ, start_response)

    return take


def _text(raw: str) -> str:
    """WSGI hands bytes on as Latin-1; a name in Korean was UTF-8. What is neither is nobody's."""
    try:
        return raw.encode("latin-1").decode("utf-8").strip()
    except UnicodeError:
        return ""
