"""Replies of the feeds in the room: rows that are not the city's are told, and failures in the room's own words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.domain.city.measures import DAY, MONTH
from dashboard.domain.words import KOREAN, Words
from db.feeds.feed import Reply, Request
from db.feeds.registry import told_in
from db.observations import Observations
from db.store import Store
from db.transfer.arrivals import Arrivals, Receipt
from db.transfer.bundle import Bundle, FeedReport, write
from db.transfer.places import Places
from db.transfer.standing import feed_states
from tests.feeds.roads import incident, incidents

KEY = b"a key of thirty-two signs or more"
NOW = datetime(2031, 5, 6, 7, 8, tzinfo=UTC)
OTHER_CITY = {"addressJibunCd": "1150010100", "addressJibun": "서울 강서구"}


class Room:
    def __init__(self, folder: Path) -> None:
        self.store = Store(f"sqlite:///{folder / 'store.db'}")
        self.store.upgrade()
        self.places = Places.under(folder / "drop", folder)

    def take_in(self, body: bytes, words: Words = KOREAN) -> tuple[Receipt, str | None]:
        """The receipt of a bundle with one reply about incidents, and the feed's problem after it."""
        feed = told_in(words)["utic"]
        feeds = {feed.id: (feed, feed.defaults)}
        observations = Observations(self.store.engine, lambda: NOW)
        report = FeedReport((Reply(Request("imsOpenData", "/"), body, NOW),), None, 1, None, 300.0)
        self.places.make()
        write(Bundle("internet", 1, NOW, {feed.id: report}), self.places.drop, KEY)
        (receipt,) = Arrivals(self.store, observations, self.places, KEY, feeds, lambda: NOW).take_in()
        with self.store.engine.connect() as connection:
            (state,) = feed_states(connection, feeds, NOW)
        return receipt, state.problem


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path)
    yield room
    room.store.close()


def test_rows_of_other_cities_are_told_in_the_receipt_and_are_no_loss(room: Room) -> None:
    receipt, problem = room.take_in(
        incidents(incident("A"), incident("B", **OTHER_CITY), incident("C", **OTHER_CITY))
    )

    assert "규칙에 따라 뺀 줄 2개" in receipt.sentence
    assert (receipt.lost, problem) == (0, None)


def test_nothing_is_said_where_nothing_was_left_out(room: Room) -> None:
    assert "뺀 줄" not in room.take_in(incidents(incident("A")))[0].sentence


def test_a_failure_is_told_in_the_words_of_the_room(room: Room) -> None:
    ours = replace(KOREAN, feed_not_xml="XML이 아니라고 합니다.")

    assert room.take_in(b"nothing of the kind", ours)[1] == "XML이 아니라고 합니다."


def test_it_is_known_of_every_feed_how_long_the_time_is_that_its_values_speak_of(room: Room) -> None:
    feeds = {id_: (feed, feed.defaults) for id_, feed in told_in(KOREAN).items()}
    with room.store.engine.connect() as connection:
        spans = {state.id: state.span for state in feed_states(connection, feeds, NOW)}

    assert {id_ for id_, span in spans.items() if span == MONTH} == {
        *("kosis", "mois_population", "population_files")
    }
    assert {id_ for id_, span in spans.items() if span == DAY} == {"holidays"}
    assert set(spans.values()) == {MONTH, DAY, 0}
