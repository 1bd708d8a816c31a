"""What a wall says of its link: every state, come about as it does in a room."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from dashboard.domain.runs import Freshness
from tests.layouts.city import source
from tests.support.browser import until_true
from tests.support.waiting import until
from tests.wall.conftest import HeldWall
from tests.wall.looking import FULL_HD, Visits, Wall, open_wall

STATE = "document.documentElement.dataset.link"
AGES: Mapping[Freshness, timedelta | None] = MappingProxyType(
    {
        Freshness.FRESH: timedelta(),
        Freshness.LATE: timedelta(minutes=4),
        Freshness.STALE: timedelta(hours=7),
        Freshness.CLOCK: -timedelta(hours=1),
        Freshness.NEVER: None,
    }
)
"""How long ago a source was received that is so old; None never was."""
LOST, STUCK = "lost", "stuck"
SILENCE_MS = 5_000


def links(visit: Visits, held: HeldWall, size: tuple[int, int] = FULL_HD) -> Iterator[tuple[str, Wall]]:
    """A wall in each state of its link; the last is one that nobody answers."""
    for state, age in AGES.items():
        received = datetime.now(UTC) - age if age is not None else None
        held.room.sources_now = (source(freshness=state, last_success=received),)
        wall = open_wall(visit, held.url, size=size)
        until_true(wall.page, f"{STATE} === '{state.name.lower()}'")
        yield state.name.lower(), wall

    held.room.sources_now = (source(),)
    held.room.problem = "저장소에 연결할 수 없습니다."
    wall = open_wall(visit, held.url, size=size)
    until_true(wall.page, f"{STATE} === '{STUCK}'")
    yield STUCK, wall
    held.room.problem = None

    opened = visit(*size)
    wall = open_wall(lambda *_: opened, held.url, size=size)
    opened.context.set_offline(offline=True)
    until(lambda: _after_silence(wall) == LOST, "the wall says that nobody answers")
    opened.take_complaints()
    yield LOST, wall
    opened.take_complaints()


def _after_silence(wall: Wall) -> str:
    wall.page.clock.run_for(SILENCE_MS)
    return str(wall.page.evaluate(STATE))
