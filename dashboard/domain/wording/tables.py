"""Tables of words: sentences that are looked up by a key of the domain."""

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Any


def texts(pairs: Mapping[Any, str] | None = None, /, **named: str) -> Any:
    """A field that holds these sentences, by keys as text; nobody can change them."""
    table = {**{str(key): text for key, text in (pairs or {}).items()}, **named}
    return field(default_factory=lambda: MappingProxyType(table))
