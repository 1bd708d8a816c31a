"""Walls: devices that look without signing in, how they are paired, and what is kept of them."""

import ipaddress
import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

LONGEST_NAME = 40
WIDEST = {4: 16, 6: 48}
"""The shortest prefix that still binds a wall to a place, by version of the protocol."""
_NAME = re.compile(r"[^\W_](?:[\w .()·-]*[\w)])?")


class WallRefusal(StrEnum):
    """Why a wall cannot be paired so."""

    BAD_NAME = "bad_name"
    BAD_NETWORK = "bad_network"
    TOO_WIDE = "too_wide"
    NAME_TAKEN = "name_taken"
    UNKNOWN_CODE = "unknown_code"
    OTHER_NETWORK = "other_network"
    TOO_MANY_TRIES = "too_many_tries"


class WallRefused(ValueError):
    """A wall that is not paired; `words.wall_refusals` has the sentence."""

    def __init__(self, refusal: WallRefusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


class WallState(StrEnum):
    """How a wall stands: it may look, somebody has cut it off, or its time is over."""

    PAIRED = "paired"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Wall:
    """A paired device. `rotated_at` is when its token last changed, `build` the program that its page runs."""

    id: int
    name: str
    network: str
    paired_at: datetime
    rotated_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    last_seen: datetime | None = None
    build: str | None = None

    def state(self, now: datetime) -> WallState:
        """How it stands at this time."""
        if self.revoked_at is not None:
            return WallState.REVOKED
        return WallState.PAIRED if now < self.expires_at else WallState.EXPIRED


class PairingState(StrEnum):
    """What a browser that wants to be a wall is told."""

    WAITING = "waiting"
    PAIRED = "paired"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class PairingStep:
    """Where a pairing stands. `code`, `nonce` and `token` are told once, to the browser that asked."""

    state: PairingState
    seconds_left: int = 0
    code: str | None = field(default=None, repr=False)
    nonce: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class NewWall:
    """What an administrator says of a wall."""

    name: str
    network: Network


def new_wall(name: str, network: str) -> NewWall:
    """A wall of this name and network ("10.1.2.0/24", or one address). WallRefused when one cannot be used."""
    name = " ".join(name.split())
    if len(name) > LONGEST_NAME or not _NAME.fullmatch(name):
        raise WallRefused(WallRefusal.BAD_NAME)
    try:
        place = ipaddress.ip_network(network.strip(), strict=False)
    except ValueError as error:
        raise WallRefused(WallRefusal.BAD_NETWORK) from error
    if place.prefixlen < WIDEST[place.version]:
        raise WallRefused(WallRefusal.TOO_WIDE)
    return NewWall(name, place)


def is_within(address: str | None, network: Network) -> bool:
    """Whether an address lies in a network; one of IPv4 that came over IPv6 counts as what it is."""
    try:
        place = ipaddress.ip_address(address or "")
    except ValueError:
        return False
    mapped = place.ipv4_mapped if isinstance(place, ipaddress.IPv6Address) else None
    return (mapped or place) in network
