"""How many requests each feed has made today (Seoul), in a small file that several processes share."""

import json
import os
import tempfile
import threading
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from dashboard.domain.words import KOREAN_TIME
from db.feeds.feed import FeedError

_WAIT_SECONDS = 10.0


class Quota:
    """Counts before it lets ask, so that a request that is under way when the process dies is counted too."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = FileLock(f"{path}.lock", thread_local=False, timeout=_WAIT_SECONDS)
        # Between processes; a thread of this one could enter it a second time.
        self._one = threading.Lock()

    def take(self, feed_id: str, quota: int | None, now: datetime) -> None:
        """Count one request; beyond `quota` of this day it is refused with FeedError, and not counted."""
        day = _day(now)
        # Neighbours too: a run that began before midnight still counts for its day, others for the next.
        kept = {_day(now + timedelta(days=n)) for n in (-1, 0, 1)}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._one, self._lock:
                days = {each: used for each, used in self._days().items() if each in kept}
                used = days.get(day, {})
                count = used.get(feed_id, 0)
                if quota is not None and count >= quota:
                    raise FeedError("feed_used_up", code="22", may_retry=False, quota=quota)
                self._write({**days, day: {**used, feed_id: count + 1}})
        except (OSError, Timeout):
            raise FeedError("feed_not_counted", may_retry=False) from None

    def used(self, feed_id: str, now: datetime) -> int:
        """Requests of this day so far."""
        return self._days().get(_day(now), {}).get(feed_id, 0)

    def _days(self) -> dict[str, dict[str, int]]:
        try:
            days = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except ValueError:  # torn by a machine that lost its power: the source itself still counts
            return {}
        if not isinstance(days, dict):
            return {}
        return {day: _counts(used) for day, used in days.items()}

    def _write(self, days: Mapping[str, Mapping[str, int]]) -> None:
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=f".{self._path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(days, file)
            Path(name).replace(self._path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def _day(now: datetime) -> str:
    return now.astimezone(KOREAN_TIME).date().isoformat()


def _counts(used: object) -> dict[str, int]:
    if not isinstance(used, dict):
        return {}
    return {name: count for name, count in used.items() if type(count) is int and count >= 0}
