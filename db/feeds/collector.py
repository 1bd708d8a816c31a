"""One run of a feed: every question, page after page, and what all the answers say together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from dashboard.domain.city.history import Spot
from dashboard.domain.records import Event, Observation
from dashboard.domain.words import KOREAN
from db.feeds.feed import Feed, FeedError, Lost, Parsed, Reply, Request, Settings
from db.feeds.quota import Quota

MOST_PAGES = 200


class Fetches(Protocol):
    """What the collector needs of a client."""

    def fetch(self, request: Request, settings: Settings, count: Callable[[], None]) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Collected:
    """What a run brought. `problem` is a Korean sentence when something failed; the rest is kept all the same."""

    replies: tuple[Reply, ...]
    parsed: Parsed
    problem: str | None = None


def collect(
    feed: Feed,
    settings: Settings,
    client: Fetches,
    quota: Quota,
    newest: datetime | None,
    now: datetime,
) -> Collected:
    """Ask a feed everything that is due. A source's fault is told in the result and never raised.

    An operation that failed is not asked again in this run; a fault that no repetition heals ends the run.
    """
    run = _Run(feed, settings, client, quota, now)
    problem: str | None = None
    failed: set[str] = set()
    answers: list[Parsed] = []
    for request in feed.ask(settings, now, newest):
        if request.operation in failed:
            continue
        pages: list[Parsed] = []
        try:
            run.follow(request, pages)
        except FeedError as error:
            problem = problem or str(error)
            failed.add(request.operation)
            if not error.may_retry:
                answers.append(together(pages, say_repeated=True))
                break
        answers.append(together(pages, say_repeated=True))
    return Collected(tuple(run.replies), together(answers, say_repeated=False), problem)


class _Run:
    def __init__(self, feed: Feed, settings: Settings, client: Fetches, quota: Quota, now: datetime) -> None:
        self._feed = feed
        self._settings = settings
        self._client = client
        self._quota = quota
        self._now = now
        self.replies: list[Reply] = []

    def follow(self, first: Request, pages: list[Parsed]) -> None:
        """Read pages into `pages` until the source's total or a page without rows; what came before a fault stays."""
        request, rows, total = first, 0, None
        before: bytes | None = None
        while True:
            body = self._client.fetch(request, self._settings, self._count)
            if body == before:
                pages.append(_remark(request, str(request.page), KOREAN.lost_page))
                break
            parsed = self._feed.parse(body, request, self._settings, self._now)
            if request.page == first.page or parsed.rows:
                self.replies.append(Reply(request, body, self._now))
                pages.append(parsed)
                total = parsed.total
            rows, before = rows + parsed.rows, body
            is_all = total is not None and rows >= total
            if request.page_param is None or not parsed.rows or is_all:
                break
            if request.page - first.page + 1 >= MOST_PAGES:
                pages.append(_remark(request, str(request.page), KOREAN.lost_pages))
                break
            request = replace(request, page=request.page + 1)
        if total is not None and rows != total:
            pages.append(_remark(request, f"{rows} / {total}", KOREAN.lost_total))

    def _count(self) -> None:
        self._quota.take(self._feed.id, self._settings.quota, self._now)


def together(parts: Iterable[Parsed], *, say_repeated: bool) -> Parsed:
    """Several answers as one. What is said twice stays once: the first, and a different second one is lost.

    Pages of one question must not repeat rows, which is told with `say_repeated`; other questions may.
    """
    observations: dict[tuple[str, str, datetime], Observation] = {}
    events: dict[str, Event] = {}
    spots: dict[str, Spot] = {}
    lost: list[Lost] = []
    rows = 0
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
    return Parsed(
        tuple(observations.values()), tuple(events.values()), tuple(spots.values()), tuple(lost), rows
    )


def _twice(kept: object, given: Observation | Event, row: str, *, say_repeated: bool) -> Iterable[Lost]:
    if kept is given or (kept == given and not say_repeated):
        return ()
    reason = KOREAN.lost_repeated if kept == given else KOREAN.lost_contradicting
    return (Lost(row, "", given.at.isoformat(), reason),)


def _remark(request: Request, raw: str, reason: str) -> Parsed:
    return Parsed(lost=(Lost(request.operation, "totalCount", raw, reason),))
