"""Jobs on time: one leader, no overlap, a clock that jumps, a store that goes away and comes back."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from pathlib import Path

import apscheduler.schedulers.base as apscheduler_base
import pytest

from dashboard import scheduler
from dashboard.domain.access import LOCAL_VISITOR
from dashboard.domain.runs import Freshness, RunState, freshness
from dashboard.house import House, open_house, utc_now
from dashboard.settings import Settings, load
from tests.support.city import City
from tests.support.postgres import PostgresServer
from tests.support.waiting import until

OpenHouse = Callable[..., House]


@pytest.fixture
def city(tmp_path: Path) -> City:
    return City(tmp_path)


@pytest.fixture
def start_house(city: City, tmp_path: Path) -> Iterator[OpenHouse]:
    with ExitStack() as stack:

        def _start(store_url: str = "", *, start: bool = True) -> House:
            environment = {
                "MAPPINGS": str(city.mapping_path),
                "DATA_DIR": str(tmp_path),
                "STORE_URL": store_url,
            }
            settings: Settings = load(environment)
            house = open_house(settings, environment)
            stack.callback(house.close)
            if start:
                house.start()
            return house

        yield _start


def runs_of(house: House) -> int:
    (source,) = house.room.sources()
    return sum(run.times for run in source.runs)


def test_a_committed_change_reaches_the_room_within_a_period(start_house: OpenHouse, city: City) -> None:
    room = start_house().room
    until(lambda: room.portfolio, "the first snapshot")
    token = room.token
    city.run("UPDATE pledge SET title = '새 이름' WHERE no = '1'")

    until(lambda: room.token != token, "a new token")

    assert room.portfolio is not None
    assert room.portfolio.projects["1"].project.name == "새 이름"


def test_a_start_with_the_municipal_database_down_works_from_the_last_snapshot(
    start_house: OpenHouse, city: City
) -> None:
    first = start_house()
    until(lambda: first.room.portfolio, "the first snapshot")
    first.close()
    away = city.path.rename(city.path.with_suffix(".away"))

    room = start_house().room
    until(lambda: room.sources()[0].error, "the cause")

    assert room.portfolio is not None
    assert len(room.portfolio.projects) == 20
    (source,) = room.sources()
    assert source.last_success is not None
    assert source.runs[0].state is RunState.FAILED
    away.rename(city.path)
    until(lambda: room.sources()[0].error is None, "recovery by itself")


def test_a_store_that_goes_away_leaves_the_last_picture_and_comes_back_by_itself(
    start_house: OpenHouse, own_postgres: PostgresServer, city: City
) -> None:
    room = start_house(own_postgres.create_database()).room
    until(lambda: room.portfolio, "the first snapshot")

    own_postgres.stop()
    until(lambda: room.problem, "the problem's sentence")
    shown = room.portfolio
    own_postgres.start()
    until(lambda: room.problem is None, "recovery by itself", seconds=30)

    assert shown is not None
    city.run("UPDATE pledge SET title = '새 이름' WHERE no = '1'")
    until(lambda: _name(room.portfolio) == "새 이름", "the next change", seconds=30)


def _name(portfolio: object) -> str:
    return portfolio.projects["1"].project.name  # type: ignore[attr-defined,no-any-return]


def test_a_house_that_is_closed_leaves_nothing_that_goes_on_with_its_store(start_house: OpenHouse) -> None:
    before = set(threading.enumerate())
    house = start_house()
    until(lambda: house.scheduler.is_running("city"), "a refresh under way")

    house.close()

    assert [thread.name for thread in set(threading.enumerate()) - before if "Executor" in thread.name] == []


def test_of_two_processes_one_reads_the_source_and_both_show_it(start_house: OpenHouse) -> None:
    leader = start_house()
    until(lambda: leader.room.portfolio, "the leader's snapshot")
    follower = start_house()
    until(lambda: runs_of(leader) > 2, "further runs")

    assert follower.workers[0].pid is None
    until(lambda: follower.room.token == leader.room.token, "the follower's snapshot")

    leader.close()
    until(lambda: follower.workers[0].pid, "the follower takes over")


def test_a_clock_that_goes_back_does_not_stop_the_jobs(
    start_house: OpenHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = start_house()
    until(lambda: house.room.portfolio, "the first snapshot")

    class AnHourEarlier(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) - timedelta(hours=1)  # type: ignore[arg-type]

    monkeypatch.setattr(apscheduler_base, "datetime", AnHourEarlier)
    monkeypatch.setattr(scheduler, "datetime", AnHourEarlier)
    before = runs_of(house)

    until(lambda: runs_of(house) >= before + 2, "runs after the jump", seconds=30)


def test_a_refresh_by_hand_runs_one_at_a_time_and_only_for_known_sources(start_house: OpenHouse) -> None:
    house = start_house(start=False)
    assert "시작되지" not in house.room.refresh_now("city", LOCAL_VISITOR)
    assert "알 수 없는" in house.room.refresh_now("nowhere", LOCAL_VISITOR)
    assert "알 수 없는 표" in house.room.confirm_shrink("city", "sqlite_master", LOCAL_VISITOR)


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (-5, Freshness.FRESH),
        (-30, Freshness.CLOCK),
        (120, Freshness.FRESH),
        (121, Freshness.LATE),
        (24 * 3600 + 1, Freshness.STALE),
    ],
)
def test_age_is_said_in_the_words_of_freshness(age: float, expected: Freshness) -> None:
    now = utc_now()

    assert freshness(now, now - timedelta(seconds=age), 60) is expected


def test_without_a_success_a_source_was_never_received() -> None:
    assert freshness(utc_now(), None, 60) is Freshness.NEVER


def test_today_is_the_fixed_one_when_it_is_set(city: City, tmp_path: Path) -> None:
    environment = {"MAPPINGS": str(city.mapping_path), "DATA_DIR": str(tmp_path), "TODAY": "2025-01-02"}
    house = open_house(load(environment), environment)

    assert house.room.today == date(2025, 1, 2)
    house.close()
