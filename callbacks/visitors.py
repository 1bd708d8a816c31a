"""The visitor of the present request, and the room as this visitor may see it."""

import threading
from collections.abc import Callable
from dataclasses import replace

import flask

from callbacks.pages import Draw, KeptPages, Pages, Room
from dashboard.domain.access import Action, Actor, Clearance, Role, may
from dashboard.domain.words import Words
from layouts.theme import Look

DrawFor = Callable[[Room, Actor], Draw]
Audience = tuple[Role, Clearance]


class Visitors:
    """Pages are made once for all visitors of one role who may see the same; safe for threads.

    The gate has put the visitor into the request: whatever asks here without one is an error of ours.
    """

    def __init__(self, room: Room, look: Look, words: Words, draw_for: DrawFor) -> None:
        self._room = room
        self._look = look
        self._words = words
        self._draw_for = draw_for
        self._kept = KeptPages()
        self._known: dict[Audience, tuple[Room, Pages]] = {}
        self._lock = threading.Lock()

    def actor(self) -> Actor:
        """Who asks."""
        actor: Actor = flask.g.actor
        return actor

    def may(self, action: Action) -> bool:
        """Whether the visitor may do this."""
        return may(self.actor(), action)

    def room(self) -> Room:
        """The room with what the visitor may not see left out."""
        return self._seen()[0]

    def clearance(self, *, is_guest: bool = False) -> Clearance:
        """What the visitor may see; with guests in the room only what is public."""
        return self._room.clearance(self.actor(), is_guest=is_guest)

    def pages(self) -> Pages:
        """The pages of the visitor's role."""
        return self._seen()[1]

    def note_view(self, href: str) -> None:
        """That the visitor looks at `href`; what is looked at never waits for the record of it."""
        self._room.note_view(self.actor(), href)

    def note_denied(self, wanted: str) -> None:
        """That the visitor has asked for what the role may not have."""
        self._room.note_denied(self.actor(), wanted)

    def _seen(self) -> tuple[Room, Pages]:
        actor = self.actor()
        seen = self._room.clearance(actor)
        audience = (actor.role, seen)
        with self._lock:
            if audience not in self._known:
                # What is drawn for one visitor is shown to others: nobody's name may get into it.
                anyone = replace(actor, address=None)
                room = self._room.seen_by(seen)
                draw = self._draw_for(room, anyone)
                pages = Pages(room, self._look, self._words, draw, audience, self._kept)
                self._known[audience] = (room, pages)
            return self._known[audience]
