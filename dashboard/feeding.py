"""Feeds of public statistics: asked by this process, or arriving as bundles from another zone."""

import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from dashboard.collecting import Collecting, Feeds, Memory, Sending
from dashboard.scheduler import Job
from dashboard.settings import Settings, SettingsError
from db.demo.feeds.server import FeedServer
from db.demo.feeds.settings import demo_settings
from db.feeds.client import Client
from db.feeds.quota import Quota
from db.feeds.registry import FEEDS
from db.feeds.settings import FeedSettings, load_feed_settings
from db.observations import Observations
from db.store import Store
from db.transfer.arrivals import Arrivals, Places

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
    feeds = _with_settings(asked)
    known: Feeds = {**{feed_id: (feed, feed.defaults) for feed_id, feed in FEEDS.items()}, **feeds}
    folder = settings.data_dir.absolute() / "feeds"
    key = settings.bundle_key or _own_key(settings, folder)
    arriving = _Arriving(lambda places: Arrivals(store, observations, places, key, known, clock))
    jobs: dict[str, Job] = {}
    if settings.drop_dir is not None:
        jobs["drop"] = Job(settings.drop_seconds, arriving.at(Places.under(settings.drop_dir, folder)))
    if feeds:
        own = Places.under(folder / "drop", folder)
        take_in = arriving.at(own)
        collecting = _collecting(asked, folder, Sending(own.drop, HERE, key), clock)
        for feed_id, (_, feed_settings) in feeds.items():
            jobs[f"feed {feed_id}"] = Job(feed_settings.seconds, _one_round(collecting, feed_id, take_in))
    if server is not None:
        server.start()
    kept = timedelta(days=settings.keep_originals_days), timedelta(days=settings.keep_transfers_days)
    return Feeding(
        feeds=known if settings.drop_dir is not None else feeds,
        jobs=jobs,
        forget=lambda: arriving.forget(*kept),
        stop=server.stop if server is not None else lambda: None,
    )


def _asked(settings: Settings, environment: Mapping[str, str], server: FeedServer | None) -> FeedSettings:
    """The feeds that this process asks: those of the file, or with DEMO the local server's."""
    if settings.feeds is not None:
        return load_feed_settings(settings.feeds, environment)
    return FeedSettings(demo_settings(server, settings.feed_seconds) if server else {})


def _with_settings(asked: FeedSettings) -> Feeds:
    return {feed_id: (FEEDS[feed_id], settings) for feed_id, settings in asked.feeds.items()}


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


class _Arriving:
    """One Arrivals per drop folder, and one lock over all: they write into the same store."""

    def __init__(self, make: Callable[[Places], Arrivals]) -> None:
        self._make = make
        self._arrivals: list[Arrivals] = []
        self._one = threading.Lock()

    def at(self, places: Places) -> Callable[[], None]:
        """What takes in whatever lies there."""
        arrivals = self._make(places)
        self._arrivals.append(arrivals)

        def take_in() -> None:
            with self._one:
                arrivals.take_in()

        return take_in

    def forget(self, keep_originals: timedelta, keep_records: timedelta) -> None:
        """Delete what was kept for longer than that."""
        for arrivals in self._arrivals:
            arrivals.forget(keep_originals, keep_records)


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
    asked = load_feed_settings(settings.feeds, environment)
    folder = settings.data_dir.absolute() / "collecting"
    sending = Sending(settings.bundles, settings.zone, settings.bundle_key)
    return _collecting(asked, folder, sending, clock)


def _collecting(
    asked: FeedSettings, folder: Path, sending: Sending, clock: Callable[[], datetime]
) -> Collecting:
    """The feeds of `asked`; what it keeps for itself lies in `folder`."""
    return Collecting(
        _with_settings(asked),
        Client((each.base for each in asked.feeds.values()), ca_file=asked.ca_file),
        Quota(folder / "quota.json"),
        Memory(folder / "collecting.json"),
        sending,
        clock,
    )
