"""A folder of CSV and XLSX files as an in-memory SQLite: one table per file or sheet, every column TEXT.

Encoding, delimiter and the header row are found out from each file unless the mapping says them. An
empty cell is NULL. A file that cannot be read is named; the others load all the same.
"""

import csv
import sqlite3
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from io import StringIO
from itertools import islice
from pathlib import Path

from dashboard.domain.vocabulary import Reason
from dashboard.domain.words import KOREAN, Words
from db.sources.fields import squeezed
from db.sources.mapping import FileOptions

CSV_SUFFIXES = (".csv", ".tsv")
XLSX_SUFFIXES = (".xlsx", ".xlsm")
NAMELESS_COLUMN = "열"
"""A column without a name is called by this and its number; queries of mappings use the name."""

_LOOKED_AT = 200
_HEADER_WITHIN = 50
_HEADER_FILL = 0.6
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = (",", ";", "\t")

Rows = list[list[str]]
Stamp = tuple[tuple[str, int, int], ...]


class UnreadableFile(Exception):
    """A file of the folder that cannot be used, why, and the values that the reason's text has places for."""

    def __init__(self, reason: Reason, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values

    def said(self, words: Words) -> str:
        return words.reasons[self.reason].format(**self.values)


@dataclass(frozen=True, slots=True)
class Folder:
    """The loaded tables, the files that could not be read as (name, sentence), and the files' stamp."""

    connection: sqlite3.Connection
    problems: tuple[tuple[str, str], ...]
    stamp: Stamp


def stamp(folder: Path) -> Stamp:
    """Names, sizes and times of the folder's files: equal stamps mean nothing to load. Raises OSError."""
    found = []
    for path in _files(folder):
        status = path.stat()
        found.append((path.name, status.st_size, status.st_mtime_ns))
    return tuple(found)


def load(folder: Path, options: Mapping[str, FileOptions], words: Words = KOREAN) -> Folder:
    """Load every file of `folder`. Raises OSError when the folder itself cannot be read."""
    seen = stamp(folder)
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    missing = words.reasons[Reason.FILE_MISSING]
    problems = [(name, missing) for name in options if name not in _names(seen)]
    taken: set[str] = set()
    for path in _files(folder):
        try:
            for table, rows in _tables(path, options.get(_nfc(path.name), FileOptions())):
                _store(connection, table, rows, taken)
        except UnreadableFile as error:
            problems.append((_nfc(path.name), error.said(words)))
    connection.execute("PRAGMA query_only = ON")
    return Folder(connection, tuple(problems), seen)


def _files(folder: Path) -> list[Path]:
    """The folder's own data files in the order of their names; editors' lock files are none."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in CSV_SUFFIXES + XLSX_SUFFIXES
        and not path.name.startswith((".", "~$"))
        and path.is_file()
    )


def _names(seen: Stamp) -> set[str]:
    return {_nfc(name) for name, _, _ in seen}


def _tables(path: Path, options: FileOptions) -> Iterator[tuple[str, list[list[str | None]]]]:
    """(table, rows) of a file; the first row holds the column names. Raises UnreadableFile."""
    stem = _nfc(path.stem)
    if path.suffix.lower() in CSV_SUFFIXES:
        yield stem, _with_header(_csv_rows(path, options), options.header_row)
        return
    for number, (sheet, rows) in enumerate(_sheets(path)):
        if not any(any(row) for row in rows):
            continue
        if number == 0:
            yield stem, _with_header(rows, options.header_row)
        yield f"{stem}__{_nfc(sheet)}", _with_header(rows, options.header_row)


def _csv_rows(path: Path, options: FileOptions) -> Rows:
    text = _decoded(_bytes(path), options.encoding)
    csv.field_size_limit(sys.maxsize)
    delimiter = options.delimiter or _delimiter(text)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableFile(Reason.FILE_NOT_CSV, cause=error) from error
    if _ends_within_quotes(text, delimiter):
        raise UnreadableFile(Reason.FILE_OPEN_QUOTE)
    return rows


def _ends_within_quotes(text: str, delimiter: str) -> bool:
    """Whether a quoted cell runs to the end of the file: it would swallow every row after it."""
    try:
        for _row in csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True):
            continue
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(Reason.FILE_NOT_OPENED, cause=error.strerror) from error


def _decoded(blob: bytes, encoding: str | None) -> str:
    """Strictly decoded text in NFC: by the declared encoding, a byte order mark, or the first that fits."""
    for candidate in (encoding,) if encoding else _candidates(blob):
        try:
            return unicodedata.normalize("NFC", blob.decode(candidate)).replace("\x00", "")
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(Reason.FILE_NOT_DECODED, encodings=encoding or "UTF-8, cp949, UTF-16")


def _candidates(blob: bytes) -> tuple[str, ...]:
    for mark, encoding in _BOMS:
        if blob.startswith(mark):
            return (encoding,)
    if b"\x00" in blob:
        even, odd = blob[::2].count(0), blob[1::2].count(0)
        return ("utf-16-le",) if odd > even else ("utf-16-be",)
    # cp949 holds all of EUC-KR but the eight bytes with which that spells the syllables that it lacks.
    return "utf-8", "euc-kr", "cp949"


def _delimiter(text: str) -> str:
    """The delimiter under which most lines have the same number of cells, more cells first."""

    def fit(delimiter: str) -> tuple[float, int]:
        reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
        try:
            widths = Counter(len(row) for row in islice(reader, _LOOKED_AT) if any(row))
        except csv.Error:
            return 0.0, 0
        width, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]), default=(0, 0))
        return (count / sum(widths.values()) if width > 1 else 0.0), width

    return max(_DELIMITERS, key=fit)


def _sheets(path: Path) -> list[tuple[str, Rows]]:
    from openpyxl import load_workbook  # slow to import, and most folders hold CSV only

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        sheets = []
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            sheets.append((sheet.title, [[_cell_text(cell) for cell in row] for row in sheet.iter_rows()]))
        book.close()
    except Exception as error:  # a broken workbook fails in many ways: zip, XML, styles, keys
        raise UnreadableFile(Reason.FILE_NOT_XLSX, cause=f"{type(error).__name__}: {error}") from error
    return sheets


def _cell_text(cell: object) -> str:
    """A cell as a person reads it: dates as ISO text, whole numbers without ".0", percents with %."""
    value: object = getattr(cell, "value", None)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, int | float):
        if str(getattr(cell, "number_format", "")).endswith("%"):
            return f"{_number_text(value * 100)}%"
        return _number_text(value)
    return _nfc(str(value))


def _number_text(value: float) -> str:
    if isinstance(value, int) or (value.is_integer() and abs(value) < 10**15):
        return str(int(value))
    return format(Decimal(format(value, ".15g")), "f")


def _with_header(rows: Rows, header_row: int | None) -> list[list[str | None]]:
    """Rows from the header on, all as wide as the widest, empty cells None, empty rows left out."""
    start = header_row - 1 if header_row else _header(rows)
    if start >= len(rows) or not any(map(str.strip, rows[start])):
        raise UnreadableFile(Reason.FILE_NO_HEADER)
    body = [row for row in rows[start + 1 :] if any(map(str.strip, row))]
    width = max(_width(row) for row in [rows[start], *body])
    names: list[str | None] = [*_column_names(_padded(rows[start], width))]
    return [names, *([cell if cell.strip() else None for cell in _padded(row, width)] for row in body)]


def _header(rows: Rows) -> int:
    """The first row about as wide as the body, mostly filled and without many repeats; notes stand above."""
    widths = Counter(_width(row) for row in rows[:_LOOKED_AT] if any(map(str.strip, row)))
    if not widths:
        raise UnreadableFile(Reason.FILE_EMPTY)
    body = max(widths.items(), key=lambda item: (item[1], item[0]))[0]
    for number, row in enumerate(rows[:_HEADER_WITHIN]):
        cells = [cell.strip() for cell in row if cell.strip()]
        if len(cells) >= max(1, body * _HEADER_FILL) and len(set(cells)) >= len(cells) * _HEADER_FILL:
            return number
    return next(number for number, row in enumerate(rows) if any(map(str.strip, row)))


def _width(row: Sequence[str]) -> int:
    return max((number for number, cell in enumerate(row, 1) if cell.strip()), default=0)


def _padded(row: Sequence[str], width: int) -> list[str]:
    return [*row[:width], *[""] * (width - len(row))]


def _column_names(cells: Sequence[str]) -> list[str]:
    """Names as written; a blank one becomes 열3, a repeated one gets _2."""
    names: list[str] = []
    taken: set[str] = set()
    for number, cell in enumerate(cells, 1):
        base = name = squeezed(cell) or f"{NAMELESS_COLUMN}{number}"
        again = 2
        while name.casefold() in taken:
            name, again = f"{base}_{again}", again + 1
        taken.add(name.casefold())
        names.append(name)
    return names


def _store(connection: sqlite3.Connection, table: str, rows: list[list[str | None]], taken: set[str]) -> None:
    if table.casefold() in taken:
        raise UnreadableFile(Reason.FILE_TABLE_TWICE, table=table)
    taken.add(table.casefold())
    columns = ", ".join(f"{_quoted(str(name))} TEXT" for name in rows[0])
    insert = f"INSERT INTO {_quoted(table)} VALUES ({', '.join('?' * len(rows[0]))})"  # noqa: S608 - quoted  # nosec
    try:
        connection.execute(f"CREATE TABLE {_quoted(table)} ({columns})")
        connection.execute("BEGIN")
        connection.executemany(insert, map(_storable, rows[1:]))
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise UnreadableFile(Reason.FILE_NOT_STORED, cause=error) from error


def _storable(row: list[str | None]) -> list[str | None]:
    return [cell.encode("utf-8", "replace").decode() if cell else cell for cell in row]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
