"""A forged name and another place's page get nothing; a page of ours, also behind a proxy, gets everything."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from callbacks.origin import allowed_hosts
from tests.callbacks.application import HeldRoom, client
from tests.guard.bodies import UPDATE, show_body

OWN = "http://localhost"


@pytest.fixture
def browser(tmp_path: Path) -> FlaskClient:
    made = client(HeldRoom(), tmp_path, ALLOWED_HOSTS="room.city.kr, backup.city.kr")
    del made.environ_base["HTTP_ORIGIN"]
    return made


def posted(browser: FlaskClient, **headers: str) -> int:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return browser.post(UPDATE, json=show_body("/"), headers=named).status_code


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": OWN},
        {"Origin": OWN, "Sec_Fetch_Site": "same-origin"},
        {"Origin": "null", "Sec_Fetch_Site": "same-origin"},
        {"Referer": f"{OWN}/projects?x=1"},
        {"Origin": "https://room.city.kr"},
        {"Host": "room.city.kr", "Origin": "https://room.city.kr"},
    ],
)
def test_a_page_of_ours_may_post(browser: FlaskClient, headers: dict[str, str]) -> None:
    assert posted(browser, **headers) == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://localhost:81"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "file://localhost"},
        {"Origin": "http://[::1"},
        {"Origin": "https://room.city.kr:8443"},
        {"Origin": "https://evil.example", "Referer": OWN},
        {"Origin": OWN, "Sec_Fetch_Site": "cross-site"},
        {"Origin": OWN, "Sec_Fetch_Site": "same-site"},
        {"Referer": "https://evil.example/http://localhost/"},
    ],
)
def test_another_places_page_may_not_post(browser: FlaskClient, headers: dict[str, str]) -> None:
    assert posted(browser, **headers) == 403


def test_no_route_that_takes_a_post_takes_one_of_another_place(browser: FlaskClient) -> None:
    rules = [rule for rule in browser.application.url_map.iter_rules() if "POST" in (rule.methods or ())]
    paths = [re.sub("<[^>]*>", "x", rule.rule) for rule in rules]

    assert UPDATE in paths
    for headers in ({"Origin": "https://evil.example"}, {}, {"Origin": "null"}):
        assert {browser.post(path, headers=headers).status_code for path in paths} == {403}


def test_another_places_page_may_lead_here_and_read_nothing(browser: FlaskClient) -> None:
    def status(path: str, mode: str) -> int:
        return browser.get(path, headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": mode}).status_code

    assert status("/", "navigate") == 200
    assert status("/api/search?q=1", "no-cors") == 403
    assert status("/api/projects", "cors") == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "169.254.169.254", "", "a b", "[::1"]
)
def test_a_forged_host_gets_nothing(browser: FlaskClient, host: str) -> None:
    answer = browser.get("/", headers={"Host": host})

    assert answer.status_code in (400, 421)
    assert len(answer.get_data()) < 300


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1:8050", "ROOM.city.kr", "room.city.kr:443", "[::1]:8050"]
)
def test_our_own_names_are_answered(browser: FlaskClient, host: str) -> None:
    assert browser.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    ("host", "named", "is_demo", "more"),
    [
        ("127.0.0.1", (), False, set()),
        ("0.0.0.0", (), False, set()),
        ("10.0.0.5", ("Room.City.kr",), False, {"10.0.0.5", "room.city.kr"}),
        ("10.0.0.5", ("room.city.kr",), True, set()),
    ],
)
def test_a_demo_answers_to_local_names_alone(host: str, named: Any, is_demo: bool, more: set[str]) -> None:
    local = {"127.0.0.1", "localhost", "::1"}

    assert allowed_hosts(host, named, is_demo=is_demo) == local | more
