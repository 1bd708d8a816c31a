"""Official grades, and what the valid stations of a place say together."""

from datetime import timedelta

import pytest

from dashboard.domain.city.air import BOUNDS, Grade, grade, mean_curve, station_mean
from dashboard.domain.city.history import ABSURD, AHEAD, Point
from dashboard.domain.city.measures import MEASURES
from tests.support.city_history import HOUR


@pytest.mark.parametrize("measure", BOUNDS)
def test_a_bound_belongs_to_the_better_grade_and_one_printed_step_above_to_the_next(measure: str) -> None:
    step = 10 ** -MEASURES[measure].decimals

    for place, bound in enumerate(BOUNDS[measure]):
        assert grade(measure, bound) == place + 1
        assert grade(measure, round(bound + step, 4)) == place + 2
    assert grade(measure, 0) is Grade.GOOD


def test_a_mean_is_judged_as_it_is_printed() -> None:
    assert grade("air.pm10", 30.4) is Grade.GOOD
    assert grade("air.pm10", 30.5) is Grade.MODERATE
    assert grade("air.o3", 0.0904) is Grade.MODERATE


def test_what_is_missing_or_has_no_grades_has_none() -> None:
    assert grade("air.pm10", None) is None
    assert grade("weather.temperature", 20) is None


def test_the_mean_leaves_out_missing_absurd_early_and_late_values_and_counts_them() -> None:
    points = {
        "a": Point(HOUR, 10),
        "b": Point(HOUR - timedelta(hours=1), 20),
        "missing": Point(HOUR, None, "통신장애"),
        "absurd": Point(HOUR, 900, ABSURD),
        "ahead": Point(HOUR, 40, AHEAD),
        "late": Point(HOUR - timedelta(hours=3), 50),
    }

    found = station_mean(points, [*points, "silent"])

    assert (found.value, found.valid, found.total, found.at) == (15, 2, 7, HOUR)


def test_without_any_valid_station_there_is_no_mean() -> None:
    found = station_mean({"a": Point(HOUR, None, "점검")}, ["a", "b"])

    assert (found.value, found.valid, found.total) == (None, 0, 2)
    assert station_mean({}, []).at is None


def test_grades_are_never_averaged() -> None:
    points = {"a": Point(HOUR, 10), "b": Point(HOUR, 90)}

    assert grade("air.pm25", station_mean(points, points).value) is Grade.BAD


def test_a_curve_of_stations_weighs_each_value_once_and_keeps_a_silent_time() -> None:
    later = HOUR + timedelta(hours=1)
    curves = [[Point(HOUR, 10, n=3), Point(later, None, "통신장애", 0)], [Point(HOUR, 20, n=1)]]

    first, second = mean_curve(curves)

    assert (first.value, first.n) == (12.5, 4)
    assert (second.at, second.value, second.flag) == (later, None, "통신장애")
