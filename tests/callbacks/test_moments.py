"""Looking back through the application: marked pages, tokens, forms, and what is not kept."""

from pathlib import Path

import pytest

from dashboard.domain.words import KOREAN
from layouts import ids
from tests.callbacks.application import VISITOR, HeldRoom, ask, client

ACT = "notice.children"
OUTPUTS = {"id": "notice", "property": "children"}


def press(room: HeldRoom, folder: Path, said: dict[str, object]) -> object:
    value = {"given": {}, "here": "/", "count": 1} | said
    return ask(client(room, folder), ACT, OUTPUTS, [{"id": "pressed", "property": "data", "value": value}])


def test_a_past_page_is_marked_and_leads_back(tmp_path: Path) -> None:
    document = client(HeldRoom(), tmp_path).get("/?as_of=v11&status=done").get_data(as_text=True)

    assert "지난 시점의 화면입니다: 2024. 11. 30. 기준" in document
    assert 'href="/?status=done"' in document


def test_the_newest_page_has_no_such_mark(tmp_path: Path) -> None:
    assert "past-bar" not in client(HeldRoom(), tmp_path).get("/").get_data(as_text=True)


@pytest.mark.parametrize("path", ["/", "/projects/p1", "/changes"])
def test_a_moment_that_is_not_kept_is_a_page_that_says_so(tmp_path: Path, path: str) -> None:
    answer = client(HeldRoom(), tmp_path).get(f"{path}?as_of=v77")

    assert answer.status_code == 404
    assert KOREAN.past_bar_missing in answer.get_data(as_text=True)


def test_a_browser_that_looks_back_is_told_of_no_news(tmp_path: Path) -> None:
    room = HeldRoom()
    browser = client(room, tmp_path)
    before = browser.get("/api/version", query_string={"path": "/?as_of=v11"}).get_json()["token"]
    now = browser.get("/api/version", query_string={"path": "/"}).get_json()["token"]
    room.token = "13.20250103"

    assert browser.get("/api/version", query_string={"path": "/?as_of=v11"}).get_json()["token"] == before
    assert browser.get("/api/version", query_string={"path": "/"}).get_json()["token"] != now


def test_a_form_names_the_page_that_is_open(tmp_path: Path) -> None:
    room = HeldRoom()

    said = press(
        room, tmp_path, {"id": ids.act(ids.SAVE_VIEW, ""), "given": {"name": "늦은 사업"}, "here": "/?past=1"}
    )

    assert said == {"notice": {"children": "저장했습니다."}}
    assert room.asked == [("save", "늦은 사업", "/?past=1")]
    assert room.actors[0].name == VISITOR.name


def test_a_view_is_forgotten_and_a_meeting_marked(tmp_path: Path) -> None:
    room = HeldRoom()

    press(room, tmp_path, {"id": ids.act(ids.FORGET_VIEW, "늦은 사업")})
    press(room, tmp_path, {"id": ids.act(ids.MARK_MEETING, ""), "given": {"name": "1월 점검"}})

    assert room.asked == [("forget", "늦은 사업"), ("meeting", "1월 점검")]


def test_nothing_pressed_asks_nothing(tmp_path: Path) -> None:
    room = HeldRoom()
    inputs = [{"id": "pressed", "property": "data"}]

    assert ask(client(room, tmp_path), ACT, OUTPUTS, inputs) is None
    assert room.asked == []
