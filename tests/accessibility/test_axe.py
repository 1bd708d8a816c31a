"""The rules of axe find nothing on any page in either theme, those of single roles and those that say no included."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.domain.words import KOREAN
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
from tests.support.axe import broken_rules
from tests.support.browser import Visit
from tests.support.city import City
from tests.support.server import PASSWORD, RunningServer
from tests.support.waiting import until

Visits = Callable[..., Visit]
THEMES = ("light", "dark")


@pytest.fixture(scope="module", params=THEMES)
def theme(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture(scope="module")
def demo(
    theme: str, demo_server: RunningServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningServer]:
    """The demo city in this theme; the one of all tests is light."""
    if theme == THEMES[0]:
        yield demo_server
        return
    settings = {"DEMO": "1", "DEMO_STEP_SECONDS": "86400", "THEME": theme}
    yield from _running(settings, tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def office(theme: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A room with accounts in this theme."""
    folder = tmp_path_factory.mktemp("office")
    yield from _running({"MAPPINGS": str(City(folder, period=60).mapping_path), "THEME": theme}, folder)


def _running(settings: dict[str, str], folder: Path) -> Iterator[RunningServer]:
    server = RunningServer(("serve",), settings, folder)
    server.start()
    yield server
    server.kill()


@pytest.mark.parametrize("path", ROOM_PAGES)
def test_no_page_of_the_room_breaks_a_rule(visit: Visits, demo: RunningServer, theme: str, path: str) -> None:
    one = visit(1366, 768)
    if path.startswith("/city"):
        until(lambda: b"city-spark" in demo.get("/city")[1], "the city has its first statistics", 90)

    open_page(one.page, demo, path)

    assert one.page.evaluate("document.documentElement.dataset.theme") == theme
    assert broken_rules(one.page) == []
    one.take_complaints()  # the browser's own line about an answer of 404


@pytest.mark.parametrize("path", OF_WALLS)
def test_no_page_for_leading_walls_breaks_a_rule(
    visit: Visits, demo: RunningServer, theme: str, path: str
) -> None:
    page = visit(1366, 768).page

    page.goto(demo.url + path)
    expect(page.locator("main .scenes button").first).to_be_visible()

    assert page.evaluate("document.documentElement.dataset.theme") == theme
    assert broken_rules(page) == []
    page.keyboard.press("/")
    page.keyboard.type("도로")
    expect(page.get_by_role("option").first).to_be_visible()
    assert broken_rules(page) == []


def test_no_page_of_a_role_and_no_form_breaks_a_rule(
    visit: Visits, office: RunningServer, theme: str
) -> None:
    broken = {}
    tokens = {role: office.sign_in(role) for role in ("admin", "auditor", "mayor")}
    one = visit(1366, 768)
    page = one.page
    for role, path in OF_ROLES:
        be_signed_in(one, tokens[role])
        open_page(page, office, path)
        broken[role, path] = broken_rules(page)
    be_signed_in(one, tokens["admin"])
    for path in FORMS:
        page.goto(office.url + path)
        expect(page.locator("main form").first).to_be_attached()
        broken["admin", path] = broken_rules(page)
    page.goto(office.url + "/account")
    for field in page.locator("input[type=password]").all():
        field.fill("너무 쉬움")
    page.get_by_role("button", name=KOREAN.password_button).click()
    expect(page.get_by_role("alert")).to_be_visible()
    broken["admin", "a password that is refused"] = broken_rules(page)

    broken |= _broken_of_walls(one, office)

    one.take_complaints()  # the browser's own lines about answers of 403, 404 and 422
    assert {path: rules for path, rules in broken.items() if rules} == {}


def _broken_of_walls(one: Visit, office: RunningServer) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """The forms of policy staff, as they are and with a value that is refused."""
    broken, page = {}, one.page
    be_signed_in(one, office.sign_in("staff"))
    page.goto(f"{office.url}/wall")  # a wall that is on has a line of its own
    expect(page.locator(".slot.on main")).to_be_visible()
    for path in WALL_FORMS:
        page.goto(office.url + path)
        field = page.locator("input[type=text]").first
        if path == WALL_FORMS[0]:
            expect(page.locator("[data-picture] h1")).to_be_attached()
        broken["staff", path] = broken_rules(page)
        field.fill("맞지 않는 긴 글자들입니다")
        page.get_by_role("button", name=KOREAN.programme_save).click()
        expect(page.get_by_role("alert")).to_be_visible()
        broken["staff", f"{path} with a wrong value"] = broken_rules(page)
    return broken


def test_no_page_before_one_is_known_breaks_a_rule(visit: Visits, office: RunningServer) -> None:
    one = visit(1366, 768)
    page, broken = one.page, {}
    for path in DOORS:
        page.goto(office.url + path)
        expect(page.locator("h1")).to_be_visible()
        broken[path] = broken_rules(page)
    page.get_by_label(KOREAN.sign_in_name).fill("nobody")
    page.get_by_label(KOREAN.sign_in_password).fill(PASSWORD)
    page.get_by_role("button", name=KOREAN.sign_in_button).click()
    expect(page.get_by_role("alert")).to_be_visible()
    broken["a wrong password"] = broken_rules(page)

    one.take_complaints()  # the browser's own line about the answer of 401
    assert {path: rules for path, rules in broken.items() if rules} == {}
