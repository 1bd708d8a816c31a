"""What every answer tells the browser, and that no page of ours needs more than it allows."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import expect

from dashboard.headers import FIXED, script_hash
from tests.callbacks.application import HeldRoom, client
from tests.conftest import IS_PROOF
from tests.guard.bodies import UPDATE, show_body
from tests.support.browser import LIVE, Visit, until_true
from tests.support.server import RunningServer

ANSWERS = (
    "/",
    "/nowhere",
    "/api/version",
    "/healthz",
    "/export/projects.csv",
    "/assets/base.css",
    "/assets/none",
)
CUTS = ("years", "stages", "tree", "flow", "changes", "gaps", "lines", "formulas")
PANELS = ("population", "disaster", "environment", "traffic")
PAGES = (
    *(
        "/",
        "/projects",
        "/projects/P001",
        "/projects/P001/card",
        "/compare?ids=P001,P002",
        "/timeline",
        "/map",
    ),
    *("/changes", "/report", "/data", "/help"),
    *(f"/money?cut={cut}" for cut in (CUTS if IS_PROOF else ("flow",))),
    *("/city", *(f"/city?panel={panel}" for panel in (PANELS if IS_PROOF else ("population",)))),
)
LISTEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample} ${location.href}`));
"""
FORBIDDEN = ("unsafe-eval", "'unsafe-inline'", "*", "http:", "https:", "data:", "blob:")


@pytest.fixture
def room(tmp_path: Path) -> FlaskClient:
    return client(HeldRoom(), tmp_path)


def policy(room: FlaskClient) -> dict[str, str]:
    written = room.get("/").headers["Content-Security-Policy"]
    return {name: rest for name, _, rest in (part.partition(" ") for part in written.split("; "))}


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_carries_the_headers(room: FlaskClient, path: str) -> None:
    with room.get(path) as answer:
        found = answer.headers

    assert {name: found.get(name) for name in FIXED} == dict(FIXED)
    assert found["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in found["Content-Security-Policy"]
    assert "Server" not in found
    assert "X-Powered-By" not in found
    assert all(len(found.getlist(name)) == 1 for name in (*FIXED, "Content-Security-Policy"))


def test_a_kept_script_carries_each_header_once(room: FlaskClient) -> None:
    path = re.search(r'src="(/_dash-component-suites/[^"]+)"', room.get("/").get_data(as_text=True))
    assert path is not None
    for _ in range(2):
        found = room.get(path[1]).headers
        assert all(len(found.getlist(name)) == 1 for name in (*FIXED, "Content-Security-Policy"))


def test_scripts_come_from_our_own_files_and_from_these_hashes_alone(room: FlaskClient) -> None:
    rules = policy(room)
    document = room.get("/").get_data(as_text=True)
    inline = [
        content
        for attributes, content in re.findall(r"<script([^>]*)>(.*?)</script>", document, re.DOTALL)
        if "src=" not in attributes and "application/json" not in attributes
    ]

    assert [each for each in FORBIDDEN if each in rules["script-src"]] == []
    assert len(inline) == 2
    assert rules["script-src"].split() == [
        "'self'",
        *sorted(map(script_hash, inline), key=rules["script-src"].find),
    ]
    assert rules["default-src"] == "'none'"
    assert rules["base-uri"] == "'none'"
    assert re.findall(r'\son[a-z]+="', document) == []


def test_data_are_never_kept_and_files_of_the_program_are(room: FlaskClient) -> None:
    for path in ("/", "/api/version", "/api/search?q=1", "/export/projects.csv", "/healthz", "/_dash-layout"):
        assert room.get(path).headers["Cache-Control"] == "no-store"
    assert room.post(UPDATE, json=show_body("/")).headers["Cache-Control"] == "no-store"
    with room.get("/assets/base.css") as style:
        assert "max-age=31536000" in style.headers["Cache-Control"]
    with room.get("/assets/none.css") as nothing:
        assert nothing.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("tls_ahead", "is_strict"), [("0", False), ("1", True)])
def test_https_is_demanded_only_where_there_is_https(tmp_path: Path, tls_ahead: str, is_strict: bool) -> None:
    room = client(HeldRoom(), tmp_path, TLS_AHEAD=tls_ahead)

    assert ("Strict-Transport-Security" in room.get("/").headers) is is_strict
    secure = room.get("/", base_url="https://localhost").headers["Strict-Transport-Security"]
    assert secure.startswith("max-age=31536000")


def test_no_page_needs_what_the_policy_forbids_and_none_asks_elsewhere(
    visit: Callable[..., Visit], demo_server: RunningServer
) -> None:
    opened = visit(1366, 768)
    page = opened.page
    opened.context.add_init_script(LISTEN)
    refused: list[str] = []
    opened.context.on("response", lambda answer: refused.append(answer.url) if answer.status >= 400 else None)
    for path in PAGES:
        page.goto(demo_server.url + path)
        expect(page.locator("#page > *").first).to_be_attached()
        until_true(page, LIVE)
        if page.locator("#page .dash-graph").count():
            expect(page.locator("#page .dash-graph .main-svg").first).to_be_attached()
        page.emulate_media(media="print")
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        page.emulate_media(media="screen")
        assert page.evaluate("window.violations") == [], path

    page.goto(f"{demo_server.url}/projects")
    expect(page.locator(".g-live .ag-row").first).to_be_attached()
    assert page.evaluate("window.violations") == []
    assert refused == []


def test_the_policy_stops_what_the_page_did_not_bring(
    visit: Callable[..., Visit], demo_server: RunningServer
) -> None:
    opened = visit(800, 600)
    page = opened.page
    opened.context.add_init_script(LISTEN)
    page.goto(demo_server.url)
    page.evaluate(
        """() => {
          const place = document.createElement("div");
          place.innerHTML = "<img src=data:,x onerror='window.hit = 1'><a href='javascript:window.hit = 2'>x</a>";
          document.body.append(place);
          place.querySelector("a").click();
          const script = document.createElement("script");
          script.textContent = "window.hit = 3";
          document.body.append(script);
          const away = document.createElement("script");
          away.src = "https://evil.example/x.js";
          document.body.append(away);
          const frame = document.createElement("iframe");
          frame.src = "data:text/html,x";
          document.body.append(frame);
        }"""
    )

    until_true(page, "window.violations.length >= 5")
    assert page.evaluate("window.hit === undefined")
    opened.outside.clear()
    opened.take_complaints()
