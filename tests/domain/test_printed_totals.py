"""Printed totals: compared with their parts; without parts the money they are is kept, once."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.funding import FundGrid, MoneyStage, fact_grid, mismatches, planned_grid
from dashboard.domain.printed_totals import is_total
from dashboard.domain.records import FundFact, PlanFund
from dashboard.domain.vocabulary import FundSource, FundStage, Period

NATIONAL, METRO, ALL = FundSource.NATIONAL, FundSource.METRO, FundSource.TOTAL
NOWHERE, NEVER, EVER = FundSource.UNKNOWN, str(Period.UNKNOWN), str(Period.TOTAL)
Row = tuple[FundSource, str, int]


def grid(*rows: Row) -> FundGrid:
    return planned_grid(
        PlanFund("1", None, "당초", source, period, amount) for source, period, amount in rows
    )


def fact(source: FundSource, period: str, amount: int, day: date, stage: FundStage) -> FundFact:
    return FundFact("1", None, source, period, stage, day, amount)


def differences(of: FundGrid) -> list[tuple[FundSource, str, int, int]]:
    return [(m.source, m.period, m.stated, m.summed) for m in mismatches(of, MoneyStage.PLANNED, "1")]


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ([(ALL, EVER, 50)], {(NOWHERE, NEVER): 50}),
        ([(NATIONAL, EVER, 50)], {(NATIONAL, NEVER): 50}),
        ([(ALL, "2024", 50)], {(NOWHERE, "2024"): 50}),
        ([(ALL, EVER, 0)], {(NOWHERE, NEVER): 0}),
        (
            [(ALL, "2024", 20), (ALL, "2025", 30), (ALL, EVER, 50)],
            {(NOWHERE, "2024"): 20, (NOWHERE, "2025"): 30},
        ),
        (
            [(NATIONAL, EVER, 20), (METRO, EVER, 30), (ALL, EVER, 50)],
            {(NATIONAL, NEVER): 20, (METRO, NEVER): 30},
        ),
        (
            [(NATIONAL, EVER, 20), (METRO, EVER, 30), (ALL, "2024", 25), (ALL, "2025", 25)],
            {(NATIONAL, NEVER): 20, (METRO, NEVER): 30},
        ),
        (
            [(NATIONAL, "2024", 20), (METRO, EVER, 30), (ALL, EVER, 50)],
            {(NATIONAL, "2024"): 20, (METRO, NEVER): 30},
        ),
        (
            [(NATIONAL, "2024", 20), (ALL, "2025", 30), (ALL, EVER, 50)],
            {(NATIONAL, "2024"): 20, (NOWHERE, "2025"): 30},
        ),
    ],
)
def test_a_total_without_parts_is_money_of_unknown_source_or_period(
    rows: list[Row], cells: dict[tuple[FundSource, str], int]
) -> None:
    assert grid(*rows).cells == cells
    assert differences(grid(*rows)) == []


@pytest.mark.parametrize(
    ("rows", "total"),
    [
        ([(NATIONAL, "2024", 20), (NATIONAL, EVER, 20), (ALL, "2024", 20), (ALL, EVER, 20)], 20),
        ([(NOWHERE, "2024", 10), (NATIONAL, EVER, 6), (METRO, EVER, 4)], 10),
        ([(NATIONAL, NEVER, 50), (ALL, "2024", 20), (ALL, "2025", 30)], 50),
        ([(NATIONAL, "2024", 20), (METRO, EVER, 0), (ALL, "2025", 0)], 20),
    ],
)
def test_a_total_whose_parts_are_or_may_be_there_is_not_added(rows: list[Row], total: int) -> None:
    assert grid(*rows).total == total
    assert differences(grid(*rows)) == []


def test_a_total_that_differs_is_told_and_the_parts_count() -> None:
    money = grid((NATIONAL, "2024", 20), (NATIONAL, EVER, 90), (ALL, EVER, 25))

    assert money.total == 20
    assert differences(money) == [(NATIONAL, EVER, 90, 20), (ALL, EVER, 25, 20)]


def test_a_total_larger_than_all_that_may_be_its_parts_is_told() -> None:
    money = grid((NOWHERE, "2024", 10), (NATIONAL, EVER, 60))

    assert money.total == 10
    assert differences(money) == [(NATIONAL, EVER, 60, 10)]


def test_a_total_stands_for_parts_that_cannot_be_read() -> None:
    rows = [PlanFund("1", None, "당초", NATIONAL, "2024", None), PlanFund("1", None, "당초", ALL, EVER, 50)]

    money = planned_grid(rows)

    assert money.total == 50
    assert money.by_source() == {NATIONAL: None, NOWHERE: 50}


def test_a_total_counts_only_until_its_parts_come() -> None:
    spring, summer = date(2024, 3, 31), date(2024, 6, 30)
    facts = [
        fact(ALL, EVER, 100, spring, FundStage.EXECUTED),
        fact(NATIONAL, "2024", 110, summer, FundStage.EXECUTED),
        fact(ALL, EVER, 110, summer, FundStage.EXECUTED),
    ]
    stages = frozenset({FundStage.EXECUTED})

    assert fact_grid(facts, stages, spring).cells == {(NOWHERE, NEVER): 100}
    assert fact_grid(facts, stages, summer).cells == {(NATIONAL, "2024"): 110}
    assert differences(fact_grid(facts, stages, summer)) == []


def test_each_stage_of_money_has_totals_of_its_own() -> None:
    day = date(2024, 3, 31)
    facts = [
        fact(NATIONAL, "2024", 40, day, FundStage.SECURED),
        fact(ALL, EVER, 7, day, FundStage.GRANTED),
    ]

    money = fact_grid(facts, frozenset({FundStage.SECURED, FundStage.GRANTED}), day)

    assert money.cells == {(NATIONAL, "2024"): 40, (NOWHERE, NEVER): 7}
    assert differences(money) == []


CELLS = st.tuples(
    st.sampled_from([NATIONAL, METRO, NOWHERE, ALL]), st.sampled_from(["2024", "2025", NEVER, EVER])
)


@given(st.dictionaries(CELLS, st.integers(1, 10**6), min_size=1))
def test_no_total_is_lost_whatever_a_city_prints(amounts: dict[tuple[FundSource, str], int]) -> None:
    money = grid(*((source, period, amount) for (source, period), amount in amounts.items()))
    told = {(source, period) for source, period, _, _ in differences(money)}
    parts = sum(amount for cell, amount in amounts.items() if not is_total(cell))

    assert money.total is not None
    assert money.total >= parts
    for total, stated in amounts.items():
        if is_total(total) and total not in told:
            assert stated <= money.total


@given(st.dictionaries(CELLS, st.integers(1, 10**6), min_size=1), st.integers(0, 2))
def test_a_city_that_prints_all_its_totals_changes_no_sum(
    amounts: dict[tuple[FundSource, str], int], kinds: int
) -> None:
    parts = {cell: amount for cell, amount in amounts.items() if not is_total(cell)}
    printed: dict[tuple[FundSource, str], int] = {}
    for (source, period), amount in parts.items():
        for total in ((source, EVER), (ALL, period), (ALL, EVER))[: kinds + 1]:
            printed[total] = printed.get(total, 0) + amount
    plain = grid(*((*cell, amount) for cell, amount in parts.items()))

    with_totals = grid(*((*cell, amount) for cell, amount in {**parts, **printed}.items()))

    assert with_totals.cells == plain.cells
    assert differences(with_totals) == []
