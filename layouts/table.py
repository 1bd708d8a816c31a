"""The table of all projects: filter, menus, downloads, the grid, and what its figures rest on."""

from dash import html
from dash.development.base_component import Component

from dashboard.domain.words import Words
from dashboard.screens.table import Download, Menu, Option, TableScreen
from layouts import filters, ids
from layouts.apart import apart
from layouts.grid import grid
from layouts.pane import Pane
from layouts.parts import HIDDEN, MENU, current, download, explain, link, sources_line


def build(screen: TableScreen, words: Words) -> Component:
    """One region: another filter, order or version changes what differs and leaves the rest."""
    return Pane(ids.pane(ids.TABLE), _screen(screen, words))


def _screen(screen: TableScreen, words: Words) -> Component:
    empty = [html.P(screen.empty_text, className="table-empty", role="status")] if screen.empty_text else []
    printed = [html.P(screen.print_text, className="table-printed")] if screen.print_text else []
    return html.Div(
        [
            filters.build(screen.filters),
            _bar(screen, words),
            *empty,
            html.Div(_rows(screen, words), className="table-place"),
            *printed,
            _sums(screen),
            sources_line(screen.origin, screen.notes),
        ],
        className="screen projects",
    )


@apart
def _rows(screen: TableScreen, words: Words) -> Component:
    return grid(
        screen.heads, screen.first, screen.count, screen.rows_href, words.grid_texts, words.grid_label
    )


@apart
def _sums(screen: TableScreen) -> Component:
    return html.P([html.Span(text, className="nb") for text in screen.sum_texts], className="table-sums")


@apart
def _bar(screen: TableScreen, words: Words) -> Component:
    explained = (words.table_explain, *screen.definitions, *screen.origin)
    return html.Div(
        [
            html.H1(screen.title),
            *_query(screen.query),
            html.Span([screen.sort_text, " · ", screen.unit_text], className="table-order"),
            explain(explained),
            html.Div(
                [
                    _menu(screen.columns),
                    _menu(screen.groups),
                    *[_download(each) for each in screen.downloads],
                ],
                className="table-tools",
            ),
        ],
        className="table-bar",
    )


def _query(query: Option | None) -> list[Component]:
    if query is None:
        return []
    return [link([query.text, html.I(className="gl gl-close", **HIDDEN)], query.href, "chip")]


@apart
def _menu(menu: Menu) -> Component:
    options = [_option(option) for option in menu.options]
    reset = [html.Li(link(menu.reset.text, menu.reset.href, "clear"))] if menu.reset else []
    return html.Details([html.Summary(menu.text), html.Ul([*options, *reset])], className="menu", **MENU)


def _option(option: Option) -> Component:
    box = html.I(className="box on" if option.is_on else "box", **HIDDEN)
    return html.Li(link([box, html.Span(option.text)], option.href), **current(option.is_on))


def _download(file: Download) -> Component:
    return download(file.text, file.href, "tool", file.title)
