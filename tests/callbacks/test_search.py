"""The address that a search field asks, and the pages that offer the search."""

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.callbacks.application import HeldRoom, client


@pytest.fixture
def room() -> HeldRoom:
    return HeldRoom()


@pytest.fixture
def browser(room: HeldRoom, tmp_path: Path) -> FlaskClient:
    return client(room, tmp_path)


def ask(browser: FlaskClient, **asked: str) -> Any:
    answer = browser.get("/api/search", query_string=asked)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.json


def test_a_search_answers_with_what_a_list_needs(browser: FlaskClient) -> None:
    found = ask(browser, q="ㅅㅎㅅ", within="/?programme=pledge")

    assert found["count"] == 1
    (hit,) = found["hits"]
    assert hit["href"] == "/projects/p1?programme=pledge"
    assert (hit["status_class"], hit["why"], hit["marks"]) == ("norm", "초성", [[1, 4]])


@pytest.mark.parametrize("query", ["", "  ", "없는이름", "\u0000", "%", "a" * 3000, "<script>"])
def test_any_query_is_answered(browser: FlaskClient, query: str) -> None:
    assert ask(browser, q=query, within="/")["hits"] == []


@pytest.mark.parametrize("within", ["", "nonsense", "/nowhere", "//x", "/?area=none", "x" * 9000])
def test_any_address_may_be_searched_from(browser: FlaskClient, within: str) -> None:
    assert ask(browser, q="순환선", within=within)["count"] == 1


def test_a_room_without_data_says_so(browser: FlaskClient, room: HeldRoom) -> None:
    room.portfolio = None

    assert ask(browser, q="순환선") == {"hits": [], "count": 0, "sentences": ["아직 받은 자료가 없습니다."]}


@pytest.mark.parametrize("path", ["/nowhere", "/projects/p999"])
def test_a_page_that_is_nowhere_offers_the_search(browser: FlaskClient, path: str) -> None:
    answer = browser.get(path)

    assert answer.status_code == 404
    assert "data-find" in answer.get_data(as_text=True)


def test_an_unknown_project_names_those_with_an_id_like_it(browser: FlaskClient) -> None:
    page = browser.get("/projects/p1x?programme=pledge").get_data(as_text=True)

    assert "비슷한 사업" in page
    assert 'href="/projects/p1?programme=pledge"' in page
