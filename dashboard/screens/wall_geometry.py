"""What the page shows on which staff say what each wall's screen is like."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dashboard.domain.geometry import FEWEST_MINUTES, LIMITS, Geometry, OwnGeometry, Shape, shape_of
from dashboard.domain.lead import WallState
from dashboard.domain.wall_beats import Heard
from dashboard.domain.words import Words, time_text
from dashboard.screens.wall_beats import wall_label

Typed = Mapping[str, Mapping[str, str]]
"""By wall, then by field."""
NOTHING_TYPED: Typed = MappingProxyType({})
_NO_FIELDS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class GeometryDraft:
    """A form that was not saved: what was typed, what each wall began with, and what is wrong with it."""

    typed: Typed
    seen: Mapping[str, str]
    problems: Typed


NO_DRAFT = GeometryDraft(NOTHING_TYPED, _NO_FIELDS, NOTHING_TYPED)


@dataclass(frozen=True, slots=True)
class GeometryLine:
    """A wall. `typed` stands in its fields, `seen` is what they began with; `legible_text` is of what is saved."""

    wall: str
    label: str
    is_there: bool
    seen_text: str
    typed: Mapping[str, str]
    seen: str
    is_hard: bool
    legible_text: str
    problems: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class GeometryScreen:
    """Every wall; `usual` holds the default of each field in words."""

    lines: tuple[GeometryLine, ...]
    usual: Mapping[str, str]
    usual_text: str
    news: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """A wall as a picture of it is made: its name, its geometry, its shape, and both in words."""

    wall: str
    label: str
    geometry: Geometry
    shape: Shape
    text: str
    is_hard: bool


@dataclass(frozen=True, slots=True)
class GeometryView:
    """What it is made from. `own` is the wall of whoever asks."""

    heard: Iterable[Heard]
    state: WallState
    usual: Geometry
    own: str
    words: Words

    def walls(self) -> dict[str, Heard | None]:
        """Every wall that is on or paired, or of which something is said, by name; the first are on."""
        listed = [
            each
            for each in self.heard
            if each.is_there or each.is_paired or each.wall in self.state.geometries
        ]
        listed.sort(key=lambda each: (not each.is_there, not each.is_paired, each.wall))
        silent = sorted(set(self.state.geometries) - {each.wall for each in listed})
        return {each.wall: each for each in listed} | dict.fromkeys(silent)


def geometry_screen(
    view: GeometryView, draft: GeometryDraft = NO_DRAFT, news: str | None = None, problem: str | None = None
) -> GeometryScreen:
    """All walls, with what was typed where it was not saved."""
    lines = tuple(_line(view, wall, heard, draft) for wall, heard in view.walls().items())
    usual = field_texts(view.usual, view.words)
    return GeometryScreen(lines, usual, geometry_text(view.usual, view.words), news, problem)


def looked_at(view: GeometryView) -> tuple[Looked, ...]:
    """What a picture may be made for: a wall of which nothing is said, then every wall."""
    words = view.words
    known = [("", words.geometry_usual, view.usual, shape_of(""))]
    for wall, heard in view.walls().items():
        geometry = view.state.geometry(wall).over(view.usual)
        known.append((wall, wall_label(wall, view.own, words), geometry, _shape(heard)))
    return tuple(
        Looked(
            wall,
            label,
            geometry,
            shape,
            words.geometry_looked.format(
                geometry=geometry_text(geometry, words), legible=legible_text(geometry, shape, words)
            ),
            geometry.is_hard(shape),
        )
        for wall, label, geometry, shape in known
    )


def legible_text(geometry: Geometry, shape: Shape, words: Words) -> str:
    """How large the smallest type is and how far it can be read; what it would need when that is too near."""
    is_hard = geometry.is_hard(shape)
    text = words.geometry_hard if is_hard else words.geometry_fine
    minutes = round(geometry.minutes(shape), 1)
    # What falls short of the limit must not read as the limit.
    return text.format(
        minutes=f"{min(minutes, FEWEST_MINUTES - 0.1) if is_hard else minutes:.1f}",
        reach=_cut(geometry.reach_m(shape)),
        least=f"{FEWEST_MINUTES:g}",
        distance=f"{geometry.distance_m:g}",
        enough=f"{geometry.enough_in(shape):,}",
    )


def geometry_text(geometry: Geometry, words: Words) -> str:
    """A geometry in words."""
    return ", ".join(field_texts(geometry, words).values())


def field_texts(geometry: Geometry, words: Words) -> dict[str, str]:
    """Each field in words."""
    return {
        "diagonal_in": words.geometry_inches.format(n=f"{geometry.diagonal_in:g}"),
        "distance_m": words.geometry_metres.format(n=f"{geometry.distance_m:g}"),
        "panels": words.geometry_panels[geometry.panels],
        "theme": words.geometry_themes[geometry.theme],
    }


def sentences(fields: Iterable[str], words: Words) -> dict[str, str]:
    """What is told beside each field that cannot be used."""
    none = (0.0, 0.0)
    return {
        each: words.geometry_wrong[each].format(least=f"{least:g}", most=f"{most:g}")
        for each in fields
        for least, most in [LIMITS.get(each, none)]
    }


def overtaken(now: OwnGeometry, usual: Geometry, words: Words) -> str:
    """What somebody else has made of a wall meanwhile."""
    return words.geometry_overtaken.format(text=geometry_text(now.over(usual), words))


def fitted(walls: Iterable[str], own: str, words: Words) -> str:
    """What was saved."""
    return words.geometry_saved.format(names=", ".join(wall_label(wall, own, words) for wall in walls))


def _line(view: GeometryView, wall: str, heard: Heard | None, draft: GeometryDraft) -> GeometryLine:
    words, own = view.words, view.state.geometry(wall)
    geometry, shape = own.over(view.usual), _shape(heard)
    return GeometryLine(
        wall,
        wall_label(wall, view.own, words),
        heard is not None and heard.is_there,
        time_text(words, heard.at) if heard else words.missing,
        draft.typed.get(wall, own.typed()),
        draft.seen.get(wall, own.text()),
        geometry.is_hard(shape),
        legible_text(geometry, shape, words),
        draft.problems.get(wall, _NO_FIELDS),
    )


def _shape(heard: Heard | None) -> Shape:
    return shape_of(heard.size if heard else "")


def _cut(value: float) -> str:
    """One decimal, cut off: nobody stands farther away than it says."""
    return f"{math.floor(value * 10) / 10:.1f}"
