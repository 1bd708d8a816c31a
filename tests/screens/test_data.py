"""자료: the sources, their runs, and everything that was lost."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from dashboard.domain.runs import (
    Findings,
    Freshness,
    SetAside,
    SourceState,
    UnmappedWord,
    UnreadField,
)
from dashboard.screens.data import DataScreen, SourceBlock, data
from tests.builders import TODAY, portfolio, project

START = datetime(2025, 1, 2, 0, 5, tzinfo=UTC)
SOURCE = SourceState(
    id="demo",
    label="시정 데이터베이스(시연)",
    period_seconds=60.0,
    freshness=Freshness.FRESH,
    last_success=START,
    next_run=START + timedelta(seconds=60),
    version=1204,
    basis_date=date(2024, 12, 31),
)


def shown(source: SourceState = SOURCE, *, may_refresh: bool = True) -> DataScreen:
    return data(portfolio(project()), [source], may_refresh, TODAY)


def block(source: SourceState = SOURCE, *, may_refresh: bool = True) -> SourceBlock:
    return shown(source, may_refresh=may_refresh).sources[0]


def test_a_source_says_when_it_came_when_it_comes_and_what_it_speaks_of() -> None:
    found = block()

    assert (found.last_success_text, found.next_run_text, found.period_text) == (
        "2025. 1. 2. 09:05",
        "2025. 1. 2. 09:06",
        "1분",
    )
    assert (found.version_text, found.basis_text, found.last_attempt_text) == (
        "1,204",
        "2024. 12. 31.",
        "아직 없음",
    )


def test_a_period_is_said_in_its_largest_whole_unit() -> None:
    said = [block(replace(SOURCE, period_seconds=s)).period_text for s in (7200.0, 90.0, 0.5)]

    assert said == ["2시간", "90초", "0.5초"]


def test_everything_lost_is_named_and_summed_by_reason() -> None:
    findings = Findings(
        set_aside=(
            SetAside("project", "12", "키가 겹침"),
            SetAside("stage", "12-1", "이어질 사업이 없음"),
            SetAside("project", "13", "키가 겹침"),
        ),
        unread=(UnreadField("project", "7", "ends", "2016. 13월", "날짜가 아님"),),
        unmapped=(UnmappedWord("status", "추진중단", 4),),
    )

    set_aside, unread, unmapped = block(replace(SOURCE, findings=findings)).findings

    assert (set_aside.title, set_aside.count_text) == ("반영 제외", "3건")
    assert set_aside.by_reason == (("키가 겹침", "2건"), ("이어질 사업이 없음", "1건"))
    assert [row.key for row in set_aside.rows] == ["12", "12-1", "13"]
    assert set_aside.rows[0].table_label == "사업"
    assert unread.rows[0].detail == "종료일 ‘2016. 13월’"
    assert (unmapped.rows[0].key, unmapped.rows[0].detail, unmapped.rows[0].reason) == (
        "추진중단",
        "4행",
        "상태에 대응이 없음",
    )


def test_nothing_lost_is_said_too() -> None:
    assert [group.empty_text for group in block().findings] == ["없습니다."] * 3


def test_a_refresh_can_be_started_once_and_by_whom_it_is_allowed() -> None:
    running = replace(SOURCE, running=True)

    assert block().can_refresh
    assert not block(may_refresh=False).can_refresh
    assert not block(running).can_refresh
    assert block(running).running_text == "받는 중입니다."


def test_a_drop_of_rows_waits_for_a_confirmation() -> None:
    (refused,) = block(replace(SOURCE, refused=("plan_fund",))).refused

    assert (refused.source_id, refused.table, refused.label) == ("demo", "plan_fund", "계획 재원")
    assert refused.sentence == "계획 재원의 행이 크게 줄어 반영하지 않았습니다. 맞다면 확인하십시오."


def test_a_table_and_a_field_without_words_keep_their_names() -> None:
    findings = Findings(unread=(UnreadField("tram", "7", "gauge", "?", "모름"),))

    row = block(replace(SOURCE, findings=findings)).findings[1].rows[0]

    assert (row.table_label, row.detail) == ("tram", "gauge ‘?’")


def test_before_the_first_snapshot_there_is_a_data_page() -> None:
    screen = data(None, [], may_refresh=True, today=TODAY)

    assert (screen.empty_text, screen.as_of_text, screen.version_text) == (
        "연결된 자료가 없습니다.",
        "기준일 자료 없음",
        "자료 버전 없음",
    )


def test_the_page_says_its_date_and_version() -> None:
    screen = shown()

    assert (screen.as_of_text, screen.version_text) == (
        "2024. 12. 31. 기준 · 오늘 2025. 1. 2.",
        "자료 버전 12",
    )
