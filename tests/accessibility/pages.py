"""Every page there is: those of the room, those of single roles, those without scripts, those that say no."""

from playwright.sync_api import Page, expect

from tests.support.browser import LIVE, Visit, until_true
from tests.support.server import COOKIE, RunningServer

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
OF_ROLES = (
    ("admin", "/admin"),
    *(("auditor", path) for path in ("/audit", "/audit?result=refused")),
    *(("mayor", path) for path in ("/admin", "/audit", "/nowhere")),
)
"""Pages of the room that a demo does not show; the last ones are refused with a page."""
FORMS = ("/admin/walls", "/admin/accounts", "/account")
WALL_FORMS = ("/wall/programme", "/wall/names", "/wall/geometry")
OF_WALLS = ("/remote",)
"""Pages without Dash for whoever leads walls."""
DOORS = ("/pair", "/sign-in", "/sign-in?next=/money")
"""What one sees before one is known."""
CHART_PAGES = tuple(path for path in ROOM_PAGES if "nowhere" not in path and "NONE" not in path)

DRAWN = """() => [...document.querySelectorAll('#page .dash-graph')].every((graph) => graph.querySelector('.main-svg'))
  && (!document.querySelector('#page .grid') || document.querySelector('.g-live .ag-row'))"""


def open_page(page: Page, server: RunningServer, path: str) -> Page:
    """A page of the room, live: its charts and its table are drawn."""
    page.goto(server.url + path)
    expect(page.locator("#page > *").first).to_be_attached()
    until_true(page, LIVE)
    until_true(page, DRAWN)
    return page


def be_signed_in(one: Visit, token: str) -> None:
    """The browser holds this session and no other, and nothing that is open asks on as somebody else."""
    one.page.goto("about:blank")
    one.context.clear_cookies()
    one.context.add_cookies([{"name": COOKIE, "value": token, "url": "https://127.0.0.1/", "secure": True}])
