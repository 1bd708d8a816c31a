"""Money that counts once, the stages of money, changes of totals, gaps: each at its edges."""

from datetime import date
from typing import Any

import pytest

from dashboard.domain.cuts import AREA_LEVEL, Budget, GapBase, budgets, flows, gaps
from dashboard.domain.pipeline import pipelines, requested_years, stage_name
from dashboard.domain.records import Area, FundFact
from dashboard.domain.revisions import revisions
from dashboard.domain.totals import Check, after_term, deferred_rate, in_term, national_rate
from dashboard.domain.vocabulary import FundSource, FundStage, Status
from tests.builders import BASIS, EOK, change, original, plan_fund, portfolio, project, report, secured

NATIONAL, METRO = FundSource.NATIONAL, FundSource.METRO
TERM_ENDS = date(2026, 6, 30)


def found(*records: Any) -> tuple[Budget, ...]:
    city = portfolio(*records)
    return budgets(city, city.measures(BASIS).values(), BASIS)


def fact(stage: FundStage, amount: int | None, period: str = "2024", project_id: str = "p1") -> FundFact:
    return FundFact(project_id, None, NATIONAL, period, stage, BASIS, amount)


def test_a_shared_budget_is_one_budget_and_takes_each_stage_from_who_tells_it() -> None:
    shared = [project(f"p{n}", budget_group="g") for n in (1, 2)]

    (budget,) = found(*shared, plan_fund(50 * EOK, project_id="p2"), secured(30 * EOK, project_id="p1"))

    assert budget.owner is not None
    assert budget.owner.file.id == "p2"
    assert [each.file.id for each in budget.members] == ["p1", "p2"]
    assert (budget.planned, budget.funding.secured.total) == (50 * EOK, 30 * EOK)
    assert budget.at_stage(FundStage.SECURED, BASIS).total == 30 * EOK


def test_money_of_an_area_is_a_budget_of_its_own_and_has_no_status() -> None:
    area = Area("econ", "경제")
    of_area = plan_fund(7 * EOK, project_id=None, area_id="econ")
    own, level = found(area, project("p1", area_id="econ"), plan_fund(5 * EOK), of_area, report("p1"))

    assert (own.planned, level.planned) == (5 * EOK, 7 * EOK)
    assert level.owner is None
    through = flows((own, level))
    assert through.to_status == {("econ", Status.ON_TRACK): 5 * EOK, ("econ", AREA_LEVEL): 7 * EOK}
    assert through.by_source == {NATIONAL: 12 * EOK}
    assert sum(through.by_status.values()) == sum(through.by_area.values()) == 12 * EOK


def test_money_of_an_area_of_which_projects_are_left_out_is_in_no_budget() -> None:
    of_area = plan_fund(7 * EOK, project_id=None, area_id="econ")
    inside = [project(f"p{n}", area_id="econ") for n in (1, 2)]
    city = portfolio(Area("econ", "경제"), *inside, plan_fund(EOK), of_area)

    chosen = budgets(city, [city.measures(BASIS)["p1"]], BASIS)

    assert [each.planned for each in chosen] == [EOK]


@pytest.mark.parametrize(
    ("base", "expected"), [(GapBase.TO_DATE, 40), (GapBase.TERM, 60), (GapBase.TOTAL, 160)]
)
def test_a_gap_is_the_difference_of_the_parts_of_its_rate(base: GapBase, expected: int) -> None:
    (budget,) = found(
        project(),
        plan_fund(100 * EOK),
        plan_fund(20 * EOK, period="2026"),
        plan_fund(100 * EOK, period="임기후"),
        secured(60 * EOK),
    )

    (gap,) = gaps([budget], base, 2024, TERM_ENDS).short

    assert gap.amount == expected * EOK
    assert (gap.rate.denominator, gap.rate.numerator) == (gap.planned, gap.secured)


def test_a_missing_side_is_no_gap_and_is_not_lost() -> None:
    ids = [f"p{n}" for n in range(1, 6)]
    told = gaps(
        found(
            *(project(each) for each in ids),
            plan_fund(10 * EOK, project_id="p1"),
            secured(4 * EOK, project_id="p2"),
            plan_fund(10 * EOK, project_id="p3"),
            secured(15 * EOK, project_id="p3"),
            plan_fund(6 * EOK, project_id="p4"),
            secured(6 * EOK, project_id="p4"),
        ),
        GapBase.TOTAL,
        2024,
        TERM_ENDS,
    )

    assert (told.short, len(told.even), [gap.amount for gap in told.over]) == ((), 1, [-5 * EOK])
    assert (told.planned_unsecured, told.secured_unplanned) == (10 * EOK, 4 * EOK)
    assert told.amount is None


def test_the_reflected_share_compares_only_what_was_requested_and_is_known_at_the_stage() -> None:
    money = found(
        project("p1"),
        project("p2"),
        fact(FundStage.REQUESTED, 100 * EOK, "2025"),
        fact(FundStage.REQUESTED, 50 * EOK, "2026"),
        fact(FundStage.SECURED, 60 * EOK, "2025"),
        fact(FundStage.SECURED, 900 * EOK, "2023"),
        fact(FundStage.SECURED, 70 * EOK, "2025", "p2"),
    )

    (pipeline,) = pipelines(money, BASIS, lambda _: True)
    granted = next(line for line in pipeline.stages if line.stage is FundStage.SECURED)

    assert pipeline.is_asked
    assert (granted.total, granted.asked) == (1030 * EOK, 60 * EOK)
    assert (granted.rate.numerator, granted.rate.denominator) == (60 * EOK, 100 * EOK)
    assert (granted.cells, granted.projects, granted.waiting) == (1, 1, 1)
    assert requested_years(money, BASIS) == ("2025", "2026")


def test_a_stage_that_nobody_reached_has_no_rate() -> None:
    (pipeline,) = pipelines(found(project(), fact(FundStage.REQUESTED, EOK)), BASIS, lambda _: True)

    assert all(line.rate.value is None for line in pipeline.stages[1:])
    assert all(line.total is None and line.waiting == 1 for line in pipeline.stages[1:])


def test_only_national_money_is_granted_by_parliament() -> None:
    assert stage_name(NATIONAL, FundStage.SECURED) == "국회 확정"
    assert stage_name(METRO, FundStage.SECURED) == "확정"


def test_every_step_of_a_total_belongs_to_the_reason_of_its_version() -> None:
    told = revisions(
        found(
            project(),
            original(),
            change(1, date(2023, 5, 1), reason_code="규모"),
            change(2, date(2024, 5, 1)),
            change(3, None, reason_code="물가"),
            plan_fund(100 * EOK),
            plan_fund(70 * EOK, plan="변경1"),
            plan_fund(80 * EOK, plan="변경2"),
            plan_fund(500 * EOK, plan="변경3"),
        ),
        BASIS,
    )

    assert [(each.reason, each.amount, each.projects) for each in told.reasons] == [
        ("규모", -30 * EOK, 1),
        (None, 10 * EOK, 1),
    ]
    assert (told.base, told.current, told.changed[0].amount) == (100 * EOK, 80 * EOK, -20 * EOK)


def test_a_change_without_money_or_without_difference_is_no_step() -> None:
    told = revisions(
        found(
            project(), original(), change(1), change(2), plan_fund(5 * EOK), plan_fund(5 * EOK, plan="변경2")
        ),
        BASIS,
    )

    assert (told.changed, told.unchanged, told.base, told.current) == ((), 1, 5 * EOK, 5 * EOK)


def test_a_project_whose_first_total_is_unknown_stands_apart() -> None:
    told = revisions(found(project(), original(), change(1), plan_fund(5 * EOK, plan="변경1")), BASIS)

    assert (told.base, told.without_base_amount, told.current) == (None, 5 * EOK, 5 * EOK)
    assert told.changed == ()


def test_years_behind_the_term_are_after_it_and_an_unknown_year_is_nowhere() -> None:
    inside, after = in_term(TERM_ENDS), after_term(TERM_ENDS)
    periods = ["기투자", "2026", "2027", "임기후", "unknown"]

    assert [inside(each) for each in periods] == [True, True, False, False, False]
    assert [after(each) for each in periods] == [False, False, True, True, False]
    assert not after_term(None)("2040")


def test_what_is_deferred_and_what_is_national_carry_their_parts() -> None:
    (budget,) = found(
        project(),
        plan_fund(30 * EOK),
        plan_fund(50 * EOK, METRO, "임기후"),
        plan_fund(20 * EOK, period="unknown"),
    )
    deferred = deferred_rate(budget.funding.planned, TERM_ENDS)
    national = national_rate(budget.funding.planned)

    assert (deferred.numerator, deferred.denominator, deferred.value) == (50 * EOK, 100 * EOK, 0.5)
    assert "연도 미상" in deferred.definition
    assert (national.numerator, national.value) == (50 * EOK, 0.5)


def test_sums_are_even_only_when_all_are_one_number() -> None:
    assert Check((("a", 5), ("b", 5))).is_even
    assert not Check((("a", 5), ("b", None))).is_even
