"""분야·사업: every budget as an area, as large as its planned money, coloured by how much is secured."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dashboard.domain.cuts import Budget
from dashboard.domain.facets import Facet
from dashboard.domain.funding import Funding, merged, secured_to_date_rate
from dashboard.domain.money import add
from dashboard.domain.records import Area
from dashboard.screens.money_parts import (
    MOST_ROWS,
    BudgetLine,
    BudgetList,
    CheckLine,
    MoneyView,
    area_name,
    budget_line,
    budget_name,
    check_line,
    more_text,
)
from dashboard.screens.texts import RateLine

MOST_LEAVES = 400
"""So many budgets have an area of their own; the smallest of each 분야 beyond that share one."""
HIGH, MIDDLE = 0.95, 0.80
"""Steps of 확보율 (DOMAIN.md 4.5), printed in the legend."""


class Level(StrEnum):
    """How much of the plan up to 올해 is secured."""

    FULL = "full"
    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A budget, or the smallest ones of an area together (`href` None)."""

    key: str
    label: str
    amount: int
    amount_text: str
    rate_text: str
    level: Level
    href: str | None


@dataclass(frozen=True, slots=True)
class Branch:
    """An area with its leaves; `drawn` is their sum, `amount` the sum of everything planned in it."""

    key: str
    label: str
    href: str | None
    amount: int | None
    drawn: int
    amount_text: str
    projects_text: str
    rate: RateLine
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class TreeCut:
    """`undrawn` lists, by cause, what has no size: no amount, 비예산, 0, negative."""

    title: str
    lead: str
    help_text: str
    levels: tuple[tuple[Level, str], ...]
    total: int
    total_text: str
    all_label: str
    all_href: str
    branches: tuple[Branch, ...]
    heads: tuple[str, ...]
    undrawn_title: str
    undrawn: tuple[BudgetList, ...]
    check: CheckLine


def tree_cut(sight: MoneyView) -> TreeCut:
    """Areas in the city's order, budgets by size."""
    words = sight.words
    areas: list[Area | None] = [*sight.view.portfolio.areas, None]
    inside = {
        area.id if area else "": [each for each in sight.budgets if _is_in(each, area)] for area in areas
    }
    largest = _largest(sight.budgets)
    counts = Counter(each.file.area.id if each.file.area else "" for each in sight.chosen)
    totals = [add(each.planned for each in found) for found in inside.values()]
    branches = tuple(
        _branch(sight, area, found, largest, counts[key])
        for area, (key, found) in zip(areas, inside.items(), strict=True)
        if found or counts[key]
    )
    return TreeCut(
        title=words.funds_tree_title,
        lead=words.funds_tree_lead.format(year=sight.money_date.year),
        help_text=words.funds_tree_help,
        levels=(
            (Level.FULL, words.funds_level_full),
            (Level.HIGH, words.funds_level_high),
            (Level.MIDDLE, words.funds_level_middle),
            (Level.LOW, words.funds_level_low),
            (Level.NONE, words.funds_level_none),
        ),
        total=sum(branch.drawn for branch in branches),
        total_text=sight.text(add(totals)),
        all_label=words.funds_all,
        all_href=sight.narrowed(sight.view.chosen.without(Facet.AREA)),
        branches=branches,
        heads=(
            words.funds_area_heading,
            words.funds_projects_heading,
            words.money_planned,
            words.funds_rate_heading,
        ),
        undrawn_title=words.funds_undrawn_title,
        undrawn=_undrawn(sight),
        check=check_line(
            sight,
            {
                words.funds_sum_areas: add(branch.amount for branch in branches),
                words.funds_sum_total: sight.money.funding.planned.total,
            },
        ),
    )


def level_of(share: float | None) -> Level:
    """The step of a 확보율."""
    if share is None:
        return Level.NONE
    if share > 1:
        return Level.FULL
    return Level.HIGH if share >= HIGH else Level.MIDDLE if share >= MIDDLE else Level.LOW


def _is_in(budget: Budget, area: Area | None) -> bool:
    own = budget.area.id if budget.area else None
    return own == (area.id if area else None)


def _largest(found: Sequence[Budget]) -> frozenset[int]:
    """The budgets with an area of their own, by identity."""
    positive = sorted(
        (each for each in found if (each.planned or 0) > 0), key=lambda each: -(each.planned or 0)
    )
    return frozenset(id(each) for each in positive[:MOST_LEAVES])


def _branch(
    sight: MoneyView, area: Area | None, inside: Sequence[Budget], largest: frozenset[int], projects: int
) -> Branch:
    """`projects` counts those of the area, wherever the budgets that they share are counted."""
    words, key = sight.words, area.id if area else ""
    drawn = sorted(
        (each for each in inside if (each.planned or 0) > 0), key=lambda each: -(each.planned or 0)
    )
    own = [each for each in drawn if id(each) in largest]
    rest = [each for each in drawn if id(each) not in largest]
    leaves = [_leaf(sight, each) for each in own] + ([_rest(sight, key, rest)] if rest else [])
    amount = add(each.planned for each in inside)
    money = Funding(
        merged(each.funding.planned for each in inside), merged(each.funding.secured for each in inside)
    )
    chosen = sight.view.chosen.with_values(Facet.AREA, [key] if key else ["unknown"])
    return Branch(
        key=f"area {key}",
        label=area_name(area, words),
        href=sight.narrowed(chosen),
        amount=amount,
        drawn=sum(each.planned or 0 for each in drawn),
        amount_text=sight.text(amount),
        projects_text=words.count_projects.format(n=f"{projects:,}"),
        rate=sight.rate(secured_to_date_rate(money, sight.money_date.year, words)),
        leaves=tuple(leaves),
    )


def _leaf(sight: MoneyView, budget: Budget) -> Leaf:
    rate = sight.rate(secured_to_date_rate(budget.funding, sight.money_date.year, sight.words))
    owner = budget.owner
    key = owner.file.id if owner else f"level {budget.area.id if budget.area else ''}"
    return Leaf(
        key=f"budget {key}",
        label=budget_name(sight, budget) if owner else sight.words.funds_area_level,
        amount=budget.planned or 0,
        amount_text=sight.text(budget.planned),
        rate_text=f"{rate.value_text} ({rate.fraction_text})" if rate.value is not None else rate.value_text,
        level=level_of(rate.value),
        href=sight.view.project(owner.file.id) if owner else None,
    )


def _rest(sight: MoneyView, key: str, rest: Sequence[Budget]) -> Leaf:
    amount = sum(each.planned or 0 for each in rest)
    money = Funding(
        merged(each.funding.planned for each in rest), merged(each.funding.secured for each in rest)
    )
    rate = sight.rate(secured_to_date_rate(money, sight.money_date.year, sight.words))
    return Leaf(
        key=f"rest {key}",
        label=sight.words.funds_rest.format(n=f"{len(rest):,}"),
        amount=amount,
        amount_text=sight.text(amount),
        rate_text=rate.value_text,
        level=level_of(rate.value),
        href=None,
    )


def _undrawn(sight: MoneyView) -> tuple[BudgetList, ...]:
    words = sight.words
    kinds = (
        (words.funds_no_amount, [each for each in sight.budgets if _has_no_amount(each)]),
        (words.funds_no_budget, [each for each in sight.budgets if _is_without_budget(each)]),
        (words.funds_zero, [each for each in sight.budgets if each.planned == 0]),
        (words.funds_negative, [each for each in sight.budgets if (each.planned or 0) < 0]),
    )
    return tuple(_list(sight, kind, found) for kind, found in kinds if found)


def _has_no_amount(each: Budget) -> bool:
    return each.planned is None and not _is_without_budget(each)


def _is_without_budget(each: Budget) -> bool:
    return each.planned is None and each.owner is not None and each.owner.file.project.has_budget is False


def _list(sight: MoneyView, kind: str, found: Sequence[Budget]) -> BudgetList:
    lines: tuple[BudgetLine, ...] = tuple(
        budget_line(sight, each, () if each.planned is None else (sight.text(each.planned),))
        for each in found[:MOST_ROWS]
    )
    title = sight.words.funds_undrawn_count.format(kind=kind, n=f"{len(found):,}")
    return BudgetList(title, lines, more_text(sight, [each.planned for each in found]))
