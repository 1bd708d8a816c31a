"""The schematic of Daejeon: borders that coincide, areas and neighbours as they are, places that names find."""

import json
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest

from dashboard.domain.city_map import CityMap, MapError, Place, Point, area, is_inside, load_map

MAPS = Path(__file__).parents[2] / "assets" / "maps"
DAEJEON, DEMO_PLACES = MAPS / "daejeon.json", MAPS / "demo-places.json"

SQUARE_KM = {"동구": 136.9, "중구": 62.0, "서구": 95.2, "유성구": 175.6, "대덕구": 69.1}
"""Areas as the city publishes them."""
NEIGHBOURS = {
    frozenset(pair)
    for pair in (
        ("동구", "중구"),
        ("동구", "대덕구"),
        ("중구", "서구"),
        ("중구", "대덕구"),
        ("서구", "유성구"),
        ("서구", "대덕구"),
        ("유성구", "대덕구"),
    )
}
"""Which districts share a border: 유성구 and 중구, 유성구 and 동구, 서구 and 동구 do not."""


def daejeon() -> CityMap:
    return load_map(DAEJEON, DEMO_PLACES)


def sides(corners: tuple[int, ...]) -> set[frozenset[int]]:
    return {frozenset(pair) for pair in pairwise((*corners, corners[0]))}


def test_the_share_of_every_district_is_within_a_point_of_the_published_one() -> None:
    drawn = {district.name: area(district.ring) for district in daejeon().districts}

    assert drawn.keys() == SQUARE_KM.keys()
    for name, published in SQUARE_KM.items():
        share, real = drawn[name] / sum(drawn.values()), published / sum(SQUARE_KM.values())
        assert share == pytest.approx(real, abs=0.01), name


def test_the_districts_that_share_a_border_are_those_that_do() -> None:
    districts = {district.name: sides(district.corners) for district in daejeon().districts}

    assert {
        frozenset(pair) for pair in combinations(districts, 2) if districts[pair[0]] & districts[pair[1]]
    } == NEIGHBOURS


def test_borders_coincide_and_no_side_is_of_three() -> None:
    districts = daejeon().districts
    used = Counter(side for district in districts for side in sides(district.corners))

    assert set(used.values()) == {1, 2}
    # The outer sides make one closed line: two of them meet in each of its corners, no gap is left inside.
    ends = Counter(corner for side, count in used.items() if count == 1 for corner in side)
    assert set(ends.values()) == {2}


def test_no_outline_crosses_itself_and_no_two_overlap() -> None:
    districts = daejeon().districts
    lines = {
        frozenset((a, b)): (a, b)
        for district in districts
        for a, b in pairwise((*district.ring, district.ring[0]))
    }

    crossing = [(one, other) for one, other in combinations(lines.values(), 2) if _cross(one, other)]

    assert crossing == []
    whole = sum(area(district.ring) for district in districts)
    assert area(_outer(districts)) == pytest.approx(whole)


def test_every_name_stands_within_its_district_and_beside_the_box_of_the_whole_city() -> None:
    drawn = daejeon()
    west, south, east, north = drawn.box
    corners = [(west, south), (east, south), (east, north), (west, north)]

    for district in drawn.districts:
        assert is_inside(district.label, district.ring), district.name
        assert not [point for point in corners if is_inside(point, district.ring)]
        assert not [point for point in district.ring if is_inside(point, corners)]


def test_it_is_of_daejeon_alone_though_other_cities_have_districts_of_the_same_name() -> None:
    drawn = daejeon()

    assert drawn.is_of("대전광역시", {"동구", "전역"})
    assert not drawn.is_of("부산광역시", {"동구", "중구"})
    assert not drawn.is_of("대전광역시", {"unknown"})
    assert not drawn.is_of("", {"동구"})


@pytest.mark.parametrize(
    ("location", "districts", "found"),
    [
        ("가온동 일원", ["유성구"], ["가온동"]),
        ("가온동 일원", ["서구"], []),
        ("하늘산·가람호 일원", ["동구"], ["가람호", "하늘산"]),
        ("가온동길 12", ["유성구"], []),
        ("시 전역", ["전역"], []),
        ("다온동", ["중구", "서구"], ["다온동", "다온동"]),
        (None, ["유성구"], []),
        ("", ["유성구"], []),
    ],
)
def test_a_location_is_known_where_it_names_a_place_of_its_district(
    location: str | None, districts: list[str], found: list[str]
) -> None:
    assert [place.name for place in daejeon().places_of(location, districts)] == found


def test_the_places_of_the_demo_are_marked_as_invented_and_a_map_without_a_file_has_none() -> None:
    assert daejeon().has_invented_places
    assert load_map(DAEJEON).places == ()


def test_a_city_gives_its_places_in_a_file_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "places.json"
    path.write_text(json.dumps({"places": [["서구", "정림 배수지", 8, 9]]}), encoding="utf-8")

    drawn = load_map(DAEJEON, path)

    assert drawn.places == (Place("서구", "정림 배수지", (8, 9)),)
    assert not drawn.has_invented_places
    assert drawn.places_of("정림 배수지 옆", ["서구"])


@pytest.mark.parametrize(
    "given",
    [
        {"places": [["서구", "남의 땅", 25, 20]]},
        {"places": [["해운대구", "바다", 1, 1]]},
        {"places": [["서구", "짧음", 8]]},
        {"places": [["서구", "글자", "여덟", 9]]},
        {"place": []},
        [1],
    ],
)
def test_a_file_of_places_that_cannot_be_used_is_named(tmp_path: Path, given: Any) -> None:
    path = tmp_path / "places.json"
    path.write_text(json.dumps(given), encoding="utf-8")

    with pytest.raises(MapError, match=r"places\.json"):
        load_map(DAEJEON, path)


def test_a_file_of_places_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MapError, match=r"nowhere\.json"):
        load_map(DAEJEON, tmp_path / "nowhere.json")


def _cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Whether two sides cross; those that share a corner only meet."""
    if set(one) & set(other):
        return False
    return (
        _turn(*one, other[0]) * _turn(*one, other[1]) < 0
        and _turn(*other, one[0]) * _turn(*other, one[1]) < 0
    )


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _outer(districts: Any) -> list[Point]:
    """The line round all districts together."""
    used = Counter(side for district in districts for side in sides(district.corners))
    points = {
        corner: at
        for district in districts
        for corner, at in zip(district.corners, district.ring, strict=True)
    }
    beside: dict[int, set[int]] = {}
    for side in (side for side, count in used.items() if count == 1):
        a, b = side
        beside.setdefault(a, set()).add(b)
        beside.setdefault(b, set()).add(a)
    first = min(beside)
    line, last, here = [first], first, min(beside[first])
    while here != first:
        line.append(here)
        last, here = here, next(iter(beside[here] - {last}))
    return [points[corner] for corner in line]
