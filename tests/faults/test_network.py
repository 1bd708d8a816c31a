"""F1 to F3: a municipal database that refuses, hangs, or is cut off in the middle of an answer."""

import threading
import time
from itertools import product

import psutil
import pytest

from dashboard.domain.runs import RunState
from dashboard.refresh import Outcome
from tests.conftest import IS_PROOF
from tests.faults.conftest import OpenTown
from tests.faults.town import checksum, reading
from tests.support.fault_proxy import Toxic
from tests.support.waiting import until

DEADLINE = 0.7
GIVEN_UP_SECONDS = 20.0
"""The deadline, and the start of a reader in place of the one that was killed, on a busy machine."""
BYTES_OF_A_READ = 65_536
POSITIONS = (0, 1, 100, 4096, BYTES_OF_A_READ)
HANG_ROUNDS = 50 if IS_PROOF else 4
BREAKING = (Toxic.REFUSE, Toxic.HANG, Toxic.RESET, Toxic.TRUNCATE)
ONLY_SLOW = (Toxic.LATENCY, Toxic.SLOW, Toxic.SLICES)
LARGE = 500
"""Projects: what is read of them is longer than every position."""


@pytest.mark.timeout(3600)
def test_a_source_that_hangs_anywhere_in_its_answer_is_given_up_at_the_deadline(
    open_town: OpenTown, sqlite_url: str
) -> None:
    town = open_town(projects=LARGE, deadline=DEADLINE)
    with reading(town.mapping_path, sqlite_url) as its:
        until(lambda: taken(its.refresh.run()), "the first read", 60)
        assert town.proxy.answered > BYTES_OF_A_READ
        town.proxy.poison(Toxic.HANG)
        its.refresh.run()
        files, threads = psutil.Process().num_fds(), threading.active_count()
        for round_ in range(HANG_ROUNDS):
            town.turn(round_)
            town.proxy.poison(Toxic.HANG, (0, 1, 100, BYTES_OF_A_READ)[round_ % 4])
            started = time.monotonic()

            outcome = its.refresh.run()

            assert outcome is not None
            assert outcome.state is RunState.FAILED
            assert time.monotonic() - started < GIVEN_UP_SECONDS
        until(lambda: psutil.Process().num_fds() <= files, "no file is left open")
        until(lambda: threading.active_count() <= threads, "no thread is left")
        until(lambda: town.readers() == 0, "no session is left at the municipal database")
        town.proxy.up()

        until(lambda: taken(its.refresh.run()), "recovery", 60)


@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    ("toxics", "deadline"), [(BREAKING, 3.0), (ONLY_SLOW, 60.0)], ids=["broken", "only slow"]
)
def test_an_answer_that_breaks_anywhere_is_taken_whole_or_not_at_all(
    open_town: OpenTown, sqlite_url: str, toxics: tuple[Toxic, ...], deadline: float
) -> None:
    town = open_town(projects=LARGE, deadline=deadline)
    some = [(toxic, POSITIONS[-number % len(POSITIONS)]) for number, toxic in enumerate(toxics, 1)]
    with reading(town.mapping_path, sqlite_url) as its:
        until(lambda: taken(its.refresh.run()), "the first read", 60)
        for number, (toxic, after) in enumerate(product(toxics, POSITIONS) if IS_PROOF else some):
            old = checksum(its.store)
            town.turn(number)
            town.proxy.poison(toxic, after)
            its.refresh.run()
            seen = checksum(its.store)
            town.proxy.up()
            until(lambda: taken(its.refresh.run()), f"recovery after {toxic} from byte {after}", 60)
            new = checksum(its.store)

            assert new != old
            assert seen in (old, new), f"half a snapshot after {toxic} from byte {after}"
            if toxic in ONLY_SLOW:
                assert seen == new, f"{toxic} from byte {after} was not waited for"


def taken(outcome: Outcome | None) -> bool:
    return outcome is not None and outcome.state in (RunState.CHANGED, RunState.UNCHANGED)
