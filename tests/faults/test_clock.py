"""F11: a clock that jumps, in either direction."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import apscheduler.schedulers.base as apscheduler_base
import pytest

from dashboard import house as house_module
from dashboard import scheduler
from dashboard.domain.runs import Freshness, SourceState
from dashboard.house import House, open_house
from dashboard.settings import load
from db.store import Store
from tests.support.city import City
from tests.support.waiting import until

JUMPS = (
    timedelta(days=-1),
    timedelta(hours=-1),
    timedelta(seconds=-30),
    timedelta(hours=1),
    timedelta(days=1),
)
PERIOD = 1.0
WITHIN = 10.0
"""Seconds: a period, and the slowness of a busy machine. Left alone, jobs would wait for all of the 30 s."""


@pytest.fixture
def city(tmp_path: Path) -> City:
    return City(tmp_path, period=PERIOD)


@pytest.fixture
def house(city: City, tmp_path: Path) -> Iterator[House]:
    environment = {"MAPPINGS": str(city.mapping_path), "DATA_DIR": str(tmp_path)}
    house = open_house(load(environment), environment)
    house.start()
    until(lambda: house.room.portfolio, "the first snapshot")
    yield house
    house.close()


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Sets the wall clock of everything that tells the time by it; the monotonic one goes on."""

    def _set(off: timedelta) -> None:
        class Moved(datetime):
            @classmethod
            def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
                return datetime.now(tz) + off  # type: ignore[arg-type]

        for module in (apscheduler_base, scheduler, house_module):
            monkeypatch.setattr(module, "datetime", Moved)

    return _set


def only(house: House) -> SourceState:
    (source,) = house.room.sources()
    return source


def runs_of(house: House) -> int:
    return sum(run.times for run in only(house).runs)


def test_after_a_jump_the_next_refresh_comes_within_a_period_and_its_age_is_told(
    house: House, set_clock: Callable[[timedelta], None]
) -> None:
    for jump in JUMPS:
        set_clock(timedelta())
        until(lambda: is_true(only(house)), "an age that is true before the jump", 2 * WITHIN)
        first = only(house).last_success

        set_clock(jump)

        until(lambda: only(house).last_success != first, f"a refresh after {jump}", WITHIN)  # noqa: B023
        until(lambda: is_true(only(house)), f"an age that is true after {jump}", WITHIN)


def is_true(source: SourceState) -> bool:
    """Whether it was received just now, by the clock that everyone goes by."""
    last = source.last_success
    near = last is not None and abs(last - house_module.utc_now()) < timedelta(seconds=WITHIN)
    return near and source.freshness is Freshness.FRESH


def test_while_nothing_came_since_a_clock_went_back_it_says_so_and_tells_no_age(
    house: House, city: City, set_clock: Callable[[timedelta], None]
) -> None:
    away = city.path.rename(city.path.with_suffix(".away"))
    until(lambda: only(house).error, "the cause")

    set_clock(timedelta(hours=-1))

    assert only(house).freshness is Freshness.CLOCK
    away.rename(city.path)
    until(lambda: only(house).freshness is Freshness.FRESH, "recovery by itself")


def test_a_clock_that_is_years_ahead_for_a_while_makes_nothing_be_forgotten(
    house: House, city: City, set_clock: Callable[[timedelta], None]
) -> None:
    city.run("UPDATE pledge SET title = '새 이름' WHERE no = '1'")
    until(lambda: len(house.room.moments) == 2, "a second version")

    set_clock(timedelta(days=10 * 366))
    until(lambda: house.room.today > date(2035, 1, 1), "the other day")
    before = runs_of(house)
    until(lambda: runs_of(house) != before, "a refresh on that day")
    set_clock(timedelta())

    until(lambda: only(house).freshness is Freshness.FRESH, "an age that is true", 2 * WITHIN)
    assert [version.number for version in Store(house.store.url).versions()] == [1, 2]
