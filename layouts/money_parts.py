"""Parts that the cuts of the money share: tabs, tables of amounts, lists of budgets, checks of sums."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.screens.money_parts import BudgetLine, BudgetList, CheckLine, Row, Tab, Table
from dashboard.screens.texts import RateLine
from layouts.figures.funding import SOURCE_TOKENS
from layouts.parts import Children, bar, current, heading, link, named, status_glyph


def tabs(found: Sequence[Tab], class_name: str, name: str) -> Component:
    """Ways to the other cuts, or to the other parts of one."""
    items = [html.Li(link(each.label, each.href), **current(each.is_on)) for each in found]
    return html.Nav(html.Ul(items), className=f"funds-tabs {class_name}", **named(name))


def amounts(table: Table, class_name: str = "", name: str | None = None) -> Component:
    """A table of amounts; the first column is as wide as the left margin of the chart over it."""
    head = [html.Th(table.unit_text, scope="col")]
    head += [html.Th(column.label, scope="col", className=f"p-{column.kind}") for column in table.columns]
    rows = [_row(table, row) for row in table.rows]
    return html.Table(
        [html.Thead(html.Tr(head)), html.Tbody(rows)], className=f"funds-table {class_name}", id=name
    )


def _row(table: Table, row: Row) -> Component:
    token = SOURCE_TOKENS[row.source] if row.source else row.kind
    name: Children = link(row.label, row.href) if row.href else row.label
    label = html.Th([html.I(className=f"swatch sw-{token}"), name], scope="row", title=row.label)
    cells = [
        html.Td(cell.text, title=cell.exact_text, className=f"p-{column.kind}")
        for cell, column in zip(row.cells, table.columns, strict=True)
    ]
    return html.Tr([label, *cells], className=f"r-{row.kind}")


def check(line: CheckLine) -> Component:
    """Sums that agree in a quiet line; 합계 불일치 in a loud one."""
    return html.P(line.text, className="funds-check" if line.is_even else "funds-check late-text")


def rates(found: Sequence[RateLine]) -> Component:
    """Rates with their numerator and denominator; the definition under each."""
    return html.Dl([_rate(each) for each in found], className="funds-rates")


def _rate(each: RateLine) -> Component:
    return html.Div(
        [
            html.Dt(each.name),
            html.Dd(html.B(each.value_text)),
            html.Dd(each.fraction_text, className="fraction"),
            html.Dd(each.definition, className="definition"),
        ]
    )


def budget_table(found: BudgetList, heads: Sequence[str], *, with_bar: bool = False) -> Component:
    """A list of budgets under heads: name, area, texts, and with a bar also the rate with its parts."""
    head = html.Thead(html.Tr([html.Th(text, scope="col") if text else html.Td() for text in heads]))
    rows = [_budget_row(line, with_bar=with_bar) for line in found.lines]
    more = [html.P(found.more_text, className="funds-note")] if found.more_text else []
    table = html.Table(
        [head, html.Tbody(rows)], className="funds-list with-bar" if with_bar else "funds-list"
    )
    return html.Div([table, *more])


def _budget_row(line: BudgetLine, *, with_bar: bool) -> Component:
    texts = [html.Td(text) for text in line.texts]
    extra = []
    if with_bar:
        extra = [
            html.Td(bar(line.share, "f-late")),
            html.Td(html.B(line.rate.value_text) if line.rate else ""),
            html.Td(line.rate.fraction_text if line.rate else "", className="quiet"),
        ]
    name = html.Th(html.Span(_name(line), className="who"), scope="row")
    return html.Tr([name, html.Td(line.area), *texts, *extra])


def _name(line: BudgetLine) -> list[Children]:
    mark = [status_glyph(line.status)] if line.has_status else []
    name = html.Span(line.name, className="name")
    return [*mark, link(name, line.href, title=line.full_name) if line.href else name]


def budget_names(found: BudgetList) -> Component:
    """Budgets by name alone, folded: for those that a chart cannot show."""
    items = [html.Li([*_name(line), " ", *line.texts]) for line in found.lines]
    more = [html.Li(found.more_text)] if found.more_text else []
    return html.Details(
        [html.Summary(found.title), html.Ul([*items, *more], className="funds-names")], className="funds-fold"
    )


def section(title: str, *content: Children, aside: str = "") -> Component:
    return html.Section([heading(title, aside), *content])
