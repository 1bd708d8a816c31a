"""When data refreshes: one APScheduler job per source, one leader over all processes, a monotonic watchdog."""

import logging
import random
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import ConflictingIdError, JobLookupError
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy.exc import SQLAlchemyError

from dashboard.domain.runs import RunState
from dashboard.every import Every
from dashboard.operations.metrics import STORE_AWAY
from dashboard.refresh import Outcome, SourceRefresh, StoreUnavailable
from dashboard.room import SEOUL, Room
from db import heap
from db.locks import Lock

LOG = logging.getLogger(__name__)
WATCH_SECONDS = 1.0
HOUSEKEEPING_SECONDS = 3600.0
GIVE_BACK_SECONDS = 60.0
"""What answers and refreshes have freed goes back to the system so often."""
JUMP_SECONDS = 2.0
"""A clock that is set right by less, or slowly, delays no job that anyone would miss."""
RETRY_SECONDS = 8.0
"""The longest wait after a failure: with a deadline of 20 s a database that is back is fresh within 30 s."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something that the leader does every `seconds`; the first time after `wait` of them."""

    seconds: float
    act: Callable[[], object]
    wait: float = 0.0


class Scheduler:
    """Runs the jobs of one process. Only the leader's jobs read sources; every process watches the store."""

    def __init__(
        self,
        room: Room,
        refreshes: Sequence[SourceRefresh],
        leader: Lock,
        housekeeping: Callable[[], object],
        extra: Mapping[str, Job] | None = None,
        refreshed: Callable[[str, str, float], None] = lambda *_: None,
    ) -> None:
        self._room = room
        self._refreshed = refreshed
        self._refreshes = {refresh.mapping.id: refresh for refresh in refreshes}
        self._leader = leader
        self._failures: dict[str, int] = {}
        self._periods: dict[str, float] = {}
        self._stopped = threading.Event()
        self._clock = WallClock()
        self._jobs = BackgroundScheduler(
            timezone=SEOUL,
            jobstores={"default": MemoryJobStore()},
            executors={"default": ThreadPoolExecutor(len(refreshes) + len(extra or {}) + 5)},
            # A late run is still wanted: the default drops runs that are a second late.
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._add("watch", WATCH_SECONDS, room.reload)
        self._add("heap", GIVE_BACK_SECONDS, heap.give_back, GIVE_BACK_SECONDS)
        for refresh in refreshes:
            name = _job(refresh.mapping.id)
            self._add(name, refresh.mapping.period_seconds, partial(self._scheduled, refresh))
        self._add(
            "housekeeping", HOUSEKEEPING_SECONDS, self._as_leader(partial(self._kept_house, housekeeping))
        )
        for name, job in (extra or {}).items():
            self._add(name, job.seconds, self._as_leader(job.act), job.wait)
        self._watchdog = threading.Thread(target=self._watch_clock, name="clock-watchdog", daemon=True)

    def start(self) -> None:
        self._jobs.start()
        self._watchdog.start()

    def stop(self) -> None:
        """End the jobs. Those under way are waited for: they still need the store and the source readers.

        A read is over at its deadline, so this ends as well.
        """
        self._stopped.set()
        if self._jobs.running:
            self._jobs.shutdown(wait=True)
        self._leader.release()

    def next_run(self, source_id: str) -> datetime | None:
        job = self._jobs.get_job(_job(source_id))
        return job.next_run_time if job else None

    def is_running(self, source_id: str) -> bool:
        refresh = self._refreshes.get(source_id)
        return refresh.running if refresh else False

    def is_catching_up(self) -> bool:
        return any(refresh.catching_up for refresh in self._refreshes.values())

    def trigger(self, source_id: str, confirmed: Sequence[str] = ()) -> bool:
        """Start a run now, whoever leads; False when one is under way or already asked for."""
        refresh = self._refreshes[source_id]
        if refresh.running:
            return False
        try:
            self._jobs.add_job(partial(self._run, refresh, confirmed), id=f"now {source_id}")
        except ConflictingIdError:
            return False
        return True

    def _add(self, name: str, period: float, act: Callable[[], object], wait: float = 0.0) -> None:
        self._periods[name] = period
        first = datetime.now(SEOUL) + timedelta(seconds=wait)
        self._jobs.add_job(act, Every(period), id=name, next_run_time=first)

    def _as_leader(self, act: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            try:
                if self._leads():
                    act()
            except (StoreUnavailable, SQLAlchemyError) as error:
                LOG.warning("left for the next time: %s", str(error).splitlines()[0])

        return run

    def _leads(self) -> bool:
        """Whether this process leads. Raises StoreUnavailable when the store's lock cannot be asked."""
        try:
            return self._leader.acquire()
        except (SQLAlchemyError, OSError) as error:
            raise StoreUnavailable(str(error).splitlines()[0]) from error

    def _scheduled(self, refresh: SourceRefresh) -> None:
        try:
            if self._leads():
                self._run(refresh)
        except StoreUnavailable as error:
            LOG.warning("the store's lock cannot be asked: %s", error)
            self._retry_soon(refresh.mapping.id)

    def _run(self, refresh: SourceRefresh, confirmed: Sequence[str] = ()) -> None:
        source_id, began = refresh.mapping.id, time.monotonic()
        try:
            outcome = refresh.run(confirmed)
        except StoreUnavailable as error:
            LOG.warning("refresh of %s: %s", source_id, error)
            self._room.say_unwritten(str(error))
            self._refreshed(source_id, STORE_AWAY, time.monotonic() - began)
            self._retry_soon(source_id)
            return
        finally:
            self._room.reload()
        if outcome is not None:
            self._room.say_unwritten(None)
            self._refreshed(source_id, outcome.state.value, time.monotonic() - began)
            self._note(outcome)

    def _note(self, outcome: Outcome) -> None:
        if outcome.state is RunState.FAILED:
            LOG.warning("refresh of %s failed: %s", outcome.source_id, outcome.error)
            self._retry_soon(outcome.source_id)
        else:
            self._failures.pop(outcome.source_id, None)

    def _retry_soon(self, source_id: str) -> None:
        """After a failure try again after 1, 2, 4, 8 s with jitter, if that is before the next regular run."""
        tries = self._failures.get(source_id, 0)
        self._failures[source_id] = tries + 1
        wait = min(RETRY_SECONDS, 2.0**tries) * random.uniform(0.8, 1.2)  # noqa: S311 - spreads load, no secret
        if wait < self._periods[_job(source_id)]:
            self._run_at(_job(source_id), datetime.now(SEOUL) + timedelta(seconds=wait))

    def _run_at(self, name: str, when: datetime) -> None:
        try:
            self._jobs.modify_job(name, next_run_time=when)
        except JobLookupError:
            LOG.warning("job %s is gone", name)

    def _watch_clock(self) -> None:
        """APScheduler waits by the wall clock: when that jumps, every job is due at once."""
        while not self._stopped.wait(WATCH_SECONDS):
            jumped = self._clock.jumped()
            if jumped:
                LOG.warning("the clock jumped by %+.0f s", jumped)
                for name in self._periods:
                    self._run_at(name, datetime.now(SEOUL))

    def _kept_house(self, act: Callable[[], object]) -> None:
        """What is old is forgotten only by a clock that went evenly: one that is years ahead calls all old."""
        if self._clock.steady_seconds() >= HOUSEKEEPING_SECONDS:
            act()


class WallClock:
    """Watches the wall clock against the monotonic one. Safe for threads."""

    def __init__(self) -> None:
        self._one = threading.Lock()
        self._lead = _lead()
        self._jump = 0.0
        self._even_since = float("-inf")

    def jumped(self) -> float:
        """Seconds by which the clock jumped since this was last asked; 0.0 when it did not."""
        with self._one:
            self._look()
            jump, self._jump = self._jump, 0.0
            return jump

    def steady_seconds(self) -> float:
        """How long the clock has gone evenly; without end when it never jumped."""
        with self._one:
            self._look()
            return time.monotonic() - self._even_since

    def _look(self) -> None:
        lead = _lead()
        if abs(lead - self._lead) > JUMP_SECONDS:
            self._jump += lead - self._lead
            self._even_since = time.monotonic()
        self._lead = lead


def _lead() -> float:
    """Seconds that the wall clock is ahead of the monotonic one."""
    return datetime.now(SEOUL).timestamp() - time.monotonic()


def _job(source_id: str) -> str:
    return f"refresh {source_id}"
