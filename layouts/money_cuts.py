"""The cuts of the money, each as its chart, its table and what the chart cannot show."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.screens.money_changes import ChangesCut
from dashboard.screens.money_flow import FlowCut
from dashboard.screens.money_formulas import FormulasCut
from dashboard.screens.money_gaps import GapsCut
from dashboard.screens.money_stages import StageGroup, StageLine, StagesCut
from dashboard.screens.money_tree import Branch, TreeCut
from dashboard.screens.money_years import YearsCut
from dashboard.screens.texts import RateLine
from dashboard.screens.told import sentence
from layouts import ids
from layouts.figures.funding import SOURCE_TOKENS
from layouts.figures.money_changes import changes_figure
from layouts.figures.money_flow import flow_figure
from layouts.figures.money_stages import stages_figure
from layouts.figures.money_tree import tree_figure
from layouts.figures.money_years import years_figure
from layouts.money_parts import amounts, budget_names, budget_table, check, rates, section, tabs
from layouts.pane import Pane
from layouts.parts import explain, heading, link, paragraphs
from layouts.theme import Look
from layouts.told import chart, said


def years(cut: YearsCut, look: Look) -> list[Component]:
    return [
        Pane(ids.pane("funds-years"), heading(cut.title, cut.key_text)),
        html.Div(
            [
                chart("funds-years", years_figure(cut.table, cut.term_word, look), "funds-chart years-chart"),
                Pane(
                    ids.pane("funds-years-table"),
                    html.Div(
                        [
                            _told("funds-years", cut.title, _named(cut.rates), cut.check.text),
                            amounts(cut.table, "by-year", ids.values("funds-years")),
                            check(cut.check),
                        ]
                    ),
                ),
            ],
            className="funds-scroll",
        ),
        Pane(
            ids.pane("funds-years-rates"),
            html.Div(
                [
                    section(cut.rates_title, rates(cut.rates)),
                    section(cut.deferred_title, rates(cut.deferred), *paragraphs(cut.notes, "funds-note")),
                ],
                className="funds-pair",
            ),
        ),
    ]


def stages(cut: StagesCut, look: Look) -> list[Component]:
    return [
        Pane(
            ids.pane("funds-stages"),
            html.Div(
                [
                    heading(cut.title, cut.key_text, cut.unit_text),
                    tabs(cut.years, "parts", cut.title),
                ]
            ),
        ),
        html.Div(
            [
                chart(
                    "funds-stages",
                    stages_figure(cut, look),
                    f"funds-chart stages-chart rows-{len(cut.groups)}",
                ),
                Pane(ids.pane("funds-stages-table"), html.Div([_told_stages(cut), _stage_table(cut)])),
            ],
            className="funds-beside",
        ),
        Pane(
            ids.pane("funds-stages-notes"),
            html.Div([*([check(cut.check)] if cut.check else []), *paragraphs(cut.notes, "funds-note")]),
        ),
    ]


def _told_stages(cut: StagesCut) -> Component:
    groups = (
        f"{group.name} " + ", ".join(f"{line.name} {line.total.text}" for line in group.lines)
        for group in cut.groups
    )
    return _told("funds-stages", f"{cut.title}({cut.unit_text})", *groups)


def _stage_table(cut: StagesCut) -> Component:
    head = html.Thead(html.Tr([html.Th(text, scope="col") for text in cut.heads]))
    bodies = [_stage_group(group, len(cut.heads)) for group in cut.groups]
    return html.Table([head, *bodies], className="funds-list funds-stages", id=ids.values("funds-stages"))


def _stage_group(group: StageGroup, columns: int) -> Component:
    note = [html.Span(group.note, className="quiet")] if group.note else []
    name = html.Th(
        [html.I(className=f"swatch sw-{SOURCE_TOKENS[group.source]}"), group.name, " ", *note],
        scope="rowgroup",
        colSpan=columns,
    )
    return html.Tbody([html.Tr(name, className="group"), *[_stage_line(line) for line in group.lines]])


def _stage_line(line: StageLine) -> Component:
    rate = [html.B(line.rate.value_text), html.Small(line.rate.fraction_text)] if line.rate else []
    return html.Tr(
        [
            html.Th([line.name, explain(line.explain)], scope="row"),
            html.Td(line.total.text, title=line.total.exact_text),
            html.Td(line.asked.text if line.cells_text else "", title=line.asked.exact_text),
            html.Td(rate, className="rate"),
            html.Td(line.cells_text, className="quiet"),
        ]
    )


def tree(cut: TreeCut, look: Look) -> list[Component]:
    levels = [html.Li([html.I(className=f"swatch lv-{level}"), word]) for level, word in cut.levels]
    key = html.Ul(levels, className="key")
    undrawn = (
        [section(cut.undrawn_title, *[budget_names(each) for each in cut.undrawn])] if cut.undrawn else []
    )
    return [
        Pane(
            ids.pane("funds-tree"),
            html.Div(
                [heading(cut.title, cut.lead), html.Div([html.P(cut.help_text), key], className="with-help")]
            ),
        ),
        html.Div(
            [
                chart("funds-tree", tree_figure(cut, look), "funds-chart tree-chart"),
                Pane(
                    ids.pane("funds-tree-table"),
                    html.Div([_told_tree(cut), _branches(cut), check(cut.check), *undrawn]),
                ),
            ],
            className="funds-beside wide",
        ),
    ]


def _told_tree(cut: TreeCut) -> Component:
    branches = ", ".join(f"{branch.label} {branch.amount_text}" for branch in cut.branches)
    return _told("funds-tree", cut.title, branches, cut.check.text)


def _branches(cut: TreeCut) -> Component:
    head = html.Thead(html.Tr([html.Th(text, scope="col") for text in cut.heads]))
    rows = [_branch(branch) for branch in cut.branches]
    return html.Table([head, html.Tbody(rows)], className="funds-list", id=ids.values("funds-tree"))


def _branch(branch: Branch) -> Component:
    name = link(branch.label, branch.href) if branch.href else branch.label
    rate = [html.B(branch.rate.value_text), html.Small(branch.rate.fraction_text)]
    return html.Tr(
        [
            html.Th(name, scope="row"),
            html.Td(branch.projects_text),
            html.Td(branch.amount_text),
            html.Td(rate, className="rate", title=branch.rate.definition),
        ]
    )


def flow(cut: FlowCut, look: Look) -> list[Component]:
    return [
        Pane(ids.pane("funds-flow"), heading(cut.title, cut.lead)),
        chart("funds-flow", flow_figure(cut, look), "funds-chart flow-chart"),
        Pane(
            ids.pane("funds-flow-table"),
            html.Div(
                [
                    _told("funds-flow", cut.title, cut.lead, cut.check.text),
                    *paragraphs([cut.undrawn_text or ""], "funds-note late-text"),
                    section(
                        cut.table_title,
                        html.Div(amounts(cut.table, name=ids.values("funds-flow")), className="funds-scroll"),
                    ),
                    check(cut.check),
                ]
            ),
        ),
    ]


def changes(cut: ChangesCut, look: Look) -> list[Component]:
    drawn = (
        [chart("funds-changes", changes_figure(cut, look), "funds-chart changes-chart")] if cut.bars else []
    )
    return [
        Pane(
            ids.pane("funds-changes"),
            html.Div([heading(cut.title, cut.unit_text), rates([cut.rate])], className="funds-one-rate"),
        ),
        *drawn,
        Pane(ids.pane("funds-changes-table"), _changed(cut)),
    ]


def _changed(cut: ChangesCut) -> Component:
    without = [budget_names(cut.without_base)] if cut.without_base else []
    if cut.empty_text:
        found: list[Component] = [html.P(cut.empty_text, className="say")]
    else:
        bars = ", ".join(f"{bar.label} {bar.text}" for bar in cut.bars)
        told = _told("funds-changes", f"{cut.title}({cut.unit_text})", bars)
        found = [
            told,
            _reasons(cut),
            section(cut.projects.title, budget_table(cut.projects, cut.project_heads)),
        ]
    return html.Div([*found, *without, check(cut.check), *paragraphs(cut.notes, "funds-note")])


def _reasons(cut: ChangesCut) -> Component:
    head = html.Thead(html.Tr([html.Th(text, scope="col") for text in cut.reason_heads]))
    rows = [
        html.Tr(
            [
                html.Th(each.reason, scope="row"),
                *[
                    html.Td(text)
                    for text in (each.projects_text, each.added_text, each.taken_text, each.amount_text)
                ],
            ],
            className="quiet" if each.is_unknown else "",
        )
        for each in cut.reasons
    ]
    return html.Table(
        [head, html.Tbody(rows)], className="funds-list reasons", id=ids.values("funds-changes")
    )


def gaps(cut: GapsCut) -> Component:
    told = " · ".join(text for text in (cut.sum_text, cut.even_text) if text)
    short: Sequence[Component] = (
        [html.P(cut.empty_text, className="say")]
        if cut.empty_text
        else [budget_table(cut.short, cut.heads, with_bar=True)]
    )
    over = [section(cut.over.title, budget_table(cut.over, cut.heads, with_bar=True))] if cut.over else []
    untold = [budget_names(each) for each in (cut.unsecured, cut.unplanned) if each]
    return Pane(
        ids.pane("funds-gaps"),
        html.Div(
            [
                heading(cut.title, told),
                tabs(cut.bases, "parts", cut.title),
                rates([cut.rate]),
                *short,
                *over,
                *untold,
                check(cut.check),
            ],
            className="funds-one-rate",
        ),
    )


def formulas(cut: FormulasCut) -> Component:
    head = html.Thead(html.Tr([html.Th(text, scope="col") for text in cut.heads]))
    rows = [
        html.Tr(
            [
                html.Th(each.name, scope="row"),
                html.Td(html.B(each.value_text)),
                html.Td(each.fraction_text),
                html.Td(each.definition, className="definition"),
            ]
        )
        for each in cut.rates
    ]
    rules = html.Ul([html.Li(rule) for rule in cut.rules], className="funds-rules")
    return Pane(
        ids.pane("funds-formulas"),
        html.Div(
            [
                heading(cut.title),
                html.Table([head, html.Tbody(rows)], className="funds-list formulas"),
                section(cut.rules_title, rules),
            ]
        ),
    )


def _told(name: str, *parts: str) -> Component:
    return said(name, sentence(*parts))


def _named(found: Sequence[RateLine]) -> str:
    return ", ".join(f"{rate.name} {rate.value_text}({rate.fraction_text})" for rate in found)
