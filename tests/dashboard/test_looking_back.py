"""Looking back: earlier moments, what changed between two, and what people put in, on both stores."""

from datetime import UTC, date, datetime

import pytest

from dashboard.domain.access import LOCAL_VISITOR, Actor, Clearance, Grades, Role
from dashboard.domain.history import ChangeKind
from dashboard.domain.moments import Notes, SavedView
from dashboard.domain.portfolio import Portfolio, Profile
from dashboard.domain.words import KOREAN
from dashboard.record_room import RecordRoom
from dashboard.room import LONGEST_NAME, Room, SourceFacts
from db import notes
from db.store import Incoming, Store
from tests.builders import project
from tests.support.recorded import recorder

NOW = datetime(2025, 2, 1, 0, 0, tzinfo=UTC)
DECEMBER, JANUARY = date(2024, 12, 31), date(2025, 1, 31)


def write(store: Store, basis: date, **names: str) -> None:
    """A version in which the city has exactly these projects, by id and name."""
    projects = [project(id_, name=name) for id_, name in names.items()]
    with store.begin() as connection:
        store.write(connection, Incoming("city", basis, {"project": projects}), NOW)


@pytest.fixture
def room(store: Store) -> Room:
    """Three versions: the first; p1 with another name; p2 gone, a month later."""
    write(store, DECEMBER, p1="사업 1", p2="사업 2", p3="사업 3")
    write(store, DECEMBER, p1="새 이름", p2="사업 2", p3="사업 3")
    write(store, JANUARY, p1="새 이름", p3="사업 3")
    room = Room(store, [], None, lambda: NOW)
    room.attach_record(RecordRoom(recorder(store)))
    room.reload()
    return room


def rename(store: Store, room: Room) -> None:
    write(store, JANUARY, p1="더 새 이름", p3="사업 3")
    room.reload()


def names(portfolio: Portfolio | None) -> list[str]:
    assert portfolio is not None
    return [file.project.name for file in portfolio.projects.values()]


def test_a_version_is_seen_as_it_was(room: Room) -> None:
    assert names(room.look("v1").portfolio) == ["사업 1", "사업 2", "사업 3"]
    assert names(room.look("v2").portfolio) == ["새 이름", "사업 2", "사업 3"]
    assert names(room.look(None).portfolio) == ["새 이름", "사업 3"]


def test_a_day_is_seen_with_the_newest_data_that_speak_of_it(room: Room) -> None:
    picture = room.look("2025-01-30")

    assert names(picture.portfolio) == ["새 이름", "사업 2", "사업 3"]
    assert (picture.is_past, picture.today, picture.problem) == (True, date(2024, 12, 31), None)


def test_the_newest_data_under_their_own_number_are_marked_as_a_moment_too(room: Room) -> None:
    assert room.look("v3").portfolio is room.portfolio
    assert room.look("v3").is_past
    assert not room.look(None).is_past


@pytest.mark.parametrize("asked", ["v9", "2024-12-30", "어제", "v1; DROP TABLE project", "9" * 300])
def test_a_moment_that_is_not_kept_shows_nothing_and_says_so(room: Room, asked: str) -> None:
    picture = room.look(asked)

    assert picture.portfolio is None
    assert picture.problem is not None
    assert "2024. 12. 31." in picture.problem
    assert len(picture.problem) < 150


def test_a_past_screen_does_not_change_with_newer_data(room: Room, store: Store) -> None:
    before, now = room.look("v2").token, room.look(None).token
    rename(store, room)

    assert room.look("v2").token == before
    assert room.look(None).token != now


def test_what_changed_is_told_field_by_field_with_the_names_of_what_vanished(room: Room) -> None:
    newest = room.moments[-1]

    last, whole = room.changes(None, newest), room.changes("v1", newest)

    assert last is not None
    assert last.names == (("p2", "사업 2"),)
    assert ("project", "p2", ChangeKind.VANISHED) in {(c.table, c.project_id, c.kind) for c in last.changes}
    assert whole is not None
    assert ("name", "사업 1", "새 이름") in {(c.field, c.before, c.after) for c in whole.changes}


def test_nothing_can_be_compared_with_a_moment_that_is_not_kept(room: Room) -> None:
    first, newest = room.moments[0], room.moments[-1]

    assert room.changes("v77", newest) is None
    assert room.changes("meeting", newest) is None
    told = room.changes(None, first)
    assert told is not None
    assert (told.before, told.changes) == (None, ())


def test_a_meeting_is_a_moment_to_count_from(room: Room, store: Store) -> None:
    said = room.mark_meeting(" 1월 점검회의 ", LOCAL_VISITOR)
    rename(store, room)

    told = room.changes("meeting", room.moments[-1])

    assert "1월 점검회의" in said
    assert told is not None
    assert [(c.field, c.after) for c in told.changes] == [("name", "더 새 이름")]


def test_a_view_is_kept_under_its_name_and_appears_in_every_open_page(room: Room, store: Store) -> None:
    before = room.token

    room.save_view("늦은 사업", "/projects?past=1&x=1", LOCAL_VISITOR)
    room.save_view("늦은 사업", "/projects?past=1&group=area", LOCAL_VISITOR)

    assert [(view.name, view.href) for view in room.notes.views] == [
        ("늦은 사업", "/projects?past=1&group=area")
    ]
    assert room.token != before
    assert notes.read(store) == room.notes
    room.forget_view("늦은 사업", LOCAL_VISITOR)
    assert room.notes.views == ()


@pytest.mark.parametrize("name", ["", "   ", "\n\t", "가" * (LONGEST_NAME + 1)])
def test_a_name_that_is_none_is_refused(room: Room, name: str) -> None:
    wrong = KOREAN.view_name_wrong.format(most=LONGEST_NAME)

    assert room.save_view(name, "/", LOCAL_VISITOR) == wrong
    assert room.mark_meeting(name, LOCAL_VISITOR) == wrong
    assert room.notes == Notes()


def test_only_addresses_of_the_room_are_kept(room: Room) -> None:
    room.save_view("남의 집", "https://example.org/else", LOCAL_VISITOR)
    room.save_view("스크립트", "javascript:alert(1)", LOCAL_VISITOR)

    assert room.notes.views == ()


def test_views_have_an_end(room: Room, store: Store) -> None:
    for number in range(notes.MOST_VIEWS):
        notes.save_view(store, SavedView(f"화면 {number}", "/"), room.moments[0].committed_at)

    said = room.save_view("하나 더", "/", LOCAL_VISITOR)

    assert said == KOREAN.view_too_many.format(most=notes.MOST_VIEWS)
    assert len(room.notes.views) in (0, notes.MOST_VIEWS)


def test_nobody_without_a_name_may_put_anything_in(room: Room) -> None:
    nobody = Actor("", Role.STAFF)

    assert room.save_view("이름", "/", nobody) == KOREAN.ask_not_allowed
    assert room.forget_view("이름", nobody) == KOREAN.ask_not_allowed
    assert room.mark_meeting("회의", nobody) == KOREAN.ask_not_allowed


def test_who_may_not_see_a_field_gets_it_at_no_moment_and_in_no_change(store: Store) -> None:
    def tell(purpose: str) -> None:
        with store.begin() as connection:
            records = [project("p1", name="사업", purpose=purpose, content="공개")]
            store.write(connection, Incoming("city", DECEMBER, {"project": records}), NOW)

    tell("비밀 목적 1")
    tell("비밀 목적 2")
    source = SourceFacts("city", "시", 60, Profile(), Grades(frozenset({"project.purpose"})))
    room = Room(store, [source], None, lambda: NOW)
    room.reload()
    seen = room.seen_by(Clearance(frozenset({"project.purpose"})))

    for moment in (None, "v1", "v2"):
        portfolio = seen.look(moment).portfolio
        assert portfolio is not None
        [file] = portfolio.projects.values()
        assert portfolio.facts.hidden == ("project.purpose",)
        assert (file.project.purpose, file.project.content) == (None, "공개")
    whole, cleared = (each.changes("v1", each.moments[-1]) for each in (room, seen))
    assert whole is not None
    assert [change.field for change in whole.changes] == ["purpose"]
    assert cleared is not None
    assert cleared.changes == ()
    assert room.portfolio is not None
    assert [file.project.purpose for file in room.portfolio.projects.values()] == ["비밀 목적 2"]


def test_a_view_of_the_room_follows_the_newest_data(store: Store, room: Room) -> None:
    seen = room.seen_by(Clearance(frozenset({"project.purpose"})))
    rename(store, room)

    assert names(seen.portfolio) == names(room.portfolio) == ["더 새 이름", "사업 3"]
