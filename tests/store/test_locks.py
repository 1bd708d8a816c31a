"""One holder over all processes; the lock falls free when its holder dies. File lock and advisory lock."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from db.locks import lock

ROOT = Path(__file__).parent.parent.parent
HOLDER = """
import sys
from db.locks import lock
held = lock(sys.argv[1], "leader")
print(held.acquire(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(store_url: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, store_url],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "True\n"
    yield process
    process.kill()
    process.communicate()


def test_a_second_process_does_not_get_a_held_lock(store_url: str, holder: subprocess.Popen[str]) -> None:
    assert not lock(store_url, "leader").acquire()
    assert lock(store_url, "another name").acquire()


def test_a_killed_holder_leaves_the_lock_free(store_url: str, holder: subprocess.Popen[str]) -> None:
    mine = lock(store_url, "leader")

    holder.kill()
    holder.wait()

    assert mine.acquire(wait_seconds=10)
    mine.release()


def test_the_holder_may_ask_again_and_a_released_lock_is_free(store_url: str) -> None:
    mine, other = lock(store_url, "leader"), lock(store_url, "leader")

    assert mine.acquire()
    assert mine.acquire()
    assert not other.acquire()
    mine.release()
    assert other.acquire()
    other.release()


def test_threads_of_the_holding_process_never_hear_that_another_has_the_lock(store_url: str) -> None:
    mine = lock(store_url, "leader")
    answers: list[bool] = []
    with ThreadPoolExecutor(4) as threads:
        for _ in range(50):
            answers += threads.map(lambda _thread: mine.acquire(), range(4))
            mine.release()

    assert answers == [True] * 200


def test_a_holder_whose_session_was_ended_finds_out_and_takes_the_lock_anew(postgres_url: str) -> None:
    mine = lock(postgres_url, "leader")
    assert mine.acquire()
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        connection.execute(text(f"{others} AND datname = current_database()"))

    assert mine.acquire(wait_seconds=10)
    assert not lock(postgres_url, "leader").acquire()
    mine.release()
    engine.dispose()
