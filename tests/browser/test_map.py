"""The map as a person uses it: a click on a district, on a dot, on a line of the table, another colour, paper."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import CUT_OFF, SIZES, open_room
from tests.support.browser import Visit, until_true
from tests.support.server import RunningServer

Visits = Callable[..., Visit]

ON_SCREEN = """(at) => {
  const plot = document.querySelector('#react-entry-point .map-chart .js-plotly-plot');
  const box = plot.getBoundingClientRect();
  const {xaxis, yaxis} = plot._fullLayout;
  return [box.left + xaxis._offset + xaxis.l2p(at[0]), box.top + yaxis._offset + yaxis.l2p(at[1])];
}"""
"""A point of the schematic (km) -> where it stands in the window."""
LISTENS = """() => {
  const plot = document.querySelector('#react-entry-point .map-chart .js-plotly-plot');
  return plot && plot._ev && plot._ev.listeners('plotly_click').length > 0;
}"""
"""Dash hears clicks a moment after the chart is drawn."""
LINES = "#page .map-list tbody tr"


def open_map(page: Page, server: RunningServer, query: str = "") -> Page:
    open_room(page, server, "/map" + query)
    expect(page.locator("#page .map-chart .scatterlayer .trace").first).to_be_attached()
    until_true(page, LISTENS)
    return page


def point_at(page: Page, name: str, x: float, y: float) -> None:
    """Move the pointer there as a hand does: the chart says what it is over before anything is pressed."""
    left, top = page.evaluate(ON_SCREEN, [x, y])
    page.mouse.move(left - 3, top)
    page.mouse.move(left, top)
    expect(page.locator("#page .map-chart .hoverlayer")).to_contain_text(name)


def click_at(page: Page, name: str, x: float, y: float) -> None:
    point_at(page, name, x, y)
    page.mouse.down()
    page.mouse.up()


def count_in_table(page: Page, name: str) -> int:
    row = page.locator("#page .map-table tbody tr", has=page.locator("th", has_text=name))
    return int(row.locator("td").first.inner_text().removesuffix("개"))


def test_a_click_on_a_district_lists_its_projects_and_one_of_them_opens(
    visit: Visits, demo_server: RunningServer
) -> None:
    page = open_map(visit(1366, 768).page, demo_server)

    click_at(page, "유성구", 6, 18)
    expect(page.locator("#page .map-projects h2")).to_have_text(
        f"유성구 사업 {count_in_table(page, '유성구')}개"
    )
    expect(page.locator(LINES)).to_have_count(count_in_table(page, "유성구"))
    expect(page.locator("#page .map-table .on th")).to_have_text("유성구")

    page.locator(LINES).first.locator("th a").click()
    expect(page.locator("#page .project h1")).to_be_visible()
    page.go_back()
    expect(page.locator("#page .map-projects h2")).to_contain_text("유성구")


def test_the_middle_of_a_name_is_part_of_its_district_and_a_second_click_leaves_it(
    visit: Visits, demo_server: RunningServer
) -> None:
    page = open_map(visit().page, demo_server)

    click_at(page, "서구", 8.3, 10.5)
    expect(page.locator("#page .map-projects h2")).to_contain_text("서구")
    click_at(page, "서구", 8.3, 10.5)

    expect(page.locator("#page .map-projects h2")).to_have_text("사업 136개")
    assert page.url.endswith("/map")


def test_a_dot_and_the_box_of_the_whole_city_are_looked_at(visit: Visits, demo_server: RunningServer) -> None:
    page = open_map(visit().page, demo_server)

    click_at(page, "솔마루", 11, 24.2)
    expect(page.locator("#page .map-projects h2")).to_contain_text("유성구 솔마루 사업")
    expect(page.locator(f"{LINES} .place").first).to_contain_text("솔마루")

    click_at(page, "전역", 3, 31)
    expect(page.locator("#page .map-projects h2")).to_contain_text("전역 사업")


def test_another_colour_keeps_what_is_looked_at_and_a_district_becomes_the_filter(
    visit: Visits, demo_server: RunningServer
) -> None:
    page = open_map(visit().page, demo_server)
    page.locator("#page .map-table tbody a", has_text="대덕구").click()
    expect(page.locator("#page .map-projects h2")).to_contain_text("대덕구")

    money = page.locator("#page .map-line .scopes a", has_text="총사업비")
    expect(money).to_have_attribute("href", re.compile("at="))
    money.click()
    expect(page.locator("#page .map-line .key")).to_contain_text("~2조")
    expect(page.locator("#page .map-projects h2")).to_contain_text("대덕구")
    count = count_in_table(page, "대덕구")

    page.locator("#page .map-ways a", has_text="이 구만 보기").click()
    expect(page.locator("#page .chip")).to_contain_text("자치구: 대덕구")
    expect(page.locator("#page .map-projects h2")).to_have_text(f"사업 {count}개")
    assert "show=money" in page.url


def test_a_figure_opens_its_meaning_in_place(visit: Visits, demo_server: RunningServer) -> None:
    page = open_map(visit().page, demo_server)

    page.locator("#page .map-table .explain summary").first.click()

    expect(page.locator("#page .map-table .explain[open] .explanation")).to_contain_text("구마다 셈")


def test_what_the_pointer_is_over_says_its_three_figures(visit: Visits, demo_server: RunningServer) -> None:
    page = open_map(visit().page, demo_server)
    point_at(page, "유성구", 6, 18)

    expect(page.locator("#page .map-chart .hoverlayer")).to_contain_text("계획일 경과")


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("query", ["", "?show=money&at=%EC%A0%84%EC%97%AD"])
def test_nothing_of_the_map_is_cut_off(
    visit: Visits, demo_server: RunningServer, query: str, width: int, height: int
) -> None:
    one = visit(width, height)
    page = open_map(one.page, demo_server, query)
    one.wait_for_fonts()

    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(CUT_OFF) == []
    # The whole schematic is in sight without scrolling, and keeps its proportions.
    top, bottom = (page.evaluate(ON_SCREEN, [14, y])[1] for y in (35.2, 0))
    left, right = (page.evaluate(ON_SCREEN, [x, 0])[0] for x in (0, 28))
    assert 0 < top < bottom < height
    assert (right - left) / (bottom - top) == pytest.approx(28 / 35.2, rel=0.01)


def test_the_map_fits_a_sheet_beside_its_table(visit: Visits, demo_server: RunningServer) -> None:
    page = open_map(visit(1366, 768).page, demo_server)

    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1047, "height": 700})

    # The page is drawn anew for another size of window: what counts is where it comes to rest.
    until_true(
        page,
        """() => {
          const [chart, table] = ['.map-chart', '.map-table'].map((part) => document.querySelector(`#page ${part}`));
          if (!chart || !table) return false;
          const [left, right] = [chart, table].map((part) => part.getBoundingClientRect());
          return left.width > 0 && left.right <= right.left && right.right <= 1047;
        }""",
    )
