"""국가교통정보센터 (ITS): speed of the national roads' links in the rectangle of the city."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from dashboard.domain.city.history import Spot
from dashboard.domain.city.measures import MEASURES as KNOWN
from db.feeds.daejeon_traffic import Link, observe_links
from db.feeds.feed import Parsed, Request, Settings
from db.feeds.gateway import Page, has_data, json_document, listed, other_shape, whole
from db.feeds.reading import Reading, Row, Unusable

OPTIONS = {
    "type": "all",  # all, ex (motorways) or its (national roads)
    "box": "127.247048 127.559557 36.199923 36.499564",
    "city": "on",  # off where another feed gives the speed of the city
}
MEASURES = ("traffic.speed", "traffic.length")
PREFIX = "road:its:"
_LONGEST_SECONDS = 6 * 3600


def ask(settings: Settings, now: datetime, newest: datetime | None) -> Sequence[Request]:
    """All links in the rectangle as they are now."""
    corners = zip(("minX", "maxX", "minY", "maxY"), settings.option("box").split(), strict=True)
    return (
        Request(
            "trafficInfo",
            "/trafficInfo",
            (("type", settings.option("type")), ("drcType", "all"), *corners, ("getType", "json")),
            page_param=None,
            key_param="apiKey",
        ),
    )


def parse(body: bytes, request: Request, settings: Settings, fetched_at: datetime) -> Parsed:
    page = _page(json_document(body))
    reading = Reading()
    links: dict[str, tuple[datetime, Link]] = {}
    needs = ("linkId", "speed", "travelTime", "createdDate")
    reading.each(page.rows, needs, partial(_link, links), expects="roadName")
    if links:
        at = max(when for when, _ in links.values())
        measured = tuple(link for _, link in links.values())
        is_city = settings.option("city") == "on"
        observe_links(reading, measured, at, is_city=is_city, prefix=PREFIX)
        for road in sorted({link.road for link in measured}):
            reading.spot(Spot(f"{PREFIX}{road}", road, seen_at=at))
    return reading.parsed(page.total)


def _link(links: dict[str, tuple[datetime, Link]], row: Row) -> None:
    row.name = id_ = row.label("linkId")
    kilometres_per_hour, seconds = row.number("speed"), row.number("travelTime")
    if kilometres_per_hour is None or seconds is None:
        raise Unusable("speed", row.text("speed"), "lost_field_missing")
    is_possible = 0 < kilometres_per_hour <= KNOWN["traffic.speed"].highest
    if not is_possible or not 0 < seconds <= _LONGEST_SECONDS:
        raise Unusable("speed", f"{row.text('speed')} / {row.text('travelTime')}", "lost_speed")
    if id_ in links:
        raise Unusable("linkId", id_, "lost_repeated")
    # The reply tells no length; it is what one drives at this speed in this time.
    metres = kilometres_per_hour * seconds / 3.6
    links[id_] = (
        row.moment("createdDate"),
        Link(row.label("roadName"), None, metres, kilometres_per_hour, is_jammed=None),
    )


def _page(document: object) -> Page:
    if not isinstance(document, dict) or not isinstance(document.get("header"), dict):
        raise other_shape("header.resultCode")
    if not has_data(document["header"].get("resultCode")):
        return Page((), 0)
    body = document.get("body")
    if not isinstance(body, dict):
        raise other_shape("body.items")
    return Page(listed(body.get("items")), whole(body.get("totalCount")))
