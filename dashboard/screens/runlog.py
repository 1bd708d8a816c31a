"""수신 기록: every run of a source in the last days; one day is open, and at most one run of it."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from dashboard.domain.runs import Run, RunState, TableCount
from dashboard.domain.words import Words, clock_text, date_text, korean_time, time_text
from dashboard.urls import Address, Page, href

ROWS_OF_PAGE = 100
"""So many rows of a day stand on one page: thousands of runs must not make the page heavy."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One canonical table in one run. `note` says why rows were set aside, or why the last good ones stay."""

    table: str
    label: str
    read_text: str
    kept_text: str
    set_aside_text: str
    unread_text: str
    note: str | None


@dataclass(frozen=True, slots=True)
class RunRow:
    """One refresh, or several of a day in a row that ended alike. `started_iso` is UTC, texts Korean time.

    `href` opens the run, or closes it; None when there is nothing to open. `tables` are those of an
    open run. `set_aside_note` names the reasons.
    """

    id: int
    started_iso: str
    started_text: str
    took_text: str
    state: RunState
    state_word: str
    version_text: str
    basis_text: str
    read_text: str
    kept_text: str
    set_aside_text: str
    set_aside_note: str | None
    unread_text: str
    error: str | None
    href: str | None
    is_open: bool
    tables: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class PageStep:
    """A page of the open day, named by the time of its newest run."""

    text: str
    href: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class RunDay:
    """A day with runs. `rows` are those of the open page, `pages` is empty where one page is all."""

    day: date
    text: str
    count_text: str
    states_text: str
    gap_text: str | None
    href: str
    is_open: bool
    rows: tuple[RunRow, ...]
    pages: tuple[PageStep, ...]


@dataclass(frozen=True, slots=True)
class RunLog:
    """The days with runs, newest first. `since_text` says since when, and how many runs there were."""

    title: str
    since_text: str
    days: tuple[RunDay, ...]
    pages_label: str
    empty_text: str | None


@dataclass(frozen=True, slots=True)
class LogPages:
    """Addresses within the log of one source, and what the address that is open asks of it."""

    source: str
    here: Address

    def asked(self, name: str) -> str | None:
        """An option of the address, if it speaks of this source."""
        return self.here.option(name) if self.here.option("source") == self.source else None

    def link(self, **options: object) -> str:
        """The page with this of the source's log open, and nothing else."""
        there = Address(Page.DATA, filter=self.here.filter, as_of=self.here.as_of)
        for name, value in {"source": self.source, **options}.items():
            there = there.with_option(name, str(value))
        return href(there)


@dataclass(frozen=True, slots=True)
class _Open:
    """What of the log is open. A run opens its day and page: new runs may have moved it there."""

    day: date
    page: int
    run: int | None


def run_log(runs: Sequence[Run], pages: LogPages, words: Words) -> RunLog:
    """The log of one source, in any order; without a wish of the address its newest day is open."""
    if not runs:
        return RunLog(words.runs_title, "", (), words.runs_pages, words.runs_empty)
    ordered = sorted(runs, key=lambda run: (run.last_start, run.id), reverse=True)
    days = [(day, list(of_day)) for day, of_day in groupby(ordered, key=_day)]
    shown = _open(days, pages)
    gaps = [(newer - older).days - 1 for (newer, _), (older, _) in pairwise(days)]
    count = sum(run.times for run in ordered)
    return RunLog(
        title=words.runs_title,
        since_text=words.runs_since.format(date=date_text(words, days[-1][0]), n=f"{count:,}"),
        days=tuple(
            _run_day(day, of_day, gap, shown, pages, words)
            for (day, of_day), gap in zip(days, [*gaps, 0], strict=True)
        ),
        pages_label=words.runs_pages,
        empty_text=None,
    )


def _day(run: Run) -> date:
    return korean_time(run.last_start).date()


def _open(days: Sequence[tuple[date, list[Run]]], pages: LogPages) -> _Open:
    """What the address asks for, where there is such a thing; else the first page of the newest day."""
    asked_run, asked_day = pages.asked("run"), pages.asked("day")
    for day, of_day in days:
        for place, run in enumerate(of_day):
            if str(run.id) == asked_run:
                return _Open(day, place // ROWS_OF_PAGE, run.id)
    for day, of_day in days:
        if day.isoformat() == asked_day:
            numbers = {str(page + 1): page for page in range(_page_count(of_day))}
            return _Open(day, numbers.get(pages.asked("page") or "1", 0), None)
    return _Open(days[0][0], 0, None)


def _page_count(of_day: Sequence[Run]) -> int:
    return -(-len(of_day) // ROWS_OF_PAGE)


def _run_day(
    day: date, of_day: Sequence[Run], gap: int, shown: _Open, pages: LogPages, words: Words
) -> RunDay:
    is_open = day == shown.day
    states = Counter[RunState]()
    for run in of_day:
        states[run.state] += run.times
    start = shown.page * ROWS_OF_PAGE
    rows = of_day[start : start + ROWS_OF_PAGE] if is_open else ()
    return RunDay(
        day=day,
        text=date_text(words, day),
        count_text=words.runs_times.format(n=f"{states.total():,}"),
        states_text=" · ".join(
            words.run_times.format(state=words.run_states[state.value], n=f"{states[state]:,}")
            for state in RunState
            if states[state]
        ),
        gap_text=words.runs_gap.format(n=f"{gap:,}") if gap else None,
        href=pages.link(day=day),
        is_open=is_open,
        rows=tuple(_run_row(run, shown, pages, words) for run in rows),
        pages=_page_steps(of_day, shown, pages, words) if is_open else (),
    )


def _page_steps(of_day: Sequence[Run], shown: _Open, pages: LogPages, words: Words) -> tuple[PageStep, ...]:
    count = _page_count(of_day)
    if count < 2:
        return ()
    return tuple(
        PageStep(
            clock_text(words, of_day[page * ROWS_OF_PAGE].last_start),
            pages.link(day=shown.day, page=page + 1),
            page == shown.page,
        )
        for page in range(count)
    )


def _run_row(run: Run, shown: _Open, pages: LogPages, words: Words) -> RunRow:
    def total(of: Callable[[TableCount], int]) -> str:
        return f"{sum(of(each) for each in run.tables):,}" if run.tables else words.missing_mark

    is_open = run.id == shown.run
    seconds = (run.ended_at - run.last_start).total_seconds() if run.ended_at else None
    state_word = words.run_states[run.state.value]
    closed = pages.link(day=shown.day, page=shown.page + 1)
    return RunRow(
        id=run.id,
        started_iso=run.started_at.isoformat(),
        started_text=_started_text(run, words),
        took_text=words.missing_mark if seconds is None else words.took.format(seconds=f"{seconds:,.1f}"),
        state=run.state,
        state_word=words.run_times.format(state=state_word, n=f"{run.times:,}")
        if run.times > 1
        else state_word,
        version_text=words.missing_mark if run.version is None else f"{run.version:,}",
        basis_text=date_text(words, run.basis_date),
        read_text=total(lambda each: each.read),
        kept_text=total(lambda each: each.kept),
        set_aside_text=total(lambda each: each.set_aside),
        set_aside_note=" · ".join(_named_notes(run.tables, words)) or None,
        unread_text=total(lambda each: each.unread_fields),
        error=run.error,
        href=(closed if is_open else pages.link(run=run.id)) if run.tables else None,
        is_open=is_open,
        tables=tuple(_table_row(each, words) for each in run.tables) if is_open else (),
    )


def _started_text(run: Run, words: Words) -> str:
    """The time of the day; both ends where several runs are one row, with their days where they differ."""
    first, last = run.started_at, run.last_start
    if first == last:
        return clock_text(words, first)
    same_day = korean_time(first).date() == korean_time(last).date()
    start = clock_text(words, first) if same_day else time_text(words, first)
    return words.date_span.format(start=start, end=clock_text(words, last))


def _table_row(count: TableCount, words: Words) -> TableRow:
    return TableRow(
        table=count.table,
        label=words.tables.get(count.table, count.table),
        read_text=f"{count.read:,}",
        kept_text=f"{count.kept:,}",
        set_aside_text=f"{count.set_aside:,}",
        unread_text=f"{count.unread_fields:,}",
        note=" · ".join(_notes(count, words)) or None,
    )


def _named_notes(tables: Sequence[TableCount], words: Words) -> list[str]:
    return [
        words.runs_kept_back.format(table=words.tables.get(count.table, count.table), reason=note)
        for count in tables
        for note in _notes(count, words)
    ]


def _notes(count: TableCount, words: Words) -> list[str]:
    """Why the last good rows stay; else why rows were set aside, and what the named reasons leave over."""
    if count.frozen_reason:
        return [count.frozen_reason]
    notes = [words.runs_reason.format(reason=reason, n=f"{rows:,}") for reason, rows in count.reasons]
    more = count.set_aside - sum(rows for _, rows in count.reasons)
    return [*notes, words.runs_reason_more.format(n=f"{more:,}")] if count.reasons and more > 0 else notes
