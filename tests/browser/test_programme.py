"""What staff save, open walls play at once; the picture beside the form is the wall's; at night walls sleep."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect

from callbacks.doors import Entrance
from dashboard.app import create_app
from dashboard.domain.access import Actor, Role
from dashboard.domain.geometry import CANVAS, SMALLEST_UNITS, Geometry
from dashboard.domain.lead import EVERYONE, Command
from dashboard.domain.playlist import STANDARD
from dashboard.domain.records import Event
from dashboard.domain.words import KOREAN
from dashboard.wall_room import WallRoom
from db.store import Store
from db.wall_notes import WallNotes
from tests.callbacks.application import HeldRoom, OpenDoor, settings
from tests.support.browser import Visit, until_true
from tests.support.city_history import picture
from tests.support.recorded import Recorded
from tests.support.served import served
from tests.support.waiting import until

Visits = Callable[..., Visit]
STAFF = Actor("정책기획관", Role.STAFF, account="policy")
DAY = datetime(2025, 1, 2, 3, 0, tzinfo=UTC)
"""Noon in Seoul."""
LATE = datetime(2025, 1, 2, 14, 30, tzinfo=UTC)
"""23:30 in Seoul, a Thursday."""
MOST_LUMINANCE = 0.35
LUMINANCE = """(element) => {
  const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return getComputedStyle(element).color.match(/[\\d.]+/g).slice(0, 3).map((part) => linear(part / 255))
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
}"""


@dataclass
class Served:
    """A room with walls, whose clock can be set while browsers look."""

    now: datetime = DAY
    room: HeldRoom = field(default_factory=HeldRoom)
    url: str = ""
    walls: WallRoom = field(init=False)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Served]:
    store = Store(f"sqlite:///{tmp_path / 'store.db'}")
    store.upgrade()
    office = Served()
    office.walls = WallRoom(WallNotes(store), Recorded(), lambda: office.now)
    held, door = settings(tmp_path, THREADS="8"), Entrance(OpenDoor(STAFF))
    app = create_app(office.room, held, door, walls=office.walls, clock=lambda: office.now)
    with served(app.server, threads=8) as url:
        office.url = url
        yield office
    store.close()


def form(visit: Visits, office: Served, path: str = "/wall/programme") -> Page:
    page = visit(1366, 768).page
    page.goto(office.url + path)
    return page


def a_wall(visit: Visits, office: Served) -> Page:
    """A wall that has been marked: a page that loads anew has no mark any more."""
    page = visit(1920, 1080).page
    page.goto(f"{office.url}/wall")
    expect(page.locator(".slot.on main, .asleep").first).to_be_attached()
    until_true(page, "() => document.documentElement.dataset.link === 'fresh'")
    page.evaluate("window.mark = true")
    return page


def save(page: Page) -> None:
    page.get_by_role("button", name=KOREAN.programme_save).click()


def test_an_open_wall_plays_what_is_saved_without_loading_anew(office: Served, visit: Visits) -> None:
    wall, page = a_wall(visit, office), form(visit, office)
    page.get_by_role("button", name=KOREAN.programme_down.format(name=KOREAN.wall_scenes["board"])).click()
    page.get_by_label(KOREAN.programme_term).check()
    expect(page.locator(".scenes li input[name=scene]").first).to_have_value("area")
    expect(wall.locator(".slot.on")).not_to_contain_text(KOREAN.wall_term)

    with wall.expect_response(lambda told: "/api/wall" in told.url and "scenes" in told.json()) as heard:
        save(page)
        expect(page.get_by_role("status").first).to_contain_text(KOREAN.programme_saved)

    expect(wall.locator(".slot.on")).to_contain_text(KOREAN.wall_term)
    wanted = [each.kind.value for each in office.walls.state.playlist.scenes]
    played = list(dict.fromkeys(each["kind"] for each in heard.value.json()["scenes"]))
    assert wanted[:2] == ["area", "board"]
    assert played == [kind for kind in wanted if kind in played]
    assert wall.evaluate("window.mark"), "the page was loaded anew"


def test_the_picture_is_the_walls_own_fits_its_place_and_follows_the_draft(
    office: Served, visit: Visits
) -> None:
    wall, page = a_wall(visit, office), form(visit, office)
    picture = page.locator("[data-picture]")
    expect(picture.locator(".slot.on h1")).to_have_text(wall.locator(".slot.on h1").inner_text())
    assert picture.locator(".t").all_inner_texts() == wall.locator(".slot.on .t").all_inner_texts()
    canvas, place = picture.locator(".canvas").bounding_box(), picture.bounding_box()
    assert canvas is not None
    assert place is not None
    assert abs(canvas["width"] - place["width"]) <= 3
    assert abs(canvas["height"] - canvas["width"] * CANVAS[1] / CANVAS[0]) <= 1
    ratio = """(element) => parseFloat(getComputedStyle(element).fontSize)"""
    sizes = [each.locator(".slot.on h1").evaluate(ratio) for each in (picture, wall)]
    assert sizes[1] / sizes[0] == pytest.approx(1080 / CANVAS[1], rel=0.01)

    expect(picture).not_to_contain_text(KOREAN.wall_term)
    page.get_by_label(KOREAN.programme_term).check()
    expect(picture).to_contain_text(KOREAN.wall_term)
    page.get_by_label(KOREAN.wall_scenes["board"], exact=True).uncheck()
    expect(page.locator("[data-caption]")).to_contain_text(KOREAN.programme_preview_off)
    assert office.walls.state.playlist == STANDARD


def test_a_round_shows_one_project_in_focus_and_lasts_so_long(office: Served, visit: Visits) -> None:
    page: Page = visit(1366, 768).page
    with page.expect_response(lambda answer: answer.request.method == "POST") as told:
        page.goto(f"{office.url}/wall/programme")
    scenes = told.value.json()["scenes"]
    in_turn = [each["seconds"] for each in scenes if each["turn"]]
    whole = sum(each["seconds"] for each in scenes if not each["turn"]) + max(in_turn, default=0)
    text = KOREAN.programme_loop.format(minutes=whole // 60, seconds=whole % 60)
    expect(page.locator("[data-loop]")).to_have_text(text)


def test_everything_is_done_by_keys_alone_and_a_wrong_value_takes_the_focus(
    office: Served, visit: Visits
) -> None:
    one = visit(1366, 768)
    page = one.page
    page.goto(f"{office.url}/wall/programme")
    seconds = page.locator("[name=seconds-board]")
    tab_to(page, seconds)
    page.keyboard.type("7")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_have_text(KOREAN.programme_not_saved)
    expect(seconds).to_be_focused()
    expect(seconds).to_have_value("7")
    one.take_complaints()  # the browser's own line about the answer of 422
    page.keyboard.press("Control+A")
    page.keyboard.type("30")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text(KOREAN.programme_saved)
    tab_to(page, page.locator("button[name=down][value=board]"))
    page.keyboard.press("Enter")

    expect(page.locator("button[name=down][value=board]")).to_be_focused()
    expect(page.locator(".scenes li input[name=scene]").nth(1)).to_have_value("board")
    assert office.walls.state.playlist.scenes[0].seconds == 30


@pytest.mark.parametrize(
    ("path", "typed"),
    [("programme", "[name=seconds-board]"), ("names", "[name^=name-]"), ("geometry", "[name^=diagonal]")],
)
def test_whoever_leaves_what_was_typed_and_not_saved_is_asked_first(
    office: Served, visit: Visits, path: str, typed: str
) -> None:
    a_wall(visit, office)
    page = form(visit, office, f"/wall/{path}")
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss() if len(asked) == 1 else dialog.accept()

    page.on("dialog", answer)
    page.locator(typed).first.press_sequentially("1")
    way = page.locator(".ways a").last
    way.click()
    until(lambda: page.evaluate("1") and asked == ["beforeunload"], "it is asked")
    assert f"/wall/{path}" in page.url

    way.click()
    page.wait_for_url("**/")
    assert asked == ["beforeunload"] * 2


def tab_to(page: Page, wanted: Locator) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("(element) => element === document.activeElement"):
            return
    raise AssertionError(f"{wanted} is not reached")


def test_a_name_given_in_the_room_stands_on_the_wall(office: Served, visit: Visits) -> None:
    wall, page = a_wall(visit, office), form(visit, office, "/wall/names")
    named = wall.locator(".slot.on .t.wide").first
    project = named.get_attribute("data-project")
    page.locator(f"[name='name-{project}']").fill("새길 트램")

    save(page)

    expect(named.locator(".nm")).to_have_text("새길 트램")
    assert wall.evaluate("window.mark")


def test_a_wall_takes_its_own_geometry_over_without_loading_anew_and_the_picture_shows_it(
    office: Served, visit: Visits
) -> None:
    wall, page = a_wall(visit, office), form(visit, office, "/wall/geometry")
    minutes = "() => Number(document.documentElement.dataset.minutes)"
    assert wall.evaluate(minutes) == pytest.approx(1, abs=0.001)
    page.get_by_label("대각선(인치)").fill("55")
    page.get_by_label("거리(m)").fill("6")
    page.get_by_label("패널").select_option("3x2")
    page.get_by_label("밝기").select_option("light")
    save(page)

    expect(page.locator(".geometry .hard")).to_contain_text("9.6")
    until_true(wall, "() => document.documentElement.dataset.theme === 'light'")
    assert wall.evaluate("document.documentElement.dataset.panels") == "3x2"
    assert wall.evaluate(minutes) * SMALLEST_UNITS == pytest.approx(Geometry(55, 6).minutes(), abs=0.02)
    assert wall.evaluate("window.mark"), "the page was loaded anew"

    page.goto(f"{office.url}/wall/programme")
    canvas = page.locator("[data-picture] .canvas")
    expect(canvas).to_have_attribute("data-theme", "dark")
    page.locator(".preview select").select_option(label=KOREAN.remote_own)
    expect(canvas).to_have_attribute("data-theme", "light")
    expect(canvas).to_have_attribute("data-panels", "3x2")
    expect(page.locator("[data-geometry]")).to_contain_text("55인치, 6 m, 3×2 패널, 밝음")
    parts = """(element) => [...element.children].map((part) => part.offsetWidth)"""
    headings = [each.locator(".slot.on header") for each in (page.locator("[data-picture]"), wall)]
    pictured, real = (each.evaluate(parts) for each in headings)
    assert [width * 1080 / CANVAS[1] for width in pictured][:2] == pytest.approx(real[:2], abs=3)


def test_a_wall_sleeps_at_night_by_the_rooms_clock_and_wakes_for_whoever_leads_it(
    office: Served, visit: Visits
) -> None:
    office.walls.play(replace(STANDARD, night_from=time(22), night_until=time(6)), STANDARD, STAFF)
    wall = a_wall(visit, office)
    asleep, scene = wall.locator("[data-asleep]"), wall.locator(".slot.on main")
    expect(scene).to_be_visible()
    expect(asleep).to_be_hidden()

    office.now = LATE
    expect(asleep).to_be_visible()
    expect(scene).to_be_hidden()
    expect(asleep.locator("[data-clock]")).to_have_text("23:30")
    expect(asleep.locator("[data-date]")).to_have_text("1월 2일 목요일")
    expect(asleep.locator("[data-state]")).to_be_hidden()  # all is well, and nothing more to be lit
    for part in asleep.locator("span").all():
        assert part.evaluate(LUMINANCE) <= MOST_LUMINANCE

    office.walls.tell((EVERYONE,), Command.SHOW, "board", STAFF)
    expect(scene).to_be_visible()
    office.walls.tell((EVERYONE,), Command.TAKE_BACK, "", STAFF)
    expect(scene).to_be_hidden()
    wall.mouse.click(900, 500)
    expect(scene).to_be_visible()
    wall.keyboard.press("Escape")
    expect(scene).to_be_hidden()

    office.now = DAY
    expect(scene).to_be_visible()
    assert wall.evaluate("window.mark")


def test_what_takes_the_walls_over_wakes_a_sleeping_one(office: Served, visit: Visits) -> None:
    office.walls.play(replace(STANDARD, night_from=time(22), night_until=time(6)), STANDARD, STAFF)
    office.now = LATE
    wall = a_wall(visit, office)
    expect(wall.locator("[data-asleep]")).to_be_visible()

    text = "갑천 수위 상승, 즉시 대피하십시오"
    sent = Event(
        "m1",
        LATE - timedelta(minutes=1),
        kind="message",
        severity="긴급재난",
        place="대전광역시 동구",
        text=text,
    )
    office.room.city_now = picture(sent)

    expect(wall.locator("[data-situation]")).to_contain_text(text)
    expect(wall.locator("[data-asleep]")).to_be_hidden()


def test_without_data_the_picture_says_what_the_wall_says(office: Served, visit: Visits) -> None:
    office.room.portfolio = None
    page = form(visit, office)

    expect(page.locator("[data-picture] h1")).to_have_text(KOREAN.wall_no_projects)


def test_the_time_of_a_sleeping_wall_moves_on_and_never_stays_where_it_is(
    office: Served, visit: Visits
) -> None:
    office.walls.play(replace(STANDARD, night_from=time(22), night_until=time(6)), STANDARD, STAFF)
    office.now = LATE
    page = visit(1920, 1080).page
    page.clock.install()
    page.goto(f"{office.url}/wall")
    clock = page.locator("[data-clock]")
    expect(clock).to_be_visible()
    places = set()
    for _ in range(9):
        page.clock.run_for(180_000)
        box = clock.bounding_box()
        assert box is not None
        assert 0 < box["x"] < box["x"] + box["width"] < 1920
        assert 0 < box["y"] < box["y"] + box["height"] < 1080
        places.add((round(box["x"]), round(box["y"])))

    assert len(places) == 9
