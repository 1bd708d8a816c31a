"""A pressed button -> the room is asked, its sentence is shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dash import Dash, Input, Output
from dash.exceptions import PreventUpdate
from flask import request

from callbacks.pages import Room
from dashboard.domain.access import LOCAL_VISITOR, Actor
from layouts import ids


@dataclass(frozen=True, slots=True)
class Press:
    """What a browser says about a press: the button's id, what its form holds, and the address."""

    id: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    here: str = ""


def register(app: Dash, room: Room) -> None:
    """지금 갱신, the confirmation of a table that shrank, saved views and meetings."""
    asks: dict[str, Callable[[Press, Actor], str]] = {
        ids.REFRESH: lambda press, actor: room.refresh_now(press.id.get("source", ""), actor),
        ids.CONFIRM_SHRINK: lambda press, actor: room.confirm_shrink(
            press.id.get("source", ""), press.id.get("table", ""), actor
        ),
        ids.SAVE_VIEW: lambda press, actor: room.save_view(press.given.get(ids.NAME, ""), press.here, actor),
        ids.FORGET_VIEW: lambda press, actor: room.forget_view(press.id.get("source", ""), actor),
        ids.MARK_MEETING: lambda press, actor: room.mark_meeting(press.given.get(ids.NAME, ""), actor),
    }

    @app.callback(
        Output(ids.NOTICE, "children"),
        Input(ids.PRESSED, "data"),
        prevent_initial_call=True,
    )
    def act(press: Any) -> str:
        """Ask what the pressed button says; the room decides whether this visitor may."""
        pressed = _pressed(press)
        ask = asks.get(pressed.id.get("action", ""))
        if ask is None:
            raise PreventUpdate
        actor = replace(LOCAL_VISITOR, address=request.remote_addr)
        return ask(pressed, actor)


def _pressed(press: Any) -> Press:
    """The press out of what a browser sent, whatever it sent."""
    said = press if isinstance(press, dict) else {}
    here = said.get("here")
    return Press(_texts(said.get("id")), _texts(said.get("given")), here if isinstance(here, str) else "")


def _texts(given: Any) -> dict[str, str]:
    """The texts of a mapping by their names."""
    return (
        {key: value for key, value in given.items() if isinstance(value, str)}
        if isinstance(given, dict)
        else {}
    )
