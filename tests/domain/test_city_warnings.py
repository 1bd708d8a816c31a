"""Weather warnings in force, out of the log of what was announced, changed and lifted."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.city.warnings import board
from dashboard.domain.records import Event
from tests.support.city_history import NOW, warning


def titles(*events: Event) -> list[str]:
    return [f"{one.subject}{one.severity}" for one in board(events, NOW).active]


def test_an_announcement_is_in_force_until_it_is_lifted() -> None:
    assert titles(warning("1", hours=3)) == ["호우주의보"]
    assert titles(warning("1", hours=3), warning("2", "해제", hours=1)) == []


def test_the_order_is_that_of_the_announcements_and_not_of_their_arrival() -> None:
    assert titles(warning("2", "해제", hours=1), warning("1", hours=3)) == []
    assert titles(warning("3", hours=1), warning("2", "해제", hours=2), warning("1", hours=3)) == [
        "호우주의보"
    ]


def test_lines_of_one_time_follow_their_sequence() -> None:
    lifted, announced = warning("a", "해제", sequence=2), warning("b", sequence=1)

    assert titles(lifted, announced) == []
    assert titles(warning("a", "해제", sequence=1), warning("b", sequence=2)) == ["호우주의보"]


def test_a_line_that_came_twice_counts_once() -> None:
    once = warning("1", hours=3)

    assert len(board([once, once, warning("1", hours=3)], NOW).active) == 1


def test_a_change_raises_the_severity_and_keeps_the_beginning() -> None:
    events = [
        warning("1", hours=5),
        warning("2", "변경발표", hours=1, severity="경보", sequence=1),
        warning("3", "변경해제", hours=1, severity="주의보", sequence=2),
    ]

    (found,) = board(events, NOW).active

    assert (found.severity, found.since, found.changed_at) == (
        "경보",
        NOW - timedelta(hours=5),
        NOW - timedelta(hours=1),
    )


def test_a_change_that_lifts_the_very_severity_lifts_the_warning() -> None:
    assert (
        titles(warning("1", hours=5, severity="경보"), warning("2", "변경해제", hours=1, severity="경보"))
        == []
    )


def test_an_extension_moves_the_end_and_an_end_that_has_passed_ends_it() -> None:
    passed, ahead = NOW - timedelta(minutes=1), NOW + timedelta(hours=2)

    assert titles(warning("1", hours=5, until=passed)) == []
    assert titles(warning("1", hours=5, until=passed), warning("2", "연장", hours=2, until=ahead)) == [
        "호우주의보"
    ]
    assert board([warning("1", until=ahead)], NOW).active[0].until == ahead


def test_a_correction_changes_what_it_names_and_brings_nothing_back() -> None:
    corrected = board([warning("1", hours=5), warning("2", "정정", hours=4, severity="경보")], NOW).active

    assert [one.severity for one in corrected] == ["경보"]
    assert titles(warning("1", hours=5), warning("2", "해제", hours=4), warning("3", "정정", hours=3)) == []


def test_a_release_without_announcement_releases_nothing_and_a_later_one_waits() -> None:
    assert titles(warning("1", "해제")) == []
    later = NOW + timedelta(hours=1)
    (found,) = board([warning("1", hours=5), warning("2", "해제", hours=1, until=later)], NOW).active
    assert found.until == later


def test_an_extension_of_what_the_log_does_not_hold_is_in_force_since_before_the_log() -> None:
    (found,) = board([warning("1", "연장")], NOW).active

    assert found.since is None


def test_places_and_subjects_stand_for_themselves() -> None:
    events = [
        warning("1", hours=5, place="대전광역시, 세종특별자치시"),
        warning("2", "해제", hours=1, place="세종특별자치시"),
        warning("3", hours=4, subject="강풍"),
    ]

    assert [(one.subject, one.place) for one in board(events, NOW).active] == [
        ("강풍", "대전광역시"),
        ("호우", "대전광역시"),
    ]


def test_what_is_not_understood_or_still_to_come_is_counted_and_not_dropped() -> None:
    odd, nameless, ahead = warning("1", "예비"), warning("2", subject=""), warning("3", hours=-2)

    found = board([odd, nameless, ahead], NOW)

    assert (found.active, found.unread, found.ahead) == ((), (odd, nameless), (ahead,))


@pytest.mark.parametrize("severity", [None, "경보"])
def test_a_release_lifts_whatever_severity_it_names(severity: str | None) -> None:
    assert titles(warning("1", hours=5), warning("2", "해제", hours=1, severity=severity)) == []


@given(st.permutations(range(6)))
def test_no_order_of_arrival_changes_what_is_in_force(order: list[int]) -> None:
    commands = ["발표", "변경발표", "변경해제", "연장", "해제", "발표"]
    events = [warning(str(n), command, hours=9 - n, sequence=n) for n, command in enumerate(commands)]

    assert board([events[n] for n in order], NOW) == board(events, NOW)
