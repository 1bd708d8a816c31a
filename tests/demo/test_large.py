"""The large city: as many projects as asked for, each with rows of its own, at one 기준일."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bench.large import build_large


@pytest.mark.parametrize("projects", [136, 137, 300])
def test_a_large_city_has_as_many_projects_as_asked_for(tmp_path: Path, projects: int) -> None:
    path = tmp_path / "city.db"

    assert build_large(path, projects) == projects
    with closing(sqlite3.connect(path)) as connection:
        ((numbers,),) = connection.execute("SELECT COUNT(DISTINCT 사업번호) FROM 공약사업")
        ((reports, days),) = connection.execute("SELECT COUNT(*), COUNT(DISTINCT 기준일) FROM 추진실적")
        orphans = connection.execute(
            "SELECT COUNT(DISTINCT 관리번호) FROM 추진단계 WHERE 관리번호 NOT IN (SELECT 관리번호 FROM 공약사업)"
        ).fetchone()
    assert (numbers, reports, days, orphans) == (projects, projects, 1, (0,))


def test_a_shared_budget_is_shared_within_one_copy_of_the_city(tmp_path: Path) -> None:
    path = tmp_path / "city.db"
    build_large(path, 2 * 136)
    with closing(sqlite3.connect(path)) as connection:
        groups = connection.execute(
            "SELECT COUNT(*) FROM 공약사업 WHERE 공유예산 IS NOT NULL GROUP BY 공유예산"
        ).fetchall()
        ids = connection.execute("SELECT COUNT(*) - COUNT(DISTINCT 순번) FROM 재원실적").fetchone()

    assert len(groups) % 2 == 0 and max(size for (size,) in groups) == 2
    assert ids == (0,)


def test_the_mapping_beside_the_city_names_it_and_gives_it_time(tmp_path: Path) -> None:
    build_large(tmp_path / "city.db", 136)
    mapping = (tmp_path / "city.toml").read_text(encoding="utf-8")

    assert f"sqlite:///{tmp_path / 'city.db'}" in mapping
    assert "deadline_seconds = 900" in mapping
