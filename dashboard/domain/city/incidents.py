"""Incidents on the roads: which of them a source still names, and where each of them is."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from dashboard.domain.records import Event

KIND = "incident"
LIST_KIND = "incident-list"
"""An event that names the incidents of a reply: one that is over is in it no more, whatever end was foretold."""


def listed(incidents: Iterable[str]) -> str:
    """The text of a list: the ids of its incidents, each once."""
    return " ".join(sorted(set(incidents)))


def named_now(lists: Sequence[Event]) -> frozenset[str]:
    """The ids of the incidents that the newest of these lists (oldest first) names."""
    return frozenset((lists[-1].text or "").split()) if lists else frozenset()


def is_going_on(incident: Event, now: datetime) -> bool:
    """Whether an incident has begun and is not past the end that its source foretold."""
    return incident.at <= now and (incident.until is None or now < incident.until)
