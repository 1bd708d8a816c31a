"""Budget lines: divided exactly, counted once, judged by their own base."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.budget import (
    Amounts,
    Budget,
    apportioned,
    budget_sum,
    by_year,
    cumulative_rate,
    year_rate,
)
from dashboard.domain.records import BudgetLine, BudgetShare
from tests.builders import BASIS, budget_line, budget_share

PROJECTS = ("p1", "p2", "p3")


def budget(*records: BudgetLine | BudgetShare) -> Budget:
    return Budget(
        [each for each in records if isinstance(each, BudgetLine)],
        [each for each in records if isinstance(each, BudgetShare)],
        PROJECTS,
    )


def test_the_parts_of_a_line_sum_to_the_line() -> None:
    found = budget(
        budget_line(appropriated=100, spent=10, carried=1),
        budget_share("101", "p1", "0.333"),
        budget_share("101", "p2", "0.333"),
        budget_share("101", "p3", "0.334"),
    )

    (line,) = found.booked(BASIS)

    assert dict(line.parts) == {"p1": Amounts(33, 3, 0), "p2": Amounts(33, 3, 0), "p3": Amounts(34, 4, 1)}
    assert line.rest == Amounts(0, 0, 0)


@given(st.integers(-(10**15), 10**15), st.lists(st.decimals(0, 1, places=4, allow_nan=False), max_size=6))
def test_whole_units_sum_to_the_amount_times_the_shares(amount: int, shares: list[Decimal]) -> None:
    fractions = [Fraction(share) for share in shares]

    parts = apportioned(amount, fractions)

    exact = amount * sum(fractions, Fraction(0))
    assert sum(parts) == (exact + Fraction(1, 2)).__floor__()
    assert all(abs(part - amount * share) < 1 for part, share in zip(parts, fractions, strict=True))


@given(
    st.integers(-(10**15), 10**15),
    st.lists(st.sampled_from(["0.1", "0.15", "0.2", "0.333", "0"]), min_size=1, max_size=3),
)
def test_what_no_project_takes_of_a_line_is_left_over(amount: int, shares: list[str]) -> None:
    given_away = [
        budget_share("101", project, share) for project, share in zip(PROJECTS, shares, strict=False)
    ]

    (line,) = budget(budget_line(appropriated=amount), *given_away).booked(BASIS)

    parts = [part.appropriated or 0 for part in line.parts.values()]
    assert sum(parts) + (line.rest.appropriated or 0) == amount


def test_a_newer_date_of_the_same_line_and_year_replaces_the_older() -> None:
    found = budget(
        budget_line(spent=10, as_of=date(2024, 6, 30)),
        budget_line(spent=60, as_of=date(2024, 12, 31)),
        budget_line(year=2023, spent=90, as_of=date(2023, 12, 31)),
    )

    assert [line.whole.spent for line in found.booked(BASIS)] == [60, 90]
    assert [line.whole.spent for line in found.booked(date(2024, 7, 1))] == [10, 90]
    assert [line.whole.spent for line in found.booked(date(2023, 12, 1))] == []


def test_a_line_of_two_projects_counts_once_over_both() -> None:
    found = budget(
        budget_line(), budget_share(project_id="p1", share="0.6"), budget_share(project_id="p2", share="0.4")
    )

    both = budget_sum(found.of_projects({"p1", "p2"}, BASIS))
    one = budget_sum(found.of_project("p1", BASIS))

    assert (both.lines, both.amounts) == (1, Amounts(100, 60, 0))
    assert (one.lines, one.amounts) == (1, Amounts(60, 36, 0))


def test_a_line_given_away_more_than_once_counts_once_over_all_and_keeps_both_numbers() -> None:
    found = budget(
        budget_line(), budget_share(project_id="p1", share="0.7"), budget_share(project_id="p2", share="0.6")
    )

    (line,) = found.booked(BASIS)

    assert line.is_over
    assert line.given == Fraction(13, 10)
    assert sum(part.appropriated or 0 for part in line.parts.values()) == 130
    assert line.rest == Amounts(0, 0, 0)
    assert line.part_of(PROJECTS) == Amounts(100, 60, 0)
    assert line.part_of({"p1"}) == Amounts(70, 42, 0)


def test_what_is_carried_over_is_in_the_base_over_the_years_once() -> None:
    found = budget(
        budget_line(year=2023, appropriated=100, spent=70, carried=30),
        budget_line(year=2024, appropriated=80, spent=60, carried=20),
        budget_share(),
    )
    pieces = found.of_project("p1", BASIS)

    total = budget_sum(pieces)
    rates = [year_rate(budget_sum(each), year) for year, each in by_year(pieces).items()]

    assert [(each.numerator, each.denominator) for each in rates] == [(70, 100), (60, 80)]
    assert (cumulative_rate(total).numerator, cumulative_rate(total).denominator) == (130, 150)
    assert total.counted_again == 30


def test_carried_money_that_no_later_year_holds_stays_in_the_base() -> None:
    found = budget(budget_line(year=2022, appropriated=100, spent=70, carried=30), budget_line("102", 2023))

    total = budget_sum(found.of_projects(PROJECTS, BASIS))
    both = budget(
        budget_line(year=2022, appropriated=100, spent=70, carried=30),
        budget_line("102", 2023),
        budget_share(),
        budget_share("102"),
    )

    assert total.rate_base is None
    assert budget_sum(both.of_project("p1", BASIS)).rate_base == 200


def test_a_missing_amount_is_no_zero_and_leaves_the_rate_alone() -> None:
    found = budget(budget_line(spent=None), budget_line("102"), budget_share(), budget_share("102"))

    total = budget_sum(found.of_project("p1", BASIS))

    assert total.amounts == Amounts(200, 60, 0)
    assert (total.rate_spent, total.rate_base, total.unrated) == (60, 100, 1)


def test_money_paid_back_is_negative_and_stays() -> None:
    found = budget(
        budget_line(spent=-7), budget_share(share="0.5"), budget_share(project_id="p2", share="0.5")
    )

    (line,) = found.booked(BASIS)

    assert sorted(part.spent or 0 for part in line.parts.values()) == [-4, -3]


def test_a_share_without_a_number_claims_the_line_and_no_money() -> None:
    found = budget(budget_line(), budget_share(share=None))

    (line,) = found.booked(BASIS)

    assert line.is_claimed
    assert dict(line.parts) == {"p1": Amounts()}
    assert line.rest == Amounts(100, 60, 0)


def test_lines_that_no_project_claims_and_shares_that_lead_nowhere_are_named() -> None:
    found = budget(budget_line(), budget_share("999"), budget_share("101", "p9"))

    assert [line.is_claimed for line in found.booked(BASIS)] == [False]
    assert [(share.line_key, share.project_id) for share in found.orphans] == [("999", "p1"), ("101", "p9")]


@pytest.mark.parametrize(
    ("account", "stated", "summed"),
    [(None, 310, [(310, 300)]), (None, 300, []), ("일반회계", 200, []), ("특별회계", 99, [(99, 100)])],
)
def test_a_printed_total_is_compared_and_never_added(
    account: str | None, stated: int, summed: list[tuple[int, int]]
) -> None:
    printed = budget_line("계", appropriated=stated, spent=None, carried=None, is_total=True)
    fields = {"account": account, "department": None}
    total = BudgetLine(**{name: getattr(printed, name) for name in BudgetLine.__slots__} | fields)
    found = budget(budget_line("101"), budget_line("102"), budget_line("201", account="특별회계"), total)

    mismatches = found.total_mismatches(BASIS)

    assert [(each.stated, each.summed) for each in mismatches] == summed
    assert sum(line.whole.appropriated or 0 for line in found.booked(BASIS)) == 300


def test_a_rate_without_a_base_is_missing() -> None:
    found = budget(budget_line(appropriated=0, spent=5), budget_share())

    assert year_rate(budget_sum(found.of_project("p1", BASIS)), 2024).value is None
