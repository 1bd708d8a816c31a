"""SECURITY.md and the papers in docs/ name only what is there: tests, files, settings, commands, words."""

import re
from collections import Counter
from pathlib import Path

import pytest

from dashboard import cli
from dashboard.domain.runs import Freshness
from dashboard.settings import SETTINGS
from tests.support.source import ROOT, project_files, text

WEAKNESSES = Path("docs/보안약점_49.md")
MANUAL = Path("docs/운영_설명서.md")
FAULTS = Path("docs/장애_조치.md")
PLAN = Path("docs/시스템_구성.md")
SECURITY = Path("SECURITY.md")
ACCESS = Path("docs/접근성_KWCAG22.md")
PAPERS = (SECURITY, WEAKNESSES, MANUAL, FAULTS, PLAN, ACCESS)
ITEMS = {"1": 17, "2": 16, "3": 2, "4": 3, "5": 5, "6": 4, "7": 2}
"""Section -> number of its weaknesses, as the notice counts them."""
NOT_OURS = frozenset({"CITY_PASSWORD", "PIP_NO_INDEX", "PIP_FIND_LINKS", "REQUESTS_CA_BUNDLE"})
"""Names of the environment that belong to a city's mapping, to pip or to requests."""
NO_CASE = "해당 없음"
UNTESTED = "시험 없음"
ACCESS_ITEMS = {
    "5.1": 1,
    "5.2": 1,
    "5.3": 3,
    "5.4": 4,
    "6.1": 4,
    "6.2": 2,
    "6.3": 1,
    "6.4": 4,
    "6.5": 4,
    "7.1": 1,
    "7.2": 2,
    "7.3": 4,
    "8.1": 1,
    "8.2": 1,
}
"""Guideline -> number of its items in KWCAG 2.2: 33 together."""
ACCESS_ADDED = ("2.4.11", "2.5.7", "2.5.8", "3.2.6", "3.3.7", "3.3.8")
"""What WCAG 2.2 added at levels A and AA."""
TEST = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.stem)
def test_every_test_that_a_paper_names_is_there(paper: Path) -> None:
    named = TEST.findall(text(paper))

    missing = [
        f"{path}::{test}"
        for path, test in named
        if not re.search(rf"^ *def {test}\(", text(Path("tests") / path), re.MULTILINE)
    ]

    assert missing == []
    assert named or paper == MANUAL


@pytest.mark.parametrize("paper", [*PAPERS, Path("README.md")], ids=lambda path: path.stem)
def test_every_file_that_a_paper_names_is_there(paper: Path) -> None:
    files = {str(path) for path in project_files()}
    in_code = re.findall(
        r"`((?:assets|callbacks|dashboard|db|docs|layouts|scripts)/[\w/.]+\.\w+)`", text(paper)
    )
    linked = re.findall(r"\]\(([^)#:]+\.\w+)\)", text(paper))

    missing = [name for name in in_code if name not in files]
    missing += [name for name in linked if not (ROOT / paper.parent / name).is_file()]

    assert missing == []


def test_all_49_weaknesses_are_answered_each_with_its_place_and_its_tests() -> None:
    rows = table(WEAKNESSES, r"\d-\d+")

    numbers = [row[0].split("-") for row in rows]
    assert Counter(section for section, _ in numbers) == ITEMS
    assert len({name for _, name, *_ in rows}) == 49
    assert all(
        [number for section, number in numbers if section == each] == [str(n + 1) for n in range(count)]
        for each, count in ITEMS.items()
    )
    unanswered = [
        number
        for number, _, place, tests in rows
        if not TEST.search(tests) and not (tests == NO_CASE and place.startswith(f"{NO_CASE}: "))
    ]
    assert unanswered == []


def test_all_33_items_of_accessibility_are_answered_each_with_its_place_and_its_test() -> None:
    rows = table(ACCESS, r"\d\.\d+\.\d+")

    numbers = [number for number, *_ in rows]
    expected = [f"{of}.{n + 1}" for of, count in ACCESS_ITEMS.items() for n in range(count)]
    assert numbers == [*expected, *ACCESS_ADDED]
    assert len(expected) == 33
    assert [row for row in rows if len(row) != 4 or not all(row)] == []
    assert [
        number for number, *_, shown in rows if not TEST.search(shown) and shown not in (NO_CASE, UNTESTED)
    ] == []


def test_every_threat_has_what_stops_it_a_test_and_what_remains() -> None:
    rows = [row for row in table(SECURITY) if len(row) == 5]

    assert len(rows) > 15
    assert [row[:2] for row in rows[1:] if not TEST.search(row[3]) or not all(row)] == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.stem)
def test_every_setting_that_a_paper_names_is_one(paper: Path) -> None:
    written = re.findall(r"`([A-Z][A-Z_]{3,})(?:=[^`]*)?`|^([A-Z][A-Z_]{3,})=", text(paper), re.MULTILINE)
    named = {one or other for one, other in written}

    assert named - {setting.name for setting in SETTINGS} - NOT_OURS == set()


@pytest.mark.parametrize("paper", [MANUAL, FAULTS], ids=lambda path: path.stem)
def test_every_command_that_a_paper_names_is_one(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written = text(paper)
    commands = {words.split()[0] for words in re.findall(r"-m dashboard ([a-z][a-z-]*)", written)}
    acts = re.findall(
        r"`?\b(user|audit) (list|add|role|password|lock|unlock|remove|verify|export)\b", written
    )

    for command in [*([each] for each in sorted(commands)), *map(list, sorted(set(acts)))]:
        with pytest.raises(SystemExit) as ended:
            cli._parser().parse_args([*command, "--help"])
        assert ended.value.code == 0, command
    assert commands
    capsys.readouterr()


def test_every_state_of_the_head_of_a_screen_is_explained() -> None:
    explained = {row[0] for row in table(FAULTS) if len(row) == 3}

    assert explained >= {*map(str, Freshness), "연결 끊김"}


def test_the_numbers_of_the_plan_are_those_of_its_table() -> None:
    drawn = re.findall(r'fill="#fff">(\d)</text>', text(Path("docs/시스템_구성.svg")))
    rows = [row for row in table(PLAN, r"\d") if len(row) == 6]

    assert sorted(drawn) == [row[0] for row in rows]
    assert all(all(row) for row in rows)


def table(paper: Path, first: str = ".+") -> list[list[str]]:
    """The rows of all tables of a paper whose first cell is of this kind, as cells without their blanks."""
    lines = [line for line in text(paper).splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in rows if re.fullmatch(first, row[0])]
