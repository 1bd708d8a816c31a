"""Nothing of a hidden field reaches whoever may not see it: pages, rows, search and files are byte for byte
those of a city that never had it."""

import io
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from callbacks.doors import Entrance
from dashboard import urls
from dashboard.app import create_app
from dashboard.domain.access import EVERYTHING, Actor, Clearance, Grades, Role, clearance, cleared_records
from dashboard.domain.facets import PAST
from dashboard.domain.portfolio import Profile
from dashboard.domain.records import BudgetLine, BudgetShare, Document, Project, StatusReport
from dashboard.domain.vocabulary import Precision, Status
from dashboard.record_room import RecordRoom
from dashboard.room import Room, SourceFacts
from dashboard.screens.listing import Column, Group
from dashboard.settings import Settings
from db.sources.tables import TABLES
from db.store import Incoming, Store
from tests.builders import EOK, original, plan_fund, planned_dates, secured, stage
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
OF_THIS_FILE = re.compile(rb'<dcterms:(created|modified)[^<]*<| id(Ref)?="\d+"')
"""When a file was written, and the random numbers of its paragraphs."""
OF_THE_RECORD = urls.PATHS[urls.Page.ADMIN]
"""Says how long the record of who did what is, which grows while it is asked for."""
FILES = (
    *(f"/export/projects.{kind}" for kind in ("csv", "xlsx")),
    *(f"/export/projects.csv?group={group}&sort=-planned" for group in Group),
    *("/export/projects.csv?sort=-secured", "/export/projects.xlsx?group=area&sort=-rate"),
    *("/export/report.hwpx", "/export/projects/p1/card.hwpx", "/export/projects/p3/card.hwpx"),
)
OWN = {"Sec-Fetch-Site": "same-origin"}


BOOKS: tuple[Any, ...] = (
    *(
        BudgetLine(f"B{n}", 2025, TODAY, "일반회계", "철도과", f"{n}", f"사업 {n}", n * EOK, n)
        for n in (1, 2)
    ),
    *(BudgetShare(f"B{n}", f"p{n + 2}", Decimal("0.5")) for n in (1, 2)),
    *(Document(f"p{n}", "k1", "계획서", "https://docs.example.test/x", "계획", TODAY) for n in (1, 3)),
    *(planned for n in (3, 4, 5) for planned in (original(f"p{n}"), plan_fund(n * EOK, project_id=f"p{n}"))),
    *(secured(n * EOK, project_id=f"p{n}") for n in (3, 4, 5)),
    *(stage("착공", f"p{n}", seq=1) for n in (3, 4, 5)),
    *(planned_dates("착공", None, date(2024, 12, n), project_id=f"p{n}") for n in (3, 4, 5)),
)
"""What the small city has not: money and dates of several projects, so that there is an order and a sum."""


def whole_city(name: str) -> dict[str, list[Any]]:
    """Everything that a city tells, every text that may be hidden with a mark in it; `name` is of this version."""
    tables: dict[str, list[Any]] = defaultdict(list)
    names = {table.record: key for key, table in TABLES.items()}
    for record in [*records(), *BOOKS]:
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


def moved(tables: Mapping[str, Sequence[Any]], hidden: Collection[str]) -> dict[str, list[Any]]:
    """The same city with another value in every field of `hidden` that has one."""
    return {
        name: [replace(record, **dict(_others(name, record, hidden))) for record in records]
        for name, records in tables.items()
    }


def _others(table: str, record: Any, hidden: Collection[str]) -> Iterator[tuple[str, Any]]:
    for name in sorted(hidden):
        owner, _, part = name.partition(".")
        value = getattr(record, part) if owner == table else None
        if isinstance(value, bool):
            yield part, not value
        elif isinstance(value, int | float | Decimal):
            yield part, value * 3 if isinstance(value, int) else value / 3
        elif isinstance(value, date):
            yield part, value - timedelta(days=40)
        elif isinstance(value, Status | Precision):
            yield part, Status.DONE if isinstance(value, Status) else Precision.OPEN
        elif isinstance(value, str) and name in TEXTS:
            yield part, f"9{value}"


def room_of(folder: Path, grades: Grades, seen: Clearance) -> Iterator[Room]:
    """A room over a store that was told only what `seen` leaves, in two versions.

    Between them one name changed, and every value that is internal: those who see none of it see one change.
    """
    store = Store(f"sqlite:///{folder / 'store.db'}")
    store.upgrade()
    for tables in (whole_city("사업 셋"), moved(whole_city("사업 셋(변경)"), grades.internal)):
        told: Mapping[str, tuple[Any, ...]] = cleared_records(tables, seen)
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
    ways = [f"sort={sign}{column}" for column in Column for sign in ("", "-")]
    ways += [f"group={group}&sort=-{column}" for group in Group for column in ("planned", "days")]
    ways += [
        "status=on-track",
        f"past={PAST}&sort=-executed",
        "status=unknown&group=status",
        "q=%EA%B5%AD%EB%B9%84",
    ]
    ordered = [f"/{place}?start=0&end=100&{way}" for place in ("api/projects", "projects") for way in ways]
    changed = ["/changes?since=v1&status=on-track", "/changes?since=v1&programme=task", "/changes?since=week"]
    parts = ["/timeline?sort=late", "/timeline?only=quarter", "/map?show=money", "/money?cut=lines"]
    sent = {}
    for path in [*pages, *projects, *cuts, *more, *cards, *asked, *rows, *ordered, *changed, *parts]:
        answer = browser.get(path, headers=OWN)
        assert answer.status_code in (HTTPStatus.OK, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND), path
        sent[path] = OF_THIS_START.sub(b"", answer.get_data())
    return sent | {"wall": wall_sent(browser)} | files_sent(browser)


def wall_sent(browser: FlaskClient) -> bytes:
    """Every scene that a wall is given."""
    answer = browser.post(
        urls.WALL_NEWS_PATH, headers=OWN | {"Origin": "http://localhost"}, data={"hold": "0"}
    )
    return (
        b"" if answer.status_code != HTTPStatus.OK else json.dumps(answer.get_json().get("scenes")).encode()
    )


def files_sent(browser: FlaskClient) -> dict[str, bytes]:
    """The content of every file that a visitor may take out, by its address and the name within it."""
    sent = {}
    for path in FILES:
        answer = browser.post(path, headers=OWN | {"Origin": "http://localhost"}, data={"kind": "meeting"})
        assert answer.status_code in (HTTPStatus.OK, HTTPStatus.FORBIDDEN), path
        body = answer.get_data()
        if answer.status_code != HTTPStatus.OK or ".csv" in path:
            sent[path] = body
            continue
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            sent |= {f"{path}!{name}": OF_THIS_FILE.sub(b"", packed.read(name)) for name in packed.namelist()}
    return sent


def unlimited(folder: Path) -> Settings:
    """Everything is asked for here faster than a person does."""
    return settings(folder, SCREENS_PER_SECOND="1000", SEARCHES_PER_SECOND="1000", EXPORTS_PER_MINUTE="1000")


def browser_of(room: Room, actor: Actor, folder: Path) -> FlaskClient:
    return create_app(room, unlimited(folder), Entrance(OpenDoor(actor))).server.test_client()  # type: ignore[no-any-return]


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


def test_what_was_drawn_for_one_visitor_is_shown_to_nobody_who_may_see_less(tmp_path: Path) -> None:
    """All of them ask one server, and those who see everything come first."""
    rooms = room_of(tmp_path, Grades(HIDEABLE), EVERYTHING)
    room, door = next(rooms), OpenDoor(Actor("정책", Role.STAFF))
    server = create_app(room, unlimited(tmp_path), Entrance(door)).server
    everything_sent(server.test_client())

    for actor in ACTORS:
        door.actor = actor
        got = everything_sent(server.test_client())
        alone = everything_sent(browser_of(room, actor, tmp_path))
        other = {path for path in got if got[path] != alone[path]}
        assert other - {OF_THE_RECORD} == set(), actor
    next(rooms, None)


def test_the_marks_are_there_for_whoever_may_see_them(tmp_path: Path) -> None:
    """Else the test above would find nothing because there is nothing."""
    [room] = [next(rooms := room_of(tmp_path, Grades(HIDEABLE), EVERYTHING))]

    sent = everything_sent(browser_of(room, Actor("정책", Role.STAFF), tmp_path))

    assert SECRET.encode() in sent["/projects/p1"]
    assert SECRET.encode() in sent["/projects/p1/card"]
    assert "120억".encode() in sent["/money"]
    assert sent["/projects?start=0&end=100&sort=planned"] != sent["/projects?start=0&end=100&sort=-planned"]
    assert len({body for path, body in sent.items() if "projects.csv" in path}) == 1 + len(Group) + 1
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
        if ".csv" not in path:
            with zipfile.ZipFile(io.BytesIO(body)) as packed:
                parts = [packed.read(name) for name in packed.namelist()]
        assert all(SECRET.encode() not in part for part in parts), path
    next(rooms, None)
