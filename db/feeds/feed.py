"""The signature of every feed: what it asks for, and a pure function that reads what comes back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from dashboard.domain.city.history import Spot
from dashboard.domain.city.measures import Panel
from dashboard.domain.records import Event, Observation


@dataclass(frozen=True, slots=True)
class Settings:
    """How a feed is reached; a file of settings may replace each of these.

    `base` is the address in front of every request's path, `key` the secret that the source gave out
    (empty where it wants none), `seconds` the period, `quota` the most requests of one day (Asia/Seoul;
    None: no limit known), `options` what only this feed knows (a grid, a station).
    """

    base: str
    key: str = field(default="", repr=False)
    seconds: float = 3600.0
    quota: int | None = None
    options: tuple[tuple[str, str], ...] = ()

    def option(self, name: str) -> str:
        """The option of that name; KeyError when the feed's defaults lack it."""
        return dict(self.options)[name]


@dataclass(frozen=True, slots=True)
class Request:
    """One question to a source, without its key. `page` counts from 1; `key_name` is None for a key in a header.

    `key_header` names the header that carries the key, where one does.
    """

    operation: str
    path: str
    params: tuple[tuple[str, str], ...] = ()
    page: int = 1
    page_param: str | None = "pageNo"
    key_param: str | None = "serviceKey"
    key_header: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for a request, as it came; `fetched_at` is when."""

    request: Request
    body: bytes
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Lost:
    """A row, or a field of one, that could not be used: which, what it said, and why. Nothing else is lost by it."""

    row: str
    field: str
    raw: str
    reason: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one reply says. `rows` is how many rows it holds, `total` how many the source says exist in all."""

    observations: tuple[Observation, ...] = ()
    events: tuple[Event, ...] = ()
    spots: tuple[Spot, ...] = ()
    lost: tuple[Lost, ...] = ()
    rows: int = 0
    total: int | None = None


class FeedError(Exception):
    """A reply that is a failure, or none. The message is one Korean sentence with the cause and what to do.

    `may_retry` is False where asking again cannot help today (a quota, a key that is not registered).
    """

    def __init__(self, sentence: str, *, code: str | None = None, may_retry: bool = True) -> None:
        super().__init__(sentence)
        self.code = code
        self.may_retry = may_retry


Ask = Callable[[Settings, datetime, datetime | None], Sequence[Request]]
"""(settings, now, the newest time that is already there or None) -> the first page of each question."""
Parse = Callable[[bytes, Request, Settings, datetime], Parsed]
"""(reply, its request, settings, when it was fetched) -> what it says; raises FeedError and nothing else."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A source: what it is called, whose it is (`credit` is printed with its figures), what it gives."""

    id: str
    label: str
    credit: str
    panel: Panel
    measures: tuple[str, ...]
    event_kinds: tuple[str, ...]
    defaults: Settings
    ask: Ask
    parse: Parse
