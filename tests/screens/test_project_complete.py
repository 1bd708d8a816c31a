"""The complete page of a project: curve, results, issues, documents, relations."""

from datetime import date
from typing import Any

from dashboard import urls
from dashboard.domain.portfolio import Profile
from dashboard.domain.records import (
    Area,
    Assignment,
    Department,
    Document,
    Indicator,
    IndicatorValue,
    PlanTarget,
    ProjectIndicator,
)
from dashboard.screens.project import ProjectScreen
from dashboard.screens.project import project as project_screen
from tests.builders import (
    EOK,
    TODAY,
    change,
    executed,
    original,
    plan_fund,
    pledges_and_tasks,
    portfolio,
    project,
    report,
    secured,
)


def shown(*records: Any, href: str = "/projects/p1", **facts: Any) -> ProjectScreen:
    screen = project_screen(portfolio(*records, **facts), urls.parse(href), TODAY)
    assert screen is not None
    return screen


# ---- curve ----


def test_money_is_drawn_by_year_as_a_share_of_the_current_total_with_its_base() -> None:
    curve = shown(
        project(),
        original(),
        change(1),
        plan_fund(50 * EOK),
        plan_fund(100 * EOK, plan="변경1"),
        secured(20 * EOK, period="2022"),
        secured(30 * EOK, period="2024"),
        executed(120 * EOK, period="2024"),
    ).curve
    granted, spent = curve.money

    assert [(point.at, point.share) for point in granted.points] == [
        (date(2022, 12, 31), 0.2),
        (date(2023, 12, 31), None),
        (date(2024, 12, 31), 0.5),
    ]
    assert (granted.last_text, granted.base_text) == ("50.0%", "50억 / 100억")
    assert "변경 1 총사업비 100억" in granted.definition
    assert spent.last_text == "120.0%"


def test_executed_money_without_planned_money_has_no_share_and_says_why() -> None:
    nothing = shown(project(), original(), plan_fund(0), executed(5 * EOK)).curve
    unknown = shown(project(), original(), executed(5 * EOK)).curve

    assert (nothing.money, nothing.notes) == ((), ("집행 5억, 총사업비 0: 비율을 낼 수 없음",))
    assert unknown.notes == ("집행 5억, 총사업비 자료 없음: 비율을 낼 수 없음",)


def test_targets_of_earlier_plans_stand_beside_those_in_force() -> None:
    curve = shown(
        project(),
        original(),
        change(1),
        change(2, approved_on=None),
        PlanTarget("p1", "당초", "2024Q4", 0.9),
        PlanTarget("p1", "변경1", "2024Q4", 0.4),
        PlanTarget("p1", "변경2", "2024Q4", 0.1),
    ).curve

    assert [(line.name, line.points[0].share) for line in curve.earlier] == [("계획(당초)", 0.9)]
    assert (curve.planned_name, curve.planned[0].share) == ("계획(변경 1)", 0.4)


def test_a_report_without_a_figure_stays_a_gap() -> None:
    curve = shown(
        project(),
        report(as_of=date(2024, 6, 30), progress=0.2),
        report(as_of=date(2024, 9, 30), progress=None),
        report(progress=0.3),
    ).curve

    assert [point.share for point in curve.reported] == [0.2, None, 0.3]


def test_a_project_of_which_nothing_is_known_says_so_everywhere() -> None:
    screen = shown(project())

    assert [
        screen.curve.empty_text,
        screen.results.empty_text,
        screen.results.statistics_empty,
        screen.documents.empty_text,
        screen.related.empty_text,
        screen.issues.note,
        screen.versions.empty_text,
    ] == [
        "보고된 진도가 없습니다.",
        "등록된 성과지표가 없습니다.",
        "이 사업이 움직일 시정 지표가 자료에 적혀 있지 않습니다.",
        "등록된 문서·사진이 없습니다.",
        "예산·부서·자치구·분야가 같은 다른 사업이 없습니다.",
        "보고된 문제가 없습니다.",
        "비교할 다른 계획이 없습니다.",
    ]


# ---- results ----


def results_of(**fields: Any) -> list[tuple[str, str, float | None, str | None] | None]:
    screen = shown(
        project(),
        ProjectIndicator("p1", "1", "이용객", "명", **fields),
        IndicatorValue("p1", "1", 2022, 100, 250),
        IndicatorValue("p1", "1", 2024, 1000, 750, date(2024, 12, 31)),
        IndicatorValue("p1", "1", 2025, 1200.5, None),
        IndicatorValue("p1", "1", 2021, None, 3),
    )
    (row,) = screen.results.rows
    return [
        None if cell is None else (cell.text, cell.rate_text, cell.bar, cell.over_text) for cell in row.cells
    ]


def test_every_year_shows_actual_and_target_and_a_bar_cut_at_the_whole() -> None:
    assert results_of() == [
        ("3 / –", "목표 자료 없음", None, None),
        ("250 / 100", "250.0%", 1.0, "100% 초과"),
        ("750 / 1,000", "75.0%", 0.75, None),
        ("– / 1,200.5", "시기 미도래", None, None),
    ]


def test_where_lower_is_better_the_rate_is_turned_round() -> None:
    assert [cell and cell[1] for cell in results_of(lower_is_better=True)][1:3] == ["40.0%", "133.3%"]


def test_a_city_statistic_is_named_with_the_indicator_that_moves_it() -> None:
    screen = shown(
        project(),
        Indicator("TR02", "도시철도 하루 이용객", "교통", "명/일", "교통국"),
        ProjectIndicator("p1", "1", "이용객", indicator_id="TR02"),
        ProjectIndicator("p1", "2", "만족도", indicator_id="elsewhere"),
    )

    assert [(each.name, each.text) for each in screen.results.statistics] == [
        ("도시철도 하루 이용객(명/일)", "교통 · 성과지표 ‘이용객’ · 교통국")
    ]


# ---- issues and reports ----


def test_the_open_issue_stands_on_top_and_past_ones_below_with_their_dates() -> None:
    issues = shown(
        project(),
        report(as_of=date(2023, 6, 30), issue="민원", measure="설명회"),
        report(as_of=date(2023, 12, 31)),
        report(as_of=date(2024, 3, 31), issue="국비 부족", measure="협의"),
        report(as_of=date(2024, 6, 30), issue="국비 부족"),
    ).issues

    assert [(each.issue, each.measure, each.when_text) for each in issues.open] == [
        ("국비 부족", "협의", "2024. 3. 31. ~ 2024. 6. 30.")
    ]
    assert [(each.issue, each.when_text) for each in issues.past] == [("민원", "2023. 6. 30.")]


def test_an_issue_that_the_newest_report_no_longer_names_is_past() -> None:
    issues = shown(project(), report(as_of=date(2024, 6, 30), issue="민원"), report()).issues

    assert (issues.open, len(issues.past)) == ((), 1)
    assert issues.note == "최근 보고(2024. 12. 31.)에는 문제가 적혀 있지 않습니다."


def test_every_report_stays_and_years_come_newest_first() -> None:
    days = [date(year, month, 28) for year in (2022, 2023, 2024) for month in range(1, 13)]
    screen = shown(project(), *(report(as_of=day) for day in days))

    assert [(year.label, year.count_text) for year in screen.report_years] == [
        ("2024년", "보고 12회"),
        ("2023년", "보고 12회"),
        ("2022년", "보고 12회"),
    ]
    assert len(screen.reports) == 36


# ---- documents ----


def test_only_an_address_of_the_city_is_a_link() -> None:
    documents = shown(
        project(),
        Document("p1", "1", "계획서", "https://city.example.test/1.pdf", "문서", date(2023, 1, 2)),
        Document("p1", "2", "함정", "javascript:alert(1)", dated=date(2024, 1, 2)),
        Document("p1", "3", "빈 것"),
        Document("p1", "4", "내일 것", dated=date(2025, 1, 1)),
        profile=Profile(document_hosts=("city.example.test",)),
    ).documents

    assert [(line.title, line.href, line.date_text) for line in documents.lines] == [
        ("함정", None, "2024. 1. 2."),
        ("계획서", "https://city.example.test/1.pdf", "2023. 1. 2."),
        ("빈 것", None, "날짜 자료 없음"),
    ]
    assert documents.lines[0].address_text == "열 수 없는 주소: javascript:alert(1)"


# ---- related ----


def test_related_projects_come_with_their_reasons_the_strongest_first() -> None:
    records = [
        *pledges_and_tasks(),
        Area("a1", "경제"),
        Department("d1", "철도과"),
        *(project(f"p{n}", area_id="a1") for n in (2, 5)),
        project("p1", area_id="a1", districts="동구", budget_group="g"),
        project("p3", districts="동구, 중구"),
        project("p4", budget_group="g"),
        project("p6"),
        *(Assignment(f"p{n}", "d1") for n in (1, 3, 6)),
    ]
    related = shown(*records).related

    assert [(row.project_id, row.reason) for row in related.rows] == [
        ("p4", "예산 공유"),
        ("p3", "같은 부서(철도과)·자치구(동구)"),
        ("p2", "같은 분야(경제)"),
        ("p5", "같은 분야(경제)"),
    ]
    assert related.rows[0].compare_href == "/compare?ids=p1%2Cp4"


def test_many_related_projects_are_counted_and_the_table_shows_them() -> None:
    records = [Area("a1", "경제"), *(project(f"p{n}", area_id="a1") for n in range(1, 12))]
    related = shown(*records, href="/projects/p1?status=unknown").related

    assert (len(related.rows), related.more_text) == (6, "외 4개")
    assert related.more_href == "/projects?area=a1"


# ---- ways ----


def test_the_way_to_compare_carries_the_filter_and_the_version() -> None:
    screen = shown(project("a,b"), href="/projects/a%2Cb?past=1&as_of=v3")

    assert screen.compare is not None
    assert urls.parse(screen.compare.href).option("ids") == "a%2Cb"
    assert urls.parse(screen.compare.href).as_of == "v3"


def test_what_an_address_asks_in_vain_is_said() -> None:
    screen = shown(project(), href="/projects/p1?area=zz&plans=x,y&nonsense=1")

    assert len(screen.ignored) == 3
    assert not screen.versions.is_open
