"""F1, F2, F13 and F20 at the real server process: what visitors see while something is away, full or busy."""

import json
import logging
import resource
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import psutil
import pytest

from tests.callbacks.application import SHOW
from tests.conftest import IS_PROOF
from tests.faults.town import Town
from tests.support.fault_proxy import Toxic
from tests.support.postgres import PostgresServer
from tests.support.server import RunningServer
from tests.support.waiting import until

LOG = logging.getLogger(__name__)
PERIOD, DEADLINE = 1.0, 2.0
OUTAGE_SECONDS = 600 if IS_PROOF else 4
BADGE_SECONDS = 60.0
BACK_SECONDS = 30.0
VIEWERS = 200 if IS_PROOF else 40
VIEWING_SECONDS, PAUSE_SECONDS = (600.0, 5.0) if IS_PROOF else (6.0, 1.5)
"""For how long each of them looks, and how often: a page that is open asks every five seconds."""
FULL = 4096
"""Bytes that any file may grow to while the disk is full: no page of the store can be written."""
DATA_ROWS = 20


@dataclass(frozen=True)
class Answer:
    """What a viewer was answered, after how long."""

    status: int | None
    seconds: float


def timed(server: RunningServer, path: str) -> Answer:
    began = time.monotonic()
    status = server.status(path)
    return Answer(status, time.monotonic() - began)


def spread(answers: Sequence[Answer]) -> str:
    took = sorted(each.seconds for each in answers)
    shares = {"median": 0.5, "p95": 0.95, "p99": 0.99}
    said = [f"{name} {took[int(share * len(took))] * 1000:.0f} ms" for name, share in shares.items()]
    return ", ".join([*said, f"worst {took[-1] * 1000:.0f} ms"])


@dataclass(frozen=True)
class Served:
    """A room over two municipal databases, each behind a proxy of its own."""

    server: RunningServer
    town: Town
    other: Town

    def sources(self) -> dict[str, Any]:
        status, body = self.server.get("/api/version?path=/")
        assert status == 200
        return {source["id"]: source for source in json.loads(body)["sources"]}

    def state(self, source_id: str) -> str:
        return str(self.sources()[source_id]["state_key"])

    def problem(self) -> str:
        return str(json.loads(self.server.get("/api/version?path=/")[1])["problem"] or "")

    def show(self, href: str) -> int:
        """The status of the callback that draws a page, as a browser asks for it."""
        outputs = [
            {"id": "page", "property": "children"},
            [{"id": {"name": "header", "type": "pane"}, "property": "tree"}],
            [],
            {"id": "shown", "property": "data"},
        ]
        inputs: list[dict[str, Any]] = [
            {"id": "address", "property": "data", "value": {"href": href, "scale": 1}},
            {"id": "data-version", "property": "data", "value": None},
        ]
        body: dict[str, Any] = {"output": SHOW, "outputs": outputs, "inputs": inputs}
        body["changedPropIds"] = [f"{each['id']}.{each['property']}" for each in inputs]
        body["state"] = [{"id": "shown", "property": "data", "value": None}]
        asked = urllib.request.Request(  # noqa: S310 -- our own address
            f"{self.server.url}/_dash-update-component",
            json.dumps(body).encode(),
            {
                "Content-Type": "application/json",
                "Origin": self.server.url,
                "Cookie": "; ".join(f"{name}={value}" for name, value in self.server.cookies.items()),
            },
        )
        try:
            with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310 -- our own address
                return int(answer.status)
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code

    def expect_pages(self) -> None:
        """AssertionError unless every page is there with all of its projects."""
        for href in ("/", "/projects", "/projects/1", "/money", "/timeline", "/data"):
            assert self.server.status(href) == 200, href
            assert self.show(href) == 200, href
        assert "사업 7 ".encode() in self.server.get("/projects/7")[1]


@pytest.fixture(scope="module")
def served(postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with ExitStack() as stack:
        folder = tmp_path_factory.mktemp("served")
        towns = []
        for id_, first in (("city", 1), ("other", 101)):
            url = postgres.create_database()
            stack.callback(postgres.drop_database, url)
            town = Town(url, folder, projects=0, period=PERIOD, deadline=DEADLINE, id=id_)
            stack.callback(town.close)
            town.fill(range(first, first + DATA_ROWS))
            towns.append(town)
        mappings = ",".join(str(town.mapping_path) for town in towns)
        # Pages are asked here as fast as they come: how many a person may ask for is another test.
        environment = {"MAPPINGS": mappings, "SCREENS_PER_SECOND": "100000"}
        server = RunningServer(("serve",), environment, folder)
        stack.callback(server.kill)
        server.start()
        room = Served(server, *towns)
        until(lambda: {room.state("city"), room.state("other")} == {"fresh"}, "both sources", 30)
        yield room


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("toxic", [Toxic.REFUSE, Toxic.HANG])
def test_while_a_municipal_database_is_away_pages_stay_with_a_badge_and_soon_after_it_is_fresh(
    served: Served, toxic: Toxic
) -> None:
    served.town.proxy.poison(toxic)
    until(lambda: served.state("city") == "late", "the badge", BADGE_SECONDS)
    ends = time.monotonic() + OUTAGE_SECONDS
    others = set()
    while time.monotonic() < ends:
        served.expect_pages()
        others.add(served.sources()["other"]["last_success"])
    assert served.sources()["city"]["error"]
    assert len(others) > 1, "the other source is not read any more"
    served.town.turn(len(others))
    served.town.proxy.up()

    until(lambda: served.state("city") == "fresh", "the next good read", BACK_SECONDS)
    changed = f"사업 7 모습 {len(others)}".encode()
    until(lambda: changed in served.server.get("/projects/7")[1], "what changed meanwhile", BACK_SECONDS)
    served.town.run("UPDATE pledge SET title = '사업 ' || no || ' 새 이름'")
    until(
        lambda: "사업 7 새".encode() in served.server.get("/projects/7")[1], "the next change", BACK_SECONDS
    )


def test_a_disk_that_is_full_leaves_every_page_says_so_and_is_made_good_by_itself(served: Served) -> None:
    soft, hard = resource.prlimit(served.server.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(served.server.pid, resource.RLIMIT_FSIZE, (FULL, hard))
    served.town.run("UPDATE pledge SET title = '사업 ' || no || ' 꽉 찬 동안'")
    until(lambda: "저장소" in served.problem(), "the problem's sentence", BADGE_SECONDS)

    served.expect_pages()
    until(lambda: served.state("city") == "late", "the badge", BADGE_SECONDS)
    served.expect_pages()
    resource.prlimit(served.server.pid, resource.RLIMIT_FSIZE, (soft, hard))

    until(lambda: "꽉 찬 동안".encode() in served.server.get("/projects/7")[1], "the change", BACK_SECONDS)
    until(lambda: served.problem() == "", "no problem any more", BACK_SECONDS)
    served.town.run("UPDATE pledge SET title = '사업 ' || no || ' 새 이름'")


@pytest.mark.timeout(1200)
def test_many_viewers_at_once_get_every_answer_and_cost_no_threads(served: Served) -> None:
    threads = psutil.Process(served.server.pid).num_threads()
    paths = ["/api/version?path=/", "/", "/projects/7", "/money", "/projects"]
    ends, never = time.monotonic() + VIEWING_SECONDS, threading.Event()

    def view(number: int) -> list[Answer]:
        never.wait(PAUSE_SECONDS * number / VIEWERS)
        seen: list[Answer] = []
        while time.monotonic() < ends:
            seen.append(timed(served.server, paths[(number + len(seen)) % len(paths)]))
            never.wait(max(0.0, PAUSE_SECONDS - seen[-1].seconds))
        return seen

    with ThreadPoolExecutor(VIEWERS) as viewers:
        answers = [each for seen in viewers.map(view, range(VIEWERS)) for each in seen]

    LOG.info("%s viewers, %s answers: %s", VIEWERS, len(answers), spread(answers))
    assert len(answers) >= VIEWERS * 2
    assert {each.status for each in answers} == {200}
    assert psutil.Process(served.server.pid).num_threads() <= threads + 2
