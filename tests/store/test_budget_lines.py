"""Budget lines in the store: shares keep their digits, sums are those of SQL written by hand."""

from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from dashboard.domain.budget import Budget, budget_sum, by_year
from dashboard.domain.records import BudgetLine, BudgetShare
from db.store import Store
from tests.store.test_store import write

END = date(2024, 12, 31)
AMOUNT = st.none() | st.integers(-(10**12), 10**12).map(lambda quarter: 4 * quarter)


def test_a_share_comes_back_in_the_digits_it_was_given_in(store: Store) -> None:
    shares = [
        BudgetShare("101", "1", Decimal("0.1")),
        BudgetShare("101", "2", Decimal("0.333333333333333333")),
    ]
    lines = [BudgetLine("101", 2024, END, "일반회계", None, None, "새길", 10**17, -1, None)]

    version = write(store, budget_line=lines, budget_share=shares)

    assert version == 1
    assert store.records(1)["budget_share"] == tuple(shares)
    assert store.records(1)["budget_line"] == tuple(lines)
    assert (
        write(store, budget_line=lines, budget_share=[BudgetShare("101", "1", Decimal("0.10")), shares[1]])
        is None
    )


@st.composite
def books(draw: st.DrawFn) -> tuple[list[BudgetLine], list[BudgetShare]]:
    keys = draw(st.lists(st.sampled_from("ABCD"), unique=True, min_size=1))
    lines = [
        BudgetLine(key, year, day, appropriated=draw(AMOUNT), spent=draw(AMOUNT), carried=draw(AMOUNT))
        for key in keys
        for year in draw(st.lists(st.integers(2022, 2024), unique=True, max_size=3))
        for day in draw(st.lists(st.sampled_from([date(2024, 6, 30), END]), unique=True, min_size=1))
    ]
    shares = [
        BudgetShare(key, project, Decimal(draw(st.sampled_from(["0", "0.25", "0.5", "1"]))))
        for key in keys
        for project in draw(st.lists(st.sampled_from("12"), unique=True))
    ]
    return lines, shares


@given(books())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=25)
def test_the_books_sum_to_what_sql_says(
    store: Store, given_books: tuple[list[BudgetLine], list[BudgetShare]]
) -> None:
    """Σ of every line, and Σ over the lines that projects have whole, by fiscal year."""
    lines, shares = given_books
    write(store, budget_line=lines, budget_share=shares)
    newest = store.current()
    records = store.records(newest.number) if newest else {"budget_line": (), "budget_share": ()}
    budget = Budget(records["budget_line"], records["budget_share"], {"1", "2"})
    whole: dict[int, list[int]] = {}
    for each in budget.booked(END):
        amounts = (each.whole.appropriated, each.whole.spent, each.whole.carried)
        found = whole.setdefault(each.line.fiscal_year, [0, 0, 0])
        whole[each.line.fiscal_year] = [was + (more or 0) for was, more in zip(found, amounts, strict=True)]
    claimed = {
        year: budget_sum(pieces).amounts.appropriated or 0
        for year, pieces in by_year(budget.of_projects({"1", "2"}, END)).items()
    }

    assert whole == _by_sql(store)
    assert {year: amount for year, amount in claimed.items() if amount} == _claimed_by_sql(store)


_NEWEST = """
    SELECT * FROM budget_line AS l WHERE valid_to IS NULL AND as_of = (
        SELECT max(as_of) FROM budget_line AS n
        WHERE n.valid_to IS NULL AND n.key = l.key AND n.fiscal_year = l.fiscal_year)
"""


def _by_sql(store: Store) -> dict[int, list[int]]:
    query = f"""
        SELECT fiscal_year, coalesce(sum(appropriated), 0), coalesce(sum(spent), 0), coalesce(sum(carried), 0)
        FROM ({_NEWEST}) AS newest GROUP BY fiscal_year
    """
    with store.engine.connect() as connection:
        return {row[0]: [int(cell) for cell in row[1:]] for row in connection.execute(text(query))}


def _claimed_by_sql(store: Store) -> dict[int, int]:
    """Quarters of amounts that have quarters; a line given away more than once counts once."""
    query = f"""
        SELECT fiscal_year, appropriated, given FROM ({_NEWEST}) AS newest
        JOIN (
            SELECT line_key, sum(CAST(share AS REAL)) AS given FROM budget_share
            WHERE valid_to IS NULL GROUP BY line_key
        ) AS shares ON shares.line_key = newest.key
        WHERE appropriated IS NOT NULL
    """
    sums: dict[int, int] = {}
    with store.engine.connect() as connection:
        for year, amount, given_away in connection.execute(text(query)):
            quarters = min(round(given_away * 4), 4)
            sums[year] = sums.get(year, 0) + amount * quarters // 4
    return {year: amount for year, amount in sums.items() if amount}
