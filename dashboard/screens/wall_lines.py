"""Text in lines of a width: a wall decides itself where a line ends, so that nothing is ever cut off.

Widths are in ems, as the room's typeface has them or a little more, so that they hold at every type size.
"""

import unicodedata
from collections.abc import Iterable, Iterator

from dashboard.domain.short_names import is_broad

WIDE, BROAD, SPACE, POINT, DIGIT, CAPITAL, OTHER = 0.93, 1.04, 0.23, 0.31, 0.59, 0.72, 0.62
NUMBER_WIDEST = 4.0
"""Ems of a project's number for which rows have room; the board has more."""
NUMBER_LEAST = 1.95
"""Ems of a column of numbers: three digits, or its head."""
POINTS = frozenset(".,'’·:;!|()[]/")


def ems(text: str) -> float:
    """How wide a text is."""
    return sum(map(_sign, text))


def column_of(numbers: Iterable[str]) -> float:
    """How wide a column of these numbers is."""
    return max([NUMBER_LEAST, *map(ems, numbers)])


def lines(text: str, widest: float, most: int, more: str = "") -> tuple[str, ...]:
    """`text` in at most `most` lines of `widest`, broken between words and of much the same length.

    Where that does not do, a word is broken; where that does not do either, the last line ends with `more`, which
    says that something is left out.
    """
    by_words = list(_by_words(text, widest))
    if len(by_words) <= most:
        return tuple(_balanced(text, widest, by_words))
    by_signs = list(_by_signs(text, widest))
    if len(by_signs) <= most:
        return tuple(by_signs)
    last = fitted(by_words[most - 1], widest - ems(more))
    return (*by_words[: most - 1], f"{last}{more}")


def fitted(text: str, widest: float) -> str:
    """As many whole words as fit, and what stands before a "·" in the next; of one too wide alone, as many signs."""
    kept = next(_by_words(text, widest), "")
    parts = text.removeprefix(kept).split("·")[:-1]
    longer = (kept + "·".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((each for each in longer if ems(each) <= widest), kept)


def _balanced(text: str, widest: float, found: list[str]) -> list[str]:
    """The same number of lines in the least width that holds them: no line of one syllable."""
    while len(found) > 1:
        widest -= 0.5
        narrower = list(_by_words(text, widest)) if widest > 1 else []
        broken = " ".join(narrower) != " ".join(text.split())
        if len(narrower) != len(found) or broken:
            break
        found = narrower
    return found


def _by_words(text: str, widest: float) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if ems(longer) <= widest:
            line = longer
            continue
        if line:
            yield line
        *full, line = _by_signs(word, widest)
        yield from full
    if line:
        yield line


def _by_signs(text: str, widest: float) -> Iterator[str]:
    line = ""
    for sign in " ".join(text.split()):
        if line and ems(line + sign) > widest:
            yield line.strip()
            line = ""
        line += sign
    if line.strip():
        yield line.strip()


def _sign(sign: str) -> float:
    if unicodedata.east_asian_width(sign) in "WF":
        return WIDE
    if sign.isspace():
        return SPACE
    if sign in POINTS:
        return POINT
    if sign.isdigit():
        return DIGIT
    if is_broad(sign):
        return BROAD
    return CAPITAL if sign.isupper() else OTHER
