"""접속 기록: whether the record holds, what was taken out in a month, and the entries, each opening in place."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.screens.audit import AuditRow, AuditScreen, Taken
from dashboard.screens.table import Menu, Option
from layouts import ids
from layouts.pane import Pane
from layouts.parts import HIDDEN, MENU, Children, current, download, heading, link, named, paragraphs


def build(screen: AuditScreen) -> Component:
    """One pane: an opened entry stays open when newer ones come."""
    tree = html.Div(
        [
            html.Div([html.H1(screen.title), html.P(screen.lead)], className="data-head"),
            *paragraphs(screen.warnings, "source-error"),
            html.P([html.B(screen.state_label), " ", screen.state_text], className="audit-state"),
            _taken(screen.taken),
            _list(screen),
        ],
        className="screen data audit",
    )
    return Pane(ids.pane("audit"), tree)


def _list(screen: AuditScreen) -> Component:
    tools = html.Div(
        [
            *map(_menu, screen.menus),
            download(screen.download.text, screen.download.href, "tool", screen.download.title),
        ],
        className="table-tools",
    )
    bar = html.Div([html.B(screen.count_text), tools], className="audit-bar")
    rows = [_row(row) for row in screen.rows]
    content = (
        [html.P(screen.empty_text, className="quiet say")]
        if screen.empty_text
        else [_table(screen.heads, rows, screen.list_title, "feeds entries")]
    )
    steps = [link(each.text, each.href) for each in (screen.newest, screen.older) if each]
    pages = [html.P(steps, className="audit-pages")] if steps else []
    return html.Section([heading(screen.list_title), bar, *content, *pages], className="source")


def _menu(menu: Menu) -> Component:
    options = [_option(option) for option in menu.options]
    reset = [html.Li(link(menu.reset.text, menu.reset.href, "clear"))] if menu.reset else []
    return html.Details([html.Summary(menu.text), html.Ul([*reset, *options])], className="menu", **MENU)


def _option(option: Option) -> Component:
    box = html.I(className="box on" if option.is_on else "box", **HIDDEN)
    return html.Li(link([box, html.Span(option.text)], option.href), **current(option.is_on))


def _row(row: AuditRow) -> Component:
    """The object of an entry opens all that is known of it."""
    details = html.Dl([html.Div([html.Dt(label), html.Dd(text)]) for label, text in row.details])
    opens = html.Details([html.Summary(row.object_text), details], className="entry")
    cells: tuple[tuple[Children, str], ...] = (
        (row.at_text, "when"),
        (link(row.actor.text, row.actor.href), ""),
        (row.role_text, "quiet"),
        (row.address_text, "quiet"),
        (link(row.act.text, row.act.href), ""),
        (opens, "wide"),
        (row.reason_text, "why"),
        (row.result_text, f"result-{row.result}"),
    )
    return html.Tr(
        [html.Th(row.seq_text, scope="row"), *[html.Td(cell, className=name) for cell, name in cells]],
        key=str(row.seq),
    )


def _taken(taken: Taken) -> Component:
    steps = [link(each.text, each.href) for each in (taken.before, taken.after) if each]
    rows = [html.Tr([html.Th(first, scope="row"), *map(html.Td, rest)]) for first, *rest in taken.rows]
    content = (
        [html.P(taken.empty_text, className="quiet say")]
        if taken.empty_text
        else [_table(taken.heads, rows, taken.title, "feeds")]
    )
    title = heading(taken.title, *steps)
    return html.Section([title, *paragraphs([taken.lead], "quiet"), *content], className="source")


def _table(heads: Sequence[str], rows: Sequence[Component], name: str, class_name: str) -> Component:
    """A table that scrolls by itself where the window is narrow; its place can be reached by keyboard."""
    head = html.Thead(html.Tr([html.Th(text, scope="col") for text in heads]))
    table = html.Table([head, html.Tbody(list(rows))], className=class_name)
    return html.Div(table, className="feeds-scroll", tabIndex=0, role="region", **named(name))
