"""Every dependency says why it is there, and the locks hold what pyproject.toml asks for."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.source import text

PROJECT = tomllib.loads(text(Path("pyproject.toml")))
RUNNING = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["setup"]]
TESTING = [one for one in PROJECT["dependency-groups"]["dev"] if isinstance(one, str)]


def test_every_dependency_has_a_reason_beside_it() -> None:
    lines = text(Path("pyproject.toml")).splitlines()

    without_reason = [
        requirement
        for requirement in RUNNING + TESTING
        if not any(f'"{requirement}"' in line and re.search(r"#\s*\w{1,}.{5,}", line) for line in lines)
    ]

    assert without_reason == []
    assert len(RUNNING) > 10


@pytest.mark.parametrize(
    ("lock", "requirements"),
    [("requirements.lock", RUNNING), ("requirements-dev.lock", RUNNING + TESTING)],
)
def test_a_lock_holds_a_version_in_every_range(lock: str, requirements: list[str]) -> None:
    locked = locked_versions(lock)

    outside = [
        f"{requirement} (locked: {locked.get(canonicalize_name(Requirement(requirement).name))})"
        for requirement in requirements
        if not Requirement(requirement).specifier.contains(
            locked.get(canonicalize_name(Requirement(requirement).name), "0")
        )
    ]

    assert outside == [], f"refresh {lock} with `make lock`"


def test_the_room_runs_on_what_was_tested() -> None:
    running, tested = locked_versions("requirements.lock"), locked_versions("requirements-dev.lock")

    assert {name: version for name, version in running.items() if tested.get(name) != version} == {}
    assert len(running) > 20


def test_the_static_files_are_locked_with_hashes() -> None:
    asked = json.loads(text(Path("package.json")))["dependencies"]
    locked = json.loads(text(Path("package-lock.json")))["packages"]

    assert locked[""]["dependencies"] == asked
    assert all(locked[f"node_modules/{name}"]["integrity"].startswith("sha512-") for name in asked)
    assert asked


def locked_versions(lock: str) -> dict[str, str]:
    """Package -> version, of a lock file."""
    pinned = re.findall(r"^([A-Za-z0-9._-]+)==([^ \\;]+)", text(Path(lock)), flags=re.MULTILINE)
    return {canonicalize_name(name): version for name, version in pinned}
