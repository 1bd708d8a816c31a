"""Amounts as text."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.money import add, alike_texts, money_text, ratio_texts, table_unit
from dashboard.domain.progress import percent_text
from tests.builders import EOK


@pytest.mark.parametrize(
    ("won", "text"),
    [
        (1_505_600_000_000, "1조 5,056억"),
        (55_643_700_000_000, "55조 6,437억"),
        (264_000_000_000, "2,640억"),
        (1_000_000_000_000, "1조"),
        (999_960_000_000, "1조"),
        (1_250_000_000, "12.5억"),
        (100_000_000, "1억"),
        (9_997_000_000, "100억"),
        (99_500_000, "99.5백만원"),
        (12_000_000, "12백만원"),
        (9_000, "9,000원"),
        (0, "0원"),
        (-9_327 * EOK, "-9,327억"),
    ],
)
def test_won_is_written_by_the_house_rule(won: int, text: str) -> None:
    assert money_text(won) == text


def test_a_missing_amount_says_so_and_is_never_zero() -> None:
    assert money_text(None) == "자료 없음"


@pytest.mark.parametrize(
    ("cents", "currency", "text"),
    [
        (1_230_000_000, "USD", "USD 12.3M"),
        (250_000_000_000, "USD", "USD 2.5B"),
        (123_456, "EUR", "EUR 1,235"),
        (-5_000_000, "JPY", "JPY -5M"),
    ],
)
def test_another_currency_carries_its_code(cents: int, currency: str, text: str) -> None:
    assert money_text(cents, currency) == text


def test_a_table_speaks_eok_when_an_amount_reaches_a_hundred_of_them() -> None:
    unit = table_unit([412 * EOK, None, 96 * EOK])

    assert (unit.label, unit.text(412 * EOK), unit.text(None)) == ("억원", "412", "–")


def test_a_table_of_small_amounts_speaks_of_millions_of_won() -> None:
    unit = table_unit([45_000_000, 500_000])

    assert (unit.label, unit.text(45_000_000), unit.text(500_000)) == ("백만원", "45.0", "0.5")


def test_a_table_knows_which_amounts_it_had_to_round() -> None:
    unit = table_unit([1_234_567_890_123])

    assert unit.text(1_234_567_890_123) == "12,346"
    assert not unit.is_exact(1_234_567_890_123)
    assert unit.value(1_234_567_890_123) == pytest.approx(12345.67890123)


def test_nothing_known_adds_up_to_missing() -> None:
    assert add([None, None]) is None
    assert add([]) is None


def test_what_is_known_adds_up_beside_what_is_missing() -> None:
    assert add([3, None, -1]) == 2


@given(st.integers(-(10**15), 10**15))
def test_a_negative_amount_reads_like_its_opposite_with_a_sign(won: int) -> None:
    assert money_text(-abs(won)) == ("-" + money_text(abs(won)) if won else "0원")


@given(st.integers(100 * EOK, 10**16))
def test_large_amounts_are_exact_to_half_an_eok(won: int) -> None:
    text = money_text(won)

    jo, _, eok = text.rpartition("조")
    shown = int(jo.replace(",", "") or 0) * 10_000 + int(eok.replace("억", "").replace(",", "") or 0)
    assert abs(shown * EOK - won) <= EOK // 2


def test_amounts_of_one_sum_have_the_same_decimals() -> None:
    assert alike_texts((3_130_000_000, 14_500_000_000, 11_370_000_000)) == ("31.3억", "145억", "113.7억")
    assert alike_texts((12_000_000, 14_500_000_000)) == ("12백만원", "145억")


def percent(share: Fraction) -> str:
    return percent_text(float(share))


@pytest.mark.parametrize(
    ("part", "whole", "texts"),
    [
        (11_560_000_000, 31_020_000_000, ("115.6억", "310.2억")),
        (743_000_000_000, 1_480_000_000_000, ("7,430억", "1조 4,800억")),
        (2_000_000_000, 3_500_000_000, ("20억", "35억")),
        (-3_040_000_000, 1_002_000_000_000, ("-30.4억", "1조 20억")),
        (33, 97, ("33원", "97원")),
    ],
)
def test_two_amounts_are_as_exact_as_the_percentage_beside_them(
    part: int, whole: int, texts: tuple[str, str]
) -> None:
    assert ratio_texts(part, whole, percent) == texts


@given(st.integers(0, 10**14), st.integers(10**8, 10**14))
def test_printed_amounts_give_the_printed_percentage(part: int, whole: int) -> None:
    texts = ratio_texts(part, whole, percent)

    assert percent(won(texts[0]) / won(texts[1])) == percent(Fraction(part, whole))


def won(text: str) -> Fraction:
    """The value of an amount as print."""
    units = {"조": 10**12, "억": 10**8, "백만원": 10**6, "원": 1}
    parts = re.findall(r"([\d,.]+)(조|억|백만원|원)", text)
    return sum((Fraction(number.replace(",", "")) * units[unit] for number, unit in parts), Fraction(0))
