"""How every source stands, as far as somebody must hear of it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from dashboard.domain.city.history import CityPicture, FeedState
from dashboard.domain.operations import Sighting, Trouble
from dashboard.domain.runs import Freshness, RunState, SourceState, freshness
from dashboard.domain.words import Words


class Watched(Protocol):
    """What is asked of the room; it answers with what it holds."""

    @property
    def problem(self) -> str | None: ...
    def sources(self) -> tuple[SourceState, ...]: ...
    def city(self) -> CityPicture | None: ...


def sightings(room: Watched, now: datetime, words: Words) -> tuple[Sighting, ...]:
    """The store, every source and every feed; the name of one is never that of another."""
    return tuple(_sightings(room, now, words))


def _sightings(room: Watched, now: datetime, words: Words) -> Iterator[Sighting]:
    yield Sighting("store", words.alarm_store, Trouble.FAILED if room.problem else None)
    for source in room.sources():
        yield Sighting(f"source {source.id}", source.label, _of_source(source))
    picture = room.city()
    for feed in picture.feeds if picture else ():
        yield Sighting(f"feed {feed.id}", feed.label, _of_feed(feed, now))


def _of_source(source: SourceState) -> Trouble | None:
    """Data that nobody brought for a day are worse than a run that failed."""
    if source.freshness is Freshness.STALE:
        return Trouble.STALE
    newest = max(source.runs, key=lambda run: run.id, default=None)
    return Trouble.FAILED if newest and newest.state is RunState.FAILED else None


def _of_feed(feed: FeedState, now: datetime) -> Trouble | None:
    if freshness(now, feed.last_good, feed.seconds) is Freshness.STALE:
        return Trouble.STALE
    return Trouble.FAILED if feed.problem else None
