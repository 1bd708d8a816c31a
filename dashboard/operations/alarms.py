"""Who must hear of trouble hears of it: once when it lasts, again after a while, and when it is over."""

import json
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from dashboard.domain.operations import Ailing, AlarmState, Message, Sighting, Trouble
from dashboard.domain.words import Words, time_text
from dashboard.operations.ways import NotSent, Way

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long trouble lasts before somebody is told, and how long until it is told again."""

    first: timedelta
    again: timedelta


class Alarms:
    """Remembers in a file what ails and who was told, so that a start repeats nothing; safe for threads."""

    def __init__(
        self,
        ways: Sequence[Way],
        patience: Patience,
        memory: Path,
        clock: Callable[[], datetime],
        words: Words,
    ) -> None:
        self._ways = tuple(ways)
        self._patience = patience
        self._memory = memory
        self._clock = clock
        self._words = words
        self._one = threading.Lock()
        self._state = AlarmState(tuple(way.name for way in self._ways), _remembered(memory))

    @property
    def state(self) -> AlarmState:
        return self._state

    def look(self, sightings: Sequence[Sighting]) -> None:
        """Compare how every source stands with what was known, and tell what is due. Never raises for a way."""
        with self._one:
            now = self._clock()
            known = {one.source_id: _not_ahead(one, now) for one in self._state.ailing}
            ailing = [_ailing(each, known.get(each.id), now) for each in sightings if each.trouble]
            ids = {one.source_id for one in ailing}
            over = [one for one in known.values() if one.source_id not in ids and one.told_at is not None]
            due = [one for one in ailing if self._is_due(one, now)]
            lines = (*map(self._line, due), *(self._recovered(one, now) for one in over))
            is_told = bool(lines) and self._tell(self._message(lines, now))
            if is_told:
                ailing = [replace(one, told_at=now) if one in due else one for one in ailing]
            elif self._ways:
                ailing += over  # the good news is still to be told
            self._keep(tuple(ailing))

    def test(self) -> str:
        """Send a test on every way now; what came of it, as a sentence."""
        words = self._words
        if not self._ways:
            return words.alarm_off
        message = Message(
            words.alarm_test_subject.format(brand=words.brand), (words.alarm_test_text,), self._clock()
        )
        with self._one:
            self._tell(message)
            return self._state.problem or words.alarm_tested.format(ways=", ".join(self._state.ways))

    def _is_due(self, one: Ailing, now: datetime) -> bool:
        if one.told_at is None:
            return now - one.since >= self._patience.first
        return now - one.told_at >= self._patience.again

    def _tell(self, message: Message) -> bool:
        """Whether at least one way took the message; what the others said is kept and logged."""
        problems = []
        for way in self._ways:
            try:
                way.send(message)
            except NotSent as error:
                problems.append(self._words.alarm_way_failed.format(way=way.name, cause=error))
                LOG.warning("an alarm did not go out by %s: %s", way.name, error)
        is_sent = len(problems) < len(self._ways)
        self._state = replace(
            self._state,
            last_try=message.at,
            last_sent=message.at if is_sent else self._state.last_sent,
            problem=" ".join(problems) or None,
        )
        return is_sent

    def _message(self, lines: Sequence[str], now: datetime) -> Message:
        words = self._words
        return Message(words.alarm_subject.format(brand=words.brand, n=len(lines)), tuple(lines), now)

    def _line(self, one: Ailing) -> str:
        words = self._words
        state, since = words.alarm_states[one.trouble.value], time_text(words, one.since)
        return words.alarm_line.format(label=one.label, state=state, time=since)

    def _recovered(self, one: Ailing, now: datetime) -> str:
        return self._words.alarm_recovered_line.format(label=one.label, time=time_text(self._words, now))

    def _keep(self, ailing: tuple[Ailing, ...]) -> None:
        if ailing == self._state.ailing:
            return
        self._state = replace(self._state, ailing=ailing)
        part = self._memory.with_name(f".{self._memory.name}.part")
        try:
            self._memory.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(
                json.dumps([_written(one) for one in ailing], ensure_ascii=False), encoding="utf-8"
            )
            part.replace(self._memory)
        except OSError as error:
            LOG.warning("what was told cannot be kept, a start may tell it again: %s", error)


def _ailing(seen: Sighting, known: Ailing | None, now: datetime) -> Ailing:
    """What ails now; other trouble than before is news, however long it lasts already."""
    assert seen.trouble is not None
    if known is None:
        return Ailing(seen.id, seen.label, seen.trouble, now)
    told = known.told_at if known.trouble is seen.trouble else None
    return Ailing(seen.id, seen.label, seen.trouble, known.since, told)


def _not_ahead(one: Ailing, now: datetime) -> Ailing:
    """The same; a clock that went back must not make anyone wait for the old time."""
    told = min(one.told_at, now) if one.told_at else None
    return replace(one, since=min(one.since, now), told_at=told)


def _written(one: Ailing) -> dict[str, str | None]:
    return {
        "id": one.source_id,
        "label": one.label,
        "trouble": one.trouble.value,
        "since": one.since.isoformat(),
        "told_at": one.told_at.isoformat() if one.told_at else None,
    }


def _remembered(memory: Path) -> tuple[Ailing, ...]:
    try:
        kept: list[dict[str, Any]] = json.loads(memory.read_text(encoding="utf-8"))
        return tuple(
            Ailing(
                str(one["id"]),
                str(one["label"]),
                Trouble(one["trouble"]),
                datetime.fromisoformat(one["since"]),
                datetime.fromisoformat(one["told_at"]) if one["told_at"] else None,
            )
            for one in kept
        )
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError) as error:
        LOG.warning("what was told before cannot be read and may be told again: %s", error)
        return ()
