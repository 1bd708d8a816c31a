"""The address /city: with statistics, without them, at an earlier moment, with a store that is away."""

from dataclasses import replace
from pathlib import Path

from dashboard.domain.city.history import CityPicture, HistoryAway, Spot
from dashboard.domain.words import KOREAN
from tests.callbacks.application import HeldRoom, client
from tests.support.city_history import HeldHistory, feed, picture, seen


class AwayHistory(HeldHistory):
    """A history that nobody can ask now."""

    def spots(self) -> dict[str, Spot]:
        raise HistoryAway("연결 거부")


def body(room: HeldRoom, folder: Path, path: str = "/city") -> str:
    return client(room, folder).get(path).get_data(as_text=True)


def shown() -> CityPicture:
    return picture(seen("population.residents", 1234.0), feeds=[feed()])


def test_the_city_is_drawn_and_needs_no_projects(tmp_path: Path) -> None:
    html = body(HeldRoom(portfolio=None, city_now=shown()), tmp_path)

    assert "1,234" in html
    assert "도시 현황" in html


def test_without_statistics_it_says_how_to_connect_them(tmp_path: Path) -> None:
    html = body(HeldRoom(), tmp_path)

    assert "연결된 도시 통계가 없습니다" in html
    assert "python -m dashboard collect" in html


def test_an_earlier_moment_shows_no_value_of_now(tmp_path: Path) -> None:
    html = body(HeldRoom(city_now=shown()), tmp_path, "/city?as_of=v11")

    assert "지난 시점으로 볼 수 없습니다" in html
    assert "1,234" not in html


def test_a_store_that_is_away_is_named(tmp_path: Path) -> None:
    away = replace(shown(), history=AwayHistory())

    answer = client(HeldRoom(city_now=away), tmp_path).get("/city")

    assert answer.status_code == 503
    assert KOREAN.city_away_text in answer.get_data(as_text=True)
    assert "연결 거부" not in answer.get_data(as_text=True), "what a driver says is for the log"


def test_the_token_of_the_city_moves_with_its_own_version_alone(tmp_path: Path) -> None:
    room = HeldRoom(city_now=shown())
    browser = client(room, tmp_path)

    def token(path: str) -> str:
        return str(browser.get(f"/api/version?path={path}").get_json()["token"])

    before = token("/city"), token("/")
    room.city_now = replace(shown(), version=8)

    assert token("/city") != before[0]
    assert token("/") == before[1]
