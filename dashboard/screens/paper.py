"""A paper as plain data: lines in the □ ○ - style and tables, for the screen, the printer and a file alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dashboard import urls
from dashboard.domain.words import Words
from dashboard.screens.filters import FilterBar, chosen_texts
from dashboard.screens.financing import FundRow, FundTable
from dashboard.screens.header import MomentLink
from dashboard.screens.texts import RateLine, View, sheet_text

MOST_COLUMNS = 11
"""A sheet of A4 holds so many columns of amounts beside their names."""


class Level(StrEnum):
    """How deep a line stands; `Words.paper_levels` gives its sign."""

    HEAD = "head"
    ITEM = "item"
    DETAIL = "detail"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence."""

    level: Level
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """`span` is the number of columns that it takes; `href` leads on from the screen."""

    text: str
    span: int = 1
    is_head: bool = False
    is_number: bool = False
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Cells whose spans fill every row; `widths` are the columns' parts of the sheet."""

    widths: tuple[float, ...]
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str | None = None


Block = Line | Table


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper; `about` says what it speaks of."""

    title: str
    subtitle: str
    about: tuple[str, ...]
    blocks: tuple[Block, ...]
    file_name: str


@dataclass(frozen=True, slots=True)
class PaperScreen:
    """A paper on screen: the ways from it, the file, and the filter where it has one."""

    title: str
    back: MomentLink | None
    choice_label: str
    choices: tuple[MomentLink, ...]
    filters: FilterBar | None
    paper: Paper
    file: MomentLink | None
    file_title: str
    print_text: str | None


def head(text: str) -> Line:
    return Line(Level.HEAD, text)


def item(text: str) -> Line:
    return Line(Level.ITEM, text)


def detail(text: str) -> Line:
    return Line(Level.DETAIL, text)


def note(text: str) -> Line:
    return Line(Level.NOTE, text)


def heads(*texts: str) -> tuple[Cell, ...]:
    """The first row of a table."""
    return tuple(Cell(text, is_head=True) for text in texts)


def named_rows(pairs: Sequence[tuple[str, str]]) -> Table:
    """Labels and texts, two pairs to a row; a long text takes a row of its own."""
    rows: list[tuple[Cell, ...]] = []
    waiting: tuple[str, str] | None = None
    for label, text in pairs:
        if len(text) > LONGEST_HALF:
            rows += [_row([waiting])] if waiting else []
            rows.append(_row([(label, text)]))
            waiting = None
        elif waiting:
            rows.append(_row([waiting, (label, text)]))
            waiting = None
        else:
            waiting = (label, text)
    rows += [_row([waiting])] if waiting else []
    return Table((1.0, 2.2, 1.0, 2.2), (), tuple(rows))


LONGEST_HALF = 28
"""A longer text does not fit beside another one."""


def _row(pairs: Sequence[tuple[str, str]]) -> tuple[Cell, ...]:
    span = 3 if len(pairs) == 1 else 1
    return tuple(cell for label, text in pairs for cell in (Cell(label, is_head=True), Cell(text, span=span)))


def rates_table(rates: Sequence[RateLine], words: Words) -> Table:
    """Every rate with both of its numbers and its formula."""
    return Table(
        (2.4, 0.9, 2.4, 4.3),
        heads(words.paper_state, words.paper_value, words.paper_fraction, words.paper_definition),
        tuple(
            (
                Cell(rate.name),
                Cell(rate.value_text, is_number=True),
                Cell(rate.fraction_text, is_number=True),
                Cell(rate.definition),
            )
            for rate in rates
        ),
    )


def fund_tables(table: FundTable, words: Words) -> tuple[Table, ...]:
    """Sources by period; more periods than a sheet holds go on in a further table with the same rows."""
    rows = [*table.planned, table.planned_sum, table.secured_sum, table.executed_sum, table.gap]
    places = range(0, len(table.columns), MOST_COLUMNS)
    return tuple(_fund_part(table, rows, slice(start, start + MOST_COLUMNS), words) for start in places)


def _fund_part(table: FundTable, rows: Sequence[FundRow], part: slice, words: Words) -> Table:
    columns = table.columns[part]
    return Table(
        (1.5, *[1.0] * len(columns)),
        heads(words.paper_state, *(column.label for column in columns)),
        tuple(
            (Cell(row.label, is_head=True), *(Cell(cell.text, is_number=True) for cell in row.cells[part]))
            for row in rows
        ),
        note=words.paper_unit.format(unit=table.unit_text),
    )


def about_texts(view: View) -> tuple[str, ...]:
    """Source, 기준일, version, the filter in words, and that a demo is a demo."""
    words = view.words
    chosen = " · ".join(chosen_texts(view))
    asked = words.paper_chosen.format(parts=chosen) if chosen else ""
    return tuple(text for text in (sheet_text(view.portfolio, words), asked) if text)


def file_basis(view: View) -> str:
    """기준일 as part of a file's name."""
    basis = view.portfolio.facts.basis_date
    return basis.isoformat() if basis else view.words.export_undated


def file_link(view: View) -> MomentLink:
    """The paper at the address of `view` as a file."""
    return MomentLink(view.words.paper_file, urls.document(view.here))
