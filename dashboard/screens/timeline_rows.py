"""A project as one row of the timeline: what stands where on the axis of time, with its days and its words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dashboard.domain.portfolio import ProjectMeasure
from dashboard.domain.portfolio_schedule import COARSE, Milestone, Window, milestones
from dashboard.domain.records import Stage, StagePlan
from dashboard.domain.schedule import StageSchedule, first_day, last_day
from dashboard.domain.vocabulary import Precision
from dashboard.domain.words import Words, signed_days
from dashboard.screens.gantt import actual_span, plan_span, stage_title

Extent = tuple[date, date]
"""First and last day; a last day of `date.max` goes on without an end."""
DAY = timedelta(days=1)


class BarKind(StrEnum):
    """What a bar says: the plan compared, 현재, the same by year alone, what was put off, what is overdue, 실적."""

    COMPARED = "compared"
    CURRENT = "current"
    COARSE = "coarse"
    PUT_OFF = "put-off"
    OVERDUE = "overdue"
    ACTUAL = "actual"


@dataclass(frozen=True, slots=True)
class Bar:
    """Days of a procedure; a last day of `date.max` goes on beyond what is drawn."""

    kind: BarKind
    first: date
    last: date

    @property
    def is_open(self) -> bool:
        """Whether it goes on without an end."""
        return self.last == date.max


@dataclass(frozen=True, slots=True)
class StageBars:
    """The bars of a procedure, at least one; `title` is all that is known of it in one sentence."""

    title: str
    bars: tuple[Bar, ...]

    @property
    def first(self) -> date:
        """The first day of its bars."""
        return min(bar.first for bar in self.bars)

    @property
    def last(self) -> date:
        """The last day of its bars."""
        return max(bar.last for bar in self.bars)


@dataclass(frozen=True, slots=True)
class Mark:
    """A milestone: its letter says the kind of procedure, `is_done` whether it has happened."""

    day: date
    kind: str | None
    letter: str
    is_done: bool
    title: str


@dataclass(frozen=True, slots=True)
class Compared:
    """The plan that stands under 현재: its name, and the project's dates in it; None without such a plan."""

    name: str
    dates: Mapping[str, StagePlan] | None

    def of(self, each: StageSchedule) -> StagePlan | None:
        """The dates of a procedure in it."""
        return self.dates.get(each.stage.key) if self.dates else None


def project_bars(measure: ProjectMeasure, compared: Compared, on: date) -> tuple[tuple[Bar, ...], ...]:
    """The bars of each procedure, in their order, wherever they stand."""
    return tuple(tuple(_bars(each, compared.of(each), on)) for each in measure.schedule.stages)


def plan_extent(plan: StagePlan | None) -> Extent | None:
    """The planned days; a plan that knows one end only covers the days of that date."""
    if plan is None:
        return None
    first = first_day(plan.start, plan.start_precision) or first_day(plan.end, plan.end_precision)
    if first is None:
        return None
    if plan.end_precision is Precision.OPEN:
        return first, date.max
    last = last_day(plan.end, plan.end_precision) or last_day(plan.start, plan.start_precision)
    return first, max(first, last or first)


def actual_extent(each: StageSchedule) -> Extent | None:
    """What happened; what goes on is as long as its progress says of the plan, a day when that is not known."""
    stage = each.stage
    first = first_day(stage.actual_start, stage.actual_start_precision)
    if each.actual_end:
        begun = first or first_day(stage.actual_end, stage.actual_end_precision) or each.actual_end
        return min(begun, each.actual_end), each.actual_end
    if first is None:
        return None
    return first, first + timedelta(days=_reached(stage, first, plan_extent(each.current)))


def own_extent(each: StageSchedule) -> Extent | None:
    """Where the procedure stands by itself: 실적 when it has ended, else 현재."""
    return actual_extent(each) if each.is_done else plan_extent(each.current) or actual_extent(each)


def _reached(stage: Stage, first: date, planned: Extent | None) -> int:
    if not stage.progress or planned is None or planned[1] == date.max:
        return 0
    return round(max((planned[1] - first).days, 0) * min(stage.progress, 1))


def stage_bars(
    measure: ProjectMeasure,
    compared: Compared,
    drawn: Sequence[Sequence[Bar]],
    window: Window,
    words: Words,
) -> tuple[StageBars, ...]:
    """The procedures of the project that reach into the window, with those of their bars that do."""
    found = []
    for each, some in zip(measure.schedule.stages, drawn, strict=True):
        inside = tuple(bar for bar in some if window.meets(bar.first, bar.last))
        if inside:
            found.append(StageBars(_title(each, compared, words), inside))
    return tuple(found)


def marks(measure: ProjectMeasure, compared: Compared, window: Window, words: Words) -> tuple[Mark, ...]:
    """The milestones that lie in the window; one that is known by the year alone has no place on the axis."""
    found = (each for each in milestones(measure) if in_window(each, window))
    return tuple(
        Mark(
            day=each.last,
            kind=each.stage.stage.kind,
            letter=words.timeline_letters.get(each.stage.stage.kind or "", ""),
            is_done=each.is_done,
            title=_title(each.stage, compared, words),
        )
        for each in found
    )


def in_window(each: Milestone, window: Window) -> bool:
    """Whether a mark of it stands in the window."""
    return each.precision not in COARSE and window.holds(each.last, each.last)


def _bars(each: StageSchedule, planned: StagePlan | None, on: date) -> Iterator[Bar]:
    before, now = plan_extent(planned), plan_extent(each.current)
    if before:
        yield Bar(BarKind.COMPARED, *before)
    if now:
        yield from _current(each, now, before)
    if each.overdue_days and each.current_end:
        yield Bar(BarKind.OVERDUE, each.current_end + DAY, on)
    happened = actual_extent(each)
    if happened:
        yield Bar(BarKind.ACTUAL, *happened)


def _current(each: StageSchedule, now: Extent, before: Extent | None) -> Iterator[Bar]:
    """현재 up to the end of the plan compared; beyond it, of what is not finished, stands what was put off."""
    first, last = now
    if _is_coarse(each.current):
        yield Bar(BarKind.COARSE, first, last)
    elif last == date.max or before is None or before[1] >= last:
        yield Bar(BarKind.CURRENT, first, last)
    else:
        old = before[1]
        if old >= first:
            yield Bar(BarKind.CURRENT, first, old)
        if not each.is_done:
            yield Bar(BarKind.PUT_OFF, max(first, old + DAY), last)


def _is_coarse(plan: StagePlan | None) -> bool:
    return plan is not None and not COARSE.isdisjoint({plan.start_precision, plan.end_precision})


def _title(each: StageSchedule, compared: Compared, words: Words) -> str:
    """`착공: 당초 … · 현재 … · 실적 … · +183일 · 계획일 경과 87일`."""
    stage, planned = each.stage, compared.of(each)
    happened = actual_span(stage, words) if stage.actual_start or stage.actual_end else None
    spans = [(words.current, plan_span(each.current, words)), (words.actual, happened)]
    if compared.name != words.current:
        spans.insert(0, (compared.name, plan_span(planned, words)))
    return stage_title(stage.name, spans, list(_remarks(each, planned, words)), words)


def _remarks(each: StageSchedule, planned: StagePlan | None, words: Words) -> Iterable[str]:
    reached = each.actual_end or each.current_end
    end = last_day(planned.end, planned.end_precision) if planned else None
    if reached and end and reached != end:
        yield signed_days(words, (reached - end).days)
    if each.overdue_days is not None:
        yield words.stage_overdue.format(n=f"{each.overdue_days:,}")
