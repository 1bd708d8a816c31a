"""Two plan versions side by side: dates, money and targets before and after."""

from datetime import date
from typing import Any

import pytest

from dashboard import urls
from dashboard.domain.records import PlanTarget
from dashboard.domain.vocabulary import FundSource, Precision
from dashboard.screens.project import project as project_screen
from dashboard.screens.versions import Versions
from tests.builders import (
    EOK,
    TODAY,
    change,
    original,
    plan_fund,
    planned_dates,
    portfolio,
    project,
    stage,
)

PLANS = [
    project(),
    original(),
    change(1, reason="대상 확대", procedure="평가단 심의"),
    change(2, date(2024, 5, 1)),
]


def versions_of(*records: Any, plans: str | None = None) -> Versions:
    address = urls.Address(urls.Page.PROJECT, "p1")
    address = address.with_option("plans", plans) if plans else address
    screen = project_screen(portfolio(*PLANS, *records), address, TODAY)
    assert screen is not None
    return screen.versions


def test_first_the_first_plan_stands_against_the_one_in_force() -> None:
    versions = versions_of()

    assert (versions.before_name, versions.after_name, versions.is_open) == ("당초", "변경 2", False)
    assert [(row.name, row.reason_text) for row in versions.steps] == [
        ("변경 1", "대상 확대"),
        ("변경 2", "자료 없음"),
    ]


@pytest.mark.parametrize("asked", ["당초,변경1", "당초,변경 1", "%EB%8B%B9%EC%B4%88,변경1"])
def test_an_address_chooses_both_by_key_or_by_name(asked: str) -> None:
    versions = versions_of(plans=asked)

    assert (versions.before_name, versions.after_name, versions.is_open) == ("당초", "변경 1", True)


def test_the_current_plan_has_a_word_of_its_own() -> None:
    assert versions_of(plans="변경1,현재").after_name == "변경 2"


@pytest.mark.parametrize("asked", ["당초", "당초,없음", "당초,변경1,변경2", ",", "변경9,변경1"])
def test_a_choice_that_is_none_is_not_taken(asked: str) -> None:
    assert not versions_of(plans=asked).is_open


def test_every_choice_is_an_address_that_keeps_the_other_side() -> None:
    versions = versions_of(plans="당초,변경1")

    assert [(each.label, each.is_on) for each in versions.after] == [
        ("당초", False),
        ("변경 1", True),
        ("변경 2", False),
    ]
    chosen = urls.parse(versions.after[2].href).option("plans")
    assert chosen is not None
    assert versions_of(plans=chosen).after_name == "변경 2"
    assert versions_of(plans=chosen).before_name == "당초"


def test_dates_stand_side_by_side_with_days_between() -> None:
    versions = versions_of(
        *(stage(key, seq=n) for n, key in enumerate(("설계", "착공", "운영", "폐지", "빈칸"))),
        planned_dates("설계", date(2023, 1, 1), date(2023, 12, 31)),
        planned_dates("설계", date(2023, 2, 1), date(2024, 2, 1), plan="변경1"),
        planned_dates("착공", None, date(2024, 1, 1), end_precision=Precision.YEAR),
        planned_dates("착공", None, date(2024, 6, 30), plan="변경1"),
        planned_dates("운영", date(2025, 1, 1), None, plan="변경1", end_precision=Precision.OPEN),
        planned_dates("폐지", date(2025, 1, 1), date(2025, 1, 1)),
        plans="당초,변경1",
    )

    assert [(row.name, row.start_text, row.end_text, row.is_later) for row in versions.stages] == [
        ("절차 설계", "+31일", "+32일", True),
        ("절차 착공", "–", "-184일", False),
        ("절차 운영", "추가", "추가", False),
        ("절차 폐지", "없어짐", "없어짐", False),
    ]
    assert versions.stages[3].before_text == "2025. 1. 1."


def test_a_change_of_money_alone_leaves_the_dates_in_force_and_says_so() -> None:
    versions = versions_of(
        stage(),
        planned_dates(end=date(2024, 1, 1)),
        plan_fund(10 * EOK),
        plan_fund(15 * EOK, plan="변경1"),
        plans="당초,변경1",
    )

    assert versions.stages_empty == "두 계획의 일정이 같습니다."
    assert versions.notes == ("변경 1에는 일정 자료가 없어 당초의 것을 보임",)


def test_money_differs_by_source_and_by_year_and_both_sum_to_the_difference_of_the_totals() -> None:
    money = versions_of(
        plan_fund(40 * EOK, period="2023"),
        plan_fund(60 * EOK, FundSource.METRO, "2024"),
        plan_fund(50 * EOK, period="2023", plan="변경1"),
        plan_fund(20 * EOK, FundSource.PRIVATE, "임기후", plan="변경1"),
        plans="당초,변경1",
    ).money

    assert [(row.label, row.difference) for row in money.sources] == [
        ("국비", 10 * EOK),
        ("시도비", -60 * EOK),
        ("민자", 20 * EOK),
        ("총계", -30 * EOK),
    ]
    for rows in (money.sources, money.years):
        assert sum(row.difference or 0 for row in rows[:-1]) == rows[-1].difference == -30 * EOK
    assert money.cell_heads == ("2023년", "2024년", "임기후", "총계")
    assert money.cells[-1].texts == ("+10", "-60", "+20", "-30")
    assert (money.sources[1].before_text, money.sources[1].after_text) == ("60", "–")


def test_without_money_in_one_plan_there_is_no_difference() -> None:
    money = versions_of(plan_fund(40 * EOK, plan="변경1"), plans="당초,변경1").money

    assert [(row.label, row.difference_text) for row in money.sources] == [("국비", "–"), ("총계", "–")]
    assert money.cells == ()


def test_an_amount_that_nobody_read_is_no_zero_and_is_said() -> None:
    money = versions_of(
        plan_fund(None),
        plan_fund(40 * EOK, FundSource.METRO),
        plan_fund(5 * EOK, plan="변경1"),
        plans="당초,변경1",
    ).money

    assert money.sources[0].difference is None
    assert money.note is not None


def test_targets_differ_in_points() -> None:
    versions = versions_of(
        PlanTarget("p1", "당초", "2024Q3", 0.5),
        PlanTarget("p1", "당초", "2024Q4", 0.6),
        PlanTarget("p1", "변경1", "2024Q3", 0.45),
        PlanTarget("p1", "변경1", "2025Q1", 0.7),
        PlanTarget("p1", "변경1", "언젠가", 0.7),
        plans="당초,변경1",
    )

    assert [(row.quarter, row.difference_text) for row in versions.targets] == [
        ("2024년 3분기", "-5.0%p"),
        ("2024년 4분기", "–"),
        ("2025년 1분기", "–"),
    ]
