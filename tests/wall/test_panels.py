"""On a wall of 3 x 2 panels nothing that is read lies on a seam, and nothing over anything else, in either shape."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from playwright.sync_api import expect

from callbacks.wall import wall_of
from dashboard.domain.access import Actor, Role
from dashboard.domain.geometry import OwnGeometry
from dashboard.domain.playlist import STANDARD
from dashboard.domain.records import Event
from dashboard.domain.words import KOREAN_TIME
from tests.callbacks.application import VISITOR
from tests.layouts.city import BARE, RICH
from tests.support.browser import until_true
from tests.support.city_history import picture, rich_picture
from tests.wall.conftest import HeldWall
from tests.wall.fitting import misfits
from tests.wall.looking import FULL_HD, UHD, Visits, open_wall

PANELS, WHOLE = "3x2", "1x1"
SIX_OF_16_TO_9 = (5760, 2160)
SHAPES = [UHD, SIX_OF_16_TO_9]
STAFF = Actor("정책기획관", Role.STAFF, account="policy")
MIDNIGHT = datetime(2026, 11, 23, 0, 30, tzinfo=KOREAN_TIME)
ORBIT_SECONDS, ORBIT_PLACES = 180, 9
SHORT = "갑천 수위 상승. 하천변 출입을 삼가세요."
FORTY = "산불확산으로인하여 주민대피명령이 발령되었으니 지정대피소로 이동하시기바랍니다."
LONG = " ".join([SHORT, "저지대와 반지하에 계신 분은 가까운 대피소로 이동하시기 바랍니다."] * 5)
TAKEN_OVER = "document.documentElement.hasAttribute('data-taken-over')"
MADE_OF = "document.documentElement.dataset.panels"
PAIRING = "/pair?next=/wall"
HAS_CODE = "document.querySelector('[data-code]').textContent.trim().length === 7"
OPENED = "document.documentElement.dataset.over"
UNDER_PAUSE = """(root) => {
  const sign = document.querySelector('[data-pause]').getBoundingClientRect(), words = [];
  const walker = document.createTreeWalker(document.querySelector(root), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    for (const box of range.getClientRects()) {
      if (Math.min(box.right, sign.right) > Math.max(box.left, sign.left)
        && Math.min(box.bottom, sign.bottom) > Math.max(box.top, sign.top)) words.push(walker.currentNode.textContent);
    }
  }
  return words;
}"""
OPEN = """(id) => {
  const tile = document.querySelector('.slot.on [data-project]');
  tile.dataset.project = id;
  tile.click();
}"""


@pytest.mark.parametrize("size", SHAPES, ids=str)
def test_every_scene_keeps_clear_of_the_seams(panels: HeldWall, visit: Visits, size: tuple[int, int]) -> None:
    panels.room.city_now = rich_picture()
    wall = open_wall(visit, panels.url, size=size)
    kinds = {key.partition(":")[0] for key in wall.keys}
    assert kinds >= {"board", "area", "attention", "money", "city", "focus"}

    wrong = {key: misfits(wall.page, ".slot.on", PANELS) for key in wall.scenes(is_once_around=True)}

    assert {key: each for key, each in wrong.items() if each} == {}


@pytest.mark.parametrize("size", SHAPES, ids=str)
@pytest.mark.parametrize("project_id", [RICH, BARE])
def test_a_project_in_large_keeps_clear_of_the_seams(
    panels: HeldWall, visit: Visits, size: tuple[int, int], project_id: str
) -> None:
    page = open_wall(visit, panels.url, size=size).page

    page.evaluate(OPEN, project_id)
    until_true(page, f"{OPENED} === 'project:{project_id}'")

    assert misfits(page, ".over", PANELS) == []


def sent(text: str, count: int) -> list[Event]:
    at = datetime.now(UTC)
    places = "대전광역시 동구 ,대전광역시 서구 ,대전광역시 유성구"
    return [Event(f"m{n}", at, "message", "긴급재난", places, text, f"호우{n or ''}") for n in range(count)]


@pytest.mark.parametrize("size", [*SHAPES, FULL_HD], ids=str)
@pytest.mark.parametrize(
    ("text", "count"),
    [(SHORT, 1), (FORTY, 4), (f"[훈련] {SHORT * 3}", 2), (LONG, 5)],
    ids=["short", "forty", "drill", "long"],
)
def test_what_takes_a_wall_over_fits_however_long_it_is(
    held: HeldWall, panels: HeldWall, visit: Visits, size: tuple[int, int], text: str, count: int
) -> None:
    wall, made_of = (held, WHOLE) if size == FULL_HD else (panels, PANELS)
    wall.room.city_now = picture(*sent(text, count))
    page = open_wall(visit, wall.url, size=size).page
    until_true(page, TAKEN_OVER)

    assert misfits(page, ".situation", made_of) == []


def test_the_way_out_of_a_takeover_stands_at_the_bottom_however_short_the_text_is(
    held: HeldWall, visit: Visits
) -> None:
    held.room.city_now = picture(*sent(SHORT, 1))
    page = open_wall(visit, held.url).page
    until_true(page, TAKEN_OVER)

    button = page.locator("[data-acknowledge]").bounding_box()

    assert button is not None
    below = FULL_HD[1] - button["y"] - button["height"]
    assert 0 < below < 0.05 * FULL_HD[1]


@pytest.mark.parametrize("size", SHAPES, ids=str)
def test_at_night_the_time_stands_in_one_panel_after_another(
    panels: HeldWall, visit: Visits, size: tuple[int, int]
) -> None:
    panels.walls.play(replace(STANDARD, night_from=time(22), night_until=time(6)), STANDARD, STAFF)
    panels.now = MIDNIGHT
    page = open_wall(visit, panels.url, size=size).page
    clock = page.locator("[data-clock]")
    expect(clock).to_be_visible()

    stood = set()
    for _ in range(ORBIT_PLACES):
        assert misfits(page, ".asleep", PANELS) == []
        box = clock.bounding_box()
        assert box is not None
        stood.add((int(3 * box["x"] / size[0]), int(2 * box["y"] / size[1])))
        page.clock.fast_forward(ORBIT_SECONDS * 1000)

    assert stood == {(across, down) for across in range(3) for down in range(2)}


@pytest.mark.parametrize("size", SHAPES, ids=str)
def test_what_a_wall_says_when_it_has_nothing_to_show_keeps_clear_of_the_seams(
    panels: HeldWall, visit: Visits, size: tuple[int, int]
) -> None:
    panels.room.portfolio = None
    page = open_wall(visit, panels.url, "nothing", size=size).page

    assert misfits(page, ".slot.on", PANELS) == []


def test_the_sign_of_a_pause_lies_over_nothing_on_a_project_in_large(held: HeldWall, visit: Visits) -> None:
    page = open_wall(visit, held.url).page
    page.evaluate(OPEN, RICH)
    until_true(page, f"{OPENED} === 'project:{RICH}'")
    page.clock.run_for(1_000)
    page.evaluate("document.querySelector('[data-pause]').hidden = true")
    link = page.locator(".over [data-state]").bounding_box()
    rule = page.locator(".over > header").bounding_box()
    assert link is not None
    assert rule is not None
    assert link["x"] + link["width"] == pytest.approx(rule["x"] + rule["width"], abs=1), (
        "it ends where the rule ends"
    )

    page.evaluate("document.querySelector('[data-pause]').hidden = false")
    pause, moved = (
        page.locator("[data-pause]").bounding_box(),
        page.locator(".over [data-state]").bounding_box(),
    )

    assert pause is not None
    assert moved is not None
    assert moved["x"] + moved["width"] <= pause["x"]


@pytest.mark.parametrize("size", [*SHAPES, FULL_HD], ids=str)
@pytest.mark.parametrize("is_large", [False, True], ids=["scene", "project"])
def test_the_sign_of_a_pause_hides_no_word(
    held: HeldWall, panels: HeldWall, visit: Visits, size: tuple[int, int], is_large: bool
) -> None:
    page = open_wall(visit, (held if size == FULL_HD else panels).url, size=size).page
    if is_large:
        page.evaluate(OPEN, RICH)
        until_true(page, f"{OPENED} === 'project:{RICH}'")

    page.evaluate("document.querySelector('[data-pause]').hidden = false")

    assert page.evaluate(UNDER_PAUSE, ".over" if is_large else ".slot.on") == []


@pytest.mark.parametrize("size", SHAPES, ids=str)
def test_the_page_with_a_code_keeps_clear_of_the_seams(
    panels: HeldWall, visit: Visits, size: tuple[int, int]
) -> None:
    page = visit(*size).page
    page.goto(panels.url + PAIRING)
    until_true(page, HAS_CODE)

    assert misfits(page, ".pairing", PANELS) == []


def test_a_wall_shows_its_code_as_it_was_last_told_to_look(held: HeldWall, visit: Visits) -> None:
    held.walls.fit({wall_of(VISITOR): OwnGeometry(panels=PANELS)}, {}, STAFF)
    page = open_wall(visit, held.url, size=UHD).page
    until_true(page, f"{MADE_OF} === '{PANELS}'")

    page.goto(held.url + PAIRING)
    until_true(page, HAS_CODE)

    assert page.evaluate(MADE_OF) == PANELS
    assert misfits(page, ".pairing", PANELS) == []


@pytest.mark.parametrize(("hour", "worn"), [(12, "light"), (22, "dark")])
def test_the_page_with_a_code_wears_what_walls_wear_at_that_hour(
    light: HeldWall, visit: Visits, hour: int, worn: str
) -> None:
    light.now = datetime(2026, 11, 23, hour, tzinfo=KOREAN_TIME)
    page = visit(*FULL_HD).page
    page.goto(light.url + PAIRING)
    until_true(page, HAS_CODE)

    until_true(page, f"document.documentElement.dataset.theme === '{worn}'")


def test_what_nobody_can_read_of_a_look_is_forgotten(held: HeldWall, visit: Visits) -> None:
    page = visit(*FULL_HD).page
    page.goto(held.url + PAIRING)
    page.evaluate("localStorage.setItem('geometry', '{\"panels\":')")
    page.reload()
    until_true(page, HAS_CODE)

    assert page.evaluate(MADE_OF) == WHOLE
