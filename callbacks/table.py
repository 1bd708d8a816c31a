"""Rows of the table for a browser that scrolls, and the table as a file."""

from typing import Any

import orjson
from flask import Flask, Response, abort, request

from callbacks.pages import Room
from callbacks.taking_out import CSV_TYPE, TakingOut
from callbacks.visitors import Visitors
from dashboard import urls
from dashboard.domain.words import Words
from dashboard.screens.apart import PLACE
from dashboard.screens.export import Export, table_export
from dashboard.screens.listing import listing, rows
from dashboard.screens.selection import known_address
from dashboard.screens.table import understood
from dashboard.screens.texts import View
from layouts.grid import row_data
from layouts.sheets import as_csv

MOST_ROWS = 1000
"""No more rows are given at once."""
TYPES = {
    "csv": CSV_TYPE,
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def register(server: Flask, visitors: Visitors, words: Words) -> None:
    """Both addresses take the query of the table's own address."""
    taking_out = TakingOut(visitors, words)
    failed = orjson.dumps(words.part_error)[1:-1]  # as it stands within a text of JSON

    @server.get(urls.ROWS_PATH)
    def some_rows() -> Response:
        """The rows from `start` to before `end`, and how many there are."""
        visitors.note_view(urls.PATHS[urls.Page.TABLE])
        view = _view(visitors.room(), words)
        start, end = (request.args.get(name, 0, type=int) for name in ("start", "end"))
        found = orjson.dumps(_rows(view, start, end)).replace(PLACE.encode(), failed)
        return _unkept(Response(found, mimetype="application/json"))

    @server.post(urls.EXPORT_PATH + "<kind>")
    def export(kind: str) -> Response:
        """The whole table as a file; its name carries 기준일 and version."""

        def made() -> tuple[str, str, bytes]:
            if kind not in TYPES:
                abort(404)
            written = table_export(_view(visitors.room(), words))
            return f"{written.name}.{kind}", TYPES[kind], _written(written, kind)

        return taking_out.file(made)


def _written(export: Export, kind: str) -> bytes:
    if kind == "csv":
        return as_csv(export)
    from layouts.workbook import as_xlsx  # its library takes memory that most rooms never need

    return as_xlsx(export)


def _view(room: Room, words: Words) -> View:
    """The table that the query of the present request asks for; 404 where there are no data of that moment."""
    path = urls.PATHS[urls.Page.TABLE]
    here = urls.parse(f"{path}?{request.query_string.decode('ascii', 'replace')}")
    picture = room.look(here.as_of)
    if picture.portfolio is None or here.page is not urls.Page.TABLE:
        abort(404)
    on = picture.portfolio.status_date(picture.today)
    return View(picture.portfolio, known_address(picture.portfolio, here, on), on, words)


def _rows(view: View, start: int, end: int) -> dict[str, Any]:
    view, choice = understood(view)
    shown = listing(view, choice)
    first = max(0, start)
    some = shown.entries[first : min(end, first + MOST_ROWS)]
    return {
        "count": len(shown.entries),
        "rows": [row_data(choice.columns, row) for row in rows(view, choice, some, shown.unit)],
    }


def _unkept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
