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
from dashboard.domain.records import StatusReport
from dashboard.domain.runs import TableCount
from dashboard.domain.vocabulary import FundSource
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
    mapping = load_mapping(path, known)
    worker = SourceWorker(mapping)
    try:
        return _check(mapping, worker, on, settings)
    except SourceUnavailable as error:
        raise CheckFailed(f"{path.name}: 자료원을 읽을 수 없습니다. {error}") from error
    finally:
        worker.close()


def _check(mapping: SourceMapping, worker: SourceWorker, on: date | None, settings: Settings) -> Report:
    today = on or settings.today or utc_now().astimezone(SEOUL).date()
    listed = worker.dates()
    dates = listed.reports
    due = [report for report in dates if on is None or report.day <= on]
    if dates and not due:
        raise CheckFailed(f"{on}까지의 보고 기준일이 없습니다(처음 {dates[0].day}).")
    reports: dict[tuple[str, date], StatusReport] = {}
    for report in due[:-1]:
        earlier = checked_batch(_read(worker, report.raw), mapping, today)
        reports |= {(r.project_id, r.as_of): r for r in _records(earlier, "status_report")}
    raw = _read(worker, due[-1].raw if due else None)
    batch = checked_batch(raw, mapping, today)
    batch = replace(batch, findings=with_unread_dates(batch.findings, mapping.id, listed.unread))
    reports |= {(r.project_id, r.as_of): r for r in _records(batch, "status_report")}
    broken = {name: why for name, why in batch.frozen.items() if name == "project"}
    if broken or "project" not in batch.tables:
        raise CheckFailed(
            f"사업 목록(project)을 읽을 수 없습니다. {broken.get('project', '매핑에 없습니다.')}"
        )
    if not batch.tables["project"].records:
        raise CheckFailed("사업이 하나도 없습니다. project 질의와 원천 자료를 확인하세요.")
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
        raise CheckFailed(f"저장소와 비교할 수 없습니다: {str(error).splitlines()[0]}") from error
    finally:
        store.close()


def print_report(report: Report, out: TextIO) -> None:
    """The report for people, in Korean."""
    lines = [
        f"{report.source}: 상태 판단일 {report.status_date}, 자료 기준일 {report.basis_date or '자료 없음'}"
        + (f", 보고 {report.dated_reports}회" if report.dated_reports else ""),
        _counts_text(report),
        "상태: " + (" · ".join(f"{word} {count}" for word, count in report.status.items()) or "자료 없음"),
        f"보고 추진율 평균: {report.mean_progress if report.mean_progress is not None else '자료 없음'}",
    ]
    for stage, label in zip(MoneyStage, ("계획", "확보", "집행"), strict=True):
        lines.append(f"{label}: {_money_text(report, report.funding.funding.grid(stage))}")
    lines += ["", "표별 행 (읽음 = 반영 + 반영 제외)"]
    lines += [
        f"  {count.table}: {count.read} = {count.kept} + {count.set_aside}"
        + (f", 읽지 못한 값 {count.unread_fields}" if count.unread_fields else "")
        for count in report.counts
    ]
    lines += [f"  {name}: 마지막 정상 자료 유지: {why}" for name, why in report.kept_back.items()]
    lines += _examples(
        "반영 제외", Counter((f.table, f.reason) for f in report.batch.findings.set_aside), report
    )
    lines += [
        f"  합계 불일치: {m.project_id or m.area_id} {m.stage.value} {m.source.value} {m.period} "
        f"{report.money(m.stated)} / {report.money(m.summed)}"
        for m in report.funding.mismatches
    ]
    lines += [f"  대응 없는 용어({f.group}): {f.word!r} {f.count}건" for f in report.batch.findings.unmapped]
    lines += [f"  파일 {name}: {why}" for name, why in report.problems]
    if report.changes is None:
        lines.append("저장소: 아직 없음")
    else:
        lines += ["저장소에 생길 변화" + ("" if report.changes else ": 없음")]
        lines += [
            f"  {name}: 추가 {c['added']}, 변경 {c['changed']}, 사라짐 {c['vanished']}"
            for name, c in report.changes.items()
        ]
    out.write(os.linesep.join(lines) + os.linesep)


def _counts_text(report: Report) -> str:
    judged = f"계획일 경과 {report.stages_overdue}, 판단 제외 {report.stages_unjudged}"
    projects = len(report.portfolio.projects)
    return f"사업 {projects}개 · 절차 {report.stages}개({judged}) · 보고 {report.reports}건"


def _examples(title: str, reasons: Counter[tuple[str, str]], report: Report) -> list[str]:
    lines = []
    for (table, reason), count in sorted(reasons.items()):
        keys = [f.key for f in report.batch.findings.set_aside if (f.table, f.reason) == (table, reason)]
        lines.append(f"  {title} {table}: {reason} {count}행, 예: {', '.join(keys[:EXAMPLES])}")
    unread = report.batch.findings.unread
    for table, part in sorted({(f.table, f.field) for f in unread}):
        found = [f for f in unread if (f.table, f.field) == (table, part)]
        shown = ", ".join(f"{f.key}={f.raw!r}" for f in found[:EXAMPLES])
        lines.append(f"  읽지 못한 값 {table}.{part}: {len(found)}건, 예: {shown}")
    return lines


def _money_text(report: Report, grid: FundGrid) -> str:
    if grid.total is None:
        return "자료 없음"
    sources = " · ".join(
        f"{'재원 미상' if source is FundSource.UNKNOWN else source.value} {report.money(amount) or '자료 없음'}"
        for source, amount in grid.by_source().items()
    )
    return f"{report.money(grid.total)} {report.currency} ({sources})"
