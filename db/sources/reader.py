"""Reads a source as it is: every query of a mapping in one read-only transaction, errors kept per query."""

import hashlib
import marshal
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from errno import ENOENT
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    NullPool,
    StaticPool,
    TextClause,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.exc import DBAPIError, NoSuchModuleError, SQLAlchemyError

from dashboard.domain.words import Words
from db.sources import folder
from db.sources.dates import parse_last_day
from db.sources.fields import clean_text, decoded, squeezed
from db.sources.mapping import Query, SourceMapping
from db.sources.sql import bindable, looks_like_sql, strict_names, uses_as_of

Row = tuple[object, ...]


class SourceUnavailable(Exception):
    """The source could not be read at all; the sentence says why."""


@dataclass(frozen=True, slots=True)
class QueryResult:
    """What one query gave. `error` is the database's own sentence; then there are no rows."""

    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True)
class RawRead:
    """Everything a source says at one moment: table -> results in the order of the mapping's queries.

    `digest` is the same exactly when everything else is. `problems` names files that could not be read.
    """

    as_of: object = None
    results: Mapping[str, tuple[QueryResult, ...]] = field(default_factory=dict)
    basis_date: object = None
    today: object = None
    problems: tuple[tuple[str, str], ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class ReportDate:
    """One dated report: `raw` is what `:as_of` is bound to."""

    day: date
    raw: object


@dataclass(frozen=True, slots=True)
class ReportDates:
    """The dated reports of a source, oldest first, and the values that are no date."""

    reports: tuple[ReportDate, ...] = ()
    unread: tuple[str, ...] = ()


class Reader:
    """Reads one source again and again; a folder is loaded anew only when its files changed."""

    def __init__(self, mapping: SourceMapping) -> None:
        self.mapping = mapping
        self._words = mapping.language
        self._folder: folder.Folder | None = None
        self._engine: Engine | None = None

    def read(self, as_of: object = None) -> RawRead:
        """All queries in one transaction. Without `as_of` a source of dated reports gives its newest.

        Raises SourceUnavailable when the source as a whole cannot be read.
        """
        with self._connection() as connection:
            return self._read(connection, as_of)

    def dates(self) -> ReportDates:
        """The dated reports, empty when the mapping has none. Raises SourceUnavailable."""
        if self.mapping.dates is None:
            return ReportDates()
        with self._connection() as connection:
            return self._dates(connection, self.mapping.dates)

    def close(self) -> None:
        """Let go of a loaded folder and of every connection."""
        if self._engine is not None:
            self._engine.dispose()
        self._folder, self._engine = None, None

    def _read(self, connection: Connection, as_of: object) -> RawRead:
        mapping = self.mapping
        if as_of is None and mapping.dates is not None:
            reports = self._dates(connection, mapping.dates).reports
            as_of = reports[-1].raw if reports else None
        results = {
            table: tuple(self._result(connection, query, as_of) for query in queries)
            for table, queries in mapping.queries.items()
        }
        basis = self._scalar(connection, mapping.basis_date, as_of)
        today = self._scalar(connection, mapping.today, as_of)
        problems = self._folder.problems if self._folder else ()
        basis = as_of if basis is None else basis
        return RawRead(
            as_of, results, basis, today, problems, _digest(as_of, results, basis, today, problems)
        )

    def _result(self, connection: Connection, query: Query, as_of: object) -> QueryResult:
        try:
            return _run(connection, query.sql, as_of)
        except SQLAlchemyError as error:
            return QueryResult(error=self._sentence(error))

    def _scalar(self, connection: Connection, source: str | None, as_of: object) -> object:
        """First cell of a query, the literal itself, or None (also when the query fails)."""
        if source is None or not looks_like_sql(source):
            return source
        try:
            rows = _run(connection, source, as_of).rows
        except SQLAlchemyError as error:
            return f"({self._sentence(error)})"
        return rows[0][0] if rows and rows[0] else None

    def _dates(self, connection: Connection, sql: str) -> ReportDates:
        try:
            rows = _run(connection, sql, None).rows
        except SQLAlchemyError as error:
            raise SourceUnavailable(
                self._words.source_dates_unread.format(cause=self._sentence(error))
            ) from error
        found: dict[date, ReportDate] = {}
        unread = []
        for raw in (row[0] for row in rows if row):
            day = parse_last_day(raw, self.mapping.date_formats).value
            if day is None or day in found:
                unread.append(str(raw))
            else:
                found[day] = ReportDate(day, raw)
        return ReportDates(tuple(found[day] for day in sorted(found)), tuple(unread))

    def _sentence(self, error: SQLAlchemyError) -> str:
        """The database's words. A lost connection concerns the whole source and is raised."""
        sentence = cause(error, self._words)
        if isinstance(error, DBAPIError) and (error.connection_invalidated or _is_whole_file(error)):
            raise SourceUnavailable(self._words.source_unread.format(cause=sentence)) from error
        if self._folder and self._folder.problems and "no such table" in sentence:
            files = "; ".join(f"{name}: {why}" for name, why in self._folder.problems)
            return f"{sentence} ({files})"
        return sentence

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        """A connection inside one read-only transaction that is rolled back. Raises SourceUnavailable."""
        try:
            with self._ready_engine().connect() as connection:
                _begin(connection)
                yield connection
                connection.rollback()
        except (SQLAlchemyError, OSError, ImportError) as error:
            raise SourceUnavailable(cause(error, self._words)) from error

    def _ready_engine(self) -> Engine:
        place = self.mapping.folder
        if place is not None and (self._folder is None or folder.stamp(place) != self._folder.stamp):
            self.close()
            self._folder = folder.load(place, self.mapping.files, self._words)
        if self._engine is None:
            self._engine = self._folder_engine() if self._folder else _url_engine(self.mapping)
        return self._engine

    def _folder_engine(self) -> Engine:
        loaded = self._folder
        return create_engine("sqlite://", creator=lambda: loaded and loaded.connection, poolclass=StaticPool)


def _is_whole_file(error: DBAPIError) -> bool:
    """Whether SQLite speaks of the file (locked, damaged, gone), not of one query."""
    name = str(getattr(error.orig, "sqlite_errorname", ""))
    return name.startswith(
        ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_IOERR")
    )


def cause(error: Exception, words: Words) -> str:
    """One line that says what went wrong, in the words of the database or the system."""
    if isinstance(error, NoSuchModuleError | ImportError):
        return words.source_driver_missing.format(cause=error)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    origin = getattr(error, "orig", None) or error
    lines = [line.strip() for line in str(origin).splitlines() if line.strip()]
    return lines[0][:500] if lines else type(origin).__name__


def _run(connection: Connection, sql: str, as_of: object) -> QueryResult:
    """One query; on PostgreSQL behind a savepoint, so that its failure leaves the others their transaction."""
    is_sqlite = connection.dialect.name == "sqlite"
    statement = text(bindable(strict_names(sql) if is_sqlite else sql))
    parameters = {"as_of": as_of} if uses_as_of(sql) else {}
    if connection.dialect.name == "postgresql":
        with connection.begin_nested():
            return _fetched(connection, statement, parameters)
    try:
        return _fetched(connection, statement, parameters)
    except DBAPIError as error:
        if not is_sqlite or "decode" not in str(error.orig).lower():
            raise
    with _any_bytes(connection):
        return _fetched(connection, statement, parameters)


def _fetched(connection: Connection, statement: TextClause, parameters: dict[str, object]) -> QueryResult:
    result = connection.execute(statement, parameters)
    columns = tuple(squeezed(name) for name in result.keys())  # noqa: SIM118 - a view of names, not a dict
    rows = tuple(tuple(row) for row in result)
    if {type(cell) for row in rows for cell in row} <= _PLAIN:
        return QueryResult(columns, rows)
    return QueryResult(columns, tuple(tuple(map(_plain, row)) for row in rows))


_PLAIN = {type(None), bool, int, float, str, bytes, Decimal, date, datetime}


def _plain(cell: object) -> object:
    """Cells of types that only the driver knows become text, so that a read can be sent and compared."""
    if isinstance(cell, memoryview | bytearray):
        return bytes(cell)
    return cell if type(cell) in _PLAIN else clean_text(cell)


def _digest(*parts: object) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        if isinstance(part, Mapping):
            for table, results in part.items():
                for result in results:
                    cells = (table, result.columns, result.rows, result.error)
                    digest.update(_bytes(cells))
        else:
            digest.update(_bytes(part))
    return digest.hexdigest()


def _bytes(value: Any) -> bytes:
    """The same bytes for the same value. marshal's second format keeps no references and is fast."""
    try:
        return marshal.dumps(value, 2)
    except ValueError:
        return repr(value).encode("utf-8", "surrogatepass")


@contextmanager
def _any_bytes(connection: Connection) -> Iterator[None]:
    """SQLite texts that are no UTF-8 are read as cp949, or with the bad bytes replaced."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    usual = driver.text_factory
    driver.text_factory = decoded
    try:
        yield
    finally:
        driver.text_factory = usual


def _begin(connection: Connection) -> None:
    """Start the one transaction in which everything is read."""
    if connection.dialect.name == "postgresql":
        connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN")
    else:
        connection.begin()


def _url_engine(mapping: SourceMapping) -> Engine:
    url = make_url(mapping.url or "")
    match url.get_backend_name():
        case "sqlite":
            return _sqlite_engine(url, mapping)
        case "postgresql":
            return _postgresql_engine(url, mapping.deadline_seconds)
        case _:
            return create_engine(url, poolclass=NullPool)


def _sqlite_engine(url: URL, mapping: SourceMapping) -> Engine:
    """A SQLite file opened read-only; SQLAlchemy's own way of opening would create a missing one."""
    place = Path(url.database or "")

    def opened() -> sqlite3.Connection:
        if not place.is_file():
            raise FileNotFoundError(ENOENT, mapping.language.source_file_missing, str(place))
        address = f"file:{quote(str(place.resolve()))}?mode=ro"
        patience = mapping.deadline_seconds / 2
        return sqlite3.connect(
            address, uri=True, timeout=patience, isolation_level=None, check_same_thread=False
        )

    return create_engine("sqlite://", creator=opened, poolclass=NullPool)


def _postgresql_engine(url: URL, deadline: float) -> Engine:
    """Read-only by default and with time limits of its own, besides the process's deadline.

    Dates come as text: the driver refuses whole results for one "infinity", our readers only that field.
    """
    limit = max(1, round(deadline * 1000))
    options = f"-c default_transaction_read_only=on -c datestyle=ISO -c statement_timeout={limit}"
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    arguments = {"options": options, "connect_timeout": max(2, round(deadline))}
    engine = create_engine(url, poolclass=NullPool, connect_args=arguments)
    if engine.driver == "psycopg":
        event.listen(engine, "connect", _dates_as_text)
    return engine


def _dates_as_text(connection: Any, _record: object) -> None:
    from psycopg.types.string import TextLoader  # a source on another server needs no PostgreSQL driver

    for kind in ("date", "timestamp", "timestamptz"):
        connection.adapters.register_loader(kind, TextLoader)
