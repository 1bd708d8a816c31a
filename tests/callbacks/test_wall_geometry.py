"""What staff say of each wall's screen: saved as a whole or not at all, on record, and told to that wall."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from callbacks.doors import Entrance
from dashboard.app import create_app
from dashboard.domain.access import Actor, Role
from dashboard.domain.audit import Act
from dashboard.domain.geometry import NOT_OWN, USUAL_SHAPE, Geometry, OwnGeometry
from dashboard.domain.words import KOREAN
from dashboard.screens.wall_geometry import legible_text
from dashboard.wall_room import WallRoom
from db.store import Store
from db.wall_notes import WallNotes
from tests.callbacks.application import HeldRoom, OpenDoor, settings
from tests.callbacks.test_programme import OWN, attributes
from tests.support.recorded import Recorded

PATH = "/wall/geometry"
NOW = datetime(2025, 1, 2, 3, 0, tzinfo=UTC)
OFFICE, LOBBY = "집무실", "로비 1.2"


@dataclass
class House:
    """A room with two paired walls that are on."""

    store: Store
    folder: Path

    def __post_init__(self) -> None:
        self.record = Recorded()
        self.walls = WallRoom(WallNotes(self.store), self.record, lambda: NOW)
        self.walls.beat(OFFICE, {"scene": "board", "size": "3840x2160"})
        self.walls.beat(LOBBY, {"scene": "board", "size": "5760x2160"})

    def browser(self, actor: Actor | None = None) -> FlaskClient:
        staff = actor or Actor("정책기획관실", Role.STAFF, account="kim")
        held = settings(self.folder, WALL_DIST_M="4", WALL_THEME="light")
        door = Entrance(OpenDoor(staff))
        app = create_app(HeldRoom(), held, door, walls=self.walls, clock=lambda: NOW)
        browser: FlaskClient = app.server.test_client()
        return browser

    def wall(self, name: str) -> FlaskClient:
        return self.browser(Actor(name, Role.WALL))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    store = Store(f"sqlite:///{tmp_path / 'store.db'}")
    store.upgrade()
    yield House(store, tmp_path)
    store.close()


def form_of(text: str) -> dict[str, list[str]]:
    """What a browser would send, without the choices: they are at their default."""
    sent: dict[str, list[str]] = {}
    for each in attributes(text, "input"):
        sent.setdefault(each["name"], []).append(each.get("value", ""))
    return sent


def opened(browser: FlaskClient) -> dict[str, list[str]]:
    answer = browser.get(PATH)
    assert answer.status_code == 200
    return form_of(answer.text)


def field(form: dict[str, list[str]], name: str, wall: str) -> str:
    return f"{name}-{form['wall'].index(wall)}"


def send(browser: FlaskClient, form: dict[str, list[str]]) -> TestResponse:
    return browser.post(PATH, data=form, headers=OWN)


def news(browser: FlaskClient) -> dict[str, Any]:
    told: dict[str, Any] = browser.post("/api/wall", data={"hold": "0"}, headers=OWN).json or {}
    return told


def given(browser: FlaskClient) -> dict[str, Any]:
    [data] = (
        each["data-wall"] for each in attributes(browser.get("/wall").text, "div") if "data-wall" in each
    )
    found: dict[str, Any] = json.loads(data)
    return found


def test_each_wall_is_told_its_own_geometry_and_the_others_that_of_the_settings(house: House) -> None:
    staff = house.browser()
    form = opened(staff)
    assert set(form["wall"]) == {OFFICE, LOBBY}
    form |= {field(form, "diagonal_in", OFFICE): ["55"], field(form, "theme", OFFICE): ["dark"]}
    before = news(house.wall(OFFICE))["sequence"]

    answer = send(staff, form)

    assert answer.status_code == 200
    assert KOREAN.geometry_saved.format(names=OFFICE) in answer.text
    assert house.walls.state.geometries == {OFFICE: OwnGeometry(diagonal_in=55, theme="dark")}
    office, lobby = news(house.wall(OFFICE)), news(house.wall(LOBBY))
    assert office["geometry"] == {"diagonal_in": 55, "distance_m": 4, "panels": "1x1", "theme": "dark"}
    assert lobby["geometry"] == {"diagonal_in": 98, "distance_m": 4, "panels": "1x1", "theme": "light"}
    assert office["sequence"] != before, "a question that is held would be answered now"
    assert given(house.wall(OFFICE))["geometry"] == office["geometry"]
    assert 'data-theme="dark"' in house.wall(OFFICE).get("/wall").text
    assert 'data-theme="light"' in house.wall(LOBBY).get("/wall").text


def test_it_is_on_record_and_is_taken_back_by_emptying_it(house: House) -> None:
    staff = house.browser()
    form = opened(staff)
    form |= {field(form, "distance_m", LOBBY): ["7.5"], field(form, "panels", LOBBY): ["3x2"]}
    saved = send(staff, form)

    form = form_of(saved.text)
    send(staff, form | {field(form, "distance_m", LOBBY): [""], field(form, "panels", LOBBY): [""]})

    assert house.walls.state.geometry(LOBBY) == NOT_OWN
    said = "distance_m 7.5, panels 3x2"
    assert [(deed.act, deed.object, deed.before, deed.after) for deed in house.record.deeds] == [
        (Act.EDIT_WALL, f"geometry:{LOBBY}", None, said),
        (Act.EDIT_WALL, f"geometry:{LOBBY}", said, None),
    ]


def test_a_screen_that_is_too_small_for_its_distance_is_saved_and_warned_of_with_the_numbers(
    house: House,
) -> None:
    staff = house.browser()
    form = opened(staff)
    form |= {field(form, "diagonal_in", OFFICE): ["55"], field(form, "distance_m", OFFICE): ["6"]}

    text = send(staff, form).text

    warned = KOREAN.geometry_hard.format(minutes="9.6", least="20", reach="2.8", distance="6", enough="115")
    assert warned in text
    assert text.count('class="hard"') == 2, (
        "the lobby's wall is wide and low: 98 inches are too few there too"
    )
    assert house.walls.state.geometry(OFFICE).distance_m == 6
    assert warned in house.browser().get("/wall/programme").text.replace("&quot;", '"')


def test_what_falls_just_short_does_not_read_as_the_limit() -> None:
    text = legible_text(Geometry(98, 5.13), USUAL_SHAPE, KOREAN)

    assert "19.9분" in text
    assert "5.1 m까지만" in text


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("diagonal_in", "10", KOREAN.geometry_wrong["diagonal_in"].format(least="20", most="600")),
        ("distance_m", "오 미터", KOREAN.geometry_wrong["distance_m"].format(least="0.5", most="40")),
        ("panels", "9x9", KOREAN.geometry_wrong["panels"]),
        ("theme", "pink", KOREAN.geometry_wrong["theme"]),
    ],
)
def test_one_wrong_field_saves_nothing_and_everything_stays_as_typed(
    house: House, name: str, text: str, said: str
) -> None:
    staff = house.browser()
    form = opened(staff)
    good = field(form, "diagonal_in", LOBBY)
    form |= {good: ["120"], field(form, name, OFFICE): [text]}

    answer = send(staff, form)

    assert answer.status_code == 422
    assert said in answer.text
    assert form_of(answer.text)[good] == ["120"]
    assert house.walls.state.geometries == {}
    assert house.record.deeds == []


def test_whoever_comes_second_is_told_and_may_save_once_more(house: House) -> None:
    first, second = house.browser(), house.browser(Actor("비서실", Role.STAFF, account="lee"))
    late = opened(second)
    early = opened(first)
    send(first, early | {field(early, "diagonal_in", OFFICE): ["85"]})

    told = send(second, late | {field(late, "diagonal_in", OFFICE): ["75"]})

    assert told.status_code == 409
    assert "85인치" in told.text
    assert house.walls.state.geometry(OFFICE).diagonal_in == 85
    again = form_of(told.text)
    assert again[field(again, "diagonal_in", OFFICE)] == ["75"]
    assert send(second, again).status_code == 200
    assert house.walls.state.geometry(OFFICE).diagonal_in == 75


def test_rows_that_nobody_touched_take_nothing_back(house: House) -> None:
    first, second = house.browser(), house.browser(Actor("비서실", Role.STAFF, account="lee"))
    late = opened(second)
    early = opened(first)
    send(first, early | {field(early, "diagonal_in", OFFICE): ["85"]})

    assert send(second, late | {field(late, "diagonal_in", LOBBY): ["150"]}).status_code == 200

    assert house.walls.state.geometry(OFFICE).diagonal_in == 85
    assert house.walls.state.geometry(LOBBY).diagonal_in == 150


def test_a_wall_that_nobody_knows_is_not_made_up(house: House) -> None:
    staff = house.browser()
    answer = send(staff, {"wall": ["없는 곳"], "seen-0": [""], "diagonal_in-0": ["55"]})

    assert KOREAN.geometry_gone.format(n=1) in answer.text
    assert house.walls.state.geometries == {}


def test_while_nothing_can_be_put_on_record_nothing_is_saved(house: House) -> None:
    staff = house.browser()
    form = opened(staff)
    house.record.is_away = True

    answer = send(staff, form | {field(form, "diagonal_in", OFFICE): ["55"]})

    assert answer.status_code == 503
    assert form_of(answer.text)[field(form, "diagonal_in", OFFICE)] == ["55"]
    assert house.walls.state.geometries == {}


def test_what_the_store_holds_of_an_older_or_broken_program_leaves_the_settings(house: House) -> None:
    WallNotes(house.store).write({f"geometry:{OFFICE}": {"diagonal_in": "huge"}}, "kim", NOW)

    assert news(house.wall(OFFICE))["geometry"]["diagonal_in"] == 98


def test_a_room_without_a_wall_says_how_one_gets_there(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'store.db'}")
    store.upgrade()
    walls = WallRoom(WallNotes(store), Recorded(), lambda: NOW)
    staff = Entrance(OpenDoor(Actor("정책기획관실", Role.STAFF, account="kim")))
    app = create_app(HeldRoom(), settings(tmp_path), staff, walls=walls, clock=lambda: NOW)

    assert KOREAN.geometry_none in app.server.test_client().get(PATH).text
    store.close()
