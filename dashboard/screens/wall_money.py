"""⑤ 재원 on a wall: planned, secured and executed so far, columns by year and source, the largest gaps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard.domain.cuts import Budget, Gap, GapBase, Gaps, budgets, gaps
from dashboard.domain.funding import (
    SOURCE_ORDER,
    FundGrid,
    Funding,
    MoneyStage,
    executed_rate,
    is_year,
    secured_to_date_rate,
    up_to_year,
)
from dashboard.domain.money import TableUnit, add, table_unit
from dashboard.domain.playlist import SceneKind
from dashboard.domain.progress import Rate, percent_text
from dashboard.domain.short_names import cut
from dashboard.domain.totals import after_term
from dashboard.domain.vocabulary import FundSource, Period
from dashboard.domain.words import Words
from dashboard.screens.texts import source_label
from dashboard.screens.wall_view import TRILLION, Scene, Span, WallView, key_of, money_parts, wall_money

MOST_YEARS = 6
"""Columns of years of the term; earlier ones are summed in one column before them."""
MOST_ROWS = 6
NAME_WIDEST = 8.0
SOURCE_WIDEST = 5.0


@dataclass(frozen=True, slots=True)
class MoneySum:
    """Money at a stage. `partner` is what it is measured against, `share` (0..1) its part of the longest sum."""

    stage: MoneyStage
    label: str
    value: str
    partner: str
    share: float | None


@dataclass(frozen=True, slots=True)
class MoneyColumn:
    """Planned money of a year; shares (0..1) are of the highest of all columns. None is no data."""

    label: str
    text: str
    parts: tuple[tuple[FundSource, float], ...]
    secured: float | None
    is_after_term: bool

    @property
    def height(self) -> float:
        """Where its figure stands: above the plan and above what is secured."""
        return max(sum(share for _, share in self.parts), self.secured or 0.0)


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """A row of the list; `share` 0..1 is what `amount_text` is of `plan_text`. Without a project it leads nowhere and
    has no `number`.
    """

    project_id: str | None
    number: str
    name: str
    share: float | None
    plan_text: str
    amount_text: str


@dataclass(frozen=True, slots=True)
class MoneyList:
    """The rows beside the columns; `rest` are lines that say what is not among them."""

    title: str
    note: str
    lines: tuple[MoneyLine, ...]
    rest: tuple[str, ...]
    empty_text: str


@dataclass(frozen=True, slots=True)
class WallMoney:
    """`term_text` marks the end of the term, before the first column that is after it."""

    sums: tuple[MoneySum, ...]
    title: str
    note: str
    sources: tuple[tuple[FundSource, str], ...]
    line_text: str
    columns: tuple[MoneyColumn, ...]
    term_text: str
    list: MoneyList


def scenes(view: WallView) -> tuple[Scene, ...]:
    """The money of the programme; none where no money is known."""
    money = view.portfolio.funding(view.on, view.scope()).funding
    if all(money.grid(stage).total is None for stage in MoneyStage):
        return ()
    found = gaps(_budgets(view), GapBase.TO_DATE, _year(view), _term_ends(view), view.words)
    title = view.words.wall_scenes[SceneKind.MONEY]
    content = _content(view, money, found)
    return (Scene(SceneKind.MONEY, key_of(SceneKind.MONEY), title, _sentence(view, money, found), content),)


def _budgets(view: WallView) -> tuple[Budget, ...]:
    return budgets(view.portfolio, view.scope(), view.on)


def _year(view: WallView) -> int:
    return view.portfolio.money_date(view.on).year


def _term_ends(view: WallView) -> date | None:
    return view.portfolio.term.ends if view.portfolio.term else None


def _sentence(view: WallView, money: Funding, found: Gaps) -> tuple[Span, ...]:
    words = view.words
    until = Span(words.wall_money_until.format(year=_year(view)))
    if view.is_guest:
        secured = secured_to_date_rate(money, _year(view), words)
        if secured.value is None:
            return (Span(words.wall_money_not_told),)
        return until, Span(words.wall_money_secured_share.format(share=percent_text(secured.value, words)))
    if found.short:
        amount = _text(view, found.amount)
        short = words.wall_money_short.format(n=f"{len(found.short):,}", amount=amount)
        return until, Span(short, is_late=True)
    if found.planned is None or found.unsecured:
        return (Span(words.wall_money_not_told),)
    return until, Span(words.wall_money_all_secured)


def _text(view: WallView, amount: int | None) -> str:
    return wall_money(amount, view.portfolio.facts.profile.currency, view.words)


def _content(view: WallView, money: Funding, found: Gaps) -> WallMoney:
    words = view.words
    unit, columns = _columns(view, money)
    return WallMoney(
        sums=money_sums(view, money),
        title=words.wall_money_columns,
        note=words.wall_money_columns_note.format(unit=unit.label, total=_text(view, money.planned.total)),
        sources=tuple(
            (source, cut(source_label(view.portfolio, source, words), SOURCE_WIDEST))
            for source in money.planned.by_source()
        ),
        line_text=words.wall_money_line,
        columns=columns,
        term_text=words.wall_money_term_end,
        list=_source_list(view, money, found) if view.is_guest else _gap_list(view, found),
    )


# ---- planned, secured, executed so far ----


def money_sums(view: WallView, money: Funding) -> tuple[MoneySum, ...]:
    """Planned, secured and executed money up to the year of which the money speaks."""
    words, year = view.words, _year(view)
    secured, executed = secured_to_date_rate(money, year, words), executed_rate(money, year, words)
    amounts = (secured.denominator, secured.numerator, executed.numerator)
    longest = max((int(amount) for amount in amounts if amount is not None), default=0)
    partners = (
        words.wall_money_until_year.format(year=year),
        _of(secured, words.wall_money_of_plan, words),
        _of(executed, words.wall_money_of_secured, words),
    )
    labels = (words.wall_money_planned, words.wall_money_secured, words.wall_money_executed)
    return tuple(
        MoneySum(
            stage,
            label,
            _text(view, None if amount is None else int(amount)),
            partner,
            int(amount) / longest if amount is not None and longest > 0 else None,
        )
        for stage, label, amount, partner in zip(MoneyStage, labels, amounts, partners, strict=True)
    )


def _of(rate: Rate, template: str, words: Words) -> str:
    return "" if rate.value is None else template.format(share=percent_text(rate.value, words))


# ---- columns ----

_Within = Callable[[str], bool]


def _columns(view: WallView, money: Funding) -> tuple[TableUnit, tuple[MoneyColumn, ...]]:
    """Every period in one column, on one scale and in one unit."""
    periods = _periods(view, money.periods)
    totals = [money.planned.within(is_within) for _, is_within, _ in periods]
    secured = [money.secured.within(is_within) for _, is_within, _ in periods]
    unit = _unit(view, totals)
    highest = max((amount for amount in (*totals, *secured) if amount is not None), default=0)
    columns = tuple(
        MoneyColumn(
            label=label,
            text=unit.text(total, view.words),
            parts=_parts(money.planned, is_within, highest),
            secured=_share(got, highest),
            is_after_term=is_after,
        )
        for (label, is_within, is_after), total, got in zip(periods, totals, secured, strict=True)
    )
    return unit, columns


def _periods(view: WallView, found: Sequence[str]) -> list[tuple[str, _Within, bool]]:
    """기투자, the years of the term without holes, what is after it, 연도 미상; a column for each."""
    words, is_after = view.words, after_term(_term_ends(view))
    years = [int(each) for each in found if is_year(each) and not is_after(each)]
    shown = list(range(max(min(years), max(years) - MOST_YEARS + 1), max(years) + 1)) if years else []
    earlier = [each for each in years if each < shown[0]] if shown else []
    columns: list[tuple[str, _Within, bool]] = []
    if earlier:
        label = words.wall_money_folded.format(year=f"{shown[0] - 1:04d}"[2:])
        columns.append((label, up_to_year(shown[0] - 1), False))
    elif Period.INVESTED in found:
        columns.append((words.wall_money_invested, Period.INVESTED.__eq__, False))
    columns += [
        (words.wall_money_year.format(year=f"{year:04d}"[2:]), f"{year:04d}".__eq__, False) for year in shown
    ]
    if any(is_after(each) for each in found):
        columns.append((words.wall_money_after, is_after, True))
    if Period.UNKNOWN in found:
        columns.append((words.wall_money_no_year, Period.UNKNOWN.__eq__, False))
    return columns


def _unit(view: WallView, amounts: Sequence[int | None]) -> TableUnit:
    currency = view.portfolio.facts.profile.currency
    if currency == "KRW" and max((amount or 0 for amount in amounts), default=0) >= TRILLION:
        return TableUnit(view.words.wall_money_unit, TRILLION, 2)
    return table_unit(amounts, currency, view.words)


def _parts(planned: FundGrid, is_within: _Within, highest: int) -> tuple[tuple[FundSource, float], ...]:
    sums = {
        source: add(
            amount for (each, period), amount in planned.cells.items() if each is source and is_within(period)
        )
        for source in SOURCE_ORDER
    }
    return tuple((source, share) for source, amount in sums.items() if (share := _share(amount, highest)))


def _share(amount: int | None, whole: int) -> float | None:
    return max(amount, 0) / whole if amount is not None and whole > 0 else None


# ---- the list beside the columns ----


def _gap_list(view: WallView, found: Gaps) -> MoneyList:
    words, shown = view.words, found.short[:MOST_ROWS]
    template = words.wall_money_gaps_note if len(found.short) > len(shown) else words.wall_money_gaps_all
    return MoneyList(
        title=words.wall_money_gaps,
        note=template.format(n=len(shown), all=f"{len(found.short):,}") if shown else "",
        lines=tuple(_gap_line(view, gap) for gap in shown),
        rest=_rest(view, found),
        empty_text=words.wall_money_gaps_none if found.planned is not None else words.missing,
    )


def _rest(view: WallView, found: Gaps) -> tuple[str, ...]:
    """What lies between the difference of the sums of all and the sum of what is short."""
    words = view.words
    over = add(-each.amount for each in found.over)
    told = (
        (words.wall_money_over, len(found.over), over),
        (words.wall_money_unsecured, len(found.unsecured), found.planned_unsecured),
        (words.wall_money_unplanned, len(found.unplanned), found.secured_unplanned),
    )
    return tuple(line.format(n=f"{n:,}", amount=_text(view, amount)) for line, n, amount in told if n)


def _gap_line(view: WallView, gap: Gap) -> MoneyLine:
    owner = gap.budget.owner
    return MoneyLine(
        project_id=owner.file.id if owner else None,
        number=view.row_number(owner.file) if owner else "",
        name=_name(view, gap.budget),
        share=_share(gap.amount, gap.planned),
        plan_text=_text(view, gap.planned),
        amount_text=_text(view, gap.amount),
    )


def _name(view: WallView, budget: Budget) -> str:
    words, others = view.words, len(budget.members) - 1
    if budget.owner is None:
        area = budget.area
        return cut((area.short_name or area.name) if area else words.area_unknown, NAME_WIDEST)
    if others < 1:
        return view.name(budget.owner.file, NAME_WIDEST)
    name = view.name(budget.owner.file, NAME_WIDEST - 2)
    return words.wall_money_shared.format(name=name, n=others)


def _source_list(view: WallView, money: Funding, found: Gaps) -> MoneyList:
    """For guests: what is secured of each source, which is on record for everybody."""
    words = view.words
    lines = [_source_line(view, money, source) for source in money.planned.by_source()]
    return MoneyList(
        title=words.wall_money_sources,
        note=words.wall_money_sources_note,
        lines=tuple(lines),
        rest=_rest(view, replace(found, over=(), unplanned=())),
        empty_text=words.missing,
    )


def _source_line(view: WallView, money: Funding, source: FundSource) -> MoneyLine:
    words = view.words
    own = Funding(*(_of_source(money.grid(stage), source) for stage in MoneyStage))
    secured = secured_to_date_rate(own, _year(view), words)
    amount, plan = money_parts(secured, view.portfolio.facts.profile.currency, words)
    name = cut(source_label(view.portfolio, source, words), SOURCE_WIDEST)
    return MoneyLine(None, "", name, secured.value, plan, amount)


def _of_source(grid: FundGrid, source: FundSource) -> FundGrid:
    return FundGrid({cell: amount for cell, amount in grid.cells.items() if cell[0] is source})
