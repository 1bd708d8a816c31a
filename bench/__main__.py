"""`python -m bench`: the room and the plain application measured side by side, in one table.

Both run as real processes on the same demo data; every browser run alternates between them. It measures
and does not judge: the exit code is 0 whatever the figures say.
"""

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from bench import pages
from bench.figures import Figure, table
from bench.pages import Project, Side
from bench.replay import bytes_on_the_wire, captured, projects_screens, rounds_of
from bench.servers import PAUSE_SECONDS, NotReady, Program, Room, Server, clean_environment, end_when_told
from dashboard.house import DEMO_MAPPING
from db.demo import build_demo
from tests.support.server import HEALTH, ROOT, SECRET_KEY

RUNS = 7
REFRESHES = 10
ROUNDS = 5
ROOM_VIEWS, VISITS = 40, 10
IDLE_SECONDS = 15.0
PERIOD_SECONDS = 60.0
"""The room's refresh period: exactly one refresh falls into so long a window."""
FILL_SECONDS, SETTLE_SECONDS = 300.0, 120.0

Each = TypeVar("Each")

COLD, CLICK, CPU, REFRESH_MS, MEMORY_MB = 0.5, 0.6, 0.05, 300.0, 250.0
"""The targets: shares of the plain application, milliseconds, megabytes."""


@dataclass
class Samples:
    """Milliseconds of every browser run, by figure."""

    painted: list[float] = field(default_factory=list)
    contentful: list[float] = field(default_factory=list)
    live: list[float] = field(default_factory=list)
    first_click: list[float] = field(default_factory=list)
    click: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Load:
    """What screens cost one server: CPU milliseconds per screen in rounds, bytes of a cold visit."""

    room: list[float]
    first_project: list[float]
    project: list[float]
    visit: list[float]
    visit_bytes: int


def main(arguments: Sequence[str]) -> int:
    """Measure everything, print the table."""
    options = _options(arguments)
    end_when_told()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        try:
            figures = _measured(Path(name), options.runs)
        except KeyboardInterrupt:
            _say("ended")
            return 130
    load = os.getloadavg()
    print(table(figures))
    print(f"\nload of the machine at the end (1, 5, 15 min): {load[0]:.1f} {load[1]:.1f} {load[2]:.1f}")
    if options.json:
        document = {"runs": options.runs, "load": load, "figures": [figure.as_json() for figure in figures]}
        options.json.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help=f"browser runs of each kind (default {RUNS})")
    parser.add_argument("--json", type=Path, help="write every sample to this file")
    return parser.parse_args(arguments)


def _say(text: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} load {os.getloadavg()[0]:.1f}  {text}\n")


# ---- the run ----


def _measured(folder: Path, runs: int) -> list[Figure]:
    # As a city runs it: the demo's database read through its mapping, without the demo's own server of feeds.
    database = folder / "demo-city.db"
    build_demo(database)
    settings = {
        "MAPPINGS": str(DEMO_MAPPING),
        "DEMO_DATABASE": str(database),
        "DATA_DIR": str(folder),
        "SECRET_KEY": SECRET_KEY,
    }
    _say("fill the store")
    _run(["dashboard", "refresh"], settings)
    _say("refresh with nothing changed")
    refreshes = json.loads(_run(["bench.refreshing", str(REFRESHES)], settings))
    with _serving(folder, settings) as sides:
        projects = _projects(folder / "demo-city.db")
        samples = _browser_runs(sides, projects[::3], runs)
        never_seen = [project for place, project in enumerate(projects) if place % 3]
        loads = [_load(side, projects[0], never_seen) for side in sides]
        memory = [side.server.memory() for side in sides]
        idle = [_idle(side, projects[0]) for side in sides]
    return [
        *_browser_figures(*samples),
        *_load_figures(*loads),
        Figure("refresh with nothing changed", "ms", refreshes, target=REFRESH_MS, is_limit=True),
        *_memory_figures(*memory),
        Figure("idle with one page open, server CPU", "% of a core", [idle[0][0]], [idle[1][0]]),
        Figure("idle with one page open, traffic", "B/s", [idle[0][1]], [idle[1][1]]),
    ]


def _run(arguments: Sequence[str], settings: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env=clean_environment(settings),
        stdout=subprocess.PIPE,
        timeout=FILL_SECONDS,
        check=True,
    )
    return done.stdout.decode()


@contextmanager
def _serving(folder: Path, settings: dict[str, str]) -> Iterator[tuple[Side, Side]]:
    """Both servers; whatever happens, they are ended."""
    ours, plain = Room(folder, settings), Program("plain", folder / "plain.log")
    try:
        ours.start()
        _settle(ours, folder / "demo-city.db")
        plain.start(["bench.plain", str(folder / "demo-city.db"), str(plain.port)], "/")
        yield pages.ours(ours), pages.plain(plain)
    finally:
        plain.stop()
        ours.kill()


def _settle(room: Room, database: Path) -> None:
    """Wait for the room's first refresh, and until it shows the step that the demo city may make at the start."""
    _say("wait for the first refresh")
    started = time.monotonic()
    while not _has_settled(room, database, time.monotonic() - started):
        if time.monotonic() > started + SETTLE_SECONDS:
            raise NotReady(f"the room does not show the newest data of {database}")
        time.sleep(PAUSE_SECONDS)


def _has_settled(room: Room, database: Path, seconds: float) -> bool:
    """Whether what the room shows is the newest, and was received within the last `seconds`."""
    with closing(sqlite3.connect(database)) as connection:
        ((newest,),) = connection.execute("SELECT MAX(기준일) FROM 점검기준일")
    health = json.loads(room.get(HEALTH)[1])
    age = health["sources"][0]["age"]
    return bool(age is not None and age < seconds and health["as_of"] == newest)


def _projects(database: Path) -> list[Project]:
    """All projects with a budget: they have both charts."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(
            "SELECT 관리번호, 사업명 FROM 공약사업 WHERE 예산여부 = '예산' ORDER BY 관리번호"
        )
        return [Project(*row) for row in rows]


# ---- in the browser ----


def _browser_runs(sides: Sequence[Side], projects: Sequence[Project], runs: int) -> list[Samples]:
    """Cold visits and clicks; the first of each is thrown away, it warms the servers."""
    samples = [Samples() for _ in sides]
    pairs = list(zip(sides, samples, strict=True))
    for run in range(runs + 1):
        _say(f"cold visit {run} of {runs}")
        for side, into in _alternating(pairs, run):
            _cold(side, projects[run], into if run else Samples())
    _say(f"{runs} clicks")
    with pages.fresh_pages([side.server for side in sides]) as both:
        opened = list(zip(sides, samples, both, strict=True))
        for side, _, page in opened:
            pages.watch(page, side)
            pages.open_room(page, side)
        for run in range(runs + 1):
            for side, into, page in _alternating(opened, run):
                took = pages.click(page, side, projects[-1 - run])
                pages.back(page, side)
                if run:
                    into.click.append(took)
    return samples


def _alternating(pairs: Sequence[Each], run: int) -> Sequence[Each]:
    """In every other run the second goes first."""
    return pairs if run % 2 else pairs[::-1]


def _cold(side: Side, project: Project, into: Samples) -> None:
    """A visit with a browser that has just been started, and a click as soon as the page is live."""
    with pages.fresh_page(side.server) as page:
        pages.watch(page, side)
        painted, live = pages.open_room(page, side)
        into.painted.append(painted)
        into.live.append(live)
        contentful = pages.first_contentful_paint(page)
        if contentful is not None:
            into.contentful.append(contentful)
        into.first_click.append(pages.click(page, side, project))


def _browser_figures(ours: Samples, plain: Samples) -> list[Figure]:
    return [
        Figure("cold browser: first content", "ms", ours.contentful, plain.contentful),
        Figure("cold browser: room painted", "ms", ours.painted, plain.painted, target=COLD),
        Figure("cold browser: page is live", "ms", ours.live, plain.live),
        Figure("first click as soon as live: project painted", "ms", ours.first_click, plain.first_click),
        Figure("click: project painted", "ms", ours.click, plain.click, target=CLICK),
    ]


# ---- the servers ----


def _load(side: Side, project: Project, never_seen: Sequence[Project]) -> Load:
    """CPU per screen by the browser's own requests, made again. `never_seen`: no screen of theirs was asked for yet."""
    server = side.server
    _say(f"CPU of {server.name}")
    calls = captured(side, project)
    idle = _idle_share(server)
    screens = projects_screens(calls, never_seen)
    return Load(
        room=rounds_of(server, ROUNDS, [calls.room] * ROOM_VIEWS, idle),
        first_project=rounds_of(server, 1, screens, idle),
        project=rounds_of(server, ROUNDS, screens[:ROOM_VIEWS], idle),
        visit=rounds_of(server, ROUNDS, [calls.visit] * VISITS, idle),
        visit_bytes=bytes_on_the_wire(server, calls.visit),
    )


def _idle_share(server: Server) -> float:
    """CPU seconds per second that the server spends when nobody asks it for anything."""
    before, began = server.cpu_seconds(), time.monotonic()
    time.sleep(IDLE_SECONDS)
    return (server.cpu_seconds() - before) / (time.monotonic() - began)


def _idle(side: Side, project: Project) -> tuple[float, float]:
    """Per cent of a core and bytes per second while one page is open, everything loaded, and nothing happens."""
    _say(f"{side.server.name} with one page open")
    received: list[float] = []
    with pages.fresh_page(side.server) as page:
        pages.watch(page, side)
        pages.open_room(page, side)
        pages.click(page, side, project)
        pages.back(page, side)
        session = page.context.new_cdp_session(page)
        session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
        session.send("Network.enable")
        before, began = side.server.cpu_seconds(), time.monotonic()
        page.wait_for_timeout(1000 * PERIOD_SECONDS)
        seconds = time.monotonic() - began
        share = (side.server.cpu_seconds() - before) / seconds
    return 100 * share, sum(received) / seconds


def _load_figures(ours: Load, plain: Load) -> list[Figure]:
    return [
        Figure("server CPU: room screen", "ms", ours.room, plain.room, target=CPU),
        Figure("server CPU: project screen", "ms", ours.project, plain.project, target=CPU),
        Figure(
            "server CPU: project screen, first view of new data",
            "ms",
            ours.first_project,
            plain.first_project,
        ),
        Figure("server CPU: whole cold visit, room and a project", "ms", ours.visit, plain.visit),
        Figure(
            "bytes of a whole cold visit, room and a project",
            "kB",
            [ours.visit_bytes / 1e3],
            [plain.visit_bytes / 1e3],
        ),
    ]


def _memory_figures(ours: dict[str, float], plain: dict[str, float]) -> list[Figure]:
    total = Figure(
        "memory of the server",
        "MB",
        [sum(ours.values())],
        [sum(plain.values())],
        target=MEMORY_MB,
        is_limit=True,
    )
    return [total, *[Figure(f"memory of it: {part}", "MB", [size]) for part, size in ours.items()]]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
