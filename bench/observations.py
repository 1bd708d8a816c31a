"""`python -m bench.observations [ROWS]`: a 30-day chart over 100 million observations in PostgreSQL.

A server of its own is filled with values of every five minutes, in the order in which they would have come:
2,000 series where ROWS give each at least 60 days. Beside them stand monthly figures of 25 years.
The newest rows are not vacuumed yet, as many of them as there ever are (UNVACUUMED_ROWS). What is
timed is what a screen calls: the query, its rows on their way and the points made of them, each time for
another series. "new connection" makes one first, "cold files" are read after a restart, when nothing of them
is in the memory of server or machine.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import insert

from bench.figures import Figure, table
from dashboard.domain.city.districts import DISTRICTS
from dashboard.domain.city.history import ABSURD, Step
from dashboard.domain.city.measures import CITY
from dashboard.domain.records import Observation
from db.observations import Observations
from db.observations_partitions import UNVACUUMED_ROWS, make_partitions, partition_of
from db.observations_writing import SERIES
from db.store import Store
from tests.support.postgres import PostgresServer

ROWS = 100_000_000
LIMIT_MS = 100.0
SERIES_COUNT, LEAST_DAYS = 2_000, 60
STEP = timedelta(minutes=5)
STEPS_OF_A_DAY = timedelta(days=1) // STEP
MEASURES = ("traffic.speed", "traffic.bikes", "weather.rain", "traffic.speed")
"""Of a mean, a last value and a sum; every fourth series in turn."""
MONTHLY = "population.residents"
NOW = datetime(2026, 1, 10, 3, 0, tzinfo=UTC)
CHART = timedelta(days=30)
SAMPLES = 15
FILL = """
INSERT INTO observation (series_id, at, fetched_at, value, flag)
SELECT 1 + i %% %(series)s, at, at + interval '90 seconds',
       CASE WHEN i %% 199 = 0 THEN NULL ELSE 20 + (i * 7919 %% 6007) / 100.0 END,
       CASE WHEN i %% 199 = 0 THEN '통신장애' WHEN i %% 1009 = 0 THEN %(absurd)s END
FROM (SELECT i, %(start)s + i / %(series)s * %(step)s AS at
      FROM generate_series(%(first)s::bigint, %(last)s::bigint - 1) AS i) AS n
"""


def main(arguments: Sequence[str]) -> int:
    """Fill a server, time the questions, print the table; the exit code is 0 whatever the figures say."""
    parser = argparse.ArgumentParser(prog="python -m bench.observations", description=__doc__)
    parser.add_argument(
        "rows", type=int, nargs="?", default=ROWS, help=f"rows to fill in, {ROWS:,} by default"
    )
    parser.add_argument("--json", type=Path, help="also write all samples to this file")
    options = parser.parse_args(arguments)
    with closing(PostgresServer()) as server:
        url = server.create_database()
        series = min(SERIES_COUNT, max(1, options.rows // (LEAST_DAYS * STEPS_OF_A_DAY)))
        _fill(url, options.rows, series)
        figures = _measure(server, url, series)
    print(table(figures))
    if options.json:
        options.json.write_text(json.dumps([one.as_json() for one in figures], ensure_ascii=False, indent=1))
    return 0


# ---- the rows ----


def _fill(url: str, rows: int, series: int) -> None:
    start = NOW - STEP * (rows // series - 1)
    store = Store(url)
    store.upgrade()
    with store.begin() as connection:
        connection.execute(insert(SERIES), [_series(number) for number in range(1, series + 1)])
        Observations(store.engine).write(connection, "bench", _monthly(), [], [], NOW)
        days = range((NOW - start).days + 2)
        make_partitions(connection, (start + timedelta(days=day) for day in days))
    store.close()
    began = time.monotonic()
    with _connection(url) as connection:
        connection.execute("ALTER SYSTEM SET max_wal_size = '8GB'")
        connection.execute(
            "ALTER SYSTEM SET autovacuum = off"
        )  # it comes as late as it may: see UNVACUUMED_ROWS
        connection.execute("SELECT pg_reload_conf()")
        marked = rows - UNVACUUMED_ROWS
        for first, last in (*_months(start, marked, series), (marked, rows)):
            if first == marked:
                connection.execute("VACUUM (ANALYZE) observation")
            given = {
                "first": first,
                "last": last,
                "series": series,
                "start": start,
                "step": STEP,
                "absurd": ABSURD,
            }
            connection.execute(FILL, given)
            _say(f"{last:,} of {rows:,} rows after {time.monotonic() - began:.0f} s")
        connection.execute("VACUUM (ANALYZE) series")
        connection.execute("CHECKPOINT")
        size = connection.execute(
            "SELECT pg_size_pretty(sum(pg_total_relation_size(inhrelid))), count(*) FROM pg_inherits"
            " WHERE inhparent = 'observation'::regclass"
        ).fetchone()
    assert size is not None
    _say(
        f"{rows:,} rows, {series:,} series, {size[1]} partitions, {size[0]}, {time.monotonic() - began:.0f} s"
    )


def _series(number: int) -> dict[str, Any]:
    """In an empty store they get the ids 1, 2, 3 …, on which FILL relies."""
    return {
        "measure": MEASURES[number % len(MEASURES)],
        "place": f"road:{number}",
        "source_id": "bench",
    }


def _monthly() -> list[Observation]:
    """Residents of the city and its districts on the first of every month."""
    firsts = [
        datetime(year, month, 1, tzinfo=UTC) for year in range(2001, NOW.year) for month in range(1, 13)
    ]
    return [Observation(MONTHLY, place, at, 1.0) for at in firsts for place in (CITY, *DISTRICTS)]


def _months(start: datetime, rows: int, series: int) -> Iterator[tuple[int, int]]:
    """Numbers of the rows of each month: from (included), to (not)."""
    first = 0
    while first < rows:
        at = start + STEP * (first // series)
        end = partition_of(at).end
        assert end is not None
        steps = -((start - end) // STEP)
        last = min(rows, steps * series)
        yield first, last
        first = last


# ---- the questions ----


def _measure(server: PostgresServer, url: str, series: int) -> list[Figure]:
    store = Store(url)
    history = Observations(store.engine, lambda: NOW)
    places = _places(series)
    questions: dict[str, Callable[[], object]] = {
        "30 days as measured": lambda: _chart(history, next(places), Step.RAW),
        "30 days by hour": lambda: _chart(history, next(places), Step.HOUR),
        "30 days by day": lambda: _chart(history, next(places), Step.DAY),
        "the newest of every place": lambda: len(history.latest(MEASURES[0])),
        "the newest monthly figures": lambda: len(history.latest(MONTHLY)),
        "25 years by month": lambda: _chart(history, (MONTHLY, CITY), Step.MONTH, timedelta(days=9131)),
    }
    figures = []
    for name, ask in questions.items():
        _say(f"{name}: {ask()} points")
        figures.append(_figure(f"{name}, cold files", [_cold(server, store, ask) for _ in range(3)]))
        fresh = []
        for _ in range(SAMPLES):
            store.engine.dispose()
            fresh.append(_ms(ask))
        figures.append(_figure(f"{name}, new connection", fresh))
        figures.append(_figure(f"{name}, open connection", [_ms(ask) for _ in range(SAMPLES)]))
    store.close()
    return figures


def _places(series: int) -> Iterator[tuple[str, str]]:
    """(measure, place) of one series after another, far apart."""
    number = 0
    while True:
        number = (number + 617) % series
        yield MEASURES[(number + 1) % len(MEASURES)], f"road:{number + 1}"


def _chart(history: Observations, series: tuple[str, str], step: Step, span: timedelta = CHART) -> int:
    points = history.points(*series, NOW - span, NOW, step)
    assert points, f"no points of {series}"
    return len(points)


def _cold(server: PostgresServer, store: Store, ask: Callable[[], object]) -> float:
    """Of the first question to a server that has just been started and has read nothing yet."""
    store.engine.dispose()
    server.stop()
    _forget_files(Path(server.url("").partition("host=")[2]) / "data" / "base")
    server.start()
    return _ms(ask)


def _forget_files(folder: Path) -> None:
    """Have the machine drop its copies of these files from memory."""
    for path in folder.rglob("*"):
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY)
            os.fsync(descriptor)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(descriptor)


def _ms(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - began)


def _figure(name: str, samples: Sequence[float]) -> Figure:
    return Figure(name, "ms", samples, target=LIMIT_MS, is_limit=True)


@contextmanager
def _connection(url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        yield connection


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
