"""운영 (`/admin`): how the sources and the room itself stand, what was set aside and why, and what can be asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.domain.audit import RecordState
from dashboard.domain.operations import Ailing, AlarmState, BackupNote, ClockState, OperationsState
from dashboard.domain.runs import Findings, Freshness, Run, SourceState
from dashboard.domain.words import KOREAN, Words, time_text
from dashboard.screens.audit import record_warnings
from dashboard.screens.data import RefusedTable, refused_table
from dashboard.screens.feeds import moment_text
from dashboard.urls import Address, Page, href

SHOWN_EXAMPLES = 3
"""Keys named beside a reason; all of them stand on the page of data."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source in one line. `can_retry` is False while it is being read."""

    id: str
    label: str
    href: str
    freshness: Freshness
    freshness_text: str
    success_text: str
    attempt_text: str
    result_text: str
    next_text: str
    error: str | None
    can_retry: bool
    retry_label: str


@dataclass(frozen=True, slots=True)
class AsideLine:
    """What of one table of one source was lost for one reason."""

    source_label: str
    table_label: str
    kind: str
    reason: str
    count: int
    count_text: str
    examples: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Something about the room itself; `warning` is None while it is as it should be."""

    label: str
    text: str
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class AilingLine:
    """A source that somebody is or will be told of."""

    label: str
    state_text: str
    told_text: str


@dataclass(frozen=True, slots=True)
class AdminScreen:
    """Everything on `/admin`; the `heads` are those of its tables, in order."""

    title: str
    lead: str
    sources_title: str
    source_heads: tuple[str, ...]
    sources: tuple[SourceLine, ...]
    refused_title: str
    refused_lead: str
    refused: tuple[RefusedTable, ...]
    aside_title: str
    aside_lead: str
    aside_heads: tuple[str, ...]
    aside: tuple[AsideLine, ...]
    aside_empty: str | None
    all_shown: tuple[str, str]
    room_title: str
    facts: tuple[Fact, ...]
    test_label: str
    ailing_title: str
    ailing: tuple[AilingLine, ...]
    ailing_empty: str | None


def admin(sources: Sequence[SourceState], running: OperationsState, words: Words = KOREAN) -> AdminScreen:
    """The page of who keeps the room. Corrections are made at the source or in its mapping, not here."""
    aside = tuple(line for source in sources for line in _aside(source, words))
    return AdminScreen(
        title=words.admin_title,
        lead=words.admin_lead,
        sources_title=words.admin_sources_title,
        source_heads=tuple(words.admin_sources_heads.values()),
        sources=tuple(_source(source, words) for source in sources),
        refused_title=words.admin_refused_title,
        refused_lead=words.admin_refused_lead,
        refused=tuple(
            refused_table(source.id, table, words) for source in sources for table in source.refused
        ),
        aside_title=words.admin_aside_title,
        aside_lead=words.admin_aside_lead,
        aside_heads=tuple(words.admin_aside_heads.values()),
        aside=aside,
        aside_empty=None if aside else words.admin_aside_none,
        all_shown=(words.admin_all_shown, href(Address(Page.DATA))),
        room_title=words.admin_room_title,
        facts=(
            _clock(running.clock, words),
            Fact(words.admin_store_size, size_text(running.store_size, words)),
            _backup(running.backup, words),
            _alarms(running.alarms, words),
            *([_record(running.record, words)] if running.record else []),
        ),
        test_label=words.admin_alarm_test,
        ailing_title=words.admin_ailing_title,
        ailing=tuple(_ailing(one, words) for one in running.alarms.ailing),
        ailing_empty=None if running.alarms.ailing else words.admin_ailing_none,
    )


def clock_text(clock: ClockState | None, words: Words) -> str:
    """How far the clock is off, in a few words; empty where it is not compared or nothing is known yet."""
    if clock is None or clock.offset is None:
        return ""
    seconds = f"{abs(clock.offset):,.1f}"
    if float(seconds.replace(",", "")) == 0:
        return words.admin_clock_exact
    said = words.admin_clock_ahead if clock.offset > 0 else words.admin_clock_behind
    return said.format(seconds=seconds)


def clock_line(clock: ClockState | None, words: Words) -> str:
    """The clock by name, and that it is further off than is bearable; empty while nothing is known."""
    said = clock_text(clock, words)
    if clock is None or not said:
        return ""
    off = f" ({words.admin_clock_off.format(tolerance=f'{clock.tolerance:g}')})" if clock.is_off else ""
    return f"{words.admin_clock} {said}{off}"


def size_text(size: int | None, words: Words) -> str:
    """Bytes in the unit that leaves a number of few digits."""
    if size is None:
        return words.missing
    for unit, factor in (("GB", 1e9), ("MB", 1e6), ("KB", 1e3)):
        if size >= factor:
            return f"{size / factor:,.1f} {unit}"
    return f"{size:,} B"


def _record(state: RecordState, words: Words) -> Fact:
    wrong = " ".join(record_warnings(state, words))
    return Fact(words.audit_fact, "" if wrong else words.audit_well, wrong or None)


def _source(source: SourceState, words: Words) -> SourceLine:
    newest: Run | None = max(source.runs, key=lambda run: run.id, default=None)
    there = Address(Page.DATA).with_option("source", source.id)
    return SourceLine(
        id=source.id,
        label=source.label,
        href=href(there),
        freshness=source.freshness,
        freshness_text=words.freshness[source.freshness.value],
        success_text=moment_text(source.last_success, words),
        attempt_text=moment_text(source.last_attempt, words),
        result_text=words.run_states[newest.state.value] if newest else words.missing_mark,
        next_text=words.running if source.running else moment_text(source.next_run, words),
        error=source.error,
        can_retry=not source.running,
        retry_label=words.running if source.running else words.refresh,
    )


def _aside(source: SourceState, words: Words) -> Iterator[AsideLine]:
    """Losses of a source by table and reason, the most frequent first."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for table, kind, reason, key in _losses(source.findings, words):
        groups.setdefault((table, kind, reason), []).append(key)
    for (table, kind, reason), keys in sorted(groups.items(), key=lambda one: -len(one[1])):
        yield AsideLine(
            source_label=source.label,
            table_label=words.tables.get(table, table),
            kind=kind,
            reason=reason,
            count=len(keys),
            count_text=words.count_cases.format(n=f"{len(keys):,}"),
            examples=", ".join(keys[:SHOWN_EXAMPLES]) + (" …" if len(keys) > SHOWN_EXAMPLES else ""),
        )


def _losses(findings: Findings, words: Words) -> Iterator[tuple[str, str, str, str]]:
    for row in findings.set_aside:
        yield row.table, words.set_aside_title, row.reason, row.key
    for value in findings.unread:
        field = words.fields.get(value.field, value.field)
        yield value.table, words.unread_title, f"{field}: {value.reason}", value.key
    for word in findings.unmapped:
        group = words.unmapped_groups.get(word.group, word.group)
        yield group, words.unmapped_title, words.unmapped_reason.format(group=group), word.word


def _clock(clock: ClockState | None, words: Words) -> Fact:
    if clock is None:
        return Fact(words.admin_clock, words.admin_clock_unasked)
    said = [clock_text(clock, words) or words.missing]
    if clock.checked_at is not None:
        checked = time_text(words, clock.checked_at)
        said.append(words.admin_clock_checked.format(server=clock.server, time=checked))
    warning = words.admin_clock_off.format(tolerance=f"{clock.tolerance:g}") if clock.is_off else None
    if clock.problem:
        warning = words.admin_clock_problem.format(cause=clock.problem)
    return Fact(words.admin_clock, " · ".join(said), warning)


def _backup(backup: BackupNote | None, words: Words) -> Fact:
    if backup is None:
        return Fact(words.admin_backup, words.missing, words.admin_backup_none)
    said = words.admin_backup_text.format(
        time=time_text(words, backup.at),
        file=backup.file,
        size=size_text(backup.size, words),
        rows=f"{backup.rows:,}",
    )
    return Fact(words.admin_backup, said)


def _alarms(alarms: AlarmState, words: Words) -> Fact:
    if not alarms.ways:
        return Fact(words.admin_alarms, words.admin_alarms_off)
    sent = words.admin_alarms_sent.format(time=moment_text(alarms.last_sent, words))
    return Fact(words.admin_alarms, " · ".join((*alarms.ways, sent)), alarms.problem)


def _ailing(one: Ailing, words: Words) -> AilingLine:
    state = words.alarm_states[one.trouble.value]
    told = (
        words.admin_ailing_told.format(time=time_text(words, one.told_at))
        if one.told_at
        else words.admin_ailing_untold
    )
    since = words.alarm_line.format(label=one.label, state=state, time=time_text(words, one.since))
    return AilingLine(one.label, since.removeprefix(f"{one.label}: "), told)
