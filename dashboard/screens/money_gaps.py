"""미확보: what of the plan is not secured, budget by budget, the largest first, against a base that is named."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.domain.cuts import Budget, Gap, GapBase, Gaps, gap_rate, gaps
from dashboard.domain.money import add
from dashboard.domain.progress import Rate
from dashboard.screens.money_parts import (
    MOST_ROWS,
    BudgetLine,
    BudgetList,
    CheckLine,
    MoneyView,
    Tab,
    budget_line,
    check_line,
    more_text,
)
from dashboard.screens.texts import RateLine, rate_line


@dataclass(frozen=True, slots=True)
class GapsCut:
    """`short` are the gaps; `over`, `unsecured` and `unplanned` what has none, by cause, None where empty."""

    title: str
    bases: tuple[Tab, ...]
    rate: RateLine
    sum_text: str
    even_text: str | None
    heads: tuple[str, ...]
    short: BudgetList
    over: BudgetList | None
    unsecured: BudgetList | None
    unplanned: BudgetList | None
    check: CheckLine
    notes: tuple[str, ...]
    empty_text: str | None


def gaps_cut(sight: MoneyView, base: GapBase) -> GapsCut:
    """The gaps against `base`; a rate stands beside each."""
    words = sight.words
    found = gaps(sight.budgets, base, sight.money_date.year, sight.term_ends, words)
    longest = max((gap.amount for gap in found.short), default=0)
    whole = gap_rate(base, sight.money.funding, sight.money_date.year, sight.term_ends, words)
    base_name = words.funds_gap_bases[base]
    return GapsCut(
        title=words.funds_gaps_title,
        bases=tuple(
            Tab(each.value, words.funds_gap_bases[each], sight.here(part=each.value), each is base)
            for each in GapBase
        ),
        rate=sight.rate(whole),
        sum_text=f"{words.funds_gaps_sum.format(n=f'{len(found.short):,}')} {sight.text(found.amount)}",
        even_text=words.funds_gaps_even.format(n=f"{len(found.even):,}") if found.even else None,
        heads=(
            words.funds_projects_heading,
            words.funds_area_heading,
            f"{words.funds_gap_heading}({base_name})",
            "",
            whole.name,
            words.funds_gap_fraction_heading,
        ),
        short=_gap_list(sight, words.funds_gaps_title, found.short, longest),
        over=_gap_list(sight, words.funds_over_title, found.over, 0) if found.over else None,
        unsecured=_list(sight, words.funds_unsecured_title, found.unsecured, base, planned=True),
        unplanned=_list(sight, words.funds_unplanned_title, found.unplanned, base, planned=False),
        check=_check(sight, found, whole, base_name),
        notes=(whole.definition,),
        empty_text=None if found.short else words.funds_gaps_none,
    )


def _gap_list(sight: MoneyView, title: str, found: Sequence[Gap], longest: int) -> BudgetList:
    return BudgetList(
        title,
        tuple(_gap_line(sight, gap, longest) for gap in found[:MOST_ROWS]),
        more_text(sight, [gap.amount for gap in found]),
    )


def _gap_line(sight: MoneyView, gap: Gap, longest: int) -> BudgetLine:
    line = rate_line(gap.rate, sight.currency, sight.words)
    share = gap.amount / longest if longest > 0 else None
    return budget_line(sight, gap.budget, (sight.text(gap.amount),), share, line)


def _list(
    sight: MoneyView, title: str, found: Sequence[Budget], base: GapBase, *, planned: bool
) -> BudgetList | None:
    if not found:
        return None
    amounts = []
    for budget in found:
        rate = gap_rate(base, budget.funding, sight.money_date.year, sight.term_ends, sight.words)
        known = rate.denominator if planned else rate.numerator
        amounts.append(None if known is None else int(known))
    lines = [
        budget_line(sight, budget, (sight.text(amount),))
        for budget, amount in zip(found[:MOST_ROWS], amounts, strict=False)
    ]
    counted = sight.words.funds_undrawn_count.format(kind=title, n=f"{len(found):,}")
    return BudgetList(f"{counted} · {sight.text(add(amounts))}", tuple(lines), more_text(sight, amounts))


def _check(sight: MoneyView, found: Gaps, whole: Rate, base_name: str) -> CheckLine:
    """No planned money is lost between the gaps, what is secured in full and what cannot be told."""
    words = sight.words
    planned = None if whole.denominator is None else int(whole.denominator)
    return check_line(
        sight,
        {
            words.funds_sum_compared: add((found.planned, found.planned_unsecured)),
            words.funds_sum_base.format(base=base_name): planned,
        },
    )
