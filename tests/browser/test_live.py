"""An open page: what changes in the city appears in place, and whatever goes away leaves the last picture."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from db import runs
from db.store import Store
from tests.support.browser import Visit, until_true
from tests.support.city import City
from tests.support.postgres import PostgresServer
from tests.support.server import RunningServer
from tests.support.waiting import until

Visits = Callable[..., Visit]
Start = Callable[..., RunningServer]
PERIOD = 0.5
WITHIN_A_PERIOD_PLUS_5_S = (PERIOD + 5) * 1000
LOST = "연결 끊김"


@pytest.fixture
def city(tmp_path: Path) -> City:
    return City(tmp_path, projects=60, period=PERIOD)


@pytest.fixture
def server(city: City, start_server: Start) -> RunningServer:
    return start_server("serve", MAPPINGS=str(city.mapping_path), POLL_SECONDS="0.5")


def opened(
    visit: Visits, server: RunningServer, path: str = "/", width: int = 1366, height: int = 768
) -> Page:
    page = visit(width, height).page
    page.goto(server.url + path)
    expect(page.locator("#page > *").first).to_be_attached()
    expect(link(page)).to_have_attribute("data-state", "fresh")
    return page


def link(page: Page) -> Locator:
    return page.locator("#react-entry-point [data-live=link]")


def tile(page: Page, number: int) -> Locator:
    return page.locator(f"#page .tile[href$='/projects/{number}']")


def tile_named(page: Page, name: str) -> Locator:
    return page.locator("#page .tile", has_text=name)


def test_a_change_appears_in_place_and_leaves_everything_else_alone(
    server: RunningServer, visit: Visits, city: City
) -> None:
    page = opened(visit, server, height=500)
    tile(page, 60).scroll_into_view_if_needed()
    tile(page, 7).evaluate("(element) => { window.kept = element; }")
    page.evaluate("window.scrolled = scrollY")
    assert page.evaluate("scrolled") > 0
    page.evaluate(
        """() => { window.spinners = 0; new MutationObserver((changes) => changes.forEach((change) =>
        change.addedNodes.forEach((node) => { if (node.matches && node.matches('.tile, .area, .screen'))
        window.spinners += 1; }))).observe(document.body, { subtree: true, childList: true }); }"""
    )
    city.run("UPDATE pledge SET title = '새로 지은 이름' WHERE no = '7'")

    expect(tile(page, 7)).to_contain_text("새로 지은 이름", timeout=WITHIN_A_PERIOD_PLUS_5_S)

    assert page.evaluate("window.kept.isConnected && window.kept.textContent.includes('새로 지은 이름')")
    assert page.evaluate("scrollY === window.scrolled")
    assert page.evaluate("window.spinners") == 0


def test_an_open_detail_and_the_filter_survive_a_change(
    server: RunningServer, visit: Visits, city: City
) -> None:
    city.run("INSERT INTO money VALUES ('1', '국비', '총계', '5')")
    page = opened(visit, server)
    page.locator("#page .statuses a", has_text="정상추진").click()
    expect(page.locator("#page .statuses [aria-current]")).to_contain_text("정상추진")
    detail = page.locator("#page details.mismatches")
    detail.locator("summary").click(timeout=WITHIN_A_PERIOD_PLUS_5_S)
    expect(detail).to_have_attribute("open", "")
    address = page.url

    city.run("UPDATE pledge SET title = '새로 지은 이름' WHERE no = '7'")
    expect(tile_named(page, "새로 지은 이름")).to_be_attached(timeout=WITHIN_A_PERIOD_PLUS_5_S)

    expect(detail).to_have_attribute("open", "")
    expect(page.locator("#page .statuses [aria-current]")).to_contain_text("정상추진")
    assert page.url == address


def test_a_zoomed_chart_stays_zoomed_when_data_come(server: RunningServer, visit: Visits, city: City) -> None:
    page = opened(visit, server, "/projects/7")
    chart = page.locator(".js-plotly-plot").first
    expect(chart.locator(".barlayer path").first).to_be_attached()
    box = chart.locator(".nsewdrag").first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] / 2, steps=8)
    page.mouse.up()
    ranges = "(chart) => JSON.stringify(chart._fullLayout.xaxis.range)"
    full = "(chart) => JSON.stringify(chart._fullLayout.xaxis._rangeInitial0 ?? null)"
    zoomed = chart.evaluate(ranges)
    assert zoomed != chart.evaluate(full)
    chart.evaluate(
        """(chart) => { const before = JSON.stringify(chart.data); chart.on('plotly_afterplot',
        () => { window.redrawn = JSON.stringify(chart.data) !== before; }); }"""
    )

    city.run("UPDATE step SET planned_end = '2025-12-31' WHERE no = '7' AND step = '착공'")
    until_true(page, "window.redrawn === true")

    assert chart.evaluate(ranges) == zoomed


@pytest.mark.parametrize("how", ["killed", "hanging"])
def test_a_server_that_is_gone_shows_within_ten_seconds_and_comes_back_by_itself(
    server: RunningServer, visit: Visits, how: str
) -> None:
    one = visit()
    one.page.goto(server.url)
    expect(link(one.page)).to_have_attribute("data-state", "fresh")
    expect(one.page.locator("#page .tile")).to_have_count(60)
    until_true(one.page, "window.Plotly")
    one.wait_for_fonts()
    tiles = one.page.locator("#page .tile")

    if how == "killed":
        server.kill()
    else:
        server.freeze()
    expect(link(one.page)).to_contain_text(LOST, timeout=10_000)
    expect(tiles).to_have_count(60)

    if how == "killed":
        server.start()
    else:
        server.thaw()
    expect(link(one.page)).to_have_attribute("data-state", "fresh", timeout=15_000)
    expect(tiles).to_have_count(60)
    # The browser itself reports each request that found nobody; the page's own scripts must not complain.
    assert [said for said in one.take_complaints() if "api/version" not in said] == []


def test_when_the_municipal_database_is_away_the_picture_stays_with_its_cause(
    server: RunningServer, visit: Visits, city: City
) -> None:
    page = opened(visit, server)
    away = city.path.rename(city.path.with_suffix(".away"))

    expect(page.locator("#react-entry-point [data-live=problem]")).to_be_visible(timeout=15_000)
    expect(link(page)).to_have_attribute("data-state", "late")
    expect(page.locator("#page .tile")).to_have_count(60)

    away.rename(city.path)
    expect(link(page)).to_have_attribute("data-state", "fresh", timeout=15_000)
    expect(page.locator("#react-entry-point [data-live=problem]")).to_be_hidden()


def test_when_our_own_store_is_away_the_picture_stays_and_recovers(
    city: City, own_postgres: PostgresServer, start_server: Start, visit: Visits
) -> None:
    server = start_server(
        "serve",
        MAPPINGS=str(city.mapping_path),
        POLL_SECONDS="0.5",
        STORE_URL=own_postgres.create_database(),
    )
    page = opened(visit, server)

    own_postgres.stop()
    expect(page.locator("#react-entry-point [data-live=problem]")).to_contain_text("저장소", timeout=15_000)
    expect(page.locator("#page .tile")).to_have_count(60)

    own_postgres.start()
    expect(page.locator("#react-entry-point [data-live=problem]")).to_be_hidden(timeout=30_000)
    city.run("UPDATE pledge SET title = '돌아온 이름' WHERE no = '3'")
    expect(tile(page, 3)).to_contain_text("돌아온 이름", timeout=20_000)


def test_a_first_start_without_the_municipal_database_says_so_and_fills_up_by_itself(
    city: City, start_server: Start, visit: Visits
) -> None:
    away = city.path.rename(city.path.with_suffix(".away"))
    server = start_server("serve", wait=False, MAPPINGS=str(city.mapping_path), POLL_SECONDS="0.5")
    until(lambda: server.status("/healthz") == 503, "the server answers that it has nothing yet", 60)
    server.be_signed_in()
    one = visit()
    one.page.goto(server.url)
    expect(one.page.locator("#react-entry-point #page")).to_contain_text("자료")
    expect(one.page.locator("#page .tile")).to_have_count(0)

    away.rename(city.path)

    expect(one.page.locator("#page .tile")).to_have_count(60, timeout=15_000)
    one.take_complaints()


def test_an_empty_city_is_drawn_without_a_complaint(
    tmp_path: Path, start_server: Start, visit: Visits
) -> None:
    empty = City(tmp_path, projects=0, period=PERIOD)
    server = start_server("serve", wait=False, MAPPINGS=str(empty.mapping_path))
    until(lambda: server.status("/healthz") in (200, 503), "the server answers", 60)
    server.be_signed_in()
    page = visit().page
    for path in ("/", "/data"):
        page.goto(server.url + path)
        expect(page.locator("#page > *").first).to_be_attached()


def test_several_open_pages_cost_the_source_one_read_per_period(
    server: RunningServer, visit: Visits, city: City
) -> None:
    pages = [opened(visit, server) for _ in range(3)]
    store = Store(f"sqlite:///{server.log.parent / 'var' / 'store.db'}")
    first = runs.count(store)
    started = pages[0].evaluate("performance.now()")
    city.run("UPDATE pledge SET title = '모두가 보는 이름' WHERE no = '5'")
    for page in pages:
        expect(tile(page, 5)).to_contain_text("모두가 보는 이름")
    seconds = (pages[0].evaluate("performance.now()") - started) / 1000

    assert runs.count(store) - first <= seconds / PERIOD + 2
    store.close()
