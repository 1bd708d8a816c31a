"""Ids, addresses and colours are spelled once, looks stay out of Python."""

import ast
import re
from collections import defaultdict
from pathlib import Path

from dashboard import urls
from tests.support.source import project_files, python_files, strings, text, tree

DRAWING = ("layouts", "callbacks")
PAGES = ("dashboard", "layouts", "callbacks")
ADDRESS = re.compile(r"/[a-z_]")
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b|\b(?:rgb|hsl)a?\(")
NO_COLOUR = "rgba(0,0,0,0)"
"""Plotly's word for "transparent"."""

ADDRESSES_LIVE_IN = {
    Path("dashboard/urls.py"),  # of pages
    Path("callbacks/routes.py"),  # of the version and of health
    Path("dashboard/app.py"),  # of static files
}


def test_no_style_is_set_in_python() -> None:
    found = [
        f"{path}:{node.lineno}"
        for path in python_files(*PAGES)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and any(keyword.arg == "style" for keyword in node.keywords)
    ]

    assert found == []


def test_colours_are_spelled_in_style_sheets_only() -> None:
    in_python = [
        f"{path}:{line} {value}"
        for path in python_files(*PAGES, "db")
        for line, value in strings(path)
        if COLOUR.search(value.replace(" ", "").replace(NO_COLOUR, ""))
    ]
    in_scripts = [
        f"{path}: {match}"
        for path in project_files()
        if path.parts[0] == "assets" and path.suffix == ".js"
        for match in COLOUR.findall(text(path))
    ]

    assert in_python == []
    assert in_scripts == []
    assert COLOUR.search(text(Path("assets/tokens.css")))


def test_ids_are_spelled_in_one_module() -> None:
    seen = 0
    spelled = []
    for path in python_files(*DRAWING):
        if path == Path("layouts/ids.py"):
            continue
        for node in ast.walk(tree(path)):
            for given in _ids_given(node):
                seen += 1
                if isinstance(given, ast.Constant | ast.JoinedStr):
                    spelled.append(f"{path}:{given.lineno} {ast.unparse(given)}")

    assert spelled == []
    assert seen > 5


def test_addresses_are_spelled_once() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path in python_files(*PAGES):
        for line, value in strings(path):
            if ADDRESS.match(value):
                places[value].append(f"{path}:{line}")

    assert {value: where for value, where in places.items() if len(where) > 1} == {}
    strays = [
        f"{place} {value}"
        for value, where in places.items()
        for place in where
        if Path(place.partition(":")[0]) not in ADDRESSES_LIVE_IN
    ]
    assert strays == []
    assert urls.PATHS[urls.Page.DATA] in places


def test_scripts_use_the_addresses_of_python() -> None:
    known = {value for path in ADDRESSES_LIVE_IN for _, value in strings(path)}
    used = {
        address.partition("?")[0]
        for path in project_files()
        if path.parts[0] == "assets" and path.suffix == ".js"
        for address in re.findall(r"""fetch\(\s*["'`](/[^"'`]*)""", text(path))
    }

    assert used - known == set()
    assert used


def _ids_given(node: ast.AST) -> list[ast.expr]:
    """The expressions that name a component: `id=…`, and the first argument of Input, Output and State."""
    if not isinstance(node, ast.Call):
        return []
    given = [keyword.value for keyword in node.keywords if keyword.arg == "id"]
    name = ast.unparse(node.func).rpartition(".")[2]
    if name in ("Input", "Output", "State") and len(node.args) > 1:
        given.append(node.args[0])
    return given
