"""What a remote says of walls, and what the list of walls says."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from dashboard.domain.lead import EVERYONE, NOT_LED, Lead, Led, WallState
from dashboard.domain.takeover import Notice
from dashboard.domain.wall_beats import Heard, heard
from dashboard.domain.words import KOREAN
from dashboard.screens.remote import Choices, Remote, RemoteView, numbered, remote, scene_title
from dashboard.screens.wall_beats import heard_list, shown_text
from db.wall_notes import WallBeat
from tests.layouts.city import city

NOW = datetime(2025, 1, 2, 3, 0, tzinfo=UTC)
SCENES: Choices = (("board", "공약 한눈에"), ("area:1", "분야별 사업"), ("area:2", "분야별 사업"))
BEAT: dict[str, Any] = {"scene": "board", "shown": "", "paused": "0", "build": "b1", "size": "3840x2160"}


def beats(*walls: tuple[str, float, dict[str, Any]]) -> tuple[Heard, ...]:
    known = [WallBeat(name, NOW - timedelta(seconds=age), BEAT | data) for name, age, data in walls]
    return heard(known, NOW)


def playing(lead: Lead) -> tuple[str, Choices]:
    return ("guests", SCENES[:1]) if lead.is_guest else ("all", SCENES)


def remote_of(
    known: tuple[Heard, ...], leads: dict[str, Lead] | None = None, standing: tuple[Notice, ...] = ()
) -> Remote:
    state = WallState(leads={name: Led(lead, "staff1", NOW) for name, lead in (leads or {}).items()})
    return remote(RemoteView(known, standing, state, "@me", NOW, city(), playing, KOREAN))


def notice(number: int, severity: str) -> Notice:
    until = NOW + timedelta(hours=1)
    return Notice(
        f"message:{number}", severity, "호우", "본문", "대전광역시 동구", NOW, until, is_drill=number == 2
    )


def test_what_has_taken_the_walls_over_is_said_in_a_line_and_acknowledged_together() -> None:
    one, two = notice(1, "긴급재난"), notice(2, "경보")

    assert remote_of(()).takeover is None
    alone = remote_of((), standing=(one,)).takeover
    both = remote_of((), standing=(one, two)).takeover

    assert alone is not None
    assert (alone.ids, alone.line, alone.text) == (
        ("message:1",),
        "긴급재난 · 호우 · 동구 · 12:00 발송",
        "본문",
    )
    assert both is not None
    assert (both.ids, both.line) == (("message:1", "message:2"), f"{alone.line} 외 1건")
    drill = remote_of((), standing=(two,)).takeover
    assert drill is not None
    assert "[훈련]" in drill.line


def test_a_wall_is_there_until_it_has_been_silent_for_half_a_minute() -> None:
    there, gone = beats(("가", 29, {}), ("나", 30, {}))

    assert (there.is_there, gone.is_there) == (True, False)


def test_what_a_browser_does_not_tell_is_missing_and_never_zero() -> None:
    (said,) = beats(("가", 0, {"heap": "", "nodes": "many", "size": ""}))
    lines = heard_list([said], WallState(), "b1", None, KOREAN)

    assert (said.memory_mb, said.nodes) == (None, None)
    assert [lines.paired[0].memory_text, lines.paired[0].nodes_text, lines.paired[0].size_text] == [
        "자료 없음"
    ] * 3


def test_the_list_says_of_every_wall_what_it_is_and_whether_its_program_is_old() -> None:
    known = beats(
        ("가", 3, {"heap": "82", "nodes": "1420", "paused": "1"}),
        ("나", 3600, {"build": "b0", "scene": "", "shown": "project:p1"}),
        ("@kim", 1, {}),
    )

    found = heard_list(known, WallState(), "b1", city(), KOREAN)

    first, second = found.paired
    assert (first.memory_text, first.nodes_text, first.size_text) == ("82 MB", "1,420개", "3840x2160")
    assert (first.build_text, first.is_other_build, first.state_text) == ("같음", False, "화면에서 조작 중")
    assert (second.is_there, second.build_text, second.is_other_build) == (False, "다름: b0", True)
    assert second.shows_text == city().projects["p1"].label
    assert [line.name for line in found.others] == ["kim"]
    assert found.others[0].state_text == KOREAN.heard_playing


def test_walls_that_are_on_come_first_and_closed_windows_of_accounts_are_left_out() -> None:
    known = beats(("나", 90, {}), ("가", 1, {}), ("@me", 1, {}), ("@kim", 1, {}), ("@lee", 90, {}))

    shown = remote_of(known)

    assert [each.name for each in shown.walls] == [EVERYONE, "가", "@kim", "@me", "나"]
    assert [each.label for each in shown.walls][2:4] == ["kim 계정으로 연 화면", KOREAN.remote_own]
    assert shown.there == 3
    assert shown.walls[0].shows == "3개 켜짐"
    assert shown.walls[1].age == 1.0


def test_silent_walls_stand_apart_and_one_that_was_silent_for_a_week_is_left_out_and_counted() -> None:
    week = 7 * 24 * 3600
    known = beats(("가", 1, {}), ("나", 31, {}), ("다", week - 1, {}), ("라", week, {}), ("@kim", week, {}))

    shown = remote_of(known)

    assert [(each.name, each.is_there) for each in shown.walls[1:]] == [
        ("가", True),
        ("나", False),
        ("다", False),
    ]
    assert shown.gone_text == "응답 없는 벽면(30초 넘게)"
    assert shown.forgotten_text == KOREAN.remote_forgotten.format(days=7, n=1)
    alone = remote_of(beats(("가", 1, {})))
    assert (alone.gone_text, alone.forgotten_text) == (None, None)


def test_a_wall_says_how_it_is_led_and_by_whom() -> None:
    known = beats(("가", 1, {"shown": "project:p1", "paused": "1"}))

    wall = remote_of(known, {"가": replace(NOT_LED, show="project:p1", programme="pledge")}).walls[1]

    assert wall.shows == city().projects["p1"].label
    assert (wall.scene, wall.programme, wall.marks) == ("project:p1", "pledge", ("보낸 장면",))
    assert wall.led == "staff1, 12:00:00 조작"


def test_for_guests_only_their_scenes_are_offered() -> None:
    shown = remote_of(
        beats(("가", 1, {"guest": "1"}), ("나", 1, {})), {"가": replace(NOT_LED, is_guest=True)}
    )

    everyone, first, second = shown.walls
    assert dict(shown.scenes)[first.scenes] == SCENES[:1]
    assert len(shown.scenes[second.scenes]) == 3
    assert (everyone.is_guest, everyone.guests) == (False, 1)
    assert first.marks == ("접견 중",)
    assert (everyone.awaited, first.awaited, second.awaited) == (0, 0, 0)


def test_guests_are_received_only_where_the_wall_says_so_itself() -> None:
    leads = {name: replace(NOT_LED, is_guest=True) for name in ("가", "나")}
    shown = remote_of(beats(("가", 1, {"guest": "1"}), ("나", 1, {"guest": "0"})), leads)

    everyone, first, second = shown.walls
    assert (first.marks, second.marks) == (("접견 중",), ("접견 아직 아님",))
    assert (everyone.guests, everyone.awaited, second.awaited) == (2, 1, 1)


def test_a_wall_that_went_silent_before_it_received_guests_is_never_said_to_do_so() -> None:
    leads = {name: replace(NOT_LED, is_guest=True) for name in ("가", "나", "다")}
    known = beats(("가", 1, {"guest": "1"}), ("나", 40, {"guest": "0"}), ("다", 40, {"guest": "1"}))
    everyone, *walls = remote_of(known, leads).walls

    assert (everyone.awaited, everyone.unsure) == (0, 1)
    assert [(each.name, each.awaited, each.unsure) for each in walls] == [
        ("가", 0, 0),
        ("나", 0, 1),
        ("다", 0, 0),
    ]


def test_all_walls_are_led_as_they_will_be_while_none_is_on() -> None:
    shown = remote_of((), {EVERYONE: replace(NOT_LED, is_paused=True, programme="pledge")})

    assert [(each.name, each.is_paused, each.programme) for each in shown.walls] == [
        (EVERYONE, True, "pledge")
    ]
    assert shown.there == 0
    assert shown.scenes[shown.walls[0].scenes]


def test_scenes_of_one_title_are_told_apart() -> None:
    assert [title for _, title in numbered(SCENES, KOREAN)] == [
        "공약 한눈에",
        "분야별 사업 1",
        "분야별 사업 2",
    ]


def test_a_project_in_focus_is_called_by_its_name() -> None:
    projects = city().projects
    id_, file = next(iter(projects.items()))

    assert file.label in scene_title(f"focus:{id_}", "사업 집중", projects, KOREAN)
    assert scene_title("board", "공약 한눈에", projects, KOREAN) == "공약 한눈에"


def test_every_key_has_its_words() -> None:
    assert shown_text("district:30110", None, KOREAN) == "동구"
    assert shown_text("project:gone", city(), KOREAN) == "gone"
    assert shown_text("money", None, KOREAN) == "재원"
    assert shown_text("nothing", None, KOREAN) == KOREAN.wall_nothing
    assert shown_text("", None, KOREAN) == "자료 없음"
