"""② 분야별 사업 on a wall: every project of one area by its short name, a scene for each area."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dashboard.domain.playlist import SceneKind
from dashboard.domain.portfolio import ProjectMeasure
from dashboard.domain.progress import status_counts
from dashboard.domain.vocabulary import Status
from dashboard.domain.words import signed_days
from dashboard.screens.texts import (
    PastLevel,
    past_level,
    progress_name,
    reported_status_word,
    short_percent,
    status_word,
)
from dashboard.screens.wall_board import areas, late_then_by_number, sentence
from dashboard.screens.wall_lines import ems, fitted, lines
from dashboard.screens.wall_view import MOST_PARTS, Scene, WallView, in_pages, key_of

LEGEND = 3
"""Tiles that the legend takes at the end of the last row."""
COLUMNS = (4, 5, 6)
"""Tiles side by side, which is as many as they are rows: the fewest that hold the area are taken."""
MOST = COLUMNS[-1] ** 2 - LEGEND
PANEL_COLUMNS = 6
"""Two in each panel of a wall of three panels side by side."""
NAME_WIDEST = 7.1
"""Ems of a line of a name, title, mark in a corner."""
TITLE_WIDEST = 8.0
NEARLY = 0.99
"""What is not done never reads as all of it."""
MARK_WIDEST = 3.0
NAME_LINES = 2


@dataclass(frozen=True, slots=True)
class AreaTile:
    """A project. `mark` is what its corner says: days past plan, else a settled status, else progress.

    `progress` (0..1) is drawn as a bar; None draws none.
    """

    project_id: str
    number: str
    status: Status | None
    level: PastLevel
    name: tuple[str, ...]
    mark: str
    progress: float | None
    title: str


@dataclass(frozen=True, slots=True)
class AreaState:
    """An official status with how many projects of the area have it; `status` None is 상태 미상."""

    status: Status | None
    word: str
    count_text: str


@dataclass(frozen=True, slots=True)
class AreaGrid:
    """Tiles in `rows` of `columns`, `panel_rows` on a wall of panels; the legend ends the last or stands below it.

    `progress_text` says what percentages are of.
    """

    columns: int
    rows: int
    legend_row: int
    panel_rows: int
    tiles: tuple[AreaTile, ...]
    states: tuple[AreaState, ...]
    late_label: str
    late_text: str
    progress_text: str


def scenes(view: WallView) -> tuple[Scene, ...]:
    """A scene for each area that has projects, more for an area that needs them: what is furthest past plan first."""
    return tuple(
        scene
        for area_id, name, projects in areas(view, view.scope())
        for scene in _area(view, area_id, name, projects)
    )


def _area(
    view: WallView, area_id: str | None, name: str, projects: Sequence[ProjectMeasure]
) -> Iterable[Scene]:
    words = view.words
    short = fitted(name, TITLE_WIDEST)
    title = words.wall_area_title.format(area=short) if area_id else short
    pages = in_pages(late_then_by_number(view, projects), MOST)
    said, grid = sentence(view, projects), _grid(view, projects)
    for number, page in enumerate(pages[:MOST_PARTS], 1):
        part = f"{area_id or ''}{f'-{number}' if len(pages) > 1 else ''}"
        yield Scene(
            SceneKind.AREA,
            key_of(SceneKind.AREA, part or "-"),
            words.wall_part.format(name=title, n=number, all=len(pages)) if len(pages) > 1 else title,
            said,
            _filled(view, grid, page),
        )


def _filled(view: WallView, grid: AreaGrid, page: Sequence[ProjectMeasure]) -> AreaGrid:
    cells = len(page) + LEGEND
    columns = next((each for each in COLUMNS if cells <= each * each), COLUMNS[-1])
    return replace(
        grid,
        columns=columns,
        rows=-(-len(page) // columns),
        legend_row=-(-cells // columns),
        panel_rows=-(-cells // PANEL_COLUMNS),
        tiles=tuple(_tile(view, each) for each in page),
    )


def _grid(view: WallView, projects: Sequence[ProjectMeasure]) -> AreaGrid:
    """What every scene of an area says, without tiles."""
    words = view.words
    late = sum(each.days_past is not None for each in projects)
    has_dates = any(each.schedule.has_dates for each in projects)
    return AreaGrid(
        columns=0,
        rows=0,
        legend_row=0,
        panel_rows=0,
        tiles=(),
        states=tuple(
            AreaState(status, status_word(view.portfolio, status, words), f"{count:,}")
            for status, count in status_counts(each.status for each in projects).items()
            if count
        ),
        late_label=words.wall_late_word,
        late_text=f"{late:,}" if has_dates else words.missing,
        progress_text=_progress_text(view, projects),
    )


def _progress_text(view: WallView, projects: Sequence[ProjectMeasure]) -> str:
    """What the percentages in the corners are of; "" where there is none."""
    named = {
        progress_name(each, view.words): None
        for each in projects
        if each.progress is not None
        and not each.days_past
        and each.status not in view.words.wall_area_settled
    }
    return view.words.wall_area_progress.format(names="·".join(named)) if named else ""


def _tile(view: WallView, each: ProjectMeasure) -> AreaTile:
    file, number = each.file, view.number(each.file)
    word = reported_status_word(view.portfolio, each.report, view.words)
    return AreaTile(
        project_id=file.id,
        number=number,
        status=each.status,
        level=past_level(each.days_past),
        name=lines(view.name(file), NAME_WIDEST, NAME_LINES),
        mark=_mark(view, each),
        progress=each.progress,
        title=view.words.tile.format(number=number, name=file.project.name, status=word),
    )


def _mark(view: WallView, each: ProjectMeasure) -> str:
    words = view.words
    if each.days_past:
        return signed_days(words, each.days_past)
    if each.status in words.wall_area_settled:
        own = status_word(view.portfolio, each.status, words)
        return own if ems(own) <= MARK_WIDEST else words.wall_area_settled[each.status or ""]
    if each.progress is None:
        return words.missing_mark
    whole = round(each.progress, 2)
    return short_percent(min(whole, NEARLY) if each.progress < 1 else whole, words)
