"""A project: what it is, where it stands, its neighbours, plans and reports."""

from datetime import date
from typing import Any

from dashboard import urls
from dashboard.domain.history import UnapprovedChange
from dashboard.domain.records import Area, Assignment, Department, Membership, PlanTarget
from dashboard.domain.vocabulary import Completion, Novelty, PlanKind, Precision, Role, StageKind, Status
from dashboard.screens.project import ProjectScreen
from dashboard.screens.project import project as project_screen
from dashboard.screens.room import room
from tests.builders import (
    EOK,
    TODAY,
    change,
    executed,
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


def shown(*records: Any, href: str = "/projects/p1", **facts: Any) -> ProjectScreen:
    screen = project_screen(portfolio(*records, **facts), urls.parse(href), TODAY)
    assert screen is not None
    return screen


def facts_of(screen: ProjectScreen) -> dict[str, str]:
    return {fact.label: fact.text for fact in screen.facts}


def test_a_project_that_is_not_there_has_no_screen() -> None:
    assert project_screen(portfolio(project()), urls.parse("/projects/p2"), TODAY) is None


def test_what_it_is_comes_from_its_records() -> None:
    screen = shown(
        *pledges_and_tasks(),
        Area("a1", "미래"),
        Department("d1", "노면전차과"),
        Department("d2", "교통정책과"),
        Assignment("p1", "d1", Role.LEAD, "건설1팀", "1234"),
        Assignment("p1", "d2", Role.SUPPORT),
        Membership("p1", "pledge", "67", "공약"),
        Membership("p1", "task", "12"),
        project(
            area_id="a1",
            content="순환선을 놓는다.",
            purpose="철도 사각지대 해소",
            location="중앙로 일원",
            districts="동구, 중구",
            starts=date(2022, 9, 1),
            starts_precision=Precision.MONTH,
            ends_precision=Precision.OPEN,
            novelty=Novelty.CONTINUING,
            completion=Completion.AFTER_TERM,
            has_budget=True,
        ),
    )

    assert screen.content.text == "순환선을 놓는다."
    assert facts_of(screen) == {
        "목적": "철도 사각지대 해소",
        "주관부서": "노면전차과",
        "협조부서": "교통정책과",
        "담당팀·내선": "건설1팀 내선 1234",
        "위치": "동구, 중구 · 중앙로 일원",
        "기간": "2022. 9. ~ 계속",
        "신규·계속": "계속",
        "완료 시기": "임기후",
        "예산": "예산 사업",
        "구분": "공약 67(공약) · 100대 핵심과제 12",
        "분야": "미래",
        "다음 절차": "자료 없음",
    }


def test_what_is_missing_says_so() -> None:
    screen = shown(project())

    assert screen.content.is_missing
    assert facts_of(screen)["기간"] == "자료 없음"
    assert {fact.text for fact in screen.facts if fact.is_missing} == {"자료 없음"}


def test_a_text_that_nobody_could_read_stays_in_its_own_words() -> None:
    screen = shown(project(unread=(("ends", "2016. 13월"), ("content", "?"))))

    (period,) = [fact for fact in screen.facts if fact.label == "기간"]
    assert period.notes == ("종료일 원문 ‘2016. 13월’ 읽지 못함",)
    assert screen.content.notes == ("사업내용 원문 ‘?’ 읽지 못함",)


def test_a_department_without_a_name_is_shown_by_its_id() -> None:
    assert facts_of(shown(project(), Assignment("p1", "교통국")))["주관부서"] == "교통국"


def test_it_stands_by_official_status_and_by_computed_days_side_by_side() -> None:
    standing = shown(
        project(),
        report(progress=0.31, progress_name="공정률"),
        stage(name="착공", kind=StageKind.START),
        planned_dates(end=date(2024, 10, 5)),
    ).standing

    assert (standing.status, standing.status_word, standing.progress_name, standing.progress_text) == (
        Status.ON_TRACK,
        "정상추진",
        "공정률",
        "31.0%",
    )
    assert (standing.past_sentence, standing.days_past) == ("착공 예정일 87일 경과", 87)
    assert standing.report_text == "2024. 12. 31. 보고"


def test_without_a_report_everything_reported_is_missing() -> None:
    standing = shown(project()).standing

    assert (standing.status_word, standing.progress_text, standing.report_text, standing.past_sentence) == (
        "상태 미상",
        "자료 없음",
        "자료 없음",
        "판정할 계획일 없음",
    )


def test_the_target_is_that_of_the_last_quarter_of_the_approved_plan() -> None:
    screen = shown(
        project(),
        change(1),
        PlanTarget("p1", "당초", "2024Q4", 0.9),
        PlanTarget("p1", "변경1", "2024Q3", 0.4),
        PlanTarget("p1", "변경1", "2024Q4", 0.442),
        PlanTarget("p1", "변경1", "2025Q1", 0.5),
        PlanTarget("p1", "변경1", "언젠가", 0.6),
        report(progress=0.31, as_of=date(2024, 12, 31)),
        report(progress=0.22, as_of=date(2024, 3, 31)),
    )

    assert screen.standing.target_text == "계획 44.2%"
    assert [(point.at, point.share) for point in screen.curve.reported] == [
        (date(2024, 3, 31), 0.22),
        (date(2024, 12, 31), 0.31),
    ]
    assert [point.share for point in screen.curve.planned] == [0.4, 0.442, 0.5]


def test_every_figure_stands_beside_its_partner() -> None:
    screen = shown(
        project(),
        original(),
        change(1),
        report(progress=0.31),
        plan_fund(7_492 * EOK),
        plan_fund(15_056 * EOK, plan="변경1"),
        secured(2_640 * EOK),
        executed(1_749 * EOK),
    )

    assert [(each.label, each.value_text, each.partner_text) for each in screen.figures] == [
        ("추진율", "31.0%", "계획 자료 없음"),
        ("확보율(총사업비 대비)", "17.5%", "2,640억 / 1조 5,056억"),
        ("집행률", "66.3%", "1,749억 / 2,640억"),
        ("총사업비", "1조 5,056억", "당초 7,492억에서 +7,564억(+101.0%)"),
    ]


def test_a_project_without_a_budget_is_no_project_without_data() -> None:
    cost = shown(project(has_budget=False)).figures[-1]

    assert (cost.value_text, cost.is_missing) == ("비예산", False)


def test_a_printed_total_stands_in_where_the_cells_are_missing() -> None:
    screen = shown(project(), original(stated_total=300 * EOK))

    assert screen.figures[-1].value_text == "300억"
    assert screen.plans[0].total_text == "300억"


def test_plans_come_in_their_order_with_approval_reason_total_and_end() -> None:
    screen = shown(
        project(),
        stage(),
        original(approved_on=date(2022, 10, 6)),
        change(1, reason_code="사업비 재산정", reason="가선 구간 변경", procedure="평가단 심의"),
        change(2, approved_on=None, reason="연장"),
        change(3, approved_on=date(2025, 3, 1)),
        planned_dates(end=date(2027, 3, 31)),
        planned_dates(end=date(2027, 6, 1), end_precision=Precision.MONTH, plan="변경1"),
        plan_fund(100 * EOK),
        plan_fund(80 * EOK, plan="변경1"),
    )

    rows = [
        (
            row.name,
            row.approved_text,
            row.total_text,
            row.change_text,
            row.end_text,
            row.is_current,
            row.is_proposed,
        )
        for row in screen.plans
    ]
    assert rows == [
        ("당초", "2022. 10. 6.", "100억", None, "2027. 3. 31.", False, False),
        ("변경 1", "2023. 12. 20.", "80억", "-20억(-20.0%)", "2027. 6.", True, False),
        ("변경 2", "승인 전", "자료 없음", None, "–", False, True),
        ("변경 3", "2025. 3. 1. 승인 예정", "자료 없음", None, "–", False, True),
    ]
    assert screen.plans[1].reason_text == "사업비 재산정: 가선 구간 변경"
    assert screen.plans_empty_text is None


def test_a_plan_whose_printed_total_differs_shows_both() -> None:
    screen = shown(project(), original(stated_total=120 * EOK), plan_fund(100 * EOK))

    assert screen.plans[0].total_text == "발표 120억 · 합 100억"


def test_a_plan_that_never_changed_says_so() -> None:
    assert shown(project()).plans_empty_text == "등록된 계획 변경이 없습니다."


def moved(before: date, after: date, basis: date, part: str = "end") -> UnapprovedChange:
    return UnapprovedChange("p1", "당초", "s1", part, before, after, basis)


def test_a_date_that_changed_without_approval_is_listed() -> None:
    screen = shown(
        project(),
        stage(name="착공", kind=StageKind.START),
        planned_dates(end=date(2024, 12, 11)),
        unapproved=[moved(date(2024, 10, 14), date(2024, 12, 11), date(2024, 9, 30))],
    )

    (row,) = screen.unapproved
    (step,) = row.steps
    assert (row.stage_name, row.what, row.before_text, row.after_text, row.days_text, step.basis_text) == (
        "착공",
        "예정일",
        "2024. 10. 14.",
        "2024. 12. 11.",
        "+58일",
        "2024. 9. 30. 기준",
    )
    assert (screen.gantt.rows[0].unapproved, screen.gantt.unapproved_text) == (1, "미승인 변경 1건")


def test_a_date_that_changed_many_times_is_one_row_from_the_first_to_the_last() -> None:
    first, second, third = date(2024, 10, 14), date(2025, 3, 1), date(2024, 11, 1)
    screen = shown(
        project(),
        stage(name="착공", kind=StageKind.START),
        planned_dates(end=third),
        unapproved=[
            moved(first, second, date(2024, 6, 30)),
            moved(second, third, date(2024, 9, 30)),
            moved(first, second, date(2024, 9, 30), part="start"),
        ],
    )

    start, end = screen.unapproved
    assert (start.what, end.what) == ("착수 예정일", "예정일")
    assert (end.before_text, end.after_text, end.days_text, end.times_text, end.is_later) == (
        "2024. 10. 14.",
        "2024. 11. 1.",
        "+18일",
        "2번 바뀜",
        True,
    )
    assert [(step.days_text, step.is_later) for step in end.steps] == [("-120일", False), ("+138일", True)]
    assert screen.gantt.unapproved_text == "미승인 변경 3건"


def test_reports_come_newest_first_and_none_from_after_the_status_date() -> None:
    screen = shown(
        project(),
        report(as_of=date(2024, 6, 30), progress=0.27, done_text="착수"),
        report(as_of=date(2024, 9, 30), progress=0.31, issue="국비 부족", measure="증액 협의"),
        report(as_of=date(2025, 3, 31), progress=0.4),
    )

    assert [(row.date_text, row.progress_text) for row in screen.reports] == [
        ("2024. 9. 30.", "31%"),
        ("2024. 6. 30.", "27%"),
    ]
    (issue,) = screen.issues.open
    assert (issue.issue, issue.measure, issue.when_text) == ("국비 부족", "증액 협의", "2024. 9. 30.")


def test_neighbours_follow_the_order_of_the_room_within_the_filter() -> None:
    records = [
        *pledges_and_tasks(),
        Area("a1", "경제", sort=1),
        Area("a2", "문화", sort=2),
        *(project(f"p{n}", area_id="a1" if n < 3 else "a2") for n in range(1, 6)),
        *(Membership(f"p{n}", "pledge") for n in (1, 2, 4)),
        *(stage(project_id="p4"), planned_dates(end=date(2024, 1, 1), project_id="p4")),
    ]
    city = portfolio(*records)
    order = [
        tile.project_id
        for area in room(city, urls.parse("/?programme=pledge"), TODAY).areas
        for tile in area.tiles
    ]

    screen = shown(*records, href="/projects/p2?programme=pledge")

    assert order == ["p1", "p2", "p4"]
    assert screen.previous is not None
    assert screen.next is not None
    assert (screen.previous.href, screen.next.label) == ("/projects/p1?programme=pledge", "4 사업 p4")
    assert screen.position_text == "공약 3개 중 2번째"
    assert screen.back_href == "/?programme=pledge"
    assert [(crumb.label, crumb.href) for crumb in screen.crumbs] == [
        ("공약 한눈에", "/?programme=pledge"),
        ("경제", "/?programme=pledge&area=a1"),
    ]


def test_the_first_and_the_last_have_one_neighbour() -> None:
    first, last = (shown(project("p1"), project("p2"), href=f"/projects/{key}") for key in ("p1", "p2"))

    assert (first.previous, last.next) == (None, None)
    assert first.next is not None
    assert last.previous is not None


def test_a_project_outside_the_filter_is_shown_and_says_so() -> None:
    screen = shown(project(), report(status=Status.DONE), href="/projects/p1?status=dropped")

    assert (screen.position_text, screen.previous, screen.next) == ("고른 조건 밖의 사업", None, None)


def test_projects_that_share_the_budget_are_linked() -> None:
    screen = shown(
        project("p1", budget_group="g"),
        project("p2", budget_group="g"),
        project("p3"),
        report("p2", Status.DONE),
    )

    (other,) = screen.shared_budget
    assert (other.href, other.text, other.status_word) == ("/projects/p2", "2 사업 p2", "완료")


def test_the_kind_of_a_version_decides_its_name_and_not_its_key() -> None:
    screen = shown(project(), original(key="v1", seq=1), change(2, key="v2", kind=PlanKind.CHANGE))

    assert [row.name for row in screen.plans] == ["당초", "변경 1"]


def test_the_page_says_its_date_and_its_source() -> None:
    screen = shown(project())

    assert (screen.as_of_text, screen.source_text) == (
        "2024. 12. 31. 기준 · 오늘 2025. 1. 2.",
        "자료: 시정 데이터베이스(시연)",
    )
