"""The web application over a room held in memory, asked through its own test client."""

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.domain.access import Actor
from dashboard.domain.city.history import CityPicture
from dashboard.domain.history import Change
from dashboard.domain.moments import ChangeSet, Moment, Notes, moment, since
from dashboard.domain.picture import Picture
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.runs import SourceState
from dashboard.settings import Settings, load
from tests.builders import TODAY
from tests.layouts.city import MOMENT, city, source

SHOW = '..page.children...{"name":["ALL"],"type":"pane"}.tree...{"name":["ALL"],"type":"figure"}.figure...shown.data..'


@dataclass
class HeldRoom:
    """What the screens may ask of a room, with everything open to be changed by a test."""

    portfolio: Portfolio | None = field(default_factory=city)
    sources_now: tuple[SourceState, ...] = (source(),)
    token: str = "12.20250102"
    log_token: str = "12.20250102.2"
    build: str = "b1"
    problem: str | None = None
    today: date = TODAY
    moments: tuple[Moment, ...] = (
        Moment(11, date(2024, 11, 30), MOMENT),
        Moment(12, date(2024, 12, 31), MOMENT),
    )
    notes: Notes = field(default_factory=Notes)
    changed: tuple[Change, ...] = ()
    city_now: CityPicture | None = None
    asked: list[tuple[str, ...]] = field(default_factory=list)
    actors: list[Actor] = field(default_factory=list)

    def look(self, as_of: str | None) -> Picture:
        at = moment(as_of, self.moments) if as_of else self.moments[-1]
        token = self.token if as_of is None else f"{at.number if at else 0}.past"
        problem = None if at else "그 시점의 자료가 없습니다."
        return Picture(self.portfolio if at else None, self.today, token, at, as_of is not None, problem)

    def changes(self, since_text: str | None, until: Moment) -> ChangeSet | None:
        before = since(since_text, until, self.moments, self.notes.meetings)
        return ChangeSet(before, until, self.changed) if before else None

    def save_view(self, name: str, href: str, actor: Actor) -> str:
        self.asked.append(("save", name, href))
        self.actors.append(actor)
        return "저장했습니다."

    def forget_view(self, name: str, actor: Actor) -> str:
        self.asked.append(("forget", name))
        self.actors.append(actor)
        return "지웠습니다."

    def mark_meeting(self, name: str, actor: Actor) -> str:
        self.asked.append(("meeting", name))
        self.actors.append(actor)
        return "기록했습니다."

    def city(self) -> CityPicture | None:
        return self.city_now

    def sources(self) -> tuple[SourceState, ...]:
        return self.sources_now

    def refresh_now(self, source_id: str, actor: Actor) -> str:
        self.asked.append(("refresh", source_id))
        self.actors.append(actor)
        return "갱신을 시작했습니다."

    def confirm_shrink(self, source_id: str, table: str, actor: Actor) -> str:
        self.asked.append(("confirm", source_id, table))
        self.actors.append(actor)
        return "확인했습니다."


def settings(folder: Path, **environment: str) -> Settings:
    return load({"DATA_DIR": str(folder), **environment})


def client(room: HeldRoom, folder: Path, **environment: str) -> FlaskClient:
    server: Flask = create_app(room, settings(folder, **environment)).server
    return server.test_client()


def ask(browser: FlaskClient, output: str, outputs: Any, inputs: Any, state: Any = ()) -> Any:
    """POST one callback as the page does; the parsed answer, None when nothing changes."""
    changed = [f"{each['id']}.{each['property']}" for each in inputs]
    body = {"output": output, "outputs": outputs, "inputs": inputs, "changedPropIds": changed}
    answer = browser.post("/_dash-update-component", json=body | {"state": list(state)})
    assert answer.status_code in (200, 204), answer.get_data(as_text=True)
    return json.loads(answer.get_data())["response"] if answer.status_code == 200 else None


def show(
    browser: FlaskClient, address: Any, shown: Any = None, panes: Any = ("header",), figures: Any = ()
) -> dict[str, Any]:
    """What the page does for an address: `shown`, `panes` and `figures` are what stands on it."""
    outputs = [
        {"id": "page", "property": "children"},
        [{"id": {"name": name, "type": "pane"}, "property": "tree"} for name in panes],
        [{"id": {"name": name, "type": "figure"}, "property": "figure"} for name in figures],
        {"id": "shown", "property": "data"},
    ]
    inputs = [
        {"id": "address", "property": "data", "value": address},
        {"id": "data-version", "property": "data", "value": None},
    ]
    state = [{"id": "shown", "property": "data", "value": shown}]
    answer: dict[str, Any] = ask(browser, SHOW, outputs, inputs, state)
    return answer
