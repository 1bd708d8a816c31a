"""① 공약 한눈에 on a wall: the figures, and every project as number and state; late ones with name and days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from dashboard.domain.funding import secured_to_date_rate
from dashboard.domain.playlist import SceneKind
from dashboard.domain.portfolio import ProjectMeasure, standings
from dashboard.domain.progress import (
    Number,
    Rate,
    completion_rate,
    mean_progress,
    percent_text,
    status_counts,
)
from dashboard.domain.project_file import natural_order
from dashboard.domain.vocabulary import Status
from dashboard.domain.words import Words, signed_days
from dashboard.screens.texts import (
    PastLevel,
    past_level,
    reported_status_word,
    status_word,
)
from dashboard.screens.wall_lines import ems, fitted
from dashboard.screens.wall_view import MOST_PARTS, Scene, Span, WallView, in_pages, key_of, money_parts

COLUMNS = 16
"""Tiles side by side; a late one with its name is four wide (LOOK.md 3)."""
NAMED_COLUMNS = 4
NAME_WIDEST, LINE_WIDEST = 8.0, 11.4
"""Syllables of a name, and ems of the line that it shares with number and days."""
AREA_WIDEST = 2.0
"""Ems of an area's name; twice as much where two would read the same."""
MOST_NAMED = COLUMNS // NAMED_COLUMNS
HEIGHT = 432.0
"""Units (u) that the bands of a board have at 98 inches and 5 m, below figures and legend."""
BAND, ROW = 18.0, 25.6
"""Units that a band needs beside its rows, and a row of tiles."""
MOST_TILES = COLUMNS * 10
"""Projects of an area on one board; more are divided."""


@dataclass(frozen=True, slots=True)
class BoardTile:
    """A project on the board. `name` and `days_text` are None on a tile that is a number and a state alone."""

    project_id: str
    number: str
    status: Status | None
    level: PastLevel
    name: str | None
    days_text: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Band:
    """An area: late projects with names first, the rest in the order of their numbers.

    `counts` is how many it has; how many of them are drawn comes first where that is not all.
    """

    name: str
    counts: tuple[str, ...]
    rows: int
    tiles: tuple[BoardTile, ...]


@dataclass(frozen=True, slots=True)
class BoardFigure:
    """A figure with what it is measured against; `share` (0..1) is drawn as a bar, None is none."""

    label: str
    value: str
    partners: tuple[str, ...]
    share: float | None


@dataclass(frozen=True, slots=True)
class BoardState:
    """An official status with how many projects have it; `status` None is 상태 미상."""

    status: Status | None
    word: str
    count_text: str
    share: float


@dataclass(frozen=True, slots=True)
class Board:
    """The first figure's bar is made of `states`; `late_text` is how many have passed a planned date."""

    figures: tuple[BoardFigure, ...]
    states: tuple[BoardState, ...]
    late_label: str
    late_text: str
    bands: tuple[Band, ...]


def scenes(view: WallView) -> tuple[Scene, ...]:
    """The board, in as many scenes as its areas need; none without projects."""
    scope = view.scope()
    if not scope:
        return ()
    pages = _pages(view, areas(view, scope))
    said, board = sentence(view, scope), _board(view, scope)
    title = view.words.wall_scenes[SceneKind.BOARD]
    return tuple(
        Scene(
            SceneKind.BOARD,
            key_of(SceneKind.BOARD, str(number) if len(pages) > 1 else ""),
            view.words.wall_part.format(name=title, n=number, all=len(pages)) if len(pages) > 1 else title,
            said,
            replace(board, bands=bands),
        )
        for number, bands in enumerate(pages, 1)
    )


def sentence(view: WallView, scope: Sequence[ProjectMeasure]) -> tuple[Span, ...]:
    """How many of the projects have passed a planned date."""
    words = view.words
    if not any(each.schedule.has_dates for each in scope):
        return (Span(words.wall_board_no_dates),)
    late = sum(each.days_past is not None for each in scope)
    if not late:
        return (Span(words.wall_board_on_plan),)
    return (
        Span(words.wall_board_sentence.format(all=f"{len(scope):,}")),
        Span(words.wall_board_late.format(n=f"{late:,}"), is_late=True),
    )


def _board(view: WallView, scope: Sequence[ProjectMeasure]) -> Board:
    """What every board says, without bands."""
    words = view.words
    late = sum(each.days_past is not None for each in scope)
    has_dates = any(each.schedule.has_dates for each in scope)
    counts = status_counts(each.status for each in scope)
    states = tuple(
        BoardState(status, status_word(view.portfolio, status, words), f"{count:,}", count / len(scope))
        for status, count in counts.items()
        if count
    )
    return Board(
        figures=_figures(view, scope),
        states=states,
        late_label=words.wall_late_word,
        late_text=f"{late:,}" if has_dates else words.missing,
        bands=(),
    )


def _figures(view: WallView, scope: Sequence[ProjectMeasure]) -> tuple[BoardFigure, ...]:
    portfolio, words = view.portfolio, view.words
    programme = portfolio.programme(view.programme)
    counted = standings(scope)
    done, mean = completion_rate(counted, words), mean_progress(counted, words)
    left_out = len(scope) - int(mean.denominator or 0)
    money = portfolio.funding(view.on, scope).funding
    year = portfolio.money_date(view.on).year
    secured = secured_to_date_rate(money, year, words)
    profile = portfolio.facts.profile
    base = money_parts(secured, profile.currency, words)
    figures = [
        BoardFigure(
            programme.name if programme else words.wall_total,
            words.count_projects.format(n=f"{len(scope):,}"),
            _counts(view, scope),
            None,
        ),
        _figure(
            words.wall_completion,
            done,
            (_count(done.numerator, words), _over(_count(done.denominator, words))),
            words,
        ),
        _figure(
            words.wall_mean.format(name=profile.headline_name)
            if profile.headline == "mean_progress"
            else words.wall_progress,
            mean,
            (
                words.wall_base.format(n=f"{mean.denominator or 0:,}"),
                words.wall_left_out.format(n=f"{left_out:,}"),
            ),
            words,
        ),
        _figure(
            words.wall_secured.format(year=f"{year % 100:02d}"), secured, (base[0], _over(base[1])), words
        ),
    ]
    return (*figures, _term(view)) if view.counts_down else tuple(figures)


def _figure(label: str, rate: Rate, partners: tuple[str, ...], words: Words) -> BoardFigure:
    return BoardFigure(label, percent_text(rate.value, words), partners, rate.value)


def _count(number: Number | None, words: Words) -> str:
    return words.missing if number is None else words.count_projects.format(n=f"{number:,}")


def _over(text: str) -> str:
    return f"/{text}"


def _counts(view: WallView, scope: Sequence[ProjectMeasure]) -> tuple[str, ...]:
    """How many each programme counts, how many of them are the same, and how many are in none: the sum is the figure.

    Of one programme, how many of its projects the others count too.
    """
    words, programmes = view.words, view.portfolio.programmes
    each = [(one.id, sum(one.id in measure.file.numbers for measure in scope)) for one in programmes]
    chosen = view.portfolio.programme(view.programme)
    if chosen is not None:
        shared = sum(len(measure.file.numbers) > 1 for measure in scope)
        return (words.wall_shared.format(n=f"{shared:,}"),) if shared else ()
    outside = sum(not measure.file.numbers for measure in scope)
    twice = sum(count for _, count in each) + outside - len(scope)
    counts = [f"{count:,}" for count in (*(count for _, count in each), outside) if count]
    if len(counts) < 2:
        return ()
    return (" + ".join(counts), words.wall_duplicates.format(n=f"{twice:,}"))


def _term(view: WallView) -> BoardFigure:
    """Days to the end of the term and how much of it has passed."""
    words, term = view.words, view.portfolio.term
    if term is None or term.starts is None or term.ends is None:
        return BoardFigure(words.wall_term, words.missing, (), None)
    whole = (term.ends - term.starts).days + 1
    passed = min(max((view.on - term.starts).days + 1, 0), whole)  # its first day is the first
    left = max((term.ends - view.on).days, 0)
    return BoardFigure(
        words.wall_term,
        _days(left, words),
        (words.wall_term_passed.format(n=_days(passed, words)), _over(_days(whole, words))),
        passed / whole,
    )


def _days(count: int, words: Words) -> str:
    return words.wall_days.format(n=f"{count:,}")


def areas(
    view: WallView, scope: Sequence[ProjectMeasure]
) -> list[tuple[str | None, str, list[ProjectMeasure]]]:
    """The areas that have projects, each with id, name and projects by number; those without an area last."""
    found: dict[str | None, list[ProjectMeasure]] = {area.id: [] for area in view.portfolio.areas}
    found[None] = []
    for each in scope:
        found[each.file.area.id if each.file.area else None].append(each)
    names = {area.id: area.short_name or area.name for area in view.portfolio.areas}
    unknown = view.words.area_unknown
    return [(key, names[key] if key is not None else unknown, some) for key, some in found.items() if some]


def late_then_by_number(view: WallView, projects: Sequence[ProjectMeasure]) -> list[ProjectMeasure]:
    """Those that are lit first, the furthest past plan before the others; the rest by number."""

    def order(each: ProjectMeasure) -> tuple[Any, ...]:
        days = (each.days_past or 0) if _is_lit(each) else 0
        return (-days, natural_order(each.file.number(view.chosen.programme)), each.file.id)

    return sorted(projects, key=order)


def _is_lit(each: ProjectMeasure) -> bool:
    return past_level(each.days_past) in (PastLevel.CLEAR, PastLevel.STRONG)


def _pages(
    view: WallView, found: Sequence[tuple[str | None, str, list[ProjectMeasure]]]
) -> list[tuple[Band, ...]]:
    """The bands of as few boards as hold them; an area that needs more than a board is divided.

    Of one that needs very many the projects furthest past plan are drawn.
    """
    pages: list[list[Band]] = [[]]
    used = 0.0
    for name, (_, _, projects) in zip(_names(found), found, strict=True):
        most = MOST_PARTS * MOST_TILES
        drawn = projects if len(projects) <= most else late_then_by_number(view, projects)[:most]
        counts = tuple(f"{count:,}" for count in dict.fromkeys((len(drawn), len(projects))))
        for part in in_pages(drawn, MOST_TILES):
            band = _band(view, name, counts, part)
            height = BAND + ROW * band.rows
            if pages[-1] and used + height > HEIGHT:
                pages.append([])
                used = 0.0
            pages[-1].append(band)
            used += height
    return [tuple(page) for page in pages]


def _names(found: Sequence[tuple[str | None, str, list[ProjectMeasure]]]) -> list[str]:
    """What each area is called; those that would read the same have two lines for it."""
    short = [fitted(name, AREA_WIDEST) for _, name, _ in found]
    return [
        each if short.count(each) == 1 else fitted(name, AREA_WIDEST * 2)
        for each, (_, name, _) in zip(short, found, strict=True)
    ]


def _band(view: WallView, name: str, counts: tuple[str, ...], projects: Sequence[ProjectMeasure]) -> Band:
    """Lit first, then by number; the worst few keep their names."""
    lit = [each for each in late_then_by_number(view, projects) if _is_lit(each)]
    first = lit[:MOST_NAMED]
    named = {each.file.id for each in first}
    rest = sorted(
        (each for each in projects if each.file.id not in named),
        key=lambda each: (natural_order(each.file.number(view.chosen.programme)), each.file.id),
    )
    cells = len(first) * NAMED_COLUMNS + len(rest)
    tiles = tuple(_tile(view, each, is_named=each.file.id in named) for each in (*first, *rest))
    lines = 1 if ems(name) <= AREA_WIDEST else 2
    return Band(name, counts, max(-(-cells // COLUMNS), lines), tiles)


def _tile(view: WallView, each: ProjectMeasure, *, is_named: bool) -> BoardTile:
    words, file = view.words, each.file
    days = None if each.days_past is None else signed_days(words, each.days_past)
    word = reported_status_word(view.portfolio, each.report, words)
    room = LINE_WIDEST - ems(view.number(file)) - ems(days or "")
    return BoardTile(
        project_id=file.id,
        number=view.number(file),
        status=each.status,
        level=past_level(each.days_past),
        name=fitted(view.name(file, NAME_WIDEST), room) if is_named else None,
        days_text=days if is_named else None,
        title=words.tile.format(number=view.number(file), name=file.project.name, status=word),
    )
