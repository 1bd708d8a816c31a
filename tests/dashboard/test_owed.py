"""What a feed still owes is kept between two starts, so that a first fill that stopped halfway goes on."""

from datetime import UTC, datetime
from pathlib import Path

from dashboard.collecting import Memory
from dashboard.feeding import collecting_of
from dashboard.settings import load
from db.feeds.feed import Request

NOW = datetime(2031, 5, 6, 3, 0, tzinfo=UTC)
PIECE = Request("past", "/past", (("stationName", "가상동"), ("dataTerm", "MONTH")), is_fill=True)


def memory(folder: Path) -> Memory:
    return Memory(folder / "collecting.json", lambda: NOW)


def test_what_is_owed_is_the_same_after_a_restart(tmp_path: Path) -> None:
    memory(tmp_path).owes("airkorea", [PIECE])

    assert memory(tmp_path).owed("airkorea") == (PIECE,)
    assert memory(tmp_path).owed("kosis") == ()


def test_what_is_paid_is_forgotten_and_the_rest_of_the_memory_stays(tmp_path: Path) -> None:
    first = memory(tmp_path)
    first.has_come_to("airkorea", NOW)
    first.owes("airkorea", [PIECE])
    first.owes("airkorea", [])

    assert memory(tmp_path).owed("airkorea") == ()
    assert memory(tmp_path).newest("airkorea") == NOW


def test_the_words_of_the_room_name_its_feeds_too(tmp_path: Path) -> None:
    words = tmp_path / "words.toml"
    words.write_text('[feed_labels]\nutic = "우리 도로 소식"\n', encoding="utf-8")
    feeds = tmp_path / "feeds.toml"
    feeds.write_text("[utic]\n", encoding="utf-8")
    environment = {
        "FEEDS": str(feeds),
        "WORDS_FILE": str(words),
        "BUNDLE_KEY": "a key of thirty-two signs or more",
        "DATA_DIR": str(tmp_path),
    }

    collecting = collecting_of(load(environment), environment, lambda: NOW)

    assert collecting.feeds["utic"][0].label == "우리 도로 소식"
