"""The file of a backup: gzip over lines of JSON, one table after another, each with its count and SHA-256.

    {"backup": "digital-pledge-room", "format": 1, "revision": "0006", "made_at": "2026-01-31T18:00:00+00:00"}
    {"table": "term", "columns": {"id": "text", "starts": "date"}}
    ["8", "2022-07-01"]
    {"rows": 1, "sha256": "…"}
    {"tables": 1, "keyed": true, "seal": "…"}

The seal goes over every line before it: with a key it tells a forged file, without one a damaged file. The
same file is made of an SQLite and of a PostgreSQL store.
"""

import gzip
import hashlib
import hmac
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

NAME = "digital-pledge-room"
FORMAT = 1
BATCH = 2_000
LONGEST_LINE = 64_000_000
"""Bytes of one row: a file that is something else must not fill the memory before it is refused."""

Row = list[Any]


class BackupError(Exception):
    """A backup that cannot be made or restored; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class TableFacts:
    """What a backup says about one table; `columns` are kinds by name, in the order of every row."""

    name: str
    columns: Mapping[str, str]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds, checked."""

    revision: str
    made_at: datetime
    tables: tuple[TableFacts, ...]

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(table.rows for table in self.tables)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a table, in the order of its columns."""

    table: str
    columns: Mapping[str, str]
    rows: list[Row]


def line(value: object) -> bytes:
    """A line of the file; equal rows give equal lines."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


class Writer:
    """Writes one backup into an open file."""

    def __init__(self, file: IO[bytes], revision: str, made_at: datetime, key: bytes) -> None:
        self._file = gzip.GzipFile(fileobj=file, mode="wb", compresslevel=6)
        self._key = key
        self._seal = _seal(key)
        self._tables = 0
        self._write({"backup": NAME, "format": FORMAT, "revision": revision, "made_at": made_at.isoformat()})

    def table(self, name: str, columns: Mapping[str, str], rows: Iterable[Row]) -> None:
        """Write a table with all its rows."""
        self._write({"table": name, "columns": dict(columns)})
        digest, count = hashlib.sha256(), 0
        for row in rows:
            digest.update(self._write(row))
            count += 1
        self._write({"rows": count, "sha256": digest.hexdigest()})
        self._tables += 1

    def close(self) -> None:
        """Seal and end the file; without that it is a torn one."""
        end = {"tables": self._tables, "keyed": bool(self._key), "seal": self._seal.hexdigest()}
        self._file.write(line(end))
        self._file.close()

    def _write(self, value: object) -> bytes:
        written = line(value)
        self._seal.update(written)
        self._file.write(written)
        return written


class BackupFile:
    """Reads one backup and checks all of it on the way; BackupError for what is torn, forged or no backup.

    What it says about itself is known as far as it has been read: `check` reads all of it.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key

    def check(self) -> Contents:
        """Read everything once; what the file holds."""
        tables: list[TableFacts] = []
        head: dict[str, Any] = {}
        for _ in self.batches(head, tables):
            continue
        try:
            made_at = datetime.fromisoformat(head["made_at"])
        except (KeyError, TypeError, ValueError) as error:
            raise self._damaged("첫 줄") from error
        return Contents(str(head["revision"]), made_at, tuple(tables))

    def batches(
        self, head: dict[str, Any] | None = None, tables: list[TableFacts] | None = None
    ) -> Iterator[Batch]:
        """Every row, table by table, at least one batch of each; the last is given before the seal is checked."""
        head, tables = {} if head is None else head, [] if tables is None else tables
        lines = self._lines()
        seal = _seal(self._key)
        self._read_head(head, lines, seal)
        for written in lines:
            said = self._parsed(written)
            if "seal" in said:
                self._check_seal(said, seal.hexdigest(), len(tables))
                if next(lines, None) is not None:
                    raise self._damaged("끝 뒤에 온 내용")
                return
            seal.update(written)
            yield from self._table(said, lines, seal, tables)
        raise self._damaged("없는 끝")

    def _read_head(self, head: dict[str, Any], lines: Iterator[bytes], seal: Any) -> None:
        first = next(lines, b"")
        said = self._parsed(first)
        if said.get("backup") != NAME:
            raise BackupError(f"{self._path}은(는) 이 프로그램의 백업 파일이 아닙니다.")
        if said.get("format") != FORMAT:
            raise BackupError(
                f"{self._path}은(는) 이 프로그램이 모르는 백업 형식({said.get('format')})입니다. "
                "백업을 만든 판 이상의 프로그램으로 복원하세요."
            )
        head.update(said)
        seal.update(first)

    def _table(
        self, said: dict[str, Any], lines: Iterator[bytes], seal: Any, tables: list[TableFacts]
    ) -> Iterator[Batch]:
        name, columns = said.get("table"), said.get("columns")
        if not isinstance(name, str) or not isinstance(columns, dict):
            raise self._damaged("표의 첫 줄")
        digest = hashlib.sha256()
        rows: list[Row] = []
        for count, written in enumerate(lines):
            seal.update(written)
            if written.startswith(b"{"):
                facts = TableFacts(name, columns, count, digest.hexdigest())
                self._check_table(facts, self._parsed(written))
                tables.append(facts)
                yield Batch(name, columns, rows)
                return
            digest.update(written)
            rows.append(self._row(written, name, len(columns)))
            if len(rows) == BATCH:
                yield Batch(name, columns, rows)
                rows = []
        raise self._damaged(f"끊긴 표 {name}")

    def _row(self, written: bytes, name: str, width: int) -> Row:
        row = self._json(written)
        if not isinstance(row, list) or len(row) != width:
            raise self._damaged(f"표 {name}의 행")
        return row

    def _check_table(self, facts: TableFacts, said: dict[str, Any]) -> None:
        if said.get("rows") != facts.rows or said.get("sha256") != facts.sha256:
            raise self._damaged(f"표 {facts.name}의 행 수 또는 확인값")

    def _check_seal(self, said: dict[str, Any], seal: str, tables: int) -> None:
        if bool(said.get("keyed")) != bool(self._key):
            raise BackupError(
                f"{self._path}은(는) BACKUP_KEY {'없이' if self._key else '로 봉인되어'} 만들어졌습니다. "
                f"{'BACKUP_KEY를 비우고' if self._key else '같은 BACKUP_KEY로'} 다시 하세요."
            )
        if said.get("tables") != tables or not hmac.compare_digest(str(said.get("seal")), seal):
            raise self._damaged("봉인")

    def _lines(self) -> Iterator[bytes]:
        try:
            with gzip.open(self._path, "rb") as file:
                while written := file.readline(LONGEST_LINE):
                    if not written.endswith(b"\n"):
                        raise self._damaged("끊긴 줄")
                    yield written
        except FileNotFoundError as error:
            raise BackupError(f"백업 파일 {self._path}이(가) 없습니다.") from error
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise self._damaged("압축") from error

    def _parsed(self, written: bytes) -> dict[str, Any]:
        said = self._json(written)
        if not isinstance(said, dict):
            raise self._damaged("줄의 형식")
        return said

    def _json(self, written: bytes) -> Any:
        try:
            return json.loads(written)
        except (ValueError, RecursionError) as error:
            raise self._damaged("줄의 형식") from error

    def _damaged(self, part: str) -> BackupError:
        return BackupError(
            f"백업 파일 {self._path}이(가) 손상되었거나 바뀌었습니다({part}). 아무것도 복원하지 않았습니다."
        )


def _seal(key: bytes) -> Any:
    """What seals the lines: a keyed digest, or a plain one where there is no key."""
    return hmac.new(key, digestmod="sha256") if key else hashlib.sha256()
