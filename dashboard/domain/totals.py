"""Sums that must agree, and rates over a whole: what comes after the term, how much is national."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dashboard.domain.funding import FundGrid, is_year, up_to_year
from dashboard.domain.progress import Rate, RateUnit, rate
from dashboard.domain.vocabulary import FundSource, Period
from dashboard.domain.words import KOREAN, Words


@dataclass(frozen=True, slots=True)
class Check:
    """One amount summed in several ways, each with its name; all of them must be the first."""

    sums: tuple[tuple[str, int | None], ...]

    @property
    def is_even(self) -> bool:
        return len({amount for _, amount in self.sums}) <= 1


def in_term(ends: date | None) -> Callable[[str], bool]:
    """기투자 and the years up to the term's last one, which counts as a whole; every year without a term."""
    return up_to_year(ends.year if ends else None)


def after_term(ends: date | None) -> Callable[[str], bool]:
    """임기후, and the years after the term's last one where a city gives them; 연도 미상 is in neither."""

    def is_within(period: str) -> bool:
        later = ends is not None and is_year(period) and int(period) > ends.year
        return later or period == Period.AFTER_TERM

    return is_within


def deferred_rate(planned: FundGrid, ends: date | None, words: Words = KOREAN) -> Rate:
    """임기 후 이연 = planned after the term / planned in all (DOMAIN.md 4.6)."""
    definition, later = words.funds_deferred_definition, planned.within(after_term(ends))
    if planned.within(lambda period: period == Period.UNKNOWN) is not None:
        definition = words.funds_deferred_definition_unknown
    elif later is None and planned.total is not None:
        later = 0  # every amount has its year, and none of them lies after the term
    return rate(words.funds_deferred, definition, later, planned.total, RateUnit.MONEY)


def national_rate(planned: FundGrid, words: Words = KOREAN) -> Rate:
    """국비 의존도 = national / all planned money (DOMAIN.md 4.6)."""
    return rate(
        words.funds_national,
        words.funds_national_definition,
        planned.by_source().get(FundSource.NATIONAL),
        planned.total,
        RateUnit.MONEY,
    )
