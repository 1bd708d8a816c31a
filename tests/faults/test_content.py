"""F4 and F6: rows that are gone, and columns that are not what they were."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dashboard.domain.runs import RunState
from db.demo import build_demo
from tests.conftest import IS_PROOF
from tests.faults.town import Reading, Town, checksum, reading
from tests.support.source import ROOT

PLEDGES, TASKS, BOTH = 87, 100, 51
DATES = 'dates = "SELECT 기준일 FROM 점검기준일 ORDER BY 기준일"'
NEWEST = 'dates = "SELECT MAX(기준일) FROM 점검기준일"'
EVERY = 1 if IS_PROOF else 14


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, Reading]]:
    """The demo city with its newest report alone, taken in."""
    path = tmp_path / "demo.db"
    build_demo(path)
    text = (ROOT / "mappings" / "demo.toml").read_text("utf-8")
    assert DATES in text
    mapping = tmp_path / "demo.toml"
    mapping.write_text(text.replace(DATES, NEWEST).replace("${DEMO_DATABASE}", str(path)), encoding="utf-8")
    with reading(mapping, f"sqlite:///{tmp_path / 'store.db'}") as its:
        its.refresh.run()
        yield path, its


def members(its: Reading) -> dict[str, int]:
    """Projects by programme, as the newest version has them."""
    current = its.store.current()
    assert current is not None
    found: dict[str, set[str]] = {}
    for row in its.store.records(current.number)["membership"]:
        found.setdefault(row.programme_id, set()).add(row.project_id)
    both = set.intersection(*found.values())
    return {**{name: len(ids) for name, ids in found.items()}, "both": len(both)}


def tables_of(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        text = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        return [name for (name,) in connection.execute(text)]


@pytest.mark.timeout(3600)
def test_whatever_table_is_emptied_or_halved_the_wall_keeps_its_projects(demo: tuple[Path, Reading]) -> None:
    path, its = demo
    whole = path.read_bytes()
    before, seen = members(its), checksum(its.store)
    assert sorted(before.values()) == [BOTH, PLEDGES, TASKS]
    harmed = 0
    losses = [(table, part) for table in tables_of(path) for part in ("1", "2")]
    for table, part in losses[::EVERY]:
        with closing(sqlite3.connect(path)) as connection, connection:
            first = connection.execute(f'SELECT * FROM "{table}"').description[0][0]
            rows = f'SELECT "{first}" FROM "{table}" LIMIT (SELECT count(*) / {part} FROM "{table}")'
            gone = connection.execute(f'DELETE FROM "{table}" WHERE "{first}" IN ({rows})').rowcount
        outcome = its.refresh.run()

        assert outcome is not None
        assert members(its) == before, f"{table}, 1/{part} of it gone"
        harmed += bool(gone and (outcome.refused or outcome.state is RunState.FAILED))
        path.write_bytes(whole)
    its.refresh.run()
    assert harmed > 0
    assert checksum(its.store) == seen


def test_every_column_that_is_renamed_is_named_and_the_last_rows_stay(town: Town, sqlite_url: str) -> None:
    with reading(town.mapping_path, sqlite_url) as its:
        its.refresh.run()
        seen = checksum(its.store)
        columns = town.columns()
        assert len(columns) > 15
        for table, column in columns:
            town.rename(table, column, f"{column}_alt")

            outcome = its.refresh.run()

            assert outcome is not None
            assert outcome.state in (RunState.PARTIAL, RunState.FAILED), f"{table}.{column}"
            # PostgreSQL takes the name of a table for its whole row: then every key is another one.
            assert f'"{column}"' in (outcome.error or "") or outcome.refused, outcome.error
            assert checksum(its.store) == seen
            town.rename(table, f"{column}_alt", column)
        healed = its.refresh.run()
        assert healed is not None
        assert healed.state is RunState.UNCHANGED
        assert checksum(its.store) == seen


def test_a_column_of_another_type_is_read_or_named_and_never_a_crash(town: Town, sqlite_url: str) -> None:
    with reading(town.mapping_path, sqlite_url) as its:
        its.refresh.run()
        seen = checksum(its.store)
        for table, column in town.columns():
            town.run(
                f"ALTER TABLE {table} ALTER COLUMN {column} TYPE bytea USING convert_to({column}, 'UTF8')"
            )

            outcome = its.refresh.run()

            assert outcome is not None
            same = checksum(its.store) == seen
            assert same or outcome.findings.unread or outcome.findings.unmapped, f"{table}.{column}"
            town.run(
                f"ALTER TABLE {table} ALTER COLUMN {column} TYPE text USING convert_from({column}, 'UTF8')"
            )
        its.refresh.run()
        assert checksum(its.store) == seen


def test_numbers_and_dates_of_the_databases_own_types_mean_the_same(town: Town, sqlite_url: str) -> None:
    with reading(town.mapping_path, sqlite_url) as its:
        its.refresh.run()
        seen = checksum(its.store)
        town.run(
            "ALTER TABLE money ALTER COLUMN amount TYPE numeric USING replace(amount, ',', '')::numeric",
            "ALTER TABLE spent ALTER COLUMN amount TYPE double precision USING amount::float",
            "ALTER TABLE pledge ALTER COLUMN reported TYPE date USING reported::date",
            "ALTER TABLE pledge ALTER COLUMN percent TYPE integer USING percent::int",
            "ALTER TABLE step ALTER COLUMN planned_end TYPE timestamp USING planned_end::timestamp",
            "ALTER TABLE pledge ALTER COLUMN no TYPE integer USING no::int",
        )

        outcome = its.refresh.run()

        assert outcome is not None
        assert outcome.findings.set_aside == ()
        assert checksum(its.store) == seen


def test_a_new_column_and_another_order_of_columns_change_nothing(town: Town, sqlite_url: str) -> None:
    with reading(town.mapping_path, sqlite_url) as its:
        its.refresh.run()
        seen = checksum(its.store)
        town.run(
            "ALTER TABLE pledge ADD COLUMN added text DEFAULT 'x'",
            "CREATE TABLE other AS SELECT amount, year, kind, no FROM money",
            "DROP TABLE money",
            "ALTER TABLE other RENAME TO money",
        )

        outcome = its.refresh.run()

        assert outcome is not None
        assert outcome.state in (RunState.UNCHANGED, RunState.CHANGED)
        assert checksum(its.store) == seen
