"""대전 도로소통 (XML): speed and congestion of every link, summed up by road, district and city."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from xml.etree.ElementTree import Element

from dashboard.domain.city.districts import DISTRICTS
from dashboard.domain.city.history import Spot
from dashboard.domain.city.measures import CITY
from dashboard.domain.city.measures import MEASURES as KNOWN
from db.feeds.feed import Parsed, Request, Settings
from db.feeds.gateway import fields_of, local_name, other_shape, raise_if_refused, whole, xml_document
from db.feeds.reading import Reading, Row, Unusable, pairs, place_of

OPTIONS = {
    "path": "/6300000/rest/getTrafficInfoAll",  # it moved in 2026
    "rows": "14444",  # one big page: its links make one figure together
    # Beginning of a link's id -> district, as in the city's copy of the standard node-link set; e.g. "183=동구".
    "districts": "",
}
MEASURES = ("traffic.speed", "traffic.congested", "traffic.length")
_NO_INFORMATION, _JAMMED = 0, 3
_STATES = range(4)


@dataclass(frozen=True, slots=True)
class Link:
    """A measured piece of road: length in m, speed in km/h; `is_jammed` is None where nobody says it."""

    road: str
    district: str | None
    length: float
    speed: float
    is_jammed: bool | None


def ask(settings: Settings, now: datetime, newest: datetime | None) -> Sequence[Request]:
    """All links as they are now; the past is not to be had."""
    return (
        Request(
            "getTrafficInfoAll",
            settings.option("path"),
            (("numOfRows", settings.option("rows")), ("pageNo", "1")),
            page_param=None,
            key_param="ServiceKey",
        ),
    )


def parse(body: bytes, request: Request, settings: Settings, fetched_at: datetime) -> Parsed:
    root = xml_document(body)
    raise_if_refused(root)
    rows = [fields_of(element) for element in root.iter() if _is_link(element)]
    total = next((whole(each.text) for each in root.iter() if local_name(each) == "totalCount"), None)
    if not rows and not any(local_name(element).startswith("TRAFFIC") for element in root.iter()):
        raise other_shape("TRAFFIC")
    districts = {prefix: place_of(text) for prefix, text in pairs(settings.option("districts")).items()}
    reading = Reading()
    links: dict[str, Link] = {}
    needs = ("linkID", "congestion", "linkLength", "speed")
    reading.each(rows, needs, partial(_link, reading, links, districts), expects="roadName")
    observe_links(reading, tuple(links.values()), fetched_at)
    through: dict[str, set[str | None]] = {}
    for link in links.values():
        through.setdefault(link.road, set()).add(link.district)
    for road, places in through.items():
        only = places.pop() if len(places) == 1 else None
        reading.spot(Spot(f"road:{road}", road, only, seen_at=fetched_at))
    return reading.parsed(total)


def observe_links(
    reading: Reading, links: Sequence[Link], at: datetime, *, is_city: bool = True, prefix: str = "road:"
) -> None:
    """Speed, congested share of the length and length, of each road and, where `is_city`, district and city."""
    groups: dict[str, list[Link]] = {}
    for link in links:
        groups.setdefault(f"{prefix}{link.road}", []).append(link)
        if is_city:
            groups.setdefault(CITY, []).append(link)
            if link.district in DISTRICTS:
                groups.setdefault(link.district, []).append(link)
    for place, members in groups.items():
        length = sum(link.length for link in members)
        reading.observe("traffic.speed", place, at, speed(members))
        if all(link.is_jammed is not None for link in members):
            jammed = sum(link.length for link in members if link.is_jammed)
            reading.observe("traffic.congested", place, at, round(100 * jammed / length, 3))
        reading.observe("traffic.length", place, at, round(length / 1000, 3))


def speed(links: Iterable[Link]) -> float:
    """Σ length / Σ (length / speed) in km/h: how fast one gets over all of the links."""
    members = tuple(links)
    hours = sum(link.length / link.speed for link in members)
    return round(sum(link.length for link in members) / hours, 3)


def is_drivable(length: float, kilometres_per_hour: float) -> bool:
    """Whether a length and a speed can be: neither nothing, nor beyond what a road has."""
    return 0 < length < 100_000 and 0 < kilometres_per_hour <= KNOWN["traffic.speed"].highest


def _link(reading: Reading, links: dict[str, Link], districts: dict[str, str | None], row: Row) -> None:
    row.name = id_ = row.label("linkID")
    state = whole(row.need("congestion"))
    if state not in _STATES:
        raise Unusable("congestion", row.text("congestion"), "lost_code")
    if state == _NO_INFORMATION:
        reading.leave_out()
        return
    if id_ in links:
        raise Unusable("linkID", id_, "lost_repeated")
    length, kilometres_per_hour = row.number("linkLength"), row.number("speed")
    if length is None or kilometres_per_hour is None or not is_drivable(length, kilometres_per_hour):
        raise Unusable("speed", f"{row.text('speed')} / {row.text('linkLength')}", "lost_speed")
    district = next((place for prefix, place in districts.items() if id_.startswith(prefix)), None)
    links[id_] = Link(row.label("roadName"), district, length, kilometres_per_hour, state == _JAMMED)


def _is_link(element: Element) -> bool:
    return any(local_name(child) == "linkID" for child in element)
