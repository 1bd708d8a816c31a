"""What every answer tells the browser about what the page may do, and what may be kept of it."""

import base64
import hashlib
from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType

import flask
from dash import Dash

from dashboard import urls

A_YEAR = 365 * 24 * 3600
HASHED = "sha256"
FIXED: Mapping[str, str] = MappingProxyType(
    {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Permitted-Cross-Domain-Policies": "none",
        "Permissions-Policy": ", ".join(
            f"{name}=()"
            for name in (
                *("accelerometer", "autoplay", "camera", "display-capture", "geolocation"),
                *("gyroscope", "hid", "magnetometer", "microphone", "midi", "payment", "serial", "usb"),
            )
        ),
    }
)
STRICT_TRANSPORT = f"max-age={A_YEAR}"


def register(app: Dash, inline: tuple[str, ...], *, behind_tls: bool) -> None:
    """Set the headers of every answer; to be called when all callbacks are registered.

    `inline` are the scripts that stand in our document, `behind_tls` says that browsers reach the room
    by https through a proxy. A view that needs another value of a header sets it itself.
    """
    policy = security_policy([*app.csp_hashes(HASHED), *map(script_hash, inline)])
    server: flask.Flask = app.server

    @server.after_request
    def protect(response: flask.Response) -> flask.Response:
        headers = response.headers
        for name, value in FIXED.items():
            headers.setdefault(name, value)
        headers.setdefault("Content-Security-Policy", policy)
        if behind_tls or flask.request.is_secure:
            headers.setdefault("Strict-Transport-Security", STRICT_TRANSPORT)
        if not _is_file(response):
            headers["Cache-Control"] = "no-store"
        return response


def security_policy(script_hashes: list[str]) -> str:
    """Scripts of our own files and these hashes, nothing from elsewhere, nobody's frame.

    Styles may stand in the page, because Plotly and React set them there; a style runs nothing.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {' '.join(script_hashes)}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def script_hash(script: str) -> str:
    """How a policy names an inline script."""
    digest = hashlib.new(HASHED, script.encode("utf-8")).digest()
    return f"'{HASHED}-{base64.b64encode(digest).decode('ascii')}'"


def _is_file(response: flask.Response) -> bool:
    """A style, script, font or picture of the program: the same for everybody, and no data."""
    served = flask.request.path.startswith((urls.SCRIPTS_PATH, urls.ASSETS_PATH))
    return served and response.status_code in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)
