"""The list of faults is whole, and every test that it names is there."""

import re
from pathlib import Path

import pytest

from tests.faults.registry import FAULTS
from tests.support.source import text


def test_every_fault_of_the_server_is_played() -> None:
    assert list(FAULTS) == [f"F{number}" for number in range(1, 23)]


@pytest.mark.parametrize("fault", FAULTS)
def test_the_tests_of_a_fault_are_there(fault: str) -> None:
    for path, tests in FAULTS[fault].items():
        written = text(Path("tests") / path)
        for test in tests:
            assert re.search(rf"^def {test}\(", written, re.MULTILINE), f"{path}::{test}"
