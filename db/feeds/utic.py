"""도시교통정보센터 (UTIC) 돌발정보 (XML): accidents, works and closures on the roads of the city.

One reply holds the whole country. An incident is ours where its address has the city's legal code (법정동
30…), or, without a code, begins with the city's name; every other is counted as left out. What is over is
simply no longer named: its foretold end may lie years ahead, so each reply also gives a list of what it names.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from xml.etree.ElementTree import Element

from dashboard.domain.city.districts import DISTRICTS, NAMES
from dashboard.domain.city.incidents import KIND, LIST_KIND, is_going_on, listed
from dashboard.domain.city.measures import CITY
from dashboard.domain.records import Event
from dashboard.domain.words import KOREAN_TIME
from db.feeds.feed import Parsed, Request, Settings
from db.feeds.gateway import fields_of, local_name, other_shape, raise_if_refused, xml_document
from db.feeds.reading import Reading, Row, Unusable, seoul

OPTIONS = {
    "code": "30",  # how the legal code of an address in the city begins
    "name": "대전",  # how its address begins, where it has no code
}
INCIDENTS = "traffic.incidents"
MEASURES = (INCIDENTS,)
EVENT_KINDS = (KIND, LIST_KIND)
_SUBJECTS = {"1": "사고", "2": "공사", "3": "행사", "4": "기상", "5": "통제"}


@dataclass(slots=True)
class _Found:
    """What a reply names in the city: ids, and how many are going on by district (None where nobody says it)."""

    ids: list[str] = field(default_factory=list)
    going_on: Counter[str | None] = field(default_factory=Counter)


def ask(settings: Settings, now: datetime, newest: datetime | None) -> Sequence[Request]:
    """All incidents of the country as they are now."""
    return (Request("imsOpenData", "/guide/imsOpenData.do", (), 1, None, "key"),)


def parse(body: bytes, request: Request, settings: Settings, fetched_at: datetime) -> Parsed:
    root = xml_document(body)
    raise_if_refused(root)
    if local_name(root) != "result":
        raise other_shape("result", "record")
    reading, found = Reading(), _Found()
    needs = ("incidentId", "incidentTitle", "startDate")
    read = partial(_incident, reading, found, settings, fetched_at)
    reading.each(_records(root), needs, read, expects="addressJibunCd incidenteTypeCd endDate roadName")
    for district in DISTRICTS:
        reading.observe(INCIDENTS, district, fetched_at, found.going_on[district])
    reading.observe(INCIDENTS, CITY, fetched_at, found.going_on.total())
    reading.happen(_list(found.ids, fetched_at))
    return reading.parsed(None)


def _records(root: Element) -> list[dict[str, str | None]]:
    return [fields_of(element) for element in root]


def _incident(reading: Reading, found: _Found, settings: Settings, now: datetime, row: Row) -> None:
    row.name = id_ = row.label("incidentId")
    code, address = row.text("addressJibunCd"), row.text("addressJibun") or row.text("addressNew")
    if code is None and address is None:
        raise Unusable("addressJibunCd", None, "lost_field_missing")
    is_ours = code.startswith(settings.option("code")) if code else False
    is_ours = is_ours or (code is None and (address or "").startswith(settings.option("name")))
    if not is_ours:
        reading.leave_out()
        return
    if f"{KIND}:{id_}" in found.ids:
        raise Unusable("incidentId", id_, "lost_repeated")
    district = _district(code, address)
    event = Event(
        id=f"{KIND}:{id_}",
        at=row.moment("startDate"),
        kind=KIND,
        place=_place(district, row.text("roadName")),
        text=" ".join(row.need("incidentTitle").split()),
        subject=_subject(row),
        until=_until(row),
    )
    reading.happen(event)
    found.ids.append(event.id)
    if is_going_on(event, now):
        found.going_on[district] += 1


def _subject(row: Row) -> str | None:
    code = row.text("incidenteTypeCd")
    if code is not None and code not in _SUBJECTS:
        row.lose("incidenteTypeCd", code, "lost_code")
    return _SUBJECTS.get(code or "")


def _until(row: Row) -> datetime | None:
    text = row.text("endDate")
    until = seoul(text) if text else None
    if text and until is None:
        row.lose("endDate", text, "lost_time")
    return until


def _district(code: str | None, address: str | None) -> str | None:
    """The district of a legal code of ten digits, else of the second word of an address."""
    if code:
        return code[:5] if code[:5] in DISTRICTS else None
    words = (address or "").split()
    return next((each for each in DISTRICTS if NAMES[each] in words[1:2]), None)


def _place(district: str | None, road: str | None) -> str:
    """The district, and behind a comma the road."""
    where = f"{NAMES[CITY]} {NAMES[district]}" if district else NAMES[CITY]
    return f"{where},{road.replace(',', ' ')}" if road else where


def _list(ids: Sequence[str], now: datetime) -> Event:
    """What the reply names, once a day: the same list again is no news."""
    day = now.astimezone(KOREAN_TIME).replace(hour=0, minute=0, second=0, microsecond=0)
    return Event(id=f"{LIST_KIND}:{day:%Y%m%d}", at=day, kind=LIST_KIND, text=listed(ids))
