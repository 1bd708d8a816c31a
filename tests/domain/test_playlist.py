"""Playlists as people and older programs write them, names that fit, and how a wall is led."""

from datetime import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.lead import NOT_LED, Command, LeadWrong, lead, shown_key
from dashboard.domain.playlist import (
    GUEST_SCENES,
    STANDARD,
    Playlist,
    PlaylistWrong,
    SceneKind,
    SceneSetting,
    dwell_seconds,
    playlist,
)
from dashboard.domain.short_names import NameWrong, cut, given_name, width


def test_a_playlist_is_read_as_it_was_written() -> None:
    night = Playlist(
        scenes=tuple(SceneSetting(kind, 30, kind is SceneKind.CITY) for kind in reversed(SceneKind)),
        programme="p",
        night_from=time(22),
        night_until=time(6, 30),
        counts_down=True,
    )

    assert playlist(night.as_data()) == night
    assert playlist(STANDARD.as_data()) == STANDARD


def test_scenes_that_a_playlist_does_not_name_are_off_at_its_end() -> None:
    read = playlist({"scenes": [["money", 40, True]]})

    assert [each.kind for each in read.playing()] == [SceneKind.MONEY]
    assert {each.kind for each in read.scenes} == set(SceneKind)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({}, "scenes"),
        ({"scenes": [["nothing", 30, True]]}, "scenes"),
        ({"scenes": [["money", 30, True], ["money", 30, True]]}, "scenes"),
        ({"scenes": [["money", 19, True]]}, "seconds"),
        ({"scenes": [["money", 601, True]]}, "seconds"),
        ({"scenes": [["money", 30, False]]}, "empty"),
        ({"scenes": [["money", 30, True]], "night": ["22:00", None]}, "night"),
        ({"scenes": [["money", 30, True]], "night": ["25:00", "06:00"]}, "night"),
    ],
)
def test_what_cannot_be_played_says_why(data: dict[str, Any], reason: str) -> None:
    with pytest.raises(PlaylistWrong) as refused:
        playlist(data)
    assert refused.value.reason == reason


def test_guests_see_what_is_theirs_alone() -> None:
    kinds = {each.kind for each in STANDARD.playing(is_guest=True)}

    assert kinds == GUEST_SCENES
    assert SceneKind.ATTENTION not in kinds
    assert SceneKind.FOCUS not in kinds


@pytest.mark.parametrize(
    ("at", "sleeps"), [(time(21, 59), False), (time(22), True), (time(3), True), (time(6), False)]
)
def test_a_night_goes_over_midnight(at: time, sleeps: bool) -> None:
    assert Playlist(night_from=time(22), night_until=time(6)).is_night(at) is sleeps
    assert not Playlist().is_night(at)


def test_a_scene_stands_long_enough_to_be_read() -> None:
    assert dwell_seconds(24, 30) == 24
    assert dwell_seconds(24, 90) == 30
    assert dwell_seconds(5, 3) == 20


@given(st.text(alphabet="가나다 라마바ABc12()·-", min_size=1, max_size=40), st.floats(2, 12))
def test_a_cut_name_fits_and_is_the_beginning_of_the_name(name: str, widest: float) -> None:
    found = cut(name, widest)

    assert width(found) <= widest
    assert " ".join(name.split()).startswith(found) or not name.split()


def test_a_name_is_cut_between_words() -> None:
    assert cut("도시철도 2호선 트램 건설", 8) == "도시철도 2호선"
    assert cut("아주아주긴한낱말로된이름", 5) == "아주아주긴"


def test_signs_that_are_broader_than_a_syllable_count_so() -> None:
    assert width("MW%@㎡") > width("가나다라마")
    assert width("HUB") > width("123") > 1.8
    with pytest.raises(NameWrong):
        given_name("MWMWMWMWMWM")


def test_a_lead_goes_on_step_by_step_and_is_taken_back() -> None:
    shown = NOT_LED.after(Command.SHOW, "project:P1")
    assert (shown.show, shown.after(Command.NEXT).show, shown.after(Command.NEXT).step) == (
        "project:P1",
        None,
        1,
    )
    paused = shown.after(Command.PAUSE).after(Command.FILTER, "pledges")
    assert (paused.is_paused, paused.programme) == (True, "pledges")
    assert paused.after(Command.TAKE_BACK) == NOT_LED
    assert lead(paused.as_data()) == paused
    guests = paused.after(Command.GUEST)
    assert (guests.show, guests.is_paused, guests.is_guest) == (None, False, True)
    assert guests.after(Command.TAKE_BACK).is_guest, "taking back the wall does not end 접견"
    assert not guests.after(Command.GUEST_OVER).is_guest


@pytest.mark.parametrize("key", ["", "nothing", "project:", "district:12345", "board\n", "area:" + "x" * 300])
def test_what_no_wall_can_show_is_refused(key: str) -> None:
    with pytest.raises(LeadWrong):
        shown_key(key)
