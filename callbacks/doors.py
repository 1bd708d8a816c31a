"""How a request shows who asks: by a session, or because a demo runs on the visitor's own machine."""

import ipaddress
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from flask import Request

from dashboard.domain.access import LOCAL_VISITOR, AccountFacts, Actor, Role
from dashboard.domain.accounts import AccountLine, Wish
from dashboard.domain.central import Journey
from dashboard.domain.walls import PairingStep, Wall, is_within

COOKIE = "__Host-room"
WALL_COOKIE = "__Host-wall"
"""The prefix makes browsers insist: over TLS (or this machine), for this host alone, for every path."""
SUBJECT = "room.subject"
"""Where a request keeps whom the trusted proxy has signed in (dashboard.proxy). No header can write there."""
LONGEST_TOKEN = 200
LONGEST_SUBJECT = 500
FORWARDED = (
    *("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Server"),
    *(
        "X-Forwarded-Port",
        "X-Forwarded-Prefix",
        "X-Real-Ip",
        "X-Original-Url",
        "X-Rewrite-Url",
        "True-Client-Ip",
    ),
)
"""Headers that say that someone stands between the browser and us."""

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Entered:
    """Who asks, and in how many seconds the session ends by itself; None where it does not.

    Who `must_change` the password may do nothing else.
    """

    actor: Actor
    seconds_left: float | None = None
    must_change: bool = False


class Refused(Exception):
    """Someone who may not even ask to sign in here; the cause is for the log."""


class Door(Protocol):
    """One way in. `is_active` tells what a person does from what an open page asks by itself."""

    def enter(self, request: Request, *, is_active: bool) -> Entered | None: ...


class Signed(Protocol):
    """What a door asks of the sessions."""

    @property
    def actor(self) -> Actor: ...
    @property
    def seconds_left(self) -> float: ...
    @property
    def must_change(self) -> bool: ...


class Sessions(Protocol):
    def visitor(self, token: str, address: str | None, *, is_active: bool) -> Signed | None: ...


class Desk(Protocol):
    """What the pages to sign in ask of accounts and sessions."""

    def sign_in(self, name: str, password: str, address: str | None) -> str | None: ...
    def sign_out(self, token: str, address: str | None = None) -> None: ...
    def sign_out_everywhere(self, token: str, address: str | None) -> None: ...
    def change_password(self, token: str, now: str, new: str, address: str | None) -> None:
        """Raises PasswordRefused, and RecordAway when it cannot be put on record."""
        ...

    def facts(self, token: str) -> AccountFacts | None: ...


class Walls(Protocol):
    """What a door, and the pages of walls, ask of them. All but `now` may raise AccountsAway."""

    def wall(self, token: str, address: str | None) -> Wall | None: ...
    def renewed(self, token: str, build: str) -> tuple[str, Wall] | None: ...
    def step(self, nonce: str, address: str | None, *, wants_code: bool) -> PairingStep: ...
    def all(self) -> Sequence[Wall]: ...
    def approved(self) -> Sequence[str]: ...
    def now(self) -> datetime: ...
    def approve(self, code: str, name: str, network: str, actor: Actor) -> None:
        """Raises WallRefused, and RecordAway when it cannot be put on record."""
        ...

    def revoke(self, wall_id: int, actor: Actor) -> Wall | None:
        """Raises RecordAway."""
        ...


class Subjects(Protocol):
    """Who the people are that somebody else has signed in. It may raise AccountsAway."""

    def actor(self, subject: str, address: str | None) -> Actor | None: ...


class Central(Protocol):
    """The central sign-in. Both raise CentralRefused; `finish` gives a session's token and what was wanted."""

    def begin(self, return_to: str, wanted: str) -> Journey: ...
    def finish(
        self, answer: Mapping[str, str], carried: str, return_to: str, address: str | None
    ) -> tuple[str, str]: ...


class Keeping(Protocol):
    """What an administrator's page asks of accounts. Both may raise AccountsAway."""

    def all(self) -> Sequence[AccountLine]: ...
    def do(self, wish: Wish, actor: Actor) -> None:
        """Raises AccountRefused, and RecordAway when it cannot be put on record."""
        ...


class DemoDoor:
    """The visitor of a demo is policy staff: on this machine alone, and never through a proxy."""

    def enter(self, request: Request, *, is_active: bool) -> Entered:
        for name in FORWARDED:
            if name in request.headers:
                raise Refused(f"a demo behind a proxy ({name})")
        if not _is_local(request.remote_addr):
            raise Refused("a demo asked by another machine")
        return Entered(replace(LOCAL_VISITOR, address=request.remote_addr))


class SessionDoor:
    """The token of a session in a cookie. Administrators come from `admin_networks` alone, where some are named."""

    def __init__(self, sessions: Sessions, admin_networks: Sequence[Network] = ()) -> None:
        self._sessions = sessions
        self._admin_networks = tuple(admin_networks)

    def enter(self, request: Request, *, is_active: bool) -> Entered | None:
        token = request.cookies.get(COOKIE, "")
        if not 0 < len(token) <= LONGEST_TOKEN:
            return None
        visitor = self._sessions.visitor(token, request.remote_addr, is_active=is_active)
        if visitor is None or not may_come_from(visitor.actor, self._admin_networks):
            return None
        return Entered(visitor.actor, visitor.seconds_left, visitor.must_change)


class ProxyDoor:
    """Whom the trusted proxy has signed in, for each request anew: its sessions are the proxy's."""

    def __init__(self, subjects: Subjects, admin_networks: Sequence[Network] = ()) -> None:
        self._subjects = subjects
        self._admin_networks = tuple(admin_networks)

    def enter(self, request: Request, *, is_active: bool) -> Entered | None:
        subject = request.environ.get(SUBJECT, "")
        if not 0 < len(subject) <= LONGEST_SUBJECT:
            return None
        actor = self._subjects.actor(subject, request.remote_addr)
        if actor is None or not may_come_from(actor, self._admin_networks):
            return None
        return Entered(actor)


def may_come_from(actor: Actor, admin_networks: Sequence[Network]) -> bool:
    """Whether someone may ask from where the request came: administrators have networks of their own."""
    if actor.role is not Role.ADMIN or not admin_networks:
        return True
    return any(is_within(actor.address, network) for network in admin_networks)


class WallDoor:
    """The token of a paired wall in a cookie. A wall is a device: its time does not run out while nobody is there."""

    def __init__(self, walls: Walls) -> None:
        self._walls = walls

    def enter(self, request: Request, *, is_active: bool) -> Entered | None:
        token = request.cookies.get(WALL_COOKIE, "")
        if not 0 < len(token) <= LONGEST_TOKEN:
            return None
        wall = self._walls.wall(token, request.remote_addr)
        return Entered(Actor(wall.name, Role.WALL, address=request.remote_addr)) if wall else None


class Doors:
    """Several ways in, asked one after the other."""

    def __init__(self, *doors: Door) -> None:
        self._doors = doors

    def enter(self, request: Request, *, is_active: bool) -> Entered | None:
        for door in self._doors:
            entered = door.enter(request, is_active=is_active)
            if entered is not None:
                return entered
        return None


def _is_local(address: str | None) -> bool:
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Entrance:
    """The door of a room, the desk where accounts sign in and the walls that may look; a demo has neither."""

    door: Door
    desk: Desk | None = None
    walls: Walls | None = None
    keeping: Keeping | None = None
    central: Central | None = None
