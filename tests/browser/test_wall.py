"""A wall in a browser: it plays by itself, follows who leads it, and stands still but for what changes."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

import callbacks.wall
from callbacks.doors import Entrance
from dashboard.app import create_app
from dashboard.domain.access import Actor, Role
from dashboard.domain.lead import EVERYONE, Command
from dashboard.domain.playlist import STANDARD
from dashboard.domain.records import Event
from dashboard.domain.words import KOREAN
from dashboard.wall_room import WallRoom
from db.store import Store
from db.wall_notes import WallNotes
from tests.builders import portfolio, report
from tests.callbacks.application import HeldRoom, OpenDoor, settings
from tests.layouts.city import records, source
from tests.support.browser import Visit, until_true
from tests.support.city_history import picture
from tests.support.recorded import Recorded
from tests.support.served import served
from tests.support.waiting import until

Visits = Callable[..., Visit]
STAFF = Actor("정책기획관", Role.STAFF, account="policy")
SCENE = "document.documentElement.dataset.scene"
FOR_GUESTS = "document.documentElement.dataset.guest === '1'"


@dataclass
class Wall:
    """A room with a wall that is served: what it holds may be changed while browsers look."""

    url: str
    room: HeldRoom
    walls: WallRoom
    record: Recorded


@pytest.fixture
def wall(tmp_path: Path) -> Iterator[Wall]:
    store = Store(f"sqlite:///{tmp_path / 'store.db'}")
    store.upgrade()
    record = Recorded()
    walls = WallRoom(WallNotes(store), record, lambda: datetime.now(UTC))
    room = HeldRoom()
    application = create_app(room, settings(tmp_path, THREADS="8"), Entrance(OpenDoor()), walls=walls)
    with served(application.server, threads=8) as url:
        yield Wall(url, room, walls, record)
    store.close()


def opened(visit: Visits, wall: Wall, scene: str = "", **more: Any) -> Page:
    page: Page = visit(1920, 1080, **more).page
    page.clock.install()
    page.goto(f"{wall.url}/wall?scene={scene}")
    until_true(page, f"![undefined, 'waiting'].includes({SCENE})")
    return page


def test_a_wall_goes_on_by_itself_and_plays_every_scene_again_and_again(wall: Wall, visit: Visits) -> None:
    page = opened(visit, wall)
    count = len(set(re.findall(r"\w+", " ".join(played(page, 12)))))

    assert count > 1, "the playlist has several scenes"


def played(page: Page, scenes: int) -> list[str]:
    """The next scenes, by a clock that is moved on."""
    seen = []
    for _ in range(scenes):
        seen.append(str(page.evaluate(SCENE)))
        page.clock.run_for(60_000)
    return seen


def test_a_hand_stops_the_playlist_and_it_goes_on_by_itself(wall: Wall, visit: Visits) -> None:
    page = opened(visit, wall, "board")
    page.keyboard.press("Shift")
    expect(page.locator("[data-pause]")).to_be_visible()

    page.clock.run_for(80_000)
    assert page.evaluate(SCENE) == "board"
    expect(page.locator("[data-pause]")).to_be_visible()

    page.clock.run_for(12_000)
    expect(page.locator("[data-pause]")).to_be_hidden()
    page.clock.run_for(60_000)
    assert page.evaluate(SCENE) != "board"


def test_every_touch_stops_the_playlist_and_none_leafs_or_enlarges(wall: Wall, visit: Visits) -> None:
    page = opened(visit, wall, "board")
    pause, finger = page.locator("[data-pause]"), page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[int, int]) -> None:
        at = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    touch("touchStart", (400, 1040))
    for step in range(10):
        touch("touchMove", (400 + 40 * step, 1040))
    touch("touchEnd")
    expect(pause).to_be_visible()
    page.keyboard.press("Escape")
    expect(pause).to_be_hidden()
    touch("touchStart", (900, 1040), (1000, 1040))
    for step in range(10):
        touch("touchMove", (900 - 30 * step, 1040), (1000 + 30 * step, 1040))
    touch("touchEnd")
    expect(pause).to_be_visible()
    assert page.evaluate("visualViewport.scale") == 1
    assert page.evaluate(SCENE) == "board"
    page.evaluate("addEventListener('contextmenu', (event) => { window.isQuiet = event.defaultPrevented; })")
    page.mouse.click(400, 1040, button="right")
    until_true(page, "window.isQuiet === true")


def test_a_project_in_large_says_that_the_playlist_waits(wall: Wall, visit: Visits) -> None:
    page = opened(visit, wall, "board")
    page.locator(".slot.on [data-project]").first.click()
    until_true(page, "document.documentElement.dataset.over !== undefined")
    page.clock.run_for(3_000)
    expect(page.locator("[data-pause]")).to_be_visible()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(SCENE) == "board"
    page.clock.run_for(90_000)
    expect(page.locator("[data-pause]")).to_be_hidden()
    assert page.evaluate("document.documentElement.dataset.over") is None


def test_a_key_held_down_calls_guests_once(wall: Wall, visit: Visits) -> None:
    page = opened(visit, wall, "board")
    for _ in range(6):
        page.keyboard.down("g")
    page.keyboard.up("g")
    until_true(page, "document.documentElement.dataset.guest === '1'")
    assert [deed.after for deed in wall.record.deeds] == ["guest"]


def test_five_figures_break_no_partner_over_lines(wall: Wall, visit: Visits) -> None:
    wall.walls.play(replace(STANDARD, counts_down=True), STANDARD, STAFF)
    page = opened(visit, wall, "board")
    assert page.locator(".slot.on .k").count() == 5
    page.evaluate("document.fonts.ready.then(() => true)")
    heights = page.locator(".slot.on .k .s span").evaluate_all(
        "(all) => all.map((each) => each.clientHeight)"
    )
    assert len(set(heights)) == 1


def test_a_refresh_changes_nothing_but_what_changed(wall: Wall, visit: Visits) -> None:
    page = opened(visit, wall, "board")
    page.evaluate("window.before = [...document.querySelectorAll('.slot.on [data-key]')]")
    before = page.screenshot()

    wall.room.token = "again"
    with page.expect_response("**/api/wall"):
        pass
    with page.expect_response("**/api/wall"):
        pass
    assert page.evaluate("window.before.every((each) => each.isConnected)"), "no element is made anew"
    assert page.screenshot() == before


def test_a_figure_that_changes_is_mended_in_place(wall: Wall, visit: Visits) -> None:
    page = opened(visit, wall, "board", reduced_motion=False)
    tile = page.locator(".slot.on .t:not(.wide)").first
    project_id = tile.get_attribute("data-project")
    page.evaluate("window.before = [...document.querySelectorAll('.slot.on .t')]")
    newer = [
        replace(each, status=None, status_word=None) if is_report(each, project_id) else each
        for each in records()
    ]
    wall.room.portfolio = portfolio(*newer)
    wall.room.token = "newer"

    expect(page.locator(f".slot.on .t[data-project='{project_id}']")).to_have_class(re.compile("none"))
    assert page.evaluate("window.before.every((each) => each.isConnected)")


def is_report(each: object, project_id: str | None) -> bool:
    return type(each) is type(report()) and getattr(each, "project_id", None) == project_id


def test_a_wall_follows_whoever_leads_it_and_comes_back(wall: Wall, visit: Visits) -> None:
    page = opened(visit, wall, "board")
    area = str(page.evaluate("document.documentElement.dataset.scene"))
    assert area == "board"

    wall.walls.tell((EVERYONE,), Command.PAUSE, "", STAFF)
    expect(page.locator("[data-pause]")).to_be_visible()
    page.clock.run_for(300_000)
    assert page.evaluate(SCENE) == "board"

    wall.walls.tell((EVERYONE,), Command.TAKE_BACK, "", STAFF)
    expect(page.locator("[data-pause]")).to_be_hidden()
    wall.walls.tell((EVERYONE,), Command.NEXT, "", STAFF)
    until_true(page, f"{SCENE} !== 'board'")
    wall.walls.tell((EVERYONE,), Command.PREVIOUS, "", STAFF)
    until_true(page, f"{SCENE} === 'board'")
    assert [deed.after for deed in wall.record.deeds] == ["pause", "take_back", "next", "previous"]


def test_a_message_takes_the_wall_over_until_it_is_seen_and_the_wall_is_where_it_was(
    wall: Wall, visit: Visits
) -> None:
    page = opened(visit, wall, "board")
    sent = Event(
        "m1",
        datetime.now(UTC),
        kind="message",
        severity="긴급재난",
        subject="호우",
        place="대전광역시 동구",
        text="갑천 수위 상승. 하천변 출입을 삼가세요.",
    )
    wall.room.city_now = picture(sent)

    situation = page.locator("[data-situation]")
    expect(situation).to_be_visible()
    expect(situation).to_contain_text("긴급재난")
    expect(situation).to_contain_text("갑천 수위 상승")
    page.clock.run_for(120_000)
    expect(situation).to_be_visible()

    situation.get_by_role("button", name="확인").click()
    expect(situation).to_be_hidden()
    assert page.evaluate(SCENE) == "board"
    assert [(str(deed.act), deed.object) for deed in wall.record.deeds] == [("acknowledge", "message:m1")]


def test_one_key_leaves_only_what_guests_may_see_and_a_restart_comes_back_to_it(
    wall: Wall, visit: Visits
) -> None:
    page = opened(visit, wall, "attention")
    page.keyboard.press("g")
    until_true(
        page,
        "document.documentElement.dataset.guest === '1' && document.querySelector('.slot.on main') !== null",
    )
    assert not {scene.split(":")[0] for scene in played(page, 20)} & {"attention", "focus"}
    assert page.locator(".scene-attention, .scene-focus").count() == 0

    page.reload()
    until_true(page, "document.documentElement.dataset.guest === '1'")
    page.keyboard.press("g")
    until_true(page, "document.documentElement.dataset.guest === '0'")
    assert [deed.after for deed in wall.record.deeds] == ["guest", "guest_over"]


def test_an_end_of_guests_that_could_not_be_said_is_not_said_before_other_guests(
    wall: Wall, visit: Visits
) -> None:
    looking = visit(1920, 1080)
    page = opened(lambda *_: looking, wall, "board")
    page.keyboard.press("g")
    until_true(page, FOR_GUESTS)
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/api/lead")):
        page.route("**/api/lead", lambda route: route.abort())
        page.keyboard.press("g")
    page.unroute("**/api/lead")
    walls = tuple(beat.wall for beat in wall.walls.beats())
    for command, is_theirs in ((Command.GUEST_OVER, f"!({FOR_GUESTS})"), (Command.GUEST, FOR_GUESTS)):
        wall.walls.tell(walls, command, "", STAFF)
        until_true(page, is_theirs)

    page.reload()
    with page.expect_response("**/api/wall"):
        pass
    until_true(page, FOR_GUESTS)

    assert [deed.after for deed in wall.record.deeds] == ["guest", "guest_over", "guest"]
    looking.take_complaints()  # the browser's own line about what was cut


def test_a_second_key_while_the_first_is_under_way_is_said_after_it(wall: Wall, visit: Visits) -> None:
    page = opened(visit, wall, "board")
    held: list[Route] = []

    def hold(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/api/lead", hold)
    page.keyboard.press("g")
    until(lambda: page.evaluate("1") and held, "the first is under way")
    page.keyboard.press("g")

    held[0].continue_()

    until(lambda: page.evaluate("1") and len(wall.record.deeds) == 2, "both are on record")
    until_true(page, f"!({FOR_GUESTS}) && {SCENE} !== 'covered'")
    assert [deed.after for deed in wall.record.deeds] == ["guest", "guest_over"]


def test_a_project_in_large_goes_when_guests_are_called_from_elsewhere(wall: Wall, visit: Visits) -> None:
    page = opened(visit, wall, "board")
    page.locator(".slot.on .t").first.click()
    expect(page.locator("div[data-over] main")).to_be_visible()

    wall.walls.tell((EVERYONE,), Command.GUEST, "", STAFF)

    until_true(page, "document.documentElement.dataset.guest === '1'")
    assert page.locator("div[data-over] *").count() == 0


def test_what_was_asked_for_before_guests_came_is_not_shown_to_them(wall: Wall, visit: Visits) -> None:
    page = opened(visit, wall, "board")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/api/wall/scene?**", hold)
    page.locator(".slot.on .t").first.click()
    until(lambda: page.evaluate("1") and held, "the question for the project")
    page.keyboard.press("g")
    until_true(page, "document.documentElement.dataset.guest === '1'")

    with page.expect_response("**/api/wall/scene?**") as answered:
        held[0].continue_()
    answered.value.finished()

    assert page.evaluate("document.documentElement.dataset.over") is None
    assert page.locator("div[data-over] *").count() == 0


def test_guests_see_nothing_while_the_server_does_not_know_of_them(wall: Wall, visit: Visits) -> None:
    looking = visit(1920, 1080)
    page = opened(lambda *_: looking, wall, "attention")
    wall.record.is_away = True
    page.keyboard.press("g")
    expect(page.locator(".slot.on h1")).to_have_text(KOREAN.wall_covered)
    wall.room.token = "again"
    with page.expect_response("**/api/wall"):
        page.clock.run_for(3_000)
    assert page.evaluate(SCENE) == "covered"
    assert page.locator(".scene-attention").count() == 0

    page.reload()
    expect(page.locator(".slot.on h1")).to_have_text(KOREAN.wall_covered)
    with page.expect_response("**/api/wall"):
        page.clock.run_for(3_000)
    assert page.evaluate(SCENE) == "covered"

    wall.record.is_away = False
    page.clock.run_for(3_000)
    until_true(page, "document.documentElement.dataset.guest === '1'")
    until_true(page, f"{SCENE} !== 'covered'")
    assert [deed.after for deed in wall.record.deeds] == ["guest"]
    assert [said for said in looking.take_complaints() if "/api/lead" not in said] == []


def test_while_the_scenes_for_guests_are_being_drawn_none_of_the_others_stands_there(
    wall: Wall, visit: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(visit, wall, "attention")
    page.evaluate(
        """() => {
            const root = document.documentElement;
            window.shown = [];
            new MutationObserver(() => window.shown.push(`${root.dataset.guest} ${root.dataset.scene}`))
                .observe(root, { attributeFilter: ["data-guest", "data-scene"] });
        }"""
    )
    monkeypatch.setattr(callbacks.wall, "LED_SECONDS", 0.0)
    wall.walls.tell((EVERYONE,), Command.GUEST, "", STAFF)

    until_true(page, f"document.documentElement.dataset.guest === '1' && {SCENE} !== 'covered'")
    shown = page.evaluate("window.shown")
    assert "1 covered" in shown
    assert "1 attention" not in shown


def test_a_wall_goes_on_when_the_project_that_it_was_sent_to_is_gone(wall: Wall, visit: Visits) -> None:
    page = opened(visit, wall, "board")
    gone = str(page.locator(".slot.on .t").first.get_attribute("data-project"))
    wall.walls.tell((EVERYONE,), Command.SHOW, f"project:{gone}", STAFF)
    expect(page.locator("div[data-over] main")).to_be_visible()

    wall.room.portfolio = portfolio(*(each for each in records() if not is_of(each, gone)))
    wall.room.token = "without it"

    expect(page.locator("div[data-over]")).to_be_hidden()
    page.clock.run_for(120_000)
    assert page.evaluate(SCENE) != "board"


def is_of(each: object, project_id: str) -> bool:
    return project_id in (getattr(each, "project_id", None), getattr(each, "id", None))


def test_nothing_stands_at_one_place_for_ever(wall: Wall, visit: Visits) -> None:
    page = opened(visit, wall, "board")
    places = set()
    for _ in range(9):
        places.add(page.evaluate("document.querySelector('[data-wall]').style.transform"))
        page.clock.run_for(180_000)

    assert len(places) > 5
    most = round(4 * 1920 / 1267)  # four units
    assert all(abs(int(part)) <= most for place in places for part in re.findall(r"-?\d+", place))


def test_an_empty_room_says_so(wall: Wall, visit: Visits) -> None:
    wall.room.portfolio = None
    wall.room.sources_now = (source(last_success=None),)
    page = opened(visit, wall)

    expect(page.locator(".slot.on h1")).to_have_text("아직 받은 자료가 없습니다")
