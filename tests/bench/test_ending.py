"""A measurement that is ended takes the servers with it that it has started."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.support.server import PASSED_ON, ROOT
from tests.support.waiting import until


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_no_room_stays_behind_when_the_screens_are_no_longer_measured(
    tmp_path: Path, number: signal.Signals
) -> None:
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    program = subprocess.Popen(
        [sys.executable, "-m", "bench.screens", "136", "--runs", "1"],
        cwd=ROOT,
        env=environment | {"TMPDIR": str(tmp_path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        room = until(lambda: room_of(program.pid), "the room was started", 120)
        assert room is not None
        every = [room, *room.children(recursive=True)]

        program.send_signal(number)

        assert program.wait(30) == 130
        assert not psutil.wait_procs(every, timeout=10)[1]
        assert list(tmp_path.iterdir()) == []
    finally:
        end(program)


def room_of(pid: int) -> psutil.Process | None:
    """The room that the program has started, when it has."""
    for child in psutil.Process(pid).children(recursive=True):
        if child.cmdline()[-2:] == ["dashboard", "serve"]:
            return child
    return None


def end(program: subprocess.Popen[bytes]) -> None:
    """Whatever the program has left behind is ended, each process by its id."""
    left = psutil.Process(program.pid).children(recursive=True) if program.poll() is None else []
    program.kill()
    program.wait()
    for process in left:
        if process.is_running():
            process.kill()
