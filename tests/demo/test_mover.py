"""The mover carries the demo city on, one believable day a step, and stops with the term."""

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from db.demo import advance, complete_demo
from db.demo.catalogue import CLOCK_START, TERM_END
from tests.demo.conftest import City, city_at
from tests.demo.test_mapping import MOST_ROWS, batch_at
from tests.demo.test_published import AFTER, planned_of_pledges


def basis_of(city: City) -> str:
    return str(city.select("SELECT MAX(기준일) FROM 점검기준일")[0][0])


@pytest.fixture(scope="module")
def ended(built: City, tmp_path_factory: pytest.TempPathFactory) -> tuple[City, list[list[str]]]:
    """A city moved to the end of the term, and what each step said."""
    path = tmp_path_factory.mktemp("ended") / "city.sqlite3"
    path.write_bytes(built.path.read_bytes())
    told = []
    while step := advance(path):
        told.append(step)
    return city_at(path), told


def test_a_step_is_one_day_with_a_new_dated_report(city: City) -> None:
    told = advance(city.path)

    day = (CLOCK_START + timedelta(days=1)).isoformat()
    assert basis_of(city) == day
    assert city.select("SELECT 오늘 FROM 시연시계") == [(day,)]
    assert told[0].startswith("자료 기준일 2025. 1. 3.")
    assert len(told) > 1
    assert 1 <= len(city.rows("status_report", day)) <= 20


def test_every_step_changes_something_that_a_screen_shows(ended: tuple[City, list[list[str]]]) -> None:
    city, told = ended

    assert len(told) == (TERM_END - CLOCK_START).days
    assert all(len(step) > 1 for step in told)
    assert city.select("SELECT COUNT(*) FROM 시연시계 WHERE 오늘 = '2026-06-30'") == [(1,)]
    assert advance(city.path) == []


def test_nothing_that_was_known_changes_by_moving_on(
    built: City, ended: tuple[City, list[list[str]]]
) -> None:
    moved, _ = ended

    for table in ("stage", "stage_plan", "plan_fund", "fund_fact", "status_report", "plan_version"):
        assert moved.rows(table) == built.rows(table), table
    assert planned_of_pledges(moved, basis_of(moved)) == AFTER


def test_a_read_stays_small_however_long_the_mover_runs(ended: tuple[City, list[list[str]]]) -> None:
    city, _ = ended
    batch = batch_at(city, "2026-06-30")

    assert batch.basis_date == date(2026, 6, 30)
    assert sum(count.read for count in batch.counts()) <= MOST_ROWS * 1.1
    assert len(batch.findings.set_aside) == 2


def test_reports_money_and_dates_stay_consistent_to_the_end(ended: tuple[City, list[list[str]]]) -> None:
    city, _ = ended
    end = basis_of(city)
    secured: Counter[tuple[str, str, str]] = Counter()
    executed: Counter[tuple[str, str, str]] = Counter()
    for row in city.rows("fund_fact", end):
        cell = row["project_id"], row["source"], row["period"]
        secured[cell] += row["amount"] if row["stage"] == "확정" else 0
        executed[cell] += row["amount"] if row["stage"] == "집행" else 0
    falls = city.select(
        "SELECT 관리번호 FROM (SELECT 관리번호, 진도율 - LAG(진도율) OVER"
        " (PARTITION BY 관리번호 ORDER BY 기준일) AS 차이 FROM 추진실적) WHERE 차이 < 0"
    )
    unended = city.select(
        "SELECT 관리번호 FROM 추진단계 JOIN 추진실적 USING (관리번호)"
        " WHERE 기준일 = '2026-06-30' AND 상태 IN ('완료', '이행 후 계속추진') AND 실제종료일 IS NULL"
    )

    assert [cell for cell in executed if executed[cell] > secured[cell]] == []
    assert falls == []
    assert unended == []


def test_things_are_finished_and_newly_overdue_on_the_way(ended: tuple[City, list[list[str]]]) -> None:
    told = [line for step in ended[1] for line in step]

    assert sum("→ 완료" in line for line in told) > 20
    assert sum("계획일 경과" in line for line in told) > 20
    assert sum("집행" in line for line in told) > 200


def test_equal_cities_move_equally(city: City, tmp_path: Path) -> None:
    twin = tmp_path / "twin.sqlite3"
    twin.write_bytes(city.path.read_bytes())

    assert [advance(city.path) for _ in range(5)] == [advance(twin) for _ in range(5)]


def test_another_seed_lets_others_report(city: City, tmp_path: Path) -> None:
    twin = tmp_path / "twin.sqlite3"
    twin.write_bytes(city.path.read_bytes())

    assert [advance(city.path, seed=1) for _ in range(9)] != [advance(twin, seed=2) for _ in range(9)]


def test_a_step_that_fails_leaves_nothing_behind(city: City) -> None:
    with closing(sqlite3.connect(city.path)) as connection:
        connection.execute(
            "CREATE TRIGGER 막음 BEFORE INSERT ON 재원실적 BEGIN SELECT RAISE(ABORT, '막음'); END"
        )
        connection.commit()

    with pytest.raises(sqlite3.IntegrityError, match="막음"):
        advance(city.path)

    assert basis_of(city) == "2024-12-31"
    assert city.select("SELECT COUNT(*) FROM 추진실적") == [(4080,)]


def test_a_whole_month_reports_at_its_end(city: City) -> None:
    while basis_of(city) < "2025-01-31":
        advance(city.path)

    assert len(city.rows("status_report", "2025-01-31")) == 136


@pytest.mark.parametrize("days", [0, 60])
def test_a_database_of_an_earlier_program_gains_the_tables_that_it_lacks(city: City, days: int) -> None:
    for _ in range(days):
        advance(city.path)
    tables = ("세부사업집행", "세부사업배분", "성과실적", "문서")
    before = {table: sorted(city.select(f"SELECT * FROM {table}"), key=str) for table in tables}
    with closing(sqlite3.connect(city.path)) as connection:
        connection.executescript("".join(f"DROP TABLE {table};" for table in tables))

    added = complete_demo(city.path)

    assert set(added) == set(tables)
    assert {table: sorted(city.select(f"SELECT * FROM {table}"), key=str) for table in tables} == before
    assert complete_demo(city.path) == []
