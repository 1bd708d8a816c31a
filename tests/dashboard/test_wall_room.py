"""What is said about walls: nothing is overwritten unseen, nothing happens unrecorded, all of it or nothing."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dashboard.domain.access import AccountsAway, Actor, Role
from dashboard.domain.audit import RecordAway
from dashboard.domain.lead import Command, Lead
from dashboard.domain.playlist import STANDARD, Overtaken
from dashboard.wall_room import WallRoom
from db.store import Store
from db.wall_notes import WallNotes
from tests.support.recorded import Recorded

STAFF = Actor("정책기획관실", Role.STAFF, account="kim")
OTHER = Actor("기획조정실", Role.STAFF, account="lee")
WALL = "시장실 월"
AT = datetime(2025, 1, 2, 3, 0, tzinfo=UTC)
LONGER = replace(STANDARD, counts_down=True)


def room_of(store: Store, record: Recorded | None = None) -> WallRoom:
    return WallRoom(WallNotes(store), record or Recorded(), lambda: AT)


def test_what_one_process_saves_another_plays_and_knows_who_saved_it(store: Store) -> None:
    record = Recorded()
    one, other = room_of(store, record), room_of(store)

    one.play(LONGER, STANDARD, STAFF)

    assert other.state.playlist == LONGER
    assert other.state.playlist_by is not None
    assert other.state.playlist_by[0] == "kim"
    assert [(deed.actor, deed.object) for deed in record.deeds] == [("kim", "playlist")]


def test_whoever_saves_what_somebody_else_has_changed_is_told_and_changes_nothing(store: Store) -> None:
    one, other = room_of(store), room_of(store)
    one.play(LONGER, STANDARD, STAFF)

    with pytest.raises(Overtaken):
        other.play(replace(STANDARD, programme="tasks"), STANDARD, OTHER)

    assert other.state.playlist == LONGER


def test_guests_stay_received_when_another_process_leads_the_wall_at_the_same_moment(store: Store) -> None:
    record = Recorded()
    one, other = room_of(store, record), room_of(store, record)
    assert one.state == other.state  # both know the wall as it was
    one.tell((WALL,), Command.GUEST, "", STAFF)

    other.tell((WALL,), Command.NEXT, "", OTHER)

    assert other.state.led(WALL).lead == Lead(step=1, is_guest=True)
    assert [(deed.actor, deed.after) for deed in record.deeds] == [("kim", "guest"), ("lee", "next")]


def test_no_command_of_many_at_once_is_lost(store: Store) -> None:
    room = room_of(store)
    with ThreadPoolExecutor(8) as people:
        for _ in range(40):
            people.submit(room.tell, (WALL,), Command.NEXT, "", STAFF)

    assert room.state.led(WALL).lead.step == 40


def test_names_are_given_and_taken_back_all_or_none_and_each_is_on_record(store: Store) -> None:
    record = Recorded()
    room = room_of(store, record)
    room.rename({"P1": "트램", "P2": "도서관"}, {}, STAFF)
    assert room.state.names == {"P1": "트램", "P2": "도서관"}

    with pytest.raises(Overtaken):
        room.rename({"P1": "전차", "P2": None}, {"P1": "트램", "P2": "다른 이름"}, OTHER)
    assert room.state.names == {"P1": "트램", "P2": "도서관"}

    room.rename({"P2": None}, {"P2": "도서관"}, STAFF)
    assert room.state.names == {"P1": "트램"}
    assert [(deed.object, deed.before, deed.after) for deed in record.deeds] == [
        ("name:P1", None, "트램"),
        ("name:P2", None, "도서관"),
        ("name:P2", "도서관", None),
    ]


def test_what_cannot_be_put_on_record_is_not_done(store: Store) -> None:
    room = room_of(store, Recorded(is_away=True))

    with pytest.raises(RecordAway):
        room.play(LONGER, STANDARD, STAFF)
    with pytest.raises(RecordAway):
        room.rename({"P1": "트램"}, {}, STAFF)

    assert room.state.playlist == STANDARD
    assert room.state.names == {}


def test_a_store_without_its_table_changes_nothing_and_says_so(store: Store) -> None:
    room = room_of(store)
    room.play(LONGER, STANDARD, STAFF)
    with store.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE wall_note RENAME TO wall_note_away")

    with pytest.raises(AccountsAway):
        room.play(STANDARD, LONGER, STAFF)
    with pytest.raises(AccountsAway):
        room.rename({"P1": "트램"}, {}, STAFF)

    assert room.state.playlist == LONGER
