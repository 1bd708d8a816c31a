"""What walls are shown: every scene of a data version as trees, made once for all walls that may see the same."""

import threading
import zlib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from callbacks.pages import Room
from dashboard.domain.access import Action, Actor, Clearance, may
from dashboard.domain.city.history import HistoryAway
from dashboard.domain.city_map import CityMap
from dashboard.domain.lead import NOT_LED, Lead, WallState
from dashboard.domain.playlist import GUEST_SCENES, KINDS, Playlist, SceneKind, SceneSetting, dwell_seconds
from dashboard.domain.takeover import Notice, Policy
from dashboard.domain.words import Words, date_text
from dashboard.screens import city as city_screen
from dashboard.screens.wall import playing, single
from dashboard.screens.wall_situation import situation, standing
from dashboard.screens.wall_view import Scene, WallView
from layouts import wall, wall_situation
from layouts.wall_tree import Tree, words_in

LOOKED_AGAIN = timedelta(seconds=2)
"""What takes walls over is asked for anew so often: it ends by time too."""
PATIENCE_SECONDS = 2.0
"""A wall is answered by then, with or without scenes: its question may have been held, and it gives up after eight."""
MOST_KEPT = 12
"""Programmes that are kept: audiences, guests or not, filters."""


@dataclass(frozen=True, slots=True)
class Programme:
    """Every scene of a playlist as trees. `token` changes when any of them may have changed."""

    token: str
    scenes: tuple[Mapping[str, Any], ...]


class WallPages:
    """Thread-safe. `seen_by` a clearance and led in a way, a wall is shown one programme."""

    def __init__(self, words: Words, city_map: CityMap, policy: Policy) -> None:
        self._words = words
        self._city_map = city_map
        self._policy = policy
        self._standing: tuple[tuple[Any, ...], datetime, tuple[Notice, ...]] | None = None
        self._kept: OrderedDict[tuple[Any, ...], Future[Programme]] = OrderedDict()
        self._lock = threading.Lock()
        self.drawings = 0
        """How many programmes have been drawn: whoever got no scenes looks again when there are more."""

    def token(self, room: Room, seen: Clearance, state: WallState, lead: Lead) -> str:
        """What a browser compares."""
        return f"{zlib.crc32(repr(self._key(room, seen, state, lead)).encode()):x}"

    def programme(
        self, room: Room, seen: Clearance, state: WallState, lead: Lead, patience: float | None = None
    ) -> Programme | None:
        """All scenes of the playlist; None while they are being drawn, which takes long in a very large city."""
        try:
            seconds = PATIENCE_SECONDS if patience is None else patience
            return self._drawn(room, seen, state, lead).result(seconds)
        except TimeoutError:
            return None

    def _drawn(self, room: Room, seen: Clearance, state: WallState, lead: Lead) -> Future[Programme]:
        """What is drawn already or by a thread of its own: one drawing for all who ask, and no question held by it."""
        key = self._key(room, seen, state, lead)
        with self._lock:
            found = self._kept.get(key)
            if found is None or (found.done() and found.exception()):
                found = self._kept[key] = Future()
                token = self.token(room, seen, state, lead)
                given = (found, token, room, state, lead)
                threading.Thread(target=self._fulfil, args=given, name="wall scenes", daemon=True).start()
                while len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return found

    def _fulfil(self, asked: Future[Programme], token: str, room: Room, state: WallState, lead: Lead) -> None:
        try:
            asked.set_result(Programme(token, self._draw(room, state, lead)))
        except Exception as error:  # noqa: BLE001 -- whoever asked for the scenes is told
            asked.set_exception(error)
        self.drawings += 1

    def one(self, room: Room, state: WallState, lead: Lead, key: str) -> Tree | None:
        """A scene by its key, whether or not the playlist has it; None when the data have no such thing."""
        view = self._view(room, state, lead)
        kind = key.partition(":")[0]
        if view is None or (lead.is_guest and kind in KINDS - GUEST_SCENES):
            return None
        try:
            found = single(view, key)
        except HistoryAway:
            return None
        return wall.scene(found, self._aside(room, (), "")) if found else None

    def standing(self, room: Room, state: WallState, now: datetime) -> tuple[Notice, ...]:
        """What takes the walls over now; what stood last while the store is away, until it is over."""
        city = room.city()
        if city is None:
            return ()
        key = (city.version, state.acknowledged)
        kept = self._standing
        if kept is not None and kept[0] == key and now - kept[1] < LOOKED_AGAIN:
            return kept[2]
        try:
            found = standing(city, self._policy, now, state.acknowledged)
        except HistoryAway:
            found = tuple(each for each in (kept[2] if kept else ()) if now < each.until)
        self._standing = (key, now, found)
        return found

    def situation(self, room: Room, found: Sequence[Notice], actor: Actor) -> Mapping[str, Any] | None:
        """The screen that takes the walls over, as `actor` may answer it; None when nothing does."""
        if not found:
            return None
        screen = situation(found, self._words, may_see=may(actor, Action.ACKNOWLEDGE))
        return {
            "ids": screen.ids,
            "tree": wall_situation.build(screen, self._aside(room, (), SceneKind.CITY)),
        }

    def preview(self, room: Room, state: WallState, written: Playlist) -> tuple[Mapping[str, Any], ...]:
        """All scenes of a playlist that nobody has saved, those that are off too; nothing of it is kept."""
        scenes = tuple(replace(each, is_on=True) for each in written.scenes)
        return self._draw(room, replace(state, playlist=replace(written, scenes=scenes)), NOT_LED)

    def _key(self, room: Room, seen: Clearance, state: WallState, lead: Lead) -> tuple[Any, ...]:
        city = room.city()
        city_token = city_screen.token(city) if city else ""
        played = (lead.is_guest, lead.programme, state.played)
        return (seen, *played, room.token, city_token, room.build, _is_received(room))

    def _draw(self, room: Room, state: WallState, lead: Lead) -> tuple[Mapping[str, Any], ...]:
        words = self._words
        view = self._view(room, state, lead)
        shown = _playing(view, state.playlist) if view else ()
        if not shown:
            said = (words.wall_nothing, words.wall_nothing_note)
            if _is_received(room):
                said = (words.wall_no_projects, words.wall_no_projects_note)
            tree = wall.message(*said, self._aside(room, (), ""))
            return ({"key": "nothing", "kind": "nothing", "seconds": 3600, "tree": tree},)
        kinds = tuple(dict.fromkeys(scene.kind.value for _, scene in shown))
        drawn = []
        for setting, scene in shown:
            tree = wall.scene(scene, self._aside(room, kinds, scene.kind.value))
            seconds = dwell_seconds(setting.seconds, words_in(tree))
            told = {"key": scene.key, "kind": scene.kind.value, "title": scene.title}
            drawn.append({**told, "seconds": seconds, "turn": scene.kind is SceneKind.FOCUS, "tree": tree})
        return tuple(drawn)

    def _view(self, room: Room, state: WallState, lead: Lead) -> WallView | None:
        portfolio = room.portfolio
        if portfolio is None:
            return None
        return WallView(
            portfolio,
            room.city(),
            self._city_map,
            room.today,
            self._words,
            programme=lead.programme or state.playlist.programme,
            names=state.names,
            is_guest=lead.is_guest,
            counts_down=state.playlist.counts_down,
        )

    def _aside(self, room: Room, kinds: tuple[str, ...], here: str) -> Any:
        portfolio, words = room.portfolio, self._words
        if portfolio is None:
            return wall.aside(None, None, kinds, here)
        # The city's figures have days of their own beside them.
        basis = portfolio.facts.basis_date if here != SceneKind.CITY else None
        text = words.wall_basis.format(date=date_text(words, basis)) if basis else None
        mark = words.demo_mark if portfolio.facts.profile.is_demo else None
        return wall.aside(mark, text, kinds, here)


def _playing(view: WallView, playlist: Playlist) -> tuple[tuple[SceneSetting, Scene], ...]:
    """All scenes; while the store is away those of the city are left out, the pledges are held in memory."""
    try:
        return playing(view, playlist)
    except HistoryAway:
        return playing(replace(view, city=None), playlist)


def _is_received(room: Room) -> bool:
    """Whether any source has answered: nothing to show is then no silence but what it said."""
    return any(source.last_success for source in room.sources())
