"""F22 at the real server process: the file of the store is destroyed under a running room."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard import urls
from dashboard.domain.words import KOREAN
from tests.support.browser import Visit
from tests.support.server import RunningServer
from tests.support.waiting import until

PAGES = (
    *urls.PATHS.values(),
    "/?since=v1",
    "/projects/P009",
    "/projects/P009/card",
    "/changes?since=v1",
    "/projects?as_of=v2",
    "/remote",
    "/wall",
    "/wall/programme",
    "/wall/names",
    "/wall/geometry",
)
NOT_FOR_STAFF = (urls.PATHS[urls.Page.ADMIN], urls.PATHS[urls.Page.AUDIT])
SAID_BY_DRIVERS = ("sqlite3", "malformed", "psycopg", "Error)")


@pytest.fixture
def server(start_server: Callable[..., RunningServer]) -> RunningServer:
    return start_server(DEMO="1", DEMO_STEP_SECONDS="86400")


@dataclass(frozen=True)
class StoreFile:
    """The file of a running room's store; to destroy it makes all of its bytes zero."""

    path: Path
    log: Path

    def destroy(self) -> bytes:
        whole = self.path.read_bytes()
        self.path.write_bytes(bytes(len(whole)))
        until(lambda: "the store is away" in self.log.read_text(encoding="utf-8"), "the room notices", 60)
        return whole


@pytest.fixture
def store_file(server: RunningServer, tmp_path: Path) -> StoreFile:
    """The store at rest: nothing of it is only in its log."""
    path = tmp_path / "var" / "store.db"
    with closing(sqlite3.connect(path)) as connection:
        until(lambda: connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0, "no reader")
    return StoreFile(path, server.log)


def test_what_is_held_stays_every_page_answers_and_the_cause_is_said_until_the_store_is_back(
    server: RunningServer, store_file: StoreFile, visit: Callable[..., Visit]
) -> None:
    whole = store_file.destroy()
    for path in PAGES:
        status, body = server.get(path)
        assert status in (200, 503) or (path in NOT_FOR_STAFF and status == 403), path
        assert not [word for word in SAID_BY_DRIVERS if word in body.decode()], path
    assert "cannot be made" not in server.log.read_text(encoding="utf-8")

    one = visit(1366, 768)
    page = one.page
    page.goto(server.url + "/")
    cause = KOREAN.store_away.format(cause=KOREAN.store_causes["damaged"])
    expect(page.locator("[data-live=problem]").last).to_have_text(cause)
    expect(page.locator("#main")).to_contain_text("136")
    link = page.locator("#react-entry-point [data-live=link]")
    expect(link).to_have_text(KOREAN.wall_link["stuck"])

    page.goto(server.url + "/changes?since=v1")
    expect(page.locator("#main")).to_contain_text(KOREAN.refusals["past_away"])
    store_file.path.write_bytes(whole)
    expect(page.locator("#main")).not_to_contain_text(KOREAN.refusals["past_away"], timeout=60_000)
    expect(page.locator("#main h1")).to_contain_text(KOREAN.since_title)
    expect(link).not_to_have_text(KOREAN.wall_link["stuck"])
    one.take_complaints()  # the browser's own line about the answer of 503
