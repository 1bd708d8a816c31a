"""What people said about walls and what walls said of themselves, in our own store."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text

from dashboard.domain.playlist import Overtaken
from db.schema import WallBeatRow, WallNoteRow
from db.store import Store

MOST_BEATS = 100
"""Walls whose last word is kept; the oldest give way."""

Also = Callable[[Connection], None]
AsSeen = Callable[[Mapping[str, Any]], bool]
"""Whether what stands under the keys now (those that have something) is what the writer has seen."""


@dataclass(frozen=True, slots=True)
class WallNote:
    """One note: what was said last under its key, by whom and when."""

    key: str
    sequence: int
    data: Any
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class WallBeat:
    """What a wall's page said of itself last."""

    wall: str
    at: datetime
    data: Mapping[str, Any]


class WallNotes:
    """Each call is one transaction; SQLAlchemyError when the store is away."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def newest(self) -> int:
        """The number of the newest note; 0 when there is none."""
        with self._store.engine.connect() as connection:
            return connection.scalar(select(func.max(WallNoteRow.sequence))) or 0

    def all(self) -> tuple[WallNote, ...]:
        """Everything that is said now."""
        row = WallNoteRow
        asked = select(row.key, row.sequence, row.data, row.by, row.at).where(row.data.is_not(None))
        with self._store.engine.connect() as connection:
            return tuple(
                WallNote(key, sequence, json.loads(data or "null"), by, at)
                for key, sequence, data, by, at in connection.execute(asked.order_by(row.sequence))
            )

    def write(
        self,
        said: Mapping[str, Any],
        by: str,
        at: datetime,
        also: Also | None = None,
        as_seen: AsSeen | None = None,
    ) -> int:
        """Put these notes in place of older ones of their keys, None takes one back; the newest number.

        Overtaken when `as_seen` denies what stands there: nothing is written.
        """
        row = WallNoteRow
        with self._store.begin() as connection:
            if connection.dialect.name == "postgresql":  # two writers would take the same number
                connection.execute(text("LOCK TABLE wall_note IN EXCLUSIVE MODE"))
            if as_seen is not None and not as_seen(_standing(connection, said)):
                raise Overtaken
            sequence = connection.scalar(select(func.max(row.sequence))) or 0
            for key, data in said.items():
                sequence += 1
                connection.execute(delete(row).where(row.key == key))
                written = None if data is None else json.dumps(data, ensure_ascii=False)
                values = {"key": key, "sequence": sequence, "data": written, "by": by, "at": at}
                connection.execute(insert(row).values(values))
            if also is not None:
                also(connection)
        return sequence

    def beat(self, wall: str, at: datetime, data: Mapping[str, Any]) -> None:
        """Keep what a wall says of itself, in place of what it said before."""
        row = WallBeatRow
        with self._store.begin() as connection:
            connection.execute(delete(row).where(row.wall == wall))
            connection.execute(
                insert(row).values(wall=wall, at=at, data=json.dumps(data, ensure_ascii=False))
            )
            kept = select(row.wall).order_by(row.at.desc()).limit(MOST_BEATS)
            connection.execute(delete(row).where(row.wall.not_in(kept)))

    def beats(self) -> tuple[WallBeat, ...]:
        """Every wall's last word, by name."""
        asked = select(WallBeatRow.wall, WallBeatRow.at, WallBeatRow.data).order_by(WallBeatRow.wall)
        with self._store.engine.connect() as connection:
            return tuple(WallBeat(wall, at, json.loads(data)) for wall, at, data in connection.execute(asked))


def _standing(connection: Connection, said: Mapping[str, Any]) -> dict[str, Any]:
    row = WallNoteRow
    asked = select(row.key, row.data).where(row.key.in_(list(said)), row.data.is_not(None))
    return {key: json.loads(data or "null") for key, data in connection.execute(asked)}
