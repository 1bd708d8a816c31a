"""What every scene of a wall is made from, and what a scene is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dashboard.domain.city.history import CityPicture
from dashboard.domain.city_map import CityMap
from dashboard.domain.facets import Facet
from dashboard.domain.money import money_text
from dashboard.domain.playlist import SceneKind
from dashboard.domain.portfolio import Portfolio, ProjectMeasure
from dashboard.domain.progress import Rate
from dashboard.domain.project_file import ProjectFile
from dashboard.domain.short_names import WIDEST, wall_name
from dashboard.domain.words import Words
from dashboard.screens.selection import in_scope, selection
from dashboard.screens.wall_lines import NUMBER_WIDEST, ems
from dashboard.urls import Filter

TRILLION = 10**12
MOST_PARTS = 6
"""Scenes that one area, or the procedures of one quarter, play: a round of a very large city would take hours."""


@dataclass(frozen=True, slots=True)
class WallView:
    """What a wall may show now. `programme` None is every project, `names` are the 약칭 of the room by project.

    `is_guest` is 접견: nothing that is not confirmed and public. `counts_down` lets the days to the end of the
    term appear.
    """

    portfolio: Portfolio
    city: CityPicture | None
    city_map: CityMap
    today: date
    words: Words
    programme: str | None = None
    names: Mapping[str, str] | None = None
    is_guest: bool = False
    counts_down: bool = False

    @property
    def on(self) -> date:
        """The day that the data are judged on."""
        return self.portfolio.status_date(self.today)

    @property
    def chosen(self) -> Filter:
        """The programme as a filter."""
        known = self.portfolio.programme(self.programme)
        return Filter.of({Facet.PROGRAMME: [known.id]} if known else {})

    def scope(self) -> list[ProjectMeasure]:
        """The projects of the programme, in their own order."""
        return in_scope(self.portfolio, self.chosen, self.on)

    def worst_first(self) -> list[ProjectMeasure]:
        """The projects of the programme that have passed a planned date, furthest first."""
        late = [each for each in selection(self.portfolio, self.chosen, self.on) if each.days_past]
        return sorted(late, key=lambda each: -(each.days_past or 0))

    def number(self, file: ProjectFile) -> str:
        """The project's number in the programme."""
        return file.number(self.chosen.programme) or self.words.missing_mark

    def row_number(self, file: ProjectFile) -> str:
        """The same for a row; "" for one that is too long for it."""
        number = self.number(file)
        return number if ems(number) <= NUMBER_WIDEST else ""

    def name(self, file: ProjectFile, widest: float = WIDEST) -> str:
        """What the project is called in so many syllables."""
        return wall_name(file, self.names or {}, widest)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a scene's sentence; `is_late` lights what needs action."""

    text: str
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture of a playlist: a title, one computed sentence, and what `kind` draws from `content`.

    `key` names it for remotes and for the browser: its kind, and what tells it from others of its kind.
    """

    kind: SceneKind
    key: str
    title: str
    sentence: tuple[Span, ...]
    content: Any


def key_of(kind: SceneKind, part: str = "") -> str:
    """How a scene is named."""
    return f"{kind.value}:{part}" if part else kind.value


def in_pages(items: Sequence[Any], most: int) -> list[Sequence[Any]]:
    """The items in as few pages of at most `most` as possible, evenly filled; no page without items."""
    if not items:
        return []
    count = -(-len(items) // most)
    size, more = divmod(len(items), count)
    pages, start = [], 0
    for number in range(count):
        end = start + size + (number < more)
        pages.append(items[start:end])
        start = end
    return pages


def wall_money(amount: int | None, currency: str, words: Words) -> str:
    """Money as a figure of a wall: three digits ("9.76조", "6,858억" stays whole); 자료 없음 for None (LOOK.md 7)."""
    if amount is None or currency != "KRW" or abs(amount) < TRILLION:
        return money_text(amount, currency, words)
    trillions = Decimal(amount) / TRILLION
    digits = max(0, 2 - max(0, trillions.copy_abs().adjusted()))
    return words.wall_trillions.format(n=f"{round(trillions, digits):,.{digits}f}")


def money_parts(rate: Rate, currency: str, words: Words) -> tuple[str, str]:
    """Both numbers of a rate over money, as figures of a wall."""
    part, whole = (None if number is None else int(number) for number in (rate.numerator, rate.denominator))
    return wall_money(part, currency, words), wall_money(whole, currency, words)
