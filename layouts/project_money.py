"""The money of a project: columns by period over the table of its amounts, rates, gap, 합계 불일치."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.domain.words import Words
from dashboard.screens.project import FundColumn, FundRow, FundTable
from dashboard.screens.room import RateLine
from dashboard.screens.told import sentence
from layouts import ids
from layouts.apart import apart
from layouts.figures.funding import SOURCE_TOKENS, funding_figure
from layouts.pane import Pane
from layouts.parts import heading
from layouts.room import mismatch
from layouts.theme import Look
from layouts.told import chart, said


@apart
def financing(table: FundTable, words: Words, look: Look) -> list[Component]:
    """Columns by period, the table below them, the rates."""
    title = heading(table.title, table.unit_text, table.note)
    if table.empty_text:
        blank = [title, html.P(table.empty_text, className="quiet say")]
        return [Pane(ids.pane("money"), html.Div(blank))]
    return [
        Pane(ids.pane("money"), title),
        html.Div(
            [*_money_chart(table, look), Pane(ids.pane("money-table"), _told_table(table))],
            className="money-scroll",
        ),
        Pane(ids.pane("money-rates"), _rates(table, words)),
    ]


def _money_chart(table: FundTable, look: Look) -> list[Component]:
    """Columns over those of the table; a single one would compare nothing."""
    if sum(column.kind != "total" for column in table.columns) < 2:
        return []
    return [chart("funding", funding_figure(table, look), "money-chart")]


def _told_table(table: FundTable) -> Component:
    rates = ", ".join(f"{rate.name} {rate.value_text}({rate.fraction_text})" for rate in table.rates)
    return html.Div([said("funding", sentence(table.title, rates, table.gap_text)), _fund_table(table)])


def _fund_table(table: FundTable) -> Component:
    head = html.Tr([html.Th(table.unit_text), *[_column(column) for column in table.columns]])
    stages = [
        _fund_row(table.planned_sum, "sum"),
        _fund_row(table.secured_sum, "secured"),
        _fund_row(table.executed_sum, "executed"),
        _fund_row(table.gap, "gap"),
    ]
    sources = [_fund_row(row, "source") for row in table.planned]
    return html.Table(
        [html.Thead(head), html.Tbody([*sources, *stages])], id=ids.values("funding"), className="fund-table"
    )


def _column(column: FundColumn) -> Component:
    return html.Th(column.label, scope="col", className=f"p-{column.kind}")


def _fund_row(row: FundRow, class_name: str) -> Component:
    swatch = (
        f"sw-{SOURCE_TOKENS[row.source]}" if row.source and class_name == "source" else f"sw-{class_name}"
    )
    label = html.Th([html.I(className=f"swatch {swatch}"), row.label], scope="row")
    cells = [html.Td(cell.text, title=cell.exact_text) for cell in row.cells]
    return html.Tr([label, *cells], className=f"r-{class_name}")


def _rates(table: FundTable, words: Words) -> Component:
    title = html.P(html.B(table.mismatch_title))
    gap = [html.B(table.gap_text), *[html.Span(note, className="quiet") for note in table.notes]]
    mismatches = [title, html.Ul([mismatch(line) for line in table.mismatches])] if table.mismatches else []
    return html.Div(
        [
            html.Dl([part for rate in table.rates for part in _rate(rate)], className="rates"),
            html.Div([html.P(gap), _money_details(table, words)], className="gap"),
            *mismatches,
        ],
        className="notes money-notes",
    )


def _money_details(table: FundTable, words: Words) -> Component:
    """Secured and executed money by source, and the formulas of the rates: for who asks."""
    rows = [
        *[_source_detail(words.money_secured, row, table.columns) for row in table.secured_by_source],
        *[_source_detail(words.money_executed, row, table.columns) for row in table.executed_by_source],
    ]
    formulas = [html.Li(f"{rate.name} = {rate.definition}") for rate in table.rates]
    return html.Details(
        [
            html.Summary(f"{words.other_rates} · {words.money_secured} · {words.money_executed}"),
            html.Table(html.Tbody(rows), className="fund-table"),
            html.Ul(formulas, className="quiet"),
        ]
    )


def _rate(rate: RateLine) -> tuple[Component, Component]:
    value = [html.B(rate.value_text), html.Span(rate.fraction_text)]
    return html.Dt(rate.name, title=rate.definition), html.Dd(value, title=rate.definition)


def _source_detail(stage: str, row: FundRow, columns: Sequence[FundColumn]) -> Component:
    label = html.Th(f"{stage} {row.label}", scope="row")
    cells = [
        html.Td(cell.text, title=f"{column.label} {cell.exact_text}")
        for cell, column in zip(row.cells, columns, strict=True)
    ]
    return html.Tr([label, *cells])
