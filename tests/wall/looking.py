"""A wall in a browser, scene by scene, with its clock held still so that pictures can be compared."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from playwright.sync_api import Page, Response

from tests.support.browser import Visit, until_true

Visits = Callable[..., Visit]
THEMES = ("dark", "light")
FULL_HD, UHD = (1920, 1080), (3840, 2160)
SHOWN = "document.documentElement.dataset.scene"
TOUCHED_SECONDS = 2
"""Between the clock's last look and its halt: it must not lie behind."""


@dataclass(frozen=True)
class Wall:
    """`told` are the scenes that the server has given it: key, seconds and tree of each."""

    page: Page
    told: tuple[Mapping[str, Any], ...]

    @property
    def keys(self) -> list[str]:
        return [each["key"] for each in self.told]

    def scenes(self, *, is_once_around: bool) -> Iterator[str]:
        """Each scene's key while the wall shows it, and nothing says that it was touched.

        Once around the playlist, one project in focus is shown; otherwise it goes around until all have been.
        """
        seen: set[str] = set()
        while seen != set(self.keys):
            key = str(self.page.evaluate(SHOWN))
            if key in seen and is_once_around:
                return
            if key not in seen:
                seen.add(key)
                yield key
            self.page.keyboard.press("ArrowRight")
            self.page.keyboard.press("Escape")


def open_wall(visit: Visits, url: str, scene: str = "board", size: tuple[int, int] = FULL_HD) -> Wall:
    """A wall that shows a scene; from now on its clock moves only when it is told to."""
    page: Page = visit(*size).page
    page.clock.install()
    with page.expect_response(_has_scenes) as first:
        page.goto(f"{url}/wall?scene={scene}")
    told = first.value.json()["scenes"]
    until_true(page, f"{SHOWN} === {told[0]['key']!r} || ({SHOWN} || '').startsWith({scene!r})")
    page.evaluate("document.fonts.ready.then(() => true)")
    hold_still(page)
    return Wall(page, tuple(told))


def _has_scenes(answer: Response) -> bool:
    """They may still be being drawn when a wall first asks for them."""
    return answer.url.endswith("/api/wall") and "scenes" in answer.json()


def hold_still(page: Page) -> None:
    """Stop the page's clock a moment from its now."""
    now = datetime.fromisoformat(str(page.evaluate("new Date().toISOString()")))
    page.clock.pause_at(now + timedelta(seconds=TOUCHED_SECONDS))


def wear(page: Page, theme: str) -> None:
    """Put the wall into a theme, as the server's setting WALL_THEME does."""
    page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)


@contextmanager
def styled(page: Page, rules: Mapping[str, str]) -> Iterator[None]:
    """Meanwhile these rules of style stand above others; a sheet of ours takes them, for the page loads no other."""
    texts = [f"{selector}{{{declared}}}" for selector, declared in rules.items()]
    page.evaluate("(rules) => rules.forEach((rule) => document.styleSheets[0].insertRule(rule, 0))", texts)
    yield
    page.evaluate("(rules) => rules.forEach(() => document.styleSheets[0].deleteRule(0))", texts)
