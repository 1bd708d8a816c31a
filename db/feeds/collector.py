"""One run of a feed: every question, page after page, and what all the answers say together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit

from dashboard.domain.city.history import Spot
from dashboard.domain.records import Event, Observation
from db.feeds.feed import Feed, FeedError, Lost, Parsed, Reply, Request, Settings
from db.feeds.quota import Quota

MOST_PAGES = 200
MOST_BYTES = 100_000_000
"""Of all replies of a run: what memory and a bundle can hold."""


class Fetches(Protocol):
    """What the collector needs of a client."""

    def fetch(self, request: Request, settings: Settings, count: Callable[[], None]) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Collected:
    """What a run brought. `problem` is a Korean sentence when something failed; the rest is kept all the same.

    `owed` are the pieces of the past that were not answered: the next run is given them.
    """

    replies: tuple[Reply, ...]
    parsed: Parsed
    problem: str | None = None
    owed: tuple[Request, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """When a run is, the newest time that is already there, and what earlier runs still owe."""

    now: datetime
    newest: datetime | None = None
    owed: tuple[Request, ...] = ()


def collect(feed: Feed, settings: Settings, client: Fetches, quota: Quota, due: Due) -> Collected:
    """Ask a feed everything that is due. A source's fault is told in the result and never raised.

    An operation that failed is not asked again in this run; a fault that no repetition heals ends the run.
    """
    run = _Run(feed, settings, client, quota, due.now)
    problem: str | None = None
    failed: dict[str, Request] = {}
    skipped: list[Request] = []
    answers: list[Parsed] = []
    is_over = False
    for request in dict.fromkeys((*feed.ask(settings, due.now, due.newest), *due.owed)):
        if is_over or request.operation in failed:
            skipped.append(request)
            continue
        pages: list[Parsed] = []
        try:
            run.follow(request, pages)
        except FeedError as error:
            problem = problem or error.said(feed.words)
            failed[request.operation] = request
            is_over = not error.may_retry
        answers.append(together(pages, say_repeated=True))
    # What failed stands last, so that one piece that always fails holds up no other.
    owed = tuple(each for each in (*skipped, *failed.values()) if each.is_fill)
    return Collected(tuple(run.replies), together(answers, say_repeated=False), problem, owed)


class _Run:
    def __init__(self, feed: Feed, settings: Settings, client: Fetches, quota: Quota, now: datetime) -> None:
        self._feed = feed
        self._settings = settings
        self._client = client
        self._quota = quota
        self._now = now
        self._bytes = 0
        self.replies: list[Reply] = []

    def follow(self, first: Request, pages: list[Parsed]) -> None:
        """Read pages into `pages` until the source's total or a page without rows; what came before a fault stays."""
        request, rows, total = first, 0, None
        before: bytes | None = None
        while True:
            if self._bytes > MOST_BYTES:
                host = urlsplit(self._settings.base).hostname
                most = MOST_BYTES // 1_000_000
                raise FeedError("feed_too_large", may_retry=False, host=host, megabytes=most)
            body = self._client.fetch(request, self._settings, self._count)
            if body == before:
                pages.append(_remark(request, str(request.page), "lost_page"))
                break
            self._bytes += len(body)
            reply = Reply(request, body, self._now)
            parsed = read_reply(self._feed, reply, self._settings)
            if request.page == first.page or parsed.rows:
                self.replies.append(reply)
                pages.append(parsed)
                total = parsed.total
            rows, before = rows + parsed.rows, body
            is_all = total is not None and rows >= total
            if request.page_param is None or not parsed.rows or is_all:
                break
            if request.page - first.page + 1 >= MOST_PAGES:
                pages.append(_remark(request, str(request.page), "lost_pages"))
                break
            request = replace(request, page=request.page + 1)
        if total is not None and rows != total:
            pages.append(_remark(request, f"{rows} / {total}", "lost_total"))

    def _count(self) -> None:
        self._quota.take(self._feed.id, self._settings.quota, self._now)


def read_reply(feed: Feed, reply: Reply, settings: Settings) -> Parsed:
    """What a reply says; FeedError also for one that is nested deeper than any reader goes."""
    try:
        return feed.parse(reply.body, reply.request, settings, reply.fetched_at)
    except RecursionError:
        raise FeedError("feed_not_json") from None


def together(parts: Iterable[Parsed], *, say_repeated: bool) -> Parsed:
    """Several answers as one. What is said twice stays once: the first, and a different second one is lost.

    Pages of one question must not repeat rows, which is told with `say_repeated`; other questions may.
    """
    observations: dict[tuple[str, str, datetime], Observation] = {}
    events: dict[str, Event] = {}
    spots: dict[str, Spot] = {}
    lost: list[Lost] = []
    rows = left_out = 0
    for part in parts:
        for observation in part.observations:
            key = (observation.indicator_id, observation.place, observation.at)
            kept = observations.setdefault(key, observation)
            lost += _twice(kept, observation, " ".join(key[:2]), say_repeated=say_repeated)
        for event in part.events:
            lost += _twice(events.setdefault(event.id, event), event, event.id, say_repeated=say_repeated)
        for spot in part.spots:
            spots.setdefault(spot.place, spot)
        lost += part.lost
        rows += part.rows
        left_out += part.left_out
    return Parsed(
        tuple(observations.values()),
        tuple(events.values()),
        tuple(spots.values()),
        tuple(lost),
        rows,
        left_out=left_out,
    )


def _twice(kept: object, given: Observation | Event, row: str, *, say_repeated: bool) -> Iterable[Lost]:
    if kept is given or (kept == given and not say_repeated):
        return ()
    reason = "lost_repeated" if kept == given else "lost_contradicting"
    return (Lost(row, "", given.at.isoformat(), reason),)


def _remark(request: Request, raw: str, reason: str) -> Parsed:
    return Parsed(lost=(Lost(request.operation, "totalCount", raw, reason),))
