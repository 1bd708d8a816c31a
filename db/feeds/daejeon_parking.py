"""대전 실시간 주차장 (XML): places and free places of each car park whose free places are counted.

Most car parks of the list are not counted (resQty NONE), some say 0 of 0 places: both are left out. A car park
has no number; its name and its address are its key. Pages hold 50 rows, so sums are made where they are shown.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from dashboard.domain.city.districts import DISTRICTS, NAMES
from dashboard.domain.city.history import ABSURD, Spot
from db.feeds.feed import Parsed, Request, Settings
from db.feeds.gateway import fields_of, local_name, other_shape, raise_if_refused, whole, xml_document
from db.feeds.reading import LONGEST_NAME, Reading, Row, position

OPTIONS: dict[str, str] = {}
FREE, TOTAL = "traffic.parking", "traffic.parking_total"
MEASURES = (FREE, TOTAL)
PREFIX = "parking:"
_ROWS = "50"


def ask(settings: Settings, now: datetime, newest: datetime | None) -> Sequence[Request]:
    """All car parks, page after page."""
    return (Request("parkinglotIF", "/6300000/pis/parkinglotIF", (("numOfRows", _ROWS),)),)


def parse(body: bytes, request: Request, settings: Settings, fetched_at: datetime) -> Parsed:
    root = xml_document(body)
    raise_if_refused(root)
    if not any(local_name(element) == "resultCode" for element in root.iter()):
        raise other_shape("header.resultCode")
    rows = [fields_of(element) for element in root.iter() if local_name(element) == "item"]
    total = next((whole(each.text) for each in root.iter() if local_name(each) == "totalCount"), None)
    if not rows and request.page == 1 and total != 0:
        raise other_shape("item")
    reading = Reading()
    needs = ("name", "totalQty", "resQty")
    reading.each(rows, needs, partial(_car_park, reading, set(), fetched_at), expects="address lat lon")
    return reading.parsed(total)


def _car_park(reading: Reading, seen: set[str], at: datetime, row: Row) -> None:
    row.name = name = row.label("name")
    address = row.text("address") or ""
    if row.text("resQty") is None:
        reading.leave_out()
        return
    total, free = row.number("totalQty"), row.number("resQty")
    if total == 0 and free == 0:
        reading.leave_out()
        return
    place = f"{PREFIX}{name} {address}".strip()[:LONGEST_NAME]
    if place not in seen:
        latitude, longitude = position(row, "lat", "lon")
        words = address.split()
        district = next((code for code in DISTRICTS if NAMES[code] in words), None)
        reading.spot(Spot(place, name, district, latitude, longitude, at))
    seen.add(place)
    is_possible = total is None or free is None or free <= total
    reading.observe(FREE, place, at, free, None if is_possible else ABSURD)
    reading.observe(TOTAL, place, at, total)
