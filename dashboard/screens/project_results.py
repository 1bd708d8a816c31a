"""성과지표 of a project against their yearly targets, and the city statistics that they move."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from dashboard.domain.portfolio import ProjectMeasure
from dashboard.domain.progress import percent_text
from dashboard.domain.results import (
    IndicatorResult,
    NoRate,
    YearAchievement,
    YearResult,
    results,
    year_achievement,
)
from dashboard.domain.words import Words, date_text
from dashboard.screens.apart import apart
from dashboard.screens.texts import View, explained, unread_texts


@dataclass(frozen=True, slots=True)
class ResultCell:
    """A year of an indicator: "98 / 120", 달성률 and its bar (`bar` 0..1, cut at 1 and then `over_text`).

    Without a rate `rate_text` says why.
    """

    text: str
    rate: float | None
    rate_text: str
    bar: float | None
    over_text: str | None
    title: str


@dataclass(frozen=True, slots=True)
class ResultRow:
    """An indicator; `cells` in the order of the years, None where the city gives no row for one."""

    name: str
    remark: str | None
    explain: tuple[str, ...]
    cells: tuple[ResultCell | None, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Achievement:
    """목표달성도 of the newest year, with what it is a mean of."""

    name: str
    value_text: str
    fraction_text: str
    definition: str


@dataclass(frozen=True, slots=True)
class Statistic:
    """A city statistic that the project is to move: by which of its indicators, or to which target.

    `href` leads to where its values are: they change by the minute, and here they would silently grow old.
    """

    name: str
    text: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """The indicators of one project."""

    title: str
    key_text: str
    heads: tuple[str, ...]
    rows: tuple[ResultRow, ...]
    mean: Achievement | None
    explain: tuple[str, ...]
    notes: tuple[str, ...]
    empty_text: str | None
    statistics_title: str
    statistics: tuple[Statistic, ...]
    statistics_empty: str | None


@apart
def project_results(view: View, measure: ProjectMeasure) -> Results:
    """What the project brought about by the status date."""
    words = view.words
    found = results(measure.file, view.on)
    years = sorted({year.year for each in found for year in each.years})
    rows = tuple(_row(view, each, years) for each in found)
    achieved = year_achievement(found)
    is_over = any(cell and cell.over_text for row in rows for cell in row.cells)
    statistics = _statistics(view, found)
    return Results(
        title=words.results_title,
        key_text=words.results_key,
        heads=(words.results_indicator, *(words.date_year.format(year=year) for year in years)),
        rows=rows,
        mean=_achievement(achieved, words) if achieved else None,
        explain=explained(
            view.portfolio,
            words,
            words.results_title,
            words.results_definition,
            words.results_mean_definition if achieved else None,
        ),
        notes=(words.results_bar,) if is_over else (),
        empty_text=None if found else words.results_empty,
        statistics_title=words.statistics_title,
        statistics=statistics,
        statistics_empty=None if statistics else words.statistics_empty,
    )


def number_text(number: float | None, words: Words) -> str:
    """A number as it was written, with grouping: "48,000", "24.6"."""
    if number is None:
        return words.missing_mark
    written = Decimal(repr(number)).normalize()
    return f"{written:,f}"


def _row(view: View, each: IndicatorResult, years: Sequence[int]) -> ResultRow:
    words, indicator = view.words, each.indicator
    by_year = {year.year: year for year in each.years}
    is_lower = bool(indicator.lower_is_better)
    name = indicator.name
    if indicator.unit:
        name = words.results_unit.format(name=name, unit=indicator.unit)
    unread = [indicator.unread, *(year.value.unread for year in each.years)]
    return ResultRow(
        name=name,
        remark=words.results_lower if is_lower else None,
        explain=explained(
            view.portfolio,
            words,
            name,
            words.results_definition_lower if is_lower else words.results_definition_higher,
        ),
        cells=tuple(_cell(by_year[year], view) if year in by_year else None for year in years),
        notes=tuple(text for pairs in unread for text in unread_texts(pairs, words)),
    )


def _cell(each: YearResult, view: View) -> ResultCell:
    words = view.words
    text = words.results_value.format(
        actual=number_text(each.actual, words), target=number_text(each.target, words)
    )
    rate, as_of = each.rate, each.value.as_of
    is_due = date(each.year, 12, 31) <= view.on
    reason = {
        NoRate.NO_TARGET: words.results_no_target,
        NoRate.NO_ACTUAL: words.results_no_actual if is_due else words.results_not_due,
        NoRate.NOTHING_TO_DIVIDE_BY: words.results_no_rate,
        None: "",
    }[each.no_rate]
    dated = (
        words.results_as_of.format(date=date_text(words, as_of)) if as_of and each.actual is not None else ""
    )
    said = percent_text(rate, words) if rate is not None else reason
    return ResultCell(
        text=text,
        rate=rate,
        rate_text=said,
        bar=None if rate is None else min(max(rate, 0.0), 1.0),
        over_text=words.results_over if rate is not None and rate > 1 else None,
        title=" · ".join(part for part in (text, said, dated) if part),
    )


def _achievement(found: YearAchievement, words: Words) -> Achievement:
    return Achievement(
        name=words.results_mean.format(year=found.year),
        value_text=percent_text(found.value, words),
        fraction_text=words.results_mean_fraction.format(
            sum=percent_text(float(Fraction(found.sum)), words), n=f"{found.rated:,}"
        ),
        definition=words.results_mean_definition,
    )


def _statistics(view: View, found: Sequence[IndicatorResult]) -> tuple[Statistic, ...]:
    words, known = view.words, view.portfolio.statistics
    named: dict[str, list[str]] = {}
    for each in found:
        key = each.indicator.indicator_id
        if key is not None and key in known:
            named.setdefault(key, []).append(each.indicator.name)
    rows = []
    for key, names in named.items():
        statistic = known[key]
        name = statistic.name
        if statistic.unit:
            name = words.results_unit.format(name=name, unit=statistic.unit)
        parts = [
            statistic.domain,
            *(words.statistics_by.format(name=each) for each in names),
            statistic.source,
        ]
        rows.append(Statistic(name, " · ".join(part for part in parts if part)))
    return tuple(rows)
