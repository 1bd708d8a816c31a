"""What a project brought about: its indicators of result (성과지표) against their yearly targets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from dashboard.domain.project_file import ProjectFile
from dashboard.domain.records import IndicatorValue, ProjectIndicator


class NoRate(StrEnum):
    """Why a year has no 달성률."""

    NO_TARGET = "no_target"
    NO_ACTUAL = "no_actual"
    NOTHING_TO_DIVIDE_BY = "nothing_to_divide_by"


@dataclass(frozen=True, slots=True)
class YearResult:
    """A year of an indicator. `rate` is 달성률 0.. (it may exceed 1); None for the reason `no_rate`."""

    value: IndicatorValue
    actual: float | None
    rate: float | None
    no_rate: NoRate | None

    @property
    def year(self) -> int:
        return self.value.year

    @property
    def target(self) -> float | None:
        return self.value.target


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """An indicator with its years in their order."""

    indicator: ProjectIndicator
    years: tuple[YearResult, ...]


@dataclass(frozen=True, slots=True)
class YearAchievement:
    """목표달성도 of a year (DOMAIN.md 4.1): the mean of `rated` indicators, each counted up to 1."""

    year: int
    value: float
    sum: Fraction
    rated: int


def results(file: ProjectFile, on: date) -> tuple[IndicatorResult, ...]:
    """The indicators of a project; an actual value whose day is after `on` is not known yet."""
    return tuple(
        IndicatorResult(
            indicator,
            tuple(_year(each, indicator, on) for each in file.indicator_values if each.key == indicator.key),
        )
        for indicator in file.indicators
    )


def achievement(target: float, actual: float, *, lower_is_better: bool) -> float | None:
    """달성률 = actual / target, target / actual where lower is better; None where it would divide by 0."""
    part, whole = (target, actual) if lower_is_better else (actual, target)
    return float(_exact(part) / _exact(whole)) if whole else None


def year_achievement(found: Iterable[IndicatorResult]) -> YearAchievement | None:
    """목표달성도 of the newest year in which any indicator has a 달성률."""
    rated = [(year.year, year.rate) for each in found for year in each.years if year.rate is not None]
    if not rated:
        return None
    newest = max(year for year, _ in rated)
    shares = [min(max(_exact(rate), Fraction(0)), Fraction(1)) for year, rate in rated if year == newest]
    return YearAchievement(newest, float(sum(shares) / len(shares)), _sum(shares), len(shares))


def _year(each: IndicatorValue, indicator: ProjectIndicator, on: date) -> YearResult:
    is_known = each.as_of is None or each.as_of <= on
    actual = each.actual if is_known else None
    if each.target is None:
        return YearResult(each, actual, None, NoRate.NO_TARGET)
    if actual is None:
        return YearResult(each, None, None, NoRate.NO_ACTUAL)
    rate = achievement(each.target, actual, lower_is_better=bool(indicator.lower_is_better))
    return YearResult(each, actual, rate, NoRate.NOTHING_TO_DIVIDE_BY if rate is None else None)


def _exact(number: float) -> Fraction:
    """The number as it was written (0.1), not its binary neighbour."""
    return Fraction(Decimal(repr(number)))


def _sum(shares: Sequence[Fraction]) -> Fraction:
    return sum(shares, Fraction(0))
