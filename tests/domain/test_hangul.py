"""Hangul by its letters: keys of an English keyboard, and what a typed text may become."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain import hangul

KEY_OF = {letter: key for key, letter in hangul.KEYS.items()}
SYLLABLES = st.text(st.characters(min_codepoint=hangul.FIRST, max_codepoint=hangul.LAST), max_size=8)


def keys(text: str) -> str:
    """The keys that a person presses to write `text` on a Korean keyboard."""
    return "".join(KEY_OF.get(letter, letter) for letter in hangul.letters(text))


def fits(typed: str, text: str) -> bool:
    return re.match(hangul.typed_so_far(typed), text) is not None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ehtlcjfeh", "도시철도"),
        ("rhkgkr", "과학"),
        ("rkqtdl", "값이"),
        ("ekfr", "닭"),
        ("TkddydRkcl", "쌍용까치"),
        ("67qjs", "67번"),
        ("ㄷtㅊㄷ", "ㄷㅅㅊㄷ"),
    ],
)
def test_keys_of_an_english_keyboard_are_read_as_korean(typed: str, meant: str) -> None:
    assert hangul.from_keys(typed) == meant


@given(SYLLABLES)
def test_every_text_is_found_again_from_its_keys(text: str) -> None:
    assert hangul.from_keys(keys(text)) == text


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("ㄷㅅㅊㄷ", "도시철도"),
        ("도ㅅ철도", "도시철도"),
        ("돗철도", "도시철도"),
        ("돗", "도시"),
        ("도싳", "도시철도"),
        ("도시처", "도시철도"),
        ("고", "과학"),
        ("달", "닭"),
        ("닭", "달구벌"),
        ("ㄳ", "가산"),
        ("ㄲ", "까치"),
    ],
)
def test_what_is_typed_so_far_fits_what_it_may_become(typed: str, text: str) -> None:
    assert fits(typed, text)


@pytest.mark.parametrize(
    ("typed", "text"), [("ㄷㅅ", "도로"), ("도", "더"), ("돗", "도로"), ("ㄱ", "까치"), ("도시", "도사")]
)
def test_what_is_typed_does_not_fit_what_it_cannot_become(typed: str, text: str) -> None:
    assert not fits(typed, text)


@given(SYLLABLES.filter(bool))
def test_a_text_fits_at_every_key_on_the_way_to_it(text: str) -> None:
    pressed = keys(text)
    for end in range(1, len(pressed) + 1):
        assert fits(hangul.from_keys(pressed[:end]), text), pressed[:end]


def test_signs_of_a_pattern_mean_themselves() -> None:
    assert fits("c++", "c++")
    assert not fits("a.", "ab")
