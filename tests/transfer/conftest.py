"""A room's side of the transfer over a real store, and a small feed of the tests' own."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dashboard.domain.city.measures import CITY, Panel
from dashboard.domain.records import Event, Observation
from db.feeds.feed import Feed, FeedError, Lost, Parsed, Reply, Request, Settings
from db.observations import Observations
from db.store import Store
from db.transfer.arrivals import Arrivals
from db.transfer.bundle import Bundle, FeedReport, write
from db.transfer.places import Places

KEY = b"a key of thirty-two signs or more"
NOON = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
REQUEST = Request("now", "/now")
SETTINGS = Settings("http://127.0.0.1:1", seconds=600.0, quota=100)


def parse(body: bytes, _request: Request, _settings: Settings, fetched_at: datetime) -> Parsed:
    """`[["동네", 21.5], …]` are the temperatures of places at the hour of the fetch."""
    try:
        rows = json.loads(body)
    except ValueError as error:
        raise FeedError("feed_not_json") from error
    at = fetched_at.replace(minute=0, second=0)
    good = [row for row in rows if isinstance(row[1], float)]
    return Parsed(
        observations=tuple(Observation("weather.temperature", place, at, value) for place, value in good),
        events=(Event("e1", at, "message", text="시연용 알림"),) if good else (),
        lost=tuple(Lost(row[0], "value", str(row[1]), "lost_number") for row in rows if row not in good),
        rows=len(rows),
    )


FEED = Feed(
    id="thermometer",
    label="온도계",
    credit="시연용",
    panel=Panel.ENVIRONMENT,
    measures=("weather.temperature",),
    event_kinds=("message",),
    defaults=SETTINGS,
    ask=lambda _settings, _now, _newest: (REQUEST,),
    parse=parse,
)
FEEDS = {FEED.id: (FEED, SETTINGS)}


@dataclass
class Gate:
    """The room's side, and what a collector puts before it."""

    store: Store
    places: Places
    now: datetime = field(default=NOON + timedelta(hours=1))

    def __post_init__(self) -> None:
        self.observations = Observations(self.store.engine, lambda: self.now)
        self.arrivals = Arrivals(self.store, self.observations, self.places, KEY, FEEDS, lambda: self.now)

    def put(self, number: int, value: object = 21.5, *, at: datetime = NOON, key: bytes = KEY) -> Path:
        """A bundle with one temperature of the city in the drop folder."""
        body = value if isinstance(value, bytes) else json.dumps([[CITY, value]]).encode()
        report = FeedReport((Reply(REQUEST, body, at),), None, number, 100, 600.0)
        return write(Bundle("internet", number, at, {FEED.id: report}), self.places.drop, key)

    def temperatures(self) -> list[float | None]:
        """The newest temperature, as a list of one; empty before the first."""
        point = self.observations.latest("weather.temperature").get(CITY)
        return [] if point is None else [point.value]


@pytest.fixture
def gate(store_url: str, tmp_path: Path) -> Iterator[Gate]:
    store = Store(store_url)
    store.upgrade()
    gate = Gate(store, Places.under(tmp_path / "drop", tmp_path / "kept"))
    gate.places.make()
    yield gate
    store.close()
