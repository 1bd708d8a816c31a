"""통계청 KOSIS: births, deaths, moves and registered population by month and district, one table for each."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from dashboard.domain.city.districts import district
from db.feeds.feed import FeedError, Parsed, Request, Settings
from db.feeds.gateway import json_document, other_shape
from db.feeds.months import month_of, spans
from db.feeds.reading import Reading, Row, Unusable, month

TABLES = {
    "births": "orgId=101 tblId=DT_1B81A01 itmId=T1 objL1=ALL",
    "deaths": "orgId=101 tblId=DT_1B82A01 itmId=T1 objL1=ALL objL2=0",
    "moved_in": "orgId=101 tblId=DT_1B26001_A01 itmId=T10 objL1=ALL",
    "moved_out": "orgId=101 tblId=DT_1B26001_A01 itmId=T20 objL1=ALL",
    "registered": "orgId=101 tblId=DT_1B040A3 itmId=T20 objL1=ALL",
}
"""Measure (after "population.") -> the table, item and classes that hold it. Each measure is a request of
its own: a "+" between items means different things to different servers once it is encoded.
"""
OPTIONS = {**TABLES, "months": "60", "again": "3"}
MEASURES = tuple(f"population.{name}" for name in TABLES)
_PIECE = 12
"""Months of one request: a table of all districts stays far below the 40,000 cells of one reply."""
_NO_ROWS = "30"
_WHOLES = frozenset({"0", "00", "000"})
_WHOLE_NAMES = frozenset({"계", "전체", "합계", "총계"})
_FINAL = frozenset({"10", "11", "13", "20", "21", "31"})


def ask(settings: Settings, now: datetime, newest: datetime | None) -> Sequence[Request]:
    """The last months of every table again, because they are corrected; five years when nothing is there."""
    last = month_of(now)
    oldest = month_of(now, int(settings.option("months")))
    again = int(settings.option("again"))
    first = oldest if newest is None else max(oldest, month_of(newest, again))
    return tuple(
        replace(_request(name, settings.option(name), begin, end), is_fill=newest is None)
        for name in TABLES
        if settings.option(name)
        for begin, end in spans(first, last, _PIECE)
    )


def parse(body: bytes, request: Request, settings: Settings, fetched_at: datetime) -> Parsed:
    if request.operation not in TABLES:
        raise other_shape(request.operation)
    document = json_document(body)
    if isinstance(document, Mapping):
        if "err" not in document:
            raise other_shape("PRD_DE", "DT")
        code = str(document["err"]).strip()[:10]
        if code == _NO_ROWS:
            return Parsed(total=0)
        raise FeedError("feed_refused", code=code, may_retry=code not in _FINAL, advice="feed_kosis_advice")
    if not isinstance(document, list):
        raise other_shape("PRD_DE", "DT")
    reading = Reading()
    table = _table(settings.option(request.operation))
    read = partial(_cell, reading, f"population.{request.operation}", table)
    reading.each(document, ("C1", "PRD_DE", "DT", "TBL_ID"), read)
    return reading.parsed(None)


def _cell(reading: Reading, measure: str, table: Mapping[str, str], row: Row) -> None:
    row.name = f"{row.text('C1_NM') or row.text('C1')} {row.text('PRD_DE')}"
    for key, asked in (("TBL_ID", table.get("tblId")), ("ITM_ID", table.get("itmId"))):
        if asked is not None and (row.text(key) or asked) != asked:
            raise Unusable(key, row.text(key), "lost_code")
    place = district(row.label("C1"))
    if place is None:
        reading.leave_out()  # the table is of the whole country
        return
    for n in range(2, 9):
        if (row.text(f"C{n}") or "0") not in _WHOLES and row.text(f"C{n}_NM") not in _WHOLE_NAMES:
            raise Unusable(f"C{n}", row.text(f"C{n}"), "lost_part")
    at = month(row.need("PRD_DE"))
    if at is None:
        raise Unusable("PRD_DE", row.text("PRD_DE"), "lost_time")
    reading.observe(measure, place, at, row.number("DT"))


def _request(name: str, table: str, begin: str, end: str) -> Request:
    return Request(
        name,
        "/openapi/Param/statisticsParameterData.do",
        (
            ("method", "getList"),
            ("format", "json"),
            ("jsonVD", "Y"),  # without it the reply is no valid JSON
            ("prdSe", "M"),
            *_table(table).items(),
            ("startPrdDe", begin),
            ("endPrdDe", end),
        ),
        page_param=None,
        key_param="apiKey",
    )


def _table(text: str) -> dict[str, str]:
    return {name: value for name, _, value in (part.partition("=") for part in text.split())}
