"""A pressed button -> the room is asked, its sentence is shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from dash import Dash, Input, Output
from dash.exceptions import PreventUpdate

from callbacks.guard import LONGEST_ADDRESS
from callbacks.pages import Room
from callbacks.shapes import LARGEST_NUMBER, Check, maybe, one_of, record, table, text, whole
from callbacks.visitors import Visitors
from dashboard.domain.access import Actor
from layouts import ids

LONGEST_NAME = 200
"""Signs of a source, a table, a saved view, or the name of a field."""
MOST_FIELDS, LONGEST_FIELD = 20, 4000

CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        f"{ids.PRESSED}.data": maybe(
            record(
                id=record(
                    type=one_of(ids.ACT_TYPE),
                    action=one_of(*ids.ACTIONS),
                    source=text(LONGEST_NAME),
                    table=text(LONGEST_NAME),
                ),
                given=table(MOST_FIELDS, text(LONGEST_NAME), text(LONGEST_FIELD)),
                here=text(LONGEST_ADDRESS),
                count=whole(1, LARGEST_NUMBER),
            )
        )
    }
)
"""What a page sends for the callback below."""


@dataclass(frozen=True, slots=True)
class Press:
    """What a browser says about a press: the button's id, what its form holds, and the address."""

    id: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    here: str = ""


def register(app: Dash, visitors: Visitors) -> None:
    """지금 갱신, the confirmation of a table that shrank, saved views and meetings."""
    asks: dict[str, Callable[[Room, Press, Actor], str]] = {
        ids.REFRESH: lambda room, press, actor: room.refresh_now(press.id.get("source", ""), actor),
        ids.CONFIRM_SHRINK: lambda room, press, actor: room.confirm_shrink(
            press.id.get("source", ""), press.id.get("table", ""), actor
        ),
        ids.SAVE_VIEW: lambda room, press, actor: room.save_view(
            press.given.get(ids.NAME, ""), press.here, actor
        ),
        ids.FORGET_VIEW: lambda room, press, actor: room.forget_view(press.id.get("source", ""), actor),
        ids.TEST_ALARM: lambda room, _press, actor: room.test_alarm(actor),
        ids.MARK_MEETING: lambda room, press, actor: room.mark_meeting(press.given.get(ids.NAME, ""), actor),
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
        return ask(visitors.room(), pressed, visitors.actor())


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
