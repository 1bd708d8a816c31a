"""mappings/demo.toml reads the demo city: every query runs, every column fits, the history is faithful."""

from collections import Counter
from dataclasses import fields
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from dashboard.domain.portfolio import Portfolio, Profile, SnapshotFacts
from dashboard.domain.vocabulary import Status
from db.demo import build_demo
from db.demo.catalogue import report_dates
from db.demo.world import courses
from db.sources.batch import Batch
from db.sources.mapping import load_mapping
from db.sources.reader import Reader
from db.sources.tables import TABLES
from db.sources.validate import validate
from tests.demo.conftest import END, MAPPING, City

MOST_ROWS = 17_500


def batch_at(city: City, as_of: str = END) -> Batch:
    mapping = load_mapping(MAPPING, {"DEMO_DATABASE": str(city.path)})
    reader = Reader(mapping)
    batch = validate(reader.read(as_of), mapping)
    reader.close()
    return batch


def portfolio_at(city: City, as_of: str = END) -> Portfolio:
    batch = batch_at(city, as_of)
    records = {name: table.records for name, table in batch.tables.items()}
    facts = SnapshotFacts(1, batch.basis_date, None, None, {}, Profile())
    return Portfolio.build(records, facts)


def test_every_mapped_column_is_one_of_ours_and_every_query_gives_it(built: City) -> None:
    for name, table in TABLES.items():
        if name == "event":
            continue
        ours = {field.name for field in fields(table.record)} | set(table.columns)
        for query in built.mapping[name]:
            assert set(query["columns"]) <= ours
        assert built.rows(name), name


def test_the_newest_report_is_read_whole_but_for_its_known_slips(built: City) -> None:
    batch = batch_at(built)

    assert batch.frozen == {}
    assert (batch.basis_date, batch.today) == (date(2024, 12, 31), date(2025, 1, 2))
    assert [lost.table for lost in batch.findings.set_aside] == ["plan_fund", "plan_fund"]
    assert sorted(field.raw for field in batch.findings.unread) == ["2026. 하반기 이후", "미정"]
    assert batch.findings.unmapped == ()
    assert sum(count.read for count in batch.counts()) <= MOST_ROWS


def test_the_domain_measures_what_was_published(built: City) -> None:
    portfolio = portfolio_at(built)
    basis = date.fromisoformat(END)
    measures = portfolio.measures(basis)
    keys = {row["project_id"] for row in built.rows("membership") if row["programme_id"] == "PLEDGE"}
    pledges = [each for key, each in measures.items() if key in keys]
    statuses = Counter(each.status for each in pledges)

    assert (len(measures), len(pledges)) == (136, 87)
    assert statuses == {Status.DONE: 14, Status.ON_TRACK: 70, Status.PARTIAL: 3}
    assert sum(1 for each in measures.values() if each.days_past) == 17
    assert portfolio.funding(basis, pledges).funding.planned.total == 36_587_800_000_000
    assert portfolio.funding(basis).shared_budgets == 1
    assert [each.file.project.number for each in measures.values() if each.mismatches] == ["84"]


@pytest.mark.parametrize("as_of", ["2023-01-31", "2023-10-31", "2024-06-30", END])
def test_the_domain_finds_late_what_the_reports_call_late(built: City, as_of: str) -> None:
    day = date.fromisoformat(as_of)
    measured = portfolio_at(built, as_of).measures(day)

    assert {key: each.days_past or 0 for key, each in measured.items()} == {
        course.entry.key: course.overdue_days(day) for course in courses()
    }


def test_each_month_tells_what_was_known_then(built: City) -> None:
    for as_of in (day.isoformat() for day in report_dates()):
        stages = built.rows("stage", as_of)
        facts = built.rows("fund_fact", as_of)
        plans = built.rows("plan_version", as_of)
        assert all((row["actual_end"] or as_of) <= as_of for row in stages)
        assert all((row["actual_start"] or as_of) <= as_of for row in stages)
        assert max(row["as_of"] for row in facts) <= as_of
        assert all((row["approved_on"] or as_of) <= as_of for row in plans)
        assert {row["as_of"] for row in built.rows("status_report", as_of)} == {as_of}


def test_no_table_loses_a_tenth_of_its_rows_from_month_to_month(built: City) -> None:
    for name in TABLES.keys() - {"event"}:
        sizes = [len(built.rows(name, day.isoformat())) for day in report_dates()]
        assert all(after >= 0.9 * before for before, after in pairwise(sizes)), name


def test_two_planned_ends_moved_without_an_approval(built: City) -> None:
    moved = []
    before: dict[tuple[str, str, int], str] = {}
    for day in report_dates():
        now = {
            (row["project_id"], row["plan_key"], row["stage_key"]): row["end"]
            for row in built.rows("stage_plan", day.isoformat())
        }
        moved += [(day.isoformat(), key[0]) for key in now if key in before and before[key] != now[key]]
        before = now

    assert moved == [("2024-08-31", "P083"), ("2024-10-31", "P040")]


def test_a_plan_without_approval_is_listed_and_does_not_count(built: City) -> None:
    proposed = [row["project_id"] for row in built.rows("plan_version") if row["approved_on"] is None]
    file = portfolio_at(built).measures(date.fromisoformat(END))["P022"]

    assert proposed == ["P022"]
    assert file.schedule.current is not None
    assert file.schedule.current.key == "당초"


def test_a_build_repeats_exactly_and_replaces_what_was_there(built: City, tmp_path: Path) -> None:
    path = tmp_path / "city.sqlite3"
    path.write_bytes(b"not a database")

    build_demo(path)

    assert path.read_bytes() == built.path.read_bytes()
    assert list(tmp_path.iterdir()) == [path]
