"""What several screens say in the same way: status, days past plan, rates, mismatches, sources."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dashboard import urls
from dashboard.domain.funding import Mismatch, MoneyStage, is_year
from dashboard.domain.money import money_text, ratio_texts
from dashboard.domain.portfolio import Portfolio, ProjectMeasure
from dashboard.domain.progress import Rate, RateUnit, percent_text
from dashboard.domain.project_file import ProjectFile
from dashboard.domain.records import Programme, StatusReport, Unread
from dashboard.domain.vocabulary import FundSource, PlanKind, Status
from dashboard.domain.words import Words, date_text
from dashboard.urls import Address, Filter, Page

CLEAR_FROM_DAYS = 31
STRONG_FROM_DAYS = 91
"""From so many days past plan on a tile speaks louder; both are printed with the room."""


class PastLevel(StrEnum):
    """How loudly a tile says that a planned date has passed: not, up to 30 days, up to 90, beyond."""

    NONE = "none"
    SLIGHT = "slight"
    CLEAR = "clear"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class RateLine:
    """A rate with everything needed to check it: "61.8%", "81 / 131", "(완료 + …) / 전체 사업 수".

    `value` is 0..1 (may exceed 1), None when missing; then `value_text` says 자료 없음.
    """

    name: str
    value: float | None
    value_text: str
    numerator_text: str
    denominator_text: str
    fraction_text: str
    definition: str


@dataclass(frozen=True, slots=True)
class MismatchLine:
    """합계 불일치: a printed total that is not the sum of its parts; both numbers stay."""

    href: str | None
    project_text: str
    what: str
    stated_text: str
    summed_text: str
    difference_text: str


@dataclass(frozen=True, slots=True)
class View:
    """What every part of a screen needs to know. `here` names only what this data version has."""

    portfolio: Portfolio
    here: Address
    on: date
    words: Words

    @property
    def chosen(self) -> Filter:
        """What a person narrowed the projects to."""
        return self.here.filter

    def room(self, chosen: Filter | None = None) -> str:
        """The room as of the same version, within the filter or narrowed to `chosen`."""
        there = self.here.to(Page.ROOM)
        return urls.href(there if chosen is None else there.with_filter(chosen))

    def project(self, project_id: str) -> str:
        """A project within the filter, as of the same version."""
        return urls.href(self.here.to(Page.PROJECT, project_id))

    def link(self, project_id: str | None) -> str | None:
        """The project's address within the filter; None when this data version does not have it."""
        return self.project(project_id) if project_id and project_id in self.portfolio.projects else None


def status_word(portfolio: Portfolio, status: Status | None, words: Words) -> str:
    """The city's own word for an official status; 상태 미상 for None."""
    if status is None:
        return words.status_unknown
    return portfolio.facts.profile.status_labels.get(status, status.value)


def reported_status_word(portfolio: Portfolio, report: StatusReport | None, words: Words) -> str:
    """The word of a report; a word that the mapping does not know is shown beside 상태 미상."""
    if report and report.status is None and report.status_word:
        return words.status_unknown_word.format(word=report.status_word)
    return status_word(portfolio, report.status if report else None, words)


def past_level(days: int | None) -> PastLevel:
    """How loudly to say it; both thresholds are printed with the room."""
    if not days:
        return PastLevel.NONE
    if days < CLEAR_FROM_DAYS:
        return PastLevel.SLIGHT
    return PastLevel.CLEAR if days < STRONG_FROM_DAYS else PastLevel.STRONG


def past_sentence(measure: ProjectMeasure, words: Words) -> str | None:
    """`착공 예정일 87일 경과`, of the furthest overdue stage; None when none is overdue."""
    worst = measure.schedule.worst
    if worst is None:
        return None
    template = words.past_sentence if worst.is_point else words.past_sentence_end
    return template.format(stage=worst.stage.name, n=f"{worst.overdue_days:,}")


def project_text(file: ProjectFile, words: Words, programme_id: str | None = None) -> str:
    """Number and short name: "67 새길 노면전차"."""
    number = file.number(programme_id)
    name = file.project.short_name or file.project.name
    return words.neighbour.format(number=number, name=name) if number else name


def programme_label(programme: Programme) -> str:
    """Its short name, else its name."""
    return programme.short_name or programme.name


def rate_line(rate: Rate, currency: str, words: Words, name: str | None = None) -> RateLine:
    """The rate as text with both of its numbers; `name` replaces its own."""
    numerator, denominator = _parts(rate, currency, words)
    return RateLine(
        name=name or rate.name,
        value=rate.value,
        value_text=percent_text(rate.value, words),
        numerator_text=numerator,
        denominator_text=denominator,
        fraction_text=_fraction(rate, numerator, denominator, words),
        definition=rate.definition,
    )


def short_percent(share: float | None, words: Words) -> str:
    """A percentage for narrow places: "31%", "31.5%"."""
    return percent_text(share, words).replace(".0%", "%")


def source_label(portfolio: Portfolio, source: FundSource, words: Words) -> str:
    """The city's own name of a source of money."""
    return portfolio.facts.profile.fund_source_labels.get(source) or words.fund_sources[source]


def period_label(period: str, words: Words) -> str:
    """기투자, "2024년", 임기후, 연도 미상."""
    return words.date_year.format(year=period) if is_year(period) else words.periods.get(period, period)


def mismatch_line(portfolio: Portfolio, each: Mismatch, href: str | None, words: Words) -> MismatchLine:
    """A printed total beside the sum of its parts."""
    currency = portfolio.facts.profile.currency
    owner = portfolio.projects.get(each.project_id or "")
    area = portfolio.area(each.area_id)
    difference = each.stated - each.summed
    return MismatchLine(
        href=href,
        project_text=project_text(owner, words) if owner else (area.name if area else words.missing),
        what=_mismatch_text(portfolio, each, words),
        stated_text=money_text(each.stated, currency, words),
        summed_text=money_text(each.summed, currency, words),
        difference_text=("+" if difference > 0 else "") + money_text(difference, currency, words),
    )


def as_of_text(portfolio: Portfolio, today: date, words: Words) -> str:
    """자료 기준일 and the domain's today: "2024. 12. 31. 기준 · 오늘 2025. 1. 2."."""
    return words.as_of.format(basis=basis_text(portfolio, words), today=date_text(words, today))


def basis_text(portfolio: Portfolio, words: Words) -> str:
    """What the figures speak of: "2024. 12. 31. 기준"."""
    basis = portfolio.facts.basis_date
    return words.basis.format(date=date_text(words, basis)) if basis else words.basis_missing


def source_text(portfolio: Portfolio, words: Words) -> str:
    """Where the figures come from: "자료: 시정 데이터베이스"."""
    labels = portfolio.facts.source_labels.values()
    return words.source.format(sources=", ".join(labels)) if labels else words.source_missing


def sheet_text(portfolio: Portfolio, words: Words) -> str:
    """What stands on every sheet of paper: source, 기준일, version, and that a demo is a demo."""
    parts = (
        source_text(portfolio, words),
        basis_text(portfolio, words),
        words.version.format(version=f"{portfolio.facts.version:,}"),
        words.demo_sentence if portfolio.facts.profile.is_demo else "",
    )
    return " · ".join(part for part in parts if part)


def explained(portfolio: Portfolio, words: Words, name: str, *texts: str | None) -> tuple[str, ...]:
    """What the ⓘ beside the figure `name` opens: its name, `texts` (formula, numbers), source and 기준일."""
    origin = (source_text(portfolio, words), basis_text(portfolio, words))
    return (name, *(text for text in texts if text), *origin)


def _fraction(rate: Rate, numerator: str, denominator: str, words: Words) -> str:
    """Both numbers; 자료 없음 stands beside them already, so what is missing of them is a mark, or nothing."""
    if rate.numerator is None and rate.denominator is None:
        return ""
    given = numerator if rate.numerator is not None else words.missing_mark
    base = denominator if rate.denominator is not None else words.missing_mark
    return words.fraction.format(numerator=given, denominator=base)


def money_ratio(part: int, whole: int, currency: str, words: Words) -> tuple[str, str]:
    """Both amounts, printed so that they give the percentage that stands beside them."""
    return ratio_texts(part, whole, lambda share: percent_text(float(share), words), currency, words)


def _parts(rate: Rate, currency: str, words: Words) -> tuple[str, str]:
    if rate.unit is RateUnit.MONEY:
        amounts = [None if number is None else round(number) for number in (rate.numerator, rate.denominator)]
        if amounts[0] is not None and amounts[1]:
            return money_ratio(amounts[0], amounts[1], currency, words)
        return money_text(amounts[0], currency, words), money_text(amounts[1], currency, words)
    count = words.count_projects.format(n=f"{rate.denominator or 0:,}")
    if rate.unit is RateUnit.PROGRESS:
        total = None if rate.numerator is None else float(rate.numerator)
        return percent_text(total, words), count
    if rate.numerator is None:
        return words.missing, count
    return words.count_projects.format(n=f"{rate.numerator:,}"), count


def _mismatch_text(portfolio: Portfolio, each: Mismatch, words: Words) -> str:
    stage = {
        MoneyStage.PLANNED: words.money_planned,
        MoneyStage.SECURED: words.money_secured,
        MoneyStage.EXECUTED: words.money_executed,
    }[each.stage]
    if each.group is not None:
        return words.mismatch_group.format(group=each.group, stage=stage)
    if each.is_plan_total:
        return words.mismatch_stated_total
    is_all = each.source is FundSource.TOTAL
    source = words.total_all if is_all else source_label(portfolio, each.source, words)
    return words.mismatch_cell.format(stage=stage, source=source, period=period_label(each.period, words))


def plan_names(file: ProjectFile, words: Words) -> dict[str, str]:
    """당초, "변경 1", "변경 2" … by plan key."""
    names, changes = {}, 0
    for plan in file.plans:
        changes += plan.kind is PlanKind.CHANGE
        names[plan.key] = (
            words.baseline if plan.kind is PlanKind.ORIGINAL else words.plan_change.format(n=changes)
        )
    return names


def unread_texts(unread: Unread, words: Words) -> list[str]:
    """A sentence per field that could not be read, with its raw text."""
    return [words.unread.format(field=words.fields.get(name, name), raw=raw) for name, raw in unread]


def progress_name(measure: ProjectMeasure, words: Words) -> str:
    """What the reported figure is called: 공정률 for construction, 추진율 otherwise."""
    return (measure.report.progress_name if measure.report else None) or words.progress_default
