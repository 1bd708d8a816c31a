"""Two plan versions of a project side by side; opens in place, or with the address that asks for it."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.domain.words import Words
from dashboard.screens.plans import PlanVersionRow
from dashboard.screens.versions import StageChange, TargetChange, VersionChoice, Versions
from dashboard.screens.versions_money import CellChanges, MoneyChange, MoneyChanges
from layouts.apart import apart
from layouts.parts import current, folded, heading, link, paragraphs


@apart
def section(shown: Versions, words: Words) -> Component:
    """Why, dates, money, targets; the two versions are chosen by links."""
    names = words.versions_heading.format(before=shown.before_name, after=shown.after_name)
    if shown.empty_text:
        body = html.Div(html.P(shown.empty_text, className="quiet lines"))
        return folded(shown.title, shown.empty_text, body, is_open=shown.is_open)
    why = html.Div([_why(shown, words), _targets(shown, words)])
    parts = [_choices(shown, words), why, _stages(shown, words), _money(shown, words)]
    grid = html.Div(parts, className="versions")
    return folded(
        shown.title, names, html.Div([grid, *paragraphs(shown.notes, "quiet lines")]), is_open=shown.is_open
    )


def _choices(shown: Versions, words: Words) -> Component:
    sides = ((words.versions_before, shown.before), (words.versions_after, shown.after))
    return html.Dl(
        [part for label, found in sides for part in _side(label, found)], className="version-choices"
    )


def _side(label: str, choices: Sequence[VersionChoice]) -> tuple[Component, Component]:
    ways = [html.Li(link(each.label, each.href), **current(each.is_on)) for each in choices]
    return html.Dt(label), html.Dd(html.Ul(ways, className="scopes"))


def _why(shown: Versions, words: Words) -> Component:
    steps = [_step(each, words) for each in shown.steps]
    body = html.Ul(steps, className="lines") if steps else html.P(words.missing, className="quiet lines")
    return html.Section([heading(words.versions_why, level=3), body])


def _step(plan: PlanVersionRow, words: Words) -> Component:
    name = words.versions_between.format(name=plan.name, approved=plan.approved_text)
    said = ((words.plan_reason, plan.reason_text), (words.plan_procedure, plan.procedure_text))
    total = html.P([words.plan_total, " ", plan.total_text, " ", plan.change_text or ""])
    return html.Li(
        [
            html.B(name),
            total,
            *[html.P(f"{label}: {text}") for label, text in said],
            *paragraphs(plan.notes, "raw"),
        ]
    )


def _stages(shown: Versions, words: Words) -> Component:
    title = heading(words.versions_stages, shown.stages_empty, level=3)
    if not shown.stages:
        return html.Section([title])
    heads = (
        words.stage_heading,
        shown.before_name,
        shown.after_name,
        words.versions_stages_start,
        words.versions_stages_end,
    )
    return html.Section([title, _table(heads, [_stage(each) for each in shown.stages])], className="wide")


def _stage(each: StageChange) -> Component:
    end = html.B(each.end_text, className="late-text") if each.is_later else each.end_text
    cells = (each.before_text, each.after_text, each.start_text, end)
    return html.Tr(
        [html.Th(each.name, scope="row"), *[html.Td(cell) for cell in cells]],
        className="quiet" if each.is_same else None,
    )


def _money(shown: Versions, words: Words) -> Component:
    money: MoneyChanges = shown.money
    if money.empty_text:
        return html.Section([heading(words.money_table_title, money.empty_text, level=3)])
    heads = (shown.before_name, shown.after_name, words.versions_difference)
    tables = [
        html.Div(
            [
                heading(title, money.unit_text, level=3),
                _table((first, *heads), [_amount(row) for row in rows]),
            ]
        )
        for title, first, rows in (
            (words.versions_sources, words.fields["source"], money.sources),
            (words.versions_years, words.fields["period"], money.years),
        )
    ]
    cells = []
    if money.cells:
        grid = _table((words.fields["source"], *money.cell_heads), [_cells(row) for row in money.cells])
        cells = [html.Div([heading(words.versions_cells, money.unit_text, level=3), grid], className="wide")]
    return html.Section(
        [*tables, *cells, *paragraphs([money.note or ""], "quiet lines")], className="version-money"
    )


def _amount(row: MoneyChange) -> Component:
    cells = (row.before_text, row.after_text, row.difference_text)
    return _row(row.label, cells, is_sum=row.is_sum)


def _cells(row: CellChanges) -> Component:
    return _row(row.label, row.texts, is_sum=row.is_sum)


def _row(label: str, cells: Sequence[str], *, is_sum: bool) -> Component:
    parts = [html.Th(label, scope="row"), *[html.Td(cell) for cell in cells]]
    return html.Tr(parts, className="current" if is_sum else None)


def _targets(shown: Versions, words: Words) -> Component:
    if not shown.targets:
        return html.Section([heading(words.versions_targets, words.versions_targets_none, level=3)])
    heads = (words.versions_targets, shown.before_name, shown.after_name, words.versions_difference)
    rows = [_target(each) for each in shown.targets]
    return html.Section([heading(words.versions_targets, level=3), _table(heads, rows)])


def _target(each: TargetChange) -> Component:
    return _row(each.quarter, (each.before_text, each.after_text, each.difference_text), is_sum=False)


def _table(heads: Sequence[str], rows: Sequence[Component]) -> Component:
    head = html.Thead(html.Tr([html.Th(text, scope="col") for text in heads]))
    return html.Table([head, html.Tbody(rows)], className="plans")
