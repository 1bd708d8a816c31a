"""Planned money by source and period, and what becomes of it: requested, granted, spent.

Amounts are 백만원 (1억원 = 100). All facts of a project are worked out at once to the end of the
term; the demo database holds those whose day has come.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from db.demo.catalogue import TERM_END, TERM_START, Entry, months_later

EOK = 100
INVESTED, AFTER_TERM, UNKNOWN = "기투자", "임기후", "미상"
YEARS = range(2022, 2027)
PIPELINE_YEARS = range(2024, 2027)
"""Budget years whose national money is followed from the request on."""

Cell = tuple[str, str]
"""(source, period)."""

_FIRST_FACT, _FIRST_BUDGET = date(2022, 6, 30), date(2022, 7, 22)
_GRANTED = {"국비": (12, 10), "시비": (12, 17), "구비": (12, 20)}
_SPENT = ((3, 31, 0.10, 0.20), (6, 30, 0.30, 0.45), (9, 30, 0.48, 0.63), (12, 31, 0.68, 0.87))
_HANDED_OVER = ((3, 20, 0.25), (6, 20, 0.55), (9, 20, 0.8), (12, 20, 1.0))
"""National money is handed over (교부) through the year, always ahead of what is spent."""
_BUILT = frozenset({"시설", "조성", "교통", "기반", "산단", "정비", "유치"})


@dataclass(frozen=True, slots=True)
class Fact:
    """An amount that replaces earlier ones of its cell and stage from `as_of` on."""

    source: str
    period: str
    stage: str
    as_of: date
    amount: int


def cells(entry: Entry, total: int, ends: date, invested: dict[Cell, int] | None = None) -> dict[Cell, int]:
    """A plan's money by source and period; the parts sum to `total` (억원) exactly.

    `invested` fixes what had been spent before the term: no plan can change it.
    """
    if total == 0:
        return {}
    fixed = dict(invested or {})
    weights = _period_weights(entry, ends)
    if invested is not None:
        weights.pop(INVESTED, None)
    rest = total * EOK - sum(fixed.values())
    unit = EOK if total >= 200 else EOK // 10
    whole = sum(weights.values())
    spread: dict[Cell, int] = {}
    for period, weight in weights.items():
        for source, share in entry.mix:
            spread[source, period] = int(rest * weight / whole * share / 100 // unit * unit)
    biggest = max(spread, key=lambda cell: spread[cell])
    spread[biggest] += rest - sum(spread.values())
    return _with_unknown(entry, fixed | {cell: amount for cell, amount in spread.items() if amount})


def invested_part(planned: dict[Cell, int]) -> dict[Cell, int]:
    """The cells spent before the term."""
    return {cell: amount for cell, amount in planned.items() if cell[1] == INVESTED}


def facts(entry: Entry, planned: dict[Cell, int]) -> list[Fact]:
    """Everything that becomes of the planned money, in the order of days."""
    rng = Random(f"{entry.budget_tag}:facts")
    level = _level(entry, rng)
    until = entry.halted or TERM_END
    found: list[Fact] = []
    for (source, period), amount in planned.items():
        if period == INVESTED:
            stages = ("확정", "교부", "집행") if source == "국비" else ("확정", "집행")
            found += [Fact(source, period, stage, _FIRST_FACT, amount) for stage in stages]
        elif period.isdigit() and source != UNKNOWN:
            found += _year_facts(source, int(period), amount, level, rng)
    return sorted((fact for fact in found if fact.as_of <= until), key=lambda fact: fact.as_of)


def _period_weights(entry: Entry, ends: date) -> dict[str, float]:
    """Months of the project in each period; works cost more towards their end."""
    until = ends if entry.kind in _BUILT else max(ends, TERM_END)
    months: list[date] = []
    while (month := months_later(entry.starts, len(months))) <= until:
        months.append(month)
    weights: dict[str, float] = {}
    for index, month in enumerate(months):
        weight = 0.4 + 1.2 * index / len(months) if entry.kind in _BUILT else 1.0
        period = _period(month)
        weights[period] = weights.get(period, 0.0) + weight
    return weights


def _period(month: date) -> str:
    if month < TERM_START:
        return INVESTED
    return AFTER_TERM if month > TERM_END else str(month.year)


def _with_unknown(entry: Entry, spread: dict[Cell, int]) -> dict[Cell, int]:
    """A part of one cell whose year or source the city does not know (yet)."""
    targets = {"연도미상": ("국비", UNKNOWN), "재원미상": (UNKNOWN, "2026"), "미상": (UNKNOWN, UNKNOWN)}
    for note in sorted(entry.notes & set(targets)):
        donor = max(
            (cell for cell in spread if cell[1] in {"2025", AFTER_TERM}), key=lambda cell: spread[cell]
        )
        part = spread[donor] // 8 // 10 * 10
        spread[donor] -= part
        spread[targets[note]] = part
    return spread


def _level(entry: Entry, rng: Random) -> float:
    """How much of what is planned this project is used to getting."""
    if "초과" in entry.notes:
        return 1.06
    if entry.late_days > 90:
        return rng.uniform(0.62, 0.82)
    return rng.uniform(0.93, 1.0) if rng.random() < 0.68 else rng.uniform(0.78, 0.93)


def _year_facts(source: str, year: int, amount: int, level: float, rng: Random) -> Iterator[Fact]:
    period = str(year)
    secured = _tens(amount * min(level * rng.uniform(0.96, 1.03), max(level, 1.0)))
    first = _tens(secured * 0.9) if rng.random() < 0.3 else secured
    granted = _granted_on(source, year)
    if source == "국비" and year in PIPELINE_YEARS:
        yield from _pipeline(year, amount, first, rng)
    yield Fact(source, period, "확정", granted, first)
    if first != secured:
        yield Fact(source, period, "확정", date(year, 9 if year > 2022 else 11, 20), secured)
    if source == "국비":
        yield from _handed_over(year, secured, granted)
    shares = [rng.uniform(low, high) for _, _, low, high in _SPENT]
    for (month, day, _, _), share in zip(_SPENT, shares, strict=True):
        if date(year, month, day) > granted:
            yield Fact(source, period, "집행", date(year, month, day), _tens(secured * share))
    yield Fact(source, period, "집행", date(year + 1, 2, 28), _tens(secured * rng.uniform(0.87, 0.97)))


def _granted_on(source: str, year: int) -> date:
    if year == TERM_START.year:
        return _FIRST_BUDGET
    month, day = _GRANTED.get(source, (0, 0))
    return date(year - 1, month, day) if month else date(year, 2, 28)


def _pipeline(year: int, planned: int, granted: int, rng: Random) -> Iterator[Fact]:
    asked = _tens(max(planned, granted) * rng.uniform(1.0, 1.2))
    ministry = _tens(min(asked, granted * rng.uniform(0.92, 1.1)))
    bill = _tens(granted * rng.uniform(0.86, 1.0))
    for stage, day, amount in (
        ("신청", date(year - 1, 4, 28), asked),
        ("부처안", date(year - 1, 5, 31), ministry),
        ("정부안", date(year - 1, 9, 2), bill),
    ):
        yield Fact("국비", str(year), stage, day, amount)


def _handed_over(year: int, secured: int, granted: date) -> Iterator[Fact]:
    for month, day, share in _HANDED_OVER:
        if date(year, month, day) > granted:
            yield Fact("국비", str(year), "교부", date(year, month, day), _tens(secured * share))


def spent_by(scheduled: Sequence[Fact], day: date) -> list[Fact]:
    """This year's executed money on any day, on the way to the next figure worked out for each cell.

    Nothing is spent from a cell before its money was granted.
    """
    year = [fact for fact in scheduled if fact.period == str(day.year)]
    granted = {fact.source for fact in year if fact.stage == "확정" and fact.as_of <= day}
    spent = [fact for fact in year if fact.stage == "집행"]
    found = [_spent([fact for fact in spent if fact.source == source], day) for source in sorted(granted)]
    return [fact for fact in found if fact is not None]


def _spent(steps: list[Fact], day: date) -> Fact | None:
    after = next((fact for fact in steps if fact.as_of > day), None)
    if after is None:
        return None
    before = [fact for fact in steps if fact.as_of <= day]
    start, base = (before[-1].as_of, before[-1].amount) if before else (date(day.year, 1, 1), 0)
    part = (day - start) / (after.as_of - start)
    return replace(after, as_of=day, amount=_tens(base + (after.amount - base) * part))


def _tens(amount: float) -> int:
    return int(amount // 10 * 10)
