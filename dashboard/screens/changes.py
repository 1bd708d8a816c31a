"""What changed since the data version before, in the order of what tells most."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard import urls
from dashboard.domain.history import Change, ChangeKind
from dashboard.domain.money import add, money_text
from dashboard.domain.project_file import natural_order
from dashboard.domain.records import Stage
from dashboard.domain.schedule import POINT_KINDS
from dashboard.domain.vocabulary import FundSource, Status
from dashboard.domain.words import date_text
from dashboard.screens.apart import apart
from dashboard.screens.texts import View, period_label, project_text, short_percent, source_label, status_word
from dashboard.urls import Page

MOST_LINES = 6
LONGEST_TEXT = 60

_TABLES = ("status_report", "stage_plan", "stage", "plan_version", "project", "plan_fund", "fund_fact")
_REPORT_TEXTS = frozenset({"as_of", "done_text", "next_text", "issue", "measure", "post", "progress_name"})
"""What a report says in sentences, and when, stands on the project's page: here it would bury a status."""
_LAST = ("progress", "fund_fact")
"""A percent more and money spent come every month; a status, a date or a plan that changes does not."""
_ECHOES = frozenset({"status_word"})
_MONEY_TABLES = frozenset({"plan_fund", "fund_fact"})
_MONEY_FIELDS = frozenset({"amount", "stated_total", "appropriated", "spent", "carried"})
_BOOKS = "budget_line"
"""Every line of the local finance system moves every month: on the screen of changes, not in the room's panel."""
_KEY_SEPARATOR = " · "
_KEYED = frozenset({"project_indicator", "indicator_value", "document"})
"""Rows of which a project has several: their key tells which."""
LEDGER = frozenset({"budget_line", "budget_share"})


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One field that changed since the version before: "67 새길 노면전차", "착공 예정일", before, after."""

    href: str | None
    project_text: str
    what: str
    before_text: str
    after_text: str


@dataclass(frozen=True, slots=True)
class ChangePanel:
    """What changed since the version before: the count of all that `href` lists (`since_text`), and what tells most."""

    title: str
    since_text: str
    href: str
    lines: tuple[ChangeLine, ...]
    empty_text: str


def change_panel(view: View, project_ids: set[str]) -> ChangePanel:
    """What changed since the version before, in the scope of the room, most telling first."""
    words, facts = view.words, view.portfolio.facts
    told = [
        each
        for each in facts.changes
        if each.table != _BOOKS
        and not (each.table == "status_report" and each.field in _REPORT_TEXTS)
        and not (each.table == "stage" and each.field == "progress")
        and not each.field.endswith("_precision")
        and (each.project_id in project_ids or each.project_id not in view.portfolio.projects)
    ]
    groups = sorted(_groups(told), key=lambda group: _order(view, group[0]))
    listed = _groups_by_project(view, facts.changes, project_ids)
    count = f"{sum(map(len, listed.values())):,}"
    since = facts.changes_since
    return ChangePanel(
        title=words.changes_title,
        since_text=words.changes_since.format(date=date_text(words, since), n=count)
        if since
        else words.changes_undated.format(n=count),
        href=urls.href(view.here.to(Page.CHANGES)),
        lines=tuple(_line(view, group) for group in groups[:MOST_LINES]),
        empty_text=words.changes_none,
    )


def lines_by_project(
    view: View, changes: Sequence[Change], project_ids: set[str]
) -> dict[str | None, tuple[ChangeLine, ...]]:
    """Every field that changed, by project, most telling first; None is what belongs to no project.

    Projects that this data version does not have are always among them: they vanished.
    """
    return {
        owner: tuple(_line(view, group) for group in sorted(groups, key=lambda group: _order(view, group[0])))
        for owner, groups in _groups_by_project(view, changes, project_ids).items()
    }


def _groups_by_project(
    view: View, changes: Sequence[Change], project_ids: set[str]
) -> dict[str | None, list[list[Change]]]:
    """A group per line of the full list, by project."""
    told = [
        each
        for each in changes
        if is_news(each)
        and (each.project_id in project_ids or each.project_id not in view.portfolio.projects)
    ]
    found: defaultdict[str | None, list[list[Change]]] = defaultdict(list)
    for group in _groups(told):
        found[group[0].project_id] += [group] if _is_told_at_once(group) else [[each] for each in group]
    return found


def is_news(each: Change) -> bool:
    """Whether a change is worth a line: not that a report has a date, nor how exactly one is known.

    The books of the finance system move with every booking: they are counted, and told with the money.
    """
    is_detail = each.field.endswith("_precision") or (each.table, each.field) == ("status_report", "as_of")
    return not is_detail and each.table not in LEDGER


def _is_told_at_once(group: Sequence[Change]) -> bool:
    """Whether the rows of a group make one line even in a full list: money that moved."""
    return len({each.kind is ChangeKind.VANISHED for each in group}) == 2


def _groups(told: Sequence[Change]) -> list[list[Change]]:
    """A group per line: each changed field alone; rows that came or went by project and table."""
    news = {
        (each.key, each.field) for each in told if each.table == "status_report" and each.field not in _ECHOES
    }
    groups: list[list[Change]] = []
    moved = _moved(told)
    rows: dict[tuple[str | None, str, ChangeKind | None], list[Change]] = {}
    for each in told:
        if each.kind is not ChangeKind.CHANGED:
            kind = None if (each.project_id, each.table) in moved else each.kind
            rows.setdefault((each.project_id, each.table, kind), []).append(each)
        elif each.table != "status_report" or not _is_echo(each, news):
            groups.append([each])
    return groups + list(rows.values())


def _moved(told: Sequence[Change]) -> set[tuple[str | None, str]]:
    """Projects and tables of money where rows went and others came: money that moved, one change."""
    kinds: defaultdict[tuple[str | None, str], set[bool]] = defaultdict(set)
    for each in told:
        if each.kind is not ChangeKind.CHANGED and each.project_id and each.table in _MONEY_TABLES:
            kinds[each.project_id, each.table].add(each.kind is ChangeKind.VANISHED)
    return {place for place, found in kinds.items() if len(found) == 2}


def _is_echo(each: Change, news: set[tuple[str, str]]) -> bool:
    """A status brings the city's own word for it, which is no news beside it."""
    return each.field == "status_word" and (each.key, "status") in news


def _order(view: View, each: Change) -> tuple[Any, ...]:
    owner = view.portfolio.projects.get(each.project_id or "")
    place = _TABLES.index(each.table) if each.table in _TABLES else len(_TABLES)
    return (
        0 if each.field == "status" else 1,
        1 + max((_LAST.index(name) for name in (each.field, each.table) if name in _LAST), default=-1),
        place,
        natural_order(owner.number(view.chosen.programme) if owner else None),
        each.key,
        each.field,
    )


@apart
def _line(view: View, group: Sequence[Change]) -> ChangeLine:
    if group[0].kind is ChangeKind.CHANGED:
        return _field_line(view, group[0])
    gone = [each for each in group if each.kind is ChangeKind.VANISHED]
    came = [each for each in group if each.kind is not ChangeKind.VANISHED]
    return _moved_line(view, gone, came) if gone and came else _rows_line(view, group)


def _field_line(view: View, each: Change) -> ChangeLine:
    return ChangeLine(
        href=view.link(each.project_id),
        project_text=_changed_owner(view, each),
        what=_changed_field(view, each),
        before_text=_value_text(view, each, each.before),
        after_text=_value_text(view, each, each.after),
    )


def _moved_line(view: View, gone: Sequence[Change], came: Sequence[Change]) -> ChangeLine:
    """Money that stood elsewhere before: "국비 2024년 집행 10억" → "시비 2024년 집행 12억"."""
    table = gone[0].table
    return ChangeLine(
        href=view.link(gone[0].project_id),
        project_text=_changed_owner(view, gone[0]),
        what=view.words.tables.get(table, table),
        before_text=_cells_text(view, gone, [each.before for each in gone]),
        after_text=_cells_text(view, came, [each.after for each in came]),
    )


def _cells_text(view: View, rows: Sequence[Change], amounts: Sequence[int | None]) -> str:
    """One cell with its amount; of several their number and their sum."""
    words = view.words
    cell = _cell(view, rows[0]) if len(rows) == 1 else words.count_cases.format(n=f"{len(rows):,}")
    return f"{cell} {money_text(add(amounts), view.portfolio.facts.profile.currency, words)}"


def _rows_line(view: View, group: Sequence[Change]) -> ChangeLine:
    words, each = view.words, group[0]
    table = words.tables.get(each.table, each.table)
    happened = {
        ChangeKind.ADDED: words.change_new,
        ChangeKind.VANISHED: words.change_gone,
        ChangeKind.RETURNED: words.change_back,
    }[each.kind]
    before, after = "", happened
    if each.table in _MONEY_TABLES and len(group) == 1:
        currency = view.portfolio.facts.profile.currency
        amounts = [
            None if value is None else money_text(value, currency, words)
            for value in (each.before, each.after)
        ]
        before, after = amounts[0] or "", f"{amounts[1]} {happened}" if amounts[1] else happened
    if each.project_id is None and len(group) > 1:
        # Rows of no project: the key of one of them would stand for all.
        return ChangeLine(None, table, words.count_cases.format(n=f"{len(group):,}"), before, after)
    return ChangeLine(
        href=view.link(each.project_id),
        project_text=_changed_owner(view, each),
        what=_row_name(view, each)
        if len(group) == 1
        else words.change_rows.format(table=table, n=f"{len(group):,}"),
        before_text=before,
        after_text=after,
    )


def _row_name(view: View, each: Change) -> str:
    """What a single row is: a cell of money, a stage, else the name of its table."""
    table = view.words.tables.get(each.table, each.table)
    if each.table in _MONEY_TABLES:
        return f"{table} {_cell(view, each)}"
    stage = _changed_stage(view, each)
    return f"{table} {stage.name}" if stage else table


def _changed_owner(view: View, each: Change) -> str:
    owner = view.portfolio.projects.get(each.project_id or "")
    if owner:
        return project_text(owner, view.words, view.chosen.programme)
    return each.project_id or each.key


def _changed_field(view: View, each: Change) -> str:
    words = view.words
    name = words.fields.get(each.field, each.field)
    stage = _changed_stage(view, each)
    if stage is not None:
        is_point_end = each.field == "end" and stage.kind in POINT_KINDS
        name = words.plan_point if is_point_end else name
        return words.change_stage.format(stage=stage.name, field=name)
    return f"{_cell(view, each)} {name}" if each.table in (*_MONEY_TABLES, *_KEYED) else name


def _cell(view: View, each: Change) -> str:
    """Where money stands: "당초 국비 2025년"."""
    parts = each.key.removeprefix(f"{each.project_id}{_KEY_SEPARATOR}").split(_KEY_SEPARATOR)
    return " ".join(_cell_word(view, part) for part in parts)


def _changed_stage(view: View, each: Change) -> Stage | None:
    """The stage that a changed row of stage or stage_plan is about; its key ends with the stage's key."""
    owner = view.portfolio.projects.get(each.project_id or "")
    if owner is None or each.table not in ("stage", "stage_plan"):
        return None
    plan_keys = [plan.key for plan in owner.plans] if each.table == "stage_plan" else [None]
    names = {
        _KEY_SEPARATOR.join(part for part in (owner.id, plan_key, stage.key) if part is not None): stage
        for plan_key in plan_keys
        for stage in owner.stages
    }
    return names.get(each.key)


def _cell_word(view: View, part: str) -> str:
    if part in {source.value for source in FundSource}:
        return source_label(view.portfolio, FundSource(part), view.words)
    return period_label(part, view.words)


def _value_text(view: View, each: Change, value: object) -> str:
    words = view.words
    if value is None:
        return words.missing
    if isinstance(value, bool):
        return words.yes if value else words.no
    if isinstance(value, Status):
        return status_word(view.portfolio, value, words)
    if isinstance(value, date):
        return date_text(words, value)
    if isinstance(value, int) and each.field in _MONEY_FIELDS:
        return money_text(value, view.portfolio.facts.profile.currency, words)
    if isinstance(value, int | float) and each.field == "progress":
        return short_percent(value, words)
    if isinstance(value, float):
        return f"{value:,.10g}"
    text = str(value)
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
