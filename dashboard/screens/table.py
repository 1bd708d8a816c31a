"""The table of all projects: what was chosen to be seen, its heads and menus, and the first rows."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dashboard import urls
from dashboard.domain.words import Words, date_text, time_text
from dashboard.screens.filters import FilterBar, chosen_texts, filter_bar
from dashboard.screens.listing import (
    LARGEST_FIRST,
    MONEY,
    Choice,
    Column,
    Group,
    Listing,
    ProjectRow,
    SectionHead,
    listing,
    money_texts,
    rows,
)
from dashboard.screens.texts import View, basis_text, source_text
from dashboard.urls import Address

WHOLE_ROWS, FIRST_ROWS = 200, 100
"""A table up to so many rows comes with the page as a whole, of a longer one so many; others come as one scrolls."""
COLUMNS_AT_FIRST = (
    Column.NUMBER,
    Column.NAME,
    Column.AREA,
    Column.DEPARTMENT,
    Column.STATUS,
    Column.PROGRESS,
    Column.DAYS,
    Column.NEXT,
    Column.PLANNED,
    Column.SECURED,
    Column.EXECUTED,
    Column.RATE,
)
SORT_AT_FIRST = (Column.DAYS, True)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column; its href sorts by it, then the other way round, then as at first."""

    column: Column
    label: str
    title: str
    href: str
    direction: str | None


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a menu."""

    text: str
    href: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu; `reset` leads back to what is shown at first, None when that is shown."""

    text: str
    options: tuple[Option, ...]
    reset: Option | None = None


@dataclass(frozen=True, slots=True)
class Download:
    """The table as a file."""

    text: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class TableScreen:
    """The table. `first` are its first rows, `count` is how many rows there are, header rows included.

    `order_href` takes the names of columns in another order after it; `print_text` is said on paper
    when not every row is among the first.
    """

    title: str
    projects: int
    filters: FilterBar
    query: Option | None
    columns: Menu
    groups: Menu
    downloads: tuple[Download, ...]
    sort_text: str
    unit_text: str
    definitions: tuple[str, ...]
    heads: tuple[Head, ...]
    first: tuple[SectionHead | ProjectRow, ...]
    count: int
    rows_href: str
    sum_texts: tuple[str, ...]
    origin: tuple[str, ...]
    notes: tuple[str, ...]
    empty_text: str | None
    print_text: str | None


def table(view: View) -> TableScreen:
    """The screen at `view.here`, whose filter names only what this data version has."""
    view, choice = understood(view)
    shown, words = listing(view, choice), view.words
    count = len(shown.entries)
    first = shown.entries if count <= WHOLE_ROWS else shown.entries[:FIRST_ROWS]
    return TableScreen(
        title=words.table_title,
        projects=shown.projects,
        filters=filter_bar(view),
        query=_query(view, choice),
        columns=_columns_menu(view, choice),
        groups=_groups_menu(view, choice),
        downloads=tuple(_download(view, kind) for kind in urls.EXPORTS),
        sort_text=sort_text(choice, words),
        unit_text=words.table_unit.format(unit=shown.unit.label),
        definitions=definitions(view, choice),
        heads=tuple(_head(view, choice, column, shown) for column in choice.columns),
        first=rows(view, choice, first, shown.unit),
        count=count,
        rows_href=urls.rows(view.here),
        sum_texts=(words.table_sum.format(n=f"{shown.projects:,}"), *money_texts(view, shown.money)),
        origin=(basis_text(view.portfolio, words), source_text(view.portfolio, words)),
        notes=notes(choice, words),
        empty_text=None
        if count
        else (words.table_empty if view.portfolio.projects else words.table_empty_all),
        print_text=(
            words.table_printed.format(n=f"{len(first):,}", all=f"{count:,}") if len(first) < count else None
        ),
    )


def understood(view: View) -> tuple[View, Choice]:
    """What the options of the address ask for; what means nothing is moved to `ignored`, and said."""
    here, words = view.here, view.words
    asked = (here.option("columns") or "").split(",")
    known = tuple(dict.fromkeys(Column(name) for name in asked if name in set(Column)))
    columns = known if Column.NAME in known else (Column.NAME, *known)
    nonsense = [("columns", name) for name in asked if name and name not in set(Column)]
    sort = here.option("sort") or ""
    if sort and sort.removeprefix("-") not in set(Column):
        nonsense.append(("sort", sort))
        here = here.with_option("sort", None)
    group = here.option("group")
    if group and group not in set(Group):
        nonsense.append(("group", group))
        here = here.with_option("group", None)
    if nonsense:
        here = here.with_option("columns", ",".join(known) or None)
        here = replace(here, ignored=(*here.ignored, *nonsense))
    column, descending = _sort(here.option("sort"))
    chosen = Choice(
        columns=columns if known else COLUMNS_AT_FIRST,
        sort=column,
        descending=descending,
        group=Group(given) if (given := here.option("group")) else None,
        query=here.option("q"),
    )
    return View(view.portfolio, here, view.on, words), chosen


def sort_text(choice: Choice, words: Words) -> str:
    """`정렬: 계획일 경과 내림차순 · 자료 없음은 끝에`."""
    direction = words.table_descending if choice.descending else words.table_ascending
    column = words.table_columns[choice.sort]
    return words.table_sort_note.format(sort=words.table_sorted.format(column=column, direction=direction))


def definitions(view: View, choice: Choice) -> tuple[str, ...]:
    """What the figures of the shown columns mean, a sentence each."""
    words = view.words
    return tuple(
        words.table_definition.format(
            column=words.table_columns[column], definition=words.table_definitions[column]
        )
        for column in choice.columns
        if column in words.table_definitions
    )


def notes(choice: Choice, words: Words) -> tuple[str, ...]:
    """What one must know to add the rows up."""
    by_department = (words.table_group_department,) if choice.group is Group.DEPARTMENT else ()
    return (words.table_money_once, *by_department)


def facts(view: View, choice: Choice, shown: Listing) -> tuple[tuple[str, str], ...]:
    """What an export says of itself: (name, text)."""
    words, about = view.words, view.portfolio.facts
    group = words.table_groups[choice.group] if choice.group else words.table_group_none
    demo = [(words.export_demo, words.demo_sentence)] if about.profile.is_demo else []
    ignored = [(words.export_ignored, text) for text in filter_bar(view).ignored]
    filters = [(words.export_filters, text) for text in chosen_texts(view)]
    query = [(words.export_query, choice.query)] if choice.query else []
    return (
        (words.export_title, words.table_title),
        *demo,
        *([(words.export_city, about.profile.city)] if about.profile.city else []),
        (words.export_version, f"{about.version:,}"),
        (words.export_basis, date_text(words, about.basis_date)),
        (words.export_received, time_text(words, about.received_at)),
        (words.export_source, source_text(view.portfolio, words)),
        *(filters or [(words.export_filters, words.export_no_filter)]),
        *query,
        *ignored,
        (words.export_group, group),
        (words.export_sort, sort_text(choice, words)),
        (words.export_count, words.count_projects.format(n=f"{shown.projects:,}")),
        (words.export_unit, shown.unit.label),
        *((words.export_notes, text) for text in (*definitions(view, choice), *notes(choice, words))),
    )


def column_label(column: Column, shown: Listing, words: Words) -> str:
    """The head of a column, with the unit of its money."""
    label = words.table_columns[column]
    if column not in MONEY:
        return label
    return words.table_column_unit.format(column=label, unit=shown.unit.label)


def _sort(text: str | None) -> tuple[Column, bool]:
    return (Column(text.removeprefix("-")), text.startswith("-")) if text else SORT_AT_FIRST


def _head(view: View, choice: Choice, column: Column, shown: Listing) -> Head:
    words = view.words
    label = words.table_columns[column]
    is_sorted = column is choice.sort
    direction = ("descending" if choice.descending else "ascending") if is_sorted else None
    return Head(
        column=column,
        label=column_label(column, shown, words),
        title=words.table_sort_by.format(column=label),
        href=urls.href(view.here.with_option("sort", _next_sort(choice, column))),
        direction=direction,
    )


def _next_sort(choice: Choice, column: Column) -> str | None:
    """First the usual direction of the column, then the other, then the order at first again."""
    first = column in LARGEST_FIRST
    if column is not choice.sort:
        asked = (column, first)
    elif choice.descending == first:
        asked = (column, not first)
    else:
        return None
    return None if asked == SORT_AT_FIRST else ("-" if asked[1] else "") + column.value


def _query(view: View, choice: Choice) -> Option | None:
    if choice.query is None:
        return None
    href = urls.href(view.here.with_option("q", None))
    return Option(view.words.table_query.format(query=choice.query), href, is_on=True)


def _columns_menu(view: View, choice: Choice) -> Menu:
    """Every column, to be put in or taken out; the name always stays."""
    words = view.words
    options = tuple(
        Option(
            words.table_columns[column],
            _columns_href(view.here, _toggled(choice.columns, column)),
            column in choice.columns,
        )
        for column in Column
        if column is not Column.NAME
    )
    reset = Option(words.table_columns_reset, _columns_href(view.here, COLUMNS_AT_FIRST), is_on=False)
    return Menu(words.table_choose_columns, options, reset if choice.columns != COLUMNS_AT_FIRST else None)


def _toggled(columns: tuple[Column, ...], column: Column) -> tuple[Column, ...]:
    """A column that comes in stands where it usually stands, after the one that is before it there."""
    if column in columns:
        return tuple(each for each in columns if each is not column)
    places = list(Column)
    before = [each for each in columns if places.index(each) < places.index(column)]
    at = columns.index(before[-1]) + 1 if before else 0
    return (*columns[:at], column, *columns[at:])


def _columns_href(here: Address, columns: Iterable[Column]) -> str:
    asked = tuple(columns)
    return urls.href(here.with_option("columns", None if asked == COLUMNS_AT_FIRST else ",".join(asked)))


def _groups_menu(view: View, choice: Choice) -> Menu:
    words = view.words
    names: dict[Group | None, str] = {None: words.table_group_none}
    names |= {group: words.table_groups[group] for group in Group}
    options = tuple(
        Option(name, urls.href(view.here.with_option("group", group)), group is choice.group)
        for group, name in names.items()
    )
    return Menu(words.table_group.format(group=names[choice.group]), options)


def _download(view: View, kind: str) -> Download:
    label = {"csv": view.words.table_export_csv, "xlsx": view.words.table_export_xlsx}[kind]
    return Download(label, view.words.table_export.format(kind=label), urls.export(view.here, kind))
