"""What a wall's screen is like, and how large the smallest type on it is from where it is read."""

import math
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from types import MappingProxyType
from typing import Any

CANVAS = (1267, 713)
"""Units (u) that every scene has at least: 98 inches seen from 5 m at 16:9. One unit is one arc minute there."""
SMALLEST_UNITS = 20.5
"""The smallest type of a scene (--t-min in assets/tokens.css)."""
HANGUL_INK = 0.85
"""Height of a syllable's ink, of the type's size."""
FEWEST_MINUTES = 20.0
"""Arc minutes that Hangul needs to be read (WALL.md)."""
USUAL_SHAPE = (16, 9)
"""Of a wall that has not said what it is."""
PANELS, THEMES = ("1x1", "3x2"), ("dark", "light")
LIMITS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"diagonal_in": (20.0, 600.0), "distance_m": (0.5, 40.0)}
)
_NUMBER = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,2})?")
_SHAPE = re.compile(r"([1-9][0-9]{1,4})x([1-9][0-9]{1,4})")

Shape = tuple[int, int]


class GeometryWrong(ValueError):
    """A geometry that cannot be used; `field` is the first that is wrong."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class Geometry:
    """A wall's screen: diagonal in inches, metres to the farthest reader, panels across x down, light or dark."""

    diagonal_in: float = 98.0
    distance_m: float = 5.0
    panels: str = "1x1"
    theme: str = "dark"

    def minutes(self, shape: Shape = USUAL_SHAPE) -> float:
        """Arc minutes of the smallest Hangul's ink from that distance."""
        return math.degrees(math.atan(self._ink_mm(shape) / (self.distance_m * 1000))) * 60

    def reach_m(self, shape: Shape = USUAL_SHAPE) -> float:
        """Metres up to which all of it can be read."""
        return self._ink_mm(shape) / math.tan(math.radians(FEWEST_MINUTES / 60)) / 1000

    def is_hard(self, shape: Shape = USUAL_SHAPE) -> bool:
        """Whether the smallest type falls below what can be read."""
        return self.reach_m(shape) < self.distance_m

    def enough_in(self, shape: Shape = USUAL_SHAPE) -> int:
        """The least inches at which all of it could be read from that distance."""
        return math.ceil(self.diagonal_in * self.distance_m / self.reach_m(shape))

    def _ink_mm(self, shape: Shape) -> float:
        width, height = shape
        unit = min(width / CANVAS[0], height / CANVAS[1])
        return unit * SMALLEST_UNITS * HANGUL_INK * self.diagonal_in * 25.4 / math.hypot(width, height)


@dataclass(frozen=True, slots=True)
class OwnGeometry:
    """What is said of one wall alone; None is as it is of all walls."""

    diagonal_in: float | None = None
    distance_m: float | None = None
    panels: str | None = None
    theme: str | None = None

    def over(self, usual: Geometry) -> Geometry:
        """The wall's geometry, where `usual` is that of walls of which nothing is said."""
        return replace(usual, **self.as_data())

    def as_data(self) -> dict[str, Any]:
        """Only what is said, which `own_geometry` reads."""
        return {name: value for name, value in asdict(self).items() if value is not None}

    def text(self) -> str:
        """It as the record has it, by which two are told apart; "" when nothing is said."""
        return ", ".join(f"{name} {_written(value)}" for name, value in self.as_data().items())

    def typed(self) -> dict[str, str]:
        """Each field as a form shows it; "" is what is not said."""
        return {each.name: _written(getattr(self, each.name)) for each in fields(self)}


NOT_OWN = OwnGeometry()


def own_geometry(given: Mapping[str, Any]) -> OwnGeometry:
    """What is typed into a form, or kept; "" and what is missing is not said. GeometryWrong names the field."""
    wrong = problems(given)
    if wrong:
        raise GeometryWrong(wrong[0])
    numbers = {name: float(given[name]) for name in LIMITS if given.get(name)}
    words = {name: str(given[name]) for name in ("panels", "theme") if given.get(name)}
    return OwnGeometry(**numbers, **words)  # type: ignore[arg-type]  # names of this class, by their kinds


def problems(given: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields that cannot be used."""
    allowed = {"panels": PANELS, "theme": THEMES}
    wrong = [name for name in LIMITS if given.get(name) and not _is_within(str(given[name]), LIMITS[name])]
    wrong += [name for name, values in allowed.items() if given.get(name) and given[name] not in values]
    return tuple(wrong)


def shape_of(size: str) -> Shape:
    """The shape of a screen that called itself "3840x2160"."""
    found = _SHAPE.fullmatch(size)
    return (int(found[1]), int(found[2])) if found else USUAL_SHAPE


def _is_within(text: str, limits: tuple[float, float]) -> bool:
    return bool(_NUMBER.fullmatch(text)) and limits[0] <= float(text) <= limits[1]


def _written(value: float | str | None) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else f"{value:g}"
