"""The room as a web process holds it: the newest snapshot, the state of the sources, and what may be asked of it."""

import copy
import hashlib
import logging
import threading
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError

from dashboard import urls
from dashboard.archive import Archive
from dashboard.city_room import CityRoom
from dashboard.domain.access import (
    EVERYTHING,
    NOTHING_INTERNAL,
    Action,
    Actor,
    Clearance,
    Grades,
    clearance,
    may,
)
from dashboard.domain.audit import Act, Deed, RecordAway, deed_of
from dashboard.domain.city.history import CityPicture
from dashboard.domain.moments import ChangeSet, MeetingMark, Moment, Notes, PastAway, SavedView, moment, since
from dashboard.domain.operations import OperationsState
from dashboard.domain.picture import Picture
from dashboard.domain.portfolio import Portfolio, Profile, SnapshotFacts
from dashboard.domain.runs import SourceState, cleared_findings, freshness
from dashboard.domain.words import KOREAN, Words, date_text
from dashboard.operations.running import Operations
from dashboard.record_room import RecordRoom
from dashboard.snapshot import Snapshot
from dashboard.store_causes import store_cause
from db import heap, notes, runs
from db.content import StoreDamaged
from db.schema import RECEIVED_TABLES
from db.store import Store, Version

LOG = logging.getLogger(__name__)
SEOUL = ZoneInfo("Asia/Seoul")
LONGEST_NAME = 40
LONGEST_TEXT = 40
"""So many signs of a text out of an address are repeated on the screen."""


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What the mapping says about a source."""

    id: str
    label: str
    period_seconds: float
    profile: Profile
    grades: Grades = NOTHING_INTERNAL


class Refreshing(Protocol):
    """What the room asks of the scheduler."""

    def next_run(self, source_id: str) -> datetime | None: ...

    def is_running(self, source_id: str) -> bool: ...

    def is_catching_up(self) -> bool: ...

    def trigger(self, source_id: str, confirmed: Sequence[str] = ()) -> bool:
        """Start a run now; False when one is already under way."""
        ...


def _or_away(act: Callable[..., str]) -> Callable[..., str]:
    """`act`, with the sentence that the store is away where it cannot keep what someone puts in."""

    @wraps(act)
    def acted(room: "Room", *given: Any) -> str:
        try:
            return act(room, *given)
        except RecordAway as away:
            return str(away)
        except SQLAlchemyError as error:
            LOG.warning("the store is away: %s", error)
            return room._away(error)  # noqa: SLF001 -- a method of this class

    return acted


@dataclass(frozen=True, slots=True)
class _Held:
    version: Version | None = None
    moments: tuple[Moment, ...] = ()
    notes: Notes = field(default_factory=Notes)
    snapshot: Snapshot | None = None
    logs: Mapping[str, runs.SourceLog] | None = None
    runs: int = -1
    problem: str | None = None


@dataclass(slots=True)
class _Shared:
    """What every view of the room shares: the newest that is held, and what was attached."""

    held: _Held = field(default_factory=_Held)
    refreshing: Refreshing | None = None
    city: CityRoom | None = None
    unwritten: str | None = None
    operations: Operations | None = None
    record: RecordRoom | None = None


class Room:
    """Thread-safe. Requests for the newest data read what is held and never wait for the store.

    `reload` asks the store, on the scheduler's thread; only a look back, and what people put in, ask it
    within a request. `seen_by` is the same room with what a visitor may not see left out.
    """

    def __init__(
        self,
        store: Store,
        sources: Sequence[SourceFacts],
        fixed_today: date | None,
        clock: Callable[[], datetime],
        words: Words = KOREAN,
        log_days: int = runs.LOG_DAYS,
    ) -> None:
        self._words = words
        self._log_days = log_days
        self._store = store
        self._sources = tuple(sources)
        self._fixed_today = fixed_today
        self._clock = clock
        self._shared = _Shared()
        self._seen = EVERYTHING
        self._grades = _grades(self._sources)
        self._lock = threading.Lock()
        self._archive = Archive(store, self._build_past)
        self.build = _build()

    def attach(self, refreshing: Refreshing) -> None:
        """Connect the scheduler, which is made after the room."""
        self._shared.refreshing = refreshing

    def attach_city(self, city: CityRoom) -> None:
        """Connect the city's statistics."""
        self._shared.city = city

    def attach_operations(self, operations: Operations) -> None:
        """Connect what looks after the room itself, which is made after it."""
        self._shared.operations = operations

    def attach_record(self, record: RecordRoom) -> None:
        """Connect the record of who did what."""
        self._shared.record = record

    @property
    def record(self) -> RecordRoom:
        """The record of who did what: nothing is done by anybody in a room without one."""
        if self._shared.record is None:
            raise RecordAway(self._words.record_away.format(cause=self._words.ask_not_started))
        return self._shared.record

    def clearance(self, actor: Actor, *, is_guest: bool = False) -> Clearance:
        """What of the data of this room `actor` may see, alone or with guests in the room."""
        return clearance(actor, self._grades, is_guest=is_guest)

    def seen_by(self, seen: Clearance) -> "Room":
        """This room with what `seen` hides left out of all that it gives."""
        room = copy.copy(self)
        room._see(seen)  # noqa: SLF001 -- a room of this class
        return room

    def _see(self, seen: Clearance) -> None:
        self._seen = seen

    @property
    def _held(self) -> _Held:
        return self._shared.held

    @property
    def portfolio(self) -> Portfolio | None:
        snapshot = self._held.snapshot
        return snapshot.portfolio(self._seen) if snapshot else None

    @property
    def problem(self) -> str | None:
        """Why our own store cannot be asked at the moment, else None."""
        record = self._shared.record
        unrecorded = record.state.problem if record else None
        return self._held.problem or self._shared.unwritten or unrecorded

    def say_unwritten(self, sentence: str | None) -> None:
        """Why what was read could not be kept in the store; None when it could again."""
        self._shared.unwritten = sentence

    @property
    def today(self) -> date:
        """Today of the domain: fixed by setting, moved by a demo source, else the date in Seoul."""
        return self._today(self._held.logs or {})

    def _today(self, logs: Mapping[str, runs.SourceLog]) -> date:
        if self._fixed_today is not None:
            return self._fixed_today
        moved = [log.today for log in logs.values() if log.today is not None]
        return max(moved) if moved else self._clock().astimezone(SEOUL).date()

    @property
    def token(self) -> str:
        """Changes exactly when a screen of pledges may change: data version, day, and what people put in."""
        version = self._held.version
        return f"{version.number if version else 0}.{self.today:%Y%m%d}{_noted(self._held.notes)}"

    @property
    def log_token(self) -> str:
        """Changes when the log of the sources changed; for the data page only."""
        return f"{self.token}.{self._held.runs}"

    def reload(self) -> None:
        """Take the newest version and run log from the store; keep what is held when the store is away."""
        with self._lock:
            version = self._held.version
            try:
                if self._shared.city is not None:
                    self._shared.city.reload()
                self._shared.held = self._newer(self._held)
            except SQLAlchemyError as error:
                if self._held.problem is None:
                    LOG.warning("the store is away: %s", error)
                self._shared.held = replace(self._held, problem=self._away(error))
            except (StoreDamaged, ValueError, LookupError, TypeError, ArithmeticError) as error:
                LOG.warning("the store's newest version cannot be shown", exc_info=True)
                cause = f"{type(error).__name__}: {error}"
                self._shared.held = replace(self._held, problem=self._words.store_damaged.format(cause=cause))
            if self._held.version != version:
                heap.settle()

    def _newer(self, held: _Held) -> _Held:
        refreshing = self._shared.refreshing
        if refreshing is not None and refreshing.is_catching_up():
            # Older dated reports are on their way through: they are history, not today's picture.
            return held
        counted = runs.count(self._store)
        current = self._store.current()
        noted = notes.read(self._store)
        if counted == held.runs and current == held.version:
            return replace(held, notes=noted, problem=None)
        known = held.logs or {}
        logs = {
            source.id: runs.source_log(self._store, source.id, self._log_days, known.get(source.id))
            for source in self._sources
        }
        snapshot = held.snapshot
        if current is not None and current != held.version:
            snapshot = self._read(current, logs)
            portfolio = snapshot.portfolio(EVERYTHING)
            portfolio.get_ready(portfolio.status_date(self._today(logs)))
        return _Held(current, self._archive.moments(), noted, snapshot, logs, counted)

    # -- looking back ------------------------------------------------------------------------

    @property
    def moments(self) -> tuple[Moment, ...]:
        """The versions that can be looked at, oldest first."""
        return self._held.moments

    @property
    def notes(self) -> Notes:
        """Saved views and meetings."""
        return self._held.notes

    def look(self, as_of: str | None) -> Picture:
        """The newest data, or those of the moment that an address names; the first look reads the store."""
        held, kept = self._held, self._held.moments
        newest = kept[-1] if kept else None
        if as_of is None:
            return Picture(self.portfolio, self.today, self.token, newest)
        found = moment(as_of, kept)
        if found is None:
            return self._nothing_of(as_of, kept)
        token = f"{found.number}.past{_noted(held.notes)}"
        day = found.basis_date or found.committed_at.astimezone(SEOUL).date()
        try:
            snapshot = held.snapshot if found == newest else self._archive.snapshot(found)
        except PastAway as error:
            LOG.warning("the data of %s cannot be read: %s", found, error)
            return Picture(None, day, f"{token}.away", found, True, self._away(error), is_away=True)
        portfolio = snapshot.portfolio(self._seen) if snapshot else None
        return Picture(portfolio, day, token, found, True)

    def changes(self, since_text: str | None, until: Moment) -> ChangeSet | None:
        """What changed since the moment that an address names; None when no such moment is kept. Raises PastAway."""
        before = since(since_text, until, self._held.moments, self._held.notes.meetings)
        is_first = not self._held.moments or until == self._held.moments[0]
        if before is None and not is_first:
            return None
        found, snapshot = self._archive.changes(before, until), self._held.snapshot
        if self._seen == EVERYTHING or snapshot is None:
            return found
        return replace(found, changes=snapshot.changes(found.changes, self._seen))

    def _away(self, error: Exception) -> str:
        return self._words.store_away.format(cause=store_cause(error, self._words))

    def _nothing_of(self, as_of: str, kept: Sequence[Moment]) -> Picture:
        words = self._words
        known = [date_text(words, each.basis_date) for each in kept if each.basis_date]
        first = words.past_first.format(date=known[0]) if known else ""
        problem = words.past_missing.format(asked=as_of[:LONGEST_TEXT], first=first).strip()
        return Picture(None, self.today, f"{self.token}.none", None, True, problem)

    def _build_past(self, at: Moment) -> Snapshot:
        return self._read(Version(at.number, "", at.basis_date, at.committed_at), {})

    # -- what people put in ------------------------------------------------------------------

    @_or_away
    def save_view(self, name: str, href: str, actor: Actor) -> str:
        """Keep an address of the room under a name for `actor`; what happened, as a sentence."""
        words, given = self._words, _name(name)
        address = urls.parse(href)
        there = urls.href(address)
        if not may(actor, Action.SAVE_VIEW):
            return self._refused(deed_of(actor, Act.SAVE_VIEW, given))
        if given is None:
            return words.view_name_wrong.format(most=LONGEST_NAME)
        if address.page is urls.Page.MISSING or len(there) > urls.LONGEST_HREF:
            return words.view_address_wrong
        before = next((view.href for view in self._held.notes.views if view.name == given), None)
        deed = replace(deed_of(actor, Act.SAVE_VIEW, given), before=before, after=there)
        also = self.record.recorder.inside(deed)
        try:
            notes.save_view(self._store, SavedView(given, there), self._clock(), also)
        except notes.TooManyViews:
            return words.view_too_many.format(most=notes.MOST_VIEWS)
        self.reload()
        return (words.view_replaced if before else words.view_saved).format(name=given)

    @_or_away
    def forget_view(self, name: str, actor: Actor) -> str:
        """Take a saved view out for `actor`; what happened, as a sentence."""
        before = next((view.href for view in self._held.notes.views if view.name == name), None)
        deed = replace(deed_of(actor, Act.FORGET_VIEW, name), before=before)
        if not may(actor, Action.SAVE_VIEW):
            return self._refused(deed)
        is_gone = notes.forget_view(self._store, name, self.record.recorder.inside(deed))
        self.reload()
        said = self._words.view_forgotten if is_gone else self._words.view_unknown
        return said.format(name=name[:LONGEST_NAME])

    @_or_away
    def mark_meeting(self, name: str, actor: Actor) -> str:
        """Write down that the newest version is on the table of a meeting; what happened, as a sentence."""
        words, given, version = self._words, _name(name), self._held.version
        if not may(actor, Action.MARK_MEETING):
            return self._refused(deed_of(actor, Act.MARK_MEETING, given))
        if given is None:
            return words.view_name_wrong.format(most=LONGEST_NAME)
        if version is None:
            return words.no_snapshot_title
        deed = replace(deed_of(actor, Act.MARK_MEETING, given), after=f"v{version.number}")
        mark = MeetingMark(given, version.number, self._clock())
        notes.mark_meeting(self._store, mark, self.record.recorder.inside(deed))
        self.reload()
        return words.meeting_marked.format(name=given, version=version.number)

    def city(self) -> CityPicture | None:
        """The city's statistics as they are now; None where no source of them is connected."""
        return self._shared.city.picture() if self._shared.city else None

    def running(self) -> OperationsState:
        """How the room itself stands: clock, alarms, store, backup, record."""
        operations, record = self._shared.operations, self._shared.record
        state = operations.state if operations else OperationsState()
        return replace(state, record=record.state) if record else state

    @_or_away
    def test_alarm(self, actor: Actor) -> str:
        """Send a test of the alarms for `actor`; what came of it, as a sentence."""
        operations = self._shared.operations
        deed = deed_of(actor, Act.TEST_ALARM)
        if not may(actor, Action.MANAGE_SOURCES):
            return self._refused(deed)
        if operations is None:
            return self._words.ask_not_started
        self.record.write(deed)
        return operations.test_alarm()

    def sources(self) -> tuple[SourceState, ...]:
        """Every source with its freshness now."""
        logs = self._held.logs or {}
        return tuple(self._state(source, logs.get(source.id)) for source in self._sources)

    @_or_away
    def refresh_now(self, source_id: str, actor: Actor) -> str:
        """Start a refresh for `actor`; what happened, as a sentence."""
        return self._ask(source_id, deed_of(actor, Act.REFRESH, source_id), may(actor, Action.REFRESH))

    @_or_away
    def confirm_shrink(self, source_id: str, table: str, actor: Actor) -> str:
        """Accept a refused drop of rows of one table for `actor`; what happened, as a sentence."""
        if table not in RECEIVED_TABLES:
            return self._words.ask_unknown_table.format(table=table)
        deed = deed_of(actor, Act.CONFIRM_SHRINK, f"{source_id} {table}")
        return self._ask(source_id, deed, may(actor, Action.CONFIRM_SHRINK), (table,))

    def _ask(self, source_id: str, deed: Deed, is_allowed: bool, confirmed: Sequence[str] = ()) -> str:
        if not is_allowed:
            return self._refused(deed)
        if source_id not in {source.id for source in self._sources}:
            return self._words.ask_unknown_source.format(source=source_id)
        if self._shared.refreshing is None:
            return self._words.ask_not_started
        if self._shared.refreshing.is_running(source_id):
            return self._words.ask_running
        self.record.write(deed)
        started = self._shared.refreshing.trigger(source_id, confirmed)
        return self._words.ask_started if started else self._words.ask_running

    def note_view(self, actor: Actor, href: str) -> None:
        """Put on record that `actor` looks at `href`, where the city has fields that not everybody may see."""
        if self._shared.record is not None:
            self._shared.record.note_view(actor, href, self._grades)

    def note_denied(self, actor: Actor, wanted: str) -> None:
        """Put on record that `actor` asked for what the role may not have."""
        if self._shared.record is not None:
            self._shared.record.note_denied(actor, wanted)

    def _refused(self, deed: Deed) -> str:
        self.record.refuse(deed)
        return self._words.ask_not_allowed

    def _read(self, version: Version, logs: Mapping[str, runs.SourceLog]) -> Snapshot:
        records = self._store.records(version.number)
        self._store.expect_way(version.number)
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
        return Snapshot(records, facts)

    def _state(self, source: SourceFacts, log: runs.SourceLog | None) -> SourceState:
        refreshing = self._shared.refreshing
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
            basis_date=log.basis_date if log else None,
            error=newest.error if newest else None,
            running=refreshing.is_running(source.id) if refreshing else False,
            refused=log.refused if log else (),
            runs=log.runs if log else (),
            **({"findings": cleared_findings(log.findings, self._seen.hidden)} if log else {}),
        )


def _grades(sources: Sequence[SourceFacts]) -> Grades:
    """The grades of all sources together."""
    grades = NOTHING_INTERNAL
    for source in sources:
        grades = grades.together(source.grades)
    return grades


def _noted(kept: Notes) -> str:
    """A mark of what people put in, so that a saved view appears in every open page."""
    return f".{zlib.crc32(repr(kept).encode()):x}" if kept.views or kept.meetings else ""


def _name(text: str) -> str | None:
    """A name as given, without control signs and outer space; None when nothing or too much is left."""
    name = "".join(sign for sign in text if sign.isprintable()).strip()
    return name if 0 < len(name) <= LONGEST_NAME else None


def _build() -> str:
    """A short digest of the program's own files: a browser reloads once when it changes."""
    root = Path(__file__).parent.parent
    digest = hashlib.blake2b(digest_size=8)
    for folder in ("dashboard", "layouts", "callbacks", "assets"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".py", ".js", ".css") and "vendor" not in path.parts:
                digest.update(path.read_bytes())
    return digest.hexdigest()
