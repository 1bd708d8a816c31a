"""Signing in and out against a real server, through its real forms and commands, in a real browser."""

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.account_commands import FIRST
from dashboard.domain.words import KOREAN
from tests.support.browser import Visit
from tests.support.city import City
from tests.support.server import COOKIE, FIRST_PASSWORD, PASSWORD, RunningServer


@pytest.fixture
def mapping(tmp_path: Path) -> str:
    """The mapping of a city of this test alone."""
    return str(City(tmp_path, period=60).mapping_path)


@pytest.fixture
def server(start_server: Callable[..., RunningServer], mapping: str) -> RunningServer:
    """A room with a city of its own, and accounts: nobody is let in who has not signed in."""
    return start_server(MAPPINGS=mapping)


def ask(
    server: RunningServer, path: str, cookie: str = "", method: str = "GET", **headers: str
) -> tuple[int, bytes, Mapping[str, str]]:
    """Status, body and headers of an answer, redirects not followed."""

    class Staying(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object, **_more: object) -> None:
            return None

    sent = {"Cookie": f"{COOKIE}={cookie}"} if cookie else {}
    asked = urllib.request.Request(server.url + path, headers=sent | headers, method=method)  # noqa: S310 -- our own server
    if method == "POST":
        asked.data = b""
        asked.add_header("Origin", server.url)
    try:
        with urllib.request.build_opener(Staying).open(asked, timeout=20) as answer:
            return answer.status, answer.read(), dict(answer.headers)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.read(), dict(refusal.headers)


def test_a_person_is_led_to_the_form_and_back_to_what_was_wanted(
    server: RunningServer, visit: Callable[..., Visit]
) -> None:
    one = visit()
    one.context.clear_cookies()
    page = one.page
    page.goto(f"{server.url}/timeline?group=area")
    expect(page.get_by_role("heading", name=KOREAN.sign_in_title)).to_be_visible()
    assert "사업" not in page.locator("body").inner_text()

    fill(page, "staff0", "틀린-비밀번호-1")
    expect(page.get_by_role("alert")).to_contain_text("로그인하지 못했습니다")
    expect(page.get_by_label(KOREAN.sign_in_name)).to_have_value("staff0")
    fill(page, "staff0", PASSWORD)

    expect(page).to_have_url(f"{server.url}/timeline?group=area")
    expect(page.locator("#page > *").first).to_be_attached()
    page.get_by_text(KOREAN.nav_more).first.click()
    expect(page.locator("#react-entry-point .visitor")).to_contain_text("staff0(정책 담당)")
    [cookie] = one.context.cookies()
    assert (cookie["name"], cookie["secure"], cookie["httpOnly"], cookie["path"]) == (COOKIE, True, True, "/")
    page.get_by_role("button", name=KOREAN.sign_out).click()

    expect(page.get_by_role("heading", name=KOREAN.sign_in_title)).to_be_visible()
    assert ask(server, "/", cookie["value"])[0] == 303
    assert one.context.cookies() == []
    one.take_complaints()  # the browser's own line about the 401 of the wrong password


def fill(page: Page, name: str, password: str) -> None:
    page.get_by_label(KOREAN.sign_in_name).fill(name)
    page.get_by_label(KOREAN.sign_in_password).fill(password)
    page.get_by_role("button", name=KOREAN.sign_in_button).click()


def test_signing_in_leads_to_no_other_place(server: RunningServer, visit: Callable[..., Visit]) -> None:
    for wanted in ("https://example.org/", "//example.org/x", "javascript:alert(1)", "/\\example.org"):
        one = visit()
        one.context.clear_cookies()
        one.page.goto(f"{server.url}/sign-in?next={urllib.parse.quote(wanted)}")
        fill(one.page, "staff0", PASSWORD)
        expect(one.page.locator(".top").first).to_be_visible()
        assert one.page.url == f"{server.url}/"


def test_a_page_that_stays_open_shows_nothing_any_more_when_its_session_ends(
    server: RunningServer, visit: Callable[..., Visit]
) -> None:
    one = visit()
    one.page.goto(server.url)
    expect(one.page.locator(".tile").first).to_be_visible()

    server.command("user", "lock", "staff0")

    expect(one.page.get_by_role("heading", name=KOREAN.sign_in_title)).to_be_visible(timeout=30_000)
    expect(one.page.locator(".tile")).to_have_count(0)
    one.take_complaints()


def test_every_session_gets_a_token_of_its_own_and_an_old_one_is_worth_nothing(server: RunningServer) -> None:
    one, two = server.enter("staff0"), server.enter("staff0")
    assert one != two

    assert ask(server, "/sign-out", one, "POST")[0] == 303

    assert ask(server, "/api/version", one)[0] == 401
    assert ask(server, "/api/version", two)[0] == 200
    assert ask(server, "/api/version", two[:-1] + "x")[0] == 401


def test_a_session_ends_after_a_while_without_use_whatever_the_page_asks_by_itself(
    start_server: Callable[..., RunningServer], mapping: str, visit: Callable[..., Visit]
) -> None:
    server = start_server(MAPPINGS=mapping, SESSION_IDLE_MINUTES="0.3")
    one = visit()
    one.page.goto(server.url)
    warning = one.page.locator("#react-entry-point .session-ends")
    expect(warning).to_contain_text("자동으로 로그아웃")
    warning.get_by_role("button", name=KOREAN.session_stay).click()

    expect(one.page.get_by_role("heading", name=KOREAN.sign_in_title)).to_be_visible(timeout=60_000)
    one.take_complaints()


def test_a_remote_that_is_left_open_offers_to_stay(
    start_server: Callable[..., RunningServer], mapping: str, visit: Callable[..., Visit]
) -> None:
    server = start_server(MAPPINGS=mapping, SESSION_IDLE_MINUTES="1.1")
    remote = visit().page
    remote.goto(f"{server.url}/remote")
    warning = remote.locator(".session-ends")
    expect(warning).to_contain_text("자동으로 로그아웃")

    with remote.expect_response("**/api/session"):
        warning.get_by_role("button", name=KOREAN.session_stay).click()

    expect(warning).to_be_hidden()


def test_five_wrong_passwords_lock_the_account_and_the_sentence_is_the_same(server: RunningServer) -> None:
    for _ in range(5):
        with pytest.raises(AssertionError, match=" "):
            server.enter("staff0", "틀린-비밀번호-1")

    with pytest.raises(AssertionError):
        server.enter("staff0")
    assert "staff0\tstaff\tstaff0\t-\t잠김" in server.command("user", "list")

    server.command("user", "unlock", "staff0")

    assert server.enter("staff0")


def test_another_password_ends_every_session(server: RunningServer, visit: Callable[..., Visit]) -> None:
    elsewhere = server.enter("staff0")
    one = visit()
    one.page.goto(f"{server.url}/account")
    one.page.get_by_label(KOREAN.password_now, exact=True).fill(PASSWORD)
    one.page.get_by_label(KOREAN.password_new, exact=True).fill("새로운-2026-비밀")
    one.page.get_by_label(KOREAN.password_again, exact=True).fill("새로운-2026-비밀")
    one.page.get_by_role("button", name=KOREAN.password_button, exact=True).click()

    expect(one.page.get_by_role("heading", name=KOREAN.sign_in_title)).to_be_visible()
    assert ask(server, "/api/version", elsewhere)[0] == 401
    with pytest.raises(AssertionError):
        server.enter("staff0")
    assert server.enter("staff0", "새로운-2026-비밀")


def test_every_browser_of_an_account_is_signed_out_at_once(
    server: RunningServer, visit: Callable[..., Visit]
) -> None:
    elsewhere = server.enter("staff0")
    one = visit()
    one.page.goto(f"{server.url}/account")
    one.page.get_by_role("button", name=KOREAN.everywhere_button).click()

    expect(one.page.get_by_role("heading", name=KOREAN.sign_in_title)).to_be_visible()
    assert ask(server, "/api/version", elsewhere)[0] == 401


@pytest.mark.parametrize("way", ["command", "page", "another by command", "another by page"])
def test_a_password_that_somebody_else_has_set_is_good_for_changing_it_and_for_nothing_else(
    server: RunningServer, way: str
) -> None:
    given = given_by(server, way)

    token = server.enter("head", given)

    for path in ("/", "/projects", "/admin", "/admin/accounts", "/nowhere"):
        status, _, headers = ask(server, path, token)
        assert (status, headers.get("Location")) == (303, "/account"), path
    for path in ("/api/version", "/api/search?q=1", "/api/projects", "/_dash-layout", "/metrics"):
        status, body, _ = ask(server, path, token)
        assert (status, json.loads(body)["code"]) == (403, "change_password"), path
    for path in ("/export/projects.csv", "/_dash-update-component", "/admin/accounts", "/api/printed"):
        assert ask(server, path, token, "POST")[0] == 403, path
    page = ask(server, "/account", token)[1].decode()
    assert KOREAN.password_first in page
    assert 'href="/"' not in page

    server.change_password(token, given)
    assert ask(server, "/api/version", token)[0] == 401
    own = server.enter("head")
    assert ask(server, "/api/version", own)[0] == 200
    assert KOREAN.password_first not in ask(server, "/account", own)[1].decode()


def given_by(server: RunningServer, way: str) -> str:
    """The password that an administrator has given to the account "head", in one of the ways there are."""
    other = "관리자가-정한-2026"
    if way == "page":
        keep_accounts(server, act="add", name="head", role="admin", password=FIRST_PASSWORD)
        return FIRST_PASSWORD
    server.command("user", "add", "head", "--role", "admin", given=FIRST_PASSWORD)
    if way == "command":
        return FIRST_PASSWORD
    server.change_password(server.enter("head", FIRST_PASSWORD), FIRST_PASSWORD, "스스로-고른-2026")
    if way == "another by page":
        keep_accounts(server, act="password", name="head", password=other)
    else:
        assert FIRST in server.command("user", "password", "head", given=other)
    return other


def keep_accounts(server: RunningServer, **form: str) -> None:
    """What an administrator does on the page of the accounts."""
    data = urllib.parse.urlencode(form).encode()
    sent = {"Origin": server.url, "Cookie": f"{COOKIE}={server.sign_in('admin')}"}
    asked = urllib.request.Request(f"{server.url}/admin/accounts", data, sent)  # noqa: S310 -- our own server
    with urllib.request.urlopen(asked, timeout=20) as answer:  # noqa: S310 -- our own server
        assert answer.status == 200


def test_the_page_that_changes_a_first_password_leads_on(
    server: RunningServer, visit: Callable[..., Visit]
) -> None:
    server.command("user", "add", "head", "--role", "mayor", given=FIRST_PASSWORD)
    one = visit()
    one.context.clear_cookies()
    one.page.goto(f"{server.url}/timeline")
    fill(one.page, "head", FIRST_PASSWORD)
    expect(one.page.get_by_role("status")).to_have_text(KOREAN.password_first)
    for label, text in (
        (KOREAN.password_now, FIRST_PASSWORD),
        (KOREAN.password_new, PASSWORD),
        (KOREAN.password_again, PASSWORD),
    ):
        one.page.get_by_label(label, exact=True).fill(text)
    one.page.get_by_role("button", name=KOREAN.password_button, exact=True).click()
    fill(one.page, "head", PASSWORD)

    expect(one.page.locator("#page > *").first).to_be_attached()


def test_a_form_of_another_place_is_refused(server: RunningServer) -> None:
    token = server.enter("staff0")

    refused = ask(server, "/sign-out", token, "POST", **{"Sec-Fetch-Site": "cross-site"})

    assert refused[0] == 403
    assert ask(server, "/api/version", token)[0] == 200


def admin_token(server: RunningServer) -> str:
    """A session of an administrator, begun before administrators had networks of their own."""
    token = server.sign_in("admin")
    server.stop()
    return token


def test_administrators_come_from_their_networks_alone(
    start_server: Callable[..., RunningServer], mapping: str
) -> None:
    token = admin_token(start_server(MAPPINGS=mapping))

    server = start_server(MAPPINGS=mapping, ADMIN_NETWORKS="10.1.2.0/24, 192.0.2.7")

    assert ask(server, "/api/version", token)[0] == 401
    assert ask(server, "/api/version", server.sign_in("auditor"))[0] == 200


def test_a_proxy_is_believed_only_when_it_is_the_one_that_was_named(
    start_server: Callable[..., RunningServer], mapping: str
) -> None:
    token = admin_token(start_server(MAPPINGS=mapping))
    server = start_server(MAPPINGS=mapping, ADMIN_NETWORKS="10.1.2.0/24")
    forged = {"X-Forwarded-For": "10.1.2.3"}
    assert ask(server, "/api/version", token, **forged)[0] == 401
    server.stop()

    behind = start_server(MAPPINGS=mapping, ADMIN_NETWORKS="10.1.2.0/24", TRUSTED_PROXY="127.0.0.1")

    assert ask(behind, "/api/version", token, **forged)[0] == 200
    assert ask(behind, "/api/version", token, **{"X-Forwarded-For": "10.9.9.9"})[0] == 401


def test_health_is_told_to_anyone_without_a_name_or_a_cause(server: RunningServer) -> None:
    status, body, _ = ask(server, "/healthz")

    assert status == 200
    assert set(json.loads(body)) == {"version", "as_of", "store", "sources"}
    assert "시험" not in body.decode()


# -- starts that are refused -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY가 없습니다"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY=(숨김)"),
        ({"SECRET_KEY": "a" * 40}, "되풀이"),
        ({"SECRET_KEY": "", "DEMO": "1", "HOST": "0.0.0.0"}, "이 컴퓨터에서만"),
        ({"ADMIN_NETWORKS": "10.0.0.1/8"}, "ADMIN_NETWORKS"),
        ({"PASSWORD_HASH": "md5"}, "PASSWORD_HASH"),
    ],
)
def test_a_room_that_would_stand_open_does_not_start(
    start_server: Callable[..., RunningServer], mapping: str, environment: dict[str, str], sentence: str
) -> None:
    server = start_server(wait=False, MAPPINGS=mapping, **environment)

    assert server.wait() == 1
    last = server.tail().strip().splitlines()[-1]
    assert sentence in last
    assert "Traceback" not in server.tail()


# -- the demo ----------------------------------------------------------------------------------


def test_a_demo_lets_a_local_visitor_in_as_policy_staff_and_says_so(
    demo_server: RunningServer, visit: Callable[..., Visit]
) -> None:
    one = visit()
    one.page.goto(demo_server.url)
    expect(one.page.locator("#page > *").first).to_be_attached()
    one.page.get_by_text(KOREAN.nav_more).first.click()

    expect(one.page.locator("#react-entry-point .visitor")).to_contain_text("로그인 없이 정책 담당 권한")


@pytest.mark.parametrize(
    "header",
    ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP", "X-Forwarded-Host", "X-Forwarded-Proto"],
)
def test_a_demo_behind_a_proxy_refuses_everything(demo_server: RunningServer, header: str) -> None:
    for path in ("/", "/api/version", "/healthz", "/assets/tokens.css", "/_dash-layout"):
        assert ask(demo_server, path, **{header: "10.0.0.1"})[0] == 403


@pytest.mark.parametrize("host", ["pledges.example.org", "10.0.0.1", "localhost.example.org"])
def test_a_demo_asked_under_another_name_refuses_everything(demo_server: RunningServer, host: str) -> None:
    for path in ("/", "/api/version", "/healthz", "/assets/tokens.css"):
        assert ask(demo_server, path, Host=host)[0] == 421
