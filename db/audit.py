"""The record of who did what in our own store: entries are added one after the other, each holding the one before."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, select, text
from sqlalchemy.exc import StatementError

from dashboard.domain.audit import (
    START_HASH,
    TAKEN_OUT,
    Act,
    Break,
    BreakCause,
    Checked,
    Deed,
    Entry,
    Question,
    Result,
    TakenOut,
    first_break,
    is_sealed,
    sealed,
    tidy,
    written_reason,
)
from dashboard.domain.words import KOREAN_TIME
from db.schema import AuditRow
from db.store import Store

CHUNK = 1000
NEWEST_FOR_ACTORS = 5000
"""Among so many of the newest entries actors are looked for."""
Timed = tuple[datetime, Deed]
_TABLE = AuditRow.__table__
_ROW = AuditRow


class Audit:
    """`key` seals the chain; see `dashboard.domain.audit.key_of`. Times are aware UTC."""

    def __init__(self, store: Store, key: bytes) -> None:
        self._store = store
        self._key = key

    # -- adding ------------------------------------------------------------------------------

    def append(self, deeds: Sequence[Timed]) -> None:
        """Add entries in one transaction: all of them or none."""
        with self._store.engine.connect().execution_options(writes=True) as connection, connection.begin():
            for at, deed in deeds:
                self.append_in(connection, at, deed)

    def append_in(self, connection: Connection, at: datetime, deed: Deed) -> Entry:
        """Add an entry within a transaction that writes: it stands when that is committed, or not at all."""
        _one_writer(connection)
        last = connection.execute(
            select(_ROW.seq, _ROW.hash).order_by(_ROW.seq.desc()).limit(1)
        ).one_or_none()
        seq, before = (last.seq + 1, last.hash) if last else (1, START_HASH)
        entry = sealed(self._key, seq, at, tidy(deed), before)
        connection.execute(insert(_ROW).values(_values(entry)))
        return entry

    def probe(self) -> None:
        """SQLAlchemyError when no entry could be added now; nothing is written."""
        with self._store.engine.connect().execution_options(writes=True) as connection, connection.begin():
            _one_writer(connection)
            connection.execute(select(func.max(_ROW.seq)))

    def cut(self, keep_days: int, now: datetime) -> int:
        """Take out the oldest entries, all but those of the last `keep_days` days; how many.

        A cut is an entry itself and names the hash before the first that is kept, so that the chain
        begins with something that was sealed.
        """
        with self._store.engine.connect().execution_options(writes=True) as connection, connection.begin():
            _one_writer(connection)
            oldest: int | None = connection.scalar(select(func.min(_ROW.seq)))
            young: int | None = connection.scalar(
                select(func.min(_ROW.seq)).where(_ROW.at >= now - timedelta(days=keep_days))
            )
            newest: int | None = connection.scalar(select(func.max(_ROW.seq)))
            first = young or newest
            if oldest is None or first is None or first <= oldest:
                return 0
            before = connection.scalar(select(_ROW.hash).where(_ROW.seq == first - 1))
            said = f"{oldest}~{first - 1}"
            self.append_in(connection, now, Deed(Act.CUT, object=str(first), before=before, after=said))
            return connection.execute(delete(_ROW).where(_ROW.seq < first)).rowcount

    # -- reading -----------------------------------------------------------------------------

    def newest(self) -> int:
        """The number of the newest entry; 0 before the first."""
        with self._store.engine.connect() as connection:
            return connection.scalar(select(func.max(_ROW.seq))) or 0

    def page(self, question: Question, most: int) -> tuple[tuple[Entry, ...], int]:
        """The newest entries that fit the question, newest first, and how many fit on all pages together."""
        fitting = _fitting(question)
        older = [] if question.before_seq is None else [_ROW.seq < question.before_seq]
        query = select(_TABLE).where(*fitting, *older).order_by(_ROW.seq.desc()).limit(most)
        with self._store.engine.connect() as connection:
            entries = tuple(_entry(row) for row in connection.execute(query))
            count = connection.scalar(select(func.count()).select_from(_TABLE).where(*fitting)) or 0
        return entries, count

    def walk(self, question: Question | None = None) -> Iterator[Entry]:
        """Every entry that fits, oldest first; no more than a chunk of them is held."""
        fitting, after = _fitting(question or Question()), 0
        while True:
            query = select(_TABLE).where(*fitting, _ROW.seq > after).order_by(_ROW.seq).limit(CHUNK)
            with self._store.engine.connect() as connection:
                found = [_entry(row) for row in connection.execute(query)]
            yield from found
            if len(found) < CHUNK:
                return
            after = found[-1].seq

    def actors(self) -> tuple[str, ...]:
        """Who acted in the newest entries."""
        newest = select(_ROW.actor).order_by(_ROW.seq.desc()).limit(NEWEST_FOR_ACTORS).subquery()
        query = select(newest.c.actor).where(newest.c.actor.is_not(None)).distinct()
        with self._store.engine.connect() as connection:
            return tuple(sorted(connection.scalars(query)))

    def taken_out(self, first: date, after: date) -> tuple[TakenOut, ...]:
        """What was taken out from `first` to before `after` (days in Korea), by kind of reason."""
        query = select(_ROW.act, _ROW.reason, _ROW.actor).where(
            _ROW.act.in_(TAKEN_OUT),
            _ROW.result == Result.DONE,
            _ROW.at >= _midnight(first),
            _ROW.at < _midnight(after),
        )
        found: dict[Any, tuple[dict[str, int], set[str | None]]] = {}
        with self._store.engine.connect() as connection:
            for act, reason, actor in connection.execute(query):
                known = written_reason(reason)
                counts, people = found.setdefault(known.kind if known else None, ({}, set()))
                counts[act] = counts.get(act, 0) + 1
                people.add(actor)
        return tuple(
            TakenOut(kind, tuple((act, counts[act]) for act in TAKEN_OUT if act in counts), len(people))
            for kind, (counts, people) in sorted(found.items(), key=lambda one: str(one[0]))
        )

    def last_settings(self) -> dict[str, str]:
        """The value of every setting as it was last put on record, by name."""
        newest = select(func.max(_ROW.seq)).where(_ROW.act == Act.SETTING).group_by(_ROW.object)
        query = select(_ROW.object, _ROW.after).where(_ROW.seq.in_(newest))
        with self._store.engine.connect() as connection:
            return {name: value for name, value in connection.execute(query) if name and value is not None}

    def hash_of(self, seq: int) -> str | None:
        """The hash of an entry; None where there is none of this number."""
        with self._store.engine.connect() as connection:
            return connection.scalar(select(_ROW.hash).where(_ROW.seq == seq))

    # -- the chain ---------------------------------------------------------------------------

    def check(self, now: datetime) -> Checked:
        """Look at every entry: whether each is as it was sealed, follows the one before, and none is missing."""
        first: Entry | None = None
        last: Entry | None = None
        cut: Entry | None = None
        for entries in self._chunks():
            if isinstance(entries, Break):
                return _checked(now, first, last, entries)
            first = first or entries[0]
            broken = first_break(self._key, [last, *entries] if last else entries)
            if broken:
                return _checked(now, first, last, broken)
            last = entries[-1]
            cut = next((each for each in reversed(entries) if each.deed.act == Act.CUT), cut)
        return _checked(now, first, last, _beginning(first, cut))

    def _chunks(self) -> Iterator[list[Entry] | Break]:
        """All entries in their order; a Break for one that cannot even be read."""
        after = 0
        while True:
            query = select(_TABLE).where(_ROW.seq > after).order_by(_ROW.seq)
            with self._store.engine.connect() as connection:
                try:
                    found = [_entry(row) for row in connection.execute(query.limit(CHUNK))]
                except UNREADABLE:
                    found = list(_readable(connection, query))
                    if found:
                        yield found
                    numbers = select(func.min(_ROW.seq)).where(_ROW.seq > (found[-1].seq if found else after))
                    yield Break(connection.scalar(numbers) or 0, BreakCause.CHANGED)
                    return
            if found:
                yield found
                after = found[-1].seq
            if len(found) < CHUNK:
                return

    def is_ours(self, entry: Entry) -> bool:
        """Whether an entry was sealed with this key."""
        return is_sealed(self._key, entry)


UNREADABLE = (ValueError, TypeError, AttributeError, StatementError)
"""What a value raises that this program never wrote."""


def _readable(connection: Connection, query: Select[Any]) -> Iterator[Entry]:
    """The entries before the first that cannot be read."""
    place = 0
    while True:
        try:
            row = connection.execute(query.limit(1).offset(place)).one_or_none()
            if row is None:
                return
            entry = _entry(row)
        except UNREADABLE:
            return
        yield entry
        place += 1


def _one_writer(connection: Connection) -> None:
    """Wait until no other transaction adds entries; in SQLite the beginning of one that writes waited already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE audit IN EXCLUSIVE MODE"))


def _beginning(first: Entry | None, cut: Entry | None) -> Break | None:
    """What is wrong with the first entry: it is number one, or the newest cut names it."""
    if first is None:
        return None
    if cut is None:
        is_first = first.seq == 1 and first.prev_hash == START_HASH
        return None if is_first else Break(first.seq, BreakCause.MISSING)
    is_named = cut.deed.object == str(first.seq) and cut.deed.before == first.prev_hash
    return None if is_named else Break(first.seq, BreakCause.MISSING)


def _checked(now: datetime, first: Entry | None, last: Entry | None, broken: Break | None) -> Checked:
    if first is None or last is None:
        return Checked(now, 0, 0, START_HASH, broken)
    return Checked(now, first.seq, last.seq, last.hash, broken)


def _fitting(question: Question) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if question.day is not None:
        found += [_ROW.at >= _midnight(question.day), _ROW.at < _midnight(question.day + timedelta(days=1))]
    for column, value in (
        (_ROW.actor, question.actor),
        (_ROW.act, question.act),
        (_ROW.result, question.result),
    ):
        if value is not None:
            found.append(column == str(value))
    return found


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=KOREAN_TIME)


def _values(entry: Entry) -> dict[str, Any]:
    deed = entry.deed
    return {
        "seq": entry.seq,
        "at": entry.at,
        "act": str(deed.act),
        "actor": deed.actor,
        "role": deed.role,
        "address": deed.address,
        "object": deed.object,
        "before": deed.before,
        "after": deed.after,
        "reason": deed.reason,
        "result": str(deed.result),
        "request_id": deed.request_id,
        "prev_hash": entry.prev_hash,
        "hash": entry.hash,
    }


def _entry(row: Any) -> Entry:
    deed = Deed(
        *(row.act, row.actor, row.role, row.address, row.object),
        *(row.before, row.after, row.reason, row.result, row.request_id),
    )
    for text_ in (row.act, row.result, row.prev_hash, row.hash):
        if not isinstance(text_, str):
            raise TypeError("an entry without its texts")
    return Entry(row.seq, row.at, deed, row.prev_hash, row.hash)
