"""The project's own files, for the tests that read them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("dashboard", "layouts", "callbacks", "db")
MADE_FOLDERS = {".git", ".venv", ".build", "vendor", "var", "dist", "node_modules"}


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is or would be committed, relative to the project."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        paths = [Path(name) for name in listed.stdout.split("\0") if name]
        return tuple(sorted(path for path in set(paths) if (ROOT / path).is_file()))
    return tuple(sorted(_walked(ROOT)))  # a copy without its history


def python_files(*folders: str) -> tuple[Path, ...]:
    """The project's Python files in `folders`, relative to the project."""
    found = tuple(path for path in project_files() if path.suffix == ".py" and path.parts[0] in folders)
    assert found, f"no Python file in {folders}"
    return found


def text(path: Path) -> str:
    """The content of a file of the project; a test file in another encoding gives substitutes."""
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")


def tree(path: Path) -> ast.Module:
    """The syntax tree of a Python file of the project."""
    return ast.parse(text(path), str(path))


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Line and value of the string constants of a Python file; those that stand alone describe and are left out."""
    module = tree(path)
    descriptions = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in descriptions:
            yield node.lineno, node.value


def _walked(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name not in MADE_FOLDERS and not entry.name.endswith("cache"):
            if entry.name not in ("__pycache__", ".hypothesis"):
                yield from _walked(entry)
        elif entry.is_file():
            yield entry.relative_to(ROOT)
