"""Money by source and period: sums, what counts when, printed totals, rates."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.funding import (
    FundGrid,
    Funding,
    MoneyStage,
    executed_rate,
    fact_grid,
    funded_plan,
    merged,
    mismatches,
    plan_total_mismatch,
    planned_grid,
    secured_term_rate,
    secured_to_date_rate,
    secured_total_rate,
)
from dashboard.domain.records import FundFact, PlanFund
from dashboard.domain.vocabulary import FundSource, FundStage, Period
from tests.builders import BASIS, EOK, change, executed, original, plan_fund, secured

N, M, ETC = FundSource.NATIONAL, FundSource.METRO, FundSource.OTHER
MILLION = 1_000_000
SECURED = frozenset({FundStage.SECURED})


def money(
    planned: list[PlanFund] | None = None,
    secured_facts: list[FundFact] | None = None,
    executed_facts: list[FundFact] | None = None,
) -> Funding:
    return Funding(
        planned_grid(planned or []),
        fact_grid(secured_facts or [], SECURED, BASIS),
        fact_grid(executed_facts or [], frozenset({FundStage.EXECUTED}), BASIS),
    )


def test_sejong_2023_is_financed_6_82_and_76_90_and_16_27_per_cent() -> None:
    grid = planned_grid(
        [
            plan_fund(96_028 * MILLION, N, Period.UNKNOWN),
            plan_fund(1_082_451 * MILLION, M, Period.UNKNOWN),
            plan_fund(229_064 * MILLION, ETC, Period.UNKNOWN),
        ]
    )

    shares = {
        source: f"{(amount or 0) / (grid.total or 1) * 100:.2f}"
        for source, amount in grid.by_source().items()
    }

    assert shares == {N: "6.82", M: "76.90", ETC: "16.27"}


def test_sejong_printed_a_total_that_misses_its_parts_by_a_million() -> None:
    grid = planned_grid(
        [
            plan_fund(96_028 * MILLION, N, Period.UNKNOWN),
            plan_fund(1_082_451 * MILLION, M, Period.UNKNOWN),
            plan_fund(229_064 * MILLION, ETC, Period.UNKNOWN),
            plan_fund(1_407_542 * MILLION, FundSource.TOTAL, Period.TOTAL),
        ]
    )

    (found,) = mismatches(grid, MoneyStage.PLANNED, "p1")

    assert (found.stated - found.summed) == -MILLION


def test_sejong_2019_had_secured_10_81_per_cent_of_all_and_29_73_of_the_term() -> None:
    funding = money(
        [
            plan_fund(4_222_210 * MILLION, N, "2019"),
            plan_fund((11_658_941 - 4_222_210) * MILLION, N, Period.AFTER_TERM),
        ],
        [
            secured(1_255_176 * MILLION, N, "2019"),
            secured((1_260_420 - 1_255_176) * MILLION, N, Period.AFTER_TERM),
        ],
    )

    total, term = secured_total_rate(funding), secured_term_rate(funding, date(2022, 6, 30))

    assert f"{(total.value or 0) * 100:.2f}" == "10.81"
    assert f"{(term.value or 0) * 100:.2f}" == "29.73"


def test_the_tram_got_586_of_the_1846_eok_it_asked_for() -> None:
    asked = FundFact("p1", None, N, "2025", FundStage.REQUESTED, BASIS, 1_846 * EOK)
    granted = FundFact("p1", None, N, "2025", FundStage.GOVERNMENT, BASIS, 586 * EOK)

    requested = fact_grid([asked, granted], frozenset({FundStage.REQUESTED}), BASIS).total
    in_bill = fact_grid([asked, granted], frozenset({FundStage.GOVERNMENT}), BASIS).total

    assert (requested, in_bill) == (1_846 * EOK, 586 * EOK)
    assert f"{(in_bill or 0) / (requested or 1):.1%}" == "31.7%"


def test_more_may_be_secured_than_was_planned() -> None:
    funding = money([plan_fund(100)], [secured(102)], [executed(103)])

    assert secured_total_rate(funding).value == 1.02
    assert executed_rate(funding, 2024).value == 103 / 102
    assert funding.gap == -2


def test_missing_money_stays_missing() -> None:
    funding = money([plan_fund(None)], [])

    assert (funding.planned.total, funding.secured.total, funding.gap) == (None, None, None)
    assert secured_total_rate(funding).value is None


def test_a_planned_zero_gives_no_rate() -> None:
    rate = secured_total_rate(money([plan_fund(0)], [secured(5)]))

    assert (rate.value, rate.numerator, rate.denominator) == (None, 5, 0)


def test_rows_of_one_cell_add_up() -> None:
    assert planned_grid([plan_fund(3), plan_fund(4), plan_fund(None)]).cells == {(N, "2024"): 7}


def test_unknown_source_and_unknown_year_add_up_too() -> None:
    grid = planned_grid([plan_fund(5, FundSource.UNKNOWN), plan_fund(7, N, Period.UNKNOWN)])

    assert (grid.total, list(grid.by_source()), list(grid.by_period())) == (
        12,
        [N, FundSource.UNKNOWN],
        ["2024", "unknown"],
    )


def test_a_printed_total_is_compared_and_never_added() -> None:
    grid = planned_grid([plan_fund(3), plan_fund(4, M), plan_fund(8, FundSource.TOTAL)])

    assert grid.total == 7
    assert [(each.stated, each.summed) for each in mismatches(grid, MoneyStage.PLANNED, "p1")] == [(8, 7)]


def test_a_total_over_periods_is_compared_with_its_own_source() -> None:
    grid = planned_grid(
        [plan_fund(3, N, "2024"), plan_fund(4, N, "2025"), plan_fund(9, M), plan_fund(7, N, Period.TOTAL)]
    )

    assert mismatches(grid, MoneyStage.PLANNED, "p1") == []


def test_a_printed_total_without_parts_is_money_of_unknown_source_and_year() -> None:
    grid = planned_grid([plan_fund(8, FundSource.TOTAL, Period.TOTAL)])

    assert mismatches(grid, MoneyStage.PLANNED, "p1") == []
    assert grid.cells == {(FundSource.UNKNOWN, Period.UNKNOWN): 8}


def test_the_total_printed_with_a_plan_is_held_against_its_cells() -> None:
    grid = planned_grid([plan_fund(7)])

    found = plan_total_mismatch(original(stated_total=9), grid)

    assert found is not None
    assert (found.stated, found.summed, found.is_plan_total) == (9, 7, True)
    assert plan_total_mismatch(original(stated_total=7), grid) is None


def test_a_later_amount_replaces_an_earlier_one_of_the_same_cell() -> None:
    facts = [secured(5, as_of=date(2024, 3, 31)), secured(8, as_of=date(2024, 9, 30)), secured(1, M)]

    assert fact_grid(facts, SECURED, BASIS).by_source() == {N: 8, M: 1}


def test_an_amount_of_a_later_day_does_not_count_yet() -> None:
    facts = [secured(5, as_of=date(2024, 3, 31)), secured(8, as_of=date(2025, 3, 31))]

    assert fact_grid(facts, SECURED, BASIS).total == 5


def test_a_later_missing_amount_makes_the_cell_missing() -> None:
    facts = [secured(5, as_of=date(2024, 3, 31)), secured(None, as_of=date(2024, 9, 30))]

    assert fact_grid(facts, SECURED, BASIS).total is None


def test_amounts_of_one_cell_and_one_day_add_up() -> None:
    assert fact_grid([secured(5), secured(6)], SECURED, BASIS).total == 11


def test_several_stages_may_count_as_secured() -> None:
    granted = FundFact("p1", None, N, "2024", FundStage.GRANTED, date(2024, 1, 31), 2)

    assert fact_grid([secured(5), granted], SECURED | {FundStage.GRANTED}, BASIS).total == 7


def test_the_term_counts_what_was_invested_before_and_its_last_year_as_a_whole() -> None:
    periods = [Period.INVESTED, "2025", "2026", "2027", Period.AFTER_TERM, Period.UNKNOWN]
    funding = money([plan_fund(1, period=period) for period in periods], [secured(1, period="2025")])

    rate = secured_term_rate(funding, date(2026, 6, 30))

    assert (rate.numerator, rate.denominator) == (1, 3)
    assert "2026년" in rate.definition


def test_without_an_end_of_term_every_year_is_in_term() -> None:
    funding = money([plan_fund(1, period=period) for period in ("2025", "2050", Period.AFTER_TERM)])

    assert secured_term_rate(funding, None).denominator == 2


def test_until_this_year_both_sides_end_with_the_year() -> None:
    funding = money(
        [plan_fund(10, period="2023"), plan_fund(10, period="2024"), plan_fund(80, period="2025")],
        [secured(9, period="2023"), secured(8, period="2024"), secured(7, period="2025")],
        [executed(6, period="2023"), executed(3, period="2025")],
    )

    to_date, execution = secured_to_date_rate(funding, 2024), executed_rate(funding, 2024)

    assert (to_date.numerator, to_date.denominator) == (17, 20)
    assert (execution.numerator, execution.denominator) == (6, 17)


def test_periods_come_in_the_order_of_time() -> None:
    found = ["unknown", "임기후", "2025", "기투자", "2023"]

    assert money([plan_fund(1, period=period) for period in found]).periods == [
        "기투자",
        "2023",
        "2025",
        "임기후",
        "unknown",
    ]


def test_a_change_of_dates_alone_leaves_the_money_in_force() -> None:
    plans = [original(), change(1)]

    assert funded_plan(plans, {"당초": [plan_fund(1)]}, BASIS) is plans[0]
    assert funded_plan(plans, {}, BASIS) is None


sources = st.sampled_from([source for source in FundSource if source is not FundSource.TOTAL])
periods = st.sampled_from(["기투자", "2022", "2023", "2024", "2025", "2026", "임기후", "unknown"])
amounts = st.none() | st.integers(-(10**15), 10**15)
funds = st.lists(st.builds(plan_fund, amounts, sources, periods), max_size=60)


@given(funds)
def test_sources_and_periods_sum_to_the_same_total(rows: list[PlanFund]) -> None:
    grid = planned_grid(rows)

    known = [row.amount for row in rows if row.amount is not None]
    assert grid.total == (sum(known) if known else None)
    assert sum(amount or 0 for amount in grid.by_source().values()) == (grid.total or 0)
    assert sum(amount or 0 for amount in grid.by_period().values()) == (grid.total or 0)


@given(st.lists(funds, max_size=6))
def test_grids_merge_to_what_their_rows_would_have_given(groups: list[list[PlanFund]]) -> None:
    together = merged(planned_grid(rows) for rows in groups)

    assert together.cells == planned_grid([row for rows in groups for row in rows]).cells


@given(funds, st.integers(2020, 2030))
def test_every_period_is_within_the_year_or_beyond_it(rows: list[PlanFund], year: int) -> None:
    grid: FundGrid = planned_grid(rows)

    inside = secured_to_date_rate(Funding(planned=grid), year).denominator or 0
    beyond = sum(
        row.amount or 0
        for row in rows
        if row.period in ("임기후", "unknown") or (row.period.isdecimal() and int(row.period) > year)
    )

    assert inside + beyond == (grid.total or 0)
