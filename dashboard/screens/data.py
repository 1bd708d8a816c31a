"""자료 (`/data`): every source with its runs, what was kept, what was set aside and why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dashboard.domain.portfolio import Portfolio
from dashboard.domain.runs import Findings, Freshness, SourceState, UnmappedWord
from dashboard.domain.words import KOREAN, Words, date_text
from dashboard.screens.feeds import FeedBlock, length_text, moment_text
from dashboard.screens.runlog import LogPages, RunLog, run_log
from dashboard.screens.texts import as_of_text
from dashboard.urls import Address, Page

DATA = Address(Page.DATA)
"""The page as it is without anything chosen."""


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
    log: RunLog
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
    feeds: FeedBlock | None = None
    clock_text: str = ""


def data(
    portfolio: Portfolio | None,
    sources: Sequence[SourceState],
    may_refresh: bool,
    today: date,
    words: Words = KOREAN,
    here: Address = DATA,
) -> DataScreen:
    """The data page. `may_refresh` is whether this visitor may start a refresh.

    Of one source the address may open a day of its log, a page of that day, or a run.
    """
    facts = portfolio.facts if portfolio else None
    return DataScreen(
        title=words.data_title,
        lead=words.data_lead,
        sources=tuple(_block(source, may_refresh, here, words) for source in sources),
        empty_text=None if sources else words.data_empty,
        as_of_text=as_of_text(portfolio, today, words) if portfolio else words.basis_missing,
        version_text=words.version.format(version=f"{facts.version:,}") if facts else words.version_missing,
        definitions=(words.definition_rows,),
    )


def _block(source: SourceState, may_refresh: bool, here: Address, words: Words) -> SourceBlock:
    return SourceBlock(
        id=source.id,
        label=source.label,
        freshness=source.freshness,
        freshness_text=words.freshness[source.freshness.value],
        last_success_iso=_iso(source.last_success),
        last_success_text=moment_text(source.last_success, words),
        last_attempt_text=moment_text(source.last_attempt, words),
        next_run_iso=_iso(source.next_run),
        next_run_text=moment_text(source.next_run, words),
        period_text=length_text(source.period_seconds, words),
        version_text=_version(source.version, words),
        basis_text=date_text(words, source.basis_date),
        error=source.error,
        is_running=source.running,
        running_text=words.running if source.running else None,
        can_refresh=may_refresh and not source.running,
        refresh_label=words.refresh,
        refused=tuple(refused_table(source.id, table, words) for table in source.refused),
        log=run_log(source.runs, LogPages(source.id, here), words),
        findings=_findings(source.findings, words),
    )


def refused_table(source_id: str, table: str, words: Words) -> RefusedTable:
    """A table whose drop of rows waits, with what may be said about it."""
    label = words.tables.get(table, table)
    return RefusedTable(source_id, table, label, words.refused.format(table=label), words.confirm_shrink)


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


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _version(version: int | None, words: Words) -> str:
    return words.missing_mark if version is None else f"{version:,}"
