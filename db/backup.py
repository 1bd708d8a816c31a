"""A backup of the room's own store into one file while the room runs, and its return into an empty place."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from db.backup_file import BackupError, BackupFile, Contents, Writer
from db.backup_tables import digest, kinds, rows, set_counters, stored_tables, take_in
from db.store import Store, StoreIsNewer, migrate, revisions

ENDING = ".backup"


def back_up(url: str, path: Path, key: bytes, now: datetime) -> tuple[Path, Contents]:
    """Write everything that the store holds at one moment into a new file; the file, and what it holds.

    All is read in one transaction, which sees one moment and keeps nobody from writing. In a folder the
    file is named after `now`. The file is there when it is whole, and was read back, or not at all.
    """
    place = path / f"{now:%Y%m%d-%H%M%S}{ENDING}" if path.is_dir() else path
    if place.exists():
        raise BackupError(f"{place}이(가) 이미 있습니다. 백업은 있는 파일을 덮어쓰지 않습니다.")
    _refuse_missing(url)
    part = place.with_name(f".{place.name}.part")
    store = Store(url)
    try:
        _write(store, part, key, now)
        contents = BackupFile(part, key).check()
        part.replace(place)
    finally:
        store.close()
        part.unlink(missing_ok=True)
    return place, contents


def restore(url: str, path: Path, key: bytes) -> Contents:
    """Bring a backup into an empty place and to this program's newest revision; what the backup held.

    The whole file is checked first. Everything is taken in within one transaction, and every table is read
    back and compared with the file before that ends: a store is restored as a whole or stays empty.
    """
    contents = BackupFile(path, key).check()
    _refuse_revision(contents.revision)
    store = Store(url)
    try:
        with _long(store.engine.connect().execution_options(writes=True)) as connection:
            if inspect(connection).get_table_names():
                raise BackupError(
                    "복원할 저장소가 비어 있지 않습니다. 빈 DATA_DIR이나 빈 데이터베이스(STORE_URL)를 쓰세요."
                )
            migrate(connection, contents.revision)
            _load(connection, BackupFile(path, key))
            _compare(connection, contents)
        store.upgrade()
    except DBAPIError as error:
        cause = str(error.orig).splitlines()[0] if str(error.orig) else type(error.orig).__name__
        raise BackupError(f"저장소가 백업을 받지 않았습니다({cause}). 아무것도 남기지 않았습니다.") from error
    finally:
        store.close()
    return contents


def _refuse_missing(url: str) -> None:
    """Opening an SQLite file that is not there would make it."""
    parsed = make_url(url)
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database
    if is_file and not Path(parsed.database or "").exists():
        raise BackupError(f"백업할 저장소가 없습니다: {parsed.database}")


def _refuse_revision(revision: str) -> None:
    known = revisions()
    if revision > known[-1]:
        raise BackupError(str(StoreIsNewer(revision, known[-1])))
    if revision not in known:
        raise BackupError(f"백업의 저장소 판 {revision}은(는) 이 프로그램에 없는 판입니다.")


def _write(store: Store, part: Path, key: bytes, now: datetime) -> None:
    # The store holds what not everybody may read, so does its backup.
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        revision = store.revision()
        if revision is None:
            raise BackupError("백업할 저장소가 비어 있습니다.")
        writer = Writer(file, revision, now, key)
        with _long(_one_moment(store)) as connection:
            for table in stored_tables(connection):
                writer.table(table.name, kinds(table), rows(connection, table))
        writer.close()
        file.flush()
        os.fsync(file.fileno())


def _one_moment(store: Store) -> Connection:
    """A connection whose transaction sees one moment of the store; in SQLite every transaction does."""
    if store.engine.dialect.name == "postgresql":
        return store.engine.connect().execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    return store.engine.connect()


@contextmanager
def _long(opened: Connection) -> Iterator[Connection]:
    """One transaction that may take longer than a request may."""
    with opened as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL statement_timeout = 0"))
        yield connection


def _load(connection: Connection, file: BackupFile) -> None:
    tables = {table.name: table for table in stored_tables(connection)}
    for batch in file.batches():
        table = tables.get(batch.table)
        if table is None or list(kinds(table).items()) != list(batch.columns.items()):
            raise BackupError(f"백업의 표 {batch.table}이(가) 저장소의 판과 맞지 않습니다.")
        take_in(connection, table, batch.rows)
    for table in tables.values():
        set_counters(connection, table)


def _compare(connection: Connection, contents: Contents) -> None:
    """BackupError names the first table that is not as the backup says."""
    said = {table.name: (table.rows, table.sha256) for table in contents.tables}
    found = {table.name: digest(connection, table) for table in stored_tables(connection)}
    for name in sorted(said.keys() | found.keys()):
        if said.get(name) != found.get(name):
            raise BackupError(f"복원한 표 {name}이(가) 백업과 다릅니다. 아무것도 남기지 않았습니다.")
