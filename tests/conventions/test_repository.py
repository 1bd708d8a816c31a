"""What is committed is our own, small, and names no place of one machine."""

import ast
import re
from pathlib import Path

from tests.support.source import ROOT, project_files, python_files, text, tree

FOREIGN_ENDINGS = {
    *(".woff", ".woff2", ".ttf", ".otf", ".eot", ".map", ".whl", ".tgz", ".gz", ".zip", ".jar"),
    *(".so", ".dll", ".exe", ".pyc", ".db", ".sqlite", ".sqlite3"),
}
PICTURES = {".png", ".jpg", ".svg", ".ico"}
LARGEST_TEXT = 200_000
LARGEST_PICTURE = 1_500_000
LOCKS = ("requirements.lock", "requirements-dev.lock", "package-lock.json")
READ_BY_PEOPLE = {".md", *PICTURES}
LOCAL_HOSTS = ("127.0.0.1", "localhost", "www.w3.org", "example.", "{", "%s")
"""www.w3.org names the vocabulary of SVG: nothing is fetched from it."""
NAMING_SOURCES = (Path("db/feeds/registry.py"), Path("mappings/feeds.toml"))
"""Where the public sources of city statistics are named; the room asks them only when it is told to."""


def test_no_file_of_others_is_committed() -> None:
    foreign = [
        str(path)
        for path in project_files()
        if path.suffix.lower() in FOREIGN_ENDINGS or ".min." in path.name or "node_modules" in path.parts
    ]

    assert foreign == []
    assert len(project_files()) > 20


def test_no_file_is_too_large_to_be_our_own_text() -> None:
    sizes = {path: (ROOT / path).stat().st_size for path in project_files() if path.name not in LOCKS}

    large = {
        str(path): size
        for path, size in sizes.items()
        if size > (LARGEST_PICTURE if path.suffix in PICTURES else LARGEST_TEXT)
    }

    assert large == {}


def test_locks_hold_hashes_and_no_address() -> None:
    for name in LOCKS:
        content = text(Path(name))
        assert "://" not in content, f"{name} names a host: refresh it with `make lock`"
        assert '"resolved"' not in content, f"{name} says where a package was fetched from"
    for name in LOCKS[:2]:
        requirements = re.split(r"\n(?=\S)", text(Path(name)))
        pinned = [one for one in requirements if "==" in one]
        assert len(pinned) > 20
        assert [one for one in pinned if "--hash=sha256:" not in one] == []
        assert [one for one in requirements if one.startswith("-")] == [], "an option names a place"


def test_the_program_names_no_other_host() -> None:
    addresses = [
        f"{path}: {address}"
        for path in project_files()
        if path.suffix not in READ_BY_PEOPLE and path.parts[0] != "tests" and path not in NAMING_SOURCES
        for address in re.findall(r"(?:https?|wss?)://([^\s\"'/)<>]*)", text(path))
        if address and not address.startswith(LOCAL_HOSTS)
    ]

    assert addresses == []


def test_no_path_of_one_machine_is_named() -> None:
    of_one_machine = re.compile(r"(?<![\w.])/(?:home|root|work|Users)/\w")

    found = [
        str(path)
        for path in project_files()
        if path.suffix not in PICTURES and of_one_machine.search(text(path))
    ]

    assert found == []


def test_tests_neither_sleep_nor_skip_nor_expect_to_fail() -> None:
    found = [
        f"{path}:{node.lineno} {ast.unparse(node)}"
        for path in python_files("tests")
        if path != Path("tests/support/waiting.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and (
            node.attr in ("skip", "skipif", "xfail", "importorskip", "wait_for_timeout")
            or (node.attr == "sleep" and ast.unparse(node.value) in ("time", "asyncio"))
        )
    ]

    assert found == []


def test_no_error_is_swallowed() -> None:
    found = [
        f"{path}:{node.lineno}"
        for path in python_files("dashboard", "layouts", "callbacks", "db", "scripts", "tests")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and all(isinstance(step, ast.Pass) for step in node.body)
    ]

    assert found == []
