"""A room in memory with walls and their door, whose sources and notices a test may set."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from callbacks.doors import Entrance
from dashboard.app import create_app
from dashboard.pairing import PairedWalls, WallTimes
from dashboard.wall_room import WallRoom
from db.store import Store
from db.wall_notes import WallNotes
from db.walls import Walls
from tests.callbacks.application import HeldRoom, OpenDoor, settings
from tests.support.recorded import Recorded
from tests.support.served import served

PEPPER = b"k" * 32


@dataclass
class HeldWall:
    """`room` is what the wall shows, open to be changed."""

    url: str
    room: HeldRoom


@pytest.fixture
def held(tmp_path: Path) -> Iterator[HeldWall]:
    store = Store(f"sqlite:///{tmp_path / 'store.db'}")
    store.upgrade()
    record = Recorded()
    times = WallTimes(timedelta(minutes=10), timedelta(days=30))
    paired = PairedWalls(Walls(store, PEPPER), times, lambda: datetime.now(UTC), record)
    walls = WallRoom(WallNotes(store), record, lambda: datetime.now(UTC))
    room = HeldRoom()
    entrance = Entrance(OpenDoor(), walls=paired)
    application = create_app(room, settings(tmp_path, THREADS="8"), entrance, walls=walls)
    with served(application.server, threads=8) as url:
        yield HeldWall(url, room)
    store.close()
