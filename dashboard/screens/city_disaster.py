"""재난: warnings in force, messages as a feed, how many of what kind in which month, fire and rescue."""

from dataclasses import dataclass

from dashboard.domain.city.change import Change, Dated, Since, earlier
from dashboard.domain.city.measures import Panel
from dashboard.domain.city.warnings import ActiveWarning, Board
from dashboard.domain.words import Words, time_text
from dashboard.screens.city_curves import CityCurve
from dashboard.screens.city_events import (
    A_MONTH,
    days_back,
    has_log,
    messages,
    warning_title,
    warnings_at,
)
from dashboard.screens.city_figures import (
    ChangeLine,
    Figure,
    explained,
    explained_as,
    figure,
    shown_changes,
)
from dashboard.screens.city_messages import (
    MONTHS,
    CountTable,
    MessageLine,
    count_table,
    has_feed,
    knows_messages,
    message_line,
    messages_today,
    months_bars,
)
from dashboard.screens.city_texts import delta_text, hour_text
from dashboard.screens.city_view import MESSAGES, CityView, month_start

WARNINGS = "disaster.warnings"
RESCUE = ("disaster.fires", "disaster.rescues", "disaster.first_aid")
MOST_MESSAGES = 60
SEVERITIES = {"중대경보": 4, "경보": 4, "주의보": 3}
"""Official step of a warning -> how loudly its mark speaks, in the numbers of the grades."""


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
    is_known = has_log(view, now) or has_feed(view)
    value = float(len(found.active)) if is_known else None
    lines = (
        tuple(_change(view, Change(since, Dated(value, now), _earlier(view, since))) for since in Since)
        if is_known
        else ()
    )
    named = ", ".join(warning_title(one, words.city_warning_name) for one in found.active[:3])
    sent = (
        words.city_messages_today.format(n=f"{len(messages_today(view)):,}") if knows_messages(view) else ""
    )
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
        feed=tuple(message_line(words, each) for each in shown[:MOST_MESSAGES]),
        feed_aside=words.city_messages_aside.format(
            span=words.city_spans[f"{Panel.DISASTER} {view.span}"], n=f"{len(shown):,}"
        )
        if knows_messages(view)
        else "",
        feed_note=words.city_messages_more.format(n=f"{more:,}") if more > 0 else "",
        feed_empty=None
        if shown
        else (words.city_messages_none if knows_messages(view) else words.city_no_source),
        feed_explain=explained(view, MESSAGES),
        curve=months_bars(view, year),
        table_title=words.city_messages_table,
        table=count_table(view, year),
        rescue_title=words.city_rescue,
        rescue=rescue if has_rescue else (),
        rescue_empty=None if has_rescue else words.city_no_source,
    )


def _earlier(view: CityView, since: Since) -> Dated:
    at = earlier(view.now, since)
    return Dated(float(len(warnings_at(view, at).active)) if has_log(view, at) else None, at)


def _change(view: CityView, change: Change) -> ChangeLine:
    words, before = view.words, change.before

    def text(value: float | None) -> str:
        return words.missing if value is None else words.city_messages_count.format(n=f"{value:,.0f}")

    return ChangeLine(
        key=change.since.value,
        label=words.city_since[change.since.value],
        time_text=hour_text(words, change),
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
    known = has_log(view, view.now) or has_feed(view)
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
