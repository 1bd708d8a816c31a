"""④ 추진 절차 on a wall: the milestones of this quarter and the next, and those of earlier ones that are open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dashboard.domain.playlist import SceneKind
from dashboard.domain.portfolio import ProjectMeasure
from dashboard.domain.portfolio_schedule import COARSE, Milestone, Window, milestones, quarter_of
from dashboard.domain.progress import status_counts
from dashboard.domain.vocabulary import Precision, Status
from dashboard.domain.words import Words, signed_days
from dashboard.screens.texts import status_word
from dashboard.screens.wall_lines import fitted
from dashboard.screens.wall_view import Scene, Span, WallView, key_of

MOST = 14
"""Milestones of a quarter on one scene."""
NAME_WIDEST = 8.0
"""Syllables of a name."""
STEP_WIDEST, STEP_WIDEST_WITH_DAYS = 10.0, 6.3
"""Ems of a step, and of one beside days past plan."""

Found = tuple[ProjectMeasure, Milestone]


class MarkState(StrEnum):
    """Whether a milestone has happened, is still to come, or should have happened."""

    DONE = "done"
    AHEAD = "ahead"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class StepRow:
    """A milestone. `group` is its month, or that it comes from an earlier quarter; `is_first` of its group.

    `days_text` is told of those past plan alone.
    """

    project_id: str
    group: str
    is_first: bool
    day: str
    state: MarkState
    status: Status | None
    name: str
    step: str
    days_text: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Quarter:
    """The milestones of a quarter by date, those of earlier quarters that are open before them."""

    title: str
    count_text: str
    rows: tuple[StepRow, ...]
    empty_text: str | None


@dataclass(frozen=True, slots=True)
class Procedures:
    """Two quarters side by side in `rows`; `marks` and `states` say what their shapes mean."""

    quarters: tuple[Quarter, Quarter]
    rows: int
    marks_label: str
    marks: tuple[tuple[MarkState, str], ...]
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
        return len(self.open) + sum(mark.stage.overdue_days is not None for _, mark in self.this)


def scenes(view: WallView) -> tuple[Scene, ...]:
    """As many scenes as the fuller quarter needs; none when no project has a milestone to show."""
    window = quarter_of(view.on)
    due = _due(view, window)
    if not (due.this or due.coming or due.open):
        return ()
    words, kind = view.words, SceneKind.PROCEDURES
    left = (*due.open, *due.this)
    count = max(-(-len(left) // MOST), -(-len(due.coming) // MOST))
    pages = zip(_divided(left, count), _divided(due.coming, count), strict=True)
    name, said = words.wall_scenes[kind], _sentence(due, words)
    return tuple(
        Scene(
            kind,
            key_of(kind, f"{number}" if count > 1 else ""),
            words.wall_part.format(name=name, n=number, all=count) if count > 1 else name,
            said,
            _procedures(view, window, due, page),
        )
        for number, page in enumerate(pages, 1)
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


def _divided(found: Sequence[Found], count: int) -> Iterator[Sequence[Found]]:
    """The milestones in `count` parts, which may be empty."""
    size, more = divmod(len(found), count)
    start = 0
    for number in range(count):
        end = start + size + (number < more)
        yield found[start:end]
        start = end


def _sentence(due: _Due, words: Words) -> tuple[Span, ...]:
    if due.late:
        both = words.wall_procedures_both.format(n=f"{len(due.this) + len(due.coming):,}")
        return (Span(both), Span(words.wall_procedures_late.format(n=f"{due.late:,}"), is_late=True))
    told = words.wall_procedures_sentence.format(
        all=f"{len(due.this):,}", n=f"{due.done:,}", next=f"{len(due.coming):,}"
    )
    return (Span(told),)


def _procedures(
    view: WallView, window: Window, due: _Due, page: tuple[Sequence[Found], Sequence[Found]]
) -> Procedures:
    words = view.words
    this, coming = page
    done = words.wall_procedures_done.format(all=f"{len(due.this):,}", n=f"{due.done:,}")
    ahead = words.wall_procedures_count.format(n=f"{len(due.coming):,}")
    statuses = status_counts(each.status for each, _ in (*this, *coming))
    if due.coarse:
        ahead += words.wall_procedures_coarse.format(n=f"{due.coarse:,}")
    return Procedures(
        quarters=(
            _quarter(view, window, (words.wall_procedures_this, done), window, this),
            _quarter(view, window.moved(1), (words.wall_procedures_coming, ahead), window, coming),
        ),
        rows=max(len(this), len(coming)),
        marks_label=words.wall_procedures_marks,
        marks=(
            (MarkState.DONE, words.wall_procedures_is_done),
            (MarkState.AHEAD, words.wall_procedures_is_ahead),
            (MarkState.LATE, words.wall_procedures_is_late),
        ),
        states_label=words.status_label,
        states=tuple(
            (status, status_word(view.portfolio, status, words))
            for status, count in statuses.items()
            if count
        ),
    )


def _quarter(
    view: WallView, of: Window, told: tuple[str, str], now: Window, found: Sequence[Found]
) -> Quarter:
    words, rows = view.words, []
    before = ""
    for each, mark in found:
        is_open = mark.last < now.first
        group = words.wall_procedures_before if is_open else _month(mark, words)
        rows.append(_row(view, each, mark, group, is_first=group != before))
        before = group
    name, count = told
    quarter = (of.first.month + 2) // 3
    return Quarter(
        title=words.wall_procedures_quarter.format(name=name, year=of.first.year, quarter=quarter),
        count_text=count,
        rows=tuple(rows),
        empty_text=None if rows else words.wall_procedures_none,
    )


def _row(view: WallView, each: ProjectMeasure, mark: Milestone, group: str, *, is_first: bool) -> StepRow:
    words, overdue = view.words, mark.stage.overdue_days
    is_late = not mark.is_done and overdue is not None
    state = MarkState.DONE if mark.is_done else MarkState.LATE if is_late else MarkState.AHEAD
    return StepRow(
        project_id=each.file.id,
        group=group,
        is_first=is_first,
        day=_day(mark, group, view.on, words),
        state=state,
        status=each.status,
        name=view.name(each.file, NAME_WIDEST),
        step=fitted(mark.stage.stage.name, STEP_WIDEST_WITH_DAYS if is_late else STEP_WIDEST),
        days_text=signed_days(words, overdue) if is_late else None,
        title=f"{each.file.label} {mark.stage.stage.name}",
    )


def _month(mark: Milestone, words: Words) -> str:
    if mark.precision is Precision.QUARTER:
        return words.wall_procedures_whole_quarter
    return words.wall_procedures_month.format(month=mark.first.month)


def _day(mark: Milestone, group: str, on: date, words: Words) -> str:
    """The day under its month; of an earlier quarter month and day, or year and month."""
    if group == words.wall_procedures_before:
        is_near = mark.precision in (None, Precision.DAY) and mark.day.year == on.year
        near, far = words.wall_procedures_before_day, words.wall_procedures_before_month
        return (near if is_near else far).format(
            year=f"{mark.last.year % 100:02d}", month=mark.last.month, day=mark.day.day
        )
    if mark.precision in (Precision.QUARTER, Precision.MONTH):
        return words.wall_procedures_whole
    return words.wall_procedures_day.format(day=mark.day.day)
