"""The header over every page."""

from datetime import UTC, datetime

from dashboard.domain.portfolio import Profile
from dashboard.domain.runs import Freshness, SourceState
from dashboard.screens.header import header
from dashboard.urls import Page
from tests.builders import portfolio, project


def source(
    freshness: Freshness = Freshness.FRESH, hour: int | None = 3, error: str | None = None
) -> SourceState:
    moment = None if hour is None else datetime(2025, 1, 2, hour, tzinfo=UTC)
    return SourceState(f"s{hour}", f"시정 {hour}", 60.0, freshness, last_success=moment, error=error)


def test_basis_date_and_reception_are_two_times() -> None:
    screen = header(portfolio(project()), Page.ROOM, [source()], None)

    assert (screen.basis_label, screen.basis_text) == ("자료 기준일", "2024. 12. 31.")
    assert (screen.received_label, screen.received_text) == ("수신", "2025. 1. 2. 12:00")
    assert screen.received_iso == "2025-01-02T03:00:00+00:00"
    assert screen.version_text == "자료 버전 12"


def test_the_worst_source_and_the_oldest_reception_speak() -> None:
    screen = header(portfolio(project()), Page.ROOM, [source(), source(Freshness.STALE, 1)], None)

    assert (screen.freshness, screen.freshness_text, screen.received_iso) == (
        Freshness.STALE,
        "장기 미수신",
        "2025-01-02T01:00:00+00:00",
    )


def test_before_the_first_snapshot_there_is_a_header() -> None:
    screen = header(None, Page.ROOM, [source(Freshness.NEVER, None)], None)

    assert (screen.basis_text, screen.received_iso, screen.received_text, screen.version) == (
        "기준일 자료 없음",
        None,
        "자료 없음",
        None,
    )
    assert screen.version_text == "자료 버전 없음"


def test_without_sources_the_snapshot_tells_when_it_came() -> None:
    screen = header(portfolio(project()), Page.ROOM, [], None)

    assert (screen.received_iso, screen.freshness) == ("2025-01-02T00:05:00+00:00", Freshness.NEVER)


def test_navigation_holds_only_addresses_that_exist() -> None:
    on = {
        page: [item.label for item in header(None, page, [], None).nav if item.is_on]
        for page in (Page.ROOM, Page.PROJECT, Page.DATA, Page.MISSING)
    }

    assert [item.href for item in header(None, Page.ROOM, [], None).nav] == ["/", "/data"]
    assert on == {
        Page.ROOM: ["공약 한눈에"],
        Page.PROJECT: ["공약 한눈에"],
        Page.DATA: ["자료"],
        Page.MISSING: [],
    }


def test_demo_data_are_marked_and_real_data_are_not() -> None:
    demo = header(portfolio(project(), profile=Profile(is_demo=True)), Page.ROOM, [], None)
    real = header(portfolio(project()), Page.ROOM, [], None)

    assert (demo.demo_mark, demo.demo_sentence) == ("시연용 자료", "시연용 자료: 실제 사업·금액과 무관")
    assert (real.demo_mark, real.demo_sentence) == (None, None)


def test_a_source_that_failed_is_named_with_its_cause() -> None:
    screen = header(portfolio(project()), Page.ROOM, [source(error="연결 거부"), source(hour=4)], None)

    assert screen.problem == "받지 못한 자료: 시정 3(연결 거부). 마지막으로 받은 자료를 보입니다."


def test_our_own_trouble_goes_before_that_of_a_source() -> None:
    screen = header(portfolio(project()), Page.ROOM, [source(error="연결 거부")], "저장소에 닿지 않습니다.")

    assert screen.problem == "저장소에 닿지 않습니다."
    assert header(None, Page.ROOM, [source()], None).problem is None
