"""Amounts as text: "1조 5,056억" by the house rule, one unit per table; integers, rounded half up."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dashboard.domain.words import KOREAN, Words

EXPONENTS = {"KRW": 0, "JPY": 0, "USD": 2, "EUR": 2, "GBP": 2}
"""Currency -> digits of its smallest unit. A currency that is not here is taken to have none."""

MOST_MORE_DECIMALS = 11
"""With so many, any amount is printed to its smallest unit."""

_MILLION, _EOK, _JO = 10**6, 10**8, 10**12


def add(amounts: Iterable[int | None]) -> int | None:
    """The sum of what is known; None when nothing is known, because missing is not zero."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def money_text(
    amount: int | None, currency: str = "KRW", words: Words = KOREAN, more_decimals: int = 0
) -> str:
    """`amount` (smallest unit) as print: "1조 5,056억", "12.5억", "350백만원", "9,000원"; "USD 12.3M".

    From 100억 on whole 억; below, one decimal where the amount is not whole. `more_decimals` come on
    top of that ("115.6억").
    """
    if amount is None:
        return words.missing
    sign = "-" if amount < 0 else ""
    size, decimals = _scale(abs(amount), currency, more_decimals)
    whole, rest = divmod(_rounded(abs(amount) * 10**decimals, size), 10**decimals)
    fraction = f".{rest:0{decimals}d}".rstrip("0") if rest else ""
    if currency != "KRW":
        return f"{currency} {sign}{whole:,}{fraction}{_letter(size, currency)}"
    return sign + _won_text(whole, fraction, size, words)


def alike_texts(amounts: Sequence[int], currency: str = "KRW", words: Words = KOREAN) -> tuple[str, ...]:
    """Amounts of one sum, all with the decimals of the one that has most in the same unit."""
    scales = [_scale(abs(amount), currency) for amount in amounts]
    texts = []
    for amount, (size, decimals) in zip(amounts, scales, strict=True):
        most = max(others for other, others in scales if other == size)
        texts.append(money_text(amount, currency, words, most - decimals))
    return tuple(texts)


def ratio_texts(
    part: int, whole: int, percent: Callable[[Fraction], str], currency: str = "KRW", words: Words = KOREAN
) -> tuple[str, str]:
    """Two amounts with as many decimals as it takes for the printed two to give the percentage of the true two."""
    printed = percent(Fraction(part, whole))
    for more in range(MOST_MORE_DECIMALS + 1):
        shown_part, shown_whole = (_shown(amount, currency, more) for amount in (part, whole))
        if shown_whole and percent(shown_part / shown_whole) == printed:
            break
    return money_text(part, currency, words, more), money_text(whole, currency, words, more)


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


def _scale(amount: int, currency: str, more_decimals: int = 0) -> tuple[int, int]:
    """The unit that `amount` is printed in, in smallest units, and the decimals of the number before it."""
    if currency == "KRW":
        size = next(
            size
            for size, below in ((1, _MILLION), (_MILLION, _EOK), (_EOK, None))
            if not below or amount < below
        )
    else:
        main = 10 ** EXPONENTS.get(currency, 0)
        size = next((main * size for size in (10**9, _MILLION) if amount >= main * size), main)
    is_short = size > 10 ** EXPONENTS.get(currency, 0) and amount < 100 * size
    return size, is_short + more_decimals


def _shown(amount: int, currency: str, more_decimals: int) -> Fraction:
    """The value of what `money_text` prints."""
    size, decimals = _scale(abs(amount), currency, more_decimals)
    shown = Fraction(_rounded(abs(amount) * 10**decimals, size) * size, 10**decimals)
    return -shown if amount < 0 else shown


def _won_text(whole: int, fraction: str, size: int, words: Words) -> str:
    if size < _EOK:
        return f"{whole:,}{fraction}{words.unit_won if size == 1 else words.unit_million_won}"
    jo, eok = divmod(whole, _JO // _EOK)
    parts = [
        f"{jo:,}{words.unit_jo}" if jo else "",
        f"{eok:,}{fraction}{words.unit_eok}" if eok or fraction else "",
    ]
    return " ".join(part for part in parts if part)


def _letter(size: int, currency: str) -> str:
    return {10**9: "B", _MILLION: "M"}.get(size // 10 ** EXPONENTS.get(currency, 0), "")


def _rounded(amount: int, size: int) -> int:
    return (amount * 2 + size) // (2 * size)
