"""The procedures of a project (추진 절차): 당초, 현재 and 실적 side by side, with slip and what is overdue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.domain.history import UnapprovedChange
from dashboard.domain.portfolio import ProjectMeasure
from dashboard.domain.project_file import ProjectFile
from dashboard.domain.records import Stage, StagePlan
from dashboard.domain.schedule import POINT_KINDS, NextStep, StageSchedule, days_until, first_day, last_day
from dashboard.domain.vocabulary import Precision
from dashboard.domain.words import Words, date_text, slip_text
from dashboard.screens.apart import apart
from dashboard.screens.texts import View, plan_names, short_percent, unread_texts

ROOM_FOR_TERM_END = timedelta(days=366)
"""The end of the term is part of the picture when it lies at most so far beyond the last bar."""
SHORTEST = timedelta(days=366)
"""Less time than that is no picture of a project: months are added on both sides."""
REACH = timedelta(days=25 * 366)
"""Dates that lie farther from the status date do not stretch the picture."""


@dataclass(frozen=True, slots=True)
class Span:
    """Dates of a bar. `start` is the first day and `end` the last day of their precision; None is unknown.

    `is_open` means that it goes on without an end (계속). `text` is the whole span as print.
    """

    start: date | None
    end: date | None
    is_open: bool
    start_text: str
    end_text: str
    text: str


@dataclass(frozen=True, slots=True)
class StageRow:
    """A procedure in the Gantt: 당초, 현재 and 실적 side by side.

    `slip_days` is the current (or actual) end minus the 당초 end, None when one is missing.
    `overdue_days` counts from the planned end to the status date when nothing says it ended.
    `judged` is False when the actual end could not be read: neither done nor overdue. `unapproved`
    counts its 미승인 변경; which they are stands with the changes of the plan.
    """

    key: str
    name: str
    kind: str | None
    baseline: Span | None
    current: Span | None
    actual: Span | None
    progress: float | None
    progress_text: str
    is_milestone: bool
    is_next: bool
    is_done: bool
    judged: bool
    slip_days: int | None
    slip_text: str
    overdue_days: int | None
    overdue_text: str | None
    unapproved: int
    unread: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Gantt:
    """The procedures with the lines over them. `starts`..`ends` covers 오늘 and every bar that is not decades off.

    The end of the term is within it unless it is more than a year beyond; `note` is None without need.
    """

    title: str
    note: str | None
    rows: tuple[StageRow, ...]
    starts: date | None
    ends: date | None
    today: date
    today_label: str
    today_text: str
    term_end: date | None
    term_end_label: str
    term_end_text: str
    next_text: str
    unapproved_text: str | None
    unread_text: str | None
    empty_text: str | None


@apart
def gantt(view: View, measure: ProjectMeasure, today: date) -> Gantt:
    """The Gantt of one project on the status date; its line says 오늘 only when that day is today."""
    portfolio, on, words = view.portfolio, view.on, view.words
    rows = tuple(_row(each, measure, words) for each in measure.schedule.stages)
    term = measure.file.term or portfolio.term
    term_end = term.ends if term else None
    starts, ends = covered(rows, on, term_end)
    unjudged = measure.schedule.unjudged
    return Gantt(
        title=words.stages_title,
        note=_plan_note(measure, words),
        rows=rows,
        starts=starts,
        ends=ends,
        today=on,
        today_label=words.today if on == today else words.basis_day,
        today_text=date_text(words, on),
        term_end=term_end,
        term_end_label=words.term_end,
        term_end_text=date_text(words, term_end),
        next_text=next_step_text(measure, on, words),
        unapproved_text=_unapproved_text(sum(row.unapproved for row in rows), words),
        unread_text=words.past_unjudged.format(n=f"{unjudged:,}") if unjudged else None,
        empty_text=None if rows else words.stages_empty,
    )


def next_step_text(measure: ProjectMeasure, on: date, words: Words) -> str:
    """`2024. 12. 11. 착공 · 72일 남음`; else what is known: no date ahead, all done, or no procedures."""
    step = measure.schedule.next_step
    if step is None:
        return _no_next_step(measure.schedule.stages, words)
    days = days_until(step, on)
    left = words.days_left.format(n=f"{days:,}") if days else words.days_left_none
    day = date_text(words, step.day, step.precision)
    return words.next_step.format(date=day, event=_event(step, words), left=left)


def next_event_text(measure: ProjectMeasure, words: Words) -> str:
    """`2024. 12. 11. 착공`, for narrow places; else as `next_step_text`."""
    step = measure.schedule.next_step
    if step is None:
        return _no_next_step(measure.schedule.stages, words)
    day = date_text(words, step.day, step.precision)
    return words.table_next.format(date=day, event=_event(step, words))


def _no_next_step(stages: Sequence[StageSchedule], words: Words) -> str:
    if not stages:
        return words.missing
    if all(each.is_done for each in stages):
        return words.next_all_done
    undated = sum(each.judged and not each.is_done and not _has_end(each) for each in stages)
    return words.next_undated.format(next=words.next_none, n=f"{undated:,}") if undated else words.next_none


def _has_end(each: StageSchedule) -> bool:
    """Whether the current plan says when it ends, or that it goes on."""
    is_open = each.current is not None and each.current.end_precision is Precision.OPEN
    return is_open or each.current_end is not None


def unapproved_field(each: UnapprovedChange, file: ProjectFile, words: Words) -> str:
    """Which date changed: 착수 예정일, 완료 예정일, or 예정일 of what is one event."""
    stage = stage_of(file, each.stage_key)
    if each.part == "start":
        return words.plan_start
    return words.plan_point if stage and stage.kind in POINT_KINDS else words.plan_end


def stage_of(file: ProjectFile, key: str) -> Stage | None:
    """The project's stage of this key."""
    return next((stage for stage in file.stages if stage.key == key), None)


def _row(each: StageSchedule, measure: ProjectMeasure, words: Words) -> StageRow:
    stage = each.stage
    step = measure.schedule.next_step
    progress = 1.0 if each.is_done and stage.progress is None else stage.progress
    overdue = None
    if each.overdue_days is not None:
        overdue = words.stage_overdue.format(n=f"{each.overdue_days:,}")
    baseline, current, actual = plan_span(each.baseline, words), plan_span(each.current, words), None
    if stage.actual_start or stage.actual_end:
        actual = actual_span(stage, words)
    slip = slip_text(words, each.slip)
    unapproved = sum(change.stage_key == stage.key for change in measure.file.unapproved)
    return StageRow(
        key=stage.key,
        name=stage.name,
        kind=words.stage_kinds[stage.kind] if stage.kind else None,
        baseline=baseline,
        current=current,
        actual=actual,
        progress=progress,
        progress_text=short_percent(progress, words),
        is_milestone=each.is_milestone,
        is_next=step is not None and step.stage is each,
        is_done=each.is_done,
        judged=each.judged,
        slip_days=each.slip.known_days if each.slip else None,
        slip_text=slip,
        overdue_days=each.overdue_days,
        overdue_text=overdue,
        unapproved=unapproved,
        unread=_unread(each, words),
        title=stage_title(
            stage.name,
            ((words.baseline, baseline), (words.current, current), (words.actual, actual)),
            (
                slip if each.slip and each.slip.known_days else None,
                overdue,
                _unapproved_text(unapproved, words),
            ),
            words,
        ),
    )


def stage_title(
    name: str,
    spans: Sequence[tuple[str, Span | None]],
    remarks: Sequence[str | None],
    words: Words,
) -> str:
    """What stands behind the bars of a stage: its name, the dates by label, and `remarks`."""
    dated = [f"{label} {span.text if span else words.missing}" for label, span in spans]
    return f"{name}: " + " · ".join([*dated, *(remark for remark in remarks if remark)])


def plan_span(plan: StagePlan | None, words: Words) -> Span | None:
    """The planned dates; None when there are none."""
    if plan is None or (plan.start is None and plan.end is None):
        return None
    return _span(plan.start, plan.start_precision, plan.end, plan.end_precision, words)


def actual_span(stage: Stage, words: Words) -> Span:
    """The dates of what really happened; without an end it is still going on."""
    span = _span(
        stage.actual_start, stage.actual_start_precision, stage.actual_end, stage.actual_end_precision, words
    )
    if stage.actual_end is not None or any(name == "actual_end" for name, _ in stage.unread):
        return span
    text = words.date_span.format(start=span.start_text, end=words.ongoing)
    return Span(span.start, None, is_open=True, start_text=span.start_text, end_text=words.ongoing, text=text)


def _span(
    start: date | None,
    start_precision: Precision | None,
    end: date | None,
    end_precision: Precision | None,
    words: Words,
) -> Span:
    start_text, end_text = date_text(words, start, start_precision), date_text(words, end, end_precision)
    same = start == end and start_precision == end_precision
    return Span(
        start=first_day(start, start_precision),
        end=last_day(end, end_precision),
        is_open=end_precision is Precision.OPEN,
        start_text=start_text,
        end_text=end_text,
        text=end_text if same else words.date_span.format(start=start_text, end=end_text),
    )


def _unapproved_text(count: int, words: Words) -> str | None:
    return words.unapproved_count.format(n=f"{count:,}") if count else None


def _unread(each: StageSchedule, words: Words) -> tuple[str, ...]:
    """Raw texts of the stage, of its current plan, and of its 당초 where that is another plan."""
    plans = [plan for plan in (each.current, each.baseline) if plan is not None]
    rows = [each.stage.unread, *(plan.unread for plan in plans[:1])]
    if len(plans) == 2 and plans[0] is not plans[1]:
        rows.append(plans[1].unread)
    return tuple(text for row in rows for text in unread_texts(row, words))


def _event(step: NextStep, words: Words) -> str:
    name = step.stage.stage.name
    if step.stage.is_point:
        return name
    return (words.event_start if step.is_start else words.event_end).format(stage=name)


def _plan_note(measure: ProjectMeasure, words: Words) -> str | None:
    """Said when the current plan has no dates of its own."""
    current, used = measure.schedule.current, measure.schedule.dates_from
    if current is None or used is None or current is used:
        return None
    names = plan_names(measure.file, words)
    return words.stages_from_version.format(current=names[current.key], used=names[used.key])


def covered(rows: Sequence[StageRow], on: date, term_end: date | None) -> tuple[date | None, date | None]:
    """The first and the last day of a drawing of these rows and of `on`; None without any date."""
    spans = [span for row in rows for span in (row.baseline, row.current, row.actual) if span]
    # A slip of the pen (2099) would press all others into one stroke: it is told in words, and not drawn.
    days = [day for span in spans for day in (span.start, span.end) if day and abs(day - on) < REACH]
    if not days:
        return None, None
    starts, ends = min([*days, on]), max([*days, on])
    if term_end and ends < term_end <= ends + ROOM_FOR_TERM_END:
        ends = term_end
    lacking = max(SHORTEST - (ends - starts), timedelta()) / 2
    return starts - lacking, ends + lacking
