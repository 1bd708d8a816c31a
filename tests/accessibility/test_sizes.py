"""What is pressed is large enough or stands free, and a telephone scrolls no page sideways."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.accessibility.pages import (
    DOORS,
    FORMS,
    OF_ROLES,
    OF_WALLS,
    ROOM_PAGES,
    WALL_FORMS,
    be_signed_in,
    open_page,
)
from tests.accessibility.targets import TOO_SMALL
from tests.support.browser import Visit
from tests.support.city import City
from tests.support.server import RunningServer
from tests.support.waiting import until

Visits = Callable[..., Visit]
LAPTOP = (1366, 768)
TELEPHONE = (390, 844)
SIDEWAYS = """() => {
  const isOut = (each) => each.checkVisibility() && each.getBoundingClientRect().right > innerWidth + 1;
  const isHeld = (each) => Boolean(each.parentElement)
    && (getComputedStyle(each).overflowX !== 'visible' || isHeld(each.parentElement));
  const found = [...document.body.querySelectorAll('*')].filter((each) => isOut(each) && !isHeld(each.parentElement));
  return document.documentElement.scrollWidth <= innerWidth ? [] : [String(document.documentElement.scrollWidth),
    ...found.filter((each) => ![...each.children].some(isOut)).map((each) => each.outerHTML.slice(0, 120)).slice(0, 5)];
}"""
"""Of a page that scrolls sideways: how wide it is, and what reaches beyond the window."""
PLAIN = (
    *(("admin", path) for path in FORMS),
    *(("staff", path) for path in (*WALL_FORMS, *OF_WALLS)),
    *(("", path) for path in DOORS),
)
"""Pages without Dash, and who opens them."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A room with accounts."""
    folder = tmp_path_factory.mktemp("office")
    server = RunningServer(("serve",), {"MAPPINGS": str(City(folder, period=60).mapping_path)}, folder)
    server.start()
    yield server
    server.kill()


def open_room_page(visit: Visits, server: RunningServer, path: str, size: tuple[int, int]) -> Visit:
    one = visit(*size)
    if path.startswith("/city"):
        until(lambda: b"city-spark" in server.get("/city")[1], "the city has its first statistics", 90)
    open_page(one.page, server, path)
    one.take_complaints()  # the browser's own line about an answer of 404
    return one


def of_every_page(
    one: Visit, office: RunningServer, look: Callable[[Page], Any]
) -> dict[tuple[str, str], Any]:
    """What `look` sees on every page that a demo does not show."""
    tokens = {role: office.sign_in(role) for role in ("admin", "auditor", "mayor", "staff")} | {"": ""}
    seen = {}
    for role, path in (*OF_ROLES, *PLAIN):
        be_signed_in(one, tokens[role])
        if (role, path) in OF_ROLES:
            open_page(one.page, office, path)
        else:
            one.page.goto(office.url + path)
            expect(one.page.locator("h1").first).to_be_visible()
        seen[role, path] = look(one.page)
    one.take_complaints()  # the browser's own lines about answers of 403 and 404
    return seen


@pytest.mark.parametrize("path", ROOM_PAGES)
def test_what_is_pressed_is_of_24_px_or_stands_free_or_in_a_sentence(
    visit: Visits, demo_server: RunningServer, path: str
) -> None:
    page = open_room_page(visit, demo_server, path, LAPTOP).page

    targets = page.evaluate(TOO_SMALL)

    assert targets["count"] > 5
    assert targets["found"] == []


def test_what_is_pressed_on_pages_of_roles_forms_and_doors_is_too(
    visit: Visits, office: RunningServer
) -> None:
    seen = of_every_page(visit(*LAPTOP), office, lambda page: page.evaluate(TOO_SMALL))

    assert all(targets["count"] for targets in seen.values())
    assert {where: targets["found"] for where, targets in seen.items() if targets["found"]} == {}


@pytest.mark.parametrize("path", ROOM_PAGES)
def test_a_telephone_scrolls_no_page_sideways(visit: Visits, demo_server: RunningServer, path: str) -> None:
    page = open_room_page(visit, demo_server, path, TELEPHONE).page

    assert page.evaluate(SIDEWAYS) == []


def test_a_telephone_scrolls_no_page_of_roles_no_form_and_no_door_sideways(
    visit: Visits, office: RunningServer
) -> None:
    seen = of_every_page(visit(*TELEPHONE), office, lambda page: page.evaluate(SIDEWAYS))

    assert {where: wide for where, wide in seen.items() if wide} == {}
