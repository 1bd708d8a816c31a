"""What walls say of themselves: whether they are there, what they show, how their browser is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

GONE_AFTER = timedelta(seconds=30)
"""A wall that was not heard of for so long is not there."""
FORGOTTEN_AFTER = timedelta(days=7)
"""A wall that was not heard of for so long is led no more: it may not hang there any longer."""
UNPAIRED = "@"
"""Begins the name of a wall that nobody has paired: the browser of an account."""


class Beat(Protocol):
    """A wall's last word, as it is kept."""

    @property
    def wall(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def data(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Heard:
    """A wall as it described itself last.

    `scene` is the key of what it plays, `over` of what lies over it, "" for none. `is_still` is one that does not
    go on by itself, `is_taken` one that shows a situation instead, `is_for_guests` one that shows what guests may see.
    `memory_mb` and `nodes` are None where a browser does not tell.
    """

    wall: str
    at: datetime
    is_there: bool
    scene: str
    over: str
    is_still: bool
    is_taken: bool
    is_for_guests: bool
    build: str
    size: str
    memory_mb: int | None
    nodes: int | None

    @property
    def is_paired(self) -> bool:
        """Whether it is a device with a name, not the browser of an account."""
        return not self.wall.startswith(UNPAIRED)


def heard(beats: Iterable[Beat], now: datetime) -> tuple[Heard, ...]:
    """The walls of these words, in their order."""
    return tuple(_heard(beat, now) for beat in beats)


def _heard(beat: Beat, now: datetime) -> Heard:
    said = {name: str(value) for name, value in beat.data.items()}
    return Heard(
        wall=beat.wall,
        at=beat.at,
        is_there=now - beat.at < GONE_AFTER,
        scene=said.get("scene", ""),
        over=said.get("shown", ""),
        is_still=said.get("paused") == "1",
        is_taken=said.get("taken") == "1",
        is_for_guests=said.get("guest") == "1",
        build=said.get("build", ""),
        size=said.get("size", ""),
        memory_mb=_count(said.get("heap", "")),
        nodes=_count(said.get("nodes", "")),
    )


def _count(text: str) -> int | None:
    """A number that a browser sent; whatever else it sent says nothing."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
