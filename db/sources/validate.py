"""Checks a raw read and makes records of it. Never raises: for every query kept + set aside = read."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from dashboard.domain.records import BudgetShare, PlanFund, PlanTarget, PlanVersion, StagePlan
from dashboard.domain.runs import Findings, SetAside, TableCount, UnreadField
from dashboard.domain.vocabulary import PlanKind, Reason
from db.sources.batch import Batch, TableBatch
from db.sources.dates import parse_last_day
from db.sources.fields import raw_text
from db.sources.mapping import SourceMapping
from db.sources.reader import QueryResult, RawRead
from db.sources.rows import ColumnsMissing, RowReader
from db.sources.tables import ORIGINAL_PLAN, PLANNED_TABLES, TABLES, Table
from db.sources.taking import Key, Taking
from db.sources.words import CityWords

__all__ = ["Batch", "TableBatch", "validate"]

Keys = Mapping[str, Collection[Key]]

_Planned = PlanFund | PlanTarget | StagePlan
_NO_KEYS: Keys = MappingProxyType({})


def validate(
    raw: RawRead, mapping: SourceMapping, basis_date: date | None = None, known_keys: Keys = _NO_KEYS
) -> Batch:
    """Records, losses and frozen tables of one read.

    `basis_date` replaces the one that the source states. `known_keys` are the keys in our store, against
    which references to a frozen table are checked: table -> ids, or (project_id, key) for plan_version
    and stage.
    """
    return _Validation(raw, mapping, basis_date, known_keys).batch()


class _Unfit(Exception):
    """A table whose queries did not give what is needed; the sentence says why."""


class _Validation:
    """One pass over the tables, parents first."""

    def __init__(self, raw: RawRead, mapping: SourceMapping, basis: date | None, known: Keys) -> None:
        self._raw = raw
        self._mapping = mapping
        self._known = known
        self._words = CityWords(mapping.words)
        self._say = mapping.language
        self._set_aside: list[SetAside] = []
        self._unread: list[UnreadField] = [
            UnreadField("source", name, "file", "", reason) for name, reason in raw.problems
        ]
        self._basis = basis or self._stated_date("basis_date", raw.basis_date)
        self._keys: dict[str, Collection[Key]] = {}
        self._tables: dict[str, TableBatch] = {}
        self._frozen: dict[str, str] = {}
        self._lowest: dict[str, int] = {}
        self._offered: set[str] = set()

    def batch(self) -> Batch:
        for table in TABLES.values():
            if table.name in self._mapping.queries:
                self._take(table)
            if table.name == "plan_version":
                self._offer_original_plans()
        self._add_original_plans()
        self._note_shares()
        today = self._stated_date("today", self._raw.today)
        findings = Findings(tuple(self._set_aside), tuple(self._unread), self._words.unmapped())
        return Batch(self._basis, self._tables, self._frozen, findings, today, self._raw.digest)

    def _stated_date(self, name: str, cell: object) -> date | None:
        read = parse_last_day(cell, self._mapping.date_formats)
        if read.reason is not None:
            said = self._say.reasons[read.reason]
            self._unread.append(UnreadField("source", self._mapping.id, name, raw_text(cell), said))
        return read.value

    def _take(self, table: Table) -> None:
        results = self._raw.results.get(table.name, ())
        try:
            readers = self._readers(table, results)
        except _Unfit as unfit:
            self._frozen[table.name] = str(unfit)
            self._keys[table.name] = set(self._known.get(table.name, ()))
            return
        taking = Taking(table, self._basis, self._keys, self._say)
        for reader, result in zip(readers, results, strict=True):
            taking.add(reader, result)
        self._keep(taking, sum(len(result.rows) for result in results))

    def _readers(self, table: Table, results: tuple[QueryResult, ...]) -> list[RowReader]:
        queries = self._mapping.queries[table.name]
        failed = next((result.error for result in results if result.error is not None), None)
        if failed is not None:
            raise _Unfit(failed)
        if len(results) != len(queries):
            raise _Unfit(self._say.table_results.format(queries=len(queries), results=len(results)))
        formats = self._mapping.date_formats
        try:
            return [
                RowReader(query, result, self._words, formats)
                for query, result in zip(queries, results, strict=True)
            ]
        except ColumnsMissing as error:
            delivered = ", ".join(error.delivered) or self._say.missing_mark
            sentence = self._say.table_columns_missing.format(missing=error, delivered=delivered)
            raise _Unfit(sentence) from error

    def _keep(self, taking: Taking, read: int) -> None:
        name, lost = taking.table.name, len(taking.set_aside)
        self._keys[name] = taking.keys
        self._set_aside += taking.set_aside
        self._unread += taking.unread
        count = TableCount(name, read, read - lost, lost, taking.unread_fields)
        self._tables[name] = TableBatch(taking.records(), count)

    def _note_shares(self) -> None:
        """Name the budget lines of which more than the whole is given away."""
        batch = self._tables.get("budget_share")
        shares = [each for each in batch.records if isinstance(each, BudgetShare)] if batch else []
        given: dict[str, list[Decimal]] = {}
        for each in shares:
            if each.share is not None:
                given.setdefault(each.line_key, []).append(each.share)
        for line, parts in given.items():
            if sum(parts) > 1:
                raw = f"{' + '.join(map(str, parts))} = {sum(parts)}"
                said = self._say.reasons[Reason.SHARES_OVER_ONE]
                self._unread.append(UnreadField("budget_share", line, "share", raw, said))

    def _offer_original_plans(self) -> None:
        """A plan may refer to 당초 without a row for it, unless the project's 당초 has another name."""
        if "plan_version" in self._frozen or "project" not in self._keys:
            return
        batch = self._tables.setdefault("plan_version", TableBatch((), TableCount("plan_version")))
        versions = [record for record in batch.records if isinstance(record, PlanVersion)]
        for version in versions:
            self._lowest[version.project_id] = min(version.seq, self._lowest.get(version.project_id, 1))
        named = {version.project_id for version in versions if version.kind is PlanKind.ORIGINAL}
        self._offered = {str(project) for project in self._keys["project"]} - named
        offered: set[Key] = {(project, ORIGINAL_PLAN) for project in self._offered}
        self._keys["plan_version"] = {*self._keys.get("plan_version", ()), *offered}

    def _add_original_plans(self) -> None:
        """당초 for every project without any version, and where a plan refers to it (of a frozen table: did)."""
        if "project" in self._frozen and "plan_version" not in self._mapping.queries:
            self._tables.pop("plan_version", None)
            return
        wanted = self._offered - self._lowest.keys()
        if PLANNED_TABLES & self._frozen.keys():
            known = self._known.get("plan_version", ())
            wanted |= {str(key[0]) for key in known if isinstance(key, tuple) and key[1] == ORIGINAL_PLAN}
        for table in PLANNED_TABLES & self._tables.keys():
            records = self._tables[table].records
            for record in records:
                if isinstance(record, _Planned) and record.plan_key == ORIGINAL_PLAN and record.project_id:
                    wanted.add(record.project_id)
        added = tuple(
            PlanVersion(project, ORIGINAL_PLAN, min(0, self._lowest.get(project, 1) - 1), PlanKind.ORIGINAL)
            for project in sorted(wanted & self._offered)
        )
        if added:
            batch = self._tables["plan_version"]
            self._tables["plan_version"] = replace(batch, records=batch.records + added)
