"""`make pictures`: takes the pictures of the help, at a laptop's size, and of README from the running demo room."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.support.browser import open_visit, running_browser, until_true
from tests.support.server import RunningServer

TOP = Path(__file__).parent.parent
PICTURES = TOP / "assets" / "help"
WALL = TOP / "docs" / "wall.png"
WIDTH, HEIGHT = 1366, 768
WALL_WIDTH, WALL_HEIGHT = 1920, 1080
PROJECT = "/projects/P067"


def main() -> None:
    """Start the demo, take every picture, end it."""
    with tempfile.TemporaryDirectory() as folder:
        server = RunningServer(("serve",), {"DEMO": "1", "DEMO_STEP_SECONDS": "86400"}, Path(folder))
        server.start()
        try:
            take(server.url)
        finally:
            server.kill()


def take(url: str) -> None:
    """Every picture of PREPARED, and a wall's first scene, from the room at `url`."""
    with running_browser() as browser:
        page = open_visit(browser, WIDTH, HEIGHT, reduced_motion=True).page
        for name, (path, prepare) in PREPARED.items():
            page.goto(url + path)
            expect(page.locator("#page > *").first).to_be_attached()
            page.evaluate("document.fonts.ready.then(() => true)")
            prepare(page)
            page.screenshot(path=PICTURES / f"{name}.png")
            print(PICTURES / f"{name}.png")
        wall = open_visit(browser, WALL_WIDTH, WALL_HEIGHT, reduced_motion=True).page
        wall.goto(url + "/wall")
        until_true(wall, "() => document.documentElement.dataset.scene === 'board'")
        wall.evaluate("document.fonts.ready.then(() => true)")
        wall.screenshot(path=WALL)
        print(WALL)


def _as_it_is(page: Page) -> None:
    expect(page.locator("#react-entry-point [data-live=link]")).to_have_attribute("data-state", "fresh")


def _charts(page: Page) -> None:
    expect(page.locator(".js-plotly-plot .main-svg .barlayer path").first).to_be_attached()


def _search(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("ㄷㅅ")
    expect(page.locator("#search-0")).to_be_visible()


def _explain(page: Page) -> None:
    page.locator("#page .explain summary").first.click()
    expect(page.locator("#page .explanation").first).to_be_visible()


PREPARED: dict[str, tuple[str, Callable[[Page], None]]] = {
    "room": ("/", _as_it_is),
    "project": (PROJECT, _charts),
    "search": ("/", _search),
    "explain": ("/", _explain),
    "data": ("/data", _as_it_is),
}
"""Picture -> where it is taken and what is done before."""

if __name__ == "__main__":
    main()
