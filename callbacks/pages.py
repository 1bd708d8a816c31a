"""Pages by address: each is built once for a data version and kept as JSON, ready to be sent."""

import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date, datetime
from http import HTTPStatus
from typing import Any, Generic, Protocol, TypeVar

import orjson
from dash.development.base_component import Component

from dashboard import urls
from dashboard.domain.access import Actor, Clearance
from dashboard.domain.audit import AuditPage, Deed, Entry, Question, RecordState
from dashboard.domain.city.history import CityPicture
from dashboard.domain.moments import ChangeSet, Moment, Notes
from dashboard.domain.operations import OperationsState
from dashboard.domain.picture import Picture
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.runs import SourceState
from dashboard.domain.words import Words
from dashboard.screens import city
from dashboard.screens.apart import PLACE
from dashboard.screens.header import HeaderScreen
from layouts import ids, shell
from layouts.html import to_html
from layouts.pane import Node, plain
from layouts.theme import Look

KEPT_PAGES = 12_000_000
"""Bytes of JSON. A project is 0.08 MB: every project of a city fits, at one size of screen."""
KEPT_FIRST_PAINTS = 2_000_000
"""Bytes of HTML, which is kept compressed: of a large page less than a tenth is left."""
QUICKLY = 1
"""How hard zlib tries."""


class Record(Protocol):
    """What is asked of the record of who did what."""

    @property
    def token(self) -> str: ...
    @property
    def state(self) -> RecordState: ...
    def now(self) -> datetime: ...
    def write(self, deed: Deed) -> None:
        """Raises RecordAway: then nothing may be done."""
        ...

    def tell(self, deed: Deed) -> None: ...
    def page(self, question: Question, month: date, most: int) -> AuditPage: ...
    def entries(self, question: Question, most: int) -> tuple[tuple[Entry, ...], int]:
        """Raises RecordAway."""
        ...


class Room(Protocol):
    """What the screens ask of the room; nothing about the newest data ever waits for a database."""

    build: str

    @property
    def portfolio(self) -> Portfolio | None: ...
    @property
    def token(self) -> str: ...
    @property
    def log_token(self) -> str: ...
    @property
    def problem(self) -> str | None: ...
    @property
    def today(self) -> date: ...
    def city(self) -> CityPicture | None: ...
    def running(self) -> OperationsState: ...
    def test_alarm(self, actor: Actor) -> str: ...
    def sources(self) -> tuple[SourceState, ...]: ...
    def refresh_now(self, source_id: str, actor: Actor) -> str: ...
    def confirm_shrink(self, source_id: str, table: str, actor: Actor) -> str: ...
    @property
    def moments(self) -> tuple[Moment, ...]: ...
    @property
    def notes(self) -> Notes: ...
    def look(self, as_of: str | None) -> Picture: ...
    def changes(self, since_text: str | None, until: Moment) -> ChangeSet | None: ...
    def save_view(self, name: str, href: str, actor: Actor) -> str: ...
    def forget_view(self, name: str, actor: Actor) -> str: ...
    def mark_meeting(self, name: str, actor: Actor) -> str: ...
    @property
    def record(self) -> Record: ...
    def note_view(self, actor: Actor, href: str) -> None: ...
    def note_denied(self, actor: Actor, wanted: str) -> None: ...
    def clearance(self, actor: Actor, *, is_guest: bool = False) -> Clearance: ...
    def seen_by(self, seen: Clearance) -> "Room": ...


@dataclass(frozen=True, slots=True)
class Drawing:
    """A screen, drawn: its title, header and content; `status` is that of HTTP."""

    title: str
    header: HeaderScreen
    content: Component
    status: HTTPStatus = HTTPStatus.OK


Draw = Callable[[urls.Address, Look], Drawing]


@dataclass(frozen=True, slots=True)
class Page:
    """A drawing as JSON that is written into answers as it is: `written` is its content, then its header.

    `panes` and `figures` say by name where in it they stand. `key` is the whole address at a size, `screen` the same
    without the filter: a page of the same screen is drawn into the one that is there.
    """

    key: str
    screen: str
    token: str
    title: str
    header: HeaderScreen
    written: bytes
    status: HTTPStatus
    is_whole: bool
    """Whether every part of it could be drawn."""
    panes: dict[str, slice] = field(default_factory=dict)
    figures: dict[str, slice] = field(default_factory=dict)
    zooms: dict[str, str] = field(default_factory=dict)
    """The window of time that a figure asks for, by name; most ask for none."""

    @property
    def shown(self) -> dict[str, Any]:
        """What the browser remembers of the page that it shows."""
        return {
            "screen": self.screen,
            "token": self.token,
            "title": self.title,
            "zooms": self.zooms,
            "sheet": self.header.sheet_text,
        }

    @property
    def content(self) -> bytes:
        """All but the header."""
        return self.written[: self.panes[ids.HEADER].start]

    def pane(self, name: str) -> bytes:
        """The tree of one pane; KeyError for a name that the page does not have."""
        return self.written[self.panes[name]]

    def figure(self, name: str) -> bytes:
        """One figure; KeyError for a name that the page does not have."""
        return self.written[self.figures[name]]


Kind = TypeVar("Kind")


class Kept(Generic[Kind]):
    """The most recently used values by key, of at most `size` bytes together; safe for threads.

    A value may be made twice. One that is larger than all may be is given and not kept.
    """

    def __init__(self, size: int, weigh: Callable[[Kind], int]) -> None:
        self._size, self._weigh = size, weigh
        self._weight = 0
        self._values: OrderedDict[Hashable, Kind] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Kind]) -> Kind:
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            replaced = self._values.pop(key, None)
            self._weight += self._weigh(value) - (self._weigh(replaced) if replaced is not None else 0)
            self._values[key] = value
            while self._weight > self._size:
                _, oldest = self._values.popitem(last=False)
                self._weight -= self._weigh(oldest)
        return value


class _NotWhole(Exception):
    def __init__(self, page: Page) -> None:
        super().__init__(page.key)
        self.page = page


class KeptPages:
    """The pages of all visitors, in one memory."""

    def __init__(self) -> None:
        self.pages: Kept[Page] = Kept(KEPT_PAGES, lambda page: len(page.written))
        self.first_paints: Kept[bytes] = Kept(KEPT_FIRST_PAINTS, len)


class Pages:
    """Every page of the room for the data that it holds now, as one `audience` sees them."""

    def __init__(
        self, room: Room, look: Look, words: Words, draw: Draw, audience: Hashable, kept: KeptPages
    ) -> None:
        self._room = room
        self._look = look
        self._words = words
        self._draw = draw
        self._audience = audience
        self._kept = kept

    def token(self, href: str) -> str:
        """What a browser at `href` compares: another token means that its screen may have changed."""
        address = urls.parse(href)
        if address.page is urls.Page.DATA:
            return self._with_city(self._room.log_token)
        if address.page is urls.Page.AUDIT:
            return self._room.record.token
        if address.page is urls.Page.ADMIN:
            return f"{self._room.log_token}.{zlib.crc32(repr(self._room.running()).encode()):x}"
        token = self._room.look(address.as_of).token
        if address.page is not urls.Page.CITY:
            return token
        return self._with_city(token)

    def _with_city(self, token: str) -> str:
        picture = self._room.city()
        return f"{token}.{city.token(picture)}" if picture else token

    def page(self, href: str, scale: float) -> Page:
        """The page at `href` for a screen whose root font is `scale` times 16 px."""
        address = urls.parse(href)
        known = urls.href(address) if address.page is not urls.Page.MISSING else "?"
        asked_in_vain = "".join(f"&{name}={value}" for name, value in address.ignored)
        key, token = f"{known}{asked_in_vain}@{scale:g}", self.token(href)
        screen = f"{known.partition('?')[0]}@{scale:g}"

        def whole() -> Page:
            page = self._made(address, (key, screen, token), scale)
            if not page.is_whole:
                raise _NotWhole(page)
            return page

        try:
            return self._kept.pages.get((self._audience, key, token), whole)
        except _NotWhole as found:
            return found.page  # and is made anew the next time: what failed may have passed

    def first_paint(self, href: str) -> tuple[Page, str]:
        """The page at `href` with its plain HTML, header included; graphs are empty boxes in it."""
        page = self.page(href, 1.0)

        def painted() -> bytes:
            html = to_html(shell.page(page.header, orjson.loads(page.content), self._words))
            return zlib.compress(html.encode(), QUICKLY)

        key = (self._audience, page.key, page.token)
        kept = self._kept.first_paints.get(key, painted) if page.is_whole else painted()
        return page, zlib.decompress(kept).decode()

    def _made(self, address: urls.Address, names: tuple[str, str, str], scale: float) -> Page:
        drawing = self._draw(address, self._look.at(scale))
        content = plain(drawing.content)
        written = orjson.dumps(content)
        is_whole = PLACE.encode() not in written and drawing.status < HTTPStatus.INTERNAL_SERVER_ERROR
        if not is_whole:
            written = written.replace(PLACE.encode(), orjson.dumps(self._words.part_error)[1:-1])
            content = orjson.loads(written)
        key, screen, token = names
        known = token if is_whole else f"{token}.part"  # a browser that shows it asks again
        header = orjson.dumps(plain(shell.header(drawing.header)))
        page = Page(
            key, screen, known, drawing.title, drawing.header, written + header, drawing.status, is_whole
        )
        page.panes[ids.HEADER] = slice(len(written), len(page.written))
        _collect(content, page)
        return page


def _collect(node: Node, page: Page) -> None:
    """Enter the panes and figures of a plain tree by their names."""
    if isinstance(node, list):
        for each in node:
            _collect(each, page)
    elif isinstance(node, dict):
        props = node["props"]
        id_ = props.get("id")
        if isinstance(id_, dict) and id_["type"] == ids.PANE_TYPE:
            page.panes[id_["name"]] = _place(props["tree"], page)
        elif isinstance(id_, dict) and id_["type"] == ids.FIGURE_TYPE:
            figure = props["figure"]
            page.figures[id_["name"]] = _place(figure, page)
            zoom = figure["layout"].get("xaxis", {}).get("uirevision")
            if zoom is not None:
                page.zooms[id_["name"]] = zoom
        else:
            _collect(props.get("children"), page)


def _place(part: Any, page: Page) -> slice:
    """Where a part stands in what was written: JSON of a part is the same within the whole."""
    text = orjson.dumps(part)
    start = page.written.index(text)
    return slice(start, start + len(text))
