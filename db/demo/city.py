"""City statistics of Daejeon's size: published population figures, and invented series marked as such.

Population: all registered residents at the end of each quarter, a public figure of the Ministry of
the Interior and Safety (행정안전부 주민등록 인구통계). Every other series is 시연용 자료.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import cos, pi
from random import Random

from db.demo.catalogue import FIRST_MONTH_END, SEED, month_end, months_later

CITY = "대전광역시"
POPULATION_SOURCE = "행정안전부 주민등록 인구통계"
DEMO_SOURCE = "시연용 자료"
DEMO_FLAG = "시연용"
MONTHS = 48
PUBLISHED_AFTER = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator. `level` is its usual value, `swing` its yearly swing (July against January), `noise` 1σ."""

    key: str
    name: str
    domain: str
    unit: str
    lower_is_better: bool | None
    level: float
    swing: float
    noise: float
    digits: int = 0


SERIES = (
    Series("DS01", "긴급재난문자 발송", "재난", "건/월", True, 14, 9, 3),
    Series("DS02", "화재 출동", "재난", "건/월", True, 74, -14, 7),
    Series("EV01", "초미세먼지 월평균", "환경", "㎍/㎥", True, 17.5, -7.0, 1.6, 1),
    Series("EV02", "생활폐기물 하루 배출량", "환경", "톤/일", True, 1460, 55, 24),
    Series("TR01", "시내버스 하루 이용객", "교통", "명/일", None, 391_000, -6_000, 7_500),
    Series("TR02", "도시철도 하루 이용객", "교통", "명/일", None, 104_500, -1_800, 2_400),
    Series("TR03", "간선도로 평균 통행속도", "교통", "km/h", False, 24.6, 0.5, 0.5, 1),
    Series("TR04", "교통사고 사망자", "교통", "명/월", True, 4.4, -0.4, 1.3),
)
_FIRST_QUARTER = date(2022, 12, 31)
"""End of the first quarter in `_POPULATION`."""
_POPULATION = {
    CITY: "1446072 1445519 1445126 1444595 1442216 1441689 1440558 1440456 1439157",
    "동구": "219751 219576 218927 218687 217628 216872 215936 218016 218513",
    "중구": "227108 226080 224799 224439 223256 223076 223304 224279 225008",
    "서구": "470374 469386 467866 466927 464634 464115 461940 459585 457951",
    "유성구": "356093 358798 362665 364062 366845 367727 369288 369405 369468",
    "대덕구": "172746 171679 170869 170480 169853 169899 170090 169171 168217",
}


@dataclass(frozen=True, slots=True)
class Value:
    """An observed value, the last day of what it speaks of, and the day it was published."""

    key: str
    place: str
    at: date
    published: date
    value: float
    flag: str | None


def indicators() -> Iterator[tuple[str, str, str, str, str, str | None]]:
    """Rows of 시정지표."""
    yield "PP01", "주민등록 인구", "인구", "명", POPULATION_SOURCE, None
    for series in SERIES:
        lower = None if series.lower_is_better is None else "Y" if series.lower_is_better else "N"
        yield series.key, series.name, series.domain, series.unit, DEMO_SOURCE, lower


def values() -> tuple[Value, ...]:
    """All values to the end of the term; the demo database holds the published ones."""
    return (*_population(), *_invented())


def _population() -> Iterator[Value]:
    for place, numbers in _POPULATION.items():
        for quarter, number in enumerate(numbers.split()):
            at = month_end(months_later(_FIRST_QUARTER, 3 * quarter))
            yield Value("PP01", place, at, at + PUBLISHED_AFTER, float(number), None)


def _invented() -> Iterator[Value]:
    for series in SERIES:
        rng = Random(f"{SEED}:{series.key}")
        for step in range(MONTHS):
            at = month_end(months_later(FIRST_MONTH_END, step))
            season = -cos(2 * pi * (at.month - 1) / 12)
            value = max(series.level + series.swing * season + rng.gauss(0, series.noise), 0.0)
            yield Value(series.key, CITY, at, at + PUBLISHED_AFTER, round(value, series.digits), DEMO_FLAG)
