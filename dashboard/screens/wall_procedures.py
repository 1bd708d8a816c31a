"""④ 추진 절차 on a wall: the milestones of this quarter and the next on one axis, and open ones of earlier quarters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dashboard.domain.playlist import SceneKind
from dashboard.domain.portfolio import ProjectMeasure
from dashboard.domain.portfolio_schedule import COARSE, Milestone, Window, milestones, months_from, quarter_of
from dashboard.domain.progress import status_counts
from dashboard.domain.schedule import StageSchedule, first_day
from dashboard.domain.vocabulary import Precision, Status
from dashboard.domain.words import Words, signed_days
from dashboard.screens.texts import status_word
from dashboard.screens.wall_lines import column_of, fitted
from dashboard.screens.wall_stages import Axis, Stretch
from dashboard.screens.wall_view import MOST_PARTS, Scene, Span, WallView, in_pages, key_of

MOST = 14
"""Milestones on one scene."""
NAME_WIDEST = 8.0
"""Syllables of a name."""
STEP_WIDEST = 8.4
"""Ems of a step."""
MONTHS = 3
DAY = timedelta(days=1)

Found = tuple[ProjectMeasure, Milestone]


class MarkState(StrEnum):
    """Whether a milestone has happened, is still to come, or should have happened."""

    DONE = "done"
    AHEAD = "ahead"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Part:
    """What of a procedure lies in one quarter, 0..1 of it. What goes on or is `late` reaches to the status date."""

    current: Stretch | None
    actual: Stretch | None
    late: Stretch | None
    mark: float | None


@dataclass(frozen=True, slots=True)
class StepRow:
    """A milestone, with its procedure in both quarters. `days_text` is told of those past plan alone."""

    project_id: str
    number: str
    status: Status | None
    name: str
    step: str
    state: MarkState
    days_text: str | None
    parts: tuple[Part, Part]
    date_text: str
    title: str


@dataclass(frozen=True, slots=True)
class Quarter:
    """Half of the axis: its months, and the end of the status date where that lies in this half."""

    title: str
    count_text: str
    months: tuple[tuple[float, str], ...]
    today: float | None


@dataclass(frozen=True, slots=True)
class Procedures:
    """Milestones by date under two quarters; `marks`, `bars` and `states` say what their shapes mean.

    `number_width` is that of the column of numbers, in ems.
    """

    quarters: tuple[Quarter, Quarter]
    today_text: str
    captions: tuple[str, str, str, str]
    number_width: float
    left_out_text: str
    rows: tuple[StepRow, ...]
    marks_label: str
    marks: tuple[tuple[MarkState, str], ...]
    bars: tuple[tuple[str, str], ...]
    states_label: str
    states: tuple[tuple[Status | None, str], ...]


@dataclass(frozen=True, slots=True)
class _Due:
    """What is due: `open` is what earlier quarters left."""

    this: tuple[Found, ...]
    coming: tuple[Found, ...]
    open: tuple[Found, ...]
    coarse: int

    @property
    def done(self) -> int:
        return sum(mark.is_done for _, mark in self.this)

    @property
    def late(self) -> int:
        """Of this quarter's, those past plan."""
        return sum(mark.stage.overdue_days is not None for _, mark in self.this)


def scenes(view: WallView) -> tuple[Scene, ...]:
    """One scene where all fit, else scenes for what is due by the end of this quarter, then for the next one.

    Of very many the first are played, under the numbers that they have among all. None without a milestone to show.
    """
    window = quarter_of(view.on)
    due = _due(view, window)
    left, every = (*due.open, *due.this), (*due.open, *due.this, *due.coming)
    parts = [every] if len(every) <= MOST else [left, due.coming]
    pages = [(page, place < MOST_PARTS) for part in parts for place, page in enumerate(in_pages(part, MOST))]
    words, kind, count = view.words, SceneKind.PROCEDURES, len(pages)
    name, said = words.wall_scenes[kind], _sentence(due, words)
    return tuple(
        Scene(
            kind,
            key_of(kind, f"{number}" if count > 1 else ""),
            words.wall_part.format(name=name, n=number, all=count) if count > 1 else name,
            said,
            _procedures(view, window, due, page),
        )
        for number, (page, is_played) in enumerate(pages, 1)
        if is_played
    )


def _due(view: WallView, window: Window) -> _Due:
    found = [(each, mark) for each in view.scope() for mark in milestones(each)]
    found.sort(key=lambda pair: (pair[1].last, pair[1].first, pair[0].file.label))
    exact = [pair for pair in found if pair[1].precision not in COARSE]
    after = window.moved(1)
    both = Window(window.first, after.last)
    earlier = [
        pair for pair in found if pair[1].last < window.first and pair[1].stage.overdue_days is not None
    ]
    return _Due(
        this=tuple(pair for pair in exact if window.holds(pair[1].first, pair[1].last)),
        coming=tuple(pair for pair in exact if after.holds(pair[1].first, pair[1].last)),
        open=tuple(earlier),
        coarse=sum(mark.precision in COARSE and both.meets(mark.first, mark.last) for _, mark in found),
    )


def _sentence(due: _Due, words: Words) -> tuple[Span, ...]:
    if due.late or due.open:
        both = words.wall_procedures_both.format(n=f"{len(due.this) + len(due.coming):,}")
        spans = [Span(both)]
        if due.late:
            spans.append(Span(words.wall_procedures_late.format(n=f"{due.late:,}"), is_late=True))
        if due.open:
            spans.append(Span(words.wall_procedures_open.format(n=f"{len(due.open):,}"), is_late=True))
        return tuple(spans)
    told = words.wall_procedures_sentence.format(
        all=f"{len(due.this):,}", n=f"{due.done:,}", next=f"{len(due.coming):,}"
    )
    return (Span(told),)


def _procedures(view: WallView, window: Window, due: _Due, page: Sequence[Found]) -> Procedures:
    words, coming = view.words, window.moved(1)
    done = words.wall_procedures_done.format(all=f"{len(due.this):,}", n=f"{due.done:,}")
    ahead = words.wall_procedures_count.format(n=f"{len(due.coming):,}")
    statuses = status_counts(each.status for each, _ in page)
    axes = (_axis(window), _axis(coming))
    return Procedures(
        quarters=(
            _quarter(words.wall_procedures_this, window, done if due.this else None, view),
            _quarter(words.wall_procedures_coming, coming, ahead if due.coming else None, view),
        ),
        today_text=words.today if view.on == view.today else words.basis_day,
        captions=(
            words.wall_number,
            words.wall_procedures_project,
            words.wall_procedures_marks,
            words.wall_procedures_date,
        ),
        number_width=column_of(view.row_number(each.file) for each, _ in page),
        left_out_text=words.wall_procedures_coarse.format(n=f"{due.coarse:,}") if due.coarse else "",
        rows=tuple(_row(view, each, mark, axes) for each, mark in page),
        marks_label=words.wall_procedures_marks,
        marks=(
            (MarkState.DONE, words.wall_procedures_is_done),
            (MarkState.AHEAD, words.wall_procedures_is_ahead),
        ),
        bars=(
            ("cur", words.wall_procedures_planned),
            ("act", words.actual),
            ("slip", words.wall_procedures_is_late),
        ),
        states_label=words.status_label,
        states=tuple(
            (status, status_word(view.portfolio, status, words))
            for status, count in statuses.items()
            if count
        ),
    )


def _axis(window: Window) -> Axis:
    """The quarter to the end of its last day."""
    return Axis(window.first, window.last + DAY)


def _quarter(name: str, of: Window, count_text: str | None, view: WallView) -> Quarter:
    words, axis = view.words, _axis(of)
    firsts = [months_from(of.first, month, 1).first for month in range(MONTHS)]
    return Quarter(
        title=words.wall_procedures_quarter.format(
            name=name, year=of.first.year, quarter=(of.first.month + 2) // 3
        ),
        count_text=count_text or words.wall_procedures_none,
        months=tuple(
            (axis.place(first), words.wall_procedures_month.format(month=first.month)) for first in firsts
        ),
        today=axis.place(view.on + DAY) if of.holds(view.on, view.on) else None,
    )


def _row(view: WallView, each: ProjectMeasure, mark: Milestone, axes: tuple[Axis, Axis]) -> StepRow:
    words, overdue = view.words, mark.stage.overdue_days
    is_late = not mark.is_done and overdue is not None
    this, coming = (_part(mark, axis, view.on, is_late=is_late) for axis in axes)
    return StepRow(
        project_id=each.file.id,
        number=view.row_number(each.file),
        status=each.status,
        name=view.name(each.file, NAME_WIDEST),
        step=fitted(mark.stage.stage.name, STEP_WIDEST),
        state=MarkState.DONE if mark.is_done else MarkState.LATE if is_late else MarkState.AHEAD,
        days_text=signed_days(words, overdue) if is_late else None,
        parts=(this, coming),
        date_text=_date_text(mark, view.on, words),
        title=f"{each.file.label} {mark.stage.stage.name}",
    )


def _part(mark: Milestone, axis: Axis, on: date, *, is_late: bool) -> Part:
    middle = mark.first + (mark.last - mark.first) / 2
    return Part(
        current=_stretch(_planned(mark.stage), axis),
        actual=_stretch(_happened(mark.stage, on), axis),
        late=axis.stretch(mark.last + DAY, on + DAY) if is_late else None,
        mark=axis.place(middle) if axis.starts <= middle < axis.ends else None,
    )


def _stretch(days: tuple[date | None, date | None], axis: Axis) -> Stretch | None:
    """The part of it that lies on the axis, both days included; None where one is unknown."""
    first, last = days
    return axis.stretch(first, last + DAY) if first and last else None


def _planned(stage: StageSchedule) -> tuple[date | None, date | None]:
    plan = stage.current
    return (first_day(plan.start, plan.start_precision) if plan else None), stage.current_end


def _happened(stage: StageSchedule, on: date) -> tuple[date | None, date | None]:
    """From the actual start to the actual end, or to the status date while it goes on."""
    ends = stage.actual_end or (on if stage.judged else None)
    return first_day(stage.stage.actual_start, stage.stage.actual_start_precision), ends


def _date_text(mark: Milestone, on: date, words: Words) -> str:
    """When it is, or was, due or done: month and day; year and month where neither year nor day goes without saying."""
    if mark.precision is Precision.QUARTER:
        return words.wall_procedures_in_quarter.format(quarter=(mark.first.month + 2) // 3)
    # A day of last year would be read as one of this: the axis begins with this year or later.
    is_near = mark.last.year >= on.year and (mark.last - on).days < 300
    if mark.precision is Precision.MONTH and is_near:
        return words.wall_procedures_in_month.format(month=mark.first.month)
    near, far = words.wall_procedures_day, words.wall_procedures_far
    has_day = mark.precision in (None, Precision.DAY)
    return (near if is_near and has_day else far).format(
        year=f"{mark.last.year % 100:02d}", month=mark.last.month, day=mark.day.day
    )
