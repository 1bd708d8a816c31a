"""The map of the districts: outlines coloured by one figure or by the official grade, dots at the stations."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from dashboard.domain.city.air import BOUNDS, grade
from dashboard.domain.city.districts import DISTRICTS, NAMES
from dashboard.domain.city.measures import MEASURES, Panel
from dashboard.domain.city_map import District
from dashboard.domain.city_map import Point as Place
from dashboard.screens.city_dots import SpotDot, stand_dots, station_dots
from dashboard.screens.city_events import district_counts, whole_count
from dashboard.screens.city_series import Reading, reading, usable
from dashboard.screens.city_texts import at_text, mark, value_text, with_unit
from dashboard.screens.city_view import MESSAGES, CityView, known_measure, measure_name
from dashboard.screens.map_drawn import STEPS, Shape
from dashboard.screens.timeline_options import Choice


@dataclass(frozen=True, slots=True)
class CityMapView:
    """The drawn map. `is_graded` tells whether steps are official grades; `legend` are (step, text)."""

    title: str
    caption: str
    at_text: str
    is_graded: bool
    shapes: tuple[Shape, ...]
    dots: tuple[SpotDot, ...]
    extent: Place
    legend: tuple[tuple[int, str], ...]
    dots_text: str
    stale_text: str
    notes: tuple[str, ...]
    places_label: str
    places: tuple[Choice, ...]


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
    dots = _dots(view, rings, is_graded=is_graded)
    shapes = [
        _shape(view, code, rings[NAMES[code]], found, steps[code])
        for code, found in values.items()
        if NAMES[code] in rings
    ]
    whole = whole_count(view) if measure == MESSAGES else 0
    whole_text = words.city_map_messages_whole.format(n=f"{whole:,}") if whole else ""
    return CityMapView(
        title=f"{words.city_map}: {measure_name(measure, words)}",
        caption=_caption(view),
        at_text=_at(view, values.values()),
        is_graded=is_graded,
        shapes=tuple(shapes),
        dots=dots,
        extent=view.city_map.extent,
        legend=_legend(view, scale, set(steps.values()), is_graded),
        dots_text=(words.city_map_station if is_graded else words.city_map_stands) if dots else "",
        stale_text=words.city_map_stale if is_graded and any(not dot.number for dot in dots) else "",
        notes=tuple(text for text in (whole_text, words.city_map_note) if text),
        places_label=words.city_places_label,
        places=_places(view),
    )


def district_readings(view: CityView, measure: str) -> dict[str, Reading]:
    """The figure of every district."""
    if measure == MESSAGES:
        counts = district_counts(view)
        return {code: Reading(MESSAGES, counts.get(code), view.now) for code in DISTRICTS}
    return {code: reading(view, measure, code) for code in DISTRICTS}


def _caption(view: CityView) -> str:
    """What colours the map; the unit where the map is too small to carry it at each figure."""
    words, of = view.words, known_measure(view.measure)
    name = words.city_map_caption.format(name=measure_name(view.measure, words))
    unit = of.unit if of else words.city_messages_count.format(n="")
    return f"{name}, {words.city_map_unit.format(unit=unit)}" if view.panel and unit else name


def _at(view: CityView, found: Iterable[Reading]) -> str:
    newest = max((each.at for each in found if each.at is not None), default=None)
    return at_text(view, view.measure, newest)


def _places(view: CityView) -> tuple[Choice, ...]:
    """The whole city and each district: the map's ways for those who use no pointer."""
    everything = Choice(
        view.words.city_places_all,
        view.href(district=None, spot=None),
        view.district is None and view.spot is None,
    )
    return (
        everything,
        *(
            Choice(NAMES[code], view.href(district=code, spot=None), view.district == code and not view.spot)
            for code in DISTRICTS
        ),
    )


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
    if low + STEPS * width <= max(known):
        width = _round(width * 1.01)
        low = floor(min(known) / width) * width
    return Scale(low, width)


def _step(measure: str, found: Reading, scale: Scale, is_graded: bool) -> int:
    value = usable(found)
    return int(grade(measure, value) or 0) if is_graded else scale.step(value)


def _shape(view: CityView, code: str, district: District, found: Reading, step: int) -> Shape:
    words, measure = view.words, view.measure
    text = map_value_text(view, measure, found.value)
    short = _number(view, found.value) if view.panel else ""
    word = f" {mark(grade(measure, usable(found)), words).word}" if step and measure in BOUNDS else ""
    time = at_text(view, measure, found.at) if measure != MESSAGES else ""
    valid = (
        words.city_valid.format(total=found.total, valid=found.valid or 0)
        if found.total is not None and measure in BOUNDS
        else ""
    )
    return Shape(
        name=district.name,
        value_text=short or text + word,
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


def _number(view: CityView, value: float | None) -> str:
    """The figure without its unit: on the small map of a panel more would lie across the borders."""
    of = known_measure(view.measure)
    return view.words.city_map_missing if value is None else f"{value:,.{of.decimals if of else 0}f}"


def _dots(view: CityView, rings: Mapping[str, District], *, is_graded: bool) -> tuple[SpotDot, ...]:
    if is_graded:
        return station_dots(view, rings)
    return stand_dots(view, rings) if view.panel is Panel.TRAFFIC else ()


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
    if not decimals:
        # Whole numbers: the next step begins with its own number, so that none stands in two of them.
        low, high = ceil(low - 1e-9), ceil(high - 1e-9) - 1
    unit = of.unit if of else view.words.city_messages_count.format(n="")
    high_text = with_unit(f"{high:,.{decimals}f}", unit)
    if low == high:
        return high_text
    return view.words.city_map_step.format(low=f"{low:,.{decimals}f}", high=high_text)


def _round(width: float) -> float:
    """The next number of the row 1, 2, 2.5, 5 times a power of ten; 1 for no width at all."""
    if width <= 0:
        return 1
    power = 10.0 ** floor(log10(width))
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= width * (1 - 1e-9))
