"""The portfolio: projects put together, each counted once, measured on a day."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.domain.portfolio import DAYS_KEPT, Portfolio, Profile, standings
from dashboard.domain.project_file import natural_order
from dashboard.domain.records import Area, Assignment, Department, Membership, Term
from dashboard.domain.vocabulary import FundSource, FundStage, PlanKind, Role, Status
from tests.builders import (
    BASIS,
    EOK,
    change,
    executed,
    original,
    plan_fund,
    planned_dates,
    pledges_and_tasks,
    portfolio,
    project,
    report,
    secured,
    snapshot_facts,
    stage,
)


def test_daejeon_replanned_from_55_6437_to_36_5878_jo() -> None:
    city = portfolio(
        project(),
        original(),
        change(1),
        plan_fund(556_437 * EOK),
        plan_fund(365_878 * EOK, plan="변경1"),
    )

    before = city.funding(date(2023, 12, 19)).funding.planned.total
    after = city.funding(date(2023, 12, 20)).funding.planned.total

    assert (before, after) == (556_437 * EOK, 365_878 * EOK)
    assert f"{365_878 / 556_437 - 1:.1%}" == "-34.2%"


def test_data_are_judged_by_their_basis_date_and_never_by_a_later_day() -> None:
    city = portfolio(project(), basis_date=date(2024, 12, 31))

    assert city.status_date(date(2025, 6, 1)) == date(2024, 12, 31)
    assert city.status_date(date(2024, 6, 1)) == date(2024, 6, 1)


def test_without_a_basis_date_today_is_the_day() -> None:
    assert portfolio(project(), basis_date=None).status_date(date(2025, 6, 1)) == date(2025, 6, 1)


def test_an_empty_city_is_a_portfolio() -> None:
    city = Portfolio.build({}, snapshot_facts())

    assert (len(city.projects), city.funding(BASIS).funding.planned.total, city.term) == (0, None, None)


def test_projects_come_in_the_natural_order_of_their_numbers() -> None:
    city = portfolio(project("a", number="10"), project("b", number="9-2"), project("c", number=None))

    assert list(city.projects) == ["b", "a", "c"]


def test_numbers_of_any_length_and_script_sort_without_failing() -> None:
    texts = ["9" * 5000, "①", "제3호", "", "3", None, "٣"]

    ordered = sorted(texts, key=natural_order)

    assert ordered[-1] is None
    assert ordered[0] == ""


def test_the_number_in_a_programme_goes_before_its_own_number() -> None:
    city = portfolio(
        *pledges_and_tasks(),
        project(number=None),
        Membership("p1", "task", "12"),
        Membership("p1", "pledge", "67"),
    )

    file = city.projects["p1"]

    assert (file.number(), file.number("task"), file.number("nothing")) == ("67", "12", "67")
    assert [each.id for each in file.programmes] == ["pledge", "task"]


def test_a_membership_given_twice_is_one() -> None:
    city = portfolio(*pledges_and_tasks(), project(), Membership("p1", "pledge"), Membership("p1", "pledge"))

    assert len(city.projects["p1"].programmes) == 1


def test_the_newest_report_by_the_day_speaks_for_the_project() -> None:
    city = portfolio(
        project(),
        report(status=Status.DONE, as_of=date(2025, 3, 31)),
        report(status=Status.PARTIAL, as_of=date(2024, 9, 30), progress=0.3),
        report(status=Status.ON_TRACK, as_of=date(2024, 6, 30)),
    )

    measure = city.measures(BASIS)["p1"]

    assert (measure.status, measure.progress) == (Status.PARTIAL, 0.3)


def test_a_project_without_a_report_has_no_status() -> None:
    measure = portfolio(project()).measures(BASIS)["p1"]

    assert (measure.status, measure.progress) == (None, None)


def test_a_newest_report_without_a_figure_leaves_the_progress_missing() -> None:
    city = portfolio(project(), report(progress=0.5, as_of=date(2024, 6, 30)), report(progress=None))

    assert city.measures(BASIS)["p1"].progress is None


def test_a_project_without_plan_versions_has_an_original_plan() -> None:
    city = portfolio(project(), stage(), planned_dates(end=date(2024, 1, 1)), plan_fund(5))

    (plan,) = city.projects["p1"].plans

    assert (plan.key, plan.kind) == ("당초", PlanKind.ORIGINAL)
    assert city.measures(BASIS)["p1"].days_past == 365


def test_a_city_that_lists_only_its_changes_keeps_the_original_dates() -> None:
    city = portfolio(
        project(),
        stage(),
        change(1),
        planned_dates(end=date(2024, 1, 1)),
        planned_dates(end=date(2026, 1, 1), plan="변경1"),
    )

    assert [plan.key for plan in city.projects["p1"].plans] == ["당초", "변경1"]
    assert city.measures(BASIS)["p1"].schedule.stages[0].slip_days == 731


def test_records_of_a_project_that_is_not_there_are_left_out() -> None:
    city = portfolio(project(), plan_fund(5, project_id="gone"), report("gone"), Membership("gone", "pledge"))

    assert list(city.projects) == ["p1"]
    assert city.funding(BASIS).funding.planned.total is None


def test_an_area_that_is_not_there_is_unknown() -> None:
    assert portfolio(project(area_id="gone")).projects["p1"].area is None


def test_departments_come_by_role() -> None:
    city = portfolio(
        project(),
        Department("d1", "트램건설과"),
        Assignment("p1", "d1", Role.LEAD),
        Assignment("p1", "d2", Role.SUPPORT),
    )

    file = city.projects["p1"]

    assert [department and department.name for _, department in file.assigned(Role.LEAD)] == ["트램건설과"]
    assert [department for _, department in file.assigned(Role.SUPPORT)] == [None]


def test_a_budget_that_projects_share_counts_once_at_the_first_number() -> None:
    city = portfolio(
        project("p10", budget_group="g"),
        project("p2", budget_group="g"),
        project("p3"),
        plan_fund(100, project_id="p10"),
        plan_fund(100, project_id="p2"),
        plan_fund(7, project_id="p3"),
    )

    money = city.funding(BASIS)

    assert (money.funding.planned.total, money.shared_budgets, money.mismatches) == (107, 1, ())


def test_projects_that_write_a_shared_budget_differently_are_named() -> None:
    city = portfolio(
        project("p1", budget_group="g"),
        project("p2", budget_group="g"),
        plan_fund(100, project_id="p1"),
        plan_fund(90, project_id="p2"),
    )

    (found,) = city.funding(BASIS).mismatches

    assert (found.project_id, found.group, found.stated, found.summed) == ("p2", "g", 90, 100)
    assert city.shared_budget_mismatches("p2", BASIS) == (found,)
    assert city.shared_budget_mismatches("p1", BASIS) == ()


def test_a_shared_budget_written_at_one_project_alone_is_not_lost() -> None:
    city = portfolio(
        project("p1", budget_group="g"), project("p2", budget_group="g"), plan_fund(100, project_id="p2")
    )

    assert city.funding(BASIS).funding.planned.total == 100


def test_one_project_of_a_shared_budget_alone_stands_for_it() -> None:
    city = portfolio(
        project("p1", budget_group="g"),
        project("p2", budget_group="g"),
        plan_fund(100, project_id="p1"),
        plan_fund(100, project_id="p2"),
    )

    only = [city.measures(BASIS)["p2"]]

    assert (city.funding(BASIS, only).funding.planned.total, city.funding(BASIS, only).shared_budgets) == (
        100,
        0,
    )


def test_a_shared_budget_weighs_once_in_the_weighted_rate() -> None:
    city = portfolio(
        project("p1", budget_group="g"),
        project("p2", budget_group="g"),
        plan_fund(100, project_id="p1"),
        plan_fund(100, project_id="p2"),
    )

    assert [each.planned for each in standings(city.measures(BASIS).values())] == [100, None]


def test_money_of_an_area_counts_at_the_area_and_in_no_project() -> None:
    city = portfolio(
        Area("a1", "경제"),
        project(area_id="a1"),
        plan_fund(5),
        plan_fund(1000, project_id=None, area_id="a1"),
        secured(400, project_id=None, area_id="a1"),
    )

    money = city.funding(BASIS)

    assert (money.funding.planned.total, money.funding.secured.total, money.area_level) == (1005, 400, 1000)
    assert city.measures(BASIS)["p1"].funding.planned.total == 5


def test_money_of_an_area_is_left_out_when_only_some_of_its_projects_are_asked_for() -> None:
    city = portfolio(
        Area("a1", "경제"),
        project("p1", area_id="a1"),
        project("p2", area_id="a1"),
        plan_fund(1000, project_id=None, area_id="a1"),
    )

    money = city.funding(BASIS, [city.measures(BASIS)["p1"]])

    assert (money.funding.planned.total, money.area_level, money.area_left_out) == (None, None, 1000)


def test_the_newest_plan_of_an_area_is_not_its_original() -> None:
    city = portfolio(
        Area("a1", "경제"),
        plan_fund(1, project_id=None, area_id="a1"),
        plan_fund(2, project_id=None, area_id="a1", plan="2024"),
        plan_fund(3, project_id=None, area_id="a1", plan="2023"),
    )

    assert city.area_funding("a1", BASIS).planned.total == 2


def test_the_profile_says_what_counts_as_secured() -> None:
    profile = Profile(secured_stages=frozenset({FundStage.EXECUTED}))
    city = portfolio(project(), secured(1), executed(2), profile=profile)

    assert city.funding(BASIS).funding.secured.total == 2


def test_the_sums_say_what_they_rest_on() -> None:
    city = portfolio(
        project("p1"),
        project("p2"),
        project("p3", has_budget=False),
        plan_fund(5),
        plan_fund(None, project_id="p2"),
    )

    money = city.funding(BASIS)

    assert (money.projects_with_amount, money.projects_without_amount, money.projects_without_budget) == (
        1,
        1,
        1,
    )


def test_mismatches_of_a_project_reach_the_portfolio() -> None:
    city = portfolio(project(), original(stated_total=9), plan_fund(7), plan_fund(8, FundSource.TOTAL))

    assert [each.stated for each in city.funding(BASIS).mismatches] == [9, 8]


def test_the_term_of_a_project_is_that_of_its_first_programme() -> None:
    city = portfolio(
        *pledges_and_tasks(),
        Term("t7", "민선7기", date(2018, 7, 1), date(2022, 6, 30)),
        project("p1"),
        project("p2"),
        Membership("p1", "pledge"),
    )

    terms = [file.term and file.term.id for file in city.projects.values()]

    assert terms == ["t8", None]
    assert city.term is not None
    assert city.term.id == "t8"


def test_measures_of_a_day_are_computed_once_and_few_days_are_kept() -> None:
    city = portfolio(project())

    first = city.measures(BASIS)

    assert city.measures(BASIS) is first
    for day in range(1, DAYS_KEPT + 1):
        city.measures(date(2020, 1, day))
    assert city.measures(BASIS) is not first
    assert city.measures(BASIS) == first


def test_what_is_measured_cannot_be_changed() -> None:
    measures = portfolio(project()).measures(BASIS)

    with pytest.raises(TypeError):
        measures["p2"] = replace(measures["p1"])  # type: ignore[index]
