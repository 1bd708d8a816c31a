"""Budget lines (세부사업) as the local finance system books them: what of each belongs to which project.

A line belongs to projects by share, many to many. Shares multiply amounts exactly; the parts of a line
are whole units of money that sum to the line (largest remainder).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from threading import Lock
from types import MappingProxyType

from dashboard.domain.money import add
from dashboard.domain.progress import Rate, RateUnit, rate
from dashboard.domain.project_file import grouped
from dashboard.domain.records import BudgetLine, BudgetShare
from dashboard.domain.words import KOREAN, Words

DAYS_KEPT = 4
COLUMNS = ("appropriated", "spent", "carried")


@dataclass(frozen=True, slots=True)
class Amounts:
    """예산현액, 지출액, 이월액; None is missing."""

    appropriated: int | None = None
    spent: int | None = None
    carried: int | None = None


@dataclass(frozen=True, slots=True)
class Booked:
    """A line in one fiscal year, divided. `parts` are those of its projects by id, `rest` is 미배분.

    `given` is Σ of its shares: above 1 the parts sum to more than the line, and the rest is nothing.
    `comes_again`: the line has a next year, whose 예산현액 holds what this one carried over.
    """

    line: BudgetLine
    shares: tuple[BudgetShare, ...]
    given: Fraction
    parts: Mapping[str, Amounts]
    rest: Amounts
    comes_again: bool

    @property
    def whole(self) -> Amounts:
        """The line itself."""
        return Amounts(*(getattr(self.line, column) for column in COLUMNS))

    @property
    def is_claimed(self) -> bool:
        """Whether any project has a share of it."""
        return bool(self.shares)

    @property
    def is_over(self) -> bool:
        """Whether more than the whole line is given away."""
        return self.given > 1

    @property
    def has_rest(self) -> bool:
        """Whether projects share it and a part is left over."""
        return self.is_claimed and self.given < 1

    def part_of(self, projects: Collection[str]) -> Amounts:
        """What belongs to any of `projects`; of a line that is given away more than once, the line once."""
        mine = [each for each in self.shares if each.project_id in projects]
        if self.is_over and sum(each.share or 0 for each in mine) >= 1:
            return self.whole
        parts = [self.parts[each.project_id] for each in mine]
        return Amounts(*(add(getattr(part, column) for part in parts) for column in COLUMNS))


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of one year and as much of it as counts."""

    booked: Booked
    amounts: Amounts


@dataclass(frozen=True, slots=True)
class BudgetSum:
    """Sums over pieces, and the rate over those of them whose 예산현액 and 지출액 are both known.

    `counted_again` is what had been carried over within these years: it stands in the 예산현액 of the
    year after too, so `once` holds it once, and so does the base of the rate. `lines` counts 세부사업,
    `unrated` pieces.
    """

    lines: int
    amounts: Amounts
    counted_again: int | None
    rate_spent: int | None
    rate_base: int | None
    unrated: int

    @property
    def once(self) -> Amounts:
        """예산현액 with every amount once, and of what was carried over only what no later year here holds."""
        again, found = self.counted_again or 0, self.amounts
        return Amounts(
            None if found.appropriated is None else found.appropriated - again,
            found.spent,
            None if found.carried is None else found.carried - again,
        )

    def rate(self, name: str, definition: str) -> Rate:
        """집행률 with its numbers."""
        return rate(name, definition, self.rate_spent, self.rate_base, RateUnit.MONEY)


@dataclass(frozen=True, slots=True)
class TotalMismatch:
    """합계 불일치: a printed total (계) and the sum of the lines that it is a total of."""

    total: BudgetLine
    column: str
    stated: int
    summed: int


class Budget:
    """Every line of a data version. Immutable; what stands on a day is worked out once.

    `orphans` are shares of a line or of a project that this data version does not have.
    """

    def __init__(
        self,
        lines: Sequence[BudgetLine] = (),
        shares: Sequence[BudgetShare] = (),
        projects: Collection[str] = (),
    ) -> None:
        self._lines = grouped((line for line in lines if not line.is_total), lambda line: line.key)
        self._totals = [line for line in lines if line.is_total]
        known = [each for each in shares if self._is_known(each, projects)]
        self.orphans = tuple(each for each in shares if not self._is_known(each, projects))
        self._shares = grouped(known, lambda share: share.line_key)
        self._of_project = grouped(known, lambda share: share.project_id)
        self._days: dict[date, tuple[Booked, ...]] = {}
        self._lock = Lock()

    def _is_known(self, share: BudgetShare, projects: Collection[str]) -> bool:
        return share.line_key in self._lines and share.project_id in projects

    @property
    def is_empty(self) -> bool:
        """Whether no line is known at all."""
        return not self._lines

    def booked(self, on: date) -> tuple[Booked, ...]:
        """Every line in every year, as it stood on the day `on`."""
        with self._lock:
            known = self._days.get(on)
            if known is None:
                known = tuple(each for key in self._lines for each in self._booked(key, on))
                while len(self._days) >= DAYS_KEPT:
                    self._days.pop(next(iter(self._days)))
                self._days[on] = known
            return known

    def of_project(self, project_id: str, on: date) -> tuple[Piece, ...]:
        """The project's part of each of its lines, by year."""
        mine = self._of_project.get(project_id, ())
        found = [each for share in mine for each in self._booked(share.line_key, on)]
        found.sort(key=lambda each: each.line.fiscal_year)
        return tuple(Piece(each, each.parts[project_id]) for each in found)

    def of_projects(self, projects: Collection[str], on: date) -> tuple[Piece, ...]:
        """What belongs to any of `projects`, each line of a year once."""
        return tuple(
            Piece(each, each.part_of(projects))
            for each in self.booked(on)
            if any(share.project_id in projects for share in each.shares)
        )

    def total_mismatches(self, on: date) -> tuple[TotalMismatch, ...]:
        """Printed totals that are not the sum of their lines on the day that the total speaks of."""
        return tuple(mismatch for total in _newest(self._totals, on) for mismatch in self._mismatches(total))

    def _booked(self, key: str, on: date) -> list[Booked]:
        lines = _newest(self._lines[key], on)
        years = {line.fiscal_year for line in lines}
        shares = tuple(self._shares.get(key, ()))
        return [_divided(line, shares, line.fiscal_year + 1 in years) for line in lines]

    def _mismatches(self, total: BudgetLine) -> Iterable[TotalMismatch]:
        lines = [
            line
            for rows in self._lines.values()
            for line in _newest(rows, total.as_of)
            if line.fiscal_year == total.fiscal_year
            and total.account in (None, line.account)
            and total.department in (None, line.department)
        ]
        for column in COLUMNS:
            stated, summed = getattr(total, column), add(getattr(line, column) for line in lines)
            if stated is not None and summed is not None and stated != summed:
                yield TotalMismatch(total, column, stated, summed)


def budget_sum(pieces: Sequence[Piece]) -> BudgetSum:
    """Sums of the pieces of one fiscal year, or of several with what was carried over counted once."""
    years = {each.booked.line.fiscal_year for each in pieces}
    rated = [each for each in pieces if None not in (each.amounts.spent, each.amounts.appropriated)]
    base = add(each.amounts.appropriated for each in rated)
    twice = add(_carried_within(rated, years))
    return BudgetSum(
        lines=len({each.booked.line.key for each in pieces}),
        amounts=Amounts(*(add(getattr(each.amounts, column) for each in pieces) for column in COLUMNS)),
        counted_again=add(_carried_within(pieces, years)),
        rate_spent=add(each.amounts.spent for each in rated),
        rate_base=None if base is None else base - (twice or 0),
        unrated=len(pieces) - len(rated),
    )


def year_rate(total: BudgetSum, year: int, words: Words = KOREAN) -> Rate:
    """집행률 of one fiscal year = 지출액 / 예산현액."""
    return total.rate(words.lines_rate, words.lines_rate_definition.format(year=year))


def cumulative_rate(total: BudgetSum, words: Words = KOREAN) -> Rate:
    """집행률 over the years = Σ 지출액 / (Σ 예산현액 − what had been carried over and stands there again)."""
    return total.rate(words.lines_rate_all, words.lines_rate_all_definition)


def by_year(pieces: Iterable[Piece]) -> dict[int, list[Piece]]:
    """The pieces by fiscal year, oldest first."""
    found: defaultdict[int, list[Piece]] = defaultdict(list)
    for each in pieces:
        found[each.booked.line.fiscal_year].append(each)
    return dict(sorted(found.items()))


def apportioned(amount: int, shares: Sequence[Fraction]) -> list[int]:
    """`amount` times each share in whole units, so that they sum to `amount` × Σ shares, rounded half up."""
    exact = [amount * share for share in shares]
    parts = [part.__floor__() for part in exact]
    total = (sum(exact, Fraction(0)) + Fraction(1, 2)).__floor__()
    most_left = sorted(range(len(exact)), key=lambda place: parts[place] - exact[place])
    for place in most_left[: total - sum(parts)]:
        parts[place] += 1
    return parts


def _carried_within(pieces: Iterable[Piece], years: Collection[int]) -> Iterable[int | None]:
    """What was carried over into a year that is among `years`."""
    for each in pieces:
        if each.booked.comes_again and each.booked.line.fiscal_year + 1 in years:
            yield each.amounts.carried


def _newest(lines: Iterable[BudgetLine], on: date) -> list[BudgetLine]:
    """Of each line and year the row with the newest 기준일 by `on`."""
    newest: dict[tuple[str, int], BudgetLine] = {}
    for line in lines:
        known = newest.get((line.key, line.fiscal_year))
        if line.as_of <= on and (known is None or line.as_of > known.as_of):
            newest[line.key, line.fiscal_year] = line
    return list(newest.values())


def _divided(line: BudgetLine, shares: tuple[BudgetShare, ...], comes_again: bool) -> Booked:
    known = [(each.project_id, Fraction(each.share)) for each in shares if each.share is not None]
    given = sum((share for _, share in known), Fraction(0))
    left = max(1 - given, Fraction(0))
    columns: list[list[int | None]] = []
    for column in COLUMNS:
        amount = getattr(line, column)
        whole = [share for _, share in known] + [left]
        columns.append([None] * len(whole) if amount is None else list(apportioned(amount, whole)))
    rows = [Amounts(*cells) for cells in zip(*columns, strict=True)]
    parts = {each.project_id: Amounts() for each in shares}
    parts |= {project: row for (project, _), row in zip(known, rows[:-1], strict=True)}
    return Booked(line, shares, given, MappingProxyType(parts), rows[-1], comes_again)
