"""The situation screen that takes walls over: what happened, where, since when, in the official words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from dashboard.domain.city.districts import NAMES
from dashboard.domain.city.history import CityPicture
from dashboard.domain.city.measures import CITY
from dashboard.domain.city.warnings import KIND, board
from dashboard.domain.short_names import width
from dashboard.domain.takeover import AHEAD, Notice, Policy, notices
from dashboard.domain.words import KOREAN_TIME, Words
from dashboard.screens.city_events import LOG_DAYS, MESSAGE, places

MOST_OTHERS = 2
LARGEST_SYLLABLES, LARGE_SYLLABLES = 40.0, 90.0
"""Up to so wide a text stands in the largest type, and in large type."""
TEXT_SYLLABLES = 165.0
"""Syllables of a message that fit below its head; the telephones had the rest."""


class TextSize(StrEnum):
    """How large a text is drawn: the shorter the larger."""

    LARGEST = "largest"
    LARGE = "large"
    USUAL = "usual"


@dataclass(frozen=True, slots=True)
class SituationLine:
    """A further notice, in one line."""

    severity: str
    title: str
    place: str
    time_text: str


@dataclass(frozen=True, slots=True)
class Situation:
    """The loudest notice in large, and the others below. `ids` are acknowledged together.

    `seen_text` stands on the button, `again_text` once it could not be put on record; None for who may not press it.
    """

    ids: tuple[str, ...]
    bar: str | None
    severity: str
    title: str
    place: str
    time_text: str
    text: str
    size: TextSize
    others: tuple[SituationLine, ...]
    more_text: str | None
    seen_text: str | None
    again_text: str | None


def standing(
    picture: CityPicture, policy: Policy, now: datetime, acknowledged: Collection[str]
) -> tuple[Notice, ...]:
    """What takes the walls over at `now`. HistoryAway when the store cannot be asked."""
    sent = picture.history.events((MESSAGE,), now - policy.longest, now + AHEAD)
    log = picture.history.events((KIND,), now - timedelta(days=LOG_DAYS), now + timedelta(days=1))
    return notices(sent, board(log, now).active, policy, now, acknowledged)


def situation(found: Sequence[Notice], words: Words, *, may_see: bool = True) -> Situation:
    """The screen of these notices, of which there is at least one; `may_see` is who may say that they were seen."""
    first, *others = found
    text = " ".join((first.text or words.wall_situation_no_text).split())
    drills = all(each.is_drill for each in found)
    return Situation(
        ids=tuple(each.id for each in found),
        bar=words.wall_situation_drill if drills else None,
        severity=first.severity,
        title=_title(first, words),
        place=_place(first.place, words),
        time_text=words.wall_situation_at.format(time=_time(first)),
        text=_whole_words(text, words),
        size=_size(text),
        others=tuple(
            SituationLine(each.severity, _title(each, words), _place(each.place, words), _time(each))
            for each in others[:MOST_OTHERS]
        ),
        more_text=words.wall_situation_more.format(n=len(others) - MOST_OTHERS)
        if len(others) > MOST_OTHERS
        else None,
        seen_text=words.wall_situation_seen if may_see else None,
        again_text=words.wall_situation_again if may_see else None,
    )


def _title(each: Notice, words: Words) -> str:
    title = f"{each.subject}{each.severity}" if each.severity in ("경보", "주의보") else each.subject
    title = title or words.wall_situation_unnamed
    return words.wall_situation_drill_of.format(title=title) if each.is_drill else title


def _size(text: str) -> TextSize:
    if width(text) <= LARGEST_SYLLABLES:
        return TextSize.LARGEST
    return TextSize.LARGE if width(text) <= LARGE_SYLLABLES else TextSize.USUAL


def _time(each: Notice) -> str:
    return f"{each.at.astimezone(KOREAN_TIME):%H:%M}"


def _place(text: str | None, words: Words) -> str:
    codes = places(text)
    if CITY in codes or not codes:
        return words.wall_situation_city
    return " · ".join(NAMES[code] for code in NAMES if code in codes)


def _whole_words(text: str, words: Words) -> str:
    """The text as far as it can be read from afar; where it is longer, that it goes on is said."""
    if width(text) <= TEXT_SYLLABLES:
        return text
    kept: list[str] = []
    for word in text.split():
        if width(" ".join([*kept, word])) > TEXT_SYLLABLES - width(words.wall_situation_goes_on):
            break
        kept.append(word)
    return " ".join([*kept, words.wall_situation_goes_on])
