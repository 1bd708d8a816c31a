"""A playlist as somebody types it, and 약칭 as somebody types them."""

import unicodedata
from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.playlist import STANDARD, SceneKind, playlist
from dashboard.domain.playlist_draft import Draft, SceneDraft, draft, draft_of
from dashboard.domain.short_names import WIDEST, NameWrong, given_name, width

BOARD, AREA, MONEY = SceneKind.BOARD, SceneKind.AREA, SceneKind.MONEY
WRITTEN = draft_of(STANDARD)


def kinds(written: Draft) -> list[SceneKind]:
    return [each.kind for each in written.scenes]


def test_a_playlist_is_written_as_it_plays() -> None:
    played = replace(
        STANDARD, programme="pledge", night_from=time(22), night_until=time(6, 30), counts_down=True
    )

    assert draft_of(played).playlist() == played
    assert draft_of(played).problems({"", "pledge"}) == {}


def test_a_scene_moves_by_one_place_and_stays_at_an_end() -> None:
    assert kinds(WRITTEN.moved(AREA, -1))[:2] == [AREA, BOARD]
    assert kinds(WRITTEN.moved(BOARD, 1))[:2] == [AREA, BOARD]
    assert WRITTEN.moved(BOARD, -1) == WRITTEN
    assert WRITTEN.moved(SceneKind.FOCUS, 1) == WRITTEN


def test_a_form_is_read_in_its_order_and_what_it_leaves_out_is_off_at_the_end() -> None:
    typed = {"seconds-money": " 30 ", "on-money": "1", "seconds-area": "soon", "night-from": "22:00"}

    written = draft(["money", "nothing", "area", "money"], typed)

    assert written.scenes[:2] == (SceneDraft(MONEY, "30", is_on=True), SceneDraft(AREA, "soon", is_on=False))
    assert kinds(written) == [MONEY, AREA, *(kind for kind in SceneKind if kind not in (MONEY, AREA))]
    assert not any(each.is_on for each in written.scenes[1:])
    assert written.night_from == "22:00"


@pytest.mark.parametrize("text", ["19", "601", "", "-30", "30.5", "1e2", "삼십", "３０", "99999"])
def test_a_time_that_no_scene_may_stand_is_named_and_kept(text: str) -> None:
    written = replace(WRITTEN, scenes=(SceneDraft(BOARD, text, is_on=True), *WRITTEN.scenes[1:]))

    assert written.problems({""}) == {"board": "seconds"}
    assert written.scenes[0].seconds == text
    assert written.playlist().scenes[0].seconds == 24


def test_limits_of_a_time_belong_to_it() -> None:
    for text in ("20", "600"):
        written = replace(WRITTEN, scenes=(SceneDraft(BOARD, text, is_on=True), *WRITTEN.scenes[1:]))
        assert written.problems({""}) == {}


def test_a_wall_without_any_scene_is_refused() -> None:
    off = replace(WRITTEN, scenes=tuple(replace(each, is_on=False) for each in WRITTEN.scenes))

    assert off.problems({""}) == {"scenes": "empty"}


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("22:00", "", "night"),
        ("", "06:00", "night"),
        ("24:00", "06:00", "night"),
        ("22:00+09:00", "06:00", "night"),
        ("22", "06", "night"),
        ("22:00", "22:00", "same"),
    ],
)
def test_a_night_needs_two_different_times_of_day(first: str, last: str, why: str) -> None:
    assert replace(WRITTEN, night_from=first, night_until=last).problems({""}) == {"night": why}


def test_a_programme_that_the_data_do_not_have_is_refused() -> None:
    assert replace(WRITTEN, programme="gone").problems({"", "pledge"}) == {"programme": "programme"}


@given(st.lists(st.text(max_size=8), max_size=9), st.dictionaries(st.text(max_size=14), st.text(max_size=8)))
def test_whatever_a_form_sends_can_be_drawn_and_without_problems_played(
    named: list[str], typed: dict[str, str]
) -> None:
    written = draft(named, typed)

    assert sorted(kinds(written)) == sorted(SceneKind)
    if not written.problems({"", written.programme}):
        assert playlist(written.playlist().as_data()) == written.playlist()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("새길 트램", "새길 트램"),
        ("  새길\t 트램 ", "새길 트램"),
        (unicodedata.normalize("NFD", "노면전차"), "노면전차"),
        ("도시철도 2호선(1)", "도시철도 2호선(1)"),
        ("", None),
        ("   ", None),
    ],
)
def test_a_name_is_tidied_and_an_empty_one_takes_it_back(typed: str, name: str | None) -> None:
    assert given_name(typed) == name


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("가나다라마바사아자차카", "wide"),
        ("A" * 18, "wide"),
        ("가\u202e나", "signs"),
        ("가\u200b나", "signs"),
        ("\u3164", "signs"),
        ("a\u0301\u0301\u0301", "signs"),
        ("שלום", "signs"),
        ("가😀", "signs"),
        ("가\x00", "signs"),
        ("가\ue000", "signs"),
    ],
)
def test_a_name_that_is_too_wide_or_shows_something_else_is_refused(typed: str, why: str) -> None:
    with pytest.raises(NameWrong) as refused:
        given_name(typed)

    assert refused.value.reason == why


@given(st.text(max_size=30))
def test_every_name_that_is_taken_fits(typed: str) -> None:
    try:
        name = given_name(typed)
    except NameWrong:
        return
    assert name is None or (width(name) <= WIDEST and name.isprintable() and name == name.strip())
