"""Budget lines on screen: the section of a project, the cut of the money screen, what does not fit."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from dashboard import urls
from dashboard.domain.words import KOREAN
from dashboard.screens.budget import ProjectBudget
from dashboard.screens.budget_rows import MOST_LINES, SumRow, SumTable
from dashboard.screens.money import money
from dashboard.screens.money_lines import LinesCut
from dashboard.screens.project import project as project_screen
from tests.builders import (
    EOK,
    TODAY,
    budget_line,
    budget_share,
    executed,
    portfolio,
    project,
    secured,
)

LINES = [
    budget_line("101", 2023, 300 * EOK, 200 * EOK, 100 * EOK, as_of=date(2023, 12, 31)),
    budget_line("101", 2024, 400 * EOK, 300 * EOK, 20 * EOK),
    budget_line("102", 2024, 100 * EOK, 90 * EOK, account="특별회계", department="교통과"),
    budget_line("900", 2024, 50 * EOK, 10 * EOK, name="청사 관리"),
]
SHARES = [
    budget_share("101", "p1", "0.6"),
    budget_share("101", "p2", "0.4"),
    budget_share("102", "p2", "0.8"),
]
PROJECTS = [project("p1"), project("p2"), project("p3")]


def section(project_id: str, *records: Any) -> ProjectBudget | None:
    screen = project_screen(portfolio(*PROJECTS, *records), urls.parse(f"/projects/{project_id}"), TODAY)
    assert screen is not None
    return screen.budget


def cut(href: str, *records: Any) -> LinesCut:
    shown = money(portfolio(*PROJECTS, *records), urls.parse(href), TODAY).cut
    assert isinstance(shown, LinesCut)
    return shown


def texts(row: SumRow) -> list[str]:
    return [cell.text for cell in row.cells]


def rows(table: SumTable) -> dict[str, list[str]]:
    return {row.label: [*texts(row), row.rate.value_text] for row in table.rows}


def test_a_project_has_its_part_of_each_line_by_year_and_over_the_years() -> None:
    found = section("p1", *LINES, *SHARES)

    assert found is not None
    assert found.unit_text == "억원"
    assert [texts(year.total) for year in found.years] == [["180", "120", "60"], ["240", "180", "12"]]
    assert [(line.name, line.cells[0].text) for line in found.years[1].lines] == [("세부사업 101", "240")]
    assert found.total is not None
    assert texts(found.total) == ["360", "300", "12"]
    assert [(rate.name, rate.value_text, rate.fraction_text) for rate in found.rates] == [
        ("집행률(세부사업 예산현액 대비)", "75.0%", "180억 / 240억"),
        ("누적 집행률(세부사업 예산현액 대비)", "83.3%", "300억 / 360억"),
    ]
    assert found.notes == (
        "누계의 예산현액은 해마다의 합 420억에서, 다음 해 예산현액에 다시 들어간 이월액 60억을 한 번 뺀 금액",
    )


def test_both_rates_of_execution_stand_apart_each_with_its_own_base() -> None:
    money_facts = [secured(100 * EOK, period="2024"), executed(40 * EOK, period="2024")]
    found = section("p1", *LINES, *SHARES, *money_facts)

    assert found is not None
    assert (found.other_rate.name, found.other_rate.value_text, found.other_rate.fraction_text) == (
        "집행률(확보액 대비)",
        "40.0%",
        "40억 / 100억",
    )
    assert found.other_rate.name not in [rate.name for rate in found.rates]


def test_the_others_who_share_a_line_are_ways_to_their_projects() -> None:
    found = section("p1", *LINES, *SHARES)

    assert found is not None
    claims = found.years[1].lines[0].claims
    assert [(claim.share_text, claim.href) for claim in claims] == [("60%", None), ("40%", "/projects/p2")]


def test_a_project_without_lines_says_so_and_a_city_without_any_shows_nothing() -> None:
    found = section("p3", *LINES, *SHARES)

    assert found is not None
    assert found.empty_text == KOREAN.lines_empty_project
    assert section("p3") is None


def test_the_cut_sums_each_line_once_by_year_and_over_the_years() -> None:
    shown = cut("/money?cut=lines", *LINES, *SHARES)

    assert rows(shown.years) == {
        "2023년": ["300", "200", "100", "66.7%"],
        "2024년": ["480", "372", "20", "77.5%"],
        "누계": ["680", "572", "20", "84.1%"],
    }
    assert [row.label for row in shown.years.rows if row.is_on] == ["2024년"]
    assert [rows(group) for group in shown.groups] == [
        {"일반회계": ["400", "300", "20", "75.0%"], "특별회계": ["80", "72", "0", "90.0%"]},
        {"도로과": ["400", "300", "20", "75.0%"], "교통과": ["80", "72", "0", "90.0%"]},
    ]


def test_the_whole_of_the_books_is_what_is_claimed_left_over_and_not_claimed() -> None:
    shown = cut("/money?cut=lines", *LINES, *SHARES)

    assert rows(shown.whole) == {
        "사업에 배분": ["480", "372", "20", "77.5%"],
        "일부만 배분된 세부사업의 나머지": ["20", "18", "0", "90.0%"],
        "어느 사업에도 배분되지 않음": ["50", "10", "0", "20.0%"],
        "장부 합계": ["550", "400", "20", "72.7%"],
    }
    assert [(each.title, [line.name for line in each.rows]) for each in shown.lists] == [
        ("어느 사업에도 배분되지 않은 세부사업(2024년, 조건과 무관)", ["청사 관리"]),
        ("일부만 배분된 세부사업(2024년)", ["세부사업 102"]),
    ]
    assert shown.lists[1].rows[0].remark == "미배분 20억(20%)"


def test_a_year_is_chosen_by_its_row_and_keeps_the_filter() -> None:
    programme = "/money?area=unknown&cut=lines"
    shown = cut(programme, *LINES, *SHARES)
    href = shown.years.rows[0].href

    assert href == "/money?area=unknown&cut=lines&part=2023"
    assert [row.label for row in cut(href, *LINES, *SHARES).years.rows if row.is_on] == ["2023년"]


def test_a_year_that_the_books_do_not_have_is_said_and_not_used() -> None:
    screen = money(portfolio(*PROJECTS, *LINES, *SHARES), urls.parse("/money?cut=lines&part=1999"), TODAY)

    assert isinstance(screen.cut, LinesCut)
    assert [row.label for row in screen.cut.years.rows if row.is_on] == ["2024년"]
    assert any("1999" in sentence for sentence in screen.filters.ignored)


def test_a_line_given_away_twice_keeps_both_numbers() -> None:
    over = [
        budget_line("101", 2024, 100 * EOK, 50 * EOK),
        budget_share("101", "p1", "0.7"),
        budget_share("101", "p2", "0.6"),
    ]
    shown = cut("/money?cut=lines", *over)

    assert rows(shown.years)["2024년"][:2] == ["100", "50"]
    assert (shown.lists[0].is_doubtful, shown.lists[0].rows[0].remark) == (
        True,
        "배분율 합 130%: 배분한 예산현액 130억, 장부 100억",
    )


def test_money_beyond_the_budget_is_listed_with_by_how_much() -> None:
    more = [
        budget_line("101", 2024, 100 * EOK, 120 * EOK),
        budget_line("102", 2024, 100 * EOK, 90 * EOK, 30 * EOK),
        budget_line("103", 2024, 100 * EOK, -5 * EOK),
    ]
    shown = cut("/money?cut=lines", *more)

    assert [row.remark for row in shown.lists[0].rows] == [
        "지출액이 예산현액보다 20억 많음",
        "지출액 + 이월액이 예산현액보다 20억 많음",
    ]
    assert rows(shown.whole)["장부 합계"][1] == "205"


def test_what_is_missing_is_no_zero() -> None:
    shown = cut("/money?cut=lines", budget_line("101", 2024, None, None, None), budget_share("101"))

    assert rows(shown.years)["2024년"] == ["–", "–", "–", KOREAN.missing]
    assert shown.notes == ("예산현액이나 지출액 자료가 없어 집행률에서 뺀 장부 줄 1개",)


def test_a_printed_total_and_a_share_that_leads_nowhere_are_named() -> None:
    total = replace(
        budget_line("계", 2024, 600 * EOK, None, None, is_total=True), account=None, department=None
    )
    shown = cut("/money?cut=lines", *LINES, *SHARES, total, budget_share("777", "p1"))

    assert [
        (each.what, each.stated_text, each.summed_text, each.difference_text) for each in shown.totals
    ] == [("2024년 예산현액", "600억", "550억", "+50억")]
    assert shown.orphans == ("세부사업 777 → 사업 p1: 이 자료에 없음",)


def test_a_filter_that_leaves_no_line_says_so_and_shows_the_rest_of_the_books() -> None:
    shown = cut("/money?past=1&cut=lines", *LINES, *SHARES)

    assert shown.empty_text == KOREAN.lines_empty_filter
    assert rows(shown.whole)["장부 합계"][0] == "550"
    assert cut("/money?cut=lines").empty_text == KOREAN.lines_empty


def test_a_long_list_shows_the_largest_and_counts_the_rest() -> None:
    many = [budget_line(f"{n}", 2024, n * EOK) for n in range(1, MOST_LINES + 4)]
    shown = cut("/money?cut=lines", *many)
    (found,) = shown.lists

    assert len(found.rows) == MOST_LINES
    assert found.rows[0].name == f"세부사업 {MOST_LINES + 3}"
    assert found.more_text == "예산현액이 작은 3개 더: 합 6억"


def test_a_share_is_written_in_its_own_digits() -> None:
    third = replace(budget_share("101", "p1"), share=Decimal("0.333"))
    found = section("p1", LINES[1], third)

    assert found is not None
    assert found.years[0].lines[0].claims[0].share_text == "33.3%"
