"""The page of who keeps the room: sources, what was set aside by reason, and how the room itself stands."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dashboard.domain.operations import (
    Ailing,
    AlarmState,
    BackupNote,
    ClockState,
    OperationsState,
    Trouble,
)
from dashboard.domain.runs import Findings, Run, RunState, SetAside, UnmappedWord, UnreadField
from dashboard.domain.words import KOREAN
from dashboard.screens.admin import AdminScreen, admin, clock_line, size_text
from tests.layouts.city import source

NOW = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)


def facts(screen: AdminScreen) -> dict[str, tuple[str, str | None]]:
    return {fact.label: (fact.text, fact.warning) for fact in screen.facts}


def test_a_source_stands_in_one_line_with_its_newest_run() -> None:
    runs = (Run(4, "city", NOW, NOW, RunState.CHANGED), Run(5, "city", NOW, NOW, RunState.FAILED))
    given = replace(source(), id="city", runs=runs, error="연결 거부", running=False)

    (line,) = admin([given], OperationsState()).sources

    assert line.result_text == KOREAN.run_states["failed"]
    assert line.error == "연결 거부"
    assert line.href == "/data?source=city"
    assert line.can_retry
    (running,) = admin([replace(given, running=True)], OperationsState()).sources
    assert not running.can_retry
    assert running.retry_label == KOREAN.running


def test_losses_are_counted_by_reason_the_most_frequent_first_and_none_is_dropped() -> None:
    findings = Findings(
        (*(SetAside("project", f"P{n}", "열쇠 없음") for n in range(5)), SetAside("stage", "S1", "중복")),
        (UnreadField("project", "P9", "starts", "2/30", "날짜가 아님"),),
        (UnmappedWord("status", "진행", 7),),
    )

    screen = admin([replace(source(), findings=findings)], OperationsState())

    assert [line.count for line in screen.aside] == [5, 1, 1, 1]
    assert sum(line.count for line in screen.aside) == 8
    first = screen.aside[0]
    assert (first.table_label, first.kind, first.reason) == ("사업", "반영 제외", "열쇠 없음")
    assert first.examples == "P0, P1, P2 …"
    assert {line.kind for line in screen.aside} == {
        KOREAN.set_aside_title,
        KOREAN.unread_title,
        KOREAN.unmapped_title,
    }
    assert screen.aside_empty is None


def test_nothing_lost_is_said() -> None:
    screen = admin([replace(source(), findings=Findings())], OperationsState())

    assert screen.aside_empty == KOREAN.admin_aside_none


def test_a_drop_of_rows_waits_for_confirmation() -> None:
    (waiting,) = admin([replace(source(), id="city", refused=("project",))], OperationsState()).refused

    assert (waiting.source_id, waiting.table) == ("city", "project")


def test_what_is_not_known_is_said_and_never_a_number() -> None:
    known = facts(admin([], OperationsState()))

    assert known["저장소 크기"] == ("자료 없음", None)
    assert known["마지막 백업"][0] == "자료 없음"
    assert "backup" in (known["마지막 백업"][1] or "")
    assert "NTP_SERVER" in known["서버 시계"][0]
    assert known["알림"] == ("꺼짐", None)


@pytest.mark.parametrize(
    ("offset", "said", "is_off"),
    [
        (0.04, "기준과 같음", False),
        (1.26, "기준보다 1.3초 빠름", False),
        (-3.0, "기준보다 3.0초 느림", True),
        (86_400.0, "기준보다 86,400.0초 빠름", True),
    ],
)
def test_the_clock_says_which_way_it_is_off_and_whether_that_matters(
    offset: float, said: str, is_off: bool
) -> None:
    clock = ClockState("ntp.city.kr", 2, offset, NOW)

    text, warning = facts(admin([], OperationsState(clock=clock)))["서버 시계"]

    assert text == f"{said} · ntp.city.kr, 2026. 3. 4. 14:06 확인"
    assert bool(warning) is is_off
    assert clock_line(clock, KOREAN).startswith(f"서버 시계 {said}")
    assert ("넘음" in clock_line(clock, KOREAN)) is is_off


def test_a_time_server_that_was_not_reached_leaves_what_is_known() -> None:
    clock = ClockState("ntp.city.kr", 2, 0.5, NOW, problem="timed out")

    text, warning = facts(admin([], OperationsState(clock=clock)))["서버 시계"]

    assert text.startswith("기준보다 0.5초 빠름")
    assert "timed out" in (warning or "")
    assert clock_line(None, KOREAN) == clock_line(ClockState("ntp", 2), KOREAN) == ""


def test_alarms_name_their_ways_what_they_told_and_what_failed() -> None:
    state = AlarmState(
        ("메일(a@city.kr)",),
        (
            Ailing("source city", "시정 데이터베이스", Trouble.FAILED, NOW, NOW),
            Ailing("feed air", "대기", Trouble.STALE, NOW),
        ),
        last_sent=NOW,
        last_try=NOW,
        problem="메일을(를) 보내지 못했습니다: 연결 거부",
    )

    screen = admin([], OperationsState(alarms=state))

    text, warning = facts(screen)["알림"]
    assert text == "메일(a@city.kr) · 마지막 발송 2026. 3. 4. 14:06"
    assert warning == state.problem
    assert [line.told_text for line in screen.ailing] == ["2026. 3. 4. 14:06에 알림", "아직 알리지 않음"]
    assert screen.ailing[0].state_text == "갱신 실패, 2026. 3. 4. 14:06부터"


def test_the_last_backup_is_named() -> None:
    backup = BackupNote(NOW, "one.backup", 1_234_567, 8_900)

    assert facts(admin([], OperationsState(backup=backup)))["마지막 백업"] == (
        "2026. 3. 4. 14:06 · one.backup · 1.2 MB · 8,900행",
        None,
    )


def test_sizes_have_few_digits() -> None:
    assert [size_text(size, KOREAN) for size in (None, 0, 999, 1_000, 2_500_000, 3_200_000_000)] == [
        "자료 없음",
        "0 B",
        "999 B",
        "1.0 KB",
        "2.5 MB",
        "3.2 GB",
    ]
