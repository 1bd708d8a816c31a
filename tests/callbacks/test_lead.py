"""Leading walls through the address that remotes and walls use: who may, what is refused, what stays as it was."""

import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from callbacks import wall_pages
from callbacks.doors import Entrance
from callbacks.wall_pages import WallPages
from dashboard.app import create_app
from dashboard.domain.access import Actor, Role
from dashboard.domain.audit import Act
from dashboard.domain.city.history import HistoryAway, Point
from dashboard.domain.lead import EVERYONE, NOT_LED, Command
from dashboard.domain.records import Event
from dashboard.domain.words import KOREAN
from dashboard.wall_room import WallRoom
from db.store import Store
from db.wall_notes import WallNotes
from tests.callbacks.application import VISITOR, HeldRoom, OpenDoor, settings
from tests.layouts.city import MOMENT, source
from tests.support.city_history import HeldHistory, picture
from tests.support.recorded import Recorded
from tests.support.waiting import until

WALL = Actor("시장실 월", Role.WALL)
STAFF = replace(VISITOR, account="staff1")


@dataclass
class Office:
    """A room with walls in which `actor` asks; two walls have been heard of."""

    folder: Path
    record: Recorded = field(default_factory=Recorded)
    room: HeldRoom = field(default_factory=HeldRoom)
    door: OpenDoor = field(default_factory=lambda: OpenDoor(STAFF))

    def __post_init__(self) -> None:
        self.store = Store(f"sqlite:///{self.folder / 'store.db'}")
        self.store.upgrade()
        self.walls = WallRoom(WallNotes(self.store), self.record, lambda: datetime.now(UTC))
        for name in ("시장실 월", "상황실 월"):
            self.walls.beat(name, {"scene": "board"})
        server = create_app(self.room, settings(self.folder), Entrance(self.door), walls=self.walls).server
        self.browser: FlaskClient = server.test_client()
        self.browser.environ_base["HTTP_ORIGIN"] = "http://localhost"

    def lead(self, command: str, value: str = "", wall: str = "시장실 월", by: Actor = STAFF) -> TestResponse:
        self.door.actor = by
        data = {"wall": wall, "command": command, "value": value}
        return self.browser.post("/api/lead", data=data)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office(tmp_path)
    yield opened
    opened.store.close()


def test_a_wall_is_led_by_its_name_and_no_other_is(office: Office) -> None:
    answer = office.lead("pause")

    assert answer.status_code == 200
    assert office.walls.state.led("시장실 월").lead.is_paused
    assert office.walls.state.led("상황실 월").lead == NOT_LED
    assert office.walls.state.led("시장실 월").by == "staff1"


def test_all_walls_are_led_together_those_that_come_later_too(office: Office) -> None:
    office.lead("pause", wall=EVERYONE)

    for wall in ("시장실 월", "상황실 월", "나중 월"):
        assert office.walls.state.led(wall).lead.is_paused, wall


def test_without_a_name_the_asker_leads_the_own_screen(office: Office) -> None:
    office.lead("show", "board", wall="")

    assert office.walls.state.led("@staff1").lead.show == "board"
    assert set(office.walls.state.leads) == {"@staff1"}


@pytest.mark.parametrize(
    ("command", "value"),
    [
        ("show", "board"),
        ("show", "project:p1"),
        ("show", "district:30110"),
        ("filter", "pledge"),
        ("filter", ""),
    ],
)
def test_what_the_data_have_is_shown(office: Office, command: str, value: str) -> None:
    assert office.lead(command, value).status_code == 200


@pytest.mark.parametrize(
    ("command", "value", "wall", "code"),
    [
        ("dance", "", "시장실 월", "unknown_command"),
        ("", "", "시장실 월", "unknown_command"),
        ("pause", "", "없는 월", "unknown_wall"),
        ("pause", "", "@somebody", "unknown_wall"),
        ("show", "", "시장실 월", "unknown_scene"),
        ("show", "board:nothing", "시장실 월", "unknown_scene"),
        ("show", "project:NONE", "시장실 월", "unknown_scene"),
        ("show", "project:", "시장실 월", "unknown_scene"),
        ("show", "district:99999", "시장실 월", "unknown_scene"),
        ("show", "board" * 1000, "시장실 월", "unknown_scene"),
        ("show", "board\n", "시장실 월", "unknown_scene"),
        ("filter", "no programme", "시장실 월", "unknown_scene"),
    ],
)
def test_what_no_wall_can_follow_is_refused_with_a_sentence(
    office: Office, command: str, value: str, wall: str, code: str
) -> None:
    answer = office.lead(command, value, wall)

    assert answer.status_code == 400
    assert answer.get_json()["code"] == code
    assert answer.get_json()["error"].endswith("다.")
    assert office.walls.state.leads == {}
    assert office.record.deeds == []


def test_every_lead_is_on_record_with_who_and_which_walls(office: Office) -> None:
    office.lead("show", "project:p1")
    office.lead("pause", wall=EVERYONE)

    assert [(deed.act, deed.actor, deed.object, deed.after) for deed in office.record.deeds] == [
        (Act.LEAD_WALL, "staff1", "시장실 월", "show project:p1"),
        (Act.LEAD_WALL, "staff1", EVERYONE, "pause"),
    ]


def test_what_cannot_be_put_on_record_is_not_done(office: Office) -> None:
    office.record.is_away = True

    answer = office.lead("pause")

    assert (answer.status_code, answer.get_json()["code"]) == (503, "not_led")
    assert not office.walls.state.led("시장실 월").lead.is_paused


def test_while_the_store_is_away_nothing_changes_and_that_is_said(office: Office) -> None:
    office.lead("show", "board")
    with office.store.begin() as connection:
        connection.execute(text("ALTER TABLE wall_note RENAME TO wall_note_away"))

    answer = office.lead("pause")

    assert (answer.status_code, answer.get_json()["code"]) == (503, "not_led")
    assert office.walls.state.led("시장실 월").lead == replace(NOT_LED, show="board")
    assert len(office.record.deeds) == 1


@pytest.mark.parametrize("role", list(Role))
def test_only_who_may_lead_does_and_a_wall_calls_guests_for_itself_alone(office: Office, role: Role) -> None:
    by = Actor("시장실 월" if role is Role.WALL else "누구", role, "D1" if role is Role.EDITOR else None)
    leads, receives = role in (Role.MAYOR, Role.STAFF), role in (Role.MAYOR, Role.STAFF, Role.WALL)

    statuses = {
        (command, wall): office.lead(command, wall=wall, by=by).status_code
        for command in ("pause", "guest", "guest_over")
        for wall in ("", EVERYONE, "상황실 월")
    }

    for (command, wall), status in statuses.items():
        may = leads or (receives and command != "pause" and wall in ("", EVERYONE))
        assert status == (200 if may else 403), (command, wall)


def test_whoever_says_that_a_notice_was_seen_is_told_how_many_still_stand(office: Office) -> None:
    at = datetime.now(UTC)
    sent = [Event(f"m{n}", at, "message", "긴급재난", "대전", "본문", "호우") for n in range(25)]
    office.room.city_now = picture(*sent)
    takeover = office.browser.post("/api/wall", data={}).get_json()["takeover"]
    assert len(takeover["ids"]) == 25

    part = office.browser.post("/api/wall/acknowledge", data={"id": takeover["ids"][:1]})
    rest = office.browser.post("/api/wall/acknowledge", data={"id": takeover["ids"]})

    assert (part.get_json(), rest.get_json()) == ({"left": 24}, {"left": 0})


@pytest.mark.parametrize("role", list(Role))
def test_the_button_of_a_takeover_is_only_for_who_may_press_it(office: Office, role: Role) -> None:
    office.room.city_now = picture(
        Event("m", datetime.now(UTC), "message", "긴급재난", "대전", "본문", "호우")
    )
    office.door.actor = Actor("누구", role, "D1" if role is Role.EDITOR else None)

    takeover = office.browser.post("/api/wall", data={}).get_json()["takeover"]
    answer = office.browser.post("/api/wall/acknowledge", data={"id": takeover["ids"]})

    assert ("data-acknowledge" in str(takeover["tree"])) is (answer.status_code == 200)


def test_guests_at_a_wall_see_what_is_public_there_and_nothing_else_can_be_sent(office: Office) -> None:
    assert office.lead("guest", wall="", by=WALL).status_code == 200
    assert office.walls.state.led("시장실 월").lead.is_guest

    for key in ("attention", "focus"):
        assert office.lead("show", key).status_code == 400, key
    assert office.lead("show", "board").status_code == 200
    assert office.walls.state.led("시장실 월").lead.is_guest


def test_a_form_of_another_place_leads_nothing(office: Office) -> None:
    office.browser.environ_base["HTTP_ORIGIN"] = "https://elsewhere.example"
    assert office.lead("pause").status_code == 403
    assert office.walls.state.leads == {}


@pytest.mark.parametrize(
    ("last_success", "title"), [(None, KOREAN.wall_nothing), (MOMENT, KOREAN.wall_no_projects)]
)
def test_a_wall_tells_a_source_without_projects_from_one_that_was_never_heard(
    office: Office, last_success: datetime | None, title: str
) -> None:
    office.room.portfolio = None
    office.room.sources_now = (source(last_success=last_success),)

    answer = office.browser.post("/api/wall", data={"hold": "0"}).get_json()
    assert [title in str(scene["tree"]) for scene in answer["scenes"]] == [True]


def test_guests_and_whoever_leads_a_wall_wait_for_no_drawing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing = threading.Event()
    monkeypatch.setattr(WallPages, "_draw", lambda *_given: drawing.wait(20) and ())
    office.lead("guest")
    office.door.actor = WALL

    started = time.monotonic()
    answer = office.browser.post("/api/wall", data={"hold": "1", "token": "before"}).get_json()
    passed = time.monotonic() - started

    drawing.set()
    assert answer["lead"]["is_guest"]
    assert "scenes" not in answer
    assert passed < 1.0, "접견 is on the wall within a second, whatever is being drawn"


def test_a_wall_is_answered_while_its_scenes_are_still_being_drawn_and_gets_them_later(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wall_pages, "PATIENCE_SECONDS", 0.0)
    drawing = threading.Event()
    real = WallPages._draw

    def slow(*given: Any) -> Any:
        assert drawing.wait(20)
        return real(*given)

    monkeypatch.setattr(WallPages, "_draw", slow)

    def ask() -> Any:
        return office.browser.post("/api/wall", data={"hold": "0", "token": "before"}).get_json()

    answer = ask()
    assert ("scenes" in answer, answer["token"]) == (False, "before"), (
        "the wall keeps its picture and asks again"
    )
    remote = office.browser.post("/api/remote", data={"mark": "before"}).get_json()
    assert remote["scenes"] == {}, "a remote has its keys without waiting for scenes"

    drawing.set()
    until(lambda: "scenes" in ask(), "the scenes are there", 20)
    later = office.browser.post("/api/remote", data={"mark": "before"}).get_json()
    assert later["mark"] != remote["mark"]
    assert all(later["scenes"].values())


class AwayHistory(HeldHistory):
    """Statistics in a store that is away."""

    def latest(self, measure: str) -> Mapping[str, Point]:
        raise HistoryAway("database disk image is malformed")


def test_while_the_statistics_cannot_be_read_a_wall_plays_the_pledges(office: Office) -> None:
    office.room.city_now = picture()
    with_city = office.browser.post("/api/wall", data={"hold": "0"}).get_json()["scenes"]
    office.room.city_now = replace(picture(version=8), history=AwayHistory())
    without = office.browser.post("/api/wall", data={"hold": "0"}).get_json()["scenes"]

    assert [each["key"] for each in without] == [each["key"] for each in with_city if each["kind"] != "city"]
    assert len(without) < len(with_city)
    assert office.browser.get("/api/wall/scene?key=district:30110").status_code == 404


def test_scenes_that_cannot_be_drawn_are_an_error_and_tried_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(*_: Any) -> Any:
        raise ValueError("no such scene")

    with monkeypatch.context() as broken:
        broken.setattr(WallPages, "_draw", wrong)
        assert office.browser.post("/api/wall", data={"hold": "0"}).status_code == 500

    assert "scenes" in office.browser.post("/api/wall", data={"hold": "0"}).get_json()


def test_a_wall_is_heard_of_with_what_it_shows(office: Office) -> None:
    told = {beat.wall: dict(beat.data) for beat in office.walls.beats()}

    assert told == {"시장실 월": {"scene": "board"}, "상황실 월": {"scene": "board"}}


def test_a_wall_says_what_it_shows_while_its_question_is_held(office: Office) -> None:
    office.door.actor = WALL
    answer = office.browser.post("/api/wall/shown", data={"scene": "money", "paused": "1"})

    assert (answer.status_code, answer.data) == (204, b"")
    [told] = [beat.data for beat in office.walls.beats() if beat.wall == WALL.name]
    assert (told["scene"], told["paused"]) == ("money", "1")


def test_whoever_waits_for_walls_is_told_when_one_shows_something_else(office: Office) -> None:
    before = office.walls.beats()

    office.walls.beat("시장실 월", {"scene": "money"})

    assert office.walls.wait(lambda: office.walls.beats() != before, 0)
    assert {beat.data["scene"] for beat in office.walls.beats()} == {"board", "money"}


def test_commands_add_up_in_the_order_in_which_they_come(office: Office) -> None:
    for command in (Command.NEXT, Command.NEXT, Command.PREVIOUS, Command.NEXT):
        office.lead(command)

    assert office.walls.state.led("시장실 월").lead.step == 2


def test_whatever_was_said_of_walls_holds_after_a_restart(office: Office) -> None:
    office.lead("guest", wall="", by=WALL)

    again = WallRoom(WallNotes(office.store), office.record, lambda: datetime.now(UTC))

    assert again.state.led("시장실 월").lead.is_guest
