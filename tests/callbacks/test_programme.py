"""The pages of what walls play and of the 약칭: what is sent is saved as a whole, or nothing and it stays as typed."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from callbacks.doors import Entrance
from dashboard.app import create_app
from dashboard.domain.access import Actor, Role
from dashboard.domain.playlist import STANDARD, SceneKind
from dashboard.domain.words import KOREAN
from dashboard.wall_room import WallRoom
from db.store import Store
from db.wall_notes import WallNotes
from tests.callbacks.application import HeldRoom, OpenDoor, settings
from tests.support.recorded import Recorded

OWN = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
PROGRAMME, NAMES = "/wall/programme", "/wall/names"
KINDS = [kind.value for kind in SceneKind]
NOW = datetime(2025, 1, 2, 14, 30, tzinfo=UTC)
"""23:30 in Seoul."""


@dataclass
class Office:
    """A room whose clock can be set, with a store of its own, and a browser of policy staff."""

    store: Store
    folder: Path
    room: HeldRoom = field(default_factory=HeldRoom)
    record: Recorded = field(default_factory=Recorded)
    now: datetime = NOW

    def __post_init__(self) -> None:
        self.walls = WallRoom(WallNotes(self.store), self.record, lambda: self.now)

    def browser(self, name: str = "kim") -> FlaskClient:
        door = Entrance(OpenDoor(Actor("정책기획관실", Role.STAFF, account=name)))
        app = create_app(self.room, settings(self.folder), door, walls=self.walls, clock=lambda: self.now)
        browser: FlaskClient = app.server.test_client()
        return browser


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    store = Store(f"sqlite:///{tmp_path / 'store.db'}")
    store.upgrade()
    yield Office(store, tmp_path)
    store.close()


def attributes(text: str, tag: str) -> list[dict[str, str]]:
    """The attributes of every such element."""
    found = re.findall(rf"<{tag}((?: [a-z-]+(?:=\"[^\"]*\")?)*)>", text)
    return [
        {name: html.unescape(value) for name, value in re.findall(r' ([a-z-]+)(?:="([^"]*)")?', each)}
        for each in found
    ]


def form_of(text: str) -> dict[str, list[str]]:
    """What a browser would send of the page's form, without any button."""
    sent: dict[str, list[str]] = {}
    for each in attributes(text, "input"):
        if each.get("type") != "checkbox" or "checked" in each:
            sent.setdefault(each["name"], []).append(each.get("value", ""))
    options = [each for each in attributes(text, "option") if "selected" in each]
    if options:
        sent["programme"] = [options[0]["value"]]
    return sent


def send(browser: FlaskClient, path: str, form: dict[str, list[str]]) -> TestResponse:
    return browser.post(path, data=form, headers=OWN)


def opened(browser: FlaskClient, path: str = PROGRAMME) -> dict[str, list[str]]:
    answer = browser.get(path)
    assert answer.status_code == 200
    return form_of(answer.text)


def test_what_is_changed_is_saved_told_and_on_record(office: Office) -> None:
    browser = office.browser()
    form = opened(browser)
    assert form["scene"] == KINDS
    form |= {
        "scene": ["money", *(kind for kind in KINDS if kind != "money")],
        "seconds-money": ["45"],
        "night-from": ["22:00"],
        "night-until": ["06:30"],
        "counts-down": ["1"],
    }
    del form["on-city"]

    answer = send(browser, PROGRAMME, form)

    assert answer.status_code == 200
    played = office.walls.state.playlist
    assert [each.kind for each in played.scenes][:2] == [SceneKind.MONEY, SceneKind.BOARD]
    assert played.scenes[0].seconds == 45
    assert SceneKind.CITY not in {each.kind for each in played.playing()}
    assert (str(played.night_from), str(played.night_until), played.counts_down) == (
        "22:00:00",
        "06:30:00",
        True,
    )
    for said in (KOREAN.programme_saved, "24초", "45초", "22:00~06:30", "kim", "2025. 1. 2. 23:30"):
        assert said in answer.text
    assert [deed.object for deed in office.record.deeds] == ["playlist"]
    assert form_of(answer.text)["seen"] != form["seen"]


def test_what_is_not_changed_is_not_saved(office: Office) -> None:
    browser = office.browser()

    answer = send(browser, PROGRAMME, opened(browser))

    assert KOREAN.programme_same in answer.text
    assert office.record.deeds == []


def test_a_scene_is_moved_by_a_button_and_nothing_is_saved_yet(office: Office) -> None:
    browser = office.browser()
    form = opened(browser) | {"seconds-area": ["33"], "down": ["board"]}

    answer = send(browser, PROGRAMME, form)

    again = form_of(answer.text)
    assert again["scene"][:2] == ["area", "board"]
    assert again["seconds-area"] == ["33"]
    assert again["seen"] == form["seen"]
    focused = [each for each in attributes(answer.text, "button") if "autofocus" in each]
    assert [(each["name"], each["value"]) for each in focused] == [("down", "board")]
    assert office.walls.state.playlist == STANDARD


def test_at_an_end_the_focus_turns_to_the_other_button(office: Office) -> None:
    browser = office.browser()

    answer = send(browser, PROGRAMME, opened(browser) | {"up": ["area"]})

    focused = [each for each in attributes(answer.text, "button") if "autofocus" in each]
    assert [(each["name"], each["value"]) for each in focused] == [("down", "area")]


def test_a_wrong_value_is_named_beside_its_field_and_all_that_was_typed_stays(office: Office) -> None:
    browser = office.browser()
    form = opened(browser) | {"seconds-area": ["7"], "seconds-money": ["99"], "night-from": ["22:00"]}

    answer = send(browser, PROGRAMME, form)

    assert answer.status_code == 422
    assert "20~600 사이의 정수" in answer.text
    assert KOREAN.programme_wrong["night"] in answer.text
    assert form_of(answer.text) == form
    wrong = [each["name"] for each in attributes(answer.text, "input") if "aria-invalid" in each]
    assert wrong == ["seconds-area", "night-from", "night-until"]
    assert office.walls.state.playlist == STANDARD


def test_whoever_comes_second_sees_both_and_overwrites_only_knowingly(office: Office) -> None:
    first, second = office.browser("kim"), office.browser("lee")
    one, other = opened(first), opened(second)
    send(first, PROGRAMME, one | {"seconds-board": ["40"]})

    told = send(second, PROGRAMME, other | {"seconds-money": ["50"]})

    assert told.status_code == 409
    for said in ("kim", "2025. 1. 2. 23:30", "40초", "50초", "24초", KOREAN.programme_start_over):
        assert said in told.text
    assert office.walls.state.playlist.scenes[0].seconds == 40
    assert form_of(told.text)["seconds-money"] == ["50"]

    again = send(second, PROGRAMME, form_of(told.text))

    assert again.status_code == 200
    seconds = {each.kind: each.seconds for each in office.walls.state.playlist.scenes}
    assert (seconds[SceneKind.BOARD], seconds[SceneKind.MONEY]) == (24, 50)


def test_the_picture_of_a_draft_is_drawn_and_nothing_is_saved(office: Office) -> None:
    browser = office.browser()
    form = opened(browser) | {"seconds-board": ["120"], "preview": ["1"]}
    del form["on-board"]

    told = send(browser, PROGRAMME, form).get_json()

    board = [each for each in told["scenes"] if each["kind"] == "board"]
    assert [each["seconds"] for each in board] == [120]
    assert board[0]["tree"][0][0] == "header"
    assert "board" not in told["on"]
    assert office.walls.state.playlist == STANDARD


def test_while_the_store_is_away_a_sentence_says_so_and_nothing_is_lost(office: Office) -> None:
    browser = office.browser()
    form = opened(browser) | {"seconds-board": ["77"]}
    names = opened(browser, NAMES)
    changed = names | {f"name-{names['id'][0]}": ["트램"]}
    with office.store.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE wall_note RENAME TO wall_note_away")

    for path, sent, name in ((PROGRAMME, form, "seconds-board"), (NAMES, changed, f"name-{names['id'][0]}")):
        answer = send(browser, path, sent)
        assert answer.status_code == 503
        assert KOREAN.programme_away in answer.text
        assert form_of(answer.text)[name] == sent[name]
        assert browser.get(path).status_code == 200


def test_what_cannot_be_put_on_record_is_not_saved(office: Office) -> None:
    browser = office.browser()
    office.record.is_away = True

    answer = send(browser, PROGRAMME, opened(browser) | {"seconds-board": ["77"]})

    assert answer.status_code == 503
    assert "접속 기록을 남길 수 없습니다" in answer.text
    assert office.walls.state.playlist == STANDARD


def test_without_any_data_both_pages_stand(office: Office) -> None:
    office.room.portfolio = None
    browser = office.browser()

    assert send(browser, PROGRAMME, opened(browser) | {"seconds-board": ["30"]}).status_code == 200
    assert KOREAN.names_empty in browser.get(NAMES).text
    told = send(browser, PROGRAMME, opened(browser) | {"preview": ["1"]}).get_json()
    assert [each["kind"] for each in told["scenes"]] == ["nothing"]


# -- 약칭 --------------------------------------------------------------------------------------


def test_a_name_is_given_told_and_taken_back_and_only_what_changed_is_written(office: Office) -> None:
    browser = office.browser()
    form = opened(browser, NAMES)
    project = form["id"][0]

    given = send(browser, NAMES, form | {f"name-{project}": [" 새길  트램 "]})

    assert office.walls.state.names == {project: "새길 트램"}
    assert "약칭 1개를 저장했습니다" in given.text
    taken = send(browser, NAMES, form_of(given.text) | {f"name-{project}": [""]})
    assert "되돌림" in taken.text
    assert office.walls.state.names == {}
    assert [(deed.object, deed.before, deed.after) for deed in office.record.deeds] == [
        (f"name:{project}", None, "새길 트램"),
        (f"name:{project}", "새길 트램", None),
    ]


def test_names_that_cannot_be_are_named_and_none_of_the_others_is_saved(office: Office) -> None:
    browser = office.browser()
    form = opened(browser, NAMES)
    one, other, *_ = form["id"]
    typed = {f"name-{one}": ["가나다라마바사아자차카"], f"name-{other}": ["도서관"]}

    answer = send(browser, NAMES, form | typed)

    assert answer.status_code == 422
    assert "10음절을 넘습니다(11음절)" in answer.text
    assert {name: form_of(answer.text)[name] for name in typed} == typed
    hostile = send(browser, NAMES, form | {f"name-{one}": ["가\u202e나"]})
    assert KOREAN.name_wrong["signs"] in hostile.text
    assert office.walls.state.names == {}


def test_a_name_that_somebody_else_gave_meanwhile_is_shown_and_never_taken_back_unseen(
    office: Office,
) -> None:
    first, second = office.browser("kim"), office.browser("lee")
    form = opened(second, NAMES)
    one, other, *_ = form["id"]
    send(first, NAMES, opened(first, NAMES) | {f"name-{one}": ["트램"], f"name-{other}": ["도서관"]})

    told = send(second, NAMES, form | {f"name-{one}": ["전차"]})

    assert told.status_code == 409
    assert "‘트램’" in told.text
    assert office.walls.state.names == {one: "트램", other: "도서관"}
    again = form_of(told.text)
    assert (again[f"name-{one}"], again[f"name-{other}"]) == (["전차"], ["도서관"])
    send(second, NAMES, again)
    assert office.walls.state.names == {one: "전차", other: "도서관"}


def test_a_name_of_a_project_that_is_gone_is_counted(office: Office) -> None:
    browser = office.browser()
    form = {"id": ["GONE"], "name-GONE": ["트램"], "was-GONE": [""]}

    answer = send(browser, NAMES, form)

    assert KOREAN.names_gone.format(n=1) in answer.text
    assert office.walls.state.names == {}


def test_projects_without_a_name_that_fits_come_first_with_their_count(office: Office) -> None:
    browser = office.browser()
    form = opened(browser, NAMES)
    last = form["id"][-1]
    assert KOREAN.names_missing.format(n=len(form["id"])) in browser.get(NAMES).text

    send(browser, NAMES, form | {f"name-{form['id'][0]}": ["트램"]})

    after = browser.get(NAMES).text
    assert form_of(after)["id"] == [*form["id"][1:], form["id"][0]]
    assert last != form["id"][0]
    assert KOREAN.names_missing.format(n=len(form["id"]) - 1) in after


def test_names_that_are_cut_or_read_the_same_in_the_narrowest_places_are_counted(office: Office) -> None:
    browser = office.browser()
    form = opened(browser, NAMES)
    given = ("가나다라마바사 아자", "트램", "트램")
    typed = {f"name-{id_}": [name] for id_, name in zip(form["id"], given, strict=False)}

    send(browser, NAMES, form | typed)

    after = browser.get(NAMES).text
    assert KOREAN.names_cut.format(n=1) in after
    assert KOREAN.names_same.format(n=2) in after


# -- night -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moved", "is_night"),
    [
        (timedelta(), True),
        (timedelta(hours=-2), False),
        (timedelta(hours=6), True),
        (timedelta(hours=7), False),
    ],
)
def test_walls_are_told_of_the_night_by_the_clock_of_the_room_in_seoul(
    office: Office, moved: timedelta, is_night: bool
) -> None:
    browser = office.browser()
    send(browser, PROGRAMME, opened(browser) | {"night-from": ["22:00"], "night-until": ["06:00"]})
    office.now = NOW + moved

    told = browser.post("/api/wall", data={"hold": "0"}, headers=OWN).get_json()

    assert told["night"] is is_night
