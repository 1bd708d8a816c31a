"""How a wall is led from elsewhere: a scene, a project or a district that it shows, a pause, the 접견 화면."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from dashboard.domain.city.districts import DISTRICTS
from dashboard.domain.geometry import NOT_OWN, OwnGeometry
from dashboard.domain.playlist import KINDS, STANDARD, Playlist

PROJECT, DISTRICT = "project", "district"
"""Scenes outside the playlist: `project:<id>` in large, `district:<code>` on the city's map."""
LONGEST_KEY = 200
MOST_STEPS = 1_000_000
EVERYONE = "*"
"""The lead of walls that are not led by name."""


class Command(StrEnum):
    """What someone may tell a wall."""

    SHOW = "show"
    NEXT = "next"
    PREVIOUS = "previous"
    PAUSE = "pause"
    GO_ON = "go_on"
    FILTER = "filter"
    TAKE_BACK = "take_back"
    GUEST = "guest"
    GUEST_OVER = "guest_over"


FOR_GUESTS = frozenset({Command.GUEST, Command.GUEST_OVER})
"""What a wall may be told at the wall itself: guests come without notice."""


class LeadWrong(ValueError):
    """A command that no wall can follow."""


@dataclass(frozen=True, slots=True)
class Lead:
    """How a wall is led now. `show` is the key of a scene that stays, None the playlist.

    `step` counts scenes forward and back since the wall was first led: a browser goes as many as it grew.
    `programme` None leaves that of the playlist. `is_guest` is 접견.
    """

    show: str | None = None
    step: int = 0
    is_paused: bool = False
    programme: str | None = None
    is_guest: bool = False

    def as_data(self) -> dict[str, Any]:
        """The lead as plain data, which `lead` reads."""
        return {
            "show": self.show,
            "step": self.step,
            "is_paused": self.is_paused,
            "programme": self.programme,
            "is_guest": self.is_guest,
        }

    def after(self, command: Command, value: str = "") -> "Lead":
        """The lead after a command; `value` is the key to show, or the programme to narrow to ("" is all)."""
        match command:
            case Command.SHOW:
                return replace(self, show=shown_key(value), is_paused=False)
            case Command.NEXT:
                return replace(self, show=None, step=(self.step + 1) % MOST_STEPS)
            case Command.PREVIOUS:
                return replace(self, show=None, step=(self.step - 1) % MOST_STEPS)
            case Command.PAUSE:
                return replace(self, is_paused=True)
            case Command.GO_ON:
                return replace(self, is_paused=False)
            case Command.FILTER:
                return replace(self, programme=value[:LONGEST_KEY] or None)
            case Command.TAKE_BACK:
                return replace(self, show=None, is_paused=False, programme=None)
            case Command.GUEST:
                return replace(self, show=None, is_paused=False, is_guest=True)
            case Command.GUEST_OVER:
                return replace(self, show=None, is_guest=False)


NOT_LED = Lead()


def lead(data: Mapping[str, Any]) -> Lead:
    """The lead of plain data that this or an older program wrote."""
    known = {name: data[name] for name in Lead.__slots__ if name in data}
    return replace(NOT_LED, **known)


def shown_key(key: str) -> str:
    """The key when it can name a scene, else LeadWrong. Whether the scene exists is the data's to say."""
    kind, _, part = key.partition(":")
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise LeadWrong(key[:20])
    if kind in KINDS or (kind == PROJECT and part) or (kind == DISTRICT and part in DISTRICTS):
        return key
    raise LeadWrong(key[:20])


@dataclass(frozen=True, slots=True)
class Led:
    """How a wall is led, and who said so last, when."""

    lead: Lead
    by: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WallState:
    """Everything that people said about walls. `sequence` grows with whatever is said.

    `names` are 약칭 by project, `geometries` what is said of screens by wall, `acknowledged` the notices that
    somebody has seen.
    """

    sequence: int = 0
    playlist: Playlist = STANDARD
    playlist_by: tuple[str, datetime] | None = None
    leads: Mapping[str, Led] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    geometries: Mapping[str, OwnGeometry] = field(default_factory=dict)
    acknowledged: frozenset[str] = frozenset()
    played: int = 0
    """The number of the newest note that changes what scenes look like."""

    def led(self, wall: str) -> Led:
        """How this wall is led."""
        return self.leads.get(wall) or self.leads.get(EVERYONE) or Led(NOT_LED)

    def geometry(self, wall: str) -> OwnGeometry:
        """What is said of this wall's screen alone."""
        return self.geometries.get(wall, NOT_OWN)

    def addressed(self, wall: str, own: str, heard: Iterable[str]) -> tuple[str, ...]:
        """The walls that someone means: "" the `own`, EVERYONE all that were heard of or led; none if unknown.

        EVERYONE is among all of them, for walls that come later.
        """
        if not wall:
            return (own,)
        known = {EVERYONE, *self.leads, *heard}
        if wall == EVERYONE:
            return tuple(sorted(known))
        return (wall,) if wall in known else ()
