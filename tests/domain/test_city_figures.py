"""Speed by length, days of the week, changes with both numbers, ages by month."""

from datetime import date, datetime, timedelta

import pytest

from dashboard.domain.city.change import Change, Dated, Since, earlier, kinds
from dashboard.domain.city.history import ABSURD, Point
from dashboard.domain.city.measures import AGE_BANDS, CITY, MEASURES, SEXES, age_measure
from dashboard.domain.city.population import pyramids
from dashboard.domain.city.traffic import RoadPart, road_curve, road_figure, share, speed, usual_day
from dashboard.domain.words import KOREAN_TIME
from tests.support.city_history import HOUR, HeldHistory, seen


def test_the_speed_of_roads_is_their_length_over_the_time_it_takes() -> None:
    assert speed([RoadPart(60, 3), RoadPart(20, 1)]) == pytest.approx(4 / (3 / 60 + 1 / 20))
    assert speed([RoadPart(0, 5), RoadPart(30, 1)]) == pytest.approx(30)
    assert speed([]) is None


def test_the_congested_share_is_weighted_by_length() -> None:
    assert share([RoadPart(50, 1), RoadPart(10, 3)]) == pytest.approx(20)
    assert share([RoadPart(50, 0)]) is None


def test_roads_that_are_silent_absurd_or_without_length_are_counted_and_left_out() -> None:
    points = {
        "a": Point(HOUR, 30),
        "late": Point(HOUR - timedelta(hours=2), 10),
        "absurd": Point(HOUR, 190, ABSURD),
        "unmeasured": Point(HOUR, 20),
    }
    lengths = dict.fromkeys(("a", "late", "absurd"), Point(HOUR, 2.0))

    found = road_figure(points, lengths, [*points, "silent"], is_speed=True)

    assert found.value == pytest.approx(30)
    assert (found.valid, found.total, found.length) == (1, 5, 2)


def test_a_curve_of_roads_is_made_of_those_that_are_known_at_each_time() -> None:
    later = HOUR + timedelta(hours=1)
    curves = {"a": [Point(HOUR, 60), Point(later, 30)], "b": [Point(HOUR, 20)]}

    first, second = road_curve(curves, {"a": Point(HOUR, 3.0), "b": Point(HOUR, 1.0)}, is_speed=True)

    assert [point.value for point in (first, second)] == pytest.approx([40, 30])
    assert [point.n for point in (first, second)] == [2, 1]


def test_the_usual_day_is_the_mean_by_hour_of_the_days_that_have_it() -> None:
    week = timedelta(weeks=1)
    days = [[Point(HOUR - week, 20)], [Point(HOUR - 2 * week, 30)], [Point(HOUR - 3 * week, None)]]

    usual = usual_day(days, KOREAN_TIME)

    assert {hour: (point.value, point.n) for hour, point in usual.items()} == {15: (25, 2)}


@pytest.mark.parametrize(
    ("since", "expected"),
    [(Since.YESTERDAY, (2026, 3, 30)), (Since.LAST_MONTH, (2026, 2, 28)), (Since.LAST_YEAR, (2025, 3, 31))],
)
def test_the_earlier_moment_has_the_same_clock_time(since: Since, expected: tuple[int, int, int]) -> None:
    at = datetime(2026, 3, 31, 15, tzinfo=KOREAN_TIME)

    assert earlier(at, since) == datetime(*expected, 15, tzinfo=KOREAN_TIME)


def test_a_leap_day_is_compared_with_the_last_day_of_february() -> None:
    assert earlier(datetime(2024, 2, 29, tzinfo=KOREAN_TIME), Since.LAST_YEAR).date() == date(2023, 2, 28)


def test_a_missing_number_makes_no_change_and_is_never_zero() -> None:
    now, nothing = Dated(5, HOUR), Dated(None, HOUR)

    assert Change(Since.YESTERDAY, now, nothing).difference is None
    assert Change(Since.YESTERDAY, nothing, now).difference is None
    assert Change(Since.YESTERDAY, now, Dated(7, HOUR)).difference == -2


def test_a_monthly_figure_has_no_yesterday() -> None:
    assert Since.YESTERDAY not in kinds(MEASURES["population.residents"])
    assert Since.YESTERDAY in kinds(MEASURES["disaster.fires"])


def test_ages_are_read_month_by_month_and_a_part_is_no_total() -> None:
    first, second = (datetime(2026, month, 1, tzinfo=KOREAN_TIME) for month in (1, 2))
    bands = [(sex, age) for sex in SEXES for age in AGE_BANDS]
    held = HeldHistory().put(*[seen(age_measure(*band), 10.0, first) for band in bands])
    held.put(*[seen(age_measure(*band), 11.0, second) for band in bands[1:]])

    whole, part = pyramids(held, CITY, first, datetime(2026, 3, 1, tzinfo=KOREAN_TIME))

    assert (whole.month, whole.total) == (date(2026, 1, 1), 220)
    assert (part.month, part.total, part.male[0]) == (date(2026, 2, 1), None, None)
