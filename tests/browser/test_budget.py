"""A person goes from the books of the city to a project's part of them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import CUT_OFF, SIZES, open_room
from tests.support.browser import Visit
from tests.support.server import RunningServer

Visits = Callable[..., Visit]


def test_a_year_a_line_and_its_project_are_two_clicks_away(visit: Visits, demo_server: RunningServer) -> None:
    page = open_room(visit().page, demo_server, "/money?cut=lines&part=2024")
    expect(page.locator("#page .lines-groups tr.on th")).to_have_text("2024년")

    page.locator("#page .lines-groups a", has_text="2023년").click()

    expect(page.locator("#page .lines-groups tr.on th")).to_have_text("2023년")
    assert "part=2023" in page.url
    page.locator("#page .lines-lists .claims a").first.click()
    page.locator("#page details:has(.budget-lines) > summary").click()
    expect(page.locator("#page .budget-lines .lines-table tr.sum")).to_be_visible()
    expect(page.locator("#page .budget-lines")).to_contain_text("집행률(확보액 대비)")
    page.go_back()
    expect(page.locator("#page .lines-groups tr.on th")).to_have_text("2023년")


def test_a_column_opens_its_meaning_in_place(visit: Visits, demo_server: RunningServer) -> None:
    page = open_room(visit().page, demo_server, "/money?cut=lines")

    page.locator("#page .lines-groups .explain summary").first.click()

    expect(page.locator("#page .lines-groups .explain[open] .explanation")).to_contain_text("이월액을 포함")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_is_cut_off_or_wider_than_the_window(
    visit: Visits, demo_server: RunningServer, width: int, height: int
) -> None:
    page = open_room(visit(width, height).page, demo_server, "/money?cut=lines")
    page.locator("#page .lines-fold > summary").click()

    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
