"""Amounts as text: "1조 5,056억" by the house rule, one unit per table; integers, rounded half up."""

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.domain.words import KOREAN, Words

EXPONENTS = {"KRW": 0, "JPY": 0, "USD": 2, "EUR": 2, "GBP": 2}
"""Currency -> digits of its smallest unit. A currency that is not here is taken to have none."""

_MILLION, _EOK, _JO = 10**6, 10**8, 10**12


def add(amounts: Iterable[int | None]) -> int | None:
    """The sum of what is known; None when nothing is known, because missing is not zero."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def money_text(amount: int | None, currency: str = "KRW", words: Words = KOREAN) -> str:
    """`amount` (smallest unit) as print: "1조 5,056억", "12.5억", "350백만원", "9,000원"; "USD 12.3M".

    From 100억 on whole 억; below, one decimal where the amount is not whole.
    """
    if amount is None:
        return words.missing
    sign = "-" if amount < 0 else ""
    if currency == "KRW":
        return sign + _won_text(abs(amount), words)
    return f"{currency} {sign}{_main_unit_text(abs(amount), 10 ** EXPONENTS.get(currency, 0))}"


@dataclass(frozen=True, slots=True)
class TableUnit:
    """The one unit of a table: its name for the head, its size in smallest units, decimals of a cell."""

    label: str
    size: int
    decimals: int

    def text(self, amount: int | None, words: Words = KOREAN) -> str:
        """The amount in this unit with grouping, rounded half up; the mark of what is missing for None."""
        if amount is None:
            return words.missing_mark
        scaled = _rounded(abs(amount) * 10**self.decimals, self.size)
        whole, rest = divmod(scaled, 10**self.decimals)
        sign = "-" if amount < 0 and scaled else ""
        return f"{sign}{whole:,}" + (f".{rest:0{self.decimals}d}" if self.decimals else "")

    def value(self, amount: int | None) -> float | None:
        """The amount in this unit, for a chart."""
        return None if amount is None else amount / self.size

    def is_exact(self, amount: int | None) -> bool:
        """Whether `text` shows the amount without rounding."""
        return amount is None or amount * 10**self.decimals % self.size == 0


def table_unit(amounts: Iterable[int | None], currency: str = "KRW", words: Words = KOREAN) -> TableUnit:
    """억원 when the largest amount reaches 100억, else 백만원; a decimal only where it is needed and fits."""
    known = [abs(amount) for amount in amounts if amount is not None]
    largest = max(known, default=0)
    if currency == "KRW":
        label, size = (
            (words.unit_eok_won, _EOK) if largest >= 100 * _EOK else (words.unit_million_won, _MILLION)
        )
    else:
        label, size = f"{currency} M", _MILLION * 10 ** EXPONENTS.get(currency, 0)
    is_whole = all(amount % size == 0 for amount in known)
    return TableUnit(label, size, 0 if is_whole or largest >= 10_000 * size else 1)


def _won_text(won: int, words: Words) -> str:
    if won < _MILLION:
        return f"{won:,}{words.unit_won}"
    if won < _EOK:
        return _short(won, _MILLION) + words.unit_million_won
    if won < 100 * _EOK:
        return _short(won, _EOK) + words.unit_eok
    jo, eok = divmod(_rounded(won, _EOK), _JO // _EOK)
    parts = [f"{jo:,}{words.unit_jo}" if jo else "", f"{eok:,}{words.unit_eok}" if eok else ""]
    return " ".join(part for part in parts if part)


def _main_unit_text(amount: int, unit: int) -> str:
    for size, letter in ((10**9, "B"), (10**6, "M")):
        if amount >= size * unit:
            return _short(amount, size * unit) + letter
    return f"{_rounded(amount, unit):,}"


def _short(amount: int, size: int) -> str:
    """In units of `size`: whole from 100 on, below that one decimal unless it is 0."""
    whole, tenth = divmod(_rounded(amount * 10, size), 10)
    if whole >= 100:
        return f"{_rounded(amount, size):,}"
    return f"{whole}.{tenth}" if tenth else f"{whole}"


def _rounded(amount: int, size: int) -> int:
    return (amount * 2 + size) // (2 * size)
