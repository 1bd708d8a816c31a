"""Finding projects by what people type: number, name, 초성, department, place, and in spite of a slip."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from rapidfuzz import process

from dashboard.domain import hangul
from dashboard.domain.facets import districts
from dashboard.domain.matching import BETWEEN, Column, Match, Rank, Why, folded, marks
from dashboard.domain.project_file import ProjectFile

LONGEST_QUERY = 100
"""So many signs of a query are looked at."""
MOST_WORDS = 8
NEAR_IDS, NEAR_SCORE = 5, 60.0
"""So many ids are offered for an unknown one, none less like it (0..100) than the score."""

_ASCII_LETTER = re.compile("[A-Za-z]")
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"(?P<programme>.*?)제?(?P<number>\d[0-9a-z.\-]*?)(?:번째|번|호)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Hit:
    """A project, why it was found, the text that says so, and the (start, end) in it of what was looked for."""

    project_id: str
    why: Why
    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits, best first, and how many projects fit in all."""

    hits: tuple[Hit, ...]
    count: int


class SearchIndex:
    """The names of one data version, ready to be searched; immutable and safe for threads."""

    def __init__(self, files: Iterable[ProjectFile]) -> None:
        listed = list(files)
        self._ids = [file.id for file in listed]
        self._numbers = _numbers(listed)
        self._names = Column((text, (place,)) for place, file in enumerate(listed) for text in _names(file))
        self._departments = Column(_grouped(_departments(file) for file in listed).items())
        self._places = Column(_grouped(_places(file) for file in listed).items())

    def find(self, query: str, most: int) -> Found:
        """The projects that fit `query`, at most so many, best first, among equals in their own order.

        Spaces and punctuation count for nothing; several words may stand in different fields. A slip is
        forgiven only when nothing else fits.
        """
        matches = self._matches(query)
        best = nsmallest(most, matches, key=lambda place: (matches[place].rank, place))
        return Found(tuple(self._hit(place, matches[place]) for place in best), len(matches))

    def ids(self, query: str) -> frozenset[str]:
        """The ids of all projects that fit `query`."""
        return frozenset(self._ids[place] for place in self._matches(query))

    def near(self, project_id: str) -> tuple[Hit, ...]:
        """Projects for an id that is not there: what a search for it finds, else those with an id like it."""
        found = self.find(project_id, NEAR_IDS).hits
        if found:
            return found
        ids = [each.casefold() for each in self._ids]
        like = process.extract(project_id.casefold(), ids, limit=NEAR_IDS, score_cutoff=NEAR_SCORE)
        return tuple(Hit(self._ids[place], Why.NUMBER, self._ids[place]) for _, _, place in like)

    def _matches(self, query: str) -> dict[int, Match]:
        """The best match of every project that fits, by its place."""
        found: dict[int, Match] = {}
        for reading in readings(query):
            found = self._exact(reading) | found
        if not found:
            for reading in readings(query):
                found = self._slips(folded(reading)) | found
        return found

    def _exact(self, typed: str) -> dict[int, Match]:
        """What fits as a whole, else what fits every word of it."""
        found = self._whole(typed)
        words = typed.split()[:MOST_WORDS]
        if found or len(words) < 2:
            return found
        parts = [self._whole(word) for word in words]
        common = set(parts[0]).intersection(*parts[1:])
        return {place: max((part[place] for part in parts), key=lambda match: match.rank) for place in common}

    def _whole(self, typed: str) -> dict[int, Match]:
        query = folded(typed)
        if not query:
            return {}
        found: dict[int, Match] = {}
        for place, text in self._by_number(typed):
            found.setdefault(place, Match(Rank.NUMBER, Why.NUMBER, text))
        why = Why.INITIALS if hangul.has_loose_consonant(query) else Why.NAME
        _add(found, self._names.matches(query, why))
        _add(found, self._departments.matches(query, Why.DEPARTMENT, Rank.DEPARTMENT))
        _add(found, self._places.matches(query, Why.PLACE, Rank.PLACE))
        return found

    def _by_number(self, typed: str) -> Iterator[tuple[int, str]]:
        """Projects of this number, in the programme that is named before it ("과제 12"), or of this id."""
        key = _number_key(typed)
        yield from ((place, text) for place, _, text in self._numbers.get(key, ()))
        parts = _NUMBER.fullmatch(key)
        if parts is None:
            return
        programme = folded(parts["programme"])
        for place, name, text in self._numbers.get(parts["number"], ()):
            if programme in name:
                yield place, text

    def _slips(self, query: str) -> dict[int, Match]:
        found: dict[int, Match] = {}
        for column in (self._names, self._departments, self._places):
            _add(found, column.slips(query))
        return found

    def _hit(self, place: int, match: Match) -> Hit:
        return Hit(self._ids[place], match.why, match.text, marks(match))


def readings(query: str) -> tuple[str, ...]:
    """What is looked for: the text itself, and what its keys would have written on a Korean keyboard.

    A text all in capitals was typed with the capitals locked, which a Korean keyboard does not heed.
    """
    typed = unicodedata.normalize("NFC", query[:LONGEST_QUERY].strip())
    keys = typed.lower() if typed.isupper() else typed
    return (typed, hangul.from_keys(keys)) if _ASCII_LETTER.search(typed) else (typed,)


def _add(found: dict[int, Match], matches: Iterable[tuple[tuple[int, ...], Match]]) -> None:
    """Keep the best match of every project."""
    for owners, match in matches:
        for place in owners:
            known = found.get(place)
            if known is None or match.rank < known.rank:
                found[place] = match


def _number_key(text: str) -> str:
    """A number as it is compared: "067", " 67 " and "67" are one; "1-2" stays apart from "12"."""
    if text.isdecimal():
        return text.lstrip("0") or "0"
    return _DIGITS.sub(lambda digits: digits[0].lstrip("0") or "0", "".join(text.split()).casefold())


def _numbers(files: Sequence[ProjectFile]) -> Mapping[str, list[tuple[int, str, str]]]:
    """By number and by id: place of the project, folded names of the programme, the number with its programme."""
    names = {
        each.id: BETWEEN.join(folded(text) for text in (each.short_name, each.name) if text)
        for each in {each.id: each for file in files for each in file.programmes}.values()
    }
    found: dict[str, list[tuple[int, str, str]]] = {}
    for place, file in enumerate(files):
        for own in (file.project.number, file.id):
            if own:
                found.setdefault(_number_key(own), []).append((place, "", own))
        for each in file.programmes:
            number = file.numbers[each.id]
            if number:
                said = f"{each.short_name or each.name} {number}"
                found.setdefault(_number_key(number), []).append((place, names[each.id], said))
    return found


def _names(file: ProjectFile) -> Iterator[str]:
    """Its name and its short name."""
    yield from dict.fromkeys(_nfc(text) for text in (file.project.name, file.project.short_name) if text)


def _departments(file: ProjectFile) -> Iterator[str]:
    for assignment, department in file.assignments:
        yield from (_nfc(text) for text in (department.name if department else None, assignment.team) if text)


def _places(file: ProjectFile) -> Iterator[str]:
    project = file.project
    yield from (_nfc(text) for text in (project.location, *districts(project.districts)) if text)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _grouped(texts_by_place: Iterable[Iterable[str]]) -> dict[str, tuple[int, ...]]:
    """Text -> places of the projects that it belongs to."""
    found: dict[str, dict[int, None]] = {}
    for place, texts in enumerate(texts_by_place):
        for text in texts:
            found.setdefault(text, {})[place] = None
    return {text: tuple(owners) for text, owners in found.items()}
