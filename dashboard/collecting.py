"""Collecting: feeds asked on schedule, and their replies written as bundles. It needs no database of the room."""

import json
import logging
import os
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from dashboard.every import Every
from db.feeds.client import Client
from db.feeds.collector import Due, collect
from db.feeds.feed import Feed, Request, Settings
from db.feeds.quota import Quota
from db.transfer.bundle import Bundle, FeedReport, write
from db.transfer.heard import newest_time

LOG = logging.getLogger(__name__)
Feeds = Mapping[str, tuple[Feed, Settings]]


class Memory:
    """What the collecting program keeps between two starts: its last number, and how far each feed has come.

    A file of JSON. The number is written before its bundle, so that a crash leaves a gap and never the same
    number twice. Without the file it begins with the seconds of the clock: above all that a lost one had given,
    as the room sets aside whatever comes under a number that it knows.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        self._path = path
        self._lock = threading.Lock()
        written = _written(path)
        self._number: int = written.get("number", int(clock().timestamp()))
        self._newest: dict[str, str] = written.get("newest", {})
        self._owed: dict[str, list[dict[str, Any]]] = written.get("owed", {})

    def newest(self, feed_id: str) -> datetime | None:
        """The newest time that the feed has spoken of; None before its first reply."""
        known = self._newest.get(feed_id)
        return datetime.fromisoformat(known) if known else None

    def owed(self, feed_id: str) -> tuple[Request, ...]:
        """The pieces of the past that the feed was asked for and that nobody has answered yet."""
        return tuple(
            Request(**{**each, "params": tuple((name, value) for name, value in each["params"])})
            for each in self._owed.get(feed_id, [])
        )

    def owes(self, feed_id: str, owed: Sequence[Request]) -> None:
        """Note what is still to be asked."""
        with self._lock:
            self._owed[feed_id] = [asdict(each) for each in owed]
            self._keep()

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
        kept = {"number": self._number, "newest": self._newest, "owed": self._owed}
        text = json.dumps(kept, ensure_ascii=False)
        with part.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._path)


def _written(path: Path) -> dict[str, Any]:
    """What is written there; nothing when it is not there or torn, which must not keep the program from starting."""
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError:
        written = None
    if isinstance(written, dict):
        return written
    LOG.warning("%s is torn: bundles go on with a higher number, and feeds from their beginning", path)
    return {}


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
        self._stopping = threading.Event()

    def stop(self) -> None:
        """What fails from now on does so because everything ends: nobody is told, and it is asked again next time."""
        self._stopping.set()

    def run(self, feed_ids: Iterable[str]) -> Path | None:
        """Ask these feeds once; the bundle that was written. A feed that fails is in it with its cause.

        None when `stop` cut off all of them.
        """
        reports, newest, owed = {}, {}, {}
        for feed_id in feed_ids:
            feed, settings = self.feeds[feed_id]
            now = self._clock()
            due = Due(now, self._memory.newest(feed_id), self._memory.owed(feed_id))
            got = collect(feed, settings, self._client, self._quota, due)
            if got.problem and self._stopping.is_set():
                continue
            if got.owed != due.owed:
                owed[feed_id] = got.owed
            used = self._quota.used(feed_id, now)
            remarks = tuple(
                f"{each.row}: {each.raw} {each.said(feed.words)}"
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
        if self._stopping.is_set() and not reports:
            return None
        bundle = Bundle(self._sending.zone, self._memory.next_number(), self._clock(), reports)
        path = write(bundle, self._sending.out, self._sending.key)
        # A crash between the two asks for all of the past again, and never for none of it.
        for feed_id, requests in owed.items():
            self._memory.owes(feed_id, requests)
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
                Every(settings.seconds),
                args=([feed_id],),
                id=feed_id,
                next_run_time=datetime.now().astimezone(),
            )

    def start(self) -> None:
        self._jobs.start()

    def stop(self) -> None:
        """End the jobs; a question under way is not waited for."""
        self._jobs.shutdown(wait=False)
