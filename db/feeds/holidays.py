"""한국천문연구원 특일 정보: the public holidays of last year, this and the next.

A row that says it is no day off (isHoliday N) is left out.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from dashboard.domain.city.holidays import KIND
from dashboard.domain.records import Event
from dashboard.domain.words import KOREAN_TIME
from db.feeds.feed import Parsed, Request, Settings
from db.feeds.gateway import json_page
from db.feeds.reading import Reading, Row, Unusable

OPTIONS: dict[str, str] = {}
EVENT_KINDS = (KIND,)
_DAY_OFF = {"Y": True, "N": False}


def ask(settings: Settings, now: datetime, newest: datetime | None) -> Sequence[Request]:
    """Three years: a day in January is compared with days of December, and substitutes are decreed late."""
    year = now.astimezone(KOREAN_TIME).year
    return tuple(
        Request(
            "getRestDeInfo",
            "/B090041/openapi/service/SpcdeInfoService/getRestDeInfo",
            (("solYear", str(each)), ("numOfRows", "100"), ("_type", "json")),
        )
        for each in (year - 1, year, year + 1)
    )


def parse(body: bytes, request: Request, settings: Settings, fetched_at: datetime) -> Parsed:
    page = json_page(body)
    reading = Reading()
    reading.each(page.rows, ("dateName", "isHoliday", "locdate"), partial(_day, reading))
    return reading.parsed(page.total)


def _day(reading: Reading, row: Row) -> None:
    name = row.label("dateName")
    row.name = f"{name} {row.text('locdate') or ''}".strip()
    is_off = _DAY_OFF.get(row.need("isHoliday"))
    if is_off is None:
        raise Unusable("isHoliday", row.text("isHoliday"), "lost_code")
    day = row.moment("locdate")  # a number: 20260216
    if not is_off:
        reading.leave_out()
        return
    local = day.astimezone(KOREAN_TIME)
    reading.happen(
        Event(
            id=f"{KIND}:{local:%Y%m%d}:{name}",
            at=day,
            kind=KIND,
            subject=name,
            until=day + timedelta(days=1),
        )
    )
