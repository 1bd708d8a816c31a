"""The web application over a room held in memory, asked through its own test client."""

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flask import Flask, Request
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from callbacks.doors import Entered, Entrance
from dashboard.app import create_app
from dashboard.domain.access import EVERYTHING, Actor, Clearance, Role
from dashboard.domain.audit import AuditPage, Entry, Question, RecordAway, RecordState
from dashboard.domain.city.history import CityPicture
from dashboard.domain.history import Change
from dashboard.domain.moments import ChangeSet, Moment, Notes, moment, since
from dashboard.domain.operations import OperationsState
from dashboard.domain.picture import Picture
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.runs import SourceState
from dashboard.settings import Settings, load
from tests.builders import TODAY
from tests.layouts.city import MOMENT, city, source
from tests.support.recorded import Recorded

SHOW = '..page.children...{"name":["ALL"],"type":"pane"}.tree...{"name":["ALL"],"type":"figure"}.figure...shown.data..'


VISITOR = Actor("정책기획관실", Role.STAFF)


NOTHING_RECORDED = AuditPage((), 0, (), (), 0, RecordState(), datetime(2025, 1, 2, 3, 0, tzinfo=UTC))


@dataclass
class HeldRecord(Recorded):
    """A record in memory, with what its page shows of it."""

    views: list[tuple[str, str]] = field(default_factory=list)
    denied: list[tuple[str, str]] = field(default_factory=list)
    held: AuditPage = NOTHING_RECORDED
    token: str = "0"

    @property
    def state(self) -> RecordState:
        return self.held.state

    def now(self) -> datetime:
        return self.held.now

    def page(self, question: Question, month: date, most: int) -> AuditPage:
        return self.held

    def entries(self, question: Question, most: int) -> tuple[tuple[Entry, ...], int]:
        if self.is_away:
            raise RecordAway("저장소에 연결할 수 없습니다.")
        return self.held.entries, self.held.count


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
    running_now: OperationsState = field(default_factory=OperationsState)
    asked: list[tuple[str, ...]] = field(default_factory=list)
    actors: list[Actor] = field(default_factory=list)
    visitor: Actor | None = VISITOR
    held_record: HeldRecord = field(default_factory=HeldRecord)

    def clearance(self, actor: Actor, *, is_guest: bool = False) -> Clearance:
        return EVERYTHING

    def seen_by(self, seen: Clearance) -> "HeldRoom":
        return self

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

    @property
    def record(self) -> HeldRecord:
        return self.held_record

    def note_denied(self, actor: Actor, wanted: str) -> None:
        self.held_record.denied.append((actor.name, wanted))

    def note_view(self, actor: Actor, href: str) -> None:
        self.held_record.views.append((actor.name, href))

    def city(self) -> CityPicture | None:
        return self.city_now

    def running(self) -> OperationsState:
        return self.running_now

    def test_alarm(self, actor: Actor) -> str:
        self.asked.append(("alarm",))
        self.actors.append(actor)
        return "시험 알림을 보냈습니다."

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


@dataclass
class OpenDoor:
    """Lets in one actor, whoever asks; None lets in nobody."""

    actor: Actor | None = VISITOR

    def enter(self, request: Request, *, is_active: bool) -> Entered | None:
        return Entered(replace(self.actor, address=request.remote_addr)) if self.actor else None


def client(room: HeldRoom, folder: Path, **environment: str) -> FlaskClient:
    entrance = Entrance(OpenDoor(room.visitor))
    server: Flask = create_app(room, settings(folder, **environment), entrance).server
    browser = server.test_client()
    browser.environ_base["HTTP_ORIGIN"] = "http://localhost"  # as every browser says of a page of ours
    return browser


def taken_out(browser: FlaskClient, path: str, kind: str = "meeting", text: str = "") -> TestResponse:
    """A file, asked for with a reason as the dialog does."""
    return browser.post(path, data={"kind": kind, "text": text})


def post(browser: FlaskClient, output: str, outputs: Any, inputs: Any, state: Any = ()) -> TestResponse:
    """POST one callback as the page does."""
    changed = [f"{each['id']}.{each['property']}" for each in inputs]
    body = {"output": output, "outputs": outputs, "inputs": inputs, "changedPropIds": changed}
    return browser.post("/_dash-update-component", json=body | ({"state": list(state)} if state else {}))


def ask(browser: FlaskClient, output: str, outputs: Any, inputs: Any, state: Any = ()) -> Any:
    """The parsed answer to a callback, None when nothing changes."""
    answer = post(browser, output, outputs, inputs, state)
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
