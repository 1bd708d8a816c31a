"""The room's side of the city's statistics while our own store cannot be asked: values stand still, ages do not."""

from datetime import timedelta

from dashboard.city_room import CityRoom
from dashboard.domain.runs import Freshness
from dashboard.domain.words import KOREAN
from dashboard.screens.feeds import FeedBlock, feed_block
from tests.transfer.conftest import FEEDS, Gate, gate

__all__ = ["gate"]


def block(room: CityRoom) -> FeedBlock:
    shown = feed_block(room.picture(), KOREAN)
    assert shown is not None
    return shown


def test_a_feed_does_not_stay_fresh_while_the_store_is_away(gate: Gate) -> None:
    gate.put(1, at=gate.now)
    gate.arrivals.take_in()
    room = CityRoom(gate.store, FEEDS, lambda: gate.now)
    room.reload()
    before = room.picture()
    assert block(room).rows[0].freshness is Freshness.FRESH

    gate.now += timedelta(hours=1)  # and no reload, as it fails

    assert block(room).rows[0].freshness is Freshness.LATE
    after = room.picture()
    assert before is not None
    assert after is not None
    assert (after.now, after.version) == (before.now, before.version)
