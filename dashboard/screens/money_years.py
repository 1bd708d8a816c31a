"""연도·재원: planned money by source and year, secured and executed beside it, what comes after the term."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.domain.facets import SOURCE_KEYS, Facet
from dashboard.domain.funding import FundGrid, MoneyStage, funding_rates, is_year, period_order
from dashboard.domain.money import add
from dashboard.domain.progress import RateUnit, rate
from dashboard.domain.totals import after_term, deferred_rate, in_term, national_rate
from dashboard.domain.vocabulary import FundSource, Period
from dashboard.screens.money_parts import (
    CheckLine,
    Column,
    MoneyView,
    Row,
    Table,
    cells,
    check_line,
    unit_of,
)
from dashboard.screens.texts import RateLine, period_label

MOST_YEARS = 40
"""Years between the first and the last are filled in up to so many, so that time keeps its scale."""

TERM, LATER, TOTAL = "term", "later", "total"
"""Columns that sum others: in the term, after it, everything."""


@dataclass(frozen=True, slots=True)
class YearsCut:
    """`deferred` are the parts of 임기 후 이연, a rate per source."""

    title: str
    key_text: str
    term_word: str
    table: Table
    rates_title: str
    rates: tuple[RateLine, ...]
    deferred_title: str
    deferred: tuple[RateLine, ...]
    check: CheckLine
    notes: tuple[str, ...]


def years_cut(sight: MoneyView) -> YearsCut:
    """The table and its chart, the rates, and a check that sources and years sum to the same."""
    words, funding = sight.words, sight.money.funding
    rates = funding_rates(funding, sight.money_date.year, sight.term_ends, words)
    planned = funding.planned
    return YearsCut(
        title=words.funds_years_title,
        key_text=words.funds_years_key,
        term_word=words.term_end,
        table=_table(sight),
        rates_title=words.funds_rates_title,
        rates=tuple(
            sight.rate(each)
            for each in (
                *rates,
                deferred_rate(planned, sight.term_ends, words),
                national_rate(planned, words),
            )
        ),
        deferred_title=words.funds_deferred_title,
        deferred=_deferred(sight),
        check=check_line(
            sight,
            {
                words.funds_sum_sources: add(planned.by_source().values()),
                words.funds_sum_years: add(planned.by_period().values()),
                words.funds_sum_total: add(budget.planned for budget in sight.budgets),
            },
        ),
        notes=(_term_note(sight),),
    )


def _table(sight: MoneyView) -> Table:
    words, funding = sight.words, sight.money.funding
    columns = _columns(sight)
    sums = {stage: _amounts(sight, funding.grid(stage)) for stage in MoneyStage}
    sources = {source: _amounts(sight, funding.planned, source) for source in funding.planned.by_source()}
    gap = _gap(sums[MoneyStage.PLANNED], sums[MoneyStage.SECURED])
    unit = unit_of(
        sight, (amount for row in (*sums.values(), *sources.values(), gap) for amount in row.values())
    )

    def row(
        label: str, amounts: Mapping[str, int | None], kind: str, source: FundSource | None = None
    ) -> Row:
        found = cells(sight, unit, (amounts.get(column.key) for column in columns))
        chosen = sight.view.chosen
        href = sight.narrowed(chosen.with_values(Facet.SOURCE, [SOURCE_KEYS[source]])) if source else None
        return Row(label, found, kind, source, href)

    return Table(
        unit_text=words.funds_unit.format(unit=unit.label),
        columns=columns,
        rows=(
            *(row(sight.source(source), amounts, "source", source) for source, amounts in sources.items()),
            row(words.money_planned, sums[MoneyStage.PLANNED], "sum"),
            row(words.money_secured, sums[MoneyStage.SECURED], "secured"),
            row(words.money_executed, sums[MoneyStage.EXECUTED], "executed"),
            row(words.money_gap, gap, "gap"),
        ),
    )


def _columns(sight: MoneyView) -> tuple[Column, ...]:
    """기투자, the years of the term, 임기내 계; 임기후 and its years with their sum; 연도 미상; 총계."""
    words = sight.words
    is_after = after_term(sight.term_ends)
    periods = _periods(sight)
    inside = [each for each in periods if in_term(sight.term_ends)(each)]
    after = sorted((each for each in periods if is_after(each)), key=period_order)
    other = [each for each in periods if each not in (*inside, *after)]
    sums = {
        TERM: [Column(TERM, words.funds_in_term, TERM)] if inside else [],
        LATER: [Column(LATER, words.funds_after_term, LATER)] if len(after) > 1 else [],
    }
    return (
        *(_period(sight, each) for each in inside),
        *sums[TERM],
        *(_period(sight, each) for each in after),
        *sums[LATER],
        *(_period(sight, each) for each in other),
        Column(TOTAL, words.money_total, TOTAL),
    )


def _periods(sight: MoneyView) -> list[str]:
    """The periods with money, without holes between the years of the term."""
    found = sight.money.funding.periods
    years = [int(each) for each in found if is_year(each)]
    if years and max(years) - min(years) < MOST_YEARS:
        filled = {f"{year:04d}" for year in range(min(years), max(years) + 1)}
        return sorted({*found, *filled}, key=period_order)
    return found


def _period(sight: MoneyView, period: str) -> Column:
    words = sight.words
    label = words.year_column.format(year=period) if is_year(period) else period_label(period, words)
    kinds = {Period.INVESTED.value: "invested", Period.AFTER_TERM.value: "after"}
    later = is_year(period) and after_term(sight.term_ends)(period)
    kind = "after" if later else "year" if is_year(period) else kinds.get(period, "unknown")
    return Column(period, label, kind)


def _amounts(sight: MoneyView, grid: FundGrid, source: FundSource | None = None) -> dict[str, int | None]:
    """Sums by column, of one source or of all."""
    own = FundGrid({cell: amount for cell, amount in grid.cells.items() if source in (None, cell[0])})
    return {
        **own.by_period(),
        TERM: own.within(in_term(sight.term_ends)),
        LATER: own.within(after_term(sight.term_ends)),
        TOTAL: own.total,
    }


def _gap(planned: Mapping[str, int | None], secured: Mapping[str, int | None]) -> dict[str, int | None]:
    """Planned − secured by column; nothing where nothing at all is known to be secured."""
    if secured[TOTAL] is None:
        return dict.fromkeys(planned)
    return {
        key: None if amount is None else amount - (secured.get(key) or 0) for key, amount in planned.items()
    }


def _deferred(sight: MoneyView) -> tuple[RateLine, ...]:
    """Of each source, how much is planned after the term."""
    words, planned = sight.words, sight.money.funding.planned
    is_after = after_term(sight.term_ends)
    found = []
    for source, total in planned.by_source().items():
        after = add(
            amount for (each, period), amount in planned.cells.items() if each is source and is_after(period)
        )
        name = sight.source(source)
        found.append(
            sight.rate(
                rate(name, words.funds_deferred_source.format(source=name), after, total, RateUnit.MONEY)
            )
        )
    return tuple(found)


def _term_note(sight: MoneyView) -> str:
    ends = sight.term_ends
    return sight.words.funds_term_note.format(year=ends.year) if ends else sight.words.funds_term_missing
