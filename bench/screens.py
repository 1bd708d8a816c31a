"""`python -m bench.screens [N ...]`: whole screens over a city of N projects, and as the same page saved as files.

Per N: a cold browser to the painted screen, a filter clicked to the repainted screen, what that costs the
server in CPU and on the wire, and the longest tasks while one scrolls. The city is made by bench.large; the
column "plain" is the rendered page, without scripts, from a server of static files.
"""

import argparse
import json
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from playwright.sync_api import Page
from plotly.offline import get_plotlyjs

from bench import pages
from bench.figures import Figure, table
from bench.large import build_large
from bench.pages import DEADLINE_MS, OBSERVER, Condition
from bench.servers import PAUSE_SECONDS, NotReady, Program, Room, Server, end_when_told
from db.demo.feeds.server import API_OF
from tests.support.server import ROOT
from tests.support.waiting import until

SIZES = (136, 1_870, 18_700)
RUNS = 5
STATIC_RATIO, LARGE_PAINT_MS, LARGE_FILTER_MS, LONG_TASK_MS = 1.5, 1500.0, 300.0, 50.0
SCRIPT = re.compile("<script.*?</script>", re.DOTALL)
WHEEL_STEPS, WHEEL_PX = 60, 400
SETTLE_MS = 2000
FEEDS_SECONDS = 120.0
TAKE_CHARTS = """() => [...document.querySelectorAll('#page .js-plotly-plot')].map((chart, place) => {
  const figure = { data: chart.data, layout: chart.layout };
  chart.id = 'chart-' + place;
  chart.className = '';
  chart.replaceChildren();
  return figure;
})"""
DRAW_CHARTS = """<script src="plotly.min.js"></script><script>
FIGURES.forEach((each, place) => Plotly.newPlot('chart-' + place, each.data, each.layout,
  { displayModeBar: false, responsive: true }));
</script>"""
WARMED_UP = "window.Plotly && !document.querySelector('#warm-up *')"
"""The charts' script is loaded and started while nobody waits; that is no part of a scroll."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen and what "painted" means on it; `filtered` holds after a click on an option of FACET."""

    name: str
    path: str
    painted: tuple[Condition, ...]
    live: tuple[Condition, ...]
    filtered: tuple[Condition, ...]
    scroller: str | None = None


FACET = "#page .filters .facets > li:nth-child(2)"
"""분야: each of its options is clicked once."""

TABLE = Screen(
    name="table",
    path="/projects",
    painted=(Condition(".grid a.to", 20), Condition(".table-sums b, .table-sums span", 4)),
    live=(Condition("#page .grid.drawn .ag-row a.to", 15),),
    filtered=(
        Condition("#page .chips .chip", 1),
        Condition('#page .ag-row[row-index="0"] a.to[href*="area="]', 1),
    ),
    scroller=".ag-body-viewport",
)
TIMELINE = Screen(
    name="timeline",
    path="/timeline",
    painted=(
        Condition(".timeline-names .no", 20),
        Condition(".timeline-rows .barlayer .point path", 100),
        Condition(".timeline-axis .xtick", 2),
    ),
    live=(Condition("#page .timeline-rows .barlayer .point path", 100),),
    filtered=(
        Condition("#page .chips .chip", 1),
        Condition("#page .timeline-rows .barlayer .point path", 20),
    ),
)
MONEY = Screen(
    name="money",
    path="/money",
    painted=(Condition(".barlayer .point path", 10), Condition("table td", 40)),
    live=(Condition("#page .barlayer .point path", 10),),
    filtered=(Condition("#page .chips .chip", 1), Condition("#page .barlayer .point path", 5)),
)
SCREENS = (TABLE, TIMELINE, MONEY)
CITY = Screen(
    name="city",
    path="/city",
    painted=(Condition(".city-overview h2", 4), Condition(".city-overview .scatterlayer .js-line", 5)),
    live=(Condition("#page .city-overview .scatterlayer .js-line", 5),),
    filtered=(),
)
"""The city's statistics do not grow with its projects: they are measured over the demo and its feeds."""


@dataclass
class Samples:
    """What was measured of one side."""

    painted: list[float] = field(default_factory=list)
    filtered: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    visit_kb: list[float] = field(default_factory=list)
    filter_kb: list[float] = field(default_factory=list)
    tasks: list[float] = field(default_factory=list)


def main(arguments: Sequence[str]) -> int:
    """Measure, print a table; the exit code is 0 whatever the figures say, 130 when it was ended before."""
    parser = argparse.ArgumentParser(prog="python -m bench.screens", description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=SIZES, help="numbers of projects")
    parser.add_argument("--runs", type=int, default=RUNS)
    options = parser.parse_args(arguments)
    end_when_told()
    try:
        figures = [figure for size in options.sizes for figure in measured(size, options.runs)]
        figures += measured_city(options.runs)
    except KeyboardInterrupt:
        _say("ended")
        return 130
    print(table(figures))
    return 0


def measured(size: int, runs: int) -> list[Figure]:
    """The figures of every screen over a city of `size` projects."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name, _serving(Path(name), size) as server:
        return [figure for screen in SCREENS for figure in _screen(screen, server, Path(name), (size, runs))]


def measured_city(runs: int) -> list[Figure]:
    """The screen of the city's statistics, over the demo with everything that its feeds say at first."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        room = Room(folder, {"DEMO": "1", "DEMO_STEP_SECONDS": "86400", "FEED_SECONDS": "86400"})
        _say("city: read the demo and its feeds")
        try:
            room.start(seconds=300)
            _wait_for_feeds(folder / "var" / "feeds" / "receipts", len(API_OF) - 1)
            return _screen(CITY, room, folder, (SIZES[0], runs))
        finally:
            room.kill()


def _wait_for_feeds(receipts: Path, count: int) -> None:
    deadline = time.monotonic() + FEEDS_SECONDS
    while len(list(receipts.glob("*.json"))) < count:
        if time.monotonic() > deadline:
            raise NotReady(f"not all of {count} feeds have answered within {FEEDS_SECONDS:g} s")
        time.sleep(PAUSE_SECONDS)


def _screen(screen: Screen, server: Server, folder: Path, counts: tuple[int, int]) -> list[Figure]:
    size, runs = counts
    _say(f"{size:,} projects: {screen.name}")
    ours, saved = Samples(), Samples()
    place = folder / f"static-{screen.name}"
    with pages.fresh_page(server) as page:
        _cold(page, server, screen, Samples())
        _save(page, screen, place)
    with _static(place, folder) as files:
        for run in range(runs + 1):
            for side, into in ((server, ours), (files, saved)):
                with pages.fresh_page(side) as page:
                    _cold(page, side, screen, into if run else Samples())
    with pages.fresh_page(server) as page:
        if screen.filtered:
            _filters(page, server, screen, ours)
        if screen.scroller:
            ours.tasks.append(_longest_task(page, server, screen, screen.scroller))
    return _figures(screen, size, ours, saved)


@contextmanager
def _serving(folder: Path, size: int) -> Iterator[Server]:
    """The room over such a city, with everything ready for the first visitor."""
    build_large(folder / "city.db", size)
    room = Room(folder, {"MAPPINGS": str(folder / "city.toml")})
    _say(f"{size:,} projects: read the city")
    try:
        room.start(seconds=900)
        yield room
    finally:
        room.kill()


@contextmanager
def _static(folder: Path, logs: Path) -> Iterator[Server]:
    server = Program("static", logs / "static.log")
    try:
        server.start(
            ["http.server", str(server.port), "--bind", "127.0.0.1", "--directory", str(folder)],
            "/index.html",
        )
        yield server
    finally:
        server.stop()


def _save(page: Page, screen: Screen, folder: Path) -> None:
    """The page as it is rendered now, as files: its document without scripts, all assets, and its charts.

    A chart is drawn by plotly.js from its ready figure, as a page written by hand would do.
    """
    _wait(page, screen.live)
    shutil.copytree(ROOT / "assets", folder / "assets")
    figures = page.evaluate(TAKE_CHARTS)
    document = SCRIPT.sub("", page.content())
    if figures:
        (folder / "plotly.min.js").write_text(get_plotlyjs(), encoding="utf-8")
        drawing = DRAW_CHARTS.replace("FIGURES", json.dumps(figures).replace("</", "<\\/"))
        document = document.replace("</body>", drawing + "</body>")
    for path in ("index.html", screen.path.strip("/")):
        (folder / path).write_text(document, encoding="utf-8")


def _cold(page: Page, server: Server, screen: Screen, into: Samples) -> None:
    """A visit with a browser that has just been started; bytes until everything has loaded."""
    received = _received(page)
    watched = {"screen": [asdict(condition) for condition in screen.painted]}
    page.add_init_script(
        OBSERVER.replace("DEADLINE", str(DEADLINE_MS)).replace("FROM_THE_START", json.dumps(watched))
    )
    path = screen.path if server.name != "static" else "/index.html"
    page.goto(server.url + path, wait_until="commit", timeout=DEADLINE_MS)
    into.painted.append(page.evaluate("bench.first.screen"))
    page.wait_for_load_state("networkidle")
    into.visit_kb.append(sum(received) / 1e3)


def _filters(page: Page, server: Server, screen: Screen, into: Samples) -> None:
    """Every option of a facet is clicked once: a page that nobody has asked for yet."""
    _cold(page, server, screen, Samples())
    _wait(page, screen.live)
    page.wait_for_timeout(SETTLE_MS)
    received = _received(page)
    facet = page.locator(FACET).first
    for place in range(facet.locator("li a").count()):
        facet.locator("summary").click()
        conditions = [asdict(condition) for condition in screen.filtered]
        arm = "(conditions) => { bench.down = null; bench.after = bench.painted(conditions); }"
        received.clear()
        cpu = server.cpu_seconds()
        page.evaluate(arm, conditions)
        facet.locator("li a").nth(place).click()
        into.filtered.append(page.evaluate("bench.after.then((at) => at - bench.down)"))
        into.cpu.append(1000 * (server.cpu_seconds() - cpu))
        page.wait_for_load_state("networkidle")
        into.filter_kb.append(sum(received) / 1e3)
        page.locator("#page .filters .clear").click()
        page.locator("#page .chips .chip").wait_for(state="detached")


def _longest_task(page: Page, server: Server, screen: Screen, scroller: str) -> float:
    """The most CPU that a task of the page took while one scrolled, in ms.

    A task's own CPU and not its duration: on a machine that does other things a task waits, too.
    """
    page.goto(server.url + screen.path)
    _wait(page, screen.live)
    # Not wait_for_function: it evaluates inside the page, which the room forbids.
    until(lambda: page.evaluate(WARMED_UP), "the charts' script is loaded", DEADLINE_MS / 1000)
    page.wait_for_timeout(SETTLE_MS)
    browser = page.context.browser
    assert browser is not None
    browser.start_tracing(page=page, categories=["toplevel", "devtools.timeline"])
    page.locator(scroller).hover()
    for _ in range(WHEEL_STEPS):
        page.mouse.wheel(0, WHEEL_PX)
        page.wait_for_timeout(30)
    for place in range(5):
        page.evaluate(
            "([scroller, share]) => { const it = document.querySelector(scroller);"
            " it.scrollTop = it.scrollHeight * share; }",
            [scroller, place / 5],
        )
        page.wait_for_timeout(SETTLE_MS / 4)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    main = {
        (event["pid"], event["tid"])
        for event in events
        if event.get("name") == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    longest: float = max(
        event.get("tdur", 0) / 1000
        for event in events
        if event.get("ph") == "X"
        and event["name"].endswith("RunTask")
        and (event["pid"], event["tid"]) in main
    )
    return longest


def _wait(page: Page, conditions: Sequence[Condition]) -> None:
    page.evaluate("(conditions) => bench.painted(conditions)", [asdict(each) for each in conditions])


def _received(page: Page) -> list[float]:
    """Bytes on the wire of every answer that comes from now on."""
    received: list[float] = []
    session = page.context.new_cdp_session(page)
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    session.send("Network.enable")
    return received


def _figures(screen: Screen, size: int, ours: Samples, saved: Samples) -> list[Figure]:
    title = f"{screen.name}, {size:,} projects"
    is_city, is_large = size == SIZES[0], size == SIZES[-1]
    most_of_large = LARGE_PAINT_MS if screen is TABLE else None
    return [
        Figure(
            f"{title}: cold browser to painted",
            "ms",
            ours.painted,
            saved.painted,
            target=STATIC_RATIO if is_city else most_of_large if is_large else None,
            is_limit=is_large,
        ),
        Figure(f"{title}: bytes of a cold visit", "kB", ours.visit_kb, saved.visit_kb),
        *(_filtering(title, is_large, ours) if ours.filtered else []),
        *_scrolling(title, ours),
    ]


def _filtering(title: str, is_large: bool, ours: Samples) -> list[Figure]:
    return [
        Figure(
            f"{title}: filter clicked to repainted",
            "ms",
            ours.filtered,
            target=LARGE_FILTER_MS if is_large else None,
            is_limit=True,
        ),
        Figure(f"{title}: server CPU of a filter", "ms", ours.cpu),
        Figure(f"{title}: bytes of a filter", "kB", ours.filter_kb),
    ]


def _scrolling(title: str, ours: Samples) -> list[Figure]:
    if not ours.tasks:
        return []
    name = f"{title}: most CPU of one task while scrolling"
    return [Figure(name, "ms", ours.tasks, target=LONG_TASK_MS, is_limit=True)]


def _say(text: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')}  {text}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
