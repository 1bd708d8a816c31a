"""The record of who did what as a room holds it: what is put on it, and what its page shows of it."""

import zlib
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.exc import SQLAlchemyError

from dashboard import urls
from dashboard.domain.access import Actor, Grades, clearance
from dashboard.domain.audit import (
    Act,
    AuditPage,
    Deed,
    Entry,
    Question,
    RecordAway,
    RecordState,
    Result,
    deed_of,
    next_month,
)
from dashboard.domain.words import KOREAN, Words
from dashboard.recording import MINUTE, Recorder
from dashboard.store_causes import store_cause


class RecordRoom:
    """Safe for threads."""

    def __init__(self, recorder: Recorder, words: Words = KOREAN) -> None:
        self.recorder = recorder
        self._words = words

    @property
    def state(self) -> RecordState:
        return self.recorder.state

    def write(self, deed: Deed) -> None:
        """Put a deed on record before it is done; RecordAway when it cannot be, and it must not be done."""
        self.recorder.write(deed)

    def tell(self, deed: Deed) -> None:
        """Put a deed on record that nobody can undo, later if need be."""
        self.recorder.tell(deed)

    def refuse(self, deed: Deed) -> None:
        """Put on record that somebody wanted what the role may not do."""
        self.recorder.tell(replace(deed, result=Result.REFUSED))

    def note_view(self, actor: Actor, href: str, grades: Grades) -> None:
        """Put on record that `actor` sees internal fields at `href`, once an hour; a view never waits for it."""
        address, seen = urls.parse(href), clearance(actor, grades)
        sees_some = not grades.internal <= seen.hidden or seen.own_department is not None
        if grades.internal and sees_some and address.page not in urls.WITHOUT_DATA:
            there = urls.href(urls.Address(address.page, address.project_id))
            self.recorder.note_once(deed_of(actor, Act.VIEW, there))

    def note_denied(self, actor: Actor, wanted: str) -> None:
        """Put on record that `actor` asked for what the role may not have, once a minute: nobody can flood it."""
        deed = replace(deed_of(actor, Act.DENIED, wanted), result=Result.REFUSED)
        self.recorder.note_once(deed, MINUTE)

    def now(self) -> datetime:
        """The time by which the record is written."""
        return self.recorder.now()

    def page(self, question: Question, month: date, most: int) -> AuditPage:
        """Entries that fit the question, and what was taken out in the month that begins with this day."""
        audit, state, now = self.recorder.audit, self.recorder.state, self.recorder.now()
        try:
            entries, count = audit.page(question, most)
            taken = audit.taken_out(month, next_month(month))
            return AuditPage(entries, count, audit.actors(), taken, audit.newest(), state, now)
        except (SQLAlchemyError, ValueError, TypeError) as error:
            return AuditPage((), 0, (), (), 0, state, now, self._away(error))

    def entries(self, question: Question, most: int) -> tuple[tuple[Entry, ...], int]:
        """The newest entries that fit, and how many fit at all; RecordAway when the store is away."""
        try:
            return self.recorder.audit.page(question, most)
        except (SQLAlchemyError, ValueError, TypeError) as error:
            raise RecordAway(self._away(error)) from error

    @property
    def token(self) -> str:
        """Changes when the page of the record may change."""
        try:
            newest = self.recorder.audit.newest()
        except SQLAlchemyError:
            newest = -1
        return f"{newest}.{zlib.crc32(repr(self.state).encode()):x}"

    def _away(self, error: Exception) -> str:
        return self._words.store_away.format(cause=store_cause(error, self._words))
