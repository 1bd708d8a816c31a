"""Why a store is away, for anyone who looks: the driver's own text names files and addresses and is for the log."""

import re
from collections.abc import Iterator

from dashboard.domain.words import Words
from db.content import StoreDamaged
from db.store import VersionNotKept

TOLD = (
    ("damaged", "malformed|not a database|corrupt|checksum"),
    ("full", "disk is full|no space left|disk full"),
    ("locked", "database is locked|database table is locked|lock timeout|deadlock"),
    ("not_writable", "readonly|read-only|permission denied"),
    ("missing", "unable to open|no such table|does not exist"),
    ("disk", "disk i/o error|input/output error"),
)
"""Cause -> what SQLite, PostgreSQL and the operating system say then, in the order in which they are looked for."""


def store_cause(error: BaseException, words: Words) -> str:
    """The cause in the words of the city; an unknown one is a database that does not answer."""
    chain = tuple(_chain(error))
    if any(isinstance(each, StoreDamaged) for each in chain):
        return words.store_causes["damaged"]
    if any(isinstance(each, VersionNotKept) for each in chain):
        return words.store_causes["not_kept"]
    text = " ".join(str(each) for each in chain).casefold()
    found = next((cause for cause, told in TOLD if re.search(told, text)), "no_answer")
    return words.store_causes[found]


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__
