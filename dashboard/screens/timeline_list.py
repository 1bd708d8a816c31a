"""The milestones of a stretch of time by date, as a list that one can print."""

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.domain.portfolio import ProjectMeasure
from dashboard.domain.portfolio_schedule import Milestone, Window, milestones
from dashboard.domain.vocabulary import Role
from dashboard.domain.words import Words, date_text
from dashboard.screens.apart import apart
from dashboard.screens.texts import View, project_text
from dashboard.screens.timeline_options import window_text
from dashboard.screens.timeline_rows import in_window

MOST_LINES = 500
"""So many milestones are listed at once; the list says when there are more."""


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A milestone: when, what, whose. `is_past` marks one that is overdue."""

    date_text: str
    kind: str | None
    letter: str
    name: str
    is_done: bool
    is_past: bool
    state_text: str
    href: str
    project_text: str
    department_text: str


@dataclass(frozen=True, slots=True)
class MilestoneList:
    """The milestones of a window by date. `more_text` says how many of how many, None when all are here."""

    title: str
    count_text: str
    more_text: str | None
    lines: tuple[MilestoneLine, ...]


@apart
def milestone_list(view: View, projects: Iterable[ProjectMeasure], window: Window) -> MilestoneList:
    """Every milestone of `projects` in the window, the earliest first."""
    words = view.words
    found = [
        (each, measure) for measure in projects for each in milestones(measure) if in_window(each, window)
    ]
    found.sort(key=lambda pair: (pair[0].last, pair[0].first))
    more = words.timeline_list_more.format(all=f"{len(found):,}", n=f"{MOST_LINES:,}")
    return MilestoneList(
        title=words.timeline_list.format(window=window_text(window, words)),
        count_text=words.count_cases.format(n=f"{len(found):,}"),
        more_text=more if len(found) > MOST_LINES else None,
        lines=tuple(_line(view, each, measure) for each, measure in found[:MOST_LINES]),
    )


def _line(view: View, each: Milestone, measure: ProjectMeasure) -> MilestoneLine:
    words, stage, file = view.words, each.stage.stage, measure.file
    leads = [department.name for _, department in file.assigned(Role.LEAD) if department]
    return MilestoneLine(
        date_text=date_text(words, each.day, each.precision),
        kind=words.stage_kinds[stage.kind] if stage.kind else None,
        letter=words.timeline_letters.get(stage.kind or "", ""),
        name=stage.name,
        is_done=each.is_done,
        is_past=each.stage.overdue_days is not None,
        state_text=_state(view, each, words),
        href=view.project(file.id),
        project_text=project_text(file, words, view.chosen.programme),
        department_text=", ".join(leads) or words.missing,
    )


def _state(view: View, each: Milestone, words: Words) -> str:
    """끝남, `계획일 경과 n일`, `n일 남음`."""
    if each.is_done:
        return words.timeline_milestone_done
    if each.stage.overdue_days is not None:
        return words.stage_overdue.format(n=f"{each.stage.overdue_days:,}")
    left = (each.last - view.on).days
    return words.days_left.format(n=f"{left:,}") if left else words.days_left_none
