"""Many schedules side by side: the plan compared, slips of whole projects, milestones, windows of time."""

from datetime import date
from typing import Any

import pytest

from dashboard.domain.portfolio import ProjectMeasure
from dashboard.domain.portfolio_schedule import (
    CURRENT,
    ORIGINAL,
    Window,
    compared_plan,
    end_slip,
    milestones,
    month_of,
    most_changes,
    quarter_of,
    year_of,
)
from dashboard.domain.vocabulary import Precision, StageKind
from tests.builders import BASIS, change, original, planned_dates, portfolio, project, stage


def measured(*records: Any) -> ProjectMeasure:
    return portfolio(project(), *records).measures(BASIS)["p1"]


def test_a_quarter_a_year_and_a_month_are_whole() -> None:
    day = date(2024, 2, 29)

    assert quarter_of(day) == Window(date(2024, 1, 1), date(2024, 3, 31))
    assert year_of(day) == Window(date(2024, 1, 1), date(2024, 12, 31))
    assert month_of(day) == Window(date(2024, 2, 1), date(2024, 2, 29))


@pytest.mark.parametrize("start", [date(2024, month, 1) for month in range(1, 13)])
def test_one_step_forth_and_one_back_is_the_same_window(start: date) -> None:
    for window in (month_of(start), quarter_of(start), year_of(start)):
        assert window.moved(1).moved(-1) == window
        assert window.moved(1).months == window.months
        assert (window.moved(1).first - window.last).days == 1


def test_a_window_of_some_days_moves_by_its_own_length() -> None:
    window = Window(date(2024, 12, 20), date(2024, 12, 29))

    assert window.moved(1) == Window(date(2024, 12, 30), date(2025, 1, 8))
    assert window.months is None


def test_any_version_in_force_can_be_compared() -> None:
    measure = measured(
        original(),
        change(1, approved_on=date(2023, 12, 20)),
        change(2, approved_on=date(2024, 6, 1)),
        change(3, approved_on=date(2025, 6, 1)),
        stage(),
        planned_dates(end=date(2024, 1, 1)),
        planned_dates(end=date(2024, 6, 1), plan="변경1"),
        planned_dates(end=date(2025, 1, 1), plan="변경3"),
    )

    def end(choice: str) -> date | None:
        plan = compared_plan(measure, choice, BASIS)
        return plan["s1"].end if plan else None

    assert (end(ORIGINAL), end("1"), end(CURRENT)) == (date(2024, 1, 1), date(2024, 6, 1), date(2024, 6, 1))
    assert end("2") == date(2024, 6, 1), "a 변경 without dates leaves those of the version before in force"
    assert compared_plan(measure, "3", BASIS) is None, "not approved by that day"
    assert compared_plan(measure, "4", BASIS) is None
    assert most_changes([measure], BASIS) == 2


def test_the_slip_of_a_project_is_that_of_its_last_end_where_both_are_known() -> None:
    measure = measured(
        original(),
        change(1),
        stage("s1", actual_end=date(2024, 3, 1)),
        stage("s2"),
        stage("s3"),
        planned_dates("s1", end=date(2024, 1, 1)),
        planned_dates("s2", end=date(2024, 6, 30)),
        planned_dates("s3", end=date(2026, 1, 1)),
        planned_dates("s1", end=date(2024, 2, 1), plan="변경1"),
        planned_dates("s2", end=date(2024, 7, 30), plan="변경1"),
    )

    slip = end_slip(measure, compared_plan(measure, ORIGINAL, BASIS))
    assert slip is not None
    assert slip.days == 30, "s3 has no end now"
    still = end_slip(measure, compared_plan(measure, CURRENT, BASIS))
    assert still is not None
    assert still.days == 0
    assert end_slip(measure, None) is None
    assert end_slip(measured(), {}) is None


def test_a_milestone_stands_where_it_happened_or_where_the_current_plan_puts_it() -> None:
    measure = measured(
        stage("s1", kind=StageKind.REVIEW, actual_end=date(2024, 3, 1)),
        stage("s2", kind=StageKind.START),
        stage("s3", kind=StageKind.WORKS),
        stage("s4", kind=StageKind.FINISH),
        planned_dates("s1", end=date(2024, 1, 1)),
        planned_dates("s2", end=date(2025, 4, 1), end_precision=Precision.MONTH),
        planned_dates("s3", end=date(2025, 4, 1)),
    )

    assert [(each.first, each.last, each.is_done) for each in milestones(measure)] == [
        (date(2024, 3, 1), date(2024, 3, 1), True),
        (date(2025, 4, 1), date(2025, 4, 30), False),
    ]
