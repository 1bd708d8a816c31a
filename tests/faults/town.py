"""A municipal database in PostgreSQL that is reached through the fault proxy, and what a store holds of it."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from dashboard.refresh import SourceRefresh
from db.locks import lock
from db.sources.mapping import load_mapping
from db.sources.worker import SourceWorker
from db.store import Store
from tests.support.city import MAPPING, TABLES
from tests.support.fault_proxy import FaultProxy

POSTGRES_PORT = 5432
"""It only names the socket file: the server listens on no port."""


@dataclass
class Town:
    """The same small city as tests.support.city, in PostgreSQL. `run` changes it past the proxy."""

    url: str
    folder: Path
    projects: int = 20
    period: float = 0.3
    deadline: float = 10.0
    id: str = "city"

    def __post_init__(self) -> None:
        self._there = make_url(self.url)
        folder = self._there.query["host"]
        self.proxy = FaultProxy(f"{folder}/.s.PGSQL.{POSTGRES_PORT}")
        self.mapping_path = self.folder / f"{self.id}.toml"
        text = MAPPING.format(path="", period=self.period, deadline=self.deadline)
        text = text.replace('"sqlite:///"', f'"{self.proxied}"').replace('id = "city"', f'id = "{self.id}"')
        self.mapping_path.write_text(text, encoding="utf-8")
        with self.connected() as connection:
            connection.execute(TABLES.encode())
        self.fill(range(1, self.projects + 1))

    @property
    def proxied(self) -> str:
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.proxy.port}/{self._there.database}"

    @contextmanager
    def connected(self) -> Iterator[psycopg.Connection]:
        """One transaction past the proxy."""
        there = self._there
        host = str(there.query["host"])
        with psycopg.connect(host=host, user=there.username, dbname=there.database) as connection:
            yield connection

    def fill(self, numbers: Iterable[int]) -> None:
        """As tests.support.city fills its city; texts that differ make a large one of more than 64 KB."""
        with self.connected() as connection, connection.cursor() as cursor:
            rows = list(numbers)
            for text, values in (
                (
                    "INSERT INTO pledge VALUES (%s,%s,%s,'추진중','40','2024-12-31')",
                    [(str(n), f"사업 {n} 새로 짓고 고치는 긴 이름", ("경제", "문화")[n % 2]) for n in rows],
                ),
                ("INSERT INTO step VALUES (%s,'설계','2024-06-30','2024-06-20')", [(str(n),) for n in rows]),
                ("INSERT INTO step VALUES (%s,'착공','2025-06-30',NULL)", [(str(n),) for n in rows]),
                ("INSERT INTO money VALUES (%s,'국비','2024','1,000')", [(str(n),) for n in rows]),
                ("INSERT INTO spent VALUES (%s,'국비','2024','400')", [(str(n),) for n in rows]),
            ):
                cursor.executemany(text.encode(), values)

    def run(self, *statements: str) -> None:
        """Statements in one transaction."""
        with self.connected() as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def turn(self, number: int) -> None:
        """Everything says another thing than before: every name, every rate, every amount."""
        self.run(
            f"UPDATE pledge SET title = '사업 ' || no || ' 모습 {number}', percent = '{number % 100}'",
            f"UPDATE money SET amount = '{1000 + number}'",
            f"UPDATE spent SET amount = '{400 + number}'",
        )

    def columns(self) -> list[tuple[str, str]]:
        """(table, column) of everything that the mapping reads."""
        with self.connected() as connection:
            found = connection.execute(
                "SELECT table_name, column_name FROM information_schema.columns"
                " WHERE table_schema = 'public' ORDER BY table_name, ordinal_position"
            ).fetchall()
        return [(str(table), str(column)) for table, column in found]

    def readers(self) -> int:
        """Sessions at the municipal database beside the one that asks: those of readers through the proxy."""
        with self.connected() as connection:
            text = (
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            row = connection.execute(text).fetchone()
        assert row is not None
        return int(row[0])

    def rename(self, table: str, old: str, new: str) -> None:
        names = [sql.Identifier(each) for each in (table, old, new)]
        with self.connected() as connection:
            connection.execute(sql.SQL("ALTER TABLE {} RENAME COLUMN {} TO {}").format(*names))

    def close(self) -> None:
        self.proxy.close()


@dataclass(frozen=True, slots=True)
class Reading:
    """A refresh of one source with a store of its own, and the worker to be ended."""

    refresh: SourceRefresh
    store: Store
    worker: SourceWorker


@contextmanager
def reading(mapping_path: Path, store_url: str) -> Iterator[Reading]:
    """A source that is refreshed by hand."""
    mapping = load_mapping(mapping_path)
    store = Store(store_url)
    store.upgrade()
    with SourceWorker(mapping) as worker:
        source_lock = lock(store_url, f"refresh-{mapping.id}")
        refresh = SourceRefresh(mapping, worker, store, source_lock, lambda: datetime.now(UTC))
        yield Reading(refresh, store, worker)
    store.close()


def checksum(store: Store) -> str:
    """Of everything that the newest version shows: equal exactly when the pictures are equal."""
    current = store.current()
    if current is None:
        return "nothing"
    records = store.records(current.number)
    parts = [f"{name} {sorted(map(repr, rows))}" for name, rows in sorted(records.items())]
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()
