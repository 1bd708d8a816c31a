"""대전 시내버스 (XML): how many buses are on the road on the routes that the settings name, and of how many routes.

A route costs a request, so only named ones are asked. A bus counts once by its plate; one that has reported
nothing for an hour stands in the depot and is left out.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from xml.etree.ElementTree import Element

from dashboard.domain.city.history import Spot
from dashboard.domain.city.measures import CITY
from dashboard.domain.words import KOREAN_TIME
from db.feeds.feed import Parsed, Request, Settings
from db.feeds.gateway import fields_of, local_name, other_shape, raise_if_refused, whole, xml_document
from db.feeds.reading import Reading, Row, Unusable, pairs, seoul

POSITIONS, ROUTES = "getBusPosByRtid", "getRouteInfoAll"
OPTIONS = {
    "routes": "30300001=1, 30300090=706",  # id of a route = its number as people know it
}
BUSES, ROUTE_COUNT = "traffic.route_buses", "traffic.bus_routes"
MEASURES = (BUSES, ROUTE_COUNT)
PREFIX = "bus:"
_SILENT = timedelta(hours=1)


def ask(settings: Settings, now: datetime, newest: datetime | None) -> Sequence[Request]:
    """Every named route; once a day how many routes there are."""
    today = now.astimezone(KOREAN_TIME).date()
    is_first_today = newest is None or newest.astimezone(KOREAN_TIME).date() != today
    everywhere = Request(ROUTES, f"/6300000/busRouteInfo/{ROUTES}", (("reqPage", "1"),), page_param=None)
    return (
        *(
            Request(POSITIONS, f"/6300000/busposinfo/{POSITIONS}", (("busRouteId", route),), page_param=None)
            for route in pairs(settings.option("routes"))
        ),
        *((everywhere,) if is_first_today else ()),
    )


def parse(body: bytes, request: Request, settings: Settings, fetched_at: datetime) -> Parsed:
    root = xml_document(body)
    raise_if_refused(root)
    if not any(local_name(element) == "headerCd" for element in root.iter()):
        raise other_shape("msgHeader.headerCd")
    rows = [fields_of(element) for element in root.iter() if local_name(element) == "itemList"]
    reading = Reading()
    if request.operation == ROUTES:
        _read_routes(reading, root, rows, fetched_at)
    else:
        _read_buses(reading, dict(request.params).get("busRouteId", ""), settings, rows, fetched_at)
    return reading.parsed(None)


def _read_routes(
    reading: Reading, root: Element, rows: Sequence[dict[str, str | None]], fetched_at: datetime
) -> None:
    """The source says how many routes it has on all of its pages; this is the first of them."""
    routes: set[str] = set()
    reading.each(rows, ("ROUTE_CD", "ROUTE_NO"), lambda row: routes.add(row.label("ROUTE_CD")))
    stated = next((whole(each.text) for each in root.iter() if local_name(each) == "itemCnt"), None)
    reading.observe(ROUTE_COUNT, CITY, fetched_at, max(stated or 0, len(routes)) or None)


def _read_buses(
    reading: Reading,
    route: str,
    settings: Settings,
    rows: Sequence[dict[str, str | None]],
    fetched_at: datetime,
) -> None:
    plates: set[str] = set()
    reading.each(rows, ("PLATE_NO", "ROUTE_CD"), partial(_bus, reading, plates, route, fetched_at))
    place = f"{PREFIX}{route}"
    reading.spot(Spot(place, pairs(settings.option("routes")).get(route, route), seen_at=fetched_at))
    reading.observe(BUSES, place, fetched_at, len(plates))


def _bus(reading: Reading, plates: set[str], route: str, now: datetime, row: Row) -> None:
    row.name = plate = row.label("PLATE_NO")
    if row.need("ROUTE_CD") != route:
        raise Unusable("ROUTE_CD", row.text("ROUTE_CD"), "lost_route")
    text = row.text("ARR_TIME")
    at = seoul(text) if text else now
    if at is None:
        row.lose("ARR_TIME", text, "lost_time")
    if plate in plates:
        raise Unusable("PLATE_NO", plate, "lost_repeated")
    if at is not None and now - at > _SILENT:
        reading.leave_out()
        return
    plates.add(plate)
