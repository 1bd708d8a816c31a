"""Whether the store still holds what was put into it: every version is sealed with a digest of its rows.

SQLite notices a damaged page, not a digit that a failing disk has changed. A version whose rows do not
give the digest that was written down with it is not shown.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from db.rows import report_rows_at, rows_at
from db.schema import PLAN_TABLES, FindingRow

SEAL, TOLD = "content", "told"
"""The kinds of findings that hold digests: of the rows of a version, and of what is told of the way to it."""

Rows = Mapping[str, Sequence[Any]]


class StoreDamaged(RuntimeError):
    """The store's rows are not those that were written; the message says which."""


def stored_rows(connection: Connection, version: int) -> Rows:
    """Every row that `version` shows, by table. StoreDamaged when one cannot be read."""
    with undamaged():
        rows = {name: rows_at(connection, row_type, version) for name, row_type in PLAN_TABLES.items()}
        return {**rows, "status_report": report_rows_at(connection, version)}


@contextmanager
def undamaged() -> Iterator[None]:
    """Values that their columns cannot hold are damage: a date that is none, a word of no closed set."""
    try:
        yield
    except (ValueError, TypeError, LookupError, ArithmeticError) as error:
        raise StoreDamaged(f"{type(error).__name__}: {str(error)[:200]}") from error


def seal(connection: Connection, run_id: int, version: int, told: Iterable[object]) -> None:
    """Write down what `version` holds and what is `told` of the way to it, with the run that made it."""
    digests = {SEAL: _digest(stored_rows(connection, version)), TOLD: _digest_of(told)}
    for kind, digest in digests.items():
        connection.execute(
            insert(FindingRow).values(
                run_id=run_id, kind=kind, table_name="", row_key=str(version), reason=digest, times=1
            )
        )


def check(connection: Connection, version: int, rows: Rows) -> None:
    """StoreDamaged when `rows` are not what `version` was sealed with. One without a seal is taken as it is."""
    _check(connection, SEAL, version, lambda: _digest(rows))


def check_told(connection: Connection, version: int, told: Iterable[object]) -> None:
    """The same for what is told of the way to `version`."""
    _check(connection, TOLD, version, lambda: _digest_of(told))


def break_told(connection: Connection) -> None:
    """After something was forgotten: what is told of the way to a version is less than it was."""
    connection.execute(delete(FindingRow).where(FindingRow.kind == TOLD))


def _check(connection: Connection, kind: str, version: int, digest: Callable[[], str]) -> None:
    sealed = connection.scalar(
        select(FindingRow.reason)
        .where(FindingRow.kind == kind, FindingRow.row_key == str(version))
        .order_by(FindingRow.row_id.desc())
        .limit(1)
    )
    if sealed is not None and sealed != digest():
        raise StoreDamaged(f"version {version}")


def _digest_of(told: Iterable[object]) -> str:
    """In whatever order a database gives it."""
    text = "\n".join(sorted(map(repr, told)))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _digest(rows: Rows) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for name in sorted(rows):
        digest.update(name.encode())
        for row in rows[name]:
            digest.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
