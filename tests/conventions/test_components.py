"""The list of components and licences is made out of the locks, whole and valid (scripts/sbom.py)."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.utils import canonicalize_name

from tests.support.source import ROOT, text


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which `make sbom` has written."""
    folder = tmp_path_factory.mktemp("sbom")
    command = [sys.executable, "-m", "scripts.sbom", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def test_every_locked_package_stands_in_the_bill_with_its_hashes(made: Path) -> None:
    requirements = re.split(r"\n(?=\S)", text(Path("requirements.lock")))
    pinned = {
        (canonicalize_name(found[1]), found[2]): set(re.findall(r"sha256:([0-9a-f]{64})", one))
        for one in requirements
        if (found := re.match(r"([A-Za-z0-9._-]+)==([^ \\;]+)", one))
    }
    packages = json.loads(text(Path("package-lock.json")))["packages"]
    static = {(name.removeprefix("node_modules/"), one["version"]) for name, one in packages.items() if name}

    bill = components(made)

    listed = {(each["name"], each["version"]): hashes(each) for each in bill}
    assert listed.keys() == pinned.keys() | static
    assert {key: found for key, found in pinned.items() if listed[key] != found} == {}
    assert all(listed[key] for key in static)


def test_the_bill_is_valid_by_the_schema_of_cyclonedx(made: Path) -> None:
    written = (made / "sbom.json").read_text(encoding="utf-8")
    version = SchemaVersion.from_version(json.loads(written)["specVersion"])

    assert JsonStrictValidator(version).validate_str(written) is None


def test_every_component_that_is_installed_has_its_licence_in_the_list(made: Path) -> None:
    with (made / "licences.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))

    licences = {row["name"]: row["licence"] for row in rows}
    assert len(rows) == len(components(made))
    assert licences["dash"] == "MIT"
    assert licences["psycopg"] == "LGPL-3.0-only"
    assert licences["@fontsource-variable/noto-sans-kr"] == "OFL-1.1"
    assert sum(not licence for licence in licences.values()) < 5


def components(made: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((made / "sbom.json").read_text(encoding="utf-8"))["components"]
    return found


def hashes(component: dict[str, Any]) -> set[str]:
    """Every hash of a component, of its files too."""
    references = component.get("externalReferences", ())
    stated = [*component.get("hashes", ()), *(one for each in references for one in each.get("hashes", ()))]
    return {one["content"] for one in stated}
