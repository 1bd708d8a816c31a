"""What changed since the version before."""

from datetime import date
from typing import Any

from dashboard import urls
from dashboard.domain.history import Change, ChangeKind
from dashboard.domain.records import Membership
from dashboard.domain.vocabulary import StageKind, Status
from dashboard.screens.changes import MOST_LINES, ChangePanel
from dashboard.screens.room import room
from tests.builders import EOK, TODAY, planned_dates, pledges_and_tasks, portfolio, project, stage


def panel(*changes: Change, records: tuple[Any, ...] = (), href: str = "/", **facts: Any) -> ChangePanel:
    city = portfolio(project(short_name="새길 노면전차", number="67"), *records, changes=changes, **facts)
    return room(city, urls.parse(href), TODAY).changes


def changed(table: str, field: str, before: object, after: object, key: str = "p1") -> Change:
    return Change(table, key, "p1", ChangeKind.CHANGED, field, before, after)


def test_a_status_changes_in_the_words_of_the_city() -> None:
    found = panel(changed("status_report", "status", Status.ON_TRACK, Status.DONE))

    (line,) = found.lines
    assert (line.project_text, line.what, line.before_text, line.after_text) == (
        "67 새길 노면전차",
        "공식 상태",
        "정상추진",
        "완료",
    )
    assert line.href == "/projects/p1"


def test_the_date_and_the_word_of_a_report_are_no_news_beside_its_status() -> None:
    found = panel(
        changed("status_report", "as_of", date(2024, 9, 30), date(2024, 12, 31)),
        changed("status_report", "status", Status.ON_TRACK, Status.DONE),
        changed("status_report", "status_word", "정상", "완료"),
    )

    assert [line.what for line in found.lines] == ["공식 상태"]


def test_a_report_that_brings_only_its_date_is_no_news() -> None:
    found = panel(changed("status_report", "as_of", date(2024, 9, 30), date(2024, 12, 31)))

    assert found.lines == ()


def test_a_planned_date_names_its_procedure() -> None:
    records = (stage(name="착공", kind=StageKind.START), planned_dates(end=date(2024, 12, 11)))

    found = panel(
        changed("stage_plan", "end", date(2024, 10, 14), date(2024, 12, 11), "p1 · 당초 · s1"),
        records=records,
    )

    (line,) = found.lines
    assert (line.what, line.before_text, line.after_text) == ("착공 예정일", "2024. 10. 14.", "2024. 12. 11.")


def test_a_vanished_procedure_is_told_without_its_name() -> None:
    found = panel(changed("stage", "actual_end", date(2024, 5, 1), None, "p1 · gone"))

    assert [(line.what, line.before_text, line.after_text) for line in found.lines] == [
        ("실제 완료일", "2024. 5. 1.", "자료 없음")
    ]


def test_what_comes_every_month_stands_last_and_sentences_of_reports_not_at_all() -> None:
    found = panel(
        changed("fund_fact", "amount", 1, 2, "p1 · 국비 · 2024"),
        changed("status_report", "progress", 0.5, 0.6),
        changed("status_report", "done_text", "설계", "착공"),
        changed("stage", "progress", 0.5, 0.6, "p1 · gone"),
        changed("project", "name", "가", "나"),
    )

    assert [line.what for line in found.lines][:2] == ["이름", "진도"]
    assert len(found.lines) == 3


def test_money_is_told_in_its_unit_with_its_cell() -> None:
    found = panel(changed("plan_fund", "amount", 100 * EOK, 60 * EOK, "p1 · 당초 · 국비 · 2025"))

    (line,) = found.lines
    assert (line.what, line.before_text, line.after_text) == ("당초 국비 2025년 금액", "100억", "60억")


def test_rows_that_came_or_went_are_counted_by_project_and_table() -> None:
    found = panel(
        *(Change("fund_fact", f"p1 · {n}", "p1", ChangeKind.ADDED) for n in range(12)),
        Change("project", "gone", "gone", ChangeKind.VANISHED),
        Change("area", "a9", None, ChangeKind.RETURNED),
    )

    assert [(line.project_text, line.what, line.after_text, line.href) for line in found.lines] == [
        ("gone", "사업", "자료에서 빠짐", None),
        ("a9", "분야", "자료에 다시 나타남", None),
        ("67 새길 노면전차", "확보·집행 12건", "새로 등록", "/projects/p1"),
    ]


def test_rows_of_no_project_are_not_told_under_the_key_of_one_of_them() -> None:
    found = panel(*(Change("department", f"d{n}", None, ChangeKind.ADDED) for n in range(3)))

    assert [(line.project_text, line.what, line.after_text) for line in found.lines] == [
        ("부서", "3건", "새로 등록")
    ]


def test_money_that_went_from_one_cell_and_came_in_another_is_one_change() -> None:
    found = panel(
        Change("fund_fact", "p1 · 국비 · 2024 · 확정", "p1", ChangeKind.VANISHED, before=10 * EOK),
        Change("fund_fact", "p1 · 시도비 · 2024 · 확정", "p1", ChangeKind.ADDED, after=12 * EOK),
    )

    (line,) = found.lines
    assert (line.what, line.before_text, line.after_text) == (
        "확보·집행",
        "국비 2024년 확정 10억",
        "시도비 2024년 확정 12억",
    )
    assert found.since_text == "1건"


def test_of_several_cells_that_moved_the_number_and_the_sum_are_told() -> None:
    gone = [Change("plan_fund", f"p1 · 당초 · {n}", "p1", ChangeKind.VANISHED, before=EOK) for n in range(3)]
    came = [Change("plan_fund", f"p1 · 변경1 · {n}", "p1", ChangeKind.ADDED, after=EOK) for n in range(4)]

    (line,) = panel(*gone, *came).lines

    assert (line.before_text, line.after_text) == ("3건 3억", "4건 4억")


def test_money_that_only_came_is_no_pair_with_money_that_went_elsewhere() -> None:
    found = panel(
        Change("fund_fact", "p1 · 국비 · 2024 · 확정", "p1", ChangeKind.VANISHED, before=EOK),
        Change("fund_fact", "p2 · 국비 · 2024 · 확정", "p2", ChangeKind.ADDED, after=EOK),
        records=(project("p2"),),
    )

    assert sorted((line.before_text, line.after_text) for line in found.lines) == [
        ("", "1억 새로 등록"),
        ("1억", "자료에서 빠짐"),
    ]


def test_yes_and_no_and_long_texts_are_readable() -> None:
    found = panel(
        changed("project", "has_budget", False, True), changed("project", "content", None, "가" * 500)
    )

    texts = {line.what: line.after_text for line in found.lines}
    assert texts == {"사업내용": "가" * 59 + "…", "예산 여부": "예"}


def test_changes_of_projects_out_of_scope_are_not_told() -> None:
    records = (*pledges_and_tasks(), project("p2"), Membership("p2", "task"))

    found = panel(changed("project", "name", "가", "나"), records=records, href="/?programme=task")

    assert found.lines == ()


def test_the_panel_says_since_when_and_how_many() -> None:
    dated = panel(changed("project", "name", "가", "나"), changes_since=date(2024, 9, 23))

    assert (dated.since_text, panel().since_text, panel().empty_text) == (
        "2024. 9. 23. 이후 1건",
        "0건",
        "바뀐 내용이 없습니다.",
    )


def test_more_changes_than_a_screen_holds_are_counted() -> None:
    found = panel(*(changed("project", f"field{n:03d}", "가", "나") for n in range(MOST_LINES + 5)))

    assert (len(found.lines), found.since_text) == (MOST_LINES, f"{MOST_LINES + 5}건")
