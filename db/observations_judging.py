"""What a value that came is beside what was fetched before: new, a correction, or the same again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any


class Verdict(Enum):
    """NEW: nothing was known of it; CORRECTED: something else was; REPEATED: the same was."""

    NEW = auto()
    CORRECTED = auto()
    REPEATED = auto()


@dataclass(frozen=True, slots=True)
class Said:
    """What a source said of one thing from `fetched_at` on; `seen_at` is when it last said the same again."""

    fetched_at: datetime
    what: tuple[Any, ...]
    seen_at: datetime | None = None


Judged = tuple[Verdict, tuple[Said, ...]]
"""The verdict, and the rows to keep: those with a `fetched_at` that is known replace what was kept there."""


def judge(known: Sequence[Said], fetched_at: datetime, what: tuple[Any, ...]) -> Judged:
    """Take a value in by its time of fetching, in whatever order fetches arrive. `known` is ordered by it.

    An older fetch that comes late becomes a row of its own but never stands above a newer one: where the
    newer said the same as the one before it, and so has no row, it now gets one.
    """
    before = [said for said in known if said.fetched_at <= fetched_at]
    if not before:
        if known and known[0].what == what:
            return Verdict.REPEATED, ()
        return (Verdict.CORRECTED if known else Verdict.NEW), (Said(fetched_at, what),)
    last = before[-1]
    seen = last.seen_at or last.fetched_at
    if last.what == what:
        return Verdict.REPEATED, (replace(last, seen_at=fetched_at),) if fetched_at > seen else ()
    came = Said(fetched_at, what)
    if last.seen_at is None or fetched_at > last.seen_at:
        return Verdict.CORRECTED, (came,)
    shortened = replace(last, seen_at=None)
    if fetched_at == last.seen_at:
        return Verdict.CORRECTED, (shortened, came)
    again = Said(last.seen_at, last.what)
    return Verdict.CORRECTED, (came, again) if fetched_at == last.fetched_at else (shortened, came, again)


def judge_in_order(known: Sequence[Said], fetched_at: datetime, what: tuple[Any, ...]) -> Judged:
    """Take in what we read ourselves, one read after another: it is the newest, whatever our clock says.

    Nothing older can come late, so that the same again need not be remembered.
    """
    if not known:
        return Verdict.NEW, (Said(fetched_at, what),)
    if known[-1].what == what:
        return Verdict.REPEATED, ()
    after = known[-1].fetched_at + timedelta(microseconds=1)
    return Verdict.CORRECTED, (Said(max(fetched_at, after), what),)
