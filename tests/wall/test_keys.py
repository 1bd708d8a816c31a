"""Keys on a wall that a situation has taken over."""

from playwright.sync_api import expect

from tests.support.browser import until_true
from tests.support.city_history import picture
from tests.wall.conftest import HeldWall
from tests.wall.looking import Visits, open_wall
from tests.wall.test_panels import SHORT, TAKEN_OVER, sent

FOR_GUESTS = "document.documentElement.dataset.guest === '1'"


def test_enter_says_that_it_was_seen_and_guests_do_not_leave_behind_it(held: HeldWall, visit: Visits) -> None:
    held.room.city_now = picture(*sent(SHORT, 1))
    page = open_wall(visit, held.url).page
    until_true(page, TAKEN_OVER)
    page.keyboard.press("g")
    until_true(page, FOR_GUESTS)

    with page.expect_response("**/api/wall/acknowledge"):
        page.keyboard.press("g")
        page.keyboard.press("Enter")

    until_true(page, f"!{TAKEN_OVER}")
    expect(page.locator("[data-situation]")).to_be_hidden()
    assert page.evaluate(FOR_GUESTS)
