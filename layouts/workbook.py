"""Tables as XLSX in which no cell is a formula. Its library takes 25 MB of memory: import this where it is needed."""

import io
import re
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from dashboard.screens.export import Export, Value
from layouts.sheets import FORMULA

Sheet = Any
"""A sheet that is only written."""
NOT_IN_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""Signs that no XML file may hold."""
LONGEST_TEXT = 32_767
"""Excel takes no longer text in a cell."""
LARGEST_EXACT = 2**53
"""Excel keeps numbers as doubles: a larger whole number is written as text, with all its digits."""


def as_xlsx(export: Export) -> bytes:
    """A workbook of two sheets: the table, and what is to be known about it."""
    book = Workbook(write_only=True)
    table = book.create_sheet(export.title)
    table.freeze_panes = "A2"
    for place, column in enumerate(export.columns, 1):
        table.column_dimensions[get_column_letter(place)].width = column.width
    table.append([_text_cell(table, column.label, is_bold=True) for column in export.columns])
    for place, row in enumerate(export.rows):
        forms = zip(row, export.columns, strict=True)
        table.append([_cell(table, value, column.form, place in export.strong) for value, column in forms])
    table.auto_filter.ref = f"A1:{get_column_letter(len(export.columns))}{len(export.rows) + 1}"
    about = book.create_sheet(export.about_title)
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 18, 90
    for name, text in export.about:
        about.append([_text_cell(about, name, is_bold=True), _text_cell(about, text)])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet: Sheet, value: Value, form: str, is_bold: bool) -> Cell:
    if isinstance(value, str) or (isinstance(value, int) and abs(value) > LARGEST_EXACT):
        return _text_cell(sheet, str(value), is_bold=is_bold)
    cell: Cell = WriteOnlyCell(sheet)
    cell.value = value
    cell.number_format = "yyyy-mm-dd" if isinstance(value, date) else form
    if is_bold:
        cell.font = Font(bold=True)
    return cell


def _text_cell(sheet: Sheet, text: str, *, is_bold: bool = False) -> Cell:
    """A cell that is text whatever it holds, and stays text when someone edits it."""
    cell: Cell = WriteOnlyCell(sheet)
    cell.value = known = NOT_IN_XML.sub("", text)[:LONGEST_TEXT]
    cell.data_type = "s"
    if FORMULA.match(known):
        cell.quotePrefix = True
    if is_bold:
        cell.font = Font(bold=True)
    return cell
