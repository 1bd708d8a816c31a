"""Who asks too often waits; a wall with eight tabs never does, and the memory for it has an end."""

from functools import partial
from pathlib import Path

import pytest

from callbacks import limits
from callbacks.limits import Buckets
from tests.callbacks.application import HeldRoom, client, taken_out
from tests.guard.bodies import UPDATE, show_body


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_gives_what_flows_in_and_says_how_long_to_wait() -> None:
    clock = Clock()
    bucket = Buckets(rate=2, most=3, clock=clock)

    assert [bucket.wait("a") for _ in range(4)] == [0, 0, 0, pytest.approx(0.5)]
    assert bucket.wait("b") == 0
    clock.now += 0.5
    assert bucket.wait("a") == 0
    assert bucket.wait("a") > 0
    clock.now += 3600
    assert [bucket.wait("a") > 0 for _ in range(4)] == [False, False, False, True]


def test_waiting_does_not_grow_by_asking() -> None:
    bucket = Buckets(rate=1, most=1, clock=Clock())
    bucket.wait("a")

    assert {bucket.wait("a") for _ in range(100)} == {1.0}


def test_the_visitors_that_are_remembered_have_an_end() -> None:
    bucket = Buckets(rate=1, most=1)
    for number in range(limits.MOST_VISITORS + 500):
        bucket.wait(str(number))

    assert len(bucket._buckets) == limits.MOST_VISITORS


@pytest.mark.parametrize(
    ("path", "setting"),
    [
        ("/", "SCREENS_PER_SECOND"),
        ("/projects/p1", "SCREENS_PER_SECOND"),
        ("/api/search?q=1", "SEARCHES_PER_SECOND"),
        ("/api/projects?start=0&end=1", "SEARCHES_PER_SECOND"),
        ("/export/projects.csv", "EXPORTS_PER_MINUTE"),
        ("/export/report.hwpx", "EXPORTS_PER_MINUTE"),
    ],
)
def test_too_many_are_told_to_wait(tmp_path: Path, path: str, setting: str) -> None:
    browser = client(HeldRoom(), tmp_path, **{setting: "0.2"})
    ask = partial(taken_out, browser) if path.startswith("/export/") else browser.get
    answers = [ask(path) for _ in range(4)]

    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 300
    assert browser.get("/healthz").status_code == 200


def test_a_visitor_does_not_use_up_what_is_anothers(tmp_path: Path) -> None:
    browser = client(HeldRoom(), tmp_path, SCREENS_PER_SECOND="0.1")
    assert [browser.get("/").status_code for _ in range(2)] == [200, 429]

    assert browser.get("/", environ_base={"REMOTE_ADDR": "10.0.0.9"}).status_code == 200


def test_a_wall_with_eight_tabs_is_never_told_to_wait(tmp_path: Path) -> None:
    """Half an hour of a wall: every two seconds each tab asks for news, and in the worst case gets some."""
    clock = Clock()
    settings_rate = 50.0  # the default of SCREENS_PER_SECOND
    bucket = Buckets(settings_rate, settings_rate * 10, clock)
    browser = client(HeldRoom(), tmp_path)

    assert [browser.get("/api/version").status_code for _ in range(700)] == [200] * 700
    assert browser.post(UPDATE, json=show_body("/")).status_code == 200
    for _ in range(900):
        assert [bucket.wait("wall") for _ in range(8)] == [0.0] * 8
        clock.now += 2
