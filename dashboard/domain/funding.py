"""Planned, secured and executed money: cells by source and period, sums that keep missing missing, rates."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import chain
from types import MappingProxyType
from typing import TypeVar

from dashboard.domain.money import add
from dashboard.domain.printed_totals import Cell, is_part, is_total, may_be_part, with_bare_totals
from dashboard.domain.progress import Rate, RateUnit, rate
from dashboard.domain.records import FundFact, PlanFund, PlanVersion
from dashboard.domain.schedule import approved_plans
from dashboard.domain.vocabulary import FundSource, FundStage, Period
from dashboard.domain.words import KOREAN, Words

Key = TypeVar("Key")
SOURCE_ORDER = tuple(source for source in FundSource if source is not FundSource.TOTAL)
"""Sources in the stacking order of every chart and table."""

_YEAR = re.compile(r"[0-9]{4}")
_NO_CELLS: Mapping[Cell, int | None] = MappingProxyType({})
_NO_TOTALS: Mapping[Cell, int] = MappingProxyType({})


class MoneyStage(StrEnum):
    """The three stages of money that screens show."""

    PLANNED = "planned"
    SECURED = "secured"
    EXECUTED = "executed"


@dataclass(frozen=True, slots=True)
class FundGrid:
    """Amounts by (source, period). `stated` holds the totals that a city prints: compared with their parts.

    One without any part is a cell, too, of unknown source or period. A cell that is None was given
    without a readable amount.
    """

    cells: Mapping[Cell, int | None] = field(default_factory=lambda: _NO_CELLS)
    stated: Mapping[Cell, int] = field(default_factory=lambda: _NO_TOTALS)

    @property
    def total(self) -> int | None:
        """Σ of all known cells; None when none is known."""
        return add(self.cells.values())

    def by_source(self) -> dict[FundSource, int | None]:
        """Sums by source, in stacking order, of the sources that occur."""
        sums = _sums((source, amount) for (source, _), amount in self.cells.items())
        return {source: sums[source] for source in SOURCE_ORDER if source in sums}

    def by_period(self) -> dict[str, int | None]:
        """Sums by period, in the order of time, of the periods that occur."""
        sums = _sums((period, amount) for (_, period), amount in self.cells.items())
        return {period: sums[period] for period in sorted(sums, key=period_order)}

    def within(self, is_within: Callable[[str], bool]) -> int | None:
        """Σ of the known cells whose period `is_within`; None when none is known."""
        return add(amount for (_, period), amount in self.cells.items() if is_within(period))


@dataclass(frozen=True, slots=True)
class Mismatch:
    """합계 불일치: a total as printed against the sum of its parts; both numbers stay.

    `source` and `period` say what it is a total of (TOTAL: over all of them). `is_plan_total` marks
    the 총사업비 printed with a plan version. `group` names a shared budget whose projects disagree:
    then `stated` is the amount of project `project_id` and `summed` the one that was counted.
    """

    project_id: str | None
    area_id: str | None
    stage: MoneyStage
    source: FundSource
    period: str
    stated: int
    summed: int
    is_plan_total: bool = False
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Funding:
    """Money of a project, an area or a portfolio on a day."""

    planned: FundGrid = field(default_factory=FundGrid)
    secured: FundGrid = field(default_factory=FundGrid)
    executed: FundGrid = field(default_factory=FundGrid)

    def grid(self, stage: MoneyStage) -> FundGrid:
        """The amounts of one stage of money."""
        return {
            MoneyStage.PLANNED: self.planned,
            MoneyStage.SECURED: self.secured,
            MoneyStage.EXECUTED: self.executed,
        }[stage]

    @property
    def gap(self) -> int | None:
        """미확보: planned − secured; None when either is missing, negative when more is secured."""
        planned, secured = self.planned.total, self.secured.total
        return None if planned is None or secured is None else planned - secured

    @property
    def periods(self) -> list[str]:
        """Every period in which any money occurs, in the order of time."""
        found = {period for grid in (self.planned, self.secured, self.executed) for _, period in grid.cells}
        return sorted(found, key=period_order)


def is_year(period: str) -> bool:
    """Whether the period is a year ("2024")."""
    return _YEAR.fullmatch(period) is not None


def period_order(period: str) -> tuple[int, str]:
    """기투자, the years, 임기후, 연도 미상."""
    if is_year(period):
        return (1, period)
    places = {Period.INVESTED.value: 0, Period.AFTER_TERM.value: 2, Period.UNKNOWN.value: 3}
    return (places.get(period, 4), period)


def up_to_year(year: int | None) -> Callable[[str], bool]:
    """기투자 and the years up to `year`; every year when `year` is None. 임기후 and 연도 미상 stay out."""

    def is_within(period: str) -> bool:
        return period == Period.INVESTED or (is_year(period) and (year is None or int(period) <= year))

    return is_within


def planned_grid(funds: Iterable[PlanFund]) -> FundGrid:
    """The grid of planned money; several rows of one cell add up."""
    return _grid(((fund.source, fund.period), fund.amount) for fund in funds)


def fact_grid(facts: Iterable[FundFact], stages: frozenset[FundStage], on: date) -> FundGrid:
    """What has happened by `on`: per (source, period, stage) the newest 기준일, then summed over `stages`.

    Rows of one cell with the same 기준일 add up.
    """
    newest: dict[tuple[Cell, FundStage], tuple[date, int | None]] = {}
    for fact in facts:
        if fact.stage not in stages or fact.as_of > on:
            continue
        key = ((fact.source, fact.period), fact.stage)
        as_of, amount = newest.get(key, (date.min, None))
        if fact.as_of > as_of:
            newest[key] = (fact.as_of, fact.amount)
        elif fact.as_of == as_of:
            newest[key] = (as_of, add((amount, fact.amount)))
    return _over_stages(
        [
            _grid((cell, amount) for (cell, each), (_, amount) in newest.items() if each is stage)
            for stage in sorted(stages)
        ]
    )


def merged(grids: Iterable[FundGrid]) -> FundGrid:
    """The cell-wise sum of `grids`, without their printed totals."""
    return _grid(chain.from_iterable(grid.cells.items() for grid in grids))


def funded_plan(
    plans: Sequence[PlanVersion], funds: Mapping[str, Sequence[PlanFund]], on: date
) -> PlanVersion | None:
    """The newest approved version that has money: a 변경 of dates alone leaves the money in force."""
    funded = [plan for plan in approved_plans(plans, on) if funds.get(plan.key)]
    return funded[-1] if funded else None


def mismatches(
    grid: FundGrid, stage: MoneyStage, project_id: str | None, area_id: str | None = None
) -> list[Mismatch]:
    """Printed totals of the grid that are not the sum of their parts, or more than all that may be parts."""
    found = []
    for total, stated in grid.stated.items():
        summed = _summed(grid, total, is_part)
        most = _summed(grid, total, may_be_part)
        if summed is None and most is not None and most < stated:
            summed = most
        if summed is not None and summed != stated:
            found.append(Mismatch(project_id, area_id, stage, *total, stated, summed))
    return found


def plan_total_mismatch(plan: PlanVersion, grid: FundGrid) -> Mismatch | None:
    """The 총사업비 printed with `plan` when it is not the sum of the plan's cells."""
    stated, summed = plan.stated_total, grid.total
    if stated is None or summed is None or stated == summed:
        return None
    return Mismatch(
        plan.project_id,
        None,
        MoneyStage.PLANNED,
        FundSource.TOTAL,
        Period.TOTAL,
        stated,
        summed,
        is_plan_total=True,
    )


def secured_total_rate(funding: Funding, words: Words = KOREAN) -> Rate:
    """확보율(총사업비 대비) = secured / planned, over all periods."""
    return rate(
        words.rate_secured_total,
        words.rate_secured_total_definition,
        funding.secured.total,
        funding.planned.total,
        RateUnit.MONEY,
    )


def secured_term_rate(funding: Funding, term_ends: date | None, words: Words = KOREAN) -> Rate:
    """확보율(임기내): 기투자 and the years up to the term's last one, which counts as a whole.

    Without an end of term every year counts; 임기후 and 연도 미상 never do.
    """
    is_within = up_to_year(term_ends.year if term_ends else None)
    definition = (
        words.rate_secured_term_definition.format(year=term_ends.year)
        if term_ends
        else words.rate_secured_term_definition_open
    )
    return rate(
        words.rate_secured_term,
        definition,
        funding.secured.within(is_within),
        funding.planned.within(is_within),
        RateUnit.MONEY,
    )


def secured_to_date_rate(funding: Funding, year: int, words: Words = KOREAN) -> Rate:
    """확보율(올해까지 계획 대비): 기투자 and the years up to `year`, on both sides.

    `year` is the one that the money speaks of (`Portfolio.money_date`), never the clock's.
    """
    is_within = up_to_year(year)
    return rate(
        words.rate_secured_to_date,
        words.rate_secured_to_date_definition.format(year=year),
        funding.secured.within(is_within),
        funding.planned.within(is_within),
        RateUnit.MONEY,
    )


def executed_rate(funding: Funding, year: int, words: Words = KOREAN) -> Rate:
    """집행률 = executed / secured, 기투자 and the years up to `year`, the one that the money speaks of."""
    is_within = up_to_year(year)
    return rate(
        words.rate_executed,
        words.rate_executed_definition.format(year=year),
        funding.executed.within(is_within),
        funding.secured.within(is_within),
        RateUnit.MONEY,
    )


def funding_rates(
    funding: Funding, year: int, term_ends: date | None, words: Words = KOREAN
) -> tuple[Rate, ...]:
    """The three 확보율 and 집행률, in the order in which screens show them."""
    return (
        secured_total_rate(funding, words),
        secured_term_rate(funding, term_ends, words),
        secured_to_date_rate(funding, year, words),
        executed_rate(funding, year, words),
    )


def _sums(items: Iterable[tuple[Key, int | None]]) -> dict[Key, int | None]:
    collected: defaultdict[Key, list[int | None]] = defaultdict(list)
    for key, amount in items:
        collected[key].append(amount)
    return {key: add(amounts) for key, amounts in collected.items()}


def _summed(grid: FundGrid, total: Cell, is_of: Callable[[Cell, Cell], bool]) -> int | None:
    return add(amount for cell, amount in grid.cells.items() if is_of(cell, total))


def _over_stages(grids: Sequence[FundGrid]) -> FundGrid:
    """The sum of grids of one owner; where only some print a total, the others' parts stand for theirs."""
    stated = {
        total: sum(grid.stated.get(total, _summed(grid, total, is_part) or 0) for grid in grids)
        for total in dict.fromkeys(total for grid in grids for total in grid.stated)
    }
    return replace(merged(grids), stated=MappingProxyType(stated))


def _grid(items: Iterable[tuple[Cell, int | None]]) -> FundGrid:
    sums: dict[Cell, int | None] = {}
    for cell, amount in items:  # a million of them over a large city: nothing is asked of each but its sum
        known = sums.get(cell)
        sums[cell] = amount if known is None else known + (amount or 0)
    totals = {cell for cell in sums if is_total(cell)}
    cells = {cell: amount for cell, amount in sums.items() if cell not in totals}
    stated = {cell: amount for cell, amount in sums.items() if cell in totals and amount is not None}
    return FundGrid(MappingProxyType(with_bare_totals(cells, stated)), MappingProxyType(stated))
