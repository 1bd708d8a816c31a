"""자료 (`/data`): every source with its runs, what was kept, what was set aside and why."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dashboard.domain.portfolio import Portfolio
from dashboard.domain.runs import (
    Findings,
    Freshness,
    Run,
    RunState,
    SourceState,
    TableCount,
    UnmappedWord,
)
from dashboard.domain.words import KOREAN, Words, date_text, time_text
from dashboard.screens.texts import as_of_text


@dataclass(frozen=True, slots=True)
class TableRow:
    """One canonical table in one run. `note` names why the last good rows stay, else None."""

    table: str
    label: str
    read_text: str
    kept_text: str
    set_aside_text: str
    unread_text: str
    note: str | None


@dataclass(frozen=True, slots=True)
class RunRow:
    """One refresh, or several in a row that ended alike. `*_iso` are UTC; texts are in Korean time."""

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
    unread_text: str
    error: str | None
    tables: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class FindingRow:
    """Something lost or doubtful, by name. `detail` is a field with its raw text, or a word; None without."""

    table_label: str
    key: str
    detail: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """반영 제외, 읽지 못한 값 or 대응 없는 용어. `by_reason` sums the rows up: (reason, "12건")."""

    title: str
    explanation: str
    count: int
    count_text: str
    by_reason: tuple[tuple[str, str], ...]
    rows: tuple[FindingRow, ...]
    empty_text: str | None


@dataclass(frozen=True, slots=True)
class RefusedTable:
    """A table whose drop of rows waits for someone's confirmation."""

    source_id: str
    table: str
    label: str
    sentence: str
    confirm_label: str


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """A source. `can_refresh` is False while it runs or when the visitor may not."""

    id: str
    label: str
    freshness: Freshness
    freshness_text: str
    last_success_iso: str | None
    last_success_text: str
    last_attempt_text: str
    next_run_iso: str | None
    next_run_text: str
    period_text: str
    version_text: str
    basis_text: str
    error: str | None
    is_running: bool
    running_text: str | None
    can_refresh: bool
    refresh_label: str
    refused: tuple[RefusedTable, ...]
    runs_title: str
    runs: tuple[RunRow, ...]
    runs_empty_text: str | None
    findings: tuple[FindingGroup, ...]


@dataclass(frozen=True, slots=True)
class DataScreen:
    """Everything on `/data`."""

    title: str
    lead: str
    sources: tuple[SourceBlock, ...]
    empty_text: str | None
    as_of_text: str
    version_text: str
    definitions: tuple[str, ...]


def data(
    portfolio: Portfolio | None,
    sources: Sequence[SourceState],
    may_refresh: bool,
    today: date,
    words: Words = KOREAN,
) -> DataScreen:
    """The data page. `may_refresh` is whether this visitor may start a refresh."""
    facts = portfolio.facts if portfolio else None
    return DataScreen(
        title=words.data_title,
        lead=words.data_lead,
        sources=tuple(_block(source, may_refresh, words) for source in sources),
        empty_text=None if sources else words.data_empty,
        as_of_text=as_of_text(portfolio, today, words) if portfolio else words.basis_missing,
        version_text=words.version.format(version=f"{facts.version:,}") if facts else words.version_missing,
        definitions=(words.definition_rows,),
    )


def _block(source: SourceState, may_refresh: bool, words: Words) -> SourceBlock:
    return SourceBlock(
        id=source.id,
        label=source.label,
        freshness=source.freshness,
        freshness_text=words.freshness[source.freshness.value],
        last_success_iso=_iso(source.last_success),
        last_success_text=_moment(source.last_success, words),
        last_attempt_text=_moment(source.last_attempt, words),
        next_run_iso=_iso(source.next_run),
        next_run_text=_moment(source.next_run, words),
        period_text=_length(source.period_seconds, words),
        version_text=_version(source.version, words),
        basis_text=date_text(words, source.basis_date),
        error=source.error,
        is_running=source.running,
        running_text=words.running if source.running else None,
        can_refresh=may_refresh and not source.running,
        refresh_label=words.refresh,
        refused=tuple(_refused(source.id, table, words) for table in source.refused),
        runs_title=words.runs_title,
        runs=tuple(
            _run(run, words) for run in sorted(source.runs, key=lambda run: run.started_at, reverse=True)
        ),
        runs_empty_text=None if source.runs else words.runs_empty,
        findings=_findings(source.findings, words),
    )


def _refused(source_id: str, table: str, words: Words) -> RefusedTable:
    label = words.tables.get(table, table)
    return RefusedTable(source_id, table, label, words.refused.format(table=label), words.confirm_shrink)


def _run(run: Run, words: Words) -> RunRow:
    def total(of: Callable[[TableCount], int]) -> str:
        return f"{sum(of(each) for each in run.tables):,}" if run.tables else words.missing_mark

    last_start = run.last_started_at or run.started_at
    seconds = (run.ended_at - last_start).total_seconds() if run.ended_at else None
    state_word = words.run_states[run.state.value]
    return RunRow(
        id=run.id,
        started_iso=run.started_at.isoformat(),
        started_text=_span(words, run.started_at, last_start)
        if run.times > 1
        else time_text(words, run.started_at),
        took_text=words.missing_mark if seconds is None else words.took.format(seconds=f"{seconds:,.1f}"),
        state=run.state,
        state_word=words.run_times.format(state=state_word, n=f"{run.times:,}")
        if run.times > 1
        else state_word,
        version_text=_version(run.version, words),
        basis_text=date_text(words, run.basis_date),
        read_text=total(lambda each: each.read),
        kept_text=total(lambda each: each.kept),
        set_aside_text=total(lambda each: each.set_aside),
        unread_text=total(lambda each: each.unread_fields),
        error=run.error,
        tables=tuple(_table(each, words) for each in run.tables),
    )


def _span(words: Words, first: datetime, last: datetime) -> str:
    return f"{time_text(words, first)} ~ {time_text(words, last).split()[-1]}"


def _table(count: TableCount, words: Words) -> TableRow:
    return TableRow(
        table=count.table,
        label=words.tables.get(count.table, count.table),
        read_text=f"{count.read:,}",
        kept_text=f"{count.kept:,}",
        set_aside_text=f"{count.set_aside:,}",
        unread_text=f"{count.unread_fields:,}",
        note=count.frozen_reason,
    )


def _findings(findings: Findings, words: Words) -> tuple[FindingGroup, ...]:
    set_aside = [
        FindingRow(words.tables.get(each.table, each.table), each.key, None, each.reason)
        for each in findings.set_aside
    ]
    unread = [
        FindingRow(
            words.tables.get(each.table, each.table),
            each.key,
            words.field_raw.format(field=words.fields.get(each.field, each.field), raw=each.raw),
            each.reason,
        )
        for each in findings.unread
    ]
    unmapped = [_unmapped(each, words) for each in findings.unmapped]
    return (
        _group(words.set_aside_title, words.set_aside_explanation, set_aside, words),
        _group(words.unread_title, words.unread_explanation, unread, words),
        _group(words.unmapped_title, words.unmapped_explanation, unmapped, words),
    )


def _unmapped(each: UnmappedWord, words: Words) -> FindingRow:
    group = words.unmapped_groups.get(each.group, each.group)
    return FindingRow(
        group,
        each.word,
        words.count_rows.format(n=f"{each.count:,}"),
        words.unmapped_reason.format(group=group),
    )


def _group(title: str, explanation: str, rows: Sequence[FindingRow], words: Words) -> FindingGroup:
    """The rows with their reasons summed up, the most frequent first."""
    reasons = Counter(row.reason for row in rows).most_common()
    return FindingGroup(
        title=title,
        explanation=explanation,
        count=len(rows),
        count_text=words.count_cases.format(n=f"{len(rows):,}"),
        by_reason=tuple((reason, words.count_cases.format(n=f"{count:,}")) for reason, count in reasons),
        rows=tuple(rows),
        empty_text=None if rows else words.findings_none,
    )


def _moment(moment: datetime | None, words: Words) -> str:
    return time_text(words, moment) if moment else words.never


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _version(version: int | None, words: Words) -> str:
    return words.missing_mark if version is None else f"{version:,}"


def _length(seconds: float, words: Words) -> str:
    """A period in its largest whole unit: "60초" is "1분"."""
    for size, text in ((3600, words.hours), (60, words.minutes)):
        if seconds >= size and seconds % size == 0:
            return text.format(n=f"{seconds / size:,.0f}")
    return words.seconds.format(n=f"{seconds:,g}")
