"""약칭: names that can be read across a room. Staff give them; where none fits, a name is cut at a word."""

import unicodedata
from collections.abc import Mapping

from dashboard.domain.project_file import ProjectFile

WIDEST = 10.0
"""Syllables of a 약칭 on the wall."""
LONGEST = 20
"""Signs that a 약칭 may have, whatever their width."""
_NARROW = 0.58
"""Width of a Latin letter or digit in syllables, in the room's typeface; capitals are a little wider."""


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
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WF" else _NARROW for sign in text)


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
