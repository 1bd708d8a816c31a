"""README's table of settings is the table of the code, and nothing else reads the environment."""

import ast
import re
from pathlib import Path

from dashboard.settings import SETTINGS
from tests.support.source import python_files, text, tree

ROW = re.compile(r"^\| `([A-Z][A-Z0-9_]*)` \| (?:`([^`]+)`|\(empty\)) \| (.+?) \|$", re.MULTILINE)


def test_the_readme_shows_every_setting_with_its_default_and_meaning() -> None:
    rows = ROW.findall(text(Path("README.md")))
    settings = [(setting.name, setting.default, setting.meaning) for setting in SETTINGS]

    table = "\n".join(
        f"| `{name}` | {f'`{value}`' if value else '(empty)'} | {meaning} |"
        for name, value, meaning in settings
    )
    assert rows == settings, f"README.md's table of settings should be:\n{table}"
    assert len(rows) > 5


def test_only_the_command_line_reads_the_environment() -> None:
    readers = {
        str(path)
        for path in python_files("dashboard", "layouts", "callbacks", "db")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.environ", "os.getenv")
    }

    assert readers == {"dashboard/cli.py"}
