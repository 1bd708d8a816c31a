"""④ 추진 절차: the milestones of this quarter and the next, and what earlier quarters left open."""

from datetime import date
from typing import Any

from dashboard.domain.city_map import CityMap
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.vocabulary import Precision, StageKind, Status
from dashboard.domain.words import KOREAN
from dashboard.screens.wall_procedures import MOST, MarkState, Procedures, StepRow, scenes
from dashboard.screens.wall_view import WallView
from tests.builders import TODAY, original, planned_dates, portfolio, project, report, stage


def view(city: Portfolio, **more: Any) -> WallView:
    return WallView(city, None, CityMap((), (), (), (0.0, 0.0, 1.0, 1.0)), TODAY, KOREAN, **more)


def milestone(project_id: str, end: date, done: date | None = None, **planned: Any) -> list[Any]:
    return [
        project(project_id),
        original(project_id),
        stage(project_id=project_id, name="착공", kind=StageKind.START, actual_end=done),
        planned_dates(project_id=project_id, end=end, **planned),
    ]


def content(city: Portfolio) -> Procedures:
    (scene,) = scenes(view(city))
    found: Procedures = scene.content
    return found


def told(row: StepRow) -> tuple[str, str, MarkState, str | None]:
    return (row.group, row.day, row.state, row.days_text)


def test_milestones_stand_in_their_quarter_by_date_with_what_became_of_them() -> None:
    this, coming = content(
        portfolio(
            *milestone("p1", date(2024, 10, 1), done=date(2024, 11, 2)),
            *milestone("p2", date(2024, 12, 1)),
            *milestone("p3", date(2024, 12, 31)),
            *milestone("p4", date(2025, 3, 1), end_precision=Precision.MONTH),
            *milestone("p5", date(2025, 1, 1), end_precision=Precision.QUARTER),
            *milestone("p6", date(2025, 4, 1)),
        )
    ).quarters

    assert (this.title, this.count_text) == ("이번 분기 · 2024년 4분기", "3건 중 1건 완료")
    assert [told(row) for row in this.rows] == [
        ("11월", "2일", MarkState.DONE, None),
        ("12월", "1일", MarkState.LATE, "+30일"),
        ("12월", "31일", MarkState.AHEAD, None),
    ]
    assert [row.is_first for row in this.rows] == [True, True, False]
    assert (coming.title, coming.count_text) == ("다음 분기 · 2025년 1분기", "2건")
    assert sorted(told(row) for row in coming.rows) == [
        ("3월", "중", MarkState.AHEAD, None),
        ("분기", "중", MarkState.AHEAD, None),
    ]


def test_what_earlier_quarters_left_open_comes_first_and_what_they_finished_does_not() -> None:
    city = portfolio(
        *milestone("p1", date(2023, 7, 16)),
        *milestone("p2", date(2024, 9, 20)),
        *milestone("p3", date(2024, 9, 1), done=date(2024, 9, 1)),
        *milestone("p4", date(2024, 10, 4), done=date(2024, 10, 4)),
    )

    assert [told(row)[:2] for row in content(city).quarters[0].rows] == [
        ("이월", "'23.7."),
        ("이월", "9.20."),
        ("10월", "4일"),
    ]
    assert [(span.text, span.is_late) for span in scenes(view(city))[0].sentence] == [
        ("이번·다음 분기 1건, ", False),
        ("계획일 경과 2건", True),
    ]


def test_a_city_on_plan_says_how_many_are_done_and_how_many_come() -> None:
    city = portfolio(
        *milestone("p1", date(2024, 10, 4), done=date(2024, 10, 4)), *milestone("p2", date(2025, 1, 4))
    )

    (span,) = scenes(view(city))[0].sentence
    assert (span.text, span.is_late) == ("이번 분기 1건 중 1건 완료, 다음 분기 1건", False)


def test_a_date_by_the_year_alone_lies_in_no_quarter_and_is_counted() -> None:
    quarters = content(
        portfolio(
            *milestone("p1", date(2025, 1, 1), end_precision=Precision.YEAR),
            *milestone("p2", date(2025, 1, 4)),
        )
    ).quarters

    assert quarters[0].empty_text == KOREAN.wall_procedures_none
    assert quarters[1].count_text == "1건 · 연·반기 단위 1건 제외"


def test_without_milestones_there_is_no_scene() -> None:
    assert scenes(view(portfolio(project("p1"), stage(name="기본구상")))) == ()


def test_more_than_fit_go_to_further_scenes_and_none_is_lost() -> None:
    city = portfolio(
        *(each for n in range(MOST * 2 + 1) for each in milestone(f"p{n}", date(2024, 12, 1 + n))),
        *milestone("q1", date(2025, 2, 1)),
    )
    found = scenes(view(city))

    assert [scene.key for scene in found] == ["procedures:1", "procedures:2", "procedures:3"]
    assert max(scene.content.rows for scene in found) <= MOST
    shown = [row.project_id for scene in found for quarter in scene.content.quarters for row in quarter.rows]
    assert len(shown) == len(set(shown)) == MOST * 2 + 2


def test_the_legend_names_the_official_statuses_that_stand_beside_the_names() -> None:
    city = portfolio(
        *milestone("p1", date(2025, 1, 4)), report("p1", Status.PARTIAL), *milestone("p2", date(2025, 1, 5))
    )

    assert content(city).states == ((Status.PARTIAL, "일부추진"), (None, KOREAN.status_unknown))
    assert [row.status for row in content(city).quarters[1].rows] == [Status.PARTIAL, None]
