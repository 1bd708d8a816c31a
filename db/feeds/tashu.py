"""타슈: the stands of the city's public bicycles and how many can be taken at each; x_pos is the latitude."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from dashboard.domain.city.districts import DISTRICTS, NAMES
from dashboard.domain.city.history import Spot
from dashboard.domain.city.measures import CITY
from dashboard.domain.city.measures import MEASURES as KNOWN
from db.feeds.feed import Parsed, Request, Settings
from db.feeds.gateway import json_document, listed, other_shape, whole
from db.feeds.reading import Reading, Row, position

OPTIONS: dict[str, str] = {}
BIKES = "traffic.bikes"
MEASURES = (BIKES,)


def ask(settings: Settings, now: datetime, newest: datetime | None) -> Sequence[Request]:
    """All stands in one reply; the token goes into a header."""
    return (Request("station", "/v1/openapi/station", (), 1, None, None, "api-token"),)


def parse(body: bytes, request: Request, settings: Settings, fetched_at: datetime) -> Parsed:
    document = json_document(body)
    if not isinstance(document, dict) or "results" not in document:
        raise other_shape("results")
    reading = Reading()
    sums: dict[str, float] = {}
    seen: set[str] = set()
    reading.each(
        listed(document["results"]),
        ("id", "parking_count"),
        partial(_stand, reading, sums, seen, fetched_at),
        expects="name x_pos y_pos",
    )
    for place, bikes in sums.items():
        reading.observe(BIKES, place, fetched_at, bikes)
    return reading.parsed(whole(document.get("count")))


def _stand(reading: Reading, sums: dict[str, float], seen: set[str], at: datetime, row: Row) -> None:
    id_ = row.label("id")
    row.name = f"{id_} {row.text('name') or ''}".strip()
    place = f"bikes:{id_}"
    district = _district(row.text("address") or "")
    if id_ not in seen:
        latitude, longitude = position(row, "x_pos", "y_pos")
        reading.spot(Spot(place, row.text("name") or id_, district, latitude, longitude, at))
    bikes = row.number("parking_count")
    reading.observe(BIKES, place, at, bikes)
    if bikes is not None and id_ not in seen and 0 <= bikes <= KNOWN[BIKES].highest:
        for whole_place in {CITY, district or CITY}:
            sums[whole_place] = sums.get(whole_place, 0) + bikes
    seen.add(id_)


def _district(address: str) -> str | None:
    words = address.split()
    return next((code for code in DISTRICTS if NAMES[code] in words), None)
