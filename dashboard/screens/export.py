"""A table as it goes into a file: exactly what is shown, and what is to be known about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite

from dashboard.domain.money import TableUnit
from dashboard.domain.words import Words
from dashboard.screens.apart import PLACE, Unmade, apart
from dashboard.screens.listing import MONEY, Cell, Choice, Column, SectionHead, listing, rows
from dashboard.screens.table import column_label, facts, understood
from dashboard.screens.texts import View

Value = str | int | float | date | None

WIDTHS = {
    Column.NAME: 34.0,
    Column.DEPARTMENT: 18.0,
    Column.PROGRAMME: 22.0,
    Column.NEXT: 40.0,
    Column.RATE: 20.0,
    **dict.fromkeys(MONEY, 15.0),
}
USUAL_WIDTH = 12.0
FORMS = {Column.PROGRESS: "0.##%", Column.RATE: "0.0%", **dict.fromkeys(MONEY, "#,##0.######")}
"""Number formats of a spreadsheet."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a file. `width` is in signs; `form` is its number format."""

    label: str
    width: float
    form: str = "General"


@dataclass(frozen=True, slots=True)
class Export:
    """A table with what is to be known about it; every row is as long as the columns.

    `strong` are the places of header rows among `rows`. `name` is that of the file, without its ending.
    """

    name: str
    title: str
    about_title: str
    about: tuple[tuple[str, str], ...]
    columns: tuple[SheetColumn, ...]
    rows: Sequence[Sequence[Value]]
    strong: frozenset[int] = frozenset()


def table_export(view: View) -> Export:
    """The table at `view.here` from its first row to its last: the same columns, order, filter and header rows."""
    view, choice = understood(view)
    shown, words = listing(view, choice), view.words
    drawn = rows(view, choice, shown.entries, shown.unit)
    about = view.portfolio.facts
    basis = about.basis_date.isoformat() if about.basis_date else words.export_undated
    return Export(
        name=words.export_file.format(basis=basis, version=about.version),
        title=words.export_rows_sheet,
        about_title=words.export_about_sheet,
        about=facts(view, choice, shown),
        columns=tuple(
            SheetColumn(
                column_label(column, shown, words),
                WIDTHS.get(column, USUAL_WIDTH),
                FORMS.get(column, "General"),
            )
            for column in choice.columns
        ),
        rows=[
            _head_row(each, choice, shown.unit, words)
            if isinstance(each, SectionHead)
            else [
                _value_or_error(column, cell, shown.unit, words)
                for column, cell in zip(choice.columns, each.cells, strict=True)
            ]
            for each in drawn
        ],
        strong=frozenset(place for place, each in enumerate(drawn) if isinstance(each, SectionHead)),
    )


def _head_row(head: SectionHead, choice: Choice, unit: TableUnit, words: Words) -> list[Value]:
    """The header row's sentence in the place of the name, its sums in the columns of the money."""
    said = " · ".join((head.name, head.count_text, *head.texts)).replace(PLACE, words.part_error)

    def value(column: Column) -> Value:
        if column in MONEY:
            amounts = head.amounts
            return words.part_error if amounts is None else _amount(amounts[MONEY[column]], unit)
        if column is Column.RATE:
            return head.rate.value if head.rate else words.part_error
        return said if column is Column.NAME else None

    return [value(column) for column in choice.columns]


def _value_or_error(column: Column, cell: Cell, unit: TableUnit, words: Words) -> Value:
    """A cell that cannot be made, on screen or for a file, says so; its row and the others stay."""
    made = _value(column, cell, unit)
    return words.part_error if cell.text == PLACE or isinstance(made, Unmade) else made


@apart
def _value(column: Column, cell: Cell, unit: TableUnit) -> Value:
    """What a spreadsheet reckons with, where there is such a thing; else the text that is on screen."""
    value: object = cell.value
    if value is None:
        return cell.text
    if not isinstance(value, Value) or (isinstance(value, float) and not isfinite(value)):
        raise TypeError(f"no file holds a {type(value).__name__} like this")
    return _amount(value, unit) if column in MONEY and isinstance(value, int) else value


def _amount(amount: int | None, unit: TableUnit) -> Value:
    """The exact amount in the unit of the table; a whole number where it is one."""
    if amount is None:
        return None
    whole, rest = divmod(amount, unit.size)
    return whole if rest == 0 else unit.value(amount)
