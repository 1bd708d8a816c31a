"""Comparing two to four projects: which, what they say, on one time axis."""

from datetime import date
from typing import Any

import pytest

from dashboard import urls
from dashboard.domain.records import Area
from dashboard.screens.compare import CompareCell, CompareScreen
from dashboard.screens.compare import compare as compare_screen
from dashboard.screens.compare_ids import ids_of
from tests.builders import (
    EOK,
    TODAY,
    executed,
    plan_fund,
    planned_dates,
    pledges_and_tasks,
    portfolio,
    project,
    report,
    secured,
    stage,
)


def shown(*records: Any, href: str = "/compare?ids=p1,p2") -> CompareScreen:
    return compare_screen(portfolio(*records), urls.parse(href), TODAY)


def rows_of(screen: CompareScreen) -> dict[str, tuple[CompareCell, ...]]:
    return {row.label: row.cells for group in screen.groups for row in group.rows}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        (None, ()),
        ("", ()),
        (",,", ()),
        ("p1,p2,p1", ("p1", "p2")),
        ("a%2Cb,c", ("a,b", "c")),
    ],
)
def test_ids_stand_apart_by_commas_each_once(text: str | None, ids: tuple[str, ...]) -> None:
    assert ids_of(text) == ids


def test_projects_stand_in_the_order_of_the_address_with_a_way_out_of_it() -> None:
    screen = shown(project("p1"), project("p2"), href="/compare?ids=p2,p1&as_of=v3")

    assert [each.project_id for each in screen.projects] == ["p2", "p1"]
    assert screen.projects[0].remove_href == "/compare?as_of=v3&ids=p1"
    assert screen.projects[0].href == "/projects/p2?as_of=v3"
    assert screen.messages == ()


def test_unknown_ids_are_said_and_the_others_stay() -> None:
    screen = shown(project("p1"), project("p2"), href="/compare?ids=p1,gone,p2")

    assert screen.messages == ("현재 자료에 없는 사업: gone",)
    assert len(screen.projects) == 2


@pytest.mark.parametrize(
    ("href", "message", "count"),
    [
        ("/compare", "고른 사업이 없습니다. 아래에서 사업을 고르십시오.", 0),
        ("/compare?ids=p1", "사업이 하나뿐입니다. 아래에서 하나 더 고르십시오.", 1),
        ("/compare?ids=p1,p2,p3,p4,p5", "4개까지 비교합니다. 뺀 사업: 5 사업 p5", 4),
    ],
)
def test_fewer_than_two_and_more_than_four_are_said(href: str, message: str, count: int) -> None:
    screen = shown(*(project(f"p{n}") for n in range(1, 6)), href=href)

    assert message in screen.messages
    assert len(screen.projects) == count


def test_a_project_is_added_by_a_link_until_there_are_four() -> None:
    city = [Area("a", "경제"), *(project(f"p{n}", area_id="a" if n < 3 else None) for n in range(1, 7))]
    one = shown(*city, href="/compare?ids=p1")
    full = shown(*city, href="/compare?ids=p1,p2,p3,p4")

    assert [(each.href, each.reason) for each in one.offers.related] == [
        ("/compare?ids=p1%2Cp2", "같은 분야(경제)")
    ]
    assert one.offers.all_title == "다른 사업 5개"
    assert (full.offers.full_text, full.offers.all) == ("더하려면 먼저 하나를 빼십시오.", ())


def test_the_filter_narrows_what_is_offered_and_never_what_is_compared() -> None:
    city = [Area("a", "경제"), *(project(f"p{n}", area_id="a" if n < 3 else None) for n in range(1, 7))]
    screen = shown(*city, href="/compare?ids=p5,p6&area=a")

    assert [each.project_id for each in screen.projects] == ["p5", "p6"]
    assert [each.text for each in screen.offers.all] == ["1 사업 p1", "2 사업 p2"]


def test_a_nonsense_filter_is_said() -> None:
    assert shown(project("p1"), project("p2"), href="/compare?ids=p1,p2&area=zz").messages


def test_every_rate_has_its_numbers_and_missing_is_missing() -> None:
    rows = rows_of(
        shown(
            project("p1"),
            project("p2", has_budget=False),
            project("p3"),
            plan_fund(100 * EOK),
            secured(40 * EOK),
            executed(50 * EOK),
            plan_fund(0, project_id="p3"),
            executed(5 * EOK, project_id="p3"),
            href="/compare?ids=p1,p2,p3",
        )
    )

    assert [cell.text for cell in rows["총사업비"]] == ["100억", "비예산", "0원"]
    rates = [(cell.text, cell.note) for cell in rows["확보율(총사업비 대비)"]]
    assert rates == [("40.0%", "40억 / 100억"), ("해당 없음(비예산)", None), ("자료 없음", "– / 0원")]
    assert rows["집행률"][0].text == "125.0%"


def test_status_progress_and_schedule_stand_side_by_side() -> None:
    rows = rows_of(
        shown(
            project("p1"),
            project("p2"),
            report("p1", progress=0.31, progress_name="공정률"),
            stage(project_id="p1"),
            planned_dates(end=date(2024, 10, 5)),
        )
    )

    assert [(cell.text, cell.note) for cell in rows["추진율"]] == [
        ("31.0%", "공정률 · 계획 자료 없음"),
        ("자료 없음", "추진율 · 계획 자료 없음"),
    ]
    assert [cell.is_late for cell in rows["일정 계산"]] == [True, False]


def test_all_procedures_share_one_time_axis() -> None:
    screen = shown(
        *pledges_and_tasks(),
        project("p1"),
        project("p2"),
        project("p3"),
        stage(project_id="p1"),
        stage(project_id="p2"),
        planned_dates(start=date(2020, 1, 1), end=date(2021, 1, 1), project_id="p1"),
        planned_dates(end=date(2029, 5, 5), project_id="p2"),
        href="/compare?ids=p1,p2,p3",
    )

    assert {(each.gantt.starts, each.gantt.ends) for each in screen.gantts} == {
        (date(2020, 1, 1), date(2029, 5, 5))
    }
    assert screen.gantts[2].gantt.empty_text == "등록된 절차가 없습니다."


def test_the_curve_has_a_line_per_project_and_says_when_nobody_reported() -> None:
    screen = shown(project("p1"), project("p2"), report("p1", progress=0.31))
    nobody = shown(project("p1"), project("p2"))
    assert screen.curve is not None
    assert nobody.curve is not None

    assert [len(line.points) for line in screen.curve.lines] == [1, 0]
    assert nobody.curve.empty_text == "보고된 진도가 없습니다."
