"""A wall that is led from another page: by keys, by mouse, at once; and what the remote says of it."""

import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, Request, Response, Route, expect

from dashboard.domain.words import KOREAN
from tests.support.axe import broken_rules
from tests.support.browser import Visit, until_true
from tests.support.server import RunningServer
from tests.support.waiting import until

Visits = Callable[..., Visit]
PAUSED = "() => !document.querySelector('[data-pause]').hidden"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The demo city of these tests: what is said of walls stays said."""
    still = {"DEMO": "1", "DEMO_STEP_SECONDS": "86400"}
    running = RunningServer(("serve",), still, tmp_path_factory.mktemp("remote"))
    running.start()
    yield running
    running.kill()


@pytest.fixture
def server(room: RunningServer) -> RunningServer:
    """That room, with no wall led."""
    for command in ("guest_over", "take_back"):
        lead(room, command)
    return room


def lead(server: RunningServer, command: str) -> None:
    form = urllib.parse.urlencode({"wall": "*", "command": command}).encode()
    asked = urllib.request.Request(server.url + "/api/lead", form, {"Origin": server.url})  # noqa: S310 -- our own server
    with urllib.request.urlopen(asked, timeout=20) as answer:  # noqa: S310 -- our own server
        assert answer.status == 200


def wall_of(visit: Visits, server: RunningServer) -> Page:
    page = visit().page
    page.goto(server.url + "/wall")
    until_true(page, "() => document.documentElement.dataset.scene === 'board'")
    return page


def remote_of(visit: Visits, server: RunningServer, width: int = 1366, height: int = 768) -> Page:
    page = visit(width, height).page
    page.goto(server.url + "/remote")
    expect(page.locator("[data-walls] button")).to_have_count(2)
    expect(page.locator("[data-walls] [aria-pressed=true] b")).to_have_text(KOREAN.remote_own)
    expect(page.locator(".scenes button").first).to_be_visible()
    return page


def tells_of_another_scene(request: Request) -> bool:
    return request.url.endswith(("/api/wall", "/api/wall/shown")) and asked(request)["scene"] != "board"


def is_held(request: Request) -> bool:
    return request.url.endswith("/api/wall") and asked(request)["hold"] == "1"


def asked(request: Request) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(request.post_data or "").items()}


def test_a_question_that_a_wall_holds_is_answered_by_the_lead_itself(
    visit: Visits, server: RunningServer
) -> None:
    """No other news comes: only the lead can have let the answer go, long before its time was over."""
    wall, remote = wall_of(visit, server), remote_of(visit, server)
    asked_in_order: list[Request] = []
    answers: list[Response] = []
    wall.on("response", lambda answer: answers.append(answer) if answer.url.endswith("/api/wall") else None)

    def note(request: Request) -> None:
        asked_in_order.append(request)

    for page in (wall, remote):
        page.on("request", note)
    until(lambda: wall.evaluate("1") and any(is_held(each) for each in asked_in_order), "the wall is held")

    remote.keyboard.press("Space")
    until_true(wall, PAUSED)

    first = next(answer for answer in answers if answer.json()["lead"]["is_paused"])
    command = next(each for each in asked_in_order if each.url.endswith("/api/lead"))
    assert first.json()["held"]
    assert asked_in_order.index(first.request) < asked_in_order.index(command)


def test_every_key_leads_and_the_remote_shows_what_the_wall_does(
    visit: Visits, server: RunningServer
) -> None:
    wall, remote = wall_of(visit, server), remote_of(visit, server)
    marks = remote.locator("[data-marks]")

    remote.keyboard.press("Space")
    expect(marks).to_have_text(KOREAN.remote_said["paused"])
    until_true(wall, PAUSED)
    expect(remote.get_by_role("button", name=KOREAN.remote_go_on)).to_be_visible()
    remote.keyboard.press("Space")
    expect(marks).to_have_text("")
    remote.keyboard.press("1")
    expect(marks).to_have_text(KOREAN.remote_said["sent"])
    expect(remote.locator("[data-shows]")).to_have_text(KOREAN.wall_scenes["board"])
    expect(remote.locator(".scenes button").first).to_have_attribute("aria-pressed", "true")
    remote.keyboard.press("Escape")
    expect(marks).to_have_text("")
    for key in ("ArrowRight", "ArrowLeft"):
        command = "next" if key == "ArrowRight" else "previous"
        remote.keyboard.press(key)
        expect(remote.get_by_role("status").first).to_have_text(
            KOREAN.remote_sent[command].format(wall=KOREAN.remote_own)
        )


def test_what_a_wall_does_by_itself_is_told_while_its_question_is_held(
    visit: Visits, server: RunningServer
) -> None:
    wall = visit().page
    wall.clock.install()
    wall.goto(server.url + "/wall")
    until_true(wall, "() => document.documentElement.dataset.scene === 'board'")
    remote = remote_of(visit, server)
    expect(remote.locator(".scenes [aria-pressed=true]")).to_have_attribute("data-show", "board")
    with wall.expect_request(is_held):
        pass

    with wall.expect_request(tells_of_another_scene) as told:  # at once, or by a question if one just begins
        wall.clock.run_for(40_000)

    scene = asked(told.value)["scene"]
    assert scene != "board"
    assert asked(told.value)["paused"] == "0", "no hand was on it"
    expect(remote.locator(".scenes [aria-pressed=true]")).to_have_attribute("data-show", scene)


def test_guests_are_called_and_leave_by_one_key(visit: Visits, server: RunningServer) -> None:
    wall, remote = wall_of(visit, server), remote_of(visit, server)
    button = remote.locator("button.guest")
    answers: list[Response] = []
    wall.on("response", lambda answer: answers.append(answer) if answer.url.endswith("/api/wall") else None)

    def is_given_scenes(*, for_guests: bool) -> bool:
        """Whether the wall was told new scenes for whom; the city's own news may come in between."""
        told = [answer.json() for answer in answers if wall.evaluate("1")]
        return any("scenes" in each and each["lead"]["is_guest"] is for_guests for each in told)

    remote.keyboard.press("g")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(remote.locator("[data-marks]")).to_have_text(KOREAN.remote_said["guest"])
    until(
        lambda: wall.evaluate("1") and is_given_scenes(for_guests=True), "the wall has the scenes for guests"
    )
    answers.clear()

    remote.keyboard.press("g")
    expect(button).to_have_attribute("aria-pressed", "false")
    until(
        lambda: wall.evaluate("1") and is_given_scenes(for_guests=False), "the wall has its own scenes again"
    )


def test_a_press_too_many_calls_guests_once_more_and_turns_a_pause_back(
    visit: Visits, server: RunningServer
) -> None:
    wall_of(visit, server)
    remote = remote_of(visit, server)
    held: list[Route] = []
    sent: list[str] = []

    def hold(route: Route) -> None:
        sent.append(asked(route.request)["command"])
        if len(held) < 1:
            held.append(route)
        else:
            route.continue_()

    remote.route("**/api/lead", hold)
    for key in ("g", "g", "Space", "Space"):
        remote.keyboard.press(key)
    until(lambda: remote.evaluate("1") and held, "the first is under way")
    held[0].continue_()

    until(lambda: remote.evaluate("1") and len(sent) == 4, "all are sent")
    assert sent == ["guest", "guest", "pause", "go_on"]
    expect(remote.locator("[data-marks]")).to_have_text(KOREAN.remote_said["guest"])
    remote.keyboard.press("g")
    expect(remote.locator("button.guest")).to_have_attribute("aria-pressed", "false")


def test_guests_are_not_said_to_be_received_where_the_wall_does_not_hear_of_them(
    visit: Visits, server: RunningServer
) -> None:
    opened = visit()
    wall = opened.page
    wall.goto(server.url + "/wall")
    until_true(wall, "() => document.documentElement.dataset.scene === 'board'")
    remote = remote_of(visit, server)
    with wall.expect_event("requestfailed", lambda request: request.url.endswith("/api/wall")):
        wall.route("**/api/wall", lambda route: route.abort())

    remote.keyboard.press("g")
    expect(remote.locator("[data-marks]")).to_have_text(KOREAN.remote_said["guest_awaited"])
    expect(remote.locator("button.guest")).to_contain_text(
        KOREAN.remote_said["guest_waits"].replace("{n}", "1")
    )
    assert broken_rules(remote) == []

    wall.unroute("**/api/wall")
    expect(remote.locator("[data-marks]")).to_have_text(KOREAN.remote_said["guest"])
    expect(remote.locator("button.guest")).to_contain_text(KOREAN.remote_said["guest_on"])
    opened.take_complaints()  # the browser's own lines about what was cut


def test_a_project_is_found_by_its_number_and_sent_by_enter(visit: Visits, server: RunningServer) -> None:
    remote = remote_of(visit, server)

    remote.keyboard.press("/")
    remote.keyboard.type("67")
    with remote.expect_request(lambda request: request.url.endswith("/api/lead")) as sent:
        remote.keyboard.press("Enter")

    assert asked(sent.value)["value"] == "project:P067"
    assert asked(sent.value)["wall"].startswith("@")
    expect(remote.locator("[data-marks]")).to_have_text(KOREAN.remote_said["sent"])
    expect(remote.get_by_label(KOREAN.remote_project_hint)).to_have_value("")


def test_keys_that_are_typed_into_the_field_lead_nothing(visit: Visits, server: RunningServer) -> None:
    remote = remote_of(visit, server)
    sent: list[str] = []
    remote.on("request", lambda request: sent.append(request.url) if "/api/lead" in request.url else None)

    remote.keyboard.press("/")
    remote.keyboard.type("g 1 하늘")
    expect(remote.get_by_label(KOREAN.remote_project_hint)).to_have_value("g 1 하늘")
    remote.keyboard.press("Escape")

    assert sent == []
    expect(remote.get_by_label(KOREAN.remote_project_hint)).to_have_value("")


def test_turned_off_keys_lead_nothing_and_buttons_still_do(visit: Visits, server: RunningServer) -> None:
    remote = remote_of(visit, server)
    sent: list[dict[str, str]] = []
    remote.on("request", lambda request: sent.append(asked(request)) if "/api/lead" in request.url else None)

    remote.get_by_role("button", name=KOREAN.remote_keys_off).click()
    remote.keyboard.press("g")
    remote.keyboard.press("ArrowRight")
    remote.get_by_role("button", name=KOREAN.remote_pause).click()
    expect(remote.locator("[data-marks]")).to_have_text(KOREAN.remote_said["paused"])

    assert [each["command"] for each in sent] == ["pause"]


def test_everything_is_reached_and_pressed_without_a_mouse(visit: Visits, server: RunningServer) -> None:
    remote = remote_of(visit, server)
    wanted = {"모든 벽면", KOREAN.remote_pause, KOREAN.remote_take_back, KOREAN.remote_guest, "동구", "공약"}
    seen = set()
    for _ in range(60):
        remote.keyboard.press("Tab")
        seen.add(remote.evaluate("document.activeElement.textContent"))
    reached = {name for name in wanted if any(name in text for text in seen)}

    assert reached == wanted
    remote.locator("[data-walls] button").first.focus()
    remote.keyboard.press("Space")
    expect(remote.locator("[data-of]")).to_have_text(KOREAN.remote_all)
    remote.locator("[data-districts] button").first.focus()
    with remote.expect_request(lambda request: request.url.endswith("/api/lead")) as sent:
        remote.keyboard.press("Enter")
    assert asked(sent.value) == {"wall": "*", "command": "show", "value": "district:30110"}


def test_one_question_is_under_way_at_a_time(visit: Visits, server: RunningServer) -> None:
    remote = remote_of(visit, server)
    open_now, most, count = 0, 0, 0

    def began(request: Request) -> None:
        nonlocal open_now, most, count
        if request.url.endswith("/api/remote"):
            open_now, count = open_now + 1, count + 1
            most = max(most, open_now)

    def ended(request: Request) -> None:
        nonlocal open_now
        if request.url.endswith("/api/remote"):
            open_now = max(0, open_now - 1)

    remote.on("request", began)
    remote.on("requestfinished", ended)
    for key in ("Space", "Space", "ArrowRight", "g", "g", "Space", "Space"):
        remote.keyboard.press(key)
    until(lambda: remote.evaluate("1") and count >= 5, "news came several times")

    assert most <= 1


def test_a_connection_that_is_lost_is_said_and_nothing_is_sent_later(
    visit: Visits, server: RunningServer
) -> None:
    one = visit(1366, 768)
    remote = one.page
    remote.goto(server.url + "/remote")
    expect(remote.locator(".scenes button").first).to_be_visible()
    server.kill()

    expect(remote.locator("[data-link]")).to_contain_text("연결 끊김")
    remote.keyboard.press("Space")
    expect(remote.get_by_role("status").first).to_have_text(KOREAN.remote_said["not_sent"])
    sent: list[str] = []
    remote.on("request", lambda request: sent.append(request.url) if "/api/lead" in request.url else None)
    server.start()
    expect(remote.locator("[data-link]")).to_have_text(KOREAN.remote_said["linked"])

    assert sent == []
    expect(remote.locator("[data-marks]")).to_have_text("")
    one.take_complaints()  # the browser's own lines about a server that is away


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080), (1024, 768)])
def test_targets_are_large_and_nothing_is_cut_off(
    visit: Visits, server: RunningServer, width: int, height: int
) -> None:
    remote = visit(width, height).page
    remote.goto(server.url + "/remote")
    expect(remote.locator(".scenes button").first).to_be_visible()

    small = remote.evaluate(
        """() => [...document.querySelectorAll('button, a, input')].filter((each) => {
          if (!each.checkVisibility()) return false;
          const box = each.getBoundingClientRect();
          return box.height < 44 || box.width < 44 || each.scrollWidth > each.clientWidth + 1;
        }).map((each) => each.textContent)"""
    )

    assert small == []
    assert remote.evaluate("document.documentElement.scrollWidth <= innerWidth")
