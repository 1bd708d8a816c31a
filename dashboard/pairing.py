"""Paired walls: who a wall's token belongs to, and when it gets another. One object of a process, safe for threads."""

import hashlib
import logging
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from ipaddress import ip_network

from sqlalchemy.exc import SQLAlchemyError

from dashboard.away import says_when_away
from dashboard.domain.access import Actor, Role
from dashboard.domain.audit import Act, Deed, Result, deed_of
from dashboard.domain.walls import (
    PairingState,
    PairingStep,
    Wall,
    WallRefusal,
    WallRefused,
    WallState,
    is_within,
    new_wall,
)
from dashboard.recording import Recording
from db.walls import Walls

LOG = logging.getLogger(__name__)
CHECKED_SECONDS = 15.0
"""A wall that is revoked elsewhere sees nothing here after this time."""
WRITTEN_SECONDS = 30.0
"""The time of the last question is written down no more often."""
MOST_KNOWN = 1000
LOST_AFTER = timedelta(seconds=30)
"""A wall that still shows its older token after this time has not got the newer one."""
TRIES, TRIES_SECONDS = 5, 600.0
"""So many wrong codes may come from one address in this time."""
BUILD = re.compile(r"[\w.+-]{1,64}")


@dataclass(frozen=True, slots=True)
class WallTimes:
    """A token is replaced after `rotation`, and a wall is paired again after `longest`."""

    rotation: timedelta
    longest: timedelta


@dataclass(slots=True)
class _Known:
    wall: Wall
    is_previous: bool
    checked: float


class PairedWalls:
    """Asks the store now and then; while the store is away, whichever wall it knew goes on looking."""

    def __init__(
        self,
        walls: Walls,
        times: WallTimes,
        clock: Callable[[], datetime],
        record: Recording,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._walls = walls
        self._times = times
        self._clock = clock
        self._record = record
        self._monotonic = monotonic
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._written: dict[int, float] = {}
        self._wrong: list[tuple[float, str]] = []
        self._lock = threading.Lock()

    # -- looking -----------------------------------------------------------------------------

    @says_when_away
    def wall(self, token: str, address: str | None) -> Wall | None:
        """The wall that holds this token, asks from its own network and may look now.

        Raises AccountsAway when the store cannot say and nothing is known of the token.
        """
        known = self._looked_up(token)
        if known is None or known.wall.state(self._clock()) is not WallState.PAIRED:
            return None
        if not is_within(address, ip_network(known.wall.network)):
            LOG.warning(
                "the wall %s asked from %s, which is not in %s", known.wall.name, address, known.wall.network
            )
            return None
        return known.wall

    def renewed(self, token: str, build: str) -> tuple[str, Wall] | None:
        """What an open page asks by itself: note that the wall is there; another token when it is time for one."""
        now = self._clock()
        try:
            known = self._looked_up(token)
            if known is None:
                return None
            self._note(known.wall, now, build)
            if not self._is_due(known, now):
                return None
            new = self._walls.rotate(token, known.wall.rotated_at, now)
        except SQLAlchemyError as error:
            LOG.warning("a wall's token could not be changed: %s", str(error).splitlines()[0])
            return None
        self._forget(known.wall.id)  # an older token than these two is good no more
        return (new, known.wall) if new else None

    # -- pairing -----------------------------------------------------------------------------

    @says_when_away
    def step(self, nonce: str, address: str | None, *, wants_code: bool) -> PairingStep:
        """The next step of the browser that holds `nonce`; `wants_code` when its page does not know its code."""
        now = self._clock()
        claimed = self._walls.claim(nonce, address, now, self._times.longest) if nonce else None
        if claimed is not None:
            wall = claimed[0]
            self._record.tell(
                Deed(Act.WALL, wall.name, Role.WALL, address, f"paired {wall.name}", after=wall.network)
            )
            seconds = int(self._times.longest.total_seconds())
            return PairingStep(PairingState.PAIRED, seconds, token=claimed[1])
        until = self._walls.waits_until(nonce, now) if nonce else None
        if until is not None and not wants_code:
            return PairingStep(PairingState.WAITING, _seconds(until - now))
        opened = self._walls.open_pairing(nonce, address, now)
        if opened is None:
            return PairingStep(PairingState.FULL)
        left = self._walls.waits_until(opened[0], now) or now
        return PairingStep(PairingState.WAITING, _seconds(left - now), code=opened[1], nonce=opened[0])

    # -- keeping -----------------------------------------------------------------------------

    @says_when_away
    def all(self) -> tuple[Wall, ...]:
        return self._walls.all()

    @says_when_away
    def approved(self) -> tuple[str, ...]:
        """Names of walls that have been approved and have not yet come."""
        return self._walls.approved(self._clock())

    def now(self) -> datetime:
        """The time by which walls are judged."""
        return self._clock()

    @says_when_away
    def approve(self, code: str, name: str, network: str, actor: Actor) -> None:
        """Let the browser that shows `code` be a wall. WallRefused with the reason, RecordAway without a record."""
        new = new_wall(name, network)
        if self._has_tried_enough(actor.address):
            raise WallRefused(WallRefusal.TOO_MANY_TRIES)
        deed = deed_of(actor, Act.WALL, f"approve {new.name}", after=str(new.network))
        try:
            self._walls.approve(code, new, self._clock(), self._record.inside(deed))
        except WallRefused as refused:
            self._record.tell(replace(deed, result=Result.REFUSED))
            if refused.refusal is WallRefusal.UNKNOWN_CODE:
                self._wrong.append((self._monotonic(), actor.address or ""))
            raise

    @says_when_away
    def revoke(self, wall_id: int, actor: Actor) -> Wall | None:
        """Cut a wall off; it, or None when none is connected. RecordAway when it cannot be put on record."""
        wall = next((each for each in self._walls.all() if each.id == wall_id), None)
        if wall is None or wall.revoked_at is not None:
            return None
        deed = deed_of(actor, Act.WALL, f"revoke {wall.name}")
        gone = self._walls.revoke(wall_id, self._clock(), self._record.inside(deed))
        self._forget(wall_id)
        return gone

    # ----------------------------------------------------------------------------------------

    def _looked_up(self, token: str) -> _Known | None:
        key, tick = _key(token), self._monotonic()
        with self._lock:
            known = self._known.get(key)
        if known is not None and tick - known.checked <= CHECKED_SECONDS:
            return known
        try:
            held = self._walls.held(token)
        except SQLAlchemyError:
            if known is None:
                raise
            known.checked = tick
            return known
        with self._lock:
            if held is None:
                self._known.pop(key, None)
                return None
            found = self._known[key] = _Known(held.wall, held.is_previous, tick)
            self._known.move_to_end(key)
            while len(self._known) > MOST_KNOWN:
                self._known.popitem(last=False)
        return found

    def _is_due(self, known: _Known, now: datetime) -> bool:
        # A clock that was moved, either way, must not leave a token as it is for long.
        age = abs(now - known.wall.rotated_at)
        return age >= (min(LOST_AFTER, self._times.rotation) if known.is_previous else self._times.rotation)

    def _note(self, wall: Wall, now: datetime, build: str) -> None:
        tick = self._monotonic()
        if tick - self._written.get(wall.id, -WRITTEN_SECONDS) < WRITTEN_SECONDS:
            return
        self._written[wall.id] = tick
        self._walls.seen(wall.id, now, build if BUILD.fullmatch(build) else None)

    def _forget(self, wall_id: int) -> None:
        with self._lock:
            for key in [key for key, known in self._known.items() if known.wall.id == wall_id]:
                del self._known[key]

    def _has_tried_enough(self, address: str | None) -> bool:
        since = self._monotonic() - TRIES_SECONDS
        self._wrong = [each for each in self._wrong if each[0] > since]
        return sum(place == (address or "") for _, place in self._wrong) >= TRIES


def _seconds(left: timedelta) -> int:
    return max(0, int(left.total_seconds()))


def _key(token: str) -> str:
    """Tokens are not held in memory as they are: a dump of it lets nobody look."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
