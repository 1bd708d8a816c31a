"""Signing in at the city's provider: against a real provider process, through the real pages."""

import re
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from dashboard.domain.words import KOREAN
from tests.access.test_walls import Browser
from tests.support.browser import Visit
from tests.support.city import City
from tests.support.oidc_provider import LONG_AGO, RunningProvider
from tests.support.server import COOKIE, PASSWORD, RunningServer

PERSON = "kim@city.example"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProvider]:
    running = RunningProvider(tmp_path_factory.mktemp("provider"))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def server(provider: RunningProvider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A room that knows the provider, and one person there."""
    folder = tmp_path_factory.mktemp("central")
    settings = {
        "MAPPINGS": str(City(folder, period=60).mapping_path),
        "OIDC_ISSUER": provider.issuer,
        "OIDC_CLIENT_ID": "pledge-room",
        "OIDC_CLIENT_SECRET": "a secret at the provider",
    }
    running = RunningServer(("serve",), settings, folder)
    running.start()
    running.command("user", "add", "kim", "--role", "mayor", "--label", "시장", "--subject", PERSON)
    yield running
    running.kill()


@pytest.fixture(autouse=True)
def sound(provider: RunningProvider) -> Iterator[None]:
    yield
    provider.err()


class Person(Browser):
    """Somebody who goes to the provider and comes back."""

    def leave(self, wanted: str = "/") -> str:
        """The address of the provider that the room leads to."""
        status, _ = self.ask(f"/sign-in/central?next={urllib.parse.quote(wanted)}")
        assert status == 303
        return self.location

    def come_back(self, there: str, name: str = PERSON) -> tuple[int, str]:
        """Say who one is, and follow the way back."""
        return self.ask(way_back(there, name))


def way_back(there: str, name: str = PERSON) -> str:
    """What the provider answers with when somebody says who it is: a path of the room."""
    asked = urllib.request.Request(there, urllib.parse.urlencode({"sub": name}).encode())  # noqa: S310 -- our own

    class Staying(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: Any, **_more: Any) -> None:
            return None

    try:
        urllib.request.build_opener(Staying).open(asked, timeout=20)
    except urllib.error.HTTPError as led_on:
        with led_on:
            parts = urllib.parse.urlsplit(led_on.headers["Location"])
            return f"{parts.path}?{parts.query}"
    raise AssertionError("the provider led nowhere")


def is_refused(answer: tuple[int, str], why: str, status: int) -> bool:
    return answer[0] == status and KOREAN.central_refusals[why] in answer[1]


def test_a_person_goes_to_the_provider_and_comes_back_to_what_was_wanted(
    server: RunningServer, provider: RunningProvider, visit: Callable[..., Visit]
) -> None:
    one = visit()
    page = one.page
    page.goto(f"{server.url}/timeline")
    page.get_by_role("link", name=KOREAN.central_button).click()
    expect(page).to_have_url(re.compile(f"^{re.escape(provider.issuer)}/oauth2/authorize"))
    page.locator("input[name=sub]").fill(PERSON)
    page.get_by_role("button", name="Authorize").click()

    expect(page).to_have_url(f"{server.url}/timeline")
    expect(page.locator("#page > *").first).to_be_attached()
    page.get_by_text(KOREAN.nav_more).first.click()
    expect(page.locator("#react-entry-point .visitor")).to_contain_text("시장(시장)")
    here = [each for each in one.context.cookies() if each["name"].startswith("__Host-")]
    assert [(each["name"], each["httpOnly"]) for each in here] == [(COOKIE, True)]
    one.outside.clear()  # what the provider's own page asks for
    one.take_complaints()


def test_the_way_there_carries_state_nonce_and_a_proof_key_and_no_secret(server: RunningServer) -> None:
    first, second = Person(server), Person(server)

    asked = [dict(urllib.parse.parse_qsl(each.leave().partition("?")[2])) for each in (first, second)]

    for each in asked:
        assert each["response_type"] == "code"
        assert each["code_challenge_method"] == "S256"
        assert each["redirect_uri"] == f"{server.url}/sign-in/return"
        assert "secret" not in "".join(each.values())
        assert len(each["state"]) >= 20
        assert len(each["nonce"]) >= 20
    assert (
        len({value for each in asked for value in (each["state"], each["nonce"], each["code_challenge"])})
        == 6
    )


def test_nobody_gets_an_account_by_signing_in_elsewhere(server: RunningServer) -> None:
    person = Person(server)

    assert is_refused(person.come_back(person.leave(), "stranger@city.example"), "unknown", 403)
    assert COOKIE not in person.cookies


def test_a_locked_account_stays_locked(server: RunningServer) -> None:
    server.command("user", "lock", "kim")
    person = Person(server)
    assert is_refused(person.come_back(person.leave()), "unknown", 403)
    server.command("user", "unlock", "kim")

    assert person.come_back(person.leave())[0] == 303


@pytest.mark.parametrize(
    "faults",
    [
        {"nonce": "of another journey"},
        {"nonce": None},
        {"aud": ["another-room"]},
        {"aud": None},
        {"iss": "https://provider.example"},
        {"exp": LONG_AGO},
        {"exp": None},
        {"sub": None},
    ],
    ids=str,
)
def test_a_token_that_is_not_ours_signs_nobody_in(
    server: RunningServer, provider: RunningProvider, faults: dict[str, Any]
) -> None:
    person = Person(server)
    there = person.leave()
    provider.err(**faults)

    assert is_refused(person.come_back(there), "failed", 400)
    assert COOKIE not in person.cookies


def test_another_state_or_none_or_another_browser_signs_nobody_in(server: RunningServer) -> None:
    person, victim = Person(server), Person(server)
    back = way_back(person.leave())
    for forged in (re.sub("state=[^&]*", "state=x", back), re.sub("&?state=[^&]*", "", back)):
        other = Person(server, **person.cookies)
        assert is_refused(other.ask(forged), "failed", 400)

    assert is_refused(victim.ask(back), "failed", 400)  # somebody else's way back, sent as a link
    victim.leave()
    assert is_refused(victim.ask(back), "failed", 400)
    assert COOKIE not in victim.cookies
    assert person.ask(back)[0] == 303


def test_a_code_serves_once(server: RunningServer) -> None:
    person = Person(server)
    back = way_back(person.leave())
    carried = dict(person.cookies)
    assert person.ask(back)[0] == 303

    again = Person(server, **carried)

    assert is_refused(again.ask(back), "failed", 400)


def test_a_code_of_another_journey_does_not_fit_the_proof_key(server: RunningServer) -> None:
    thief, person = Person(server), Person(server)
    stolen = urllib.parse.parse_qs(way_back(person.leave()).partition("?")[2])["code"][0]
    own = way_back(thief.leave())

    assert is_refused(thief.ask(re.sub("code=[^&]*", f"code={stolen}", own)), "failed", 400)


def test_a_carried_journey_that_was_changed_is_no_journey(server: RunningServer) -> None:
    person = Person(server)
    back = way_back(person.leave())
    [name] = person.cookies
    person.cookies[name] = person.cookies[name][:-2] + "xx"

    assert is_refused(person.ask(back), "failed", 400)


def test_keys_that_rotate_are_asked_for_anew(server: RunningServer, provider: RunningProvider) -> None:
    for _ in range(3):
        person = Person(server)
        assert person.come_back(person.leave())[0] == 303
        assert person.ask("/api/version")[0] == 200
        provider.rotate()


def test_a_person_who_declines_is_told(server: RunningServer) -> None:
    person = Person(server)
    state = urllib.parse.parse_qs(person.leave().partition("?")[2])["state"][0]

    assert is_refused(person.ask(f"/sign-in/return?error=access_denied&state={state}"), "failed", 400)


def test_while_the_provider_is_away_people_sign_in_here(
    start_server: Callable[..., RunningServer], tmp_path: Path
) -> None:
    mapping = str(City(tmp_path, period=60).mapping_path)
    away = RunningProvider(tmp_path)
    server = start_server(MAPPINGS=mapping, OIDC_ISSUER=away.issuer, OIDC_CLIENT_ID="pledge-room")
    person = Person(server)

    assert is_refused(person.ask("/sign-in/central"), "away", 503)
    assert server.enter("staff0", PASSWORD)

    away.start()
    try:
        assert person.leave().startswith(away.issuer)
    finally:
        away.stop()


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"OIDC_ISSUER": "http://provider.example", "OIDC_CLIENT_ID": "room"}, "https"),
        ({"OIDC_ISSUER": "https://provider.example"}, "OIDC_CLIENT_ID"),
        ({"SSO_HEADER": "X-Remote-User"}, "TRUSTED_PROXY"),
        ({"SSO_HEADER": "X-Remote-User", "TRUSTED_PROXY": "*"}, "TRUSTED_PROXY"),
        ({"SSO_HEADER": "Cookie", "TRUSTED_PROXY": "127.0.0.1"}, "SSO_HEADER"),
    ],
)
def test_a_sign_in_that_could_be_read_or_forged_does_not_start(
    start_server: Callable[..., RunningServer], tmp_path: Path, environment: dict[str, str], sentence: str
) -> None:
    mapping = str(City(tmp_path, period=60).mapping_path)
    server = start_server(wait=False, MAPPINGS=mapping, **environment)

    assert server.wait() == 1
    assert sentence in server.tail().strip().splitlines()[-1]
    assert "Traceback" not in server.tail()
