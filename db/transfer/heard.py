"""What a feed said in a bundle: its replies as they are read, and how the feed stands after them."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from db.feeds.collector import read_reply
from db.feeds.feed import Feed, FeedError, Parsed, Settings
from db.schema import FeedStateRow
from db.transfer.bundle import FeedReport

LOST_SHOWN = 5
_CLOCKS = timedelta(days=1)
"""No two clocks that anybody looks after are further apart."""


class Heard:
    """Read before anything is written, so that no lock waits for it. `now` is our clock's, which may not be theirs."""

    def __init__(self, feed_id: str, report: FeedReport, made_at: datetime, now: datetime) -> None:
        self.feed_id, self._report, self._now = feed_id, report, now
        self._tried_at = min(made_at, now)
        self.parsed: list[tuple[Parsed, datetime]] = []
        self.lost: list[str] = list(report.remarks)
        self.left_out = 0
        self.is_known = False
        self._problem = report.problem
        self._newest: datetime | None = None

    def read(self, known: tuple[Feed, Settings] | None) -> None:
        """Parse every reply; one that cannot be read is the feed's problem, the others count."""
        if known is None:
            return
        self.is_known = True
        feed, settings = known
        for reply in self._report.replies:
            try:
                parsed = read_reply(feed, reply, settings)
            except FeedError as error:
                self._problem = self._problem or error.said(feed.words)
                continue
            self.parsed.append((parsed, self._fetched_at(reply.fetched_at)))
            self.left_out += parsed.left_out
            self.lost += [
                f"{each.row} {each.field}={each.raw!r}: {each.said(feed.words)}" for each in parsed.lost
            ]
            self._newest = _later(self._newest, newest_time(parsed, min(reply.fetched_at, self._now)))

    def write_state(self, connection: Connection) -> None:
        """How the feed stands now; an older bundle that came late does not say it."""
        if not self.is_known:
            return
        of_feed = FeedStateRow.feed_id == self.feed_id
        columns = (FeedStateRow.last_try, FeedStateRow.last_good, FeedStateRow.newest)
        before = connection.execute(select(*columns).where(of_feed)).one_or_none()
        if before is not None and self._tried_at < before.last_try <= self._now:
            return
        good, newest = (self._past(before.last_good), self._past(before.newest)) if before else (None, None)
        connection.execute(delete(FeedStateRow).where(of_feed))
        connection.execute(
            insert(FeedStateRow).values(
                feed_id=self.feed_id,
                last_try=self._tried_at,
                last_good=self._tried_at if self._problem is None else good,
                newest=_later(newest, self._newest),
                problem=self._problem,
                seconds=self._report.seconds,
                used=self._report.used,
                quota=self._report.quota,
                lost=len(self.lost),
                lost_text="\n".join(self.lost[:LOST_SHOWN]) or None,
            )
        )

    def _fetched_at(self, told: datetime) -> datetime:
        """When a reply was fetched; the moment it came to us where a clock says what cannot be.

        The newest fetch counts: one of a clock that runs ahead for an hour would overrule all corrections to come.
        """
        return self._now if told > self._now + _CLOCKS else told

    def _past(self, moment: datetime | None) -> datetime | None:
        """A moment that our clock, which was wrong then, has put into the future is not known."""
        return None if moment is not None and moment > self._now else moment


def newest_time(parsed: Parsed, fetched_at: datetime) -> datetime | None:
    """The newest time that the reply speaks of as having been."""
    times = [*(each.at for each in parsed.observations), *(each.at for each in parsed.events)]
    return max((at for at in times if at <= fetched_at), default=None)


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max(filter(None, [one, other]), default=None)
