"""What the pages show on which staff edit what walls play, and the 약칭."""

import json
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dashboard.domain.lead import WallState
from dashboard.domain.playlist import LONGEST_SECONDS, SHORTEST_SECONDS, Playlist, SceneKind
from dashboard.domain.playlist_draft import Draft, time_of_day
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.project_file import ProjectFile, number_order
from dashboard.domain.short_names import curated, wall_name, width
from dashboard.domain.words import Words, time_text
from dashboard.screens.texts import programme_label
from dashboard.screens.wall_board import NAME_WIDEST

MOST_NAMES = 150
"""Projects on one page of 약칭: a page with all of a usual city, and a form that is not too large to be sent."""

MOST_NAMED = 5
"""Names that are told after they were saved; more are counted."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which two playlists differ, in words."""

    what: str
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class ProgrammeScreen:
    """The draft with what is to be said of it.

    `seen` marks the playlist that the draft began with. `problems` are sentences by field, `differences` what
    somebody else saved meanwhile beside the draft, `changes` what was saved just now. `moved` is the scene that
    was moved last, `looked_at` the one whose picture stands beside the form.
    """

    draft: Draft
    seen: str
    saved_text: str
    programmes: Mapping[str, str]
    news: str | None = None
    problem: str | None = None
    problems: Mapping[str, str] | None = None
    changes: tuple[Difference, ...] = ()
    differences: tuple[Difference, ...] = ()
    moved: tuple[SceneKind, str] | None = None
    looked_at: SceneKind = SceneKind.BOARD


@dataclass(frozen=True, slots=True)
class NameLine:
    """A project with its names; `typed` stands in the field, `seen` is the 약칭 of the room that it began with."""

    project_id: str
    number: str
    name: str
    source_name: str | None
    seen: str
    typed: str
    wide: str
    narrow: str
    is_missing: bool
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class NamesDraft:
    """A form that was refused, by project: all that were on its page, what was typed, what it began with, problems."""

    listed: tuple[str, ...]
    typed: Mapping[str, str]
    seen: Mapping[str, str | None]
    problems: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NamesScreen:
    """A page of projects, those without a 약칭 that fits first; `missing_count` is of all of them."""

    lines: tuple[NameLine, ...]
    missing_text: str
    is_complete: bool
    page: int
    pages: int
    news: str | None = None
    problem: str | None = None


def mark(played: Playlist) -> str:
    """Tells two playlists apart."""
    return f"{zlib.crc32(json.dumps(played.as_data(), sort_keys=True).encode()):x}"


def programmes(portfolio: Portfolio | None, kept: str | None, words: Words) -> dict[str, str]:
    """What may be chosen by id: "" is every project. One that is kept but gone from the data is still named."""
    known = {each.id: programme_label(each) for each in portfolio.programmes} if portfolio else {}
    gone = {kept: words.programme_gone.format(name=kept)} if kept and kept not in known else {}
    return {"": words.programme_all} | known | gone


def saved_text(by: tuple[str, datetime] | None, words: Words) -> str:
    """Who saved the playlist last, and when."""
    if by is None:
        return words.programme_never_saved
    return words.programme_saved_by.format(by=by[0], at=time_text(words, by[1]))


def sentences(problems: Mapping[str, str], words: Words) -> dict[str, str]:
    """What is told beside each field that cannot be used."""
    limits = {"least": SHORTEST_SECONDS, "most": LONGEST_SECONDS}
    return {field: words.programme_wrong[why].format(**limits) for field, why in problems.items()}


def differences(
    one: Playlist, other: Playlist, named: Mapping[str, str], words: Words
) -> tuple[Difference, ...]:
    """Everything in which two playlists differ; `named` are the programmes."""
    found = [
        Difference(
            words.programme_order,
            *(" → ".join(words.wall_scenes[each.kind] for each in list_.scenes) for list_ in (one, other)),
        )
    ]
    before = {each.kind: each for each in one.scenes}
    for scene in other.scenes:
        name, known = words.wall_scenes[scene.kind], before[scene.kind]
        on = (words.programme_on if each.is_on else words.programme_off for each in (known, scene))
        found.append(Difference(words.programme_switch.format(name=name), *on))
        long = (words.seconds.format(n=each.seconds) for each in (known, scene))
        found.append(Difference(words.programme_seconds.format(name=name), *long))
    target = (named.get(each.programme or "", each.programme or "") for each in (one, other))
    night = (_night(each, words) for each in (one, other))
    term = (words.programme_on if each.counts_down else words.programme_off for each in (one, other))
    found += [
        Difference(words.programme_target, *target),
        Difference(words.programme_night, *night),
        Difference(words.programme_term_short, *term),
    ]
    return tuple(each for each in found if each.one != each.other)


def _night(played: Playlist, words: Words) -> str:
    if played.night_from is None or played.night_until is None:
        return words.programme_night_none
    first, last = time_of_day(played.night_from), time_of_day(played.night_until)
    return words.programme_night_span.format(first=first, last=last)


# -- 약칭 --------------------------------------------------------------------------------------


def names(
    portfolio: Portfolio | None,
    state: WallState,
    page: int,
    words: Words,
    refused: NamesDraft | None = None,
) -> NamesScreen:
    """A page of the list, the nearest there is; that of a form that was `refused` stays as it was."""
    files = list(portfolio.projects.values()) if portfolio else []
    missing = {file.id for file in files if curated(file, state.names) is None}
    narrow = {file.id: wall_name(file, state.names, NAME_WIDEST) for file in files}
    often = Counter(narrow.values())
    cut = {file.id for file in files if narrow[file.id] != wall_name(file, state.names)} - missing
    same = {id_ for id_, name in narrow.items() if often[name] > 1}
    wanting = missing | cut | same
    files.sort(key=lambda file: (file.id not in wanting, number_order(file)))
    pages = max(1, -(-len(files) // MOST_NAMES))
    page = min(max(page, 1), pages)
    shown = files[(page - 1) * MOST_NAMES : page * MOST_NAMES]
    if refused is not None and portfolio is not None:
        shown = [portfolio.projects[id_] for id_ in refused.listed if id_ in portfolio.projects]
    draft = refused or NamesDraft((), {}, {}, {})
    lines = tuple(_line(file, state, words, draft, is_missing=file.id in wanting) for file in shown)
    told = ((words.names_missing, missing), (words.names_cut, cut), (words.names_same, same))
    text = " · ".join(line.format(n=f"{len(ids):,}") for line, ids in told if ids) or words.names_complete
    return NamesScreen(lines, text if files else words.names_empty, not wanting, page, pages)


def _line(
    file: ProjectFile, state: WallState, words: Words, draft: NamesDraft, *, is_missing: bool
) -> NameLine:
    own = state.names.get(file.id, "")
    return NameLine(
        project_id=file.id,
        number=file.number() or words.missing_mark,
        name=file.project.name,
        source_name=file.project.short_name,
        seen=draft.seen.get(file.id, own) or "",
        typed=draft.typed.get(file.id, own),
        wide=wall_name(file, state.names),
        narrow=wall_name(file, state.names, NAME_WIDEST),
        is_missing=is_missing,
        problem=draft.problems.get(file.id),
    )


def wrong_name(text: str, reason: str, words: Words) -> str:
    """Why a 약칭 is refused."""
    return words.name_wrong[reason].format(n=f"{width(text):.3g}")


def overtaken_name(now: str | None, words: Words) -> str:
    """What somebody else has made of a 약칭 meanwhile."""
    return words.names_overtaken.format(name=now) if now else words.names_overtaken_back


def renamed(given: Mapping[str, str | None], portfolio: Portfolio, words: Words) -> str:
    """What was saved; a long list is cut short."""
    said = [
        (words.names_given if name else words.names_taken_back).format(
            number=portfolio.projects[id_].number() or id_, name=name
        )
        for id_, name in given.items()
    ]
    listed = ", ".join(said[:MOST_NAMED])
    if len(said) > MOST_NAMED:
        listed = words.names_and_more.format(names=listed, n=len(said) - MOST_NAMED)
    return words.names_saved.format(n=len(said), names=listed)
