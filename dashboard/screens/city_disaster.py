"""재난: warnings in force, messages as a feed, how many of what kind in which month, fire and rescue."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from dashboard.domain.city.change import Change, Dated, Since, earlier
from dashboard.domain.city.districts import NAMES
from dashboard.domain.city.measures import CITY, Panel
from dashboard.domain.city.warnings import ActiveWarning, Board
from dashboard.domain.records import Event
from dashboard.domain.words import KOREAN_TIME, Words, time_text
from dashboard.screens.city_curves import Axis, CityCurve, CurveLine, CurvePoint, Role, day_label, month_label
from dashboard.screens.city_events import (
    A_MONTH,
    count_by_subject,
    days_back,
    has_log,
    messages,
    places,
    warning_title,
    warnings_at,
)
from dashboard.screens.city_texts import (
    ChangeLine,
    Figure,
    delta_text,
    explained,
    explained_as,
    figure,
    hour_text,
    shown_changes,
)
from dashboard.screens.city_view import MESSAGES, CityView, day_start, month_start

WARNINGS = "disaster.warnings"
RESCUE = ("disaster.fires", "disaster.rescues", "disaster.first_aid")
MONTHS = 12
MOST_SUBJECTS = 6
MOST_MESSAGES = 60
SEVERITIES = {"위급재난": 4, "긴급재난": 3, "안전안내": 0, "중대경보": 4, "경보": 4, "주의보": 3}
"""Official step -> how loudly its mark speaks, in the numbers of the grades."""


@dataclass(frozen=True, slots=True)
class WarningLine:
    """A warning in force: "건조경보", where, since when, until when. `level` is how loudly its mark speaks."""

    key: str
    title: str
    place: str
    since_text: str
    until_text: str
    level: int


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


@dataclass(frozen=True, slots=True)
class DisasterBody:
    warnings_title: str
    warnings: tuple[WarningLine, ...]
    warnings_empty: str | None
    warnings_notes: tuple[str, ...]
    warnings_explain: tuple[str, ...]
    feed_title: str
    feed: tuple[MessageLine, ...]
    feed_aside: str
    feed_note: str
    feed_empty: str | None
    feed_explain: tuple[str, ...]
    curve: CityCurve
    table_title: str
    table: CountTable
    rescue_title: str
    rescue: tuple[Figure, ...]
    rescue_empty: str | None


def warnings_figure(view: CityView) -> Figure:
    """How many warnings are in force, beside how many were at the same time before."""
    words, now = view.words, view.now
    found = warnings_at(view, now)
    is_known = has_log(view, now) or _has_feed(view)
    value = float(len(found.active)) if is_known else None
    lines = (
        tuple(_change(view, Change(since, Dated(value, now), _earlier(view, since))) for since in Since)
        if is_known
        else ()
    )
    named = ", ".join(warning_title(one, words.city_warning_name) for one in found.active[:3])
    today = messages(view, now - timedelta(days=1), now)
    sent = words.city_messages_today.format(n=f"{len(today):,}") if _knows_messages(view) else ""
    return Figure(
        key=WARNINGS,
        name=words.city_warnings,
        value=value,
        value_text=words.missing if value is None else words.city_messages_count.format(n=f"{value:,.0f}"),
        at_text=words.city_at.format(time=time_text(words, now)) if is_known else "",
        is_old=False,
        partner_text=" · ".join(
            text for text in (named or (words.city_warnings_none if is_known else ""), sent) if text
        ),
        grade=None,
        changes=shown_changes(lines, words),
        explain=explained_as(
            view,
            Panel.DISASTER,
            words.city_warnings,
            words.city_definitions[WARNINGS],
            *(line.title for line in lines),
        ),
    )


def disaster(view: CityView) -> DisasterBody:
    """The body of the panel, for the district that is looked at or the whole city."""
    words = view.words
    found = warnings_at(view, view.now)
    is_year = view.span == "year"
    shown = messages(
        view, *((month_start(view.now, MONTHS - 1), view.now) if is_year else days_back(view, A_MONTH))
    )
    year = messages(view, month_start(view.now, MONTHS - 1), view.now)
    rescue = tuple(figure(view, measure, view.place) for measure in RESCUE)
    has_rescue = any(each.value is not None for each in rescue)
    more = len(shown) - MOST_MESSAGES
    return DisasterBody(
        warnings_title=words.city_warnings,
        warnings=tuple(_warning(words, one) for one in found.active),
        warnings_empty=None if found.active else _no_warnings(view),
        warnings_notes=_notes(words, found),
        warnings_explain=warnings_figure(view).explain,
        feed_title=words.city_messages,
        feed=tuple(_message(words, each) for each in shown[:MOST_MESSAGES]),
        feed_aside=words.city_messages_count.format(n=f"{len(shown):,}") if _knows_messages(view) else "",
        feed_note=words.city_messages_more.format(n=f"{more:,}") if more > 0 else "",
        feed_empty=None
        if shown
        else (words.city_messages_none if _knows_messages(view) else words.city_no_source),
        feed_explain=explained(view, MESSAGES),
        curve=_months_bars(view, year),
        table_title=words.city_messages_table,
        table=_table(view, year),
        rescue_title=words.city_rescue,
        rescue=rescue if has_rescue else (),
        rescue_empty=None if has_rescue else words.city_no_source,
    )


def messages_spark(view: CityView) -> CityCurve:
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
    is_known = _knows_messages(view)
    return CityCurve(
        name=f"spark-{Panel.DISASTER}",
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
        is_spark=True,
        from_zero=True,
    )


def _knows_messages(view: CityView) -> bool:
    """Whether a source of messages is there, or was: no message is then a fact, and not a missing one."""
    since = month_start(view.now, MONTHS)
    return _has_feed(view) or bool(view.history.events(("message",), since, view.now))


def _has_feed(view: CityView) -> bool:
    return any(feed.panel is Panel.DISASTER and feed.last_good for feed in view.picture.feeds)


def _earlier(view: CityView, since: Since) -> Dated:
    at = earlier(view.now, since)
    return Dated(float(len(warnings_at(view, at).active)) if has_log(view, at) else None, at)


def _change(view: CityView, change: Change) -> ChangeLine:
    words, before = view.words, change.before

    def text(value: float | None) -> str:
        return words.missing if value is None else words.city_messages_count.format(n=f"{value:,.0f}")

    time = hour_text(words, change)
    return ChangeLine(
        key=change.since.value,
        label=words.city_since_named.format(name=words.city_since[change.since.value], time=time),
        before_text=text(before.value),
        delta_text=delta_text(change.difference, 0, words),
        tone="",
        title=words.city_change_title.format(
            before_time=time_text(words, before.at),
            before=text(before.value),
            time=time_text(words, change.now.at),
            value=text(change.now.value),
        ),
    )


def _no_warnings(view: CityView) -> str:
    known = has_log(view, view.now) or _has_feed(view)
    return view.words.city_warnings_none if known else view.words.city_no_source


def _notes(words: Words, found: Board) -> tuple[str, ...]:
    unread = words.city_warnings_unread.format(n=len(found.unread)) if found.unread else ""
    ahead = words.city_warnings_ahead.format(n=len(found.ahead)) if found.ahead else ""
    return tuple(text for text in (unread, ahead) if text)


def _warning(words: Words, one: ActiveWarning) -> WarningLine:
    return WarningLine(
        key=f"{one.subject} {one.place}",
        title=warning_title(one, words.city_warning_name),
        place=one.place or words.city_unknown_district,
        since_text=_since(words, one),
        until_text=words.city_warning_until.format(time=time_text(words, one.until)) if one.until else "",
        level=SEVERITIES.get(one.severity or "", 0),
    )


def _since(words: Words, one: ActiveWarning) -> str:
    """Since when, and when it was changed last, so that an older start is not taken for that of its severity."""
    if one.since is None:
        return words.city_warning_before
    since = words.city_warning_since.format(time=time_text(words, one.since))
    if one.changed_at == one.since:
        return since
    return words.city_warning_changed.format(since=since, time=time_text(words, one.changed_at))


def _message(words: Words, event: Event) -> MessageLine:
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


def _months_bars(view: CityView, year: tuple[Event, ...]) -> CityCurve:
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
    is_known = _knows_messages(view)
    return CityCurve(
        name="curve",
        panel=Panel.DISASTER,
        title=words.city_messages_curve,
        aside=words.city_messages_count.format(n=f"{len(year):,}"),
        axis=Axis.TIME,
        lines=(CurveLine("messages", words.city_messages, Role.BARS, points, ""),) if is_known else (),
        limits=(),
        first_text=month_label(points[0].x, words) if isinstance(points[0].x, datetime) else "",
        last_text=month_label(points[-1].x, words) if isinstance(points[-1].x, datetime) else "",
        explain=explained(view, MESSAGES),
        empty_text=None if is_known else words.city_no_source,
        from_zero=True,
    )


def _table(view: CityView, year: tuple[Event, ...]) -> CountTable:
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
            (words.city_messages_rest, [sum(cells[name, month] for name in rest) for month in months])
        )
    rows.append((words.city_messages_sum, [sum(cells[name, month] for name in subjects) for month in months]))
    heads = [words.city_month.format(year=f"'{month:%y}", month=month.month) for month in months]
    return CountTable(
        (words.city_messages_kind, *heads, words.city_messages_sum),
        tuple((name, (*(f"{n:,}" for n in counts), f"{sum(counts):,}")) for name, counts in rows)
        if year
        else (),
    )


def _month_of(event: Event) -> datetime:
    return month_start(event.at.astimezone(KOREAN_TIME))
