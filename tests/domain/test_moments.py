"""Moments of the data: by version, by day, and what a change is compared with."""

from datetime import UTC, date, datetime

import pytest

from dashboard.domain.moments import MeetingMark, Moment, moment, since

NOON = datetime(2025, 1, 2, 3, 0, tzinfo=UTC)
KEPT = [
    Moment(3, date(2024, 6, 30), NOON),
    Moment(4, date(2024, 9, 30), NOON),
    Moment(5, date(2024, 9, 30), NOON),
    Moment(8, None, NOON),
    Moment(9, date(2024, 12, 31), NOON),
]
NEWEST = KEPT[-1]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("v4", 4),
        ("v8", 8),
        ("v7", None),
        ("v0", None),
        ("v", None),
        ("12", None),
        ("2024-09-30", 5),
        ("2024-12-30", 5),
        ("2030-01-01", 9),
        ("2024-06-29", None),
        ("2024-02-31", None),
        ("2024-6-30", None),
        ("v" + "9" * 40, None),
        ("", None),
    ],
)
def test_an_address_names_a_version_or_the_newest_that_speaks_of_a_day(text: str, number: int | None) -> None:
    found = moment(text, KEPT)

    assert (found.number if found else None) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (None, 8),
        ("last", 8),
        ("week", 5),
        ("v3", 3),
        ("v9", None),
        ("2024-07-01", 3),
        ("nonsense", None),
        ("meeting", None),
    ],
)
def test_changes_are_counted_from_an_earlier_moment_only(text: str | None, number: int | None) -> None:
    found = since(text, NEWEST, KEPT)

    assert (found.number if found else None) == number


def test_the_last_meeting_is_the_newest_that_knew_no_more_than_is_looked_at() -> None:
    meetings = [MeetingMark("8월 점검", 4, NOON), MeetingMark("1월 점검", 9, NOON)]

    assert since("meeting", KEPT[2], KEPT, meetings) == KEPT[1]
    assert since("meeting", NEWEST, KEPT, meetings) == NEWEST


def test_the_first_version_has_nothing_before_it() -> None:
    assert since("last", KEPT[0], KEPT) is None
    assert since("week", Moment(10, None, NOON), KEPT) is None
