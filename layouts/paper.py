"""A paper on screen: a sheet as wide as A4 with what leads on from it; the printer makes pages of it."""

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.domain.words import Words
from dashboard.screens.header import MomentLink
from dashboard.screens.paper import Block, Cell, Line, Paper, PaperScreen, Table
from layouts import filters, ids
from layouts.pane import Pane
from layouts.parts import MENU, current, download, hook, link


def build(screen: PaperScreen, words: Words) -> Component:
    """The whole screen in one pane."""
    bar = [filters.build(screen.filters)] if screen.filters else []
    tree = html.Div([*bar, _tools(screen), _paper(screen.paper, words)], className="screen papers")
    return Pane(ids.pane("paper"), tree)


def _tools(screen: PaperScreen) -> Component:
    back = [_way(screen.back)] if screen.back else []
    choices = [_choices(screen.choice_label, screen.choices)] if screen.choices else []
    file = screen.file
    files = [download(file.label, file.href, "tool", screen.file_title)] if file else []
    printing = (
        [html.Button(screen.print_text, className="tool", **hook("print"))] if screen.print_text else []
    )
    return html.Div([*back, *choices, *files, *printing], className="paper-tools")


def _way(to: MomentLink) -> Component:
    return link(to.label, to.href)


def _choices(label: str, choices: Sequence[MomentLink]) -> Component:
    on = next((each.label for each in choices if each.is_on), label)
    options = html.Ul([html.Li(_way(each), **current(each.is_on)) for each in choices])
    return html.Details([html.Summary(on, title=label), options], className="menu", **MENU)


def _paper(paper: Paper, words: Words) -> Component:
    return html.Article(
        [
            html.H1([html.Small(paper.title), paper.subtitle]),
            html.Ul([html.Li(text) for text in paper.about], className="paper-about"),
            *[_block(block, words) for block in paper.blocks],
        ],
        className="paper",
    )


def _block(block: Block, words: Words) -> Component:
    return _line(block, words) if isinstance(block, Line) else _table(block)


def _line(line: Line, words: Words) -> Component:
    level = line.level.value
    content = [html.Span(words.paper_levels[level], className="sign"), html.Span(line.text)]
    tag = html.H2 if level == "head" else html.P
    return tag(content, className=f"l-{level}")


def _table(table: Table) -> Component:
    """Columns of percents of the sheet, which `col` has an attribute for."""
    whole = sum(table.widths)
    columns = html.Colgroup([html.Col(**hook("share", f"{width / whole:.4f}")) for width in table.widths])
    head = [html.Thead(_row(table.head))] if table.head else []
    body = html.Tbody([_row(row) for row in table.rows])
    printed = html.Table([columns, *head, body], className=_density(len(table.widths)))
    if table.note is None:
        return printed
    return html.Div([html.P(table.note, className="paper-unit"), printed])


MOST_ROOMY = 7
"""A table with more columns is set in small type."""


def _density(columns: int) -> str:
    return "dense" if columns > MOST_ROOMY else ""


def _row(cells: Sequence[Cell]) -> Component:
    return html.Tr([_cell(cell) for cell in cells])


def _cell(cell: Cell) -> Component:
    content = link(cell.text, cell.href) if cell.href else cell.text
    span: Any = {"colSpan": cell.span} if cell.span > 1 else {}
    if cell.is_head:
        return html.Th(content, **span)
    return html.Td(content, className="num" if cell.is_number else None, **span)
