"""What stands below the first screen of a project: 성과지표, related projects, documents."""

from dash import html
from dash.development.base_component import Component

from dashboard.screens.project import ProjectScreen
from dashboard.screens.project_documents import DocumentLine, Documents
from dashboard.screens.project_results import ResultCell, ResultRow, Results, Statistic
from dashboard.screens.related import Related, RelatedProject
from layouts.apart import apart
from layouts.parts import Children, bar, explain, heading, link, outside, paragraphs, status_mark


def more(screen: ProjectScreen) -> Component:
    """Three columns: results, related projects, documents with the city statistics."""
    papers = html.Div([_documents(screen.documents), _statistics(screen.results)])
    return html.Div([_results(screen.results), _related(screen.related), papers], className="project-more")


# ---- results ----


@apart
def _results(shown: Results) -> Component:
    title = heading([shown.title, explain(shown.explain)], shown.key_text if shown.rows else None)
    if shown.empty_text:
        return html.Section([title, html.P(shown.empty_text, className="quiet lines")])
    head = html.Thead(html.Tr([html.Th(text, scope="col") for text in shown.heads]))
    table = html.Table([head, html.Tbody([_result(row) for row in shown.rows])], className="results")
    parts = [
        title,
        html.Div(table, className="results-scroll"),
        *_mean(shown),
        *paragraphs(shown.notes, "quiet lines"),
    ]
    return html.Section(parts)


def _mean(shown: Results) -> list[Component]:
    if shown.mean is None:
        return []
    mean = shown.mean
    said: Children = [
        mean.name,
        " ",
        html.B(mean.value_text),
        " ",
        html.Span(mean.fraction_text, className="quiet"),
    ]
    return [html.P(said, className="lines", title=mean.definition)]


def _result(row: ResultRow) -> Component:
    remark = [html.Small(row.remark)] if row.remark else []
    name = html.Th([row.name, explain(row.explain), *remark, *paragraphs(row.notes, "raw")], scope="row")
    return html.Tr([name, *[_cell(cell) for cell in row.cells]], key=row.name)


def _cell(cell: ResultCell | None) -> Component:
    if cell is None:
        return html.Td()
    track = [html.Span(bar(cell.bar, "f-ink"), className="track")] if cell.bar is not None else []
    over = [html.Em(cell.over_text)] if cell.over_text else []
    rate = html.B(cell.rate_text) if cell.rate is not None else html.Span(cell.rate_text, className="quiet")
    return html.Td([html.Span(cell.text, className="nb"), rate, *track, *over], title=cell.title)


@apart
def _statistics(shown: Results) -> Component:
    title = heading(shown.statistics_title)
    if shown.statistics_empty:
        return html.Section([title, html.P(shown.statistics_empty, className="quiet lines")])
    rows = [
        html.Li([_statistic_name(each), " ", html.Span(each.text, className="quiet")])
        for each in shown.statistics
    ]
    return html.Section([title, html.Ul(rows, className="lines")])


def _statistic_name(each: Statistic) -> Component:
    return html.B(link(each.name, each.href) if each.href else each.name)


# ---- related projects and documents ----


@apart
def _related(shown: Related) -> Component:
    title = heading(shown.title)
    if shown.empty_text:
        return html.Section([title, html.P(shown.empty_text, className="quiet lines")])
    rows = [_related_row(row, shown.compare_text) for row in shown.rows]
    rest = link(shown.more_text, shown.more_href) if shown.more_href else shown.more_text
    more_rows = [html.P(rest, className="lines")] if shown.more_text else []
    return html.Section([title, html.Ul(rows, className="lines related"), *more_rows])


def _related_row(row: RelatedProject, compare_text: str) -> Component:
    reason = html.Span(row.reason, className="quiet")
    return html.Li(
        [
            status_mark(row.status, row.status_word),
            link(row.text, row.href),
            html.P([reason, " ", link(compare_text, row.compare_href, "way")]),
        ],
        key=row.project_id,
    )


@apart
def _documents(shown: Documents) -> Component:
    title = heading(shown.title, shown.note)
    if shown.empty_text:
        return html.Section([title, html.P(shown.empty_text, className="quiet lines")])
    return html.Section([title, html.Ul([_document(line) for line in shown.lines], className="lines papers")])


def _document(line: DocumentLine) -> Component:
    """Only an address of the city's own network is a link; nothing of it is loaded here."""
    name: Children = line.title
    if line.href:
        name = outside(line.title, line.href)
    about = " · ".join(part for part in (line.kind, line.date_text, line.address_text) if part)
    return html.Li([name, " ", html.Span(about, className="quiet"), *paragraphs(line.notes, "raw")])
