"""Collecting and showing as two programs with no socket between them: only files pass from one to the other."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.demo.feeds.server import FeedServer
from db.demo.feeds.settings import demo_settings
from db.feeds.feed import Settings
from tests.support.city import City
from tests.support.server import RunningServer
from tests.support.waiting import until

KEY = "one secret of both zones, long enough"
Start = Callable[..., RunningServer]


@pytest.fixture
def sources() -> Iterator[FeedServer]:
    server = FeedServer()
    server.start()
    yield server
    server.stop()


def feeds_file(path: Path, sources: FeedServer, *names: str) -> Path:
    """A file of feed settings that asks the local server for these feeds."""
    known = demo_settings(sources, 60.0)
    path.write_text("\n".join(_section(name, known[name]) for name in names), encoding="utf-8")
    return path


def _section(name: str, settings: Settings) -> str:
    options = "\n".join(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in settings.options)
    return (
        f'[{name}]\nbase = "{settings.base}"\nkey = "${{FEED_KEY}}"\nseconds = {settings.seconds}\n'
        f"[{name}.options]\n{options}\n"
    )


def collect(start_server: Start, folder: Path, feeds: Path, key: str = KEY) -> Path:
    """One run of the collecting program, which ends by itself; the bundle that it wrote."""
    program = start_server(
        "collect",
        "--once",
        wait=False,
        FEEDS=str(feeds),
        FEED_KEY="demo+key/==",
        BUNDLE_KEY=key,
        BUNDLE_DIR=str(folder),
        DATA_DIR=str(folder / "state"),
        STORE_URL="postgresql+psycopg://nobody@127.0.0.1:1/none",
    )
    assert program.wait() == 0, program.tail()
    return max(folder.glob("*.bundle.zip"))


def test_what_one_program_collects_another_shows_without_a_socket_between_them(
    tmp_path: Path, start_server: Start, sources: FeedServer
) -> None:
    outside = tmp_path / "outside"
    feeds = feeds_file(tmp_path / "feeds.toml", sources, "airkorea", "kma_now")
    bundle = collect(start_server, outside, feeds)
    sources.stop()  # whatever the room shows from now on came in the file
    drop = tmp_path / "drop"
    drop.mkdir()
    city = City(tmp_path)
    room = start_server(
        "serve",
        MAPPINGS=str(city.mapping_path),
        DROP_DIR=str(drop),
        DROP_SECONDS="0.2",
        BUNDLE_KEY=KEY,
    )

    shutil.copy(bundle, drop / bundle.name)

    until(lambda: not list(drop.iterdir()), "the bundle is taken in", 30.0)
    (receipt,) = (tmp_path / "var" / "feeds" / "receipts").iterdir()
    assert json.loads(receipt.read_text("utf-8"))["state"] == "accepted", receipt.read_text("utf-8")
    until(lambda: "읍내동".encode() in room.get("/city?panel=environment")[1], "the station is shown", 30.0)


def test_a_room_does_not_take_bundles_without_a_key(tmp_path: Path, start_server: Start) -> None:
    room = start_server("serve", wait=False, DEMO="1", DROP_DIR=str(tmp_path))

    assert room.wait() == 1
    assert "BUNDLE_KEY" in room.tail()


@pytest.mark.parametrize("missing", ["FEEDS", "BUNDLE_KEY"])
def test_collecting_without_what_it_needs_says_what(
    tmp_path: Path, start_server: Start, sources: FeedServer, missing: str
) -> None:
    given = {
        "FEEDS": str(feeds_file(tmp_path / "feeds.toml", sources, "airkorea")),
        "BUNDLE_KEY": KEY,
        "FEED_KEY": "k",
    }
    del given[missing]
    program = start_server("collect", "--once", wait=False, **given)

    assert program.wait() == 1
    assert missing in program.tail()
    assert KEY not in program.tail()


def test_keys_are_in_no_bundle_no_log_and_no_file(
    tmp_path: Path, start_server: Start, sources: FeedServer
) -> None:
    outside = tmp_path / "outside"
    feeds = feeds_file(tmp_path / "feeds.toml", sources, "airkorea", "kma_now", "tashu", "daejeon_traffic")
    collect(start_server, outside, feeds)

    written = [path for path in outside.rglob("*") if path.is_file()]
    assert len(written) >= 3
    for path in [*written, *tmp_path.glob("*.log")]:
        content = path.read_bytes()
        for shape in (b"demo+key/==", b"demo%2Bkey%2F%3D%3D", KEY.encode()):
            assert shape not in content, path
