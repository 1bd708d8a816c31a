"""목표 대비: a table of scores, each with its parts, and the projects that are to move the statistic."""

from dash import html
from dash.development.base_component import Component

from dashboard.screens.city_scores import ProjectLink, ScoreCell, ScoreRow, ScoreTable
from layouts.apart import apart
from layouts.parts import explain, heading, link


@apart
def scores(table: ScoreTable) -> Component:
    """A section of its own under the panels."""
    head = html.Thead(html.Tr([html.Th(text, scope="col") for text in table.heads]))
    rows = html.Tbody([_row(row) for row in table.rows])
    return html.Section(
        [
            heading([table.title, explain([table.title, *table.definitions])], table.note),
            html.Div(html.Table([head, rows], className="city-table scores"), className="scores-scroll"),
        ],
        className="city-scores",
    )


def _row(row: ScoreRow) -> Component:
    return html.Tr(
        [
            html.Th([link(row.name, row.href), html.Small(row.direction_text)], scope="row"),
            html.Td([row.goal_text, html.Small(row.source_text)] if row.source_text else row.goal_text),
            *[_cell(cell) for cell in row.cells],
            html.Td([*[_project(each) for each in row.projects], row.projects_text], className="projects"),
        ]
    )


def _cell(cell: ScoreCell | None) -> Component:
    if cell is None:
        return html.Td("", className="score none")
    return html.Td(html.Span(cell.text, title=cell.title), className=f"score {cell.state}")


def _project(each: ProjectLink) -> Component:
    return link(each.text, each.href, title=each.title) if each.href else html.Span(each.text)
