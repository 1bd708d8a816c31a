"""The rows of the table: which projects, in which order, under which header rows; and their cells."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from operator import itemgetter
from typing import Any

from dashboard.domain.facets import STATUS_KEYS, UNKNOWN
from dashboard.domain.funding import MoneyStage, secured_total_rate
from dashboard.domain.money import MOST_MORE_DECIMALS, TableUnit, money_text, table_unit
from dashboard.domain.portfolio import PortfolioFunding, ProjectMeasure
from dashboard.domain.progress import Rate, percent_text
from dashboard.domain.project_file import natural_order
from dashboard.domain.records import Area
from dashboard.domain.vocabulary import Role, Status
from dashboard.domain.words import Words, date_text
from dashboard.screens.apart import PLACE, Unmade, apart
from dashboard.screens.financing import money_rate_line
from dashboard.screens.gantt import next_event_text, next_step_text
from dashboard.screens.selection import left
from dashboard.screens.texts import (
    PastLevel,
    View,
    past_level,
    past_sentence,
    programme_label,
    reported_status_word,
    short_percent,
    status_word,
)


class Column(StrEnum):
    """The columns in the order in which they are offered; the value is the name in an address."""

    NUMBER = "number"
    NAME = "name"
    PROGRAMME = "programme"
    AREA = "area"
    DEPARTMENT = "department"
    STATUS = "status"
    PROGRESS = "progress"
    DAYS = "days"
    NEXT = "next"
    PLANNED = "planned"
    SECURED = "secured"
    EXECUTED = "executed"
    RATE = "rate"
    REPORTED = "reported"


class Group(StrEnum):
    """What rows are put together by."""

    AREA = "area"
    DEPARTMENT = "department"
    STATUS = "status"


MONEY = {
    Column.PLANNED: MoneyStage.PLANNED,
    Column.SECURED: MoneyStage.SECURED,
    Column.EXECUTED: MoneyStage.EXECUTED,
}
LARGEST_FIRST = frozenset({Column.PROGRESS, Column.DAYS, *MONEY, Column.RATE, Column.REPORTED})
"""Columns that a first choice sorts from the largest on."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose to see, and in which order."""

    columns: tuple[Column, ...]
    sort: Column
    descending: bool
    group: Group | None
    query: str | None


@dataclass(frozen=True, slots=True)
class Section:
    """Projects under one header row. `key` is an id of the city, or a status; "unknown" for the rest."""

    key: str
    name: str
    projects: tuple[ProjectMeasure, ...]
    money: PortfolioFunding | Unmade


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything that the table shows, from the first row to the last.

    `entries` are sections (their header rows) and projects. `money` is that of all projects together.
    """

    entries: tuple[Section | ProjectMeasure, ...]
    projects: int
    money: PortfolioFunding | Unmade
    unit: TableUnit


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` is what people read; `value` what a spreadsheet takes, None where nothing is known.

    `kind` gives the look: "missing", a status, a level of lateness. `share` (0..1) is drawn as a bar.
    """

    text: str
    value: int | float | str | date | None = None
    kind: str = ""
    share: float | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class SectionHead:
    """A header row: name, number of projects, and their money with what it rests on; None where that failed."""

    id: str
    name: str
    count_text: str
    texts: tuple[str, ...]
    count: int
    amounts: Mapping[MoneyStage, int | None] | None
    rate: Rate | None


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project with a cell for each chosen column."""

    id: str
    href: str
    status: Status | None
    cells: tuple[Cell, ...]


def listing(view: View, choice: Choice) -> Listing:
    """The rows for the filter at `view.here`; made once for a data version and a day."""
    wanted = (choice.sort, choice.descending, choice.group, choice.query)
    key = ("listing", view.on, view.chosen, wanted, id(view.words))
    return view.portfolio.remembered(key, lambda: _listing(view, choice))


def rows(
    view: View, choice: Choice, entries: Sequence[Section | ProjectMeasure], unit: TableUnit
) -> tuple[SectionHead | ProjectRow, ...]:
    """The entries as rows with their texts."""
    return tuple(
        _head(view, each) if isinstance(each, Section) else _row(view, choice, each, unit) for each in entries
    )


def money_texts(view: View, money: PortfolioFunding | Unmade) -> tuple[str, ...]:
    """What is said of the money of several projects; sums that cannot be made say so, and nothing else fails."""
    made = money if isinstance(money, Unmade) else _money_texts(view, money)
    return (f"{PLACE} ({made.unmade})",) if isinstance(made, Unmade) else made


@apart
def _money_texts(view: View, money: PortfolioFunding) -> tuple[str, ...]:
    """Planned, secured and executed money with what the sums rest on, and 확보율 with both of its amounts."""
    words, currency = view.words, view.portfolio.facts.profile.currency

    def amount(stage: MoneyStage) -> str:
        return money_text(money.funding.grid(stage).total, currency, words)

    planned = words.table_planned_base.format(
        amount=amount(MoneyStage.PLANNED), n=f"{money.projects_with_amount:,}"
    )
    none = words.table_planned.format(amount=amount(MoneyStage.PLANNED))
    rate = money_rate_line(
        secured_total_rate(money.funding, words), currency, words, is_without_budget=money.is_without_budget
    )
    template = words.table_rate_base if rate.value is not None else words.table_rate
    notes = [
        (words.table_shared, "n", f"{money.shared_budgets:,}" if money.shared_budgets else None),
        (words.table_area_level, "amount", _given(money.area_level, currency, words)),
        (words.table_area_left, "amount", _given(money.area_left_out, currency, words)),
    ]
    return (
        planned if money.projects_with_amount else none,
        words.table_secured.format(amount=amount(MoneyStage.SECURED)),
        words.table_executed.format(amount=amount(MoneyStage.EXECUTED)),
        template.format(name=rate.name, value=rate.value_text, fraction=rate.fraction_text),
        *(text.format(**{name: value}) for text, name, value in notes if value),
    )


def _given(amount: int | None, currency: str, words: Words) -> str | None:
    return None if amount is None else money_text(amount, currency, words)


def _listing(view: View, choice: Choice) -> Listing:
    chosen = _found(view, choice.query)
    ordered = _sorted(view, choice, chosen)
    entries: list[Section | ProjectMeasure] = []
    for section in _sections(view, choice.group, ordered) if choice.group else ():
        entries += [section, *section.projects]
    return Listing(tuple(entries or ordered), len(ordered), _funding(view, ordered), _unit(view))


def _found(view: View, query: str | None) -> list[ProjectMeasure]:
    """By number, in the programme if it is one."""
    chosen, programme = left(view.portfolio, view.chosen, view.on), view.chosen.programme
    if programme is not None:
        chosen.sort(key=lambda each: (natural_order(each.file.number(programme)), each.file.id))
    if query is None:
        return chosen
    found = view.portfolio.search_index().ids(query)
    return [each for each in chosen if each.file.id in found]


def _unit(view: View) -> TableUnit:
    """One unit for the table whatever is chosen, so that a filter changes no figure."""

    def made() -> TableUnit:
        amounts = [
            each.funding.grid(stage).total
            for each in view.portfolio.measures(view.on).values()
            for stage in MoneyStage
        ]
        return table_unit(amounts, view.portfolio.facts.profile.currency, view.words)

    return view.portfolio.remembered(("table unit", view.on, id(view.words)), made)


def _sorted(view: View, choice: Choice, chosen: Sequence[ProjectMeasure]) -> list[ProjectMeasure]:
    """By the chosen column, equals as they come; what is missing stands last in both directions."""
    order = _order(view, choice.sort)
    keyed = [(_sort_key(order, each), each) for each in chosen]
    known = [pair for pair in keyed if pair[0] is not None]
    known.sort(key=itemgetter(0), reverse=choice.descending)
    return [each for _, each in known] + [each for key, each in keyed if key is None]


def _sort_key(order: Callable[[ProjectMeasure], Any], each: ProjectMeasure) -> Any:
    key = apart(order)(each)
    return None if isinstance(key, Unmade) else key


def _order(view: View, column: Column) -> Callable[[ProjectMeasure], Any]:
    """What the column is sorted by; it gives None for what is missing."""
    if column in MONEY:
        return lambda each: each.funding.grid(MONEY[column]).total
    programme = view.chosen.programme
    places = {each.id: place for place, each in enumerate(view.portfolio.programmes)}
    areas = {each.id: place for place, each in enumerate(view.portfolio.areas)}
    statuses = {status: place for place, status in enumerate(Status)}
    orders: dict[Column, Callable[[ProjectMeasure], Any]] = {
        Column.NUMBER: lambda each: _number_order(each.file.number(programme)),
        Column.NAME: lambda each: natural_order(_name(each)),
        Column.PROGRAMME: lambda each: [places[one.id] for one in each.file.programmes] or None,
        Column.AREA: lambda each: areas[each.file.area.id] if each.file.area else None,
        Column.DEPARTMENT: lambda each: _departments(each) or None,
        Column.STATUS: lambda each: None if each.status is None else statuses[each.status],
        Column.PROGRESS: lambda each: each.progress,
        Column.DAYS: lambda each: each.days_past,
        Column.NEXT: lambda each: each.schedule.next_step and each.schedule.next_step.day,
        Column.RATE: lambda each: secured_total_rate(each.funding, view.words).value,
        Column.REPORTED: lambda each: each.report and each.report.as_of,
    }
    return orders[column]


def _number_order(number: str | None) -> Any:
    return natural_order(number) if number else None


def _sections(view: View, group: Group, ordered: Sequence[ProjectMeasure]) -> list[Section]:
    """Areas and statuses in their own order, departments by name; the rest last. None is empty."""
    places: dict[str, Any] = {}
    names: dict[str, str] = {}
    members: dict[str, list[ProjectMeasure]] = {}
    for each in ordered:
        key, name, place = _section_of(view, group, each)
        places[key], names[key] = place, name
        members.setdefault(key, []).append(each)
    return [
        Section(key, names[key], tuple(members[key]), _funding(view, members[key]))
        for key in sorted(members, key=lambda key: (key == UNKNOWN, places[key]))
    ]


def _section_of(view: View, group: Group, each: ProjectMeasure) -> tuple[str, str, Any]:
    """Key, name and place of the project's section."""
    area, leads = each.file.area, each.file.assigned(Role.LEAD)
    if group is Group.STATUS:
        place = list(STATUS_KEYS).index(each.status)
        return STATUS_KEYS[each.status], status_word(view.portfolio, each.status, view.words), place
    if group is Group.AREA and area:
        return area.id, area.name, _area_place(view, area)
    if group is Group.DEPARTMENT and leads:
        assignment, department = leads[0]
        name = department.name if department else assignment.department_id
        return assignment.department_id, name, (name,)
    return UNKNOWN, view.words.table_group_rest[group], 0


def _area_place(view: View, area: Area) -> int:
    return view.portfolio.areas.index(area)


def _head(view: View, section: Section) -> SectionHead:
    money = section.money
    sums: Any = money if isinstance(money, Unmade) else _sums(view, money)
    amounts, rate = (None, None) if isinstance(sums, Unmade) else sums
    return SectionHead(
        id=f"section {section.key}",
        name=section.name,
        count_text=view.words.count_projects.format(n=f"{len(section.projects):,}"),
        texts=money_texts(view, section.money),
        count=len(section.projects),
        amounts=amounts,
        rate=rate,
    )


@apart
def _sums(view: View, money: PortfolioFunding) -> tuple[Mapping[MoneyStage, int | None], Rate]:
    amounts = {stage: money.funding.grid(stage).total for stage in MoneyStage}
    return amounts, secured_total_rate(money.funding, view.words)


@apart
def _funding(view: View, projects: Sequence[ProjectMeasure]) -> PortfolioFunding:
    return view.portfolio.funding(view.on, projects)


def _row(view: View, choice: Choice, each: ProjectMeasure, unit: TableUnit) -> ProjectRow:
    cells = tuple(_cell_or_error(view, column, each, unit) for column in choice.columns)
    return ProjectRow(each.file.id, view.project(each.file.id), each.status, cells)


def _cell_or_error(view: View, column: Column, each: ProjectMeasure, unit: TableUnit) -> Cell:
    """A cell that cannot be made says so, on screen and in a file; its row and the others stay."""
    made = _cell(view, column, each, unit)
    if isinstance(made, Unmade):
        return Cell(PLACE, None, "failed", title=f"{PLACE} ({made.unmade})")
    return made


@apart
def _cell(view: View, column: Column, each: ProjectMeasure, unit: TableUnit) -> Cell:
    words, file = view.words, each.file
    if column in MONEY:
        return _money_cell(each, MONEY[column], unit, view)
    match column:
        case Column.NUMBER:
            return _text(file.number(view.chosen.programme), words)
        case Column.NAME:
            return Cell(_name(each), _name(each), title=file.project.name)
        case Column.PROGRAMME:
            return _text(" · ".join(programme_label(one) for one in file.programmes), words)
        case Column.AREA:
            return _text(file.area.short_name or file.area.name if file.area else None, words)
        case Column.DEPARTMENT:
            return _text(", ".join(_departments(each)), words)
        case Column.STATUS:
            word = reported_status_word(view.portfolio, each.report, words)
            return Cell(word, word, title=word)
        case Column.PROGRESS:
            return _share(each.progress, words)
        case Column.DAYS:
            return _days_cell(each, words)
        case Column.NEXT:
            text, kind = next_event_text(each, words), "" if each.schedule.next_step else "missing"
            return Cell(text, text, kind, title=next_step_text(each, view.on, words))
        case Column.RATE:
            return _rate_cell(each, words, view.portfolio.facts.profile.currency)
        case _:
            day = each.report.as_of if each.report else None
            return Cell(date_text(words, day), day, "" if day else "missing")


def _name(each: ProjectMeasure) -> str:
    return each.file.project.short_name or each.file.project.name


def _departments(each: ProjectMeasure) -> list[str]:
    return [
        department.name if department else assignment.department_id
        for assignment, department in each.file.assigned(Role.LEAD)
    ]


def _text(text: str | None, words: Words) -> Cell:
    return Cell(text, text, title=text) if text else Cell(words.missing, None, "missing")


def _share(share: float | None, words: Words) -> Cell:
    return Cell(short_percent(share, words), share, "" if share is not None else "missing", share)


def _days_cell(each: ProjectMeasure, words: Words) -> Cell:
    """Days past plan; a project none of whose dates has passed says so, one without dates has no data."""
    days = each.days_past
    if days is None:
        return Cell(words.table_in_time, None, "quiet") if each.schedule.has_dates else _text(None, words)
    level = past_level(days)
    kind = "" if level is PastLevel.NONE else f"past-{level}"
    return Cell(words.days.format(n=f"{days:,}"), days, kind, title=past_sentence(each, words) or "")


def _money_cell(each: ProjectMeasure, stage: MoneyStage, unit: TableUnit, view: View) -> Cell:
    words, amount = view.words, each.funding.grid(stage).total
    if amount is None:
        return Cell(words.table_no_budget, None, "quiet") if each.is_without_budget else _text(None, words)
    exact = money_text(amount, view.portfolio.facts.profile.currency, words)
    return Cell(_unit_text(amount, unit, words), amount, title=exact)


def _unit_text(amount: int, unit: TableUnit, words: Words) -> str:
    """The amount in the unit of the table; a small one with the decimals that it takes not to be 0."""
    texts = (
        replace(unit, decimals=unit.decimals + more).text(amount, words) for more in range(MOST_MORE_DECIMALS)
    )
    return next((text for text in texts if set(text) & set("123456789")), unit.text(amount, words))


def _rate_cell(each: ProjectMeasure, words: Words, currency: str) -> Cell:
    line = money_rate_line(
        secured_total_rate(each.funding, words), currency, words, is_without_budget=each.is_without_budget
    )
    if line.value is None:
        return Cell(words.table_no_budget, None, "quiet") if each.is_without_budget else _text(None, words)
    return Cell(percent_text(line.value, words), line.value, title=line.fraction_text)
