"""목표 대비: rows by target with their parts, the projects that are to move them, and marks on the curves."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from dashboard import urls
from dashboard.domain.city.history import CityPicture
from dashboard.domain.city.targets import Target
from dashboard.domain.city_map import load_map
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.words import KOREAN, KOREAN_TIME
from dashboard.screens.city import CityScreen, city_screen
from dashboard.screens.city_population import PopulationBody
from dashboard.screens.city_scores import ScoreCell, ScoreRow
from dashboard.screens.city_traffic import TrafficBody
from dashboard.screens.project_results import project_results
from dashboard.screens.project_statistics import with_targets
from dashboard.screens.texts import View
from tests.builders import original, planned_dates, portfolio, project, stage
from tests.support.city_history import NOW, picture, seen

MAP = load_map(Path(__file__).parents[2] / "assets" / "maps" / "daejeon.json")
ON = date(2026, 3, 31)
MIDNIGHT = NOW.replace(hour=0, minute=0)


def days_of(measure: str, value: float, days: int, place: str = "30000") -> list[Any]:
    return [
        seen(measure, value, MIDNIGHT - timedelta(days=back) + timedelta(hours=12), place)
        for back in range(1, days + 1)
    ]


def shown(
    *targets: Target, records: list[Any], query: str = "", projects: Portfolio | None = None
) -> CityScreen:
    held: CityPicture = replace(picture(*records), targets=targets)
    return city_screen(held, urls.parse("/city" + query), MAP, KOREAN, (projects, ON) if projects else None)


def rows(screen: CityScreen) -> tuple[ScoreRow, ...]:
    assert screen.scores is not None
    return screen.scores.rows


def cells(row: ScoreRow) -> list[tuple[str, str] | None]:
    return [(cell.text, cell.state) if isinstance(cell, ScoreCell) else None for cell in row.cells]


def test_a_target_is_a_row_with_a_score_for_each_stretch_and_all_of_its_parts() -> None:
    speed = Target("traffic.speed", 25.0, source="계획")

    (row,) = rows(shown(speed, records=days_of("traffic.speed", 20.0, 40)))

    assert cells(row) == [("0.80", "short"), ("0.80", "short"), ("0.80", "short"), ("–", "missing")]
    assert (row.goal_text, row.direction_text, row.source_text) == (
        "25.0 km/h",
        "높을수록 좋음",
        "목표 출처: 계획",
    )
    week = row.cells[1]
    assert week is not None
    assert week.title == "7일: 실적 20.00 km/h / 목표 25.00 km/h = 0.80. 값이 있는 7/7일. 목표 미달"


def test_a_score_above_what_is_drawn_is_cut_and_marked() -> None:
    (row,) = rows(shown(Target("traffic.speed", 10.0), records=days_of("traffic.speed", 30.0, 1)))

    assert cells(row)[0] == ("1.25↑", "reached")


def test_what_is_just_short_is_not_printed_as_reached() -> None:
    (row,) = rows(shown(Target("traffic.speed", 25.0), records=days_of("traffic.speed", 24.95, 1)))

    assert cells(row)[0] == ("0.99", "short")


def test_a_monthly_statistic_has_no_day_and_no_week() -> None:
    months = [
        seen("population.births", 600.0, datetime(2026, month, 1, tzinfo=KOREAN_TIME)) for month in (1, 2, 3)
    ]

    (row,) = rows(shown(Target("population.births", 7200.0, per="year"), records=months))

    assert cells(row) == [None, None, ("1.00", "reached"), ("1.00", "reached")]
    assert row.goal_text == "한 해 7,200명"


def test_a_panel_shows_its_own_targets_and_a_district_its_own() -> None:
    records = days_of("traffic.speed", 20.0, 1) + days_of("disaster.fires", 1.0, 1, "30110")
    city_wide, of_district = Target("traffic.speed", 25.0), Target("disaster.fires", 1.0, "30110", "day")

    assert [row.name for row in rows(shown(city_wide, of_district, records=records))] == ["통행 속도"]
    assert shown(city_wide, records=records, query="?panel=environment").scores is None
    (row,) = rows(shown(city_wide, of_district, records=records, query="?district=30110"))
    assert row.name == "동구 화재"


def test_projects_are_ways_and_one_that_is_not_there_is_named() -> None:
    known = portfolio(project("P1", name="새길 순환전철 건설", short_name="순환전철"), original("P1"))
    target = Target("traffic.speed", 25.0, projects=("P1", "P9"))

    (row,) = rows(shown(target, records=days_of("traffic.speed", 20.0, 1), projects=known))

    assert [(each.text, each.href) for each in row.projects] == [
        ("순환전철", "/projects/P1"),
        ("P9(이 자료에 없는 사업)", None),
    ]
    (before,) = rows(shown(target, records=[]))
    assert [each.text for each in before.projects] == ["P1", "P9"]
    (none,) = rows(shown(Target("traffic.speed", 25.0), records=[], projects=known))
    assert none.projects_text == "연결된 사업 없음"


def test_the_figure_and_the_curve_carry_the_target_and_the_ends_of_linked_milestones() -> None:
    ended = stage(
        "s1", "P1", name="착공", milestone=True, actual_start=date(2025, 6, 1), actual_end=date(2025, 6, 30)
    )
    known = portfolio(
        project("P1", name="새집 공급"), original("P1"), ended, planned_dates("s1", project_id="P1")
    )
    months = [
        seen("population.residents", 1000.0 + month, datetime(2025, month, 1, tzinfo=KOREAN_TIME))
        for month in range(1, 13)
    ]
    target = Target("population.residents", 1100.0, projects=("P1",))

    screen = shown(target, records=months, query="?panel=population", projects=known)

    assert isinstance(screen.body, PopulationBody)
    figure = screen.body.figures[0]
    assert (figure.target, figure.target_text) == (1100.0, "목표 1,100명")
    drawn = screen.body.curve
    assert drawn.goal is not None
    assert drawn.goal.value == 1100.0
    assert [(mark.day, mark.text) for mark in drawn.marks] == [(date(2025, 6, 30), "새집 공급 착공")]
    assert any("때문이라는 뜻은 아닙니다" in note for note in drawn.notes)
    assert any("2025. 6. 30. 새집 공급 착공" in note for note in drawn.notes)


def test_a_target_of_a_sum_stands_in_the_table_only() -> None:
    target = Target("traffic.accidents", 20.0, per="day")

    screen = shown(target, records=days_of("traffic.accidents", 19.0, 3), query="?panel=traffic")

    assert [row.name for row in rows(screen)] == ["교통사고"]
    assert isinstance(screen.body, TrafficBody)
    assert {each.target_text for each in screen.body.other} == {""}


def test_a_project_leads_to_the_statistics_that_it_is_to_move_and_shows_none_of_their_values() -> None:
    known = portfolio(project("P1", name="새집"), original("P1"))
    here = urls.parse("/projects/P1?area=A1&as_of=2024-06-30")
    results = project_results(View(known, here, ON, KOREAN), known.measures(ON)["P1"])
    targets = (
        Target("air.pm25", 18.0, projects=("P1", "P2"), source="계획"),
        Target("disaster.fires", 90.0, "30110", "year", ("P1",)),
        Target("traffic.speed", 25.0, projects=("P2",)),
    )

    linked = with_targets(results, targets, here, KOREAN)

    assert [(each.name, each.text, each.href) for each in linked.statistics] == [
        ("초미세먼지(PM2.5)", "목표 18 ㎍/㎥ · 계획", "/city?area=A1&panel=environment"),
        ("화재", "목표 한 해 90건", "/city?area=A1&panel=disaster&district=30110"),
    ]
    assert linked.statistics_empty is None
    assert with_targets(results, (), here, KOREAN) is results
