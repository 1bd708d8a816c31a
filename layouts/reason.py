"""The dialog that asks why something is taken out of the room; assets/reasons.js opens it and sends what it says."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.domain.audit import GIVEN, LONGEST_REASON
from dashboard.domain.words import Words
from layouts import ids
from layouts.parts import heading, hook, named


def build(words: Words) -> Component:
    """A part of the frame of every page."""
    kinds = [html.Option(words.reason_kinds[kind], value=kind.value) for kind in GIVEN]
    choose: Any = html.Option(words.reason_choose, value="")
    form = html.Form(
        [
            html.Label(
                [
                    html.Span(words.reason_kind),
                    html.Select([choose, *kinds], name="kind", required=True, **named(words.reason_kind)),
                ]
            ),
            html.Label(
                [
                    html.Span(words.reason_text),
                    html.Textarea(name="text", rows=2, maxLength=LONGEST_REASON, **named(words.reason_text)),
                ]
            ),
            html.P(className="reason-problem", role="alert", hidden=True),
            html.Div(
                [
                    html.Button(words.reason_stop, type="button", **hook("stop")),
                    html.Button(words.reason_go, type="submit", className="press"),
                ],
                className="reason-acts",
            ),
        ]
    )
    return html.Dialog(
        [heading(words.reason_title), html.P(words.reason_note, className="note"), form],
        id=ids.REASON,
        className="reason",
        **hook("failed", words.reason_failed),
        **named(words.reason_title),
    )
