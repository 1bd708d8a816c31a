"""The feeds of city statistics on the data page: a table of how they stand, and what came in last."""

from dash import html
from dash.development.base_component import Component

from dashboard.domain.runs import Freshness
from dashboard.screens.feeds import FeedBlock, FeedRow, TransferRow
from layouts.parts import heading, paragraphs


def build(block: FeedBlock) -> Component:
    """A section of the page of data."""
    return html.Section(
        [
            heading(block.title),
            *paragraphs([block.lead], "quiet"),
            *paragraphs([block.failed_text or ""], "source-error"),
            _table(block.heads, [row for feed in block.rows for row in _feed(feed)], "feeds"),
            html.H3(block.transfers_title),
            *paragraphs([block.empty_text or ""], "quiet"),
            *(
                [_table(block.transfer_heads, [_transfer(each) for each in block.transfers], "transfers")]
                if block.transfers
                else []
            ),
        ],
        className="source feeds-block",
    )


def _table(heads: tuple[str, ...], rows: list[Component], class_name: str) -> Component:
    head = html.Thead(html.Tr([html.Th(text, scope="col") for text in heads]))
    return html.Div(html.Table([head, html.Tbody(rows)], className=class_name), className="feeds-scroll")


def _feed(row: FeedRow) -> list[Component]:
    """The row of a feed, and under it what ails it."""
    state = html.Span(row.freshness_text, className=f"fresh-{Freshness(row.freshness).name.lower()}")
    cells = (row.good_text, row.newest_text, row.period_text, row.used_text, row.lost_text)
    name = html.Th([row.name, html.Small(row.credit)], scope="row")
    said = [*([row.problem] if row.problem else []), *row.lost_lines]
    more = html.Tr(html.Td([html.P(text) for text in said], colSpan=len(cells) + 2), className="feed-problem")
    return [html.Tr([name, html.Td(state), *map(html.Td, cells)]), *([more] if said else [])]


def _transfer(row: TransferRow) -> Component:
    return html.Tr(
        [
            html.Th(row.name, scope="row"),
            html.Td(row.received_text),
            html.Td(row.state_text, className=f"transfer-{row.state}"),
            html.Td(row.sentence),
        ]
    )
