"""The room's own running in one process: what looks after it, and how it stands."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from dashboard.domain.operations import OperationsState
from dashboard.domain.words import Words
from dashboard.operations.alarms import Alarms, Patience
from dashboard.operations.backups import last_backup
from dashboard.operations.clock import ClockCheck
from dashboard.operations.logs import lines_lost
from dashboard.operations.metrics import Metrics, Read
from dashboard.operations.sightings import Watched, sightings
from dashboard.operations.ways import ways_of
from dashboard.settings import Settings
from db.locks import Lock, lock
from db.store_size import store_size

LOG = logging.getLogger(__name__)
LOOK_SECONDS = 5.0
CLOCK_SECONDS = 3600.0
SIZE_SECONDS = 300.0
COUNT_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Looking:
    """What is looked at and by which clock; `counts` says how many the store holds of a thing, such as sessions."""

    room: Watched
    clock: Callable[[], datetime]
    words: Words
    counts: Callable[[], Mapping[str, int]] = dict


class Operations:
    """Looks every few seconds, on a thread of its own and by the clock that nobody can set.

    It goes on whatever fails: what looks after the room must not need the room to be well.
    """

    def __init__(self, settings: Settings, looking: Looking) -> None:
        self._settings = settings
        self._looking = looking
        self._alarms = make_alarms(settings, looking.clock, looking.words)
        server = settings.ntp_server
        self._clock_check = (
            ClockCheck(server, settings.clock_tolerance, looking.clock) if server is not None else None
        )
        self._speaker: Lock = lock(settings.store, "alarms")
        self._size: int | None = None
        self._counts: Mapping[str, int] = {}
        self._due: dict[str, float] = {}
        self._stopped = threading.Event()
        self._failed: dict[str, type[Exception]] = {}
        self._thread = threading.Thread(target=self._run, name="operations", daemon=True)
        read = Read(looking.room, lambda: self.state, looking.clock, lines_lost, lambda: self._counts)
        self.metrics = Metrics(read)

    @property
    def state(self) -> OperationsState:
        """How the room stands; the note of the last backup is a small file."""
        return OperationsState(
            clock=self._clock_check.state if self._clock_check else None,
            alarms=self._alarms.state,
            store_size=self._size,
            backup=last_backup(self._settings.data_dir),
        )

    def test_alarm(self) -> str:
        """Send a test on every way; what came of it, as a sentence."""
        return self._alarms.test()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the looking; an alarm under way is not waited for."""
        self._stopped.set()
        self._speaker.release()

    def look(self) -> None:
        """One look at everything that is due."""
        self._each(CLOCK_SECONDS, "clock", self._check_clock)
        self._each(SIZE_SECONDS, "size", self._measure)
        self._each(COUNT_SECONDS, "counts", self._count)
        self._each(0, "alarms", self._tell)

    def _run(self) -> None:
        while not self._stopped.is_set():
            self.look()
            self._stopped.wait(LOOK_SECONDS)

    def _each(self, seconds: float, name: str, act: Callable[[], None]) -> None:
        """Do `act` when it is due; what it meets is logged until it is another, and the rest goes on."""
        now = time.monotonic()
        if now < self._due.get(name, now):
            return
        self._due[name] = now + seconds
        try:
            act()
        except Exception as error:
            if self._failed.get(name) is not type(error):  # a store that is away for a night fills no disk
                LOG.exception("looking after %s failed", name)
            self._failed[name] = type(error)
        else:
            self._failed.pop(name, None)

    def _check_clock(self) -> None:
        if self._clock_check is not None:
            self._clock_check.check()

    def _measure(self) -> None:
        self._size = store_size(self._settings.store)

    def _count(self) -> None:
        self._counts = {}  # what cannot be counted now is not known, whatever it was
        self._counts = self._looking.counts()

    def _tell(self) -> None:
        if self._may_speak():
            room, now = self._looking.room, self._looking.clock()
            self._alarms.look(sightings(room, now, self._looking.words))

    def _may_speak(self) -> bool:
        """One of several processes speaks; where the store cannot say which, that itself must be told."""
        try:
            return self._speaker.acquire()
        except (SQLAlchemyError, OSError):
            return True


def make_alarms(settings: Settings, clock: Callable[[], datetime], words: Words) -> Alarms:
    """The alarms that the settings ask for; SettingsError for a way that is half told."""
    patience = Patience(
        timedelta(seconds=settings.alarm_after_seconds), timedelta(seconds=settings.alarm_repeat_seconds)
    )
    return Alarms(ways_of(settings, words), patience, settings.data_dir / "alarms.json", clock, words)
