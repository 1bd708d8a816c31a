"""Fills what a row leaves unsaid and our records need: names, defaults, dates of reports, plan kinds."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dashboard.domain import vocabulary as ours
from dashboard.domain.vocabulary import Reason
from db.sources.rows import Draft
from db.sources.tables import ORIGINAL_PLAN, Kind, Table


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the row: the columns its query delivers and the date the data speaks of."""

    columns: Collection[str]
    basis: date | None


def complete(table: Table, draft: Draft, context: Context) -> None:
    """Turn our words into their types and give the draft its defaults."""
    for name, kind in table.columns.items():
        word = draft.values.get(name)
        if isinstance(word, str) and kind in _TYPES:
            draft.values[name] = _TYPES[kind](word)
    if step := _STEPS.get(table.name):
        step(draft, context)


_TYPES: Mapping[Kind, Callable[[str], object]] = {
    Kind.STATUS: ours.Status,
    Kind.FUND_SOURCE: ours.FundSource,
    Kind.FUND_STAGE: ours.FundStage,
    Kind.STAGE_KIND: ours.StageKind,
    Kind.ROLE: ours.Role,
    Kind.NOVELTY: ours.Novelty,
    Kind.COMPLETION: ours.Completion,
    Kind.PLAN_KIND: ours.PlanKind,
}


def _default(draft: Draft, name: str, value: object) -> None:
    if draft.values.get(name) is None:
        draft.values[name] = value


def _named(draft: Draft, context: Context) -> None:
    """Without a name the key stands in; when there is a column for it, that is worth a look."""
    key = draft.values.get("id") or draft.values.get("key")
    if draft.values.get("name") is None and key is not None:
        draft.values["name"] = key
        if "name" in context.columns:
            draft.notes.append(("name", "", Reason.NAME_EMPTY))


def _assignment(draft: Draft, _: Context) -> None:
    """Nothing said means 주관; a word that nobody mapped must not make a department the lead."""
    _default(draft, "role", ours.Role.SUPPORT if draft.words.get("role") else ours.Role.LEAD)


def _plan_version(draft: Draft, _: Context) -> None:
    is_original = draft.values.get("key") == ORIGINAL_PLAN or draft.values.get("seq") == 0
    _default(draft, "kind", ours.PlanKind.ORIGINAL if is_original else ours.PlanKind.CHANGE)


def _stage(draft: Draft, context: Context) -> None:
    _named(draft, context)
    weight = draft.values.get("weight")
    if isinstance(weight, float) and weight < 0:
        draft.lose("weight", weight, Reason.NEGATIVE_WEIGHT)


def _planned(draft: Draft, context: Context) -> None:
    if "plan_key" not in context.columns:
        draft.values["plan_key"] = ORIGINAL_PLAN


def _money(draft: Draft) -> None:
    _default(draft, "source", ours.FundSource.UNKNOWN)
    _default(draft, "period", str(ours.Period.UNKNOWN))


def _plan_fund(draft: Draft, context: Context) -> None:
    _money(draft)
    _planned(draft, context)


def _fund_fact(draft: Draft, context: Context) -> None:
    _money(draft)
    _default(draft, "as_of", context.basis)


def _budget_line(draft: Draft, context: Context) -> None:
    """A year that is none makes no row; what is spent beyond the budget stays, and is worth a look."""
    _year(draft, "fiscal_year")
    _default(draft, "as_of", context.basis)
    budget, spent, carried = (draft.values.get(name) for name in ("appropriated", "spent", "carried"))
    if not isinstance(budget, int) or not isinstance(spent, int):
        return
    if spent > budget:
        draft.notes.append(("spent", f"{spent:,} > {budget:,}", Reason.SPENT_OVER_BUDGET))
    elif isinstance(carried, int) and spent + carried > budget:
        over = f"{spent:,} + {carried:,} > {budget:,}"
        draft.notes.append(("carried", over, Reason.CARRIED_OVER_BUDGET))


def _year(draft: Draft, name: str) -> None:
    """A period that is one year, as a number; without it there is no row."""
    year = draft.values.get(name)
    draft.values[name] = int(year) if isinstance(year, str) and year.isdigit() else None


def _indicator_value(draft: Draft, _: Context) -> None:
    _year(draft, "year")


def _document(draft: Draft, _: Context) -> None:
    """What has no title is called by its address."""
    _default(draft, "title", draft.values.get("url") or draft.values.get("key"))


def _budget_share(draft: Draft, context: Context) -> None:
    """Where no share is kept at all, a line belongs to its project as a whole."""
    if "share" not in context.columns:
        draft.values["share"] = Decimal(1)


def _status_report(draft: Draft, context: Context) -> None:
    _default(draft, "as_of", context.basis)
    _default(draft, "status_word", draft.words.get("status"))


def _observation(draft: Draft, _: Context) -> None:
    _default(draft, "place", "")


_STEPS: Mapping[str, Callable[[Draft, Context], None]] = {
    **dict.fromkeys(
        ("term", "programme", "area", "department", "project", "indicator", "project_indicator"), _named
    ),
    "assignment": _assignment,
    "plan_version": _plan_version,
    "stage": _stage,
    "stage_plan": _planned,
    "plan_target": _planned,
    "plan_fund": _plan_fund,
    "fund_fact": _fund_fact,
    "budget_line": _budget_line,
    "budget_share": _budget_share,
    "indicator_value": _indicator_value,
    "document": _document,
    "status_report": _status_report,
    "observation": _observation,
}
