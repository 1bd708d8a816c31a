"""The drop folder: bundles are taken in once, in any order, and nothing that is wrong gets past or gets lost."""

import json
import os
from datetime import timedelta

from sqlalchemy import select

from dashboard.domain.words import KOREAN
from db.schema import FeedStateRow, TransferRow
from db.transfer.arrivals import GROWING_SECONDS, State
from db.transfer.bundle import Bundle, FeedReport, write
from db.transfer.standing import feed_states, transfers
from tests.transfer.conftest import FEED, FEEDS, KEY, NOON, Gate


def test_a_bundle_is_taken_in_kept_and_receipted(gate: Gate) -> None:
    gate.put(1)

    (receipt,) = gate.arrivals.take_in()

    assert (receipt.state, receipt.new, receipt.lost) == (State.ACCEPTED, 2, 0)
    assert "새 값 2개" in receipt.sentence
    assert gate.temperatures() == [21.5]
    assert list(gate.places.drop.iterdir()) == []
    assert [path.name for path in gate.places.originals.iterdir()] == ["internet-00000001.bundle.zip"]
    (written,) = gate.places.receipts.iterdir()
    assert json.loads(written.read_text("utf-8"))["state"] == "accepted"
    with gate.store.engine.connect() as connection:
        assert connection.scalars(select(TransferRow.state)).all() == ["accepted"]
        (state,) = feed_states(connection, FEEDS, gate.now)
    assert (state.last_good, state.newest, state.problem) == (NOON, NOON, None)
    assert (state.used, state.quota, state.seconds) == (1, 100, 600.0)


def test_a_repeated_bundle_changes_nothing_and_says_so(gate: Gate) -> None:
    path = gate.put(1)
    again = path.read_bytes()
    gate.arrivals.take_in()
    path.write_bytes(again)
    version = gate.observations.version()

    (receipt,) = gate.arrivals.take_in()

    assert receipt.state is State.REPEATED
    assert gate.observations.version() == version
    assert len(list(gate.places.originals.iterdir())) == 2


def test_another_bundle_under_a_known_number_is_set_aside(gate: Gate) -> None:
    gate.put(1)
    gate.arrivals.take_in()
    gate.put(1, 35.0)

    (receipt,) = gate.arrivals.take_in()

    assert receipt.state is State.REJECTED
    assert "번호가 겹친" in receipt.sentence
    assert gate.temperatures() == [21.5]


def test_a_forged_bundle_is_set_aside_with_its_reason_and_the_next_one_counts(gate: Gate) -> None:
    gate.put(1, 99.0, key=b"someone else's key, equally long")
    gate.put(2, 22.0)

    forged, good = gate.arrivals.take_in()

    assert (forged.state, good.state) == (State.REJECTED, State.ACCEPTED)
    assert gate.temperatures() == [22.0]
    names = sorted(path.name for path in gate.places.quarantine.iterdir())
    assert names == ["internet-00000001.bundle.zip", "internet-00000001.bundle.zip.txt"]
    assert "서명" in (gate.places.quarantine / names[1]).read_text("utf-8")


def test_a_torn_bundle_waits_while_it_may_grow_and_is_then_set_aside(gate: Gate) -> None:
    path = gate.put(1)
    path.write_bytes(path.read_bytes()[:-40])
    os.utime(path, (0, 2**40))  # whatever the clock of who copies it says

    assert gate.arrivals.take_in() == ()
    assert path.exists()
    gate.now += timedelta(seconds=GROWING_SECONDS + 1)
    (receipt,) = gate.arrivals.take_in()

    assert receipt.state is State.REJECTED
    assert not path.exists()


def test_a_bundle_that_grew_whole_is_taken_in(gate: Gate) -> None:
    path = gate.put(1)
    whole = path.read_bytes()
    for size in (100, 200, 300):
        path.write_bytes(whole[:size])
        assert gate.arrivals.take_in() == ()
        gate.now += timedelta(seconds=GROWING_SECONDS - 1)

    path.write_bytes(whole)

    assert [receipt.state for receipt in gate.arrivals.take_in()] == [State.ACCEPTED]


def test_bundles_out_of_order_end_with_the_newest_value_and_name_the_gap(gate: Gate) -> None:
    gate.put(1, 20.0)
    gate.put(3, 23.0, at=NOON + timedelta(minutes=30))
    first, third = gate.arrivals.take_in()
    gate.put(2, 21.0, at=NOON + timedelta(minutes=10))

    (second,) = gate.arrivals.take_in()

    assert "아직" not in first.sentence
    assert "2번 묶음이 아직 오지 않았습니다" in third.sentence
    assert "늦게 온 2번" in second.sentence
    assert gate.temperatures() == [23.0]
    with gate.store.engine.connect() as connection:
        (state,) = feed_states(connection, FEEDS, gate.now)
    assert state.last_try == NOON + timedelta(minutes=30)


def test_a_correction_counts_as_one(gate: Gate) -> None:
    gate.put(1, 20.0)
    gate.put(2, 20.5, at=NOON + timedelta(minutes=5))

    _, second = gate.arrivals.take_in()

    assert (second.new, second.corrected) == (0, 1)


def test_a_feed_that_failed_is_marked_and_keeps_its_last_good_time(gate: Gate) -> None:
    gate.put(1)
    failed = FeedReport((), "하루 호출 한도를 다 썼습니다", 100, 100, 600.0)
    write(Bundle("internet", 2, NOON + timedelta(minutes=10), {FEED.id: failed}), gate.places.drop, KEY)

    gate.arrivals.take_in()

    with gate.store.engine.connect() as connection:
        (state,) = feed_states(connection, FEEDS, gate.now)
    assert (state.last_good, state.problem) == (NOON, "하루 호출 한도를 다 썼습니다")
    assert gate.temperatures() == [21.5]


def test_a_reply_that_cannot_be_read_is_the_feeds_problem_and_is_kept(gate: Gate) -> None:
    gate.put(1, b"<html>")

    (receipt,) = gate.arrivals.take_in()

    assert (receipt.state, receipt.new) == (State.ACCEPTED, 0)
    assert len(list(gate.places.originals.iterdir())) == 1
    with gate.store.engine.connect() as connection:
        (state,) = feed_states(connection, FEEDS, gate.now)
    assert (state.last_good, state.problem) == (
        None,
        "자료원의 응답이 JSON이 아니거나 끊겼습니다. 잠시 뒤 다시 요청합니다.",
    )


def test_a_row_that_cannot_be_read_is_counted_and_named(gate: Gate) -> None:
    gate.put(1, json.dumps([["30000", 20.0], ["30110", "통신장애"]]).encode())

    (receipt,) = gate.arrivals.take_in()

    assert (receipt.new, receipt.lost) == (2, 1)
    with gate.store.engine.connect() as connection:
        (text,) = connection.scalars(select(FeedStateRow.lost_text)).all()
    assert text == f"30110 value='통신장애': {KOREAN.lost_number}"


def test_a_feed_that_this_room_does_not_know_is_named(gate: Gate) -> None:
    write(Bundle("internet", 1, NOON, {"moon": FeedReport()}), gate.places.drop, KEY)

    (receipt,) = gate.arrivals.take_in()

    assert receipt.state is State.ACCEPTED
    assert "moon" in receipt.sentence


def test_a_file_that_is_no_bundle_is_set_aside(gate: Gate) -> None:
    stray = gate.places.drop / "메모.txt"
    stray.write_text("안녕하세요", encoding="utf-8")
    gate.arrivals.take_in()
    gate.now += timedelta(seconds=GROWING_SECONDS)

    (receipt,) = gate.arrivals.take_in()

    assert (receipt.state, receipt.zone, receipt.number) == (State.REJECTED, "", 0)
    assert (gate.places.quarantine / "메모.txt").exists()


def test_what_is_kept_is_forgotten_after_its_time_and_not_before(gate: Gate) -> None:
    gate.put(1)
    gate.arrivals.take_in()
    months, half_a_year = timedelta(days=92), timedelta(days=183)
    (original,) = gate.places.originals.iterdir()

    gate.now += timedelta(days=91)
    gate.arrivals.forget(months, half_a_year)
    assert original.exists()
    gate.now += timedelta(days=2)
    gate.arrivals.forget(months, half_a_year)
    assert not original.exists()
    gate.put(2, 22.0, at=NOON + timedelta(days=93))
    gate.arrivals.take_in()
    assert records(gate) == [1, 2]
    gate.now += timedelta(days=100)
    gate.arrivals.forget(months, half_a_year)
    assert records(gate) == [2]
    gate.now += timedelta(days=100)
    gate.arrivals.forget(months, half_a_year)

    # The newest stays: the count of transfers must never go back.
    assert records(gate) == [2]
    assert gate.temperatures() == [22.0]


def records(gate: Gate) -> list[int]:
    with gate.store.engine.connect() as connection:
        assert transfers(connection) > 0
        return list(connection.scalars(select(TransferRow.number).order_by(TransferRow.id)))
