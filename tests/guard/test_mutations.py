"""Whatever a body says, the answer is a page or a short refusal: never a failure, never a growing process."""

import http.client
import json
import logging
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import psutil
import pytest
from flask.testing import FlaskClient

from tests.callbacks.application import HeldRoom, client
from tests.conftest import IS_PROOF
from tests.guard.bodies import UPDATE, Body, press_bodies, recorded, show_body
from tests.guard.mutations import mutated, same
from tests.support.server import RunningServer

UNLIMITED = {"SCREENS_PER_SECOND": "1e9", "SEARCHES_PER_SECOND": "1e9", "EXPORTS_PER_MINUTE": "1e9"}
IN_PROCESS = 3_000
OVER_THE_WIRE = 100_000 if IS_PROOF else 300
MOST_GROWTH = 20_000_000
PLACES = ("/", "/projects", "/projects/P001", "/timeline", "/money", "/map", "/city", "/data", "/report")


@pytest.fixture
def browser(tmp_path: Path) -> FlaskClient:
    return client(HeldRoom(), tmp_path, **UNLIMITED)


@pytest.fixture
def server(request: pytest.FixtureRequest, start_server: Callable[..., RunningServer]) -> RunningServer:
    """The room with the demo city; for the full counts one without limits."""
    if not IS_PROOF:
        shared: RunningServer = request.getfixturevalue("demo_server")
        return shared
    return start_server("serve", DEMO="1", DEMO_STEP_SECONDS="86400", **UNLIMITED)


def test_the_real_body_of_every_screen_passes_however_it_is_written(browser: FlaskClient) -> None:
    random = Random(5)
    refused = [
        body
        for body in recorded(browser)
        for _ in range(3)
        if browser.post(UPDATE, data=same(body, random), content_type="application/json").status_code != 200
    ]

    assert refused == []


def test_no_mutated_body_makes_the_room_fail(browser: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    bodies = recorded(browser)
    random = Random(20261123)
    seen: Counter[int] = Counter()
    with caplog.at_level(logging.ERROR):
        for _ in range(IN_PROCESS):
            data = mutated(random.choice(bodies), random)
            answer = browser.post(UPDATE, data=data, content_type="application/json")
            seen[answer.status_code] += 1
            _expect_short(answer.status_code, answer.get_data(), data)

    assert caplog.records == []
    assert seen[200] > IN_PROCESS / 100, "some mutations are addresses that nobody has, and get their page"
    assert sum(seen[code] for code in (400, 413, 422)) > IN_PROCESS / 2


@pytest.mark.timeout(3600 if IS_PROOF else 180)
def test_mutated_bodies_leave_a_running_room_as_large_as_it_was(server: RunningServer) -> None:
    random = Random(7)
    presses = press_bodies() if IS_PROOF else press_bodies()[:2]  # the shared room is to stay as it is
    bodies = [*presses, *(show_body(place) for place in PLACES)]
    _fill(server)
    _sent(server, bodies, random, OVER_THE_WIRE // 10)
    process = psutil.Process(server.pid)
    before = process.memory_info().rss

    seen = _sent(server, bodies, random, OVER_THE_WIRE)

    grown = process.memory_info().rss - before
    assert sum(seen.values()) == OVER_THE_WIRE
    assert grown < MOST_GROWTH, f"{grown / 1e6:.1f} MB more after {OVER_THE_WIRE} bodies ({seen})"
    assert server.status("/healthz") == 200
    assert "Traceback" not in server.tail()


def _fill(server: RunningServer) -> None:
    """Fill what the room keeps of pages that were drawn, which has an end of its own."""
    for number in range(400 if IS_PROOF else 0):
        assert server.status(f"/?nobody={number}") == 200


def _sent(server: RunningServer, bodies: list[Body], random: Random, count: int) -> Counter[int]:
    seen: Counter[int] = Counter()
    headers = {"Content-Type": "application/json", "Origin": server.url}
    wire = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    for _ in range(count):
        data = mutated(random.choice(bodies), random)
        try:
            wire.request("POST", UPDATE, body=data, headers=headers)
            answer = wire.getresponse()
            content = answer.read()
        except (BrokenPipeError, ConnectionResetError):  # refused while it was still being sent: too large
            assert len(data) > 250_000
            wire.close()
            seen[413] += 1
            continue
        seen[answer.status] += 1
        _expect_short(answer.status, content, data)
    wire.close()
    return seen


def _expect_short(status: int, content: bytes, sent: bytes) -> None:
    assert status < 500, f"{status} for {sent[:2000]!r}"
    if status >= 400:
        assert len(content) < 300
        assert b"Traceback" not in content
        if status != 413:
            said: Any = json.loads(content)
            assert set(said) == {"error", "code"}
