"""Every address of the room: built here, parsed here, and nowhere else.

All state that a person may share is in the address. Parsing never raises: a value it does not
know is dropped, a path it does not know is the page `missing`.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from urllib.parse import parse_qsl, quote, unquote, urlencode

from dashboard.domain.vocabulary import Status

ROOM_PATH = "/"
PROJECTS_PATH = "/projects/"
DATA_PATH = "/data"

LONGEST_HREF = 4096
"""A longer text is no address of ours: it is answered with the page `missing`."""

STATUS_KEYS: dict[Status | None, str] = {
    Status.DONE: "done",
    Status.CONTINUED: "continued",
    Status.ON_TRACK: "on-track",
    Status.PARTIAL: "partial",
    Status.ON_HOLD: "on-hold",
    Status.DROPPED: "dropped",
    None: "unknown",
}
"""Official status (None = 상태 미상) -> its word in an address, in the official order."""

_STATUS_OF_KEY = {key: status for status, key in STATUS_KEYS.items()}


class Page(StrEnum):
    """The screens; `MISSING` is every path that is none of ours."""

    ROOM = "room"
    PROJECT = "project"
    DATA = "data"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Filter:
    """What a person narrowed the projects to. Empty means everything; None in `statuses` is 상태 미상.

    `statuses` is always in the official order without repetition, so that equal filters are equal.
    """

    programme: str | None = None
    area: str | None = None
    statuses: tuple[Status | None, ...] = ()
    past_plan_only: bool = False

    def with_programme(self, programme: str | None) -> "Filter":
        """The same filter on `programme`; None is every programme."""
        return replace(self, programme=programme)

    def with_area_toggled(self, area: str | None) -> "Filter":
        """The same filter on `area`, or on every area when it was on `area` already."""
        return replace(self, area=None if area == self.area else area)

    def with_status_toggled(self, status: Status | None) -> "Filter":
        """The same filter with `status` added, or taken out when it was in."""
        chosen = set(self.statuses) ^ {status}
        return replace(self, statuses=tuple(known for known in STATUS_KEYS if known in chosen))

    def with_past_plan_toggled(self) -> "Filter":
        """The same filter with or without projects whose planned dates hold."""
        return replace(self, past_plan_only=not self.past_plan_only)


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Address:
    """A parsed address."""

    page: Page
    project_id: str | None = None
    filter: Filter = field(default_factory=Filter)


def room(chosen: Filter = EVERYTHING) -> str:
    """The room, narrowed to `chosen`."""
    return ROOM_PATH + _query(chosen)


def project(project_id: str, chosen: Filter = EVERYTHING) -> str:
    """A project, reached within `chosen`: its neighbours are those that the filter leaves."""
    return PROJECTS_PATH + quote(project_id, safe="", errors="replace") + _query(chosen)


def data() -> str:
    """The data page."""
    return DATA_PATH


def parse(href: str | None) -> Address:
    """The address in `href`: a path with an optional query, or a whole address with scheme and host."""
    if href is None or len(href) > LONGEST_HREF:
        return Address(Page.MISSING)
    path, _, query = _without_host(href).partition("#")[0].partition("?")
    values = dict(reversed(parse_qsl(query)))
    page, project_id = _page(path)
    return Address(page, project_id, _filter(values))


def href(address: Address) -> str:
    """The address as text; `parse(href(a)) == a` for every address that `parse` gives, but `missing`."""
    if address.page is Page.PROJECT and address.project_id:
        return project(address.project_id, address.filter)
    if address.page is Page.DATA:
        return data()
    return room(address.filter)


def _query(chosen: Filter) -> str:
    pairs = [
        ("programme", chosen.programme or ""),
        ("area", chosen.area or ""),
        ("status", ",".join(STATUS_KEYS[status] for status in chosen.statuses)),
        ("past", "1" if chosen.past_plan_only else ""),
    ]
    given = [(name, value) for name, value in pairs if value]
    return "?" + urlencode(given, safe=",", errors="replace") if given else ""


def _without_host(href: str) -> str:
    scheme, separator, rest = href.partition("://")
    if not separator or not scheme.isalpha():
        return href
    slash = rest.find("/")
    return rest[slash:] if slash >= 0 else "/"


def _page(path: str) -> tuple[Page, str | None]:
    if path in ("", ROOM_PATH):
        return Page.ROOM, None
    if path.rstrip("/") == DATA_PATH:
        return Page.DATA, None
    project_id = unquote(path.removeprefix(PROJECTS_PATH).removesuffix("/"))
    if path.startswith(PROJECTS_PATH) and project_id:
        return Page.PROJECT, project_id
    return Page.MISSING, None


def _filter(values: dict[str, str]) -> Filter:
    asked = set(values.get("status", "").split(","))
    return Filter(
        programme=values.get("programme") or None,
        area=values.get("area") or None,
        statuses=tuple(status for key, status in _STATUS_OF_KEY.items() if key in asked),
        past_plan_only=values.get("past") == "1",
    )
