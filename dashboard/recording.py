"""Puts what people do on record: what must not be done unrecorded, and what is written as soon as it can be."""

import logging
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from dashboard.domain.audit import Act, Checked, Deed, RecordAway, RecordState, Result, key_of
from dashboard.domain.words import KOREAN, KOREAN_TIME, Words
from dashboard.operations.logs import REQUEST_ID
from dashboard.settings import Settings
from dashboard.store_causes import store_cause
from db.audit import Audit
from db.audit_seals import Seals
from db.store import Store

LOG = logging.getLogger(__name__)
MOST_WAITING = 2000
"""So many entries wait in memory while the store is away; what comes then is counted and lost."""
KEPT_FOR_DEEDS = 500
"""Of them places that views leave free for what people do."""
RETRY_SECONDS = 5.0
PROBE_SECONDS = 30.0
CHECK_SECONDS = 3600.0
"""How often it is looked whether a new day wants its check and its seal."""
MOST_ONCE = 20_000
HOUR, MINUTE = "%Y%m%d%H", "%Y%m%d%H%M"
"""The span within which the same is put on record once, as a time is written."""


class Recording(Protocol):
    """What the rest of the program asks of the record."""

    def write(self, deed: Deed) -> None: ...
    def tell(self, deed: Deed) -> None: ...
    def note_once(self, deed: Deed, span: str = HOUR) -> None: ...
    def inside(self, deed: Deed) -> Callable[[Connection], None]: ...


def open_record(settings: Settings, store: Store, clock: Callable[[], datetime], words: Words) -> "Recorder":
    """The record of this store. A demo has no secret: its chain is whole, and anyone could make one."""
    key = key_of(settings.audit_key or settings.secret_key)
    return Recorder(Audit(store, key), Seals(settings.seals, key), clock, words)


class Recorder:
    """One object of a process, safe for threads.

    `write` and `inside` raise RecordAway, and what was to be done is not done. `tell` and `note_once` never
    fail: what cannot be written waits in memory, and a thread of its own writes it when it can.
    """

    def __init__(
        self,
        audit: Audit,
        seals: Seals | None,
        clock: Callable[[], datetime],
        words: Words = KOREAN,
    ) -> None:
        self.audit = audit
        self.seals = seals
        self._clock = clock
        self._words = words
        self._waiting: deque[tuple[datetime, Deed]] = deque()
        self._lost = 0
        self._once: OrderedDict[tuple[str | None, ...], None] = OrderedDict()
        self._problem: str | None = None
        self._checked: Checked | None = None
        self._lock = threading.Lock()
        self._one_writer = threading.Lock()
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="record", daemon=True)

    # -- what is told ------------------------------------------------------------------------

    def write(self, deed: Deed) -> None:
        """Put it on record now, after what waits; RecordAway when it cannot be."""
        self._flush([(self._clock(), self._asked(deed))])

    def inside(self, deed: Deed) -> Callable[[Connection], None]:
        """What puts it on record within the transaction that does it: both stand, or neither."""
        at, complete = self._clock(), self._asked(deed)

        def added(connection: Connection) -> None:
            try:
                self.audit.append_in(connection, at, complete)
            except SQLAlchemyError as error:
                raise self._away(error) from error

        return added

    def tell(self, deed: Deed) -> None:
        """Put it on record, later if need be."""
        timed = (self._clock(), self._asked(deed))
        try:
            self._flush([timed])
        except RecordAway:
            self._put(timed, MOST_WAITING)

    def note_once(self, deed: Deed, span: str = HOUR) -> None:
        """Put on record once in a span what may be asked for any number of times, without waiting for the store."""
        now = self._clock()
        key = (deed.act, deed.actor, deed.role, deed.address, deed.object, now.strftime(span))
        with self._lock:
            if key in self._once:
                return
            self._once[key] = None
            while len(self._once) > MOST_ONCE:
                self._once.popitem(last=False)
        self._put((now, self._asked(deed)), MOST_WAITING - KEPT_FOR_DEEDS)
        self._wake.set()

    def tell_settings(self, values: Iterable[tuple[str, str, str]]) -> None:
        """Put those settings on record that differ from what was last on record: (name, default, value)."""
        try:
            known = self.audit.last_settings()
        except SQLAlchemyError as error:
            LOG.warning("the settings cannot be compared: %s", str(error).splitlines()[0])
            return
        for name, default, value in values:
            before = known.get(name, default)
            if before != value:
                self.tell(Deed(Act.SETTING, object=name, before=before, after=value))

    # -- how it stands -----------------------------------------------------------------------

    @property
    def state(self) -> RecordState:
        with self._lock:
            return RecordState(self._checked, self._problem, len(self._waiting), self._lost)

    def now(self) -> datetime:
        """The time by which entries are written."""
        return self._clock()

    def start(self) -> None:
        """Begin to write what waits, and to check the chain."""
        self._thread.start()

    def stop(self) -> None:
        """Write what waits, if the store takes it, and end."""
        self._stopped.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(RETRY_SECONDS)

    def flush(self) -> None:
        """Write what waits; RecordAway when it cannot be written."""
        self._flush([])

    def check(self) -> Checked:
        """Look at the whole chain and at the seals of the days; what is whole is sealed once a day."""
        now = self._clock()
        checked = self.audit.check(now)
        if checked.broken is None and self.seals is not None:
            broken = self.seals.first_break(self.audit, checked)
            checked = replace(checked, broken=broken) if broken else checked
            self.seals.write(checked)
        if checked.broken:
            LOG.error("the record does not hold at %s (%s)", checked.broken.seq, checked.broken.cause)
        with self._lock:
            self._checked = checked
        return checked

    def cut(self, keep_days: int) -> int:
        """Leave behind entries that are older than they must be kept; how many."""
        gone = self.audit.cut(keep_days, self._clock())
        if self.seals is not None:
            self.seals.forget(keep_days, self._clock())
        return gone

    # ----------------------------------------------------------------------------------------

    def _asked(self, deed: Deed) -> Deed:
        return replace(deed, request_id=deed.request_id or REQUEST_ID.get())

    def _put(self, timed: tuple[datetime, Deed], most: int) -> None:
        with self._lock:
            if len(self._waiting) < most:
                self._waiting.append(timed)
            else:
                self._lost += 1

    def _flush(self, more: Sequence[tuple[datetime, Deed]]) -> None:
        with self._one_writer:
            with self._lock:
                waiting, lost = list(self._waiting), self._lost
            told = self._words.audit_lost_object.format(n=f"{lost:,}")
            gap = [(self._clock(), Deed(Act.LOST, object=told, result=Result.FAILED))] if lost else []
            if not waiting and not gap and not more:
                return
            try:
                self.audit.append([*waiting, *gap, *more])
            except SQLAlchemyError as error:
                raise self._away(error) from error
            with self._lock:
                for _ in waiting:
                    self._waiting.popleft()
                self._lost -= lost
                self._problem = None

    def _away(self, error: SQLAlchemyError) -> RecordAway:
        cause = str(error).splitlines()[0]
        said = self._words.record_away.format(cause=store_cause(error, self._words))
        with self._lock:
            is_news, self._problem = self._problem is None, said
        if is_news:
            LOG.error("the record cannot be written: %s", cause)
        return RecordAway(said)

    def _run(self) -> None:
        probed = checked = float("-inf")
        while not self._stopped.is_set():
            now = time.monotonic()
            is_due = self._problem is not None or now - probed >= PROBE_SECONDS
            probed = now if is_due else probed
            self._write_waiting(probe=is_due)
            if now - checked >= CHECK_SECONDS:
                checked = now
                self._check_of_day()
            # While the store is away, what comes must not make us ask it again and again.
            (self._stopped if self._problem is not None else self._wake).wait(RETRY_SECONDS)
            self._wake.clear()
        self._write_waiting(probe=False)

    def _write_waiting(self, *, probe: bool) -> None:
        try:
            self.flush()
            if probe:
                self.audit.probe()
                with self._lock:
                    self._problem = None
        except RecordAway:
            return  # it is told in `state`, and tried again
        except SQLAlchemyError as error:
            self._away(error)

    def _check_of_day(self) -> None:
        known = self._checked
        today = self._clock().astimezone(KOREAN_TIME).date()
        if known is not None and known.at.astimezone(KOREAN_TIME).date() == today:
            return
        try:
            self.check()
        except (SQLAlchemyError, OSError) as error:
            LOG.warning("the record could not be checked: %s", str(error).splitlines()[0])
