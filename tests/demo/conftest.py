"""A demo city built once for the tests that only read it, and one of its own for each that moves it."""

import shutil
import sqlite3
import tomllib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from db.demo import build_demo
from tests.support.source import ROOT

MAPPING = ROOT / "mappings" / "demo.toml"
END = "2024-12-31"

Row = dict[str, Any]


@dataclass(frozen=True)
class City:
    """A demo database as the mapping's queries see it."""

    path: Path
    mapping: Row

    def rows(self, table: str, as_of: str = END) -> list[Row]:
        """Rows of a canonical table by canonical column, as raw as the source gives them."""
        return [row for query in self.mapping[table] for row in self._run(query, as_of)]

    def select(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.path)) as connection:
            return connection.execute(sql).fetchall()

    def _run(self, query: Row, as_of: str) -> Iterator[Row]:
        with closing(sqlite3.connect(self.path)) as connection:
            found = connection.execute(query["sql"], {"as_of": as_of})
            names = [column[0] for column in found.description]
            columns = {name: name for name in names} | query.get("columns", {})
            for row in found.fetchall():
                given = dict(zip(names, row, strict=True))
                yield {canonical: given[column] for canonical, column in columns.items()}


def city_at(path: Path) -> City:
    return City(path, tomllib.loads(MAPPING.read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> City:
    path = tmp_path_factory.mktemp("demo") / "city.sqlite3"
    build_demo(path)
    return city_at(path)


@pytest.fixture
def city(built: City, tmp_path: Path) -> City:
    """A city of this test alone, to be moved on."""
    path = tmp_path / "city.sqlite3"
    shutil.copy(built.path, path)
    return city_at(path)
