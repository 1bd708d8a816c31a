"""Hangul by its letters (자모): taking syllables apart, putting keys together, what a typed text may become."""

import re
from collections.abc import Iterator
from functools import cache

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")

FIRST, LAST = 0xAC00, 0xD7A3
PER_INITIAL = len(VOWELS) * len(FINALS)
PER_VOWEL = len(FINALS)

SPLIT_CONSONANTS = dict(
    zip(
        "ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ",
        ["ㄱㅅ", "ㄴㅈ", "ㄴㅎ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ", "ㅂㅅ"],
        strict=True,
    )
)
SPLIT_VOWELS = dict(
    zip("ㅘㅙㅚㅝㅞㅟㅢ", ["ㅗㅏ", "ㅗㅐ", "ㅗㅣ", "ㅜㅓ", "ㅜㅔ", "ㅜㅣ", "ㅡㅣ"], strict=True)
)
_SPLIT = SPLIT_CONSONANTS | SPLIT_VOWELS
_JOINED = {pair: letter for letter, pair in _SPLIT.items()}

KEYS = dict(
    zip(
        "rRseEfaqQtTdwWczxvgkoiOjpuPhynbml",
        "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ",
        strict=True,
    )
)
"""Key of an English keyboard -> the letter on the same key of a Korean one (두벌식)."""


def is_syllable(char: str) -> bool:
    return FIRST <= ord(char) <= LAST


def letters(text: str) -> str:
    """`text` with every syllable as its letters, pairs apart: "과" is "ㄱㅗㅏ"."""
    return text.translate(_letters_of_syllables())


def from_keys(text: str) -> str:
    """What the keys of `text`, typed on an English keyboard, would have written on a Korean one."""
    typed = [KEYS.get(char, KEYS.get(char.lower(), char)) for char in text]
    return composed("".join(typed))


def composed(loose: str) -> str:
    """Single letters put together to syllables, as a Korean keyboard does; what does not fit stays alone."""
    return "".join(_syllables(loose))


def typed_so_far(text: str) -> str:
    """A regular expression for the texts that `text` may become while it is being typed.

    A consonant stands for every syllable that it begins ("ㄷㅅ", "도ㅅ철도"); a last syllable may still
    take a final ("도" of "동"), or give its own to the next one ("돗" on the way to "도시").
    """
    loose = [part for char in text for part in SPLIT_CONSONANTS.get(char, char)]
    return "".join(_pattern(char) for char in loose[:-1]) + (_open_pattern(loose[-1]) if loose else "")


def has_loose_consonant(text: str) -> bool:
    """Whether a consonant stands alone in `text`, as in 초성."""
    return any(char in INITIALS or char in SPLIT_CONSONANTS for char in text)


def _parts(syllable: str) -> tuple[str, str, str]:
    place = ord(syllable) - FIRST
    vowel = place % PER_INITIAL // PER_VOWEL
    return INITIALS[place // PER_INITIAL], VOWELS[vowel], FINALS[place % PER_VOWEL]


def _join(initial: str, vowel: str, final: str = "") -> str:
    place = INITIALS.index(initial) * PER_INITIAL + VOWELS.index(vowel) * PER_VOWEL + FINALS.index(final)
    return chr(FIRST + place)


@cache
def _letters_of_syllables() -> dict[int, str]:
    """Every syllable and every pair -> its letters; thousands of names are taken apart at a time."""
    syllables = (chr(place) for place in range(FIRST, LAST + 1))
    apart = {ord(each): "".join(_SPLIT.get(part, part) for part in _parts(each)) for each in syllables}
    return apart | {ord(pair): letters for pair, letters in _SPLIT.items()}


def _syllables(loose: str) -> Iterator[str]:
    place = 0
    while place < len(loose):
        initial = loose[place]
        vowel = _longest(loose, place + 1, VOWELS) if initial in INITIALS else ""
        if not vowel:
            yield initial
            place += 1
            continue
        place += 1 + _width(vowel)
        final = _longest(loose, place, FINALS[1:])
        while final and loose[place + _width(final) : place + _width(final) + 1] in set(VOWELS):
            final = SPLIT_CONSONANTS.get(final, "")[
                :1
            ]  # the consonant before a vowel begins the next syllable
        yield _join(initial, vowel, final)
        place += _width(final)


def _longest(loose: str, place: int, allowed: str | tuple[str, ...]) -> str:
    """The pair or the letter of `allowed` at `place`; empty for none."""
    pair = _JOINED.get(loose[place : place + 2], "")
    single = loose[place : place + 1]
    return pair if pair and pair in allowed else (single if single and single in allowed else "")


def _width(letter: str) -> int:
    return len(_SPLIT.get(letter, letter))


def _pattern(char: str) -> str:
    """A character of what has been typed; a final may be the next syllable's consonant: "돗철도", "도시철도"."""
    if char in INITIALS:
        return _begun_by(char)
    final = _parts(char)[2] if is_syllable(char) else ""
    return f"(?:{char}|{_given_on(char)})" if final else re.escape(char)


def _open_pattern(char: str) -> str:
    """The last character of what has been typed: a vowel or a final may still become a pair."""
    if not is_syllable(char):
        return _pattern(char)
    initial, vowel, final = _parts(char)
    if not final:
        wider = [pair for pair, apart in SPLIT_VOWELS.items() if apart.startswith(vowel)]
        return "[" + "".join(_range(_join(initial, each), PER_VOWEL) for each in (vowel, *wider)) + "]"
    fuller = [pair for pair, apart in SPLIT_CONSONANTS.items() if apart.startswith(final)]
    same = "".join(_join(initial, vowel, each) for each in (final, *fuller))
    return f"(?:[{same}]|{_given_on(char)})"


def _given_on(syllable: str) -> str:
    """The syllable without its (last) final, and any syllable that this final begins."""
    initial, vowel, final = _parts(syllable)
    apart = SPLIT_CONSONANTS.get(final, final)
    return _join(initial, vowel, apart[:-1]) + _begun_by(apart[-1])


def _begun_by(initial: str) -> str:
    return f"[{initial}{_range(chr(FIRST + INITIALS.index(initial) * PER_INITIAL), PER_INITIAL)}]"


def _range(first: str, count: int) -> str:
    return f"{first}-{chr(ord(first) + count - 1)}"
