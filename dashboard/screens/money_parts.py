"""What the cuts of the money share: the budgets in view, tables of amounts, lists of projects, checks of sums."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard import urls
from dashboard.domain.cuts import Budget
from dashboard.domain.funding import MoneyStage
from dashboard.domain.money import TableUnit, add, money_text, table_unit
from dashboard.domain.portfolio import PortfolioFunding, ProjectMeasure
from dashboard.domain.progress import Rate
from dashboard.domain.records import Area
from dashboard.domain.totals import Check
from dashboard.domain.vocabulary import FundSource, Status
from dashboard.domain.words import Words, date_text
from dashboard.screens.financing import money_rate_line
from dashboard.screens.texts import RateLine, View, explained, project_text, source_label
from dashboard.urls import Address, Filter, Page

MOST_ROWS = 100
"""So many rows of a list are shown, the largest; the rest is counted and summed."""


@dataclass(frozen=True, slots=True)
class MoneyView:
    """What every cut is made from: the projects of the filter, their budgets, each once, and the sums."""

    view: View
    chosen: tuple[ProjectMeasure, ...]
    budgets: tuple[Budget, ...]
    money: PortfolioFunding

    @property
    def words(self) -> Words:
        return self.view.words

    @property
    def currency(self) -> str:
        return self.view.portfolio.facts.profile.currency

    @property
    def money_date(self) -> date:
        """The day of which the money speaks; 올해까지 ends with its year."""
        return self.view.portfolio.money_date(self.view.on)

    @property
    def term_ends(self) -> date | None:
        term = self.view.portfolio.term
        return term.ends if term else None

    @property
    def has_money(self) -> bool:
        return any(self.money.funding.grid(stage).total is not None for stage in MoneyStage)

    def text(self, amount: int | None) -> str:
        """The amount by the house rule."""
        return money_text(amount, self.currency, self.words)

    def source(self, source: FundSource) -> str:
        return source_label(self.view.portfolio, source, self.words)

    def rate(self, rate: Rate) -> "RateLine":
        """A rate over everything in view."""
        without = self.money.is_without_budget
        return money_rate_line(rate, self.currency, self.words, is_without_budget=without)

    def explained(self, name: str, *texts: str | None) -> tuple[str, ...]:
        return explained(self.view.portfolio, self.words, name, *texts)

    def here(self, **options: str | None) -> str:
        """This screen with other options."""
        there = self.view.here
        for name, value in options.items():
            there = there.with_option(name, value)
        return urls.href(there)

    def narrowed(self, chosen: Filter, page: Page = Page.MONEY) -> str:
        """This screen, or another, narrowed to `chosen`."""
        here: Address = self.view.here if page is Page.MONEY else self.view.here.to(page)
        return urls.href(here.with_filter(chosen))


@dataclass(frozen=True, slots=True)
class Cell:
    """An amount in the unit of its table; `exact_text` by the house rule, for hover. None is no data."""

    amount: int | None
    value: float | None
    text: str
    exact_text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of amounts. `kind` gives its looks; `source` its hue; `href` narrows to what it is about."""

    label: str
    cells: tuple[Cell, ...]
    kind: str = ""
    source: FundSource | None = None
    href: str | None = None
    explain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of amounts; `kind` is invested, year, after, unknown, term, later, source, state or total."""

    key: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Table:
    """Amounts in one unit, right edges aligned; the first column names the rows."""

    unit_text: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def row(self, kind: str) -> Row:
        """The first row of this kind."""
        return next(row for row in self.rows if row.kind == kind)


@dataclass(frozen=True, slots=True)
class CheckLine:
    """Sums that agree (`is_even`), or 합계 불일치 with every number."""

    text: str
    is_even: bool


@dataclass(frozen=True, slots=True)
class Tab:
    """A way to another cut, or to another part of one."""

    key: str
    label: str
    href: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A budget in a list: its name and way, its area, amounts already as texts, and a share of the longest."""

    href: str | None
    name: str
    full_name: str
    area: str
    status: Status | None
    has_status: bool
    texts: tuple[str, ...]
    share: float | None = None
    rate: RateLine | None = None


@dataclass(frozen=True, slots=True)
class BudgetList:
    """The largest budgets of a kind; `more_text` counts and sums those that are not listed."""

    title: str
    lines: tuple[BudgetLine, ...]
    more_text: str | None = None


def unit_of(sight: MoneyView, amounts: Iterable[int | None]) -> TableUnit:
    return table_unit(amounts, sight.currency, sight.words)


def cells(sight: MoneyView, unit: TableUnit, amounts: Iterable[int | None]) -> tuple[Cell, ...]:
    return tuple(
        Cell(amount, unit.value(amount), unit.text(amount, sight.words), sight.text(amount))
        for amount in amounts
    )


def area_name(area: Area | None, words: Words) -> str:
    return (area.short_name or area.name) if area else words.area_unknown


def budget_name(sight: MoneyView, budget: Budget) -> str:
    """Number and name of its project; of an area's money the area; how many more share a budget."""
    words = sight.words
    if budget.owner is None:
        return f"{area_name(budget.area, words)} · {words.funds_area_level}"
    name = project_text(budget.owner.file, words, sight.view.chosen.programme)
    others = len(budget.members) - 1
    return words.funds_shared.format(name=name, n=f"{others:,}") if others else name


def budget_line(
    sight: MoneyView,
    budget: Budget,
    texts: Sequence[str],
    share: float | None = None,
    rate: RateLine | None = None,
) -> BudgetLine:
    owner = budget.owner
    return BudgetLine(
        href=sight.view.project(owner.file.id) if owner else None,
        name=budget_name(sight, budget),
        full_name=owner.file.project.name if owner else budget_name(sight, budget),
        area=area_name(budget.area, sight.words),
        status=budget.status,
        has_status=owner is not None,
        texts=tuple(texts),
        share=share,
        rate=rate,
    )


def more_text(sight: MoneyView, amounts: Sequence[int | None]) -> str | None:
    """What is beyond the rows of a list: how many, and how much in all."""
    rest = amounts[MOST_ROWS:]
    if not rest:
        return None
    return sight.words.funds_more.format(n=f"{len(rest):,}", amount=sight.text(add(rest)))


def check_line(sight: MoneyView, sums: Mapping[str, int | None]) -> CheckLine:
    """All sums with their names: equal, or 합계 불일치."""
    words, check = sight.words, Check(tuple(sums.items()))
    named = [
        words.funds_check_part.format(name=name, amount=sight.text(amount)) for name, amount in check.sums
    ]
    if check.is_even:
        return CheckLine(words.funds_check.format(sums=" = ".join(named)), is_even=True)
    return CheckLine(words.funds_check_failed.format(sums=" ≠ ".join(named)), is_even=False)


def date_of_money(sight: MoneyView) -> str:
    return date_text(sight.words, sight.money_date)
