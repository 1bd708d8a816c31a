"""접속 기록 (`/audit`): who did what, newest first, narrowed by address; what was taken out, and whether it holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dashboard.domain.audit import (
    COMMAND,
    TAKEN_OUT,
    Act,
    AuditPage,
    Checked,
    Deed,
    Entry,
    Question,
    RecordState,
    Result,
    TakenOut,
    next_month,
    written_reason,
)
from dashboard.domain.words import Words, clock_text, date_text, korean_time, time_text
from dashboard.screens.export import Export, SheetColumn
from dashboard.screens.table import Download, Menu, Option
from dashboard.urls import Address, audit_export, href

ROWS_OF_PAGE = 100
MOST_IN_FILE = 100_000
"""So many entries stand in a file of the page; the command takes out all of them."""
DAYS_OFFERED = 31
YEARS = range(2000, 2200)
"""Of a day that an address may ask for."""
SHORT = 48
"""Signs of an object in the table; the whole stands in the opened row."""


@dataclass(frozen=True, slots=True)
class AuditRow:
    """An entry. `result` is its key; `details` are what the opened row says beside it: (label, text)."""

    seq: int
    seq_text: str
    at_text: str
    actor: Option
    role_text: str
    address_text: str
    act: Option
    object_text: str
    reason_text: str
    result: str
    result_text: str
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken out in a month, for the monthly review: rows of texts under `heads`."""

    title: str
    lead: str
    before: Option
    after: Option | None
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty_text: str | None


@dataclass(frozen=True, slots=True)
class AuditScreen:
    """Everything on `/audit`. `warnings` are what is wrong with the record itself."""

    title: str
    lead: str
    state_label: str
    state_text: str
    warnings: tuple[str, ...]
    taken: Taken
    list_title: str
    menus: tuple[Menu, ...]
    download: Download
    count_text: str
    heads: tuple[str, ...]
    rows: tuple[AuditRow, ...]
    newest: Option | None
    older: Option | None
    empty_text: str | None


def asked_question(here: Address) -> Question:
    """What an address asks of the record; what nobody understands asks nothing."""
    act, result, before = (here.option(name) for name in ("act", "result", "before"))
    return Question(
        day=_day(here.option("day")),
        actor=here.option("actor"),
        act=Act(act) if act in set(Act) else None,
        result=Result(result) if result in set(Result) else None,
        before_seq=int(before)
        if before and before.isascii() and before.isdigit() and len(before) < 16
        else None,
    )


def asked_month(here: Address, now: datetime) -> date:
    """The first day of the month whose taking out is summed up."""
    asked = _day(f"{here.option('month')}-01")
    return asked or korean_time(now).date().replace(day=1)


def audit_screen(page: AuditPage, here: Address, words: Words) -> AuditScreen:
    """The page at an address."""
    shown, question = page.entries, asked_question(here)
    left = page.count - len(shown) if question.before_seq is None else None
    is_more = len(shown) == ROWS_OF_PAGE and left != 0
    heads = tuple(words.audit_heads.values())
    return AuditScreen(
        title=words.audit_title,
        lead=words.audit_lead,
        state_label=words.audit_state,
        state_text=_state_text(page.state.checked, page.newest, words),
        warnings=tuple(_warnings(page, words)),
        taken=_taken(page.taken_out, asked_month(here, page.now), here, page.now, words),
        list_title=words.audit_list_title,
        menus=_menus(page, here, words),
        download=Download(words.audit_download, words.audit_download_title, audit_export(_first_page(here))),
        count_text=words.audit_count.format(n=f"{page.count:,}"),
        heads=heads,
        rows=tuple(_row(entry, here, words) for entry in shown),
        newest=Option(words.audit_newest, href(_first_page(here)), False) if question.before_seq else None,
        older=Option(
            words.audit_older.format(n=ROWS_OF_PAGE),
            href(here.with_option("before", str(shown[-1].seq))),
            False,
        )
        if is_more
        else None,
        empty_text=None if shown else words.audit_empty,
    )


def audit_file(entries: Sequence[Entry], count: int, here: Address, now: datetime, words: Words) -> Export:
    """The record as a file: every field, and what it was narrowed by."""
    said = words.audit_file_all if len(entries) == count else words.audit_file_some
    about = [
        (words.export_title, words.audit_title),
        (words.audit_file_count, said.format(n=f"{len(entries):,}", all=f"{count:,}")),
        (words.audit_file_filters, ", ".join(_chosen(here, words)) or words.audit_any_day),
    ]
    return Export(
        name=words.audit_file.format(day=f"{korean_time(now):%Y-%m-%d}"),
        title=words.audit_title,
        about_title=words.export_about_sheet,
        about=tuple(about),
        columns=tuple(SheetColumn(label, 20.0) for label in words.audit_file_heads.values()),
        rows=[_file_row(entry, words) for entry in entries],
    )


# -- rows ------------------------------------------------------------------------------------


def _row(entry: Entry, here: Address, words: Words) -> AuditRow:
    deed, first = entry.deed, _first_page(here)
    act = words.audit_acts.get(deed.act, deed.act)
    actor = deed.actor or words.audit_nobody
    return AuditRow(
        seq=entry.seq,
        seq_text=f"{entry.seq:,}",
        at_text=f"{date_text(words, korean_time(entry.at).date())} {clock_text(words, entry.at)}",
        actor=Option(actor, href(first.with_option("actor", deed.actor)), here.option("actor") == deed.actor),
        role_text=_role(deed, words),
        address_text=deed.address or words.missing_mark,
        act=Option(act, href(first.with_option("act", deed.act)), here.option("act") == deed.act),
        object_text=_short(deed.object or words.missing_mark),
        reason_text=_reason(deed, words),
        result=str(deed.result),
        result_text=words.audit_results.get(deed.result, deed.result),
        details=tuple(_details(entry, words)),
    )


def _details(entry: Entry, words: Words) -> Iterator[tuple[str, str]]:
    deed = entry.deed
    for label, text in (
        (words.audit_full, deed.object),
        (words.audit_before, deed.before),
        (words.audit_after, deed.after),
        (words.audit_utc, entry.at.isoformat(timespec="microseconds")),
        (words.audit_request, deed.request_id),
        (words.audit_hash, entry.hash),
    ):
        if text:
            yield label, text


def _file_row(entry: Entry, words: Words) -> tuple[str, ...]:
    deed = entry.deed
    return (
        *(
            str(entry.seq),
            entry.at.isoformat(timespec="microseconds"),
            f"{korean_time(entry.at):%Y-%m-%d %H:%M:%S}",
        ),
        *(deed.actor or "", _role(deed, words), deed.address or "", words.audit_acts.get(deed.act, deed.act)),
        *(deed.object or "", deed.before or "", deed.after or "", _reason(deed, words)),
        *(
            words.audit_results.get(deed.result, deed.result),
            deed.request_id or "",
            entry.prev_hash,
            entry.hash,
        ),
    )


def _role(deed: Deed, words: Words) -> str:
    if deed.role == COMMAND:
        return words.audit_command_role
    return words.roles.get(deed.role, deed.role) if deed.role else ""


def _reason(deed: Deed, words: Words) -> str:
    known = written_reason(deed.reason)
    if known is None:
        return deed.reason or ""
    kind = words.reason_kinds.get(known.kind, known.kind)
    return f"{kind}: {known.text}" if known.text else kind


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"


# -- filters ---------------------------------------------------------------------------------


def _menus(page: AuditPage, here: Address, words: Words) -> tuple[Menu, ...]:
    today = korean_time(page.now).date()
    days = [today - timedelta(days=back) for back in range(DAYS_OFFERED)]
    actors = {actor: actor for actor in page.actors}
    choices: tuple[tuple[str, str, Mapping[str, str]], ...] = (
        ("day", words.audit_any_day, {day.isoformat(): date_text(words, day) for day in days}),
        ("actor", words.audit_any_actor, actors),
        ("act", words.audit_any_act, {act.value: words.audit_acts[act] for act in Act}),
        ("result", words.audit_any_result, {each.value: words.audit_results[each] for each in Result}),
    )
    return tuple(_menu(here, name, anything, offered) for name, anything, offered in choices)


def _menu(here: Address, name: str, anything: str, offered: Mapping[str, str]) -> Menu:
    chosen, first = here.option(name), _first_page(here)
    options = tuple(
        Option(text, href(first.with_option(name, None if value == chosen else value)), value == chosen)
        for value, text in offered.items()
    )
    reset = Option(anything, href(first.with_option(name, None)), False) if chosen else None
    return Menu(offered.get(chosen, chosen) if chosen else anything, options, reset)


def _chosen(here: Address, words: Words) -> Iterator[str]:
    for name, offered in (
        ("day", {}),
        ("actor", {}),
        ("act", words.audit_acts),
        ("result", words.audit_results),
    ):
        chosen = here.option(name)
        if chosen:
            yield offered.get(chosen, chosen)


def _first_page(here: Address) -> Address:
    return here.with_option("before", None)


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text) if text and len(text) == len("2026-01-01") else None
    except ValueError:
        return None
    return day if day and day.year in YEARS else None


# -- the month, the chain --------------------------------------------------------------------


def _taken(found: Sequence[TakenOut], month: date, here: Address, now: datetime, words: Words) -> Taken:
    before = (month - timedelta(days=1)).replace(day=1)
    after = next_month(month)
    acts = [words.audit_acts[act] for act in TAKEN_OUT]
    rows = []
    for each in found:
        counts = dict(each.counts)
        kind = words.reason_kinds.get(each.kind, each.kind) if each.kind else words.reason_none
        numbers = [words.audit_count.format(n=f"{counts.get(act, 0):,}") for act in TAKEN_OUT]
        rows.append((kind, *numbers, words.audit_people.format(n=f"{each.people:,}")))
    return Taken(
        title=words.audit_taken_title.format(month=_month_text(month, words)),
        lead=words.audit_taken_lead,
        before=Option(words.audit_month_before, href(here.with_option("month", f"{before:%Y-%m}")), False),
        after=Option(words.audit_month_after, href(here.with_option("month", f"{after:%Y-%m}")), False)
        if after <= korean_time(now).date()
        else None,
        heads=(words.audit_taken_reason, *acts, words.audit_taken_people),
        rows=tuple(rows),
        empty_text=None if rows else words.audit_taken_none,
    )


def _month_text(month: date, words: Words) -> str:
    return words.audit_month.format(year=month.year, month=month.month)


def _state_text(checked: Checked | None, newest: int, words: Words) -> str:
    if checked is None:
        return words.audit_unchecked
    time = time_text(words, checked.at)
    if checked.broken is not None:
        return broken_text(checked, words)
    said = words.audit_nothing.format(time=time)
    if checked.last:
        said = words.audit_whole.format(first=f"{checked.first:,}", last=f"{checked.last:,}", time=time)
    later = newest - checked.last
    return f"{said} {words.audit_since.format(n=f'{later:,}')}" if later > 0 else said


def broken_text(checked: Checked, words: Words) -> str:
    """Where the chain does not hold, and why; empty while it does."""
    broken = checked.broken
    if broken is None:
        return ""
    cause = words.audit_breaks.get(broken.cause, broken.cause)
    return words.audit_broken.format(seq=f"{broken.seq:,}", time=time_text(words, checked.at), cause=cause)


def record_warnings(state: RecordState, words: Words) -> Iterator[str]:
    """What is wrong with the record: it cannot be written, or does not hold."""
    if state.checked is not None and state.checked.broken is not None:
        yield broken_text(state.checked, words)
    if state.problem:
        yield state.problem
    if state.waiting:
        yield words.audit_waiting.format(n=f"{state.waiting:,}")
    if state.lost:
        yield words.audit_lost.format(n=f"{state.lost:,}")


def _warnings(page: AuditPage, words: Words) -> Iterator[str]:
    if page.problem:
        yield page.problem
    yield from record_warnings(page.state, words)
