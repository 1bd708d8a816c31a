"""What people read about a source stands in `dashboard.domain.words`; its readers know the city's input only."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from dashboard.domain.vocabulary import Reason
from dashboard.domain.words import KOREAN
from tests.support.source import python_files, strings, tree

HANGUL = re.compile("[ㄱ-ㆎ가-힣]")
SILENT = (
    *(path for path in python_files("db") if path.parent == Path("db/sources")),
    Path("dashboard/refresh.py"),
    Path("dashboard/check.py"),
)

INPUT: dict[str, set[str]] = {
    "db/sources/dates.py": {
        *("_PARENTHESES", "_AROUND", "_TIME", "_TAIL", "_SHORT_YEAR", "_OPEN", "_RANGE", "_SAME_YEAR"),
        *(
            "_TWO_DIGIT_YEAR",
            "_MONTH_OF_TWO_DIGITS",
            "_Y",
            "_DAY",
            "_MONTH",
            "_QUARTER",
            "_FIRST_HALF",
            "_HALF",
            "_YEAR",
        ),
    },
    "db/sources/fields.py": {"MISSING_TEXTS", "_TRUE", "_FALSE"},
    "db/sources/folder.py": {"NAMELESS_COLUMN"},
    "db/sources/money.py": {"WON", "WON_UNITS", "_WORDS", "_GAP"},
    "db/sources/tables.py": {"ORIGINAL_PLAN"},
    "db/sources/words.py": {"_YEAR"},
}
"""Module -> its constants that hold Korean which cities write and the readers recognise."""


def test_the_readers_of_a_source_say_nothing_in_words_of_their_own() -> None:
    known = {place for path in SILENT for place in _lines_of_input(path)}
    spoken = [
        f"{path}:{line} {value}"
        for path in SILENT
        for line, value in strings(path)
        if HANGUL.search(value) and (path, line) not in known
    ]

    assert spoken == []
    assert len(SILENT) > 15


def test_the_list_of_input_names_what_is_there_and_korean() -> None:
    for name, constants in INPUT.items():
        path = Path(name)
        korean = {line for line, value in strings(path) if HANGUL.search(value)}
        found = {constant: lines for constant, lines in _constants(path) if constant in constants}

        assert set(found) == constants
        assert [constant for constant, lines in found.items() if not korean & set(lines)] == []


def test_a_file_that_cannot_be_used_gives_its_sentence_all_its_values() -> None:
    raised = [
        node
        for node in ast.walk(tree(Path("db/sources/folder.py")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "UnreadableFile"
    ]

    assert raised
    for node in raised:
        reason = Reason[ast.unparse(node.args[0]).removeprefix("Reason.")]
        places = {name for _, name, _, _ in Formatter().parse(KOREAN.reasons[reason]) if name}
        assert {keyword.arg for keyword in node.keywords} == places


def _lines_of_input(path: Path) -> Iterator[tuple[Path, int]]:
    for constant, lines in _constants(path):
        if constant in INPUT.get(str(path), ()):
            yield from ((path, line) for line in lines)


def _constants(path: Path) -> Iterator[tuple[str, range]]:
    """Names that a module assigns at its top level, with the lines of the assignment."""
    for node in tree(path).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, range(node.lineno, (node.end_lineno or node.lineno) + 1)
