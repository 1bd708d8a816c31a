"""Reads an amount of money as an exact integer of the currency's smallest unit; never raises."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from dashboard.domain.vocabulary import Reason
from db.sources.fields import MISSING_TEXTS, Read, clean_text, exact, is_number, number_pattern, parse_decimal

LARGEST = 10**17
EXPONENTS = {"KRW": 0, "JPY": 0, "USD": 2, "EUR": 2, "GBP": 2}
WON = "원"
WON_UNITS = {WON: 1, "천원": 10**3, "백만원": 10**6, "억원": 10**8, "조원": 10**12}
PLAIN_UNITS = {"1": 1, "1000": 10**3, "1000000": 10**6, "1000000000": 10**9}

_WORDS = {
    "조": 10**12,
    "천억": 10**11,
    "백억": 10**10,
    "십억": 10**9,
    "억": 10**8,
    "천만": 10**7,
    "백만": 10**6,
    "십만": 10**5,
    "만": 10**4,
    "천": 10**3,
}
_PART = re.compile(rf"({number_pattern()})({'|'.join(_WORDS)})?")
_NOTE = re.compile(r"\([^()0-9]*\)$")
_GAP = re.compile(r"\s+(?=[조억천백십만원])|(?<=[조억천백십만])\s+")


@dataclass(frozen=True, slots=True)
class MoneyUnit:
    """`factor` smallest units make one unit of the text; `is_won` lets 조 억 백만 … in the text override."""

    factor: int
    is_won: bool = True


def money_unit(currency: str, unit: str) -> MoneyUnit | None:
    """The unit called `unit` of `currency`, or None when there is no such unit."""
    if currency not in EXPONENTS:
        return None
    units = PLAIN_UNITS | WON_UNITS if currency == "KRW" else PLAIN_UNITS
    if unit not in units:
        return None
    return MoneyUnit(units[unit] * 10 ** EXPONENTS[currency], currency == "KRW")


def parse_money(value: object, unit: MoneyUnit) -> Read[int]:
    """Money in the smallest unit. "9,327-" is 9,327 (a sign of the print), "△1,234" and "(1,234)" are
    negative, "1조 5,056억원" overrides the unit; what is no whole number of smallest units is unread.
    """
    if isinstance(value, bool | int | float | Decimal):
        return _scaled(parse_decimal(value), unit.factor)
    text = unicodedata.normalize("NFKC", clean_text(value))
    if text in MISSING_TEXTS:
        return Read()
    sign, body = _signed(_NOTE.sub("", text).strip())
    if sign is None:
        return Read(None, Reason.TWO_SIGNS)
    if is_number(body):
        return _scaled(exact(body, sign), unit.factor)
    if not unit.is_won:
        return Read(None, Reason.NOT_MONEY)
    return _in_words(_GAP.sub("", body), sign)


def _signed(text: str) -> tuple[int | None, str]:
    """The sign (None when given twice) and what is left. A trailing "-" is the print's and means nothing."""
    if text.startswith("(") and text.endswith(")"):
        return -1, text[1:-1].strip().lstrip("₩$ ")
    negative = text[:1] in {"-", "−", "△", "▲"}
    body = (text[1:] if negative or text[:1] == "+" else text).lstrip("₩$ ")
    if body[-1:] in {"-", "−"}:
        return (None if negative else 1), body[:-1].strip()
    return (-1 if negative else 1), body


def _in_words(text: str, sign: int) -> Read[int]:
    """ "2조3,000억원": numbers with falling unit words; a bare last number needs 원 behind it."""
    body = text.removesuffix(WON)
    total, below, position = Decimal(0), LARGEST, 0
    while position < len(body):
        part = _PART.match(body, position)
        if part is None or (part[2] is None and body == text):
            return Read(None, Reason.NOT_MONEY)
        number, multiple = exact(part[1]), _WORDS.get(part[2] or "", 1)
        if number.value is None or multiple >= below:
            return Read(None, number.reason or Reason.UNITS_OUT_OF_ORDER)
        total, below, position = total + number.value * multiple, multiple, part.end()
    return _scaled(Read(sign * total), 1) if position else Read(None, Reason.NOT_MONEY)


def _scaled(number: Read[Decimal], factor: int) -> Read[int]:
    if number.value is None:
        return Read(None, number.reason)
    amount = number.value * factor
    if abs(amount) > LARGEST:
        return Read(None, Reason.MONEY_TOO_LARGE)
    if amount != amount.to_integral_value():
        return Read(None, Reason.NOT_SMALLEST_UNITS)
    return Read(int(amount))
