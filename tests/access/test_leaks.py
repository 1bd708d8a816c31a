"""Nothing of a hidden field reaches whoever may not see it: pages, rows, search and files are byte for byte
those of a city that never had it."""

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from callbacks.doors import Entrance
from dashboard import urls
from dashboard.app import create_app
from dashboard.domain.access import EVERYTHING, Actor, Clearance, Grades, Role, clearance, cleared_records
from dashboard.domain.portfolio import Profile
from dashboard.domain.records import Document, Project, StatusReport
from dashboard.record_room import RecordRoom
from dashboard.room import Room, SourceFacts
from db.sources.tables import TABLES
from db.store import Incoming, Store
from tests.callbacks.application import OpenDoor, settings
from tests.layouts.city import records
from tests.support.recorded import recorder

NOW = datetime(2025, 1, 2, 0, 5, tzinfo=UTC)
TODAY = date(2025, 1, 2)
SECRET = "누설시험"
HIDEABLE = frozenset(
    f"{name}.{part.name}"
    for name, table in TABLES.items()
    for part in fields(table.record)
    if part.name in table.columns and part.default is None
)
TEXTS = frozenset(
    name for name in HIDEABLE if TABLES[name.partition(".")[0]].columns[name.partition(".")[2]] == "text"
)
SOME = frozenset(
    {
        *("project.purpose", "project.content", "plan_fund.amount", "fund_fact.amount", "stage_plan.end"),
        *("status_report.issue", "status_report.measure", "status_report.progress", "assignment.extension"),
    }
)
ACTORS = (
    Actor("월 1", Role.WALL),
    Actor("관리자", Role.ADMIN),
    Actor("철도과", Role.EDITOR, "d1"),
    Actor("교통과", Role.EDITOR, "d9"),
)
OF_THIS_START = re.compile(rb'<script id="_dash-config".*?</script>', re.DOTALL)
"""Dash's own settings, which hold a random mark of the process."""
OWN = {"Sec-Fetch-Site": "same-origin"}


def whole_city(name: str) -> dict[str, list[Any]]:
    """Everything that a city tells, every text that may be hidden with a mark in it; `name` is of this version."""
    tables: dict[str, list[Any]] = defaultdict(list)
    names = {table.record: key for key, table in TABLES.items()}
    for record in [*records(), Document("p1", "k1", "계획서", "https://docs.example.test/x", "계획", TODAY)]:
        table = names[type(record)]
        if isinstance(record, Project | StatusReport):
            marked: dict[str, Any] = {
                field.partition(".")[2]: f"{SECRET} {field} {record}"[:60]
                for field in TEXTS
                if field.startswith(f"{table}.") and field not in ("project.area_id", "project.number")
            }
            record = replace(record, **marked)  # noqa: PLW2901 -- the same record, marked
        if isinstance(record, Project) and record.id == "p3":
            record = replace(record, name=name)  # noqa: PLW2901
        tables[table].append(record)
    return tables


def room_of(folder: Path, grades: Grades, seen: Clearance) -> Iterator[Room]:
    """A room over a store that was told only what `seen` leaves, in two versions."""
    store = Store(f"sqlite:///{folder / 'store.db'}")
    store.upgrade()
    for name in ("사업 셋", "사업 셋(변경)"):
        told: Mapping[str, tuple[Any, ...]] = cleared_records(whole_city(name), seen)
        with store.begin() as connection:
            store.write(connection, Incoming("city", TODAY, told), NOW)
    profile = Profile(document_hosts=("docs.example.test",))
    room = Room(store, [SourceFacts("city", "시", 60, profile, grades)], TODAY, lambda: NOW)
    room.attach_record(RecordRoom(recorder(store)))
    room.build = "b1"
    room.reload()
    yield room
    store.close()


def everything_sent(browser: FlaskClient) -> dict[str, bytes]:
    """All that leaves the server for a visitor, by address: pages, rows, answers of the search, files."""
    pages = [path for page, path in urls.PATHS.items() if page is not urls.Page.CITY]
    projects = [f"/projects/p{number}" for number in range(1, 13)]
    cuts = [f"/money?cut={cut}" for cut in ("tree", "flow", "gaps", "years")]
    more = ["/changes?since=v1", "/timeline?plan=original", "/?since=v1", "/compare?ids=p1,p3", "/?as_of=v1"]
    cards = [f"{path}/card" for path in projects]
    asked = [f"/api/search?q={word}" for word in (SECRET, "국비", "4321", "순환선", "설계")]
    rows = [
        "/api/projects?start=0&end=100",
        "/api/projects?start=0&end=100&q=%EB%88%84%EC%84%A4&sort=-progress",
    ]
    sent = {}
    for path in [*pages, *projects, *cuts, *more, *cards, *asked, *rows]:
        answer = browser.get(path, headers=OWN)
        sent[path] = OF_THIS_START.sub(b"", answer.get_data())
    return sent


def browser_of(room: Room, actor: Actor, folder: Path) -> FlaskClient:
    return create_app(room, settings(folder), Entrance(OpenDoor(actor))).server.test_client()  # type: ignore[no-any-return]


@pytest.mark.parametrize("hidden", [SOME, HIDEABLE], ids=["some", "all"])
@pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: f"{actor.role}-{actor.department}")
def test_nobody_gets_what_is_hidden_in_any_shape(
    tmp_path: Path, actor: Actor, hidden: frozenset[str]
) -> None:
    grades = Grades(hidden)
    seen = clearance(actor, grades)
    assert seen.hidden == hidden
    folders = [tmp_path / name for name in ("told", "never")]
    for folder in folders:
        folder.mkdir()
    told, never = (
        room_of(folder, grades, known) for folder, known in zip(folders, (EVERYTHING, seen), strict=True)
    )

    got, wanted = (
        everything_sent(browser_of(next(rooms), actor, folder))
        for rooms, folder in zip((told, never), folders, strict=True)
    )

    assert [path for path in got if got[path] != wanted[path]] == []
    marks = [f"{SECRET} {field} ".encode() for field in hidden]
    found = [path for path, body in got.items() if any(mark in body for mark in marks)]
    assert actor.department == "d1" or found == []
    for rooms in (told, never):
        next(rooms, None)


def test_the_marks_are_there_for_whoever_may_see_them(tmp_path: Path) -> None:
    """Else the test above would find nothing because there is nothing."""
    [room] = [next(rooms := room_of(tmp_path, Grades(HIDEABLE), EVERYTHING))]

    sent = everything_sent(browser_of(room, Actor("정책", Role.STAFF), tmp_path))

    assert SECRET.encode() in sent["/projects/p1"]
    assert SECRET.encode() in sent["/projects/p1/card"]
    assert "80억".encode() in sent["/money"] or "160억".encode() in sent["/money"]
    next(rooms, None)


def test_files_hold_nothing_that_is_hidden(tmp_path: Path) -> None:
    rooms = room_of(tmp_path, Grades(HIDEABLE), EVERYTHING)
    browser = browser_of(next(rooms), Actor("교통과", Role.EDITOR, "d9"), tmp_path)

    for path in (
        "/export/projects.csv",
        "/export/projects.xlsx",
        "/export/report.hwpx",
        "/export/projects/p1/card.hwpx",
    ):
        answer = browser.post(path, headers=OWN | {"Origin": "http://localhost"}, data={"kind": "meeting"})
        assert answer.status_code == 200, path
        body = answer.get_data()
        parts = [body]
        if not path.endswith("csv"):
            with zipfile.ZipFile(io.BytesIO(body)) as packed:
                parts = [packed.read(name) for name in packed.namelist()]
        assert all(SECRET.encode() not in part for part in parts), path
    next(rooms, None)
