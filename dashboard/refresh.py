"""What a refresh does: read one source, check it, take it into the store, and write down what happened."""

import hashlib
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from operator import attrgetter
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError

from dashboard.domain.runs import Findings, RunState, TableCount, UnreadField
from dashboard.domain.vocabulary import Reason
from dashboard.domain.words import Words
from db import runs
from db.content import StoreDamaged
from db.locks import Lock
from db.schema import CITY_TABLES, PLAN_TABLES
from db.sources.batch import Batch
from db.sources.mapping import SourceMapping
from db.sources.reader import QueryResult, RawRead, ReportDate, SourceUnavailable
from db.sources.validate import validate
from db.sources.worker import SourceWorker, Unchanged
from db.store import Incoming, Store

# A drop of more than this share of a table's rows is refused until someone confirms it (TRUST F4).
SHRINK_LIMIT = 0.10
SEOUL = ZoneInfo("Asia/Seoul")
_NO_KEYS: Mapping[str, Any] = MappingProxyType({})
# Tables whose rows others refer to, and how a reference names them.
_REFERRED_KEYS: Mapping[str, Callable[[Any], Any]] = {
    **{
        name: attrgetter("id") for name in ("term", "programme", "area", "department", "project", "indicator")
    },
    **{name: attrgetter("project_id", "key") for name in ("plan_version", "stage", "project_indicator")},
    "budget_line": attrgetter("key"),
}


class StoreUnavailable(RuntimeError):
    """Our own store cannot be read or written; nothing was taken in."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one refresh of one source ended. `versions` are the plan versions it raised, oldest first."""

    source_id: str
    state: RunState
    versions: tuple[int, ...] = ()
    basis_date: date | None = None
    today: date | None = None
    error: str | None = None
    tables: tuple[TableCount, ...] = ()
    refused: tuple[str, ...] = ()
    findings: Findings = field(default_factory=Findings)


@dataclass(frozen=True, slots=True)
class Checked:
    """A validated read: what may go into the store, and which tables' drop of rows was refused."""

    incoming: Incoming
    batch: Batch
    refused: tuple[str, ...]


class SourceRefresh:
    """Refreshes one source: one run at a time, in this process and over all processes that share the store."""

    def __init__(
        self,
        mapping: SourceMapping,
        worker: SourceWorker,
        store: Store,
        lock: Lock,
        clock: Callable[[], datetime],
    ) -> None:
        self.mapping = mapping
        self._worker = worker
        self._store = store
        self._lock = lock
        self._clock = clock
        self._one = threading.Lock()
        self._catching_up = False
        self._unread_dates: tuple[str, ...] = ()
        # A changed mapping reads the same rows differently, so it counts as new data.
        self._fingerprint = hashlib.blake2b(repr(mapping).encode(), digest_size=8).hexdigest()

    @property
    def running(self) -> bool:
        return self._one.locked()

    @property
    def catching_up(self) -> bool:
        """Whether older dated reports are being replayed and the newest is not in yet: nothing to show as today's."""
        return self._catching_up

    def run(self, confirmed: Iterable[str] = ()) -> Outcome | None:
        """Read and take in what is new; None when a run is already under way here or elsewhere.

        `confirmed` names tables whose drop of rows someone accepts.
        A source that cannot be read is an Outcome with state FAILED; StoreUnavailable when our own store is away.
        """
        if not self._one.acquire(blocking=False):
            return None
        try:
            if not self._lock.acquire(wait_seconds=0):
                return None
            try:
                return self._run(frozenset(confirmed))
            finally:
                self._lock.release()
        except (SQLAlchemyError, StoreDamaged) as error:
            sentence = self.mapping.language.source_store_away.format(cause=_first_line(error))
            raise StoreUnavailable(sentence) from error
        finally:
            self._one.release()

    def _run(self, confirmed: frozenset[str]) -> Outcome:
        outcome = Outcome(self.mapping.id, RunState.UNCHANGED)
        versions: tuple[int, ...] = ()
        started = self._clock()
        try:
            for report, newest in self._reports():
                started = self._clock()
                self._catching_up |= not newest
                outcome = self._take(report, newest, confirmed, started)
                versions += outcome.versions
        except SourceUnavailable as error:
            outcome = Outcome(self.mapping.id, RunState.FAILED, error=str(error))
            with self._store.begin() as connection:
                finished = runs.Finished(RunState.FAILED, self._clock(), error=str(error))
                runs.record(connection, self.mapping.id, started, finished)
        finally:
            self._catching_up = False
        return replace(outcome, versions=versions)

    def _reports(self) -> Iterable[tuple[ReportDate | None, bool]]:
        """The reads to make, oldest first, each with whether it is the newest: dated reports replay in order."""
        if self.mapping.dates is None:
            return [(None, True)]
        dates = self._worker.dates()
        self._unread_dates, reports = dates.unread, dates.reports
        last = self._store.last_basis(self.mapping.id)
        due = [report for report in reports if last is None or report.day >= last]
        if not due:
            words = self.mapping.language
            newest = reports[-1].day if reports else words.missing
            raise SourceUnavailable(words.source_reports_older.format(newest=newest, last=last))
        return [(report, report is due[-1]) for report in due]

    def _take(
        self, report: ReportDate | None, newest: bool, confirmed: frozenset[str], started: datetime
    ) -> Outcome:
        known = runs.last_read(self._store, self.mapping.id) if newest else None
        digest = self._known_digest(known, confirmed)
        raw = self._worker.read(as_of=report.raw if report else None, known_digest=digest)
        if isinstance(raw, Unchanged):
            assert known is not None
            return self._nothing_new(known, started)
        today = started.astimezone(SEOUL).date()
        checked = check_read(raw, self.mapping, self._store, today, confirmed)
        return self._commit(raw, checked, started)

    def _known_digest(self, known: runs.LastRead | None, confirmed: frozenset[str]) -> str | None:
        """The digest under which the last read still holds: same source data, same mapping, nothing to confirm."""
        if known is None or confirmed:
            return None
        digest, _, fingerprint = known.digest.partition("/")
        return digest if fingerprint == self._fingerprint else None

    def _nothing_new(self, known: runs.LastRead, started: datetime) -> Outcome:
        state = RunState.PARTIAL if known.state is RunState.PARTIAL else RunState.UNCHANGED
        current = self._store.current()
        basis = self._store.last_basis(self.mapping.id)
        with self._store.begin() as connection:
            finished = runs.Finished(
                state,
                self._clock(),
                version=current.number if current else None,
                basis_date=basis,
                today=known.today,
                error=known.error,
                digest=known.digest,
                findings_run=known.findings_run,
            )
            runs.record(connection, self.mapping.id, started, finished)
        return Outcome(
            self.mapping.id,
            state,
            basis_date=basis,
            today=known.today,
            error=known.error,
            refused=known.refused,
        )

    def _commit(self, raw: RawRead, checked: Checked, started: datetime) -> Outcome:
        now = self._clock()
        frozen = checked.batch.frozen
        state = RunState.PARTIAL if frozen else RunState.CHANGED
        tables = row_counts(raw, checked.batch)
        findings = with_unread_dates(checked.batch.findings, self.mapping, self._unread_dates)
        with self._store.begin() as connection:
            self._store.expect_undamaged(connection)
            version = self._store.write(connection, checked.incoming, now)
            if any(name in CITY_TABLES for name in checked.incoming.tables):
                self._store.write_city(connection, checked.incoming, now)
            if version is None and state is RunState.CHANGED:
                state = RunState.UNCHANGED
            current = self._store.current_number(connection)
            finished = runs.Finished(
                state,
                self._clock(),
                version=current,
                basis_date=checked.incoming.basis_date,
                today=checked.batch.today,
                error="; ".join(f"{name}: {why}" for name, why in frozen.items()) or None,
                digest=f"{raw.digest}/{self._fingerprint}",
                tables=tables,
                refused=checked.refused,
                findings=findings,
            )
            run_id = runs.record(connection, self.mapping.id, started, finished)
            if version is not None:
                self._store.seal(connection, run_id, version)
        return Outcome(
            self.mapping.id,
            state,
            (version,) if version is not None else (),
            checked.incoming.basis_date,
            checked.batch.today,
            finished.error,
            tables,
            checked.refused,
            findings,
        )


def with_unread_dates(findings: Findings, mapping: SourceMapping, dates: Iterable[str]) -> Findings:
    """The findings with the dated reports whose date is none or comes twice: they are not read at all."""
    reason = mapping.language.reasons[Reason.DATE_OF_REPORT]
    unread = (UnreadField("source", mapping.id, "dates", raw, reason) for raw in dates)
    return replace(findings, unread=(*findings.unread, *unread))


def check_read(
    raw: RawRead,
    mapping: SourceMapping,
    store: Store,
    today: date,
    confirmed: frozenset[str] = frozenset(),
) -> Checked:
    """Validate a read against the store: broken tables and unconfirmed drops keep their last good rows.

    Raises SourceUnavailable when the source states a 기준일 that cannot be read.
    """
    known = {
        table: [key_of(record) for record in store.current_records(mapping.id, table)]
        for table, key_of in _REFERRED_KEYS.items()
    }
    before = _Before(
        store.counts(mapping.id), runs.kept_rows(store, mapping.id), known, mapping.dates is not None
    )
    words = mapping.language
    refused: dict[str, str] = {}
    while True:
        # A refused table is frozen as a broken one is; references to it are checked against the store.
        kept_back = {name: (QueryResult(error=reason),) for name, reason in refused.items()}
        batch = checked_batch(
            replace(raw, results={**raw.results, **kept_back}), mapping, today, known_keys=known
        )
        # What the mapping does not read follows from what it reads (a 당초 for every project): nobody is asked.
        implied = batch.tables.keys() - raw.results.keys()
        more = _refusals(batch, before, confirmed | implied, words)
        if not more:
            break
        # The first is the others' parent if any is: without it they may be as they were.
        first = next(iter(more))
        refused[first] = more[first]
    tables = {name: table.records for name, table in batch.tables.items()}
    stated = raw.basis_date is not None
    incoming = Incoming(mapping.id, batch.basis_date if stated else None, tables, stated=stated)
    return Checked(incoming, batch, tuple(sorted(refused)))


def checked_batch(
    raw: RawRead, mapping: SourceMapping, today: date, known_keys: Mapping[str, Any] = _NO_KEYS
) -> Batch:
    """The records of a read; a source that states no 기준일 speaks of the day it is read on.

    Raises SourceUnavailable when the stated 기준일 cannot be read: nothing could be judged by it.
    """
    batch = validate(raw, mapping, None if raw.basis_date is not None else today, known_keys)
    if batch.basis_date is None:
        raise SourceUnavailable(mapping.language.source_basis_unread.format(raw=raw.basis_date))
    return batch


def row_counts(raw: RawRead, batch: Batch) -> tuple[TableCount, ...]:
    """Rows of every table of the mapping; those of a table that is kept back are all set aside."""
    frozen = []
    for name, reason in batch.frozen.items():
        read = sum(len(result.rows) for result in raw.results.get(name, ()))
        frozen.append(TableCount(name, read, 0, read, 0, reason))
    return (*(table.count for table in batch.tables.values()), *frozen)


@dataclass(frozen=True, slots=True)
class _Before:
    """What a read is compared with: valid records, rows of the last good read, and keys, by table."""

    records: Mapping[str, int]
    rows: Mapping[str, int]
    keys: Mapping[str, Sequence[Any]]
    is_dated: bool

    def still_there(self, table: str, records: Iterable[Any]) -> tuple[int, int]:
        """(known keys, those among `records`): as many rows under other keys are other rows."""
        known = set(self.keys.get(table, ()))
        return len(known), len(known & {_REFERRED_KEYS[table](each) for each in records}) if known else 0


def _refusals(batch: Batch, before: _Before, confirmed: frozenset[str], words: Words) -> dict[str, str]:
    """Tables that lost more rows than may go without a question, parents first, each with its sentence.

    The reports of a dated source are those of one date: their number says nothing.
    """
    found = {}
    for name, table in batch.tables.items():
        if name in confirmed or (before.is_dated and name not in PLAN_TABLES):
            continue
        pairs = [
            (before.records.get(name, 0), len(table.records)),
            (before.rows.get(name, 0), table.count.kept),
            before.still_there(name, table.records),
        ]
        drop = next(((was, now) for was, now in pairs if was - now > SHRINK_LIMIT * was), None)
        if drop:
            found[name] = words.table_shrunk.format(before=drop[0], after=drop[1])
    return found


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
