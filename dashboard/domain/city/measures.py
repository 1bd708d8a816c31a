"""What the city measures: every statistic that the room knows by itself, with its unit and how it adds up."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

CITY = "30000"
"""The place that is the whole city; districts are places by their codes (districts.py)."""


class Panel(StrEnum):
    """The four panels of the city's screen; the value stands in addresses."""

    POPULATION = "population"
    DISASTER = "disaster"
    ENVIRONMENT = "environment"
    TRAFFIC = "traffic"


class Summary(StrEnum):
    """How the values of a series within a longer time become one: their mean, their sum, or the last one."""

    MEAN = "mean"
    SUM = "sum"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Measure:
    """A statistic. Values outside `lowest`..`highest` are absurd: kept, flagged, left out of means.

    `seconds` is how often a new value is expected; `decimals` how many of them are printed.
    `lower_is_better` is None where neither is.
    """

    id: str
    name: str
    panel: Panel
    unit: str
    summary: Summary
    seconds: int
    lowest: float
    highest: float
    decimals: int = 0
    lower_is_better: bool | None = None


HOUR, DAY, MONTH = 3600, 86_400, 31 * 86_400
_PEOPLE = (0, 100_000_000)
AGE_BANDS = tuple(range(0, 101, 10))
"""First ages of the bands of ten years; the last is 100 and more."""
SEXES = ("male", "female")


def age_measure(sex: str, first_age: int) -> str:
    """The id of the residents of one sex in the band of ten years from `first_age`."""
    return f"population.{sex}.{first_age}"


def _monthly(
    id_: str, name: str, summary: Summary, unit: str = "명", *, lower: bool | None = None
) -> Measure:
    return Measure(
        f"population.{id_}", name, Panel.POPULATION, unit, summary, MONTH, *_PEOPLE, lower_is_better=lower
    )


def _air(id_: str, name: str, unit: str, highest: float, decimals: int) -> Measure:
    # 에어코리아 reports hourly; the highest values are the measuring range of its instruments.
    return Measure(
        f"air.{id_}",
        name,
        Panel.ENVIRONMENT,
        unit,
        Summary.MEAN,
        HOUR,
        0,
        highest,
        decimals,
        lower_is_better=True,
    )


def _weather(id_: str, name: str, unit: str, span: tuple[float, float], decimals: int = 0) -> Measure:
    summary = Summary.SUM if id_ == "rain" else Summary.MEAN
    return Measure(f"weather.{id_}", name, Panel.ENVIRONMENT, unit, summary, HOUR, *span, decimals)


def _forecast(id_: str, name: str, unit: str, span: tuple[float, float], decimals: int = 0) -> Measure:
    return Measure(f"forecast.{id_}", name, Panel.ENVIRONMENT, unit, Summary.MEAN, HOUR, *span, decimals)


def _count(id_: str, name: str, panel: Panel, seconds: int, *, lower: bool | None = None) -> Measure:
    return Measure(id_, name, panel, "건", Summary.SUM, seconds, 0, 1_000_000, lower_is_better=lower)


_ALL = (
    _monthly("residents", "인구(거주자)", Summary.LAST, lower=False),
    _monthly("registered", "인구(등록인구)", Summary.LAST, lower=False),
    _monthly("households", "세대", Summary.LAST, "세대"),
    _monthly("male", "남자(거주자)", Summary.LAST),
    _monthly("female", "여자(거주자)", Summary.LAST),
    _monthly("births", "출생", Summary.SUM, lower=False),
    _monthly("deaths", "사망", Summary.SUM),
    _monthly("moved_in", "전입", Summary.SUM, lower=False),
    _monthly("moved_out", "전출", Summary.SUM, lower=True),
    *(
        Measure(
            age_measure(sex, age),
            f"{word} {age}대"
            if 0 < age < AGE_BANDS[-1]
            else f"{word} {'0~9세' if age == 0 else '100세 이상'}",
            Panel.POPULATION,
            "명",
            Summary.LAST,
            MONTH,
            *_PEOPLE,
        )
        for sex, word in zip(SEXES, ("남자", "여자"), strict=True)
        for age in AGE_BANDS
    ),
    _count("disaster.fires", "화재", Panel.DISASTER, DAY, lower=True),
    _count("disaster.rescues", "구조", Panel.DISASTER, DAY),
    _count("disaster.first_aid", "구급", Panel.DISASTER, DAY),
    _air("pm10", "미세먼지(PM10)", "㎍/㎥", 5000, 0),
    _air("pm25", "초미세먼지(PM2.5)", "㎍/㎥", 2000, 0),
    _air("o3", "오존", "ppm", 1, 3),
    _air("no2", "이산화질소", "ppm", 2, 3),
    _air("co", "일산화탄소", "ppm", 50, 1),
    _air("so2", "아황산가스", "ppm", 1, 3),
    _air("cai", "통합대기환경지수", "", 1000, 0),
    _weather("temperature", "기온", "℃", (-60, 60), 1),
    _weather("rain", "1시간 강수량", "mm", (0, 300), 1),
    _weather("humidity", "습도", "%", (0, 100)),
    _weather("wind", "풍속", "m/s", (0, 120), 1),
    _weather("precipitation", "강수 형태", "", (0, 7)),
    _forecast("temperature", "예보 기온", "℃", (-60, 60)),
    _forecast("rain_chance", "예보 강수 확률", "%", (0, 100)),
    _forecast("rain", "예보 강수량", "mm", (0, 300), 1),
    _forecast("snow", "예보 적설", "cm", (0, 500), 1),
    _forecast("humidity", "예보 습도", "%", (0, 100)),
    _forecast("wind", "예보 풍속", "m/s", (0, 120), 1),
    _forecast("sky", "예보 하늘 상태", "", (1, 4)),
    _forecast("precipitation", "예보 강수 형태", "", (0, 7)),
    _forecast("low", "예보 최저기온", "℃", (-60, 60)),
    _forecast("high", "예보 최고기온", "℃", (-60, 60)),
    Measure(
        "traffic.speed",
        "통행 속도",
        Panel.TRAFFIC,
        "km/h",
        Summary.MEAN,
        300,
        0,
        200,
        1,
        lower_is_better=False,
    ),
    Measure(
        "traffic.congested",
        "정체 구간 비율",
        Panel.TRAFFIC,
        "%",
        Summary.MEAN,
        300,
        0,
        100,
        1,
        lower_is_better=True,
    ),
    Measure("traffic.length", "측정한 길이", Panel.TRAFFIC, "km", Summary.LAST, 300, 0, 10_000, 1),
    _count("traffic.accidents", "교통사고", Panel.TRAFFIC, DAY, lower=True),
    Measure(
        "traffic.deaths",
        "교통사고 사망",
        Panel.TRAFFIC,
        "명",
        Summary.SUM,
        DAY,
        0,
        10_000,
        lower_is_better=True,
    ),
    Measure("traffic.buses", "운행 중인 시내버스", Panel.TRAFFIC, "대", Summary.LAST, DAY, 0, 10_000),
    Measure("traffic.bikes", "타슈 대여 가능", Panel.TRAFFIC, "대", Summary.LAST, 300, 0, 100_000),
    Measure("traffic.parking", "주차 가능", Panel.TRAFFIC, "면", Summary.LAST, 300, 0, 1_000_000),
    Measure("traffic.parking_total", "주차면", Panel.TRAFFIC, "면", Summary.LAST, 1800, 0, 1_000_000),
    Measure(
        "traffic.route_buses", "노선에서 운행 중인 버스", Panel.TRAFFIC, "대", Summary.LAST, 600, 0, 1_000
    ),
    Measure("traffic.bus_routes", "시내버스 노선", Panel.TRAFFIC, "개", Summary.LAST, DAY, 0, 10_000),
    Measure("traffic.incidents", "돌발상황", Panel.TRAFFIC, "건", Summary.LAST, 300, 0, 100_000),
    # Of the whole country: the source tells no toll office.
    Measure(
        "traffic.expressway", "전국 고속도로 교통량", Panel.TRAFFIC, "대", Summary.MEAN, 900, 0, 100_000_000
    ),
)

MEASURES: Mapping[str, Measure] = MappingProxyType({measure.id: measure for measure in _ALL})
