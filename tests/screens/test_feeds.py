"""The feeds on the data page: what their values speak of, no finer than the values are."""

from datetime import UTC, datetime

import pytest

from dashboard.domain.city.measures import DAY, MONTH
from dashboard.domain.words import KOREAN
from dashboard.screens.feeds import feed_block
from tests.support.city_history import feed, picture

AT = datetime(2026, 9, 30, 15, 0, tzinfo=UTC)
"""Midnight in Korea: the first moment of October."""


@pytest.mark.parametrize(
    ("span", "newest", "text"),
    [
        (MONTH, AT, "2026. 10."),
        (DAY, AT, "2026. 10. 1."),
        (0, AT, "2026. 10. 1. 00:00"),
        (MONTH, None, KOREAN.never),
    ],
)
def test_the_newest_time_is_told_no_finer_than_the_values_are(
    span: int, newest: datetime | None, text: str
) -> None:
    block = feed_block(picture(feeds=[feed(newest=newest, span=span)]), KOREAN)

    assert block is not None
    assert [row.newest_text for row in block.rows] == [text]
