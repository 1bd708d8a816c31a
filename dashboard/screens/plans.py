"""What a project planned and reported over time: plan versions, 미승인 변경, reports, the progress curve."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dashboard.domain.history import UnapprovedChange
from dashboard.domain.money import money_text
from dashboard.domain.portfolio import ProjectMeasure
from dashboard.domain.progress import percent_text
from dashboard.domain.project_file import ProjectFile
from dashboard.domain.records import PlanVersion, StatusReport
from dashboard.domain.schedule import approved_plans, last_day, original_plan, quarter_end
from dashboard.domain.vocabulary import PlanKind, Status
from dashboard.domain.words import Words, date_text, signed_days
from dashboard.screens.gantt import stage_of, unapproved_field
from dashboard.screens.texts import (
    View,
    plan_names,
    progress_name,
    reported_status_word,
    short_percent,
    unread_texts,
)


@dataclass(frozen=True, slots=True)
class PlanVersionRow:
    """당초 or a 변경. `change_text` is the difference of the total to 당초, None where there is none."""

    name: str
    approved_text: str
    total_text: str
    change_text: str | None
    end_text: str
    reason_text: str
    procedure_text: str
    is_current: bool
    is_proposed: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnapprovedRow:
    """미승인 변경: a planned date that changed without an approval."""

    stage_name: str
    what: str
    before_text: str
    after_text: str
    days_text: str
    basis_text: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report of the history, newest first. Texts are None when nothing was reported."""

    date_text: str
    status: Status | None
    status_word: str
    progress_text: str
    progress_name: str
    done_text: str | None
    next_text: str | None
    issue: str | None
    measure: str | None
    post: str | None
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProgressPoint:
    """A point of the curve 계획과 실적: `share` 0..1 at the end of `at`."""

    at: date
    share: float
    text: str


@dataclass(frozen=True, slots=True)
class ProgressCurve:
    """Reported progress, and the target by quarter where the city plans one."""

    title: str
    name: str
    reported: tuple[ProgressPoint, ...]
    planned: tuple[ProgressPoint, ...]
    empty_text: str | None


def progress_curve(view: View, measure: ProjectMeasure) -> ProgressCurve:
    words, file = view.words, measure.file
    reported = tuple(
        ProgressPoint(each.as_of, each.progress, percent_text(each.progress, words))
        for each in file.reports
        if each.as_of <= view.on and each.progress is not None
    )
    planned = tuple(
        ProgressPoint(day, share, percent_text(share, words)) for day, share in _targets(measure, view.on)
    )
    return ProgressCurve(
        title=words.curve_title,
        name=progress_name(measure, words),
        reported=reported,
        planned=planned,
        empty_text=None if reported or planned else words.curve_empty,
    )


def target(measure: ProjectMeasure, on: date) -> float | None:
    """The target of the last quarter that has ended by `on`."""
    due = [share for day, share in _targets(measure, on) if day <= on]
    return due[-1] if due else None


def _targets(measure: ProjectMeasure, on: date) -> list[tuple[date, float]]:
    """(end of quarter, share) of the newest approved plan that has targets."""
    targets = measure.file.targets
    keys = {each.plan_key for each in targets}
    used = [plan.key for plan in approved_plans(measure.file.plans, on) if plan.key in keys]
    dated = [
        (quarter_end(each.quarter), each.progress) for each in targets if used and each.plan_key == used[-1]
    ]
    return sorted((day, share) for day, share in dated if day is not None and share is not None)


def plan_row(view: View, measure: ProjectMeasure, plan: PlanVersion) -> PlanVersionRow:
    words, file = view.words, measure.file
    original = original_plan(file.plans)
    currency = view.portfolio.facts.profile.currency
    total = plan_total(measure, plan)
    base = plan_total(measure, original) if original and original is not plan else None
    has_change = base is not None and total is not None and base != total
    is_original = plan.kind is PlanKind.ORIGINAL
    reason = ": ".join(part for part in (plan.reason_code, plan.reason) if part)
    no_text = words.missing_mark if is_original else words.missing
    return PlanVersionRow(
        name=plan_names(file, words)[plan.key],
        approved_text=_approved_text(plan, view.on, words),
        total_text=_plan_total_text(measure, plan, currency, words),
        change_text=change_text(base, total, currency, words) if has_change and base and total else None,
        end_text=_plan_end_text(file, plan, words),
        reason_text=reason or no_text,
        procedure_text=plan.procedure or no_text,
        is_current=plan is measure.schedule.current,
        is_proposed=not is_original and (plan.approved_on is None or plan.approved_on > view.on),
        notes=tuple(unread_texts(plan.unread, words)),
    )


def _approved_text(plan: PlanVersion, on: date, words: Words) -> str:
    if plan.approved_on is None:
        return words.missing if plan.kind is PlanKind.ORIGINAL else words.plan_proposed
    day = date_text(words, plan.approved_on)
    is_ahead = plan.kind is PlanKind.CHANGE and plan.approved_on > on
    return words.plan_not_yet.format(date=day) if is_ahead else day


def plan_total(measure: ProjectMeasure, plan: PlanVersion) -> int | None:
    """The sum of the plan's cells; what the city prints where there are none."""
    summed = measure.plan_totals.get(plan.key)
    return plan.stated_total if summed is None else summed


def change_text(before: int, after: int, currency: str, words: Words) -> str:
    """`+7,564억(+101.0%)`: a share never stands without its amount."""
    sign = "+" if after > before else ""
    amount = sign + money_text(after - before, currency, words)
    if not before:
        return amount
    share = percent_text(float(Fraction(after - before, before)), words)
    return words.amount_and_share.format(amount=amount, share=sign + share)


def _plan_total_text(measure: ProjectMeasure, plan: PlanVersion, currency: str, words: Words) -> str:
    stated, summed = plan.stated_total, measure.plan_totals.get(plan.key)
    if stated is not None and summed is not None and stated != summed:
        return words.plan_stated.format(
            stated=money_text(stated, currency, words), summed=money_text(summed, currency, words)
        )
    return money_text(plan_total(measure, plan), currency, words)


def _plan_end_text(file: ProjectFile, plan: PlanVersion, words: Words) -> str:
    """The latest planned end among the stages of the version."""
    ends = [
        (last, each)
        for each in file.dates.get(plan.key, {}).values()
        if (last := last_day(each.end, each.end_precision)) is not None
    ]
    if not ends:
        return words.missing_mark
    _, latest = max(ends, key=lambda pair: pair[0])
    return date_text(words, latest.end, latest.end_precision)


def unapproved_row(each: UnapprovedChange, file: ProjectFile, words: Words) -> UnapprovedRow:
    stage = stage_of(file, each.stage_key)
    return UnapprovedRow(
        stage_name=stage.name if stage else each.stage_key,
        what=unapproved_field(each, file, words),
        before_text=date_text(words, each.before),
        after_text=date_text(words, each.after),
        days_text=signed_days(words, (each.after - each.before).days),
        basis_text=date_text(words, each.basis_date),
    )


def report_row(view: View, report: StatusReport) -> ReportRow:
    words = view.words
    return ReportRow(
        date_text=date_text(words, report.as_of),
        status=report.status,
        status_word=reported_status_word(view.portfolio, report, words),
        progress_text=short_percent(report.progress, words),
        progress_name=report.progress_name or words.progress_default,
        done_text=report.done_text,
        next_text=report.next_text,
        issue=report.issue,
        measure=report.measure,
        post=report.post,
        unread=tuple(unread_texts(report.unread, words)),
    )
