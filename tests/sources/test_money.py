"""Amounts in print, in words and from drivers, as exact integers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.vocabulary import Reason
from db.sources.fields import Read
from db.sources.money import LARGEST, MoneyUnit, money_unit, parse_money

MILLION_WON = MoneyUnit(10**6)
CENTS = MoneyUnit(100, is_won=False)


@pytest.mark.parametrize(
    ("cell", "won"),
    [
        ("9,327-", 9_327_000_000),
        ("61,751.5", 61_751_500_000),
        ("26,223 ", 26_223_000_000),
        ("0", 0),
        ("△1,234", -1_234_000_000),
        ("▲ 1,234", -1_234_000_000),
        ("(1,234)", -1_234_000_000),
        ("-1,234", -1_234_000_000),
        ("−1,234", -1_234_000_000),
        ("＋1,234", 1_234_000_000),
        ("￦1,234", 1_234_000_000),
        ("505억원", 50_500_000_000),
        ("505억원(추정)", 50_500_000_000),
        ("2,000억 원", 200_000_000_000),
        ("85.5억 원", 8_550_000_000),
        ("1,234백만원", 1_234_000_000),
        ("50,510백만 원", 50_510_000_000),
        ("1조 5,056억원", 1_505_600_000_000),
        ("2조3,000억", 2_300_000_000_000),
        ("12억5천만원", 1_250_000_000),
        ("2천억원", 200_000_000_000),
        ("1억 500원", 100_000_500),
        ("1,234원", 1_234),
        ("△3억원", -300_000_000),
        ("1.5E+03", 1_500_000_000),
        ("1E5", 100_000_000_000),
        ("-1.5e3", -1_500_000_000),
        ("△1.5E+03", -1_500_000_000),
        ("1.25E-02", 12_500),
        ("6.17515E+04", 61_751_500_000),
        (1234, 1_234_000_000),
        (1234.5, 1_234_500_000),
        (0.1 + 0.2, 300_000),
        (Decimal("61751.5"), 61_751_500_000),
    ],
)
def test_money_is_exact_in_the_smallest_unit(cell: object, won: int) -> None:
    assert parse_money(cell, MILLION_WON) == Read(won)


@pytest.mark.parametrize("cell", ["", "-", " - ", "－", "−", None])
def test_an_empty_amount_is_missing_and_not_unread(cell: object) -> None:
    assert parse_money(cell, MILLION_WON) == Read()


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("민자 120,000", Reason.NOT_MONEY),
        ("120,000백만 원 (국비 30,000, 지방비 90,000)", Reason.NOT_MONEY),
        ("1조 5,056", Reason.NOT_MONEY),
        ("1,23,4", Reason.NOT_MONEY),
        ("--5", Reason.NOT_MONEY),
        ("- -5", Reason.NOT_MONEY),
        ("△△5", Reason.NOT_MONEY),
        ("△-5", Reason.NOT_MONEY),
        ("+-5", Reason.NOT_MONEY),
        ("(-5)", Reason.NOT_MONEY),
        ("5--", Reason.NOT_MONEY),
        ("--3억원", Reason.NOT_MONEY),
        ("NaN", Reason.NOT_MONEY),
        ("Infinity", Reason.NOT_MONEY),
        ("-inf", Reason.NOT_MONEY),
        ("1E", Reason.NOT_MONEY),
        ("E5", Reason.NOT_MONEY),
        ("1,234E+03", Reason.NOT_MONEY),
        ("1E5.5", Reason.NOT_MONEY),
        ("1E5억", Reason.NOT_MONEY),
        ("1E--5", Reason.NOT_MONEY),
        ("1E999", Reason.NOT_MONEY),
        ("1E99", Reason.TOO_LARGE),
        ("1E+20", Reason.MONEY_TOO_LARGE),
        ("1.23456789E-3", Reason.NOT_SMALLEST_UNITS),
        ("미정", Reason.NOT_MONEY),
        ("3만 2억원", Reason.UNITS_OUT_OF_ORDER),
        ("-1,234-", Reason.TWO_SIGNS),
        ("0.0000001", Reason.NOT_SMALLEST_UNITS),
        ("0.5원", Reason.NOT_SMALLEST_UNITS),
        ("9" * 30, Reason.TOO_MANY_DIGITS),
        ("999999999999", Reason.MONEY_TOO_LARGE),
        (1e30, Reason.TOO_LARGE),
        (float("nan"), Reason.NOT_FINITE),
        (float("-inf"), Reason.NOT_FINITE),
        (Decimal("NaN"), Reason.NOT_FINITE),
        (Decimal("sNaN"), Reason.NOT_FINITE),
        (True, Reason.NOT_A_NUMBER),
    ],
)
def test_what_is_no_amount_says_why(cell: object, reason: Reason) -> None:
    assert parse_money(cell, MILLION_WON) == Read(None, reason)


def test_another_currency_has_its_own_smallest_unit_and_no_korean_words() -> None:
    assert parse_money("25891423.76", CENTS) == Read(2_589_142_376)
    assert parse_money("$1,000", CENTS) == Read(100_000)
    assert parse_money("0.005", CENTS).reason is Reason.NOT_SMALLEST_UNITS
    assert parse_money("3억", CENTS).reason is Reason.NOT_MONEY


def test_units_belong_to_currencies() -> None:
    assert money_unit("KRW", "억원") == MoneyUnit(10**8)
    assert money_unit("KRW", "1") == MoneyUnit(1)
    assert money_unit("USD", "1000") == MoneyUnit(100_000, is_won=False)
    assert money_unit("USD", "억원") is None
    assert money_unit("XXX", "1") is None


@given(st.integers(-LARGEST, LARGEST))
def test_every_amount_is_read_back_from_its_print(won: int) -> None:
    unit = MoneyUnit(1)

    assert parse_money(f"{won:,}", unit) == Read(won)
    assert parse_money(f"{abs(won):,}-", unit) == Read(abs(won))
    assert parse_money(f"△{abs(won):,}원", unit) == Read(-abs(won))


@given(st.integers(1, 99), st.integers(0, 9_999), st.integers(0, 9_999))
def test_trillions_hundred_millions_and_ten_thousands_add_up(jo: int, eok: int, man: int) -> None:
    text = f"{jo}조" + (f" {eok:,}억" if eok else "") + (f" {man:,}만" if man else "") + "원"

    assert parse_money(text, MILLION_WON) == Read(jo * 10**12 + eok * 10**8 + man * 10**4)
