"""Memory that was freed goes back to the system."""

import psutil

from db import heap

MANY, LARGE = 50_000, 2_000


def resident() -> int:
    return psutil.Process().memory_info().rss


def test_what_was_freed_below_something_that_stays_is_given_back() -> None:
    made = [bytes(LARGE) for _ in range(MANY)]
    stays = made[-1]
    made.clear()
    held = resident()

    heap.give_back()

    assert len(stays) == LARGE
    assert held - resident() > MANY * LARGE / 2
