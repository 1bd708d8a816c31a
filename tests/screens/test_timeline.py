"""The timeline: rows, bars, groups, parts, windows, and what is said about what is not drawn."""

import re
from datetime import date
from typing import Any

import pytest

from dashboard import urls
from dashboard.domain.records import Area, Assignment, Department, Membership
from dashboard.domain.vocabulary import Precision, StageKind
from dashboard.screens import timeline_entries
from dashboard.screens.timeline import TimelineScreen, timeline
from dashboard.screens.timeline_rows import BarKind
from tests.builders import (
    TODAY,
    change,
    original,
    planned_dates,
    pledges_and_tasks,
    portfolio,
    project,
    stage,
)

START, END = date(2024, 1, 1), date(2024, 6, 30)


def screen(*records: Any, query: str = "") -> TimelineScreen:
    return timeline(portfolio(*pledges_and_tasks(), *records), urls.parse("/timeline" + query), TODAY)


def one(*records: Any, query: str = "") -> TimelineScreen:
    return screen(project(), Membership("p1", "pledge"), *records, query=query)


def bars(shown: TimelineScreen) -> list[tuple[BarKind, date, date]]:
    return [(bar.kind, bar.first, bar.last) for stage in shown.rows[0].stages for bar in stage.bars]


def test_a_row_holds_the_plan_compared_the_current_plan_what_was_put_off_and_what_is_overdue() -> None:
    shown = one(
        original(),
        change(1),
        stage(actual_start=START, progress=0.5),
        planned_dates(start=START, end=END),
        planned_dates(start=START, end=date(2024, 10, 5), plan="변경1"),
    )

    assert bars(shown) == [
        (BarKind.COMPARED, START, END),
        (BarKind.CURRENT, START, END),
        (BarKind.PUT_OFF, date(2024, 7, 1), date(2024, 10, 5)),
        (BarKind.OVERDUE, date(2024, 10, 6), date(2024, 12, 31)),
        (BarKind.ACTUAL, START, date(2024, 5, 19)),
    ]
    row = shown.rows[0]
    assert (row.slip_days, row.slip_text, row.past_text) == (97, "+97일", "87일")
    assert row.stages[0].title == (
        "절차 s1: 당초 2024. 1. 1. ~ 2024. 6. 30. · 현재 2024. 1. 1. ~ 2024. 10. 5. · "
        "실적 2024. 1. 1. ~ 진행 중 · +97일 · 계획일 경과 87일"
    )


def test_another_version_can_stand_under_the_current_plan() -> None:
    records = (
        original(),
        change(1),
        change(2, approved_on=date(2024, 3, 1)),
        stage(),
        planned_dates(start=START, end=END),
        planned_dates(start=START, end=date(2025, 6, 30), plan="변경1"),
        planned_dates(start=START, end=date(2025, 12, 31), plan="변경2"),
    )

    first, second = one(*records, query="?plan=1"), one(*records, query="?plan=current")

    assert bars(first)[0] == (BarKind.COMPARED, START, date(2025, 6, 30))
    assert (first.slip_label, first.rows[0].slip_days) == ("변경 1 대비", 184)
    assert (second.rows[0].slip_days, second.rows[0].stages[0].title.count("현재")) == (0, 1)
    assert [each.label for each in first.controls[1].choices] == ["당초", "현재", "변경 1", "변경 2"]


def test_a_project_without_the_version_compared_is_counted() -> None:
    shown = screen(
        project("p1"),
        project("p2"),
        change(1, project_id="p1"),
        *[stage(project_id=key) for key in ("p1", "p2")],
        *[planned_dates(start=START, end=END, project_id=key) for key in ("p1", "p2")],
        query="?plan=1",
    )

    assert "‘변경 1’이 없는 사업 1개는 비교 막대 없음" in shown.notes
    assert {bar.kind for bar in shown.rows[1].stages[0].bars} >= {BarKind.CURRENT}


def test_dates_by_the_year_alone_are_a_bar_of_that_year_and_no_mark() -> None:
    shown = one(
        stage(kind=StageKind.FINISH),
        planned_dates(end=date(2025, 1, 1), end_precision=Precision.YEAR),
    )

    assert bars(shown)[-1] == (BarKind.COARSE, date(2025, 1, 1), date(2025, 12, 31))
    assert shown.rows[0].marks == ()


def test_what_goes_on_is_open_and_one_day_is_one_day() -> None:
    shown = one(
        stage("s1"),
        stage("s2"),
        planned_dates("s1", start=START, end_precision=Precision.OPEN),
        planned_dates("s2", start=END, end=END),
    )
    kept = [bar for each in shown.rows[0].stages for bar in each.bars if bar.kind is BarKind.CURRENT]

    assert [(bar.first, bar.is_open) for bar in kept] == [(START, True), (END, False)]
    assert kept[1].last == END


def test_a_project_without_procedures_or_without_dates_keeps_its_row_and_says_why() -> None:
    shown = screen(project("p1"), project("p2"), stage("s1", "p2"), stage("s2", "p2"))

    assert [row.note for row in shown.rows] == ["등록된 절차 없음", "절차 2개 날짜 자료 없음"]
    assert shown.notes == ("절차 2개 중 0개를 막대 0개로 그림", "그리지 않음: 날짜 자료 없음 2개")
    assert (shown.rows[0].slip_days, shown.rows[0].slip_text) == (None, "–")


def many() -> list[Any]:
    """Six projects in two areas with two lead departments; five procedures of a month each in 2024 and one later."""
    records: list[Any] = [Area("a", "경제", sort=1), Area("b", "문화", sort=2)]
    records += [Department("d1", "철도과"), Department("d2", "교통과")]
    for n in range(1, 7):
        key = f"p{n}"
        records += [project(key, area_id="a" if n % 2 else None), Assignment(key, "d1" if n < 4 else "d2")]
        for month in range(1, 6):
            records += [
                stage(f"s{month}", key, kind=StageKind.REVIEW, actual_end=date(2024, month, n)),
                planned_dates(f"s{month}", date(2024, month, 1), date(2024, month, 20), project_id=key),
            ]
        late = date(2024, 12, 31 - n) if n > 3 else date(2031, 6, 1)
        records += [stage("end", key), planned_dates("end", late, late, project_id=key)]
    return records


def test_rows_stand_under_their_area_the_latest_first() -> None:
    shown = screen(*many())

    names = [(group.name, [row.project_id for row in group.rows]) for group in shown.chart.groups]
    assert names == [("경제", ["p5", "p1", "p3"]), ("분야 미상", ["p6", "p4", "p2"])]
    assert [(group.count_text, group.past_text) for group in shown.chart.groups] == [
        ("3개", "계획일 경과 1개"),
        ("3개", "계획일 경과 2개"),
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?group=none", ["p6", "p5", "p4", "p1", "p2", "p3"]),
        ("?group=none&sort=number", ["p1", "p2", "p3", "p4", "p5", "p6"]),
        ("?group=department&sort=number", ["p4", "p5", "p6", "p1", "p2", "p3"]),
        ("?group=none&sort=end", ["p6", "p5", "p4", "p1", "p2", "p3"]),
        ("?group=none&sort=start", ["p1", "p2", "p3", "p4", "p5", "p6"]),
    ],
)
def test_groups_and_order_are_in_the_address(query: str, expected: list[str]) -> None:
    assert [row.project_id for row in screen(*many(), query=query).rows] == expected


def test_a_project_of_two_lead_departments_stands_once() -> None:
    shown = screen(*many(), Assignment("p1", "d2"), query="?group=department")

    assert sorted(row.project_id for row in shown.rows) == [f"p{n}" for n in range(1, 7)]


def test_beyond_what_is_drawn_at_once_rows_go_to_other_parts_and_the_numbers_add_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(timeline_entries, "MOST_STAGES", 12)
    first, last = screen(*many()), screen(*many(), query="?part=3")

    assert first.part is not None
    assert last.part is not None
    assert (first.part.text, first.part.rows_text, first.part.before) == ("1 / 3쪽", "사업 1~2 / 6", None)
    assert (last.part.text, last.part.after) == ("3 / 3쪽", None)
    assert first.part.after is not None
    assert urls.parse(first.part.after.href).option("part") == "2"
    assert first.chart.groups[0].count_text == "3개 중 2개"
    shown = [row.project_id for part in "123" for row in screen(*many(), query=f"?part={part}").rows]
    assert sorted(shown) == [f"p{n}" for n in range(1, 7)]
    drawn, left_out = (sum(map(int, re.findall(r"(\d+)개", note))) for note in first.notes[:2])
    everything, here, count = (int(number) for number in re.findall(r"(\d+)개", first.notes[0]))
    assert drawn == everything + here + count
    assert everything == here + left_out


def test_a_window_leaves_out_what_lies_outside_and_says_so() -> None:
    shown = screen(*many(), query="?from=2024-12-01&to=2024-12-31")

    assert [row.project_id for row in shown.rows] == ["p5", "p6", "p4"]
    assert shown.notes == (
        "절차 36개 중 3개를 막대 9개로 그림",
        "그리지 않음: 이 기간 밖 33개",
        "이 기간에 그릴 것이 없는 사업 3개는 줄을 두지 않음",
    )
    steps = [urls.parse(step.href) for step in shown.steps]
    assert [(step.option("from"), step.option("to")) for step in steps] == [
        ("2024-11-01", "2024-11-30"),
        ("2025-01-01", "2025-01-31"),
    ]


def test_the_whole_term_shows_the_ground_after_it() -> None:
    chart = screen(*many()).chart

    assert (chart.window.first, chart.window.last) == (date(2022, 7, 1), date(2026, 12, 31))
    assert chart.term_end == date(2026, 6, 30)
    assert screen(*many()).steps == ()


def test_without_a_term_the_window_is_everything_there_is() -> None:
    shown = timeline(
        portfolio(project(), stage(), planned_dates(start=START, end=END)), urls.parse("/timeline"), TODAY
    )

    assert (shown.chart.window.first, shown.chart.window.last) == (START, date(2024, 12, 31))
    assert shown.chart.term_end is None


def test_milestones_alone_are_those_of_the_quarter_as_marks_and_as_a_list_by_date() -> None:
    shown = one(
        stage("s1", kind=StageKind.START, actual_end=date(2024, 11, 5)),
        stage("s2", kind=StageKind.FINISH, name="준공"),
        stage("s3", kind=StageKind.WORKS),
        stage("s4", kind=StageKind.OPEN),
        stage("s5", kind=StageKind.REVIEW),
        planned_dates("s2", end=date(2024, 10, 5)),
        planned_dates("s3", end=date(2024, 10, 9)),
        planned_dates("s4", end=date(2025, 1, 1)),
        planned_dates("s5", end=date(2024, 1, 1), end_precision=Precision.YEAR),
        query="?only=quarter",
    )

    assert shown.milestones is not None
    assert [
        (line.date_text, line.name, line.state_text, line.is_past) for line in shown.milestones.lines
    ] == [
        ("2024. 10. 5.", "준공", "계획일 경과 87일", True),
        ("2024. 11. 5.", "절차 s1", "끝남", False),
    ]
    assert shown.rows[0].stages == ()
    assert [(mark.letter, mark.is_done) for mark in shown.rows[0].marks] == [("준", False), ("착", True)]
    assert shown.kinds == (("착공", "착"), ("준공", "준"))
    assert shown.notes == (
        "주요 시점 2개 중 2개를 그림",
        "연·반기 단위로만 적혀 이 기간으로 정할 수 없는 주요 시점 1개 제외",
    )
    assert shown.only_marks.is_on
    assert urls.parse(shown.only_marks.href).option("only") is None


@pytest.mark.parametrize(
    "query",
    [
        "group=size",
        "plan=7",
        "plan=-1",
        "sort=name",
        "only=year",
        "from=2024-13-01&to=2024-12-31",
        "from=2024-12-31&to=2024-12-01",
        "from=2024-12-01",
        "from=1800-01-01&to=2024-01-01",
        "part=0",
        "part=99",
        "part=x",
    ],
)
def test_a_value_that_means_nothing_is_not_applied_and_said(query: str) -> None:
    shown = screen(*many(), query="?" + query)

    assert [row.project_id for row in shown.rows] == [row.project_id for row in screen(*many()).rows]
    for name, value in (pair.split("=") for pair in query.split("&")):
        assert any(f"‘{name}={value}’" in sentence for sentence in shown.filters.ignored)
    assert urls.parse(shown.controls[0].choices[0].href).options == ()


def test_filters_and_the_version_travel_with_every_way() -> None:
    shown = screen(*many(), query="?area=a&as_of=v3&sort=number")
    ways = [shown.rows[0].href, *(choice.href for control in shown.controls for choice in control.choices)]

    for way in [*ways, *(choice.href for choice in shown.windows.choices)]:
        there = urls.parse(way)
        assert (there.filter.area, there.as_of) == ("a", "v3")


def test_nothing_left_is_a_sentence_and_the_frame_stays() -> None:
    empty = screen(*many(), query="?past=1&area=a&status=done")
    window = screen(*many(), query="?from=2040-01-01&to=2040-01-31")
    marks = screen(*many(), query="?from=2040-01-01&to=2040-01-31&only=quarter")

    assert (empty.empty_text, empty.rows, empty.part) == ("조건에 맞는 사업이 없습니다.", (), None)
    assert window.empty_text == "이 기간에 그릴 절차가 없습니다."
    assert marks.empty_text == "이 기간에 주요 시점이 없습니다."
    assert screen().empty_text == "등록된 사업이 없습니다."
    assert empty.controls
    assert empty.windows.choices


def test_the_numbers_of_a_row_open_their_definition() -> None:
    shown = screen(*many())

    assert shown.slip_explained[0] == "당초 대비"
    assert "가장 늦은 완료일의 차이" in shown.slip_explained[1]
    assert shown.past_explained[-1] == "2024. 12. 31. 기준"
