"""Collecting: numbers that are never given twice, whatever is lost, and a stop that is quiet."""

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dashboard.collecting import Collecting, Memory, Sending
from dashboard.feeding import Arriving
from db.feeds.client import Client
from db.feeds.feed import Settings
from db.feeds.quota import Quota
from db.transfer.bundle import read
from tests.feeds.serving import Answers, Server, serving
from tests.support.waiting import until
from tests.transfer.conftest import FEED, Gate, gate

__all__ = ["gate"]
NOW = datetime(2031, 5, 6, 3, 0, tzinfo=UTC)
KEY = b"a key of thirty-two signs or more"


def collecting(server: Server, folder: Path) -> Collecting:
    settings = Settings(server.base, seconds=600.0)
    return Collecting(
        {FEED.id: (FEED, settings)},
        Client((server.base,), sleep=lambda _: None),
        Quota(folder / "quota.json"),
        memory(folder),
        Sending(folder / "out", "internet", KEY),
        lambda: NOW,
    )


def memory(folder: Path, now: datetime = NOW) -> Memory:
    return Memory(folder / "collecting.json", lambda: now)


def test_numbers_go_on_after_a_restart(tmp_path: Path) -> None:
    first = memory(tmp_path).next_number()

    assert memory(tmp_path, NOW + timedelta(days=1)).next_number() == first + 1


@pytest.mark.parametrize("torn", ["", '{"number": 12', "[]", "null"])
def test_a_torn_memory_neither_keeps_the_program_from_starting_nor_gives_a_number_twice(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, torn: str
) -> None:
    given = [memory(tmp_path).next_number() for _ in range(3)]
    (tmp_path / "collecting.json").write_text(torn, encoding="utf-8")

    later = memory(tmp_path, NOW + timedelta(hours=1))

    assert later.next_number() > max(given)
    assert later.newest(FEED.id) is None
    assert "torn" in caplog.text


def test_a_lost_memory_gives_no_number_twice(tmp_path: Path) -> None:
    given = memory(tmp_path).next_number()
    (tmp_path / "collecting.json").unlink()

    assert memory(tmp_path, NOW + timedelta(hours=1)).next_number() > given


def test_a_disk_that_fills_leaves_what_was_asked_to_be_asked_again(tmp_path: Path) -> None:
    with serving(lambda it: it.send(json.dumps([["city", 21.5]]).encode())) as server:
        one = collecting(server, tmp_path)
        (tmp_path / "out").write_text("no folder")
        with pytest.raises(OSError, match="out"):
            one.run([FEED.id])
        assert memory(tmp_path).newest(FEED.id) is None
        (tmp_path / "out").unlink()
        path = one.run([FEED.id])

    assert path is not None
    with path.open("rb") as file:
        assert len(read(file, KEY).feeds[FEED.id].replies) == 1
    assert memory(tmp_path).newest(FEED.id) == NOW


class Stop:
    """What a run writes whose stop comes before the source has answered."""

    def __init__(self) -> None:
        self.is_asked = threading.Event()
        self.is_made = threading.Event()

    def awaited(self) -> None:
        self.is_asked.set()
        assert self.is_made.wait(20)

    def bundle(self, folder: Path, answer: Callable[[Answers], None]) -> Path | None:
        found: list[Path | None] = []
        with serving(answer) as server:
            one = collecting(server, folder)
            thread = threading.Thread(target=lambda: found.append(one.run([FEED.id])))
            thread.start()
            until(self.is_asked.is_set, "the question comes")
            one.stop()
            self.is_made.set()
            thread.join(20)
        return found[0]


def test_what_a_stop_cuts_off_is_neither_told_nor_sent_and_takes_no_number(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stop = Stop()

    def cut(it: Answers) -> None:
        stop.awaited()
        it.send(b"half", Content_Length="100")

    with caplog.at_level(logging.WARNING, "dashboard"):
        assert stop.bundle(tmp_path, cut) is None

    assert caplog.records == []
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "collecting.json").exists()


def test_what_was_answered_is_kept_although_a_stop_came(tmp_path: Path) -> None:
    stop = Stop()

    def late(it: Answers) -> None:
        stop.awaited()
        it.send(json.dumps([["city", 21.5]]).encode())

    assert stop.bundle(tmp_path, late) is not None


def test_a_store_or_a_folder_that_is_away_is_one_line_and_no_end(
    tmp_path: Path, gate: Gate, caplog: pytest.LogCaptureFixture
) -> None:
    gate.put(1)
    away = gate.places.drop.rename(tmp_path / "away")
    gate.places.drop.write_text("no folder")
    arriving = Arriving(lambda _: gate.arrivals)
    take_in = arriving.at(gate.places)

    take_in()
    (record,) = caplog.records
    assert record.exc_info is None
    gate.places.drop.unlink()
    away.rename(gate.places.drop)
    take_in()

    assert gate.temperatures() == [21.5]


def test_after_a_stop_nothing_is_taken_in_any_more(gate: Gate) -> None:
    gate.put(1)
    arriving = Arriving(lambda _: gate.arrivals)
    take_in = arriving.at(gate.places)

    arriving.stop()
    take_in()

    assert len(list(gate.places.drop.iterdir())) == 1
    assert gate.temperatures() == []


LONG_RUN = """
import threading
from apscheduler.events import EVENT_JOB_MAX_INSTANCES
from apscheduler.schedulers.background import BackgroundScheduler
from dashboard.cli import main

main(["check", "/no/such/mapping.toml"])  # a start, which sets the levels of the log
goes_on, skipped = threading.Event(), threading.Event()
jobs = BackgroundScheduler(job_defaults={"max_instances": 1})
jobs.add_listener(lambda _: skipped.set(), EVENT_JOB_MAX_INSTANCES)
jobs.add_job(goes_on.wait, "interval", args=(20,), seconds=0.05)
jobs.start()
print(skipped.wait(20))
goes_on.set()
jobs.shutdown()
"""


def test_a_run_that_takes_longer_than_its_period_is_no_warning() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LONG_RUN], check=False, capture_output=True, text=True, timeout=60
    )

    assert done.stdout.splitlines()[-1] == "True"
    assert "/no/such/mapping.toml" in done.stderr
    assert "maximum number" not in done.stderr
