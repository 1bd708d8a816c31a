"""What "painted" means on each of the two pages, and how long it takes in a real browser.

Times are taken inside the page, by its own clock: a condition is looked at after every change of the
document and on every frame, and counts as painted two animation frames after it first held.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from playwright.sync_api import Page, Request

from bench.servers import Server
from tests.support.browser import open_visit, running_browser

WIDTH, HEIGHT = 1920, 1080
DEADLINE_MS = 60_000
TILES = 136
UPDATE_PATH = "/_dash-update-component"

OBSERVER = """
(() => {
  if (window.top !== window || window.bench) return;
  const bench = window.bench = { down: null };
  addEventListener("pointerdown", (event) => { bench.down = event.timeStamp; }, true);
  const visible = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0;
  };
  const holds = (condition) => {
    const found = document.querySelectorAll(condition.selector);
    if (found.length < condition.count) return false;
    let seen = 0;
    for (const element of found) {
      if (!element.textContent.includes(condition.text) || !visible(element)) continue;
      seen += 1;
      if (seen >= condition.count) return true;
    }
    return false;
  };
  bench.painted = (conditions) => new Promise((resolve, reject) => {
    let done = false;
    let framing = false;
    const check = () => {
      if (done || framing || !conditions.every(holds)) return;
      framing = true;
      requestAnimationFrame(() => requestAnimationFrame(() => {
        framing = false;
        if (done || !conditions.every(holds)) return;
        done = true;
        observer.disconnect();
        resolve(performance.now());
      }));
    };
    const observer = new MutationObserver(check);
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    const everyFrame = () => { if (!done) { check(); requestAnimationFrame(everyFrame); } };
    everyFrame();
    setTimeout(() => { done = true; reject(new Error("not painted: " + JSON.stringify(
      conditions.filter((condition) => !holds(condition))))); }, DEADLINE);
  });
  bench.first = Object.fromEntries(
    Object.entries(FROM_THE_START).map(([name, conditions]) => [name, bench.painted(conditions)]));
  for (const promise of Object.values(bench.first)) promise.catch(() => undefined);
})();
"""


@dataclass(frozen=True, slots=True)
class Condition:
    """At least `count` visible elements that match `selector` and contain `text`."""

    selector: str
    count: int = 1
    text: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two servers and where its pages show what is measured."""

    server: Server
    tile: str
    figures: Sequence[Condition]
    live: str
    gantt: str
    funding: str

    @property
    def room(self) -> list[Condition]:
        """All tiles and the headline figures."""
        return [Condition(self.tile, TILES), *self.figures]

    @property
    def live_room(self) -> list[Condition]:
        """The tiles that React drew: from now on a click is followed in place."""
        return [Condition(f"{self.live} {self.tile}", TILES)]

    def project(self, name: str) -> list[Condition]:
        """Heading and both charts with bars in them."""
        bars = [Condition(f"{chart} .main-svg .point path", 2) for chart in (self.gantt, self.funding)]
        return [Condition("h1", text=name), *bars]


def ours(server: Server) -> Side:
    """The room."""
    figures = [Condition(".kpi .value", 2), Condition(".kpi .money b", 3)]
    return Side(server, "a.tile", figures, "#react-entry-point", ".gantt-chart", ".money-chart")


def plain(server: Server) -> Side:
    """The plain application of bench/plain.py."""
    return Side(server, "a.project", [Condition("h3.figure", 4)], "#page", "#gantt", "#funding")


@dataclass(frozen=True, slots=True)
class Project:
    """A project to click on."""

    id: str
    name: str

    @property
    def path(self) -> str:
        return f"/projects/{self.id}"


@contextmanager
def fresh_page(server: Server) -> Iterator[Page]:
    """An empty page of a visitor of `server`, in a browser that has just been started: nothing is in its cache."""
    with fresh_pages([server]) as (page,):
        yield page


@contextmanager
def fresh_pages(servers: Sequence[Server]) -> Iterator[list[Page]]:
    """An empty page for each server, in one browser, each in a profile of its own."""
    with running_browser() as browser:
        yield [
            open_visit(browser, WIDTH, HEIGHT, reduced_motion=False, cookies=server.cookies).page
            for server in servers
        ]


def watch(page: Page, side: Side) -> None:
    """Look from the start of every document for the room's paint and for its live page."""
    wanted = {"room": side.room, "live": side.live_room}
    written = {name: [asdict(condition) for condition in conditions] for name, conditions in wanted.items()}
    script = OBSERVER.replace("DEADLINE", str(DEADLINE_MS)).replace("FROM_THE_START", json.dumps(written))
    page.add_init_script(script)


def open_room(page: Page, side: Side) -> tuple[float, float]:
    """Milliseconds from the start of the navigation to the painted room and to its live page."""
    page.goto(side.server.url + "/", wait_until="commit", timeout=DEADLINE_MS)
    return page.evaluate("bench.first.room"), page.evaluate("bench.first.live")


def click(page: Page, side: Side, project: Project) -> float:
    """Milliseconds from the pointer going down on the project's tile to its painted page."""
    tile = page.locator(f'{side.live} {side.tile}[href="{project.path}"]')
    tile.scroll_into_view_if_needed()
    box = tile.bounding_box()
    assert box is not None, f"the tile of {project.id} has no place"
    arm = "(conditions) => { bench.down = null; bench.after = bench.painted(conditions); }"
    page.evaluate(arm, [asdict(condition) for condition in side.project(project.name)])
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    took: float = page.evaluate("bench.after.then((at) => at - bench.down)")
    return took


def back(page: Page, side: Side) -> None:
    """Return to the room and wait until it is painted."""
    page.go_back(wait_until="commit")
    page.evaluate("(conditions) => bench.painted(conditions)", [asdict(each) for each in side.live_room])


def requests_of(page: Page, requests: list[Request]) -> None:
    """Enter every request that the page makes from now on into `requests`."""
    page.on("request", lambda request: requests.append(request))  # noqa: PLW0108 -- list.append cannot be wrapped


def first_contentful_paint(page: Page) -> float | None:
    """The browser's own mark, in milliseconds from the start of the navigation."""
    marks: list[float] = page.evaluate(
        "performance.getEntriesByName('first-contentful-paint').map((entry) => entry.startTime)"
    )
    return marks[0] if marks else None
