"""⑦ One project on a wall: who takes turns, three states side by side, procedures on one axis, what changed."""

from datetime import date
from pathlib import Path
from typing import Any

from dashboard.domain.city_map import load_map
from dashboard.domain.history import Change, ChangeKind
from dashboard.domain.vocabulary import Status
from dashboard.domain.words import KOREAN
from dashboard.screens.wall import single
from dashboard.screens.wall_focus import MOST, Focus, scenes
from dashboard.screens.wall_stages import MOST_ROWS
from dashboard.screens.wall_view import Scene, WallView
from tests.builders import (
    BASIS,
    EOK,
    TODAY,
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

MAP = load_map(Path(__file__).parents[2] / "assets" / "maps" / "daejeon.json")
LATE = (
    project("p1", name="새길 노면전차 건설"),
    original(),
    stage("s1", name="투자심사", actual_start=date(2023, 1, 1), actual_end=date(2023, 12, 31)),
    planned_dates("s1", date(2023, 1, 1), date(2023, 6, 30)),
    stage("s2", name="토지 보상", progress=0.5),
    planned_dates("s2", date(2024, 1, 1), date(2024, 12, 1)),
    stage("s3", name="공사"),
    planned_dates("s3", date(2025, 3, 1), date(2026, 3, 1)),
    report(progress=0.31),
)


def _view(*records: Any, changes: tuple[Change, ...] = (), **given: Any) -> WallView:
    shown = portfolio(*pledges_and_tasks(), *records, changes=changes)
    return WallView(shown, None, MAP, TODAY, KOREAN, **given)


def _one(view: WallView, project_id: str = "p1") -> Scene:
    scene = single(view, f"project:{project_id}")
    assert scene is not None
    return scene


def _focus(*records: Any, **given: Any) -> Focus:
    content = _one(_view(*records, **given)).content
    assert isinstance(content, Focus)
    return content


def _restated(project_id: str, table: str = "status_report", field: str = "status") -> Change:
    after = Status.PARTIAL if field == "status" else "무언가"
    return Change(table, f"{project_id} · 1", project_id, ChangeKind.CHANGED, field, Status.ON_TRACK, after)


def _sentence(scene: Scene) -> str:
    return "".join(span.text for span in scene.sentence)


def test_official_status_days_and_reported_progress_stand_side_by_side() -> None:
    official, past, progress = _focus(*LATE).standings

    assert (official.status, official.value, official.partner) == (
        Status.ON_TRACK,
        "정상추진",
        "2024. 12. 31. 보고",
    )
    assert (past.value, past.partner, past.is_late) == ("+30일", "토지 보상 예정일 경과", True)
    assert (progress.value, progress.share, progress.partner) == ("31.0%", 0.31, "계획 자료 없음")


def test_procedures_lie_on_one_axis_with_the_slip_and_the_work_done() -> None:
    done, going, ahead = _focus(*LATE).stages.lines

    assert done.late is not None and done.base is not None and done.actual is not None
    assert abs(done.base[0] + done.base[1] - done.late[0]) < 1e-9
    assert (done.text, going.text, going.is_late, ahead.text) == ("완료", "+30일", True, "'26. 3.")
    assert going.current is not None and going.actual == (going.current[0], going.current[1] * 0.5)
    assert ahead.actual is None


def test_more_procedures_than_fit_are_those_around_the_one_that_comes_next_and_are_counted() -> None:
    rows: list[Any] = [project("p1"), original()]
    for n in range(10):
        ended = date(2023, 1 + n, 20) if n < 5 else None
        rows += [stage(f"s{n}", name=f"절차 {n}", seq=n, actual_end=ended)]
        rows += [planned_dates(f"s{n}", date(2023, 1 + n, 1), date(2025, 1 + n, 20))]

    stages = _focus(*rows).stages

    assert stages.count_text == "10개 중 6개"
    assert [line.name for line in stages.lines] == [f"절차 {n}" for n in range(4, 4 + MOST_ROWS)]
    assert stages.lines[0].current is not None
    assert stages.lines[0].current[0] == 0, "no room is kept for those that are not drawn"


def test_the_next_step_has_its_date_and_the_days_that_are_left() -> None:
    line = _focus(*LATE).next

    assert (line.text, line.date_text, line.left_text) == ("공사 착수", "2025. 3. 1.", "60일 남음")


def test_its_money_has_rates_with_their_bases() -> None:
    money = _focus(*LATE, plan_fund(100 * EOK), secured(80 * EOK), executed(20 * EOK)).money

    assert [(each.value, each.partner) for each in money] == [
        ("100억", "2024년까지"),
        ("80억", "계획의 80.0%"),
        ("20억", "확보의 25.0%"),
    ]


def test_of_a_project_that_nobody_says_anything_of_nothing_is_invented() -> None:
    focus = _focus(project("p1"))

    assert [each.value for each in focus.standings] == ["상태 미상", "자료 없음", "자료 없음"]
    assert focus.stages.empty_text == "등록된 절차가 없습니다."
    assert (focus.money, focus.money_text) == ((), "재원 자료 없음")
    assert focus.next.text == "자료 없음"
    assert focus.changed is None
    assert _sentence(_one(_view(project("p1")))) == "판정할 계획일 자료 없음"


def test_projects_without_a_budget_are_told_from_those_of_which_it_is_not_known() -> None:
    assert _focus(project("p1", has_budget=False)).money_text == "비예산 사업"


def test_those_that_changed_take_turns_with_a_new_status_first_and_no_more_than_eight() -> None:
    projects = [project(f"p{n}") for n in range(1, 12)]
    told = [_restated(f"p{n}", "stage", "actual_end") for n in range(1, 11)]

    shown = scenes(_view(*projects, changes=(*told, _restated("p9"))))

    assert shown[0].key == "focus:p9"
    assert len(shown) == MOST
    assert "focus:p11" not in {scene.key for scene in shown}


def test_where_nothing_changed_those_furthest_past_plan_take_turns() -> None:
    view = _view(*LATE, project("p2"))

    assert [scene.key for scene in scenes(view)] == ["focus:p1"]
    assert _sentence(scenes(view)[0]) == "계획일 30일 경과"


def test_what_changed_is_told_without_sentences_and_departments_and_counted_with_them() -> None:
    changes = (
        _restated("p1"),
        _restated("p1", "status_report", "issue"),
        _restated("p1", "assignment", "team"),
    )

    changed = _focus(*LATE, changes=changes).changed

    assert changed is not None
    assert [(line.what, line.values) for line in changed.lines] == [("공식 상태", "정상추진 → 일부추진")]
    assert (changed.count, changed.count_text) == (3, "3건 중 1건")


def test_guests_are_shown_no_project_for_its_changes_and_of_one_they_ask_for_none() -> None:
    view = _view(*LATE, changes=(_restated("p1"),), is_guest=True)

    assert scenes(view) == ()
    assert _one(view).content.changed is None


def test_a_project_that_is_not_there_is_no_scene() -> None:
    assert single(_view(*LATE), "project:p99") is None
    assert _view().on == BASIS
