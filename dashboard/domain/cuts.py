"""Money that counts once, and the cuts through it: by source and area, by area and status, what is missing.

A `Budget` is the money of a project, of projects that share it, or of an area as a whole. All budgets
of a choice of projects together are the money of `Portfolio.funding` over the same projects.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from dashboard.domain.funding import (
    SOURCE_ORDER,
    FundGrid,
    Funding,
    MoneyStage,
    fact_grid,
    secured_term_rate,
    secured_to_date_rate,
    secured_total_rate,
)
from dashboard.domain.money import add
from dashboard.domain.portfolio import (
    Portfolio,
    ProjectMeasure,
    areas_within,
    representative,
    shared_budgets,
)
from dashboard.domain.progress import Rate
from dashboard.domain.project_file import number_order
from dashboard.domain.records import Area, FundFact
from dashboard.domain.vocabulary import FundSource, FundStage, Status
from dashboard.domain.words import KOREAN, Words

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Budget:
    """Money that counts once.

    `owner` is the project that stands for it, None for the money of an area as a whole; `members` are
    the projects that it belongs to. `facts` hold what happened to it, by owner of the facts.
    """

    owner: ProjectMeasure | None
    members: tuple[ProjectMeasure, ...]
    area: Area | None
    funding: Funding
    facts: tuple[Sequence[FundFact], ...]

    @property
    def status(self) -> Status | None:
        """Official status of the project that stands for it."""
        return self.owner.status if self.owner else None

    @property
    def planned(self) -> int | None:
        return self.funding.planned.total

    def at_stage(self, stage: FundStage, on: date) -> FundGrid:
        """What had come of it at a stage of money by `on`; of a shared budget, as the first that tells."""
        own = [[fact for fact in facts if fact.stage is stage] for facts in self.facts]
        grids = [fact_grid(facts, frozenset({stage}), on) for facts in own if facts]
        return next((grid for grid in grids if grid.total is not None), FundGrid())


def budgets(portfolio: Portfolio, chosen: Iterable[ProjectMeasure], on: date) -> tuple[Budget, ...]:
    """The money of `chosen` and of the areas that are wholly among them, each once, by number, areas last."""
    by_number = sorted(chosen, key=lambda each: number_order(each.file))
    shared = shared_budgets(by_number)
    whole_areas, _ = areas_within(portfolio, by_number)
    found: dict[str, Budget] = {}
    for each in by_number:
        group = each.file.project.budget_group or ""
        if group in shared:
            found.setdefault(f"group {group}", _shared(shared[group]))
        else:
            found[f"project {each.file.id}"] = Budget(
                each, (each,), each.file.area, each.funding, (each.file.facts,)
            )
    areas = (_of_area(portfolio, area_id, on) for area_id in whole_areas)
    return (*found.values(), *(each for each in areas if each.funding.periods or any(each.facts)))


def _shared(members: Sequence[ProjectMeasure]) -> Budget:
    """Every stage of money from the first project that gives it; the plan says whose budget it is."""
    owner = representative(members, MoneyStage.PLANNED)
    money = Funding(*(representative(members, stage).funding.grid(stage) for stage in MoneyStage))
    return Budget(owner, tuple(members), owner.file.area, money, tuple(each.file.facts for each in members))


def _of_area(portfolio: Portfolio, area_id: str, on: date) -> Budget:
    money = portfolio.area_funding(area_id, on)
    return Budget(None, (), portfolio.area(area_id), money, (portfolio.area_facts(area_id),))


AREA_LEVEL = "area"
"""Stands in the place of a status for the money of an area as a whole, which has none."""

StatusKey = Status | str | None


@dataclass(frozen=True, slots=True)
class Flows:
    """Planned money from its source to an area, and from there to the official status; area id None is 미상."""

    to_area: Mapping[tuple[FundSource, str | None], int]
    to_status: Mapping[tuple[str | None, StatusKey], int]

    @property
    def by_source(self) -> dict[FundSource, int]:
        sums = _sums((source, amount) for (source, _), amount in self.to_area.items())
        return {source: sums[source] for source in SOURCE_ORDER if source in sums}

    @property
    def by_area(self) -> dict[str | None, int]:
        return _sums((area, amount) for (_, area), amount in self.to_area.items())

    @property
    def by_status(self) -> dict[StatusKey, int]:
        return _sums((status, amount) for (_, status), amount in self.to_status.items())


def flows(found: Iterable[Budget]) -> Flows:
    """Planned money of the budgets that have any, by where it comes from and where it goes."""
    to_area: dict[tuple[FundSource, str | None], int] = {}
    to_status: dict[tuple[str | None, StatusKey], int] = {}
    for budget in found:
        area = budget.area.id if budget.area else None
        for source, amount in budget.funding.planned.by_source().items():
            if amount is not None:
                to_area[source, area] = to_area.get((source, area), 0) + amount
        if budget.planned is not None:
            key = area, AREA_LEVEL if budget.owner is None else budget.status
            to_status[key] = to_status.get(key, 0) + budget.planned
    return Flows(MappingProxyType(to_area), MappingProxyType(to_status))


class GapBase(StrEnum):
    """Against what money is missing: the plan up to 올해, of the term, of the whole project."""

    TO_DATE = "to-date"
    TERM = "term"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Gap:
    """Planned money of a budget that is not secured; `amount` is negative when more is secured than planned."""

    budget: Budget
    rate: Rate
    planned: int
    secured: int

    @property
    def amount(self) -> int:
        return self.planned - self.secured


@dataclass(frozen=True, slots=True)
class Gaps:
    """`short` and `over` with the largest amounts first; `even` have exactly what is planned.

    Of `unsecured` nothing is known to be secured, of `unplanned` nothing to be planned: no gap can be
    told, and `planned_unsecured` and `secured_unplanned` say how much money that leaves out.
    """

    short: tuple[Gap, ...]
    even: tuple[Gap, ...]
    over: tuple[Gap, ...]
    unsecured: tuple[Budget, ...]
    unplanned: tuple[Budget, ...]
    planned: int | None
    secured: int | None
    planned_unsecured: int | None
    secured_unplanned: int | None

    @property
    def amount(self) -> int | None:
        """Σ of everything that is short."""
        return add(each.amount for each in self.short)


def gap_rate(base: GapBase, funding: Funding, year: int, ends: date | None, words: Words = KOREAN) -> Rate:
    """The 확보율 whose parts the gap is the difference of; `year` is the money's, `ends` the term's."""
    if base is GapBase.TOTAL:
        return secured_total_rate(funding, words)
    if base is GapBase.TERM:
        return secured_term_rate(funding, ends, words)
    return secured_to_date_rate(funding, year, words)


def gaps(found: Iterable[Budget], base: GapBase, year: int, ends: date | None, words: Words = KOREAN) -> Gaps:
    """What of the plan is not secured, budget by budget. A side that is missing leaves no gap to tell."""
    rates = [(budget, gap_rate(base, budget.funding, year, ends, words)) for budget in found]
    told, unsecured, unplanned = [], [], []
    for budget, rate in rates:
        planned, secured = rate.denominator, rate.numerator
        if planned is not None and secured is not None:
            told.append(Gap(budget, rate, int(planned), int(secured)))
        elif planned is not None:
            unsecured.append((budget, int(planned)))
        elif secured is not None:
            unplanned.append((budget, int(secured)))
    told.sort(key=lambda gap: -abs(gap.amount))
    unsecured.sort(key=lambda pair: -pair[1])
    unplanned.sort(key=lambda pair: -pair[1])
    return Gaps(
        short=tuple(gap for gap in told if gap.amount > 0),
        even=tuple(gap for gap in told if gap.amount == 0),
        over=tuple(gap for gap in told if gap.amount < 0),
        unsecured=tuple(budget for budget, _ in unsecured),
        unplanned=tuple(budget for budget, _ in unplanned),
        planned=add(gap.planned for gap in told),
        secured=add(gap.secured for gap in told),
        planned_unsecured=add(amount for _, amount in unsecured),
        secured_unplanned=add(amount for _, amount in unplanned),
    )


def _sums(items: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    sums: dict[Key, int] = {}
    for key, amount in items:
        sums[key] = sums.get(key, 0) + amount
    return sums
