"""Data versions, counted by kind: one for the pledge data, one for observations and events."""

from datetime import date, datetime

from sqlalchemy import Connection, func, insert, select, text

from db.schema import VersionRow


def one_writer(connection: Connection) -> None:
    """Wait until no other transaction writes; in SQLite the beginning of one that writes waited already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE data_version IN EXCLUSIVE MODE"))


def next_version(
    connection: Connection, kind: str, source_id: str, now: datetime, basis_date: date | None = None
) -> int:
    """Write down a further version of `kind`; its number."""
    newest = connection.scalar(select(func.max(VersionRow.number)).where(VersionRow.kind == kind))
    number = (newest or 0) + 1
    connection.execute(
        insert(VersionRow).values(
            kind=kind,
            number=number,
            source_id=source_id,
            basis_date=basis_date,
            committed_at=now,
            pruned=False,
        )
    )
    return number


def newest_version(connection: Connection, kind: str) -> int:
    """The number of the newest version of `kind`; 0 before the first."""
    return connection.scalar(select(func.max(VersionRow.number)).where(VersionRow.kind == kind)) or 0
