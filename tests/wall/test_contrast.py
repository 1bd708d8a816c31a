"""Every text of a wall has a contrast of 7, every mark that carries meaning one of 3: measured on the pixels."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import pytest
from coloraide import Color
from playwright.sync_api import Page, expect

from dashboard.domain.city.districts import DISTRICTS
from dashboard.domain.records import Event
from tests.conftest import IS_PROOF
from tests.support.browser import until_true
from tests.support.city_history import picture
from tests.support.server import RunningServer
from tests.wall.conftest import HeldWall
from tests.wall.inked import GRAPHIC_LEAST, TEXT_LEAST, graphics, texts
from tests.wall.links import links
from tests.wall.looking import FULL_HD, THEMES, UHD, Visits, open_wall, styled, wear

FRONT, HEAD, TAKEN_OVER, WHOLE = ".slot.on", ".slot.on header", ".situation", "body"
LED_WALL = (3840, 1770)
"""2.17 : 1."""
WHOLE_SCREEN, IN_PANELS = "1x1", "3x2"
GEOMETRIES = [(FULL_HD, WHOLE_SCREEN)]
if IS_PROOF:
    GEOMETRIES += [(UHD, WHOLE_SCREEN), (LED_WALL, WHOLE_SCREEN), (UHD, IN_PANELS)]
STEPS = range(1, 6)

Note = Callable[[str, object], None]


class Least:
    """The lowest contrasts that were met, and what stays below the least that it should have."""

    def __init__(self) -> None:
        self.text = self.graphic = 21.0
        self.count = 0
        self.pale: list[str] = []

    def look(self, page: Page, root: str, where: str) -> None:
        """Measure what stands inside `root` in both themes."""
        for theme in THEMES:
            wear(page, theme)
            text, drawn = texts(page, root), graphics(page, root)
            assert text, f"nothing to read: {where}"
            self.count += len(text) + len(drawn)
            self.text = min([self.text, *(each.contrast for each in text)])
            self.graphic = min([self.graphic, *(each.contrast for each in drawn)])
            pale = [each for each in text if each.contrast < TEXT_LEAST]
            pale += [each for each in drawn if each.contrast < GRAPHIC_LEAST]
            self.pale += [f"{where} {theme} {each.contrast:.2f} {each.name}" for each in pale]

    def hold(self, note: Note) -> None:
        """Nothing is pale; the figures go to the report of the run."""
        note("elements", self.count)
        note("least contrast of text", round(self.text, 2))
        note("least contrast of graphics", round(self.graphic, 2))
        assert self.pale == []


def one_of_each_kind(keys: Iterable[str]) -> set[str]:
    """The first scene of each kind; all of them in a proof."""
    kinds: dict[str, str] = {}
    for key in keys:
        kinds.setdefault(key.partition(":")[0], key)
    return set(keys) if IS_PROOF else set(kinds.values())


@pytest.mark.timeout(3600 if IS_PROOF else 180)
@pytest.mark.parametrize(("size", "panels"), GEOMETRIES, ids=str)
def test_every_scene_stands_out_from_its_ground(
    visit: Visits,
    demo_server: RunningServer,
    start_server: Callable[..., RunningServer],
    record_property: Note,
    size: tuple[int, int],
    panels: str,
) -> None:
    server = demo_server
    if panels != WHOLE_SCREEN:
        server = start_server(DEMO="1", DEMO_STEP_SECONDS="86400", WALL_PANELS=panels)
    wall = open_wall(visit, server.url, size=size)
    assert wall.page.evaluate("document.documentElement.dataset.panels") == panels
    wanted, least = one_of_each_kind(wall.keys), Least()
    assert len(wanted) >= 7

    for key in wall.scenes(is_once_around=not IS_PROOF):
        if key in wanted:
            least.look(wall.page, FRONT, key)

    least.hold(record_property)


def test_every_grade_of_the_air_stands_out_on_every_step_of_the_map(
    visit: Visits, demo_server: RunningServer, record_property: Note
) -> None:
    page, least = open_wall(visit, demo_server.url, "city").page, Least()
    for step in STEPS if IS_PROOF else (STEPS[0], STEPS[-1]):
        page.evaluate(
            """(step) => {
              document.querySelectorAll('.slot.on polygon').forEach((each) => each.setAttribute('class', `m${step}`));
              document.querySelectorAll('.slot.on .d').forEach((each) => { each.className = `d m${step}`; });
              document.querySelectorAll('.slot.on .d .aq').forEach((each, at) => { each.className = `aq aq${at}`; });
            }""",
            step,
        )
        assert page.locator(".slot.on .d .aq").count() == len(DISTRICTS) == 5, "one of each grade"
        least.look(page, FRONT, f"step {step}")

    least.hold(record_property)


def test_every_state_of_the_link_and_the_sign_of_a_pause_stand_out(
    held: HeldWall, visit: Visits, record_property: Note
) -> None:
    least = Least()
    for state, wall in links(visit, held):
        least.look(wall.page, HEAD, state)
        if state == "fresh":
            wall.page.keyboard.press("Shift")
            expect(wall.page.locator("[data-pause]")).to_be_visible()
            least.look(wall.page, ".wall", "paused")
            wall.page.keyboard.press("Escape")

    least.hold(record_property)


@pytest.mark.parametrize("severity", ["위급재난", "긴급재난"])
def test_what_takes_a_wall_over_stands_out(
    held: HeldWall, visit: Visits, record_property: Note, severity: str
) -> None:
    at, text = datetime.now(UTC), "[훈련] 갑천 수위 상승. 하천변 출입을 삼가세요."
    held.room.city_now = picture(
        *(
            Event(f"m{n}", at, "message", severity, "대전광역시 동구", text, subject)
            for n, subject in enumerate(("호우", "홍수"))
        )
    )
    wall, least = open_wall(visit, held.url), Least()
    until_true(wall.page, "document.documentElement.hasAttribute('data-taken-over')")

    least.look(wall.page, TAKEN_OVER, severity)

    least.hold(record_property)


def test_the_page_with_a_code_stands_out(held: HeldWall, visit: Visits, record_property: Note) -> None:
    page, least = visit(*FULL_HD).page, Least()
    page.goto(f"{held.url}/pair?next=/wall")
    until_true(page, "document.querySelector('[data-code]').textContent.trim().length === 7")

    least.look(page, WHOLE, "pairing")

    least.hold(record_property)


def test_a_measure_finds_the_contrast_that_was_drawn(held: HeldWall, visit: Visits) -> None:
    page = open_wall(visit, held.url).page
    ground = Color(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    for grey in ("#595959", "#767676", "#b0b0b0"):
        with styled(page, {"header .sc": f"color:{grey}!important", ".dot": f"background:{grey}!important"}):
            title = next(each for each in texts(page, ".slot.on .sc"))
            dot = next(each for each in graphics(page, ".slot.on") if each.name.startswith(".dot"))

        wanted = Color(grey).contrast(ground)
        assert title.contrast == pytest.approx(wanted, rel=0.02)
        assert dot.contrast == pytest.approx(wanted, rel=0.02)
