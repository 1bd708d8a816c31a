"""Grid: the rows of a table of any length, drawn by AG Grid as one scrolls; its first rows as plain HTML.

dash-ag-grid's script is 1.3 MB. A page without a table must not wait for it, so it is loaded by
assets/grid.js when a Grid is drawn; until it has arrived, and on paper, the first rows stand as they
are. Their markup is made twice: here for the first paint, in assets/grid.js for the live page.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import dash_ag_grid
from dash import html
from dash.development.base_component import Component, ComponentRegistry
from dash.fingerprint import build_fingerprint

from dashboard import urls
from dashboard.screens.listing import Cell, Column, ProjectRow, SectionHead
from dashboard.screens.table import Head
from layouts.pane import Node, plain
from layouts.parts import STATUS_CLASSES, link, named

SCRIPT = "dash_ag_grid.min.js"
NUMERIC = frozenset(
    {Column.PROGRESS, Column.DAYS, Column.PLANNED, Column.SECURED, Column.EXECUTED, Column.RATE}
)


class Grid(Component):
    """`first` are the first of `count` rows, the others come from `source`; `script` is AG Grid's."""

    _namespace = "room_parts"
    _type = "Grid"

    def __init__(self, **props: Any) -> None:
        self._prop_names = list(props)
        self._valid_wildcard_attributes: list[str] = []
        self.available_properties = self._prop_names
        self.available_wildcard_properties: list[str] = []
        super().__init__(**props)  # type: ignore[no-untyped-call]


def grid(
    heads: Sequence[Head],
    first: Sequence[SectionHead | ProjectRow],
    count: int,
    source: str,
    texts: Mapping[str, str],
    label: str,
) -> Grid:
    """A table of `count` rows whose first ones are `first`."""
    columns = [head.column for head in heads]
    return Grid(
        columns=[_column(head) for head in heads],
        first=[row_data(columns, row) for row in first],
        count=count,
        source=source,
        script=script_address(),
        texts=dict(texts),
        label=label,
    )


def row_data(columns: Sequence[Column], row: SectionHead | ProjectRow) -> dict[str, Any]:
    """A row as the browser takes it. A cell is [text, class, share, title], shortened at its end."""
    if isinstance(row, SectionHead):
        return {"id": row.id, "group": [row.name, row.count_text, *row.texts]}
    cells = {column.value: _cell(column, cell, row) for column, cell in zip(columns, row.cells, strict=True)}
    return {"id": row.id, "href": row.href, **cells}


def forget_at_start() -> None:
    """Keep Dash from loading AG Grid's script with every page; it stays registered, and is served."""
    scripts = ComponentRegistry.get_resources("_js_dist", [dash_ag_grid.__name__])
    for each in scripts:
        if each["relative_package_path"] == SCRIPT:
            each["dynamic"] = True


@cache
def script_address() -> str:
    """Where Dash serves AG Grid's script."""
    modified = int((Path(dash_ag_grid.__file__).parent / SCRIPT).stat().st_mtime)
    path = f"{urls.SCRIPTS_PATH}{dash_ag_grid.__name__}/{SCRIPT}"
    return str(build_fingerprint(path, dash_ag_grid.__version__, modified))


def first_paint(props: Mapping[str, Any]) -> Node:
    """The first rows as plain HTML, as assets/grid.js draws them."""
    columns = props["columns"]
    head = html.Div([_head(column) for column in columns], className="g-row g-head")
    rows = [_group(row) if "group" in row else _row(columns, row) for row in props["first"]]
    table = html.Div([head, *rows], className="g-plain")
    return plain(html.Div(table, className="grid", role="group", **named(props["label"])))


def _column(head: Head) -> dict[str, Any]:
    kinds = ["g-cell", f"g-{head.column}", *(["num"] if head.column in NUMERIC else [])]
    return {
        "key": head.column.value,
        "label": head.label,
        "title": head.title,
        "href": head.href,
        "direction": head.direction,
        "kind": " ".join(kinds),
    }


def _cell(column: Column, cell: Cell, row: ProjectRow) -> list[Any]:
    kind = "gl-{0} s-{0}".format(STATUS_CLASSES[row.status]) if column is Column.STATUS else cell.kind
    values: list[Any] = [cell.text, kind, cell.share, cell.title if cell.title != cell.text else ""]
    while len(values) > 1 and values[-1] in ("", None):
        values.pop()
    return values


def _head(column: Mapping[str, Any]) -> Component:
    arrow = f"g-sort {column['direction'] or ''}".strip()
    return html.Span(link(column["label"], column["href"], arrow, column["title"]), className=column["kind"])


def _row(columns: Sequence[Mapping[str, Any]], row: Mapping[str, Any]) -> Component:
    return html.Div([_plain_cell(column, row) for column in columns], className="g-row")


def _plain_cell(column: Mapping[str, Any], row: Mapping[str, Any]) -> Component:
    text, kind, share, title = _filled(row[column["key"]])
    content = link(text, row["href"], "to") if column["key"] == Column.NAME else text
    bar: Any = {} if share is None else {"data-share": share}
    return html.Span(content, className=f"{column['kind']} {kind}".strip(), title=title or None, **bar)


def _filled(cell: Sequence[Any]) -> Sequence[Any]:
    """The cell with what was left out at its end."""
    return (*cell, *("", "", None, "")[len(cell) :])


def _group(row: Mapping[str, Any]) -> Component:
    name, count, *texts = row["group"]
    parts = [html.B(name), html.Span(count), *[html.Span(text) for text in texts]]
    return html.Div(html.Div(parts, className="g-section"), className="g-row g-group")
