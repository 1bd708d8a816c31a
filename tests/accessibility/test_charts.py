"""No chart is only a picture: each has a sentence that is read in its place and a table that a keyboard reaches."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.accessibility.pages import CHART_PAGES, open_page
from tests.support.browser import Visit
from tests.support.server import RunningServer
from tests.support.waiting import until

Visits = Callable[..., Visit]
CHARTS = """() => [...document.querySelectorAll('#page .dash-graph')].map((graph) => {
  const name = JSON.parse(graph.id).name;
  const place = graph.closest('[role=img]');
  const by = (attribute) => document.getElementById(place && place.getAttribute(attribute));
  const [said, behind] = [by('aria-labelledby'), by('aria-details')];
  const table = behind && (behind.matches('table') ? behind : behind.querySelector('table'));
  return {
    name,
    sentence: said ? said.textContent : '',
    rows: table ? table.querySelectorAll('tbody tr').length : 0,
    heads: table ? table.querySelectorAll('th').length : 0,
    ragged: table ? [...table.querySelectorAll('tbody tr')].filter(
      (row) => !row.textContent.trim()).length : 0,
    opener: Boolean(behind && behind.closest('details')),
  };
})"""
PICTURES = """() => [...document.querySelectorAll('#page img, #page canvas, #page svg')]
  .filter((each) => !each.closest('.dash-graph, .ag-root, [aria-hidden=true]'))
  .filter((each) => !(each.getAttribute('alt') || each.getAttribute('aria-label'))).map((each) => each.outerHTML)"""
EXPECTED = {
    *(
        "gantt",
        "funding",
        "curve",
        "compared-0",
        "compared-1",
        "compared",
        "timeline-axis",
        "timeline",
        "map",
    ),
    *("funds-years", "funds-stages", "funds-tree", "funds-flow", "funds-changes"),
    *("spark-population", "spark-environment", "spark-disaster", "spark-traffic", "pyramid", "births"),
}
"""Charts that have to be found: otherwise nothing was looked at."""


@pytest.fixture(scope="module")
def city_is_there(demo_server: RunningServer) -> None:
    """The demo's feeds have been asked once, so that the city has curves."""
    until(lambda: b"city-spark" in demo_server.get("/city")[1], "the city has its first statistics", 90)


@pytest.mark.usefixtures("city_is_there")
def test_every_chart_has_a_sentence_and_a_table(visit: Visits, demo_server: RunningServer) -> None:
    page = visit(1366, 768).page
    found: set[str] = set()
    for path in CHART_PAGES:
        open_page(page, demo_server, path)
        charts: list[dict[str, Any]] = page.evaluate(CHARTS)
        found |= {each["name"] for each in charts}
        wrong = [
            each
            for each in charts
            if len(each["sentence"]) < 15 or not each["rows"] or each["heads"] < 2 or each["ragged"]
        ]
        assert wrong == [], path
        assert page.evaluate(PICTURES) == [], path
        if any(each["opener"] for each in charts):
            _open_by_keyboard(page)

    assert found >= EXPECTED


def _open_by_keyboard(page: Page) -> None:
    """The first table opens by Enter, can be scrolled with the keyboard, and Escape gives the focus back."""
    opener = page.locator("#page details.values > summary").first
    opener.focus()
    page.keyboard.press("Enter")
    sheet = page.locator("#page details.values[open] > .explanation")
    expect(sheet).to_be_visible()
    box, size = sheet.bounding_box(), page.viewport_size
    assert box is not None and size is not None
    assert box["x"] >= 0 and box["x"] + box["width"] <= size["width"]
    assert box["y"] >= 0 and box["y"] + box["height"] <= size["height"]
    page.keyboard.press("Tab")
    expect(sheet).to_be_focused()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(opener).to_be_focused()
