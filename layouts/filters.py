"""The filter over a screen: facets that open in place, what is chosen, what an address asked in vain."""

from dash import html
from dash.development.base_component import Component

from dashboard.domain.facets import Facet
from dashboard.screens.filters import Chip, FacetGroup, FacetOption, FilterBar
from layouts.apart import apart
from layouts.parts import HIDDEN, MENU, current, link, named


@apart
def build(bar: FilterBar, without: tuple[Facet, ...] = ()) -> Component:
    """The bar over a screen; facets in `without` are offered by the screen itself, in another shape."""
    line = html.Div([_facets(bar, without), *_chosen(bar)], className="filter-line")
    return html.Section([line, *_ignored(bar)], className="filters", **named(bar.title))


def folded(bar: FilterBar, without: tuple[Facet, ...] = ()) -> Component:
    """The same behind one word, for a screen that has a line of switches of its own."""
    menu = html.Details([html.Summary(bar.title), html.Div(_facets(bar, without), className="sheet")], **MENU)
    return html.Div([menu, *_chosen(bar), *_ignored(bar)], className="filters folded", **named(bar.title))


def _facets(bar: FilterBar, without: tuple[Facet, ...]) -> Component:
    return html.Ul([_group(group) for group in bar.groups if group.facet not in without], className="facets")


def _chosen(bar: FilterBar) -> list[Component]:
    """What is chosen, how many projects are left, and the way back to all of them."""
    clear = [link(bar.clear_text, bar.clear_href, "clear")] if bar.clear_href else []
    chips = html.Ul([_chip(chip) for chip in bar.chips], className="chips")
    return [chips, html.Span(bar.result_text, className="result"), *clear]


def _ignored(bar: FilterBar) -> list[Component]:
    return [html.P(sentence, className="ignored", role="status") for sentence in bar.ignored]


def _group(group: FacetGroup) -> Component:
    summary = html.Summary(group.label, className="on" if group.text else "", title=group.text)
    options = html.Ul([_option(option) for option in group.options])
    return html.Li(html.Details([summary, options], **MENU), key=group.facet.value)


def _option(option: FacetOption) -> Component:
    box = html.I(className="box on" if option.is_on else "box", **HIDDEN)
    content = [box, html.Span(option.label, className="value"), html.B(option.count_text)]
    empty = "" if option.count or option.is_on else "none"
    return html.Li(link(content, option.href, empty), key=option.key, **current(option.is_on))


def _chip(chip: Chip) -> Component:
    return html.Li(
        link([chip.text, html.I(className="gl gl-close", **HIDDEN)], chip.href, "chip", chip.title)
    )
