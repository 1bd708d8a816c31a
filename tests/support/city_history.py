"""City statistics held in memory: a small real history, builders for it, and a rich invented city."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from dashboard.domain.city.districts import DISTRICTS
from dashboard.domain.city.history import ABSURD, AHEAD, CityPicture, FeedState, Point, Spot, Step
from dashboard.domain.city.measures import AGE_BANDS, CITY, MEASURES, SEXES, Panel, Summary, age_measure
from dashboard.domain.records import Event, Observation
from dashboard.domain.words import KOREAN_TIME

NOW = datetime(2026, 4, 22, 15, 20, tzinfo=KOREAN_TIME)
"""A Wednesday afternoon in Daejeon."""
HOUR = NOW.replace(minute=0)

Key = tuple[str, str]


@dataclass
class HeldHistory:
    """Observations by series, newest fetching last; `now` is the moment at which it is asked."""

    now: datetime = NOW
    rows: dict[Key, dict[datetime, Point]] = field(default_factory=dict)
    held_events: dict[str, Event] = field(default_factory=dict)
    held_spots: dict[str, Spot] = field(default_factory=dict)

    def put(self, *records: Observation | Event | Spot) -> "HeldHistory":
        """Take records in; a later one of the same series and time corrects the earlier."""
        for record in records:
            if isinstance(record, Observation):
                series = self.rows.setdefault((record.indicator_id, record.place), {})
                at = record.at.astimezone(UTC)
                series[at] = Point(at, record.value, record.flag, fetched_at=self.now)
            elif isinstance(record, Event):
                self.held_events[record.id] = record
            else:
                self.held_spots[record.place] = record
        return self

    def latest(self, measure: str) -> Mapping[str, Point]:
        found = {}
        for (name, place), series in self.rows.items():
            if name == measure:
                usable = [at for at, point in series.items() if at <= self.now and point.flag != AHEAD]
                if usable:
                    found[place] = series[max(usable)]
        return found

    def points(
        self, measure: str, place: str, since: datetime, until: datetime, step: Step
    ) -> tuple[Point, ...]:
        series = self.rows.get((measure, place), {})
        first, end = since.astimezone(UTC), until.astimezone(UTC)
        inside = [series[at] for at in sorted(at for at in series if first <= at < end)]
        if step is Step.RAW:
            return tuple(inside)
        groups: dict[datetime, list[Point]] = {}
        for point in inside:
            groups.setdefault(_beginning(point.at, step), []).append(point)
        return tuple(_summed(at, points, MEASURES[measure].summary) for at, points in groups.items())

    def events(self, kinds: tuple[str, ...], since: datetime, until: datetime) -> tuple[Event, ...]:
        found = [
            each for each in self.held_events.values() if each.kind in kinds and since <= each.at < until
        ]
        return tuple(sorted(found, key=lambda each: (each.at, each.sequence or 0, each.id)))

    def spots(self) -> Mapping[str, Spot]:
        return self.held_spots


def _beginning(at: datetime, step: Step) -> datetime:
    local = at.astimezone(KOREAN_TIME).replace(minute=0, second=0, microsecond=0)
    if step is Step.HOUR:
        return local.astimezone(UTC)
    day = local.replace(hour=0)
    return (day if step is Step.DAY else day.replace(day=1)).astimezone(UTC)


def _summed(at: datetime, points: Sequence[Point], summary: Summary) -> Point:
    values = [
        point.value for point in points if point.value is not None and point.flag not in (ABSURD, AHEAD)
    ]
    if not values:
        return Point(at, None, points[-1].flag, 0)
    by_summary = {Summary.MEAN: sum(values) / len(values), Summary.SUM: sum(values), Summary.LAST: values[-1]}
    return Point(at, by_summary[summary], n=len(values))


# ---- builders ----


def seen(
    measure: str, value: float | None, at: datetime = HOUR, place: str = CITY, flag: str | None = None
) -> Observation:
    return Observation(measure, place, at, value, flag)


def feed(panel: Panel = Panel.ENVIRONMENT, **given: Any) -> FeedState:
    known: dict[str, Any] = {
        "id": f"{panel}-feed",
        "label": "시험 자료원",
        "credit": "시험 기관",
        "panel": panel,
        "seconds": 3600.0,
        "last_good": NOW - timedelta(minutes=10),
        "last_try": NOW - timedelta(minutes=10),
        "newest": HOUR,
    }
    return FeedState(**known | given)


def picture(
    *records: Observation | Event | Spot, feeds: Sequence[FeedState] = (), version: int = 7
) -> CityPicture:
    return CityPicture(HeldHistory().put(*records), tuple(feeds), version, NOW)


def warning(
    id: str,
    command: str = "발표",
    hours: float = 2,
    *,
    subject: str = "호우",
    severity: str | None = "주의보",
    sequence: int = 1,
    place: str = "대전광역시",
    until: datetime | None = None,
) -> Event:
    """A line of the log of warnings, `hours` before now."""
    at = NOW - timedelta(hours=hours)
    return Event(id, at, "warning", severity, place, None, subject, command, sequence, until)


def message(
    id: str,
    hours: float = 1,
    subject: str = "호우",
    severity: str = "안전안내",
    place: str = "대전광역시 동구",
    text: str = "",
) -> Event:
    said = text or f"[시험] {subject} 안내 {id}. 하천변 출입을 삼가십시오."
    return Event(id, NOW - timedelta(hours=hours), "message", severity, place, said, subject)


# ---- a rich invented city ----

STATIONS = (
    ("가온동", "30110", 36.335, 127.455),
    ("나래동", "30110", 36.30, 127.47),
    ("다솜동", "30110", 36.37, 127.45),
    ("라온동", "30140", 36.32, 127.41),
    ("마루동", "30140", 36.28, 127.40),
    ("바른동", "30140", 36.33, 127.40),
    ("사랑동", "30170", 36.34, 127.37),
    ("아름동", "30170", 36.30, 127.34),
    ("자람동", "30170", 36.26, 127.33),
    ("차오름동", "30170", 36.35, 127.38),
    ("큰별동", "30200", 36.38, 127.33),
    ("터울동", "30200", 36.42, 127.37),
    ("푸른동", "30200", 36.36, 127.30),
    ("하늘동", "30230", 36.40, 127.42),
    ("한빛동", "30230", 36.44, 127.43),
)
PEOPLE = {"30110": 217_000, "30140": 223_000, "30170": 462_000, "30200": 369_000, "30230": 164_000}
AIR = (("pm10", 38), ("pm25", 21), ("o3", 0.036), ("no2", 0.018), ("co", 0.4), ("so2", 0.003), ("cai", 74))
SUBJECTS = ("호우", "화재", "교통통제", "대설", "폭염", "실종")
ROADS = 40


def rich_picture() -> CityPicture:
    """Five years of months, thirty days of hours, fifteen stations, forty roads, a year of events; all invented."""
    held = HeldHistory()
    for records in (_population(), _air(), _weather(), _traffic(), _disasters()):
        held.put(*records)
    return CityPicture(held, FEEDS, 41, NOW, is_demo=True)


FEEDS = (
    feed(Panel.POPULATION, id="registry", label="주민등록 인구", credit="행정안전부", seconds=86_400.0),
    feed(Panel.DISASTER, id="messages", label="긴급재난문자", credit="행정안전부", seconds=600.0),
    feed(Panel.DISASTER, id="warnings", label="기상특보", credit="기상청", seconds=600.0),
    feed(
        Panel.ENVIRONMENT, id="airkorea", label="에어코리아", credit="환경부·한국환경공단", used=61, quota=500
    ),
    feed(Panel.ENVIRONMENT, id="kma", label="기상청 실황·예보", credit="기상청"),
    feed(Panel.TRAFFIC, id="traffic", label="대전 도로소통", credit="대전광역시 교통정보센터", seconds=900.0),
)


def _month(back: int) -> datetime:
    place = NOW.year * 12 + NOW.month - 1 - back
    return datetime(place // 12, place % 12 + 1, 1, tzinfo=KOREAN_TIME)


def _wave(place: int, period: float, height: float) -> float:
    return height * math.sin(2 * math.pi * place / period)


def _population() -> list[Observation]:
    made = []
    for back in range(1, 62):
        at = _month(back)
        for number, code in enumerate(DISTRICTS):
            drift = 1 + (0.0006 if code == "30200" else -0.0004) * (30 - back)
            people = round(PEOPLE[code] * drift + _wave(back + number, 12, 120))
            made += _people(at, code, people, back + number)
        total = [each for each in made if each.at == at and each.place != CITY]
        names = dict.fromkeys(each.indicator_id for each in total)
        made += [
            seen(name, sum(each.value or 0 for each in total if each.indicator_id == name), at)
            for name in names
        ]
    return made


def _people(at: datetime, code: str, people: int, turn: int) -> list[Observation]:
    male = round(people * 0.497)
    births, deaths = (
        round(people * 0.00042 + _wave(turn, 12, 6)),
        round(people * 0.00054 + _wave(turn, 12, -8)),
    )
    monthly = {
        "residents": people,
        "registered": people + round(people * 0.0038),
        "households": round(people / (2.12 + 0.002 * turn)),
        "male": male,
        "female": people - male,
        "births": births,
        "deaths": deaths,
        "moved_in": round(people * 0.0105 + _wave(turn, 12, 240)),
        "moved_out": round(people * 0.0108 + _wave(turn, 12, 210)),
    }
    shares = (0.074, 0.098, 0.136, 0.132, 0.149, 0.160, 0.135, 0.072, 0.038, 0.0058, 0.0002)
    made = [seen(f"population.{name}", float(value), at, code) for name, value in monthly.items()]
    for sex, all_of in zip(SEXES, (male, people - male), strict=True):
        tilt = [
            share * (1 + (0.0011 if age < 40 else -0.0011) * (turn - 30))
            for age, share in zip(AGE_BANDS, shares, strict=True)
        ]
        counts = [round(all_of * share / sum(tilt)) for share in tilt]
        counts[4] += all_of - sum(counts)
        made += [
            seen(age_measure(sex, age), float(count), at, code)
            for age, count in zip(AGE_BANDS, counts, strict=True)
        ]
    return made


def _air() -> list[Observation | Spot | Event]:
    made: list[Observation | Spot | Event] = []
    for number, (name, code, north, east) in enumerate(STATIONS):
        place = f"station:{name}"
        made.append(Spot(place, name, code, north, east, HOUR))
        for back in range(24 * 31):
            at = HOUR - timedelta(hours=back)
            is_out = number == 4 and back < 5
            for short, usual in AIR:
                level = usual * (
                    1 + 0.3 * math.sin(back / 3.7 + number) + 0.35 * math.sin(back / 53) + 0.03 * (number - 7)
                )
                decimals = MEASURES[f"air.{short}"].decimals
                value = None if is_out else round(max(level, 0), decimals)
                made.append(seen(f"air.{short}", value, at, place, "통신장애" if is_out else None))
    made.append(Spot("station:옛터동", "옛터동", "30170", 36.31, 127.35, HOUR - timedelta(days=9)))
    made.append(seen("air.pm25", 33.0, HOUR - timedelta(days=9), "station:옛터동"))
    texts = (
        ("PM10", "PM10 : 대전 보통"),
        ("PM25", "PM2.5 : 대전 보통, 밤에 일시적으로 나쁨"),
        ("O3", "O3 : 대전 보통"),
    )
    made += [
        Event(f"f{subject}", HOUR - timedelta(hours=4), "air-forecast", None, "대전", text, subject)
        for subject, text in texts
    ]
    return made


def _weather() -> list[Observation]:
    now = {"temperature": 18.4, "rain": 0.0, "humidity": 47.0, "wind": 2.6, "precipitation": 0.0}
    made = [seen(f"weather.{name}", value) for name, value in now.items()]
    made += [
        seen("weather.temperature", round(15 + _wave(back - 4, 24, -6), 1), HOUR - timedelta(hours=back))
        for back in range(1, 48)
    ]
    for ahead in range(1, 25):
        at = HOUR + timedelta(hours=ahead)
        wet = 60.0 if 9 <= ahead <= 14 else 20.0
        made += [
            seen("forecast.temperature", float(round(15 + _wave(ahead + 4, 24, 6))), at),
            seen("forecast.rain_chance", wet, at),
            seen("forecast.sky", 4.0 if wet > 50 else 1.0, at),
            seen("forecast.precipitation", 1.0 if wet > 50 else 0.0, at),
            seen("forecast.rain", 2.0 if wet > 50 else 0.0, at),
        ]
    return made


def _traffic() -> list[Observation | Spot]:
    made: list[Observation | Spot] = []
    names = ("대로", "중앙로", "큰길", "북로", "남로", "강변로", "순환로", "둘레길")
    for number in range(ROADS):
        name = f"{'가나다라마'[number % 5]}온{names[number // 5]}"
        place = f"road:{name}"
        made.append(Spot(place, name, DISTRICTS[number % 5], seen_at=HOUR))
        made.append(seen("traffic.length", 1.5 + number % 7 * 1.3, HOUR, place))
        for back in range(24 * 30):
            at = HOUR - timedelta(hours=back)
            rush = math.exp(-((at.hour - 8) ** 2) / 3) + math.exp(-((at.hour - 18) ** 2) / 4)
            speed = (
                34 + number % 9 - 13 * rush * (1 if at.weekday() < 5 else 0.4) + _wave(back + number, 17, 1.5)
            )
            made.append(seen("traffic.speed", round(speed, 1), at, place))
            made.append(seen("traffic.congested", round(max(0, 62 - 1.7 * speed + 8 * rush), 1), at, place))
    for back in range(400):
        at = (HOUR - timedelta(days=back + 1)).replace(hour=0)
        made.append(seen("traffic.accidents", float(20 + (back * 7) % 9), at))
        made.append(seen("traffic.deaths", float(back % 11 == 0), at))
    return [*made, seen("traffic.buses", 812.0), seen("traffic.bikes", 1934.0)]


def _disasters() -> list[Event | Observation]:
    made: list[Event | Observation] = [
        warning("w1", hours=30, subject="강풍", sequence=3),
        warning("w2", "해제", hours=12, subject="강풍", sequence=1),
        warning("w3", hours=5, subject="건조", sequence=2),
        warning("w4", "변경발표", hours=2, subject="건조", severity="경보", sequence=4),
    ]
    for number in range(140):
        subject = SUBJECTS[(number * number) % len(SUBJECTS)]
        code = ("동구", "중구", "서구", "유성구", "대덕구", "전체")[number % 6]
        severity = "긴급재난" if number % 9 == 4 else "위급재난" if number == 77 else "안전안내"
        hours = 3 + number * 61
        made.append(message(f"m{number}", hours, subject, severity, f"대전광역시 {code}"))
    return made


def without(shown: CityPicture, *prefixes: str) -> CityPicture:
    """The same picture without the series of measures that begin so."""
    held = shown.history
    assert isinstance(held, HeldHistory)
    rows = {key: series for key, series in held.rows.items() if not key[0].startswith(prefixes)}
    return replace(shown, history=replace(held, rows=rows))
