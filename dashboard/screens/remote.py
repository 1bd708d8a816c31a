"""What a remote shows: every wall with what it shows now, and what can be sent to it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dashboard.domain.lead import EVERYONE, NOT_LED, Lead, Led, WallState
from dashboard.domain.playlist import SceneKind
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.project_file import ProjectFile
from dashboard.domain.takeover import Notice
from dashboard.domain.wall_beats import FORGOTTEN_AFTER, GONE_AFTER, Heard
from dashboard.domain.words import Words, clock_text
from dashboard.screens.wall_beats import is_awaited, marks, shown_text, wall_label
from dashboard.screens.wall_situation import situation

Choices = tuple[tuple[str, str], ...]
"""What can be sent, with its words."""


@dataclass(frozen=True, slots=True)
class RemoteWall:
    """A wall to be led, or all of them. `age` are seconds since it was heard of, None for all.

    `scene` is the key of what it shows; `scenes` names its list in `Remote.scenes`, "" while it is being drawn. Of
    `guests` walls at which guests were called, `awaited` have not said yet that they show what these may see, and
    `unsure` are not heard of any more and had not said so.
    """

    name: str
    label: str
    is_there: bool
    age: float | None
    scene: str
    shows: str
    marks: tuple[str, ...]
    is_paused: bool
    is_guest: bool
    guests: int
    awaited: int
    unsure: int
    programme: str
    led: str
    scenes: str


@dataclass(frozen=True, slots=True)
class RemoteTakeover:
    """What has taken the walls over: what it is in a line, and its text; `ids` are acknowledged together."""

    ids: tuple[str, ...]
    line: str
    text: str


@dataclass(frozen=True, slots=True)
class Remote:
    """All walls, the first of them EVERYONE; `there` are those that are on. `takeover` is None while nothing has
    taken them over.

    `gone_text` heads those that are not, `forgotten_text` counts those that are left out: None without any.
    """

    walls: tuple[RemoteWall, ...]
    there: int
    gone_text: str | None
    forgotten_text: str | None
    programmes: Choices
    scenes: Mapping[str, Choices]
    takeover: RemoteTakeover | None


@dataclass(frozen=True, slots=True)
class RemoteView:
    """What it is made from. `own` is the wall of whoever asks, `standing` what takes walls over; `playing` gives the
    scenes of a wall that is led so as (key, title), and a name of this list: "" while they are being drawn.
    """

    heard: Sequence[Heard]
    standing: Sequence[Notice]
    state: WallState
    own: str
    now: datetime
    portfolio: Portfolio | None
    playing: Callable[[Lead], tuple[str, Choices]]
    words: Words


def remote(view: RemoteView) -> Remote:
    """Walls that are on come first; one that somebody only opened with an account and closed is left out, and so
    is one that was not heard of for FORGOTTEN_AFTER.
    """
    lists: dict[str, Choices] = {}
    words = view.words
    paired = [each for each in view.heard if each.is_there or each.is_paired]
    known = [each for each in paired if view.now - each.at < FORGOTTEN_AFTER]
    known.sort(key=lambda each: (not each.is_there, not each.is_paired, each.wall))
    gone = sum(not each.is_there for each in known)
    forgotten = len(paired) - len(known)
    walls = tuple(_wall(view, each, lists) for each in known)
    programmes = view.portfolio.programmes if view.portfolio else ()
    return Remote(
        walls=(_everyone(view, walls, lists), *walls),
        there=len(known) - gone,
        gone_text=words.remote_gone.format(n=GONE_AFTER.seconds) if gone else None,
        forgotten_text=words.remote_forgotten.format(days=FORGOTTEN_AFTER.days, n=forgotten)
        if forgotten
        else None,
        programmes=tuple((each.id, each.short_name or each.name) for each in programmes),
        scenes=lists,
        takeover=_takeover(view.standing, words) if view.standing else None,
    )


def scene_title(key: str, title: str, projects: Mapping[str, ProjectFile], words: Words) -> str:
    """What a scene is called on a remote: one of a project in focus has the project's name."""
    kind, _, part = key.partition(":")
    file = projects.get(part) if kind == SceneKind.FOCUS else None
    return title if file is None else words.remote_focus.format(title=title, name=file.label)


def numbered(scenes: Choices, words: Words) -> Choices:
    """The scenes with titles that tell them apart: several of one title are counted."""
    often, count = Counter(title for _, title in scenes), Counter[str]()
    told = []
    for key, title in scenes:
        count[title] += 1
        is_one = often[title] == 1
        told.append((key, title if is_one else words.remote_scene_number.format(title=title, n=count[title])))
    return tuple(told)


def _wall(view: RemoteView, each: Heard, lists: dict[str, Choices]) -> RemoteWall:
    led = view.state.led(each.wall)
    name = _list_of(view, led.lead, lists)
    shown = each.over or each.scene
    return RemoteWall(
        name=each.wall,
        label=wall_label(each.wall, view.own, view.words),
        is_there=each.is_there,
        age=max(0.0, (view.now - each.at).total_seconds()),
        scene=shown,
        shows=shown_text(shown, view.portfolio, view.words, dict(lists.get(name, ()))),
        marks=marks(each, led.lead, view.words),
        is_paused=led.lead.is_paused,
        is_guest=led.lead.is_guest,
        guests=int(led.lead.is_guest),
        awaited=int(each.is_there and is_awaited(each, led.lead)),
        unsure=int(not each.is_there and is_awaited(each, led.lead)),
        programme=led.lead.programme or "",
        led=_led(led, view.words),
        scenes=name,
    )


def _everyone(view: RemoteView, walls: Sequence[RemoteWall], lists: dict[str, Choices]) -> RemoteWall:
    """All walls as one: what holds for each that is on holds for it; without any, what they would come to."""
    led = view.state.leads.get(EVERYONE) or Led(NOT_LED)
    there = [each for each in walls if each.is_there]
    programmes = {each.programme for each in there} or {led.lead.programme or ""}
    scenes = {each.scene for each in there}
    return RemoteWall(
        name=EVERYONE,
        label=view.words.remote_all,
        is_there=bool(there),
        age=None,
        scene=scenes.pop() if len(scenes) == 1 else "",
        shows=view.words.remote_all_shows.format(n=len(there)),
        marks=(),
        is_paused=all(each.is_paused for each in there) if there else led.lead.is_paused,
        is_guest=all(each.is_guest for each in there) if there else led.lead.is_guest,
        guests=sum(each.is_guest for each in there),
        awaited=sum(each.awaited for each in there),
        unsure=sum(each.unsure for each in walls),
        programme=programmes.pop() if len(programmes) == 1 else "",
        led=_led(led, view.words),
        scenes=there[0].scenes if there else _list_of(view, led.lead, lists),
    )


def _takeover(standing: Sequence[Notice], words: Words) -> RemoteTakeover:
    shown = situation(standing, words)
    parts = (shown.severity, shown.title, shown.place, shown.time_text)
    more = words.remote_takeover_more.format(n=len(standing) - 1) if len(standing) > 1 else ""
    return RemoteTakeover(shown.ids, " · ".join(parts) + more, shown.text)


def _list_of(view: RemoteView, lead: Lead, lists: dict[str, Choices]) -> str:
    name, scenes = view.playing(lead)
    if name:
        lists[name] = numbered(scenes, view.words)
    return name


def _led(led: Led, words: Words) -> str:
    if led.by is None or led.at is None:
        return ""
    return words.remote_led.format(by=led.by, at=clock_text(words, led.at))
