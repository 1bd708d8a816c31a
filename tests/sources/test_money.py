"""Amounts in print, in words and from drivers, as exact integers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        ("민자 120,000", "금액이 아님"),
        ("120,000백만 원 (국비 30,000, 지방비 90,000)", "금액이 아님"),
        ("1조 5,056", "금액이 아님"),
        ("1,23,4", "금액이 아님"),
        ("1e5", "금액이 아님"),
        ("미정", "금액이 아님"),
        ("3만 2억원", "단위의 순서가 맞지 않음"),
        ("-1,234-", "부호가 두 번 적힘"),
        ("0.0000001", "최소 화폐 단위의 정수가 아님"),
        ("0.5원", "최소 화폐 단위의 정수가 아님"),
        ("9" * 30, "자릿수가 너무 많음"),
        ("999999999999", "금액이 너무 큼"),
        (1e30, "수가 너무 큼"),
        (float("nan"), "수가 아님(NaN·무한대)"),
        (float("-inf"), "수가 아님(NaN·무한대)"),
        (Decimal("NaN"), "수가 아님(NaN·무한대)"),
        (Decimal("sNaN"), "수가 아님(NaN·무한대)"),
        (True, "수가 아님"),
    ],
)
def test_what_is_no_amount_says_why(cell: object, reason: str) -> None:
    assert parse_money(cell, MILLION_WON) == Read(None, reason)


def test_another_currency_has_its_own_smallest_unit_and_no_korean_words() -> None:
    assert parse_money("25891423.76", CENTS) == Read(2_589_142_376)
    assert parse_money("$1,000", CENTS) == Read(100_000)
    assert parse_money("0.005", CENTS).reason == "최소 화폐 단위의 정수가 아님"
    assert parse_money("3억", CENTS).reason == "금액이 아님"


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
