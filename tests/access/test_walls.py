"""Walls against a real server: paired by a code, looking and no more, cut off when somebody says so."""

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.domain.words import KOREAN
from db.store import Store
from db.walls import OPEN_FOR, forget_pairings
from tests.conftest import IS_PROOF
from tests.support.browser import Visit
from tests.support.city import City
from tests.support.postgres import PostgresServer
from tests.support.server import COOKIE, PASSWORD, RunningServer
from tests.support.waiting import until

LOCAL = "127.0.0.0/16"
WALL = "__Host-wall"
ROTATIONS = 30 if IS_PROOF else 10
CODE = re.compile(r"^\d{3} \d{3}$")


@pytest.fixture
def mapping(tmp_path: Path) -> str:
    """The mapping of a city of this test alone."""
    return str(City(tmp_path, period=60).mapping_path)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One room for all tests that need no settings of their own."""
    folder = tmp_path_factory.mktemp("walls")
    settings = {"MAPPINGS": str(City(folder, period=60).mapping_path), "POLL_SECONDS": "0.5"}
    running = RunningServer(("serve",), settings, folder)
    running.start()
    yield running
    running.kill()


@pytest.fixture
def server(room: RunningServer) -> Iterator[RunningServer]:
    """That room; codes and walls of a test are gone before the next."""
    yield room
    admin = admin_of(room)
    for number in re.findall('name="revoke".*?value="([0-9]+)"', admin.ask("/admin/walls")[1]):
        admin.ask("/admin/walls", {"revoke": number})
    store = Store(f"sqlite:///{room.log.parent / 'var' / 'store.db'}")
    forget_pairings(store, datetime.now(UTC) + OPEN_FOR)
    store.close()


class Browser:
    """A browser without a screen: it keeps its cookies, sends forms as a page of the room does, follows nothing."""

    def __init__(self, server: RunningServer, **cookies: str) -> None:
        self.server = server
        self.cookies = dict(cookies)
        self.location = ""

    def ask(self, path: str, form: Mapping[str, str] | None = None, **headers: str) -> tuple[int, str]:
        """Status and text of an answer; its cookies are kept, those that it takes back forgotten."""
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        sent |= {"Origin": self.server.url} if form is not None else {}
        asked = urllib.request.Request(self.server.url + path, data, sent | headers)  # noqa: S310 -- our own server
        try:
            answer = urllib.request.build_opener(_Staying).open(asked, timeout=20)
        except urllib.error.HTTPError as refusal:
            answer = refusal
        with answer:
            for line in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = line.partition(";")[0].partition("=")
                self.cookies.pop(name, None)
                self.cookies |= {name: value} if value else {}
            self.location = answer.headers.get("Location") or ""
            return answer.status, answer.read().decode()

    def copy(self) -> "Browser":
        """Another browser with the same cookies, as a thief would have them."""
        return Browser(self.server, **self.cookies)


class _Staying(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object, **_more: object) -> None:
        return None


def admin_of(server: RunningServer) -> Browser:
    return Browser(server, **{COOKIE: _admin_token(server)})


@cache
def _admin_token(server: RunningServer) -> str:
    return server.sign_in("admin")


def code_of(wall: Browser) -> str:
    status, text = wall.ask("/api/pair", {"new": "1"})
    assert status == 200, text
    code: str = json.loads(text)["code"]
    return code


def approve(admin: Browser, code: str, name: str = "시장실 월", network: str = LOCAL) -> tuple[int, str]:
    return admin.ask("/admin/walls", {"code": code, "name": name, "network": network})


def paired(server: RunningServer, admin: Browser, name: str = "시장실 월") -> Browser:
    """A wall that has been paired and holds its token."""
    wall = Browser(server)
    status, text = approve(admin, code_of(wall), name)
    assert status == 303, text
    status, text = wall.ask("/api/pair", {})
    assert json.loads(text)["state"] == "paired"
    assert set(wall.cookies) == {WALL}
    return wall


def test_a_browser_shows_a_code_and_becomes_the_wall_that_an_administrator_says(
    server: RunningServer, visit: Callable[..., Visit]
) -> None:
    wall, desk = visit(), visit(1440, 900)
    wall.context.clear_cookies()
    desk.context.clear_cookies()
    cookie = {
        "name": COOKIE,
        "value": admin_of(server).cookies[COOKIE],
        "url": "https://127.0.0.1/",
        "secure": True,
    }
    desk.context.add_cookies([cookie])  # type: ignore[list-item]
    wall.page.goto(f"{server.url}/pair?next=%2Ftimeline")
    shown = wall.page.locator("[data-code]")
    expect(shown).to_have_text(CODE)
    assert "사업" not in wall.page.locator("body").inner_text()

    desk.page.goto(f"{server.url}/admin/walls")
    desk.page.get_by_label(KOREAN.walls_code).fill(shown.inner_text())
    desk.page.get_by_label(KOREAN.walls_name).fill("시장실 월")
    desk.page.get_by_label(KOREAN.walls_network).fill("127.0.0.1")
    desk.page.get_by_role("button", name=KOREAN.walls_button, exact=True).click()

    expect(wall.page).to_have_url(f"{server.url}/timeline")
    expect(wall.page.locator(".top")).to_be_visible()
    [token] = wall.context.cookies()
    assert (token["name"], token["secure"], token["httpOnly"]) == (WALL, True, True)
    assert len(token["value"]) >= 43
    assert token["value"] not in wall.page.content()
    assert token["value"] not in server.tail()
    expect(wall.page.locator("#page > *").first).to_be_attached()
    wall.page.get_by_text(KOREAN.nav_more).first.click()
    expect(wall.page.locator("#react-entry-point .visitor")).to_contain_text("시장실 월(벽면)")

    desk.page.reload()
    expect(desk.page.locator(".wall-paired")).to_have_text(KOREAN.wall_states["paired"])
    desk.page.get_by_role("button", name=KOREAN.walls_revoke).click()
    expect(desk.page.get_by_role("status")).to_contain_text("끊었습니다")

    expect(wall.page.get_by_role("heading", name=KOREAN.pair_title)).to_be_visible(timeout=60_000)
    expect(wall.page.locator("[data-code]")).to_have_text(CODE)
    assert "시장실" not in wall.page.content()
    wall.take_complaints()  # the browser's own line about the 401


def test_a_wall_that_is_cut_off_shows_no_figure_and_then_a_code(
    server: RunningServer, visit: Callable[..., Visit]
) -> None:
    """F17: the page of a wall itself, which asks for its news by a held question."""
    admin, looking = admin_of(server), visit()
    token = paired(server, admin, "회의실 월").cookies[WALL]
    looking.context.clear_cookies()
    cookie = {"name": WALL, "value": token, "url": "https://127.0.0.1/", "secure": True}
    looking.context.add_cookies([cookie])  # type: ignore[list-item]
    looking.page.goto(f"{server.url}/wall")
    expect(looking.page.locator("[data-key]").first).to_be_attached()
    _, listed = admin.ask("/admin/walls")
    [number] = re.findall('회의실 월.*?name="revoke".*?value="([0-9]+)"', listed, re.DOTALL)[:1]

    admin.ask("/admin/walls", {"revoke": number})

    expect(looking.page.locator(".slot.on h1")).to_have_text("인증 필요", timeout=60_000)
    assert looking.page.locator("[data-key], [data-project]").count() == 0
    expect(looking.page.locator("[data-code]")).to_have_text(CODE, timeout=60_000)
    looking.take_complaints()  # the browser's own lines about the 401


def test_many_tokens_follow_each_other_and_the_page_notices_nothing(
    start_server: Callable[..., RunningServer], mapping: str, visit: Callable[..., Visit]
) -> None:
    server = start_server(MAPPINGS=mapping, POLL_SECONDS="0.3", WALL_ROTATION_MINUTES="0.005")
    one = visit()
    one.context.clear_cookies()
    token = paired(server, admin_of(server)).cookies[WALL]
    one.context.add_cookies([{"name": WALL, "value": token, "url": "https://127.0.0.1/", "secure": True}])
    one.page.goto(server.url)
    expect(one.page.locator(".tile").first).to_be_visible()
    one.page.evaluate("window.stayed = true")
    tokens = {token}

    def look() -> bool:
        with one.page.expect_response("**/api/version**"):
            pass
        tokens.update(cookie["value"] for cookie in one.context.cookies())
        return len(tokens) > ROTATIONS

    until(look, "the tokens came", 120.0)

    assert one.page.evaluate("window.stayed")
    expect(one.page.locator(".tile").first).to_be_visible()
    assert Browser(server, **{WALL: token}).ask("/api/version")[0] == 401


def test_a_lost_answer_leaves_the_older_token_good_until_another_comes(
    start_server: Callable[..., RunningServer], mapping: str
) -> None:
    server = start_server(MAPPINGS=mapping, WALL_ROTATION_MINUTES="0.02")
    wall = paired(server, admin_of(server))
    kept = dict(wall.cookies)

    def another() -> bool:
        assert wall.ask("/api/version")[0] == 200
        return wall.cookies != kept

    until(another, "another token came", 20.0)

    wall.cookies = dict(kept)  # the answer never arrived
    assert wall.ask("/")[0] == 200
    until(another, "another token came again", 20.0)

    assert wall.ask("/api/version")[0] == 200


def test_a_stolen_token_is_worth_nothing_after_two_changes_and_a_thief_who_stays_is_noticed(
    start_server: Callable[..., RunningServer], mapping: str
) -> None:
    server = start_server(MAPPINGS=mapping, WALL_ROTATION_MINUTES="0.02")
    admin = admin_of(server)
    wall = paired(server, admin)
    thief = wall.copy()
    seen = {wall.cookies[WALL]}

    def two_changes() -> bool:
        assert wall.ask("/api/version")[0] == 200
        seen.add(wall.cookies[WALL])
        return len(seen) > 2

    until(two_changes, "two further tokens came", 20.0)
    until(lambda: thief.ask("/api/version")[0] == 401, "the oldest token is refused", 30.0)
    assert thief.ask("/")[0] == 303

    # A thief who goes on asking leaves the wall with a token that is too old: the wall shows a code.
    thief = wall.copy()
    seen = {thief.cookies[WALL]}

    def thief_changes() -> bool:
        thief.ask("/api/version")
        seen.add(thief.cookies[WALL])
        return len(seen) > 2

    until(thief_changes, "the thief got two tokens", 20.0)
    until(lambda: wall.ask("/api/version")[0] == 401, "the wall is refused", 30.0)
    assert wall.ask("/?past_plan=yes")[0] == 303
    assert wall.location.startswith("/pair")
    number = (
        admin.ask("/admin/walls")[1].partition('name="revoke"')[2].partition('value="')[2].partition('"')[0]
    )
    assert admin.ask("/admin/walls", {"revoke": number})[0] == 200
    assert thief.ask("/api/version")[0] == 401
    assert paired(server, admin).ask("/")[0] == 200


def test_a_wall_looks_and_does_nothing(server: RunningServer) -> None:
    wall = paired(server, admin_of(server))

    assert wall.ask("/")[0] == 200
    for path in (
        "/admin/walls",
        "/admin/accounts",
        "/api/projects",
        "/data",
        "/projects",
        "/account",
        "/admin",
    ):
        assert wall.ask(path)[0] in (403, 303), path
    for path, form in (
        ("/admin/walls", {"code": "123456", "name": "둘째", "network": LOCAL}),
        ("/admin/walls", {"revoke": "1"}),
        ("/admin/accounts", {"act": "add", "name": "mine", "role": "admin"}),
    ):
        assert wall.ask(path, form)[0] == 403, path
    body = {
        "output": "notice.children",
        "outputs": {"id": "notice", "property": "children"},
        "inputs": [{"id": "pressed", "property": "data", "value": None}],
        "changedPropIds": ["pressed.data"],
    }
    assert wall.ask("/_dash-update-component", {"body": json.dumps(body)})[0] in (400, 403, 415)


def test_a_wall_is_bound_to_its_network(start_server: Callable[..., RunningServer], mapping: str) -> None:
    server = start_server(MAPPINGS=mapping, TRUSTED_PROXY="127.0.0.1")
    wall = paired(server, admin_of(server))

    assert wall.ask("/api/version", None, **{"X-Forwarded-For": "127.0.3.4"})[0] == 200
    assert wall.ask("/api/version", None, **{"X-Forwarded-For": "10.9.9.9"})[0] == 401
    assert wall.ask("/api/version")[0] == 200


def test_a_code_from_another_network_makes_no_wall(server: RunningServer) -> None:
    status, text = approve(admin_of(server), code_of(Browser(server)), network="10.1.2.0/24")

    assert status == 422
    assert KOREAN.wall_refusals["other_network"] in text


def test_codes_are_not_guessed(start_server: Callable[..., RunningServer], mapping: str) -> None:
    server = start_server(MAPPINGS=mapping)
    admin, wall = admin_of(server), Browser(server)
    code = code_of(wall)
    wrong = "000000" if code != "000000" else "000001"
    for _ in range(5):
        status, text = approve(admin, wrong)
        assert status == 422
        assert KOREAN.wall_refusals["unknown_code"] in text

    assert KOREAN.wall_refusals["too_many_tries"] in approve(admin, code)[1]
    assert json.loads(wall.ask("/api/pair", {})[1])["state"] == "waiting"


def test_one_address_gets_few_codes_and_asks_no_more_than_it_may(
    start_server: Callable[..., RunningServer], mapping: str
) -> None:
    server = start_server(MAPPINGS=mapping)
    for _ in range(5):
        assert code_of(Browser(server))

    sixth = Browser(server)
    assert json.loads(sixth.ask("/api/pair", {"new": "1"})[1])["state"] == "full"
    assert sixth.cookies == {}
    statuses = [sixth.ask("/api/pair", {"new": "1"})[0] for _ in range(60)]
    assert 429 in statuses
    assert set(statuses) <= {200, 429}


def test_only_an_administrator_makes_a_wall(server: RunningServer) -> None:
    code = code_of(Browser(server))
    for role in ("staff", "mayor", "auditor"):
        other = Browser(server, **{COOKIE: server.sign_in(role)})
        assert approve(other, code)[0] == 403
        assert other.ask("/admin/walls")[0] == 403

    stranger = Browser(server)
    assert approve(stranger, code)[0] == 401
    assert stranger.ask("/admin/walls")[0] == 303


def test_a_form_of_another_place_pairs_nothing(server: RunningServer) -> None:
    admin, wall = admin_of(server), Browser(server)
    form = {"code": code_of(wall), "name": "시장실 월", "network": LOCAL}

    assert admin.ask("/admin/walls", form, **{"Sec-Fetch-Site": "cross-site"})[0] == 403
    assert Browser(server).ask("/api/pair", {}, **{"Sec-Fetch-Site": "cross-site"})[0] == 403
    assert json.loads(wall.ask("/api/pair", {})[1])["state"] == "waiting"


def test_a_wall_whose_time_is_over_shows_a_code(
    start_server: Callable[..., RunningServer], mapping: str
) -> None:
    server = start_server(MAPPINGS=mapping, WALL_DAYS="0.00006")
    wall = paired(server, admin_of(server))

    until(lambda: wall.ask("/api/version")[0] == 401, "its time is over", 20.0)

    assert wall.ask("/")[0] == 303
    assert wall.location == "/pair"


def test_a_wall_goes_on_when_the_server_starts_again(
    start_server: Callable[..., RunningServer], mapping: str
) -> None:
    server = start_server(MAPPINGS=mapping)
    wall = paired(server, admin_of(server))
    server.kill()
    server.start()

    assert wall.ask("/api/version")[0] == 200


def test_an_administrator_keeps_the_accounts(server: RunningServer) -> None:
    admin = admin_of(server)
    page = "/admin/accounts"
    new = {"act": "add", "name": "mayor7", "role": "mayor", "label": "시장", "password": PASSWORD}

    status, text = admin.ask(page, new)
    assert status == 200
    assert KOREAN.accounts_done["add"].format(name="mayor7") in text
    assert PASSWORD not in text
    server.change_password(server.enter("mayor7"), PASSWORD, "스스로-고른-2026")
    token = server.enter("mayor7", "스스로-고른-2026")
    for act, more in (("lock", {}), ("unlock", {}), ("password", {"password": "다른-비밀번호-2026"})):
        assert admin.ask(page, {"act": act, "name": "mayor7", **more})[0] == 200
        assert Browser(server, **{COOKIE: token}).ask("/api/session", {})[0] in (200, 401)
    until(lambda: Browser(server, **{COOKIE: token}).ask("/api/version")[0] == 401, "the session ended", 30.0)
    assert server.enter("mayor7", "다른-비밀번호-2026")
    assert KOREAN.accounts_by_first_password in admin.ask(page)[1]
    assert admin.ask(page, {"act": "role", "name": "mayor7", "role": "editor", "department": "D1"})[0] == 200
    assert "부서 입력자 · D1" in admin.ask(page)[1]
    assert admin.ask(page, {"act": "remove", "name": "mayor7"})[0] == 200
    assert "mayor7" not in admin.ask(page)[1]


def test_what_cannot_be_done_with_an_account_is_said(server: RunningServer) -> None:
    admin = admin_of(server)
    new = {"act": "add", "name": "kim", "role": "mayor", "password": PASSWORD}
    before = server.command("user", "list")
    forms: list[dict[str, str]] = [
        new | {"password": "weak"},
        new | {"password": ""},
        new | {"name": "Kim!"},
        new | {"role": "wall"},
        new | {"role": "king"},
        new | {"role": "editor"},
        new | {"label": "x" * 200},
        {"act": "add", "name": "kim", "password": PASSWORD},
        {"act": "crown", "name": "kim"},
        {"act": "remove", "name": "nobody"},
        {"act": "remove", "name": "admin0"},
        {"act": "lock", "name": "admin0"},
        {"act": "role", "name": "admin0", "role": "mayor"},
        {},
    ]

    for form in forms:
        status, text = admin.ask("/admin/accounts", form)
        assert status == 422, form
        assert 'role="alert"' in text, form

    assert server.command("user", "list") == before


def test_walls_and_accounts_are_on_record_and_no_secret_is(server: RunningServer) -> None:
    admin = admin_of(server)
    wall = paired(server, admin, "기록 월")
    admin.ask("/admin/accounts", {"act": "add", "name": "rec1", "role": "auditor", "password": PASSWORD})
    path = server.log.parent / "record.csv"
    server.command("audit", "export", str(path))
    text = path.read_text(encoding="utf-8-sig")

    assert "approve 기록 월" in text
    assert "paired 기록 월" in text
    assert "add rec1" in text
    assert PASSWORD not in text
    assert wall.cookies[WALL] not in text


def test_while_the_store_is_away_a_known_wall_looks_on_and_a_stranger_is_told(
    start_server: Callable[..., RunningServer], mapping: str, own_postgres: PostgresServer
) -> None:
    server = start_server(MAPPINGS=mapping, STORE_URL=own_postgres.create_database())
    admin = admin_of(server)
    wall = paired(server, admin)
    assert wall.ask("/")[0] == 200
    own_postgres.stop()

    assert wall.ask("/api/version")[0] == 200
    assert Browser(server, **{WALL: "x" * 43}).ask("/api/version")[0] == 503
    assert Browser(server).ask("/api/pair", {"new": "1"})[0] == 503
    assert Browser(server).ask("/pair")[0] == 200
    for path in ("/admin/walls", "/admin/accounts"):
        assert admin.ask(path)[0] == 503

    own_postgres.start()
    assert wall.ask("/api/version")[0] == 200


def test_an_administrator_sees_of_every_wall_what_it_shows_and_how_its_browser_is(
    server: RunningServer,
) -> None:
    admin = admin_of(server)
    wall = paired(server, admin, "심장 월")
    staff = Browser(server, **{COOKIE: server.sign_in("staff")})
    said = {"hold": "0", "scene": "board", "build": "b0", "heap": "82", "nodes": "1420", "size": "3840x2160"}
    assert wall.ask("/api/wall", said)[0] == 200
    assert staff.ask("/api/wall", said | {"heap": "", "paused": "1"})[0] == 200

    page = admin.ask("/admin/walls")[1]

    ours = page.partition(KOREAN.heard_title)[2]
    paired_there, _, others = ours.partition(KOREAN.heard_others)
    for text in ("심장 월", "82 MB", "1,420개", "3840x2160", "공약 한눈에", "다름: b0", KOREAN.heard_there):
        assert text in paired_there, text
    for text in ("staff0", KOREAN.missing, KOREAN.remote_said["touched"]):
        assert text in others, text
    assert "심장 월" not in others


def test_staff_lead_a_paired_wall_by_its_name_and_the_wall_leads_nobody(server: RunningServer) -> None:
    wall = paired(server, admin_of(server), "이끌 월")
    assert wall.ask("/api/wall", {"hold": "0", "scene": "board"})[0] == 200
    staff = Browser(server, **{COOKIE: server.sign_in("staff")})

    assert staff.ask("/api/lead", {"wall": "이끌 월", "command": "pause"})[0] == 200
    assert json.loads(wall.ask("/api/wall", {"hold": "0"})[1])["lead"]["is_paused"]
    assert wall.ask("/api/lead", {"wall": "", "command": "go_on"})[0] == 403
    assert wall.ask("/remote")[0] == 403
    assert wall.ask("/api/remote", {})[0] == 403
    assert wall.ask("/api/lead", {"wall": "", "command": "guest"})[0] == 200
    told = json.loads(staff.ask("/api/remote", {})[1])
    assert {each["name"]: each["is_guest"] for each in told["walls"]}["이끌 월"]
