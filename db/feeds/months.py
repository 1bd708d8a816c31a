"""Months of Seoul as numbers YYYYMM, for the sources that are asked by month."""

from collections.abc import Iterator
from datetime import datetime

from dashboard.domain.words import KOREAN_TIME


def month_of(at: datetime, back: int = 0) -> str:
    """The month of a moment, or the one `back` months before it.

    >>> from datetime import UTC
    >>> month_of(datetime(2026, 1, 31, 15, tzinfo=UTC)), month_of(datetime(2026, 1, 1, tzinfo=UTC), 1)
    ('202602', '202512')
    """
    local = at.astimezone(KOREAN_TIME)
    return _written(local.year * 12 + local.month - 1 - back)


def spans(first: str, last: str, months: int) -> Iterator[tuple[str, str]]:
    """The months `first`..`last` in pieces of at most so many, oldest first.

    >>> list(spans("202511", "202602", 3))
    [('202511', '202601'), ('202602', '202602')]
    """
    end = _number(last)
    for begin in range(_number(first), end + 1, months):
        yield _written(begin), _written(min(begin + months - 1, end))


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[4:6]) - 1


def _written(number: int) -> str:
    return f"{number // 12:04d}{number % 12 + 1:02d}"
