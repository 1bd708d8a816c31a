"""What people put into the room: views with a name, and the meetings at which a version was on the table."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from dashboard.domain.moments import MeetingMark, Notes, SavedView
from db.schema import MeetingMarkRow, SavedViewRow
from db.store import Store

MOST_VIEWS = 100
MOST_MEETINGS = 100
"""The newest meetings that are offered; all are kept."""


Also = Callable[[Connection], None]
"""What is done in the same transaction: that it stands on record, or nothing is changed."""


class TooManyViews(ValueError):
    """No more views are kept than a list can show."""


def read(store: Store) -> Notes:
    """What is kept now."""
    views = select(SavedViewRow.name, SavedViewRow.href).order_by(SavedViewRow.name)
    meetings = select(MeetingMarkRow.name, MeetingMarkRow.version, MeetingMarkRow.at)
    newest = meetings.order_by(MeetingMarkRow.id.desc()).limit(MOST_MEETINGS)
    with store.engine.connect() as connection:
        return Notes(
            tuple(SavedView(*row) for row in connection.execute(views)),
            tuple(MeetingMark(*row) for row in connection.execute(newest)),
        )


def save_view(store: Store, view: SavedView, now: datetime, also: Also | None = None) -> None:
    """Keep the address under its name, in place of an older one of that name. TooManyViews when full."""
    row = SavedViewRow
    with store.begin() as connection:
        connection.execute(delete(row).where(row.name == view.name))
        if (connection.scalar(select(func.count()).select_from(row)) or 0) >= MOST_VIEWS:
            raise TooManyViews(view.name)
        connection.execute(insert(row).values(name=view.name, href=view.href, saved_at=now))
        if also is not None:
            also(connection)


def forget_view(store: Store, name: str, also: Also | None = None) -> bool:
    """Take the view of this name out; whether there was one."""
    with store.begin() as connection:
        is_gone = connection.execute(delete(SavedViewRow).where(SavedViewRow.name == name)).rowcount > 0
        if is_gone and also is not None:
            also(connection)
        return is_gone


def mark_meeting(store: Store, mark: MeetingMark, also: Also | None = None) -> None:
    """Write down which version was on the table."""
    with store.begin() as connection:
        connection.execute(insert(MeetingMarkRow).values(name=mark.name, version=mark.version, at=mark.at))
        if also is not None:
            also(connection)
