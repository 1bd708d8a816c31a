"""What walls play: the scenes, how long and in which order, of which programme, and when it is night."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum
from typing import Any

SHORTEST_SECONDS, LONGEST_SECONDS = 20, 600
"""A scene stands at least so long (WALL.md 6), and no longer: a wall that never moves looks broken."""
WORDS_A_SECOND = 3
"""Reading speed that a scene's time allows for (WALL.md 6)."""
FADE_SECONDS = 0.32
RESUME_SECONDS = 90
"""After a touch or a key the playlist goes on by itself after so long."""


class SceneKind(StrEnum):
    """The scenes of a playlist, in their usual order."""

    BOARD = "board"
    AREA = "area"
    ATTENTION = "attention"
    PROCEDURES = "procedures"
    MONEY = "money"
    CITY = "city"
    FOCUS = "focus"


KINDS = frozenset(kind.value for kind in SceneKind)

GUEST_SCENES = frozenset(
    {SceneKind.BOARD, SceneKind.AREA, SceneKind.PROCEDURES, SceneKind.MONEY, SceneKind.CITY}
)
"""What guests of the room may see (접견 화면): no 중점관리 사업, and no project for its changes."""


class PlaylistWrong(ValueError):
    """A playlist that cannot be used; `words.wall_playlist_wrong` has the sentence by `reason`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Overtaken(RuntimeError):
    """Somebody else has said something there since the writer looked: nothing is written."""


@dataclass(frozen=True, slots=True)
class SceneSetting:
    """One scene of a playlist; `seconds` is its shortest time."""

    kind: SceneKind
    seconds: int = 24
    is_on: bool = True


@dataclass(frozen=True, slots=True)
class Playlist:
    """What all walls play. `programme` None is every project.

    From `night_from` until `night_until` (Seoul; None is never) walls are dark and show the time alone.
    `counts_down` shows the days to the end of the term, which is off unless asked for.
    """

    scenes: tuple[SceneSetting, ...] = tuple(SceneSetting(kind) for kind in SceneKind)
    programme: str | None = None
    night_from: time | None = None
    night_until: time | None = None
    counts_down: bool = False

    def playing(self, *, is_guest: bool = False) -> tuple[SceneSetting, ...]:
        """The scenes that are on, in order; for guests only what is theirs."""
        return tuple(
            each for each in self.scenes if each.is_on and (not is_guest or each.kind in GUEST_SCENES)
        )

    def is_night(self, at: time) -> bool:
        """Whether walls sleep at this time of Seoul."""
        first, last = self.night_from, self.night_until
        if first is None or last is None or first == last:
            return False
        return first <= at < last if first < last else at >= first or at < last

    def as_data(self) -> dict[str, Any]:
        """The playlist as plain data, which `playlist` reads."""
        return {
            "scenes": [[each.kind.value, each.seconds, each.is_on] for each in self.scenes],
            "programme": self.programme,
            "night": [_written(self.night_from), _written(self.night_until)],
            "counts_down": self.counts_down,
        }


STANDARD = Playlist()


def playlist(data: Mapping[str, Any]) -> Playlist:
    """The playlist of plain data, which may come from an older program or a form. PlaylistWrong says why not.

    Scenes that it does not name stand at the end and are off, so that a new one starts by somebody's choice.
    """
    try:
        scenes = [
            SceneSetting(SceneKind(kind), int(seconds), bool(on)) for kind, seconds, on in data["scenes"]
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise PlaylistWrong("scenes") from error
    kinds = [each.kind for each in scenes]
    if len(set(kinds)) != len(kinds):
        raise PlaylistWrong("scenes")
    if any(not SHORTEST_SECONDS <= each.seconds <= LONGEST_SECONDS for each in scenes):
        raise PlaylistWrong("seconds")
    if not any(each.is_on for each in scenes):
        raise PlaylistWrong("empty")
    rest = [SceneSetting(kind, is_on=False) for kind in SceneKind if kind not in kinds]
    programme = data.get("programme")
    night = data.get("night") or [None, None]
    try:
        first, last = (time.fromisoformat(text) if text else None for text in night)
    except (TypeError, ValueError) as error:
        raise PlaylistWrong("night") from error
    if (first is None) != (last is None):
        raise PlaylistWrong("night")
    read = replace(STANDARD, scenes=(*scenes, *rest), night_from=first, night_until=last)
    return replace(
        read,
        programme=programme if isinstance(programme, str) and programme else None,
        counts_down=bool(data.get("counts_down")),
    )


def dwell_seconds(asked: int, words: int) -> int:
    """How long a scene stands: as asked for, but long enough to be read (WALL.md 6)."""
    return max(asked, SHORTEST_SECONDS, math.ceil(words / WORDS_A_SECOND))


def _written(at: time | None) -> str | None:
    return at.isoformat("minutes") if at else None
