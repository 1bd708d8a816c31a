"""The money of a project as a table of sources and periods."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import urls
from dashboard.domain.portfolio import Profile
from dashboard.domain.vocabulary import FundSource, Period, Status
from dashboard.screens.financing import FundRow, FundTable
from dashboard.screens.project import project as project_screen
from dashboard.screens.room import room
from tests.builders import (
    EOK,
    TODAY,
    change,
    executed,
    original,
    plan_fund,
    portfolio,
    project,
    report,
    secured,
)

N, M = FundSource.NATIONAL, FundSource.METRO


def table(*records: Any, **facts: Any) -> FundTable:
    screen = project_screen(portfolio(project(), *records, **facts), urls.parse("/projects/p1"), TODAY)
    assert screen is not None
    return screen.funding


def texts(row: FundRow) -> list[str]:
    return [cell.text for cell in row.cells]


def test_sources_stand_by_periods_with_invested_and_after_term_apart() -> None:
    found = table(
        plan_fund(247 * EOK, N, Period.INVESTED),
        plan_fund(312 * EOK, N, "2023"),
        plan_fund(208 * EOK, M, "2023"),
        plan_fund(1_846 * EOK, N, "2025"),
        plan_fund(4_512 * EOK, N, Period.AFTER_TERM),
        profile=Profile(fund_source_labels={M: "시비"}),
    )

    assert [(each.label, each.kind) for each in found.columns] == [
        ("기투자", "invested"),
        ("2023", "year"),
        ("2024", "year"),
        ("2025", "year"),
        ("임기후", "after"),
        ("총계", "total"),
    ]
    assert [(row.label, row.source) for row in found.planned] == [("국비", N), ("시비", M)]
    assert texts(found.planned[0]) == ["247", "312", "–", "1,846", "4,512", "6,917"]
    assert texts(found.planned_sum) == ["247", "520", "–", "1,846", "4,512", "7,125"]
    assert found.unit_text == "억원"


def test_unknown_year_and_unknown_source_appear_when_there_are_any() -> None:
    found = table(plan_fund(10 * EOK, FundSource.UNKNOWN, Period.UNKNOWN), plan_fund(5 * EOK))

    assert [row.label for row in found.planned] == ["국비", "재원 미상"]
    assert [each.label for each in found.columns] == ["2024", "연도 미상", "총계"]
    assert texts(found.planned_sum)[-1] == "1,500"
    assert found.unit_text == "백만원"


def test_secured_and_executed_have_rows_by_source_and_in_sum() -> None:
    found = table(
        plan_fund(100 * EOK),
        plan_fund(50 * EOK, M),
        secured(80 * EOK),
        secured(50 * EOK, M),
        executed(60 * EOK),
    )

    assert (texts(found.secured_sum), texts(found.executed_sum)) == (["130", "130"], ["60", "60"])
    assert [row.label for row in found.secured_by_source] == ["국비", "시도비"]
    assert [row.label for row in found.executed_by_source] == ["국비"]
    assert found.gap_text == "미확보 20억 (총사업비 150억 − 확보 130억)"


def test_a_year_for_which_nothing_is_secured_is_a_gap_as_a_whole_so_that_the_row_adds_up() -> None:
    found = table(plan_fund(100 * EOK), plan_fund(100 * EOK, period="2025"), secured(80 * EOK))

    assert texts(found.gap) == ["20", "100", "120"]


def test_more_secured_than_planned_is_said_as_such() -> None:
    found = table(plan_fund(100 * EOK), secured(102 * EOK))

    assert found.gap_text == "확보가 총사업비보다 2억 많음 (총사업비 100억, 확보 102억)"
    assert found.rates[0].value_text == "102.0%"


def test_a_cell_carries_its_amount_for_the_chart_and_its_text_for_the_hover() -> None:
    cell = table(plan_fund(123_456_789_012)).planned[0].cells[0]

    assert (cell.amount, cell.text, cell.exact_text) == (123_456_789_012, "1,234.6", "1,235억")
    assert cell.value is not None
    assert abs(cell.value - 1234.56789012) < 1e-6


def test_rounding_is_said() -> None:
    assert table(plan_fund(123_456_789_012)).notes == ("단위 미만 반올림",)
    assert table(plan_fund(200 * EOK)).notes == ()


def test_every_rate_carries_its_base() -> None:
    rates = table(plan_fund(100 * EOK), secured(80 * EOK), executed(20 * EOK)).rates

    assert [(rate.name, rate.fraction_text) for rate in rates] == [
        ("확보율(총사업비 대비)", "80억 / 100억"),
        ("확보율(임기내)", "80억 / 100억"),
        ("확보율(올해까지 계획 대비)", "80억 / 100억"),
        ("집행률", "20억 / 80억"),
    ]
    assert all(rate.definition for rate in rates)


def test_a_change_without_money_says_whose_money_is_shown() -> None:
    found = table(original(), change(1), plan_fund(200 * EOK))

    assert found.notes == ("변경 1에는 금액이 없어 당초의 금액을 보임",)


def test_printed_totals_that_are_no_sums_are_listed() -> None:
    found = table(plan_fund(100 * EOK), plan_fund(101 * EOK, FundSource.TOTAL, Period.TOTAL))

    (line,) = found.mismatches
    assert (line.what, line.stated_text, line.summed_text, line.difference_text) == (
        "계획 전체 합계",
        "101억",
        "100억",
        "+1억",
    )


def test_a_project_without_money_says_why() -> None:
    assert table().empty_text == "등록된 재원이 없습니다."
    screen = project_screen(portfolio(project(has_budget=False)), urls.parse("/projects/p1"), TODAY)
    assert screen is not None
    assert screen.funding.empty_text == "비예산 사업"


def test_rates_of_a_project_without_budget_do_not_apply_and_are_not_missing() -> None:
    screen = project_screen(portfolio(project(has_budget=False)), urls.parse("/projects/p1"), TODAY)
    assert screen is not None

    assert {rate.value_text for rate in screen.funding.rates} == {"해당 없음(비예산)"}
    assert [each.value_text for each in screen.figures[1:3]] == ["해당 없음(비예산)"] * 2


def test_a_project_with_a_budget_or_with_money_says_what_is_missing() -> None:
    assert {rate.value_text for rate in table().rates} == {"자료 없음"}
    screen = project_screen(
        portfolio(project(has_budget=False), plan_fund(EOK)), urls.parse("/projects/p1"), TODAY
    )
    assert screen is not None
    assert {rate.value_text for rate in screen.funding.rates} == {"자료 없음"}


def test_where_no_project_has_a_budget_the_rates_of_all_do_not_apply() -> None:
    city = portfolio(project(has_budget=False), project("p2", has_budget=False))

    money = room(city, urls.parse("/"), TODAY).money

    assert {rate.value_text for rate in money.rates} == {"해당 없음(비예산)"}
    assert {line.amount_text for line in money.lines} == {"해당 없음(비예산)"}


def test_money_of_dropped_projects_in_the_sums_is_named() -> None:
    city = portfolio(
        project(short_name="게임관", number="36"),
        project("p2"),
        plan_fund(310 * EOK),
        plan_fund(90 * EOK, project_id="p2"),
        report(status=Status.DROPPED, progress=0.1),
        report("p2", progress=0.5),
    )

    screen = room(city, urls.parse("/"), TODAY)

    weighted = next(rate for rate in screen.other_rates if "가중" in rate.name)
    assert "폐기 1개(36 게임관) 계획 310억 포함" in screen.money.notes
    assert screen.money.rates[0].denominator_text == "400억"
    assert weighted.denominator_text == "90억"
    assert weighted.definition.endswith("제외: 폐기 1개(36 게임관. 확보율에는 포함)")


@pytest.mark.parametrize(
    ("status", "label"),
    [(Status.DROPPED, "계획상 마지막 절차"), (Status.ON_HOLD, "계획상 마지막 절차"), (Status.DONE, "완료")],
)
def test_a_project_that_was_stopped_is_not_said_to_end_as_done(status: Status, label: str) -> None:
    screen = project_screen(portfolio(project(), report(status=status)), urls.parse("/projects/p1"), TODAY)

    assert screen is not None
    assert screen.plans_end_label == label


def test_years_far_apart_are_not_filled_in() -> None:
    found = table(plan_fund(1, period="0001"), plan_fund(1, period="9999"))

    assert [each.key for each in found.columns] == ["0001", "9999", "total"]


cells = st.tuples(
    st.none() | st.integers(-(10**14), 10**14),
    st.sampled_from([source for source in FundSource if source is not FundSource.TOTAL]),
    st.sampled_from(["기투자", "2022", "2024", "2026", "임기후", "unknown"]),
)


@given(st.lists(cells, max_size=40))
def test_rows_and_columns_of_the_table_add_up_to_the_same_total(
    rows: list[tuple[int | None, FundSource, str]],
) -> None:
    found = table(*(plan_fund(amount, source, period) for amount, source, period in rows))

    by_column = [cell.amount or 0 for cell in found.planned_sum.cells]
    assert sum(by_column[:-1]) == by_column[-1]
    assert sum(row.cells[-1].amount or 0 for row in found.planned) == by_column[-1]
    for row in found.planned:
        assert sum(cell.amount or 0 for cell in row.cells[:-1]) == (row.cells[-1].amount or 0)
