"""Every page there is: those of the room, those of single roles, those without scripts, those that say no."""

from playwright.sync_api import Page, expect

from tests.support.browser import until_true
from tests.support.server import RunningServer

CUTS = ("years", "stages", "tree", "flow", "changes", "gaps", "lines", "formulas")
PANELS = ("population", "disaster", "environment", "traffic")
ROOM_PAGES = (
    *("/", "/?past=1", "/projects", "/projects/P001", "/projects/P067", "/projects/P001/card"),
    *("/compare", "/compare?ids=P001,P002", "/timeline", "/timeline?only=marks", "/map", "/map?show=past"),
    *("/changes", "/report", "/data", "/help", "/nowhere", "/projects/NONE"),
    *(f"/money?cut={cut}" for cut in CUTS),
    *("/city", *(f"/city?panel={panel}" for panel in PANELS)),
)
"""What everybody who signs in may open."""
CHART_PAGES = tuple(path for path in ROOM_PAGES if "nowhere" not in path and "NONE" not in path)

DRAWN = """() => [...document.querySelectorAll('#page .dash-graph')].every((graph) => graph.querySelector('.main-svg'))
  && (!document.querySelector('#page .grid') || document.querySelector('.g-live .ag-row'))"""


def open_page(page: Page, server: RunningServer, path: str) -> Page:
    """A page of the room, live: its charts and its table are drawn."""
    page.goto(server.url + path)
    expect(page.locator("#page > *").first).to_be_attached()
    until_true(page, "() => window.dash_clientside.room.page.token !== null")
    until_true(page, DRAWN)
    return page
