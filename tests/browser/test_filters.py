"""The filter, an earlier moment and saved views as a person uses them, in a real browser."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.support.browser import Visit
from tests.support.server import RunningServer

Open = Callable[..., Visit]


def opened(visit: Open, server: RunningServer, path: str = "/") -> Page:
    """The page at `path`, live: before that a link of the first paint loads a whole document."""
    page = visit().page
    page.goto(server.url + path)
    expect(page.locator("#page > *").first).to_be_attached()
    return page


def test_a_filter_is_chosen_travels_from_screen_to_screen_and_comes_back(
    visit: Open, demo_server: RunningServer
) -> None:
    page = opened(visit, demo_server)
    page.locator("#react-entry-point .filters summary", has_text="조건").click()
    page.locator("#react-entry-point .facets summary", has_text="자치구").click()
    page.locator("#react-entry-point .facets a", has_text="유성구").click()
    expect(page.locator("#react-entry-point .chip")).to_have_text("자치구: 유성구")
    tiles = page.locator("#react-entry-point .tile")
    narrowed = tiles.count()

    # The menu stays open for a second value; Escape closes it and nothing else.
    page.locator("#react-entry-point .facets a", has_text="대덕구").click()
    expect(page.locator("#react-entry-point .chip")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.locator("#react-entry-point .filters details[open]")).to_have_count(0)
    page.get_by_role("link", name="달라진 점", exact=True).click()
    expect(page.locator("#react-entry-point .since .chip")).to_have_count(2)
    page.go_back()
    expect(page.locator("#react-entry-point .room .chip")).to_have_count(2)
    page.go_back()
    expect(tiles).to_have_count(narrowed)
    page.locator("#react-entry-point .filters .clear").click()
    expect(tiles).to_have_count(136)


def test_a_nonsense_filter_is_ignored_and_said(visit: Open, demo_server: RunningServer) -> None:
    page = opened(visit, demo_server, "/?status=late&area=nowhere")

    expect(page.locator("#react-entry-point .tile")).to_have_count(136)
    expect(page.locator("#react-entry-point .ignored")).to_have_count(2)
    expect(page.locator("#react-entry-point .ignored").first).to_contain_text("status=late")


def test_the_past_is_seen_clearly_marked_step_by_step_and_left(
    visit: Open, demo_server: RunningServer
) -> None:
    page = opened(visit, demo_server, "/?as_of=2024-03-15")
    bar = page.locator("#react-entry-point .past-bar")
    expect(bar).to_contain_text("2024. 2. 29. 기준")

    bar.get_by_text("다음 기준일").click()
    expect(bar).to_contain_text("2024. 3. 31. 기준")
    tile = page.locator("#react-entry-point .tile").first
    expect(tile).to_have_attribute("href", re.compile("as_of=v"))
    tile.click()
    expect(page.locator("#react-entry-point .project")).to_be_visible()
    expect(bar).to_contain_text("2024. 3. 31. 기준")
    bar.get_by_text("최신 자료로").click()
    expect(bar).to_have_count(0)


def test_what_changed_since_a_day_leads_to_marks_on_the_tiles(
    visit: Open, demo_server: RunningServer
) -> None:
    page = opened(visit, demo_server, "/changes")
    expect(page.locator("#react-entry-point .changed tbody").first).to_be_visible()

    page.locator("#react-entry-point .days summary").click()
    page.locator("#react-entry-point .days a", has_text="2024. 9. 30.").click()
    expect(page.locator("#react-entry-point .between")).to_contain_text("2024. 9. 30.")
    page.locator("#react-entry-point .switches .way").click()

    expect(page.locator("#react-entry-point .tile.changed-since").first).to_be_visible()
    page.locator("#react-entry-point .marked").click()
    expect(page.locator("#react-entry-point .tile.changed-since")).to_have_count(0)


def test_a_view_is_saved_under_a_name_opened_and_forgotten(
    visit: Open, start_server: Callable[..., RunningServer]
) -> None:
    server = start_server("serve", DEMO="1", DEMO_STEP_SECONDS="86400")
    page = opened(visit, server, "/?past=1&status=partial")
    late = page.locator("#react-entry-point .tile").count()
    page.locator("#react-entry-point .more > summary").click()
    page.locator("#react-entry-point .views input").fill("늦은 일부추진")
    page.locator("#react-entry-point .views input").press("Enter")
    expect(page.locator("#notice")).to_contain_text("늦은 일부추진")

    page.goto(server.url)
    expect(page.locator("#page > *").first).to_be_attached()
    page.locator("#react-entry-point .more > summary").click()
    page.locator("#react-entry-point .views a", has_text="늦은 일부추진").click()
    expect(page.locator("#react-entry-point .tile")).to_have_count(late)
    page.locator("#react-entry-point .views li button").click()
    expect(page.locator("#react-entry-point .views li")).to_have_count(0)
