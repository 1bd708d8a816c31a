"""What walls show, in words, and the list of all that were ever heard of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dashboard.domain.city.districts import NAMES
from dashboard.domain.lead import DISTRICT, PROJECT, Lead, WallState
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.wall_beats import UNPAIRED, Heard
from dashboard.domain.words import Words, time_text

NO_TITLES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class HeardLine:
    """A line of the list. `is_other_build` is one whose page runs another program than the server."""

    name: str
    is_there: bool
    seen_text: str
    shows_text: str
    state_text: str
    build_text: str
    is_other_build: bool
    size_text: str
    memory_text: str
    nodes_text: str


@dataclass(frozen=True, slots=True)
class HeardList:
    """The walls that are paired, and those that somebody opened with an account."""

    paired: tuple[HeardLine, ...] = ()
    others: tuple[HeardLine, ...] = ()


def heard_list(
    known: Iterable[Heard], state: WallState, build: str, portfolio: Portfolio | None, words: Words
) -> HeardList:
    """Every wall that was heard of; `build` is the program of the server."""
    lines = [(each.is_paired, _line(each, state, build, portfolio, words)) for each in known]
    return HeardList(
        tuple(line for is_paired, line in lines if is_paired),
        tuple(line for is_paired, line in lines if not is_paired),
    )


def _line(each: Heard, state: WallState, build: str, portfolio: Portfolio | None, words: Words) -> HeardLine:
    is_other = each.build != build
    return HeardLine(
        name=each.wall.removeprefix(UNPAIRED),
        is_there=each.is_there,
        seen_text=time_text(words, each.at),
        shows_text=shown_text(each.over or each.scene, portfolio, words),
        state_text=" · ".join(marks(each, state.led(each.wall).lead, words)) or words.heard_playing,
        build_text=words.heard_other.format(build=each.build or words.missing)
        if is_other
        else words.heard_same,
        is_other_build=is_other,
        size_text=each.size or words.missing,
        memory_text=words.heard_memory.format(n=f"{each.memory_mb:,}")
        if each.memory_mb is not None
        else words.missing,
        nodes_text=words.heard_nodes.format(n=f"{each.nodes:,}") if each.nodes is not None else words.missing,
    )


def wall_label(wall: str, own: str, words: Words) -> str:
    """A wall's name in words; `own` is that of whoever asks."""
    if wall == own:
        return words.remote_own
    if not wall.startswith(UNPAIRED):
        return wall
    return words.remote_of_account.format(name=wall.removeprefix(UNPAIRED))


def is_awaited(each: Heard, lead: Lead) -> bool:
    """Whether guests were called at a wall that has not said yet that it shows what they may see."""
    return lead.is_guest and not each.is_for_guests


def marks(each: Heard, lead: Lead, words: Words) -> tuple[str, ...]:
    """What is special of a wall now: guests, a pause, a scene that was sent, a hand on it."""
    said = words.remote_said
    is_touched = each.is_still and not (each.is_taken or lead.is_paused or lead.show is not None)
    given = (
        (each.is_taken, said["taken"]),
        (lead.is_guest and each.is_for_guests, said["guest"]),
        (is_awaited(each, lead), said["guest_awaited"]),
        (lead.is_paused, said["paused"]),
        (lead.show is not None, said["sent"]),
        (is_touched, said["touched"]),
    )
    return tuple(text for holds, text in given if holds)


def shown_text(
    key: str, portfolio: Portfolio | None, words: Words, titles: Mapping[str, str] = NO_TITLES
) -> str:
    """A scene in words, by its key; `titles` are those of a playlist."""
    kind, _, part = key.partition(":")
    if not key:
        return words.missing
    if key in titles:
        return titles[key]
    if kind == PROJECT:
        file = portfolio.projects.get(part) if portfolio else None
        return file.label if file else part
    if kind == DISTRICT:
        return NAMES.get(part, part)
    return words.wall_scenes.get(kind, words.wall_nothing)
