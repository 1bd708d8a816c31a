"""The screen of money: what stands on it for a whole city, for nothing, and for an address of nonsense."""

from typing import Any

import pytest

from dashboard import urls
from dashboard.domain.cuts import budgets
from dashboard.domain.facets import Facet
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.records import Area, FundFact
from dashboard.domain.vocabulary import FundSource, FundStage, Status
from dashboard.domain.words import KOREAN
from dashboard.screens.money import Cut, MoneyScreen, money
from dashboard.screens.money_changes import ChangesCut
from dashboard.screens.money_flow import FlowCut
from dashboard.screens.money_gaps import GapsCut
from dashboard.screens.money_parts import MOST_ROWS, MoneyView, check_line
from dashboard.screens.money_stages import StagesCut
from dashboard.screens.money_tree import MOST_LEAVES, Level, TreeCut, level_of
from dashboard.screens.money_years import YearsCut
from dashboard.screens.texts import View
from tests.builders import (
    BASIS,
    EOK,
    TODAY,
    change,
    executed,
    original,
    plan_fund,
    pledges_and_tasks,
    portfolio,
    project,
    report,
    secured,
)

OF_PLANS = [each for each in Cut if each is not Cut.LINES]
"""세부사업 집행 has money of its own, that of budget lines."""


def screen(city: Portfolio, path: str = "/money") -> MoneyScreen:
    return money(city, urls.parse(path), TODAY)


def cut(city: Portfolio, path: str) -> Any:
    return screen(city, path).cut


def city(*more: Any) -> Portfolio:
    return portfolio(
        *pledges_and_tasks(),
        Area("econ", "경제도시", short_name="경제"),
        project("p1", area_id="econ"),
        project("p2", area_id="econ", has_budget=False),
        project("p3"),
        report("p1", Status.PARTIAL),
        plan_fund(100 * EOK, period="2024"),
        plan_fund(60 * EOK, FundSource.METRO, "임기후"),
        secured(70 * EOK),
        executed(80 * EOK),
        *more,
    )


@pytest.mark.parametrize("name", list(Cut))
def test_every_cut_can_be_asked_for_and_keeps_filter_and_moment(name: Cut) -> None:
    found = screen(city(), f"/money?cut={name}&area=econ&as_of=v3")

    assert [tab.label for tab in found.tabs if tab.is_on] == [found.tabs[list(Cut).index(name)].label]
    assert all("area=econ" in tab.href and "as_of=v3" in tab.href for tab in found.tabs)
    assert found.empty_text is None


@pytest.mark.parametrize("name", OF_PLANS)
def test_a_filter_that_leaves_nothing_says_so_and_keeps_the_frame(name: Cut) -> None:
    found = screen(city(), f"/money?cut={name}&status=done")

    assert found.empty_text == "조건에 맞는 사업이 없습니다."
    assert [figure.is_missing for figure in found.figures] == [True] * 4
    assert len(found.tabs) == len(Cut)


@pytest.mark.parametrize("name", OF_PLANS)
def test_projects_without_any_money_have_no_zero(name: Cut) -> None:
    found = screen(portfolio(project("p1"), project("p2")), f"/money?cut={name}")

    assert found.empty_text == "이 조건에 맞는 사업에 등록된 재원이 없습니다."
    assert {figure.value_text for figure in found.figures} == {"자료 없음"}


@pytest.mark.parametrize(
    "query", ["cut=nonsense", "cut=stages&part=1066", "cut=gaps&part=x", "cut=tree&part=2024"]
)
def test_a_cut_or_part_that_is_none_is_ignored_and_said(query: str) -> None:
    found = screen(city(), f"/money?{query}")
    name, value = query.rsplit("&", maxsplit=1)[-1].split("=")

    assert any(f"{name}={value}" in sentence for sentence in found.filters.ignored)
    assert all(f"{name}={value}" not in tab.href for tab in found.tabs)


def test_the_years_have_the_sum_of_the_term_and_what_comes_after_it_apart() -> None:
    found: YearsCut = cut(city(), "/money")
    amounts = {
        column.key: cell.amount
        for column, cell in zip(found.table.columns, found.table.row("sum").cells, strict=True)
    }

    assert amounts == {"2024": 100 * EOK, "term": 100 * EOK, "임기후": 60 * EOK, "total": 160 * EOK}
    assert found.check.is_even
    assert [(rate.name, rate.fraction_text) for rate in found.deferred] == [
        ("국비", "– / 100억"),
        ("시도비", "60억 / 60억"),
    ]
    assert next(rate for rate in found.rates if rate.name == "임기 후 이연").fraction_text == "60억 / 160억"


def test_years_behind_the_term_stand_behind_its_line() -> None:
    found: YearsCut = cut(city(plan_fund(EOK, period="2028")), "/money")

    assert [column.key for column in found.table.columns] == [
        *("2024", "2025", "2026", "term", "2027", "2028", "임기후", "later", "total")
    ]


def test_spending_more_than_was_granted_is_said_and_drawn() -> None:
    found: StagesCut = cut(city(), "/money?cut=stages")
    (group,) = found.groups

    assert {line.stage: line.total.amount for line in group.lines} == {
        FundStage.SECURED: 70 * EOK,
        FundStage.EXECUTED: 80 * EOK,
    }
    assert any("집행 80억이 확정 70억보다 많음" in note for note in found.notes)


def test_stages_of_a_requested_year_name_what_they_compare() -> None:
    requested = FundFact("p1", None, FundSource.NATIONAL, "2024", FundStage.REQUESTED, BASIS, 140 * EOK)
    found: StagesCut = cut(city(requested), "/money?cut=stages&part=2024")
    lines = {line.stage: line for line in found.groups[0].lines}
    rate = lines[FundStage.SECURED].rate

    assert [year.label for year in found.years] == ["모든 연도", "2024년"]
    assert rate is not None
    assert (rate.name, rate.value_text, rate.fraction_text) == ("국회 확정 반영률", "50.0%", "70억 / 140억")
    assert lines[FundStage.SECURED].cells_text == "사업 1개 · 1건"
    assert lines[FundStage.MINISTRY].cells_text == "사업 0개 · 0건 · 이 단계 자료 없음 1건"


def test_what_has_no_size_is_listed_by_cause_and_not_drawn_as_zero() -> None:
    found: TreeCut = cut(
        city(
            project("p4"),
            plan_fund(0, project_id="p4"),
            project("p5"),
            plan_fund(-3 * EOK, project_id="p5"),
            project("p6", name="x" * 400),
            plan_fund(EOK, project_id="p6"),
        ),
        "/money?cut=tree",
    )

    assert [each.title for each in found.undrawn] == [
        "금액 자료 없음 1개",
        "비예산 1개",
        "계획 0원 1개",
        "음수 계획 1개",
    ]
    leaves = {leaf.key: leaf for branch in found.branches for leaf in branch.leaves}
    assert leaves.keys() == {"budget p1", "budget p6"}
    assert leaves["budget p6"].level is Level.NONE
    assert found.total == 161 * EOK
    assert found.check.is_even


def test_projects_count_in_their_own_area_wherever_the_budget_that_they_share_does() -> None:
    areas = [Area("a", "가", sort=1), Area("b", "나", sort=2)]
    shared = [project("p1", area_id="a", budget_group="g"), project("p2", area_id="b", budget_group="g")]

    found: TreeCut = cut(portfolio(*areas, *shared, plan_fund(EOK)), "/money?cut=tree")

    assert [(branch.label, branch.projects_text, branch.amount) for branch in found.branches] == [
        ("가", "1개", EOK),
        ("나", "1개", None),
    ]
    assert found.branches[0].leaves[0].label == "1 사업 p1 외 1개(예산 공유)"


def test_equal_amounts_do_not_draw_more_than_the_most() -> None:
    many = [project(f"p{n}", number=str(n)) for n in range(1, MOST_LEAVES + 3)]
    funds = [plan_fund(EOK, project_id=each.id) for each in many]

    (branch,) = cut(portfolio(*many, *funds), "/money?cut=tree").branches

    assert len(branch.leaves) == MOST_LEAVES + 1


def test_more_budgets_than_can_be_drawn_share_an_area() -> None:
    count = MOST_LEAVES + 50
    many = [project(f"p{n}", number=str(n)) for n in range(1, count + 1)]
    funds = [plan_fund(n * EOK, project_id=f"p{n}") for n in range(1, count + 1)]

    (branch,) = cut(portfolio(*many, *funds), "/money?cut=tree").branches

    assert len(branch.leaves) == MOST_LEAVES + 1
    assert branch.leaves[-1].label == "그 밖 50개"
    assert sum(leaf.amount for leaf in branch.leaves) == branch.amount == EOK * count * (count + 1) // 2


@pytest.mark.parametrize(
    ("share", "level"),
    [
        (None, Level.NONE),
        (0, Level.LOW),
        (0.8, Level.MIDDLE),
        (0.95, Level.HIGH),
        (1, Level.HIGH),
        (1.01, Level.FULL),
    ],
)
def test_the_steps_of_the_secured_share(share: float | None, level: Level) -> None:
    assert level_of(share) is level


def test_amounts_that_are_no_band_are_named() -> None:
    negative = [project("p4", area_id="econ"), plan_fund(-5 * EOK, FundSource.PRIVATE, project_id="p4")]
    found: FlowCut = cut(city(*negative), "/money?cut=flow")

    assert found.undrawn_text is not None
    assert "민자 → 경제 -5억" in found.undrawn_text
    assert all(link.amount > 0 for link in found.links)
    assert found.check.is_even


def test_a_band_leads_to_its_projects() -> None:
    found: FlowCut = cut(city(), "/money?cut=flow")
    links = {(link.start, link.end): link.href for link in found.links}

    assert links["source 국비", "area econ"] == "/projects?area=econ&source=national"
    assert links["area econ", "state 일부추진"] == "/projects?area=econ&status=partial"


def test_the_change_of_totals_goes_from_the_first_plans_to_the_sum_of_today() -> None:
    found: ChangesCut = cut(
        city(
            original("p1"),
            change(1, reason_code="규모"),
            plan_fund(90 * EOK, plan="변경1"),
            project("p4"),
            original("p4"),
            change(1, project_id="p4"),
            plan_fund(7 * EOK, plan="변경1", project_id="p4"),
        ),
        "/money?cut=changes",
    )

    assert [(bar.label, bar.amount, bar.projects_text) for bar in found.bars] == [
        ("당초", 160 * EOK, "1개"),
        ("규모", -70 * EOK, "1개"),
        ("당초 금액 없음", 7 * EOK, "1개"),
        ("현재", 97 * EOK, "2개"),
    ]
    assert (found.rate.value_text, found.rate.fraction_text) == ("-43.8%", "-70억 / 160억")
    assert found.projects.lines[0].texts[-1] == "규모(2023. 12. 20.)"
    assert found.check.is_even


def test_gaps_come_with_their_rate_the_largest_first() -> None:
    more = [project("p4"), plan_fund(500 * EOK, project_id="p4"), secured(EOK, project_id="p4")]
    found: GapsCut = cut(city(*more), "/money?cut=gaps")

    assert [(line.texts, line.rate.fraction_text if line.rate else "") for line in found.short.lines] == [
        (("499억",), "1억 / 500억"),
        (("30억",), "70억 / 100억"),
    ]
    assert found.sum_text == "미확보 2개 합 529억"
    assert found.check.is_even


def test_a_long_list_says_how_much_is_beyond_it() -> None:
    ids = [f"p{n}" for n in range(1, MOST_ROWS + 21)]
    records: list[Any] = [project(each, number=each[1:]) for each in ids]
    records += [plan_fund(2 * EOK, project_id=each) for each in ids]
    records += [secured(EOK, project_id=each) for each in ids]

    found: GapsCut = cut(portfolio(*records), "/money?cut=gaps")

    assert len(found.short.lines) == MOST_ROWS
    assert found.short.more_text == "20개 더: 합 20억"


def test_printed_totals_that_do_not_fit_stand_on_every_cut() -> None:
    wrong = city(original("p1", stated_total=170 * EOK))

    for name in Cut:
        (line,) = screen(wrong, f"/money?cut={name}").mismatches
        assert (line.stated_text, line.summed_text, line.difference_text) == ("170억", "160억", "+10억")


def test_sums_that_differ_show_both_numbers() -> None:
    here = city()
    chosen = tuple(here.measures(BASIS).values())
    view = View(here, urls.parse("/money"), BASIS, KOREAN)
    sight = MoneyView(view, chosen, budgets(here, chosen, BASIS), here.funding(BASIS, chosen))

    line = check_line(sight, {"재원별 합": 160 * EOK, "총계": 150 * EOK})

    assert (line.is_even, line.text) == (False, "합계 불일치: 재원별 합 160억 ≠ 총계 150억")


def test_a_filter_by_source_says_that_it_chooses_projects() -> None:
    by_source = screen(city(), "/money?source=national")

    assert any("재원 조건은 사업을 고르는 데만" in note for note in by_source.notes)
    assert by_source.figures[0].value_text == "160억"


def test_every_figure_opens_its_definition_source_and_date() -> None:
    for figure in screen(city()).figures:
        assert len(figure.explain) >= 4
        assert figure.explain[0] == figure.label
        assert "기준" in figure.explain[-1]


def test_an_area_without_a_name_is_said() -> None:
    found: TreeCut = cut(city(plan_fund(EOK, project_id="p3")), "/money?cut=tree")

    assert [(branch.label, branch.projects_text) for branch in found.branches] == [
        ("경제", "2개"),
        ("분야 미상", "1개"),
    ]
    assert found.branches[1].href is not None
    assert urls.parse(found.branches[1].href).filter.values(Facet.AREA) == ("unknown",)
