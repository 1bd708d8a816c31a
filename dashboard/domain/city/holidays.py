"""Public holidays: days on which a city moves otherwise than on the same weekday of another week."""

from collections.abc import Iterable, Mapping
from datetime import date, tzinfo

from dashboard.domain.records import Event

KIND = "holiday"


def names_by_day(events: Iterable[Event], zone: tzinfo) -> Mapping[date, str]:
    """Day in `zone` -> the name of its holiday; two on one day are named together."""
    named: dict[date, list[str]] = {}
    for event in events:
        named.setdefault(event.at.astimezone(zone).date(), []).append(event.subject or "")
    return {day: "·".join(dict.fromkeys(name for name in names if name)) for day, names in named.items()}
