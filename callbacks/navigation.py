"""An address or a newer data version -> what is on the page."""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

import orjson
from dash import ALL, ClientsideFunction, Dash, Input, Output, Patch, State, ctx, no_update
from orjson import Fragment

from callbacks.gate import wanted_page
from callbacks.guard import LONGEST_ADDRESS, MOST_PARTS, is_part_name
from callbacks.pages import Page
from callbacks.shapes import Check, maybe, number, record, table, text
from callbacks.visitors import Visitors
from dashboard import urls
from layouts import ids

SMALLEST_SCALE, LARGEST_SCALE = 0.5, 4.0
LONGEST_TEXT = 2000
"""Signs of a title, a token or a mark that a page sends back."""

CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        f"{ids.ADDRESS}.data": maybe(record(href=text(LONGEST_ADDRESS), scale=number(0, 100))),
        f"{ids.DATA_VERSION}.data": maybe(text(LONGEST_TEXT)),
        f"{ids.SHOWN}.data": maybe(
            record(
                screen=text(LONGEST_ADDRESS),
                token=text(LONGEST_TEXT),
                title=text(LONGEST_TEXT),
                zooms=table(MOST_PARTS, is_part_name, text(LONGEST_TEXT)),
                sheet=text(LONGEST_TEXT),
            )
        ),
    }
)
"""What a page sends for the callbacks below."""


class ScreenFailed(Exception):
    """Newer data of the screen that is open cannot be drawn."""


def register(app: Dash, visitors: Visitors) -> None:
    """First paint, a click, the back button, a shared address and a refresh are all this one path."""

    def client(function: str) -> ClientsideFunction:
        return ClientsideFunction(ids.CLIENT, function)

    app.clientside_callback(
        client(ids.CLIENT_ADDRESS),
        Output(ids.ADDRESS, "data"),
        Input(ids.ADDRESS_BAR, "href"),
        Input(ids.VIEWPORT, "data"),
    )
    app.clientside_callback(client(ids.CLIENT_ARRIVED), Output(ids.MAIN, "title"), Input(ids.SHOWN, "data"))
    app.clientside_callback(
        client(ids.CLIENT_WARM_UP), Output(ids.WARM_UP, "title"), Input(ids.WARM_UP_GRAPH, "data")
    )

    app.clientside_callback(
        client(ids.CLIENT_FOLLOW),
        Output(ids.PAGE, "title"),
        Input({"type": ids.FIGURE_TYPE, "name": ALL}, "clickData"),
        prevent_initial_call=True,
    )

    @app.callback(
        Output(ids.PAGE, "children"),
        Output({"type": ids.PANE_TYPE, "name": ALL}, "tree"),
        Output({"type": ids.FIGURE_TYPE, "name": ALL}, "figure"),
        Output(ids.SHOWN, "data"),
        Input(ids.ADDRESS, "data"),
        Input(ids.DATA_VERSION, "data"),
        State(ids.SHOWN, "data"),
        prevent_initial_call=True,
    )
    def show(address: Any, _version: Any, shown: Any) -> tuple[Any, list[Any], list[Any], Any]:
        """The whole page for another screen; for newer data or another filter what is there, drawn anew."""
        href, scale = _asked(address)
        visitors.note_view(href)
        page = visitors.pages().page(href, scale)
        if page.status is HTTPStatus.FORBIDDEN:
            visitors.note_denied(wanted_page(href))
        if page.status is HTTPStatus.INTERNAL_SERVER_ERROR and _is_same_screen(page, shown):
            raise ScreenFailed(page.key)  # what is there stays, and a sentence says so
        panes, figures = _names(ctx.outputs_list[1]), _names(ctx.outputs_list[2])
        if _is_on_screen(page, shown, panes, figures):
            trees = [Fragment(page.pane(name)) for name in panes]
            return no_update, trees, [_redrawn(page, shown, name) for name in figures], page.shown
        header = Fragment(page.pane(ids.HEADER))
        only_header = [header if name == ids.HEADER else no_update for name in panes]
        return Fragment(page.content), only_header, [no_update for _ in figures], page.shown


def _asked(address: Any) -> tuple[str, float]:
    """Address and scale out of what a browser sent, whatever it sent."""
    given = address if isinstance(address, dict) else {}
    href, scale = given.get("href"), given.get("scale")
    is_usable = isinstance(scale, int | float) and SMALLEST_SCALE <= scale <= LARGEST_SCALE
    return href if isinstance(href, str) else urls.room(), round(float(scale or 1), 2) if is_usable else 1.0


def _names(outputs: Any) -> list[str]:
    return [output["id"]["name"] for output in outputs]


def _is_on_screen(page: Page, shown: Any, panes: list[str], figures: list[str]) -> bool:
    same_parts = set(panes) == set(page.panes) and set(figures) == set(page.figures)
    return _is_same_screen(page, shown) and same_parts


def _is_same_screen(page: Page, shown: Any) -> bool:
    return isinstance(shown, dict) and shown.get("screen") == page.screen


def _redrawn(page: Page, shown: Any, name: str) -> Any:
    """The figure anew: whole where the address asks for another window than before, else without its ranges."""
    before = shown.get("zooms")
    is_same = page.zooms.get(name) == (before.get(name) if isinstance(before, dict) else None)
    written = page.figure(name)
    return _without_ranges(orjson.loads(written)) if is_same else Fragment(written)


def _without_ranges(figure: dict[str, Any]) -> Patch:
    """The figure as a Patch that leaves the ranges of the axes alone: what a person zoomed to stays.

    The range of an axis that nobody can zoom (`fixedrange`) is the figure's own and is sent.

    Dash 4.4.1 writes a zoom back into the figure, so a whole new figure would undo it.
    """
    patch = Patch()
    patch["data"] = figure["data"]
    for name, value in figure["layout"].items():
        if "axis" not in name:
            patch["layout"][name] = value
            continue
        for option, setting in value.items():
            if option != "range" or value.get("fixedrange"):
                patch["layout"][name][option] = setting
    return patch
