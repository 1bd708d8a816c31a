"""The screen of an address, drawn: the room's snapshot -> a view-model -> a layout."""

from dash.development.base_component import Component

import layouts.blank
import layouts.data
import layouts.project
import layouts.room
from callbacks.pages import Draw, Drawing, Room
from dashboard import urls
from dashboard.access import LOCAL_VISITOR, Action, may
from dashboard.domain.words import Words
from dashboard.screens.data import data
from dashboard.screens.header import header
from dashboard.screens.project import project
from dashboard.screens.room import room as room_screen
from layouts.theme import Look


def drawer(room: Room, words: Words) -> Draw:
    """How this room draws an address, for one size of screen."""

    def draw(address: urls.Address, look: Look) -> Drawing:
        portfolio = room.portfolio
        head = header(portfolio, address.page, room.sources(), room.problem, words)
        title, content, is_found = _content(room, address, look, words)
        return Drawing(f"{title} · {words.brand}", head, content, is_found)

    return draw


def _content(room: Room, address: urls.Address, look: Look, words: Words) -> tuple[str, Component, bool]:
    portfolio, today = room.portfolio, room.today
    way_out = (words.to_room, urls.room())
    if address.page is urls.Page.DATA:
        screen = data(portfolio, room.sources(), may(LOCAL_VISITOR, Action.REFRESH), today, words)
        return screen.title, layouts.data.build(screen, words), True
    if address.page is urls.Page.MISSING:
        title, text = words.page_missing_title, words.page_missing_text
        return title, layouts.blank.build(title, text, way_out), False
    if portfolio is None:
        title, text = words.no_snapshot_title, words.no_snapshot_text
        return title, layouts.blank.build(title, text), True
    if address.page is urls.Page.ROOM:
        overview = room_screen(portfolio, address, today, words)
        return overview.title, layouts.room.build(overview, words), True
    found = project(portfolio, address, today, words)
    if found is None:
        title, text = (
            words.project_missing_title,
            words.project_missing_text.format(project_id=address.project_id),
        )
        return title, layouts.blank.build(title, text, way_out), False
    return f"{found.number_text} {found.name}", layouts.project.build(found, words, look), True
