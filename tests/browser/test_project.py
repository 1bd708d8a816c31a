"""The complete page of a project in a real browser: what opens in place, what is chosen by an address."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import CUT_OFF, open_room
from tests.support.browser import Visit
from tests.support.server import RunningServer

Visits = Callable[..., Visit]


def test_the_versions_are_chosen_by_links_and_stay_open(visit: Visits, demo_server: RunningServer) -> None:
    page = open_room(visit().page, demo_server, "/projects/P067")
    fold = page.locator("#page .folded-part", has_text="계획 비교")
    expect(fold.locator(".versions")).to_be_hidden()

    fold.locator("> summary").click()
    expect(fold.locator(".version-choices")).to_contain_text("당초")
    fold.locator(".version-choices a", has_text="당초").last.click()
    page.wait_for_url("**plans=**")

    expect(fold.locator(".versions")).to_be_visible()
    page.reload()
    expect(page.locator("#page .versions")).to_be_visible()


def test_a_document_opens_beside_the_room_and_a_path_of_an_office_is_text(
    visit: Visits, demo_server: RunningServer
) -> None:
    page = open_room(visit().page, demo_server, "/projects/P067")
    links = page.locator("#page .papers a")

    expect(links.first).to_have_attribute("rel", "noopener noreferrer")
    expect(links.first).to_have_attribute("target", "_blank")
    expect(page.locator("#page .papers li", has_text="열 수 없는 주소").first).to_be_visible()


def test_the_curve_is_drawn_with_its_lines(visit: Visits, demo_server: RunningServer) -> None:
    page = open_room(visit().page, demo_server, "/projects/P067")

    expect(page.locator("#page .curve-chart .scatterlayer .trace").first).to_be_attached()
    expect(page.locator("#page .curve-key .of-secured")).to_contain_text("%")


@pytest.mark.parametrize("width", [1366, 3840])
@pytest.mark.parametrize(
    "path", ["/projects/P067?plans=%EB%8B%B9%EC%B4%88,%ED%98%84%EC%9E%AC", "/projects/P022", "/projects/P084"]
)
def test_nothing_is_cut_off_with_everything_open(
    visit: Visits, demo_server: RunningServer, path: str, width: int
) -> None:
    one = visit(width, width * 9 // 16)
    page = open_room(one.page, demo_server, path)
    one.wait_for_fonts()

    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(CUT_OFF) == []
