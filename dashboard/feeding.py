"""Feeds of public statistics: asked by this process, or arriving as bundles from another zone."""

import logging
import secrets
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from dashboard.collecting import Collecting, Feeds, Memory, Sending
from dashboard.domain.words import KOREAN, Words, load_words
from dashboard.scheduler import Job
from dashboard.settings import Settings, SettingsError
from db.demo.feeds.server import FeedServer
from db.demo.feeds.settings import demo_settings
from db.feeds.client import Client
from db.feeds.quota import Quota
from db.feeds.registry import told_in
from db.feeds.settings import FeedSettings, load_feed_settings
from db.observations import Observations
from db.store import Store
from db.transfer.arrivals import Arrivals
from db.transfer.places import Places

LOG = logging.getLogger(__name__)
HERE = "here"
"""The zone of a room that asks its feeds itself."""


@dataclass(frozen=True, slots=True)
class Feeding:
    """The feeds that the room shows, the jobs that bring them, and what ends or tidies up behind them."""

    feeds: Feeds
    jobs: Mapping[str, Job]
    forget: Callable[[], None]
    stop: Callable[[], None]


def connect_feeds(
    settings: Settings,
    environment: Mapping[str, str],
    store: Store,
    observations: Observations,
    clock: Callable[[], datetime],
) -> Feeding:
    """What FEEDS, DROP_DIR and DEMO ask for; SettingsError or MappingError for what cannot be used."""
    server = FeedServer() if settings.demo and settings.feeds is None else None
    asked = _asked(settings, environment, server)
    words = _words(settings)
    feeds = _with_settings(asked, words)
    known: Feeds = {**{id_: (feed, feed.defaults) for id_, feed in told_in(words).items()}, **feeds}
    folder = settings.data_dir.absolute() / "feeds"
    key = settings.bundle_key or _own_key(settings, folder)
    arriving = Arriving(lambda places: Arrivals(store, observations, places, key, known, clock))
    jobs: dict[str, Job] = {}
    ends: list[Callable[[], None]] = [arriving.stop]
    if settings.drop_dir is not None:
        jobs["drop"] = Job(settings.drop_seconds, arriving.at(Places.under(settings.drop_dir, folder)))
    if feeds:
        own = Places.under(folder / "drop", folder)
        take_in = arriving.at(own)
        collecting = _collecting(feeds, asked, folder, Sending(own.drop, HERE, key), clock)
        ends.append(collecting.stop)
        for feed_id, (_, feed_settings) in feeds.items():
            jobs[f"feed {feed_id}"] = Job(feed_settings.seconds, _one_round(collecting, feed_id, take_in))
    if server is not None:
        ends.append(server.stop)
        server.start()
    kept = timedelta(days=settings.keep_originals_days), timedelta(days=settings.keep_transfers_days)
    return Feeding(
        feeds=known if settings.drop_dir is not None else feeds,
        jobs=jobs,
        forget=lambda: arriving.forget(*kept),
        stop=lambda: _each(ends),
    )


def _each(ends: Iterable[Callable[[], None]]) -> None:
    for end in ends:
        end()


def _asked(settings: Settings, environment: Mapping[str, str], server: FeedServer | None) -> FeedSettings:
    """The feeds that this process asks: those of the file, or with DEMO the local server's."""
    if settings.feeds is not None:
        return load_feed_settings(settings.feeds, environment, _words(settings))
    return FeedSettings(demo_settings(server, settings.feed_seconds) if server else {})


def _with_settings(asked: FeedSettings, words: Words) -> Feeds:
    feeds = told_in(words)
    return {feed_id: (feeds[feed_id], settings) for feed_id, settings in asked.feeds.items()}


def _words(settings: Settings) -> Words:
    return load_words(settings.words_file) if settings.words_file else KOREAN


def _own_key(settings: Settings, folder: Path) -> bytes:
    """The key of bundles that never leave this room's own folder; what comes from elsewhere needs a shared one."""
    if settings.drop_dir is not None:
        raise SettingsError(
            "DROP_DIR로 묶음을 받으려면 BUNDLE_KEY가 있어야 합니다. "
            "수집하는 쪽과 같은 32자 이상의 비밀값을 적으세요."
        )
    path = folder / "own.key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(secrets.token_bytes(32))
    return path.read_bytes()


class Arriving:
    """One Arrivals per drop folder, and one lock over all: they write into the same store."""

    def __init__(self, make: Callable[[Places], Arrivals]) -> None:
        self._make = make
        self._arrivals: list[Arrivals] = []
        self._one = threading.Lock()
        self._stopping = threading.Event()

    def at(self, places: Places) -> Callable[[], None]:
        """What takes in whatever lies there."""
        arrivals = self._make(places)
        self._arrivals.append(arrivals)

        def take_in() -> None:
            with self._one:
                if not self._stopping.is_set():
                    _take_in(arrivals)

        return take_in

    def stop(self) -> None:
        """Take in nothing more: what lies in the drop folder is taken in after the next start."""
        self._stopping.set()

    def forget(self, keep_originals: timedelta, keep_records: timedelta) -> None:
        """Delete what was kept for longer than that."""
        for arrivals in self._arrivals:
            arrivals.forget(keep_originals, keep_records)


def _take_in(arrivals: Arrivals) -> None:
    try:
        arrivals.take_in()
    except (SQLAlchemyError, OSError) as error:
        # The store or a folder is away, which every screen says; what came lies where it is until then.
        LOG.warning("nothing can be taken in now: %s", str(error).splitlines()[0])


def _one_round(collecting: Collecting, feed_id: str, take_in: Callable[[], None]) -> Callable[[], None]:
    def act() -> None:
        collecting.run([feed_id])
        take_in()

    return act


def collecting_of(
    settings: Settings, environment: Mapping[str, str], clock: Callable[[], datetime]
) -> Collecting:
    """What `collect` runs, alone in the zone with the internet; SettingsError names what it lacks."""
    if settings.feeds is None:
        raise SettingsError(
            "수집할 자료원이 없습니다. FEEDS에 자료원 설정 파일(mappings/feeds.toml 참고)을 적으세요."
        )
    if not settings.bundle_key:
        raise SettingsError(
            "묶음에 서명할 BUNDLE_KEY가 없습니다. 받는 쪽과 같은 32자 이상의 비밀값을 적으세요."
        )
    words = _words(settings)
    asked = load_feed_settings(settings.feeds, environment, words)
    folder = settings.data_dir.absolute() / "collecting"
    sending = Sending(settings.bundles, settings.zone, settings.bundle_key)
    return _collecting(_with_settings(asked, words), asked, folder, sending, clock)


def _collecting(
    feeds: Feeds, asked: FeedSettings, folder: Path, sending: Sending, clock: Callable[[], datetime]
) -> Collecting:
    """These feeds, reached as `asked` says; what it keeps for itself lies in `folder`."""
    return Collecting(
        feeds,
        Client((each.base for each in asked.feeds.values()), ca_file=asked.ca_file),
        Quota(folder / "quota.json"),
        Memory(folder / "collecting.json", clock),
        sending,
        clock,
    )
