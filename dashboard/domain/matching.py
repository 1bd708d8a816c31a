"""Texts of one kind, joined to one long text that a single pass can search, also in spite of a slip."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum, StrEnum
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from dashboard.domain import hangul

FEWEST_LETTERS = 5
"""A slip is forgiven in so many letters (자모) or more: in fewer it would find almost anything."""

BETWEEN = "\n"
_NO_SIGN = re.compile(rf"[^\w{BETWEEN}]|_")
"""What counts for nothing: spaces and punctuation, but not what stands between two texts."""


class Why(StrEnum):
    """Why a project was found."""

    NUMBER = "number"
    NAME = "name"
    INITIALS = "initials"
    DEPARTMENT = "department"
    PLACE = "place"
    SLIP = "slip"


class Rank(IntEnum):
    """Best first."""

    NUMBER = 0
    NAME = 1
    NAME_BEGINS = 2
    NAME_HAS = 3
    NAME_BECOMES = 4
    DEPARTMENT = 5
    PLACE = 6
    SLIP = 7


class Match(NamedTuple):
    """A text that fits; `start` and `end` count its signs without spaces and punctuation."""

    rank: Rank
    why: Why
    text: str
    start: int = 0
    end: int = 0


class Column:
    """Texts of one kind with their projects, joined to one long text, which a single pass can search."""

    def __init__(self, entries: Iterable[tuple[str, tuple[int, ...]]]) -> None:
        listed = list(entries)
        self._texts = [text for text, _ in listed]
        self._owners = [owners for _, owners in listed]
        self._joined = folded(BETWEEN.join(text.replace(BETWEEN, " ") for text in self._texts))
        self._folded = self._joined.split(BETWEEN)
        self._starts = _starts(self._folded)

    @cached_property
    def _letters(self) -> tuple[str, list[int], list[str]]:
        """All texts as letters (자모): joined, where each begins, and apart."""
        joined = hangul.letters(self._joined)
        apart = joined.split(BETWEEN)
        return joined, _starts(apart), apart

    def matches(
        self, query: str, why: Why, rank: Rank | None = None
    ) -> Iterator[tuple[tuple[int, ...], Match]]:
        """Every text that the query fits, with its projects; without `rank` by how well it fits a name.

        One consonant alone would fit almost everything: it finds what it begins.
        """
        is_alone = len(query) == 1 and hangul.has_loose_consonant(query)
        begins = "^" if is_alone else ""
        pattern = re.compile(f"{begins}({hangul.typed_so_far(query)})[^{BETWEEN}]*", re.MULTILINE)
        for match in pattern.finditer(self._joined):
            entry = bisect_right(self._starts, match.start()) - 1
            signs = self._folded[entry]
            start = signs.find(query)
            end = start + len(query)
            fits = rank or (Rank.NAME_HAS if start > 0 else Rank.NAME_BEGINS)
            if start < 0:
                start, end = match.start() - self._starts[entry], match.end(1) - self._starts[entry]
                fits = rank or Rank.NAME_BECOMES
            elif rank is None and signs == query:
                fits = Rank.NAME
            yield self._owners[entry], Match(fits, why, self._texts[entry], start, end)

    def slips(self, query: str) -> Iterator[tuple[tuple[int, ...], Match]]:
        """Texts that hold the query but for one letter: another, one too few, one too many, or two swapped."""
        letters = hangul.letters(query)
        if len(letters) < FEWEST_LETTERS:
            return
        for entry in self._nearly(letters):
            span = _slip(letters, self._folded[entry])
            if span:
                yield self._owners[entry], Match(Rank.SLIP, Why.SLIP, self._texts[entry], *span)

    def _nearly(self, letters: str) -> Iterator[int]:
        """Texts that may hold `letters` with one slip: it leaves one half whole, or swaps where they meet."""
        joined, starts, apart = self._letters
        middle = len(letters) // 2
        swapped = letters[: middle - 1] + letters[middle] + letters[middle - 1] + letters[middle + 1 :]
        entries = {
            entry
            for part in (letters[:middle], letters[middle:], swapped)
            for entry in _holding(part, joined, starts)
        }
        # This score counts what is taken out and put in: two at most for any slip.
        least = 100 * (1 - 1 / len(letters)) - 1e-6
        for entry in sorted(entries):
            if fuzz.partial_ratio(letters, apart[entry], score_cutoff=least):
                yield entry


def _starts(texts: Sequence[str]) -> list[int]:
    return list(accumulate((len(text) + len(BETWEEN) for text in texts), initial=0))


def _holding(part: str, joined: str, starts: Sequence[int]) -> Iterator[int]:
    """Places of the texts that hold `part`."""
    at = joined.find(part)
    while at >= 0:
        entry = bisect_right(starts, at) - 1
        yield entry
        at = joined.find(part, starts[entry + 1])


def _slip(letters: str, signs: str) -> tuple[int, int] | None:
    """The syllables of `signs` that are `letters` but for one slip; None where there are none."""
    ends = list(accumulate((len(hangul.letters(char)) for char in signs), initial=0))
    whole = hangul.letters(signs)
    for first, start in enumerate(ends[:-1]):
        for stop in range(start + len(letters) - 1, min(start + len(letters) + 1, len(whole)) + 1):
            if OSA.distance(letters, whole[start:stop], score_cutoff=1) <= 1:
                return first, bisect_left(ends, stop)
    return None


def marks(match: Match) -> tuple[tuple[int, int], ...]:
    """Where in the text itself, spaces and punctuation included, the match stands."""
    if match.end == match.start:
        return ()
    places = [place for place, char in enumerate(match.text) for _ in folded(char)]
    return ((places[match.start], places[match.end - 1] + 1),)


def folded(text: str) -> str:
    """Letters and digits of `text` in one case."""
    return _NO_SIGN.sub("", text).casefold()
