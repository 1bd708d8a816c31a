"""What a person sees and clicks in the demo room; afterwards no page may have asked another host or complained."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import Visit, until_true
from tests.support.server import RunningServer

Visits = Callable[..., Visit]
SIZES = [(1366, 768), (1920, 1080), (3840, 2160)]

# Elements whose text is wider or taller than their box and hidden there: cut off.
CUT_OFF = """
() => [...document.querySelectorAll('main *, header *')].filter((element) => {
  const style = getComputedStyle(element);
  if (element.closest('.vh') || element.children.length || !element.textContent.trim()) return false;
  if (!element.getClientRects().length || style.display === 'inline') return false;
  const hides = style.overflow !== 'visible';
  return hides && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)
    && !element.closest('[title]');
}).map((element) => element.className + ': ' + element.textContent)
"""


@pytest.fixture
def room(visit: Visits, demo_server: RunningServer) -> Page:
    return open_room(visit().page, demo_server)


def open_room(page: Page, server: RunningServer, path: str = "/") -> Page:
    page.goto(server.url + path)
    expect(page.locator("#page > *").first).to_be_attached()
    return page


def painted_charts(page: Page) -> None:
    expect(page.locator(".js-plotly-plot .main-svg .barlayer path").first).to_be_attached()


def test_the_room_shows_every_project_once(room: Page) -> None:
    expect(room.locator("#page .tile")).to_have_count(136)
    expect(room.locator("#page")).to_contain_text("87 + 100 − 중복 51 = 136")


@pytest.mark.parametrize(("label", "count"), [("공약 87", 87), ("100대 핵심과제 100", 100)])
def test_the_switch_shows_a_programme_and_the_address_keeps_it(room: Page, label: str, count: int) -> None:
    room.locator("#page .scopes a", has_text=label).click()
    expect(room.locator("#page .tile")).to_have_count(count)

    room.reload()

    expect(room.locator("#page .tile")).to_have_count(count)
    expect(room.locator("#page .scopes [aria-current]")).to_have_text(label)


def test_a_status_filters_the_tiles_and_travels_to_the_project_and_back(room: Page) -> None:
    room.locator("#page .statuses a", has_text="완료").first.click()
    expect(room.locator("#page .statuses [aria-current]")).to_contain_text("완료")
    shown = room.locator("#page .tile").count()
    assert 0 < shown < 136

    room.locator("#page .tile").first.click()
    expect(room.locator("#page .project")).to_be_visible()
    assert "status=" in room.url
    room.go_back()

    expect(room.locator("#page .tile")).to_have_count(shown)


def test_a_tile_opens_its_project_with_its_procedures_and_its_money(room: Page) -> None:
    tile = room.locator("#page .tile").first
    name = tile.locator(".no").inner_text()

    tile.click()

    expect(room.locator("#page .project h1")).to_contain_text(name)
    painted_charts(room)
    for heading in ("사업내용", "추진 절차", "재원 조달", "계획 변경", "보고 이력"):
        expect(room.locator("#page h2", has_text=heading).first).to_be_visible()
    expect(room.locator("#page")).to_contain_text("확보율(총사업비 대비)")


def test_back_returns_to_the_place_one_came_from(visit: Visits, demo_server: RunningServer) -> None:
    page = open_room(visit(1366, 768).page, demo_server)
    last = page.locator("#page .tile").nth(30)
    last.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 0
    last.click()
    expect(page.locator("#page .project")).to_be_visible()
    expect(page.locator("#page .tile")).to_have_count(0)

    page.go_back()

    expect(page.locator("#page .tile")).to_have_count(136)
    until_true(page, "(y) => Math.abs(scrollY - y) < 2", before)


def test_previous_and_next_walk_through_the_filter(room: Page) -> None:
    room.locator("#page .statuses a", has_text="완료").first.click()
    expect(room.locator("#page .statuses [aria-current]")).to_be_visible()
    order = [tile.get_attribute("href") for tile in room.locator("#page .tile").all()]
    room.locator("#page .tile").nth(1).click()
    expect(room.locator("#page .project")).to_be_visible()

    links = [a.get_attribute("href") for a in room.locator("#page a[href*='/projects/']").all()]

    assert order[0] in links
    assert order[2] in links


def test_an_address_can_be_shared(visit: Visits, demo_server: RunningServer) -> None:
    page = open_room(visit().page, demo_server, "/projects/P067")

    expect(page.locator("#page h1")).to_contain_text("67")
    painted_charts(page)


def test_an_address_that_is_nowhere_says_so_with_status_404(
    visit: Visits, demo_server: RunningServer
) -> None:
    one = visit()
    answer = one.page.goto(demo_server.url + "/projects/없는사업")

    assert answer is not None
    assert answer.status == 404
    expect(one.page.locator("#page h1, #first-paint h1").first).to_be_visible()
    # Chromium itself reports the 404 of the document; nothing else may be wrong.
    assert all("404" in complaint for complaint in one.take_complaints())


def test_the_data_page_names_what_was_set_aside_and_refreshes_by_hand(
    visit: Visits, demo_server: RunningServer
) -> None:
    page = open_room(visit().page, demo_server, "/data")
    expect(page.locator("#page")).to_contain_text("P999")
    runs = page.locator("#page table tbody tr")
    first = runs.first.inner_text()

    page.get_by_role("button", name="지금 갱신").click()

    expect(page.locator("#notice")).to_contain_text("갱신")
    until_true(
        page, "(first) => document.querySelector('#page table tbody tr').innerText !== first", given=first
    )


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("path", ["/", "/projects/P067", "/projects/P001", "/data"])
def test_nothing_is_cut_off_and_nothing_scrolls_sideways(
    visit: Visits, demo_server: RunningServer, path: str, width: int, height: int
) -> None:
    one = visit(width, height)
    page = open_room(one.page, demo_server, path)
    one.wait_for_fonts()

    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(CUT_OFF) == []


def test_the_first_paint_is_the_page_itself_without_any_script(
    browser: Browser, demo_server: RunningServer
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(demo_server.url + "/")

    expect(page.locator("#first-paint .tile")).to_have_count(136)
    expect(page.locator("#first-paint .tile").first).to_be_visible()
    context.close()


def test_every_screen_says_that_the_demo_is_a_demo(visit: Visits, demo_server: RunningServer) -> None:
    page = visit().page
    for path in ("/", "/projects/P001", "/data"):
        open_room(page, demo_server, path)
        expect(page.locator("#react-entry-point header")).to_contain_text(
            "시연용 자료: 실제 사업·금액과 무관"
        )
        page.emulate_media(media="print")
        expect(page.get_by_text("시연용 자료").first).to_be_visible()
        page.emulate_media(media="screen")
