"""Which projects an address compares: their ids in one option, apart by commas, each percent-encoded."""

from collections.abc import Iterable
from urllib.parse import quote, unquote

from dashboard import urls
from dashboard.screens.texts import View
from dashboard.urls import Page

MOST_COMPARED = 4


def ids_of(text: str | None) -> tuple[str, ...]:
    """The ids in the option, each once, in the order in which they were chosen."""
    given = [unquote(part) for part in (text or "").split(",")]
    return tuple(dict.fromkeys(each for each in given if each))


def compare_href(view: View, ids: Iterable[str]) -> str:
    """The comparison of these projects, with the filter and the version of the screen one comes from."""
    text = ",".join(quote(each, safe="") for each in ids)
    return urls.href(view.here.to(Page.COMPARE).with_option("ids", text))
