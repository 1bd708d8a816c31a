"""Where walls are led: by remotes, and by the key for guests on a wall itself."""

from flask import Flask, Response, jsonify, request

from callbacks.refusals import Refusal, refuse
from callbacks.wall import WallParts, wall_of
from dashboard import urls
from dashboard.domain.access import AccountsAway, Action
from dashboard.domain.audit import RecordAway
from dashboard.domain.lead import (
    EVERYONE,
    FOR_GUESTS,
    LONGEST_KEY,
    PROJECT,
    Command,
    Lead,
    LeadWrong,
    shown_key,
)
from dashboard.domain.playlist import KINDS

OWN_OR_ALL = frozenset({"", EVERYONE})
"""The walls that guests may be received at by whoever stands there: this one, or all."""


def register(server: Flask, parts: WallParts) -> None:
    """`wall` "" is the one that asks, "*" are all, else a name; `value` is what the command needs."""

    @server.post(urls.LEAD_PATH)
    def lead() -> Response:
        asked = request.form
        wall, command, value = (asked.get(name, "") for name in ("wall", "command", "value"))
        if command not in set(Command):
            return refuse(Refusal.UNKNOWN_COMMAND, "no command", parts.words)
        return led(wall, Command(command), value)

    def led(wall: str, command: Command, value: str) -> Response:
        actor = parts.visitors.actor()
        is_own_business = command in FOR_GUESTS and wall in OWN_OR_ALL
        if not parts.visitors.may(Action.LEAD_WALL) and not is_own_business:
            return refuse(Refusal.NOT_ALLOWED, f"{actor.role} leads no wall", parts.words)
        state = parts.walls.state
        walls = state.addressed(wall, wall_of(actor), (beat.wall for beat in parts.walls.beats()))
        if not walls:
            return refuse(Refusal.UNKNOWN_WALL, "no such wall", parts.words)
        can = {lead: can_follow(lead, command, value) for lead in {state.led(wall).lead for wall in walls}}
        able = tuple(wall for wall in walls if can[state.led(wall).lead])
        if not able:
            return refuse(Refusal.UNKNOWN_SCENE, "nothing that these walls could show", parts.words)
        try:
            parts.walls.tell(able, command, value, actor)
        except (RecordAway, AccountsAway) as away:
            return refuse(Refusal.NOT_LED, str(away), parts.words)
        answer = jsonify(sequence=str(parts.walls.state.sequence))
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def can_follow(led: Lead, command: Command, value: str) -> bool:
        """Whether a wall that is led like this can do what is asked; guests are not shown everything."""
        portfolio = parts.visitors.room().portfolio
        if command is Command.FILTER:
            return not value or (portfolio is not None and portfolio.programme(value) is not None)
        if command is not Command.SHOW:
            return True
        try:
            kind, _, part = shown_key(value[: LONGEST_KEY + 1]).partition(":")
        except LeadWrong:
            return False
        if kind == PROJECT:
            return portfolio is not None and part in portfolio.projects
        return kind not in KINDS or is_drawn(led, value)

    def is_drawn(led: Lead, key: str) -> bool:
        seen = parts.visitors.clearance(is_guest=led.is_guest)
        room = parts.visitors.room().seen_by(seen)
        return parts.pages.one(room, parts.walls.state, led, key) is not None
