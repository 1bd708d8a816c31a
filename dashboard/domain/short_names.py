"""약칭: names that can be read across a room. Staff give them; where none fits, a name is cut at a word."""

import unicodedata
from collections.abc import Mapping

from dashboard.domain.project_file import ProjectFile

WIDEST = 10.0
"""Syllables of a 약칭 on the wall."""
LONGEST = 20
"""Signs that a 약칭 may have, whatever their width."""
_NARROW, _SMALL, _CAPITAL, _BROAD = 0.64, 0.7, 0.84, 1.13
"""Widths of a digit, a Latin letter, a capital and a broad sign in syllables, in the room's typeface (bold)."""
_POINTS = "°·‘’“”–"
_BROADEST = "@%MWmw"


_LETTERS = ("L", "N", "P")
_SIGNS = "+~×°℃㎡㎞"
_EMPTY = "\u115f\u1160\u3164\uffa0"
"""Letters of Hangul that show nothing."""


class NameWrong(ValueError):
    """A 약칭 that cannot stand on a wall; `words.name_wrong` has the sentence by `reason`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def given_name(text: str) -> str | None:
    """A 약칭 as somebody typed it, tidied; None takes one back. NameWrong says why it cannot be one.

    Signs that show nothing, turn the direction of writing or pile up would let a wall lie.
    """
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not all(_is_plain(sign) for sign in name):
        raise NameWrong("signs")
    if not fits(name) or len(name) > LONGEST:
        raise NameWrong("wide")
    return name or None


def _is_plain(sign: str) -> bool:
    is_known = unicodedata.category(sign).startswith(_LETTERS) or sign in _SIGNS or sign == " "
    return is_known and sign not in _EMPTY and unicodedata.bidirectional(sign) not in ("R", "AL", "AN")


def width(text: str) -> float:
    """How wide a text is, in Hangul syllables."""
    return sum(map(_width, text))


def is_broad(sign: str) -> bool:
    """Whether a sign takes more room than a syllable of Hangul, or as much, though it is no such."""
    is_foreign = unicodedata.east_asian_width(sign) == "A" and sign not in _POINTS
    return is_foreign or sign in _BROADEST or (sign.isalpha() and sign > "\u024f" and not _is_wide(sign))


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


def _width(sign: str) -> float:
    if _is_wide(sign):
        return 1.0
    if is_broad(sign):
        return _BROAD
    if sign.isalpha():
        return _CAPITAL if sign.isupper() else _SMALL
    return _NARROW


def fits(name: str, widest: float = WIDEST) -> bool:
    """Whether a name can stand on the wall as it is."""
    return width(name) <= widest


def curated(file: ProjectFile, given: Mapping[str, str]) -> str | None:
    """The 약칭 of the room, else that of the source; None where nobody gave one that fits."""
    for name in (given.get(file.id), file.project.short_name):
        if name and fits(name):
            return name
    return None


def wall_name(file: ProjectFile, given: Mapping[str, str], widest: float = WIDEST) -> str:
    """What a project is called in `widest` syllables.

    A 약칭 that is too wide here, or none at all, is cut between words where that is possible: a wall has no
    ellipsis, and the number beside it says which project it is.
    """
    name = curated(file, given) or file.project.short_name or file.project.name
    return cut(name, widest)


def cut(name: str, widest: float) -> str:
    """As many whole words of a name as fit, at least one sign."""
    words = name.split()
    kept = ""
    for word in words:
        longer = f"{kept} {word}".strip()
        if width(longer) > widest:
            break
        kept = longer
    if kept:
        return kept
    first = words[0] if words else name
    while len(first) > 1 and width(first) > widest:
        first = first[:-1]
    return first
