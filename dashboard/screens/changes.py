"""What changed since the data version before, in the order of what tells most."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.domain.history import Change, ChangeKind
from dashboard.domain.money import money_text
from dashboard.domain.project_file import natural_order
from dashboard.domain.records import Stage
from dashboard.domain.schedule import POINT_KINDS
from dashboard.domain.vocabulary import FundSource, Status
from dashboard.domain.words import date_text
from dashboard.screens.texts import View, period_label, project_text, short_percent, source_label, status_word

MOST_LINES = 6
LONGEST_TEXT = 60

_TABLES = ("status_report", "stage_plan", "stage", "plan_version", "project", "plan_fund", "fund_fact")
_REPORT_TEXTS = frozenset({"as_of", "done_text", "next_text", "issue", "measure", "post", "progress_name"})
"""What a report says in sentences, and when, stands on the project's page: here it would bury a status."""
_LAST = ("progress", "fund_fact")
"""A percent more and money spent come every month; a status, a date or a plan that changes does not."""
_ECHOES = frozenset({"status_word"})
_MONEY_FIELDS = frozenset({"amount", "stated_total"})
_KEY_SEPARATOR = " · "


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
    """What changed since the version before; `more_text` counts the lines that are left out."""

    title: str
    since_text: str
    lines: tuple[ChangeLine, ...]
    more_text: str | None
    empty_text: str


def change_panel(view: View, project_ids: set[str]) -> ChangePanel:
    """What changed since the version before, in the scope of the room, most telling first."""
    words, facts = view.words, view.portfolio.facts
    told = [
        each
        for each in facts.changes
        if not (each.table == "status_report" and each.field in _REPORT_TEXTS)
        and not (each.table == "stage" and each.field == "progress")
        and not each.field.endswith("_precision")
        and (each.project_id in project_ids or each.project_id not in view.portfolio.projects)
    ]
    groups = sorted(_groups(told), key=lambda group: _order(view, group[0]))
    count = f"{len(groups):,}"
    more = len(groups) - MOST_LINES
    since = facts.changes_since
    return ChangePanel(
        title=words.changes_title,
        since_text=words.changes_since.format(date=date_text(words, since), n=count)
        if since
        else words.changes_undated.format(n=count),
        lines=tuple(_line(view, group) for group in groups[:MOST_LINES]),
        more_text=words.changes_more.format(n=f"{more:,}") if more > 0 else None,
        empty_text=words.changes_none,
    )


def _groups(told: Sequence[Change]) -> list[list[Change]]:
    """A group per line: each changed field alone; rows that came or went by project and table."""
    news = {
        (each.key, each.field) for each in told if each.table == "status_report" and each.field not in _ECHOES
    }
    groups: list[list[Change]] = []
    rows: dict[tuple[str | None, str, ChangeKind], list[Change]] = {}
    for each in told:
        if each.kind is not ChangeKind.CHANGED:
            rows.setdefault((each.project_id, each.table, each.kind), []).append(each)
        elif each.table != "status_report" or not _is_echo(each, news):
            groups.append([each])
    return groups + list(rows.values())


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


def _line(view: View, group: Sequence[Change]) -> ChangeLine:
    return _field_line(view, group[0]) if group[0].kind is ChangeKind.CHANGED else _rows_line(view, group)


def _field_line(view: View, each: Change) -> ChangeLine:
    return ChangeLine(
        href=view.link(each.project_id),
        project_text=_changed_owner(view, each),
        what=_changed_field(view, each),
        before_text=_value_text(view, each, each.before),
        after_text=_value_text(view, each, each.after),
    )


def _rows_line(view: View, group: Sequence[Change]) -> ChangeLine:
    words, each = view.words, group[0]
    table = words.tables.get(each.table, each.table)
    happened = {
        ChangeKind.ADDED: words.change_new,
        ChangeKind.VANISHED: words.change_gone,
        ChangeKind.RETURNED: words.change_back,
    }[each.kind]
    is_project = each.table == "project"
    return ChangeLine(
        href=view.link(each.project_id),
        project_text=_changed_owner(view, each),
        what=table if is_project else words.change_rows.format(table=table, n=f"{len(group):,}"),
        before_text="",
        after_text=happened,
    )


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
    if each.table in ("plan_fund", "fund_fact"):
        parts = each.key.removeprefix(f"{each.project_id}{_KEY_SEPARATOR}").split(_KEY_SEPARATOR)
        return " ".join([*(_cell_word(view, part) for part in parts), name])
    return name


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
    text = str(value)
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
