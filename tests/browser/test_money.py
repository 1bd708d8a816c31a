"""The screen of money in a real browser: tabs, charts, ways out of them, paper."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import CUT_OFF, open_room
from tests.support.browser import Visit, until_true
from tests.support.server import RunningServer

Visits = Callable[..., Visit]
SIZES = [(1366, 768), (1920, 1080), (3840, 2160)]
CUTS = ("years", "stages", "tree", "flow", "changes", "gaps", "formulas")

STANDS_STILL = """
() => {
  const path = document.querySelector('#page .sankey-link').getAttribute('d');
  window.looksAlike = window.lastPath === path ? (window.looksAlike || 0) + 1 : 0;
  window.lastPath = path;
  return window.looksAlike >= 15;
}
"""


def painted(page: Page) -> None:
    expect(page.locator("#page .js-plotly-plot .main-svg").first).to_be_attached()


@pytest.fixture
def money(visit: Visits, demo_server: RunningServer) -> Page:
    return open_room(visit().page, demo_server, "/money")


def test_every_tab_shows_its_cut_and_back_returns(money: Page) -> None:
    labels = ["예산 단계", "분야·사업", "흐름", "총사업비 조정", "미확보", "산식"]
    for label in labels:
        money.locator("#page .cuts a", has_text=label).click()
        expect(money.locator("#page .cuts [aria-current]")).to_have_text(label)
    for _, before in pairwise(reversed(labels)):
        money.go_back()
        expect(money.locator("#page .cuts [aria-current]")).to_have_text(before)


def test_the_sums_of_every_cut_agree(money: Page, demo_server: RunningServer) -> None:
    for cut in CUTS[:-1]:
        open_room(money, demo_server, f"/money?cut={cut}")
        expect(money.locator("#page .funds-check").first).to_contain_text("합계 확인")


def test_a_filter_travels_from_the_room_and_through_the_cuts(
    visit: Visits, demo_server: RunningServer
) -> None:
    page = open_room(visit().page, demo_server, "/?area=A3")
    page.locator("#react-entry-point header nav a", has_text="재원").click()
    expect(page.locator("#page .funds-head h1")).to_contain_text("33개")
    page.locator("#page .cuts a", has_text="미확보").click()

    expect(page.locator("#page .funds-list tbody tr").first).to_be_visible()

    assert "area=A3" in page.url
    areas = set(page.locator("#page .funds-list tbody td:nth-child(2)").all_inner_texts())
    assert areas == {"미래"}


def test_an_area_of_the_chart_narrows_to_it_and_a_project_opens_the_project(
    visit: Visits, demo_server: RunningServer
) -> None:
    page = open_room(visit().page, demo_server, "/money?cut=tree")
    painted(page)
    page.locator("#page g.slice", has_text="문화").first.click(position={"x": 12, "y": 8})
    expect(page.locator("#page .funds-head h1")).to_contain_text("27개")
    assert "area=A2" in page.url
    leaf = page.locator("#page g.slice", has_text="가온스포츠파크").first
    expect(leaf).to_be_visible()

    leaf.click()
    expect(page.locator("#page .project h1")).to_contain_text("가온스포츠파크")
    page.go_back()
    expect(page.locator("#page .funds-head h1")).to_contain_text("27개")
    page.go_back()

    expect(page.locator("#page .funds-head h1")).to_contain_text("136개")


def test_a_band_of_the_flow_leads_to_the_projects_behind_it(
    visit: Visits, demo_server: RunningServer
) -> None:
    page = open_room(visit().page, demo_server, "/money?cut=flow")
    band = page.locator("#page .sankey-link").first
    expect(band).to_be_visible()

    until_true(page, STANDS_STILL)
    # Bands lie over each other between the columns, and side by side where they leave a source.
    place = band.evaluate(
        "(path) => { const at = path.getPointAtLength(0).matrixTransform(path.getScreenCTM());"
        " return { x: at.x + 4, y: at.y + 4 }; }"
    )
    way = band.evaluate("(path) => path.__data__.link.customdata")
    assert way.startswith("/projects?area=A")
    page.mouse.click(place["x"], place["y"])

    page.wait_for_url(f"**{way}")


def test_a_figure_opens_its_definition_in_place(money: Page) -> None:
    money.locator("#page .funds-figures .explain summary").first.click()

    expect(money.locator("#page .funds-figures .explanation").first).to_be_visible()
    expect(money.locator("#page .funds-figures .explanation").first).to_contain_text("기준")


def test_a_project_of_the_gaps_opens_and_back_returns(visit: Visits, demo_server: RunningServer) -> None:
    page = open_room(visit().page, demo_server, "/money?cut=gaps&part=term")
    first = page.locator("#page .funds-list tbody th a").first
    name = first.inner_text()

    first.click()
    expect(page.locator("#page .project h1")).to_contain_text(name.split()[0])
    page.go_back()

    expect(page.locator("#page .parts [aria-current]")).to_have_text("임기내")


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("cut", CUTS)
def test_nothing_is_cut_off_and_nothing_scrolls_sideways(
    visit: Visits, demo_server: RunningServer, cut: str, width: int, height: int
) -> None:
    one = visit(width, height)
    page = open_room(one.page, demo_server, f"/money?cut={cut}")
    one.wait_for_fonts()

    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(CUT_OFF) == []


def test_a_cut_prints_with_its_chart_its_table_and_the_mark_of_the_demo(
    visit: Visits, demo_server: RunningServer
) -> None:
    page = open_room(visit().page, demo_server, "/money?cut=years")
    painted(page)
    page.emulate_media(media="print")

    expect(page.locator("#page .funds-table")).to_be_visible()
    expect(page.locator("#page .years-chart")).to_be_visible()
    expect(page.get_by_text("시연용 자료").first).to_be_visible()
    assert page.pdf(format="A4", landscape=True).startswith(b"%PDF")
