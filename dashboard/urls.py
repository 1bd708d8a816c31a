"""Every address of the room: built here, parsed here, and nowhere else.

All state that a person may share is in the address: the filter, the version that is looked at, and
each screen's own options. Parsing never raises: what it does not know is set aside in `ignored`, so
that the screen can say so; a path that it does not know is the page `missing`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import parse_qsl, quote, unquote, urlencode

from dashboard.domain.facets import CLOSED, PAST, STATUS_KEYS, Facet
from dashboard.domain.vocabulary import Status

LONGEST_HREF = 4096
"""A longer text is no address of ours: it is answered with the page `missing`."""
MOST_VALUES = 100
"""So many values of one facet are read from an address, the rest is set aside."""
AS_OF = "as_of"


class Page(StrEnum):
    """The screens; `MISSING` is every path that is none of ours."""

    ROOM = "room"
    TABLE = "table"
    PROJECT = "project"
    CARD = "card"
    COMPARE = "compare"
    TIMELINE = "timeline"
    MONEY = "money"
    MAP = "map"
    CITY = "city"
    CHANGES = "changes"
    REPORT = "report"
    DATA = "data"
    HELP = "help"
    ADMIN = "admin"
    AUDIT = "audit"
    MISSING = "missing"


PATHS: Mapping[Page, str] = MappingProxyType(
    {
        Page.ROOM: "/",
        Page.TABLE: "/projects",
        Page.COMPARE: "/compare",
        Page.TIMELINE: "/timeline",
        Page.MONEY: "/money",
        Page.MAP: "/map",
        Page.CITY: "/city",
        Page.CHANGES: "/changes",
        Page.REPORT: "/report",
        Page.DATA: "/data",
        Page.HELP: "/help",
        Page.ADMIN: "/admin",
        Page.AUDIT: "/audit",
    }
)
"""The pages with a path of their own. A project is `/projects/<id>`, its card `/projects/<id>/card`."""

OPTIONS: Mapping[Page, tuple[str, ...]] = MappingProxyType(
    {
        Page.ROOM: ("since",),
        Page.TABLE: ("group", "sort", "columns", "q"),
        Page.PROJECT: ("plans",),
        Page.COMPARE: ("ids",),
        Page.TIMELINE: ("group", "plan", "sort", "only", "from", "to", "part"),
        Page.MONEY: ("cut", "part"),
        Page.MAP: ("show", "at"),
        Page.CITY: ("panel", "district", "spot", "measure", "span", "month"),
        Page.CHANGES: ("since", "until", "part"),
        Page.REPORT: ("quarter",),
        Page.DATA: ("source", "day", "page", "run"),
        Page.AUDIT: ("day", "actor", "act", "result", "before", "month"),
    }
)
"""The options of each screen by their names in its address; the screen itself judges their values."""

WITHOUT_DATA = frozenset({Page.HELP, Page.ADMIN, Page.AUDIT, Page.MISSING, Page.CITY})
"""The pages that show no field of a project."""

ROWS_PATH = "/api/projects"
"""Rows of the table, for a browser that scrolls: the query of the table's address, `start` and `end`."""
EXPORT_PATH = "/export/projects."
"""The table as a file: this, its kind, and the query of the table's address."""
EXPORTS = ("csv", "xlsx")
DOCUMENT_PATH = "/export/"
DOCUMENT_SUFFIX = ".hwpx"
"""The card and the report as files: this, the path of the screen, the suffix, and the screen's query."""
AUDIT_EXPORT_PATH = "/export/audit.csv"
"""The record as a file: this and the query of its page."""
PRINTED_PATH = "/api/printed"
"""Where a page tells that it is being printed, and why."""
SCRIPTS_PATH = "/_dash-component-suites/"
"""Where Dash serves the scripts of components."""
ASSETS_PATH = "/assets/"
SIGN_IN_PATH = "/sign-in"
"""Where a person signs in; `next` is the address that was wanted."""
SIGN_OUT_PATH = "/sign-out"
ACCOUNT_PATH = "/account"
"""Who is signed in: another password, the other browsers."""
SESSION_PATH = "/api/session"
"""A person who is still there tells so here."""
CENTRAL_PATH = "/sign-in/central"
"""The way to the city's own provider; `next` is the address that was wanted."""
CENTRAL_RETURN_PATH = "/sign-in/return"
"""The way back from there: the provider has to know this address."""
PAIR_PATH = "/pair"
"""Where a browser becomes a wall; `next` is the address that was wanted."""
PAIRING_PATH = "/api/pair"
"""That page asks here for its code, and whether it has been approved."""
WALLS_PATH = "/admin/walls"
ACCOUNTS_PATH = "/admin/accounts"
"""Pages of an administrator."""
WALL_PATH = "/wall"
"""The screen of a wall; `scene` opens one of them, which then stays."""
WALL_WORKER_PATH = "/wall_worker.js"
"""What keeps that page for a reload while the server is away; it stands here, because its folder is what it serves."""
WALL_NEWS_PATH = "/api/wall"
"""A wall asks here for news, and is held until there is some."""
WALL_SHOWN_PATH = "/api/wall/shown"
"""A wall says here what it shows, when that changes while its question is held."""
WALL_SCENE_PATH = "/api/wall/scene"
"""One scene by its `key`: a project in large, a district."""
ACKNOWLEDGE_PATH = "/api/wall/acknowledge"
"""Somebody has seen what took the walls over: the `id` of each notice."""
LEAD_PATH = "/api/lead"
"""Where a wall is led: `wall`, `command` and `value`."""
REMOTE_PATH = "/remote"
"""The page that leads walls."""
REMOTE_NEWS_PATH = "/api/remote"
"""That page asks here what walls show, and is held until one shows something else."""
PROGRAMME_PATH = "/wall/programme"
"""The page on which staff edit what walls play."""
NAMES_PATH = "/wall/names"
"""The page on which staff edit the 약칭; `page` is one of several."""
GEOMETRY_PATH = "/wall/geometry"
"""The page on which staff say what each wall's screen is like."""
PLACES = frozenset(
    {WALL_PATH, REMOTE_PATH, PROGRAMME_PATH, NAMES_PATH, GEOMETRY_PATH, WALLS_PATH, ACCOUNTS_PATH}
)
"""Pages that are none of `Page`: where one gets back to after signing in."""
CALLBACKS_PATH = "/_dash-update-component"
LAYOUT_PATH = "/_dash-layout"
DEPENDENCIES_PATH = "/_dash-dependencies"
RELOAD_PATH = "/_reload-hash"
DASH_ICON_PATH = "/_favicon.ico"
"""Other addresses of Dash's."""

PROJECTS_PATH = PATHS[Page.TABLE] + "/"
CARD_SUFFIX = "/card"

_PAGES = {"": Page.ROOM, **{path: page for page, path in PATHS.items()}}
_FACET_OF_NAME = {facet.value: facet for facet in Facet}
_STATUS_OF_KEY = {key: status for status, key in STATUS_KEYS.items()}


@dataclass(frozen=True, slots=True)
class Filter:
    """What a person narrowed the projects to, by facet. Empty means everything.

    `choices` holds only facets with values, in the order of `Facet`, each with its values once and in
    order, so that equal filters are equal. Make it with `Filter.of`.
    """

    choices: tuple[tuple[Facet, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, choices: Mapping[Facet, Iterable[str]]) -> "Filter":
        """The filter of these values by facet."""
        ordered = ((facet, _ordered(facet, choices.get(facet, ()))) for facet in Facet)
        return cls(tuple((facet, values) for facet, values in ordered if values))

    def values(self, facet: Facet) -> tuple[str, ...]:
        """The values chosen in `facet`; empty for every value."""
        return dict(self.choices).get(facet, ())

    def with_values(self, facet: Facet, values: Iterable[str]) -> "Filter":
        """The same filter with exactly `values` in `facet`."""
        return Filter.of({**dict(self.choices), facet: tuple(values)})

    def with_toggled(self, facet: Facet, value: str) -> "Filter":
        """The same filter with `value` added to its facet, or taken out when it was in."""
        return self.with_values(facet, set(self.values(facet)) ^ {value})

    def without(self, *facets: Facet) -> "Filter":
        """The same filter with every value of `facets`."""
        return Filter(tuple(choice for choice in self.choices if choice[0] not in facets))

    @property
    def programme(self) -> str | None:
        """The programme, when it is one."""
        return self._only(Facet.PROGRAMME)

    @property
    def area(self) -> str | None:
        """The area, when it is one."""
        return self._only(Facet.AREA)

    @property
    def statuses(self) -> tuple[Status | None, ...]:
        """The official statuses; None in it is 상태 미상."""
        return tuple(_STATUS_OF_KEY[key] for key in self.values(Facet.STATUS))

    @property
    def past_plan_only(self) -> bool:
        """Whether only projects are left that have passed a planned date."""
        return bool(self.values(Facet.PAST_PLAN))

    def with_programme(self, programme: str | None) -> "Filter":
        """The same filter on `programme`; None is every programme."""
        return self.with_values(Facet.PROGRAMME, [programme] if programme else [])

    def with_area_toggled(self, area: str) -> "Filter":
        """The same filter on `area`, or on every area when it was on `area` already."""
        return self.with_values(Facet.AREA, [] if self.area == area else [area])

    def with_status_toggled(self, status: Status | None) -> "Filter":
        """The same filter with `status` added, or taken out when it was in."""
        return self.with_toggled(Facet.STATUS, STATUS_KEYS[status])

    def with_past_plan_toggled(self) -> "Filter":
        """The same filter with or without projects whose planned dates hold."""
        return self.with_toggled(Facet.PAST_PLAN, PAST)

    def _only(self, facet: Facet) -> str | None:
        values = self.values(facet)
        return values[0] if len(values) == 1 else None


EVERYTHING = Filter()
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Address:
    """A parsed address.

    `as_of` is a past version ("v12") or 기준일 ("2024-06-30") that is looked at, None for the newest.
    `options` are the screen's own, in the order of OPTIONS, without empty ones. `ignored` are pairs of
    the query that no screen understands; they are said on the screen and are in no address that is built.
    """

    page: Page
    project_id: str | None = None
    filter: Filter = field(default_factory=Filter)
    as_of: str | None = None
    options: Pairs = ()
    ignored: Pairs = ()

    def option(self, name: str) -> str | None:
        """The value of an option of this screen; None when the address does not give it."""
        return dict(self.options).get(name)

    def with_option(self, name: str, value: str | None) -> "Address":
        """The same screen with another value of one of its options; None takes it out.

        Raises KeyError for a name that OPTIONS does not give to the page: an error of ours.
        """
        if name not in OPTIONS.get(self.page, ()):
            raise KeyError(f"{self.page} has no option {name!r}")
        return replace(self, options=_options(self.page, {**dict(self.options), name: value or ""}))

    def with_filter(self, chosen: Filter) -> "Address":
        """The same screen narrowed to `chosen`."""
        return replace(self, filter=chosen)

    def to(self, page: Page, project_id: str | None = None) -> "Address":
        """Another screen with the same filter, as of the same version."""
        return Address(page, project_id, self.filter, self.as_of)


def room(chosen: Filter = EVERYTHING) -> str:
    """The room, narrowed to `chosen`."""
    return href(Address(Page.ROOM, filter=chosen))


def project(project_id: str, chosen: Filter = EVERYTHING) -> str:
    """A project, reached within `chosen`: its neighbours are those that the filter leaves."""
    return href(Address(Page.PROJECT, project_id, chosen))


def data() -> str:
    """The data page."""
    return href(Address(Page.DATA))


def sign_in(wanted: str) -> str:
    """The page to sign in, from where one gets to the address that was wanted."""
    return _and_back(SIGN_IN_PATH, wanted)


def central(wanted: str) -> str:
    """The way to the central sign-in, from where one gets to the address that was wanted."""
    return _and_back(CENTRAL_PATH, wanted)


def pair(wanted: str) -> str:
    """The page where a browser becomes a wall, from where it gets to the address that was wanted."""
    return _and_back(PAIR_PATH, wanted)


def names(page: int = 1) -> str:
    """A page of the 약칭."""
    return f"{NAMES_PATH}?{urlencode({'page': page})}" if page > 1 else NAMES_PATH


def place(wanted: str) -> str:
    """An address of ours, whatever was given: nobody is led elsewhere."""
    address = parse(wanted)
    if wanted in PLACES:
        return wanted
    return room() if address.page is Page.MISSING else href(address)


def _and_back(path: str, wanted: str) -> str:
    there = place(wanted)
    return path if there == PATHS[Page.ROOM] else f"{path}?{urlencode({'next': there})}"


def rows(address: Address) -> str:
    """Where the rows of the table at `address` come from."""
    return href(address).replace(PATHS[Page.TABLE], ROWS_PATH, 1)


def export(address: Address, kind: str) -> str:
    """The table at `address` as a file of one of the kinds of EXPORTS."""
    return href(address).replace(PATHS[Page.TABLE], EXPORT_PATH + kind, 1)


def audit_export(address: Address) -> str:
    """The record at `address` as a file."""
    return href(address).replace(PATHS[Page.AUDIT], AUDIT_EXPORT_PATH, 1)


def document(address: Address) -> str:
    """The paper at `address`, a card or a report, as a file."""
    path, mark, query = href(address).partition("?")
    return f"{DOCUMENT_PATH}{path[1:]}{DOCUMENT_SUFFIX}{mark}{query}"


def parse(href: str | None) -> Address:
    """The address in `href`: a path with an optional query, or a whole address with scheme and host."""
    if href is None or len(href) > LONGEST_HREF:
        return Address(Page.MISSING)
    path, _, query = _without_host(href).partition("#")[0].partition("?")
    page, project_id = _page(path)
    if page is Page.MISSING:
        return Address(page)
    return _with_query(Address(page, project_id), parse_qsl(query))


def href(address: Address) -> str:
    """The address as text; `parse(href(a)) == a` for every address that `parse` gives with nothing ignored."""
    pairs = [(facet.value, value) for facet, values in address.filter.choices for value in values]
    pairs += [(AS_OF, address.as_of)] if address.as_of else []
    pairs += address.options
    return _path(address) + ("?" + urlencode(pairs, errors="replace") if pairs else "")


def _path(address: Address) -> str:
    if address.page in PATHS:
        return PATHS[address.page]
    suffix = CARD_SUFFIX if address.page is Page.CARD else ""
    if address.page in (Page.PROJECT, Page.CARD) and address.project_id:
        return PROJECTS_PATH + quote(address.project_id, safe="", errors="replace") + suffix
    return PATHS[Page.ROOM]


def _without_host(href: str) -> str:
    scheme, separator, rest = href.partition("://")
    if not separator or not scheme.isalpha():
        return href
    slash = rest.find("/")
    return rest[slash:] if slash >= 0 else "/"


def _page(path: str) -> tuple[Page, str | None]:
    known = _PAGES.get(path) or (_PAGES.get(path[:-1]) if len(path) > len("//") and path[-1] == "/" else None)
    if known is not None:
        return known, None
    inner = path.removeprefix(PROJECTS_PATH).removesuffix("/")
    if not path.startswith(PROJECTS_PATH) or not inner:
        return Page.MISSING, None
    owner = inner.removesuffix(CARD_SUFFIX)
    return (Page.CARD if owner != inner else Page.PROJECT), unquote(owner)


def _with_query(address: Address, pairs: Sequence[tuple[str, str]]) -> Address:
    """The address with what its query says; the first of several values counts, but for facets."""
    names = OPTIONS.get(address.page, ())
    choices: dict[Facet, list[str]] = {}
    given: dict[str, str] = {}
    ignored: list[tuple[str, str]] = []
    for name, value in pairs:
        if name in (AS_OF, *names) and name not in given:
            given[name] = value
        elif (facet := _FACET_OF_NAME.get(name)) and _is_value(facet, value, choices):
            choices.setdefault(facet, []).append(value)
        else:
            ignored.append((name, value))
    as_of = given.pop(AS_OF, None)
    return replace(
        address,
        filter=Filter.of(choices),
        as_of=as_of,
        options=_options(address.page, given),
        ignored=tuple(ignored),
    )


def _is_value(facet: Facet, value: str, so_far: Mapping[Facet, Sequence[str]]) -> bool:
    """Whether the value may be one of the facet; ids of a city are known to its screens alone."""
    return len(so_far.get(facet, ())) < MOST_VALUES and (facet not in CLOSED or value in CLOSED[facet])


def _options(page: Page, given: Mapping[str, str]) -> Pairs:
    return tuple((name, given[name]) for name in OPTIONS.get(page, ()) if given.get(name))


def _ordered(facet: Facet, values: Iterable[str]) -> tuple[str, ...]:
    chosen = set(values)
    return (
        tuple(value for value in CLOSED[facet] if value in chosen)
        if facet in CLOSED
        else tuple(sorted(chosen))
    )
