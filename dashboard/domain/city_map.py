"""The schematic of a city's districts: outlines that share their corners, and places that are known on it.

It is drawn by hand and no survey: areas and neighbours are right, borders are not. Coordinates are km
from its west and its south edge. Districts name their corners by place in one list, so two that meet
meet in the very same points.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Point = tuple[float, float]

_BETWEEN_WORDS = re.compile(r"[\s,;/·ㆍ‧()]+")


class MapError(ValueError):
    """A file of the map that cannot be used; the sentence names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class District:
    """A district (자치구): its outline without the first corner again at the end, where its name stands."""

    name: str
    corners: tuple[int, ...]
    ring: tuple[Point, ...]
    label: Point


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name that projects give as their location is, within one district."""

    district: str
    name: str
    at: Point


@dataclass(frozen=True, slots=True)
class CityMap:
    """The schematic. `everywhere` are the names that a city gives to all of itself; they have a `box` beside it.

    `box` is west, south, east, north. `has_invented_places` says that the places are a demo's.
    """

    cities: tuple[str, ...]
    districts: tuple[District, ...]
    everywhere: tuple[str, ...]
    box: tuple[float, float, float, float]
    places: tuple[Place, ...] = ()
    has_invented_places: bool = False

    def is_of(self, city: str, named: Iterable[str]) -> bool:
        """Whether it can show a city's data: the right city (several have a 동구), and a district that it has."""
        known = {district.name for district in self.districts}
        return city.strip() in self.cities and not known.isdisjoint(named)

    def places_of(self, location: str | None, districts: Iterable[str]) -> tuple[Place, ...]:
        """The places that a location in one of `districts` names; empty where it names none that is known.

        A name is found as words of their own: "가온동 일원" is at 가온동, "가온동길" is not.
        """
        if not location or not self.places:
            return ()
        inside, words = set(districts), _words(location)
        near = (place for place in self.places if place.district in inside)
        return tuple(place for place in near if _words(place.name) in words)

    @property
    def extent(self) -> Point:
        """Its east and its north edge, in km."""
        points = [point for district in self.districts for point in district.ring]
        east, _, north = self.box[2], self.box[1], self.box[3]
        return max(east, *(x for x, _ in points)), max(north, *(y for _, y in points))


def load_map(path: Path, places_path: Path | None = None) -> CityMap:
    """The schematic in `path` with the places of another file; MapError when one of them cannot be used."""
    drawn = _read(path, _map)
    if places_path is None:
        return drawn
    return _read(places_path, lambda given: _with_places(drawn, given))


def area(ring: Sequence[Point]) -> float:
    """The area within an outline, km²."""
    return abs(sum(_cross(a, b) for a, b in _sides(ring))) / 2


def is_inside(point: Point, ring: Sequence[Point]) -> bool:
    """Whether an outline goes round the point: a ray to the east meets it an odd number of times."""
    x, y = point
    crossings = 0
    for (x1, y1), (x2, y2) in _sides(ring):
        if (y1 > y) != (y2 > y):
            crossings += x < x1 + (y - y1) * (x2 - x1) / (y2 - y1)
    return crossings % 2 == 1


def _words(text: str) -> str:
    """The words of a text, each between two blanks."""
    return f" {' '.join(_BETWEEN_WORDS.split(text)).strip()} "


def _sides(ring: Sequence[Point]) -> Iterable[tuple[Point, Point]]:
    return zip(ring, (*ring[1:], ring[0]), strict=True)


def _cross(a: Point, b: Point) -> float:
    return a[0] * b[1] - b[0] * a[1]


def _read(path: Path, make: Any) -> CityMap:
    try:
        made: CityMap = make(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise MapError(f"지도 파일 {path}을(를) 읽지 못했습니다: {error}") from error
    return made


def _map(given: Mapping[str, Any]) -> CityMap:
    points = [_point(pair) for pair in given["points"]]
    everywhere = given["everywhere"]
    west, south, east, north = (float(edge) for edge in everywhere["box"])
    return CityMap(
        cities=tuple(given["cities"]),
        districts=tuple(
            District(
                each["name"],
                tuple(each["ring"]),
                tuple(points[corner] for corner in each["ring"]),
                _point(each["label"]),
            )
            for each in given["districts"]
        ),
        everywhere=tuple(everywhere["names"]),
        box=(west, south, east, north),
    )


def _with_places(drawn: CityMap, given: Mapping[str, Any]) -> CityMap:
    rings = {district.name: district.ring for district in drawn.districts}
    places = tuple(Place(district, name, _point(at)) for district, name, *at in given["places"])
    for place in places:
        if not is_inside(place.at, rings[place.district]):
            raise ValueError(f"{place.name}의 좌표 {place.at}가 {place.district} 안에 없음")
    return CityMap(
        drawn.cities, drawn.districts, drawn.everywhere, drawn.box, places, bool(given.get("is_demo"))
    )


def _point(pair: Sequence[float]) -> Point:
    x, y = pair
    return float(x), float(y)
