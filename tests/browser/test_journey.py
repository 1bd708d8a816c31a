"""Questions answered as in a meeting: filter, table, project, back, timeline, a click on a bar, search."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.test_pages import open_room
from tests.browser.test_table import ROW, drawn
from tests.support.browser import Visit, until_true
from tests.support.server import RunningServer

Visits = Callable[..., Visit]
IN_THE_WIDEST_BAR_OF_THE_FIRST_ROW = """() => {
  const plot = document.querySelector("#page .timeline-rows .nsewdrag").getBoundingClientRect();
  const boxes = [...document.querySelectorAll("#page .timeline-rows .barlayer .point path")]
    .map((each) => each.getBoundingClientRect())
    .map((box) => ({ y: box.y, height: box.height,
      left: Math.max(box.left, plot.left), right: Math.min(box.right, plot.right) }));
  const top = Math.min(...boxes.map((box) => box.y));
  const row = boxes.filter((box) => box.y < top + 6)
    .sort((a, b) => (b.right - b.left) - (a.right - a.left));
  return [(row[0].left + row[0].right) / 2, row[0].y + row[0].height / 2];
}"""
HOVERED = """() => {
  const found = document.querySelector("#page .timeline-rows .js-plotly-plot")._hoverdata;
  return found && found.length > 0;
}"""


def test_a_filter_leads_through_table_and_timeline_to_a_project_and_the_search_to_another(
    visit: Visits, demo_server: RunningServer
) -> None:
    # A day of its own: the demo moves on while others look.
    page = open_room(visit().page, demo_server, "/?as_of=2024-12-31")
    # Filter in the room.
    page.locator("#page .past-plan a").click()
    expect(page.locator("#page .tile")).to_have_count(17)

    # Table: the same projects.
    page.locator("#react-entry-point header nav").get_by_role("link", name="사업 목록", exact=True).click()
    drawn(page)
    expect(page.locator("#page .table-sums")).to_contain_text("17개")
    name = page.locator(f'{ROW}[row-index="0"] [col-id="name"]')
    called = name.inner_text()
    name.click()

    # Project, within the filter, and back to the table as it was.
    expect(page.locator("#page .project h1")).to_contain_text(called[:3])
    expect(page.locator("#page .project")).to_contain_text("17개 중")
    page.go_back()
    drawn(page)
    expect(page.locator("#page .chip")).to_have_text("계획일: 계획일 경과")

    # Timeline: a click on a bar leads to its project.
    page.locator("#react-entry-point header nav").get_by_role("link", name="추진 일정", exact=True).click()
    rows = page.locator("#page .timeline-names .no")
    expect(rows).to_have_count(17)
    number = rows.first.inner_text()
    bars = page.locator("#page .timeline-rows .barlayer .point path")
    expect(bars.first).to_be_attached()
    x, y = page.evaluate(IN_THE_WIDEST_BAR_OF_THE_FIRST_ROW)
    page.mouse.move(x, y)
    # Plotly gives a click to the bar that it last found under the pointer.
    until_true(page, HOVERED)
    page.mouse.click(x, y)
    expect(page.locator("#page .project .no, #page .project h1").first).to_contain_text(number)
    assert "past=1&as_of=2024-12-31" in page.url

    # Search by initials, from where one is.
    page.keyboard.press("/")
    page.keyboard.type("ㅅㅎㅈㅊ")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#page .project h1")).to_contain_text("새길 순환전철")
    assert "past=1&as_of=2024-12-31" in page.url
