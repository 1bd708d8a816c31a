"""에어코리아: air by station, forecasts of the air, and the list of stations."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from types import MappingProxyType

from db.demo.feeds.call import Call, Refused, Row
from db.demo.feeds.gateway import FlatItems
from db.demo.feeds.world import air
from db.demo.feeds.world.chance import MARK, SEOUL, wander
from db.demo.feeds.world.places import LATE_STATION, STATIONS, Station

AIR = "/B552584/ArpltnInforInqireSvc"
STATION_LIST = "/B552584/MsrstnInfoInqireSvc/getMsrstnList"
PUBLISHED_MINUTE = 12
"""An hour's values come so many minutes past it."""
_TERMS = {"DAILY": timedelta(days=1), "MONTH": timedelta(days=30), "3MONTH": timedelta(days=90)}
_ISSUES = (5, 11, 17, 23)
"""Hours at which forecasts are announced."""
_FORECAST_REGIONS = ("서울", "대전", "세종", "충북", "충남")
_GRADES = ("좋음", "보통", "나쁨", "매우나쁨")


def by_city(call: Call) -> list[Row]:
    """getCtprvnRltmMesureDnsty: the newest hour of each station."""
    sido = _needed(call, "sidoName")
    if sido not in ("대전", "전국"):
        return []
    return [
        {"sidoName": "대전", "stationName": each.name, **_values(call, each, _newest(call.now, each))}
        for each in STATIONS
    ]


def by_station(call: Call) -> list[Row]:
    """getMsrstnAcctoRltmMesureDnsty: the hours of one station, newest first; they do not repeat its name."""
    name, term = _needed(call, "stationName"), _needed(call, "dataTerm").upper()
    if term not in _TERMS:
        raise Refused("10")
    found = [each for each in STATIONS if each.name == name]
    hours = _TERMS[term] // timedelta(hours=1)
    return [
        _values(call, each, _newest(call.now, each) - timedelta(hours=back))
        for each in found
        for back in range(hours)
    ]


def forecast(call: Call) -> list[Row]:
    """getMinuDustFrcstDspth: what was announced on a day, newest first."""
    day = call.text("searchDate") or f"{call.now.astimezone(SEOUL):%Y-%m-%d}"
    asked = call.text("InformCode") or call.text("informCode")
    codes = [asked] if asked else ["PM10", "PM25", "O3"]
    return [row for issue in _issues(call, day) for code in codes for row in _announced(call, issue, code)]


def stations(call: Call) -> list[Row]:
    """getMsrstnList: where the stations are; ver 1.1 has the longitude first."""
    address, name = call.text("addr"), call.text("stationName")
    swapped = call.text("ver") >= "1.1"
    return [
        {
            "dmX": str(each.longitude if swapped else each.latitude),
            "item": "SO2, CO, O3, NO2, PM10, PM2.5",
            "mangName": each.network,
            "year": "2001",
            "addr": each.address,
            "stationName": each.name,
            "dmY": str(each.latitude if swapped else each.longitude),
        }
        for each in STATIONS
        if address in each.address and name in each.name
    ]


def _needed(call: Call, name: str) -> str:
    given = call.text(name)
    if not given:
        raise Refused("11")
    return given


def _newest(now: datetime, station: Station) -> datetime:
    """The newest published hour; one station is an hour behind."""
    local = (now - timedelta(minutes=PUBLISHED_MINUTE)).astimezone(SEOUL)
    newest = local.replace(minute=0, second=0, microsecond=0)
    return newest - timedelta(hours=station.name == LATE_STATION)


def _values(call: Call, station: Station, at: datetime) -> Row:
    """A row. The version asked for adds fields: 1.0 PM2.5, 1.1 means of a day, 1.2 networks, 1.3 grades of an hour."""
    version = call.text("ver")
    names = [name for name in air.POLLUTANTS if name != "pm25" or version >= "1.0"]
    values = {name: air.concentration(call.seed, station, name, at) for name in air.POLLUTANTS}
    row: Row = {"dataTime": stamp(at)}
    for name in names:
        value = values[name]
        row[f"{name}Value"] = "-" if value is None else f"{value:.{air.DECIMALS[name]}f}"
        row[f"{name}Flag"] = air.OUTAGE if value is None else None
        row[f"{name}Grade"] = _grade(call, station, name, at, value)
        if name.startswith("pm") and version >= "1.1":
            row[f"{name}Value24"] = f"{air.mean_of_day(call.seed, station, name, at):.0f}"
        if name.startswith("pm") and version >= "1.3":
            row[f"{name}Grade1h"] = None if value is None else str(air.grade(name, value))
    index = air.index(values)
    row["khaiValue"] = "-" if index is None else str(index)
    row["khaiGrade"] = None if index is None else str(air.grade_of_index(index))
    return row | ({"mangName": station.network} if version >= "1.2" else {})


def _grade(call: Call, station: Station, name: str, at: datetime, value: float | None) -> str | None:
    """Of dust by the mean of a day, of a gas by the hour; none without a value."""
    if value is None:
        return None
    judged = air.mean_of_day(call.seed, station, name, at) if name.startswith("pm") else value
    return str(air.grade(name, judged))


def stamp(at: datetime) -> str:
    """ "2026-11-22 24:00" is the midnight that begins the 23rd."""
    local = at.astimezone(SEOUL)
    if local.hour == 0:
        return f"{local - timedelta(days=1):%Y-%m-%d} 24:00"
    return f"{local:%Y-%m-%d %H:%M}"


def _issues(call: Call, day: str) -> Iterator[datetime]:
    try:
        first = datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=SEOUL)
    except ValueError as error:
        raise Refused("10") from error
    issues = (first + timedelta(hours=hour) for hour in reversed(_ISSUES))
    yield from (each for each in issues if each <= call.now)


def _announced(call: Call, issue: datetime, code: str) -> Iterator[Row]:
    """The forecasts of one announcement: today, tomorrow, and from 17 o'clock the day after."""
    for ahead in range(3 if issue.hour >= 17 else 2):
        day = issue + timedelta(days=ahead)
        grades = {name: _expected(call.seed, name, code, day) for name in _FORECAST_REGIONS}
        worst = max(grades.values())
        yield {
            "informCode": code,
            "informData": f"{day:%Y-%m-%d}",
            "dataTime": f"{issue:%Y-%m-%d} {issue:%H}시 발표",
            "informGrade": ",".join(f"{name} : {_GRADES[grade]}" for name, grade in grades.items()),
            "informOverall": f"○ [{MARK}] 전 권역이 '{_GRADES[worst]}' 이하로 예상됨.",
            "informCause": f"○ [{MARK}] 대기 흐름에 따라 농도가 변할 것으로 예상됨.",
            "actionKnack": None,
            **{f"imageUrl{number}": "" for number in range(1, 4)},
        }


def _expected(seed: int, region: str, code: str, day: datetime) -> int:
    level = wander(seed, f"forecast:{code}", day.toordinal(), 2.3)
    level += 0.3 * wander(seed, f"forecast:{code}:{region}", day.toordinal(), 1.7)
    return 0 if level < -0.3 else 1 if level < 0.55 else 2


class AirKorea(FlatItems):
    id = "airkorea"
    operations = MappingProxyType(
        {
            f"{AIR}/getCtprvnRltmMesureDnsty": by_city,
            f"{AIR}/getMsrstnAcctoRltmMesureDnsty": by_station,
            f"{AIR}/getMinuDustFrcstDspth": forecast,
            STATION_LIST: stations,
        }
    )
