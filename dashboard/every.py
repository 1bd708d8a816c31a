"""When a job is due: every so many seconds, however far the clock has jumped since."""

from datetime import datetime, timedelta

from apscheduler.triggers.base import BaseTrigger


class Every(BaseTrigger):  # type: ignore[misc]
    """One missed run is made up for, never thousands.

    APScheduler's own interval lists every run between the last and now before it drops all but one: after
    a clock that was set ten years ahead these are 300 million, and the process is out of memory.
    """

    def __init__(self, seconds: float) -> None:
        self._period = timedelta(seconds=seconds)

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """The next time in the same rhythm; one period from now where that has passed already."""
        due = (previous_fire_time or now) + self._period
        return due if due > now else now + self._period
