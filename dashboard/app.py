"""The web application: the one module that knows every other."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import Any

import flask
from dash import Dash, set_props
from dash.development.base_component import Component
from dash.fingerprint import check_fingerprint
from flask_compress import Compress

import callbacks.accounts
import callbacks.actions
import callbacks.central
import callbacks.documents
import callbacks.gate
import callbacks.guard
import callbacks.lead
import callbacks.limits
import callbacks.navigation
import callbacks.origin
import callbacks.programme
import callbacks.refusals
import callbacks.remote
import callbacks.requests
import callbacks.routes
import callbacks.screens
import callbacks.search
import callbacks.signing_in
import callbacks.table
import callbacks.taking_out
import callbacks.wall
import callbacks.wall_geometry
import callbacks.walls
import layouts.programme
import layouts.remote
import layouts.signing_in
import layouts.wall
import layouts.walls
from callbacks.doors import Entrance
from callbacks.limits import Limits
from callbacks.pages import Room
from callbacks.plain import Document
from callbacks.requests import Unwatched, Watching
from callbacks.visitors import Visitors
from callbacks.wall import Holding, WallParts, Walls
from callbacks.wall_pages import WallPages
from dashboard import headers, urls
from dashboard.domain.access import Action, may
from dashboard.domain.city_map import load_map
from dashboard.domain.geometry import Geometry
from dashboard.domain.takeover import Policy
from dashboard.domain.words import KOREAN, Words, load_words
from dashboard.screens.wall_beats import HeardList
from dashboard.settings import Settings
from layouts import grid, ids, shell, theme

LOG = logging.getLogger(__name__)
ASSETS = Path(__file__).parent.parent / "assets"
START_SCRIPT = ASSETS / "start.js"
CITY_MAP = ASSETS / "maps" / "daejeon.json"
DEMO_PLACES = ASSETS / "maps" / "demo-places.json"
ICON = "icon.svg"
DESK_SHEETS = ("vendor/noto-sans-kr.css", "tokens.css", "base.css", layouts.programme.SHEET)
DOOR_SHEETS = ("vendor/noto-sans-kr.css", "tokens.css", "base.css", "door.css")
WALL_SHEETS = ("vendor/noto-sans-kr.css", "tokens.css", "glyphs.css", *layouts.wall.SHEETS)
REMOTE_SHEETS = ("vendor/noto-sans-kr.css", "tokens.css", "base.css", layouts.remote.SHEET)
OWN_FILES = (
    *(START_SCRIPT.name, *layouts.walls.SCRIPTS, *layouts.wall.SCRIPTS, layouts.wall.WORKER),
    *(*layouts.wall.SHEETS, layouts.programme.SHEET, *layouts.programme.SCRIPTS),
    *(layouts.remote.SCRIPTS[-1], layouts.remote.SHEET),
)
FREE_THREADS = 3
"""So many of the server's threads are never held by walls that wait."""
A_YEAR = 365 * 24 * 3600
MOST_SCRIPTS = 100
_UNWATCHED = Unwatched()


def create_app(
    room: Room,
    settings: Settings,
    entrance: Entrance,
    watching: Watching = _UNWATCHED,
    walls: Walls | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Dash:
    """The room's web application, ready to be served. Importing this module does nothing.

    `entrance` is the only way in; `watching` is told of every request; without `walls` there are none.
    `clock` tells walls the time.
    """
    words = load_words(settings.words_file) if settings.words_file else KOREAN
    look = theme.load_look(settings.theme, ASSETS / "tokens.css")
    places = settings.places_file or (DEMO_PLACES if settings.demo else None)
    city_map = load_map(CITY_MAP, places)
    visitors = Visitors(
        room, look, words, lambda seen, actor: callbacks.screens.drawer(seen, actor, words, city_map)
    )
    grid.forget_at_start()
    server = flask.Flask("dashboard", static_folder=None)
    hosts = callbacks.origin.allowed_hosts(settings.host, settings.allowed_hosts, is_demo=settings.demo)
    callbacks.origin.register(server, hosts, words)
    callbacks.gate.register(server, entrance.door, words, room.note_denied)
    app = RoomApp(server, visitors, words)
    start = START_SCRIPT.read_text(encoding="utf-8")
    app.index_string = shell.index_string(settings.theme, room.build, settings.poll_seconds, words, start)
    app.layout = shell.live_frame(words)
    callbacks.navigation.register(app, visitors)
    callbacks.actions.register(app, visitors)
    callbacks.routes.register(app.server, room, visitors, words, lambda: datetime.now(UTC))
    callbacks.requests.register(app.server, watching, settings.metrics_token, words)
    callbacks.search.register(app.server, visitors, words)
    callbacks.table.register(app.server, visitors, words)
    callbacks.taking_out.register(app.server, visitors, words)
    paper_look = theme.load_look("light", ASSETS / "tokens.css")
    callbacks.documents.register(app.server, visitors, words, paper_look)
    heard: Callable[[], HeardList] = HeardList
    if walls is not None:
        policy = Policy(settings.wall_takeover, timedelta(minutes=settings.wall_takeover_minutes))
        pages = WallPages(words, city_map, policy)
        worker = (ASSETS / layouts.wall.WORKER).read_text(encoding="utf-8")
        holding = Holding(max(1, settings.threads - FREE_THREADS))
        parts = WallParts(walls, pages, visitors, words, clock, holding, worker, _usual(settings))
        heard = partial(callbacks.walls.heard_of, parts)
        _register_walls(app, settings, parts)
    _register_doors(app, settings, entrance, words, heard)
    _guard(app, settings, words, start)
    return app


def _register_doors(
    app: Dash, settings: Settings, entrance: Entrance, words: Words, heard: Callable[[], HeardList]
) -> None:
    """The pages without scripts: to sign in, to become a wall, to keep accounts and walls; a demo has none.

    `heard` gives what walls say of themselves.
    """
    document = _door_document(app, settings.theme)
    if entrance.desk is not None:
        has_central = entrance.central is not None
        callbacks.signing_in.register(app.server, entrance.desk, words, document, has_central=has_central)
    if entrance.central is not None:
        behind_tls = settings.tls_ahead
        callbacks.central.register(app.server, entrance.central, words, document, behind_tls=behind_tls)
    if entrance.walls is not None:
        pairing = partial(_pairing_page, app, _usual(settings), words)
        callbacks.walls.register(app.server, entrance.walls, entrance.desk, words, (document, pairing), heard)
    if entrance.keeping is not None:
        callbacks.accounts.register(app.server, entrance.keeping, words, document)


def _door_document(app: Dash, theme: str) -> Document:
    """Makes the pages that stand before the room, and in its place."""
    sheets, icon = [_dated(app, name) for name in DOOR_SHEETS], app.get_asset_url(ICON)

    def document(title: str, content: Component, *scripts: str) -> str:
        files = [_dated(app, name) for name in scripts]
        return layouts.signing_in.document(title, content, theme, sheets, icon, files)

    return document


def _pairing_page(app: Dash, usual: Geometry, words: Words, wanted: str) -> str:
    files = _wall_files(app, layouts.walls.SCRIPTS)
    return layouts.walls.pairing(wanted, usual, files, words)


def _wall_files(app: Dash, scripts: Sequence[str]) -> tuple[list[str], list[str], str]:
    sheets, dated = ([_dated(app, name) for name in names] for names in (WALL_SHEETS, scripts))
    return sheets, dated, app.get_asset_url(ICON)


def _register_walls(app: Dash, settings: Settings, parts: WallParts) -> None:
    """The pages of walls: documents of their own, without Dash's scripts."""
    icon = app.get_asset_url(ICON)

    def wall_document(title: str, geometry: Geometry, given: Mapping[str, Any]) -> str:
        files = _wall_files(app, layouts.wall.SCRIPTS)
        return layouts.wall.document(title, geometry, given, files, parts.words)

    def desk_document(title: str, content: Component, *scripts: str) -> str:
        sheets, files = ([_dated(app, name) for name in names] for names in (DESK_SHEETS, scripts))
        return layouts.signing_in.document(title, content, settings.theme, sheets, icon, files)

    callbacks.wall.register(app.server, parts, wall_document)
    sheets = tuple(_dated(app, name) for name in WALL_SHEETS)
    callbacks.programme.register(app.server, parts, desk_document, sheets)
    callbacks.wall_geometry.register(app.server, parts, desk_document)
    callbacks.lead.register(app.server, parts)

    def remote_document(title: str, content: Component, *scripts: str) -> str:
        sheets = [_dated(app, name) for name in REMOTE_SHEETS]
        files = [_dated(app, name) for name in scripts]
        return layouts.signing_in.document(title, content, settings.theme, sheets, icon, files)

    callbacks.remote.register(app.server, parts, remote_document)


def _usual(settings: Settings) -> Geometry:
    """What a wall's screen is like where nobody has said anything of it."""
    return Geometry(settings.wall_diag_in, settings.wall_dist_m, settings.wall_panels, settings.wall_theme)


def _dated(app: Dash, name: str) -> str:
    """The address of an asset with its time, as Dash writes it: browsers keep it until it changes."""
    return f"{app.get_asset_url(name)}?m={(ASSETS / name).stat().st_mtime}"


def _guard(app: Dash, settings: Settings, words: Words, start: str) -> None:
    """What stands before and after every answer; last, because it knows every callback and script."""
    limits = Limits(settings.screens_per_second, settings.searches_per_second, settings.exports_per_minute)
    callbacks.refusals.register(app.server, words, _door_document(app, settings.theme))
    callbacks.limits.register(app.server, limits, words)
    callbacks.guard.register(app, {**callbacks.navigation.CHECKS, **callbacks.actions.CHECKS}, words)
    headers.register(app, (start,), behind_tls=settings.tls_ahead)


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

    def __init__(self, server: flask.Flask, visitors: Visitors, words: Words) -> None:
        server.config["PROVIDE_AUTOMATIC_OPTIONS"] = (
            False  # nobody asks for them: no page of another place may
        )
        server.config["SEND_FILE_MAX_AGE_DEFAULT"] = A_YEAR  # addresses of assets carry their time
        _compress(server)
        super().__init__(
            "dashboard",
            server=server,  # type: ignore[arg-type]
            assets_folder=str(ASSETS),
            # They stand in the document, or on pages without Dash.
            assets_ignore=rf"^({'|'.join(OWN_FILES)})$",
            title=words.brand,
            update_title="",
            serve_locally=True,
            suppress_callback_exceptions=True,  # panes and figures come and go with the pages
            enable_mcp=False,
            compress=False,  # done above, with a memory
            on_error=lambda error: _failed(error, words),
        )
        self.enable_dev_tools(debug=False, **_DEV_TOOLS_OFF)
        self._visitors = visitors
        self._words = words
        server.after_request(_status_of_page)

    def interpolate_index(self, **pieces: Any) -> str:  # type: ignore[override]
        """The document for the address of the present request."""
        self._visitors.note_view(_asked())
        page, html = self._visitors.pages().first_paint(_asked())
        flask.g.page_status = page.status
        ours = {"title": escape(page.title), "favicon": self._icon(), "app_entry": shell.APP_ENTRY}
        document = str(super().interpolate_index(**pieces | ours))  # type: ignore[no-untyped-call]
        document = document.replace(shell.SHEET_MARK_PLACE, shell.sheet_mark(page.header.sheet_text))
        when = shell.SCRIPTS_NOW if page.figures else shell.SCRIPTS_PAINTED
        document = document.replace(shell.SCRIPTS_WHEN_PLACE, when)
        document = document.replace(shell.VISITOR_PLACE, self._introduction())
        return document.replace(shell.FIRST_PAINT_PLACE, html)

    def _introduction(self) -> str:
        actor, words = self._visitors.actor(), self._words
        pages = (
            (Action.EDIT_WALL, words.programme_title, urls.PROGRAMME_PATH),
            (Action.LEAD_WALL, words.remote_title, urls.REMOTE_PATH),
            (Action.MANAGE_WALLS, words.walls_title, urls.WALLS_PATH),
            (Action.MANAGE_ACCOUNTS, words.accounts_title, urls.ACCOUNTS_PATH),
        )
        ways = [(text, href) for action, text, href in pages if may(actor, action)]
        if actor.is_local:
            return shell.visitor(actor.name, words.signed_in_demo, words, ways, has_account=False)
        label = words.signed_in_as.format(label=actor.name, role=words.roles[actor.role])
        # A wall, and whom a proxy has signed in, has no session here that could be ended.
        return shell.visitor(label, "", words, ways, has_account=flask.g.seconds_left is not None)

    def _icon(self) -> str:
        return f'<link rel="icon" type="image/svg+xml" href="{self.get_asset_url(ICON)}">'


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
    """The status of the page that the document holds: 404 where nothing is, 403 what this visitor may not see."""
    if response.status_code == HTTPStatus.OK:
        response.status_code = flask.g.get("page_status", HTTPStatus.OK)
    return response
