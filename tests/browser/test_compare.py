"""Comparing projects in a real browser: from a project's page to two and three, and out again."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.test_pages import open_room, painted_charts
from tests.support.browser import Visit
from tests.support.server import RunningServer

Visits = Callable[..., Visit]


def test_projects_are_put_side_by_side_by_links_alone(visit: Visits, demo_server: RunningServer) -> None:
    page = open_room(visit().page, demo_server, "/projects/P067?programme=PLEDGE")
    page.locator("#page .steps a", has_text="비교에 담기").click()
    heads = page.locator("#page .compare-table thead .name")
    expect(heads).to_have_count(1)
    expect(page.locator("#page .compare-said")).to_contain_text("하나 더")

    page.locator("#page .offers a").first.click()
    expect(heads).to_have_count(2)
    painted_charts(page)
    expect(page.locator("#page .compare-said")).to_have_count(0)
    expect(page.locator("#page .gantt")).to_have_count(2)

    page.locator("#page .compare-table thead .way").first.click()
    expect(heads).to_have_count(1)
    page.go_back()
    expect(heads).to_have_count(2)
    heads.first.click()
    expect(page.locator("#page .project h1")).to_contain_text("새길 순환전철")
    assert "programme=PLEDGE" in page.url


def test_an_unknown_id_is_said_and_the_page_stays_within_the_window(
    visit: Visits, demo_server: RunningServer
) -> None:
    one = visit(1366, 768)
    page = open_room(one.page, demo_server, "/compare?ids=P067,P003,P022,P084,없음")
    one.wait_for_fonts()

    expect(page.locator("#page .compare-said")).to_contain_text("없음")
    expect(page.locator("#page .compare-table thead .name")).to_have_count(4)
    assert page.evaluate("document.documentElement.scrollWidth") == 1366
