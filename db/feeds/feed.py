"""The signature of every feed: what it asks for, and a pure function that reads what comes back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from dashboard.domain.city.history import Spot
from dashboard.domain.city.measures import Panel
from dashboard.domain.records import Event, Observation
from dashboard.domain.words import KOREAN, Words


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

    `key_header` names the header that carries the key, where one does. `is_fill` marks a piece of the past that
    no later run asks for by itself: it is owed until it is answered.
    """

    operation: str
    path: str
    params: tuple[tuple[str, str], ...] = ()
    page: int = 1
    page_param: str | None = "pageNo"
    key_param: str | None = "serviceKey"
    key_header: str | None = None
    is_fill: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for a request, as it came; `fetched_at` is when."""

    request: Request
    body: bytes
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Lost:
    """A row, or a field of one, that could not be used: which, what it said, and why. Nothing else is lost by it.

    `reason` is the name of a word of wording/feeds.py, so that a city can say it otherwise.
    """

    row: str
    field: str
    raw: str
    reason: str

    def said(self, words: Words = KOREAN) -> str:
        """The reason as people read it."""
        text: str = getattr(words, self.reason)
        return text


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one reply says. `rows` is how many rows it holds, `total` how many the source says exist in all.

    `left_out` counts rows that are well and not ours by a rule that the feed states: those of another city.
    """

    observations: tuple[Observation, ...] = ()
    events: tuple[Event, ...] = ()
    spots: tuple[Spot, ...] = ()
    lost: tuple[Lost, ...] = ()
    rows: int = 0
    total: int | None = None
    left_out: int = 0


class FeedError(Exception):
    """A reply that is a failure, or none: `word` names the sentence in wording/feeds.py, `facts` fill its places.

    `advice` names a table of further sentences by `code`. `may_retry` is False where asking again cannot help
    today (a quota, a key that is not registered).
    """

    def __init__(
        self, word: str, *, code: str | None = None, may_retry: bool = True, advice: str = "", **facts: object
    ) -> None:
        super().__init__(word)
        self.code = code
        self.may_retry = may_retry
        self._word, self._advice, self._facts = word, advice, facts

    def said(self, words: Words = KOREAN) -> str:
        """One sentence with the cause and what to do."""
        table: Mapping[str, str] = getattr(words, self._advice) if self._advice else {}
        advice = table.get(self.code or "", words.feed_advice_default)
        template: str = getattr(words, self._word)
        return template.format(**self._facts, code=self.code, advice=advice)

    def __str__(self) -> str:
        return self.said()


Ask = Callable[[Settings, datetime, datetime | None], Sequence[Request]]
"""(settings, now, the newest time that is already there or None) -> the first page of each question."""
Parse = Callable[[bytes, Request, Settings, datetime], Parsed]
"""(reply, its request, settings, when it was fetched) -> what it says; raises FeedError and nothing else."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A source: what it is called, whose it is (`credit` is printed with its figures), what it gives.

    `words` are those in which its failures and losses are told.
    """

    id: str
    label: str
    credit: str
    panel: Panel
    measures: tuple[str, ...]
    event_kinds: tuple[str, ...]
    defaults: Settings
    ask: Ask
    parse: Parse
    words: Words = field(default=KOREAN, repr=False)
