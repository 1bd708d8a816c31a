"""Where the invented city is measured: stations, roads, bicycle stands, car parks.

Names of districts, neighbourhoods and roads are Daejeon's; everything that is said of them is invented.
"""

from dataclasses import dataclass
from functools import lru_cache

from db.demo.feeds.world.chance import MARK, unit

LINKS_OF_A_ROAD = 10
STANDS = 60


@dataclass(frozen=True, slots=True)
class Station:
    name: str
    district: str
    network: str
    latitude: float
    longitude: float

    @property
    def address(self) -> str:
        return f"대전광역시 {self.district} {self.name} {MARK} 측정소"


STATIONS = (
    Station("읍내동", "대덕구", "도시대기", 36.374, 127.428),
    Station("문평동", "대덕구", "도시대기", 36.446, 127.398),
    Station("문창동", "중구", "도시대기", 36.317, 127.436),
    Station("구성동", "유성구", "도시대기", 36.372, 127.374),
    Station("노은동", "유성구", "도시대기", 36.370, 127.318),
    Station("정림동", "서구", "도시대기", 36.303, 127.366),
    Station("둔산동", "서구", "도시대기", 36.353, 127.386),
    Station("월평동", "서구", "도로변대기", 36.359, 127.367),
    Station("대흥동1", "중구", "도로변대기", 36.322, 127.421),
    Station("대성동", "동구", "도시대기", 36.301, 127.459),
    Station("성남동1", "동구", "도시대기", 36.346, 127.435),
    Station("관평동", "유성구", "도시대기", 36.425, 127.392),
    Station("상대동(대전)", "유성구", "도시대기", 36.345, 127.337),
    Station("비래동", "대덕구", "도시대기", 36.356, 127.453),
    Station("판암동", "동구", "도시대기", 36.320, 127.462),
)
LATE_STATION = "문창동"
"""Its newest value is an hour older than that of the others."""


@dataclass(frozen=True, slots=True)
class Road:
    """`free` is the speed of an empty road in km/h, `strain` 0..1 how far a rush hour slows it."""

    name: str
    district: str
    free: int
    strain: float


def _roads(district: str, listed: str) -> tuple[Road, ...]:
    found = (each.split(":") for each in listed.split())
    return tuple(Road(name, district, int(free), float(strain)) for name, free, strain in found)


ROADS = (
    *_roads("서구", "계룡로:48:.62 한밭대로:52:.58 둔산대로:50:.5 문정로:40:.45 갈마로:38:.4 계백로:50:.5"),
    *_roads("서구", "신갈마로:36:.4 도솔로:38:.35 관저로:42:.35 변동로:34:.4 둔산로:40:.5"),
    *_roads("유성구", "대덕대로:54:.6 유성대로:55:.55 도안대로:55:.5 도안동로:52:.55 대학로:46:.45"),
    *_roads("유성구", "북유성대로:60:.4 노은로:45:.4 월드컵대로:56:.45 테크노중앙로:44:.5 가정로:48:.35"),
    *_roads("유성구", "엑스포로:50:.5 과학로:46:.4 동서대로:56:.55"),
    *_roads("중구", "중앙로:36:.55 대종로:40:.5 보문로:38:.4 충무로:40:.5 대흥로:34:.4 태평로:40:.45"),
    *_roads("동구", "동대전로:42:.5 우암로:40:.5 계족로:44:.45 옥천로:50:.35 대전로:38:.55 산내로:52:.25"),
    *_roads("대덕구", "신탄진로:54:.5 대화로:44:.5 오정로:40:.45 동춘당로:40:.35 석봉로:42:.3"),
)

HIGHWAYS = (
    *_roads("", "경부고속도로:98:.3 호남고속지선:96:.25 대전남부순환고속도로:95:.15 통영대전고속도로:99:.15"),
)
"""Of the national centre (ITS), type ex."""
TRUNK_ROADS = (*_roads("", "국도1호선:62:.4 국도4호선:58:.35 국도17호선:60:.35 국도32호선:58:.3"),)
"""Of the national centre, type its."""


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of a road in one direction; `number` counts them along the road."""

    id: str
    road: Road
    number: int
    metres: int


@lru_cache(maxsize=16)
def links(seed: int, roads: tuple[Road, ...], prefix: str) -> tuple[Link, ...]:
    """Ten links of every road, half of them in each direction."""
    return tuple(
        Link(f"{prefix}{row:02d}{number:04d}", road, number, 180 + round(900 * unit(seed, road.name, number)))
        for row, road in enumerate(roads, 1)
        for number in range(1, LINKS_OF_A_ROAD + 1)
    )


@dataclass(frozen=True, slots=True)
class Stand:
    id: str
    name: str
    english: str
    district: str
    address: str
    latitude: float
    longitude: float
    size: int


@lru_cache(maxsize=4)
def stands(seed: int) -> tuple[Stand, ...]:
    """Bicycle stands around the stations of the air."""
    return tuple(_stand(seed, number) for number in range(1, STANDS + 1))


def _stand(seed: int, number: int) -> Stand:
    near = STATIONS[number % len(STATIONS)]
    place = f"stand:{number}"
    return Stand(
        f"ST{number:04d}",
        f"{near.name} {MARK} {number}번 대여소",
        f"Demo stand {number}",
        near.district,
        f"대전광역시 {near.district} {near.name} ({MARK})",
        round(near.latitude + 0.012 * (unit(seed, place, 1) - 0.5), 6),
        round(near.longitude + 0.015 * (unit(seed, place, 2) - 0.5), 6),
        8 + round(16 * unit(seed, place, 3)),
    )


@dataclass(frozen=True, slots=True)
class CarPark:
    name: str
    district: str
    latitude: float
    longitude: float
    size: int


BUS_ROUTES = tuple(
    (f"303{number:05d}", name)
    for number, name in (
        (1, "1"),
        (2, "2"),
        (14, "102"),
        (18, "105"),
        (21, "201"),
        (35, "311"),
        (52, "511"),
        (72, "605"),
        (90, "706"),
    )
)
"""Id and number of each route."""

CAR_PARKS = (
    CarPark(f"{MARK} 시청앞 공영주차장", "서구", 36.3505, 127.3848, 320),
    CarPark(f"{MARK} 둔산 지하주차장", "서구", 36.3539, 127.3789, 512),
    CarPark(f"{MARK} 중앙시장 공영주차장", "동구", 36.3293, 127.4320, 180),
    CarPark(f"{MARK} 역앞 환승주차장", "동구", 36.3321, 127.4335, 240),
    CarPark(f"{MARK} 은행동 공영주차장", "중구", 36.3286, 127.4276, 150),
    CarPark(f"{MARK} 유성온천 공영주차장", "유성구", 36.3553, 127.3446, 210),
    CarPark(f"{MARK} 노은 환승주차장", "유성구", 36.3744, 127.3180, 130),
    CarPark(f"{MARK} 신탄진 공영주차장", "대덕구", 36.4508, 127.4290, 96),
)
UNCOUNTED_CAR_PARKS = (
    CarPark(f"{MARK} 갈마 노상주차장", "서구", 36.3530, 127.3690, 40),
    CarPark(f"{MARK} 오정 노외주차장", "대덕구", 36.3580, 127.4110, 62),
)
"""They are in the list, and nobody counts their free places."""
