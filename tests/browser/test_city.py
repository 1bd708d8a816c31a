"""The city as a person uses it: a click on a district, a panel, a station, ages that play, nothing cut off."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from callbacks.doors import Entrance
from dashboard.app import create_app
from tests.browser.test_pages import CUT_OFF, SIZES
from tests.callbacks.application import HeldRoom, OpenDoor, settings
from tests.support.axe import broken_rules
from tests.support.browser import Visit, until_true
from tests.support.city_history import rich_picture
from tests.support.served import served

Visits = Callable[..., Visit]
LISTENS = """() => {
  const plot = document.querySelector('#react-entry-point .city-map-chart .js-plotly-plot');
  return plot && plot._ev && plot._ev.listeners('plotly_click').length > 0;
}"""
ON_SCREEN = """(at) => {
  const plot = document.querySelector('#react-entry-point .city-map-chart .js-plotly-plot');
  const box = plot.getBoundingClientRect();
  const {xaxis, yaxis} = plot._fullLayout;
  return [box.left + xaxis._offset + xaxis.l2p(at[0]), box.top + yaxis._offset + yaxis.l2p(at[1])];
}"""
SHORT_LIST = """() => {
  const list = document.querySelector('#page .city-scroll.long');
  list.style.maxHeight = '6rem';
  list.scrollTop = 0;
}"""
"""The invented city has few roads: the list is made as short beside them as it is beside those of a real one."""
IN_ITS_LIST = """() => {
  const [list, row] = ['.city-scroll.long', '.roads tr.on'].map(
    (name) => document.querySelector('#page ' + name).getBoundingClientRect());
  return {list: [list.top, list.bottom], row: [row.top, row.bottom]};
}"""
MONTH = "() => document.querySelector('.city-pyramid .js-plotly-plot').layout.annotations[0].text"


@pytest.fixture(scope="module")
def city_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A room with the rich invented city, served by a thread."""
    app = create_app(
        HeldRoom(city_now=rich_picture()), settings(tmp_path_factory.mktemp("city")), Entrance(OpenDoor())
    )
    with served(app.server) as url:
        yield f"{url}/city"


def open_city(page: Page, url: str, query: str = "") -> Page:
    page.goto(url + query)
    expect(page.locator("#page .city")).to_be_visible()
    until_true(page, LISTENS)
    return page


def click_at(page: Page, name: str, x: float, y: float) -> None:
    left, top = page.evaluate(ON_SCREEN, [x, y])
    page.mouse.move(left - 3, top)
    page.mouse.move(left, top)
    expect(page.locator("#page .city-map-chart .hoverlayer")).to_contain_text(name)
    page.mouse.down()
    page.mouse.up()


def test_a_district_narrows_the_panels_and_the_way_leads_back(visit: Visits, city_url: str) -> None:
    page = open_city(visit().page, city_url)

    click_at(page, "동구", 20, 12)
    expect(page.locator("#page h1")).to_have_text("도시 현황 · 동구")
    expect(page.locator("#page .p-population .value")).to_contain_text("214,543")
    assert "district=30110" in page.url

    page.locator("#page .city-ways a", has_text="도시 현황").click()
    expect(page.locator("#page .p-population .value")).to_contain_text("1,429,504")


def test_a_panel_a_station_and_the_back_button(visit: Visits, city_url: str) -> None:
    page = open_city(visit().page, city_url)

    page.locator("#page .p-environment h2 a").click()
    expect(page.locator("#page h1")).to_have_text("환경")
    page.locator("#page .city-table.air tbody th a", has_text="나래동").click()
    expect(page.locator("#page h1")).to_have_text("환경 · 나래동")
    page.go_back()
    expect(page.locator("#page h1")).to_have_text("환경")


def test_a_figure_opens_its_definition_in_place(visit: Visits, city_url: str) -> None:
    page = open_city(visit(1366, 768).page, city_url)

    page.locator("#page .p-traffic .explain summary").first.click()

    sheet = page.locator("#page .p-traffic .explain[open] .explanation")
    expect(sheet).to_contain_text("길이로 가중")
    expect(sheet).to_contain_text("출처: 대전광역시 교통정보센터")
    expect(sheet).to_contain_text("기준")


def test_ages_play_over_the_months_and_the_address_names_the_one_where_they_stop(
    visit: Visits, city_url: str
) -> None:
    page = open_city(visit(reduced_motion=False).page, city_url, "?panel=population")
    newest = page.evaluate(MONTH)

    page.locator("#page [data-city-play]").click()
    expect(page.locator("#page [data-city-play]")).to_have_text("멈춤")
    until_true(page, f"(newest) => ({MONTH})() !== newest", newest)
    page.locator("#page [data-city-play]").click()

    expect(page.locator("#page [data-city-play]")).to_have_text("이어 보기")
    page.wait_for_url("**month=2021-*")


def test_who_asks_for_less_motion_gets_one_month_a_press(visit: Visits, city_url: str) -> None:
    page = open_city(visit().page, city_url, "?panel=population&month=2025-02")

    page.locator("#page [data-city-play]").click()

    page.wait_for_url("**month=2025-03")
    expect(page.locator("#page .city-ages .heading")).to_contain_text("2025. 3.")
    expect(page.locator("#page [data-city-play]")).to_have_text("이어 보기")


@pytest.mark.parametrize(
    "query", ["", "?panel=population", "?panel=disaster", "?panel=environment", "?panel=traffic"]
)
def test_nobody_is_shut_out(visit: Visits, city_url: str, query: str) -> None:
    page = open_city(visit(1366, 768).page, city_url, query)

    assert broken_rules(page) == []


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize(
    "query", ["", "?panel=population", "?panel=disaster", "?panel=environment", "?panel=traffic"]
)
def test_nothing_is_cut_off(visit: Visits, city_url: str, query: str, width: int, height: int) -> None:
    one = visit(width, height)
    page = open_city(one.page, city_url, query)
    one.wait_for_fonts()

    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize("query", ["", "?panel=disaster", "?panel=environment", "?panel=traffic"])
def test_a_district_is_reached_without_a_pointer(visit: Visits, city_url: str, query: str) -> None:
    page = open_city(visit(1366, 768).page, city_url, query)

    page.locator("#page .city-places a", has_text="서구").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#page h1")).to_contain_text("서구")
    assert "district=30170" in page.url


def test_the_road_that_is_looked_at_stays_in_sight_in_its_list(visit: Visits, city_url: str) -> None:
    page = open_city(visit(1366, 768).page, city_url, "?panel=traffic")
    road = page.locator("#page .roads tbody a").last
    name = road.inner_text()
    road.click()
    expect(page.locator("#page .roads tr.on")).to_contain_text(name)

    page.evaluate(SHORT_LIST)

    inside = page.evaluate(IN_ITS_LIST)
    assert inside["row"][0] >= inside["list"][0]
    assert inside["row"][1] <= inside["list"][1]


def test_the_overview_fits_every_screen_without_scrolling(visit: Visits, city_url: str) -> None:
    for width, height in SIZES:
        page = open_city(visit(width, height).page, city_url)
        assert page.evaluate("document.documentElement.scrollHeight") == height


@pytest.mark.parametrize("query", ["", "?panel=environment"])
def test_it_fits_a_sheet_of_paper(visit: Visits, city_url: str, query: str) -> None:
    page = open_city(visit(1366, 768).page, city_url, query)

    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1047, "height": 700})

    until_true(page, "() => document.documentElement.scrollWidth <= 1047")
