"""The table in a real browser: sort, group, columns, scroll, keyboard, download, print, and a refresh in place."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, Route, expect

from bench.large import build_large
from tests.support.browser import Visit, give_reason, until_true
from tests.support.city import City
from tests.support.server import RunningServer

Visits = Callable[..., Visit]
Servers = Callable[..., RunningServer]
ROW = ".g-live .ag-center-cols-container .ag-row"
LARGE = 1_000


@pytest.fixture
def table(visit: Visits, demo_server: RunningServer) -> Page:
    return open_table(visit().page, demo_server)


def open_table(page: Page, server: RunningServer, query: str = "") -> Page:
    page.goto(f"{server.url}/projects{query}")
    drawn(page)
    return page


def drawn(page: Page) -> None:
    expect(page.locator("#page .grid.drawn")).to_be_visible()


def first_row(page: Page) -> str:
    return page.locator(f'{ROW}[row-index="0"]').inner_text()


def boxes(page: Page, selector: str) -> list[list[float]]:
    """Left, top and width of every visible element, from the corner of the table."""
    script = """(selector) => {
      const corner = document.querySelector('#page .grid').getBoundingClientRect();
      return [...document.querySelectorAll(selector)].filter((each) => each.getClientRects().length)
        .map((each) => each.getBoundingClientRect())
        .map((box) => [box.x - corner.x, box.y - corner.y, box.width]);
    }"""
    found: list[list[float]] = page.evaluate(script, selector)
    return found


def test_the_table_stands_before_its_script_and_nothing_moves_when_that_takes_over(
    visit: Visits, demo_server: RunningServer
) -> None:
    page = visit(1366, 768).page
    held: list[Route] = []
    page.route("**/dash_ag_grid*", lambda route: held.append(route))  # noqa: PLW0108 -- list.append cannot be wrapped
    page.goto(f"{demo_server.url}/projects")
    expect(page.locator("#page .g-plain .g-row").nth(20)).to_be_visible()
    until_true(page, "document.querySelectorAll('head script[src*=dash_ag_grid]').length === 1")
    plain = boxes(page, "#page .g-plain .g-row:nth-child(2) > .g-cell")
    assert len(plain) > 8

    for route in held:
        route.continue_()
    drawn(page)

    live = boxes(page, f'{ROW}[row-index="0"] > .ag-cell')
    assert live == [pytest.approx(box, abs=1.01) for box in plain]


def test_the_live_page_draws_the_first_rows_as_the_first_paint_does(
    visit: Visits, demo_server: RunningServer
) -> None:
    page = visit().page
    held: list[Route] = []
    page.route("**/dash_ag_grid*", lambda route: held.append(route))  # noqa: PLW0108 -- list.append cannot be wrapped
    page.goto(f"{demo_server.url}/projects?group=area")
    expect(page.locator("#page .g-plain .g-group").first).to_be_visible()
    markup = """(root) => document.querySelector(root + ' .g-plain').outerHTML
      .replaceAll(/ style="[^"]*"/g, '').replaceAll(/(<\\w+)([^>]*)>/g,
        (_, tag, rest) => tag + (rest.match(/[\\w-]+="[^"]*"/g) || []).sort().join(' ') + '>')"""

    assert page.evaluate(markup, "#page") == page.evaluate(markup, "#first-paint")


def test_a_page_without_a_table_does_not_load_its_script(visit: Visits, demo_server: RunningServer) -> None:
    page = visit().page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(demo_server.url)
    expect(page.locator("#page .tile").first).to_be_visible()
    assert [url for url in asked if "dash_ag_grid" in url] == []

    page.locator("#page, header").get_by_role("link", name="사업 목록").first.click()
    drawn(page)

    loaded = [url for url in asked if "dash_ag_grid" in url]
    assert len(loaded) == 2 and not any("enterprise" in url for url in loaded)


def test_a_head_sorts_and_the_address_and_the_back_button_know(table: Page) -> None:
    before = first_row(table)
    table.locator(".ag-header-cell[col-id=planned] a").click()
    expect(table).to_have_url(re.compile(r"sort=-planned"))
    expect(table.locator(".ag-header-cell[col-id=planned] .descending")).to_be_visible()
    expect(table.locator(f'{ROW}[row-index="0"]')).not_to_have_text(before)

    sorted_first = first_row(table)
    table.reload()
    drawn(table)
    assert first_row(table) == sorted_first
    table.go_back()
    expect(table.locator(f'{ROW}[row-index="0"]')).to_contain_text(before.split("\n")[1])


def test_groups_and_columns_are_chosen_in_menus_and_stay_in_the_address(table: Page) -> None:
    table.locator("#page .menu summary", has_text="묶기").click()
    table.locator("#page .menu[open] a", has_text="분야").click()
    expect(table.locator(".g-live .ag-full-width-row").first).to_contain_text("경제")
    table.locator("#page .menu summary", has_text="열 고르기").click()
    table.locator("#page .menu[open] a", has_text="집행").click()
    expect(table.locator(".ag-header-cell[col-id=executed]")).to_have_count(0)

    assert "group=area" in table.url
    assert "executed" not in table.url.partition("columns=")[2]
    table.keyboard.press("Escape")
    expect(table.locator("#page .menu[open]")).to_have_count(0)


def test_a_click_on_a_row_opens_its_project_within_the_filter_and_back_returns(table: Page) -> None:
    table.locator("#page .facets summary", has_text="분야").click()
    table.locator("#page .facets details[open] a").first.click()
    expect(table.locator("#page .table-sums")).to_contain_text("31개 합계")
    row = table.locator(f'{ROW}[row-index="2"]')
    expect(row.locator(".to")).to_have_attribute("href", re.compile("area="))
    href = str(row.locator(".to").get_attribute("href"))

    row.locator(".ag-cell[col-id=status]").click()

    expect(table.locator("#page .project h1")).to_be_visible()
    assert table.url.endswith(href)
    table.go_back()
    expect(table.locator("#page .table-sums")).to_contain_text("31개 합계")


def test_enter_on_a_cell_opens_the_project(table: Page) -> None:
    table.locator(f'{ROW}[row-index="1"] .ag-cell[col-id=area]').focus()
    table.keyboard.press("ArrowDown")
    href = table.locator(f'{ROW}[row-index="2"] .to').get_attribute("href")

    table.keyboard.press("Enter")

    expect(table.locator("#page .project h1")).to_be_visible()
    assert href is not None and table.url.endswith(href)


def test_the_workbook_of_what_is_shown_can_be_read_again(table: Page) -> None:
    table.goto(f"{table.url}?area=A2&sort=name&columns=number,name,rate")
    drawn(table)
    with table.expect_download() as waiting:
        table.locator("#page button.tool", has_text="XLSX").click()
        give_reason(table)
    path = waiting.value.path()
    book = load_workbook(io.BytesIO(Path(path).read_bytes()))

    assert re.fullmatch(r"사업목록_\d{4}-\d\d-\d\d_v\d+\.xlsx", waiting.value.suggested_filename)
    names = [str(row[1].value) for row in book["사업 목록"].iter_rows(min_row=2)]
    assert names == sorted(names)
    on_screen = table.locator(f"{ROW} .to").all_inner_texts()
    assert names[: len(on_screen)] == on_screen
    assert ("조건", "분야: 문화") in {tuple(cell.value for cell in row) for row in book["자료 설명"]}


def test_paper_shows_every_row_of_the_city(table: Page) -> None:
    table.emulate_media(media="print")
    table.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(table.locator("#page .g-plain .g-row")).to_have_count(137)
    expect(table.locator("#page .g-live")).to_be_hidden()
    wide = table.evaluate("document.querySelector('.g-plain').scrollWidth <= innerWidth")
    assert wide

    table.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(table.locator("#page .g-plain .g-row")).to_have_count(1)


def test_a_filter_that_leaves_nothing_says_so_and_keeps_the_frame(
    visit: Visits, demo_server: RunningServer
) -> None:
    page = visit().page
    page.goto(f"{demo_server.url}/projects?status=dropped&area=A2&size=largest&sort=moon")

    expect(page.locator("#page .table-empty")).to_have_text("조건에 맞는 사업이 없습니다.")
    expect(page.locator("#page .ignored")).to_contain_text("sort=moon")
    expect(page.locator("#page h1")).to_have_text("사업 목록")


def test_a_long_table_brings_its_rows_as_one_scrolls(
    visit: Visits, start_server: Servers, tmp_path: Path
) -> None:
    build_large(tmp_path / "city.db", LARGE)
    server = start_server("serve", MAPPINGS=str(tmp_path / "city.toml"))
    page = open_table(visit().page, server, "?sort=number")
    expect(page.locator("#page .table-sums")).to_contain_text(f"{LARGE:,}개 합계")

    page.evaluate("document.querySelector('.ag-body-viewport').scrollTop = 1e7")
    last = page.locator(f'{ROW}[row-index="{LARGE - 1}"] .ag-cell[col-id=number]')
    expect(last).to_have_text(str(LARGE))
    assert page.locator(ROW).count() < 100

    page.locator("#page .facets summary", has_text="분야").click()
    page.locator("#page .facets details[open] a").first.click()
    expect(page.locator(f'{ROW}[row-index="0"] .ag-cell[col-id=number]')).to_have_text("1")


def test_new_data_change_rows_in_place_and_the_place_in_the_table_stays(
    visit: Visits, start_server: Servers, tmp_path: Path
) -> None:
    city = City(tmp_path, projects=150)
    server = start_server("serve", MAPPINGS=str(city.mapping_path))
    page = open_table(visit().page, server, "?sort=number")
    page.evaluate("document.querySelector('.ag-body-viewport').scrollTop = 1400")
    cell = page.locator(f'{ROW}[row-index="60"] .ag-cell[col-id=progress]')
    expect(cell).to_have_text("40%")
    page.evaluate("document.querySelector('[row-index=\"60\"]').dataset.same = 'yes'")

    city.run("UPDATE pledge SET percent = '77' WHERE no = '61'")

    expect(cell).to_have_text("77%")
    assert page.evaluate("document.querySelector('.ag-body-viewport').scrollTop") == 1400
    expect(page.locator('[row-index="60"][data-same="yes"]')).to_be_visible()
