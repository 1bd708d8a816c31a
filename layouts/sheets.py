"""Tables as CSV in which no cell is a formula."""

import csv
import io
import re
from datetime import date

from dashboard.screens.export import Export, Value

UNSEEN = "\\s\\x00-\\x1f\\x7f\\xad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff\\ufffe\\uffff"
FORMULA = re.compile(f"[{UNSEEN}]*[=+\\-@＝＋－＠﹦﹢﹣﹫]|[\\t\\r\\n]")
"""A spreadsheet takes a text that begins so for a formula, or may when it is typed anew; what is not seen may be lost
on the way there."""


def as_csv(export: Export) -> bytes:
    """UTF-8 with the mark by which Excel knows it: what is to be known, an empty line, then the table."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerows([_csv_value(name), _csv_value(text)] for name, text in export.about)
    writer.writerow([])
    writer.writerow([harmless(column.label) for column in export.columns])
    writer.writerows([_csv_value(value) for value in row] for row in export.rows)
    return file.getvalue().encode("utf-8-sig", errors="replace")


def harmless(text: str) -> str:
    """`text` with an apostrophe before it when a spreadsheet would take it for a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def _csv_value(value: Value) -> str:
    if isinstance(value, str):
        return harmless(value.replace("\x00", ""))
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
