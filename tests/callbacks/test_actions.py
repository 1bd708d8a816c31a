"""Buttons of the data page: what was pressed is asked of the room, anything else is not."""

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from layouts import ids
from tests.callbacks.application import HeldRoom, ask, client, post


@pytest.fixture
def room() -> HeldRoom:
    return HeldRoom()


@pytest.fixture
def browser(room: HeldRoom, tmp_path: Path) -> FlaskClient:
    return client(room, tmp_path)


NOTICE = ("notice.children", {"id": "notice", "property": "children"})


def pressed(id_: Any) -> list[Any]:
    value = {"id": id_, "given": {}, "here": "/data", "count": 1}
    return [{"id": "pressed", "property": "data", "value": value}]


def press(browser: FlaskClient, id_: Any) -> Any:
    return ask(browser, *NOTICE, pressed(id_))


def test_refresh_now_asks_the_room_and_says_what_it_answered(browser: FlaskClient, room: HeldRoom) -> None:
    answer = press(browser, ids.act(ids.REFRESH, "demo"))

    assert answer == {"notice": {"children": "갱신을 시작했습니다."}}
    assert room.asked == [("refresh", "demo")]
    assert room.actors[0].address == "127.0.0.1"


def test_a_drop_of_rows_is_confirmed_with_its_table(browser: FlaskClient, room: HeldRoom) -> None:
    press(browser, ids.act(ids.CONFIRM_SHRINK, "demo", "plan_fund"))

    assert room.asked == [("confirm", "demo", "plan_fund")]


@pytest.mark.parametrize(
    "id_", [None, "x", 5, [], {}, {"action": "drop"}, {"action": ["refresh"]}, {"action": {}}]
)
def test_anything_else_is_refused_and_asks_nothing(browser: FlaskClient, room: HeldRoom, id_: Any) -> None:
    assert post(browser, *NOTICE, pressed(id_)).status_code == 422
    assert room.asked == []
