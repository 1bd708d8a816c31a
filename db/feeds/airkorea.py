"""에어코리아: hourly air of every station of the city, its last month, where it stands, and the forecast of the day."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from dashboard.domain.city.districts import named
from dashboard.domain.city.history import Spot
from dashboard.domain.records import Event
from dashboard.domain.words import KOREAN_TIME
from db.feeds.feed import Parsed, Request, Settings
from db.feeds.gateway import json_page
from db.feeds.reading import Reading, Row, Unusable, degrees, is_in_the_city, pairs, place_of, seoul

NOW, HISTORY, FORECAST, STATIONS = (
    "getCtprvnRltmMesureDnsty",
    "getMsrstnAcctoRltmMesureDnsty",
    "getMinuDustFrcstDspth",
    "getMsrstnList",
)
OPTIONS = {
    "sido": "대전",
    # District of each station: the dong it is named after, by the city's list of legal dongs (법정동).
    "stations": "읍내동=대덕구, 문평동=대덕구, 문창동=중구, 대흥동1=중구, 구성동=유성구, 노은동=유성구,"
    " 상대동(대전)=유성구, 관평동=유성구, 성남동1=동구, 대성동=동구, 판암동=동구, 정림동=서구, 둔산동=서구,"
    " 월평동=서구, 비래동=대덕구",
}
POLLUTANTS = {
    "pm10": "pm10Value",
    "pm25": "pm25Value",
    "o3": "o3Value",
    "no2": "no2Value",
    "co": "coValue",
    "so2": "so2Value",
    "cai": "khaiValue",
}
MEASURES = tuple(f"air.{name}" for name in POLLUTANTS)
FORECAST_KIND = "air-forecast"
_VERSION = "1.3"
_AIR = "ArpltnInforInqireSvc"
_SERVICES = {FORECAST: (_AIR, ""), STATIONS: ("MsrstnInfoInqireSvc", "1.1")}
_GAP, _LONG_GAP = timedelta(hours=2), timedelta(days=1)
_FILL_HOURS = 2
"""A gap is filled in one run of so many hours: a station costs a request, and a day has 500."""


def ask(settings: Settings, now: datetime, newest: datetime | None) -> Sequence[Request]:
    """The stations now, the forecast, once a day the list of stations, and each station's past where it is missing."""
    today = now.astimezone(KOREAN_TIME).date()
    is_first_today = newest is None or newest.astimezone(KOREAN_TIME).date() != today
    term = _missed_term(settings, now, newest)
    return (
        _request(NOW, ("sidoName", settings.option("sido"))),
        *(
            replace(_request(HISTORY, ("stationName", name), ("dataTerm", term), rows="800"), is_fill=True)
            for name in pairs(settings.option("stations"))
            if term is not None
        ),
        *((_request(STATIONS, ("addr", settings.option("sido"))),) if is_first_today else ()),
        _request(FORECAST, ("searchDate", today.isoformat())),
    )


def parse(body: bytes, request: Request, settings: Settings, fetched_at: datetime) -> Parsed:
    page = json_page(body)
    reading = Reading()
    if request.operation == FORECAST:
        needs = ("informCode", "informData", "dataTime")
        reading.each(page.rows, needs, partial(_forecast, reading, settings.option("sido")))
        return reading.parsed(page.total)
    districts = {name: place_of(text) for name, text in pairs(settings.option("stations")).items()}
    if request.operation == STATIONS:
        reading.each(
            page.rows, ("stationName", "dmX", "dmY"), partial(_standing, reading, settings, districts)
        )
        return reading.parsed(page.total)
    # A station's own history does not repeat its name.
    station = dict(request.params).get("stationName") if request.operation == HISTORY else None
    keys = ("dataTime", "pm10Value") if station else ("stationName", "dataTime")
    reading.each(
        page.rows,
        keys,
        partial(_station, reading, settings.option("sido"), districts, station),
        expects=" ".join(POLLUTANTS.values()),
    )
    return reading.parsed(page.total)


def _station(
    reading: Reading, sido: str, districts: dict[str, str | None], station: str | None, row: Row
) -> None:
    row.name = name = station or row.label("stationName")
    if (row.text("sidoName") or sido) != sido:
        raise Unusable("sidoName", row.text("sidoName"), "lost_place")
    at = row.moment("dataTime")
    place = f"station:{name}"
    reading.spot(Spot(place, name, districts.get(name), seen_at=at))
    for pollutant, key in POLLUTANTS.items():
        value = row.number(key)
        reason = row.text(key.replace("Value", "Flag"))
        reading.observe(f"air.{pollutant}", place, at, value, reason)


def _standing(reading: Reading, settings: Settings, districts: dict[str, str | None], row: Row) -> None:
    """Where a station stands. Which of dmX and dmY is the latitude differs by version: its size tells."""
    row.name = name = row.label("stationName")
    address = (row.text("addr") or "").split()
    if address and not address[0].startswith(settings.option("sido")):
        reading.leave_out()
        return
    district = districts.get(name) or named(" ".join(address[:2]))
    x, y = row.number("dmX"), row.number("dmY")
    latitude, longitude = (y, x) if is_in_the_city(y, x) else (x, y)
    north, east = degrees(row, "dmX, dmY", latitude, longitude)
    reading.spot(Spot(f"station:{name}", name, district, north, east))


def _forecast(reading: Reading, sido: str, row: Row) -> None:
    subject, day = row.label("informCode"), row.moment("informData")
    row.name = f"{subject} {row.text('informData')}"
    issued = seoul(row.need("dataTime").removesuffix("발표"))
    if issued is None:
        raise Unusable("dataTime", row.text("dataTime"), "lost_time")
    grades = dict(re.findall(r"([^,:]+?)\s*:\s*([^,:]+)", row.text("informGrade") or ""))
    reading.happen(
        Event(
            id=f"{FORECAST_KIND}:{subject}:{day:%Y%m%d%H}:{issued:%Y%m%d%H}",
            at=issued,
            kind=FORECAST_KIND,
            severity={name.strip(): grade.strip() for name, grade in grades.items()}.get(sido),
            place=sido,
            # The documents print infornOverall; the replies spell it informOverall.
            text=row.text("informOverall") or row.text("infornOverall"),
            subject=subject,
            until=day + timedelta(days=1),
        )
    )


def _missed_term(settings: Settings, now: datetime, newest: datetime | None) -> str | None:
    if newest is None or now - newest > _LONG_GAP:
        term = "MONTH"
    elif now - newest > _GAP:
        term = "DAILY"
    else:
        return None
    is_first_run = now.hour % _FILL_HOURS == 0 and now.minute * 60 < settings.seconds
    return term if newest is None or is_first_run else None


def _request(operation: str, *params: tuple[str, str], rows: str = "100") -> Request:
    service, version = _SERVICES.get(operation, (_AIR, _VERSION))
    more = (("ver", version),) if version else ()
    return Request(
        operation,
        f"/B552584/{service}/{operation}",
        (("returnType", "json"), ("numOfRows", rows), *params, *more),
    )
