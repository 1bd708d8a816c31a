"""Who may import whom, held against every import statement of the four packages.

`app, cli -> callbacks -> layouts -> screens, urls -> domain`; `db -> domain`; layouts and db never meet.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.source import PACKAGES, python_files, tree

MAY_IMPORT: dict[str, set[str]] = {
    "domain": {"domain"},
    "urls": {"domain"},
    "screens": {"screens", "urls", "domain"},
    "layouts": {"layouts", "screens", "urls", "domain"},
    "settings": set(),
    "callbacks": {"callbacks", "layouts", "screens", "urls", "domain"},
    "db": {"db", "domain"},
    "refreshing": {"refreshing", "db", "urls", "domain", "settings"},
    "top": {
        "top",
        "callbacks",
        "layouts",
        "screens",
        "urls",
        "domain",
        "settings",
        "db",
        "refreshing",
    },
}
"""Zone -> the zones it may import."""

ZONE_OF: dict[str, str] = {
    "dashboard": "domain",  # the package itself holds nothing
    "dashboard.domain": "domain",
    "dashboard.urls": "urls",
    "dashboard.screens": "screens",
    "dashboard.settings": "settings",
    "dashboard.archive": "refreshing",
    "dashboard.store_causes": "refreshing",
    "dashboard.refresh": "refreshing",
    "dashboard.scheduler": "refreshing",
    "dashboard.pairing": "refreshing",
    "dashboard.account_keeping": "refreshing",
    "dashboard.every": "refreshing",
    "dashboard.room": "refreshing",
    "dashboard.recording": "refreshing",
    "dashboard.record_room": "refreshing",
    "dashboard.audit_commands": "refreshing",
    "dashboard.snapshot": "refreshing",
    "dashboard.signing_in": "refreshing",
    "dashboard.account_commands": "refreshing",
    "dashboard.house": "refreshing",
    "dashboard.city_room": "refreshing",
    "dashboard.collecting": "refreshing",
    "dashboard.feeding": "refreshing",
    "dashboard.statistics": "refreshing",
    "dashboard.check": "refreshing",
    "dashboard.operations": "refreshing",
    "dashboard.away": "refreshing",
    "dashboard.subjects": "refreshing",
    "dashboard.wall_room": "refreshing",
    "dashboard.app": "top",
    "dashboard.central": "top",
    "dashboard.proxy": "top",
    "dashboard.headers": "top",
    "dashboard.cli": "top",
    "dashboard.entrance": "top",
    "dashboard.__main__": "top",
    "layouts": "layouts",
    "callbacks": "callbacks",
    "db": "db",
}
"""Module or package -> zone; the longest name that fits decides."""

FRAMEWORKS = {
    "alembic": {"db"},
    "apscheduler": {"refreshing"},
    "dash": {"layouts", "callbacks", "top"},
    "dash_bootstrap_components": {"layouts"},
    "flask": {"callbacks", "top"},
    "pandas": {"layouts", "db"},
    "plotly": {"layouts"},
    "psycopg": {"db"},
    "sqlalchemy": {"db", "refreshing", "top"},
    "waitress": {"top"},
}
"""What draws stays with what draws, what stores with what stores; the words and screens know neither."""

MODULES = {
    ".".join(path.with_suffix("").parts).removesuffix(".__init__"): path for path in python_files(*PACKAGES)
}


def test_no_module_imports_what_its_layer_may_not_know() -> None:
    seen = 0
    strays = []
    for module, path in MODULES.items():
        for imported, line in own_imports(module, path):
            seen += 1
            if zone(imported) not in MAY_IMPORT[zone(module)] and zone(imported) != zone(module):
                strays.append(
                    f"{path}:{line} {module} ({zone(module)}) imports {imported} ({zone(imported)});"
                    f" {zone(module)} may import {', '.join(sorted(MAY_IMPORT[zone(module)])) or 'nothing of ours'}"
                )
    assert strays == []
    assert seen > 20


def test_frameworks_stay_in_their_layers() -> None:
    seen = 0
    strays = []
    for module, path in MODULES.items():
        for imported, line in imports(path):
            layers = FRAMEWORKS.get(imported.partition(".")[0])
            if layers is not None:
                seen += 1
                if zone(module) not in layers:
                    strays.append(f"{path}:{line} {module} ({zone(module)}) imports {imported}")
    assert strays == []
    assert seen > 5


def test_every_layer_has_modules() -> None:
    assert {zone(module) for module in MODULES} == set(MAY_IMPORT)


def test_a_stray_import_is_seen() -> None:
    inside_a_function = ast.parse("def f():\n    from db import store\n    import dash.dcc\n")

    found = [name for name, _ in imported_names(inside_a_function)]

    assert found == ["db.store", "dash.dcc"]
    assert zone("db.store") not in MAY_IMPORT[zone("layouts.room")]


@pytest.mark.parametrize("module", ["dashboard.new_thing", "other"])
def test_a_module_without_a_layer_is_named(module: str) -> None:
    with pytest.raises(AssertionError, match=module):
        zone(module)


def zone(module: str) -> str:
    """The layer of a module of ours."""
    name = module
    while name not in ZONE_OF or (name == "dashboard" and module != "dashboard"):
        name = name.rpartition(".")[0]
        assert name, f"{module} has no layer: give it one in ZONE_OF, and say why in the README's decisions"
    return ZONE_OF[name]


def own_imports(module: str, path: Path) -> Iterator[tuple[str, int]]:
    """Our modules that a file imports, with the line; `from package import name` counts as the submodule."""
    for imported, line in imports(path):
        if imported.partition(".")[0] in PACKAGES:
            ours = imported if imported in MODULES else imported.rpartition(".")[0]
            assert ours in MODULES, f"{path}:{line} imports {imported}, which is not there"
            if ours != module:
                yield ours, line


def imports(path: Path) -> Iterator[tuple[str, int]]:
    return imported_names(tree(path))


def imported_names(module: ast.Module) -> Iterator[tuple[str, int]]:
    """Every name that any import statement of a file brings in, inside functions and branches too."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the layer"
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)
