"""Collecting: feeds asked on schedule, and their replies written as bundles. It needs no database of the room."""

import json
import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from db.feeds.client import Client
from db.feeds.collector import collect
from db.feeds.feed import Feed, Settings
from db.feeds.quota import Quota
from db.transfer.arrivals import newest_time
from db.transfer.bundle import Bundle, FeedReport, write

LOG = logging.getLogger(__name__)
Feeds = Mapping[str, tuple[Feed, Settings]]


class Memory:
    """What the collecting program keeps between two starts: its last number, and how far each feed has come.

    A file of JSON. The number is written before its bundle, so that a crash leaves a gap and never the same
    number twice.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        written = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        self._number: int = written.get("number", 0)
        self._newest: dict[str, str] = written.get("newest", {})

    def newest(self, feed_id: str) -> datetime | None:
        """The newest time that the feed has spoken of; None before its first reply."""
        known = self._newest.get(feed_id)
        return datetime.fromisoformat(known) if known else None

    def next_number(self) -> int:
        """The number of the next bundle; never given twice."""
        with self._lock:
            self._number += 1
            self._keep()
            return self._number

    def has_come_to(self, feed_id: str, newest: datetime) -> None:
        """Note how far a feed has come, once its bundle is written."""
        with self._lock:
            self._newest[feed_id] = newest.isoformat()
            self._keep()

    def _keep(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_name(f".{self._path.name}.part")
        text = json.dumps({"number": self._number, "newest": self._newest}, ensure_ascii=False)
        part.write_text(text, encoding="utf-8")
        part.replace(self._path)


@dataclass(frozen=True, slots=True)
class Sending:
    """Where bundles go, the zone that they come from, and the key that signs them."""

    out: Path
    zone: str
    key: bytes = field(repr=False)


class Collecting:
    """Asks feeds and writes a bundle of what they said. Safe for threads."""

    def __init__(
        self,
        feeds: Feeds,
        client: Client,
        quota: Quota,
        memory: Memory,
        sending: Sending,
        clock: Callable[[], datetime],
    ) -> None:
        self.feeds = feeds
        self._client = client
        self._quota = quota
        self._memory = memory
        self._sending = sending
        self._clock = clock

    def run(self, feed_ids: Iterable[str]) -> Path:
        """Ask these feeds once; the bundle that was written. A feed that fails is in it with its cause."""
        reports, newest = {}, {}
        for feed_id in feed_ids:
            feed, settings = self.feeds[feed_id]
            now = self._clock()
            got = collect(feed, settings, self._client, self._quota, self._memory.newest(feed_id), now)
            used = self._quota.used(feed_id, now)
            remarks = tuple(
                f"{each.row}: {each.raw} {each.reason}"
                for each in got.parsed.lost
                if each.field == "totalCount"
            )
            reports[feed_id] = FeedReport(
                got.replies, got.problem, used, settings.quota, settings.seconds, remarks
            )
            if got.problem:
                LOG.warning("%s: %s", feed_id, got.problem)
            heard = newest_time(got.parsed, now)
            if heard is not None:
                newest[feed_id] = heard
        bundle = Bundle(self._sending.zone, self._memory.next_number(), self._clock(), reports)
        path = write(bundle, self._sending.out, self._sending.key)
        for feed_id, at in newest.items():
            self._memory.has_come_to(feed_id, at)
        return path


class CollectingSchedule:
    """Runs a Collecting: every feed at its own period, so that a slow one holds up no other."""

    def __init__(self, collecting: Collecting) -> None:
        self._jobs = BackgroundScheduler(
            timezone="Asia/Seoul",
            executors={"default": ThreadPoolExecutor(max(len(collecting.feeds), 1))},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        for feed_id, (_, settings) in collecting.feeds.items():
            self._jobs.add_job(
                collecting.run,
                "interval",
                args=([feed_id],),
                seconds=settings.seconds,
                id=feed_id,
                next_run_time=datetime.now().astimezone(),
            )

    def start(self) -> None:
        self._jobs.start()

    def stop(self) -> None:
        """End the jobs; a question under way is not waited for."""
        self._jobs.shutdown(wait=False)
