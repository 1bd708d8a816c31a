"""산식: every rate of the money with its value, its parts and its definition, and the rules of counting."""

from dataclasses import dataclass

from dashboard.domain.funding import funding_rates, is_year
from dashboard.domain.pipeline import pipelines
from dashboard.domain.totals import deferred_rate, national_rate
from dashboard.domain.vocabulary import FundSource, FundStage
from dashboard.screens.money_changes import changes_cut
from dashboard.screens.money_parts import MoneyView
from dashboard.screens.texts import RateLine


@dataclass(frozen=True, slots=True)
class FormulasCut:
    """Rates in the order of the cuts; `rules` are sentences."""

    title: str
    heads: tuple[str, ...]
    rates: tuple[RateLine, ...]
    rules_title: str
    rules: tuple[str, ...]


def formulas_cut(sight: MoneyView) -> FormulasCut:
    """All rates over the projects in view."""
    words, money = sight.words, sight.money.funding
    rates = [
        *funding_rates(money, sight.money_date.year, sight.term_ends, words),
        deferred_rate(money.planned, sight.term_ends, words),
        national_rate(money.planned, words),
    ]
    reflected = [
        line.rate
        for each in pipelines(sight.budgets, sight.view.on, is_year, words)
        if each.source is FundSource.NATIONAL and each.is_asked
        for line in each.stages
        if line.stage is not FundStage.REQUESTED
    ]
    return FormulasCut(
        title=words.funds_formulas_title,
        heads=(
            words.funds_name_heading,
            words.funds_formula_heading,
            words.funds_numbers_heading,
            words.funds_definition_heading,
        ),
        rates=(
            *(sight.rate(each) for each in (*rates, *reflected)),
            changes_cut(sight).rate,
        ),
        rules_title=words.funds_rules_title,
        rules=tuple(words.funds_rules.values()),
    )
