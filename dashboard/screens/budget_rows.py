"""Rows of budget lines (세부사업): sums with their rate, single lines with the projects that share them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dashboard.domain.budget import COLUMNS, Amounts, Booked, BudgetSum, Piece, year_rate
from dashboard.domain.money import TableUnit, add, money_text, table_unit
from dashboard.domain.progress import Rate
from dashboard.domain.words import date_text
from dashboard.screens.texts import RateLine, View, explained, project_text, rate_line, unread_texts

MOST_LINES = 100
"""So many lines of a list are shown, the largest; the rest is counted and summed."""


@dataclass(frozen=True, slots=True)
class Cell:
    """An amount in the unit of its table, and by the house rule for hover."""

    text: str
    exact_text: str


@dataclass(frozen=True, slots=True)
class SumRow:
    """Sums over lines: 예산현액, 지출액, 이월액. `href` leads to what the row is about."""

    label: str
    count_text: str
    cells: tuple[Cell, ...]
    rate: RateLine
    href: str | None = None
    is_on: bool = False
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class SumTable:
    """Rows of sums under one unit; `first_head` names what the rows are."""

    title: str
    first_head: str
    unit_text: str
    rows: tuple[SumRow, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A project that has a share of a line: "67 새길 노면전차", "40%"."""

    text: str
    share_text: str
    href: str | None


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line in one year. `remark` says what is special about it in its list."""

    key: str
    year_text: str
    name: str
    origin: str
    claims: tuple[Claim, ...]
    cells: tuple[Cell, ...]
    rate: RateLine
    remark: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LineList:
    """The largest lines of a kind; `count_text` speaks of all, `more_text` of those that are not listed.

    `is_doubtful`: the lines contradict themselves.
    """

    title: str
    unit_text: str
    count_text: str
    rows: tuple[LineRow, ...]
    more_text: str | None = None
    empty_text: str | None = None
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Ledger:
    """What every row of budget lines needs."""

    view: View

    @property
    def currency(self) -> str:
        return self.view.portfolio.facts.profile.currency

    def text(self, amount: int | None) -> str:
        """The amount by the house rule."""
        return money_text(amount, self.currency, self.view.words)

    def unit(self, amounts: Sequence[Amounts]) -> TableUnit:
        found = [getattr(each, column) for each in amounts for column in COLUMNS]
        return table_unit(found, self.currency, self.view.words)

    def cells(self, unit: TableUnit, amounts: Amounts) -> tuple[Cell, ...]:
        found = (getattr(amounts, column) for column in COLUMNS)
        return tuple(Cell(unit.text(each, self.view.words), self.text(each)) for each in found)

    def rate(self, rate: Rate) -> RateLine:
        return rate_line(rate, self.currency, self.view.words)

    def sum_row(self, label: str, unit: TableUnit, total: BudgetSum, rate: Rate) -> SumRow:
        count = self.view.words.count_projects.format(n=f"{total.lines:,}")
        return SumRow(label, count, self.cells(unit, total.once), self.rate(rate))

    def line_list(self, title: str, pieces: Sequence[Piece], remarks: Sequence[str] = ()) -> LineList:
        """The pieces as rows, the largest 예산현액 first; `remarks` are in the order of `pieces`."""
        words = self.view.words
        said = dict(zip(map(id, pieces), remarks, strict=False))
        ordered = sorted(pieces, key=_by_size)
        unit = self.unit([each.amounts for each in ordered])
        rest = ordered[MOST_LINES:]
        total = self.text(add(each.amounts.appropriated for each in ordered))
        more = words.lines_more.format(
            n=f"{len(rest):,}", amount=self.text(add(each.amounts.appropriated for each in rest))
        )
        return LineList(
            title=title,
            unit_text=unit.label,
            count_text=words.lines_list_count.format(n=f"{len(ordered):,}", amount=total),
            rows=tuple(self.line_row(each, unit, said.get(id(each), "")) for each in ordered[:MOST_LINES]),
            more_text=more if rest else None,
        )

    def line_row(self, piece: Piece, unit: TableUnit, remark: str = "") -> LineRow:
        words, line = self.view.words, piece.booked.line
        origin = (
            line.account or words.lines_account_missing,
            line.department or words.lines_department_missing,
        )
        total = BudgetSum(1, piece.amounts, None, piece.amounts.spent, piece.amounts.appropriated, 0)
        return LineRow(
            key=f"{line.key}/{line.fiscal_year}",
            year_text=words.lines_year_value.format(year=line.fiscal_year),
            name=line.name or line.code or line.key,
            origin=" · ".join(origin),
            claims=self.claims(piece.booked),
            cells=self.cells(unit, piece.amounts),
            rate=self.rate(year_rate(total, line.fiscal_year, words)),
            remark=remark,
            notes=tuple(unread_texts(line.unread, words)),
        )

    def claims(self, booked: Booked) -> tuple[Claim, ...]:
        """The projects of a line with their shares, as given."""
        found = []
        for each in booked.shares:
            file = self.view.portfolio.projects[each.project_id]
            text = project_text(file, self.view.words, self.view.chosen.programme)
            is_here = each.project_id == self.view.here.project_id
            href = None if is_here else self.view.link(each.project_id)
            found.append(Claim(text, self.share_text(each.share), href))
        return tuple(found)

    def share_text(self, share: Decimal | Fraction | None) -> str:
        """A share as a percentage in its own digits: "40%", "33.3%"."""
        if share is None:
            return self.view.words.lines_share_missing
        exact = Fraction(share) * 100
        return f"{format((Decimal(exact.numerator) / exact.denominator).normalize(), 'f')}%"

    def as_of_text(self, pieces: Sequence[Piece]) -> str:
        """What day the books speak of; the first and the last where lines differ."""
        words, days = self.view.words, [each.booked.line.as_of for each in pieces]
        if not days:
            return ""
        first, last = date_text(words, min(days)), date_text(words, max(days))
        if first == last:
            return words.lines_as_of.format(date=last)
        return words.lines_as_of_span.format(first=first, last=last)

    def notes(self, total: BudgetSum) -> tuple[str, ...]:
        """What the sums rest on."""
        words, notes = self.view.words, []
        if total.counted_again:
            again, simple = self.text(total.counted_again), self.text(total.amounts.appropriated)
            notes.append(words.lines_carried_again.format(amount=again, sum=simple))
        if total.unrated:
            notes.append(words.lines_unrated.format(n=f"{total.unrated:,}"))
        return tuple(notes)

    def explained(self, name: str, *texts: str) -> tuple[str, ...]:
        return explained(self.view.portfolio, self.view.words, name, *texts)

    def column_heads(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The columns of amounts and the rate, each with what its ⓘ opens."""
        words = self.view.words
        heads = (
            (words.lines_appropriated, words.lines_appropriated_definition),
            (words.lines_spent, words.lines_spent_definition),
            (words.lines_carried, words.lines_carried_definition),
        )
        rate = (
            words.lines_rate_heading,
            self.explained(words.lines_rate, f"{words.lines_spent} / {words.lines_appropriated}"),
        )
        return (*((name, self.explained(name, text)) for name, text in heads), rate)


def _by_size(piece: Piece) -> tuple[bool, int, str, int]:
    """Largest first, missing last, then by name of the line and newest year."""
    amount = piece.amounts.appropriated
    return (amount is None, -(amount or 0), piece.booked.line.key, -piece.booked.line.fiscal_year)
