"""Official status and progress over projects, and the rate that carries everything needed to check it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from dashboard.domain.vocabulary import Status
from dashboard.domain.words import KOREAN, Words

Number = int | Decimal

FULFILLED = frozenset({Status.DONE, Status.CONTINUED})
ON_TRACK_OR_BETTER = FULFILLED | {Status.ON_TRACK}
BEHIND = frozenset({Status.PARTIAL, Status.ON_HOLD, Status.DROPPED})

MOST_NAMES = 3
"""So many of the projects that a rate leaves out are named, the others counted."""


class RateUnit(StrEnum):
    """What numerator and denominator count."""

    PROJECTS = "projects"
    PROGRESS = "progress"
    """The numerator is a sum of progress (1 is 100 %), the denominator a number of projects."""
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Rate:
    """A ratio with its parts. `value` is 0..1 (it may exceed 1), None when it cannot be computed."""

    name: str
    value: float | None
    numerator: Number | None
    denominator: Number | None
    definition: str
    unit: RateUnit


def rate(
    name: str, definition: str, numerator: Number | None, denominator: Number | None, unit: RateUnit
) -> Rate:
    """The ratio with its value; missing when either is missing or the denominator is 0."""
    if numerator is None or not denominator:
        return Rate(name, None, numerator, denominator, definition, unit)
    value = float(Fraction(numerator) / Fraction(denominator))
    return Rate(name, value, numerator, denominator, definition, unit)


@dataclass(frozen=True, slots=True)
class Standing:
    """What one project brings into the rates; `planned` is its total of the current plan, None for none.

    `shares_budget` is set where the money of the project counts at another one that shares its budget.
    """

    status: Status | None
    progress: float | None
    planned: int | None = None
    name: str = ""
    has_budget: bool | None = None
    shares_budget: bool = False


def status_counts(statuses: Iterable[Status | None]) -> dict[Status | None, int]:
    """Every status in the official order with its count; None (상태 미상) last, only when there is any."""
    found = list(statuses)
    counts: dict[Status | None, int] = {status: found.count(status) for status in Status}
    if None in found:
        counts[None] = found.count(None)
    return counts


def completion_rate(standings: Sequence[Standing], words: Words = KOREAN) -> Rate:
    """완료율 = (완료 + 이행 후 계속추진) / N (DOMAIN.md 4.1; 충남 2025: 81 / 131 = 61.83 %)."""
    return _share(words.rate_completion, words.rate_completion_definition, standings, FULFILLED)


def on_track_rate(standings: Sequence[Standing], words: Words = KOREAN) -> Rate:
    """정상이상률 = (완료 + 이행 후 계속추진 + 정상추진) / N."""
    return _share(words.rate_on_track, words.rate_on_track_definition, standings, ON_TRACK_OR_BETTER)


def behind_rate(standings: Sequence[Standing], words: Words = KOREAN) -> Rate:
    """부진율 = (일부추진 + 보류 + 폐기) / N."""
    return _share(words.rate_behind, words.rate_behind_definition, standings, BEHIND)


def mean_progress(standings: Sequence[Standing], words: Words = KOREAN) -> Rate:
    """Mean of reported progress; projects without a reported figure and 폐기 are left out."""
    known = [_decimal(each.progress) for each in _counted(standings) if each.progress is not None]
    return rate(
        words.rate_mean_progress,
        _leaving_out(words.rate_mean_progress_definition, standings, words),
        sum(known, Decimal(0)) if known else None,
        len(known),
        RateUnit.PROGRESS,
    )


def budget_weighted_progress(standings: Sequence[Standing], words: Words = KOREAN) -> Rate:
    """Σ B·p / ΣB over projects with a planned total and reported progress; 폐기 is left out."""
    known = [
        (each.planned, _decimal(each.progress))
        for each in _counted(standings)
        if each.planned is not None and each.progress is not None
    ]
    return rate(
        words.rate_budget_weighted,
        _leaving_out(words.rate_budget_weighted_definition, standings, words, by_budget=True),
        sum((planned * progress for planned, progress in known), Decimal(0)) if known else None,
        sum(planned for planned, _ in known) if known else None,
        RateUnit.MONEY,
    )


ALL = 1000
"""Tenths of a percent."""
NOISE = Fraction(1, 10**9)
"""A difference that is arithmetic's own."""


def percent_text(share: float | None, words: Words = KOREAN) -> str:
    """One decimal, rounded half up, no space: 0.6183 is "61.8%"; None is missing. What is not all never reads as
    "100.0%", and what is more than all never does.
    """
    if share is None:
        return words.missing
    tenths = Fraction(repr(share)) * 1000
    rounded = (abs(tenths) * 2 + 1) // 2
    if rounded == ALL and abs(abs(tenths) - ALL) > NOISE:
        rounded += 1 if abs(tenths) > ALL else -1
    whole, rest = divmod(rounded, 10)
    return f"{'-' if tenths < 0 and rounded else ''}{whole:,}.{rest}%"


def _counted(standings: Sequence[Standing]) -> list[Standing]:
    return [each for each in standings if each.status is not Status.DROPPED]


def names_text(names: Sequence[str], words: Words) -> str:
    """`36 게임관, 45 물길 외 2개`: the first few by name, the rest counted."""
    shown = ", ".join(names[:MOST_NAMES])
    more = len(names) - MOST_NAMES
    return words.names_more.format(names=shown, n=f"{more:,}") if more > 0 else shown


def _leaving_out(
    definition: str, standings: Sequence[Standing], words: Words, *, by_budget: bool = False
) -> str:
    """The definition with the projects that the rate leaves out, by cause, 폐기 by name."""
    left_out: defaultdict[str, list[str]] = defaultdict(list)
    for each in standings:
        cause = _cause_left_out(each, words, by_budget=by_budget)
        if cause is not None:
            left_out[cause].append(each.name)
    if not left_out:
        return definition
    texts = [
        cause.format(n=f"{len(names):,}", names=names_text(names, words))
        for cause, names in sorted(left_out.items(), key=lambda item: -len(item[1]))
    ]
    return words.rate_left_out.format(definition=definition, causes=", ".join(texts))


def _cause_left_out(each: Standing, words: Words, *, by_budget: bool) -> str | None:
    """The first cause for which a project is out of a mean of progress, as a text to fill; None: it is in."""
    if each.status is Status.DROPPED:
        has_money = by_budget and each.planned is not None
        return words.left_out_dropped_with_money if has_money else words.left_out_dropped
    if by_budget and each.planned is None:
        if each.shares_budget:
            return words.left_out_shared
        return words.left_out_no_budget if each.has_budget is False else words.left_out_no_amount
    return words.left_out_no_report if each.progress is None else None


def _decimal(progress: float) -> Decimal:
    """The number as it was written (0.537), not its binary neighbour."""
    return Decimal(repr(progress))


def _share(name: str, definition: str, standings: Sequence[Standing], statuses: frozenset[Status]) -> Rate:
    if all(each.status is None for each in standings):
        return rate(name, definition, None, len(standings), RateUnit.PROJECTS)
    counted = sum(each.status in statuses for each in standings)
    return rate(name, definition, counted, len(standings), RateUnit.PROJECTS)
