"""The addresses for machines: what is new, is the room healthy, is its data fresh."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.domain.runs import Freshness
from tests.callbacks.application import HeldRoom, client
from tests.layouts.city import source


@pytest.fixture
def room() -> HeldRoom:
    return HeldRoom()


@pytest.fixture
def browser(room: HeldRoom, tmp_path: Path) -> FlaskClient:
    return client(room, tmp_path)


def test_the_version_address_says_what_a_browser_needs(browser: FlaskClient, room: HeldRoom) -> None:
    ago = datetime.now(UTC) - timedelta(seconds=90)
    room.sources_now = (source(last_success=ago, freshness=Freshness.LATE, error="연결 거부"),)

    answer = browser.get("/api/version")

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json is not None
    assert answer.json["token"] == room.token
    assert answer.json["build"] == room.build
    (one,) = answer.json["sources"]
    assert one["age"] == pytest.approx(90, abs=20)
    assert (one["state"], one["state_key"]) == ("수신 지연", "late")
    assert one["last_success"] == ago.isoformat()
    assert "연결 거부" in answer.json["problem"]


def test_the_data_page_has_a_token_of_its_own(browser: FlaskClient, room: HeldRoom) -> None:
    answer = browser.get("/api/version?path=/data").json

    assert answer is not None
    assert answer["token"] == room.log_token


def test_a_clock_that_went_back_gives_no_negative_age(browser: FlaskClient, room: HeldRoom) -> None:
    ahead = datetime.now(UTC) + timedelta(hours=1)
    room.sources_now = (
        source(last_success=ahead, freshness=Freshness.CLOCK),
        source(last_success=datetime.now(UTC) + timedelta(seconds=5)),
    )
    answer = browser.get("/api/version").json

    assert answer is not None
    wrong, right = answer["sources"]
    assert (wrong["age"], wrong["state"], wrong["state_key"]) == (None, "시계 이상", "clock")
    assert right["age"] == 0


def test_a_source_never_received_has_no_age(browser: FlaskClient, room: HeldRoom) -> None:
    room.sources_now = (source(last_success=None, freshness=Freshness.NEVER),)
    answer = browser.get("/api/version").json

    assert answer is not None
    assert answer["sources"][0]["age"] is None
    assert answer["sources"][0]["state"] == "수신 전"


def test_the_cause_is_our_own_store_when_it_is_away(browser: FlaskClient, room: HeldRoom) -> None:
    room.problem = "저장소에 연결할 수 없습니다: 시간 초과"
    answer = browser.get("/api/version").json

    assert answer is not None
    assert answer["problem"] == room.problem
    assert answer["stuck"] is True


@pytest.mark.parametrize(
    ("freshness", "problem", "health", "fresh"),
    [
        (Freshness.FRESH, None, 200, 200),
        (Freshness.LATE, None, 200, 503),
        (Freshness.STALE, None, 200, 503),
        (Freshness.FRESH, "저장소", 200, 503),
    ],
)
def test_health_holds_while_a_snapshot_can_be_served_and_freshness_only_while_it_is_new(
    browser: FlaskClient, room: HeldRoom, freshness: Freshness, problem: str | None, health: int, fresh: int
) -> None:
    room.sources_now, room.problem = (source(freshness=freshness),), problem

    assert browser.get("/healthz").status_code == health
    assert browser.get("/healthz/fresh").status_code == fresh


def test_health_names_version_and_date(browser: FlaskClient) -> None:
    answer = browser.get("/healthz").json

    assert answer is not None
    assert (answer["version"], answer["as_of"]) == (12, "2024-12-31")
    assert answer["sources"][0]["state"] == "fresh"


def test_a_room_without_data_is_not_healthy(browser: FlaskClient, room: HeldRoom) -> None:
    room.portfolio = None

    assert browser.get("/healthz").status_code == 503
    assert browser.get("/healthz/fresh").status_code == 503
