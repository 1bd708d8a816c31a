"""All scenes of a wall: what a playlist makes of a data version, in its order."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from dashboard.domain.lead import DISTRICT, PROJECT
from dashboard.domain.playlist import KINDS, Playlist, SceneKind, SceneSetting
from dashboard.screens import (
    wall_area,
    wall_attention,
    wall_board,
    wall_city,
    wall_focus,
    wall_money,
    wall_procedures,
)
from dashboard.screens.wall_view import Scene, WallView

SCENES: Mapping[SceneKind, Callable[[WallView], tuple[Scene, ...]]] = MappingProxyType(
    {
        SceneKind.BOARD: wall_board.scenes,
        SceneKind.MONEY: wall_money.scenes,
        SceneKind.CITY: wall_city.scenes,
        SceneKind.FOCUS: wall_focus.scenes,
        SceneKind.AREA: wall_area.scenes,
        SceneKind.ATTENTION: wall_attention.scenes,
        SceneKind.PROCEDURES: wall_procedures.scenes,
    }
)
"""What draws each kind: as many scenes as it takes, none where the data say nothing of it."""


APART: Mapping[str, Callable[[WallView, str], Scene | None]] = MappingProxyType(
    {DISTRICT: wall_city.district, PROJECT: wall_focus.project}
)
"""What draws a scene outside the playlist, by the first part of its key; the second says of what."""


def playing(view: WallView, playlist: Playlist) -> tuple[tuple[SceneSetting, Scene], ...]:
    """The scenes of the playlist with their settings, in order; for guests only what is theirs."""
    return tuple(
        (setting, scene)
        for setting in playlist.playing(is_guest=view.is_guest)
        if setting.kind in SCENES
        for scene in SCENES[setting.kind](view)
    )


def single(view: WallView, key: str) -> Scene | None:
    """The scene of this key, be it in the playlist or not; None when the data have no such thing."""
    kind, _, part = key.partition(":")
    if kind in APART:
        return APART[kind](view, part)
    if kind not in KINDS or SceneKind(kind) not in SCENES:
        return None
    found = SCENES[SceneKind(kind)](view)
    return next(
        (scene for scene in found if scene.key == key), found[0] if found and ":" not in key else None
    )
