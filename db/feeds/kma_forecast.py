"""기상청 단기예보: the next days by the hour at one point of the grid, issued eight times a day."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from dashboard.domain.city.measures import CITY
from dashboard.domain.words import KOREAN_TIME
from db.feeds.feed import Parsed, Request, Settings
from db.feeds.gateway import json_page
from db.feeds.kma import GRID, IGNORED, amount, check_grid
from db.feeds.reading import Reading, Row, Unusable, seoul

OPTIONS = {**GRID, "ready_minutes": "10"}
CATEGORIES = {
    "TMP": "forecast.temperature",
    "POP": "forecast.rain_chance",
    "PCP": "forecast.rain",
    "SNO": "forecast.snow",
    "REH": "forecast.humidity",
    "WSD": "forecast.wind",
    "SKY": "forecast.sky",
    "PTY": "forecast.precipitation",
    "TMN": "forecast.low",
    "TMX": "forecast.high",
}
MEASURES = tuple(CATEGORIES.values())
_FIRST_ISSUE, _HOURS_BETWEEN = 2, 3
"""Issued at 02, 05, 08, 11, 14, 17, 20 and 23 o'clock."""


def ask(settings: Settings, now: datetime, newest: datetime | None) -> Sequence[Request]:
    """The newest forecast that is out; what was forecast before is of no use any more."""
    ready = timedelta(minutes=float(settings.option("ready_minutes")))
    last = (now.astimezone(KOREAN_TIME) - ready).replace(minute=0, second=0, microsecond=0)
    issued = last - timedelta(hours=(last.hour - _FIRST_ISSUE) % _HOURS_BETWEEN)
    return (
        Request(
            "getVilageFcst",
            "/1360000/VilageFcstInfoService_2.0/getVilageFcst",
            (
                ("numOfRows", "1000"),
                ("dataType", "JSON"),
                ("base_date", f"{issued:%Y%m%d}"),
                ("base_time", f"{issued:%H%M}"),
                ("nx", settings.option("nx")),
                ("ny", settings.option("ny")),
            ),
        ),
    )


def parse(body: bytes, request: Request, settings: Settings, fetched_at: datetime) -> Parsed:
    page = json_page(body)
    reading = Reading()
    reading.each(
        page.rows, ("category", "fcstValue", "fcstDate", "fcstTime"), partial(_value, reading, request)
    )
    return reading.parsed(page.total)


def _value(reading: Reading, request: Request, row: Row) -> None:
    category = row.label("category")
    row.name = f"{category} {row.text('fcstDate')} {row.text('fcstTime')}"
    at = seoul(row.need("fcstDate") + row.need("fcstTime").zfill(4))
    if at is None:
        raise Unusable("fcstTime", row.text("fcstTime"), "lost_time")
    check_grid(row, request)
    if category in CATEGORIES:
        reading.observe(CATEGORIES[category], CITY, at, *amount(row, "fcstValue"))
    elif category in IGNORED:
        reading.leave_out()
    else:
        raise Unusable("category", category, "lost_code")
