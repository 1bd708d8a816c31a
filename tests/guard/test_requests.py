"""Whatever is asked at whatever address, in whatever way, the server answers and does not fail."""

import logging
import socket
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from werkzeug.test import EnvironBuilder

from dashboard import urls
from dashboard.domain.facets import Facet
from tests.callbacks.application import HeldRoom, client
from tests.conftest import IS_PROOF
from tests.guard.test_mutations import UNLIMITED
from tests.support.server import RunningServer

IN_PROCESS = 600
OVER_THE_WIRE = 5_000 if IS_PROOF else 200
METHODS = ("GET",) * 12 + ("HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get")
PATHS = (
    *urls.PATHS.values(),
    *(
        "/projects/p1",
        "/projects/p1/card",
        "/projects/P001",
        "/projects/%EC%84%9C",
        "/projects/a%2Fb",
        "/projects//",
    ),
    *("/api/version", "/api/search", "/api/projects", "/healthz", "/healthz/fresh", "/api/", "/export/"),
    *("/export/projects.csv", "/export/projects.xlsx", "/export/projects.pdf", "/export/projects."),
    *("/export/report.hwpx", "/export/projects/p1/card.hwpx", "/export/.hwpx", "/export/%2e%2e/x.hwpx"),
    *("/_dash-layout", "/_dash-dependencies", "/_dash-update-component", "/_reload-hash", "/_favicon.ico"),
    *(
        "/_dash-component-suites/dash/x.js",
        "/_dash-component-suites/os/x",
        "/assets/base.css",
        "/assets/../x",
    ),
    *(
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets/",
        "/static/x",
        "/_mcp",
        "/%00",
        "/%ff",
        "/%ED%A0%80",
        "/..;/",
    ),
    *(
        "/\u200b",
        "/가",
        "/" + "a/" * 200,
        "//evil.example/",
        "/http://evil.example",
        "/?",
        "/#",
        "/%",
        "/%zz",
    ),
)
NAMES = (
    *{name for options in urls.OPTIONS.values() for name in options},
    *(facet.value for facet in Facet),
    *("as_of", "start", "end", "q", "within", "path", "x", "", "as_of[]", "가"),
)
VALUES = (
    *(
        "",
        "0",
        "1",
        "-1",
        "99999999999999999999",
        "1e309",
        "NaN",
        "x",
        "가",
        "ㄱㅇ",
        "%00",
        "%ff",
        "%ED%A0%80",
        "%",
    ),
    *(
        "v11",
        "v99",
        "v-1",
        "v",
        "2024-06-30",
        "2024-02-30",
        "0000-00-00",
        "9999-12-31",
        "10000-01-01",
        "2024-Q1",
    ),
    *(
        "p1",
        "p1,p2",
        "p1," * 50,
        "task",
        "done",
        "past",
        "area",
        "-name",
        "name,planned,",
        "2024Q4",
        "99999Q9",
    ),
    *(
        "/projects?q=x",
        "http://[::1",
        "https://evil.example/",
        "<script>",
        "' OR 1=1",
        "=1+1",
        "a" * 3000,
        "😀",
    ),
    *("2024-01", "2024-13", "서구", "population", "births", "1y", "month", "../..", "\u202e", "＝1"),
)
HEADERS = (
    ("Accept-Encoding", ("gzip", "br;q=NaN", "*;q=0", "x" * 500, "identity;q=-1")),
    ("If-None-Match", ('"x"', "*", "W/", "x" * 300)),
    ("If-Modified-Since", ("x", "Thu, 99 Foo 0000 00:00:00 GMT", "Mon, 01 Jan 0001 00:00:00 GMT")),
    ("Range", ("bytes=0-", "bytes=-1", "bytes=9-1", "x", "bytes=0-1,2-3,9999999999999999999999-")),
    ("Cookie", ("a=b", "=;;;=", "session=" + "x" * 2000, "\xff\xfe")),
    (
        "Content-Type",
        ("application/json", "text/plain", ";", "multipart/form-data", "multipart/form-data; boundary=x"),
    ),
    ("X-Forwarded-For", ("1.2.3.4", "x", "1.2.3.4, 5.6.7.8")),
    ("X-Forwarded-Host", ("evil.example",)),
    ("Host", ("evil.example", "127.0.0.1", "localhost:x", "", "[::1")),
    ("Origin", ("null", "https://evil.example", "http://[", "http://localhost")),
    ("Referer", ("x", "http://[", "https://evil.example/")),
    ("Accept", ("*/*", "x", "text/html;q=zz")),
    ("Sec-Fetch-Site", ("cross-site", "none", "x")),
    ("Authorization", ("Basic x", "Bearer " + "x" * 500, "Digest =")),
    ("Transfer-Encoding", ("chunked",)),
    ("Expect", ("x",)),
    ("Content-Length", ("-1", "x", "0")),
)
BODIES = (b"", b"", b"x", b"{}", b"\xff" * 100, b"a=b&c=d", b"--x\r\n\r\n--x--")
Asked = tuple[str, str, list[tuple[str, str]], bytes]


def made(random: Random) -> Asked:
    """A request: method, address as it is written, headers, body."""
    pairs = [(random.choice(NAMES), random.choice(VALUES)) for _ in range(random.choice((0, 1, 1, 2, 5, 40)))]
    query = "&".join(f"{name}={value}" for name, value in pairs)
    path = random.choice(PATHS)
    if random.random() < 0.15:
        at = random.randrange(len(path) + 1)
        path = path[:at] + random.choice(("%", "%0a", "/", ".", "가", "%2f", "\\", ";", "%c0%af")) + path[at:]
    headers = [
        (name, random.choice(values))
        for name, values in random.sample(HEADERS, random.choice((0, 0, 1, 2, 4)))
    ]
    return random.choice(METHODS), path + (f"?{query}" if query else ""), headers, random.choice(BODIES)


def test_no_generated_request_makes_the_room_fail(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    browser = client(HeldRoom(), tmp_path, **UNLIMITED)
    random = Random(11)
    seen: Counter[int] = Counter()
    with caplog.at_level(logging.ERROR):
        for _ in range(IN_PROCESS):
            method, address, headers, body = made(random)
            path, _, query = address.partition("?")
            written = {
                "REQUEST_URI": _written(address).decode("latin-1"),
                "QUERY_STRING": _written(query).decode(),
            }
            builder = EnvironBuilder(
                path=path if path.isascii() else "/",
                method=method,
                headers=headers,
                data=body,
                environ_overrides=written,
            )
            with browser.open(builder) as answer:
                content = answer.get_data()
            assert answer.status_code < 500, (method, address, headers)
            assert b"Traceback" not in content
            seen[answer.status_code] += 1

    assert [each for each in caplog.records if each.exc_info] == []
    assert seen[200] > IN_PROCESS / 10
    assert seen[404] > IN_PROCESS / 20
    assert seen[405] > 0


@pytest.fixture
def server(request: pytest.FixtureRequest, start_server: Callable[..., RunningServer]) -> RunningServer:
    if not IS_PROOF:
        shared: RunningServer = request.getfixturevalue("demo_server")
        return shared
    return start_server("serve", DEMO="1", DEMO_STEP_SECONDS="86400", **UNLIMITED)


@pytest.mark.timeout(3600 if IS_PROOF else 180)
def test_no_request_on_the_wire_makes_the_server_fail(server: RunningServer) -> None:
    random = Random(13)
    seen: Counter[int] = Counter()
    for _ in range(OVER_THE_WIRE):
        asked = made(random)
        status = _status(server.port, asked)
        assert status < 500, asked
        seen[status] += 1

    assert server.status("/healthz") == 200
    assert "Traceback" not in server.tail()
    assert seen[200] > OVER_THE_WIRE / 10


def _written(text: str) -> bytes:
    """Signs that cannot stand in an address, written as browsers write them; what is wrong stays wrong."""
    return "".join(
        each if "!" <= each <= "~" else "".join(f"%{byte:02X}" for byte in each.encode("utf-8", "replace"))
        for each in text
    ).encode("ascii")


def _status(port: int, asked: Asked) -> int:
    """The status of an answer to a request that is sent as it stands, letter for letter."""
    method, address, headers, body = asked
    given = dict(headers)
    lines = [
        f"{method} {_written(address).decode()} HTTP/1.1",
        f"Host: {given.pop('Host', f'127.0.0.1:{port}')}",
    ]
    lines += [f"{name}: {value}" for name, value in given.items()]
    if "Transfer-Encoding" in given:
        body += b"\r\n0\r\n\r\n"  # whatever stands before it, the server need not wait for more
    elif body and "Content-Length" not in given:
        lines.append(f"Content-Length: {len(body)}")
    lines += ["Connection: close", "", ""]
    with socket.create_connection(("127.0.0.1", port), timeout=30) as wire:
        wire.sendall("\r\n".join(lines).encode("latin-1", "replace") + body)
        head = wire.recv(65536)
    assert head.startswith(b"HTTP/1."), (asked, head[:100])
    return int(head.split(b" ", 2)[1])
