"""Dates and their precision, the plan in force, what is overdue, what comes next."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.history import UnapprovedChange
from dashboard.domain.records import PlanVersion, Stage, StagePlan
from dashboard.domain.schedule import (
    Schedule,
    days_until,
    first_day,
    last_day,
    original_plan,
    quarter_end,
    schedule,
    slip_between,
)
from dashboard.domain.vocabulary import Precision, StageKind
from dashboard.domain.words import KOREAN, slip_text
from tests.builders import change, original, planned_dates, stage

D = date(2024, 12, 31)


def measured(
    stages: list[Stage], dates: list[StagePlan], plans: list[PlanVersion] | None = None, on: date = D
) -> Schedule:
    by_plan: dict[str, dict[str, StagePlan]] = {}
    for each in dates:
        by_plan.setdefault(each.plan_key, {})[each.stage_key] = each
    return schedule(stages, plans or [original()], by_plan, on)


@pytest.mark.parametrize(
    ("precision", "first", "last"),
    [
        (None, date(2024, 2, 10), date(2024, 2, 10)),
        (Precision.DAY, date(2024, 2, 10), date(2024, 2, 10)),
        (Precision.MONTH, date(2024, 2, 1), date(2024, 2, 29)),
        (Precision.QUARTER, date(2024, 1, 1), date(2024, 3, 31)),
        (Precision.HALF, date(2024, 1, 1), date(2024, 6, 30)),
        (Precision.YEAR, date(2024, 1, 1), date(2024, 12, 31)),
        (Precision.OPEN, None, None),
    ],
)
def test_a_date_covers_the_days_of_its_precision(
    precision: Precision | None, first: date | None, last: date | None
) -> None:
    day = date(2024, 2, 10)

    assert (first_day(day, precision), last_day(day, precision)) == (first, last)


def test_no_date_has_no_last_day() -> None:
    assert last_day(None, Precision.MONTH) is None


def test_a_stage_past_its_planned_end_is_overdue_by_whole_days() -> None:
    found = measured([stage()], [planned_dates(end=date(2024, 10, 5))])

    assert (found.stages[0].overdue_days, found.days_past) == (87, 87)


def test_a_stage_is_not_overdue_on_its_last_day() -> None:
    assert measured([stage()], [planned_dates(end=D)]).days_past is None


def test_a_month_is_over_only_after_its_last_day() -> None:
    dates = [planned_dates(end=date(2024, 12, 1), end_precision=Precision.MONTH)]

    assert measured([stage()], dates).days_past is None
    assert measured([stage()], dates, on=date(2025, 1, 1)).days_past == 1


def test_an_actual_end_ends_it_whatever_the_plan_says() -> None:
    found = measured([stage(actual_end=date(2024, 11, 1))], [planned_dates(end=date(2024, 1, 1))])

    assert (found.days_past, found.stages[0].is_done) == (None, True)


@pytest.mark.parametrize("precision", [None, Precision.OPEN])
def test_what_goes_on_or_has_no_end_is_never_overdue(precision: Precision | None) -> None:
    dates = [planned_dates(start=date(2020, 1, 1), end_precision=precision)]

    assert measured([stage()], dates).days_past is None


def test_a_stage_whose_actual_end_nobody_could_read_is_not_judged() -> None:
    unreadable = stage(unread=(("actual_end", "2024. 13. 1"),))

    found = measured([unreadable], [planned_dates(end=date(2024, 1, 1))])

    assert (found.days_past, found.unjudged, found.stages[0].judged) == (None, 1, False)


def test_another_unread_field_does_not_stop_the_judgement() -> None:
    found = measured([stage(unread=(("actual_start", "미정"),))], [planned_dates(end=date(2024, 12, 30))])

    assert (found.days_past, found.unjudged) == (1, 0)


def test_the_furthest_overdue_stage_speaks_for_the_project() -> None:
    found = measured(
        [stage("s1"), stage("s2")],
        [planned_dates("s1", end=date(2024, 12, 1)), planned_dates("s2", end=date(2024, 6, 1))],
    )

    assert found.worst is not None
    assert found.worst.stage.key == "s2"


def test_the_newest_approved_change_is_the_current_plan() -> None:
    plans = [original(), change(1), change(2, approved_on=date(2024, 5, 20))]

    current = measured([], [], plans).current

    assert current is not None
    assert current.key == "변경2"


def test_a_proposed_change_is_never_the_current_plan() -> None:
    plans = [original(), change(1, approved_on=None)]
    dates = [planned_dates(end=date(2024, 1, 1)), planned_dates(end=date(2026, 1, 1), plan="변경1")]

    found = measured([stage()], dates, plans)

    assert found.current is plans[0]
    assert found.days_past == 365


def test_a_change_approved_after_the_status_date_is_not_yet_current() -> None:
    plans = [original(), change(1, approved_on=date(2025, 1, 1))]

    assert measured([], [], plans).current is plans[0]
    assert measured([], [], plans, on=date(2025, 1, 1)).current is plans[1]


def test_the_order_of_changes_is_their_seq_and_not_their_approval() -> None:
    plans = [change(2, approved_on=date(2023, 1, 1)), change(1, approved_on=date(2024, 1, 1)), original()]

    current = measured([], [], plans).current

    assert current is not None
    assert current.seq == 2


def test_a_change_of_money_alone_leaves_the_dates_in_force() -> None:
    plans = [original(), change(1)]

    found = measured([stage()], [planned_dates(end=date(2024, 12, 30))], plans)

    assert (found.current, found.dates_from, found.days_past) == (plans[1], plans[0], 1)


def test_a_stage_that_the_current_plan_dropped_is_not_overdue() -> None:
    plans = [original(), change(1)]
    dates = [
        planned_dates("s1", end=date(2024, 1, 1)),
        planned_dates("s2", end=date(2025, 6, 1), plan="변경1"),
    ]

    assert measured([stage("s1"), stage("s2")], dates, plans).days_past is None


def test_slip_is_measured_from_the_original_plan() -> None:
    plans = [original(), change(1)]
    dates = [planned_dates(end=date(2025, 1, 1)), planned_dates(end=date(2025, 7, 3), plan="변경1")]

    assert measured([stage()], dates, plans).stages[0].slip_days == 183


def test_what_ended_slipped_by_its_actual_end() -> None:
    found = measured([stage(actual_end=date(2024, 3, 1))], [planned_dates(end=date(2024, 3, 11))])

    assert found.stages[0].slip_days == -10


def test_without_an_original_date_there_is_no_slip() -> None:
    found = measured([stage(actual_end=date(2024, 3, 1))], [])

    assert found.stages[0].slip_days is None


def test_stages_come_by_seq_then_by_planned_start() -> None:
    stages = [stage("late"), stage("early"), stage("second", seq=2), stage("first", seq=1)]
    dates = [
        planned_dates("late", start=date(2025, 1, 1)),
        planned_dates("early", start=date(2023, 1, 1)),
    ]

    found = measured(stages, dates)

    assert [each.stage.key for each in found.stages] == ["first", "second", "early", "late"]


def test_the_next_step_is_the_nearest_date_still_to_come() -> None:
    found = measured(
        [stage("done", actual_end=date(2024, 1, 1)), stage("design"), stage("works", kind=StageKind.WORKS)],
        [
            planned_dates("done", end=date(2025, 1, 1)),
            planned_dates("design", start=date(2024, 1, 1), end=date(2025, 6, 30)),
            planned_dates("works", start=date(2025, 3, 13), end=date(2028, 1, 1)),
        ],
    )

    step = found.next_step

    assert step is not None
    assert (step.stage.stage.key, step.is_start, days_until(step, D)) == ("works", True, 72)


def test_a_start_that_has_happened_is_no_next_step() -> None:
    found = measured(
        [stage(actual_start=date(2024, 12, 1))],
        [planned_dates(start=date(2025, 1, 15), end=date(2025, 12, 1))],
    )

    assert found.next_step is not None
    assert not found.next_step.is_start


def test_one_event_has_one_date() -> None:
    found = measured(
        [stage(kind=StageKind.START)], [planned_dates(start=date(2025, 1, 10), end=date(2025, 1, 20))]
    )

    assert found.next_step is not None
    assert found.next_step.day == date(2025, 1, 20)


def test_there_is_no_next_step_when_all_planned_dates_have_passed() -> None:
    assert measured([stage()], [planned_dates(end=date(2024, 1, 1))]).next_step is None


def test_milestones_are_what_the_source_says_else_what_the_kind_suggests() -> None:
    found = measured(
        [
            stage("a", seq=1, kind=StageKind.START),
            stage("b", seq=2, kind=StageKind.START, milestone=False),
            stage("c", seq=3, kind=StageKind.DESIGN, milestone=True),
            stage("d", seq=4),
        ],
        [],
    )

    assert [each.is_milestone for each in found.stages] == [True, False, True, False]


def test_a_city_that_keeps_only_changes_has_no_original() -> None:
    assert original_plan([change(1)]) is None


@pytest.mark.parametrize(
    ("quarter", "day"),
    [
        ("2024Q3", date(2024, 9, 30)),
        ("2024Q4", date(2024, 12, 31)),
        ("2024Q5", None),
        ("0000Q1", None),
        ("", None),
    ],
)
def test_a_quarter_ends_on_its_last_day(quarter: str, day: date | None) -> None:
    assert quarter_end(quarter) == day


@given(st.dates(), st.sampled_from([each for each in Precision if each is not Precision.OPEN]))
def test_a_day_lies_within_its_own_precision(day: date, precision: Precision) -> None:
    first, last = first_day(day, precision), last_day(day, precision)

    assert first is not None
    assert last is not None
    assert first <= day <= last
    assert (first_day(last, precision), last_day(first, precision)) == (first, last)


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_a_stage_is_overdue_exactly_when_its_end_lies_before_the_day(end: date, on: date) -> None:
    days = measured([stage()], [planned_dates(end=end)], on=on).days_past

    assert days == ((on - end).days if end < on else None)


def test_the_original_plan_keeps_the_date_that_was_known_first() -> None:
    moves = [
        UnapprovedChange("p1", "당초", "1", "end", date(2024, 5, 1), date(2024, 6, 1), date(2024, 3, 31)),
        UnapprovedChange("p1", "당초", "1", "end", date(2024, 6, 1), date(2024, 8, 1), date(2024, 4, 30)),
    ]
    plan = StagePlan("p1", "당초", "1", end=date(2024, 8, 1), end_precision=Precision.DAY)

    (found,) = schedule([Stage("p1", "1", "설계")], [original()], {"당초": {"1": plan}}, D, moves).stages

    assert (found.baseline_end, found.current_end) == (date(2024, 5, 1), date(2024, 8, 1))
    assert found.slip_days == 92


@pytest.mark.parametrize(
    ("planned", "now", "text"),
    [
        ((date(2024, 6, 30), Precision.DAY), (date(2024, 12, 31), Precision.DAY), "+184일"),
        ((date(2024, 6, 30), Precision.DAY), (date(2024, 6, 14), Precision.DAY), "-16일"),
        ((date(2020, 6, 30), Precision.MONTH), (date(2020, 6, 14), Precision.DAY), "같은 달"),
        ((date(2025, 1, 31), Precision.MONTH), (date(2025, 4, 30), Precision.MONTH), "+3개월"),
        ((date(2025, 3, 31), Precision.QUARTER), (date(2025, 2, 10), Precision.DAY), "같은 분기"),
        ((date(2027, 12, 31), Precision.YEAR), (date(2028, 12, 31), Precision.YEAR), "+1년"),
        ((date(2027, 12, 31), Precision.YEAR), (date(2027, 5, 3), Precision.DAY), "같은 해"),
        ((date(2027, 12, 31), Precision.YEAR), (date(2028, 5, 31), Precision.MONTH), "+1년"),
    ],
)
def test_a_slip_is_told_no_finer_than_its_dates_are_known(
    planned: tuple[date, Precision], now: tuple[date, Precision], text: str
) -> None:
    assert slip_text(KOREAN, slip_between(planned, now)) == text


def test_a_slip_without_one_of_its_dates_is_missing() -> None:
    assert slip_text(KOREAN, None) == KOREAN.missing_mark
