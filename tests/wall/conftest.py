"""A room in memory with walls and their door, whose sources and notices a test may set."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
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
    """`room` is what the wall shows, open to be changed; `now` is the room's time, None the real one."""

    url: str
    room: HeldRoom
    now: datetime | None = None
    walls: WallRoom = field(init=False)


@pytest.fixture
def held(tmp_path: Path) -> Iterator[HeldWall]:
    with _held(tmp_path) as wall:
        yield wall


@pytest.fixture
def light(tmp_path: Path) -> Iterator[HeldWall]:
    """The same in light."""
    with _held(tmp_path / "light", WALL_THEME="light") as wall:
        yield wall


@pytest.fixture
def panels(tmp_path: Path) -> Iterator[HeldWall]:
    """The same on six panels."""
    with _held(tmp_path / "panels", WALL_PANELS="3x2") as wall:
        yield wall


@contextmanager
def _held(folder: Path, **environment: str) -> Iterator[HeldWall]:
    folder.mkdir(exist_ok=True)
    wall = HeldWall("", HeldRoom())

    def clock() -> datetime:
        return wall.now or datetime.now(UTC)

    store = Store(f"sqlite:///{folder / 'store.db'}")
    store.upgrade()
    record = Recorded()
    times = WallTimes(timedelta(minutes=10), timedelta(days=30))
    paired = PairedWalls(Walls(store, PEPPER), times, clock, record)
    wall.walls = WallRoom(WallNotes(store), record, clock)
    application = create_app(
        wall.room,
        settings(folder, THREADS="8", **environment),
        Entrance(OpenDoor(), walls=paired),
        clock=clock,
        walls=wall.walls,
    )
    with served(application.server, threads=8) as url:
        wall.url = url
        yield wall
    store.close()
