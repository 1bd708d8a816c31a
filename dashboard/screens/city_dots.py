"""Spots on the map of the districts: stations in their grade, bicycle stands and car parks full or empty."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.domain.city.air import grade, is_valid
from dashboard.domain.city.districts import NAMES
from dashboard.domain.city.history import ABSURD, AHEAD, Point, Spot
from dashboard.domain.city.measures import CITY
from dashboard.domain.city_map import District, is_inside
from dashboard.domain.city_map import Point as Place
from dashboard.screens.city_series import STANDS, stations
from dashboard.screens.city_texts import at_text, mark, value_text
from dashboard.screens.city_view import CityView, measure_name

WEST, EAST, SOUTH, NORTH = 127.247048, 127.559557, 36.199923, 36.499564
"""Degrees of the edges of Daejeon, which are those of the schematic."""
MOVES = 20
NAME_WIDE, NAME_HIGH = 2.6, 1.7
"""Half of what a name with its figure takes on the schematic, in km."""


@dataclass(frozen=True, slots=True)
class SpotDot:
    """A spot at its place of the schematic. `number` is the grade of a station, 1 for a stand that has something
    left; 0 without a value of now, or with nothing left. Without an `href` it leads nowhere.
    """

    name: str
    at: Place
    number: int
    hover: tuple[str, ...]
    href: str
    is_on: bool


def station_dots(view: CityView, rings: Mapping[str, District]) -> tuple[SpotDot, ...]:
    """The stations of a pollutant, each in the grade of its own value."""
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


def _dot(view: CityView, spot: Spot, at: Place, point: Point, *, is_now: bool) -> SpotDot:
    words, measure = view.words, view.measure
    found = grade(measure, point.value) if is_now else None
    word = mark(found, words).word if is_now else ""
    value = f"{measure_name(measure, words)} {value_text(measure, point.value, words)} {word}".strip()
    return SpotDot(
        name=spot.name,
        at=at,
        number=int(found or 0),
        hover=tuple(
            text for text in (spot.name, value, point.flag or "", at_text(view, measure, point.at)) if text
        ),
        href=view.to_spot(spot.place),
        is_on=view.spot == spot,
    )


def stand_dots(view: CityView, rings: Mapping[str, District]) -> tuple[SpotDot, ...]:
    """Bicycle stands and car parks whose degrees a source gives, with what is left there now."""
    spots, dots = view.history.spots(), []
    for measure, start in STANDS.items():
        for key, point in view.history.latest(measure).items():
            spot = spots.get(key) if key.startswith(start) else None
            ring = rings.get(NAMES.get(spot.district or "", "")) if spot else None
            at = spot_place(spot, ring) if spot and ring else None
            if spot and at:
                dots.append(_stand(view, spot, at, point, measure))
    return tuple(dots)


def _stand(view: CityView, spot: Spot, at: Place, point: Point, measure: str) -> SpotDot:
    words = view.words
    has_any = point.value is not None and point.value > 0 and point.flag not in (ABSURD, AHEAD)
    value = f"{measure_name(measure, words)} {value_text(measure, point.value, words)}"
    texts = (spot.name, value, point.flag or "", at_text(view, measure, point.at))
    return SpotDot(
        name=spot.name,
        at=at,
        number=int(has_any),
        hover=tuple(text for text in texts if text),
        href="",
        is_on=False,
    )


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
