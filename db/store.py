"""Our own store: row versions of the plan tables, appended reports, versions as of a date, changes."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, create_engine, delete, event, func, insert, inspect, select, text, update
from sqlalchemy.engine import Engine, ExceptionContext, make_url

from dashboard.domain.history import Change, UnapprovedChange
from dashboard.domain.records import StatusReport
from db.content import break_ways, check, check_indexes, check_way, seal, stored_rows, undamaged
from db.history import report_changes, row_changes, unapproved_changes
from db.locks import PATIENCE
from db.observations_writing import Arrival, take
from db.rows import columns_of, identity_of, records_of, table_of
from db.schema import (
    PLAN,
    PLAN_TABLES,
    AppendedRow,
    PlanRow,
    ProjectRow,
    StatusReportRow,
    VersionRow,
)
from db.versions import next_version, one_writer

_CHUNK = 500
T = TypeVar("T")
_MIGRATIONS = Path(__file__).parent / "migrations"
_REVISIONS = "alembic_version"
_UNREADABLE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR)
_MIGRATING = 6_203_415_877
"""The number of the lock of a migration; any other would do."""


class StoreIsNewer(RuntimeError):
    """A store that a newer program has already brought further: it is left as it is."""

    def __init__(self, revision: str, known: str) -> None:
        super().__init__(
            f"저장소의 판({revision})이 이 프로그램이 아는 판({known})보다 새롭습니다. "
            "저장소를 만든 프로그램이나 더 새로운 프로그램으로 여세요. 저장소는 바꾸지 않았습니다."
        )


class VersionNotKept(LookupError):
    """A version was asked for that is unknown or older than the store keeps."""


@dataclass(frozen=True, slots=True)
class Version:
    """A data version: `basis_date` is what the data speaks of, `committed_at` (UTC) when we learned it."""

    number: int
    source_id: str
    basis_date: date | None
    committed_at: datetime


@dataclass(frozen=True, slots=True)
class Incoming:
    """Checked records of one read of one source; a table that is absent keeps its rows."""

    source_id: str
    basis_date: date | None
    tables: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    stated: bool = False
    """Whether the source itself states its 기준일: then a new 기준일 alone is a new version."""


@dataclass(frozen=True, slots=True)
class _Difference:
    row_type: type[PlanRow]
    close: list[int]
    open: list[Any]


def revisions() -> tuple[str, ...]:
    """The revisions that this program knows, oldest first: what the files of migrations begin with."""
    return tuple(sorted(path.name[:4] for path in (_MIGRATIONS / "versions").glob("[0-9]*.py")))


def migrate(connection: Connection, revision: str) -> None:
    """Bring the tables to a revision within the connection's transaction."""
    # Not at the top: a room whose store is up to date, which is nearly every start, needs none of it (10 MB).
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    if connection.dialect.name == "postgresql":
        # Processes that start at once on an empty store wait here: it has no table yet that they could lock.
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _MIGRATING})
    command.upgrade(config, revision)


class Store:
    """The room's own database. Every method is one transaction unless it takes a connection."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _engine(url)
        self._is_checked = False
        self._are_indexes_checked = False

    def upgrade(self) -> None:
        """Bring the tables to this program's newest revision; called at every start.

        StoreIsNewer when a newer program has been here: going back is refused, not tried.
        """
        with undamaged():
            revision, newest = self.revision(), revisions()[-1]
        if revision is not None and revision > newest:
            raise StoreIsNewer(revision, newest)
        if revision != newest:
            with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
                migrate(connection, newest)

    def revision(self) -> str | None:
        """The revision that the store's tables have; None for an empty store."""
        with self.engine.connect() as connection:
            if not inspect(connection).has_table(_REVISIONS):
                return None
            number: str | None = connection.scalar(text(f"SELECT version_num FROM {_REVISIONS}"))  # noqa: S608 -- ours  # nosec
            return number

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """One write transaction, one writer at a time: everything or nothing."""
        with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            one_writer(connection)
            yield connection

    # -- writing -----------------------------------------------------------------------------

    def expect_undamaged(self, connection: Connection) -> None:
        """StoreDamaged when the newest version is not what was written; looked at once in a process.

        What is written on top of damage would be sealed with it, and never noticed.
        """
        current = self.current_number(connection)
        if not self._is_checked and current is not None:
            check(connection, current, stored_rows(connection, current))
        self._is_checked = True

    def seal(self, connection: Connection, run_id: int, version: int) -> None:
        """Write down what `version` holds and what led to it, with the run that made it."""
        seal(connection, run_id, version)

    def write(self, connection: Connection, incoming: Incoming, now: datetime) -> int | None:
        """Take checked records in; the new plan version when something changed, else None."""
        differences = [
            _difference(connection, PLAN_TABLES[name], incoming.source_id, records)
            for name, records in incoming.tables.items()
            if name in PLAN_TABLES
        ]
        reports = _new_reports(connection, incoming)
        moved = incoming.stated and incoming.basis_date != _last_basis(connection, incoming.source_id)
        if not moved and not reports and not any(d.close or d.open for d in differences):
            return None
        version = next_version(connection, PLAN, incoming.source_id, now, incoming.basis_date)
        for difference in differences:
            _apply(connection, difference, incoming.source_id, version)
        _append(connection, StatusReportRow, incoming.source_id, reports, version=version)
        return version

    def write_city(self, connection: Connection, incoming: Incoming, now: datetime) -> int | None:
        """Take the observations and events of a municipal database in; their own version, or None."""
        arrival = Arrival(
            incoming.source_id,
            now,
            incoming.tables.get("observation", ()),
            incoming.tables.get("event", ()),
            in_order=True,
        )
        return take(connection, arrival, now).version

    def prune(self, keep_days: int, now: datetime) -> int:
        """Forget closed row versions older than `keep_days`; the newest version is always kept. Rows removed."""
        with self.begin() as connection:
            horizon = connection.scalar(
                select(func.max(VersionRow.number)).where(
                    VersionRow.kind == PLAN, VersionRow.committed_at < now - timedelta(days=keep_days)
                )
            )
            if horizon is None:
                return 0
            removed = 0
            for row_type in PLAN_TABLES.values():
                done = connection.execute(delete(table_of(row_type)).where(row_type.valid_to <= horizon))
                removed += done.rowcount
            connection.execute(
                update(VersionRow)
                .where(VersionRow.kind == PLAN, VersionRow.number < horizon)
                .values(pruned=True)
            )
            if removed:
                break_ways(connection)
            return removed

    # -- reading -----------------------------------------------------------------------------

    def current(self) -> Version | None:
        """The newest plan version, or None in an empty store."""
        with self.engine.connect() as connection:
            number = self.current_number(connection)
            return None if number is None else _version(connection, number)

    def current_number(self, connection: Connection) -> int | None:
        """The number of the newest plan version as `connection` sees it."""
        return connection.scalar(select(func.max(VersionRow.number)).where(VersionRow.kind == PLAN))

    def previous(self, number: int) -> Version | None:
        """The kept version before `number`, or None."""
        return max((v for v in self.versions() if v.number < number), key=lambda v: v.number, default=None)

    def versions(self) -> tuple[Version, ...]:
        """Every plan version that can still be read, oldest first."""
        columns = (VersionRow.number, VersionRow.source_id, VersionRow.basis_date, VersionRow.committed_at)
        query = select(*columns).where(VersionRow.kind == PLAN, VersionRow.pruned.is_(False))
        with self.engine.connect() as connection:
            return tuple(Version(*row) for row in connection.execute(query.order_by(VersionRow.number)))

    def as_of(self, basis: date) -> Version | None:
        """The newest kept version whose data speaks of `basis` or an earlier day."""
        known = [v for v in self.versions() if v.basis_date is not None and v.basis_date <= basis]
        return max(known, key=lambda v: v.number, default=None)

    def last_basis(self, source_id: str) -> date | None:
        """The newest 기준일 that came from a source."""
        with self.engine.connect() as connection:
            return _last_basis(connection, source_id)

    def basis_at(self, version: int) -> date | None:
        """What the data of a version speaks of as a whole: the oldest of its sources' newest 기준일."""
        row = VersionRow
        newest = (
            select(func.max(row.number))
            .where(row.kind == PLAN, row.number <= version, row.basis_date.is_not(None))
            .group_by(row.source_id)
        )
        query = select(func.min(row.basis_date)).where(row.kind == PLAN, row.number.in_(newest))
        with self.engine.connect() as connection:
            return connection.scalar(query)

    def records(self, version: int) -> dict[str, tuple[Any, ...]]:
        """Every plan table and the newest reports as they stood at `version`.

        VersionNotKept if forgotten, StoreDamaged when they are not what was written.
        """
        with self.engine.connect() as connection:
            _version(connection, version)
            rows = stored_rows(connection, version)
            check(connection, version, rows)
        with undamaged():
            return {
                name: records_of(PLAN_TABLES.get(name, StatusReportRow), found)
                for name, found in rows.items()
            }

    def vanished_projects(self, before: int, after: int) -> tuple[tuple[str, str], ...]:
        """(id, name) of the projects that `before` had and `after` has no longer."""
        row = ProjectRow
        had = (row.valid_from <= before) & (row.valid_to.is_(None) | (row.valid_to > before))
        has = (row.valid_from <= after) & (row.valid_to.is_(None) | (row.valid_to > after))
        query = select(row.id, row.name).where(had, row.id.not_in(select(row.id).where(has)))
        with self.engine.connect() as connection:
            return tuple((id_, name) for id_, name in connection.execute(query.order_by(row.id)))

    def counts(self, source_id: str) -> dict[str, int]:
        """Rows of a source that are valid now, by plan table."""
        with self.engine.connect() as connection:
            return {
                name: connection.scalar(
                    select(func.count())
                    .select_from(table_of(row_type))
                    .where(row_type.source_id == source_id, row_type.valid_to.is_(None))
                )
                or 0
                for name, row_type in PLAN_TABLES.items()
            }

    def current_records(self, source_id: str, table: str) -> tuple[Any, ...]:
        """Rows of one plan table of a source that are valid now."""
        row_type = PLAN_TABLES[table]
        query = select(*columns_of(row_type)).where(
            row_type.source_id == source_id, row_type.valid_to.is_(None)
        )
        with self.engine.connect() as connection:
            return tuple(row_type.record(*row) for row in connection.execute(query))

    def would_change(self, incoming: Incoming) -> dict[str, dict[str, int]]:
        """What `write` would do, by table: rows added, changed, vanished; nothing is written."""
        with self.engine.connect() as connection:
            found: dict[str, dict[str, int]] = {}
            for name, records in incoming.tables.items():
                if name in PLAN_TABLES:
                    found[name] = _difference_counts(
                        connection, PLAN_TABLES[name], incoming.source_id, records
                    )
            found["status_report"] = {
                "added": len(_new_reports(connection, incoming)),
                "changed": 0,
                "vanished": 0,
            }
            return {name: counts for name, counts in found.items() if any(counts.values())}

    def changes(self, before: int, after: int) -> tuple[Change, ...]:
        """What differs between two versions, field by field, with vanished and returned rows."""
        with self.engine.connect() as connection:
            _version(connection, before)
            _version(connection, after)
            found: list[Change] = []
            for name, row_type in PLAN_TABLES.items():
                found += row_changes(connection, name, row_type, before, after)
            return (*found, *report_changes(connection, before, after))

    def expect_way(self, version: int) -> None:
        """StoreDamaged when what led to `version` (changes, 미승인 변경) is not what it was when written."""
        with self.engine.connect() as connection, undamaged():
            if not self._are_indexes_checked:
                check_indexes(connection)
            self._are_indexes_checked = True
            check_way(connection, version)

    def unapproved(self, version: int) -> tuple[UnapprovedChange, ...]:
        """Planned dates that changed within one plan version, that is without an approval (미승인 변경)."""
        with self.engine.connect() as connection:
            return unapproved_changes(connection, version)


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True, connect_args=PATIENCE)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"timeout": 10})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        # Readers must not wait for the writer of a refresh.
        connection.isolation_level = None  # the driver must not begin by itself: see _begin
        with undamaged():  # a damaged schema is told in bytes that are no text
            connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A transaction that will write takes the lock at once: one that began by reading could not.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    @event.listens_for(engine, "handle_error")
    def _open_anew(context: ExceptionContext) -> None:
        # A connection remembers the pages that it has read; the file may be whole again the next time.
        code = getattr(context.original_exception, "sqlite_errorcode", 0) & 0xFF  # without what extends it
        if code in _UNREADABLE:
            context.is_disconnect = True

    return engine


def _last_basis(connection: Connection, source_id: str) -> date | None:
    return connection.scalar(
        select(func.max(VersionRow.basis_date)).where(
            VersionRow.kind == PLAN, VersionRow.source_id == source_id
        )
    )


def _version(connection: Connection, number: int) -> Version:
    row = connection.execute(
        select(
            VersionRow.number,
            VersionRow.source_id,
            VersionRow.basis_date,
            VersionRow.committed_at,
            VersionRow.pruned,
        ).where(VersionRow.kind == PLAN, VersionRow.number == number)
    ).one_or_none()
    if row is None or row.pruned:
        raise VersionNotKept(f"자료 버전 {number}은(는) 저장소에 없습니다(보관 기간이 지났거나 없는 번호).")
    return Version(row.number, row.source_id, row.basis_date, row.committed_at)


def _valid_now(
    connection: Connection, row_type: type[PlanRow], source_id: str
) -> dict[tuple[Any, ...], tuple[int, Any]]:
    query = select(row_type.row_id, *columns_of(row_type)).where(
        row_type.source_id == source_id, row_type.valid_to.is_(None)
    )
    rows = ((row[0], row_type.record(*row[1:])) for row in connection.execute(query))
    return {identity_of(row_type, record): (row_id, record) for row_id, record in rows}


def _difference(
    connection: Connection, row_type: type[PlanRow], source_id: str, records: Sequence[Any]
) -> _Difference:
    """Compare what came with what is: rows to close and records to open."""
    known = _valid_now(connection, row_type, source_id)
    came = {identity_of(row_type, record): record for record in records}
    if len(came) != len(records):
        raise ValueError(f"{row_type.__tablename__}: records with the same key reached the store")  # type: ignore[attr-defined]
    close = [row_id for key, (row_id, record) in known.items() if came.get(key) != record]
    open_ = [record for key, record in came.items() if key not in known or known[key][1] != record]
    return _Difference(row_type, close, open_)


def _difference_counts(
    connection: Connection, row_type: type[PlanRow], source_id: str, records: Sequence[Any]
) -> dict[str, int]:
    known = _valid_now(connection, row_type, source_id)
    came = {identity_of(row_type, record): record for record in records}
    return {
        "added": len(came.keys() - known.keys()),
        "changed": sum(1 for key in came.keys() & known.keys() if came[key] != known[key][1]),
        "vanished": len(known.keys() - came.keys()),
    }


def _apply(connection: Connection, difference: _Difference, source_id: str, version: int) -> None:
    table = table_of(difference.row_type)
    for chunk in _chunks(difference.close):
        connection.execute(update(table).where(table.c.row_id.in_(chunk)).values(valid_to=version))
    values = [
        _values(record) | {"source_id": source_id, "valid_from": version, "valid_to": None}
        for record in difference.open
    ]
    for batch in _chunks(values):
        connection.execute(insert(table), batch)


def _append(
    connection: Connection, row_type: type[AppendedRow], source_id: str, records: Sequence[Any], **more: Any
) -> None:
    values = [_values(record) | {"source_id": source_id, **more} for record in records]
    for chunk in _chunks(values):
        connection.execute(insert(table_of(row_type)), chunk)


def _values(record: Any) -> dict[str, Any]:
    return {part.name: getattr(record, part.name) for part in fields(record)}


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]


def _new_reports(connection: Connection, incoming: Incoming) -> list[StatusReport]:
    """Reports not yet kept in these words; nothing is ever removed."""
    came = incoming.tables.get("status_report", ())
    dates = {report.as_of for report in came}
    known = {
        (report.project_id, report.as_of): report
        for report in _newest_reports(connection, incoming.source_id, dates)
    }
    return [report for report in came if known.get((report.project_id, report.as_of)) != report]


def _newest_reports(connection: Connection, source_id: str, dates: Iterable[date]) -> Iterator[StatusReport]:
    row = StatusReportRow
    for chunk in _chunks(sorted(dates)):
        query = select(*columns_of(row)).where(row.source_id == source_id, row.as_of.in_(chunk))
        for found in connection.execute(query.order_by(row.row_id)):
            yield StatusReport(*found)
