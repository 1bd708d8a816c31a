"""What must not stand in a log: keys, passwords, tokens, and the values of rows, wherever a message holds them."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote, quote_plus, unquote, urlsplit

from dashboard.settings import SETTINGS, Settings

HIDDEN = "(숨김)"
SHORTEST = 4
"""A shorter value is not looked for: "1" stands everywhere. In an address it is hidden nevertheless."""

_IN_FILE = re.compile(r"\$\{(\w+)\}")
_IN_ADDRESS = re.compile(r"(://[^\s:/@]*:)[^\s/]+@")
_NAMED = re.compile(
    r"(?i)\b((?:service|api|auth|access|secret|private)?_?(?:key|token|secret|passw(?:or)?d|pwd))"
    r"(['\"]?\s*[=:]\s*['\"]?)[^\s'\"&;,)}\]]+"
)
_HEADER = re.compile(r"(?i)\b((?:proxy-)?authorization|(?:set-)?cookie)(['\"]?\s*[=:]\s*['\"]?)[^\r\n'\"]+")
_ROWS = re.compile(r"\[parameters: .*?\]\s*(?=\n|$|\(Background)", re.DOTALL)
"""SQLAlchemy writes the values of a failed statement into its message."""


class Mask:
    """Hides the given secrets, and whatever looks like one, in a text."""

    def __init__(self, secrets: Iterable[str]) -> None:
        written = {form for secret in secrets for form in _forms(secret) if len(form) >= SHORTEST}
        longest_first = sorted(written, key=lambda each: (-len(each), each))
        self._known = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def __call__(self, text: str) -> str:
        """The text with every secret hidden; it may be called on what is masked already."""
        if self._known is not None:
            text = self._known.sub(HIDDEN, text)
        text = _IN_ADDRESS.sub(rf"\1{HIDDEN}@", text)
        text = _HEADER.sub(rf"\1\2{HIDDEN}", text)
        text = _NAMED.sub(rf"\1\2{HIDDEN}", text)
        return _ROWS.sub(f"[parameters: {HIDDEN}]", text)


def secrets_of(settings: Settings, environment: Mapping[str, str]) -> tuple[str, ...]:
    """Every secret that the process was given: secret settings, passwords of addresses, and what files refer to."""
    named = [environment.get(setting.name, "").strip() for setting in SETTINGS if setting.is_secret]
    password = _password(settings.store)
    files = [*settings.mappings, *([settings.feeds] if settings.feeds else [])]
    referred = [environment.get(name, "") for path in files for name in _names_in(path)]
    return tuple(each for each in (*named, password, *referred, *map(_password, referred)) if each)


def _names_in(path: Path) -> list[str]:
    """The names of the environment that a file refers to; whoever reads it says when it cannot be read."""
    try:
        return _IN_FILE.findall(path.read_text(encoding="utf-8-sig", errors="replace"))
    except OSError:
        return []


def _password(address: str) -> str:
    try:
        return unquote(urlsplit(address).password or "")
    except ValueError:
        return ""


def _forms(secret: str) -> set[str]:
    """A secret as it is, and as an address writes it."""
    plain = unquote(secret)
    return {secret, plain, quote(plain, safe=""), quote_plus(plain)}
