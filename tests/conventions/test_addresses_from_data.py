"""An address that came with the data is followed only when `safe_href` has let it through."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.support.source import PACKAGES, project_files, python_files, text, tree

WAYS_ARE_MADE_IN = Path("layouts/parts.py")
SAFE_IS_MADE_IN = Path("dashboard/domain/documents.py")


def calls(path: Path, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in names:
            yield node


def test_links_are_made_in_one_module_but_for_parts_of_a_page_and_our_own_addresses() -> None:
    seen = 0
    strays = []
    for path in python_files("layouts", "callbacks"):
        for call in calls(path, "html.A", "dcc.Link", "dbc.NavLink", "dbc.Button", "html.Iframe"):
            seen += 1
            led = [each.value for each in call.keywords if each.arg in ("href", "src", "action")]
            if path != WAYS_ARE_MADE_IN and not all(map(_is_our_own, led)):
                strays.append(f"{path}:{call.lineno} {ast.unparse(call.func)}")

    assert strays == []
    assert seen > 4


def test_a_way_to_another_host_takes_what_was_let_through_and_nothing_else() -> None:
    outside = next(
        node
        for node in ast.walk(tree(WAYS_ARE_MADE_IN))
        if isinstance(node, ast.FunctionDef) and node.name == "outside"
    )
    makers = [path for path in python_files(*PACKAGES) for _ in calls(path, "SafeHref")]
    casts = [
        path
        for path in python_files(*PACKAGES)
        for call in calls(path, "cast")
        if "SafeHref" in ast.unparse(call)
    ]

    assert [ast.unparse(each.annotation) for each in outside.args.args if each.annotation][-1] == "SafeHref"
    assert makers == [SAFE_IS_MADE_IN]
    assert casts == []


def test_no_script_writes_markup_or_runs_a_text() -> None:
    scripts = [path for path in project_files() if path.parts[0] == "assets" and path.suffix == ".js"]
    forbidden = (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "srcdoc",
    )
    found = [f"{path}: {word}" for path in scripts for word in forbidden if word in text(path)]

    assert found == []
    assert len(scripts) > 5


def _is_our_own(led: ast.expr) -> bool:
    """`urls.something(…)`, an address of urls, or a part of the same page."""
    if isinstance(led, ast.JoinedStr):
        first = led.values[0]
        return isinstance(first, ast.Constant) and str(first.value).startswith("#")
    return ast.unparse(led).startswith("urls.")
