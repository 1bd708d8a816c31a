"""States are told apart without colour: by the shape of their mark, and by their word.

Measured on pixels, as people see them who have all colours, none, or one kind of cone less. A mark is reduced to its
outline (what differs from its ground by more than half of its own contrast); two outlines that lie on one another
share at most `SHARED_MOST` of what either covers, for every sight. Colours only help, and only usual sight is promised
`DIFFERENCE_LEAST` between any two states that have a hue.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Locator, Page

from dashboard.domain.vocabulary import Status
from layouts.parts import STATUS_CLASSES
from tests.support.pixels import (
    Pixels,
    Sight,
    common_colours,
    contrast,
    difference,
    luminance,
    picture,
    seen_by,
)
from tests.support.server import RunningServer
from tests.wall.conftest import HeldWall
from tests.wall.links import links
from tests.wall.looking import THEMES, UHD, Visits, open_wall, wear

SHARED_MOST = 0.75
"""Of the area that either of two marks covers; a circle and the square around it share 0.79."""
DIFFERENCE_LEAST = 15.0
"""CIEDE2000 between two states for usual sight (WALL.md 4)."""
LIT_LEAST = 3.0
"""Contrast between a tile that is lit and one that is not, for every sight."""
SIDE = 48
"""Marks are laid on one another at so many pixels across and down."""

Outline = NDArray[np.bool_]
Note = Callable[[str, object], None]

SAME_MARK = frozenset({"lost", "clock", "never", "stuck"})
"""No link that can be judged: one mark, four words."""
QUIET = frozenset({"hold", "drop", "none"})
"""They have no hue, and are told by their shapes alone."""
EDGE, RULE = 2, 4
"""Pixels of ground around a tile's cut-out; pixels in which the outline of a tile lies."""


def cut_out(page: Page, place: Locator) -> Pixels:
    """The pixels of an element with a little ground around it."""
    box = place.bounding_box()
    assert box is not None
    left, top = int(box["x"]) - 1, int(box["y"]) - 1
    right, bottom = int(box["x"] + box["width"]) + 2, int(box["y"] + box["height"]) + 2
    return picture(page)[top:bottom, left:right]


def outline(mark: Pixels, sight: Sight) -> Outline:
    """Where the mark is, scaled to one size; its ground is the colour of the corner."""
    light = luminance(seen_by(mark, sight))
    strength = np.abs(light - light[0, 0])
    is_mark = strength > strength.max() / 2
    rows, columns = (np.flatnonzero(is_mark.any(axis=axis)) for axis in (1, 0))
    mark_only = is_mark[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    down, across = (np.arange(SIDE) * size // SIDE for size in mark_only.shape)
    return np.asarray(mark_only[down][:, across])


def shared(one: Outline, other: Outline) -> float:
    """What both cover, of what either covers."""
    return float((one & other).sum() / (one | other).sum())


def colour(mark: Pixels) -> tuple[int, ...]:
    """The colour of the mark: its commonest that is not the ground's."""
    found = common_colours(mark, 0.0)
    return tuple(int(part) for part in next(each for each in found if (each != mark[0, 0]).any()))


def shared_areas(
    marks: Mapping[str, Pixels], *, same: frozenset[str] = frozenset()
) -> Iterator[tuple[str, float]]:
    """Every two marks that should differ, by sight, with the share that they have in common."""
    for sight in Sight:
        outlines = {name: outline(mark, sight) for name, mark in marks.items()}
        for one, other in combinations(outlines, 2):
            if not {one, other} <= same:
                yield f"{one} and {other}, {sight}", shared(outlines[one], outlines[other])


def nearest_colours(marks: Mapping[str, Pixels], sight: Sight) -> tuple[float, str]:
    """The least CIEDE2000 between the colours of two marks."""
    seen = {name: seen_by(np.array(colour(mark), np.uint8), sight) for name, mark in marks.items()}
    return min(
        (difference(seen[one], seen[other]), f"{one} and {other}") for one, other in combinations(seen, 2)
    )


@pytest.mark.parametrize("theme", THEMES)
def test_every_status_of_a_project_has_a_shape_and_a_word_of_its_own(
    held: HeldWall, visit: Visits, record_property: Note, theme: str
) -> None:
    page = open_wall(visit, held.url, size=UHD).page
    wear(page, theme)
    marks, words = {}, {}
    for entry in page.locator(".slot.on .leg > span").all():
        glyph = entry.locator(".gl")
        name = re.findall(r"gl-(\w+)", str(glyph.get_attribute("class")))[0]
        marks[name], words[name] = cut_out(page, glyph), re.sub(r"\d", "", entry.inner_text()).strip()
    assert set(marks) == {*(STATUS_CLASSES[status] for status in (*Status, None)), "late"}

    shapes = dict(shared_areas(marks))
    record_property("largest shared area", max((share, pair) for pair, share in shapes.items()))
    for sight in Sight:
        record_property(f"least CIEDE2000, {sight}", nearest_colours(marks, sight))

    assert {pair: share for pair, share in shapes.items() if share > SHARED_MOST} == {}
    assert len({*words.values()}) == len(words), words
    with_hue = {name: mark for name, mark in marks.items() if name not in QUIET}
    assert nearest_colours(with_hue, Sight.USUAL)[0] >= DIFFERENCE_LEAST


def test_every_state_of_the_link_is_told_by_shape_or_word(
    held: HeldWall, visit: Visits, record_property: Note
) -> None:
    marks: dict[str, dict[str, Pixels]] = {theme: {} for theme in THEMES}
    words = set()
    for state, wall in links(visit, held, UHD):
        words.add(re.sub(r"\d+\w+$", "", wall.page.locator(".slot.on [data-link]").inner_text()))
        for theme in THEMES:
            wear(wall.page, theme)
            marks[theme][state] = cut_out(wall.page, wall.page.locator(".slot.on .dot"))

    shapes = {
        f"{theme}: {pair}": share
        for theme in THEMES
        for pair, share in shared_areas(marks[theme], same=SAME_MARK)
    }
    record_property("largest shared area", max((share, pair) for pair, share in shapes.items()))
    assert {pair: share for pair, share in shapes.items() if share > SHARED_MOST} == {}
    assert len(words) == len(marks["dark"]) == 7


@pytest.mark.parametrize("theme", THEMES)
def test_a_tile_that_is_lit_or_outlined_is_told_from_a_quiet_one_by_every_sight(
    demo_server: RunningServer, visit: Visits, record_property: Note, theme: str
) -> None:
    page = open_wall(visit, demo_server.url, size=UHD).page
    wear(page, theme)
    lit, quiet, outlined, slight = (
        cut_out(page, page.locator(f".slot.on .t{kind}").first)[EDGE:-EDGE, EDGE:-EDGE]
        for kind in (".late:not(.mild)", ".norm:not(.late):not(.slight)", ".late.mild", ".slight")
    )

    for sight in Sight:
        found = {
            "lit": lit_contrast(lit, quiet, sight),
            "outlined": edge_contrast(outlined, sight),
            "slight": edge_contrast(slight, sight),
        }
        record_property(str(sight), {name: round(each, 2) for name, each in found.items()})
        assert {name: each for name, each in found.items() if each < LIT_LEAST} == {}, sight
    assert all("+" in text for text in page.locator(".slot.on .t.late").all_inner_texts())


def ground(tile: Pixels) -> Pixels:
    """The commonest colour of a tile."""
    return np.asarray(common_colours(tile, 1.0)[0])


def lit_contrast(one: Pixels, other: Pixels, sight: Sight) -> float:
    """The contrast between the grounds of two tiles."""
    return float(contrast(*(luminance(seen_by(ground(each), sight)) for each in (one, other))))


def edge_contrast(tile: Pixels, sight: Sight) -> float:
    """How far the upper edge stands out from the tile's own ground."""
    inner = luminance(seen_by(ground(tile), sight))
    edges = luminance(seen_by(tile[:RULE, len(tile) : -len(tile)], sight))
    return float(np.median(contrast(edges, inner).max(axis=0)))


def test_the_grade_of_the_air_never_stands_without_its_word(
    demo_server: RunningServer, visit: Visits
) -> None:
    page = open_wall(visit, demo_server.url, "city").page

    words = page.locator(".slot.on .g").all_inner_texts()

    assert len(words) > 5
    assert all(word.strip() for word in words)
