"""The screen of an address, drawn: the room's snapshot -> a view-model -> a layout."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus
from types import MappingProxyType

from dash.development.base_component import Component

import layouts.admin
import layouts.audit
import layouts.blank
import layouts.city
import layouts.compare
import layouts.data
import layouts.help
import layouts.map
import layouts.money
import layouts.paper
import layouts.project
import layouts.room
import layouts.since
import layouts.table
import layouts.timeline
from callbacks.gate import may_see
from callbacks.pages import Draw, Drawing, Room
from callbacks.papers import at_moment, of_any_quarter, paper_at
from callbacks.refusals import Refusal
from dashboard import urls
from dashboard.domain.access import Action, Actor, may
from dashboard.domain.city.history import HistoryAway
from dashboard.domain.city_map import CityMap
from dashboard.domain.moments import Moment, PastAway
from dashboard.domain.picture import Picture
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.words import Words
from dashboard.screens.admin import admin, clock_line
from dashboard.screens.audit import ROWS_OF_PAGE, asked_month, asked_question, audit_screen
from dashboard.screens.city import city_screen
from dashboard.screens.compare import compare
from dashboard.screens.data import data
from dashboard.screens.feeds import feed_block
from dashboard.screens.header import NavItem, header, moment_links, past_bar, views_menu
from dashboard.screens.help import help_screen
from dashboard.screens.map import city_map_screen
from dashboard.screens.money import money
from dashboard.screens.project import project
from dashboard.screens.project_statistics import with_targets
from dashboard.screens.room import room as room_screen
from dashboard.screens.search import found
from dashboard.screens.selection import known_address
from dashboard.screens.since import Compared, changes_screen
from dashboard.screens.table import table
from dashboard.screens.texts import View
from dashboard.screens.timeline import timeline
from layouts.theme import Look

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sight:
    """What a screen is drawn from: the data of a moment, and the room for what is not data of a city."""

    room: Room
    moment: Moment
    portfolio: Portfolio
    here: urls.Address
    today: date
    words: Words
    look: Look
    city_map: CityMap
    actor: Actor


@dataclass(frozen=True, slots=True)
class Shown:
    """A drawn screen with its title; `status` is that of HTTP."""

    title: str
    content: Component
    status: HTTPStatus = HTTPStatus.OK


@dataclass(frozen=True, slots=True)
class Means:
    """What is the same for every address: who looks, the words, the schematic of the city."""

    actor: Actor
    words: Words
    city_map: CityMap


def drawer(room: Room, actor: Actor, words: Words, city_map: CityMap) -> Draw:
    """How this room draws an address for visitors like `actor`, for one size of screen.

    `city_map` is the schematic that it knows.
    """
    means = Means(actor, words, city_map)

    def draw(address: urls.Address, look: Look) -> Drawing:
        address = at_moment(room, address)
        picture = room.look(address.as_of)
        here = of_any_quarter(address)
        past = past_bar(here, picture.moment, room.moments, words) if picture.is_past else None
        head = header(picture.portfolio, address, room.sources(), room.problem, words, past)
        head = replace(
            head,
            nav=_allowed(head.nav, actor),
            more=_allowed(head.more, actor),
            views=views_menu(room.notes, words) if may(actor, Action.SAVE_VIEW) else None,
            moments_text=words.past_look,
            moments=moment_links(address, room.moments, words),
            print_text=head.print_text if may(actor, Action.PRINT) else "",
        )
        if may_see(actor, address.page):
            shown = _shown_or_failed(room, picture, address, look, means)
        else:
            shown = _not_allowed(actor, words)
        return Drawing(f"{shown.title} · {words.brand}", head, shown.content, shown.status)

    return draw


def _allowed(ways: tuple[NavItem, ...], actor: Actor) -> tuple[NavItem, ...]:
    return tuple(way for way in ways if way.page is None or may_see(actor, way.page))


def _not_allowed(actor: Actor, words: Words) -> Shown:
    title, text = words.not_allowed_title, words.not_allowed_text.format(role=words.roles[actor.role])
    blank = layouts.blank.build(title, text, (words.to_room, urls.room()))
    return Shown(title, blank, HTTPStatus.FORBIDDEN)


def _shown_or_failed(room: Room, picture: Picture, address: urls.Address, look: Look, means: Means) -> Shown:
    """A screen that cannot be made is a page that says so, under the header with the ways to the others."""
    words = means.words
    try:
        return _shown(room, picture, address, look, means)
    except PastAway as error:
        LOG.warning("the past at %s cannot be read: %s", urls.href(address), error)
        away = words.refusals[Refusal.PAST_AWAY]
        blank = layouts.blank.build(words.away_title, away, (words.to_room, urls.room()))
        return Shown(words.away_title, blank, HTTPStatus.SERVICE_UNAVAILABLE)
    except Exception:
        LOG.exception("the screen at %s cannot be made", urls.href(address))
        blank = layouts.blank.build(words.part_error, words.page_error_text, (words.to_room, urls.room()))
        return Shown(words.part_error, blank, HTTPStatus.INTERNAL_SERVER_ERROR)


def _shown(room: Room, picture: Picture, address: urls.Address, look: Look, means: Means) -> Shown:
    words, city_map = means.words, means.city_map
    if address.page is urls.Page.DATA:
        return _data(room, address, words, may_refresh=may(means.actor, Action.REFRESH))
    if address.page is urls.Page.ADMIN:
        return _admin(room, words)
    if address.page is urls.Page.AUDIT:
        return _audit(room, address, words)
    if address.page is urls.Page.HELP:
        return _help(words)
    if address.page is urls.Page.CITY:
        return _city(room, address, look, words, city_map)
    draw = SCREENS.get(address.page)
    if draw is None:
        return _missing(words)
    if picture.problem is not None:
        now = (words.past_now, urls.href(replace(address, as_of=None)))
        title = words.past_bar_missing
        status = HTTPStatus.SERVICE_UNAVAILABLE if picture.is_away else HTTPStatus.NOT_FOUND
        return Shown(title, layouts.blank.build(title, picture.problem, now), status=status)
    if picture.portfolio is None or picture.moment is None:
        return Shown(
            words.no_snapshot_title, layouts.blank.build(words.no_snapshot_title, words.no_snapshot_text)
        )
    return draw(
        Sight(
            room,
            picture.moment,
            picture.portfolio,
            address,
            picture.today,
            words,
            look,
            city_map,
            means.actor,
        )
    )


def _data(room: Room, address: urls.Address, words: Words, *, may_refresh: bool) -> Shown:
    screen = data(room.portfolio, room.sources(), may_refresh, room.today, words, address)
    clock = clock_line(room.running().clock, words)
    screen = replace(screen, feeds=feed_block(room.city(), words), clock_text=clock)
    return Shown(screen.title, layouts.data.build(screen, words))


def _admin(room: Room, words: Words) -> Shown:
    screen = admin(room.sources(), room.running(), words)
    return Shown(screen.title, layouts.admin.build(screen))


def _audit(room: Room, address: urls.Address, words: Words) -> Shown:
    month = asked_month(address, room.record.now())
    screen = audit_screen(room.record.page(asked_question(address), month, ROWS_OF_PAGE), address, words)
    return Shown(screen.title, layouts.audit.build(screen))


def _help(words: Words) -> Shown:
    screen = help_screen(words)
    return Shown(screen.title, layouts.help.build(screen))


def _city(room: Room, address: urls.Address, look: Look, words: Words, city_map: CityMap) -> Shown:
    """The city's statistics have a version of their own: they need no snapshot, and have no earlier moment."""
    if address.as_of is not None:
        now = (words.past_now, urls.href(replace(address, as_of=None)))
        return Shown(words.city_title, layouts.blank.build(words.city_past_title, words.city_past_text, now))
    picture = room.city()
    if picture is None:
        return Shown(words.city_title, layouts.blank.build(words.city_none_title, words.city_none_text))
    try:
        held = room.portfolio
        projects = (held, held.status_date(room.today)) if held else None
        screen = city_screen(picture, address, city_map, words, projects)
    except HistoryAway as error:
        LOG.warning("the city's statistics cannot be read: %s", error)
        blank = layouts.blank.build(words.city_title, words.city_away_text)
        return Shown(words.city_title, blank, HTTPStatus.SERVICE_UNAVAILABLE)
    return Shown(screen.title, layouts.city.build(screen, words, look))


def _missing(words: Words) -> Shown:
    title, out = words.page_missing_title, (words.to_room, urls.room())
    blank = layouts.blank.build(title, words.page_missing_text, out, words.search_offer)
    return Shown(title, blank, status=HTTPStatus.NOT_FOUND)


def _unknown_project(sight: Sight) -> Shown:
    """A project that this data version does not have: the search, and those with an id like it."""
    words, asked = sight.words, sight.here.project_id or ""
    view = _view(sight)
    text = words.project_missing_text.format(project_id=asked)
    near = found(view, sight.portfolio.search_index().near(asked))
    blank = layouts.blank.build(
        words.project_missing_title,
        text,
        (words.to_room, view.room()),
        words.search_offer,
        (words.search_near, near),
    )
    return Shown(words.project_missing_title, blank, status=HTTPStatus.NOT_FOUND)


def _view(sight: Sight) -> View:
    on = sight.portfolio.status_date(sight.today)
    return View(sight.portfolio, known_address(sight.portfolio, sight.here, on), on, sight.words)


def _room(sight: Sight) -> Shown:
    asked = sight.here.option("since")
    marked = sight.room.changes(asked, sight.moment) if asked else None
    here = sight.here
    if asked and marked is None:
        here = replace(here.with_option("since", None), ignored=(*here.ignored, ("since", asked)))
    screen = room_screen(sight.portfolio, here, sight.today, sight.words, marked)
    return Shown(screen.title, layouts.room.build(screen))


def _project(sight: Sight) -> Shown:
    words = sight.words
    screen = project(sight.portfolio, sight.here, sight.today, words)
    if screen is None:
        return _unknown_project(sight)
    city = sight.room.city()
    if city is not None:
        results = with_targets(screen.results, city.targets, sight.here, words)
        screen = replace(screen, results=results)
    if not may(sight.actor, Action.VIEW):
        screen = replace(screen, card=None, compare=None)
    if not may(sight.actor, Action.EXPORT):
        screen = replace(screen, card_file=None)
    return Shown(f"{screen.number_text} {screen.name}", layouts.project.build(screen, words, sight.look))


def _compare(sight: Sight) -> Shown:
    screen = compare(sight.portfolio, sight.here, sight.today, sight.words)
    return Shown(screen.title, layouts.compare.build(screen, sight.words, sight.look))


def _changes(sight: Sight) -> Shown:
    on = sight.portfolio.status_date(sight.today)
    view = View(sight.portfolio, known_address(sight.portfolio, sight.here, on), on, sight.words)
    found = sight.room.changes(sight.here.option("since"), sight.moment)
    screen = changes_screen(view, Compared(found, sight.room.moments, sight.room.notes), sight.today)
    if not may(sight.actor, Action.MARK_MEETING):
        screen = replace(screen, meeting_button=None)
    return Shown(screen.title, layouts.since.build(screen))


def _money(sight: Sight) -> Shown:
    screen = money(sight.portfolio, sight.here, sight.today, sight.words)
    return Shown(screen.title, layouts.money.build(screen, sight.look))


def _map(sight: Sight) -> Shown:
    screen = city_map_screen(sight.portfolio, sight.here, sight.today, sight.city_map, sight.words)
    return Shown(screen.title, layouts.map.build(screen, sight.look))


def _timeline(sight: Sight) -> Shown:
    screen = timeline(sight.portfolio, sight.here, sight.today, sight.words)
    return Shown(screen.title, layouts.timeline.build(screen, sight.words, sight.look))


def _table(sight: Sight) -> Shown:
    on = sight.portfolio.status_date(sight.today)
    screen = table(View(sight.portfolio, known_address(sight.portfolio, sight.here, on), on, sight.words))
    if not may(sight.actor, Action.EXPORT):
        screen = replace(screen, downloads=())
    return Shown(screen.title, layouts.table.build(screen, sight.words))


def _paper(sight: Sight) -> Shown:
    screen = paper_at(sight.room, sight.here, sight.words)
    if screen is None:
        return _unknown_project(sight)
    if not may(sight.actor, Action.EXPORT):
        screen = replace(screen, file=None)
    if not may(sight.actor, Action.PRINT):
        screen = replace(screen, print_text=None)
    return Shown(screen.title, layouts.paper.build(screen, sight.words))


SCREENS: Mapping[urls.Page, Callable[[Sight], Shown]] = MappingProxyType(
    {
        urls.Page.ROOM: _room,
        urls.Page.TABLE: _table,
        urls.Page.PROJECT: _project,
        urls.Page.COMPARE: _compare,
        urls.Page.TIMELINE: _timeline,
        urls.Page.MONEY: _money,
        urls.Page.MAP: _map,
        urls.Page.CHANGES: _changes,
        urls.Page.CARD: _paper,
        urls.Page.REPORT: _paper,
    }
)
"""The screens that need a snapshot."""
