"""The room as a web process holds it: the newest snapshot, the state of the sources, and what may be asked of it."""

import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError

from dashboard.access import Action, Actor, may
from dashboard.domain.portfolio import Portfolio, Profile, SnapshotFacts
from dashboard.domain.runs import Freshness, SourceState
from dashboard.domain.words import KOREAN, Words
from db import runs
from db.schema import RECEIVED_TABLES
from db.store import Store, Version

SEOUL = ZoneInfo("Asia/Seoul")
# TRUST, fault model: late after two periods, stale after a day or five periods, whichever is later.
LATE_PERIODS = 2
STALE_PERIODS = 5
STALE_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What the mapping says about a source."""

    id: str
    label: str
    period_seconds: float
    profile: Profile


class Refreshing(Protocol):
    """What the room asks of the scheduler."""

    def next_run(self, source_id: str) -> datetime | None: ...

    def is_running(self, source_id: str) -> bool: ...

    def is_catching_up(self) -> bool: ...

    def trigger(self, source_id: str, confirmed: Sequence[str] = ()) -> bool:
        """Start a run now; False when one is already under way."""
        ...


@dataclass(frozen=True, slots=True)
class _Held:
    version: Version | None = None
    portfolio: Portfolio | None = None
    logs: Mapping[str, runs.SourceLog] | None = None
    runs: int = -1
    problem: str | None = None


class Room:
    """Thread-safe. Requests read what is held; only `reload` asks the store, on the scheduler's thread."""

    def __init__(
        self,
        store: Store,
        sources: Sequence[SourceFacts],
        fixed_today: date | None,
        clock: Callable[[], datetime],
        words: Words = KOREAN,
    ) -> None:
        self._words = words
        self._store = store
        self._sources = tuple(sources)
        self._fixed_today = fixed_today
        self._clock = clock
        self._held = _Held()
        self._lock = threading.Lock()
        self._refreshing: Refreshing | None = None
        self.build = _build()

    def attach(self, refreshing: Refreshing) -> None:
        """Connect the scheduler, which is made after the room."""
        self._refreshing = refreshing

    @property
    def portfolio(self) -> Portfolio | None:
        return self._held.portfolio

    @property
    def problem(self) -> str | None:
        """Why our own store cannot be asked at the moment, else None."""
        return self._held.problem

    @property
    def today(self) -> date:
        """Today of the domain: fixed by setting, moved by a demo source, else the date in Seoul."""
        if self._fixed_today is not None:
            return self._fixed_today
        moved = [log.today for log in (self._held.logs or {}).values() if log.today is not None]
        return max(moved) if moved else self._clock().astimezone(SEOUL).date()

    @property
    def token(self) -> str:
        """Changes exactly when a screen of pledges may change: data version and day."""
        version = self._held.version
        return f"{version.number if version else 0}.{self.today:%Y%m%d}"

    @property
    def log_token(self) -> str:
        """Changes when the log of the sources changed; for the data page only."""
        return f"{self.token}.{self._held.runs}"

    def reload(self) -> None:
        """Take the newest version and run log from the store; keep what is held when the store is away."""
        with self._lock:
            held = self._held
            try:
                self._held = self._newer(held)
            except SQLAlchemyError as error:
                cause = str(error).splitlines()[0]
                self._held = replace(held, problem=self._words.store_away.format(cause=cause))

    def _newer(self, held: _Held) -> _Held:
        if self._refreshing is not None and self._refreshing.is_catching_up():
            # Older dated reports are on their way through: they are history, not today's picture.
            return held
        counted = runs.count(self._store)
        current = self._store.current()
        if counted == held.runs and current == held.version:
            return replace(held, problem=None)
        logs = {source.id: runs.source_log(self._store, source.id) for source in self._sources}
        portfolio = held.portfolio
        if current is not None and current != held.version:
            portfolio = self._build(current, logs)
        return _Held(current, portfolio, logs, counted)

    def sources(self) -> tuple[SourceState, ...]:
        """Every source with its freshness now."""
        logs = self._held.logs or {}
        return tuple(self._state(source, logs.get(source.id)) for source in self._sources)

    def refresh_now(self, source_id: str, actor: Actor) -> str:
        """Start a refresh for `actor`; what happened, as a sentence."""
        return self._ask(source_id, actor, Action.REFRESH, ())

    def confirm_shrink(self, source_id: str, table: str, actor: Actor) -> str:
        """Accept a refused drop of rows of one table for `actor`; what happened, as a sentence."""
        if table not in RECEIVED_TABLES:
            return self._words.ask_unknown_table.format(table=table)
        return self._ask(source_id, actor, Action.CONFIRM_SHRINK, (table,))

    def _ask(self, source_id: str, actor: Actor, action: Action, confirmed: Sequence[str]) -> str:
        if not may(actor, action):
            return self._words.ask_not_allowed
        if source_id not in {source.id for source in self._sources}:
            return self._words.ask_unknown_source.format(source=source_id)
        if self._refreshing is None:
            return self._words.ask_not_started
        started = self._refreshing.trigger(source_id, confirmed)
        return self._words.ask_started if started else self._words.ask_running

    def _build(self, version: Version, logs: Mapping[str, runs.SourceLog]) -> Portfolio:
        records = self._store.records(version.number)
        before = self._store.previous(version.number)
        received = [log.last_success for log in logs.values() if log.last_success is not None]
        facts = SnapshotFacts(
            version=version.number,
            basis_date=self._store.basis_at(version.number),
            committed_at=version.committed_at,
            received_at=min(received, default=None),
            source_labels={source.id: source.label for source in self._sources},
            profile=self._sources[0].profile if self._sources else Profile(),
            unapproved=self._store.unapproved(version.number),
            changes=self._store.changes(before.number, version.number) if before else (),
            changes_since=before.basis_date if before else None,
        )
        return Portfolio.build(records, facts)

    def _state(self, source: SourceFacts, log: runs.SourceLog | None) -> SourceState:
        refreshing = self._refreshing
        newest = log.runs[0] if log and log.runs else None
        return SourceState(
            id=source.id,
            label=source.label,
            period_seconds=source.period_seconds,
            freshness=freshness(self._clock(), log.last_success if log else None, source.period_seconds),
            last_success=log.last_success if log else None,
            last_attempt=log.last_attempt if log else None,
            next_run=refreshing.next_run(source.id) if refreshing else None,
            version=self._held.version.number if self._held.version else None,
            basis_date=_newest_basis(log),
            error=newest.error if newest else None,
            running=refreshing.is_running(source.id) if refreshing else False,
            refused=log.refused if log else (),
            runs=log.runs if log else (),
            **({"findings": log.findings} if log else {}),
        )


def _newest_basis(log: runs.SourceLog | None) -> date | None:
    return next((run.basis_date for run in log.runs if run.basis_date), None) if log else None


def freshness(now: datetime, last_success: datetime | None, period_seconds: float) -> Freshness:
    """Age of a source in words; a clock that went back counts as fresh, never as a negative age."""
    if last_success is None:
        return Freshness.NEVER
    age = max(now - last_success, timedelta(0)).total_seconds()
    if age > max(STALE_SECONDS, STALE_PERIODS * period_seconds):
        return Freshness.STALE
    return Freshness.LATE if age > LATE_PERIODS * period_seconds else Freshness.FRESH


def _build() -> str:
    """A short digest of the program's own files: a browser reloads once when it changes."""
    root = Path(__file__).parent.parent
    digest = hashlib.blake2b(digest_size=8)
    for folder in ("dashboard", "layouts", "callbacks", "assets"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".py", ".js", ".css") and "vendor" not in path.parts:
                digest.update(path.read_bytes())
    return digest.hexdigest()
