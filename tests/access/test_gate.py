"""Every rule of the URL map for every role and every method; a route that the gate does not know is closed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from callbacks.doors import Entrance
from callbacks.gate import NEEDS, PAGE_ACTIONS, Need
from dashboard import urls
from dashboard.account_keeping import AccountKeeping
from dashboard.app import create_app
from dashboard.central import CentralSignIn, Provider
from dashboard.domain.access import ACTIONS, Action, Actor, Role
from dashboard.domain.words import KOREAN
from dashboard.pairing import PairedWalls, WallTimes
from dashboard.signing_in import Limits, Sessions
from dashboard.wall_room import WallRoom
from db.accounts import Accounts
from db.store import Store
from db.wall_notes import WallNotes
from db.walls import Walls
from tests.callbacks.application import HeldRoom, OpenDoor, settings
from tests.support.recorded import Recorded

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
OWN = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
ROLES: tuple[Role | None, ...] = (None, *Role)
REFUSED = {401, 403, 404, 405}
FILLED = {
    urls.WALL_SCENE_PATH: f"{urls.WALL_SCENE_PATH}?key=board",
    "/<path:path>": "/projects",
    "/export/projects.<kind>": "/export/projects.csv",
    "/export/<path:path>.hwpx": "/export/report.hwpx",
    "/assets/<path:filename>": "/assets/tokens.css",
    "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": (
        "/_dash-component-suites/plotly/package_data/plotly.min.js"
    ),
}
"""Rules with places -> an address that fits."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('gate') / 'store.db'}")
    store.upgrade()
    yield store
    store.close()


def server_of(role: Role | None, store: Store, folder: Path) -> Flask:
    """The application of a room with accounts, in which everyone is of one role."""
    limits = Limits(timedelta(minutes=20), timedelta(hours=8))
    desk = Sessions(Accounts(store, b"k" * 32), limits, lambda: datetime.now(UTC), Recorded())
    actor = Actor("누구", role, "D1" if role is Role.EDITOR else None) if role else None
    times = WallTimes(timedelta(minutes=10), timedelta(days=30))
    walls = PairedWalls(Walls(store, b"k" * 32), times, lambda: datetime.now(UTC), Recorded())
    keeping = AccountKeeping(Accounts(store, b"k" * 32), lambda: datetime.now(UTC), Recorded(), KOREAN)
    nobody = Provider("https://127.0.0.1:9", "room", "", "sub")  # the discard port: the provider is away
    central = CentralSignIn(nobody, b"k" * 32, Accounts(store, b"k" * 32), desk.begin, Recorded())
    entrance = Entrance(OpenDoor(actor), desk, walls, keeping, central)
    room = WallRoom(WallNotes(store), Recorded(), lambda: datetime.now(UTC))
    server: Flask = create_app(HeldRoom(), settings(folder), entrance, walls=room).server
    return server


@pytest.fixture(scope="module")
def servers(store: Store, tmp_path_factory: pytest.TempPathFactory) -> dict[Role | None, Flask]:
    return {role: server_of(role, store, tmp_path_factory.mktemp("role")) for role in ROLES}


def rules(server: Flask) -> dict[str, set[str]]:
    """Rule -> its methods."""
    found: dict[str, set[str]] = {}
    for rule in server.url_map.iter_rules():
        found.setdefault(rule.rule, set()).update(rule.methods or ())
    return found


def test_every_rule_has_its_place_in_the_gate_and_the_gate_has_no_other(
    servers: dict[Role | None, Flask],
) -> None:
    known = rules(servers[Role.STAFF])

    assert set(known) == set(NEEDS), "say in callbacks/gate.py what a new route needs"
    for rule, methods in NEEDS.items():
        assert set(methods) in (known[rule] - {"HEAD", "OPTIONS"}, set()), rule
    assert set(PAGE_ACTIONS) == set(urls.Page)


def expected(rule: str, method: str, role: Role | None) -> bool:
    """Whether this role passes the gate, by the tables alone."""
    need = NEEDS.get(rule, {}).get("GET" if method == "HEAD" else method)
    if need is None:
        return False
    if need is Need.NOTHING:
        return True
    if need is Need.JUDGED:
        return role is not None and Action.MANAGE_SOURCES in ACTIONS[role]
    if role is None:
        return False
    if need is Need.PAGE:
        page = urls.parse(FILLED.get(rule, rule)).page
        return PAGE_ACTIONS[page] in ACTIONS[role]
    return need is Need.SIGNED_IN or need in ACTIONS[role]


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_the_whole_matrix(servers: dict[Role | None, Flask], role: Role | None) -> None:
    """The published figure: rules x methods of one role; none is open by mistake, none closed by mistake."""
    browser = servers[role].test_client()
    wrong = []
    count = 0
    for rule in rules(servers[role]):
        for method in METHODS:
            count += 1
            status = asked(browser, FILLED.get(rule, rule), method)
            passes = status not in REFUSED and not (status == 303 and is_led_away(rule, method))
            # The form without a name or a password is refused by the form, not by the gate.
            passes |= rule == urls.SIGN_IN_PATH and method == "POST" and status == 401
            if passes != expected(rule, method, role):
                wrong.append((rule, method, status))

    assert count == len(rules(servers[role])) * len(METHODS)
    assert not wrong, "\n".join(map(str, wrong))


def is_led_away(rule: str, method: str) -> bool:
    """Whether 303 there is the way to the page that signs in, and not the answer to a form."""
    forms = {(urls.SIGN_IN_PATH, "GET"), (urls.SIGN_IN_PATH, "HEAD"), (urls.SIGN_OUT_PATH, "POST")}
    leads_a_wall_back = rule == urls.PAIR_PATH and method in ("GET", "HEAD")
    return (rule, method) not in forms and not leads_a_wall_back


def asked(browser: FlaskClient, path: str, method: str) -> int:
    """The status; 303 from a page that is not the sign-in's own is the way to the sign-in."""
    answer = browser.open(path, method=method, headers=OWN, json={} if path == urls.CALLBACKS_PATH else None)
    answer.close()
    if answer.status_code == 303 and path == urls.ACCOUNT_PATH:
        # Who is signed in but has no session in the store, as here, is led back to the room.
        return 401 if urls.SIGN_IN_PATH in answer.headers["Location"] else 200
    return answer.status_code


def test_a_route_that_nobody_listed_is_closed_for_everyone(store: Store, tmp_path: Path) -> None:
    server = server_of(Role.ADMIN, store, tmp_path)

    @server.get("/api/forgotten")
    def forgotten() -> str:
        return "자료"

    assert server.test_client().get("/api/forgotten").status_code == 403


def test_whoever_is_not_signed_in_sees_no_data(servers: dict[Role | None, Flask]) -> None:
    browser = servers[None].test_client()
    for page in urls.PATHS.values():
        answer = browser.get(page)
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith("/sign-in")
        assert "사업" not in answer.get_data(as_text=True)
    for path in ("/_dash-layout", "/_dash-dependencies", "/api/version", "/api/search?q=1", "/api/projects"):
        assert browser.get(path).status_code == 401
    body = {"output": "x.y", "outputs": [], "inputs": [], "changedPropIds": [], "state": []}
    assert browser.post("/_dash-update-component", json=body, headers=OWN).status_code == 401


def test_whoever_opens_a_page_of_walls_signs_in_first_and_gets_back_there(
    servers: dict[Role | None, Flask],
) -> None:
    browser = servers[None].test_client()

    for path in ("/wall", "/remote", "/admin/walls"):
        answer = browser.get(path)
        assert answer.status_code == 303, path
        assert answer.headers["Location"] == f"/sign-in?next={path.replace('/', '%2F')}"
        assert urls.place(path) == path
    assert urls.place("https://elsewhere.example/wall") == urls.room()


def test_a_page_that_a_role_may_not_see_says_so_and_no_way_leads_there(
    servers: dict[Role | None, Flask],
) -> None:
    browser = servers[Role.WALL].test_client()

    refused = browser.get("/data")

    assert refused.status_code == 403
    text = refused.get_data(as_text=True)
    assert "벽면 권한으로는 이 화면을 볼 수 없습니다" in text
    assert "지금 갱신" not in text
    room = browser.get("/").get_data(as_text=True)
    for path in ("/projects", "/data", "/report", "/help"):
        assert f'href="{path}"' not in room
    assert 'href="/timeline"' in room


def test_what_a_role_may_not_do_is_not_offered(servers: dict[Role | None, Flask]) -> None:
    table = {role: servers[role].test_client().get("/projects").get_data(as_text=True) for role in Role}
    for role in set(Role) - {Role.WALL}:
        assert ("/export/" in table[role]) is (Action.EXPORT in ACTIONS[role]), role
        assert ('class="print"' in table[role]) is (Action.PRINT in ACTIONS[role]), role
        assert (KOREAN.view_save in table[role]) is (Action.SAVE_VIEW in ACTIONS[role]), role
