"""The S-curve of a project: targets by quarter, reported progress, secured and executed money as shares."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dashboard.domain.funding import FundGrid, MoneyStage, is_year, up_to_year
from dashboard.domain.money import money_text
from dashboard.domain.portfolio import ProjectMeasure
from dashboard.domain.progress import percent_text
from dashboard.domain.schedule import approved_plans, quarter_end
from dashboard.domain.words import date_text
from dashboard.screens.apart import apart
from dashboard.screens.financing import MOST_YEARS
from dashboard.screens.texts import View, explained, plan_names, progress_name

ROOM_FOR_TERM_END_DAYS = 3 * 366
"""The end of the term is part of the picture when it lies at most so far beyond the last point."""


@dataclass(frozen=True, slots=True)
class ProgressPoint:
    """A point of the curve at the end of `at`. `share` may exceed 1; None is a gap that no line crosses."""

    at: date
    share: float | None
    text: str


@dataclass(frozen=True, slots=True)
class CurveLine:
    """A line with its name, its last known share with the amounts it is made of, and how it is computed."""

    key: str
    name: str
    points: tuple[ProgressPoint, ...]
    last_text: str = ""
    base_text: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class CurveDay:
    """A day that stands over the curve as a line."""

    day: date
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ProgressCurve:
    """Reported progress against the targets of the plan in force and of earlier ones (`earlier`), and `money`.

    `notes` say why a share of money cannot be computed.
    """

    title: str
    name: str
    reported: tuple[ProgressPoint, ...]
    planned: tuple[ProgressPoint, ...]
    planned_name: str = ""
    earlier: tuple[CurveLine, ...] = ()
    money: tuple[CurveLine, ...] = ()
    today: CurveDay | None = None
    term_end: CurveDay | None = None
    explain: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    empty_text: str | None = None


@apart
def progress_curve(view: View, measure: ProjectMeasure) -> ProgressCurve:
    """The curve of one project on the status date."""
    words = view.words
    name = progress_name(measure, words)
    reported = reported_points(view, measure)
    *earlier, planned = _planned_lines(view, measure) or [CurveLine("planned", words.curve_target, ())]
    found = [_money_line(view, measure, stage) for stage in (MoneyStage.SECURED, MoneyStage.EXECUTED)]
    money = tuple(line for line in found if isinstance(line, CurveLine))
    drawn = [*reported, *planned.points, *(point for line in money for point in line.points)]
    return ProgressCurve(
        title=words.curve_title,
        name=name,
        reported=reported,
        planned=planned.points,
        planned_name=planned.name,
        earlier=tuple(earlier),
        money=money,
        today=CurveDay(view.on, words.basis_day, date_text(words, view.on)),
        term_end=term_day(view, measure, drawn),
        explain=explained(
            view.portfolio,
            words,
            words.curve_title,
            words.curve_explain.format(name=name),
            *(line.definition for line in money),
        ),
        notes=tuple(note for note in found if isinstance(note, str)),
        empty_text=None if any(point.share is not None for point in drawn) else words.curve_empty,
    )


def reported_points(view: View, measure: ProjectMeasure) -> tuple[ProgressPoint, ...]:
    """What the department reported by the status date; a report without a figure is a gap."""
    return tuple(
        ProgressPoint(each.as_of, each.progress, percent_text(each.progress, view.words))
        for each in measure.file.reports
        if each.as_of <= view.on
    )


def term_day(view: View, measure: ProjectMeasure, drawn: Sequence[ProgressPoint]) -> CurveDay | None:
    """The end of the term, unless it is so far away that the curve would be a corner of its picture."""
    term, words = measure.file.term or view.portfolio.term, view.words
    if term is None or term.ends is None:
        return None
    last = max((point.at for point in drawn), default=view.on)
    is_far = (term.ends - last).days > ROOM_FOR_TERM_END_DAYS
    return None if is_far else CurveDay(term.ends, words.term_end, date_text(words, term.ends))


def target(measure: ProjectMeasure, on: date) -> float | None:
    """The target of the last quarter that has ended by `on`."""
    due = [share for day, share in targets_in_force(measure, on) if day <= on]
    return due[-1] if due else None


def targets_in_force(measure: ProjectMeasure, on: date) -> list[tuple[date, float]]:
    """(end of quarter, share) of the newest approved plan that has targets."""
    keys = _plans_with_targets(measure, on)
    return _targets(measure, keys[-1]) if keys else []


def _planned_lines(view: View, measure: ProjectMeasure) -> list[CurveLine]:
    """Targets of each approved plan that has any, in the order of the plans; the last one is in force."""
    words, names = view.words, plan_names(measure.file, view.words)
    keys = _plans_with_targets(measure, view.on)
    return [
        CurveLine(
            f"planned-{key}",
            words.curve_target_of.format(plan=names[key]) if len(keys) > 1 else words.curve_target,
            tuple(
                ProgressPoint(day, share, percent_text(share, words)) for day, share in _targets(measure, key)
            ),
        )
        for key in keys
    ]


def _plans_with_targets(measure: ProjectMeasure, on: date) -> list[str]:
    return [plan.key for plan in approved_plans(measure.file.plans, on) if _targets(measure, plan.key)]


def _targets(measure: ProjectMeasure, key: str) -> list[tuple[date, float]]:
    dated = [
        (quarter_end(each.quarter), each.progress) for each in measure.file.targets if each.plan_key == key
    ]
    return sorted((day, share) for day, share in dated if day is not None and share is not None)


def _money_line(view: View, measure: ProjectMeasure, stage: MoneyStage) -> CurveLine | str | None:
    """A stage of money by year as a share of the current total; a sentence where it can be none."""
    words, grid = view.words, measure.funding.grid(stage)
    if grid.total is None:
        return None
    currency = view.portfolio.facts.profile.currency
    word = words.money_secured if stage is MoneyStage.SECURED else words.money_executed
    total = measure.funding.planned.total
    if not total:
        sentence = words.curve_money_no_total if total is None else words.curve_money_unrated
        return sentence.format(stage=word, amount=money_text(grid.total, currency, words))
    name = words.curve_secured if stage is MoneyStage.SECURED else words.curve_executed
    total_text = money_text(total, currency, words)
    day = view.portfolio.money_date(view.on)
    points = tuple(_money_point(view, grid, total, year) for year in _years(grid, day.year))
    known = [point.at.year for point in points if point.share is not None]
    amount = grid.within(up_to_year(known[-1])) if known else None
    plan = measure.amounts_from
    return CurveLine(
        stage.value,
        name,
        points,
        last_text=percent_text(None if amount is None else float(Fraction(amount, total)), words),
        base_text=words.fraction.format(
            numerator=money_text(amount, currency, words), denominator=total_text
        ),
        definition=words.curve_money_definition.format(
            name=name,
            stage=word,
            plan=plan_names(measure.file, words)[plan.key] if plan else words.current,
            total=total_text,
            date=date_text(words, day),
        ),
    )


def _money_point(view: View, grid: FundGrid, total: int, year: int) -> ProgressPoint:
    """The running sum at the end of a year; a year of which nothing is known is a gap."""
    words = view.words
    day = view.portfolio.money_date(view.on)
    at = day if year == day.year else date(year, 12, 31)
    is_known = any(period == str(year) and amount is not None for (_, period), amount in grid.cells.items())
    amount = grid.within(up_to_year(year)) if is_known else None
    if amount is None:
        return ProgressPoint(at, None, words.missing)
    currency, share = view.portfolio.facts.profile.currency, float(Fraction(amount, total))
    text = words.curve_money_value.format(
        share=percent_text(share, words),
        amount=money_text(amount, currency, words),
        total=money_text(total, currency, words),
    )
    return ProgressPoint(at, share, text)


def _years(grid: FundGrid, last: int) -> range:
    """From the first year with money to the one that the money speaks of; 기투자 alone has no year."""
    known = [int(period) for _, period in grid.cells if is_year(period)]
    first = min(known, default=last + 1)
    return range(max(first, last - MOST_YEARS), last + 1)
