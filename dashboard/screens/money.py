"""재원: the money of the projects that the filter leaves, in seven cuts that all sum to the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dashboard.domain.cuts import GapBase, budgets
from dashboard.domain.facets import Facet
from dashboard.domain.funding import secured_total_rate
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.vocabulary import FundStage
from dashboard.domain.words import KOREAN, Words
from dashboard.screens.filters import FilterBar, filter_bar
from dashboard.screens.money_changes import ChangesCut, changes_cut
from dashboard.screens.money_flow import FlowCut, flow_cut
from dashboard.screens.money_formulas import FormulasCut, formulas_cut
from dashboard.screens.money_gaps import GapsCut, gaps_cut
from dashboard.screens.money_lines import LinesCut, line_years, lines_cut
from dashboard.screens.money_parts import MoneyView, Tab, date_of_money
from dashboard.screens.money_stages import StagesCut, stage_years, stages_cut
from dashboard.screens.money_tree import TreeCut, tree_cut
from dashboard.screens.money_years import YearsCut, years_cut
from dashboard.screens.room import amount_note, money_notes
from dashboard.screens.selection import known_address, selection
from dashboard.screens.texts import (
    MismatchLine,
    View,
    as_of_text,
    mismatch_line,
    source_text,
)
from dashboard.urls import Address, href


class Cut(StrEnum):
    """The sub-views, in the order of their tabs; the value stands in the address."""

    YEARS = "years"
    STAGES = "stages"
    TREE = "tree"
    FLOW = "flow"
    CHANGES = "changes"
    GAPS = "gaps"
    LINES = "lines"
    FORMULAS = "formulas"


AnyCut = YearsCut | StagesCut | TreeCut | FlowCut | ChangesCut | GapsCut | LinesCut | FormulasCut


@dataclass(frozen=True, slots=True)
class MoneyFigure:
    """A figure over every cut with the numbers that it rests on and what its ⓘ opens."""

    label: str
    value_text: str
    partner_text: str
    is_missing: bool
    explain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MoneyScreen:
    """Everything on `/money`. `empty_text` stands in the place of a cut when there is no money at all."""

    title: str
    lead: str
    filters: FilterBar
    tabs: tuple[Tab, ...]
    figures: tuple[MoneyFigure, ...]
    cut: AnyCut
    empty_text: str | None
    mismatch_title: str
    mismatches: tuple[MismatchLine, ...]
    notes: tuple[str, ...]
    as_of_text: str
    source_text: str


def money(portfolio: Portfolio, address: Address, today: date, words: Words = KOREAN) -> MoneyScreen:
    """The money of this data version, narrowed to the filter of `address`, on the status date.

    A cut or a part that is none falls back to the first and is said above the screen.
    """
    on = portfolio.status_date(today)
    sight = _sight(portfolio, known_address(portfolio, address, on), on, words)
    cut, part, here = _asked(sight)
    sight = replace(sight, view=replace(sight.view, here=here))
    return MoneyScreen(
        title=words.funds_title,
        lead=words.count_projects.format(n=f"{len(sight.chosen):,}"),
        filters=filter_bar(sight.view),
        tabs=tuple(
            Tab(
                each.value,
                words.funds_cuts[each],
                href(here.with_option("cut", each.value).with_option("part", None)),
                each is cut,
            )
            for each in Cut
        ),
        figures=_figures(sight),
        cut=_cut(sight, cut, part),
        empty_text=None if cut is Cut.LINES else _empty_text(sight),
        mismatch_title=words.mismatch_title,
        mismatches=tuple(
            mismatch_line(portfolio, each, sight.view.link(each.project_id), words)
            for each in sight.money.mismatches
        ),
        notes=_notes(sight),
        as_of_text=as_of_text(portfolio, today, words),
        source_text=source_text(portfolio, words),
    )


def _sight(portfolio: Portfolio, here: Address, on: date, words: Words) -> MoneyView:
    view = View(portfolio, here, on, words)
    left = {each.file.id for each in selection(portfolio, here.filter, on)}
    # By number, as the money of a shared budget counts at the first of its projects.
    chosen = tuple(each for key, each in portfolio.measures(on).items() if key in left)
    return MoneyView(view, chosen, budgets(portfolio, chosen, on), portfolio.funding(on, chosen))


def _asked(sight: MoneyView) -> tuple[Cut, str | None, Address]:
    """The cut and its part, and the address without what is none of them."""
    here = sight.view.here
    asked = here.option("cut")
    if asked is not None and asked not in tuple(Cut):
        here = _ignoring(here, "cut", asked)
    cut = Cut(here.option("cut") or Cut.YEARS)
    part = here.option("part")
    if part is not None and part not in _parts(sight, cut):
        here = _ignoring(here, "part", part)
    return cut, here.option("part"), here


def _ignoring(here: Address, name: str, value: str) -> Address:
    return replace(here.with_option(name, None), ignored=(*here.ignored, (name, value)))


def _parts(sight: MoneyView, cut: Cut) -> tuple[str, ...]:
    """The values of `part` that the cut knows."""
    if cut is Cut.STAGES:
        return stage_years(sight)
    if cut is Cut.LINES:
        return line_years(sight)
    return tuple(each.value for each in GapBase) if cut is Cut.GAPS else ()


def _cut(sight: MoneyView, cut: Cut, part: str | None) -> AnyCut:
    if cut is Cut.STAGES:
        return stages_cut(sight, part)
    if cut is Cut.LINES:
        return lines_cut(sight, part)
    if cut is Cut.GAPS:
        return gaps_cut(sight, GapBase(part or GapBase.TO_DATE))
    makers: Mapping[Cut, Callable[[MoneyView], AnyCut]] = {
        Cut.YEARS: years_cut,
        Cut.TREE: tree_cut,
        Cut.FLOW: flow_cut,
        Cut.CHANGES: changes_cut,
        Cut.FORMULAS: formulas_cut,
    }
    return makers[cut](sight)


def _figures(sight: MoneyView) -> tuple[MoneyFigure, ...]:
    words, money = sight.words, sight.money.funding
    profile = sight.view.portfolio.facts.profile
    rate = sight.rate(secured_total_rate(money, words))
    day = date_of_money(sight)

    def figure(label: str, amount: int | None, partner: str, definition: str, *more: str) -> MoneyFigure:
        missing = words.not_applicable if sight.money.is_without_budget else words.missing
        text = missing if amount is None else sight.text(amount)
        explain = sight.explained(label, definition, text, *more)
        return MoneyFigure(label, text, partner, amount is None, explain)

    return (
        figure(
            words.funds_planned,
            money.planned.total,
            amount_note(sight.money, words),
            words.funds_planned_definition,
            amount_note(sight.money, words),
        ),
        figure(
            words.funds_secured,
            money.secured.total,
            f"{rate.name} {rate.value_text}",
            words.funds_secured_definition.format(stages=_stages(profile.secured_stages, words), date=day),
        ),
        figure(
            words.funds_executed,
            money.executed.total,
            words.money_basis.format(date=day),
            words.funds_executed_definition.format(stages=_stages(profile.executed_stages, words), date=day),
        ),
        figure(words.funds_gap, money.gap, _gap_partner(sight), words.funds_gap_definition, rate.definition),
    )


def _gap_partner(sight: MoneyView) -> str:
    money = sight.money.funding
    if money.gap is None:
        return ""
    planned, secured = sight.text(money.planned.total), sight.text(money.secured.total)
    return sight.words.funds_gap_partner.format(planned=planned, secured=secured)


def _stages(stages: frozenset[FundStage], words: Words) -> str:
    return ", ".join(words.funds_stages[stage] for stage in FundStage if stage in stages)


def _notes(sight: MoneyView) -> tuple[str, ...]:
    by_source = bool(sight.view.chosen.values(Facet.SOURCE))
    notes = money_notes(sight.money, sight.currency, sight.words)
    return (*notes, sight.words.funds_by_source_filter) if by_source else notes


def _empty_text(sight: MoneyView) -> str | None:
    if not sight.chosen and not sight.has_money:
        return sight.words.funds_no_projects
    return None if sight.has_money else sight.words.funds_empty
