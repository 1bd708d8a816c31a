"""What a monitoring server reads at /metrics: a registry of this room alone, filled as things happen.

Labels are rules, ids of sources and states, never paths or names, so that their number has an end.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from dashboard.domain.operations import Answered, OperationsState
from dashboard.operations.sightings import Watched

REQUEST_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
REFRESH_SECONDS = (0.1, 0.5, 1, 2, 5, 10, 20, 60, 300)
GAUGES = {
    "sessions": "Sessions of accounts that are in use",
    "walls_paired": "Walls that may look",
    "walls_revoked": "Walls that somebody has cut off",
    "walls_expired": "Walls whose time is over",
    "walls_seen": "Walls that may look and have asked for news in the last two minutes",
}
"""What is counted in the store, by its name."""
STORE_AWAY = "store_away"
"""The outcome of a refresh that could not write down its own."""


@dataclass(frozen=True, slots=True)
class Read:
    """What is read when somebody asks; `counted` are numbers of things by their name, such as sessions."""

    room: Watched
    state: Callable[[], OperationsState]
    clock: Callable[[], datetime]
    lost_lines: Callable[[], int] = lambda: 0
    counted: Callable[[], Mapping[str, int]] = dict


class Metrics:
    """The registry of one room; safe for threads."""

    def __init__(self, read: Read) -> None:
        self._registry = CollectorRegistry()
        self._refreshes = Counter(
            "room_refreshes_total", "Refreshes of a source by their outcome", ["source", "outcome"],
            registry=self._registry,
        )  # fmt: skip
        self._refresh_seconds = Histogram(
            "room_refresh_seconds", "How long a refresh of a source took", ["source"],
            buckets=REFRESH_SECONDS, registry=self._registry,
        )  # fmt: skip
        self._request_seconds = Histogram(
            "room_request_seconds", "How long an answer took, by rule, method and class of its status",
            ["rule", "method", "status"], buckets=REQUEST_SECONDS, registry=self._registry,
        )  # fmt: skip
        self._registry.register(_AtReading(read))

    def refreshed(self, source_id: str, outcome: str, seconds: float) -> None:
        """A refresh has ended."""
        self._refreshes.labels(source_id, outcome).inc()
        self._refresh_seconds.labels(source_id).observe(seconds)

    def answered(self, answer: Answered) -> None:
        """A request was answered."""
        labels = (answer.rule, answer.method, f"{answer.status // 100}xx")
        self._request_seconds.labels(*labels).observe(answer.seconds)

    def text(self) -> bytes:
        """Everything, in the text format of Prometheus."""
        return generate_latest(self._registry)


class _AtReading(Collector):
    """What need not be counted because it can be looked up; nothing here asks a database."""

    def __init__(self, read: Read) -> None:
        self._read = read

    def describe(self) -> Iterator[Metric]:
        """Nothing: registering must not read a room that is still being put together."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        read, state = self._read, self._read.state()
        yield from _sources(read.room, read.clock())
        yield from _feeds(read.room)
        yield _gauge(
            "room_store_problem", "1 while the room's own store is away", int(bool(read.room.problem))
        )
        yield _gauge("room_threads", "Threads of the process", threading.active_count())
        yield CounterMetricFamily(
            "room_log_lines_lost", "Lines of the log that could not be written", value=read.lost_lines()
        )
        if state.store_size is not None:
            yield _gauge("room_store_bytes", "Size of the room's own store", state.store_size)
        if state.backup is not None:
            made = state.backup.at.timestamp()
            yield _gauge("room_backup_timestamp_seconds", "When the last backup was made", made)
        if state.clock is not None and state.clock.offset is not None:
            yield _gauge("room_clock_offset_seconds", "How far the clock is ahead", state.clock.offset)
        yield _gauge("room_alarms_ailing", "Sources that ail now", len(state.alarms.ailing))
        for name, count in read.counted().items():
            yield _gauge(f"room_{name}", GAUGES[name], count)


def _gauge(name: str, said: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, said, value=value)


def _sources(room: Watched, now: datetime) -> Iterator[Metric]:
    age = GaugeMetricFamily(
        "room_source_age_seconds",
        "Time since a source was last received; absent before that",
        labels=["source"],
    )
    state = GaugeMetricFamily(
        "room_source_state", "1 for the state that a source is in", labels=["source", "state"]
    )
    waiting = GaugeMetricFamily(
        "room_source_refused_tables", "Tables whose loss of rows waits to be confirmed", labels=["source"]
    )
    for source in room.sources():
        if source.last_success is not None:
            age.add_metric([source.id], (now - source.last_success).total_seconds())
        state.add_metric([source.id, source.freshness.name.lower()], 1)
        waiting.add_metric([source.id], len(source.refused))
    yield from (age, state, waiting)


def _feeds(room: Watched) -> Iterator[Metric]:
    used = GaugeMetricFamily("room_feed_requests_today", "Requests of a feed made today", labels=["feed"])
    quota = GaugeMetricFamily("room_feed_quota", "Requests of a feed that a day allows", labels=["feed"])
    failing = GaugeMetricFamily("room_feed_failing", "1 while a feed fails", labels=["feed"])
    picture = room.city()
    for feed in picture.feeds if picture else ():
        used.add_metric([feed.id], feed.used)
        failing.add_metric([feed.id], int(feed.problem is not None))
        if feed.quota is not None:
            quota.add_metric([feed.id], feed.quota)
    yield from (used, quota, failing)
