"""The procedures of a project as bars and texts."""

from datetime import date
from typing import Any

from dashboard import urls
from dashboard.domain.records import Membership
from dashboard.domain.vocabulary import Precision, StageKind
from dashboard.screens.gantt import Gantt
from dashboard.screens.project import project as project_screen
from tests.builders import (
    BASIS,
    TODAY,
    change,
    original,
    planned_dates,
    pledges_and_tasks,
    portfolio,
    project,
    stage,
)


def gantt(*records: Any) -> Gantt:
    screen = project_screen(portfolio(project(), *records), urls.parse("/projects/p1"), TODAY)
    assert screen is not None
    return screen.gantt


def test_original_current_and_actual_stand_side_by_side() -> None:
    (row,) = gantt(
        original(),
        change(1),
        stage(name="보상", kind=StageKind.LAND, actual_start=date(2024, 2, 1), progress=0.4),
        planned_dates(start=date(2024, 1, 1), end=date(2024, 6, 30)),
        planned_dates(start=date(2024, 2, 1), end=date(2025, 1, 31), plan="변경1"),
    ).rows

    assert row.baseline is not None
    assert row.current is not None
    assert row.actual is not None
    assert (row.baseline.text, row.current.text, row.actual.text) == (
        "2024. 1. 1. ~ 2024. 6. 30.",
        "2024. 2. 1. ~ 2025. 1. 31.",
        "2024. 2. 1. ~ 진행 중",
    )
    assert (row.kind, row.progress_text, row.slip_days, row.slip_text) == ("보상", "40%", 215, "+215일")
    assert row.title == (
        "보상: 당초 2024. 1. 1. ~ 2024. 6. 30. · 현재 2024. 2. 1. ~ 2025. 1. 31. · "
        "실적 2024. 2. 1. ~ 진행 중 · +215일"
    )


def test_bars_cover_the_days_of_their_precision_and_texts_say_no_more_than_is_known() -> None:
    (row,) = gantt(
        stage(),
        planned_dates(
            start=date(2025, 1, 1),
            start_precision=Precision.YEAR,
            end=date(2026, 3, 1),
            end_precision=Precision.MONTH,
        ),
    ).rows

    assert row.current is not None
    assert (row.current.start, row.current.end) == (date(2025, 1, 1), date(2026, 3, 31))
    assert row.current.text == "2025년 ~ 2026. 3."


def test_what_goes_on_is_open() -> None:
    (row,) = gantt(stage(), planned_dates(start=date(2024, 1, 1), end_precision=Precision.OPEN)).rows

    assert row.current is not None
    assert (row.current.is_open, row.current.end, row.current.text) == (True, None, "2024. 1. 1. ~ 계속")


def test_one_day_is_written_once() -> None:
    (row,) = gantt(stage(), planned_dates(start=date(2025, 3, 1), end=date(2025, 3, 1))).rows

    assert row.current is not None
    assert row.current.text == "2025. 3. 1."


def test_an_overdue_procedure_says_by_how_much() -> None:
    (row,) = gantt(stage(), planned_dates(end=date(2024, 10, 5))).rows

    assert (row.overdue_days, row.overdue_text, row.is_done) == (87, "계획일 경과 87일", False)


def test_what_has_ended_is_complete() -> None:
    (row,) = gantt(stage(actual_end=date(2024, 3, 1)), planned_dates(end=date(2024, 2, 1))).rows

    assert (row.is_done, row.progress, row.progress_text, row.overdue_text, row.slip_text) == (
        True,
        1.0,
        "100%",
        None,
        "+29일",
    )


def test_an_end_that_nobody_could_read_is_neither_done_nor_overdue() -> None:
    found = gantt(stage(unread=(("actual_end", "31 Feb"),)), planned_dates(end=date(2024, 2, 1)))

    (row,) = found.rows
    assert (row.judged, row.is_done, row.overdue_text) == (False, False, None)
    assert row.unread == ("실제 완료일 원문 ‘31 Feb’ 읽지 못함",)
    assert found.unread_text == "실제 종료일을 읽지 못해 판단하지 않은 절차 1건"


def test_unread_texts_of_both_plans_are_told_once_each() -> None:
    (row,) = gantt(
        original(),
        change(1),
        stage(),
        planned_dates(start=date(2024, 1, 1), unread=(("end", "미정"),)),
        planned_dates(start=date(2024, 1, 1), unread=(("end", "매년"),), plan="변경1"),
    ).rows

    assert row.unread == ("완료 예정일 원문 ‘매년’ 읽지 못함", "완료 예정일 원문 ‘미정’ 읽지 못함")


def test_the_next_step_is_flagged_and_named_with_the_days_left() -> None:
    found = gantt(
        stage("s1", seq=1, actual_end=date(2024, 1, 1)),
        stage("s2", seq=2, name="착공", kind=StageKind.START),
        planned_dates("s2", end=date(2025, 3, 13)),
    )

    assert [row.is_next for row in found.rows] == [False, True]
    assert found.next_text == "2025. 3. 13. 착공 · 72일 남음"


def test_a_stretch_of_work_starts_and_ends_by_name() -> None:
    planned = planned_dates(start=date(2025, 1, 31), end=date(2025, 12, 31))

    assert gantt(stage(name="공사"), planned).next_text == "2025. 1. 31. 공사 착수 · 31일 남음"
    assert (
        gantt(stage(name="공사", actual_start=date(2024, 12, 1)), planned).next_text
        == "2025. 12. 31. 공사 완료 · 365일 남음"
    )


def test_the_line_of_the_status_date_says_today_only_when_it_is_today() -> None:
    records = (project(), stage(), planned_dates(end=date(2025, 3, 13)))
    address = urls.parse("/projects/p1")

    later = project_screen(portfolio(*records), address, TODAY)
    same_day = project_screen(portfolio(*records), address, BASIS)

    assert later is not None
    assert same_day is not None
    assert (later.gantt.today, later.gantt.today_label) == (BASIS, "기준일")
    assert (same_day.gantt.today, same_day.gantt.today_label) == (BASIS, "오늘")
    assert later.gantt.today_text == "2024. 12. 31."


def test_the_end_of_the_term_is_in_the_picture_when_it_is_near() -> None:
    records = [*pledges_and_tasks(), Membership("p1", "pledge"), stage()]

    near = gantt(*records, planned_dates(start=date(2024, 1, 1), end=date(2026, 1, 1)))
    far = gantt(*records, planned_dates(start=date(2014, 1, 1), end=date(2015, 1, 1)))

    assert (near.starts, near.ends, near.term_end_text) == (
        date(2024, 1, 1),
        date(2026, 6, 30),
        "2026. 6. 30.",
    )
    assert (far.ends, far.term_end) == (BASIS, date(2026, 6, 30))


def test_a_picture_of_little_time_gets_months_on_both_sides() -> None:
    found = gantt(stage(), planned_dates(end=date(2025, 1, 10)))

    assert found.starts is not None
    assert found.ends is not None
    assert (found.ends - found.starts).days in (365, 366)
    assert found.starts < BASIS < date(2025, 1, 10) < found.ends


def test_what_comes_next_claims_no_more_than_is_known() -> None:
    past = planned_dates("s1", end=date(2024, 3, 1))
    done = stage("s1", actual_end=date(2024, 3, 1))

    assert gantt().next_text == "자료 없음"
    assert gantt(done, past).next_text == "모든 절차 끝남"
    assert gantt(stage("s1"), past).next_text == "앞으로 예정일이 있는 절차 없음"
    assert gantt(done, past, stage("s2"), stage("s3")).next_text == (
        "앞으로 예정일이 있는 절차 없음 · 예정일 자료 없는 절차 2건"
    )
    goes_on = planned_dates("s1", start=date(2024, 1, 1), end_precision=Precision.OPEN)
    assert gantt(stage("s1", actual_start=date(2024, 1, 1)), goes_on).next_text == (
        "앞으로 예정일이 있는 절차 없음"
    )


def test_without_a_term_there_is_no_line() -> None:
    found = gantt(stage())

    assert (found.term_end, found.term_end_text) == (None, "자료 없음")


def test_a_change_without_dates_says_whose_dates_are_shown() -> None:
    found = gantt(original(), change(1), stage(), planned_dates(end=date(2025, 1, 1)))

    assert found.note == "변경 1에는 일정이 없어 당초의 일정을 보임"


def test_a_project_without_procedures_says_so() -> None:
    found = gantt()

    assert (found.rows, found.starts, found.ends, found.empty_text) == (
        (),
        None,
        None,
        "등록된 절차가 없습니다.",
    )
