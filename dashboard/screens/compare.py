"""Two to four projects side by side (`/compare?ids=a,b`): facts, status, money, procedures, progress."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard.domain.funding import funding_rates
from dashboard.domain.money import money_text
from dashboard.domain.portfolio import Portfolio, ProjectMeasure
from dashboard.domain.progress import percent_text
from dashboard.domain.vocabulary import Status
from dashboard.domain.words import KOREAN, Words, date_text
from dashboard.screens.apart import apart
from dashboard.screens.compare_ids import MOST_COMPARED, compare_href, ids_of
from dashboard.screens.curve import CurveDay, CurveLine, reported_points, target, term_day
from dashboard.screens.filters import FilterBar, filter_bar, ignored_sentences
from dashboard.screens.financing import money_rate_line
from dashboard.screens.gantt import Gantt, gantt, next_step_text
from dashboard.screens.project_facts import Fact, facts
from dashboard.screens.related import related
from dashboard.screens.selection import known_address, left
from dashboard.screens.texts import (
    View,
    as_of_text,
    explained,
    past_sentence,
    progress_name,
    project_text,
    reported_status_word,
    source_text,
)
from dashboard.urls import Address

MOST_OFFERED = 200
"""So many projects are offered to be added; more make a list that nobody reads."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A project that is compared, at the head of its column."""

    project_id: str
    number_text: str
    name: str
    href: str
    remove_text: str
    remove_title: str
    remove_href: str


@dataclass(frozen=True, slots=True)
class CompareCell:
    """What one project says in a row; `note` stands small below it."""

    text: str
    note: str | None = None
    is_missing: bool = False
    is_late: bool = False
    status: Status | None = None
    has_status: bool = False


@dataclass(frozen=True, slots=True)
class CompareRow:
    """A line of the table, a cell per project; `explain` is what an ⓘ beside the label opens, if any."""

    label: str
    cells: tuple[CompareCell, ...]
    explain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompareGroup:
    """Rows under one heading."""

    title: str
    rows: tuple[CompareRow, ...]


@dataclass(frozen=True, slots=True)
class ComparedGantt:
    """The procedures of one project on the time axis that all share."""

    project_id: str
    name: str
    gantt: Gantt


@dataclass(frozen=True, slots=True)
class CompareCurve:
    """Reported progress, a line per project."""

    title: str
    lines: tuple[CurveLine, ...]
    today: CurveDay
    term_end: CurveDay | None
    explain: tuple[str, ...]
    empty_text: str | None


@dataclass(frozen=True, slots=True)
class Offer:
    """A project that can be added."""

    text: str
    href: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Offers:
    """Ways to add a project: the related ones first, then all that the filter leaves."""

    title: str
    full_text: str | None
    related_title: str
    related: tuple[Offer, ...]
    all_title: str
    all: tuple[Offer, ...]
    more_text: str | None


@dataclass(frozen=True, slots=True)
class CompareScreen:
    """Everything on `/compare`. `messages` say what the address asked for and cannot be shown."""

    title: str
    lead: str
    messages: tuple[str, ...]
    filters: FilterBar
    item_text: str
    projects: tuple[Compared, ...]
    groups: tuple[CompareGroup, ...]
    gantts_title: str
    gantts: tuple[ComparedGantt, ...]
    curve: CompareCurve | None
    offers: Offers
    as_of_text: str
    source_text: str


def compare(portfolio: Portfolio, address: Address, today: date, words: Words = KOREAN) -> CompareScreen:
    """The projects that the address names, in its order; those beyond four and unknown ones are said."""
    on = portfolio.status_date(today)
    view = View(portfolio, known_address(portfolio, address, on), on, words)
    measures = portfolio.measures(on)
    asked = ids_of(address.option("ids"))
    known = [measures[each] for each in asked if each in measures]
    shown = known[:MOST_COMPARED]
    return CompareScreen(
        title=words.compare_title,
        lead=words.compare_lead,
        messages=tuple(_messages(view, asked, known)),
        filters=filter_bar(replace(view, here=replace(view.here, ignored=()))),
        item_text=words.compare_item,
        projects=tuple(_compared(view, each, shown) for each in shown),
        groups=(_overview(view, shown), _money(view, shown)) if shown else (),
        gantts_title=words.compare_procedures,
        gantts=_gantts(view, shown, today),
        curve=_curve(view, shown) if shown else None,
        offers=_offers(view, shown),
        as_of_text=as_of_text(portfolio, today, words),
        source_text=source_text(portfolio, words),
    )


def _messages(view: View, asked: Sequence[str], known: Sequence[ProjectMeasure]) -> Iterable[str]:
    words, names = view.words, view.portfolio.projects
    unknown = [each for each in asked if each not in names]
    if unknown:
        yield words.compare_unknown.format(ids=", ".join(unknown))
    beyond = known[MOST_COMPARED:]
    if beyond:
        yield words.compare_too_many.format(names=", ".join(_name(view, each) for each in beyond))
    if len(known) < 2:
        yield words.compare_one if known else words.compare_none
    yield from ignored_sentences(view.here, words)


def _name(view: View, measure: ProjectMeasure) -> str:
    return project_text(measure.file, view.words, view.chosen.programme)


def _compared(view: View, measure: ProjectMeasure, shown: Sequence[ProjectMeasure]) -> Compared:
    words, file = view.words, measure.file
    others = [each.file.id for each in shown if each is not measure]
    return Compared(
        project_id=file.id,
        number_text=file.number(view.chosen.programme) or words.missing_mark,
        name=file.project.name,
        href=view.project(file.id),
        remove_text=words.compare_remove,
        remove_title=words.compare_remove_title.format(name=_name(view, measure)),
        remove_href=compare_href(view, others),
    )


# ---- the table ----


def _overview(view: View, shown: Sequence[ProjectMeasure]) -> CompareGroup:
    words = view.words
    by_label = [{fact.label: fact for fact in facts(view, each)} for each in shown]
    labels = (words.area_label, words.lead_label, words.location_label, words.period_label)
    return CompareGroup(
        words.compare_facts,
        (
            CompareRow(words.status_label, tuple(_status(view, each) for each in shown)),
            CompareRow(
                words.schedule_label,
                tuple(_past(each, words) for each in shown),
                explained(view.portfolio, words, words.schedule_label, words.past_plan_definition),
            ),
            CompareRow(words.progress_default, tuple(_progress(view, each) for each in shown)),
            CompareRow(words.next_step_label, tuple(_next(view, each) for each in shown)),
            *(CompareRow(label, tuple(_fact(each[label]) for each in by_label)) for label in labels),
        ),
    )


def _status(view: View, measure: ProjectMeasure) -> CompareCell:
    words, report = view.words, measure.report
    when = words.report.format(date=date_text(words, report.as_of)) if report else words.missing
    word = reported_status_word(view.portfolio, report, words)
    return CompareCell(word, when, status=measure.status, has_status=True)


def _past(measure: ProjectMeasure, words: Words) -> CompareCell:
    sentence = past_sentence(measure, words)
    if sentence:
        return CompareCell(sentence, is_late=True)
    return CompareCell(words.past_none if measure.schedule.has_dates else words.past_no_dates)


def _progress(view: View, measure: ProjectMeasure) -> CompareCell:
    words = view.words
    goal = target(measure, view.on)
    goal_text = words.target_missing if goal is None else words.target.format(value=percent_text(goal, words))
    name = progress_name(measure, words)
    return CompareCell(
        percent_text(measure.progress, words), f"{name} · {goal_text}", measure.progress is None
    )


def _next(view: View, measure: ProjectMeasure) -> CompareCell:
    text = next_step_text(measure, view.on, view.words)
    return CompareCell(text, is_missing=not measure.schedule.stages)


def _fact(fact: Fact) -> CompareCell:
    return CompareCell(fact.text, " · ".join(fact.notes) or None, fact.is_missing)


def _money(view: View, shown: Sequence[ProjectMeasure]) -> CompareGroup:
    """Total, secured, executed, and every rate with both of its numbers."""
    words, currency = view.words, view.portfolio.facts.profile.currency
    year = view.portfolio.money_date(view.on).year
    amounts = (
        (words.total_cost, [each.funding.planned.total for each in shown]),
        (words.money_secured, [each.funding.secured.total for each in shown]),
        (words.money_executed, [each.funding.executed.total for each in shown]),
    )
    rows = [
        CompareRow(label, tuple(_amount(*pair, currency, words) for pair in zip(shown, found, strict=True)))
        for label, found in amounts
    ]
    rates = [funding_rates(each.funding, year, _term_ends(view, each), words) for each in shown]
    for places in zip(*rates, strict=True):
        lines = [
            money_rate_line(rate, currency, words, is_without_budget=each.is_without_budget)
            for each, rate in zip(shown, places, strict=True)
        ]
        cells = tuple(
            CompareCell(line.value_text, line.fraction_text or None, line.value is None) for line in lines
        )
        definitions = dict.fromkeys(line.definition for line in lines)
        rows.append(
            CompareRow(lines[0].name, cells, explained(view.portfolio, words, lines[0].name, *definitions))
        )
    return CompareGroup(words.compare_money, tuple(rows))


def _term_ends(view: View, measure: ProjectMeasure) -> date | None:
    term = measure.file.term or view.portfolio.term
    return term.ends if term else None


def _amount(measure: ProjectMeasure, amount: int | None, currency: str, words: Words) -> CompareCell:
    if amount is None and measure.is_without_budget:
        return CompareCell(words.no_budget)
    return CompareCell(money_text(amount, currency, words), is_missing=amount is None)


# ---- charts ----


def _gantts(view: View, shown: Sequence[ProjectMeasure], today: date) -> tuple[ComparedGantt, ...]:
    """All on one time axis: from the first day of any to the last day of any."""
    drawn = [gantt(view, each, today) for each in shown]
    starts = min((each.starts for each in drawn if each.starts), default=None)
    ends = max((each.ends for each in drawn if each.ends), default=None)
    return tuple(
        ComparedGantt(each.file.id, _name(view, each), replace(one, starts=starts, ends=ends))
        for each, one in zip(shown, drawn, strict=True)
    )


@apart
def _curve(view: View, shown: Sequence[ProjectMeasure]) -> CompareCurve:
    words = view.words
    lines = tuple(
        CurveLine(
            each.file.id, _name(view, each), reported_points(view, each), percent_text(each.progress, words)
        )
        for each in shown
    )
    points = [point for line in lines for point in line.points]
    return CompareCurve(
        title=words.compare_curve,
        lines=lines,
        today=CurveDay(view.on, words.basis_day, date_text(words, view.on)),
        term_end=term_day(view, shown[0], points),
        explain=explained(view.portfolio, words, words.compare_curve, words.compare_curve_explain),
        empty_text=None if any(point.share is not None for point in points) else words.curve_empty,
    )


# ---- adding ----


@apart
def _offers(view: View, shown: Sequence[ProjectMeasure]) -> Offers:
    words = view.words
    chosen = [each.file.id for each in shown]
    is_full = len(chosen) >= MOST_COMPARED
    near = {} if is_full else {row.project_id: row for each in shown for row in related(view, each).rows}
    rest = [] if is_full else left(view.portfolio, view.chosen, view.on)
    rest = [each for each in rest if each.file.id not in chosen]
    return Offers(
        title=words.compare_add,
        full_text=words.compare_full if is_full else None,
        related_title=words.compare_add_related,
        related=tuple(
            Offer(row.text, compare_href(view, (*chosen, key)), row.reason)
            for key, row in near.items()
            if key not in chosen
        ),
        all_title=words.compare_add_all.format(n=f"{len(rest):,}"),
        all=tuple(
            Offer(_name(view, each), compare_href(view, (*chosen, each.file.id)), None)
            for each in rest[:MOST_OFFERED]
        ),
        more_text=words.compare_add_more.format(n=f"{len(rest) - MOST_OFFERED:,}")
        if len(rest) > MOST_OFFERED
        else None,
    )
