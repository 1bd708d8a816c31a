"""Locks between processes: a file lock beside a SQLite store, an advisory lock in PostgreSQL."""

import hashlib
import threading
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout
from sqlalchemy import Connection, NullPool, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

PATIENCE = {
    "connect_timeout": 5,
    "options": "-c statement_timeout=15000",
    "tcp_user_timeout": 15_000,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
"""A server that hangs, or a line that was cut without a word, must not hang a job: every wait has an end."""


class Lock(Protocol):
    """A named lock held by at most one process; it falls free when its holder dies."""

    def acquire(self, wait_seconds: float = 0.0) -> bool:
        """Take the lock, or confirm that it is still held; False when another process has it."""
        ...

    def release(self) -> None: ...


def lock(store_url: str, name: str) -> Lock:
    """The lock `name` of the store at `store_url`."""
    url = make_url(store_url)
    if url.get_backend_name() == "sqlite":
        return _FileLock(Path(f"{url.database}.{name}.lock"))
    return _AdvisoryLock(store_url, name)


class _FileLock:
    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        # One object per process, whichever thread asks: a job's thread changes from run to run.
        self._lock = FileLock(path, thread_local=False)
        self._one = threading.Lock()

    def acquire(self, wait_seconds: float = 0.0) -> bool:
        with self._one:
            if self._lock.is_locked:
                return True
            try:
                self._lock.acquire(timeout=wait_seconds)
            except Timeout:
                return False
            return True

    def release(self) -> None:
        with self._one:
            self._lock.release()


class _AdvisoryLock:
    """A session lock on a connection of its own; a lost connection is a lost lock."""

    def __init__(self, url: str, name: str) -> None:
        self._engine = create_engine(
            url, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args=PATIENCE
        )
        digest = hashlib.blake2b(f"digital-pledge-room {name}".encode(), digest_size=8).digest()
        self._number = int.from_bytes(digest, signed=True)
        self._connection: Connection | None = None
        self._one = threading.Lock()

    def acquire(self, wait_seconds: float = 0.0) -> bool:
        with self._one:
            if self._connection is not None and self._alive(self._connection):
                return True
            self._let_go()
            connection = self._engine.connect()
            if self._take(connection, wait_seconds):
                self._connection = connection
                return True
            connection.close()
            return False

    def release(self) -> None:
        with self._one:
            self._let_go()

    def _let_go(self) -> None:
        if self._connection is None:
            return
        try:
            # Closing the session would free the lock too, but only some moments later.
            self._connection.execute(text("SELECT pg_advisory_unlock(:n)"), {"n": self._number})
        except SQLAlchemyError:
            self._connection.invalidate()  # the session is broken, and its lock went with it
        self._connection.close()
        self._connection = None

    def _take(self, connection: Connection, wait_seconds: float) -> bool:
        if wait_seconds <= 0:
            query = text("SELECT pg_try_advisory_lock(:n)")
            return bool(connection.scalar(query, {"n": self._number}))
        connection.execute(text(f"SET lock_timeout = {int(wait_seconds * 1000)}"))
        try:
            connection.execute(text("SELECT pg_advisory_lock(:n)"), {"n": self._number})
        except SQLAlchemyError:
            return False
        return True

    @staticmethod
    def _alive(connection: Connection) -> bool:
        try:
            connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return False
        return True
