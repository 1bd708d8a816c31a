"""기상청 초단기실황: the weather of the last full hour at one point of the grid."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

from dashboard.domain.city.measures import CITY
from dashboard.domain.words import KOREAN_TIME
from db.feeds.feed import Parsed, Request, Settings
from db.feeds.gateway import json_page
from db.feeds.kma import GRID, IGNORED, amount, check_grid
from db.feeds.reading import Reading, Row, Unusable, seoul

OPTIONS = {**GRID, "ready_minutes": "10"}
CATEGORIES = {
    "T1H": "weather.temperature",
    "RN1": "weather.rain",
    "REH": "weather.humidity",
    "WSD": "weather.wind",
    "PTY": "weather.precipitation",
}
MEASURES = tuple(CATEGORIES.values())
_KEPT_HOURS = 24
"""The source keeps the last day; what is older cannot be asked for any more."""


def ask(settings: Settings, now: datetime, newest: datetime | None) -> Sequence[Request]:
    """The newest hour that is out, and before it those of the last day that are not there yet."""
    ready = timedelta(minutes=float(settings.option("ready_minutes")))
    last = (now.astimezone(UTC) - ready).replace(minute=0, second=0, microsecond=0)
    hours = (last - timedelta(hours=back) for back in range(_KEPT_HOURS - 1, -1, -1))
    return tuple(_request(settings, at) for at in hours if at == last or newest is None or at > newest)


def parse(body: bytes, request: Request, settings: Settings, fetched_at: datetime) -> Parsed:
    page = json_page(body)
    reading = Reading()
    reading.each(
        page.rows, ("category", "obsrValue", "baseDate", "baseTime"), partial(_value, reading, request)
    )
    return reading.parsed(page.total)


def _value(reading: Reading, request: Request, row: Row) -> None:
    row.name = category = row.label("category")
    at = seoul(row.need("baseDate") + row.need("baseTime").zfill(4))
    if at is None:
        raise Unusable("baseTime", row.text("baseTime"), "lost_time")
    check_grid(row, request)
    if category in CATEGORIES:
        reading.observe(CATEGORIES[category], CITY, at, *amount(row, "obsrValue"))
    elif category in IGNORED:
        reading.leave_out()
    else:
        raise Unusable("category", category, "lost_code")


def _request(settings: Settings, at: datetime) -> Request:
    base = at.astimezone(KOREAN_TIME)
    return Request(
        "getUltraSrtNcst",
        "/1360000/VilageFcstInfoService_2.0/getUltraSrtNcst",
        (
            ("numOfRows", "100"),
            ("dataType", "JSON"),
            ("base_date", f"{base:%Y%m%d}"),
            ("base_time", f"{base:%H%M}"),
            ("nx", settings.option("nx")),
            ("ny", settings.option("ny")),
        ),
    )
