"""What a value out of a browser may look like: small questions, put together to larger ones.

A missing entry of a record is None, as it is for a callback.
"""

import re
from collections.abc import Callable
from typing import Any

Check = Callable[[Any], bool]
"""Whether a value may be handed to a callback."""

MOST_DEEP = 12
MOST_NODES = 20_000
LARGEST_NUMBER = 2**53
"""A browser counts exactly up to here."""

_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
"""What no person types and no database takes."""


def text(most: int, fits: str = "(?s:.*)") -> Check:
    """A text of at most `most` signs that fits the expression as a whole."""
    expression = re.compile(fits)
    return lambda value: isinstance(value, str) and len(value) <= most and bool(expression.fullmatch(value))


def number(low: float, high: float) -> Check:
    """A number from `low` to `high`; true and false are none."""
    return lambda value: (
        isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
    )


def whole(low: int, high: int) -> Check:
    """A whole number from `low` to `high`."""
    within = number(low, high)
    return lambda value: isinstance(value, int) and within(value)


def one_of(*values: str) -> Check:
    """One of these texts."""
    return lambda value: isinstance(value, str) and value in values


def maybe(check: Check) -> Check:
    """Nothing, or what `check` takes."""
    return lambda value: value is None or check(value)


def record(**checks: Check) -> Check:
    """A mapping with these entries and no other."""
    return lambda value: (
        isinstance(value, dict)
        and value.keys() <= checks.keys()
        and all(check(value.get(name)) for name, check in checks.items())
    )


def table(most: int, key: Check, entry: Check) -> Check:
    """A mapping of at most `most` entries."""
    return lambda value: (
        isinstance(value, dict)
        and len(value) <= most
        and all(key(name) and entry(each) for name, each in value.items())
    )


def is_plain(value: Any) -> bool:
    """Whether a parsed JSON document is neither deep nor long, and every text and number in it is one."""
    waiting = [(value, 0)]
    seen = 0
    while waiting:
        node, depth = waiting.pop()
        seen += 1
        if depth > MOST_DEEP or seen > MOST_NODES or not _is_plain_leaf(node):
            return False
        if isinstance(node, dict):
            if any(_NO_TEXT.search(name) for name in node):
                return False
            node = list(node.values())
        if isinstance(node, list):
            waiting += [(each, depth + 1) for each in node]
    return True


def _is_plain_leaf(node: Any) -> bool:
    if isinstance(node, str):
        return not _NO_TEXT.search(node)
    if isinstance(node, int | float):
        return -LARGEST_NUMBER <= node <= LARGEST_NUMBER
    return True
