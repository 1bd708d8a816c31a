"""What is drawn of a screen: every word and number of it, every way, nothing that leaves the room."""

from dataclasses import replace
from html import escape
from typing import Any

import pytest

from dashboard import urls
from dashboard.domain.facets import PAST, Facet
from dashboard.domain.runs import Freshness
from dashboard.domain.vocabulary import FundSource
from dashboard.domain.words import KOREAN
from dashboard.screens.data import data as data_screen
from dashboard.screens.header import header as header_screen
from dashboard.screens.project import UnapprovedRow, UnapprovedStep
from dashboard.screens.project import project as project_screen
from dashboard.screens.room import RoomScreen
from dashboard.screens.room import room as room_screen
from layouts import blank, data, ids, project, room, shell
from layouts.html import to_html
from layouts.pane import plain
from layouts.parts import STATUS_CLASSES
from tests.builders import EOK, TODAY, plan_fund, portfolio
from tests.builders import project as a_project
from tests.layouts.city import BARE, LIGHT, RICH, city, screen_of, source
from tests.layouts.trees import nodes


def overview(chosen: urls.Filter = urls.EVERYTHING) -> RoomScreen:
    return room_screen(city(), urls.Address(urls.Page.ROOM, filter=chosen), TODAY, KOREAN)


def drawn() -> dict[str, Any]:
    sources = data_screen(city(), [source()], may_refresh=True, today=TODAY, words=KOREAN)
    nobody = data_screen(None, [], may_refresh=False, today=TODAY, words=KOREAN)
    return {
        "room": room.build(overview()),
        "room without tiles": room.build(
            overview(urls.Filter.of({Facet.AREA: ["life"], Facet.PAST_PLAN: [PAST]}))
        ),
        "rich project": project.build(screen_of(RICH), KOREAN, LIGHT),
        "bare project": project.build(screen_of(BARE), KOREAN, LIGHT),
        "data": data.build(sources, KOREAN),
        "data without sources": data.build(nobody, KOREAN),
        "blank": blank.build(
            KOREAN.page_missing_title, KOREAN.page_missing_text, (KOREAN.to_room, urls.room())
        ),
        "frame": shell.live_frame(KOREAN),
    }


@pytest.mark.parametrize("name", sorted(drawn()))
def test_no_chart_can_send_data_anywhere(name: str) -> None:
    graphs = [node["props"] for node in nodes(plain(drawn()[name])) if node["type"] == "Graph"]

    assert len(graphs) == {"rich project": 3, "frame": 1}.get(name, 0)
    for graph in graphs:
        assert graph["config"]["showSendToCloud"] is False
        assert graph["config"]["plotlyServerURL"] == ""
        assert graph["config"]["displayModeBar"] is False


@pytest.mark.parametrize("name", sorted(drawn()))
def test_every_way_stays_in_the_room(name: str) -> None:
    hrefs = [
        node["props"].get("href") for node in nodes(plain(drawn()[name])) if node["type"] in ("A", "Link")
    ]

    assert [href for href in hrefs if not (href.startswith(("/", "#")) and not href.startswith("//"))] == []


@pytest.mark.parametrize("name", sorted(drawn()))
def test_the_pieces_of_a_page_have_names_of_their_own(name: str) -> None:
    names = [str(node["props"]["id"]) for node in nodes(plain(drawn()[name])) if "id" in node["props"]]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", sorted(drawn()))
def test_no_program_word_is_on_screen(name: str) -> None:
    written = to_html(drawn()[name])

    for word in ("None", "nan", "NaN", "True", "False", "Status."):
        assert f">{word}<" not in written


def test_a_tile_carries_its_number_its_shape_and_the_whole_sentence() -> None:
    screen = overview()
    tile = next(each for area in screen.areas for each in area.tiles if each.project_id == RICH)
    written = to_html(room.build(screen))

    assert tile.days_past == 61
    assert f'title="{escape(tile.title)}"' in written
    assert 'class="tile t-norm past past-clear"' in written
    assert written.count('class="tile ') == screen.count == 12


def test_every_status_has_a_shape_of_its_own() -> None:
    assert len(set(STATUS_CLASSES.values())) == len(STATUS_CLASSES) == 7


def test_the_chosen_filter_is_marked_and_can_be_taken_off() -> None:
    screen = overview(urls.Filter.of({Facet.PROGRAMME: ["pledge"], Facet.PAST_PLAN: [PAST]}))
    tree = list(nodes(plain(room.build(screen))))
    marked = [node for node in tree if node["props"].get("aria-current")]
    ways_out = [node for node in tree if node["type"] == "Link" and node["props"].get("className") == "clear"]

    assert len(marked) == 2
    assert [way["props"]["href"] for way in ways_out] == [urls.room()]


def test_a_room_without_tiles_says_why() -> None:
    assert KOREAN.empty_filter in to_html(drawn()["room without tiles"])


def test_a_project_shows_what_it_is_where_it_stands_and_who_answers() -> None:
    screen = screen_of(RICH)
    written = to_html(project.build(screen, KOREAN, LIGHT))

    assert "&lt;순환선&gt; &amp; 지선" in written
    for text in (
        screen.standing.past_sentence,
        "노선팀 내선 4321",
        "국비 미반영",
        "국회 협의",
        "대상 확대",
        "확보율(총사업비 대비)",
        screen.funding.gap_text,
        screen.as_of_text,
    ):
        assert text in written


def test_a_project_without_data_says_so_for_each_part() -> None:
    screen = screen_of(BARE)
    written = to_html(project.build(screen, KOREAN, LIGHT))

    for text in (KOREAN.stages_empty, KOREAN.reports_empty, KOREAN.curve_empty, KOREAN.plans_empty):
        assert text in written
    assert "dash-graph" not in written


def test_facts_that_are_missing_are_named_in_one_line() -> None:
    written = to_html(project.build(screen_of(BARE), KOREAN, LIGHT))

    assert "<dt>자료 없음</dt>" in written
    assert "<dt>목적</dt>" not in written
    assert "목적, 주관부서" in written


def test_every_text_of_a_report_has_its_label() -> None:
    written = to_html(project.build(screen_of(RICH), KOREAN, LIGHT))

    for text in ("<b>문제</b> 국비 미반영", "<b>대책</b> 국회 협의", "<b>향후계획</b> 착공"):
        assert text in written
    assert '<b class="done">추진실적</b> 설계 마침' in written


def test_money_of_one_period_needs_no_columns_beside_its_table() -> None:
    funds = [plan_fund(90 * EOK, FundSource.METRO, "2025"), plan_fund(9 * EOK, FundSource.OTHER, "2025")]

    def graphs(*more: Any) -> list[str]:
        address = urls.Address(urls.Page.PROJECT, "p1")
        screen = project_screen(portfolio(a_project(), *funds, *more), address, TODAY, KOREAN)
        assert screen is not None
        tree = plain(project.build(screen, KOREAN, LIGHT))
        return [node["props"]["id"]["name"] for node in nodes(tree) if node["type"] == "Graph"]

    assert graphs() == []
    assert graphs(plan_fund(9 * EOK, FundSource.OTHER, "2026")) == ["funding"]


def test_money_without_any_amount_is_a_sentence() -> None:
    address = urls.Address(urls.Page.PROJECT, "p1")
    screen = project_screen(portfolio(a_project(), plan_fund(None)), address, TODAY, KOREAN)
    assert screen is not None
    written = to_html(project.build(screen, KOREAN, LIGHT))

    assert KOREAN.money_empty in written
    assert "fund-table" not in written


def test_a_date_that_moved_many_times_opens_in_place() -> None:
    step = UnapprovedStep("2024. 6. 1.", "2024. 9. 1.", "+92일", True, "2024. 3. 31. 기준")
    row = UnapprovedRow(
        "보상", "완료 예정일", "2024. 6. 1.", "2024. 9. 1.", "+92일", True, "2번 바뀜", (step, step)
    )
    screen = replace(screen_of(RICH), unapproved=(row, replace(row, stage_name="착공", steps=(step,))))
    written = to_html(project.build(screen, KOREAN, LIGHT))

    assert written.count("2번 바뀜") == 1
    assert written.count(step.basis_text) == 3


def test_the_data_page_names_every_loss_and_offers_what_may_be_done() -> None:
    tree = plain(drawn()["data"])
    buttons = [node["props"] for node in nodes(tree) if node["type"] == "Button"]
    written = to_html(drawn()["data"])

    for text in (
        "p99",
        "키가 겹침",
        "2014. 7 ~ 계속",
        "추진중",
        "연결 거부",
        "열 ‘단계’가 없음",
        "받지 못함",
    ):
        assert text in written
    assert [button["id"] for button in buttons] == [
        ids.act(ids.REFRESH, "demo"),
        ids.act(ids.CONFIRM_SHRINK, "demo", "plan_fund"),
    ]


def test_a_source_that_runs_cannot_be_asked_again() -> None:
    screen = data_screen(city(), [source(running=True)], may_refresh=True, today=TODAY, words=KOREAN)
    refresh = next(n["props"] for n in nodes(plain(data.build(screen, KOREAN))) if n["type"] == "Button")

    assert refresh["disabled"] is True
    assert refresh["children"] == KOREAN.running


def test_the_header_keeps_the_two_times_apart_and_says_that_a_demo_is_one() -> None:
    screen = header_screen(city(), urls.Address(urls.Page.PROJECT), [source()], None, KOREAN)
    written = to_html(shell.header(screen))

    for text in (KOREAN.basis_label, KOREAN.received_label, screen.received_text, KOREAN.demo_sentence):
        assert text in written


def test_what_the_browser_counts_is_left_empty_for_it() -> None:
    screen = header_screen(
        city(), urls.Address(urls.Page.ROOM), [source(freshness=Freshness.STALE)], "저장소", KOREAN
    )
    live = [node["props"] for node in nodes(plain(shell.header(screen))) if "data-live" in node["props"]]

    assert {each["data-live"] for each in live} == {"link", "problem", "search", "session", "visitor"}
    assert [each.get("children") for each in live] == [None] * 5


def test_a_replaced_word_is_on_screen() -> None:
    words = replace(KOREAN, refresh="Refresh now", plan_heading="Plan")
    screen = data_screen(city(), [source()], may_refresh=True, today=TODAY, words=words)

    assert "Refresh now" in to_html(data.build(screen, words))
    assert ">Plan<" in to_html(project.build(screen_of(RICH), words, LIGHT))


def test_the_document_speaks_korean_and_carries_what_the_scripts_need() -> None:
    document = shell.index_string("dark", "b1", 2.0, KOREAN, "start()")

    for text in ('lang="ko"', 'data-theme="dark"', 'data-build="b1"', 'data-poll="2"', "연결 끊김"):
        assert text in document


def test_a_sentence_on_every_sheet_cannot_leave_its_style() -> None:
    written = shell.sheet_mark('a"}</style><script>\\')

    assert written.count("<") == 2
    assert '"a\\"}\\3c /style>\\3c script>\\\\"' in written
