"""재원: tabs over seven cuts through the same money, each a chart over its table, and what does not add up."""

from dash import html
from dash.development.base_component import Component

import layouts.budget
import layouts.filters
from dashboard.screens.money import MoneyFigure, MoneyScreen
from dashboard.screens.money_changes import ChangesCut
from dashboard.screens.money_flow import FlowCut
from dashboard.screens.money_gaps import GapsCut
from dashboard.screens.money_lines import LinesCut
from dashboard.screens.money_stages import StagesCut
from dashboard.screens.money_tree import TreeCut
from dashboard.screens.money_years import YearsCut
from layouts import ids
from layouts.apart import apart
from layouts.money_cuts import changes, flow, formulas, gaps, stages, tree, years
from layouts.money_parts import tabs
from layouts.pane import Pane
from layouts.parts import explain, heading, number, paragraphs, sources_line
from layouts.room import mismatch
from layouts.theme import Look


def build(screen: MoneyScreen, look: Look) -> Component:
    """The screen: what is chosen, the four figures, one cut, what does not add up."""
    empty = [html.P(screen.empty_text, className="areas-empty")] if screen.empty_text else []
    return html.Div(
        [
            Pane(ids.pane("funds-top"), _top(screen)),
            *([Pane(ids.pane("funds-empty"), html.Div(empty))] if empty else _cut(screen, look)),
            Pane(ids.pane("funds-foot"), _foot(screen)),
        ],
        className="screen funds",
    )


@apart
def _top(screen: MoneyScreen) -> Component:
    head = html.Div(
        [html.H1([screen.title, html.Small(screen.lead)]), tabs(screen.tabs, "cuts", screen.title)],
        className="funds-head",
    )
    figures = html.Dl([_figure(each) for each in screen.figures], className="funds-figures")
    return html.Div([layouts.filters.build(screen.filters), head, figures])


def _figure(each: MoneyFigure) -> Component:
    value = "value none" if each.is_missing else "value"
    return html.Div(
        [
            html.Dt([each.label, explain(each.explain)]),
            html.Dd(number(each.value_text), className=value),
            html.Dd(each.partner_text, className="partner"),
        ]
    )


@apart
def _cut(screen: MoneyScreen, look: Look) -> list[Component]:
    cut = screen.cut
    if isinstance(cut, YearsCut):
        return years(cut, look)
    if isinstance(cut, StagesCut):
        return stages(cut, look)
    if isinstance(cut, TreeCut):
        return tree(cut, look)
    if isinstance(cut, FlowCut):
        return flow(cut, look)
    if isinstance(cut, ChangesCut):
        return changes(cut, look)
    if isinstance(cut, LinesCut):
        return layouts.budget.cut(cut)
    return [gaps(cut)] if isinstance(cut, GapsCut) else [formulas(cut)]


def _foot(screen: MoneyScreen) -> Component:
    lines = html.Ul([mismatch(each) for each in screen.mismatches])
    mismatches = (
        [html.Section([heading(screen.mismatch_title), lines], className="mismatches")]
        if screen.mismatches
        else []
    )
    return html.Div(
        [
            *mismatches,
            *paragraphs(screen.notes, "funds-note"),
            sources_line([screen.source_text, screen.as_of_text], ()),
        ],
        className="funds-foot",
    )
