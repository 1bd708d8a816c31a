"""The projects of the timeline before they are drawn: what each has in the window, their order, groups and parts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.domain.portfolio import ProjectMeasure
from dashboard.domain.portfolio_schedule import COARSE, Milestone, Window, compared_plan, end_slip, milestones
from dashboard.domain.project_file import natural_order
from dashboard.domain.schedule import Slip
from dashboard.domain.vocabulary import Role
from dashboard.screens.filters import department_names
from dashboard.screens.texts import View
from dashboard.screens.timeline_options import AREA, END, LATE, NONE, START, Options
from dashboard.screens.timeline_rows import Bar, Compared, in_window, own_extent, project_bars

MOST_STAGES = 375
"""Procedures drawn at once. A procedure is at most four bars, and 1,500 bars repaint in 0.1 s."""
LEAST_OF_A_ROW = 5
"""A row costs at least so much, that 75 empty ones fill a part too."""


@dataclass(frozen=True, slots=True)
class Drawable:
    """A project as it may be drawn, whatever the window: against the plan `compared`, with all of its `bars`.

    `undated` counts procedures without any date; `extent` are the days of all its bars, None without any;
    `first` and `last` are its own days: 실적 where it ended, else 현재.
    """

    measure: ProjectMeasure
    compared: Compared
    bars: tuple[tuple[Bar, ...], ...]
    milestones: tuple[Milestone, ...]
    undated: int
    extent: Window | None
    first: date | None
    last: date | None
    slip: Slip | None

    @property
    def total(self) -> int:
        """All of its procedures."""
        return len(self.measure.schedule.stages)


@dataclass(frozen=True, slots=True)
class Entry:
    """A project in a window of time.

    `stages` and `marks` count what stands in it; `coarse_marks` are milestones that may lie in it, known
    by the year alone.
    """

    project: Drawable
    stages: int
    marks: int
    coarse_marks: int

    @property
    def measure(self) -> ProjectMeasure:
        """The project with what is known of it on the status date."""
        return self.project.measure


def drawables(view: View, plan: str, plan_name: str) -> Mapping[str, Drawable]:
    """Every project by its id, held against `plan`; computed once for a data version."""
    portfolio, on = view.portfolio, view.on

    def make() -> dict[str, Drawable]:
        return {
            id_: _drawable(measure, Compared(plan_name, compared_plan(measure, plan, on)), on)
            for id_, measure in portfolio.measures(on).items()
        }

    return portfolio.remembered(("timeline", plan, plan_name, on), make)


def _drawable(measure: ProjectMeasure, compared: Compared, on: date) -> Drawable:
    own = [extent for each in measure.schedule.stages if (extent := own_extent(each))]
    bars = project_bars(measure, compared, on)
    return Drawable(
        measure=measure,
        compared=compared,
        bars=bars,
        milestones=tuple(milestones(measure)),
        undated=sum(not stage for stage in bars),
        extent=_extent([bar for stage in bars for bar in stage]),
        first=min((first for first, _ in own), default=None),
        last=max((last for _, last in own), default=None),
        slip=end_slip(measure, compared.dates),
    )


def _extent(bars: Sequence[Bar]) -> Window | None:
    """From the first to the last day of the bars; one that goes on has no last day."""
    if not bars:
        return None
    return Window(min(bar.first for bar in bars), max(bar.first if bar.is_open else bar.last for bar in bars))


def whole_window(drawn: Iterable[Drawable]) -> Window | None:
    """From the first to the last day of everything that could be drawn."""
    extents = [each.extent for each in drawn if each.extent]
    if not extents:
        return None
    return Window(min(each.first for each in extents), max(each.last for each in extents))


def entry(project: Drawable, window: Window) -> Entry:
    """The project with what the window shows of it."""
    dated, extent = project.milestones, project.extent
    if extent is not None and window.holds(extent.first, extent.last):
        stages = project.total - project.undated
    else:
        stages = sum(any(window.meets(bar.first, bar.last) for bar in stage) for stage in project.bars)
    return Entry(
        project=project,
        stages=stages,
        marks=sum(in_window(each, window) for each in dated),
        coarse_marks=sum(each.precision in COARSE and window.meets(each.first, each.last) for each in dated),
    )


def is_kept(each: Entry, options: Options) -> bool:
    """Whether the project has a row: always over the whole term, else when anything of it is in the window."""
    if options.only_marks:
        return each.marks > 0
    return options.window is None or each.stages > 0


def in_order(view: View, entries: Sequence[Entry], options: Options) -> list[Entry]:
    """The rows by group, within a group by the sort that is asked for, then by number."""
    places = {key: place for place, (key, _) in enumerate(group_names(view, options))}

    def order(each: Entry) -> tuple[Any, ...]:
        number = natural_order(each.measure.file.number(view.chosen.programme))
        return (places[group_key(each, options)], *_order(each, options), number, each.measure.file.id)

    return sorted(entries, key=order)


def _order(each: Entry, options: Options) -> tuple[Any, ...]:
    """What comes first by the sort that is asked for; what is not known comes last."""
    project, slip = each.project, each.project.slip
    if options.sort == LATE:
        return (-(each.measure.days_past or 0), slip is None, -(slip.days if slip else 0))
    if options.sort == START:
        return (project.first or date.max,)
    if options.sort == END:
        return (project.last is None, project.last or date.max)
    return ()


def group_key(each: Entry, options: Options) -> str:
    """A project of several lead departments stands under the first of them, once."""
    file = each.measure.file
    if options.group == NONE:
        return ""
    if options.group == AREA:
        return file.area.id if file.area else ""
    return next((assignment.department_id for assignment, _ in file.assigned(Role.LEAD)), "")


def group_names(view: View, options: Options) -> list[tuple[str, str | None]]:
    """Keys and names of the groups in their order; what is not known stands last."""
    words = view.words
    if options.group == NONE:
        return [("", None)]
    if options.group == AREA:
        areas = view.portfolio.areas
        return [*((each.id, each.name) for each in areas), ("", words.area_unknown)]
    names = sorted(department_names(view.portfolio).items(), key=lambda pair: pair[1])
    return [*names, ("", words.facet_values["department unknown"])]


def cut_into_parts(entries: Sequence[Entry], options: Options) -> list[list[Entry]]:
    """The rows cut where the next one would be too much to draw at once; a single one is always drawn."""
    parts: list[list[Entry]] = []
    drawn = MOST_STAGES
    for each in entries:
        more = max(each.marks if options.only_marks else each.stages, LEAST_OF_A_ROW)
        if drawn + more > MOST_STAGES:
            parts.append([])
            drawn = 0
        parts[-1].append(each)
        drawn += more
    return parts
