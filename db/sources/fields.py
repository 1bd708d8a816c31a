"""Pure readers of one cell: text, whole numbers, shares, yes or no. None of them ever raises."""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from math import isfinite
from typing import Generic, NamedTuple, TypeVar

from dashboard.domain.vocabulary import Reason

T = TypeVar("T")

TEXT_LIMIT = 20_000
RAW_LIMIT = 500
MISSING_TEXTS = frozenset({"", "-", "–", "—", "−", "―", "ㅡ"})

_NUMBER = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]*)?|\.[0-9]+")
_SCIENTIFIC = re.compile(r"[0-9]+(?:\.[0-9]*)?[eE][+-]?[0-9]{1,2}")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_BIGGEST_DIGITS = 24
_REPEATED_LENGTH = 40

_TRUE = frozenset({"예", "네", "y", "yes", "1", "true", "t", "o", "참", "있음", "유", "○", "ㅇ"})
_FALSE = frozenset({"아니오", "아니요", "n", "no", "0", "false", "f", "x", "거짓", "없음", "무", "×"})


class Read(NamedTuple, Generic[T]):
    """A value, or why there is none. Both None: the cell was empty (missing, not unread)."""

    value: T | None = None
    reason: Reason | None = None


def clean_text(value: object) -> str:
    """Any cell as text: NFC, trimmed, without invisible or control characters, surrogates as U+FFFD."""
    text = value if isinstance(value, str) else _plain_text(value)
    if text.isascii() and text.isprintable():
        return text.strip()
    return _clean(text) if len(text) <= _REPEATED_LENGTH else _cleaned(text)


def _cleaned(text: str) -> str:
    text = _SURROGATE.sub("�", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).strip()


# Words of a status, a source of money or a stage come thousands of times in one read.
_clean = lru_cache(maxsize=20_000)(_cleaned)


def raw_text(value: object) -> str:
    """What stood in the source, fit for our store and clipped to `RAW_LIMIT` characters."""
    return clean_text(value)[:RAW_LIMIT]


def squeezed(value: object) -> str:
    """Text with every run of white space as one blank: the form in which keys and words are compared."""
    if isinstance(value, str) and len(value) <= _REPEATED_LENGTH:
        return _squeeze(value)
    return _SPACES.sub(" ", clean_text(value))


@lru_cache(maxsize=20_000)
def _squeeze(text: str) -> str:
    return _SPACES.sub(" ", clean_text(text))


def parse_text(value: object) -> Read[str]:
    """Text or missing ("-" says nothing). Longer than `TEXT_LIMIT` it is clipped, and the reason says so."""
    text = clean_text(value)
    if len(text) > TEXT_LIMIT:
        return Read(text[:TEXT_LIMIT], Reason.CLIPPED)
    return Read() if text in MISSING_TEXTS else Read(text)


def parse_decimal(value: object) -> Read[Decimal]:
    """A number with or without thousands commas, also "1.5E+03"; floats to their 15 significant digits."""
    if isinstance(value, bool):
        return Read(None, Reason.NOT_A_NUMBER)
    if isinstance(value, int | float | Decimal):
        return _driver_number(value)
    text = unicodedata.normalize("NFKC", clean_text(value))
    if text in MISSING_TEXTS:
        return Read()
    sign, digits = (-1, text[1:].lstrip()) if text[0] in "-−" else (1, text.removeprefix("+"))
    if not is_number(digits):
        return Read(None, Reason.NOT_A_NUMBER)
    return exact(digits, sign)


def exact(digits: str, sign: int = 1) -> Read[Decimal]:
    """The exact value of an unsigned number; absurdly long and large ones are refused."""
    plain = digits.replace(",", "")
    if len(plain) > _BIGGEST_DIGITS:
        return Read(None, Reason.TOO_MANY_DIGITS)
    value = Decimal(plain)
    return Read(sign * value) if value < 10**_BIGGEST_DIGITS else Read(None, Reason.TOO_LARGE)


def is_number(text: str) -> bool:
    """Whether the text is an unsigned number, in print or with an exponent ("1.5E+03", as CSV files have it)."""
    return bool(_NUMBER.fullmatch(text) or _SCIENTIFIC.fullmatch(text))


def number_pattern() -> str:
    """Regular expression of an unsigned number in print ("61,751.5")."""
    return _NUMBER.pattern


def parse_whole(value: object) -> Read[int]:
    """A whole number ("12", 12.0), else unread."""
    number = parse_decimal(value)
    if number.value is None:
        return Read(None, number.reason)
    if number.value != number.value.to_integral_value() or abs(number.value) > 10**9:
        return Read(None, Reason.NOT_WHOLE)
    return Read(int(number.value))


def parse_number(value: object) -> Read[float]:
    """A number as a float, for weights and observed values."""
    number = parse_decimal(value)
    return Read(None, number.reason) if number.value is None else Read(float(number.value))


def parse_share(value: object, whole: int = 100) -> Read[float]:
    """A share 0..1 of text in percent (`whole` = 100) or in shares (1); a % sign always means percent."""
    share = parse_exact_share(value, whole)
    return Read(None, share.reason) if share.value is None else Read(float(share.value))


def parse_exact_share(value: object, whole: int = 100) -> Read[Decimal]:
    """The same share in its own digits, for what is multiplied with money."""
    if isinstance(value, str) and value.rstrip().endswith(("%", "％")):
        value, whole = value.rstrip()[:-1], 100
    number = parse_decimal(value)
    if number.value is None:
        return Read(None, number.reason)
    if not 0 <= number.value <= whole:
        return Read(None, Reason.NOT_A_PERCENT if whole == 100 else Reason.NOT_A_SHARE)
    return Read(number.value / whole)


def parse_flag(value: object, words: Mapping[str, bool] | None = None) -> Read[bool]:
    """Yes or no: the city's own words first, then common Korean and English ones."""
    if isinstance(value, bool):
        return Read(value)
    word = squeezed(value)
    if word in MISSING_TEXTS:
        return Read()
    if words and word in words:
        return Read(words[word])
    lowered = word.casefold()
    if lowered in _TRUE or lowered in _FALSE:
        return Read(lowered in _TRUE)
    return Read(None, Reason.NOT_A_FLAG)


def _driver_number(value: int | float | Decimal) -> Read[Decimal]:
    if isinstance(value, int):
        return Read(Decimal(value)) if abs(value) < 10**_BIGGEST_DIGITS else Read(None, Reason.TOO_LARGE)
    try:
        finite = isfinite(value)
    except (OverflowError, ValueError):
        finite = False
    if not finite:
        return Read(None, Reason.NOT_FINITE)
    if abs(value) >= 10**_BIGGEST_DIGITS:
        return Read(None, Reason.TOO_LARGE)
    return Read(value if isinstance(value, Decimal) else Decimal(format(value, ".15g")))


def _plain_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bytes | bytearray | memoryview):
        return decoded(bytes(value))
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    if isinstance(value, Decimal):
        return _decimal_text(value)
    try:
        return str(value)
    except Exception as error:  # noqa: BLE001 - a driver's type may fail to print: it is then named
        return f"({type(value).__name__}: {type(error).__name__})"


def _decimal_text(value: Decimal) -> str:
    try:
        if abs(value) < 10**_BIGGEST_DIGITS and value == value.to_integral_value():
            return str(int(value))
    except InvalidOperation:
        return str(value)
    return str(value)


def decoded(blob: bytes) -> str:
    """Bytes as text: UTF-8, else EUC-KR or cp949, else UTF-8 with the bad bytes replaced."""
    for encoding in ("utf-8", "euc-kr", "cp949"):
        try:
            return blob.decode(encoding)
        except UnicodeDecodeError:
            continue
    return blob.decode("utf-8", "replace")
