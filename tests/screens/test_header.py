"""The header over every page."""

from datetime import UTC, datetime

from dashboard.domain.portfolio import Profile
from dashboard.domain.runs import Freshness, SourceState
from dashboard.screens.header import BEHIND_MORE, WAYS, NavItem, header
from dashboard.urls import Address, Page, parse
from tests.builders import portfolio, project


def source(
    freshness: Freshness = Freshness.FRESH, hour: int | None = 3, error: str | None = None
) -> SourceState:
    moment = None if hour is None else datetime(2025, 1, 2, hour, tzinfo=UTC)
    return SourceState(f"s{hour}", f"시정 {hour}", 60.0, freshness, last_success=moment, error=error)


def test_basis_date_and_reception_are_two_times() -> None:
    screen = header(portfolio(project()), Address(Page.ROOM), [source()], None)

    assert (screen.basis_label, screen.basis_text) == ("자료 기준일", "2024. 12. 31.")
    assert (screen.received_label, screen.received_text) == ("수신", "2025. 1. 2. 12:00")
    assert screen.received_iso == "2025-01-02T03:00:00+00:00"
    assert screen.version_text == "자료 버전 12"


def test_the_worst_source_and_the_oldest_reception_speak() -> None:
    screen = header(portfolio(project()), Address(Page.ROOM), [source(), source(Freshness.STALE, 1)], None)

    assert (screen.freshness, screen.freshness_text, screen.received_iso) == (
        Freshness.STALE,
        "장기 미수신",
        "2025-01-02T01:00:00+00:00",
    )


def test_before_the_first_snapshot_there_is_a_header() -> None:
    screen = header(None, Address(Page.ROOM), [source(Freshness.NEVER, None)], None)

    assert (screen.basis_text, screen.received_iso, screen.received_text, screen.version) == (
        "기준일 자료 없음",
        None,
        "자료 없음",
        None,
    )
    assert screen.version_text == "자료 버전 없음"


def test_without_sources_the_snapshot_tells_when_it_came() -> None:
    screen = header(portfolio(project()), Address(Page.ROOM), [], None)

    assert (screen.received_iso, screen.freshness) == ("2025-01-02T00:05:00+00:00", Freshness.NEVER)


def test_every_way_leads_to_a_screen_with_the_filter_and_the_version_that_is_looked_at() -> None:
    here = parse("/?status=done&as_of=v3")
    screen = header(None, here, [], None)
    ways = [parse(item.href) for item in (*screen.nav, *screen.more)]

    assert {way.page for way in ways} == set(WAYS)
    assert {parse(item.href).page for item in screen.more} == BEHIND_MORE
    assert {(way.filter, way.as_of) for way in ways} == {(here.filter, "v3")}


def ways(here: Address) -> tuple[NavItem, ...]:
    screen = header(None, here, [], None)
    return (*screen.nav, *screen.more)


def test_the_open_screen_is_marked_and_a_project_belongs_to_the_room() -> None:
    on = {
        page: [parse(item.href).page for item in ways(Address(page)) if item.is_on]
        for page in (Page.ROOM, Page.PROJECT, Page.DATA, Page.MISSING)
    }

    assert on == {
        Page.ROOM: [Page.ROOM],
        Page.PROJECT: [Page.ROOM],
        Page.DATA: [Page.DATA],
        Page.MISSING: [],
    }


def test_demo_data_are_marked_and_real_data_are_not() -> None:
    demo = header(portfolio(project(), profile=Profile(is_demo=True)), Address(Page.ROOM), [], None)
    real = header(portfolio(project()), Address(Page.ROOM), [], None)

    assert (demo.demo_mark, demo.demo_sentence) == ("시연용 자료", "시연용 자료: 실제 사업·금액과 무관")
    assert (real.demo_mark, real.demo_sentence) == (None, None)


def test_a_source_that_failed_is_named_with_its_cause() -> None:
    screen = header(
        portfolio(project()), Address(Page.ROOM), [source(error="연결 거부"), source(hour=4)], None
    )

    assert screen.problem == "받지 못한 자료: 시정 3(연결 거부). 마지막으로 받은 자료를 보입니다."


def test_our_own_trouble_goes_before_that_of_a_source() -> None:
    screen = header(
        portfolio(project()), Address(Page.ROOM), [source(error="연결 거부")], "저장소에 닿지 않습니다."
    )

    assert screen.problem == "저장소에 닿지 않습니다."
    assert header(None, Address(Page.ROOM), [source()], None).problem is None
