"""How the feeds stand, as the bundles that were taken in tell it."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from dashboard.domain.city import holidays
from dashboard.domain.city.history import FeedState, Transfer
from dashboard.domain.city.measures import DAY, MEASURES
from db.feeds.feed import Feed, Settings
from db.schema import FeedStateRow, TransferRow

_SEOUL = ZoneInfo("Asia/Seoul")
_COLUMNS = (
    FeedStateRow.feed_id,
    FeedStateRow.last_good,
    FeedStateRow.last_try,
    FeedStateRow.newest,
    FeedStateRow.problem,
    FeedStateRow.seconds,
    FeedStateRow.used,
    FeedStateRow.quota,
    FeedStateRow.lost,
    FeedStateRow.lost_text,
)
TRANSFERS_SHOWN = 20


def transfers(connection: Connection) -> int:
    """How many bundles have come; grows with each of them."""
    return connection.scalar(select(func.max(TransferRow.id))) or 0


def newest_transfers(connection: Connection) -> tuple[Transfer, ...]:
    """The bundles that came last, the newest first."""
    columns = (TransferRow.name, TransferRow.received_at, TransferRow.state, TransferRow.sentence)
    query = select(*columns).order_by(TransferRow.id.desc()).limit(TRANSFERS_SHOWN)
    return tuple(Transfer(*row) for row in connection.execute(query))


def feed_states(
    connection: Connection, feeds: Mapping[str, tuple[Feed, Settings]], now: datetime
) -> tuple[FeedState, ...]:
    """The state of each feed, in their order; one that was never heard of has no times."""
    rows = {row.feed_id: row for row in connection.execute(select(*_COLUMNS))}
    found = []
    for feed_id, (feed, settings) in feeds.items():
        span = _span(feed)
        state = FeedState(
            feed.id, feed.label, feed.credit, feed.panel, settings.seconds, quota=settings.quota, span=span
        )
        row = rows.get(feed_id)
        if row is not None:
            asked_today = row.last_try.astimezone(_SEOUL).date() == now.astimezone(_SEOUL).date()
            state = FeedState(
                feed.id,
                feed.label,
                feed.credit,
                feed.panel,
                row.seconds or settings.seconds,
                last_good=row.last_good,
                last_try=row.last_try,
                newest=row.newest,
                problem=row.problem,
                used=row.used if asked_today else 0,
                quota=row.quota,
                lost=row.lost,
                lost_lines=tuple((row.lost_text or "").splitlines()),
                span=span,
            )
        found.append(state)
    return tuple(found)


def _span(feed: Feed) -> int:
    """How long the time lasts that a value of this feed speaks of: what comes within a day is of a moment."""
    if feed.event_kinds:
        return DAY if feed.event_kinds == (holidays.KIND,) else 0
    finest = min((MEASURES[measure].seconds for measure in feed.measures), default=0)
    return finest if finest >= DAY else 0
