"""The papers of an address: the card of a project, the report of a quarter, for the screen and for a file."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from callbacks.pages import Room
from dashboard import urls
from dashboard.domain.picture import Picture
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.words import Words
from dashboard.screens.card import card
from dashboard.screens.paper import PaperScreen
from dashboard.screens.report import (
    OPTION,
    Findings,
    Known,
    asked_moment,
    quarter_before,
    report,
    reported_quarter,
)
from dashboard.screens.selection import known_address
from dashboard.screens.texts import View


def at_moment(room: Room, address: urls.Address) -> urls.Address:
    """The address; a report of an earlier quarter as of the newest data that this quarter had."""
    if address.page is not urls.Page.REPORT or address.as_of:
        return address
    basis = room.portfolio.facts.basis_date if room.portfolio else None
    asked = asked_moment(address, basis)
    return replace(address, as_of=asked) if asked else address


def of_any_quarter(address: urls.Address) -> urls.Address:
    """The address for the ways to other moments: the quarter of a report is that of its data."""
    return address.with_option(OPTION, None) if address.page is urls.Page.REPORT else address


def paper_at(room: Room, address: urls.Address, words: Words) -> PaperScreen | None:
    """The paper at an address; None where there is none, or no data of its moment."""
    make, there = PAPERS.get(address.page), at_moment(room, address)
    picture = room.look(there.as_of)
    if make is None or picture.portfolio is None:
        return None
    return make(room, picture, picture.portfolio, there, words)


def _card(
    _room: Room, picture: Picture, portfolio: Portfolio, address: urls.Address, words: Words
) -> PaperScreen | None:
    return card(portfolio, address, picture.today, words)


def _report(
    room: Room, picture: Picture, portfolio: Portfolio, address: urls.Address, words: Words
) -> PaperScreen | None:
    on = portfolio.status_date(picture.today)
    before = quarter_before(reported_quarter(address, on))
    since = room.changes(before.last.isoformat(), picture.moment) if picture.moment else None
    view = View(portfolio, known_address(portfolio, address, on), on, words)
    lost = None if picture.is_past else _findings(room)
    return report(view, Known(since, room.moments, lost))


def _findings(room: Room) -> Findings:
    found = [source.findings for source in room.sources()]
    return Findings(sum(len(each.set_aside) for each in found), sum(len(each.unread) for each in found))


Make = Callable[[Room, Picture, Portfolio, urls.Address, Words], PaperScreen | None]
PAPERS: Mapping[urls.Page, Make] = MappingProxyType({urls.Page.CARD: _card, urls.Page.REPORT: _report})
