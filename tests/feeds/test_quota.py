"""Requests are counted by feed and Seoul day, over restarts and between processes."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db.feeds.feed import FeedError
from db.feeds.quota import Quota
from tests.feeds.builders import seoul

NOON = seoul(2031, 5, 6, 12)


def test_each_request_is_counted_and_survives_a_restart(tmp_path: Path) -> None:
    for _ in range(3):
        Quota(tmp_path / "deep" / "quota.json").take("airkorea", 500, NOON)

    again = Quota(tmp_path / "deep" / "quota.json")
    assert again.used("airkorea", NOON) == 3
    assert again.used("kosis", NOON) == 0


def test_beyond_the_quota_nothing_is_asked_any_more_today(tmp_path: Path) -> None:
    quota = Quota(tmp_path / "quota.json")
    quota.take("airkorea", 2, NOON)
    quota.take("airkorea", 2, NOON)

    with pytest.raises(FeedError, match="2회") as caught:
        quota.take("airkorea", 2, NOON)

    assert not caught.value.may_retry
    assert quota.used("airkorea", NOON) == 2
    quota.take("kosis", None, NOON)


def test_the_day_is_one_of_seoul(tmp_path: Path) -> None:
    quota = Quota(tmp_path / "quota.json")
    late = datetime(2031, 5, 6, 14, 59, tzinfo=UTC)
    quota.take("airkorea", 1, late)

    quota.take("airkorea", 1, late + timedelta(minutes=1))

    assert quota.used("airkorea", late + timedelta(minutes=1)) == 1


def test_a_run_over_midnight_takes_no_count_from_the_new_day(tmp_path: Path) -> None:
    quota = Quota(tmp_path / "quota.json")
    late = datetime(2031, 5, 6, 14, 59, tzinfo=UTC)
    early = late + timedelta(minutes=1)
    quota.take("kosis", 9, early)

    quota.take("airkorea", 9, late)

    assert (quota.used("kosis", early), quota.used("airkorea", late)) == (1, 1)


def test_days_that_a_wrong_clock_has_counted_are_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "quota.json"
    for days in (0, 9000, 9001, 0):
        Quota(path).take("airkorea", 9, NOON + timedelta(days=days))

    assert list(json.loads(path.read_text("utf-8"))) == ["2031-05-06"]


def test_a_torn_file_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "quota.json"
    for torn in ('{"2031-05-06": {"airk', "[]", '{"2031-05-06": {"airkorea": "x"}}', ""):
        path.write_text(torn, encoding="utf-8")
        Quota(path).take("airkorea", 5, NOON)
        assert Quota(path).used("airkorea", NOON) == 1


def test_what_cannot_be_counted_is_not_asked(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(FeedError, match="적을 수 없어"):
        Quota(tmp_path / "file" / "quota.json").take("airkorea", 5, NOON)


def test_threads_of_one_process_lose_no_count(tmp_path: Path) -> None:
    quota = Quota(tmp_path / "quota.json")
    names = [f"feed{number}" for number in range(8)]

    def ask(name: str) -> None:
        for _ in range(20):
            quota.take(name, None, NOON)

    with ThreadPoolExecutor(len(names)) as pool:
        list(pool.map(ask, names))

    assert {name: quota.used(name, NOON) for name in names} == dict.fromkeys(names, 20)


def test_two_processes_count_together(tmp_path: Path) -> None:
    path = tmp_path / "quota.json"
    program = (
        "import sys; from datetime import datetime, UTC; from pathlib import Path;"
        "from db.feeds.quota import Quota; quota = Quota(Path(sys.argv[1]));"
        "[quota.take('airkorea', None, datetime(2031, 5, 6, 3, tzinfo=UTC)) for _ in range(50)]"
    )
    running = [subprocess.Popen([sys.executable, "-c", program, str(path)]) for _ in range(2)]

    assert [one.wait(60) for one in running] == [0, 0]
    assert json.loads(path.read_text(encoding="utf-8")) == {"2031-05-06": {"airkorea": 100}}
