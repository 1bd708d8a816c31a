"""Puts the data side together: store, sources, refreshes, room and scheduler, from settings alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import MappingProxyType

from dashboard.domain.portfolio import Profile
from dashboard.domain.words import Words, load_words
from dashboard.operations.counts import counted
from dashboard.operations.running import Looking, Operations
from dashboard.record_room import RecordRoom
from dashboard.recording import Recorder, open_record
from dashboard.refresh import SourceRefresh
from dashboard.room import SEOUL, Room, SourceFacts
from dashboard.scheduler import Job, Scheduler
from dashboard.settings import Settings, SettingsError
from dashboard.statistics import Statistics, open_statistics
from dashboard.wall_room import WallRoom
from db import demo, runs
from db.accounts import Accounts, forget_sessions
from db.locks import lock
from db.sources.mapping import SourceMapping, load_mapping
from db.sources.worker import SourceWorker
from db.store import Store
from db.wall_notes import WallNotes
from db.walls import Walls, forget_pairings

HOUR = 3600.0
DEMO_MAPPING = Path(__file__).parent.parent / "mappings" / "demo.toml"


@dataclass(frozen=True, slots=True)
class House:
    """The running data side of one process."""

    store: Store
    refreshes: tuple[SourceRefresh, ...]
    workers: tuple[SourceWorker, ...]
    room: Room
    scheduler: Scheduler
    statistics: Statistics
    operations: Operations
    record: Recorder
    walls: WallRoom

    def start(self) -> None:
        """Show what the store holds, then begin to refresh."""
        self.room.reload()
        self.scheduler.start()
        self.operations.start()
        self.record.start()

    def close(self) -> None:
        self.operations.stop()
        self.scheduler.stop()
        self.statistics.stop()
        for worker in self.workers:
            worker.close()
        self.record.stop()
        self.store.close()


def utc_now() -> datetime:
    """Real time, for freshness, jobs and runs; never the domain's today."""
    return datetime.now(UTC)


def open_house(settings: Settings, environment: Mapping[str, str]) -> House:
    """Make everything, start nothing. Errors of settings, mappings and the store are raised as they are."""
    words = load_words(settings.words_file)
    mappings = open_mappings(settings, environment, words)
    if not mappings:
        raise SettingsError(
            "연결할 자료가 없습니다. MAPPINGS에 매핑 파일을 적거나, DEMO=1로 시연용 자료를 켜세요."
        )
    store = Store(settings.store)
    store.upgrade()
    workers = tuple(SourceWorker(mapping) for mapping in mappings)

    refreshes = tuple(
        SourceRefresh(mapping, worker, store, lock(settings.store, f"refresh-{mapping.id}"), utc_now)
        for mapping, worker in zip(mappings, workers, strict=True)
    )
    sources = [source_facts(mapping) for mapping in mappings]
    room = Room(store, sources, settings.today, utc_now, words, settings.log_days_shown)
    statistics = open_statistics(settings, environment, store, utc_now)
    room.attach_city(statistics.room)
    record = open_record(settings, store, utc_now, words)
    room.attach_record(RecordRoom(record, words))
    accounts = Accounts(store, settings.secret_key)
    walls = Walls(store, settings.secret_key)
    counts = partial(counted, accounts, walls, settings.session_idle, utc_now)
    operations = Operations(settings, Looking(room, utc_now, words, counts))
    room.attach_operations(operations)

    def housekeeping() -> None:
        store.prune(settings.keep_versions_days, utc_now())
        runs.forget(store, settings.keep_runs_days, utc_now())
        statistics.housekeeping()
        forget_sessions(store, settings.session_idle, settings.session_longest, utc_now())
        forget_pairings(store, utc_now())
        record.cut(settings.keep_audit_days)

    extra = dict(statistics.jobs)
    if settings.demo:
        step = settings.demo_step_seconds
        extra["daily list"] = Job(HOUR, lambda: _count_yesterday(settings.demo_database))
        extra["demo"] = Job(step, lambda: demo.advance(settings.demo_database), wait=step)
    leader = lock(settings.store, "leader")
    scheduler = Scheduler(
        room, refreshes, leader, housekeeping, extra, refreshed=operations.metrics.refreshed
    )
    room.attach(scheduler)
    played = WallRoom(WallNotes(store), record, utc_now)
    return House(store, refreshes, workers, room, scheduler, statistics, operations, record, played)


def open_mappings(settings: Settings, environment: Mapping[str, str], words: Words) -> list[SourceMapping]:
    """The mappings of the settings; with DEMO the demo's too, its database built when it is not there."""
    known = dict(environment)
    paths = list(settings.mappings)
    if settings.demo:
        known["DEMO_DATABASE"] = str(settings.demo_database)
        if settings.demo_database.exists():
            demo.complete_demo(settings.demo_database)
        else:
            settings.demo_database.parent.mkdir(parents=True, exist_ok=True)
            demo.build_demo(settings.demo_database)
        _count_yesterday(settings.demo_database)
        paths.append(DEMO_MAPPING)
    mappings = [load_mapping(path, known, words) for path in paths]
    names = [mapping.id for mapping in mappings]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise SettingsError(f"매핑 파일 두 개가 같은 [source].id를 씁니다: {', '.join(sorted(twice))}")
    return mappings


def _count_yesterday(database: Path) -> None:
    demo.count_days(database, utc_now().astimezone(SEOUL).date() - timedelta(days=1))


def source_facts(mapping: SourceMapping) -> SourceFacts:
    """What screens need to know of a mapping."""
    profile = Profile(
        currency=mapping.currency,
        fund_source_labels=MappingProxyType(dict(mapping.fund_source_labels)),
        status_labels=MappingProxyType(dict(mapping.status_labels)),
        headline=mapping.headline,
        headline_name=mapping.headline_name,
        secured_stages=frozenset(mapping.secured_stages),
        executed_stages=frozenset(mapping.executed_stages),
        is_demo=mapping.demo,
        city=mapping.city or "",
        document_hosts=mapping.document_hosts,
    )
    return SourceFacts(mapping.id, mapping.label, mapping.period_seconds, profile, mapping.grades)
