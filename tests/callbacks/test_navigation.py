"""An address or newer data in, what is on the page out: through the endpoint that the browser uses."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.builders import portfolio, project
from tests.callbacks.application import HeldRoom, client, show
from tests.layouts.city import records


@pytest.fixture
def room() -> HeldRoom:
    return HeldRoom()


@pytest.fixture
def browser(room: HeldRoom, tmp_path: Path) -> FlaskClient:
    return client(room, tmp_path)


def at(href: str, scale: Any = 1) -> dict[str, Any]:
    return {"href": href, "scale": scale}


def pane(name: str) -> str:
    return json.dumps({"name": name, "type": "pane"}, separators=(",", ":"))


def figure(name: str) -> str:
    return json.dumps({"name": name, "type": "figure"}, separators=(",", ":"))


def test_another_address_brings_the_whole_page_its_header_and_its_title(browser: FlaskClient) -> None:
    answer = show(browser, at("/projects/p1"))

    assert answer["page"]["children"]["props"]["key"] == "p1"
    assert "공약 한눈에" in json.dumps(answer[pane("header")]["tree"], ensure_ascii=False)
    assert answer["shown"]["data"]["title"].startswith("1 <순환선> & 지선")


def parts(answer: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Names of the panes, the header's among them, and of the figures of a page that was answered."""
    found: dict[str, list[str]] = {"pane": ["header"], "figure": []}

    def walk(node: Any) -> None:
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict):
            id_ = node.get("props", {}).get("id")
            if isinstance(id_, dict) and id_.get("type") in found:
                found[id_["type"]].append(id_["name"])
            walk(node.get("props", {}).get("children"))

    walk(answer["page"]["children"])
    assert found["figure"]
    return found["pane"], found["figure"]


def test_newer_data_are_drawn_into_what_is_there(browser: FlaskClient, room: HeldRoom) -> None:
    first = show(browser, at("/projects/p1"))
    room.token = "13.20250103"

    panes, figures = parts(first)

    answer = show(browser, at("/projects/p1"), first["shown"]["data"], panes, figures)

    assert "page" not in answer
    assert set(answer) == {"shown", *map(pane, panes), *map(figure, figures)}
    assert answer["shown"]["data"]["token"] == "13.20250103"


def test_a_refresh_leaves_the_range_that_a_person_zoomed_to(browser: FlaskClient) -> None:
    first = show(browser, at("/projects/p1"))

    answer = show(browser, at("/projects/p1"), first["shown"]["data"], *parts(first))

    written = answer[figure("gantt")]["figure"]["operations"]
    places = [tuple(each["location"]) for each in written]
    assert ("data",) in places
    assert ("layout", "xaxis", "type") in places
    assert ("layout", "xaxis", "range") not in places
    assert ("layout", "yaxis", "range") in places, "nobody zooms an axis that is fixed"


def test_another_filter_is_drawn_into_the_room_that_is_there(browser: FlaskClient) -> None:
    shown = show(browser, at("/"))["shown"]["data"]

    answer = show(browser, at("/?programme=task"), shown, ["header", "room"])

    assert "page" not in answer
    assert "100대 핵심과제" in json.dumps(answer[pane("room")]["tree"], ensure_ascii=False)


def test_a_project_that_gains_a_chart_brings_the_whole_page(browser: FlaskClient, room: HeldRoom) -> None:
    shown = show(browser, at("/projects/p2"))["shown"]["data"]

    answer = show(browser, at("/projects/p2"), shown, ["header", "head"])

    assert "page" in answer


def test_a_project_that_vanishes_says_so(browser: FlaskClient, room: HeldRoom) -> None:
    first = show(browser, at("/projects/p1"))
    room.portfolio = portfolio(project("p9"))
    room.token = "13.20250103"

    answer = show(browser, at("/projects/p1"), first["shown"]["data"], *parts(first))

    assert "없는 사업입니다" in json.dumps(answer["page"], ensure_ascii=False)


def test_every_screen_of_one_version_is_built_once(browser: FlaskClient, room: HeldRoom) -> None:
    before = show(browser, at("/"))["page"]
    room.portfolio = portfolio(*records()[:5])

    assert show(browser, at("/"))["page"] == before
    room.token = "13.20250103"
    assert show(browser, at("/"))["page"] != before


def test_the_log_of_the_data_page_has_a_token_of_its_own(browser: FlaskClient, room: HeldRoom) -> None:
    assert show(browser, at("/data"))["shown"]["data"]["token"] == room.log_token
    assert show(browser, at("/"))["shown"]["data"]["token"] == room.token


def test_charts_follow_the_size_of_the_screen(browser: FlaskClient) -> None:
    small, large = (
        json.dumps(show(browser, at("/projects/p1", scale))["page"]["children"]) for scale in (1, 2.4)
    )

    assert '"size": 12' in small
    assert '"size": 28.8' in large


@pytest.mark.parametrize("address", [None, at("//x"), at("x"), at("/", 0.01), at("/", 99)])
def test_whatever_address_a_browser_shows_gets_a_page(browser: FlaskClient, address: Any) -> None:
    assert "page" in show(browser, address)


def test_before_the_first_data_the_page_says_that_it_waits(browser: FlaskClient, room: HeldRoom) -> None:
    room.portfolio = None

    assert "아직 받은 자료가 없습니다" in json.dumps(show(browser, at("/")), ensure_ascii=False)
