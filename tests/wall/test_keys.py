"""Keys on a wall that a situation has taken over."""

from playwright.sync_api import expect

from tests.support.browser import until_true
from tests.support.city_history import picture
from tests.wall.conftest import HeldWall
from tests.wall.looking import Visits, open_wall
from tests.wall.test_panels import SHORT, TAKEN_OVER, sent

FOR_GUESTS = "document.documentElement.dataset.guest === '1'"
SCENE = "document.documentElement.dataset.scene"


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


def test_nothing_moves_behind_a_takeover_and_a_second_press_on_its_button_is_none_on_what_came_back(
    held: HeldWall, visit: Visits
) -> None:
    page = open_wall(visit, held.url).page
    scene = page.evaluate(SCENE)
    held.room.city_now = picture(*sent(SHORT, 1))
    until_true(page, TAKEN_OVER)

    for key in ("ArrowRight", "PageDown", "Escape"):
        page.keyboard.press(key)
    page.locator("[data-acknowledge]").dblclick()

    until_true(page, f"!{TAKEN_OVER}")
    page.keyboard.press("Enter")
    assert page.evaluate(SCENE) == scene
    expect(page.locator("[data-pause]")).to_be_hidden()
    expect(page.locator("[data-over]")).to_be_hidden()
