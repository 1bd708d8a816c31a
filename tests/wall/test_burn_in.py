"""No pixel of a wall is bright for more than twelve hours of a day (WALL.md 7).

The playlist is played for a day as assets/wall.js plays it: every scene for its time, one project in focus a round,
the orbit from place to place. Each picture is taken once and counts, moved as the orbit moves it, for its share.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime, time
from itertools import cycle

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page

from dashboard.domain.words import KOREAN_TIME
from tests.conftest import IS_PROOF
from tests.support.pixels import Pixels, luminance, picture
from tests.support.server import RunningServer
from tests.wall.conftest import HeldWall
from tests.wall.looking import FULL_HD, THEMES, UHD, Visits, Wall, open_wall, wear

BRIGHT = 0.7
"""Relative luminance from which a pixel is bright."""
MOST_SHARE = 0.5
"""Of a day: twelve hours."""
DAY_SECONDS = 86_400
ORBIT_SECONDS, ORBIT_PLACES = 180, 9
LIGHT_HOURS = (7, 18)
"""From and until when a light wall is light, in Seoul."""
DAY = date(2026, 11, 23)
SIZES = (FULL_HD, UHD) if IS_PROOF else (FULL_HD,)
ALIKE = 0.999
"""Of two pictures: the edges of a few shapes are drawn between pixels, and otherwise at another place."""
TURNS = "focus:"
"""Scenes of which one is shown a round."""

Note = Callable[[str, object], None]
Move = tuple[int, int]
Shares = NDArray[np.float32]


def moved_by(page: Page) -> Move:
    """How far the orbit has moved the wall, in pixels."""
    x, y = page.evaluate(
        """() => {
          const { e, f } = new DOMMatrix(document.querySelector('[data-wall]').style.transform);
          return [e, f];
        }"""
    )
    return round(x), round(y)


def orbit(page: Page) -> list[Move]:
    """The places of the orbit in their order, by the page's own clock."""
    places = []
    for _ in range(ORBIT_PLACES):
        places.append(moved_by(page))
        page.clock.fast_forward(ORBIT_SECONDS * 1000)
    assert moved_by(page) == places[0], "it comes round"
    return places


def rounds(wall: Wall, known: Collection[str]) -> Iterator[tuple[str, int]]:
    """Scene and seconds without end, as a wall plays them."""
    scenes = [each for each in wall.told if each["key"] in known]
    for turn in cycle([each["key"] for each in scenes if each["key"].startswith(TURNS)]):
        for each in scenes:
            if not each["key"].startswith(TURNS) or each["key"] == turn:
                yield each["key"], int(each["seconds"])


def day(wall: Wall, places: list[Move], known: Collection[str]) -> Counter[tuple[str, Move]]:
    """Seconds of a day for which each of the `known` scenes stands at each place of the orbit."""
    found: Counter[tuple[str, Move]] = Counter()
    at = 0
    for key, seconds in rounds(wall, known):
        for second in range(at, min(at + seconds, DAY_SECONDS)):
            found[key, places[second // ORBIT_SECONDS % len(places)]] += 1
        at += seconds
        if at >= DAY_SECONDS:
            break
    return found


def moved(image: NDArray[np.bool_], move: Move) -> NDArray[np.bool_]:
    """The picture where the orbit moves it; at the edges the ground goes on."""
    x, y = move
    down, across = (
        np.clip(np.arange(size) - by, 0, size - 1) for size, by in zip(image.shape, (y, x), strict=True)
    )
    return np.asarray(image[down][:, across])


def bright_shares(pictures: Mapping[str, Pixels], played: Counter[tuple[str, Move]]) -> Shares:
    """The share of the played time for which each pixel is bright."""
    first = next(iter(pictures.values()))
    found: Shares = np.zeros(first.shape[:2], np.float32)
    bright = {key: luminance(each) > BRIGHT for key, each in pictures.items()}
    for (key, move), seconds in played.items():
        found += moved(bright[key], move) * np.float32(seconds / played.total())
    return found


def test_a_light_wall_is_light_in_the_hours_of_an_office_and_dark_after_them(
    light: HeldWall, visit: Visits
) -> None:
    first, last = LIGHT_HOURS
    worn = {}
    for at in (time(first - 1, 59), time(first), time(last - 1, 59), time(last)):
        light.now = datetime.combine(DAY, at, KOREAN_TIME)
        worn[at.hour] = open_wall(visit, light.url).page.evaluate("document.documentElement.dataset.theme")

    assert worn == {first - 1: "dark", first: "light", last - 1: "light", last: "dark"}


@pytest.mark.timeout(1200 if IS_PROOF else 180)
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_no_pixel_is_bright_for_more_than_half_of_a_day(
    demo_server: RunningServer, visit: Visits, record_property: Note, size: tuple[int, int]
) -> None:
    wall = open_wall(visit, demo_server.url, size=size)
    pictures: dict[str, dict[str, Pixels]] = {theme: {} for theme in THEMES}
    for key in wall.scenes(is_once_around=not IS_PROOF):
        assert moved_by(wall.page) == (0, 0)
        for theme in THEMES:
            wear(wall.page, theme)
            pictures[theme][key] = picture(wall.page)
    places = orbit(wall.page)
    in_light = (LIGHT_HOURS[1] - LIGHT_HOURS[0]) / 24

    shares = {theme: bright_shares(each, day(wall, places, each)) for theme, each in pictures.items()}
    a_day = {"dark": shares["dark"], "light": shares["light"] * in_light + shares["dark"] * (1 - in_light)}

    for theme, share in a_day.items():
        record_property(f"largest share of a day, a {theme} wall", round(float(share.max()), 3))
    assert {theme: float(share.max()) for theme, share in a_day.items() if share.max() > MOST_SHARE} == {}
    assert shares["light"].max() == pytest.approx(1, abs=0.01), "the ground of a light wall is bright"


def test_the_orbit_moves_the_picture_as_it_is(held: HeldWall, visit: Visits) -> None:
    page = open_wall(visit, held.url).page
    page.keyboard.press("Shift")  # what was touched stays when the hand is gone
    still = picture(page)
    page.clock.fast_forward(2 * ORBIT_SECONDS * 1000)

    x, y = moved_by(page)
    assert x > 0
    assert y > 0
    head = int(page.evaluate("document.querySelector('.slot.on main').getBoundingClientRect().top"))
    assert (picture(page)[head:, x:] == still[head - y : -y, :-x]).mean() > ALIKE


def test_a_wall_at_night_has_nothing_bright(held: HeldWall, visit: Visits) -> None:
    page = open_wall(visit, held.url).page
    page.evaluate(
        """() => {
          document.documentElement.classList.add('night');
          document.querySelector('[data-asleep]').hidden = false;
          document.querySelector('[data-clock]').textContent = '00:30';
        }"""
    )

    bright = luminance(picture(page)).max()

    assert 0.3 < bright <= BRIGHT
