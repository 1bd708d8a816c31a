"""④ 추진 절차: the milestones of this quarter and the next, and what earlier quarters left open."""

from datetime import date
from typing import Any

import pytest

from dashboard.domain.city_map import CityMap
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.vocabulary import Precision, StageKind, Status
from dashboard.domain.words import KOREAN
from dashboard.screens.wall_lines import NUMBER_LEAST, ems
from dashboard.screens.wall_procedures import MOST, MarkState, Procedures, StepRow, scenes
from dashboard.screens.wall_view import MOST_PARTS, WallView
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


def told(row: StepRow) -> tuple[str, MarkState, str | None]:
    return (row.date_text, row.state, row.days_text)


def days(stretch: tuple[float, float] | None, of: int) -> tuple[int, int] | None:
    """A stretch of a quarter of so many days as days from its first."""
    return (round(stretch[0] * of), round(sum(stretch) * of)) if stretch else None


def test_milestones_of_both_quarters_stand_by_date_with_what_became_of_them() -> None:
    found = content(
        portfolio(
            *milestone("p1", date(2024, 10, 1), done=date(2024, 11, 2)),
            *milestone("p2", date(2024, 12, 1)),
            *milestone("p3", date(2024, 12, 31)),
            *milestone("p4", date(2025, 3, 1), end_precision=Precision.MONTH),
            *milestone("p5", date(2025, 1, 1), end_precision=Precision.QUARTER),
            *milestone("p6", date(2025, 4, 1)),
        )
    )

    assert [(each.title, each.count_text) for each in found.quarters] == [
        ("이번 분기 · 2024년 4분기", "3건 중 1건 완료"),
        ("다음 분기 · 2025년 1분기", "2건"),
    ]
    assert [told(row) for row in found.rows] == [
        ("11.2.", MarkState.DONE, None),
        ("12.1.", MarkState.LATE, "+30일"),
        ("12.31.", MarkState.AHEAD, None),
        ("1분기 중", MarkState.AHEAD, None),
        ("3월 중", MarkState.AHEAD, None),
    ]


def test_a_procedure_is_a_bar_from_its_planned_start_to_its_end_in_both_quarters() -> None:
    (row,) = content(
        portfolio(*milestone("p1", date(2025, 1, 31), start=date(2024, 12, 22)), report("p1"))
    ).rows
    this, coming = row.parts

    assert (days(this.current, 92), days(coming.current, 90)) == ((82, 92), (0, 31))
    assert (this.actual, this.late, this.mark) == (None, None, None)
    assert coming.mark == pytest.approx(30 / 90)


def test_what_happened_is_drawn_to_its_end_or_to_the_status_date() -> None:
    began: dict[str, Any] = {"actual_start": date(2024, 11, 1), "name": "착공", "kind": StageKind.START}
    going = [project("p1"), original("p1"), stage(**began), planned_dates(end=date(2025, 2, 1))]
    done = [
        *(project("p2"), original("p2")),
        stage(project_id="p2", actual_end=date(2024, 11, 30), **began),
        planned_dates(project_id="p2", end=date(2024, 10, 31), start=date(2024, 10, 1)),
    ]
    ended, goes_on = content(portfolio(*going, *done)).rows

    assert days(goes_on.parts[0].actual, 92) == (31, 92)
    assert goes_on.parts[1].actual is None, "nothing has happened after the status date"
    assert goes_on.parts[0].current is None, "no planned start is known"
    assert (days(ended.parts[0].current, 92), days(ended.parts[0].actual, 92)) == ((0, 31), (31, 61))


def test_what_is_past_plan_is_marked_from_the_planned_day_to_the_status_date() -> None:
    before, within = content(
        portfolio(*milestone("p1", date(2024, 7, 16)), *milestone("p2", date(2024, 12, 21)))
    ).rows

    assert days(before.parts[0].late, 92) == (0, 92)
    assert before.parts[0].mark is None, "its planned day lies before the axis"
    assert days(within.parts[0].late, 92) == (82, 92)
    assert within.days_text == "+10일"


def test_the_status_date_lies_in_this_quarter_alone_and_months_where_they_begin() -> None:
    this, coming = content(portfolio(*milestone("p1", date(2025, 1, 4)))).quarters

    assert (this.today, coming.today) == (1.0, None)
    assert [text for _, text in (*this.months, *coming.months)] == [
        "10월",
        "11월",
        "12월",
        "1월",
        "2월",
        "3월",
    ]
    assert [round(place * 92) for place, _ in this.months] == [0, 31, 61]


def test_a_day_of_last_year_is_told_with_its_year() -> None:
    city = portfolio(
        *milestone("p1", date(2024, 12, 16)), *milestone("p2", date(2025, 3, 1)), basis_date=date(2025, 2, 5)
    )
    assert [row.date_text for row in content(city).rows] == ["'24.12.", "3.1."]


def test_what_earlier_quarters_left_open_comes_first_and_what_they_finished_does_not() -> None:
    city = portfolio(
        *milestone("p1", date(2023, 7, 16)),
        *milestone("p2", date(2024, 9, 20)),
        *milestone("p3", date(2024, 9, 1), done=date(2024, 9, 1)),
        *milestone("p4", date(2024, 10, 4), done=date(2024, 10, 4)),
    )

    assert [row.date_text for row in content(city).rows] == ["'23.7.", "9.20.", "10.4."]
    assert [(span.text, span.is_late) for span in scenes(view(city))[0].sentence] == [
        ("이번·다음 분기 1건", False),
        (", 그 전 미완료 2건", True),
    ]


def test_a_city_on_plan_says_how_many_are_done_and_how_many_come() -> None:
    city = portfolio(
        *milestone("p1", date(2024, 10, 4), done=date(2024, 10, 4)), *milestone("p2", date(2025, 1, 4))
    )

    (span,) = scenes(view(city))[0].sentence
    assert (span.text, span.is_late) == ("이번 분기 1건 중 1건 완료, 다음 분기 1건", False)


def test_a_date_by_the_year_alone_lies_in_no_quarter_and_is_counted() -> None:
    found = content(
        portfolio(
            *milestone("p1", date(2025, 1, 1), end_precision=Precision.YEAR),
            *milestone("p2", date(2025, 1, 4)),
        )
    )

    assert found.quarters[0].count_text == KOREAN.wall_procedures_none
    assert found.quarters[1].count_text == "1건"
    assert found.left_out_text == "연·반기 단위 1건 제외"


def test_without_milestones_there_is_no_scene() -> None:
    assert scenes(view(portfolio(project("p1"), stage(name="기본구상")))) == ()


def test_more_than_fit_go_to_further_scenes_by_quarter_and_none_is_lost() -> None:
    city = portfolio(
        *(each for n in range(MOST * 2 + 1) for each in milestone(f"p{n}", date(2024, 12, 1 + n))),
        *milestone("q1", date(2025, 2, 1)),
    )
    found = scenes(view(city))

    assert [scene.key for scene in found] == [f"procedures:{n}" for n in range(1, 5)]
    assert max(len(scene.content.rows) for scene in found) <= MOST
    assert [row.project_id for row in found[-1].content.rows] == ["q1"]
    shown = [row.project_id for scene in found for row in scene.content.rows]
    assert len(shown) == len(set(shown)) == MOST * 2 + 2


def test_of_very_many_the_first_of_each_quarter_are_played_under_their_own_numbers() -> None:
    count = MOST * (MOST_PARTS + 1)
    city = portfolio(
        *(each for n in range(count) for each in milestone(f"p{n}", date(2024, 12, 31))),
        *milestone("q1", date(2025, 2, 1)),
    )

    assert [scene.title for scene in scenes(view(city))] == [
        *(f"추진 절차 {n}/{MOST_PARTS + 2}" for n in range(1, MOST_PARTS + 1)),
        f"추진 절차 {MOST_PARTS + 2}/{MOST_PARTS + 2}",
    ]


def test_the_legend_names_the_official_statuses_that_stand_beside_the_names() -> None:
    city = portfolio(
        *milestone("p1", date(2025, 1, 4)), report("p1", Status.PARTIAL), *milestone("p2", date(2025, 1, 5))
    )

    assert content(city).states == ((Status.PARTIAL, "일부추진"), (None, KOREAN.status_unknown))
    assert [row.status for row in content(city).rows] == [Status.PARTIAL, None]


def test_a_row_has_the_number_of_its_project_and_its_column_is_as_wide_as_the_widest() -> None:
    first, last = milestone("p9", date(2024, 12, 1)), milestone("p10000", date(2024, 12, 2))

    found = content(portfolio(*first, *last))

    assert [row.number for row in found.rows] == ["9", "10000"]
    assert found.number_width == ems("10000")
    assert content(portfolio(*first)).number_width == NUMBER_LEAST
    assert found.captions[0] == KOREAN.wall_number
