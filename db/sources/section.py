"""One table of a TOML file, read strictly: every complaint is one sentence with file, key and value."""

import re
from collections.abc import Collection, Mapping
from datetime import date, time
from pathlib import Path
from typing import NoReturn

from dashboard.domain.words import Words

_ENVIRONMENT = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_SECRET = re.compile(r"(://[^:/@\s]*):[^@\s]*@")


class MappingError(Exception):
    """A mapping file that cannot be used: the sentence names the file, the key and the value."""


class Section:
    """A table called `name` of the mapping file at `path`; `words` say what is wrong with it."""

    def __init__(self, path: Path, name: str, values: object, words: Words) -> None:
        self.path = path
        self.name = name
        self.words = words
        if not isinstance(values, dict):
            self.fail("", values, words.mapping_not_table)
        self.values: dict[str, object] = values

    def fail(self, key: str, value: object, why: str) -> NoReturn:
        """Raise the sentence; a password inside an address is not repeated."""
        place = ".".join(part for part in (self.name, key) if part)
        shown = _SECRET.sub(r"\1:***@", repr(value))[:200]
        raise MappingError(f"{self.path.name}: {place} = {shown}: {why}.")

    def only(self, allowed: Collection[str]) -> None:
        """Refuse keys that nobody reads."""
        for key, value in self.values.items():
            if key not in allowed:
                self.fail(
                    key, value, self.words.mapping_unknown_key.format(allowed=", ".join(sorted(allowed)))
                )

    def text(self, key: str) -> str | None:
        """A text without blanks around it, or None when the key is absent or empty."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            self.fail(key, value, self.words.mapping_not_text)
        return value.strip() or None

    def required(self, key: str) -> str:
        value = self.text(key)
        if value is None:
            self.fail(key, self.values.get(key), self.words.mapping_required)
        return value

    def choice(self, key: str, allowed: Collection[str], default: str) -> str:
        value = self.text(key) or default
        if value not in allowed:
            self.fail(key, value, self.words.mapping_choice.format(allowed=", ".join(allowed)))
        return value

    def literal(self, key: str) -> str | None:
        """A text, or a TOML date as ISO text."""
        value = self.values.get(key)
        return value.isoformat() if isinstance(value, date) else self.text(key)

    def seconds(self, key: str, default: float) -> float:
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 10**7:
            self.fail(key, value, self.words.mapping_not_seconds)
        return float(value)

    def row_number(self, key: str) -> int | None:
        value = self.values.get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 1):
            self.fail(key, value, self.words.mapping_not_row_number)
        return value

    def flag(self, key: str) -> bool:
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            self.fail(key, value, self.words.mapping_not_flag)
        return value

    def texts(self, key: str) -> tuple[str, ...] | None:
        """A list of texts, or None when the key is absent."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fail(key, value, self.words.mapping_not_texts)
        return tuple(value)

    def pairs(self) -> Mapping[str, str]:
        """Every key of the section with its value as text (texts, numbers, dates, true and false)."""
        for key, value in self.values.items():
            if not isinstance(value, str | int | float | date | time):
                self.fail(key, value, self.words.mapping_not_text)
        return {key: _plain(value) for key, value in self.values.items()}

    def section(self, key: str) -> "Section":
        """The table below `key`; empty when absent."""
        return self._part(f"{self.name}.{key}".strip("."), self.values.get(key, {}))

    def sections(self, key: str) -> tuple["Section", ...]:
        """The tables of the list `[[key]]`."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            self.fail(key, value, self.words.mapping_not_tables.format(key=key))
        return tuple(self._part(f"{key}[{n}]", item) for n, item in enumerate(value, 1))

    def with_environment(self, environment: Mapping[str, str]) -> "Section":
        """The same section with `${NAME}` replaced in its texts."""
        return self._part(
            self.name,
            {
                key: self._replaced(key, value, environment) if isinstance(value, str) else value
                for key, value in self.values.items()
            },
        )

    def _part(self, name: str, values: object) -> "Section":
        return Section(self.path, name, values, self.words)

    def _replaced(self, key: str, value: str, environment: Mapping[str, str]) -> str:
        for name in _ENVIRONMENT.findall(value):
            if name not in environment:
                self.fail(key, value, self.words.mapping_no_environment.format(name=name))
        return _ENVIRONMENT.sub(lambda match: environment[match[1]], value)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date | time) else str(value)
