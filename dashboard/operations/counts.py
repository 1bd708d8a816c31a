"""How many people and walls are there, as the store knows them: what a monitoring server asks beside the figures."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from dashboard.domain.walls import WallState
from db.accounts import Accounts
from db.walls import Walls

LATELY = timedelta(minutes=2)
"""A wall asks every few seconds, and that is written down every half minute: one that is silent for so long is off."""


def counted(
    accounts: Accounts, walls: Walls, idle: timedelta, clock: Callable[[], datetime]
) -> Mapping[str, int]:
    """Number by name: sessions in use, walls by state, and those of the paired that asked for news lately."""
    now, known = clock(), walls.all()
    seen = [wall for wall in known if wall.last_seen is not None and wall.last_seen >= now - LATELY]
    return {
        "sessions": accounts.count_sessions(now - idle),
        **{f"walls_{state}": sum(wall.state(now) is state for wall in known) for state in WallState},
        "walls_seen": sum(wall.state(now) is WallState.PAIRED for wall in seen),
    }
