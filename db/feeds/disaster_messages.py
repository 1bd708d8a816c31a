"""긴급재난문자: what was sent to telephones in the city (DSSP-IF-00247, and rows of the older DisasterMsg2)."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from dashboard.domain.records import Event
from dashboard.domain.words import KOREAN_TIME
from db.feeds.feed import Parsed, Request, Settings
from db.feeds.gateway import Page, has_data, json_document, listed, other_shape, whole
from db.feeds.reading import Reading, Row

OPTIONS = {
    "region": "대전",  # messages that name a place beginning so; empty takes all
    "first_days": "365",
}
KIND = "message"
_OVERLAP = timedelta(days=1)
"""Messages are corrected after they were sent, so the last day is read again."""


def ask(settings: Settings, now: datetime, newest: datetime | None) -> Sequence[Request]:
    """Messages since the day before the newest one, or of the first days when there is none."""
    first = timedelta(days=int(settings.option("first_days")))
    since = max(newest - _OVERLAP, now - first) if newest is not None else now - first
    region = settings.option("region")
    full_name = "대전광역시" if region == "대전" else region
    return (
        Request(
            "DSSP-IF-00247",
            "/V2/api/DSSP-IF-00247",
            (
                ("returnType", "json"),
                ("numOfRows", "1000"),
                ("crtDt", f"{since.astimezone(KOREAN_TIME):%Y%m%d}"),
                *((("rgnNm", full_name),) if full_name else ()),
            ),
            is_fill=newest is None,
        ),
    )


def parse(body: bytes, request: Request, settings: Settings, fetched_at: datetime) -> Parsed:
    page = _page(json_document(body))
    reading = Reading()
    region = settings.option("region")
    if any(isinstance(row, Mapping) and "md101_sn" in row for row in page.rows):
        keys = ("md101_sn", "create_date", "msg", "location_name")
    else:
        keys = ("SN", "CRT_DT", "MSG_CN", "RCPTN_RGN_NM")
    reading.each(page.rows, keys, partial(_message, reading, region, keys))
    return reading.parsed(page.total)


def _message(reading: Reading, region: str, keys: tuple[str, str, str, str], row: Row) -> None:
    serial, sent, text, places = keys
    row.name = row.label(serial)
    # A comma list with blanks after its parts; the whole country's names end in 전체 or nothing.
    names = [name.strip() for name in row.need(places).split(",") if name.strip()]
    if not any(name.startswith(region) or name == "전국" for name in names):
        reading.leave_out()  # sent elsewhere: the older interface knows no question by region
        return
    reading.happen(
        Event(
            id=f"{KIND}:{row.name}",
            at=row.moment(sent),
            kind=KIND,
            severity=row.text("EMRG_STEP_NM"),
            place=",".join(re.sub(r"\s+", " ", name) for name in names),
            text=row.need(text),
            subject=row.text("DST_SE_NM"),
        )
    )


def _page(document: object) -> Page:
    if isinstance(document, list):
        return Page(tuple(document), None)
    if not isinstance(document, Mapping):
        raise other_shape("body")
    if "DisasterMsg" in document:
        return _older_page(document["DisasterMsg"])
    if "RESULT" in document and "header" not in document:
        has_data(_member(document["RESULT"], "resultCode"))
        return Page((), 0)
    header = document.get("header")
    if not isinstance(header, Mapping) or "resultCode" not in header:
        raise other_shape("header.resultCode")
    if not has_data(header["resultCode"]):
        return Page((), 0)
    return Page(listed(document.get("body")), whole(document.get("totalCount")))


def _older_page(parts: object) -> Page:
    rows: list[object] = []
    total = None
    for part in parts if isinstance(parts, list) else ():
        rows += listed(_member(part, "row"))
        for head in listed(_member(part, "head")):
            total = whole(_member(head, "totalCount")) if total is None else total
            result = _member(head, "RESULT")
            if result is not None:
                has_data(_member(result, "resultCode"))
    return Page(tuple(rows), total)


def _member(part: object, name: str) -> object:
    return part.get(name) if isinstance(part, Mapping) else None
