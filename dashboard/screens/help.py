"""도움말: how each kind of reader uses the room, and what its words and rates mean."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields

from dashboard.domain.vocabulary import Status
from dashboard.domain.words import Words

DEFINED = "_definition"
"""A word `x` is explained by the word `x_definition`."""

PICTURES: Mapping[str, tuple[str, ...]] = {
    "mayor": ("room", "project"),
    "staff": ("search", "explain"),
    "engineer": ("data",),
}
"""Section -> its steps that have a picture; `make pictures` takes them from the running product."""


@dataclass(frozen=True, slots=True)
class HelpStep:
    """What one does; `picture` names a file of assets/help, None for a step without one."""

    text: str
    picture: str | None
    picture_text: str


@dataclass(frozen=True, slots=True)
class HelpSection:
    """What one kind of reader does; `anchor` is the end of its address."""

    anchor: str
    title: str
    lead: str
    steps: tuple[HelpStep, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word or a rate of the screens, and what it means."""

    name: str
    text: str
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Glossary:
    """A part of the table of definitions."""

    anchor: str
    title: str
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class HelpScreen:
    """Everything on `/help`."""

    title: str
    lead: str
    contents_title: str
    sections: tuple[HelpSection, ...]
    name_heading: str
    meaning_heading: str
    glossaries: tuple[Glossary, ...]
    shortcuts_title: str
    shortcuts: Mapping[str, str]
    shortcuts_note: str
    shortcuts_on: str
    shortcuts_off: str


def help_screen(words: Words) -> HelpScreen:
    """The help; it needs no data."""
    return HelpScreen(
        title=words.help_title,
        lead=words.help_lead,
        contents_title=words.help_contents,
        sections=(
            _section("mayor", words.help_mayor, words.help_mayor_lead, words.help_mayor_steps, words),
            _section("staff", words.help_staff, words.help_staff_lead, words.help_staff_steps, words),
            _section(
                "engineer", words.help_engineer, words.help_engineer_lead, words.help_engineer_steps, words
            ),
        ),
        name_heading=words.help_name_heading,
        meaning_heading=words.help_meaning_heading,
        glossaries=(
            Glossary("rates", words.help_rates_title, definitions(words)),
            Glossary("statuses", words.help_statuses_title, _statuses(words)),
            Glossary("words", words.help_words_title, _terms(words)),
        ),
        shortcuts_title=words.help_shortcuts_title,
        shortcuts=words.shortcuts,
        shortcuts_note=words.shortcuts_note,
        shortcuts_on=words.shortcuts_on,
        shortcuts_off=words.shortcuts_off,
    )


def definitions(words: Words) -> tuple[Meaning, ...]:
    """Every definition among the words, under the name of what it defines; what differs from day to day is ○○."""
    names = {each.name for each in fields(words)}
    given = defaultdict(lambda: words.help_place, name=words.progress_default, plan=words.baseline)
    return tuple(
        Meaning(
            str(getattr(words, name)).format_map(given), str(getattr(words, name + DEFINED)).format_map(given)
        )
        for name in (each.name for each in fields(words))
        if name + DEFINED in names
    )


def _section(anchor: str, title: str, lead: str, steps: Mapping[str, str], words: Words) -> HelpSection:
    pictured = PICTURES[anchor]
    return HelpSection(
        anchor,
        title,
        lead,
        tuple(
            HelpStep(
                text, key if key in pictured else None, words.help_picture.format(section=title, step=text)
            )
            for key, text in steps.items()
        ),
    )


def _statuses(words: Words) -> tuple[Meaning, ...]:
    return tuple(
        Meaning(status.value, words.help_statuses[status.value], status)
        for status in Status
        if status.value in words.help_statuses
    )


def _terms(words: Words) -> tuple[Meaning, ...]:
    return tuple(
        Meaning(str(getattr(words, name)).format_map(_Nothing()).strip(), text)
        for name, text in words.help_terms.items()
    )


class _Nothing(dict[str, str]):
    """A place for a value, left empty: "중복 {n}" is the word 중복."""

    def __missing__(self, key: str) -> str:
        return ""
