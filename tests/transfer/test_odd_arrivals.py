"""The drop folder under attack and in bad luck: one odd file holds up no other, and nothing is lost or done twice."""

import json
import logging
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from dashboard.domain.city.measures import CITY
from db.feeds.feed import Parsed, Reply
from db.schema import TransferRow
from db.store import Store
from db.transfer.arrivals import GROWING_SECONDS, State
from db.transfer.bundle import Bundle, FeedReport, write
from db.transfer.places import Places
from db.transfer.standing import feed_states
from tests.transfer.conftest import FEED, FEEDS, KEY, NOON, REQUEST, Gate

KOREAN_NAME_OF_WINDOWS = "메모.txt".encode("cp949")


def outcomes(gate: Gate) -> list[tuple[str, str]]:
    """What the store knows of all that came."""
    with gate.store.engine.connect() as connection:
        rows = connection.execute(select(TransferRow.name, TransferRow.state).order_by(TransferRow.id))
        return [(name, state) for name, state in rows]


def receipts(gate: Gate) -> list[str]:
    """The states that the receipts tell, by the time when the files came."""
    paths = gate.places.receipts.iterdir()
    told = [json.loads(path.read_text("utf-8")) for path in paths]
    return [each["state"] for each in sorted(told, key=lambda each: str(each["received_at"]))]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def failing(*_: object) -> Parsed:
    raise IndexError("a fault of our own")


def endless(*given: object) -> Parsed:
    return endless(*given)


def after_a_while(gate: Gate) -> list[State]:
    """What becomes of files that might have been growing."""
    gate.arrivals.take_in()
    gate.now += timedelta(seconds=GROWING_SECONDS)
    return [receipt.state for receipt in gate.arrivals.take_in()]


def test_a_name_that_is_no_text_holds_up_nobody_and_is_kept_as_one(gate: Gate) -> None:
    stray = os.fsencode(gate.places.drop) + b"/" + KOREAN_NAME_OF_WINDOWS
    Path(os.fsdecode(stray)).write_text("-")
    gate.put(1)

    (bundle,) = gate.arrivals.take_in()
    assert bundle.state is State.ACCEPTED
    assert after_a_while(gate) == [State.REJECTED]

    assert names(gate.places.quarantine) == ["메모.txt", "메모.txt.txt"]
    assert outcomes(gate)[1] == ("메모.txt", "rejected")
    assert receipts(gate) == ["accepted", "rejected"]


@pytest.mark.parametrize("name", ["a" * 255, "가" * 85, "두 줄\n의 이름"])
def test_a_name_that_is_too_long_or_of_two_lines_gets_its_reason_and_its_receipt(
    gate: Gate, name: str
) -> None:
    (gate.places.drop / name).write_text("-")

    assert after_a_while(gate) == [State.REJECTED]

    assert len(names(gate.places.quarantine)) == 2
    assert receipts(gate) == ["rejected"]
    assert "\n" not in outcomes(gate)[0][0]


def test_the_reason_of_one_file_never_takes_the_place_of_another(gate: Gate) -> None:
    for name, content in (("a.txt", "first"), ("a", "second")):
        (gate.places.drop / name).write_text(content)
        assert after_a_while(gate) == [State.REJECTED]

    kept = {path.read_text("utf-8") for path in gate.places.quarantine.iterdir()}
    assert {"first", "second"} < kept
    assert len(names(gate.places.quarantine)) == 4


def test_links_and_pipes_are_set_aside_unread_and_folders_are_left(
    gate: Gate, caplog: pytest.LogCaptureFixture
) -> None:
    outside = gate.put(1).rename(gate.places.drop.parent / "outside.bundle.zip")
    (gate.places.drop / "internet-00000001.bundle.zip").symlink_to(outside)
    (gate.places.drop / "nowhere").symlink_to("/nowhere/at/all")
    (gate.places.drop / "lost+found").mkdir()
    os.mkfifo(gate.places.drop / "pipe")

    with caplog.at_level(logging.WARNING):
        states = {receipt.name: receipt.state for receipt in gate.arrivals.take_in()}
        gate.arrivals.take_in()

    assert states == dict.fromkeys(("internet-00000001.bundle.zip", "nowhere", "pipe"), State.REJECTED)
    assert names(gate.places.drop) == ["lost+found"]
    assert caplog.text.count("lost+found") == 1
    assert gate.temperatures() == []
    gate.now += timedelta(days=100)
    gate.arrivals.forget(timedelta(days=92), timedelta(days=92))
    assert [name for name in names(gate.places.quarantine) if not name.endswith(".txt")] == []
    assert outside.exists()


@pytest.fixture
def other_disk() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(dir="/dev/shm"))
    yield folder
    shutil.rmtree(folder)


def test_a_drop_folder_on_another_disk_is_emptied_once(gate: Gate, other_disk: Path) -> None:
    assert other_disk.stat().st_dev != gate.places.originals.stat().st_dev
    gate.places = replace(gate.places, drop=other_disk)
    gate = Gate(gate.store, gate.places)
    whole = gate.put(1).read_bytes()

    assert [receipt.state for receipt in gate.arrivals.take_in()] == [State.ACCEPTED]
    assert gate.arrivals.take_in() == ()

    assert names(other_disk) == []
    (original,) = gate.places.originals.iterdir()
    assert original.read_bytes() == whole
    assert [state for _, state in outcomes(gate)] == ["accepted"]


def test_a_file_that_cannot_be_moved_is_not_written_down_again_and_again(gate: Gate) -> None:
    gate.put(1)
    gate.places.make()
    away = gate.places.originals.rename(gate.places.originals.with_name("away"))
    gate.places.originals.symlink_to("/proc/self/fd", target_is_directory=True)  # where nobody can write

    for _ in range(3):
        gate.arrivals.take_in()
    gate.places.originals.unlink()
    away.rename(gate.places.originals)
    gate.now += timedelta(seconds=1)
    gate.arrivals.take_in()

    assert [state for _, state in outcomes(gate)] == ["accepted", "repeated"]
    assert receipts(gate) == ["accepted", "repeated"]
    assert names(gate.places.drop) == []


def test_a_bundle_that_the_program_cannot_handle_is_set_aside_and_may_come_again(gate: Gate) -> None:
    path = gate.put(1)
    again = path.read_bytes()
    broken = replace(FEED, parse=failing)
    gate.put(2, 22.0)
    good = gate.arrivals
    gate.arrivals = Gate(gate.store, gate.places).arrivals
    gate.arrivals._feeds = {FEED.id: (broken, FEED.defaults)}

    rejected = gate.arrivals.take_in()
    path.write_bytes(again)
    accepted = good.take_in()

    assert {receipt.state for receipt in rejected} == {State.REJECTED}
    assert "IndexError" in rejected[0].sentence
    assert [receipt.state for receipt in accepted] == [State.ACCEPTED]
    assert gate.temperatures() == [21.5]


def test_a_store_that_is_damaged_says_nothing_of_a_bundle_which_waits(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    store = Store(f"sqlite:///{file}")
    store.upgrade()
    gate = Gate(store, Places.under(tmp_path / "drop", tmp_path / "kept"))
    gate.places.make()
    store.engine.dispose()
    whole = file.read_bytes()
    file.write_bytes(bytes(len(whole)))
    bundle = gate.put(1)

    with pytest.raises(DatabaseError):
        gate.arrivals.take_in()
    assert bundle.exists()
    assert list(gate.places.quarantine.iterdir()) == []

    store.engine.dispose()
    file.write_bytes(whole)
    assert [each.state for each in gate.arrivals.take_in()] == [State.ACCEPTED]
    assert gate.temperatures() == [21.5]
    store.close()


def test_a_reply_that_is_nested_without_end_is_the_feeds_problem(gate: Gate) -> None:
    deep = replace(FEED, parse=endless)
    gate.arrivals._feeds = {FEED.id: (deep, FEED.defaults)}
    gate.put(1)

    assert [receipt.state for receipt in gate.arrivals.take_in()] == [State.ACCEPTED]
    with gate.store.engine.connect() as connection:
        (state,) = feed_states(connection, FEEDS, gate.now)
    assert state.problem is not None


def test_how_long_an_original_is_kept_does_not_hang_on_its_own_time(gate: Gate) -> None:
    os.utime(gate.put(1), (0, 0))
    gate.arrivals.take_in()

    gate.arrivals.forget(timedelta(days=92), timedelta(days=183))

    assert names(gate.places.originals) == ["internet-00000001.bundle.zip"]


def test_a_clock_that_ran_years_ahead_neither_freezes_the_state_nor_overrules_what_comes(gate: Gate) -> None:
    ahead = NOON + timedelta(days=9000)
    body = json.dumps([[CITY, 30.0]]).encode()
    wrong = FeedReport((Reply(REQUEST, body, ahead),), None, 1, 100, 600.0)
    write(Bundle("internet", 1, ahead, {FEED.id: wrong}), gate.places.drop, KEY)
    gate.arrivals.take_in()
    gate.now += timedelta(minutes=30)
    failed = FeedReport((), "고장", 2, 100, 600.0)
    write(Bundle("internet", 2, gate.now, {FEED.id: failed}), gate.places.drop, KEY)
    gate.arrivals.take_in()

    with gate.store.engine.connect() as connection:
        (state,) = feed_states(connection, FEEDS, gate.now)
        last = connection.scalar(text("SELECT max(fetched_at) FROM observation"))
    assert (state.problem, state.last_try) == ("고장", gate.now)
    assert state.last_good == NOON + timedelta(hours=1)
    assert (state.newest or NOON) <= gate.now
    assert str(last)[:4] == "2026"


def test_a_state_that_our_own_clock_has_put_into_the_future_gives_way(gate: Gate) -> None:
    right, gate.now = gate.now, gate.now + timedelta(days=9000)
    gate.put(1, at=gate.now)
    gate.arrivals.take_in()
    gate.now = right
    failed = FeedReport((), "고장", 2, 100, 600.0)
    write(Bundle("internet", 2, right, {FEED.id: failed}), gate.places.drop, KEY)

    gate.arrivals.take_in()

    with gate.store.engine.connect() as connection:
        (state,) = feed_states(connection, FEEDS, gate.now)
    assert (state.problem, state.last_try) == ("고장", right)
    assert (state.last_good, state.newest) == (None, None)


# A kill comes at the worst places: before the commit, and between it and the move of the file.
@pytest.mark.parametrize(
    ("event", "argument"), [("open", "receipts"), ("os.rename", "originals"), ("open", "quarantine")]
)
def test_a_kill_in_the_middle_of_taking_in_loses_nothing_and_counts_nothing_twice(
    gate: Gate, event: str, argument: str
) -> None:
    gate.put(1)
    gate.put(2, 22.0, key=b"someone else's key, equally long")
    child = os.fork()
    if child == 0:
        _take_in_and_die(gate, event, argument)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    gate.now += timedelta(seconds=1)

    gate.arrivals.take_in()

    states = [state for _, state in outcomes(gate)]
    assert states.count("accepted") == 1
    assert receipts(gate).count("accepted") == 1
    assert names(gate.places.originals) == ["internet-00000001.bundle.zip"]
    assert "internet-00000002.bundle.zip" in names(gate.places.quarantine)
    assert names(gate.places.drop) == []
    assert gate.temperatures() == [21.5]
    with gate.store.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM observation")) == 1


def _take_in_and_die(gate: Gate, event: str, argument: str) -> None:
    """In a process of its own: die by SIGKILL as soon as something is done to that folder."""

    def watch(name: str, given: tuple[object, ...]) -> None:
        if name == event and any(f"/{argument}/" in str(each) for each in given):
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    dying = Gate(Store(gate.store.url), gate.places)
    dying.arrivals.take_in()
    os._exit(0)


def test_a_kill_within_the_transaction_leaves_nothing_of_it(gate: Gate) -> None:
    gate.put(1)
    child = os.fork()
    if child == 0:
        _write_and_die(gate)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL

    assert (gate.temperatures(), outcomes(gate)) == ([], [])
    assert [receipt.state for receipt in gate.arrivals.take_in()] == [State.ACCEPTED]
    assert gate.temperatures() == [21.5]


def _write_and_die(gate: Gate) -> None:
    dying = Gate(Store(gate.store.url), gate.places)

    from db.transfer import heard

    heard.Heard.write_state = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[method-assign]
    dying.arrivals.take_in()
    os._exit(0)
