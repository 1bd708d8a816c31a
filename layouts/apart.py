"""A part of a page that cannot be drawn says so in its place, and every other part stays."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from dash import html
from dash.development.base_component import Component

from dashboard.screens.apart import PLACE

LOG = logging.getLogger(__name__)

Draw = TypeVar("Draw", bound=Callable[..., Any])
Element = Callable[..., Component]


def apart(draw: Draw, as_: Element = html.Div) -> Draw:
    """`draw`, of which a failure is a sentence with the part's name. Use it where a page puts parts together."""
    name = f"{draw.__module__.rpartition('.')[2]}.{draw.__name__.strip('_')}"
    gives_list = getattr(draw.__annotations__["return"], "__origin__", None) is list

    @wraps(draw)
    def drawn(*given: Any, **more: Any) -> Any:
        try:
            return draw(*given, **more)
        except Exception:
            LOG.exception("%s cannot be drawn", name)
            failed = as_(f"{PLACE} ({name})", className="part-error", role="alert")
            return [failed] if gives_list else failed

    return cast(Draw, drawn)
