"""The demo's budget lines follow the money of its projects, and differ from it only where they say so."""

from collections import defaultdict
from datetime import date
from itertools import pairwise

from dashboard.domain.budget import budget_sum, by_year
from db.demo.budget import SOURCES, lines
from tests.demo.conftest import END, City
from tests.demo.test_mapping import portfolio_at

MILLION = 1_000_000
BASIS = date.fromisoformat(END)


def test_every_booking_holds_together() -> None:
    bookings = [booking for line in lines() for booking in line.bookings]

    assert len(bookings) > 5_000
    assert all(0 <= each.spent <= each.spent + each.carried <= each.appropriated for each in bookings)
    assert all(each.as_of >= date(each.year, 1, 1) for each in bookings)
    for line in lines():
        assert all(one.as_of <= next_one.as_of for one, next_one in pairwise(line.bookings))


def test_lines_are_given_away_whole_in_part_to_two_and_not_at_all() -> None:
    given = [sum(round(10 * float(share)) for _, share in line.shares) for line in lines()]
    sharing = [len(line.shares) for line in lines()]

    assert {0, 8, 10} == set(given)
    assert 10 <= sharing.count(2) <= 40
    assert sharing.count(0) == 7


def test_what_lines_spend_is_what_projects_execute_beside_the_carried_money(built: City) -> None:
    """Over whole budgets: a joint line moves money between its two projects, never out of both."""
    portfolio = portfolio_at(built)
    claimed = [each for each in portfolio.budget.booked(BASIS) if each.is_claimed]
    spent: defaultdict[int, int] = defaultdict(int)
    carried: defaultdict[int, int] = defaultdict(int)
    for each in claimed:
        mine = each.part_of(set(portfolio.projects))
        spent[each.line.fiscal_year] += mine.spent or 0
        carried[each.line.fiscal_year] += mine.carried or 0
    executed = _executed(built)

    assert sorted(spent) == [2022, 2023, 2024]
    for year, amount in spent.items():
        beyond = amount - executed[str(year)]
        assert -MILLION * len(claimed) <= beyond <= carried.get(year - 1, 0) + MILLION * len(claimed), year


def test_a_shared_budget_is_booked_once(built: City) -> None:
    portfolio = portfolio_at(built)
    groups = [each.file for each in portfolio.measures(BASIS).values() if each.file.project.budget_group]

    parts = [budget_sum(portfolio.budget.of_project(each.id, BASIS)) for each in groups]
    whole = budget_sum(portfolio.budget.of_projects({each.id for each in groups}, BASIS))

    assert len(groups) == 2
    assert sum(each.amounts.spent or 0 for each in parts) == whole.amounts.spent
    assert whole.lines == parts[0].lines == parts[1].lines


def test_the_years_of_a_project_carry_money_on(built: City) -> None:
    portfolio = portfolio_at(built)
    pieces = portfolio.budget.of_project("P003", BASIS)
    sums = {year: budget_sum(found) for year, found in by_year(pieces).items()}

    assert list(sums) == [2022, 2023, 2024]
    assert sums[2022].amounts.carried
    assert budget_sum(pieces).counted_again == sum(sums[year].amounts.carried or 0 for year in (2022, 2023))


def _executed(built: City) -> dict[str, int]:
    """집행 of 국비 and 시비 by year, budgets that projects share once."""
    sources = ", ".join(f"'{source}'" for source in SOURCES)
    sql = f"""
        SELECT 연도, SUM(금액) FROM (
            SELECT 관리번호, 재원, 연도, 금액, MAX(기준일) FROM 재원실적
            WHERE 단계 = '집행' AND 기준일 <= '{END}' AND 재원 IN ({sources})
              AND 관리번호 NOT IN (
                SELECT 관리번호 FROM 공약사업 AS 하나 WHERE 공유예산 IS NOT NULL AND 관리번호 > (
                    SELECT MIN(관리번호) FROM 공약사업 WHERE 공유예산 = 하나.공유예산))
            GROUP BY 관리번호, 재원, 연도
        ) GROUP BY 연도
    """
    return {year: amount * MILLION for year, amount in built.select(sql)}
