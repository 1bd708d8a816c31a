"""The walls as a process holds them: what they play, how they are led, what they say of themselves."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from dashboard.domain.access import AccountsAway, Actor
from dashboard.domain.audit import Act, Deed, deed_of
from dashboard.domain.geometry import NOT_OWN, GeometryWrong, OwnGeometry, own_geometry
from dashboard.domain.lead import EVERYONE, Command, Led, WallState, lead
from dashboard.domain.playlist import STANDARD, Overtaken, Playlist, PlaylistWrong, playlist
from dashboard.recording import Recording
from db.wall_notes import AsSeen, WallBeat, WallNotes

LOG = logging.getLogger(__name__)
LOOK_SECONDS = 0.1
"""A wall is led by another process, or another host, within this time."""
BEAT_SECONDS = 10.0
"""What a wall says of itself is written down no more often, unless it shows something else."""
READ_SECONDS = 0.2
"""What walls said to other processes is read no more often."""
SHOWN = ("scene", "shown", "paused", "taken", "guest")
"""Of what a wall says of itself, what people at a remote wait for."""
_PLAYLIST, _LEAD, _NAME, _ACK, _GEOMETRY = "playlist", "lead:", "name:", "ack:", "geometry:"


class WallRoom:
    """Thread-safe. What is held answers; the store is asked for one number while a wall waits for news."""

    def __init__(self, notes: WallNotes, record: Recording, clock: Callable[[], datetime]) -> None:
        self._notes = notes
        self._record = record
        self._clock = clock
        self._state = WallState()
        self._problem: str | None = None
        self._changed = threading.Condition()
        self._looking = threading.Lock()
        self._looked = -LOOK_SECONDS
        self._beats: dict[str, tuple[float, WallBeat]] = {}
        self._written: tuple[float, tuple[WallBeat, ...]] = (-READ_SECONDS, ())

    @property
    def state(self) -> WallState:
        """What is said now."""
        self.look()
        return self._state

    @property
    def problem(self) -> str | None:
        """Why the store cannot be asked what was said; None when it can."""
        return self._problem

    def look(self) -> None:
        """Ask the store for news, unless somebody has just done so."""
        if not self._looking.acquire(blocking=False):
            return
        try:
            now = time.monotonic()
            if now - self._looked < LOOK_SECONDS:
                return
            newest = self._notes.newest()
            if newest != self._state.sequence:
                self._read()
            self._problem = None
            self._looked = time.monotonic()
        except SQLAlchemyError as error:
            self._problem = str(error).splitlines()[0]
            self._looked = time.monotonic() + 1.0  # a store that is away is asked once a second
        finally:
            self._looking.release()

    def wait(self, is_new: Callable[[], bool], seconds: float) -> bool:
        """Hold the caller until `is_new` says so, at most so long; whether it did."""
        until = time.monotonic() + seconds
        while True:
            self.look()
            if is_new():
                return True
            left = until - time.monotonic()
            if left <= 0:
                return False
            with self._changed:
                self._changed.wait(min(LOOK_SECONDS, left))

    # -- what people say ---------------------------------------------------------------------

    def tell(self, walls: tuple[str, ...], command: Command, value: str, actor: Actor) -> None:
        """Lead these walls for `actor`. LeadWrong, RecordAway and AccountsAway leave everything as it was."""
        while True:
            try:
                return self._tell(walls, command, value, actor)
            except Overtaken:  # somebody else has led them meanwhile: what they said, guests above all, stays
                self._read_now()

    def _tell(self, walls: tuple[str, ...], command: Command, value: str, actor: Actor) -> None:
        state = self.state
        before = {wall: state.leads.get(wall) for wall in walls}
        after = {wall: state.led(wall).lead.after(command, value) for wall in walls}
        meant = EVERYONE if EVERYONE in walls else ", ".join(walls)
        deed = deed_of(actor, Act.LEAD_WALL, meant)
        said = f"{command}{' ' if value else ''}{value}"
        self._write(
            {_LEAD + wall: led.as_data() for wall, led in after.items()},
            actor,
            replace(deed, after=said),
            as_seen=lambda now: all(
                (lead(now[_LEAD + wall]) if _LEAD + wall in now else None) == (led.lead if led else None)
                for wall, led in before.items()
            ),
        )

    def play(self, played: Playlist, seen: Playlist, actor: Actor) -> None:
        """Let all walls play this in place of `seen`. Overtaken, RecordAway, AccountsAway change nothing."""
        deed = replace(
            deed_of(actor, Act.EDIT_WALL, _PLAYLIST), before=str(seen.as_data()), after=str(played.as_data())
        )
        said = {_PLAYLIST: played.as_data()}
        self._write(said, actor, deed, as_seen=lambda now: _played(now.get(_PLAYLIST)) == seen)

    def rename(self, names: Mapping[str, str | None], seen: Mapping[str, str | None], actor: Actor) -> None:
        """Give projects their 약칭 in place of those `seen`, or take them back: all of them or none.

        Overtaken, RecordAway, AccountsAway change nothing.
        """
        deeds = tuple(
            replace(deed_of(actor, Act.EDIT_WALL, _NAME + id_), before=seen.get(id_), after=name)
            for id_, name in names.items()
        )
        said = {_NAME + id_: name for id_, name in names.items()}
        self._write(
            said,
            actor,
            *deeds,
            as_seen=lambda now: all(now.get(_NAME + id_) == seen.get(id_) for id_ in names),
        )

    def fit(self, geometries: Mapping[str, OwnGeometry], seen: Mapping[str, str], actor: Actor) -> None:
        """Say what the screens of these walls are like in place of what was `seen` (`text` of it): all or none.

        Overtaken, RecordAway, AccountsAway change nothing.
        """
        deeds = tuple(
            replace(
                deed_of(actor, Act.EDIT_WALL, _GEOMETRY + wall),
                before=seen.get(wall) or None,
                after=geometry.text() or None,
            )
            for wall, geometry in geometries.items()
        )
        said = {_GEOMETRY + wall: geometry.as_data() or None for wall, geometry in geometries.items()}
        self._write(
            said,
            actor,
            *deeds,
            as_seen=lambda now: all(
                _fitted(now.get(_GEOMETRY + wall)).text() == seen.get(wall, "") for wall in geometries
            ),
        )

    def acknowledge(self, notice: str, actor: Actor) -> None:
        """Somebody has seen what took the walls over."""
        self._write({_ACK + notice: True}, actor, deed_of(actor, Act.ACKNOWLEDGE, notice))

    def _write(
        self, said: Mapping[str, Any], actor: Actor, *deeds: Deed, as_seen: AsSeen | None = None
    ) -> None:
        recorded = [self._record.inside(deed) for deed in deeds]

        def on_record(connection: Connection) -> None:
            for each in recorded:
                each(connection)

        try:
            self._notes.write(said, actor.account or actor.name, self._clock(), on_record, as_seen)
        except SQLAlchemyError as error:
            raise AccountsAway(str(error).splitlines()[0]) from error
        self._read_now()
        with self._changed:
            self._changed.notify_all()

    def _read_now(self) -> None:
        """Know at once what was just written; a store that fails here is asked again with the next look."""
        with self._looking:
            try:
                self._read()
            except SQLAlchemyError as error:
                self._problem = str(error).splitlines()[0]

    # -- what walls say ----------------------------------------------------------------------

    def beat(self, wall: str, data: Mapping[str, Any]) -> None:
        """A wall is there. It is written down now and then; a store that is away stops no wall."""
        now = time.monotonic()
        written, last = self._beats.get(wall, (-BEAT_SECONDS, None))
        beat = WallBeat(wall, self._clock(), MappingProxyType(dict(data)))
        is_other = last is None or any(last.data.get(name) != data.get(name) for name in SHOWN)
        is_due = is_other or now - written >= BEAT_SECONDS
        self._beats[wall] = (now if is_due else written, beat)
        if not is_due:
            return
        if is_other:
            with self._changed:  # remotes wait for it
                self._changed.notify_all()
        try:
            self._notes.beat(wall, beat.at, data)
        except SQLAlchemyError:
            LOG.warning("what the wall %s says of itself is not written down: the store is away", wall)

    def beats(self) -> tuple[WallBeat, ...]:
        """Every wall's last word, by name: what is held here, and what other processes wrote down."""
        known = {beat.wall: beat for beat in self._written_beats()}
        for wall, (_, beat) in tuple(self._beats.items()):
            if wall not in known or known[wall].at < beat.at:
                known[wall] = beat
        return tuple(known[wall] for wall in sorted(known))

    def _written_beats(self) -> tuple[WallBeat, ...]:
        read, beats = self._written
        if time.monotonic() - read >= READ_SECONDS:
            try:
                beats = self._notes.beats()
            except SQLAlchemyError:
                LOG.warning("what walls said to other processes cannot be read: the store is away")
            self._written = (time.monotonic(), beats)
        return beats

    # -- reading -----------------------------------------------------------------------------

    def _read(self) -> None:
        # The number first: what is written in between is read again with the next look.
        state = WallState(sequence=self._notes.newest())
        notes = self._notes.all()
        leads: dict[str, Led] = {}
        names: dict[str, str] = {}
        geometries: dict[str, OwnGeometry] = {}
        seen = set()
        for note in notes:
            kind, _, rest = note.key.partition(":")
            if note.key == _PLAYLIST:
                state = self._with_playlist(state, note.data, (note.by, note.at))
            elif kind == "lead":
                leads[rest] = Led(lead(note.data), note.by, note.at)
            elif kind == "name":
                names[rest] = note.data
            elif kind == "geometry":
                geometries[rest] = _fitted(note.data)
            elif kind == "ack":
                seen.add(rest)
        played = (names, state.playlist)
        before = (dict(self._state.names), self._state.playlist)
        self._state = replace(
            state,
            leads=leads,
            names=names,
            geometries=geometries,
            acknowledged=frozenset(seen),
            played=self._state.played + (played != before),
        )

    @staticmethod
    def _with_playlist(state: WallState, data: Any, by: tuple[str, datetime]) -> WallState:
        return replace(state, playlist=_played(data), playlist_by=by)


def _played(data: Any) -> Playlist:
    """The playlist of a note; the usual one where there is none, or none that can be used."""
    if data is None:
        return STANDARD
    try:
        return playlist(data)
    except PlaylistWrong:
        LOG.exception("the playlist in the store cannot be used: walls play the usual one")
        return STANDARD


def _fitted(data: Any) -> OwnGeometry:
    """What a note says of a wall's screen; nothing where there is none, or none that can be used."""
    try:
        return own_geometry(data or {})
    except GeometryWrong:
        LOG.exception("what the store says of a wall's screen cannot be used: it is as the settings say")
        return NOT_OWN
