"""What takes every wall over: a message or warning of a severity that the city names, until it is seen or over."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from dashboard.domain.city.warnings import KIND as WARNING
from dashboard.domain.city.warnings import ActiveWarning
from dashboard.domain.records import Event

AHEAD = timedelta(minutes=10)
"""So far may the clock of whoever sends run before ours."""
NEVER = frozenset({"안전안내"})
"""What no wall is taken over for, whatever is configured."""
STEPS = ("위급재난", "긴급재난", "경보", "주의보")
"""Severities that may take walls over, the loudest first."""
USUAL = ("위급재난", "긴급재난", "경보")
_MISSING_PERSON = re.compile(
    r"찾습니다|찾고 있습니다|실종\s*(?:경보|아동|치매)|(?:실종|배회)[^.]*\(\s*[남여]"
    r"|\(\s*[남여][^.]*(?:실종|배회)|^\s*실종\s*$"
)
"""Somebody is sought. That people are missing after a flood, or that an animal roams, is said of disasters too."""
_DRILL = re.compile(r"훈련(?!소|장|원|병|생|센터|시설|기(?!간)|\s*중이던)")
"""A drill, not a place, a person or a plane of one: who says 훈련 of a fire at a 훈련소 sends people back into it."""
_NO_DRILL = re.compile(r"훈련(?:\s*상황)?\s*(?:이|은|가)?\s*(?:아님|아닙니다|아니)|실제\s*상황")


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that takes walls over. `place` is the text of its places, `until` when it is over by itself."""

    id: str
    severity: str
    subject: str
    text: str | None
    place: str | None
    at: datetime
    until: datetime
    is_drill: bool


@dataclass(frozen=True, slots=True)
class Policy:
    """Which severities take walls over, and for how long at most when nobody says that it was seen."""

    severities: tuple[str, ...] = USUAL
    longest: timedelta = timedelta(minutes=60)


def notices(
    messages: Iterable[Event],
    warnings: Iterable[ActiveWarning],
    policy: Policy,
    now: datetime,
    acknowledged: Collection[str] = (),
) -> tuple[Notice, ...]:
    """What stands on every wall at `now`: what is no drill first, then the loudest, then the newest.

    A message that arrives late counts from when it was sent; one that is sent up to AHEAD from now is here already, so
    clocks differ. 안전안내 and texts about missing persons never do.
    """
    found = [*_of_messages(messages, policy), *_of_warnings(warnings, policy)]
    standing = {
        each.id: each for each in found if each.id not in acknowledged and each.at - AHEAD <= now < each.until
    }
    return tuple(
        sorted(
            standing.values(),
            key=lambda each: (each.is_drill, STEPS.index(each.severity), -each.at.timestamp(), each.id),
        )
    )


def is_drill(text: str) -> bool:
    """Whether a text speaks of a drill, and does not say that it is none."""
    return bool(_DRILL.search(text)) and not _NO_DRILL.search(text)


def _of_messages(messages: Iterable[Event], policy: Policy) -> Iterable[Notice]:
    for each in messages:
        severity = each.severity or ""
        said = f"{each.subject or ''} {each.text or ''}"
        seeks = any(_MISSING_PERSON.search(part or "") for part in (each.subject, each.text))
        if severity in NEVER or severity not in policy.severities or seeks:
            continue
        yield Notice(
            f"message:{each.id}",
            severity,
            each.subject or "",
            each.text,
            each.place,
            each.at,
            each.at + policy.longest,
            is_drill(said),
        )


def _of_warnings(warnings: Iterable[ActiveWarning], policy: Policy) -> Iterable[Notice]:
    for each in warnings:
        severity = each.severity or ""
        if severity in NEVER or severity not in policy.severities:
            continue
        # Announced again with another severity is another notice: that somebody saw 주의보 says nothing of 경보.
        name = f"{WARNING}:{each.subject}:{severity}:{each.place}:{each.changed_at:%Y%m%d%H%M%S}"
        over = each.changed_at + policy.longest
        until = min(over, each.until) if each.until else over
        said = f"{each.subject} {each.text or ''}"
        yield Notice(
            name, severity, each.subject, each.text, each.place, each.changed_at, until, is_drill(said)
        )
