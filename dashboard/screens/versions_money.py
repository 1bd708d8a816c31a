"""The planned money of two plan versions: by source, by year, and the differences of every cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dashboard.domain.funding import SOURCE_ORDER, FundGrid, period_order, planned_grid
from dashboard.domain.money import TableUnit, add, table_unit
from dashboard.domain.portfolio import ProjectMeasure
from dashboard.domain.printed_totals import Cell
from dashboard.domain.records import PlanVersion
from dashboard.domain.vocabulary import FundSource
from dashboard.screens.texts import View, period_label, source_label

Amounts = Mapping[Any, int | None]
"""Amounts by source, by period, or by both."""


@dataclass(frozen=True, slots=True)
class MoneyChange:
    """An amount in both plans; the difference is missing where either is not known."""

    label: str
    before_text: str
    after_text: str
    difference: int | None
    difference_text: str
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class CellChanges:
    """Differences of a source by period, in the order of the heads; the last one is their sum."""

    label: str
    texts: tuple[str, ...]
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class MoneyChanges:
    """All differences of the money of two plans. Σ sources = Σ years = the difference of the totals."""

    unit_text: str
    sources: tuple[MoneyChange, ...]
    years: tuple[MoneyChange, ...]
    cell_heads: tuple[str, ...]
    cells: tuple[CellChanges, ...]
    note: str | None
    empty_text: str | None


@dataclass(frozen=True, slots=True)
class _Pair:
    """The money of both plans; a grid without any cell is of a plan that has no money at all."""

    view: View
    before: FundGrid
    after: FundGrid
    unit: TableUnit

    def change(self, label: str, before: Amounts, after: Amounts, key: Any) -> MoneyChange:
        """The amounts of one key in both."""
        return self.amounts(label, before.get(key), after.get(key), self._between(before, after, key))

    def total(self) -> MoneyChange:
        """The totals of both."""
        before, after = self.before.total, self.after.total
        difference = None if before is None or after is None else after - before
        return replace(self.amounts(self.view.words.money_total, before, after, difference), is_sum=True)

    def amounts(
        self, label: str, before: int | None, after: int | None, difference: int | None
    ) -> MoneyChange:
        """The amounts as text."""
        was, now = (self.unit.text(amount, self.view.words) for amount in (before, after))
        return MoneyChange(label, was, now, difference, self.signed(difference))

    def difference(self, cell: Cell) -> int | None:
        """What the second plan has more in a cell."""
        return self._between(self.before.cells, self.after.cells, cell)

    def differences(self, row: Sequence[int | None]) -> tuple[str, ...]:
        """A row of differences with their sum, as text."""
        return tuple(self.signed(amount) for amount in (*row, add(row)))

    def signed(self, amount: int | None) -> str:
        """A difference as text, with its sign."""
        sign = "+" if amount is not None and amount > 0 else ""
        return sign + self.unit.text(amount, self.view.words)

    def _between(self, before: Amounts, after: Amounts, key: Any) -> int | None:
        """A plan that lists money and not this cell plans nothing for it; an amount nobody read is missing."""
        if not self.before.cells or not self.after.cells:
            return None
        was, now = before.get(key, 0), after.get(key, 0)
        return None if was is None or now is None else now - was


def money_changes(
    view: View, measure: ProjectMeasure, before: PlanVersion | None, after: PlanVersion | None
) -> MoneyChanges:
    """What the second plan changes of the money of the first; None is a plan that knows no money."""
    words, currency = view.words, view.portfolio.facts.profile.currency
    first, second = (
        planned_grid(measure.file.planned.get(plan.key, ()) if plan else ()) for plan in (before, after)
    )
    grids = (first, second)
    amounts = [amount for grid in grids for amount in (*grid.cells.values(), grid.total)]
    pair = _Pair(view, first, second, table_unit(amounts, currency, words))
    total = pair.total()
    of_sources = (first.by_source(), second.by_source())
    of_periods = (first.by_period(), second.by_period())
    sources = [source for source in SOURCE_ORDER if any(source in each for each in of_sources)]
    periods = sorted({period for each in of_periods for period in each}, key=period_order)
    return MoneyChanges(
        unit_text=pair.unit.label,
        sources=(
            *(pair.change(source_label(view.portfolio, each, words), *of_sources, each) for each in sources),
            total,
        ),
        years=(*(pair.change(period_label(each, words), *of_periods, each) for each in periods), total),
        cell_heads=(*(period_label(each, words) for each in periods), words.money_total),
        cells=_cells(pair, sources, periods) if all(grid.cells for grid in grids) else (),
        note=words.versions_money_unread if any(None in grid.cells.values() for grid in grids) else None,
        empty_text=None if add(amounts) is not None else words.versions_money_none,
    )


def _cells(pair: _Pair, sources: Sequence[FundSource], periods: Sequence[str]) -> tuple[CellChanges, ...]:
    """A row per source and their sum: each cell a difference."""
    words, portfolio = pair.view.words, pair.view.portfolio
    found = {source: [pair.difference((source, period)) for period in periods] for source in sources}
    rows = [
        CellChanges(source_label(portfolio, source, words), pair.differences(row))
        for source, row in found.items()
    ]
    sums = [add(column) for column in zip(*found.values(), strict=True)]
    return (*rows, CellChanges(words.money_total, pair.differences(sums), is_sum=True))
