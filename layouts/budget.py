"""Budget lines (세부사업): the cut of the money screen, and the section of a project's page."""

from collections.abc import Iterable, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.screens.budget import BudgetYear, ProjectBudget
from dashboard.screens.budget_rows import Cell, Claim, LineList, LineRow, SumRow, SumTable
from dashboard.screens.money_lines import LinesCut
from dashboard.screens.texts import RateLine
from layouts import ids
from layouts.pane import Pane
from layouts.parts import Children, current, explain, heading, link, paragraphs

Heads = Sequence[tuple[str, tuple[str, ...]]]


def cut(shown: LinesCut) -> list[Component]:
    """The cut of the money screen: sums by year, account and department, then lists of lines."""
    title = heading(shown.title, shown.key_text, shown.note)
    if shown.empty_text:
        sums = html.Div([title, html.P(shown.empty_text, className="quiet say")])
    else:
        sums = html.Div([title, html.Div(_groups(shown), className="lines-groups")])
    return [Pane(ids.pane("lines-sums"), sums), Pane(ids.pane("lines-lists"), _lists(shown))]


def section(shown: ProjectBudget) -> Component:
    """The lines of one project by year, and both of its rates with their bases."""
    title = heading([shown.title, explain(shown.explain)], shown.unit_text, shown.note)
    rates = html.Dl([_rate(each) for each in (*shown.rates, shown.other_rate)], className="lines-rates")
    if shown.empty_text:
        empty = html.P(shown.empty_text, className="quiet say")
        return html.Section([title, empty, rates], className="budget-lines")
    rows = [row for year in shown.years for row in _year(year)]
    total = [_sum_row(shown.total, between=2)] if shown.total else []
    table = html.Table(
        [_head(shown.line_heads, shown.heads), html.Tbody([*rows, *total])], className="lines-table listed"
    )
    notes = paragraphs([*shown.notes, shown.rate_note], "note")
    return html.Section(
        [title, html.Div(table, className="lines-scroll"), rates, *notes], className="budget-lines"
    )


# ---- the cut ----


def _groups(shown: LinesCut) -> list[Component]:
    """By year and the whole of the books beside the year's departments."""
    rates = html.Dl([_rate(each) for each in shown.rates], className="lines-rates")
    years = html.Div([_sums(shown.years, shown), rates, *paragraphs(shown.notes, "note")])
    account, department = (_sums(each, shown) for each in shown.groups)
    return [html.Div([years, _sums(shown.whole, shown), account]), department]


def _sums(table: SumTable, shown: LinesCut) -> Component:
    rows = [_sum_row(row, with_count=True) for row in table.rows]
    head = _head([table.first_head, shown.count_head], shown.heads)
    body = html.Table([head, html.Tbody(rows)], className="lines-table counted")
    return html.Section([heading(table.title, table.unit_text, level=3), body])


def _lists(shown: LinesCut) -> Component:
    found = [_line_list(each, shown) for each in shown.lists]
    every = [_folded(shown.listed, shown)] if shown.listed.rows else []
    return html.Div([*_totals(shown), *_orphans(shown), *found, *every], className="lines-lists")


def _line_list(shown: LineList, within: LinesCut) -> Component:
    title = heading(shown.title, shown.count_text, shown.unit_text, level=3)
    if shown.empty_text:
        return html.Section([heading(shown.title, level=3), html.P(shown.empty_text, className="quiet")])
    return html.Section([title, *_listed(shown, within)])


def _folded(shown: LineList, within: LinesCut) -> Component:
    """Every line: long, so it opens when it is asked for."""
    title = html.Summary([html.B(shown.title), " ", html.Span(shown.count_text, className="quiet")])
    return html.Details([title, *_listed(shown, within)], className="lines-fold")


def _listed(shown: LineList, within: LinesCut) -> list[Component]:
    head = _head(within.line_heads, within.heads)
    body = html.Tbody([_line_row(each) for each in shown.rows])
    table = html.Table(
        [head, body], className="lines-table listed doubt" if shown.is_doubtful else "lines-table listed"
    )
    return [table, *paragraphs([shown.more_text or ""], "note")]


def _totals(shown: LinesCut) -> list[Component]:
    """합계 불일치 of printed totals: both numbers and the difference."""
    if not shown.totals:
        return []
    head = html.Tr([html.Th(name, scope="col") for name in shown.totals_heads])
    rows = [
        html.Tr(
            [
                html.Th(each.what, scope="row"),
                html.Td(each.stated_text),
                html.Td(each.summed_text),
                html.Td(html.B(each.difference_text, className="late-text")),
            ]
        )
        for each in shown.totals
    ]
    table = html.Table([html.Thead(head), html.Tbody(rows)], className="lines-table")
    return [html.Section([heading(shown.totals_title, level=3), table])]


def _orphans(shown: LinesCut) -> list[Component]:
    if not shown.orphans:
        return []
    lines = html.Ul([html.Li(each) for each in shown.orphans], className="lines")
    return [html.Section([heading(shown.orphans_title, level=3), lines])]


# ---- rows ----


def _head(first: Sequence[str], heads: Heads) -> Component:
    names = [html.Th(name, scope="col") for name in first]
    amounts = [html.Th([name, explain(texts)], scope="col", className="num") for name, texts in heads]
    return html.Thead(html.Tr([*names, *amounts]))


def _sum_row(row: SumRow, *, with_count: bool = False, between: int = 0, class_name: str = "") -> Component:
    name: Children = link(row.label, row.href) if row.href else row.label
    count = [html.Td(row.count_text, className="num")] if with_count else []
    count += [html.Td(colSpan=between)] if between else []
    classes = [class_name, "sum" if row.is_sum else "", "on" if row.is_on else ""]
    return html.Tr(
        [
            html.Th(name, scope="row", **current(row.is_on)),
            *count,
            *_amounts(row.cells),
            _rate_cell(row.rate),
        ],
        className=" ".join(each for each in classes if each),
        key=row.label,
    )


def _year(year: BudgetYear) -> Iterable[Component]:
    """The sum of a year, and its lines below it."""
    yield _sum_row(year.total, between=2, class_name="year")
    for line in year.lines:
        yield _line_row(line, "line")


def _line_row(line: LineRow, class_name: str = "") -> Component:
    """A line with its projects, and what is special about it."""
    name = html.Span(line.name, className="name", title=line.name)
    remark = [html.Em(line.remark)] if line.remark else []
    return html.Tr(
        [
            html.Th([name, *paragraphs(line.notes, "raw")], scope="row"),
            html.Td(line.origin, className="origin"),
            html.Td([*_claims(line.claims), *remark], className="claims"),
            *_amounts(line.cells),
            _rate_cell(line.rate),
        ],
        className=class_name,
        key=line.key,
    )


def _claims(claims: Sequence[Claim]) -> list[Children]:
    return [
        html.Span([link(each.text, each.href) if each.href else each.text, " ", html.B(each.share_text)])
        for each in claims
    ]


def _amounts(cells: Sequence[Cell]) -> list[Component]:
    return [html.Td(cell.text, title=cell.exact_text, className="num") for cell in cells]


def _rate_cell(rate: RateLine) -> Component:
    return html.Td(
        html.B(rate.value_text, className="quiet" if rate.value is None else None),
        title=f"{rate.definition}: {rate.fraction_text}",
        className="num",
    )


def _rate(each: RateLine) -> Component:
    return html.Div(
        [
            html.Dt(each.name),
            html.Dd(html.B(each.value_text)),
            html.Dd(each.fraction_text, className="fraction"),
            html.Dd(each.definition, className="definition"),
        ]
    )
