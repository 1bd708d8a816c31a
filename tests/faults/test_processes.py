"""F12 and F14: processes that are killed in the middle of everything, and several that share one store."""

import os
import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import psutil
import pytest

from dashboard.domain.moments import Notes
from db import notes, runs
from db.store import Store
from tests.conftest import IS_PROOF
from tests.faults.conftest import OpenTown
from tests.faults.house_program import VIEW_HREF, VIEW_NAME
from tests.support.city import City
from tests.support.server import PASSED_ON, ROOT, RunningServer
from tests.support.waiting import until

KILLS = 500 if IS_PROOF else 4
SERVER_KILLS = 20 if IS_PROOF else 1
LEADERS_KILLED = 20 if IS_PROOF else 1
PROCESSES = 8 if IS_PROOF else 3
PERIODS_WATCHED = 1000 if IS_PROOF else 8
FIRST_PAGE_SECONDS = 10.0
MILLION = 10**6

Program = subprocess.Popen[str]


@pytest.fixture
def start_program(tmp_path: Path) -> Iterator[Callable[..., Program]]:
    """Starts the data side of a room in a process of its own; all have ended afterwards."""
    started: list[Program] = []

    def _start(*arguments: str, **environment: str) -> Program:
        passed = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.house_program", *arguments],
            cwd=ROOT,
            env={**passed, "PYTHONPATH": str(ROOT), "DATA_DIR": str(tmp_path / "var"), **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        started.append(program)
        return program

    yield _start
    for program in started:
        program.kill()
        program.communicate()


def is_ready(program: Program) -> None:
    assert program.stdout is not None
    assert program.stdout.readline() == "ready\n"


class Turning:
    """A city that says another thing at every moment, each time all of it at once."""

    def __init__(self, city: City) -> None:
        self._city = city
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._turn, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _turn(self) -> None:
        number = 0
        with closing(sqlite3.connect(self._city.path, timeout=60)) as connection:
            while not self._stop.wait(0.01):
                number += 1
                with connection:
                    connection.execute("UPDATE pledge SET title = ?", (f"모습 {number}",))
                    connection.execute("UPDATE money SET amount = ?", (str(1000 + number),))
                    connection.execute("UPDATE spent SET amount = ?", (str(1000 + number),))


def expect_one_moment(store: Store) -> None:
    """AssertionError unless the newest version shows the city as it was at one moment, and all of it."""
    current = store.current()
    if current is None:
        return
    records = store.records(current.number)
    said = {row.name.rpartition(" ")[2] for row in records["project"]}
    planned = {str(row.amount // MILLION - 1000) for row in records["plan_fund"]}
    spent = {str(row.amount // MILLION - 1000) for row in records["fund_fact"]}
    if said != {str(number) for number in range(1, 21)}:
        assert len(said) == 1
        assert said == planned == spent
    assert {len(records[name]) for name in ("project", "plan_fund", "fund_fact")} == {20}
    assert len(records["stage"]) == 40
    newest = runs.source_log(store, "city").runs
    assert not newest or newest[0].version is None or newest[0].version <= current.number


def expect_whole_views(kept: Notes) -> None:
    for view in kept.views:
        number, since = view.href.removeprefix("/projects/").split("?since=")
        assert view.name == VIEW_NAME.format(number)
        assert view.href == VIEW_HREF.format(number, since)


@pytest.mark.timeout(7200)
def test_a_process_that_is_killed_during_refresh_and_edits_leaves_one_moment_and_whole_edits(
    tmp_path: Path, start_program: Callable[..., Program], store_url: str
) -> None:
    city = City(tmp_path, period=0.02)
    settings = {"MAPPINGS": str(city.mapping_path), "STORE_URL": store_url}
    chance, versions, edits = random.Random(12), 0, 0
    store = Store(store_url)
    with Turning(city):
        for round_ in range(KILLS // 2):
            program = start_program("edits", **settings)
            is_ready(program)
            if round_ == 0:
                until(lambda: (newest := store.current()) and newest.number > 1, "a change", 60)
                until(lambda: notes.read(store).views, "an edit", 60)
            with pytest.raises(subprocess.TimeoutExpired):
                program.wait(chance.uniform(0.0, 0.6))

            program.kill()
            program.communicate()

            expect_one_moment(store)
            expect_whole_views(notes.read(store))
            current = store.current()
            versions, edits = current.number if current else 0, len(notes.read(store).views)
    assert versions > 1
    assert edits > 0
    if store_url.startswith("sqlite"):
        with store.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    store.close()


def test_a_server_that_is_killed_shows_its_first_page_soon_after_its_next_start(
    tmp_path: Path, start_server: Callable[..., RunningServer]
) -> None:
    city = City(tmp_path, period=0.05)
    with Turning(city):
        server = start_server("serve", MAPPINGS=str(city.mapping_path))
        for _ in range(SERVER_KILLS):
            server.kill()
            server.start(wait=False)
            until(lambda: server.status("/") == 200, "the first page", FIRST_PAGE_SECONDS)
            until(lambda: b"tile" in server.get("/")[1], "its projects", FIRST_PAGE_SECONDS)
        store = Store(f"sqlite:///{tmp_path / 'var' / 'store.db'}")
        expect_one_moment(store)
        store.close()


def readers_of(programs: list[Program]) -> list[Program]:
    """Those that read the source: only they have a child for it."""
    return [each for each in programs if each.poll() is None and psutil.Process(each.pid).children()]


@pytest.mark.timeout(7200)
@pytest.mark.parametrize("store", ["postgres_url", "sqlite_url"] if IS_PROOF else ["postgres_url"])
def test_of_several_processes_one_reads_and_when_it_is_killed_another_takes_over(
    open_town: OpenTown, start_program: Callable[..., Program], request: pytest.FixtureRequest, store: str
) -> None:
    period, store_url = 0.4, request.getfixturevalue(store)
    town = open_town(period=period)
    settings = {"MAPPINGS": str(town.mapping_path), "STORE_URL": store_url}
    programs = [start_program(**settings) for _ in range(PROCESSES)]
    for each in programs:
        is_ready(each)
    periods = PERIODS_WATCHED // (LEADERS_KILLED + 1)
    for round_ in range(LEADERS_KILLED + 1):
        until(lambda: len(readers_of(programs)) == 1, "one reader")
        begun, seen = time.monotonic(), len(town.proxy.accepted)
        until(lambda: len(town.proxy.accepted) >= seen + periods, "further reads", 60 + 2 * periods)  # noqa: B023
        times = town.proxy.accepted[seen:]
        assert len(times) <= (time.monotonic() - begun) / period + 2, "a period was read twice"
        assert min(later - earlier for earlier, later in pairwise(times)) > period / 4
        (leader,) = readers_of(programs)
        if round_ == LEADERS_KILLED:
            break
        leader.kill()
        leader.communicate()
        killed = time.monotonic()
        until(lambda: town.proxy.accepted[-1] > killed, "another one reads", TAKEOVER_SECONDS)  # noqa: B023
        programs.append(start_program(**settings))
        is_ready(programs[-1])


TAKEOVER_SECONDS = 5.0
"""Two periods, and the start of a reader on a busy machine."""
