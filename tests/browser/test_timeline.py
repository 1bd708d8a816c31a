"""The timeline as a person uses it: filter, zoom, another window, a refresh of the picture, a click on a bar."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_pages import CUT_OFF, SIZES, open_room
from tests.support.browser import Visit, until_true
from tests.support.server import RunningServer

Visits = Callable[..., Visit]

DAYS = """() => ['.timeline-axis', '.timeline-rows'].map((part) =>
  document.querySelector(`#react-entry-point ${part} .js-plotly-plot`).layout.xaxis.range
    .map((day) => String(day).slice(0, 10)).join(' '))"""


def open_timeline(page: Page, server: RunningServer, query: str = "") -> Page:
    open_room(page, server, "/timeline" + query)
    expect(
        page.locator("#page .timeline-rows .point path, #page .timeline-rows path.point").first
    ).to_be_attached()
    expect(page.locator("#page .timeline-axis .main-svg .xtick").first).to_be_attached()
    return page


def chart(page: Page) -> Locator:
    return page.locator("#page .timeline-rows .timeline-chart")


def days(page: Page) -> list[str]:
    found: list[str] = page.evaluate(DAYS)
    return found


def moved_from(page: Page, before: list[str]) -> list[str]:
    """The days of axis and rows, once both have left `before` for the same days."""
    until_true(
        page,
        f"(before) => {{ const now = ({DAYS})(); return now[0] === now[1] && now[0] !== before[0]; }}",
        given=before,
    )
    return days(page)


def test_a_zoom_moves_the_axis_with_the_rows_and_outlives_another_order(
    visit: Visits, demo_server: RunningServer
) -> None:
    page = open_timeline(visit(1366, 768).page, demo_server)
    whole = days(page)
    assert whole[0] == whole[1]
    box = chart(page).bounding_box()
    assert box is not None

    page.mouse.move(box["x"] + 300, box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] + 500, box["y"] + 100, steps=5)
    page.mouse.up()
    zoomed = moved_from(page, whole)
    page.locator("#page .timeline-controls summary", has_text="정렬").click()
    page.locator("#page").get_by_role("link", name="번호", exact=True).click()

    page.wait_for_url("**sort=number**")
    expect(page.locator("#page .timeline-names .no").first).to_have_text("1")
    assert days(page) == zoomed

    page.locator("#page").get_by_role("link", name="올해", exact=True).click()
    moved_from(page, zoomed)
    expect(page.locator("#page .scopes [aria-current]")).to_have_text("올해")


def test_a_bar_and_a_milestone_lead_to_their_project_and_back(
    visit: Visits, demo_server: RunningServer
) -> None:
    page = open_timeline(visit().page, demo_server, "?sort=number")
    number = page.locator("#page .timeline-names .no").first.inner_text()
    bar = page.locator("#page .timeline-rows .barlayer .point path").first.bounding_box()
    assert bar is not None

    page.mouse.move(bar["x"] + bar["width"] / 2, bar["y"] + 4)
    page.mouse.click(bar["x"] + bar["width"] / 2, bar["y"] + 4)
    expect(page.locator("#page .project h1")).to_contain_text(number)
    page.go_back()

    expect(page.locator("#page .timeline-names .no").first).to_have_text(number)
    assert "sort=number" in page.url


def test_a_filter_leaves_rows_that_stand_beside_their_bars(visit: Visits, demo_server: RunningServer) -> None:
    page = open_timeline(visit().page, demo_server)
    before = page.locator("#page .timeline-names li").count()

    page.locator("#page .filters summary", has_text="상태").click()
    page.locator("#page .filters li a", has_text="일부추진").first.click()
    page.wait_for_url("**status=partial**")
    until_true(
        page, "(n) => document.querySelectorAll('#page .timeline-names li').length !== n", given=before
    )

    lines = page.locator("#page .timeline-names li").count()
    assert 0 < lines < before
    until_true(
        page,
        """(lines) => {
          const plot = document.querySelector('#page .timeline-rows .js-plotly-plot');
          const last = [...document.querySelectorAll('#page .timeline-names li')].at(-1);
          return plot.layout.yaxis.range[0] === lines
            && Math.abs(plot.getBoundingClientRect().bottom - last.getBoundingClientRect().bottom) < 1;
        }""",
        given=lines,
    )
    page.locator("#page .timeline-names a").first.click()
    expect(page.locator("#page .project")).to_be_visible()
    assert "status=partial" in page.url


def test_the_axis_stays_in_sight_over_rows_that_scroll(visit: Visits, demo_server: RunningServer) -> None:
    page = open_timeline(visit(1366, 768).page, demo_server)

    page.evaluate("scrollTo(0, 600)")

    top = page.evaluate("document.querySelector('#page .timeline-axis').getBoundingClientRect().top")
    assert top == 0
    expect(page.locator("#page .timeline-axis .xtick text").first).to_be_in_viewport()


def test_the_milestones_of_a_quarter_are_listed_by_date(visit: Visits, demo_server: RunningServer) -> None:
    page = open_timeline(visit().page, demo_server)

    page.locator("#page .toggle").click()
    expect(page.locator("#page .timeline-list tbody tr").first).to_be_visible()

    # One look at all three: the demo city goes on while a test runs.
    until_true(
        page,
        """() => {
          const count = (parts) => document.querySelectorAll(`#page ${parts}`).length;
          const listed = count('.timeline-list tbody tr');
          const said = document.querySelector('#page .timeline-notes').textContent;
          return listed === count('.timeline-rows .scatterlayer path.point')
            && said.includes(`주요 시점 ${listed}개 중 ${listed}개를 그림`);
        }""",
    )


def test_parts_show_every_project_once(visit: Visits, demo_server: RunningServer) -> None:
    page = open_timeline(visit().page, demo_server, "?sort=number&group=none")
    seen: list[str] = []
    while True:
        seen += page.locator("#page .timeline-names .no").all_inner_texts()
        onward = page.locator("#page .timeline-parts a", has_text="다음 쪽")
        if not onward.count():
            break
        shown = page.locator("#page .timeline-parts b").inner_text()
        onward.click()
        expect(page.locator("#page .timeline-parts b")).not_to_have_text(shown)

    assert len(seen) == len(set(seen)) == 136


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("query", ["", "?only=quarter"])
def test_nothing_of_the_timeline_is_cut_off(
    visit: Visits, demo_server: RunningServer, query: str, width: int, height: int
) -> None:
    one = visit(width, height)
    page = open_timeline(one.page, demo_server, query)
    one.wait_for_fonts()

    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(CUT_OFF) == []
