"""The cut of the budget lines (세부사업): by fiscal year, account and department, and what does not fit."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from dashboard.domain.budget import (
    Booked,
    Piece,
    TotalMismatch,
    budget_sum,
    by_year,
    cumulative_rate,
    year_rate,
)
from dashboard.domain.project_file import grouped
from dashboard.screens.budget_rows import Ledger, LineList, SumRow, SumTable
from dashboard.screens.money_parts import MoneyView
from dashboard.screens.texts import RateLine


@dataclass(frozen=True, slots=True)
class TotalLine:
    """A printed total of the books beside the sum of its lines."""

    what: str
    stated_text: str
    summed_text: str
    difference_text: str


@dataclass(frozen=True, slots=True)
class LinesCut:
    """What the books say of the projects in view; what nobody claims and the whole are of the city.

    `groups` are by account and by department; `lists` name what does not fit, `listed` every line.
    """

    title: str
    key_text: str
    note: str
    heads: tuple[tuple[str, tuple[str, ...]], ...]
    years: SumTable
    rates: tuple[RateLine, ...]
    notes: tuple[str, ...]
    whole: SumTable
    groups: tuple[SumTable, ...]
    lists: tuple[LineList, ...]
    listed: LineList
    totals_title: str
    totals_heads: tuple[str, ...]
    totals: tuple[TotalLine, ...]
    orphans_title: str
    orphans: tuple[str, ...]
    line_heads: tuple[str, ...]
    count_head: str
    empty_text: str | None


def line_years(sight: MoneyView) -> tuple[str, ...]:
    """The fiscal years of the books, newest first: the parts of this cut."""
    booked = sight.view.portfolio.budget.booked(sight.view.on)
    return tuple(str(year) for year in sorted({each.line.fiscal_year for each in booked}, reverse=True))


def lines_cut(sight: MoneyView, part: str | None) -> LinesCut:
    """The books for the projects in view; `part` is the fiscal year of the lists, the newest when None."""
    words, budget, on = sight.words, sight.view.portfolio.budget, sight.view.on
    ledger = Ledger(sight.view)
    booked = budget.booked(on)
    pieces = budget.of_projects({each.file.id for each in sight.chosen}, on)
    known = line_years(sight)
    year = int(part or (known[0] if known else on.year))
    of_year = by_year(pieces).get(year, [])
    books = [each for each in booked if each.line.fiscal_year == year]
    total = budget_sum(pieces)
    return LinesCut(
        title=words.lines_title,
        key_text=words.lines_key,
        note=ledger.as_of_text(of_year),
        heads=ledger.column_heads(),
        years=_years(sight, ledger, pieces, year),
        rates=(ledger.rate(cumulative_rate(total, words)),) if pieces else (),
        notes=ledger.notes(total),
        whole=_whole(ledger, books, year),
        groups=_groups(ledger, of_year, year),
        lists=tuple(each for each in _lists(ledger, of_year, books, year) if each.rows or each.empty_text),
        listed=ledger.line_list(words.lines_list.format(year=year), of_year),
        totals_title=words.lines_totals,
        totals_heads=(words.lines_line, words.lines_stated, words.lines_summed, words.lines_difference),
        totals=tuple(_total_line(ledger, each) for each in budget.total_mismatches(on)),
        orphans_title=words.lines_orphans,
        orphans=tuple(
            words.lines_orphan.format(line=each.line_key, project=each.project_id) for each in budget.orphans
        ),
        line_heads=(words.lines_line, words.lines_origin, words.lines_claims),
        count_head=words.lines_count,
        empty_text=_empty_text(sight, pieces),
    )


def _empty_text(sight: MoneyView, pieces: Sequence[Piece]) -> str | None:
    if sight.view.portfolio.budget.is_empty:
        return sight.words.lines_empty
    return None if pieces else sight.words.lines_empty_filter


def _years(sight: MoneyView, ledger: Ledger, pieces: Sequence[Piece], year: int) -> SumTable:
    """A row per fiscal year, each a way to its lists, and 누계 below."""
    words, years, whole = sight.words, by_year(pieces), budget_sum(pieces)
    sums = {each: budget_sum(found) for each, found in years.items()}
    unit = ledger.unit([whole.amounts, *(total.amounts for total in sums.values())])
    rows = [
        replace(
            ledger.sum_row(
                words.lines_year_value.format(year=each), unit, total, year_rate(total, each, words)
            ),
            href=sight.here(part=str(each)),
            is_on=each == year,
        )
        for each, total in sums.items()
    ]
    if len(rows) > 1:
        last = ledger.sum_row(words.lines_all_years, unit, whole, cumulative_rate(whole, words))
        rows.append(replace(last, is_sum=True))
    return SumTable(words.lines_by_year, words.lines_year, unit.label, tuple(rows))


def _groups(ledger: Ledger, pieces: Sequence[Piece], year: int) -> tuple[SumTable, ...]:
    """The year by account and by department, for the projects in view."""
    words = ledger.view.words
    accounts = _group(
        ledger, pieces, year, lambda each: each.booked.line.account or words.lines_account_missing
    )
    departments = _group(
        ledger, pieces, year, lambda each: each.booked.line.department or words.lines_department_missing
    )
    return (
        SumTable(words.lines_by_account.format(year=year), words.lines_account, *accounts),
        SumTable(words.lines_by_department.format(year=year), words.lines_department, *departments),
    )


def _group(
    ledger: Ledger, pieces: Sequence[Piece], year: int, name: Callable[[Piece], str]
) -> tuple[str, tuple[SumRow, ...]]:
    """Sums by a name, the largest 예산현액 first."""
    sums = {key: budget_sum(found) for key, found in grouped(pieces, name).items()}
    unit = ledger.unit([total.amounts for total in sums.values()])
    ordered = sorted(sums.items(), key=lambda item: (-(item[1].amounts.appropriated or 0), item[0]))
    words = ledger.view.words
    return unit.label, tuple(
        ledger.sum_row(key, unit, total, year_rate(total, year, words)) for key, total in ordered
    )


def _whole(ledger: Ledger, books: Sequence[Booked], year: int) -> SumTable:
    """Every line of the year: what projects claim, what is left of those, what nobody claims, the sum."""
    words = ledger.view.words
    everyone = set(ledger.view.portfolio.projects)
    claimed = [each for each in books if each.is_claimed]
    parts = (
        (words.lines_whole_claimed, [Piece(each, each.part_of(everyone)) for each in claimed]),
        (words.lines_whole_rest, [Piece(each, each.rest) for each in claimed if each.has_rest]),
        (words.lines_whole_unclaimed, [Piece(each, each.whole) for each in books if not each.is_claimed]),
        (words.lines_whole_sum, [Piece(each, each.whole) for each in books]),
    )
    sums = [(label, budget_sum(pieces)) for label, pieces in parts]
    unit = ledger.unit([total.amounts for _, total in sums])
    rows = [ledger.sum_row(label, unit, total, year_rate(total, year, words)) for label, total in sums]
    rows[-1] = replace(rows[-1], is_sum=True)
    return SumTable(
        words.lines_whole.format(year=year), words.lines_line, unit.label, tuple(rows) if books else ()
    )


def _lists(ledger: Ledger, pieces: Sequence[Piece], books: Sequence[Booked], year: int) -> Iterable[LineList]:
    """Lines that contradict themselves first, then those that nobody claims, or not as a whole."""
    words = ledger.view.words
    over = [Piece(each.booked, each.booked.whole) for each in pieces if each.booked.is_over]
    excess = [Piece(each, each.whole) for each in books if _excess_text(ledger, each)]
    rest = [Piece(each.booked, each.booked.whole) for each in pieces if each.booked.has_rest]
    doubtful = (
        (words.lines_over, over, [_over_text(ledger, each.booked) for each in over]),
        (words.lines_excess, excess, [_excess_text(ledger, each.booked) for each in excess]),
    )
    for title, found, remarks in doubtful:
        yield replace(ledger.line_list(title.format(year=year), found, remarks), is_doubtful=True)
    unclaimed = [Piece(each, each.whole) for each in books if not each.is_claimed]
    nobody = ledger.line_list(words.lines_unclaimed.format(year=year), unclaimed)
    yield replace(nobody, empty_text=words.lines_unclaimed_none) if books and not unclaimed else nobody
    yield ledger.line_list(
        words.lines_rest.format(year=year), rest, [_rest_text(ledger, each.booked) for each in rest]
    )


def _over_text(ledger: Ledger, booked: Booked) -> str:
    parts = [part.appropriated for part in booked.parts.values() if part.appropriated is not None]
    return ledger.view.words.lines_over_remark.format(
        share=ledger.share_text(booked.given),
        given=ledger.text(sum(parts) if parts else None),
        whole=ledger.text(booked.line.appropriated),
    )


def _rest_text(ledger: Ledger, booked: Booked) -> str:
    share = ledger.share_text(1 - booked.given)
    return ledger.view.words.lines_rest_remark.format(
        amount=ledger.text(booked.rest.appropriated), share=share
    )


def _excess_text(ledger: Ledger, booked: Booked) -> str:
    """What goes beyond 예산현액, by how much; empty when nothing does."""
    words, whole = ledger.view.words, booked.whole
    if whole.appropriated is None or whole.spent is None:
        return ""
    beyond = whole.spent - whole.appropriated
    if beyond > 0:
        return words.lines_excess_spent.format(amount=ledger.text(beyond))
    beyond += whole.carried or 0
    return words.lines_excess_carried.format(amount=ledger.text(beyond)) if beyond > 0 else ""


def _total_line(ledger: Ledger, each: TotalMismatch) -> TotalLine:
    words, total = ledger.view.words, each.total
    year = words.lines_year_value.format(year=total.fiscal_year)
    scope = (year, total.account, total.department, words.fields[each.column])
    difference = each.stated - each.summed
    return TotalLine(
        " ".join(part for part in scope if part),
        ledger.text(each.stated),
        ledger.text(each.summed),
        ("+" if difference > 0 else "") + ledger.text(difference),
    )
