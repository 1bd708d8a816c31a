"""A city's words and ours: what the mapping says first, then our own words as they stand."""

import re
from collections import Counter
from collections.abc import Mapping

from dashboard.domain.runs import UnmappedWord
from db.sources.dates import EARLIEST_YEAR, LATEST_YEAR
from db.sources.fields import MISSING_TEXTS, clean_text, parse_flag, squeezed
from db.sources.mapping import GROUPS

_YEAR = re.compile(r"([0-9]{4})(?:\.0)?\s*(?:년도?)?\s*(?:\(?[상하](?:반기)?\)?)?")


class CityWords:
    """Looks words up for one read and counts those that nobody has mapped."""

    def __init__(self, mapped: Mapping[str, Mapping[str, str]]) -> None:
        self._ours: dict[str, dict[str, str]] = {
            group: {str(word): str(word) for word in kind or ()} | dict(mapped.get(group, {}))
            for group, kind in GROUPS.items()
        }
        self.flags = {word: bool(parse_flag(target).value) for word, target in mapped.get("bool", {}).items()}
        self._unmapped: Counter[tuple[str, str]] = Counter()

    def ours(self, group: str, cell: object) -> str | None:
        """Our word as text, or None for an empty cell. An unknown word is None, too, and counted."""
        word = squeezed(cell)
        if word in self._ours[group]:
            return self._ours[group][word]
        if word in MISSING_TEXTS:
            return None
        self._unmapped[group, clean_text(word)[:200]] += 1
        return None

    def period(self, cell: object) -> str | None:
        """A year as four digits or a period that is no year; "2022(하)" counts for 2022."""
        word = squeezed(cell)
        year = _YEAR.fullmatch(word)
        if word not in self._ours["period"] and year and EARLIEST_YEAR <= int(year[1]) <= LATEST_YEAR:
            return year[1]
        return self.ours("period", cell)

    def unmapped(self) -> tuple[UnmappedWord, ...]:
        return tuple(
            UnmappedWord(group, word, count) for (group, word), count in sorted(self._unmapped.items())
        )
