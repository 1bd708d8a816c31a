"""While the store is away, people are told on a page what happened and what to do, and programs in JSON."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from callbacks.refusals import WALL_ASKS_AGAIN
from dashboard.domain.words import KOREAN
from tests.support.axe import broken_rules
from tests.support.browser import Visit
from tests.support.city import City
from tests.support.postgres import PostgresServer
from tests.support.server import COOKIE, RunningServer

STRANGER = "x" * 43
"""A session that the room has to look up."""


@pytest.fixture
def server(
    start_server: Callable[..., RunningServer], tmp_path: Path, own_postgres: PostgresServer
) -> RunningServer:
    mapping = City(tmp_path, period=60).mapping_path
    return start_server(MAPPINGS=str(mapping), STORE_URL=own_postgres.create_database())


def ask(server: RunningServer, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    sent = {"Cookie": f"{COOKIE}={STRANGER}"} | headers
    asked = urllib.request.Request(server.url + path, headers=sent)  # noqa: S310 -- our own server
    try:
        with urllib.request.urlopen(asked, timeout=20) as answer:  # noqa: S310 -- our own server
            return answer.status, answer.read().decode(), dict(answer.headers)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.read().decode(), dict(refusal.headers)


def test_a_person_sees_what_happened_and_gets_in_by_trying_again(
    server: RunningServer, own_postgres: PostgresServer, visit: Callable[..., Visit]
) -> None:
    one = visit(1366, 768)
    page = one.page
    one.context.add_cookies(
        [{"name": COOKIE, "value": STRANGER, "url": "https://127.0.0.1/", "secure": True}]
    )
    own_postgres.stop()

    answer = page.goto(server.url + "/money?cut=flow")

    assert answer is not None
    assert answer.status == 503
    expect(page.get_by_role("heading", name=KOREAN.away_title)).to_be_visible()
    expect(page.get_by_role("alert")).to_have_text(KOREAN.refusals["store_away"])
    expect(page.locator("main")).to_contain_text(KOREAN.away_note)
    assert broken_rules(page) == []
    own_postgres.start()
    page.get_by_role("link", name=KOREAN.away_again).click()
    expect(page.get_by_role("button", name=KOREAN.sign_in_button)).to_be_visible()
    assert "cut%3Dflow" in page.url
    one.take_complaints()  # the browser's own line about the answer of 503


def test_only_who_asks_for_a_page_gets_one(server: RunningServer, own_postgres: PostgresServer) -> None:
    own_postgres.stop()

    for path, headers in (
        ("/", {"Sec-Fetch-Dest": "document"}),
        ("/", {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}),
        ("/admin/accounts", {"Sec-Fetch-Dest": "document"}),
    ):
        status, text, told = ask(server, path, **headers)
        assert (status, told["Content-Type"]) == (503, "text/html; charset=utf-8"), path
        assert told["Cache-Control"] == "no-store"
        assert KOREAN.away_title in text
        assert "psycopg" not in text
        assert "Refresh" not in told
    for path, headers in (
        ("/", {"Accept": "application/json"}),
        ("/", {"Accept": "*/*"}),
        ("/api/version", {"Accept": "*/*", "Sec-Fetch-Dest": "empty"}),
        ("/api/search?q=1", {"Accept": "text/html", "Sec-Fetch-Dest": "empty"}),
    ):
        status, text, told = ask(server, path, **headers)
        assert (status, told["Content-Type"]) == (503, "application/json"), path
        assert json.loads(text)["code"] == "store_away"


def test_a_wall_asks_again_by_itself(server: RunningServer, own_postgres: PostgresServer) -> None:
    own_postgres.stop()

    headers = {"Cookie": f"__Host-wall={STRANGER}", "Sec-Fetch-Dest": "document"}
    status, text, told = ask(server, "/wall", **headers)

    assert status == 503
    assert KOREAN.away_title in text
    assert told["Refresh"] == str(WALL_ASKS_AGAIN)
