"""What an address of the timeline asks for, and the ways to ask for something else."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dashboard import urls
from dashboard.domain.portfolio_schedule import (
    CURRENT,
    ORIGINAL,
    Window,
    month_of,
    quarter_of,
    year_of,
)
from dashboard.domain.records import Term
from dashboard.domain.words import Words, date_text
from dashboard.screens.texts import View
from dashboard.urls import Address

AREA, DEPARTMENT, NONE = "area", "department", "none"
GROUPS = (AREA, DEPARTMENT, NONE)
LATE, NUMBER, START, END = "late", "number", "start", "end"
SORTS = (LATE, NUMBER, START, END)
QUARTER = "quarter"
AFTER_TERM = timedelta(days=184)
"""So much of the ground after the term belongs to the picture of the term."""
EARLIEST, LATEST = date(1950, 1, 1), date(2100, 12, 31)
"""The years that a date of a city may have; the same as where a source is read."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked for. `window` is None for the whole term; `plan` is one of `portfolio_schedule`."""

    group: str = AREA
    plan: str = ORIGINAL
    sort: str = LATE
    only_marks: bool = False
    window: Window | None = None
    part: int = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values of a control."""

    label: str
    href: str
    is_on: bool = False


@dataclass(frozen=True, slots=True)
class Control:
    """A row of choices under one name."""

    label: str
    choices: tuple[Choice, ...]


def read_options(here: Address, most_changes: int) -> tuple[Options, Address]:
    """The options of the address; values that mean nothing here move to `ignored` of the address."""
    plans = (ORIGINAL, CURRENT, *(str(number) for number in range(1, most_changes + 1)))
    known = {"group": GROUPS, "sort": SORTS, "plan": plans, "only": (QUARTER,)}
    for name, values in known.items():
        if (given := here.option(name)) is not None and given not in values:
            here = ignored(here, name)
    window = _window(here.option("from"), here.option("to"))
    if window is None:
        here = ignored(here, "from", "to")
    part = here.option("part") or "1"
    if not _NUMBER.fullmatch(part):
        here, part = ignored(here, "part"), "1"
    options = Options(
        group=here.option("group") or AREA,
        plan=here.option("plan") or ORIGINAL,
        sort=here.option("sort") or LATE,
        only_marks=here.option("only") == QUARTER,
        window=window,
        part=int(part),
    )
    return options, here


def ignored(here: Address, *names: str) -> Address:
    """The address without these options, which are said to mean nothing."""
    given = tuple((name, value) for name in names if (value := here.option(name)) is not None)
    for name in names:
        here = here.with_option(name, None)
    return replace(here, ignored=(*here.ignored, *given))


def shown_window(options: Options, term: Term | None, whole: Window | None, on: date) -> Window:
    """The window that is drawn: the one asked for, this quarter for its milestones, else the term.

    Without a term it is `whole`, everything that there is, and without that the year around `on`.
    """
    if options.window:
        return options.window
    if options.only_marks:
        return quarter_of(on)
    if term and term.starts and term.ends and term.starts <= term.ends:
        return Window(term.starts, term.ends + AFTER_TERM)
    return whole or year_of(on)


def controls(view: View, options: Options, plan_words: Iterable[tuple[str, str]]) -> tuple[Control, ...]:
    """묶기, 비교 계획, 정렬."""
    words = view.words
    groups = zip(
        GROUPS,
        (words.timeline_group_area, words.timeline_group_department, words.timeline_group_none),
        strict=True,
    )
    sorts = zip(
        SORTS,
        (
            words.timeline_sort_late,
            words.timeline_sort_number,
            words.timeline_sort_start,
            words.timeline_sort_end,
        ),
        strict=True,
    )
    return (
        _control(view, words.timeline_group, "group", options.group, groups),
        _control(view, words.timeline_plan, "plan", options.plan, plan_words),
        _control(view, words.timeline_sort, "sort", options.sort, sorts),
    )


def window_control(view: View, options: Options, term: Term | None, whole: Window | None) -> Control:
    """임기 전체, 전체 기간, 올해, 이번 분기, 이번 달; one step back and forth from what is shown."""
    words, on = view.words, view.on
    presets = [
        (words.timeline_window_year, year_of(on)),
        (words.timeline_window_quarter, quarter_of(on)),
        (words.timeline_window_month, month_of(on)),
    ]
    if whole and term:
        presets.insert(0, (words.timeline_window_all, whole))
    shown = shown_window(options, term, whole, on)
    named = words.timeline_window_term if term else words.timeline_window_all
    default = Choice(named, _window_href(view, None), options.window is None)
    choices = [default] if not options.only_marks else []
    choices += [Choice(label, _window_href(view, each), shown == each) for label, each in presets]
    return Control(words.timeline_window, tuple(choices))


def steps(view: View, options: Options, shown: Window) -> tuple[Choice, ...]:
    """The windows before and after the one shown; nothing beside the whole term."""
    if options.window is None and not options.only_marks:
        return ()
    words = view.words
    beside = ((words.timeline_window_before, -1), (words.timeline_window_after, 1))
    if not (shown.first > EARLIEST and shown.last < LATEST):
        return ()
    return tuple(Choice(label, _window_href(view, shown.moved(step))) for label, step in beside)


def only_choice(view: View, options: Options) -> Choice:
    """The switch between all procedures and milestones alone, in the window that is asked for."""
    words = view.words
    label = words.timeline_only_window if options.window else words.timeline_only_quarter
    asked = changed(view, only=None if options.only_marks else QUARTER)
    return Choice(label, urls.href(asked), options.only_marks)


def window_text(window: Window, words: Words) -> str:
    """The window as print."""
    return words.date_span.format(start=date_text(words, window.first), end=date_text(words, window.last))


def changed(view: View, **options: str | None) -> Address:
    """This screen with other options, from its first part on."""
    here = view.here.with_option("part", None)
    for name, value in options.items():
        here = here.with_option(name, value)
    return here


def _control(view: View, label: str, name: str, chosen: str, values: Iterable[tuple[str, str]]) -> Control:
    """The first value is the one that an address without the option has."""
    listed = list(values)
    choices = [
        Choice(word, urls.href(changed(view, **{name: value if place else None})), value == chosen)
        for place, (value, word) in enumerate(listed)
    ]
    return Control(label, tuple(choices))


def _window_href(view: View, window: Window | None) -> str:
    dates = {"from": window.first.isoformat(), "to": window.last.isoformat()} if window else {}
    return urls.href(changed(view, **{"from": dates.get("from"), "to": dates.get("to")}))


def _window(first: str | None, last: str | None) -> Window | None:
    days = [_day(text) for text in (first, last)]
    if days[0] is None or days[1] is None or days[0] > days[1]:
        return None
    return Window(days[0], days[1])


def _day(text: str | None) -> date | None:
    if text is None or not _DAY.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None
