"""The money of a project: a table of sources and periods, its rates, the gap, 합계 불일치."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard.domain.funding import FundGrid, MoneyStage, funding_rates, is_year, period_order
from dashboard.domain.money import TableUnit, add, alike_texts, money_text, table_unit
from dashboard.domain.portfolio import Portfolio, ProjectMeasure
from dashboard.domain.progress import Rate
from dashboard.domain.vocabulary import FundSource, Period
from dashboard.domain.words import Words, date_text
from dashboard.screens.apart import apart
from dashboard.screens.texts import (
    MismatchLine,
    RateLine,
    mismatch_line,
    period_label,
    plan_names,
    rate_line,
    source_label,
)

MOST_YEARS = 40
"""Years between the first and the last are filled in up to so many, so that time keeps its scale."""

_TOTAL = Period.TOTAL.value


@dataclass(frozen=True, slots=True)
class FundColumn:
    """A period. `key` is a year or a `Period`; `kind` is invested, year, after, unknown or total."""

    key: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class FundCell:
    """`amount` in the smallest unit, `value` in the unit of the table, for bars; None is no data.

    `exact_text` is the amount by the house rule, for hover.
    """

    amount: int | None
    value: float | None
    text: str
    exact_text: str


@dataclass(frozen=True, slots=True)
class FundRow:
    """Cells in the order of the columns. `source` is None for a row over all sources."""

    label: str
    source: FundSource | None
    cells: tuple[FundCell, ...]


@dataclass(frozen=True, slots=True)
class FundTable:
    """Money by source and period. `planned` has a row per source in stacking order; 총계 is the last column.

    `secured_by_source` and `executed_by_source` hold only sources with an amount.
    """

    title: str
    unit_text: str
    note: str
    columns: tuple[FundColumn, ...]
    planned: tuple[FundRow, ...]
    planned_sum: FundRow
    secured_sum: FundRow
    executed_sum: FundRow
    gap: FundRow
    secured_by_source: tuple[FundRow, ...]
    executed_by_source: tuple[FundRow, ...]
    rates: tuple[RateLine, ...]
    gap_text: str
    mismatch_title: str
    mismatches: tuple[MismatchLine, ...]
    notes: tuple[str, ...]
    empty_text: str | None


@dataclass(frozen=True, slots=True)
class _Table:
    """What every row of the table needs."""

    portfolio: Portfolio
    words: Words
    periods: tuple[str, ...]
    unit: TableUnit

    def row(self, label: str, amounts: Mapping[str, int | None], source: FundSource | None = None) -> FundRow:
        return FundRow(label, source, tuple(self.cell(amounts.get(period)) for period in self.periods))

    def cell(self, amount: int | None) -> FundCell:
        currency = self.portfolio.facts.profile.currency
        return FundCell(
            amount,
            self.unit.value(amount),
            self.unit.text(amount, self.words),
            money_text(amount, currency, self.words),
        )

    def by_source(self, grid: FundGrid) -> tuple[FundRow, ...]:
        """A row per source that occurs."""
        return tuple(
            self.row(source_label(self.portfolio, source, self.words), _amounts(grid, source), source)
            for source in grid.by_source()
        )


@apart
def fund_table(portfolio: Portfolio, measure: ProjectMeasure, on: date, words: Words) -> FundTable:
    """The financing of one project on the status date."""
    money, file = measure.funding, measure.file
    currency = portfolio.facts.profile.currency
    periods = _periods(money.periods)
    sums = {stage: _amounts(money.grid(stage)) for stage in MoneyStage}
    gap = _gap(sums[MoneyStage.PLANNED], sums[MoneyStage.SECURED])
    amounts = [
        *(amount for row in (*sums.values(), gap) for amount in row.values()),
        *(amount for stage in MoneyStage for amount in money.grid(stage).cells.values()),
    ]
    table = _Table(portfolio, words, (*periods, _TOTAL), table_unit(amounts, currency, words))
    term = file.term or portfolio.term
    money_date = portfolio.money_date(on)
    rates = funding_rates(money, money_date.year, term.ends if term else None, words)
    return FundTable(
        title=words.money_table_title,
        unit_text=table.unit.label,
        note=words.money_basis.format(date=date_text(words, money_date)),
        columns=tuple(
            FundColumn(period, _column_label(period, words), _kind(period)) for period in table.periods
        ),
        planned=table.by_source(money.planned),
        planned_sum=table.row(words.money_planned, sums[MoneyStage.PLANNED]),
        secured_sum=table.row(words.money_secured, sums[MoneyStage.SECURED]),
        executed_sum=table.row(words.money_executed, sums[MoneyStage.EXECUTED]),
        gap=table.row(words.money_gap, gap),
        secured_by_source=table.by_source(money.secured),
        executed_by_source=table.by_source(money.executed),
        rates=tuple(
            money_rate_line(each, currency, words, is_without_budget=measure.is_without_budget)
            for each in rates
        ),
        gap_text=_gap_text(measure, currency, words),
        mismatch_title=words.mismatch_title,
        mismatches=tuple(
            mismatch_line(portfolio, each, None, words)
            for each in (*measure.mismatches, *portfolio.shared_budget_mismatches(file.id, on))
        ),
        notes=_notes(measure, table.unit, amounts, words),
        empty_text=None
        if any(amount is not None for amount in amounts)
        else (words.money_non_budget if file.project.has_budget is False else words.money_empty),
    )


def money_rate_line(rate: Rate, currency: str, words: Words, *, is_without_budget: bool) -> RateLine:
    """A rate of money; where there is no budget at all it is not missing but 해당 없음."""
    line = rate_line(rate, currency, words)
    return replace(line, value_text=words.not_applicable) if is_without_budget else line


def _amounts(grid: FundGrid, source: FundSource | None = None) -> dict[str, int | None]:
    """Sums by period with their total, of one source or of all."""
    cells = [(period, amount) for (each, period), amount in grid.cells.items() if source in (None, each)]
    periods = {period for period, _ in cells}
    sums = {each: add(amount for period, amount in cells if period == each) for each in periods}
    return {**sums, _TOTAL: add(sums.values())}


def _gap(planned: Mapping[str, int | None], secured: Mapping[str, int | None]) -> dict[str, int | None]:
    """Planned − secured by period, where both are known."""
    # As in the total: a year for which nothing was secured yet is not secured.
    any_secured = any(amount is not None for amount in secured.values())
    gaps: dict[str, int | None] = {}
    for period, amount in planned.items():
        other = secured.get(period)
        gaps[period] = None if amount is None or not any_secured else amount - (other or 0)
    return gaps


def _periods(found: Sequence[str]) -> tuple[str, ...]:
    """The periods in the order of time, without holes between the years."""
    years = [int(period) for period in found if is_year(period)]
    if years and max(years) - min(years) < MOST_YEARS:
        filled = {f"{year:04d}" for year in range(min(years), max(years) + 1)}
        return tuple(sorted({*found, *filled}, key=period_order))
    return tuple(found)


def _column_label(period: str, words: Words) -> str:
    if period == _TOTAL:
        return words.money_total
    return words.year_column.format(year=period) if is_year(period) else period_label(period, words)


def _kind(period: str) -> str:
    kinds = {Period.INVESTED.value: "invested", Period.AFTER_TERM.value: "after", _TOTAL: "total"}
    return "year" if is_year(period) else kinds.get(period, "unknown")


def _gap_text(measure: ProjectMeasure, currency: str, words: Words) -> str:
    gap, money = measure.funding.gap, measure.funding
    planned, secured = money.planned.total, money.secured.total
    if gap is None or planned is None or secured is None:
        return words.money_gap_missing
    texts = alike_texts((abs(gap), planned, secured), currency, words)
    sentence = words.money_gap_sentence if gap >= 0 else words.money_over_sentence
    return sentence.format(gap=texts[0], planned=texts[1], secured=texts[2])


def _notes(
    measure: ProjectMeasure, unit: TableUnit, amounts: Sequence[int | None], words: Words
) -> tuple[str, ...]:
    notes = []
    current, used = measure.schedule.current, measure.amounts_from
    if current and used and current is not used:
        names = plan_names(measure.file, words)
        notes.append(words.money_from_version.format(current=names[current.key], used=names[used.key]))
    if not all(unit.is_exact(amount) for amount in amounts):
        notes.append(words.money_rounded)
    return tuple(notes)
