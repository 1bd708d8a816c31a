"""The dry run of a mapping file: connect, read, validate, report; nothing is written anywhere."""

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from dashboard.domain.funding import FundGrid, MoneyStage
from dashboard.domain.portfolio import Portfolio, PortfolioFunding, SnapshotFacts
from dashboard.domain.project_file import grouped
from dashboard.domain.records import StatusReport
from dashboard.domain.runs import TableCount
from dashboard.domain.words import Words, load_words
from dashboard.house import source_facts, utc_now
from dashboard.refresh import check_read, checked_batch, row_counts, with_unread_dates
from dashboard.room import SEOUL
from dashboard.settings import Settings
from db import demo
from db.sources.batch import Batch
from db.sources.mapping import SourceMapping, load_mapping
from db.sources.reader import RawRead, SourceUnavailable
from db.sources.worker import SourceWorker, Unchanged
from db.store import Store

EXAMPLES = 5


class CheckFailed(RuntimeError):
    """The source cannot be used as mapped; one sentence says why."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a refresh would take. Money is exact, in the main unit of the currency; progress in percent."""

    source: str
    status_date: date
    basis_date: date | None
    dated_reports: int
    reports: int
    portfolio: Portfolio
    batch: Batch
    exponent: int
    currency: str
    words: Words
    counts: tuple[TableCount, ...]
    kept_back: Mapping[str, str]
    changes: Mapping[str, Mapping[str, int]] | None
    problems: tuple[tuple[str, str], ...] = field(default=())

    @property
    def stages(self) -> int:
        """Procedures of all projects."""
        return sum(len(each.schedule.stages) for each in self._measures)

    @property
    def stages_overdue(self) -> int:
        """Stages whose current planned end has passed without an actual end."""
        stages = (stage for each in self._measures for stage in each.schedule.stages)
        return sum(stage.overdue_days is not None for stage in stages)

    @property
    def stages_unjudged(self) -> int:
        """Stages whose actual end is written but could not be read: not called overdue."""
        return sum(each.schedule.unjudged for each in self._measures)

    @property
    def status(self) -> dict[str, int]:
        """Official status word -> projects; "unknown" without one."""
        found = Counter(each.status.value if each.status else "unknown" for each in self._measures)
        return dict(found)

    @property
    def mean_progress(self) -> float | None:
        """Mean of the newest reported progress of the projects that report one, in percent, two decimals."""
        known = [Decimal(str(each.progress)) for each in self._measures if each.progress is not None]
        return float(round(sum(known, Decimal(0)) * 100 / len(known), 2)) if known else None

    @property
    def funding(self) -> PortfolioFunding:
        """Money of all projects and areas, a shared budget counted once."""
        return self.portfolio.funding(self.status_date)

    def money(self, amount: int | None) -> str | None:
        """An exact decimal string in the main unit (won, dollars)."""
        return None if amount is None else str(Decimal(amount).scaleb(-self.exponent))

    def as_json(self) -> dict[str, Any]:
        """The object that `--json` prints."""
        findings = self.batch.findings
        return {
            "source": self.source,
            "date": self.status_date.isoformat(),
            "basis_date": self.basis_date.isoformat() if self.basis_date else None,
            "currency": self.currency,
            "projects": len(self.portfolio.projects),
            "stages": self.stages,
            "stages_overdue": self.stages_overdue,
            "stages_unjudged": self.stages_unjudged,
            "reports": self.reports,
            "dated_reports": self.dated_reports,
            "status": self.status,
            "mean_progress": self.mean_progress,
            "rows": {
                count.table: {"read": count.read, "kept": count.kept, "set_aside": count.set_aside}
                for count in self.counts
            },
            "kept_back": dict(self.kept_back),
            "funding": {stage.value: self._grid_json(stage) for stage in MoneyStage},
            "mismatches": [
                {
                    "project": m.project_id,
                    "area": m.area_id,
                    "stage": m.stage.value,
                    "source": m.source.value,
                    "period": m.period,
                    "stated": self.money(m.stated),
                    "summed": self.money(m.summed),
                }
                for m in self.funding.mismatches
            ],
            "set_aside": [{"table": f.table, "key": f.key, "reason": f.reason} for f in findings.set_aside],
            "unread_fields": [
                {"table": f.table, "key": f.key, "field": f.field, "raw": f.raw, "reason": f.reason}
                for f in findings.unread
            ],
            "unmapped": [{"group": f.group, "word": f.word, "count": f.count} for f in findings.unmapped],
            "changes": self.changes,
            "problems": [{"file": name, "problem": why} for name, why in self.problems],
        }

    def _grid_json(self, stage: MoneyStage) -> dict[str, Any]:
        grid: FundGrid = self.funding.funding.grid(stage)
        return {
            "total": self.money(grid.total),
            "by_source": {source.value: self.money(amount) for source, amount in grid.by_source().items()},
            "by_year": {period: self.money(amount) for period, amount in grid.by_period().items()},
        }

    @property
    def _measures(self) -> Iterable[Any]:
        return self.portfolio.measures(self.status_date).values()


def check(path: Path, on: date | None, settings: Settings, environment: Mapping[str, str]) -> Report:
    """Read and validate the source of a mapping file; CheckFailed when it cannot be used."""
    known = dict(environment)
    if "DEMO_DATABASE" not in known:
        known["DEMO_DATABASE"] = str(settings.demo_database)
        if path.name == "demo.toml" and not settings.demo_database.exists():
            settings.demo_database.parent.mkdir(parents=True, exist_ok=True)
            demo.build_demo(settings.demo_database)
    words = load_words(settings.words_file)
    mapping = load_mapping(path, known, words)
    worker = SourceWorker(mapping)
    try:
        return _check(mapping, worker, on, settings)
    except SourceUnavailable as error:
        raise CheckFailed(words.check_source_away.format(file=path.name, cause=error)) from error
    finally:
        worker.close()


def _check(mapping: SourceMapping, worker: SourceWorker, on: date | None, settings: Settings) -> Report:
    words = mapping.language
    today = on or settings.today or utc_now().astimezone(SEOUL).date()
    listed = worker.dates()
    dates = listed.reports
    due = [report for report in dates if on is None or report.day <= on]
    if dates and not due:
        raise CheckFailed(words.check_no_report.format(day=on, first=dates[0].day))
    reports: dict[tuple[str, date], StatusReport] = {}
    for report in due[:-1]:
        earlier = checked_batch(_read(worker, report.raw), mapping, today)
        reports |= {(r.project_id, r.as_of): r for r in _records(earlier, "status_report")}
    raw = _read(worker, due[-1].raw if due else None)
    batch = checked_batch(raw, mapping, today)
    batch = replace(batch, findings=with_unread_dates(batch.findings, mapping, listed.unread))
    reports |= {(r.project_id, r.as_of): r for r in _records(batch, "status_report")}
    broken = {name: why for name, why in batch.frozen.items() if name == "project"}
    # Budget lines may come from a source of their own, without the projects that share them.
    is_books = "budget_line" in mapping.queries and "project" not in mapping.queries
    if not is_books and (broken or "project" not in batch.tables):
        cause = broken.get("project", words.check_not_mapped)
        raise CheckFailed(words.check_project_unread.format(cause=cause))
    if not is_books and not batch.tables["project"].records:
        raise CheckFailed(words.check_no_project)
    changes, refused = _against_store(raw, mapping, settings, today)
    tables: dict[str, Any] = {name: table.records for name, table in batch.tables.items()}
    tables["status_report"] = tuple(reports.values())
    status_date = on or batch.basis_date or today
    facts = SnapshotFacts(
        version=0,
        basis_date=status_date,
        committed_at=None,
        received_at=datetime.now(UTC),
        source_labels={mapping.id: mapping.label},
        profile=source_facts(mapping).profile,
    )
    return Report(
        source=mapping.id,
        status_date=status_date,
        basis_date=batch.basis_date,
        dated_reports=len(dates),
        reports=len(reports),
        portfolio=Portfolio.build(tables, facts),
        batch=batch,
        exponent=mapping.exponent,
        currency=mapping.currency,
        words=words,
        counts=row_counts(raw, batch),
        kept_back={**batch.frozen, **refused},
        changes=changes,
        problems=raw.problems,
    )


def _read(worker: SourceWorker, as_of: object) -> RawRead:
    raw = worker.read(as_of=as_of)
    assert not isinstance(raw, Unchanged)  # no digest was given that the answer could equal
    return raw


def _records(batch: Batch, table: str) -> tuple[Any, ...]:
    found = batch.tables.get(table)
    return found.records if found else ()


def _against_store(
    raw: RawRead, mapping: SourceMapping, settings: Settings, today: date
) -> tuple[Mapping[str, Mapping[str, int]] | None, dict[str, str]]:
    """What would change in the store, and what a refresh would keep back; None without one: none is made."""
    url = make_url(settings.store)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        return None, {}
    store = Store(settings.store)
    try:
        checked = check_read(raw, mapping, store, today)
        return store.would_change(checked.incoming), dict(checked.batch.frozen)
    except SQLAlchemyError as error:
        cause = str(error).splitlines()[0]
        raise CheckFailed(mapping.language.check_store_away.format(cause=cause)) from error
    finally:
        store.close()


def print_report(report: Report, out: TextIO) -> None:
    """The report for people."""
    words = report.words
    lines = [*_summary(report), "", words.check_rows_title]
    lines += [f"  {_rows_text(count, words)}" for count in report.counts]
    lines += [
        "  " + words.check_kept_back.format(table=name, cause=why) for name, why in report.kept_back.items()
    ]
    lines += [f"  {line}" for line in _losses(report)]
    lines += ["  " + words.check_file.format(name=name, cause=why) for name, why in report.problems]
    if report.changes is None:
        lines.append(words.check_no_store)
    else:
        lines.append(words.check_changes if report.changes else words.check_no_changes)
        lines += [
            "  " + words.check_change.format(table=name, **counts) for name, counts in report.changes.items()
        ]
    out.write(os.linesep.join(lines) + os.linesep)


def _summary(report: Report) -> list[str]:
    words = report.words
    title = words.check_title.format(
        source=report.source, day=report.status_date, basis=report.basis_date or words.missing
    )
    counts = words.check_counts.format(
        projects=len(report.portfolio.projects),
        stages=report.stages,
        overdue=report.stages_overdue,
        unjudged=report.stages_unjudged,
        reports=report.reports,
    )
    status = " · ".join(f"{word} {count}" for word, count in report.status.items())
    progress = words.missing if report.mean_progress is None else report.mean_progress
    labels = (words.money_planned, words.money_secured, words.money_executed)
    return [
        words.check_reports.format(title=title, n=report.dated_reports) if report.dated_reports else title,
        counts,
        words.check_status.format(parts=status or words.missing),
        words.check_progress.format(value=progress),
        *(
            words.check_money.format(label=label, amount=_money_text(report, stage))
            for stage, label in zip(MoneyStage, labels, strict=True)
        ),
    ]


def _rows_text(count: TableCount, words: Words) -> str:
    rows = words.check_rows.format(
        table=count.table, read=count.read, kept=count.kept, set_aside=count.set_aside
    )
    return words.check_rows_unread.format(rows=rows, n=count.unread_fields) if count.unread_fields else rows


def _losses(report: Report) -> Iterable[str]:
    """What was lost or is doubtful: rows by reason and values by field with a few examples, totals, words."""
    words, findings = report.words, report.batch.findings
    reasons = grouped(findings.set_aside, lambda each: (each.table, each.reason))
    for (table, reason), rows in sorted(reasons.items()):
        keys = ", ".join(each.key for each in rows[:EXAMPLES])
        yield words.check_set_aside.format(table=table, reason=reason, n=len(rows), examples=keys)
    places = grouped(findings.unread, lambda each: (each.table, each.field))
    for (table, part), values in sorted(places.items()):
        shown = ", ".join(f"{each.key}={each.raw!r}" for each in values[:EXAMPLES])
        yield words.check_unread.format(table=table, field=part, n=len(values), examples=shown)
    for m in report.funding.mismatches:
        yield words.check_mismatch.format(
            where=f"{m.project_id or m.area_id} {m.stage.value} {m.source.value} {m.period}",
            stated=report.money(m.stated),
            summed=report.money(m.summed),
        )
    for word in findings.unmapped:
        yield words.check_unmapped.format(group=word.group, word=repr(word.word), n=word.count)


def _money_text(report: Report, stage: MoneyStage) -> str:
    words, grid = report.words, report.funding.funding.grid(stage)
    if grid.total is None:
        return words.missing
    sources = " · ".join(
        f"{words.fund_sources[source.value]} {report.money(amount) or words.missing}"
        for source, amount in grid.by_source().items()
    )
    return f"{report.money(grid.total)} {report.currency} ({sources})"
