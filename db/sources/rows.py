"""Turns the rows of one query into drafts of records: cells read by kind, losses kept beside them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import isnan
from typing import Any

from dashboard.domain.vocabulary import Precision, Reason
from db.sources import fields
from db.sources.dates import (
    USUAL_YEARS,
    DateRead,
    first_day,
    last_day,
    parse_date,
    parse_moment,
    parse_period,
    parse_quarter,
)
from db.sources.fields import MISSING_TEXTS, Read, raw_text
from db.sources.mapping import GROUPS, Query
from db.sources.money import parse_money
from db.sources.reader import QueryResult, Row
from db.sources.tables import MONEY_TABLES, TABLES, Kind, Table
from db.sources.words import CityWords

KEY_LIMIT = 200
AS_OF = "as_of"


@dataclass(slots=True)
class Draft:
    """One row on its way to a record. `losses`: (field, raw, reason) of fields that became missing;
    `notes`: the same for values that stay but are worth a look; `words`: field -> the city's word;
    `unknown`: the words among them that nobody has mapped.
    """

    number: int
    values: dict[str, object] = field(default_factory=dict)
    losses: list[tuple[str, str, Reason]] = field(default_factory=list)
    notes: list[tuple[str, str, Reason]] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    unknown: list[tuple[str, str]] = field(default_factory=list)

    def lose(self, name: str, raw: object, reason: Reason) -> None:
        self.values[name] = None
        self.losses.append((name, raw_text(raw), reason))


class ColumnsMissing(Exception):
    """A query's result does not have the columns that the mapping needs; `delivered` is what it has."""

    def __init__(self, missing: list[str], delivered: tuple[str, ...]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing
        self.delivered = delivered


class RowReader:
    """Reads the rows of one query. Raises ColumnsMissing at once."""

    def __init__(self, query: Query, result: QueryResult, words: CityWords, formats: tuple[str, ...]) -> None:
        self.table: Table = TABLES[query.table]
        self._query = query
        self._words = words
        self._formats = formats
        self._cell_readers = _readers(query, words, formats)
        self._places = _places(query, result.columns)
        if "status" in self.table.columns and "status_word" in self._places:
            self._places.setdefault("status", self._places["status_word"])
        self.columns = {*self._places, *query.constants}
        self._check(result.columns)

    def draft(self, number: int, row: Row) -> Draft:
        """Row `number` (counted from 1) of the query."""
        draft = Draft(number)
        cells = {name: row[place] for name, place in self._places.items()} | dict(self._query.constants)
        for name, cell in cells.items():
            kind = self.table.columns[name]
            if kind not in {Kind.DATE, Kind.PRECISION}:
                self._read(draft, name, kind, cell)
        self._read_dates(draft, cells)
        return draft

    def _check(self, delivered: tuple[str, ...]) -> None:
        missing = [
            column for column in self._query.columns.values() if _place(column, delivered) is None
        ] or [name for name in self.table.required if name not in self.columns]
        if not missing and self.table.name in MONEY_TABLES and not {"project_id", "area_id"} & self.columns:
            missing = ["project_id/area_id"]
        if missing:
            raise ColumnsMissing(missing, delivered)

    def _read(self, draft: Draft, name: str, kind: Kind, cell: object) -> None:
        if cell is None:
            return
        if kind in _WORD_KINDS:
            self._read_word(draft, name, kind, cell)
            return
        read = self._cell_readers[kind](cell)
        if read.value is None and read.reason is not None:
            draft.lose(name, cell, read.reason)
            return
        draft.values[name] = read.value
        if read.reason is not None:
            draft.notes.append((name, raw_text(cell), read.reason))
        elif kind is Kind.MONEY and isinstance(read.value, int) and read.value < 0:
            draft.notes.append((name, raw_text(cell), Reason.NEGATIVE_MONEY))

    def _read_word(self, draft: Draft, name: str, kind: Kind, cell: object) -> None:
        """A word nobody mapped stays beside the record as it was written; it is counted as unmapped."""
        word = fields.squeezed(cell)
        if word in MISSING_TEXTS:
            return
        ours = self._words.period(cell) if kind is Kind.PERIOD else self._words.ours(kind.value, cell)
        draft.words[name] = word
        draft.values[name] = ours or None
        if ours is None and kind is not Kind.STATUS:
            draft.unknown.append((name, raw_text(cell)))

    def _read_dates(self, draft: Draft, cells: Mapping[str, object]) -> None:
        for name, kind in self.table.columns.items():
            if kind is Kind.DATE and name in cells and name not in self.table.periods:
                self._put(draft, name, cells[name], parse_date(cells[name], self._formats))
        for name, (start, end) in self.table.periods.items():
            if cells.get(name) is not None:
                period = parse_period(cells[name], self._formats)
                self._put_side(draft, start, cells[name], period.start)
                self._put_side(draft, end, cells[name], period.end)
        for name in self.table.columns:
            if (precision := self.table.precision_of(name)) and cells.get(precision) is not None:
                self._coarsen(draft, name, precision, cells[precision])
        for start, end in self.table.spans:
            self._check_span(draft, start, end, cells)

    def _put(self, draft: Draft, name: str, cell: object, read: DateRead) -> None:
        if read.reason is not None:
            draft.lose(name, cell, read.reason)
        elif read.value is not None and read.value.year not in USUAL_YEARS:
            draft.notes.append((name, raw_text(cell), Reason.FAR_DATE))
        is_end = any(name == end for _, end in self.table.spans)
        precision = self.table.precision_of(name)
        if precision is None:
            is_last = is_end or name == AS_OF
            draft.values[name] = (
                last_day(read.value, read.precision) if is_last and read.value else read.value
            )
            return
        draft.values[name] = read.value
        if read.value or is_end:
            draft.values[precision] = read.precision

    def _put_side(self, draft: Draft, name: str, cell: object, read: DateRead) -> None:
        """A side of a period counts when the row has no such date of its own."""
        if draft.values.get(name) is None and not any(lost == name for lost, _, _ in draft.losses):
            self._put(draft, name, cell, read)

    def _coarsen(self, draft: Draft, name: str, precision: str, cell: object) -> None:
        """A stated precision may make a date less exact, never more."""
        word, day, known = (
            self._words.ours("precision", cell),
            draft.values.get(name),
            draft.values.get(precision),
        )
        if word is None:
            return
        stated = Precision(word)
        if isinstance(day, date) and isinstance(known, Precision):
            if _EXACT.index(stated) > _EXACT.index(known) and stated is not Precision.OPEN:
                draft.values[name], draft.values[precision] = first_day(day, stated), stated
        elif stated is Precision.OPEN and any(name == end for _, end in self.table.spans):
            draft.values[precision] = stated

    def _check_span(self, draft: Draft, start: str, end: str, cells: Mapping[str, object]) -> None:
        """An end whose last day lies before the start contradicts it and becomes missing."""
        first, last = draft.values.get(start), draft.values.get(end)
        precision = self.table.precision_of(end)
        known = draft.values.get(precision) if precision else Precision.DAY
        if not isinstance(first, date) or not isinstance(last, date) or not isinstance(known, Precision):
            return
        if last_day(last, known) < first:
            given = [cells[name] for name in (end, *self.table.periods) if cells.get(name) is not None]
            draft.lose(end, given[0] if given else last, Reason.END_BEFORE_START)
            if precision:
                draft.values[precision] = None


_EXACT = tuple(Precision)
_WORD_KINDS = {kind for kind in Kind if kind.value in GROUPS} - {Kind.PRECISION}


def _readers(
    query: Query, words: CityWords, formats: tuple[str, ...]
) -> Mapping[Kind, Callable[[object], Read[Any]]]:
    return {
        Kind.KEY: _key,
        Kind.TEXT: fields.parse_text,
        Kind.WHOLE: fields.parse_whole,
        Kind.NUMBER: fields.parse_number,
        Kind.MONEY: lambda cell: parse_money(cell, query.unit),
        Kind.SHARE: lambda cell: fields.parse_share(cell, query.percent),
        Kind.EXACT_SHARE: lambda cell: fields.parse_exact_share(cell, query.percent),
        Kind.MOMENT: lambda cell: parse_moment(cell, formats),
        Kind.FLAG: lambda cell: fields.parse_flag(cell, words.flags),
        Kind.QUARTER: parse_quarter,
    }


def _key(cell: object) -> Read[str]:
    """Keys are compared without regard to white space; "1.0" of a numeric column is "1"."""
    if isinstance(cell, float) and isnan(cell):
        return Read()
    text = fields.squeezed(cell)
    if len(text) > KEY_LIMIT:
        return Read(None, Reason.KEY_TOO_LONG)
    return Read() if text in MISSING_TEXTS else Read(text)


def _places(query: Query, delivered: tuple[str, ...]) -> dict[str, int]:
    """Where each canonical column stands in a row: as mapped, else under its own name."""
    places = {}
    for name in TABLES[query.table].columns:
        if name not in query.constants:
            place = _place(query.columns.get(name, name), delivered)
            if place is not None:
                places[name] = place
    return places


def _place(column: str, delivered: tuple[str, ...]) -> int | None:
    if column in delivered:
        return delivered.index(column)
    folded = [name.casefold() for name in delivered]
    return folded.index(column.casefold()) if column.casefold() in folded else None
