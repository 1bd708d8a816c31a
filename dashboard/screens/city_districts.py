"""The map of the districts: outlines coloured by one figure or by the official grade, dots at the stations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, log10

from dashboard.domain.city.air import BOUNDS, grade, is_valid
from dashboard.domain.city.districts import DISTRICTS, NAMES
from dashboard.domain.city.history import Point, Spot
from dashboard.domain.city.measures import CITY, MEASURES
from dashboard.domain.city_map import District, is_inside
from dashboard.domain.city_map import Point as Place
from dashboard.screens.city_events import district_counts, whole_count
from dashboard.screens.city_series import Reading, reading, stations, usable
from dashboard.screens.city_texts import at_text, mark, value_text, with_unit
from dashboard.screens.city_view import MESSAGES, CityView, measure_name
from dashboard.screens.map_drawn import STEPS, Shape

WEST, EAST, SOUTH, NORTH = 127.247048, 127.559557, 36.199923, 36.499564
"""Degrees of the edges of Daejeon, which are those of the schematic."""
MOVES = 20
NAME_WIDE, NAME_HIGH = 2.6, 1.7
"""Half of what a name with its figure takes on the schematic, in km."""


@dataclass(frozen=True, slots=True)
class StationDot:
    """A station at its place of the schematic. `number` is the grade, 0 without a value of now."""

    name: str
    at: Place
    number: int
    hover: tuple[str, ...]
    href: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class CityMapView:
    """The drawn map. `is_graded` tells whether steps are official grades; `legend` are (step, text)."""

    title: str
    is_graded: bool
    shapes: tuple[Shape, ...]
    dots: tuple[StationDot, ...]
    extent: Place
    legend: tuple[tuple[int, str], ...]
    dots_text: str
    stale_text: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """Five steps of equal width from `low` on."""

    low: float
    width: float

    def step(self, value: float | None) -> int:
        if value is None:
            return 0
        return min(max(int((value - self.low) / self.width + 1e-9) + 1, 1), STEPS)


def city_map(view: CityView) -> CityMapView:
    """The districts coloured by the measure that is looked at."""
    measure, words = view.measure, view.words
    values = district_readings(view, measure)
    is_graded = measure in BOUNDS
    scale = scale_of([usable(found) for found in values.values()])
    steps = {code: _step(measure, found, scale, is_graded) for code, found in values.items()}
    rings = {district.name: district for district in view.city_map.districts}
    dots = _dots(view, rings) if is_graded else ()
    shapes = [
        _shape(view, code, rings[NAMES[code]], found, steps[code])
        for code, found in values.items()
        if NAMES[code] in rings
    ]
    whole = whole_count(view) if measure == MESSAGES else 0
    whole_text = words.city_map_messages_whole.format(n=f"{whole:,}") if whole else ""
    return CityMapView(
        title=f"{words.city_map}: {measure_name(measure, words)}",
        is_graded=is_graded,
        shapes=tuple(shapes),
        dots=dots,
        extent=view.city_map.extent,
        legend=_legend(view, scale, set(steps.values()), is_graded),
        dots_text=words.city_map_station if dots else "",
        stale_text=words.city_map_stale if any(not dot.number for dot in dots) else "",
        notes=tuple(text for text in (whole_text, words.city_map_note) if text),
    )


def district_readings(view: CityView, measure: str) -> dict[str, Reading]:
    """The figure of every district."""
    if measure == MESSAGES:
        counts = district_counts(view)
        return {code: Reading(MESSAGES, counts.get(code), view.now) for code in DISTRICTS}
    return {code: reading(view, measure, code) for code in DISTRICTS}


def map_value_text(view: CityView, measure: str, value: float | None) -> str:
    """A figure as it stands on the map; counts of messages have no measure of their own."""
    words = view.words
    if measure != MESSAGES:
        return value_text(measure, value, words)
    return words.city_map_missing if value is None else words.city_messages_count.format(n=f"{value:,.0f}")


def scale_of(values: Sequence[float | None]) -> Scale:
    """Steps of a round width that hold the values from the lowest to the highest."""
    known = [value for value in values if value is not None]
    if not known:
        return Scale(0, 1)
    width = _round((max(known) - min(known)) / STEPS)
    low = floor(min(known) / width) * width
    if low + STEPS * width < max(known):
        width = _round(width * 1.01)
        low = floor(min(known) / width) * width
    return Scale(low, width)


def spot_place(spot: Spot, district: District) -> Place | None:
    """Where a spot stands on the schematic: at its degrees, moved into its district where borders differ."""
    if spot.latitude is None or spot.longitude is None:
        return None
    x = (spot.longitude - WEST) / (EAST - WEST) * 28
    y = (spot.latitude - SOUTH) / (NORTH - SOUTH) * 35.2
    to_x, to_y = district.label
    for move in range(MOVES):
        share = move / MOVES
        at = (x + (to_x - x) * share, y + (to_y - y) * share)
        if is_inside(at, district.ring):
            return _off_the_name(at, district)
    return district.label


def _off_the_name(at: Place, district: District) -> Place:
    """A dot under the name of its district moves up or down out of it, where the district goes on there."""
    (x, y), (label_x, label_y) = at, district.label
    if abs(x - label_x) > NAME_WIDE or abs(y - label_y) > NAME_HIGH:
        return at
    up, down = (x, label_y + NAME_HIGH), (x, label_y - NAME_HIGH)
    nearer, farther = (up, down) if y >= label_y else (down, up)
    return next((place for place in (nearer, farther) if is_inside(place, district.ring)), at)


def _step(measure: str, found: Reading, scale: Scale, is_graded: bool) -> int:
    value = usable(found)
    return int(grade(measure, value) or 0) if is_graded else scale.step(value)


def _shape(view: CityView, code: str, district: District, found: Reading, step: int) -> Shape:
    words, measure = view.words, view.measure
    text = map_value_text(view, measure, found.value)
    word = f" {mark(grade(measure, usable(found)), words).word}" if step and measure in BOUNDS else ""
    time = at_text(view, measure, found.at) if measure != MESSAGES else ""
    valid = (
        words.city_valid.format(total=found.total, valid=found.valid or 0)
        if found.total is not None and measure in BOUNDS
        else ""
    )
    return Shape(
        name=district.name,
        value_text=text + word,
        ring=district.ring,
        label=district.label,
        step=step,
        hover=tuple(
            part
            for part in (district.name, f"{measure_name(measure, words)} {text}{word}", valid, time)
            if part
        ),
        href=view.to_district(code),
        is_on=view.district == code and not view.spot,
    )


def _dots(view: CityView, rings: Mapping[str, District]) -> tuple[StationDot, ...]:
    latest = view.history.latest(view.measure)
    current, gone = stations(view, view.measure, CITY)
    newest = max((latest[key].at for key in current), default=None)
    dots = []
    for key in (*current, *gone):
        spot = view.history.spots().get(key)
        district = rings.get(NAMES.get(spot.district or "", "")) if spot else None
        at = spot_place(spot, district) if spot and district else None
        if spot and at:
            is_now = newest is not None and is_valid(latest[key], newest)
            dots.append(_dot(view, spot, at, latest[key], is_now=is_now))
    return tuple(dots)


def _dot(view: CityView, spot: Spot, at: Place, point: Point, *, is_now: bool) -> StationDot:
    words, measure = view.words, view.measure
    found = grade(measure, point.value) if is_now else None
    word = mark(found, words).word if is_now else ""
    value = f"{measure_name(measure, words)} {value_text(measure, point.value, words)} {word}".strip()
    return StationDot(
        name=spot.name,
        at=at,
        number=int(found or 0),
        hover=tuple(
            text for text in (spot.name, value, point.flag or "", at_text(view, measure, point.at)) if text
        ),
        href=view.to_spot(spot.place),
        is_on=view.spot == spot,
    )


def _legend(view: CityView, scale: Scale, used: set[int], is_graded: bool) -> tuple[tuple[int, str], ...]:
    words, measure = view.words, view.measure
    if is_graded:
        return tuple((number, words.city_grades[str(number)]) for number in range(5) if number or 0 in used)
    none = [(0, words.city_map_missing)] if 0 in used else []
    steps = sorted(used - {0})
    return (*none, *((step, _step_text(view, measure, scale, step)) for step in steps))


def _step_text(view: CityView, measure: str, scale: Scale, step: int) -> str:
    of = MEASURES.get(measure)
    decimals = of.decimals if of else 0
    low, high = scale.low + (step - 1) * scale.width, scale.low + step * scale.width
    high_text = with_unit(f"{high:,.{decimals}f}", of.unit if of else "건")
    return view.words.city_map_step.format(low=f"{low:,.{decimals}f}", high=high_text)


def _round(width: float) -> float:
    """The next number of the row 1, 2, 2.5, 5 times a power of ten; 1 for no width at all."""
    if width <= 0:
        return 1
    power = 10.0 ** floor(log10(width))
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= width * (1 - 1e-9))
