"""The page that keeps the room: for administrators alone, with buttons that ask the room."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.domain.access import Actor, Role
from dashboard.domain.operations import AlarmState, ClockState, OperationsState
from tests.callbacks.application import HeldRoom, ask, client, show
from tests.layouts.city import source

KEEPER = Actor("정보화담당관", Role.ADMIN)


@pytest.mark.parametrize("role", list(Role))
def test_nobody_but_the_administrator_sees_it(tmp_path: Path, role: Role) -> None:
    browser = client(HeldRoom(visitor=Actor("사람", role)), tmp_path)

    answer = browser.get("/admin")

    assert answer.status_code == (200 if role is Role.ADMIN else 403)
    assert ("시험 알림 보내기" in answer.get_data(as_text=True)) is (role is Role.ADMIN)
    assert ('href="/admin"' in browser.get("/data").get_data(as_text=True)) is (role is Role.ADMIN)


def test_the_page_has_every_button(tmp_path: Path) -> None:
    room = HeldRoom(visitor=KEEPER, sources_now=(replace(source(), id="city", refused=("project",)),))

    shown = show(client(room, tmp_path), {"href": "/admin", "scale": 1})

    drawn = json.dumps(shown, separators=(",", ":"))
    for action in ("refresh", "confirm_shrink", "test_alarm"):
        assert f'"action":"{action}"' in drawn, action


def test_a_pressed_button_asks_for_a_test_of_the_alarms(tmp_path: Path) -> None:
    room = HeldRoom(visitor=KEEPER)
    pressed = {
        "id": {"type": "act", "action": "test_alarm", "source": "", "table": ""},
        "given": {},
        "here": "/admin",
        "count": 1,
    }

    answer = ask(
        client(room, tmp_path),
        "notice.children",
        {"id": "notice", "property": "children"},
        [{"id": "pressed", "property": "data", "value": pressed}],
    )

    assert answer == {"notice": {"children": "시험 알림을 보냈습니다."}}
    assert room.asked == [("alarm",)]
    assert room.actors[0].role is Role.ADMIN


def test_the_page_is_new_when_the_room_stands_otherwise(tmp_path: Path) -> None:
    room = HeldRoom(visitor=KEEPER)
    browser = client(room, tmp_path)

    def token() -> str:
        answer = browser.get("/api/version?path=/admin").json
        assert answer is not None
        said: str = answer["token"]
        return said

    before = token()
    assert token() == before
    room.running_now = OperationsState(alarms=AlarmState(("메일",)))
    assert token() != before


def test_the_page_of_data_says_how_the_clock_stands(tmp_path: Path) -> None:
    room = HeldRoom(running_now=OperationsState(clock=ClockState("ntp.city.kr", 2, -90.0, datetime.now(UTC))))

    page = client(room, tmp_path).get("/data").get_data(as_text=True)

    assert "서버 시계 기준보다 90.0초 느림 (허용 2초를 넘음)" in page
