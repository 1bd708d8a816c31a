"""The address at which staff say what each wall's screen is like: open walls follow by themselves."""

from collections.abc import Mapping
from itertools import count

from flask import Flask, Response, request

import layouts.programme
import layouts.wall_geometry
from callbacks.plain import Document, whole
from callbacks.wall import WallParts, not_saved, wall_of
from dashboard import urls
from dashboard.domain.access import AccountsAway
from dashboard.domain.audit import RecordAway
from dashboard.domain.geometry import OwnGeometry, own_geometry, problems
from dashboard.domain.playlist import Overtaken
from dashboard.domain.wall_beats import heard
from dashboard.screens.wall_geometry import (
    NO_DRAFT,
    GeometryDraft,
    GeometryView,
    fitted,
    geometry_screen,
    overtaken,
    sentences,
)
from layouts.forms import LONGEST

MOST_WALLS = 200


def view_of(parts: WallParts) -> GeometryView:
    """All walls and what is said of their screens."""
    own = wall_of(parts.visitors.actor())
    known = heard(parts.walls.beats(), parts.clock())
    return GeometryView(known, parts.walls.state, parts.geometry, own, parts.words)


def register(server: Flask, parts: WallParts, document: Document) -> None:
    """`document` makes a whole page of a title and its content."""
    words = parts.words

    @server.get(urls.GEOMETRY_PATH)
    def geometry_page() -> Response:
        return drawn(200, problem=words.programme_stale if parts.walls.problem else None)

    @server.post(urls.GEOMETRY_PATH)
    def change_geometry() -> Response:
        typed, seen = _typed(), _seen()
        known = view_of(parts).walls()
        gone = sum(wall not in known for wall in typed)
        told = words.geometry_gone.format(n=gone) if gone else None
        changed = {
            wall: each for wall, each in typed.items() if wall in known and is_changed(each, seen[wall])
        }
        refused = {
            wall: sentences(found, words) for wall, each in changed.items() if (found := problems(each))
        }
        draft = GeometryDraft(changed, {wall: seen[wall] for wall in changed}, refused)
        if refused:
            return drawn(422, draft, problem=words.programme_not_saved)
        if not changed:
            return drawn(200, news=None if gone else words.programme_same, problem=told)
        return saved({wall: own_geometry(each) for wall, each in changed.items()}, draft, told)

    def saved(given: Mapping[str, OwnGeometry], draft: GeometryDraft, told: str | None) -> Response:
        actor = parts.visitors.actor()
        try:
            parts.walls.fit(given, draft.seen, actor)
        except Overtaken:
            state = parts.walls.state
            other = {
                wall: {layouts.wall_geometry.CHECKED: overtaken(state.geometry(wall), parts.geometry, words)}
                for wall in given
                if state.geometry(wall).text() != draft.seen[wall]
            }
            # Whoever saves once more has seen it.
            return drawn(409, GeometryDraft(draft.typed, {}, other), problem=words.programme_not_saved)
        except (RecordAway, AccountsAway) as away:
            return drawn(503, draft, problem=not_saved(away, words))
        return drawn(200, news=fitted(given, wall_of(actor), words), problem=told)

    def drawn(
        status: int, draft: GeometryDraft = NO_DRAFT, news: str | None = None, problem: str | None = None
    ) -> Response:
        content = layouts.wall_geometry.build(geometry_screen(view_of(parts), draft, news, problem), words)
        title = f"{words.geometry_title} · {words.brand}"
        return whole(document(title, content, layouts.programme.UNSAVED), status)


def is_changed(typed: Mapping[str, str], seen: str) -> bool:
    """Whether a line says anything else than it began with; what cannot be used does."""
    return bool(problems(typed)) or own_geometry(typed).text() != seen


def _typed() -> dict[str, dict[str, str]]:
    """What the form says of each wall. Its fields are counted, because names may hold any sign."""
    fields = tuple(OwnGeometry().typed())
    return {
        wall: {name: request.form.get(f"{name}-{at}", "").strip()[:LONGEST] for name in fields}
        for wall, at in _walls()
    }


def _seen() -> dict[str, str]:
    return {wall: request.form.get(f"seen-{at}", "") for wall, at in _walls()}


def _walls() -> list[tuple[str, int]]:
    return list(zip(request.form.getlist("wall")[:MOST_WALLS], count(), strict=False))
