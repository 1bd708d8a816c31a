"""The requests that a browser makes for a screen, made again many times: the server's CPU time per screen."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from urllib.parse import urlsplit

from playwright.sync_api import Request

from bench.pages import UPDATE_PATH, Project, Side, back, click, fresh_page, open_room, requests_of, watch
from bench.servers import Server

TIMEOUT_SECONDS = 60.0
HOP_BY_HOP = {"host", "connection", "content-length"}


class WrongAnswer(RuntimeError):
    """A request of the browser, made again, was not answered with 200."""


@dataclass(frozen=True, slots=True)
class Call:
    """A request as the browser made it; `target` is path and query."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes | None

    def about(self, before: Project, after: Project) -> "Call":
        """The same request for another project."""
        old, new = before.id.encode(), after.id.encode()
        return replace(self, body=self.body.replace(old, new) if self.body else None)


@dataclass(frozen=True, slots=True)
class Calls:
    """What a browser asks: for a whole cold visit of the room and `project`, and for each of them within the page."""

    visit: Sequence[Call]
    room: Sequence[Call]
    project: Sequence[Call]
    about: Project


def captured(side: Side, project: Project) -> Calls:
    """Every request of a cold visit with a click on `project`, and those of the way back."""
    requests: list[Request] = []
    with fresh_page(side.server) as page:
        watch(page, side)
        requests_of(page, requests)
        open_room(page, side)
        until_room = len(requests)
        click(page, side, project)
        visit, there = _calls(requests), _calls(requests[until_room:])
        requests.clear()
        back(page, side)
        again = _calls(requests)
    return Calls(visit, _updates(again), _updates(there), project)


def cpu_ms_per_screen(server: Server, screens: Iterable[Sequence[Call]], idle_share: float) -> float:
    """Milliseconds of CPU per screen beyond what the server spends anyway (`idle_share` of one core)."""
    asked = 0
    began, before = time.monotonic(), server.cpu_seconds()
    connection = HTTPConnection(urlsplit(server.url).netloc, timeout=TIMEOUT_SECONDS)
    for screen in screens:
        for call in screen:
            _ask(connection, call)
        asked += 1
    connection.close()
    spent = server.cpu_seconds() - before - idle_share * (time.monotonic() - began)
    return 1000 * spent / asked


def rounds_of(
    server: Server, rounds: int, screens: Sequence[Sequence[Call]], idle_share: float
) -> list[float]:
    """CPU per screen in each of several rounds; a median over them leaves out a refresh that fell into one."""
    return [cpu_ms_per_screen(server, screens, idle_share) for _ in range(rounds)]


def projects_screens(calls: Calls, projects: Sequence[Project]) -> list[list[Call]]:
    """The requests for each project's screen."""
    return [[call.about(calls.about, project) for call in calls.project] for project in projects]


def bytes_on_the_wire(server: Server, calls: Sequence[Call]) -> int:
    """Bytes of all answers' bodies as they travel."""
    connection = HTTPConnection(urlsplit(server.url).netloc, timeout=TIMEOUT_SECONDS)
    size = sum(_ask(connection, call) for call in calls)
    connection.close()
    return size


def _ask(connection: HTTPConnection, call: Call) -> int:
    connection.request(call.method, call.target, body=call.body, headers=call.headers)
    answer = connection.getresponse()
    size = len(answer.read())
    if answer.status not in (200, 204, 304):
        raise WrongAnswer(f"{call.method} {call.target}: {answer.status}")
    return size


def _calls(requests: Iterable[Request]) -> list[Call]:
    return [_call(request) for request in requests if request.url.startswith("http")]


def _call(request: Request) -> Call:
    parts = urlsplit(request.url)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    headers = {name: value for name, value in request.all_headers().items() if name.lower() not in HOP_BY_HOP}
    return Call(request.method, target, headers, request.post_data_buffer)


def _updates(calls: Iterable[Call]) -> list[Call]:
    found = [call for call in calls if call.target.startswith(UPDATE_PATH)]
    assert found, "the page asked for nothing"
    return found
