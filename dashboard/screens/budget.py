"""The budget lines of one project, year by year, beside the 집행률 of its own money; the two never mix."""

from dataclasses import dataclass, replace

from dashboard.domain.budget import budget_sum, by_year, cumulative_rate, year_rate
from dashboard.domain.funding import executed_rate
from dashboard.domain.portfolio import ProjectMeasure
from dashboard.screens.apart import apart
from dashboard.screens.budget_rows import Ledger, LineRow, SumRow
from dashboard.screens.financing import money_rate_line
from dashboard.screens.texts import RateLine, View


@dataclass(frozen=True, slots=True)
class BudgetYear:
    """A fiscal year of a project: its sum and its lines."""

    total: SumRow
    lines: tuple[LineRow, ...]


@dataclass(frozen=True, slots=True)
class ProjectBudget:
    """The project's part of its lines. `rates` are of the books, `other_rate` is that of its fund facts."""

    title: str
    unit_text: str
    note: str
    line_heads: tuple[str, ...]
    heads: tuple[tuple[str, tuple[str, ...]], ...]
    years: tuple[BudgetYear, ...]
    total: SumRow | None
    rates: tuple[RateLine, ...]
    other_rate: RateLine
    rate_note: str
    notes: tuple[str, ...]
    explain: tuple[str, ...]
    empty_text: str | None


@apart
def project_budget(view: View, measure: ProjectMeasure) -> ProjectBudget | None:
    """What the books say of the project on the status date; None where the city gives no lines at all."""
    portfolio, words = view.portfolio, view.words
    if portfolio.budget.is_empty:
        return None
    ledger = Ledger(view)
    pieces = portfolio.budget.of_project(measure.file.id, view.on)
    years = by_year(pieces)
    sums = {year: budget_sum(found) for year, found in years.items()}
    whole = budget_sum(pieces)
    unit = ledger.unit([*(each.amounts for each in pieces), whole.amounts])
    rates = {year: year_rate(total, year, words) for year, total in sums.items()}
    cumulative = cumulative_rate(whole, words)
    total = ledger.sum_row(words.lines_all_years, unit, whole, cumulative)
    other = executed_rate(measure.funding, portfolio.money_date(view.on).year, words)
    other_line = money_rate_line(other, ledger.currency, words, is_without_budget=measure.is_without_budget)
    return ProjectBudget(
        title=words.lines_title,
        unit_text=unit.label,
        note=ledger.as_of_text(pieces),
        line_heads=(words.lines_line, words.lines_origin, words.lines_claims),
        heads=ledger.column_heads(),
        years=tuple(
            BudgetYear(
                ledger.sum_row(words.lines_year_value.format(year=year), unit, sums[year], rates[year]),
                tuple(ledger.line_row(each, unit) for each in found),
            )
            for year, found in years.items()
        ),
        total=replace(total, is_sum=True) if pieces else None,
        rates=tuple(ledger.rate(each) for each in (*list(rates.values())[-1:], cumulative)) if pieces else (),
        other_rate=replace(other_line, name=words.lines_rate_other),
        rate_note=words.lines_two_rates,
        notes=ledger.notes(whole),
        explain=ledger.explained(words.lines_title, words.lines_key),
        empty_text=None if pieces else words.lines_empty_project,
    )
