"""Repeatable chance: numbers that follow from a seed and a name alone, and curves that wander between them."""

from datetime import datetime
from hashlib import blake2b
from math import floor
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")
MARK = "시연용"
"""Stands in every text of the invented city that people may read."""


def unit(seed: int, name: str, step: int = 0) -> float:
    """A number 0..1 (1 excluded), always the same for the same three."""
    digest = blake2b(f"{seed}:{name}:{step}".encode(), digest_size=7).digest()
    return int.from_bytes(digest) / 2**56


def wander(seed: int, name: str, at: float, period: float) -> float:
    """A smooth curve -1..1 over `at`, which takes a new direction every `period`."""
    step = floor(at / period)
    share = at / period - step
    ease = share * share * (3 - 2 * share)
    before, after = unit(seed, name, step), unit(seed, name, step + 1)
    return 2 * (before + (after - before) * ease) - 1


def hours(at: datetime) -> float:
    """Hours since the epoch; full hours of Asia/Seoul are whole numbers."""
    return at.timestamp() / 3600


def local_hour(at: datetime) -> float:
    """Hour of the day in Asia/Seoul, 0..24."""
    local = at.astimezone(SEOUL)
    return local.hour + local.minute / 60
