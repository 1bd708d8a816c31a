"""What a project planned and reported over time: plan versions, 미승인 변경, reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dashboard.domain.history import UnapprovedChange
from dashboard.domain.money import money_text
from dashboard.domain.portfolio import ProjectMeasure
from dashboard.domain.progress import percent_text
from dashboard.domain.project_file import ProjectFile
from dashboard.domain.records import PlanVersion, StatusReport
from dashboard.domain.schedule import last_day, original_plan
from dashboard.domain.vocabulary import PlanKind, Status
from dashboard.domain.words import Words, date_text, signed_days
from dashboard.screens.gantt import stage_of, unapproved_field
from dashboard.screens.texts import (
    View,
    money_ratio,
    plan_names,
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
class UnapprovedStep:
    """A planned date that changed without an approval, and since when it says so."""

    before_text: str
    after_text: str
    days_text: str
    is_later: bool
    basis_text: str


@dataclass(frozen=True, slots=True)
class UnapprovedRow:
    """미승인 변경 of one planned date, from the first to the last; `steps` are one by one, newest first."""

    stage_name: str
    what: str
    before_text: str
    after_text: str
    days_text: str
    is_later: bool
    times_text: str
    steps: tuple[UnapprovedStep, ...]


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report of the history, newest first. Texts are None when nothing was reported."""

    date_text: str
    year: int
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
        change_text=change_texts(base, total, currency, words)[1] if has_change and base and total else None,
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


def change_texts(before: int, after: int, currency: str, words: Words) -> tuple[str, str]:
    """`7,492억` and `+7,564억(+101.0%)`: a share never stands without the amounts that give it."""
    sign = "+" if after > before else ""
    if not before:
        return money_text(before, currency, words), sign + money_text(after - before, currency, words)
    change, base = money_ratio(after - before, before, currency, words)
    share = percent_text(float(Fraction(after - before, before)), words)
    return base, words.amount_and_share.format(amount=sign + change, share=sign + share)


def _plan_total_text(measure: ProjectMeasure, plan: PlanVersion, currency: str, words: Words) -> str:
    stated, summed = plan.stated_total, measure.plan_totals.get(plan.key)
    if measure.is_without_budget and stated is None:
        return words.no_budget
    if stated is not None and summed is not None and stated != summed:
        return words.plan_stated.format(
            stated=money_text(stated, currency, words), summed=money_text(summed, currency, words)
        )
    return money_text(plan_total(measure, plan), currency, words)


def plan_end_label(measure: ProjectMeasure, words: Words) -> str:
    """What the last planned day is called: a project that was stopped does not end with 완료."""
    is_stopped = measure.status in (Status.DROPPED, Status.ON_HOLD)
    return words.plan_last_stage if is_stopped else words.plan_ends


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


def unapproved_rows(file: ProjectFile, words: Words) -> tuple[UnapprovedRow, ...]:
    """A row per planned date that moved; the one that moved last comes first."""
    dates: dict[tuple[str, str, str], list[UnapprovedChange]] = {}
    for each in reversed(file.unapproved):
        dates.setdefault((each.plan_key, each.stage_key, each.part), []).append(each)
    return tuple(_unapproved_row(changes, file, words) for changes in dates.values())


def _unapproved_row(changes: Sequence[UnapprovedChange], file: ProjectFile, words: Words) -> UnapprovedRow:
    """`changes` of one date, newest first."""
    last, first = changes[0], changes[-1]
    stage = stage_of(file, last.stage_key)
    return UnapprovedRow(
        stage_name=stage.name if stage else last.stage_key,
        what=unapproved_field(last, file, words),
        before_text=date_text(words, first.before),
        after_text=date_text(words, last.after),
        days_text=signed_days(words, (last.after - first.before).days),
        is_later=last.after > first.before,
        times_text=words.unapproved_times.format(n=f"{len(changes):,}"),
        steps=tuple(
            UnapprovedStep(
                before_text=date_text(words, each.before),
                after_text=date_text(words, each.after),
                days_text=signed_days(words, (each.after - each.before).days),
                is_later=each.after > each.before,
                basis_text=words.basis.format(date=date_text(words, each.basis_date)),
            )
            for each in changes
        ),
    )


def report_row(view: View, report: StatusReport) -> ReportRow:
    words = view.words
    return ReportRow(
        date_text=date_text(words, report.as_of),
        year=report.as_of.year,
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
