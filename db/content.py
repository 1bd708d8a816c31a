"""Whether the store still holds what was put into it: every version is sealed with a digest of its rows.

SQLite notices a damaged page, not a digit that a failing disk has changed. A version whose rows do not
give the digest that was written down with it is not shown.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from db.rows import columns_of, report_rows_at, rows_at, table_of
from db.schema import PLAN, PLAN_TABLES, FindingRow, StagePlanRow, StatusReportRow, VersionRow

SEAL, WAY = "content", "way"
"""The kinds of findings that hold digests: of the rows of a version, and of those that led to it."""

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


def seal(connection: Connection, run_id: int, version: int) -> None:
    """Write down what `version` holds and what led to it, with the run that made it."""
    held = {SEAL: stored_rows(connection, version), WAY: _way_rows(connection, version)}
    seals = [
        {"run_id": run_id, "kind": kind, "table_name": "", "row_key": str(version), "reason": _digest(rows)}
        for kind, rows in held.items()
    ]
    connection.execute(insert(FindingRow), seals)


def check(connection: Connection, version: int, rows: Rows) -> None:
    """StoreDamaged when `rows` are not what `version` was sealed with. One without a seal is taken as it is."""
    _check(connection, SEAL, version, lambda: _digest(rows))


def check_way(connection: Connection, version: int) -> None:
    """The same for what led to `version`: its changes and 미승인 변경 are told from it."""
    _check(connection, WAY, version, lambda: _digest(_way_rows(connection, version)))


def check_indexes(connection: Connection) -> None:
    """StoreDamaged when SQLite finds a table or an index of the pledge data damaged; another server looks itself."""
    if connection.dialect.name != "sqlite":
        return
    tables = [table_of(row).name for row in PLAN_TABLES.values()]
    for table in (*tables, StatusReportRow.__tablename__, VersionRow.__tablename__):
        found = connection.exec_driver_sql(f"PRAGMA integrity_check('{table}')").scalar()
        if found != "ok":
            raise StoreDamaged(" ".join(str(found).split())[:200])


def break_ways(connection: Connection) -> None:
    """After something was forgotten: less leads to a version than when it was sealed."""
    connection.execute(delete(FindingRow).where(FindingRow.kind == WAY))


def _check(connection: Connection, kind: str, version: int, digest: Callable[[], str]) -> None:
    sealed = connection.scalar(
        select(FindingRow.reason)
        .where(FindingRow.kind == kind, FindingRow.row_key == str(version))
        .order_by(FindingRow.row_id.desc())
        .limit(1)
    )
    if sealed is not None and sealed != digest():
        raise StoreDamaged(f"version {version}")


def _way_rows(connection: Connection, version: int) -> Rows:
    """What the version opened and closed, every planned date so far, and the days that versions speak of."""
    opened, closed = {}, {}
    for name, row in PLAN_TABLES.items():
        came = select(row.row_id, row.source_id).where(row.valid_from == version)
        went = select(row.row_id, row.source_id, row.valid_from, *columns_of(row)).where(
            row.valid_to == version
        )
        opened[f"{name} opened"] = connection.execute(came.order_by(row.row_id)).all()
        closed[f"{name} closed"] = connection.execute(went.order_by(row.row_id)).all()
    dates = select(StagePlanRow.source_id, StagePlanRow.valid_from, *columns_of(StagePlanRow)).where(
        StagePlanRow.valid_from <= version
    )
    days = select(VersionRow.number, VersionRow.basis_date, VersionRow.pruned).where(
        VersionRow.kind == PLAN, VersionRow.number <= version
    )
    return {
        **opened,
        **closed,
        "dates": connection.execute(dates.order_by(StagePlanRow.row_id)).all(),
        "days": connection.execute(days.order_by(VersionRow.number)).all(),
    }


def _digest(rows: Rows) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for name in sorted(rows):
        digest.update(name.encode())
        for row in rows[name]:
            digest.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
