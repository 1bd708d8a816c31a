"""Reads dates, periods, quarters and moments as cities write them; never raises.

A date keeps its precision: "2024. 3" is (2024-03-01, month). The stored day is always the first day
of what the text names, for starts and for ends alike; the last day follows from the precision. Only
dates that are kept without a precision and name the end of something (`parse_last_day`) are last days.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dashboard.domain.vocabulary import Precision, Reason
from db.sources.fields import MISSING_TEXTS, Read, clean_text, parse_decimal

SEOUL = ZoneInfo("Asia/Seoul")

EARLIEST_YEAR, LATEST_YEAR = 1950, 2100
USUAL_YEARS = range(1990, 2061)
"""A date before or after them is kept, and named as worth a look: 1900 and 2099 are mostly a slip."""
EXCEL = "excel"

_EXCEL_EPOCH = date(1899, 12, 30)
_SERIALS = range(18_264, 73_416)  # the days of 1950..2100
_PARENTHESES = re.compile(r"\((?!상|하)[^()]*\)")
_AROUND = re.compile(r"\s*([.\-/년월일])\s*")
_TIME = re.compile(
    r"(?:T|\s+)(?:오전\s*|오후\s*)?(?:[01]?[0-9]|2[0-4])[:시]\s*[0-5]?[0-9]"
    r"(?:[:분]\s*[0-5]?[0-9](?:[.,][0-9]+)?)?\s*[분초]?\s*(?:Z|UTC|KST|[+-][0-9]{2}(?::?[0-9]{2})?)?$"
)
_TAIL = re.compile(r"\s*(?:까지|예정|완료|준공|착공|경|말|초|중)$")
_SHORT_YEAR = re.compile(r"^(?:['’‘`´]\s*([0-9]{2})(?![0-9])|([0-9]{2})(?=년|\.[0-9]{1,2}\.[0-9]{1,2}\.?$))")
_OPEN = re.compile(r"계속|지속")
_RANGE = re.compile(r"[~∼～〜–—―]|부터|이후")
_SPACED_HYPHEN = re.compile(r"\s-\s")
_SAME_YEAR = re.compile(r"([0-9]{1,2})\s*(?:(?:월|\.)\s*([0-9]{1,2})\s*(?:일|월)?\.?|월\.?|\.)?")
# A two-digit year is no month and no day of a month with its month: "11. 12." may be the 12th of November.
_TWO_DIGITS = r"(?:1[3-9]|[2-9][0-9])"
_TWO_DIGIT_YEAR = re.compile(_TWO_DIGITS + r"(?=\.|년|$)")
_MONTH_OF_TWO_DIGITS = re.compile(_TWO_DIGITS + r"\.(?:\s*[0-9]{1,2}\s*(?:\.|월\.?)|\s+[0-9]{1,2})")
_SIDE_OF_TWO_DIGITS = re.compile(_TWO_DIGITS + r"(?:\.\s*[0-9]{1,2}\.?)?")

_Y = r"([0-9]{4})(?:[.\-/]|년도?)"
_DAY = (
    re.compile(_Y + r"([0-9]{1,2})[.\-/월]([0-9]{1,2})(?:일\.?|\.)?"),
    re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})"),
)
_MONTH = (re.compile(_Y + r"([0-9]{1,2})(?:월\.?|\.)?"), re.compile(r"([0-9]{4})([0-9]{2})"))
_QUARTER = (
    re.compile(r"([0-9]{4})(?:[.\-/]|년도?)?\s*제?\s*([1-4])(?:/4)?\s*분기\.?"),
    re.compile(r"([0-9]{4})[.\-/\s]?[qQ]([1-4])"),
)
_FIRST_HALF = "상"
_HALF = (re.compile(r"([0-9]{4})(?:[.\-/]|년도?)?\s*\(?(상|하)(?:반기)?\)?\.?"),)
_YEAR = (re.compile(r"([0-9]{4})(?:년도?|\.)?"),)
_SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")


class DateRead(NamedTuple):
    """A day and how exactly it is known, or why not. All None: the cell was empty."""

    value: date | None = None
    precision: Precision | None = None
    reason: Reason | None = None


class PeriodRead(NamedTuple):
    start: DateRead
    end: DateRead


def parse_date(value: object, formats: tuple[str, ...] = ()) -> DateRead:
    """A date of any precision. `formats` (strptime; "excel" allows serial numbers) are tried first."""
    if isinstance(value, datetime):
        return _of_datetime(value)
    if isinstance(value, date):
        return _checked(value.year, value.month, value.day, Precision.DAY)
    if isinstance(value, bool):
        return DateRead(reason=Reason.NOT_A_DATE)
    if isinstance(value, int | float | Decimal):
        return _of_number(value, formats)
    return _of_text(clean_text(value), formats)


def parse_last_day(value: object, formats: tuple[str, ...] = ()) -> DateRead:
    """The last day of what the text names: data "as of 2024. 4분기" speaks of 2024-12-31."""
    read = parse_date(value, formats)
    if read.value is None:
        return read
    return DateRead(last_day(read.value, read.precision), Precision.DAY)


def parse_period(value: object, formats: tuple[str, ...] = ()) -> PeriodRead:
    """ "2014. 7 ~ 2016. 6" and "22~26" as start and end. A lone date is both; "~ 계속" leaves the end open, unread."""
    if not isinstance(value, str):
        only = parse_date(value, formats)
        return PeriodRead(only, only)
    text = unicodedata.normalize("NFKC", clean_text(value))
    is_open = bool(_OPEN.search(text))
    whole = parse_date(text, formats)
    if whole.value is None and whole.reason is None:
        return PeriodRead(whole, whole)
    if whole.value is not None:
        return PeriodRead(whole, _no_end(is_open) if is_open else whole)
    sides = _sides(text)
    if sides is None:
        return PeriodRead(DateRead(reason=whole.reason), _no_end(is_open))
    start = parse_date(sides[0], formats)
    if start.value is None and _RANGE.search(text):
        start = _short_start(*sides, is_open) or start
    return PeriodRead(start, _end(sides[1], start, formats, is_open))


def parse_quarter(value: object) -> Read[str]:
    """ "2024Q3" of any date text that names a quarter or lies in one."""
    read = parse_date(value)
    if read.value is None:
        return Read(None, read.reason)
    if read.precision in {Precision.HALF, Precision.YEAR}:
        return Read(None, Reason.NO_QUARTER)
    return Read(f"{read.value.year}Q{(read.value.month + 2) // 3}")


def parse_moment(value: object, formats: tuple[str, ...] = ()) -> Read[datetime]:
    """An aware time: without a zone of its own it is Seoul's; "24:00" is midnight of the next day."""
    if isinstance(value, datetime):
        return _of_moment(value)
    text = clean_text(value)
    for shape in formats:
        moment = _strptime(text, shape)
        if moment is not None:
            return _in_range(moment)
    late = re.fullmatch(r"(.*[^0-9])24:00(?::00)?", text)
    try:
        moment = datetime.fromisoformat(f"{late[1]}00:00" if late else text.replace("/", "-"))
        return _in_range(moment + timedelta(days=1) if late else moment)
    except (ValueError, OverflowError):
        day = parse_date(value)
    if day.value is None or day.precision is not Precision.DAY:
        return Read(None, day.reason or (Reason.NOT_A_TIME if text else None))
    return Read(datetime(day.value.year, day.value.month, day.value.day, tzinfo=SEOUL))


def first_day(day: date, precision: Precision) -> date:
    """First day of the month, quarter, half or year that `day` lies in."""
    match precision:
        case Precision.MONTH:
            return day.replace(day=1)
        case Precision.QUARTER:
            return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        case Precision.HALF:
            return date(day.year, 1 if day.month <= 6 else 7, 1)
        case Precision.YEAR:
            return date(day.year, 1, 1)
        case _:
            return day


def last_day(day: date, precision: Precision | None) -> date:
    """Last day of what a stored date and its precision name."""
    months = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.HALF: 6, Precision.YEAR: 12}
    if precision not in months:
        return day
    first = first_day(day, precision)
    beyond = first.month - 1 + months[precision]
    return date(first.year + beyond // 12, beyond % 12 + 1, 1) - timedelta(days=1)


def _of_moment(value: datetime) -> Read[datetime]:
    try:
        return _in_range(value)
    except (ValueError, TypeError):
        return Read()  # a library's "not a time"


def _of_datetime(value: datetime) -> DateRead:
    try:
        return _checked(value.year, value.month, value.day, Precision.DAY)
    except (ValueError, TypeError):
        return DateRead()  # a library's "not a time"


def _of_number(value: int | float | Decimal, formats: tuple[str, ...]) -> DateRead:
    number = parse_decimal(value).value
    if number is None or abs(number) >= 10**9:
        return DateRead(reason=Reason.NOT_A_DATE)
    if number != int(number) and EXCEL not in formats:
        return DateRead(reason=Reason.DATE_AS_FRACTION)
    return _of_text(str(int(number)), formats)


@lru_cache(maxsize=65_536)
def _of_text(text: str, formats: tuple[str, ...]) -> DateRead:
    if text in MISSING_TEXTS:
        return DateRead()
    for shape in formats:
        moment = _strptime(text, shape)
        if moment is not None:
            return _checked(moment.year, moment.month, moment.day, _precision_of(shape))
    return _tolerant(unicodedata.normalize("NFKC", text), formats)


def _tolerant(text: str, formats: tuple[str, ...]) -> DateRead:
    plain = _TIME.sub("", _PARENTHESES.sub("", text).strip())
    while (shorter := _TAIL.sub("", plain)) != plain:
        plain = shorter
    plain = plain.strip()
    if _MONTH_OF_TWO_DIGITS.fullmatch(plain):
        plain = _century(plain) + plain
    plain = _SHORT_YEAR.sub(_full_year, _AROUND.sub(r"\1", plain))
    for patterns, read in _READERS:
        for pattern in patterns:
            if match := pattern.fullmatch(plain):
                return read(match)
    if serial := _SERIAL.fullmatch(plain):
        return _of_serial(int(serial[1]), formats)
    if _OPEN.search(text):
        return DateRead(None, Precision.OPEN, Reason.NO_DATE_GOES_ON)
    return DateRead(reason=Reason.NOT_READ_AS_DATE)


def _full_year(match: re.Match[str]) -> str:
    digits = match[1] or match[2]
    return _century(digits) + digits


def _century(text: str) -> str:
    return "20" if int(text[:2]) < 70 else "19"


def _day(match: re.Match[str]) -> DateRead:
    return _checked(int(match[1]), int(match[2]), int(match[3]), Precision.DAY)


def _month(match: re.Match[str]) -> DateRead:
    return _checked(int(match[1]), int(match[2]), 1, Precision.MONTH)


def _quarter(match: re.Match[str]) -> DateRead:
    return _checked(int(match[1]), int(match[2]) * 3 - 2, 1, Precision.QUARTER)


def _half(match: re.Match[str]) -> DateRead:
    return _checked(int(match[1]), 1 if match[2] == _FIRST_HALF else 7, 1, Precision.HALF)


def _year(match: re.Match[str]) -> DateRead:
    return _checked(int(match[1]), 1, 1, Precision.YEAR)


_READERS: tuple[tuple[tuple[re.Pattern[str], ...], Callable[[re.Match[str]], DateRead]], ...] = (
    (_DAY, _day),
    (_MONTH, _month),
    (_QUARTER, _quarter),
    (_HALF, _half),
    (_YEAR, _year),
)


def _checked(year: int, month: int, day: int, precision: Precision) -> DateRead:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return DateRead(reason=Reason.YEAR_OUT_OF_RANGE)
    try:
        return DateRead(date(year, month, day), precision)
    except ValueError:
        return DateRead(reason=Reason.NOT_IN_CALENDAR)


def _of_serial(serial: int, formats: tuple[str, ...]) -> DateRead:
    if EXCEL not in formats or serial not in _SERIALS:
        return DateRead(reason=Reason.EXCEL_SERIAL)
    return DateRead(_EXCEL_EPOCH + timedelta(days=serial), Precision.DAY)


def _strptime(text: str, shape: str) -> datetime | None:
    if shape == EXCEL:
        return None
    try:
        return datetime.strptime(text, shape)
    except (ValueError, OverflowError):
        return None


def _precision_of(shape: str) -> Precision:
    if any(part in shape for part in ("%d", "%j", "%x", "%c", "%D", "%F")):
        return Precision.DAY
    return Precision.MONTH if any(part in shape for part in ("%m", "%b", "%B")) else Precision.YEAR


def _in_range(moment: datetime) -> Read[datetime]:
    if not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        return Read(None, Reason.YEAR_OUT_OF_RANGE)
    return Read(moment if moment.tzinfo else moment.replace(tzinfo=SEOUL))


def _sides(text: str) -> tuple[str, str] | None:
    """Left and right of the range mark; a hyphen counts between blanks or when it is the only one."""
    if mark := _RANGE.search(text) or _SPACED_HYPHEN.search(text):
        return text[: mark.start()].strip(), text[mark.end() :].strip()
    left, mark_text, right = text.partition("-")
    return (left.strip(), right.strip()) if mark_text and "-" not in right else None


def _no_end(is_open: bool) -> DateRead:
    if is_open:
        return DateRead(None, Precision.OPEN, Reason.NO_END_GOES_ON)
    return DateRead(reason=Reason.END_UNREAD)


def _short_start(left: str, right: str, is_open: bool) -> DateRead | None:
    """ "22" of "22~26" and "22.7" of "22.7~26.6": two numbers are a period when the end is a later date, too."""
    left, right = (_PARENTHESES.sub("", side).strip() for side in (left, right))
    if not _SIDE_OF_TWO_DIGITS.fullmatch(left):
        return None
    start = parse_date(_century(left) + left)
    end = parse_date(_century(right) + right if _SIDE_OF_TWO_DIGITS.fullmatch(right) else right)
    is_later = start.value is not None and end.value is not None and start.value <= end.value
    return start if is_later or is_open else None


def _end(text: str, start: DateRead, formats: tuple[str, ...], is_open: bool) -> DateRead:
    text = _PARENTHESES.sub("", text).strip()
    if start.value is not None and (same := _SAME_YEAR.fullmatch(text)):
        return _within(start, same)
    if start.value is not None and _TWO_DIGIT_YEAR.match(text):
        text = _century(text) + text
    end = parse_date(text, formats)
    return end if end.value is not None else _no_end(is_open)


def _within(start: DateRead, same: re.Match[str]) -> DateRead:
    """ "2024. 3 ~ 9" and "2024. 3. 2 ~ 4. 15": the end borrows the start's year; "’23. 7 ~ 24. 6" does not."""
    year = start.value.year if start.value else 0
    first, second = int(same[1]), int(same[2] or 0)
    if first > 12:
        return _checked(
            int(f"{_century(same[1])}{first}"), second or 1, 1, Precision.MONTH if second else Precision.YEAR
        )
    if second and start.precision is Precision.DAY:
        return _checked(year, first, second, Precision.DAY)
    if second or start.precision is Precision.YEAR:
        return DateRead(reason=Reason.END_UNREAD)
    return _checked(year, first, 1, Precision.MONTH)
