"""Search and shortcuts as a person uses them, in a real Chromium: on every screen, by keys, mouse and input method."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.browser import Visit, until_true
from tests.support.city import City
from tests.support.server import RunningServer

Visits = Callable[..., Visit]
Start = Callable[..., RunningServer]
SCREENS = ["/", "/projects", "/projects/P067", "/timeline", "/money", "/data", "/help", "/nowhere"]


def opened(page: Page, server: RunningServer, path: str = "/") -> Page:
    page.goto(server.url + path)
    expect(page.locator("#page > *").first).to_be_attached()
    return page


@pytest.fixture
def room(visit: Visits, demo_server: RunningServer) -> Page:
    return opened(visit().page, demo_server)


def field(page: Page) -> Locator:
    return page.get_by_role("combobox", name="사업 찾기")


def results(page: Page) -> Locator:
    return page.locator("#search-list [role=option]")


def search(page: Page, text: str) -> None:
    page.keyboard.press("/")
    expect(field(page)).to_be_focused()
    page.keyboard.type(text)


def test_a_project_is_found_by_its_initials_and_opened_by_enter(room: Page) -> None:
    search(room, "ㄷㅅㅊㄷ")
    expect(results(room)).to_have_count(1)
    expect(results(room).locator("mark")).to_have_text("도시철도")
    expect(results(room)).to_contain_text("초성")

    room.keyboard.press("Enter")

    expect(room.locator("#page .project h1")).to_contain_text("도시철도")
    expect(field(room)).to_have_value("")
    expect(field(room)).not_to_be_focused()


@pytest.mark.parametrize(
    ("typed", "why"),
    [("도시쳘도", "비슷한 이름"), ("ehtlcjfeh", "이름"), ("철도건설과", "부서"), ("과제 12", "번호")],
)
def test_a_result_says_why_it_was_found(room: Page, typed: str, why: str) -> None:
    search(room, typed)

    expect(results(room).first.locator(".why")).to_contain_text(why)


def test_enter_before_the_answer_opens_what_comes(room: Page) -> None:
    room.keyboard.press("/")
    room.keyboard.insert_text("도시철도")
    room.keyboard.press("Enter")

    expect(room.locator("#page .project h1")).to_contain_text("도시철도")


def test_arrows_choose_and_escape_closes_then_clears_then_leaves(room: Page) -> None:
    search(room, "철도")
    expect(results(room).nth(1)).to_be_visible()
    expect(field(room)).to_have_attribute("aria-expanded", "true")

    room.keyboard.press("ArrowDown")
    room.keyboard.press("ArrowDown")
    expect(results(room).nth(1)).to_have_attribute("aria-selected", "true")
    expect(field(room)).to_have_attribute("aria-activedescendant", "search-1")
    room.keyboard.press("ArrowUp")
    expect(results(room).first).to_have_attribute("aria-selected", "true")

    room.keyboard.press("Escape")
    expect(field(room)).to_have_attribute("aria-expanded", "false")
    expect(field(room)).to_have_value("철도")
    room.keyboard.press("Escape")
    expect(field(room)).to_have_value("")
    room.keyboard.press("Escape")
    expect(field(room)).not_to_be_focused()


def test_the_filter_travels_with_a_result_that_is_clicked(visit: Visits, demo_server: RunningServer) -> None:
    page = opened(visit().page, demo_server, "/?status=done")
    search(page, "도서관")

    results(page).first.click()

    expect(page.locator("#page .project h1")).to_contain_text("도서관")
    assert "status=done" in page.url


def test_what_is_not_there_is_said_with_what_was_tried(room: Page) -> None:
    search(room, "qwerty")

    status = room.locator(".search-sheet [role=status]")
    expect(status).to_contain_text("찾는 사업이 없습니다.")
    expect(status).to_contain_text("‘qwerty’")
    expect(status).to_contain_text("한글 자판")


def test_syllables_are_searched_while_they_are_put_together(room: Page) -> None:
    """What Chromium gets from a Korean input method, key by key; the list never empties on the way."""
    room.keyboard.press("/")
    room.evaluate(
        """() => {
          window.emptied = 0;
          new MutationObserver(() => {
            if (!document.querySelector('#search-list').children.length) window.emptied += 1;
          }).observe(document.querySelector('#search-list'), { childList: true });
        }"""
    )
    client = room.context.new_cdp_session(room)
    for syllable in ("ㄷ", "도", "돗"):
        client.send("Input.imeSetComposition", {"text": syllable, "selectionStart": 1, "selectionEnd": 1})
        expect(results(room).first).to_be_visible()
    client.send("Input.insertText", {"text": "도"})
    for syllable in ("시", "싳"):
        client.send("Input.imeSetComposition", {"text": syllable, "selectionStart": 1, "selectionEnd": 1})
    client.send("Input.insertText", {"text": "시철도"})

    expect(results(room)).to_have_count(1)
    expect(results(room)).to_contain_text("도시철도")
    assert room.evaluate("window.emptied") == 0


def test_enter_that_ends_a_syllable_does_not_open_anything(room: Page) -> None:
    room.keyboard.press("/")
    client = room.context.new_cdp_session(room)
    client.send("Input.imeSetComposition", {"text": "철", "selectionStart": 1, "selectionEnd": 1})
    expect(results(room).first).to_be_visible()

    field(room).dispatch_event("keydown", {"key": "Enter", "code": "Enter", "isComposing": True})

    expect(field(room)).to_be_focused()
    assert "/projects/" not in room.url


@pytest.mark.parametrize("path", SCREENS)
def test_slash_reaches_the_search_from_every_screen(
    visit: Visits, demo_server: RunningServer, path: str
) -> None:
    one = visit(1366, 768)
    page = opened(one.page, demo_server, path)

    search(page, "도시철도")

    expect(results(page)).to_have_count(1)
    one.take_complaints() if path == "/nowhere" else None


def test_the_field_keeps_its_text_and_the_focus_over_a_refresh(
    visit: Visits, start_server: Start, tmp_path: Path
) -> None:
    city = City(tmp_path, projects=20, period=0.5)
    server = start_server("serve", MAPPINGS=str(city.mapping_path), POLL_SECONDS="0.5")
    page = opened(visit().page, server)
    search(page, "사업 1")
    expect(results(page).first).to_be_visible()

    city.run("UPDATE pledge SET title = '이름이 바뀐 사업' WHERE no = '7'")

    expect(page.locator("#page .tile", has_text="이름이 바뀐 사업")).to_be_visible()
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value("사업 1")
    page.keyboard.press("Control+a")
    page.keyboard.type("이름이 바")
    expect(results(page)).to_have_count(1)


def test_a_server_that_is_away_is_said_and_the_search_works_again_when_it_is_back(
    visit: Visits, start_server: Start, tmp_path: Path
) -> None:
    city = City(tmp_path, projects=5)
    server = start_server("serve", MAPPINGS=str(city.mapping_path), POLL_SECONDS="0.5")
    one = visit()
    page = opened(one.page, server)
    until_true(page, "window.Plotly")  # no script is still on its way
    server.kill()

    search(page, "사업")
    expect(page.locator(".search-sheet [role=status]")).to_contain_text("서버에 연결할 수 없어")
    server.start()
    expect(page.locator("#react-entry-point [data-live=link]")).to_have_attribute("data-state", "fresh")
    page.keyboard.type(" 3")

    expect(results(page)).to_have_count(1)
    # Chromium itself reports requests that nobody answers; nothing else may be wrong.
    assert [each for each in one.take_complaints() if "Failed to load resource: net::" not in each] == []


def test_an_unknown_project_offers_the_search_and_near_ones(
    visit: Visits, demo_server: RunningServer
) -> None:
    one = visit()
    page = opened(one.page, demo_server, "/projects/P06X")
    one.take_complaints()  # of the 404 of the document

    expect(page.locator("#page .near a").first).to_be_visible()
    page.get_by_role("button", name="찾아보십시오").click()
    expect(field(page)).to_be_focused()
    page.keyboard.press("Escape")
    page.locator("#page .near a").first.click()

    expect(page.locator("#page .project")).to_be_visible()


def test_shortcuts_lead_through_the_screens_whatever_the_keyboard_writes(room: Page) -> None:
    room.keyboard.press("/")
    room.keyboard.type("67")
    room.keyboard.press("Enter")
    expect(room.locator("#page .project")).to_be_visible()
    first = room.url

    for code in ("KeyJ", "ArrowRight", "KeyK", "ArrowLeft"):
        before = room.locator("#page h1").inner_text()
        room.evaluate(
            "(code) => document.body.dispatchEvent(new KeyboardEvent('keydown', {code, key: 'ㅓ', bubbles: true}))",
            code,
        )
        expect(room.locator("#page h1")).not_to_have_text(before)
    assert room.url == first

    room.keyboard.press("g")
    room.keyboard.press("r")
    expect(room.locator("#page .tile").first).to_be_visible()


def test_shortcuts_are_silent_while_one_types(room: Page) -> None:
    search(room, "gr?/")

    expect(field(room)).to_have_value("gr?/")
    expect(room.get_by_role("dialog")).to_have_count(0)


def test_the_question_mark_lists_the_shortcuts(room: Page) -> None:
    room.keyboard.press("?")
    dialog = room.get_by_role("dialog", name="단축키")
    expect(dialog).to_contain_text("사업 찾기")

    room.keyboard.press("Escape")

    expect(dialog).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080), (3840, 2160)])
def test_the_help_fits_and_its_pictures_load(
    visit: Visits, demo_server: RunningServer, width: int, height: int
) -> None:
    page = opened(visit(width, height).page, demo_server, "/help#staff")

    expect(page.locator("#staff")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    pictures = page.locator("#page .help-steps img")
    expect(pictures).to_have_count(5)
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", value=True)
        assert picture.evaluate("(it) => it.naturalWidth") > 0


def test_an_explanation_opens_within_the_window_and_closes_by_escape(
    visit: Visits, demo_server: RunningServer
) -> None:
    page = opened(visit(1366, 768).page, demo_server)
    explanations = page.locator("#page .explain")
    expect(explanations.first).to_be_visible()

    for explanation in explanations.all():
        explanation.locator("summary").click()
        box = explanation.locator(".explanation").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 1366
        expect(explanation.locator(".explanation")).to_contain_text("기준")
        page.keyboard.press("Escape")
        expect(explanation.locator(".explanation")).to_be_hidden()
