"""Paper: a card printed by the browser says what the screen says, on numbered sheets that name their source."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.support.browser import Visit, give_reason
from tests.support.server import RunningServer

Visits = Callable[..., Visit]

A4 = (595, 842)
"""Points; half a point of rounding is nobody's loss."""
SCREENS = ("/", "/projects", "/projects/P067", "/timeline", "/money", "/map", "/changes", "/data", "/help")

# Elements that end beyond the right edge of the sheet: they would be cut off.
BEYOND = """
() => [...document.querySelectorAll('main *')].filter((element) => {
  const box = element.getBoundingClientRect();
  const isText = !element.closest('svg, .vh') && element.checkVisibility() && element.textContent.trim();
  return isText && box.right > document.documentElement.clientWidth + 1;
}).map((element) => `${element.className}: ${element.textContent.slice(0, 40)}`)
"""
SHEET_PX = 1047
"""Width of A4 landscape without its margins at 96 px to the inch."""


@pytest.fixture
def page(visit: Visits) -> Page:
    return visit().page


def opened(page: Page, server: RunningServer, path: str) -> Page:
    page.goto(server.url + path)
    expect(page.locator("#page > *").first).to_be_attached()
    expect(page.locator("html")).to_have_attribute("style", re.compile("--sheet-mark"))
    return page


def printed(page: Page) -> PdfReader:
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))


def squeezed(text: str) -> str:
    """The text without spaces: a PDF knows places of signs, not where a word ends."""
    return re.sub(r"\s+", "", text)


def test_a_printed_card_holds_every_text_of_the_screen(page: Page, demo_server: RunningServer) -> None:
    opened(page, demo_server, "/projects/P067/card")
    on_screen = page.locator("#page .paper :is(h1, h2, p, li, th, td)").all_inner_texts()

    on_paper = squeezed("".join(sheet.extract_text() for sheet in printed(page).pages))

    missing = [text for text in on_screen if squeezed(text) not in on_paper]
    assert missing == []
    assert len(on_screen) > 100


def test_the_sheets_of_a_card_are_a4_and_numbered_and_name_their_source(
    page: Page, demo_server: RunningServer
) -> None:
    opened(page, demo_server, "/projects/P067/card")

    sheets = printed(page).pages

    assert len(sheets) >= 2
    for number, sheet in enumerate(sheets, 1):
        said = squeezed(sheet.extract_text())
        assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == A4
        assert f"{number}/{len(sheets)}" in said
        assert "시연용자료:실제사업·금액과무관" in said
        assert "기준·자료버전" in said


def test_the_report_is_printed_upright_with_the_filter_in_words(
    page: Page, demo_server: RunningServer
) -> None:
    opened(page, demo_server, "/report?status=on-track")

    sheets = printed(page).pages

    said = squeezed(sheets[0].extract_text())
    assert (round(sheets[0].mediabox.width), round(sheets[0].mediabox.height)) == A4
    assert "조건:상태:정상추진" in said
    assert "사업찾기" not in said
    assert "HWPX" not in said


@pytest.mark.parametrize("path", SCREENS)
def test_every_screen_is_printed_on_numbered_sheets_with_nothing_beyond_their_edge(
    path: str, page: Page, demo_server: RunningServer
) -> None:
    opened(page, demo_server, path)
    sheets = printed(page).pages

    for number, sheet in enumerate(sheets, 1):
        said = squeezed(sheet.extract_text())
        assert (round(sheet.mediabox.height), round(sheet.mediabox.width)) == A4
        assert f"{number}/{len(sheets)}" in said
        assert "시연용자료:실제사업·금액과무관" in said
        assert "기준·자료버전" in said
    page.emulate_media(media="print")
    page.set_viewport_size({"width": SHEET_PX, "height": 700})
    assert page.evaluate(BEYOND) == []


def test_a_sheet_of_the_past_names_the_past(page: Page, demo_server: RunningServer) -> None:
    opened(page, demo_server, "/?as_of=2024-06-30")

    said = squeezed(printed(page).pages[0].extract_text())

    assert "지난시점의화면입니다:2024.6.30.기준" in said
    assert "2024.6.30.기준·자료버전" in said


def test_a_sheet_follows_the_screen_to_another_moment(page: Page, demo_server: RunningServer) -> None:
    opened(page, demo_server, "/report?quarter=2024Q2")
    page.locator("#react-entry-point .past-bar a", has_text="최신 자료로").click()
    expect(page.locator("#react-entry-point .past-bar")).to_have_count(0)
    basis = page.locator("#react-entry-point .top .now b").first.inner_text()

    said = squeezed(printed(page).pages[0].extract_text())

    assert squeezed(f"{basis} 기준·자료 버전") in said


def test_the_page_of_a_project_leads_to_its_card_and_back(page: Page, demo_server: RunningServer) -> None:
    opened(page, demo_server, "/projects/P067")
    name = page.locator("#page h1").inner_text()
    page.locator("#page a", has_text="관리카드").click()
    expect(page.locator("#page .paper h1")).to_contain_text(name.split(maxsplit=1)[1])

    page.locator("#page .paper-tools a", has_text="사업 화면으로").click()

    expect(page.locator("#page .project h1")).to_be_visible()


def test_the_quarter_is_chosen_on_the_screen(page: Page, demo_server: RunningServer) -> None:
    opened(page, demo_server, "/report")
    page.locator("#page .paper-tools summary").click()
    page.locator("#page .paper-tools .menu a", has_text="2024년 2분기").click()

    expect(page.locator("#page .paper h1")).to_contain_text("2024년 2분기")
    expect(page.locator("#react-entry-point .past-bar")).to_contain_text("2024. 6. 30. 기준")


def test_the_file_is_downloaded_under_its_name(
    page: Page, demo_server: RunningServer, tmp_path: Path
) -> None:
    opened(page, demo_server, "/projects/P067/card")
    with page.expect_download() as download:
        page.locator("#page .paper-tools button", has_text="HWPX 내려받기").click()
        give_reason(page)

    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)

    assert re.fullmatch(r"관리카드_67_\d{4}-\d\d-\d\d_v\d+\.hwpx", path.name)
    assert path.read_bytes()[:2] == b"PK"


def test_the_button_prints(page: Page, demo_server: RunningServer) -> None:
    page.add_init_script("window.print = () => { document.documentElement.dataset.printed = 'yes'; };")
    opened(page, demo_server, "/projects/P067/card")

    page.locator("#page .paper-tools [data-print]").click()
    give_reason(page)

    expect(page.locator("html")).to_have_attribute("data-printed", "yes")
