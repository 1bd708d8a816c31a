"""Takes the rows of one canonical table: keys, repeats, orphans and cells that add up."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import MISSING
from dataclasses import fields as fields_of
from datetime import date

from dashboard.domain.runs import SetAside, UnreadField
from dashboard.domain.vocabulary import Reason
from dashboard.domain.words import Words
from db.sources.batch import Record
from db.sources.complete import Context, complete
from db.sources.money import LARGEST
from db.sources.reader import QueryResult
from db.sources.rows import Draft, RowReader
from db.sources.tables import MONEY_TABLES, ORIGINAL_PLAN, Table

Key = str | tuple[object, ...]

_OWNERS = ("project_id", "area_id")


class Taking:
    """Collects what one table keeps and what it sets aside, over all its queries.

    `parents`: keys of the tables that came before, against which references are checked. `words`: how
    losses are said.
    """

    def __init__(
        self, table: Table, basis: date | None, parents: Mapping[str, Collection[Key]], words: Words
    ) -> None:
        self.table = table
        self.set_aside: list[SetAside] = []
        self.unread: list[UnreadField] = []
        self.unread_fields = 0
        self._needed = _needed_fields(table)
        self._basis = basis
        self._parents = parents
        self._words = words
        self._row_ids: dict[str, tuple[object, ...]] = {}
        self._kept: dict[Key, Draft] = {}
        self._next_seq: dict[object, int] = {}

    @property
    def keys(self) -> set[Key]:
        """How other rows refer to the kept ones."""
        referred = self.table.referred or self.table.key
        return {_key(draft, referred) for draft in self._kept.values()}

    def records(self) -> tuple[Record, ...]:
        return tuple(_record(self.table, draft) for draft in self._kept.values())

    def add(self, reader: RowReader, result: QueryResult) -> None:
        """Take or set aside every row of one query; ids name rows within it, another query may use them too."""
        self._row_ids = {}
        context = Context(reader.columns, self._basis)
        for number, row in enumerate(result.rows, 1):
            draft = Draft(number)
            try:
                draft = reader.draft(number, row)
                complete(self.table, draft, context)
                reason = self._reason_against(draft, reader) or self._keep(draft, reader)
            except Exception as error:  # noqa: BLE001 - the boundary of one row: the others go on
                reason = self._words.row_failed.format(cause=f"{type(error).__name__}: {error}"[:300])
            if reason is None:
                self._note(draft)
            else:
                self.set_aside.append(SetAside(self.table.name, self._label(draft), reason))

    def _reason_against(self, draft: Draft, reader: RowReader) -> str | None:
        if self.table.name == "plan_version" and isinstance(draft.values.get("project_id"), str):
            self._number(draft)
        return self._missing_key(draft, reader) or self._orphan(draft)

    def _number(self, draft: Draft) -> None:
        """Without `seq` the versions of a project count up in the order they came, 당초 first."""
        project = draft.values["project_id"]
        if draft.values.get("seq") is None:
            draft.values["seq"] = (
                0 if draft.values.get("key") == ORIGINAL_PLAN else self._next_seq.get(project, 1)
            )
        self._next_seq[project] = max(self._next_seq.get(project, 1), int(str(draft.values["seq"])) + 1)

    def _missing_key(self, draft: Draft, reader: RowReader) -> str | None:
        values = draft.values
        is_money = self.table.name in MONEY_TABLES
        row_id = ["id"] if is_money and "id" in reader.columns else []
        missing = [name for name in [*row_id, *self._needed] if values.get(name) is None]
        if missing:
            return self._words.row_keyless.format(names=", ".join(missing))
        owners = [name for name in _OWNERS if values.get(name) is not None]
        if is_money and len(owners) != 1:
            return self._words.row_owners
        return None

    def _orphan(self, draft: Draft) -> str | None:
        for reference in self.table.references:
            parts = tuple(draft.values.get(name) for name in reference.columns)
            is_elsewhere = reference.elsewhere and reference.table not in self._parents
            if is_elsewhere or any(part is None for part in parts):
                continue
            key = str(parts[0]) if len(parts) == 1 else parts
            if key in self._parents.get(reference.table, ()):
                continue
            shown = "/".join(map(str, parts))
            if reference.owning:
                return self._words.row_orphan.format(table=self._words.tables[reference.table], key=shown)
            draft.lose(reference.columns[0], shown, Reason.NOT_LISTED)
        return None

    def _keep(self, draft: Draft, reader: RowReader) -> str | None:
        """Store the draft under its key, or say why not. Money without row ids adds up per cell."""
        key = _key(draft, self.table.key)
        if self.table.name in MONEY_TABLES:
            return self._keep_money(draft, key, "id" in reader.columns)
        if key in self._kept:
            return self._repeated(self._kept[key].values == draft.values)
        self._kept[key] = draft
        return None

    def _keep_money(self, draft: Draft, key: Key, has_id: bool) -> str | None:
        row_id = str(draft.values.get("id"))
        content = (key, draft.values.get("amount"))
        present = self._kept.get(key, draft)
        total = draft.values.get("amount")
        if present is not draft:
            total = _sum(present.values.get("amount"), draft.values.get("amount"))
        if isinstance(total, int) and abs(total) > LARGEST:
            return self._words.row_sum_too_large
        if has_id:
            if row_id in self._row_ids:
                return self._repeated(self._row_ids[row_id] == content)
            self._row_ids[row_id] = content
        self._kept[key] = present
        present.values["amount"] = total
        present.losses += [loss for loss in draft.losses if loss not in present.losses]
        return None

    def _repeated(self, same: bool) -> str:
        return self._words.row_repeated if same else self._words.row_key_taken

    def _note(self, draft: Draft) -> None:
        """Name the fields of a kept row that became missing, and those that are worth a look."""
        label = self._label(draft)
        for name, raw, reason in (*draft.losses, *draft.notes):
            said = self._words.reasons[reason]
            self.unread.append(UnreadField(self.table.name, label, name, raw, said))
        self.unread_fields += len(draft.losses)

    def _label(self, draft: Draft) -> str:
        """The row's key as text, or its place in the query's result."""
        names = ("id",) if draft.values.get("id") is not None else self.table.key
        parts = [str(draft.values[name]) for name in names if draft.values.get(name) is not None]
        return "/".join(parts) or self._words.row_place.format(n=draft.number)


def _key(draft: Draft, columns: Sequence[str]) -> Key:
    parts = tuple(draft.values.get(name) for name in columns)
    return str(parts[0]) if len(parts) == 1 else parts


def _sum(present: object, more: object) -> int | None:
    """Missing adds nothing; all missing stays missing."""
    amounts = [amount for amount in (present, more) if isinstance(amount, int)]
    return sum(amounts) if amounts else None


def _needed_fields(table: Table) -> tuple[str, ...]:
    """What a record cannot be without; the owner of money is checked apart."""
    return tuple(
        field.name
        for field in fields_of(table.record)
        if field.default is MISSING and not (table.name in MONEY_TABLES and field.name in _OWNERS)
    )


def _record(table: Table, draft: Draft) -> Record:
    names = [field.name for field in fields_of(table.record) if field.name != "unread"]
    values = {name: draft.values.get(name) for name in names}
    lost = [(name, raw) for name, raw, _ in draft.losses]
    return table.record(**values, unread=tuple(dict.fromkeys([*lost, *draft.unknown])))
