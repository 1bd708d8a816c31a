"""달라진 점: by project and field, since a moment that can be chosen; and the bar over an earlier moment."""

from datetime import UTC, date, datetime
from typing import Any

from dashboard import urls
from dashboard.domain.history import Change, ChangeKind
from dashboard.domain.moments import ChangeSet, MeetingMark, Moment, Notes
from dashboard.domain.vocabulary import Status
from dashboard.domain.words import KOREAN
from dashboard.screens.header import past_bar
from dashboard.screens.room import room
from dashboard.screens.selection import known_address
from dashboard.screens.since import (
    PROJECTS_PER_PART,
    ChangesScreen,
    Compared,
    changed_projects,
    changes_screen,
)
from dashboard.screens.texts import View
from tests.builders import EOK, TODAY, portfolio, project, report

NOON = datetime(2025, 1, 2, 3, 0, tzinfo=UTC)
MOMENTS = (
    Moment(10, date(2024, 10, 31), NOON),
    Moment(11, date(2024, 11, 30), NOON),
    Moment(12, date(2024, 12, 31), NOON),
)
BEFORE, AFTER = MOMENTS[1], MOMENTS[2]
RENAMED = Change("project", "p1", "p1", ChangeKind.CHANGED, "name", "옛 이름", "새 이름")
GONE = Change("project", "p9", "p9", ChangeKind.VANISHED)
NEW = Change("project", "p2", "p2", ChangeKind.ADDED)
DATED = Change("status_report", "p3", "p3", ChangeKind.CHANGED, "as_of", BEFORE.basis_date, AFTER.basis_date)


def shown(
    href: str,
    *changes: Change,
    notes: Notes | None = None,
    found: bool = True,
    before: Moment | None = BEFORE,
) -> ChangesScreen:
    made = portfolio(project("p1"), project("p2"), project("p3"), report("p1", Status.DONE))
    view = View(made, known_address(made, urls.parse(href), TODAY), TODAY, KOREAN)
    told = ChangeSet(before, AFTER, changes, (("p9", "없어진 이름"),)) if found else None
    return changes_screen(view, Compared(told, MOMENTS, notes or Notes()), TODAY)


def test_what_vanished_and_what_is_new_come_first_by_their_names() -> None:
    screen = shown("/changes", RENAMED, NEW, GONE)

    assert [(each.name, each.what, each.href) for each in screen.projects] == [
        ("없어진 이름", "없어진 사업", None),
        ("2 사업 p2", "새 사업", "/projects/p2"),
        ("1 사업 p1", None, "/projects/p1"),
    ]
    (line,) = screen.projects[2].lines
    assert (line.before_text, line.after_text) == ("옛 이름", "새 이름")
    assert screen.count_text == "사업 3개에서 3건"
    assert screen.between_text == "2024. 11. 30. 기준(버전 11) → 2024. 12. 31. 기준(버전 12)"


def test_the_date_of_a_report_is_no_news() -> None:
    screen = shown("/changes", DATED, RENAMED)

    assert [each.project_id for each in screen.projects] == ["p1"]
    assert changed_projects(
        portfolio(project("p1"), project("p3")), ChangeSet(BEFORE, AFTER, (DATED, RENAMED))
    ) == {"p1"}


def test_a_row_of_money_that_came_is_told_with_its_amount() -> None:
    came = Change("fund_fact", "p1 · 국비 · 2025 · 확정", "p1", ChangeKind.ADDED, after=12 * EOK)
    ((line,),) = [each.lines for each in shown("/changes", came).projects]

    assert "국비" in line.what
    assert line.after_text == "12억 새로 등록"


def test_the_filter_says_what_it_leaves_out() -> None:
    screen = shown("/changes?status=done", RENAMED, NEW)

    assert [each.project_id for each in screen.projects] == ["p1"]
    assert screen.outside_text == "조건에 맞지 않는 사업의 변경 1건은 여기에 없습니다."


def test_every_way_of_counting_keeps_the_filter_and_the_moment_that_is_looked_at() -> None:
    notes = Notes(meetings=(MeetingMark("1월 점검", 11, NOON),))
    screen = shown("/changes?status=done&as_of=v12&since=v11&part=2", RENAMED, notes=notes)

    assert [(way.label, way.href) for way in screen.since] == [
        ("직전 자료", "/changes?status=done&as_of=v12"),
        ("지난주", "/changes?status=done&as_of=v12&since=week"),
        ("지난 회의", "/changes?status=done&as_of=v12&since=meeting"),
    ]
    assert [way.is_on for way in screen.days] == [False, True, False]
    assert [(way.label, way.is_on) for way in screen.meetings] == [("1월 점검 · 2025. 1. 2.", True)]
    assert screen.mark_tiles is not None
    assert screen.mark_tiles.href == "/?status=done&as_of=v12&since=v11"


def test_what_cannot_be_compared_says_why() -> None:
    assert shown("/changes?since=v3", found=False).problem == KOREAN.since_unknown.format(asked="v3")
    assert shown("/changes?since=meeting", found=False).problem == KOREAN.since_no_meeting
    assert shown("/changes", before=None).problem == KOREAN.since_first
    assert shown("/changes").problem == KOREAN.since_none


def test_many_projects_come_in_parts_and_a_part_that_is_none_is_the_first() -> None:
    many = [Change("project", f"q{n}", f"q{n}", ChangeKind.VANISHED) for n in range(PROJECTS_PER_PART + 5)]

    assert len(shown("/changes", *many).projects) == PROJECTS_PER_PART
    assert len(shown("/changes?part=2", *many).projects) == 5
    assert [way.is_on for way in shown("/changes?part=2", *many).parts] == [False, True]
    for nonsense in ("0", "3", "-1", "²", "x", "9" * 50):
        assert len(shown(f"/changes?part={nonsense}", *many).projects) == PROJECTS_PER_PART


def test_tiles_that_changed_carry_a_mark_that_can_be_taken_off() -> None:
    made = portfolio(project("p1"), project("p2"))
    here = urls.parse("/?since=v11")
    screen = room(made, here, TODAY, KOREAN, ChangeSet(BEFORE, AFTER, (RENAMED,)))
    tiles = {tile.project_id: tile for area in screen.areas for tile in area.tiles}

    assert (tiles["p1"].is_changed, tiles["p2"].is_changed) == (True, False)
    assert "2024. 11. 30. 기준(버전 11) 이후 달라짐" in tiles["p1"].title
    assert screen.since is not None
    assert (screen.since.href, "1개" in screen.since.label) == ("/", True)
    assert room(made, here, TODAY, KOREAN).since is None


def bar(href: str, at: Moment | None, *moments: Moment) -> Any:
    return past_bar(urls.parse(href), at, moments or MOMENTS, KOREAN)


def test_an_earlier_moment_is_named_with_the_ways_to_its_neighbours_and_back() -> None:
    shown_bar = bar("/money?status=done&as_of=v11&cut=flow", MOMENTS[1])

    assert (
        shown_bar.text == "지난 시점의 화면입니다: 2024. 11. 30. 기준 · 자료 버전 11 · 수신 2025. 1. 2. 12:00"
    )
    assert shown_bar.now.href == "/money?status=done&cut=flow"
    assert shown_bar.earlier.href == "/money?status=done&as_of=v10&cut=flow"
    assert shown_bar.later.href == "/money?status=done&as_of=v12&cut=flow"
    assert [each.is_on for each in shown_bar.choices] == [False, True, False]


def test_of_several_versions_of_a_day_the_newest_is_offered() -> None:
    again = Moment(13, date(2024, 12, 31), NOON)
    offered = bar("/?as_of=v10", MOMENTS[0], *MOMENTS, again).choices

    assert [each.href for each in offered] == ["/?as_of=v13", "/?as_of=v11", "/?as_of=v10"]


def test_a_moment_that_is_not_kept_has_a_way_back_alone() -> None:
    shown_bar = bar("/?as_of=v99", None)

    assert (shown_bar.text, shown_bar.now.href) == ("지난 시점을 볼 수 없습니다", "/")
    assert (shown_bar.earlier, shown_bar.later) == (None, None)
