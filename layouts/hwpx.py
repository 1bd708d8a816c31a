"""A paper as HWPX, the format that Korean offices edit: paragraphs and tables, no pictures."""

import re
from collections.abc import Sequence
from typing import Any

from hwpx import HwpxDocument

from dashboard.domain.words import Words
from dashboard.screens.paper import Cell, Level, Line, Paper, Table
from layouts.theme import Look

UNITS_PER_MM = 7200 / 25.4
MARGIN_MM = 18.0
SHEET_MM = 210.0 - 2 * MARGIN_MM
"""What the margins leave of the width of A4."""

NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SPACES = re.compile(r"\s+")

SIZES = {Level.HEAD: 14.0, Level.ITEM: 11.5, Level.DETAIL: 11.0, Level.NOTE: 9.5}
INDENTS_MM = {Level.HEAD: 6.0, Level.ITEM: 10.0, Level.DETAIL: 14.0, Level.NOTE: 10.0}
"""Where the text of a level begins; its sign hangs before it."""
SIGN_MM = {Level.HEAD: 6.0, Level.ITEM: 5.5, Level.DETAIL: 4.0, Level.NOTE: 5.0}
TITLE_SIZE, SUBTITLE_SIZE, ABOUT_SIZE = 18.0, 14.0, 9.5
CELL_SIZE, DENSE_SIZE, MOST_ROOMY = 9.5, 8.0, 7
BORDER, HEAD_FILL = "axis", "s2"
"""Tokens of the colours of a table."""


def as_hwpx(paper: Paper, words: Words, look: Look) -> bytes:
    """The paper with its title, what it speaks of on every sheet, and page numbers."""
    return _Writer(words, look).write(paper)


class _Writer:
    """One document; paragraphs of a kind are formatted together at its end."""

    def __init__(self, words: Words, look: Look) -> None:
        self._words = words
        self._document = HwpxDocument.new()
        self._of_level: dict[Level, list[Any]] = {level: [] for level in Level}
        self._numbers: list[Any] = []
        self._heads: list[Any] = []
        self._cells: list[Any] = []
        self._head_fill = self._document.styles.ensure_border_fill(
            border_color=look.colours[BORDER], fill_color=look.colours[HEAD_FILL]
        )

    def write(self, paper: Paper) -> bytes:
        self._set_up(paper)
        self._title(paper)
        for block in paper.blocks:
            if isinstance(block, Line):
                self._line(block)
            else:
                self._table(block)
        self._format()
        return self._document.to_bytes()

    def _set_up(self, paper: Paper) -> None:
        page = self._document.page
        page.setup(
            paper_size="A4",
            margin_left_mm=MARGIN_MM,
            margin_right_mm=MARGIN_MM,
            margin_top_mm=15,
            margin_bottom_mm=15,
            header_margin_mm=10,
            footer_margin_mm=10,
        )
        said = [{"type": "run", "text": readable(" · ".join(paper.about)), "size": 8}]
        page.set_header(content=[{"align": "RIGHT", "children": said}])
        page.set_footer(
            content=[{"align": "CENTER", "children": [{"type": "page_number", "page_number": "page/total"}]}]
        )

    def _title(self, paper: Paper) -> None:
        styles = self._document.styles
        first = self._document.paragraphs[0]
        first.text = readable(paper.title)
        first.char_pr_id_ref = styles.ensure_run(bold=True, size=TITLE_SIZE)
        second = self._add(paper.subtitle, SUBTITLE_SIZE, is_bold=True)
        about = [self._add(text, ABOUT_SIZE) for text in paper.about]
        styles.apply_paragraph_format(
            paragraphs=[first, second], alignment="CENTER", line_spacing_percent=150
        )
        styles.apply_paragraph_format(paragraphs=about, alignment="RIGHT", line_spacing_percent=130)

    def _line(self, line: Line) -> None:
        text = f"{self._words.paper_levels[line.level]} {line.text}"
        paragraph = self._add(text, SIZES[line.level], is_bold=line.level is Level.HEAD)
        self._of_level[line.level].append(paragraph)

    def _add(self, text: str, size: float, *, is_bold: bool = False) -> Any:
        letters = self._document.styles.ensure_run(size=size, bold=is_bold)
        return self._document.add_paragraph(readable(text), char_pr_id_ref=letters, inherit_style=False)

    def _table(self, table: Table) -> None:
        if table.note:
            self._numbers.append(self._add(table.note, DENSE_SIZE))
        rows = [row for row in (table.head, *table.rows) if row]
        made = self._document.add_table(len(rows), len(table.widths), width=round(SHEET_MM * UNITS_PER_MM))
        made.set_column_widths(table.widths)
        for place, row in enumerate(rows):
            _merge(made, place, row)
        size = DENSE_SIZE if len(table.widths) > MOST_ROOMY else CELL_SIZE
        # `table.cell` looks through the whole table for each of its cells.
        for row, made_row in zip(rows, made.rows, strict=True):
            for cell, made_cell in zip(row, made_row.cells, strict=True):
                self._cell(cell, made_cell, size)
        made.set_treat_as_char(False)  # else it is not divided between pages
        if table.head:
            _repeat_head(made)

    def _cell(self, cell: Cell, made: Any, size: float) -> None:
        made.text = readable(cell.text)
        paragraph = made.paragraphs[0]
        paragraph.char_pr_id_ref = self._document.styles.ensure_run(size=size, bold=cell.is_head)
        kind = self._heads if cell.is_head else self._numbers if cell.is_number else self._cells
        kind.append(paragraph)
        if cell.is_head:
            made.element.set("borderFillIDRef", self._head_fill)

    def _format(self) -> None:
        style = self._document.styles.apply_paragraph_format
        for level, paragraphs in self._of_level.items():
            if paragraphs:
                style(
                    paragraphs=paragraphs,
                    indent_left_mm=INDENTS_MM[level],
                    first_line_indent_mm=-SIGN_MM[level],
                    line_spacing_percent=150,
                    spacing_before_pt=8 if level is Level.HEAD else 2,
                    keep_with_next=level is Level.HEAD,
                )
        for paragraphs, alignment in (
            (self._numbers, "RIGHT"),
            (self._heads, "CENTER"),
            (self._cells, "LEFT"),
        ):
            if paragraphs:
                style(paragraphs=paragraphs, alignment=alignment, line_spacing_percent=120)


def _merge(made: Any, place: int, row: Sequence[Cell]) -> None:
    """Join the columns that a cell takes."""
    column = 0
    for cell in row:
        if cell.span > 1:
            made.merge_cells(place, column, place, column + cell.span - 1)
        column += cell.span


def _repeat_head(made: Any) -> None:
    """The first row stands again on every page that the table goes on to."""
    made.element.set("repeatHeader", "1")
    for cell in made.rows[0].cells:
        cell.element.set("header", "1")


def readable(text: str) -> str:
    """The text in one line, without signs that XML cannot hold."""
    return SPACES.sub(" ", NOT_IN_XML.sub("", text)).strip()
