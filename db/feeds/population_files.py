"""The CSV files of jumin.mois.go.kr, months side by side: households, ages and change, in either layout.

One layout merges the cells of two or three rows of headers and has the code in a column of its own; the other
joins the levels in one row ("2031년03월_남_거주자_0~9세") and puts the code behind the name. A file counts
residents (거주자) or everybody registered (등록인구): two official populations, which become two measures.
A file is given, not asked for.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dashboard.domain.city.districts import district
from dashboard.domain.city.measures import AGE_BANDS, age_measure
from db.feeds.feed import FeedError, Parsed, Request, Settings
from db.feeds.gateway import decoded
from db.feeds.reading import Reading, Row, month, plain

OPTIONS: dict[str, str] = {}
_SEXES = {"남": "male", "여": "female"}
_MONTH = re.compile(r"(\d{4})년\s*(\d{1,2})월")
_CODE = re.compile(r"(\d{10})|[^()]*\((\d{10})\)")
_AGE = re.compile(r"\d세")
_PLACES = frozenset({"행정구역", "행정기관코드", "행정기관"})
_WHOLE = frozenset({"계", "거주자"})
"""Levels that add nothing: everybody of both sexes, and the population that the whole file counts."""
_NOW = "당월인구수"
_EVERYBODY = "총인구수"
_TOTALS = ("총거주자수", "거주자인구수", _EVERYBODY)
_HOUSEHOLD_NAMES = ("세대수", "남자인구수", "여자인구수", "세대당인구", "남여비율")
_BANDS = {f"{age}~{age + 9}세": age for age in AGE_BANDS[:-1]} | {f"{AGE_BANDS[-1]}세이상": AGE_BANDS[-1]}
_OF_BANDS = "연령구간인구수"

_Meanings = Mapping[tuple[str, ...], str | None]
"""The words of a column, without blanks and `_WHOLE` -> its measure; None where it follows from the others."""

_RESIDENTS: _Meanings = {
    **{(name,): None for name in (*_HOUSEHOLD_NAMES, *_BANDS, _OF_BANDS)},
    **{(name,): "population.residents" for name in _TOTALS},
    ("세대수",): "population.households",
    ("남자인구수",): "population.male",
    ("여자인구수",): "population.female",
    **{(word, _OF_BANDS): None for word in _SEXES},
    # A file of ages names the total of one sex "남 거주자수", "총인구수", or by mistake "총 거주자수".
    **{
        (word, name): f"population.{sex}"
        for word, sex in _SEXES.items()
        for name in (*_TOTALS, f"{word}거주자수")
    },
    **{(word, name): age_measure(sex, age) for word, sex in _SEXES.items() for name, age in _BANDS.items()},
}
_REGISTERED: _Meanings = {
    **{(name,): None for name in _HOUSEHOLD_NAMES},
    **{
        (when, *sex): None
        for when in ("전월인구수", _NOW, "인구증감")
        for sex in ((), ("남자인구수",), ("여자인구수",))
    },
    (_NOW,): "population.registered",
    (_EVERYBODY,): "population.registered",
}
MEASURES = tuple(
    dict.fromkeys(
        measure for names in (_RESIDENTS, _REGISTERED) for measure in names.values() if measure is not None
    )
)


@dataclass(frozen=True, slots=True)
class _Column:
    index: int
    name: str
    month: datetime | None
    words: tuple[str, ...]
    """The levels below the month, without blanks."""

    def meaning(self, meanings: _Meanings) -> tuple[bool, str | None]:
        """Whether the column is known, and its measure if it has one."""
        key = tuple(word for word in self.words if word not in _WHOLE)
        return self.month is not None and key in meanings, meanings.get(key)


def ask(settings: Settings, now: datetime, newest: datetime | None) -> Sequence[Request]:
    """Nothing: the files are downloaded by people."""
    return ()


def parse(body: bytes, request: Request, settings: Settings, fetched_at: datetime) -> Parsed:
    rows = _rows(body)
    begin = next((n for n, row in enumerate(rows) if _code(row[0]) is not None), None)
    if begin is None:
        raise FeedError("feed_not_csv")
    levels = _levels(rows[:begin])
    reading = Reading()
    columns = _measured(reading, _columns(levels))
    for row in rows[begin:]:
        code = _code(row[0])
        place = None if code is None else district(code)
        if code is None:
            reading.lose(" ".join(row), "", row[0], "lost_not_a_row")
        elif place is None:
            reading.leave_out()
        else:
            _read(reading, columns, len(levels[-1]), place, row)
    if not any(district(_code(row[0]) or "") for row in rows[begin:]):
        # The file of another city, or one that was cut off before ours.
        reading.lose("*", "", rows[begin][0], "lost_place")
    return reading.parsed(None, len(rows) - begin)


def _read(
    reading: Reading, columns: Mapping[_Column, str], width: int, place: str, row: Sequence[str]
) -> None:
    if len(row) < width or any(row[width:]):
        # Cut short, its last number may be too; too long, a comma has moved the numbers.
        reading.lose(row[0], "", " ".join(row), "lost_cells")
        return
    for column, measure in columns.items():
        if column.month is not None:
            cell = Row(reading, row[0], {column.name: row[column.index]})
            reading.observe(measure, place, column.month, cell.number(column.name))


def _rows(body: bytes) -> list[list[str]]:
    text = plain(decoded(body))
    if text.startswith("<"):
        raise FeedError("feed_html")
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), strict=True)]
    except csv.Error:
        raise FeedError("feed_not_csv") from None
    return [row for row in rows if any(row)]


def _code(cell: str) -> str | None:
    """The code of the place that a row is of, which stands alone or in brackets behind the name."""
    found = _CODE.fullmatch(cell)
    return found and (found[1] or found[2])


def _levels(headers: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows of headers from that of the months on, all as wide as the last, which names the columns."""
    top = next((n for n, row in enumerate(headers) if any(_month(cell) for cell in row)), None)
    if top is None:
        raise FeedError("feed_not_csv")
    *above, names = headers[top:]
    width = max(n for n, name in enumerate(names, 1) if name)
    return [*(_filled(row, width) for row in above), list(names[:width])]


def _filled(row: Sequence[str], width: int) -> list[str]:
    """A level of merged cells: a blank cell belongs to the one before it."""
    filled: list[str] = []
    for index in range(width):
        cell = row[index] if index < len(row) else ""
        filled.append(cell or (filled[-1] if filled else ""))
    return filled


def _columns(levels: Sequence[Sequence[str]]) -> list[_Column]:
    columns = []
    for index, cells in enumerate(zip(*levels, strict=True)):
        over, *words = "_".join(cells).split("_")
        if cells[-1] not in _PLACES:
            name = " ".join((over, *words)).strip() or str(index + 1)
            columns.append(_Column(index, name, _month(over), tuple("".join(word.split()) for word in words)))
    return columns


def _month(cell: str) -> datetime | None:
    """The month above a column, or before the other levels of its name."""
    found = _MONTH.fullmatch(cell.partition("_")[0])
    return month(f"{found[1]}{int(found[2]):02d}") if found else None


def _measured(reading: Reading, columns: Sequence[_Column]) -> Mapping[_Column, str]:
    """The columns that hold a measure. A name that nobody knows is lost; a file of unusable ones is refused."""
    meanings = _meanings(columns)
    found = {column: column.meaning(meanings) for column in columns}
    unknown = [column for column, (is_known, _) in found.items() if not is_known]
    measured = {column: measure for column, (is_known, measure) in found.items() if is_known and measure}
    ages = [column for column in unknown if _AGE.search(column.name)]
    if ages or not measured:
        # Some bands of an age pyramid, or those of another population, would look like all of ours.
        raise FeedError("feed_population_columns", columns=_named(ages or columns))
    for column in unknown:
        reading.lose("*", column.name, "", "lost_column")
    return measured


def _meanings(columns: Sequence[_Column]) -> _Meanings:
    """What the names mean in a file of residents or of everybody; "남자 인구수" is a column of both."""
    is_of_residents = any("거주자" in word for column in columns for word in column.words)
    is_of_everybody = any(
        _NOW in column.words or (_EVERYBODY in column.words and "거주자" not in column.words)
        for column in columns
    )
    if is_of_residents == is_of_everybody:
        raise FeedError("feed_which_population", columns=_named(columns))
    return _RESIDENTS if is_of_residents else _REGISTERED


def _named(columns: Sequence[_Column]) -> str:
    return ", ".join(column.name for column in columns[:3])
