"""`python -m bench.leading`: how soon a wall follows a remote, and a remote says what a wall does by itself.

In real browsers of one machine.
"""

import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.support.browser import open_visit, running_browser, until_true
from tests.support.server import RunningServer

LEADS = 30
TARGET_MS = 300.0
"""Issue 6: on the same network."""

WATCH = """() => {
  const mark = document.querySelector("[data-pause]");
  let was = mark.hidden;
  window.followed = [];
  new MutationObserver(() => {
    if (mark.hidden === was) return;
    was = mark.hidden;
    window.followed.push(performance.timeOrigin + performance.now());
  }).observe(mark, { attributes: true, attributeFilter: ["hidden"] });
}"""
PRESS = """() => {
  const at = performance.timeOrigin + performance.now();
  document.body.dispatchEvent(new KeyboardEvent("keydown", { code: "Space", key: " ", bubbles: true }));
  return at;
}"""


SHOWS = """() => {
  window.told = [];
  new MutationObserver(() => window.told.push(performance.timeOrigin + performance.now()))
    .observe(document.querySelector("[data-shows]"), { childList: true, characterData: true, subtree: true });
}"""
TURN = PRESS.replace('code: "Space", key: " "', 'code: "ArrowRight", key: "ArrowRight"')


def told_milliseconds(wall: Page, remote: Page, turns: int) -> list[float]:
    """From a key at the wall to its new scene at the remote; scenes of one title are told apart by their number."""
    remote.evaluate(SHOWS)
    found = []
    for number in range(1, turns + 1):
        turned = wall.evaluate(TURN)
        until_true(remote, "(number) => window.told.length === number", number)
        found.append(remote.evaluate("window.told[window.told.length - 1]") - turned)
    return found


def milliseconds(wall: Page, remote: Page, leads: int) -> list[float]:
    """From the key at the remote to the mark on the wall, for each of so many pauses and their ends."""
    wall.evaluate(WATCH)
    found = []
    for number in range(1, leads + 1):
        name = "go_on" if number % 2 == 0 else "pause"
        remote.locator(f".transport [data-command={name}]").wait_for()
        pressed = remote.evaluate(PRESS)
        until_true(wall, "(number) => window.followed.length === number", number)
        found.append(wall.evaluate("window.followed[window.followed.length - 1]") - pressed)
    return found


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, running_browser() as browser:
        server = RunningServer(("serve",), {"DEMO": "1", "DEMO_STEP_SECONDS": "86400"}, Path(folder))
        server.start()
        try:
            wall = open_visit(browser, 1920, 1080, reduced_motion=True).page
            wall.goto(server.url + "/wall")
            until_true(wall, "() => Boolean(document.documentElement.dataset.scene)")
            remote = open_visit(browser, 1366, 768, reduced_motion=True).page
            remote.goto(server.url + "/remote")
            expect(remote.locator("[data-walls] button")).to_have_count(2)
            found = milliseconds(wall, remote, LEADS)
            told = told_milliseconds(wall, remote, LEADS)
        finally:
            server.kill()
    for what, each in (("a wall follows a remote", found), ("a remote says what a wall does", told)):
        worst, median = max(each), statistics.median(each)
        sys.stdout.write(
            f"{what}: median {median:.0f} ms, worst {worst:.0f} ms of {len(each)}"
            f" (target {TARGET_MS:.0f} ms)\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
