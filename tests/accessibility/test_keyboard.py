"""The room without a pointer: skip link first, order of reading, a focus that is seen, menus that give it back."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dashboard.domain.words import KOREAN
from tests.accessibility.pages import open_page
from tests.support.browser import Visit, until_true
from tests.support.server import RunningServer

Visits = Callable[..., Visit]
MOST_STEPS = 160
LEAST_CONTRAST = 3.0
LEAST_OUTLINE_PX = 2.0
SEEN = """() => {
  const at = document.activeElement;
  const rgb = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = (text) => rgb(text).slice(0, 3).map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
  let ground = at.parentElement;
  while (ground.parentElement && rgb(getComputedStyle(ground).backgroundColor)[3] === 0) ground = ground.parentElement;
  const style = getComputedStyle(at);
  const [one, two] = [light(style.outlineColor), light(getComputedStyle(ground).backgroundColor)].sort((a, b) => b - a);
  const box = at.getBoundingClientRect();
  const x = Math.min(Math.max(box.x + Math.min(box.width / 2, 12), 1), innerWidth - 1);
  const y = Math.min(Math.max(box.y + Math.min(box.height / 2, 12), 1), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  window.passed = window.passed || [];
  const before = window.passed[window.passed.length - 1];
  window.passed.push(at);
  return {
    name: at.outerHTML.slice(0, 140),
    width: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
    contrast: (one + 0.05) / (two + 0.05),
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    covered: !(top && (at.contains(top) || top.contains(at))),
    follows: !before || Boolean(before.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING),
    ended: at === document.body || (before !== at && window.passed.indexOf(at) < window.passed.length - 1),
  };
}"""
PATHS = (
    *("/", "/projects/P001", "/money?cut=flow", "/city", "/city?panel=traffic"),
    *("/data", "/timeline", "/help"),
)


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press the key until the element has the focus."""
    for _ in range(MOST_STEPS):
        page.keyboard.press(key)
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by {key}")


def go(page: Page, selector: str, key: str = "Tab") -> None:
    """Reach a link with the keyboard and follow it; the new page has the focus."""
    before = page.url
    tab_to(page, selector, key)
    page.keyboard.press("Enter")
    until_true(page, "(before) => location.href !== before", before)
    until_true(page, "() => document.activeElement.id === 'main'")


def test_the_first_stop_skips_to_what_the_page_is_about(visit: Visits, demo_server: RunningServer) -> None:
    page = open_page(visit(1366, 768).page, demo_server, "/")

    page.keyboard.press("Tab")
    skip = page.locator("#react-entry-point .skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.getElementById('main').contains(document.activeElement)")


@pytest.mark.parametrize("path", PATHS)
def test_the_focus_goes_as_one_reads_and_is_seen_at_every_stop(
    visit: Visits, demo_server: RunningServer, path: str
) -> None:
    page = open_page(visit(1366, 768).page, demo_server, path)
    stops: list[dict[str, Any]] = []
    while len(stops) < MOST_STEPS:
        page.keyboard.press("Tab")
        stop = page.evaluate(SEEN)
        if stop["ended"]:
            break
        stops.append(stop)

    assert len(stops) > 10
    assert [stop["name"] for stop in stops if not stop["follows"]] == []
    assert [stop for stop in stops if stop["width"] < LEAST_OUTLINE_PX] == []
    assert [stop for stop in stops if stop["contrast"] < LEAST_CONTRAST] == []
    assert [stop for stop in stops if stop["covered"] or not stop["inside"]] == []


def test_the_whole_way_down_and_back_needs_no_pointer(visit: Visits, demo_server: RunningServer) -> None:
    page = open_page(visit(1366, 768).page, demo_server, "/")
    # From the room to a project, its sections, the next one, and back.
    go(page, "#page a.tile")
    expect(page.locator("#page .project h1")).to_be_visible()
    tab_to(page, "#page details.values > summary")
    page.keyboard.press("Enter")
    expect(page.locator("#page details.values[open] tbody tr").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#page details.values[open]")).to_have_count(0)
    tab_to(page, "#page details:not(.explain) > summary")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open")
    name = page.locator("#page .project h1").inner_text()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#page .project h1")).not_to_have_text(name)
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#page .project h1")).to_have_text(name)
    go(page, "#page a[href='/']")
    expect(page.locator("#page .tile")).to_have_count(136)

    # To the money and another cut of it, to the city and one of its districts.
    go(page, "header nav > ul a[href='/money']", "Shift+Tab")
    go(page, "#page .funds-tabs a[href*='cut=flow']")
    go(page, "header nav > ul a[href='/city']", "Shift+Tab")
    go(page, "#page .city-places a[href*='district=30170']")
    expect(page.locator("#page h1")).to_contain_text("서구")

    # To the sources, through the menu.
    tab_to(page, "header details.more > summary", "Shift+Tab")
    page.keyboard.press("Enter")
    go(page, "header .more a[href='/data']")
    expect(page.locator("#page h1")).to_be_attached()


def test_escape_closes_what_is_open_and_gives_the_focus_back(
    visit: Visits, demo_server: RunningServer
) -> None:
    page = open_page(visit(1366, 768).page, demo_server, "/projects")
    # A menu of the header and one of the filter.
    for menu in ("header details.more > summary", "#page .facets details > summary"):
        tab_to(page, menu)
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        assert page.evaluate("(menu) => document.activeElement.matches(menu)", menu)
        expect(page.locator("details[data-menu][open]")).to_have_count(0)

    # The dialog that asks for a reason keeps the focus within, and gives it back.
    tab_to(page, "#page button.tool")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name=KOREAN.reason_title)
    expect(dialog).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "() => document.activeElement === document.body || Boolean(document.activeElement.closest('dialog'))"
        )
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert page.evaluate("() => document.activeElement.matches('#page button.tool')")


def test_single_keys_can_be_turned_off_for_good(visit: Visits, demo_server: RunningServer) -> None:
    page = open_page(visit(1366, 768).page, demo_server, "/help")
    page.locator("#page").get_by_role("button", name=KOREAN.shortcuts_off).press("Enter")
    expect(page.locator("#page").get_by_role("button", name=KOREAN.shortcuts_on)).to_be_focused()
    page.reload()
    open_page(page, demo_server, "/projects/P001")

    page.keyboard.press("/")
    page.keyboard.press("?")
    page.keyboard.press("j")

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("combobox")).not_to_be_focused()
    assert page.url.endswith("/projects/P001")
    open_page(page, demo_server, "/help")
    page.locator("#page").get_by_role("button", name=KOREAN.shortcuts_on).press("Enter")
    page.locator("#page h1").press("?")
    expect(page.get_by_role("dialog", name=KOREAN.shortcuts_title)).to_be_visible()
