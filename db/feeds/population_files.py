"""The CSV files of jumin.mois.go.kr: two or three rows of merged headers, months side by side.

A household file counts residents (거주자), a change file everybody registered (등록인구): two official
populations, which become two measures. A file is given, not asked for.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from dashboard.domain.city.districts import district
from dashboard.domain.words import KOREAN
from db.feeds.feed import FeedError, Parsed, Request, Settings
from db.feeds.gateway import decoded
from db.feeds.reading import LONGEST_RAW, Reading, Row, month

OPTIONS: dict[str, str] = {}
MEASURES = tuple(f"population.{name}" for name in ("residents", "registered", "households", "male", "female"))
_MONTH = re.compile(r"(\d{4})년\s*(\d{1,2})월")
_CODE = re.compile(r"\d{10}")
_TOTALS = frozenset({"계", "합계", "총계", "소계"})
_COLUMNS = {
    "총 거주자수": "population.residents",
    "세대수": "population.households",
    "남자 인구수": "population.male",
    "여자 인구수": "population.female",
}
_NOT_SHOWN = frozenset({"세대당 인구", "남여 비율"})
"""Ratios that follow from the other columns."""


@dataclass(frozen=True, slots=True)
class _Column:
    index: int
    month: datetime
    measure: str


def ask(settings: Settings, now: datetime, newest: datetime | None) -> Sequence[Request]:
    """Nothing: the files are downloaded by people."""
    return ()


def parse(body: bytes, request: Request, settings: Settings, fetched_at: datetime) -> Parsed:
    rows = _rows(body)
    begin = next((n for n, row in enumerate(rows) if row and _CODE.fullmatch(row[0].strip())), None)
    if begin is None:
        raise FeedError(KOREAN.feed_not_csv)
    columns = tuple(_columns(rows[:begin]))
    if not columns:
        raise FeedError(KOREAN.feed_not_csv)
    reading = Reading()
    ours = [row for row in rows[begin:] if row and district(row[0]) is not None]
    for row in rows[begin:]:
        if row and any(row) and not _CODE.fullmatch(row[0].strip()):
            reading.lose(" ".join(row)[:LONGEST_RAW], "", row[0], KOREAN.lost_not_a_row)
    for row in ours:
        _read(reading, columns, row)
    return reading.parsed(None, len(ours))


def _read(reading: Reading, columns: Iterable[_Column], row: Sequence[str]) -> None:
    place = district(row[0])
    values = {str(column.index): row[column.index] for column in columns if column.index < len(row)}
    read = Row(reading, row[0].strip(), values)
    for column in columns:
        if place is not None:
            reading.observe(column.measure, place, column.month, read.number(str(column.index)))


def _rows(body: bytes) -> list[list[str]]:
    text = decoded(body)
    if text.startswith("<"):
        raise FeedError(KOREAN.feed_html)
    try:
        return [row for row in csv.reader(io.StringIO(text), strict=True) if any(row)]
    except csv.Error:
        raise FeedError(KOREAN.feed_not_csv) from None


def _columns(headers: Sequence[Sequence[str]]) -> Iterator[_Column]:
    """What each column holds: the month above it, and the words of the levels below that month."""
    top = next((n for n, row in enumerate(headers) if any(_MONTH.search(cell) for cell in row)), None)
    if top is None:
        return
    levels = [_filled(row) for row in headers[top:]]
    for index, path in enumerate(zip(*levels, strict=False)):
        found = _MONTH.search(path[0])
        at = month(f"{found[1]}{int(found[2]):02d}") if found else None
        measure = _measure(path[1:])
        if at is not None and measure is not None:
            yield _Column(index, at, measure)


def _measure(path: Sequence[str]) -> str | None:
    words = [re.sub(r"\s+", " ", word).strip() for word in path]
    last = words[-1] if words else ""
    if any("당월" in word for word in words):
        return "population.registered" if last in _TOTALS else None
    if last in _NOT_SHOWN:
        return None
    return _COLUMNS.get(last)


def _filled(row: Sequence[str]) -> list[str]:
    """A level of merged cells: a blank cell belongs to the one before it."""
    filled: list[str] = []
    for cell in row:
        word = cell.strip()
        filled.append(word or (filled[-1] if filled else ""))
    return filled
