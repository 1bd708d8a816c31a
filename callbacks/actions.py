"""A button on the data page -> the room is asked, its sentence is shown."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dash import Dash, Input, Output
from dash.exceptions import PreventUpdate
from flask import request

from callbacks.pages import Room
from dashboard.access import LOCAL_VISITOR, Actor
from layouts import ids


def register(app: Dash, room: Room) -> None:
    """지금 갱신, and the confirmation of a table that shrank."""
    asks: dict[str, Callable[[str, str, Actor], str]] = {
        ids.REFRESH: lambda source, _table, actor: room.refresh_now(source, actor),
        ids.CONFIRM_SHRINK: room.confirm_shrink,
    }

    @app.callback(
        Output(ids.NOTICE, "children"),
        Input(ids.PRESSED, "data"),
        prevent_initial_call=True,
    )
    def act(press: Any) -> str:
        """Ask what the pressed button says; the room decides whether this visitor may."""
        pressed = _pressed(press)
        ask = asks.get(pressed.get("action", ""))
        if ask is None:
            raise PreventUpdate
        actor = replace(LOCAL_VISITOR, address=request.remote_addr)
        return ask(pressed.get("source", ""), pressed.get("table", ""), actor)


def _pressed(press: Any) -> dict[str, str]:
    """Id of the pressed button out of what a browser sent, whatever it sent."""
    id_ = press.get("id") if isinstance(press, dict) else None
    return (
        {key: value for key, value in id_.items() if isinstance(value, str)} if isinstance(id_, dict) else {}
    )
