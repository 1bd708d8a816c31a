"""A playlist as somebody is writing it: what was typed stays as it is until all of it can be used."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time

from dashboard.domain.playlist import (
    KINDS,
    LONGEST_SECONDS,
    SHORTEST_SECONDS,
    Playlist,
    SceneKind,
    SceneSetting,
)

LONGEST_TEXT = 200
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_SECONDS = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class SceneDraft:
    """A scene as typed."""

    kind: SceneKind
    seconds: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A playlist as typed; "" is what was left empty. `programme` "" is every project."""

    scenes: tuple[SceneDraft, ...]
    programme: str = ""
    night_from: str = ""
    night_until: str = ""
    counts_down: bool = False

    def moved(self, kind: SceneKind, steps: int) -> "Draft":
        """The draft with a scene so many places further down, or up; at an end it stays."""
        scenes = list(self.scenes)
        at = next(place for place, each in enumerate(scenes) if each.kind is kind)
        scene = scenes.pop(at)
        scenes.insert(min(max(at + steps, 0), len(scenes)), scene)
        return replace(self, scenes=tuple(scenes))

    def problems(self, programmes: Collection[str]) -> dict[str, str]:
        """Field -> why it cannot be used; a scene's seconds are under its kind. Empty when all can."""
        found = {each.kind.value: "seconds" for each in self.scenes if _seconds(each.seconds) is None}
        if not any(each.is_on for each in self.scenes):
            found["scenes"] = "empty"
        if self.programme and self.programme not in programmes:
            found["programme"] = "programme"
        first, last = _time(self.night_from), _time(self.night_until)
        if (self.night_from or self.night_until) and (first is None or last is None):
            found["night"] = "night"
        elif first is not None and first == last:
            found["night"] = "same"
        return found

    def playlist(self) -> Playlist:
        """What would be played; what cannot be used is as it usually is."""
        first, last = _time(self.night_from), _time(self.night_until)
        usual = SceneSetting(SceneKind.BOARD).seconds
        return Playlist(
            tuple(
                SceneSetting(each.kind, _seconds(each.seconds) or usual, each.is_on) for each in self.scenes
            ),
            self.programme or None,
            first if last is not None else None,
            last if first is not None else None,
            self.counts_down,
        )


def draft_of(played: Playlist) -> Draft:
    """The playlist as somebody begins to change it."""
    return Draft(
        tuple(SceneDraft(each.kind, str(each.seconds), each.is_on) for each in played.scenes),
        played.programme or "",
        time_of_day(played.night_from),
        time_of_day(played.night_until),
        played.counts_down,
    )


def draft(kinds: Sequence[str], typed: Mapping[str, str]) -> Draft:
    """What a form sends: the scenes in their order, each field's text. Scenes it leaves out are off, at the end."""
    named = [SceneKind(kind) for kind in dict.fromkeys(kinds) if kind in KINDS]
    rest = [kind for kind in SceneKind if kind not in named]
    text = {name: value.strip()[:LONGEST_TEXT] for name, value in typed.items()}
    scenes = (SceneDraft(kind, text.get(f"seconds-{kind}", ""), f"on-{kind}" in text) for kind in named)
    usual = (SceneDraft(kind, str(SceneSetting(kind).seconds), is_on=False) for kind in rest)
    return Draft(
        (*scenes, *usual),
        text.get("programme", ""),
        text.get("night-from", ""),
        text.get("night-until", ""),
        "counts-down" in text,
    )


def time_of_day(at: time | None) -> str:
    """A time as a form shows it; "" for none."""
    return at.isoformat("minutes") if at else ""


def _seconds(text: str) -> int | None:
    seconds = int(text) if _SECONDS.fullmatch(text) else 0
    return seconds if SHORTEST_SECONDS <= seconds <= LONGEST_SECONDS else None


def _time(text: str) -> time | None:
    return time.fromisoformat(text) if _TIME.fullmatch(text) else None
