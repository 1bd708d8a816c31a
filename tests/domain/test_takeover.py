"""What takes every wall over, and what never does."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dashboard.domain.city.warnings import ActiveWarning
from dashboard.domain.records import Event
from dashboard.domain.takeover import AHEAD, Policy, is_drill, notices

NOW = datetime(2026, 7, 10, 3, 0, tzinfo=UTC)
USUAL = Policy()


def message(severity: str | None = "긴급재난", **more: Any) -> Event:
    given = {
        "id": "1",
        "at": NOW,
        "kind": "message",
        "subject": "호우",
        "text": "하천 범람. 대피하세요.",
        **more,
    }
    return Event(severity=severity, **given)


def warning(severity: str = "경보", **more: Any) -> ActiveWarning:
    given = {"since": NOW, "until": None, "changed_at": NOW, "place": "대전", **more}
    return ActiveWarning("호우", severity=severity, **given)


def severities(
    *messages: Event, warnings: tuple[ActiveWarning, ...] = (), policy: Policy = USUAL
) -> list[str]:
    return [each.severity for each in notices(messages, warnings, policy, NOW)]


@pytest.mark.parametrize("severity", ["위급재난", "긴급재난"])
def test_a_message_of_a_named_severity_takes_the_walls_over(severity: str) -> None:
    assert severities(message(severity)) == [severity]


@pytest.mark.parametrize("severity", ["안전안내", None, "", "주의보"])
def test_any_other_message_does_not(severity: str | None) -> None:
    assert severities(message(severity)) == []


def test_safety_notes_never_do_even_where_somebody_configured_them() -> None:
    assert severities(message("안전안내"), policy=Policy(("안전안내", "긴급재난"))) == []


@pytest.mark.parametrize(
    "text",
    [
        "실종된 김○○(80세)을 찾습니다.",
        "배회 중인 어르신을 찾고 있습니다.",
        "실종경보 발령",
        "서구에서 배회 중인 김○○씨(여, 80세) 목격 시 112",
        "김○○씨(남, 7세) 서구에서 실종, 검은 옷",
    ],
)
def test_texts_about_missing_persons_never_do(text: str) -> None:
    assert severities(message("위급재난", text=text)) == []
    assert severities(message("위급재난", subject="실종")) == []


@pytest.mark.parametrize(
    "text",
    [
        "산사태로 실종자 발생. 즉시 대피하십시오.",
        "실종자 3명. 하천 접근을 금합니다.",
        "동물원을 나온 맹수가 시내를 배회하고 있습니다. 외출을 삼가십시오.",
    ],
)
def test_a_disaster_in_which_people_are_missing_or_an_animal_roams_does(text: str) -> None:
    assert severities(message(text=text)) == ["긴급재난"]


def test_a_warning_of_the_higher_step_does_and_one_of_the_lower_step_only_where_it_is_named() -> None:
    assert severities(warnings=(warning("경보"), warning("주의보"))) == ["경보"]
    assert severities(warnings=(warning("주의보"),), policy=Policy(("주의보",))) == ["주의보"]


def test_what_is_over_is_over_and_what_comes_late_counts_from_when_it_was_sent() -> None:
    late = message(at=NOW - timedelta(minutes=59))
    gone = message(at=NOW - timedelta(minutes=60))

    assert severities(late) == ["긴급재난"]
    assert severities(gone) == []
    assert severities(message(at=NOW + AHEAD)) == ["긴급재난"], "clocks differ"
    assert severities(message(at=NOW + AHEAD + timedelta(seconds=1))) == []
    lifted = warning(until=NOW)
    assert severities(warnings=(lifted,)) == []


def test_the_loudest_stands_first_then_the_newest() -> None:
    older = message(id="a", at=NOW - timedelta(minutes=5))
    newer = message(id="b", at=NOW - timedelta(minutes=1))
    loudest = message("위급재난", id="c", at=NOW - timedelta(minutes=30))

    found = notices((older, newer, loudest), (warning(),), USUAL, NOW)

    assert [each.id.split(":")[1] for each in found] == ["c", "b", "a", "호우"]


def test_a_drill_stands_behind_what_is_none_however_loud_it_is() -> None:
    drill = message("위급재난", id="drill", text="민방위 훈련 공습경보 발령")
    fire = message("긴급재난", id="fire", text="실제 화재. 대피하세요.")

    found = notices((drill, fire), (), USUAL, NOW)

    assert [each.id for each in found] == ["message:fire", "message:drill"]


def test_what_somebody_has_seen_is_over_until_it_is_announced_anew() -> None:
    first = notices((message(),), (warning(),), USUAL, NOW)
    seen = {each.id for each in first}

    assert notices((message(),), (warning(),), USUAL, NOW, seen) == ()
    again = warning(changed_at=NOW - timedelta(minutes=1))
    assert [each.severity for each in notices((message(),), (again,), USUAL, NOW, seen)] == ["경보"]


@pytest.mark.parametrize(
    ("text", "drill"),
    [
        ("[훈련] 민방위 대피 훈련입니다.", True),
        ("오늘 14시 안전한국훈련 실시", True),
        ("훈련 상황이 아닙니다. 즉시 대피하세요.", False),
        ("실제 상황입니다. 훈련이 아닙니다.", False),
        ("하천 범람", False),
        ("육군훈련소 인근 산불 확산. 즉시 대피하십시오.", False),
        ("예비군 훈련장 화재, 훈련병 대피", False),
        ("훈련 중이던 헬기 추락. 접근을 삼가십시오.", False),
        ("[훈련] 육군훈련소 화재 대피", True),
        ("을지연습 훈련기간입니다.", True),
    ],
)
def test_a_drill_is_marked_and_what_is_none_is_not(text: str, drill: bool) -> None:
    assert is_drill(text) is drill
    assert notices((message(text=text),), (), USUAL, NOW)[0].is_drill is drill
