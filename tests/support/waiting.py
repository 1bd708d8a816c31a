"""Waiting for a condition with a deadline: the one place where a test lets time pass."""

import time
from collections.abc import Callable
from typing import TypeVar

PAUSE_SECONDS = 0.02

T = TypeVar("T")


def until(condition: Callable[[], T], what: str, seconds: float = 15.0) -> T:
    """The first truthy value of `condition`; AssertionError names `what` did not come in time."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not within {seconds:g} s (last seen: {value!r})")
        time.sleep(PAUSE_SECONDS)
