"""Signing in at a provider of the city: the way there, and why nobody comes back."""

from dataclasses import dataclass, field
from enum import StrEnum


class CentralRefusal(StrEnum):
    """Why nobody is signed in: it did not fit, nobody here belongs to that person, or the provider is away."""

    FAILED = "failed"
    UNKNOWN = "unknown"
    AWAY = "away"


class CentralRefused(Exception):
    """Nobody is signed in; `cause` is for the log and holds no token."""

    def __init__(self, refusal: CentralRefusal, cause: str) -> None:
        super().__init__(cause)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Journey:
    """Where a person is sent, and what the browser carries, sealed, until the person comes back."""

    href: str
    carried: str = field(repr=False)
