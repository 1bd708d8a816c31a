"""What a screenshot holds: its colours, their contrast, and how they look to people who see colours otherwise."""

import io
from enum import StrEnum
from functools import lru_cache

import numpy as np
from coloraide import Color
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page

Pixels = NDArray[np.uint8]
"""Height x width x (red, green, blue), or any list of colours."""
Values = NDArray[np.float64]


class Sight(StrEnum):
    """Kinds of sight, by the names that coloraide gives its filters."""

    USUAL = "usual"
    GREY = "grey"
    PROTAN = "protan"
    DEUTAN = "deutan"
    TRITAN = "tritan"


def picture(page: Page) -> Pixels:
    """What the page shows now."""
    with Image.open(io.BytesIO(page.screenshot())) as image:
        return np.asarray(image.convert("RGB"))


def luminance(colours: Pixels) -> Values:
    """The relative luminance of WCAG 2.2, 0..1."""
    return np.asarray(_linear()[colours] @ np.array([0.2126, 0.7152, 0.0722]))


def contrast(one: Values, other: Values) -> Values:
    """The contrast ratio of WCAG 2.2 between luminances, 1..21."""
    return np.asarray((np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05))


def common_colours(colours: Pixels, share: float) -> Pixels:
    """The colours that are at least `share` of all, the commonest first; that one alone where none is."""
    packed = colours.reshape(-1, 3).astype(np.uint32) @ np.array([65536, 256, 1], np.uint32)
    found, counts = np.unique(packed, return_counts=True)
    order = np.argsort(-counts)
    found, counts = found[order], counts[order]
    kept = found[: max(1, int(np.count_nonzero(counts >= share * packed.size)))]
    return np.stack([kept >> 16, kept >> 8 & 255, kept & 255], axis=-1).astype(np.uint8)


def seen_by(colours: Pixels, sight: Sight) -> Pixels:
    """The colours as this sight has them: Machado, Oliveira & Fernandes 2009 at full severity, by coloraide."""
    if sight is Sight.USUAL:
        return colours
    if sight is Sight.GREY:
        return _encoded(np.repeat(luminance(colours)[..., None], 3, axis=-1))
    return _encoded(_linear()[colours] @ _machado(sight))


def difference(one: Pixels, other: Pixels) -> float:
    """CIEDE2000 between two colours of the screen."""
    return float(_color(one).delta_e(_color(other), method="2000"))


def _color(rgb: Pixels) -> Color:
    return Color("srgb", [int(part) / 255 for part in rgb])


@lru_cache(maxsize=1)
def _linear() -> Values:
    """Linear light of each of the 256 steps of a channel."""
    steps = np.arange(256) / 255
    return np.where(steps <= 0.04045, steps / 12.92, ((steps + 0.055) / 1.055) ** 2.4)


def _encoded(linear: Values) -> Pixels:
    light = np.clip(linear, 0, 1)
    steps = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(steps * 255).astype(np.uint8))


@lru_cache(maxsize=3)
def _machado(sight: Sight) -> Values:
    """The filter is linear in linear light, so that three colours tell it for all pixels at once."""
    space = "srgb-linear"
    ends = np.eye(3).tolist()
    return np.array(
        [Color(space, end).filter(sight, method="machado", space=space, out_space=space)[:3] for end in ends]
    )
