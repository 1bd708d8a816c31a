"""The feeds of city statistics as the data page shows them: how each stands, and what came in last."""

from dataclasses import dataclass
from datetime import datetime

from dashboard.domain.city.history import CityPicture, FeedState, Transfer
from dashboard.domain.city.measures import DAY
from dashboard.domain.runs import Freshness, freshness
from dashboard.domain.vocabulary import Precision
from dashboard.domain.words import Words, date_text, korean_time, time_text


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed: how fresh it is, what its values speak of, what it has used of its quota, and what ails it."""

    name: str
    credit: str
    freshness: Freshness
    freshness_text: str
    good_text: str
    newest_text: str
    period_text: str
    used_text: str
    lost_text: str
    problem: str | None
    lost_lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TransferRow:
    """A bundle that came; `state` is accepted, repeated or rejected."""

    name: str
    received_text: str
    state: str
    state_text: str
    sentence: str


@dataclass(frozen=True, slots=True)
class FeedBlock:
    """Everything about feeds on `/data`. `failed_text` counts those that ail; None while all are well."""

    title: str
    lead: str
    heads: tuple[str, ...]
    rows: tuple[FeedRow, ...]
    failed_text: str | None
    transfers_title: str
    transfer_heads: tuple[str, ...]
    transfers: tuple[TransferRow, ...]
    empty_text: str | None


def feed_block(picture: CityPicture | None, words: Words) -> FeedBlock | None:
    """The block; None where no feed is connected and nothing has come."""
    if picture is None or not (picture.feeds or picture.transfers):
        return None
    ailing = sum(feed.problem is not None for feed in picture.feeds)
    return FeedBlock(
        title=words.feeds_title,
        lead=words.feeds_lead,
        heads=tuple(words.feeds_heads.values()),
        rows=tuple(_row(feed, picture.clock or picture.now, words) for feed in picture.feeds),
        failed_text=words.feeds_failed.format(n=ailing) if ailing else None,
        transfers_title=words.transfers_title,
        transfer_heads=tuple(words.transfers_heads.values()),
        transfers=tuple(_transfer(each, words) for each in picture.transfers),
        empty_text=None if picture.transfers else words.transfers_none,
    )


def _row(feed: FeedState, now: datetime, words: Words) -> FeedRow:
    age = freshness(now, feed.last_good, feed.seconds)
    used = words.feeds_used if feed.quota is not None else words.feeds_used_unlimited
    return FeedRow(
        name=feed.label,
        credit=feed.credit,
        freshness=age,
        freshness_text=words.freshness[age.value],
        good_text=moment_text(feed.last_good, words),
        newest_text=_newest_text(feed, words),
        period_text=length_text(feed.seconds, words),
        used_text=used.format(n=f"{feed.used:,}", quota=f"{feed.quota or 0:,}"),
        lost_text=words.count_cases.format(n=f"{feed.lost:,}") if feed.lost else words.missing_mark,
        problem=feed.problem,
        lost_lines=feed.lost_lines,
    )


def _newest_text(feed: FeedState, words: Words) -> str:
    """The newest time that its values speak of, no finer than they are."""
    if feed.newest is None or not feed.span:
        return moment_text(feed.newest, words)
    precision = Precision.MONTH if feed.span > DAY else Precision.DAY
    return date_text(words, korean_time(feed.newest).date(), precision)


def _transfer(transfer: Transfer, words: Words) -> TransferRow:
    return TransferRow(
        transfer.name,
        time_text(words, transfer.received_at),
        transfer.state,
        words.transfers_states.get(transfer.state, transfer.state),
        transfer.sentence,
    )


def moment_text(moment: datetime | None, words: Words) -> str:
    """A moment, or that it never was."""
    return time_text(words, moment) if moment else words.never


def length_text(seconds: float, words: Words) -> str:
    """A period in its largest whole unit: "60초" is "1분"."""
    for size, text in ((3600, words.hours), (60, words.minutes)):
        if seconds >= size and seconds % size == 0:
            return text.format(n=f"{seconds / size:,.0f}")
    return words.seconds.format(n=f"{seconds:,g}")
