"""③ 중점관리 사업: the furthest past plan with what was reported, what is missing, and what comes next."""

from datetime import date
from typing import Any

from dashboard.domain.city_map import CityMap
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.records import Membership
from dashboard.domain.vocabulary import FundSource, Precision, StageKind, Status
from dashboard.domain.words import KOREAN
from dashboard.screens.wall_attention import MOST, Attention, AttentionRow, scenes
from dashboard.screens.wall_view import WallView
from tests.builders import (
    EOK,
    TODAY,
    original,
    plan_fund,
    planned_dates,
    pledges_and_tasks,
    portfolio,
    project,
    report,
    secured,
    stage,
)


def view(city: Portfolio, **more: Any) -> WallView:
    return WallView(city, None, CityMap((), (), (), (0.0, 0.0, 1.0, 1.0)), TODAY, KOREAN, **more)


def late(project_id: str, end: date, **fields: Any) -> list[Any]:
    return [
        project(project_id, **fields),
        original(project_id),
        stage(project_id=project_id, name="토지 보상"),
        planned_dates(project_id=project_id, end=end),
    ]


def content(city: Portfolio) -> Attention:
    (scene,) = scenes(view(city))
    found: Attention = scene.content
    return found


def rows(city: Portfolio) -> tuple[AttentionRow, ...]:
    found = content(city)
    return (*found.upper, *found.lower)


def test_the_furthest_past_plan_come_first_and_the_bar_is_its_part_of_the_longest() -> None:
    city = portfolio(*late("p1", date(2024, 12, 11)), *late("p2", date(2024, 11, 21)), project("p3"))

    found = rows(city)

    assert [(row.project_id, row.days_text, row.share) for row in found] == [
        ("p2", "+40일", 1.0),
        ("p1", "+20일", 0.5),
    ]
    assert found[0].planned_text == "토지 보상 완료 '24.11.21."


def test_guests_see_nothing_of_it_and_a_city_on_plan_has_no_such_scene() -> None:
    city = portfolio(*late("p1", date(2024, 12, 11)))

    assert scenes(view(city, is_guest=True)) == ()
    assert scenes(view(portfolio(*late("p1", date(2025, 12, 11))))) == ()


def test_the_reason_is_what_the_newest_report_names_and_nothing_is_made_up() -> None:
    city = portfolio(
        *late("p1", date(2024, 12, 1)),
        report("p1", Status.PARTIAL, issue="보상가 이견으로 협의가 늦어짐"),
        *late("p2", date(2024, 12, 2)),
        report("p2", as_of=date(2024, 9, 30), issue="지난 문제"),
        report("p2", measure="다시 협의"),
        *late("p3", date(2024, 12, 3)),
    )

    assert [row.reason for row in rows(city)] == [
        "보상가 이견으로 협의가 늦어짐",
        KOREAN.wall_attention_no_reason,
        KOREAN.wall_attention_no_reason,
    ]
    assert [row.status_word for row in rows(city)] == ["일부추진", "정상추진", "상태 미상"]


def test_long_reasons_take_two_lines_and_fewer_rows_and_the_sentence_says_how_many_there_are() -> None:
    reason = "총사업비 조정 협의와 환경영향 협의가 함께 길어져 다음 단계의 설계를 아직 시작하지 못함"
    short = portfolio(*(part for n in range(9) for part in late(f"p{n}", date(2024, 12, 1))))
    long = portfolio(
        *(part for n in range(9) for part in late(f"p{n}", date(2024, 12, 1))),
        *(report(f"p{n}", issue=reason) for n in range(9)),
    )

    assert (len(content(short).upper), len(content(short).lower)) == (3, MOST - 3)
    assert (len(content(long).upper), len(content(long).lower)) == (2, 3)
    assert all(row.reason == reason for row in rows(long))
    assert scenes(view(long))[0].sentence[0].text == "계획일 경과 9개 중 5개"


def test_a_row_says_what_of_the_plan_up_to_this_year_is_not_secured() -> None:
    city = portfolio(
        *late("p1", date(2024, 12, 1)),
        plan_fund(100 * EOK),
        plan_fund(900 * EOK, FundSource.METRO, "2027"),
        secured(30 * EOK),
        *late("p2", date(2024, 12, 2)),
        plan_fund(50 * EOK, project_id="p2"),
        secured(50 * EOK, project_id="p2"),
        *late("p3", date(2024, 12, 3)),
        plan_fund(50 * EOK, project_id="p3"),
        *late("p4", date(2024, 12, 4), has_budget=False),
    )
    (scene,) = scenes(view(city))

    assert [(row.gap_text, row.is_short) for row in rows(city)] == [
        ("70억", True),
        (KOREAN.wall_attention_no_gap, False),
        (KOREAN.missing, False),
        (KOREAN.wall_attention_no_budget, False),
    ]
    assert [(span.text, span.is_late) for span in scene.sentence] == [
        ("계획일 경과 4개의 ", False),
        ("미확보 70억", True),
    ]


def test_a_budget_that_two_rows_share_is_missing_once_in_the_rows_and_in_the_sentence() -> None:
    city = portfolio(
        *late("p1", date(2024, 12, 1), budget_group="g"),
        *late("p2", date(2024, 12, 2), budget_group="g"),
        *(plan_fund(100 * EOK, project_id=each) for each in ("p1", "p2")),
        *(secured(30 * EOK, project_id=each) for each in ("p1", "p2")),
    )

    assert [row.gap_text for row in rows(city)] == ["70억", "1번과 한 예산"]
    assert scenes(view(city))[0].sentence[1].text == "미확보 70억"


def test_the_next_step_is_short_and_as_exact_as_its_date() -> None:
    city = portfolio(
        *late("p1", date(2024, 12, 1)),
        stage("s2", name="개발제한구역 해제 협의회 심의"),
        planned_dates("s2", start=date(2024, 12, 1), end=date(2025, 4, 1), end_precision=Precision.MONTH),
        *late("p2", date(2024, 12, 2)),
        stage("s2", "p2", name="착공", kind=StageKind.START),
        planned_dates("s2", end=date(2025, 7, 1), end_precision=Precision.HALF, project_id="p2"),
        *late("p3", date(2024, 12, 3)),
    )

    assert [row.next_text for row in rows(city)] == [
        "'25.4. 개발제한구역 해제 완료",
        "'25년 하반기 착공",
        KOREAN.wall_attention_no_next,
    ]


def test_a_row_has_the_number_that_the_project_has_in_the_programme_and_one_too_long_is_left_out() -> None:
    city = portfolio(
        *pledges_and_tasks(),
        *late("p1", date(2024, 12, 1), number="9"),
        Membership("p1", "pledge", number="12"),
        *late("p2", date(2024, 12, 2), number="일자리경제 12"),
    )

    assert [row.number for row in rows(city)] == ["9", ""]
    (scene,) = scenes(view(city, programme="pledge"))
    assert [row.number for row in scene.content.upper] == ["12"]
    assert content(city).heads[0] == KOREAN.wall_number


def test_long_numbers_take_their_room_from_what_stands_beside_them() -> None:
    told = "환경영향 협의에서 보완 의견이 두 차례나 더 나옴"
    issue = report("p1", issue=told)
    short, long = (
        rows(portfolio(*late("p1", date(2024, 12, 1), number=number), issue)) for number in ("9", "18700")
    )

    assert [row.reason for row in (*short, *long)] == [told, told]
    assert short[0].height < long[0].height
