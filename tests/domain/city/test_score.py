"""Scores against targets: both directions, all stretches, and nothing made of nothing."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dashboard.domain.city.history import Point, Step
from dashboard.domain.city.score import CLIP, Curve, Score, Stretch, scores
from dashboard.domain.city.targets import Target, TargetError, load_targets
from dashboard.domain.words import KOREAN_TIME

TODAY = datetime(2026, 11, 2, tzinfo=KOREAN_TIME)


def curve_of(values: Sequence[float | None]) -> Curve:
    """Daily values, the last of them yesterday's."""
    points = [Point(TODAY - timedelta(days=len(values) - place), value) for place, value in enumerate(values)]

    def curve(since: datetime, until: datetime, step: Step) -> list[Point]:
        assert step in (Step.DAY, Step.MONTH)
        return [point for point in points if since <= point.at < until]

    return curve


def by_stretch(target: Target, values: Sequence[float | None]) -> dict[Stretch, Score]:
    return {score.stretch: score for score in scores(target, curve_of(values), TODAY)}


def test_lower_is_better_turns_the_score_round() -> None:
    found = by_stretch(Target("air.pm25", 18.0), [20.0] * 91)

    assert [found[stretch].share for stretch in Stretch] == [0.9] * 4
    assert (found[Stretch.WEEK].actual, found[Stretch.WEEK].goal) == (20.0, 18.0)


def test_higher_is_better_is_actual_over_target() -> None:
    found = by_stretch(Target("traffic.speed", 25.0), [20.0] * 91)

    assert found[Stretch.DAY].share == 0.8


def test_a_sum_is_held_against_as_many_days_as_are_known() -> None:
    """7 days of which 5 are known: 10 fires against 5 days' worth of the target, not 7."""
    found = by_stretch(Target("disaster.fires", 3.0, per="day"), [2, 2, None, 2, None, 2, 2])

    week = found[Stretch.WEEK]
    assert (week.actual, week.goal, week.known, week.days) == (10, 15.0, 5, 7)
    assert week.share == 1.5
    assert week.is_clipped
    assert week.drawn == CLIP


def test_a_target_of_a_year_is_spread_over_its_days() -> None:
    found = by_stretch(Target("traffic.deaths", 365.25, per="year"), [2.0] * 91)

    assert found[Stretch.MONTH].share == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], [None] * 4),
        ([None] * 91, [None] * 4),
        ([20.0], [0.9, None, None, None]),
        ([20.0] * 7, [0.9, 0.9, None, None]),
        ([*[20.0] * 90, None], [None, 0.9, 0.9, 0.9]),
    ],
)
def test_what_is_missing_has_no_score_and_is_no_zero(
    values: list[float | None], expected: list[float | None]
) -> None:
    found = by_stretch(Target("air.pm25", 18.0), values)

    assert [found[stretch].share for stretch in Stretch] == expected


def test_nothing_at_all_is_the_best_where_less_is_better_and_marked() -> None:
    found = by_stretch(Target("traffic.deaths", 1.0, per="day"), [0.0] * 7)

    assert (found[Stretch.WEEK].drawn, found[Stretch.WEEK].is_clipped) == (CLIP, True)


def test_a_target_of_nothing_that_is_missed_is_nought() -> None:
    found = by_stretch(Target("traffic.deaths", 0.0, per="day"), [1.0] * 7)

    assert found[Stretch.WEEK].share == 0


def test_a_monthly_statistic_has_a_month_and_a_quarter_of_the_newest_ones() -> None:
    months = [Point(datetime(2026, month, 1, tzinfo=KOREAN_TIME), 1000.0 * month) for month in (6, 7, 8, 9)]
    target = Target("population.births", 12_000.0 * 9, per="year")

    found = scores(target, lambda _since, _until, _step: months, TODAY)

    assert [score.stretch for score in found] == [Stretch.MONTH, Stretch.QUARTER]
    assert [score.actual for score in found] == [9000.0, 24_000.0]
    assert [score.share for score in found] == [pytest.approx(1.0), pytest.approx(8 / 9)]


def written(folder: Path, text: str) -> Path:
    path = folder / "targets.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_targets_are_read_from_a_file(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        '[[target]]\nmeasure = "air.pm25"\nvalue = 18\nprojects = ["P1", "P2", "P1"]\nsource = "계획"\n'
        '[[target]]\nmeasure = "disaster.fires"\nplace = "30110"\nvalue = 90\nper = "year"\n',
    )

    assert load_targets(path) == (
        Target("air.pm25", 18.0, "30000", None, ("P1", "P2"), "계획"),
        Target("disaster.fires", 90.0, "30110", "year"),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not toml", "읽을 수 없습니다"),
        ("[target]\nvalue = 1", "[[target]]"),
        ('[[goal]]\nmeasure = "air.pm25"', "[[target]]"),
        ('[[target]]\nmeasure = "air.dust"\nvalue = 1', "'air.dust'"),
        ('[[target]]\nmeasure = "weather.rain"\nvalue = 1', "weather.rain"),
        ('[[target]]\nmeasure = "air.pm25"\nvalue = "18"', "'18'"),
        ('[[target]]\nmeasure = "air.pm25"\nvalue = -1', "-1"),
        ('[[target]]\nmeasure = "air.pm25"\nvalue = nan', "nan"),
        ('[[target]]\nmeasure = "air.pm25"\nvalue = 1\nplace = "동구"', "'동구'"),
        ('[[target]]\nmeasure = "air.pm25"\nvalue = 1\nper = "day"', "per='day'"),
        ('[[target]]\nmeasure = "disaster.fires"\nvalue = 1', "per"),
        ('[[target]]\nmeasure = "air.pm25"\nvalue = 1\nproject = "P1"', "'project'"),
        ('[[target]]\nmeasure = "air.pm25"\nvalue = 1\n' * 2, "둘"),
    ],
)
def test_a_target_that_means_nothing_stops_with_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(TargetError) as caught:
        load_targets(written(tmp_path, text))

    assert "targets.toml" in str(caught.value)
    assert said in str(caught.value)
