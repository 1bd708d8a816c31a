"""How far what is drawn stands out from what lies under it, found by taking it away and comparing the pixels."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass

import numpy as np
from playwright.sync_api import Page

from tests.support.pixels import Pixels, common_colours, contrast, luminance, picture
from tests.wall.looking import styled

TEXT_LEAST, GRAPHIC_LEAST = 7.0, 3.0
"""Contrast of text and of graphics (WALL.md 3)."""
GROUND_SHARE = 0.05
"""A colour under this share of an element's pixels is a ground of it; all others are edges between grounds."""
BLEED = 16
"""Steps of a channel up to which a pixel is the blur of an edge that something else covers."""
NEAR = 2
"""Pixels around a mark in which a ground is beside it; of one that is wholly under it nobody sees anything."""
CORE = 95
"""Percentile of the pixels of a letter or mark that is its core: what is below is the blur of its edges."""

GONE = "visibility:hidden!important"
LAYERS: tuple[Mapping[str, str], ...] = (
    {".axis i": GONE},
    dict.fromkeys(
        (
            *(".gl", ".dot", ".pl i", ".pause", ".mark", ".aq"),
            *(".meter>i", ".bar i", ".nested .executed", ".sw", ".key", ".ln", ".sec", ".col.after::before"),
            *(".curve polyline", ".curve rect", ".curve i"),
            *(".line .act", ".line .slip", ".line .base", ".row .act", ".row .slip"),
        ),
        GONE,
    ),
    {
        **dict.fromkeys((".t.late:not(.mild)", ".a.late:not(.mild)"), GONE),
        **dict.fromkeys((".mild", ".slight"), "box-shadow:none!important"),
        **dict.fromkeys((".nested .secured", ".stack i", ".line .cur", ".row .cur"), GONE),
        "polygon": "stroke:none!important",
        ".situation>header": "border-color:transparent!important",
    },
    {".nested .planned": GONE},
)
"""Everything on a wall that is drawn and carries meaning, by selector with what takes it away; what lies over
something else that is measured comes before it. Tracks of bars, quiet grounds and rules carry none: a figure stands
beside every bar, a shape on every ground, and nothing is lost with a rule."""

RUNS = """
(root) => {
  const found = [], walker = document.createTreeWalker(document.querySelector(root), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, text = node.textContent.trim();
    if (!text || !node.parentElement.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    if (parseFloat(getComputedStyle(node.parentElement).fontSize) < 1) continue;
    const named = node.parentElement.closest('[class]');
    const name = `${named ? named.getAttribute('class') : ''}: ${text}`;
    for (const { left, top, right, bottom } of range.getClientRects()) {
      found.push({ name, box: [left, top, right, bottom] });
    }
  }
  return found;
}
"""
MARKS = """
([root, selector]) => {
  const unit = parseFloat(document.documentElement.style.getPropertyValue('--u')), edge = 2;
  return [...document.querySelectorAll(selector.replace('::before', ''))]
    .filter((each) => each.closest(root) && each.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    .map((each) => [each, each.getBoundingClientRect()])
    .filter(([, box]) => !selector.startsWith('.stack') || box.height > 2 * unit)
    .map(([each, { left, top, right, bottom }]) => ({
      name: `${selector} (${each.getAttribute('class') || each.localName})`,
      // The line before a column stands in the gap to its left.
      box: selector.endsWith('::before') ? [left - 20 * unit, top, left, bottom]
        : [left - edge, top - edge, right + edge, bottom + edge],
    }));
}
"""
"""A slice of a column that is thinner than two units is to scale, and its column's figure stands above it."""


@dataclass(frozen=True)
class Measured:
    """An element with its contrast against the worst of its grounds; 1 is one that is not to be seen."""

    name: str
    contrast: float


def texts(page: Page, root: str) -> list[Measured]:
    """Every line of text inside `root`."""
    runs = page.evaluate(RUNS, root)
    shown = picture(page)
    with styled(page, {"*": "-webkit-text-fill-color:transparent!important"}):
        ground = picture(page)
    return [Measured(each["name"], _stands_out(each["box"], shown, ground)) for each in runs]


def graphics(page: Page, root: str) -> list[Measured]:
    """Everything inside `root` that is drawn and carries meaning, each layer without those above it."""
    found = []
    with ExitStack() as taken_away:
        shown = picture(page)
        for layer in LAYERS:
            marks = [each for part in layer for each in page.evaluate(MARKS, [root, part])]
            taken_away.enter_context(styled(page, layer))
            ground = picture(page) if marks else shown
            found += [Measured(each["name"], _stands_out(each["box"], shown, ground)) for each in marks]
            shown = ground
    return found


def _stands_out(box: list[float], shown: Pixels, ground: Pixels) -> float:
    left, top = (max(0, int(np.floor(edge))) for edge in box[:2])
    right, bottom = (int(np.ceil(edge)) for edge in box[2:])
    with_it, without = shown[top:bottom, left:right], ground[top:bottom, left:right]
    is_drawn = np.max(np.abs(with_it.astype(int) - without), axis=-1) > BLEED
    if not is_drawn.any():
        return 1.0
    ink, under = with_it[is_drawn], without[is_drawn]
    found = contrast(luminance(ink), luminance(under))
    around = shown[max(0, top - NEAR) : bottom + NEAR, max(0, left - NEAR) : right + NEAR]
    grounds = common_colours(under, GROUND_SHARE)
    beside = [each for each in grounds if np.all(around == each, axis=-1).any()]
    return min(
        float(np.percentile(found[np.all(under == each, axis=-1)], CORE)) for each in beside or grounds
    )
