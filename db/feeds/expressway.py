"""한국도로공사 15분 교통량: cars at the toll gates of the whole country in each quarter of an hour, by operator.

A reply holds a number for every cell of (quarter, operator, way of paying, class of car). A car stands in one
cell of its quarter and operator, so their sum counts it once; rows of another length of time (an hour, five
minutes) hold the same cars again and are left out. Operators report at different times, so they are not
added to each other: a sum over them would miss those that are late. It names no toll office, hence no city.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from dashboard.domain.city.history import Spot
from db.feeds.feed import FeedError, Parsed, Request, Settings
from db.feeds.gateway import json_document, listed, other_shape, whole
from db.feeds.reading import Reading, Row, Unusable, seoul

OPTIONS: dict[str, str] = {}
VOLUME = "traffic.expressway"
MEASURES = (VOLUME,)
PREFIX = "expressway:"
_QUARTERS = "2"
_AMOUNT = "trafficAmout"  # so it is spelled
_MOST_ROWS = "1000"  # a quarter's cells must come together
_Cells = dict[tuple[str, datetime], dict[tuple[str, str], float]]


def ask(settings: Settings, now: datetime, newest: datetime | None) -> Sequence[Request]:
    """The newest quarters of all operators in one page."""
    params = (("type", "json"), ("tmType", _QUARTERS), ("numOfRows", _MOST_ROWS), ("pageNo", "1"))
    return (Request("trafficAll", "/openapi/trafficapi/trafficAll", params, 1, None, "key"),)


def parse(body: bytes, request: Request, settings: Settings, fetched_at: datetime) -> Parsed:
    document = json_document(body)
    if not isinstance(document, dict) or "code" not in document:
        raise other_shape("code", "trafficAll")
    if document["code"] != "SUCCESS":
        raise FeedError("feed_refused", code=str(document["code"])[:20])
    if "trafficAll" not in document:
        raise other_shape("trafficAll")
    reading = Reading()
    cells: _Cells = {}
    needs = ("tmType", "exDivCode", "tcsType", "carType", _AMOUNT, "sumDate", "sumTm")
    reading.each(listed(document["trafficAll"]), needs, partial(_cell, reading, cells), expects="exDivName")
    for (operator, at), amounts in cells.items():
        reading.observe(VOLUME, f"{PREFIX}{operator}", at, sum(amounts.values()))
    return reading.parsed(whole(document.get("count")))


def _cell(reading: Reading, cells: _Cells, row: Row) -> None:
    operator, way, car = row.label("exDivCode"), row.label("tcsType"), row.label("carType")
    row.name = f"{operator} {way} {car} {row.text('sumTm') or ''}".strip()
    if row.need("tmType") != _QUARTERS:
        reading.leave_out()
        return
    at = seoul(row.need("sumDate") + row.need("sumTm").zfill(4))
    if at is None:
        raise Unusable("sumTm", f"{row.text('sumDate')} {row.text('sumTm')}", "lost_time")
    amount = row.number(_AMOUNT)
    if amount is None or amount < 0:
        raise Unusable(_AMOUNT, row.text(_AMOUNT), "lost_number")
    amounts = cells.setdefault((operator, at), {})
    if (way, car) in amounts:
        raise Unusable(_AMOUNT, row.text(_AMOUNT), "lost_repeated")
    amounts[way, car] = amount
    reading.spot(Spot(f"{PREFIX}{operator}", f"{row.text('exDivName') or ''} {operator}".strip(), seen_at=at))
