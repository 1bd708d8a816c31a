"""Sums of the quarterly report: how many projects, rates, areas, money, and what the data lack."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dashboard.domain.funding import MoneyStage, funding_rates
from dashboard.domain.money import money_text
from dashboard.domain.portfolio import PortfolioFunding, ProjectMeasure, standings
from dashboard.domain.progress import mean_progress, percent_text, status_counts
from dashboard.domain.records import Area
from dashboard.domain.vocabulary import Status
from dashboard.domain.words import Words
from dashboard.screens.financing import money_rate_line
from dashboard.screens.paper import Block, Cell, Line, Table, detail, heads, item, note, rates_table
from dashboard.screens.room import amount_note, count_sum, money_notes, scope_rates
from dashboard.screens.texts import View, mismatch_line, status_word

MOST_MISMATCHES = 10


@dataclass(frozen=True, slots=True)
class Scope:
    """The projects of the report, with their money counted once."""

    view: View
    chosen: tuple[ProjectMeasure, ...]
    funding: PortfolioFunding

    @property
    def words(self) -> Words:
        return self.view.words

    @property
    def currency(self) -> str:
        return self.view.portfolio.facts.profile.currency

    @property
    def money_year(self) -> int:
        """The year that 올해까지 ends with."""
        return self.view.portfolio.money_date(self.view.on).year

    def text(self, amount: int | None) -> str:
        return money_text(amount, self.currency, self.words)

    def listed(self, lines: Sequence[Block], most: int) -> Iterator[Block]:
        """The first `most` of `lines`, and how many there are beyond."""
        yield from lines[:most]
        if len(lines) > most:
            yield note(self.words.paper_more.format(n=f"{len(lines) - most:,}"))


def summary(scope: Scope) -> Iterator[Line]:
    """How many projects there are, and how they stand officially."""
    words, portfolio = scope.words, scope.view.portfolio
    programme = portfolio.programme(scope.view.chosen.programme)
    counted = count_sum(portfolio, programme, scope.chosen, words)
    yield item(words.report_count.format(sum=counted))
    parts = ", ".join(
        f"{status_word(portfolio, status, words)} {words.count_projects.format(n=f'{count:,}')}"
        for status, count in status_counts(each.status for each in scope.chosen).items()
    )
    yield item(words.report_statuses.format(parts=parts))


def rates(scope: Scope) -> Iterator[Block]:
    """The rate that the city publishes first, then the others."""
    words = scope.words
    headline, others = scope_rates(scope.view.portfolio, scope.chosen, words)
    named = replace(headline, name=words.report_headline.format(name=headline.name))
    yield item(words.report_rates)
    yield rates_table((named, *others), words)


def areas(scope: Scope) -> Table:
    """A row per area with its statuses, and their sum."""
    words, portfolio = scope.words, scope.view.portfolio
    statuses = list(status_counts(each.status for each in scope.chosen))
    groups: list[tuple[str, list[ProjectMeasure]]] = [
        (area.name if area else words.area_unknown, [each for each in scope.chosen if _is_in(each, area)])
        for area in (*portfolio.areas, None)
    ]
    rows = [_area_row(name, inside, statuses, words) for name, inside in groups if inside]
    head = heads(
        words.area_label,
        words.report_projects,
        *(status_word(portfolio, status, words) for status in statuses),
        words.rate_mean_progress,
        words.past_plan,
    )
    total = _area_row(words.report_area_sum, scope.chosen, statuses, words)
    return Table((1.8, 1.0, *[1.0] * len(statuses), 1.3, 1.2), head, (*rows, total))


def _is_in(each: ProjectMeasure, area: Area | None) -> bool:
    own = each.file.area
    return own is None if area is None else own is not None and own.id == area.id


def _area_row(
    name: str, inside: Sequence[ProjectMeasure], statuses: Sequence[Status | None], words: Words
) -> tuple[Cell, ...]:
    counts = [len(inside), *(sum(each.status is status for each in inside) for status in statuses)]
    past = sum(each.days_past is not None for each in inside)
    has_dates = any(each.schedule.has_dates for each in inside)
    texts = [
        *(f"{count:,}" for count in counts),
        percent_text(mean_progress(standings(inside), words).value, words),
        f"{past:,}" if has_dates else words.missing,
    ]
    return (Cell(name, is_head=True), *(Cell(text, is_number=True) for text in texts))


def money(scope: Scope) -> Iterator[Block]:
    """Planned, secured and executed money with what it rests on, and the rates with their bases."""
    words, found = scope.words, scope.funding
    names = {
        MoneyStage.PLANNED: words.money_planned,
        MoneyStage.SECURED: words.money_secured,
        MoneyStage.EXECUTED: words.money_executed,
    }
    amounts = [f"{name} {scope.text(found.funding.grid(stage).total)}" for stage, name in names.items()]
    gap = f"{words.money_gap} {scope.text(found.funding.gap)}"
    yield item(words.not_applicable if found.is_without_budget else ", ".join([*amounts, gap]))
    yield detail(amount_note(found, words))
    term = scope.view.portfolio.term
    lines = [
        money_rate_line(rate, scope.currency, words, is_without_budget=found.is_without_budget)
        for rate in funding_rates(found.funding, scope.money_year, term.ends if term else None, words)
    ]
    yield rates_table(lines, words)
    yield from (note(text) for text in money_notes(found, scope.currency, words))


def data_state(scope: Scope) -> Iterator[Block]:
    """What the data do not say: counted, never taken for 0."""
    words, chosen, found = scope.words, scope.chosen, scope.funding
    counts = (
        (words.report_unknown_status, sum(each.status is None for each in chosen)),
        (words.report_unknown_progress, sum(each.progress is None for each in chosen)),
        (words.report_unknown_money, found.projects_without_amount),
        (words.report_no_budget, found.projects_without_budget),
        (words.report_no_dates, sum(not each.schedule.has_dates for each in chosen)),
        (words.report_unjudged, sum(each.schedule.unjudged for each in chosen)),
        (words.report_mismatches, len(found.mismatches)),
    )
    yield item(", ".join(text.format(n=f"{count:,}") for text, count in counts))
    lines = [mismatch_line(scope.view.portfolio, each, None, words) for each in found.mismatches]
    yield from scope.listed(
        [
            detail(
                f"{words.mismatch_title}: {line.project_text} {line.what} "
                f"{line.stated_text} ↔ {line.summed_text} ({line.difference_text})"
            )
            for line in lines
        ],
        MOST_MISMATCHES,
    )
