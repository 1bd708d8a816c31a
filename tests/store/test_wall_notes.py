"""What people said about walls, on both stores, and as several processes hold it."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, time

import pytest

from dashboard.domain.access import AccountsAway, Actor, Role
from dashboard.domain.audit import Act, RecordAway
from dashboard.domain.lead import EVERYONE, Command
from dashboard.domain.playlist import STANDARD, Playlist
from dashboard.wall_room import WallRoom
from db.store import Store
from db.wall_notes import MOST_BEATS, WallNotes
from tests.support.recorded import Recorded

NOW = datetime(2026, 1, 2, 3, 0, tzinfo=UTC)
STAFF = Actor("정책기획관", Role.STAFF, account="policy")


def room_of(store: Store, record: Recorded | None = None) -> WallRoom:
    return WallRoom(WallNotes(store), record or Recorded(), lambda: NOW)


def test_another_process_hears_what_is_said_here(store: Store) -> None:
    here, there = room_of(store), room_of(store)

    here.tell(("집무실",), Command.SHOW, "money", STAFF)
    here.rename({"P1": "짧은 이름"}, {}, STAFF)
    here.play(Playlist(night_from=time(22), night_until=time(6)), STANDARD, STAFF)
    here.acknowledge("message:1", STAFF)

    assert there.wait(lambda: there.state.playlist.night_from == time(22), 5.0)
    state = there.state
    assert state.led("집무실").lead.show == "money"
    assert (state.led("집무실").by, state.led("다른 벽면").lead.show) == ("policy", None)
    assert state.names == {"P1": "짧은 이름"}
    assert there.wait(lambda: there.state.acknowledged == {"message:1"}, 5.0)


def test_everything_said_is_on_record_with_what_stood_there_before(store: Store) -> None:
    record = Recorded()
    walls = room_of(store, record)
    walls.rename({"P1": "처음"}, {}, STAFF)
    walls.rename({"P1": None}, {"P1": "처음"}, STAFF)
    walls.tell((EVERYONE,), Command.GUEST, "", STAFF)

    assert [(deed.act, deed.object, deed.before, deed.after) for deed in record.deeds] == [
        (Act.EDIT_WALL, "name:P1", None, "처음"),
        (Act.EDIT_WALL, "name:P1", "처음", None),
        (Act.LEAD_WALL, "*", None, "guest"),
    ]
    assert walls.state.names == {}
    assert walls.state.led("집무실").lead.is_guest


def test_what_cannot_be_put_on_record_is_not_done(store: Store) -> None:
    walls = room_of(store, Recorded(is_away=True))

    with pytest.raises(RecordAway):
        walls.tell(("집무실",), Command.PAUSE, "", STAFF)
    assert not walls.state.led("집무실").lead.is_paused
    assert WallNotes(store).newest() == 0


def test_a_wall_that_waits_is_let_go_by_what_is_said(store: Store) -> None:
    walls = room_of(store)
    seen = walls.state.sequence
    let_go = []
    waiting = threading.Thread(
        target=lambda: let_go.append(walls.wait(lambda: walls.state.sequence != seen, 20))
    )
    waiting.start()
    walls.tell(("집무실",), Command.NEXT, "", STAFF)
    waiting.join(10)

    assert let_go == [True]
    assert not walls.wait(lambda: False, 0.0)


def test_a_playlist_that_cannot_be_read_lets_the_walls_play_the_usual_one(store: Store) -> None:
    WallNotes(store).write({"playlist": {"scenes": "nothing"}}, "policy", NOW)

    assert room_of(store).state.playlist == STANDARD


def test_a_store_that_goes_away_leaves_what_is_held_and_says_so(
    store: Store, break_store: Callable[[], None]
) -> None:
    walls = room_of(store)
    walls.tell(("집무실",), Command.PAUSE, "", STAFF)
    break_store()

    with pytest.raises(AccountsAway):
        walls.tell(("집무실",), Command.GO_ON, "", STAFF)
    assert walls.wait(lambda: walls.problem is not None, 10.0)
    assert walls.state.led("집무실").lead.is_paused
    walls.beat("집무실", {"scene": "money"})
    assert [beat.data["scene"] for beat in walls.beats()] == ["money"]


def test_walls_say_what_they_show_and_the_oldest_give_way(store: Store) -> None:
    notes = WallNotes(store)
    for number in range(MOST_BEATS + 3):
        notes.beat(f"벽 {number:03}", NOW.replace(minute=number % 60, hour=number // 60), {"scene": "city"})

    assert len(notes.beats()) == MOST_BEATS
    assert notes.beats()[0].wall == "벽 003"


def test_many_who_speak_at_once_are_all_heard(store: Store) -> None:
    walls = room_of(store)
    threads = [
        threading.Thread(target=walls.rename, args=({f"P{number}": f"이름 {number}"}, {}, STAFF))
        for number in range(8)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert room_of(store).state.names == {f"P{number}": f"이름 {number}" for number in range(8)}


@pytest.fixture
def break_store(store: Store) -> Callable[[], None]:
    """Makes every later question of the store fail, as one that is away does."""

    def act() -> None:
        with store.begin() as connection:
            for table in ("wall_note", "wall_beat"):
                connection.exec_driver_sql(f"DROP TABLE {table}")

    return act
