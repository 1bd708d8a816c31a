"""Single cells: text, numbers, shares, yes and no."""

import unicodedata
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.vocabulary import Reason
from db.sources.dates import SEOUL, parse_date, parse_moment, parse_period, parse_quarter
from db.sources.fields import (
    RAW_LIMIT,
    TEXT_LIMIT,
    Read,
    clean_text,
    parse_decimal,
    parse_flag,
    parse_number,
    parse_share,
    parse_text,
    parse_whole,
    raw_text,
    squeezed,
)
from db.sources.money import LARGEST, MoneyUnit, parse_money

CELLS = st.one_of(
    st.none(),
    st.text(),
    st.text(alphabet="0123456789.,-~년월일분기상하반계속 '조억만천원△()%/"),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.booleans(),
    st.binary(),
    st.datetimes(),
    st.dates(),
    st.text(alphabet=st.characters(categories=["Cs", "Cc", "Cf", "Lo"])),
)


@given(CELLS)
def test_no_cell_makes_a_reader_raise(cell: object) -> None:
    formats = ("%Y-%m-%d", "excel")
    reads = (
        parse_date(cell, formats),
        *parse_period(cell, formats),
        parse_moment(cell, formats),
        parse_quarter(cell),
        parse_money(cell, MoneyUnit(10**6)),
        parse_share(cell),
        parse_whole(cell),
        parse_number(cell),
        parse_decimal(cell),
        parse_flag(cell),
        parse_text(cell),
    )

    assert all(read.value is None or read.reason is None or isinstance(read.value, str) for read in reads)


@given(CELLS)
def test_text_can_always_be_stored_as_utf8_without_control_characters(cell: object) -> None:
    text = clean_text(cell)

    text.encode("utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert not any(unicodedata.category(letter) == "Cc" for letter in text if letter not in "\n\t")


@given(CELLS)
def test_money_that_is_read_is_a_whole_number_within_the_limit(cell: object) -> None:
    amount = parse_money(cell, MoneyUnit(100)).value

    assert amount is None or (type(amount) is int and abs(amount) <= LARGEST)


@given(CELLS)
def test_a_share_that_is_read_lies_between_none_and_all(cell: object) -> None:
    share = parse_share(cell).value

    assert share is None or 0 <= share <= 1


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  청년 가게 ", "청년 가게"),
        (unicodedata.normalize("NFD", "공약사업"), "공약사업"),
        ("보\u200b류\ufeff", "보류"),
        ("앞\u202e뒤", "앞뒤"),
        ("줄\r\n바꿈\x00", "줄\n바꿈"),
        ("깨진 \ud800 글자", "깨진 � 글자"),
        (b"\xb0\xf8\xbe\xe0", "공약"),
        (7, "7"),
        (7.0, "7"),
        (Decimal("7.00"), "7"),
        (7.25, "7.25"),
        (None, ""),
    ],
)
def test_text_is_cleaned(cell: object, text: str) -> None:
    assert clean_text(cell) == text


def test_words_are_compared_with_single_blanks() -> None:
    assert squeezed(" 이행  후\n계속추진 ") == "이행 후 계속추진"


def test_a_huge_text_is_clipped_and_says_so() -> None:
    read = parse_text("가" * (TEXT_LIMIT + 1))

    assert read.value is not None
    assert len(read.value) == TEXT_LIMIT
    assert read.reason is Reason.CLIPPED
    assert len(raw_text("가" * 10_000)) == RAW_LIMIT


@pytest.mark.parametrize(
    ("cell", "share"),
    [("53.7", 0.537), ("53.7%", 0.537), (53.7, 0.537), ("100", 1.0), (0, 0.0), ("0.0 %", 0.0)],
)
def test_progress_in_percent_becomes_a_share(cell: object, share: float) -> None:
    assert parse_share(cell) == Read(share)


def test_progress_may_be_given_as_a_share_but_a_sign_always_means_percent() -> None:
    assert parse_share("0.537", 1) == Read(0.537)
    assert parse_share("53.7%", 1) == Read(0.537)
    assert parse_share("53.7", 1).reason is Reason.NOT_A_SHARE


@pytest.mark.parametrize(
    "cell", ["101", "-3", "--3", "완료", "1e3", "1E", "NaN", "inf", float("nan"), float("inf"), True]
)
def test_progress_out_of_bounds_or_in_words_is_unread(cell: object) -> None:
    read = parse_share(cell)

    assert read.value is None
    assert read.reason


@pytest.mark.parametrize("cell", ["", " ", "-", "–", None])
def test_an_empty_number_is_missing_and_not_unread(cell: object) -> None:
    assert parse_share(cell) == Read()
    assert parse_whole(cell) == Read()
    assert parse_number(cell) == Read()
    assert parse_flag(cell) == Read()


@pytest.mark.parametrize(
    ("cell", "answer"),
    [("예", True), ("아니오", False), ("Y", True), ("n", False), (1, True), (0.0, False), ("TRUE", True)],
)
def test_yes_and_no_are_read_in_common_words(cell: object, answer: bool) -> None:
    assert parse_flag(cell) == Read(answer)


def test_a_city_may_have_its_own_words_for_yes_and_no() -> None:
    words = {"비예산": False, "예산": True}

    assert parse_flag("비예산", words) == Read(False)
    assert parse_flag("아마도", words).reason is Reason.NOT_A_FLAG


def test_a_whole_number_is_not_rounded() -> None:
    assert parse_whole("1,200") == Read(1200)
    assert parse_whole(3.0) == Read(3)
    assert parse_whole("3.5").reason is Reason.NOT_WHOLE


def test_exponents_are_numbers_and_exact() -> None:
    assert parse_decimal("1.5E+03") == Read(Decimal(1500))
    assert parse_decimal("1E-20") == Read(Decimal("0.00000000000000000001"))
    assert parse_whole("1E5") == Read(100_000)
    assert parse_number("-2.5e-1") == Read(-0.25)
    assert parse_share("5.37E+01") == Read(0.537)
    assert parse_whole("1.5E-1").reason is Reason.NOT_WHOLE


@pytest.mark.parametrize(
    "cell",
    ["NaN", "nan", "Infinity", "-Infinity", "inf", "1E", "E5", "1E+", "1e1.5", "0x1E5", "--5", "- -5", "+-5"],
)
def test_what_only_looks_like_a_number_is_unread(cell: str) -> None:
    assert parse_decimal(cell) == Read(None, Reason.NOT_A_NUMBER)


@pytest.mark.parametrize("cell", ["1E24", "9.9e99"])
def test_an_absurd_exponent_is_refused(cell: str) -> None:
    assert parse_decimal(cell) == Read(None, Reason.TOO_LARGE)


def test_a_moment_without_a_zone_is_seouls_and_midnight_may_be_called_24() -> None:
    midnight = datetime(2024, 3, 2, tzinfo=SEOUL)

    assert parse_moment("2024-03-01 24:00") == Read(midnight)
    assert parse_moment("2024/03/02 00:00") == Read(midnight)
    assert parse_moment("2024.3.2") == Read(midnight)
    assert parse_moment(date(2024, 3, 2)) == Read(midnight)
    assert parse_moment(datetime.fromisoformat("2024-03-02")) == Read(midnight)
    assert parse_moment("2024-03-01T15:00:00Z") == Read(midnight)


def test_a_month_is_no_moment() -> None:
    assert parse_moment("2024.3").reason is Reason.NOT_A_TIME
    assert parse_moment("") == Read()
