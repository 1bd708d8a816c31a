"""The web application: the one module that knows every other."""

import logging
from datetime import UTC, datetime
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import Any

import flask
from dash import Dash, set_props
from dash.fingerprint import check_fingerprint
from flask_compress import Compress

import callbacks.actions
import callbacks.documents
import callbacks.navigation
import callbacks.routes
import callbacks.screens
import callbacks.search
import callbacks.table
from callbacks.pages import Draw, Pages, Room
from dashboard import urls
from dashboard.domain.city_map import load_map
from dashboard.domain.words import KOREAN, Words, load_words
from dashboard.settings import Settings
from layouts import grid, ids, shell, theme

LOG = logging.getLogger(__name__)
ASSETS = Path(__file__).parent.parent / "assets"
START_SCRIPT = ASSETS / "start.js"
CITY_MAP = ASSETS / "maps" / "daejeon.json"
DEMO_PLACES = ASSETS / "maps" / "demo-places.json"
A_YEAR = 365 * 24 * 3600
MOST_SCRIPTS = 100
LARGEST_REQUEST = 2_000_000
"""Bytes that a browser may send at once; what a page sends back of itself stays far below."""


def create_app(room: Room, settings: Settings) -> Dash:
    """The room's web application, ready to be served. Importing this module does nothing."""
    words = load_words(settings.words_file) if settings.words_file else KOREAN
    look = theme.load_look(settings.theme, ASSETS / "tokens.css")
    places = settings.places_file or (DEMO_PLACES if settings.demo else None)
    draw = callbacks.screens.drawer(room, words, load_map(CITY_MAP, places))
    return assemble(room, settings, words, look, draw)


def assemble(room: Room, settings: Settings, words: Words, look: theme.Look, draw: Draw) -> Dash:
    """An application whose pages are drawn by `draw`."""
    grid.forget_at_start()
    pages = Pages(room, look, words, draw)
    app = RoomApp(pages, words)
    start = START_SCRIPT.read_text(encoding="utf-8")
    app.index_string = shell.index_string(settings.theme, room.build, settings.poll_seconds, words, start)
    app.layout = shell.live_frame(words)
    callbacks.navigation.register(app, pages)
    callbacks.actions.register(app, room)
    callbacks.routes.register(app.server, room, pages, words, lambda: datetime.now(UTC))
    callbacks.search.register(app.server, room, words)
    callbacks.table.register(app.server, room, words)
    paper_look = theme.load_look("light", ASSETS / "tokens.css")
    callbacks.documents.register(app.server, room, words, paper_look)
    return app


_DEV_TOOLS_OFF: dict[str, Any] = {
    "dev_tools_ui": False,
    "dev_tools_props_check": False,
    "dev_tools_serve_dev_bundles": False,
    "dev_tools_hot_reload": False,
    "dev_tools_silence_routes_logging": True,
    "dev_tools_disable_version_check": True,
    "dev_tools_prune_errors": False,
    "dev_tools_validate_callbacks": False,
}


class RoomApp(Dash):
    """Dash with our document: the page of the requested address stands in it before any script runs.

    Development tools and the MCP server stay off whatever the environment says; nothing comes from
    another host.
    """

    def __init__(self, pages: Pages, words: Words) -> None:
        server = flask.Flask("dashboard")
        server.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
        server.config["SEND_FILE_MAX_AGE_DEFAULT"] = A_YEAR  # addresses of assets carry their time
        _compress(server)
        super().__init__(
            "dashboard",
            server=server,  # type: ignore[arg-type]
            assets_folder=str(ASSETS),
            assets_ignore=rf"^{START_SCRIPT.name}$",  # stands in the document
            title=words.brand,
            update_title="",
            serve_locally=True,
            suppress_callback_exceptions=True,  # panes and figures come and go with the pages
            enable_mcp=False,
            compress=False,  # done above, with a memory
            on_error=lambda error: _failed(error, words),
        )
        self.enable_dev_tools(debug=False, **_DEV_TOOLS_OFF)
        self._pages_of_room = pages
        self._words = words
        server.after_request(_status_of_page)

    def interpolate_index(self, **pieces: Any) -> str:  # type: ignore[override]
        """The document for the address of the present request."""
        page, html = self._pages_of_room.first_paint(_asked())
        flask.g.is_found = page.is_found
        ours = {"title": escape(page.title), "favicon": self._icon(), "app_entry": shell.APP_ENTRY}
        document = str(super().interpolate_index(**pieces | ours))  # type: ignore[no-untyped-call]
        document = document.replace(shell.SHEET_MARK_PLACE, shell.sheet_mark(page.header.sheet_text))
        when = shell.SCRIPTS_NOW if page.figures else shell.SCRIPTS_PAINTED
        document = document.replace(shell.SCRIPTS_WHEN_PLACE, when)
        return document.replace(shell.FIRST_PAINT_PLACE, html)

    def _icon(self) -> str:
        return f'<link rel="icon" type="image/svg+xml" href="{self.get_asset_url("icon.svg")}">'


def _asked() -> str:
    """The address as the browser wrote it: its path must not be decoded twice ("50%25" is the id "50%")."""
    written = flask.request.environ.get("REQUEST_URI")
    return written if isinstance(written, str) else flask.request.full_path.removesuffix("?")


class KeptScripts:
    """Dash's scripts as they were once answered, compressed: plotly.js is 4.8 MB to read and to squeeze.

    Paths and encodings come from outside, so no more are kept than Dash has scripts.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, bool, bool], tuple[list[tuple[str, str]], bytes]] = {}

    def answer(self) -> flask.Response | None:
        """What was kept for the present request; None lets Dash answer."""
        found = self._kept.get(self._key()) if flask.request.method == "GET" else None
        return flask.Response(found[1], headers=found[0]) if found else None

    def keep(self, response: flask.Response) -> flask.Response:
        """Remember a script that Dash has answered in full."""
        is_script = flask.request.method == "GET" and flask.request.path.startswith(urls.SCRIPTS_PATH)
        is_whole = response.status_code == HTTPStatus.OK and not response.is_streamed
        if is_script and is_whole and len(self._kept) < MOST_SCRIPTS:
            self._kept[self._key()] = (list(response.headers.items()), response.get_data())
        return response

    def _key(self) -> tuple[str, bool, bool]:
        """The script without its fingerprint: whatever one invents there is answered with the same script."""
        accepted = flask.request.headers.get("Accept-Encoding", "")
        path, _ = check_fingerprint(flask.request.path)
        return path, "br" in accepted, "gzip" in accepted


def _compress(server: flask.Flask) -> None:
    scripts = KeptScripts()
    server.before_request(scripts.answer)
    server.after_request(scripts.keep)  # registered before the compression, so it runs after it
    Compress(server)


def _failed(error: Exception, words: Words) -> None:
    """One answer that failed: what is on screen stays, and a sentence says so."""
    LOG.error("a callback failed", exc_info=error)
    set_props(ids.NOTICE, {"children": words.screen_error})


def _status_of_page(response: flask.Response) -> flask.Response:
    """404 for a page about an address where nothing is."""
    if not flask.g.get("is_found", True):
        response.status_code = 404
    return response
