"""What the two feeds of the 기상청 grid share: its categories, sentinels and words for amounts."""

import re

from db.feeds.feed import Request
from db.feeds.reading import Row, Unusable, number

GRID = {"nx": "67", "ny": "100"}
"""Daejeon on the grid of the village forecast."""
IGNORED = frozenset({"UUU", "VVV", "VEC", "WAV", "LGT"})
"""Known categories that the room does not show: wind by direction, waves, lightning."""
_SENTINEL = 900
"""Values from ±900 on stand for "not measured"."""
_NOTHING = frozenset({"강수없음", "적설없음"})
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)(?:mm|cm)?(?:\s*~\s*\d+(?:\.\d+)?)?(?:mm|cm)?\s*(미만|이상)?")


def amount(row: Row, key: str) -> tuple[float | None, str | None]:
    """Value and flag of a field of the grid.

    "강수없음" is 0. Words for a range ("1mm 미만", "30.0~50.0mm", "50.0mm 이상") give its lower end, and the
    words themselves as the flag, so that no amount is invented.
    """
    text = row.text(key)
    if text is None or text in _NOTHING:
        return (None, None) if text is None else (0.0, None)
    value = number(text)
    if value is not None:
        return (None, text) if abs(value) >= _SENTINEL else (value, None)
    found = _AMOUNT.fullmatch(text)
    if found is None:
        return row.number(key), None
    is_range = "~" in text or found[2] is not None
    return 0.0 if found[2] == "미만" else float(found[1]), text if is_range else None


def check_grid(row: Row, request: Request) -> None:
    """Refuse the weather of another place than was asked for."""
    asked = dict(request.params)
    for axis in GRID:
        if axis in asked and (row.text(axis) or asked[axis]) != asked[axis]:
            raise Unusable(axis, row.text(axis), "lost_place")
