"""Messages that were sent (재난문자): as a feed, by day and month, by subject and month."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from dashboard.domain.city.districts import NAMES
from dashboard.domain.city.measures import CITY, Panel
from dashboard.domain.records import Event
from dashboard.domain.words import KOREAN_TIME, Words, time_text
from dashboard.screens.city_curves import Axis, CityCurve, CurveLine, CurvePoint, Role, day_label, month_label
from dashboard.screens.city_events import A_MONTH, count_by_subject, days_back, messages, places
from dashboard.screens.city_figures import explained
from dashboard.screens.city_view import MESSAGES, CityView, day_start, month_start

MONTHS = 12
MOST_SUBJECTS = 6
SEVERITIES = {"위급재난": 4, "긴급재난": 3, "안전안내": 0}
"""Official step of a message -> how loudly its mark speaks, in the numbers of the grades."""


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message of the feed, with its whole text."""

    key: str
    subject: str
    severity: str
    level: int
    place: str
    time_text: str
    text: str


@dataclass(frozen=True, slots=True)
class CountTable:
    """Messages by subject (rows) and month (columns); the last row sums the columns."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def messages_by_day(view: CityView) -> CityCurve:
    """Messages a day over the last 30 days."""
    words = view.words
    since, until = days_back(view, A_MONTH)
    counts = Counter(each.at.astimezone(KOREAN_TIME).date() for each in messages(view, since, until))
    days = [day_start(view.now, back) for back in reversed(range(A_MONTH))]
    points = tuple(
        CurvePoint(
            day,
            float(counts[day.date()]),
            words.city_messages_count.format(n=counts[day.date()]),
            day_label(day, words),
        )
        for day in days
    )
    is_known = knows_messages(view)
    return CityCurve(
        name="days",
        panel=Panel.DISASTER,
        title=words.city_messages_days,
        aside="",
        axis=Axis.TIME,
        lines=(CurveLine("messages", words.city_messages, Role.BARS, points, points[-1].text),)
        if is_known
        else (),
        limits=(),
        first_text=day_label(days[0], words),
        last_text=day_label(days[-1], words),
        explain=explained(view, MESSAGES),
        empty_text=None if is_known else words.city_empty_curve,
        from_zero=True,
    )


def messages_today(view: CityView) -> tuple[Event, ...]:
    """The messages of the last 24 hours."""
    return messages(view, view.now - timedelta(days=1), view.now)


def knows_messages(view: CityView) -> bool:
    """Whether a source of messages is there, or was: no message is then a fact, and not a missing one."""
    since = month_start(view.now, MONTHS)
    return has_feed(view) or bool(view.history.events(("message",), since, view.now))


def has_feed(view: CityView) -> bool:
    return any(feed.panel is Panel.DISASTER and feed.last_good for feed in view.picture.feeds)


def message_line(words: Words, event: Event) -> MessageLine:
    codes = places(event.place)
    names = [NAMES[code] for code in NAMES if code in codes and code != CITY]
    where = (
        words.city_whole if CITY in codes else ", ".join(names) or event.place or words.city_unknown_district
    )
    return MessageLine(
        key=event.id,
        subject=event.subject or words.city_messages_unnamed,
        severity=event.severity or words.city_severity_unknown,
        level=SEVERITIES.get(event.severity or "", 0),
        place=where,
        time_text=time_text(words, event.at),
        text=event.text or words.missing,
    )


def _months(view: CityView) -> list[datetime]:
    return [month_start(view.now, back) for back in reversed(range(MONTHS))]


def months_bars(view: CityView, year: tuple[Event, ...]) -> CityCurve:
    words = view.words
    counts = Counter(_month_of(each) for each in year)
    points = tuple(
        CurvePoint(
            month,
            float(counts[month]),
            words.city_messages_count.format(n=f"{counts[month]:,}"),
            month_label(month, words),
        )
        for month in _months(view)
    )
    is_known = knows_messages(view)
    return CityCurve(
        name="curve",
        panel=Panel.DISASTER,
        title=words.city_messages_curve,
        aside=words.city_messages_aside.format(span=words.city_spans["disaster year"], n=f"{len(year):,}"),
        notes=_so_far(view),
        axis=Axis.TIME,
        lines=(CurveLine("messages", words.city_messages, Role.BARS, points, ""),) if is_known else (),
        limits=(),
        first_text=month_label(points[0].x, words) if isinstance(points[0].x, datetime) else "",
        last_text=month_label(points[-1].x, words) if isinstance(points[-1].x, datetime) else "",
        explain=explained(view, MESSAGES),
        empty_text=None if is_known else words.city_no_source,
        from_zero=True,
    )


def count_table(view: CityView, year: tuple[Event, ...]) -> CountTable:
    """The most frequent subjects, the rest together, and the sum; no month is left out."""
    words, months = view.words, _months(view)
    subjects = [name for name, _ in count_by_subject(year, words.city_messages_unnamed)]
    named, rest = subjects[:MOST_SUBJECTS], subjects[MOST_SUBJECTS:]
    cells = Counter(
        ((each.subject or "").strip() or words.city_messages_unnamed, _month_of(each)) for each in year
    )
    rows = [(name, [cells[name, month] for month in months]) for name in named]
    if rest:
        rows.append(
            (
                words.city_messages_rest.format(n=len(rest)),
                [sum(cells[name, month] for name in rest) for month in months],
            )
        )
    rows.append((words.city_messages_sum, [sum(cells[name, month] for name in subjects) for month in months]))
    heads = [words.city_month.format(year=f"'{month:%y}", month=month.month) for month in months]
    return CountTable(
        (words.city_messages_kind, *heads, words.city_messages_sum),
        tuple((name, (*(f"{n:,}" for n in counts), f"{sum(counts):,}")) for name, counts in rows)
        if year
        else (),
    )


def _so_far(view: CityView) -> tuple[str, ...]:
    """That the last month is not over, unless this is its last day."""
    if (view.now + timedelta(days=1)).month != view.now.month:
        return ()
    return (view.words.city_month_so_far.format(month=view.now.month, day=view.now.day),)


def _month_of(event: Event) -> datetime:
    return month_start(event.at.astimezone(KOREAN_TIME))
