"""Builders for the tests of sources: mapping files, databases with one statement, raw reads in memory."""

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

from db.sources.mapping import SourceMapping, load_mapping
from db.sources.reader import QueryResult, RawRead

FIXTURES = Path(__file__).parent.parent / "fixtures" / "sources"
MAPPINGS = Path(__file__).parents[2] / "mappings"

Cells = Sequence[object]


def mapping_file(folder: Path, text: str, source: str = "") -> Path:
    """A mapping file `city.toml` whose [source] has an id, a label and the lines of `source`."""
    place = "" if "url" in source or "folder" in source else 'url = "sqlite:///city.db"\n'
    path = folder / "city.toml"
    path.write_text(f'[source]\nid = "city"\nlabel = "시험 도시"\n{place}{source}\n{text}', encoding="utf-8")
    return path


def mapping_of(folder: Path, text: str, source: str = "") -> SourceMapping:
    return load_mapping(mapping_file(folder, text, source))


def database(path: Path, script: str) -> str:
    """An SQLite file made by `script`; its URL."""
    with sqlite3.connect(path) as connection:
        connection.executescript(script)
    connection.close()
    return f"sqlite:///{path}"


def table_query(table: str, settings: str = "") -> str:
    """One [[table]] whose SQL does not matter, for reads that are made in memory."""
    return f'[[{table}]]\nsql = "SELECT 1"\n{settings}\n'


def result(columns: str, *rows: Cells) -> QueryResult:
    return QueryResult(tuple(columns.split()), tuple(tuple(row) for row in rows))


def raw_read(results: Mapping[str, QueryResult], basis_date: object = "2024-12-31") -> RawRead:
    """A read with one result per table."""
    return RawRead(results={table: (found,) for table, found in results.items()}, basis_date=basis_date)
