"""The project card and the quarterly report as plain data: what they say, and what they say of what is missing."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from dashboard import urls
from dashboard.domain.history import Change, ChangeKind
from dashboard.domain.moments import ChangeSet, Moment
from dashboard.domain.portfolio import Portfolio, Profile
from dashboard.domain.records import FundFact
from dashboard.domain.vocabulary import FundSource, FundStage, Status
from dashboard.domain.words import KOREAN
from dashboard.screens.card import card
from dashboard.screens.paper import MOST_COLUMNS, Cell, Level, Line, Paper, PaperScreen, Table
from dashboard.screens.report import Findings, Known, asked_moment, report
from dashboard.screens.selection import known_address
from dashboard.screens.texts import View
from tests.builders import (
    BASIS,
    EOK,
    TODAY,
    executed,
    original,
    plan_fund,
    planned_dates,
    portfolio,
    project,
    secured,
    stage,
)
from tests.builders import report as status_report
from tests.layouts.city import BARE, MOMENT, RICH, city, screen_of

NOVEMBER = Moment(11, date(2024, 9, 30), MOMENT)
DECEMBER = Moment(12, BASIS, MOMENT)


def texts(paper: Paper) -> list[str]:
    """Everything that stands on the paper."""
    return [
        paper.title,
        paper.subtitle,
        *paper.about,
        *(text for block in paper.blocks for text in _of(block)),
    ]


def _of(block: Line | Table) -> Iterable[str]:
    if isinstance(block, Line):
        return [block.text]
    return [cell.text for row in (block.head, *block.rows) for cell in row]


def card_of(project_id: str, whole: Portfolio | None = None) -> PaperScreen:
    address = urls.Address(urls.Page.CARD, project_id)
    screen = card(whole or city(), address, TODAY)
    assert screen is not None
    return screen


def report_of(
    href: str = "/report", whole: Portfolio | None = None, known: Known | None = None
) -> PaperScreen:
    given = whole or city()
    on = given.status_date(TODAY)
    view = View(given, known_address(given, urls.parse(href), on), on, KOREAN)
    return report(view, known or Known(None, (NOVEMBER, DECEMBER), Findings(2, 1)))


def heads(paper: Paper) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, Line) and block.level is Level.HEAD]


def table_after(paper: Paper, text: str) -> Table:
    """The first table below the heading `text`."""
    places = [n for n, block in enumerate(paper.blocks) if isinstance(block, Line) and block.text == text]
    return next(block for block in paper.blocks[places[0] :] if isinstance(block, Table))


def all_rows_are_filled(paper: Paper) -> bool:
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    return all(
        sum(cell.span for cell in row) == len(table.widths)
        for table in tables
        for row in (table.head, *table.rows)
        if row
    )


def test_a_card_says_what_the_page_of_the_project_says() -> None:
    paper, screen = card_of(RICH).paper, screen_of(RICH)
    said = texts(paper)

    assert paper.subtitle == "1 <순환선> & 지선"
    for fact in screen.facts:
        assert fact.label in said
        assert fact.text in said
    for row in screen.gantt.rows:
        assert row.name in said
        assert all(span.text in said for span in (row.baseline, row.current, row.actual) if span)
    for rate in screen.funding.rates:
        assert {rate.value_text, rate.fraction_text, rate.definition} <= set(said)
    for plan in screen.plans:
        assert {plan.name, plan.approved_text, plan.reason_text, plan.procedure_text} <= set(said)
    assert "대책: 국회 협의" in said
    assert screen.funding.gap_text in said


def test_the_sections_of_a_card_stand_in_the_order_of_a_management_card() -> None:
    assert heads(card_of(RICH).paper) == [
        "추진 현황",
        "사업내용",
        "추진절차",
        "재원 조달",
        "성과지표",
        "추진실적 및 향후계획",
        "변경이력",
        "산식과 용어",
    ]


def test_a_card_of_a_project_of_which_nothing_is_known_says_so_everywhere() -> None:
    said = texts(card_of(BARE).paper)

    assert heads(card_of(BARE).paper) == heads(card_of(RICH).paper)
    assert {"등록된 절차가 없습니다.", "등록된 재원이 없습니다.", "보고가 없습니다."} <= set(said)
    assert said.count("자료 없음") > 5


def test_every_row_of_every_table_fills_its_columns() -> None:
    assert all_rows_are_filled(card_of(RICH).paper)
    assert all_rows_are_filled(card_of(BARE).paper)
    assert all_rows_are_filled(report_of().paper)


def test_a_card_says_where_it_comes_from_and_that_a_demo_is_one() -> None:
    about = " ".join(card_of(RICH).paper.about)

    assert "시정 데이터베이스(시연)" in about
    assert "2024. 12. 31. 기준" in about
    assert "자료 버전 12" in about
    assert "시연용 자료: 실제 사업·금액과 무관" in about


def test_more_years_than_a_sheet_holds_go_on_in_a_further_table_and_none_is_lost() -> None:
    years = [f"{year}" for year in range(2010, 2010 + 2 * MOST_COLUMNS)]
    whole = portfolio(project(), *[plan_fund(EOK, period=year) for year in years])
    tables = [
        block
        for block in card_of("p1", whole).paper.blocks
        if isinstance(block, Table) and block.note is not None
    ]

    labels = [cell.text for table in tables for cell in table.head[1:]]

    assert labels == [*years, "총계"]
    assert max(len(table.head) for table in tables) == MOST_COLUMNS + 1


def test_executed_money_without_a_plan_is_shown_without_a_rate() -> None:
    whole = portfolio(project(), plan_fund(0), executed(5 * EOK))

    rates = [
        row for row in table_after(card_of("p1", whole).paper, "재원 조달").rows if row[0].text == "집행"
    ]
    said = texts(card_of("p1", whole).paper)

    assert rates[0][-1].text == "500"
    assert "확보율(총사업비 대비)" in said
    assert "자료 없음" in said


def test_a_name_of_400_letters_and_control_characters_stays_whole_in_the_data() -> None:
    name = "가" * 400
    assert card_of("p1", portfolio(project(name=name))).paper.subtitle == f"1 {name}"


def test_there_is_no_card_of_an_unknown_project() -> None:
    assert card(city(), urls.Address(urls.Page.CARD, "none"), TODAY) is None


def test_a_report_has_its_sections_in_order_and_its_quarter_in_its_head() -> None:
    screen = report_of()

    assert screen.paper.title == "한빛광역시 공약사업 추진상황 보고"
    assert screen.paper.subtitle == "2024년 4분기"
    assert heads(screen.paper) == [
        "총괄",
        "분야별 현황",
        "재원",
        "계획일 경과 사업",
        "이번 분기 주요 실적",
        "다음 분기 주요 일정",
        "재원 미확보",
        "달라진 점",
        "중점관리 검토 대상",
        "자료의 상태",
        "산식과 용어",
    ]
    assert [choice.label for choice in screen.choices] == ["2024년 4분기", "2024년 3분기"]
    assert [choice.is_on for choice in screen.choices] == [True, False]


def test_the_areas_of_a_report_add_up_to_its_projects() -> None:
    table = table_after(report_of().paper, "분야별 현황")
    *rows, total = [[int(cell.text) for cell in row[1:-2]] for row in table.rows]

    assert [sum(column) for column in zip(*rows, strict=True)] == total
    assert total[0] == 12
    assert sum(total[1:]) == 12


def test_a_report_counts_what_its_filter_leaves() -> None:
    paper = report_of("/report?area=econ&past=1").paper
    said = texts(paper)

    assert "대상: 1개 사업" in said
    assert any("분야: 경제" in text and "계획일: 계획일 경과" in text for text in said)
    assert table_after(paper, "분야별 현황").rows[-1][1].text == "1"


def test_a_report_over_nothing_keeps_its_head_and_says_so() -> None:
    paper = report_of("/report?area=life&past=1").paper

    assert heads(paper) == ["총괄"]
    assert "조건에 맞는 사업이 없어 보고할 내용이 없습니다." in texts(paper)


def test_late_projects_stand_with_the_furthest_first() -> None:
    whole = portfolio(
        *[project(f"p{n}") for n in (1, 2, 3)],
        *[stage("착공", f"p{n}") for n in (1, 2, 3)],
        planned_dates("착공", None, date(2024, 12, 1), project_id="p1"),
        planned_dates("착공", None, date(2024, 6, 1), project_id="p2"),
        planned_dates("착공", None, date(2025, 6, 1), project_id="p3"),
    )

    rows = table_after(report_of(whole=whole).paper, "계획일 경과 사업").rows

    assert [(row[0].text, row[3].text, row[4].text) for row in rows] == [
        ("2 사업 p2", "2024. 6. 1.", "213일"),
        ("1 사업 p1", "2024. 12. 1.", "30일"),
    ]


def test_milestones_stand_in_the_quarter_in_which_they_lie() -> None:
    whole = portfolio(
        project(),
        stage("done", name="착공식", milestone=True, actual_end=date(2024, 10, 1)),
        stage("before", name="심사", milestone=True, actual_end=date(2024, 9, 30)),
        stage("next", name="준공식", milestone=True),
        stage("later", name="개관", milestone=True),
        planned_dates("next", None, date(2025, 3, 31)),
        planned_dates("later", None, date(2025, 4, 1)),
    )
    paper = report_of(whole=whole).paper

    assert [row[2].text for row in table_after(paper, "이번 분기 주요 실적").rows] == ["착공식"]
    assert [row[2].text for row in table_after(paper, "다음 분기 주요 일정").rows] == ["준공식"]


def test_the_largest_gap_stands_first_and_a_shared_budget_once() -> None:
    shared = [replace(project(f"p{n}"), budget_group="한 예산") for n in (1, 2)]
    whole = portfolio(
        *shared,
        project("p3"),
        *[plan_fund(10 * EOK, project_id=f"p{n}") for n in (1, 2)],
        *[secured(4 * EOK, project_id=f"p{n}") for n in (1, 2)],
        plan_fund(30 * EOK, project_id="p3"),
        secured(10 * EOK, project_id="p3"),
    )
    rows = table_after(report_of(whole=whole).paper, "재원 미확보").rows

    assert [(row[0].text, row[3].text) for row in rows] == [("3 사업 p3", "20억"), ("1 사업 p1", "6억")]


def test_money_of_which_nothing_is_known_to_be_secured_is_counted_apart() -> None:
    whole = portfolio(project(), plan_fund(10 * EOK))

    said = texts(report_of(whole=whole).paper)

    assert "확보 자료가 없어 미확보액을 셀 수 없는 예산 1건(계획 10억)" in said


def test_what_is_to_be_looked_at_meets_a_rule_that_is_printed() -> None:
    late = [stage("착공"), planned_dates("착공", None, date(2024, 1, 1))]
    whole = portfolio(
        *[project(f"p{n}") for n in (1, 2, 3)],
        *late,
        status_report("p1", Status.ON_TRACK),
        plan_fund(10 * EOK, project_id="p2"),
        secured(7 * EOK, project_id="p2"),
        stage("착공", "p3"),
        planned_dates("착공", None, date(2024, 1, 1), project_id="p3"),
        status_report("p3", Status.DROPPED),
    )
    paper = report_of(whole=whole).paper

    rows = table_after(paper, "중점관리 검토 대상").rows
    assert [row[0].text for row in rows] == ["1 사업 p1", "2 사업 p2"]
    assert rows[1][2].text == "② 70.0% (7억 / 10억)"
    assert {"① 계획일 경과 91일 이상", "② 확보율(올해까지 계획 대비) 80.0% 미만"} <= set(texts(paper))


def test_changes_since_the_quarter_before_are_counted_and_statuses_named() -> None:
    changed = (
        Change("status_report", "p1", "p1", ChangeKind.CHANGED, "status", Status.ON_TRACK, Status.PARTIAL),
        Change("status_report", "p1", "p1", ChangeKind.CHANGED, "progress", 0.1, 0.2),
    )
    known = Known(ChangeSet(NOVEMBER, DECEMBER, changed), (NOVEMBER, DECEMBER), None)
    paper = report_of(known=known).paper

    rows = table_after(paper, "달라진 점").rows
    assert [[cell.text for cell in row] for row in rows] == [
        ["1 <순환선> & 지선", "공식 상태", "정상추진", "일부추진"]
    ]
    assert any("사업 1개에서 2건" in text for text in texts(paper))


def test_a_first_report_says_that_there_is_nothing_to_compare_with() -> None:
    assert "견줄 이전 분기의 자료가 없음" in texts(report_of().paper)


def test_what_was_lost_in_the_newest_read_is_counted() -> None:
    assert "최근 수신에서 반영 제외 2행, 읽지 못한 값 1개" in texts(report_of().paper)


@pytest.mark.parametrize("asked", ["2024Q5", "last", "0000Q1", "2024Q3"])
def test_a_quarter_that_means_nothing_or_ended_before_the_data_is_said_and_the_newest_reported(
    asked: str,
) -> None:
    screen = report_of(f"/report?quarter={asked}")

    assert screen.paper.subtitle == "2024년 4분기"
    assert screen.filters is not None
    assert [asked in sentence for sentence in screen.filters.ignored] == [True]
    assert screen.file is not None
    assert "quarter" not in screen.file.href


def test_a_quarter_without_data_of_its_own_says_of_which_day_it_speaks() -> None:
    screen = report_of("/report?quarter=2025Q2")

    assert screen.paper.subtitle == "2025년 2분기"
    assert "2025년 2분기에 해당하는 자료가 없어 2024. 12. 31. 기준 자료로 작성" in screen.paper.about


def test_a_past_quarter_asks_for_the_data_of_its_last_day() -> None:
    address = urls.parse("/report?quarter=2024Q2")

    assert asked_moment(address, BASIS) == "2024-06-30"
    assert asked_moment(urls.parse("/report?quarter=2024Q4"), BASIS) is None
    assert asked_moment(urls.parse("/report?quarter=x"), BASIS) is None
    assert asked_moment(address, None) is None


def test_a_city_without_a_name_gives_a_report_without_one() -> None:
    whole = portfolio(project(), profile=Profile())

    assert report_of(whole=whole).paper.title == "공약사업 추진상황 보고"


def test_mismatched_totals_stand_with_both_numbers() -> None:
    whole = portfolio(project(), original(stated_total=12 * EOK), plan_fund(10 * EOK))

    assert any(
        text.startswith("합계 불일치: ") and "12억 ↔ 10억 (+2억)" in text
        for text in texts(report_of(whole=whole).paper)
    )


def test_a_file_is_named_after_what_it_holds() -> None:
    assert card_of(RICH).paper.file_name == "관리카드_1_2024-12-31_v12"
    assert report_of().paper.file_name == "분기보고_2024Q4_2024-12-31_v12"


def test_the_file_of_a_paper_has_the_address_of_its_screen() -> None:
    card, quarterly = card_of(RICH).file, report_of("/report?area=econ").file
    assert card is not None
    assert card.href == "/export/projects/p1/card.hwpx"
    assert quarterly is not None
    assert quarterly.href == "/export/report.hwpx?area=econ"


def test_a_requested_amount_is_no_secured_one() -> None:
    asked = FundFact("p1", None, FundSource.NATIONAL, "2024", FundStage.REQUESTED, BASIS, 9 * EOK)
    rows = table_after(card_of("p1", portfolio(project(), plan_fund(EOK), asked)).paper, "재원 조달").rows

    assert next(row for row in rows if row[0] == Cell("확보", is_head=True))[-1].text == "–"
