"""What people do stands on record, on both stores: nothing is done without it, and a view never waits for it."""

import itertools
import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from dashboard import urls
from dashboard.domain.access import Actor, Grades, PasswordRefused, Role
from dashboard.domain.audit import Act, Deed, Question, RecordAway, Result, deed_of
from dashboard.domain.portfolio import Profile
from dashboard.domain.words import KOREAN
from dashboard.operations.masking import Mask
from dashboard.record_room import RecordRoom
from dashboard.recording import KEPT_FOR_DEEDS, MOST_WAITING, Recorder
from dashboard.room import Room, SourceFacts
from dashboard.settings import open_values
from dashboard.signing_in import Limits, Sessions
from db import notes, passwords
from db.accounts import Accounts, NewAccount
from db.store import Incoming, Store
from tests.builders import project
from tests.support.recorded import recorder
from tests.support.waiting import until

NOW = datetime(2026, 1, 2, 3, 0, tzinfo=UTC)
STAFF = Actor("정책기획관실", Role.STAFF, address="10.1.2.3", account="staff1")
PASSWORD = "가나다-2025-abc"
INTERNAL = Grades(frozenset({"project.purpose"}))

AWAY = {
    "dropped": ("DROP TABLE audit",),
    "refusing": (
        "CREATE TRIGGER audit_no_insert BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no'); END",
    ),
}
REFUSING_POSTGRESQL = (
    "CREATE FUNCTION no_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$",
    "CREATE TRIGGER audit_no_insert BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION no_insert()",
)


@pytest.fixture
def record(store: Store) -> Recorder:
    return recorder(store, lambda: NOW)


class Refreshing:
    """A scheduler that remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def next_run(self, source_id: str) -> datetime | None:
        return None

    def is_running(self, source_id: str) -> bool:
        return False

    def is_catching_up(self) -> bool:
        return False

    def trigger(self, source_id: str, confirmed: Sequence[str] = ()) -> bool:
        self.asked.append((source_id, tuple(confirmed)))
        return True


@pytest.fixture
def refreshing() -> Refreshing:
    return Refreshing()


@pytest.fixture
def room(store: Store, record: Recorder, refreshing: Refreshing) -> Room:
    with store.begin() as connection:
        store.write(connection, Incoming("city", date(2025, 12, 31), {"project": [project("p1")]}), NOW)
    room = Room(store, [SourceFacts("city", "시", 60, Profile(), INTERNAL)], None, lambda: NOW)
    room.attach_record(RecordRoom(record))
    room.attach(refreshing)
    room.reload()
    return room


def deeds(record: Recorder) -> list[Deed]:
    return [entry.deed for entry in record.audit.walk()]


def break_record(store: Store, how: str = "refusing") -> None:
    statements: tuple[str, ...] = AWAY[how]
    if how == "refusing" and store.engine.dialect.name == "postgresql":
        statements = REFUSING_POSTGRESQL
    run(store, *statements)


def mend_record(store: Store) -> None:
    on = " ON audit" if store.engine.dialect.name == "postgresql" else ""
    run(store, f"DROP TRIGGER audit_no_insert{on}")


def run(store: Store, *statements: str) -> None:
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        for statement in statements:
            connection.execute(text(statement))


def test_every_edit_stands_on_record_with_what_was_there_before(
    room: Room, record: Recorder, refreshing: Refreshing
) -> None:
    room.save_view("늦은 사업", "/projects?past=1", STAFF)
    room.save_view("늦은 사업", "/projects?group=area", STAFF)
    room.forget_view("늦은 사업", STAFF)
    room.mark_meeting("간부회의", STAFF)
    room.refresh_now("city", STAFF)
    room.confirm_shrink("city", "project", STAFF)
    room.save_view("감사", "/", Actor("감사관실", Role.AUDITOR))

    found = [(each.act, each.object, each.before, each.after, each.result) for each in deeds(record)]
    assert found == [
        ("save_view", "늦은 사업", None, "/projects?past=1", "done"),
        ("save_view", "늦은 사업", "/projects?past=1", "/projects?group=area", "done"),
        ("forget_view", "늦은 사업", "/projects?group=area", None, "done"),
        ("mark_meeting", "간부회의", None, "v1", "done"),
        ("refresh", "city", None, None, "done"),
        ("confirm_shrink", "city project", None, None, "done"),
        ("save_view", "감사", None, None, "refused"),
    ]
    assert {(each.actor, each.role, each.address) for each in deeds(record)[:6]} == {
        ("staff1", "staff", "10.1.2.3")
    }
    assert refreshing.asked == [("city", ()), ("city", ("project",))]
    assert record.check().broken is None


@pytest.mark.parametrize("how", AWAY)
def test_without_a_record_nothing_is_done_and_everything_is_still_seen(
    store: Store, room: Room, record: Recorder, refreshing: Refreshing, how: str
) -> None:
    room.save_view("vorher", "/money", STAFF)
    break_record(store, how)

    said = [
        room.save_view("늦은 사업", "/projects", STAFF),
        room.forget_view("vorher", STAFF),
        room.mark_meeting("간부회의", STAFF),
        room.refresh_now("city", STAFF),
        room.confirm_shrink("city", "project", STAFF),
    ]

    assert all(each.startswith("접속 기록을 남길 수 없어") for each in said), said
    assert [view.name for view in notes.read(store).views] == ["vorher"]
    assert notes.read(store).meetings == ()
    assert refreshing.asked == []
    room.note_view(STAFF, "/projects/p1")
    assert room.look(None).portfolio is not None
    assert room.problem is not None
    assert room.problem.startswith("접속 기록을 남길 수 없어")
    assert room.running().record == record.state


def test_what_could_not_be_written_is_written_when_it_can_be(
    store: Store, room: Room, record: Recorder
) -> None:
    break_record(store)
    record.tell(deed_of(STAFF, Act.SIGN_IN))
    room.note_view(STAFF, "/projects/p1")
    with pytest.raises(RecordAway):
        record.flush()
    assert record.state.waiting == 2

    mend_record(store)
    record.write(deed_of(STAFF, Act.EXPORT))

    assert [each.act for each in deeds(record)] == ["sign_in", "view", "export"]
    assert (record.state.waiting, record.state.problem, room.problem) == (0, None, None)


def test_the_thread_writes_what_waits_and_notices_that_the_record_is_back(
    store: Store, record: Recorder
) -> None:
    record.start()
    record.note_once(deed_of(STAFF, Act.VIEW, "/money"))

    until(lambda: [each.act for each in deeds(record)] == ["view"], "the view is on record", 20)
    until(lambda: record.state.checked is not None, "the chain was looked at", 20)
    break_record(store)
    record.tell(deed_of(STAFF, Act.SIGN_OUT))
    assert record.state.problem is not None
    mend_record(store)

    until(lambda: record.state.problem is None, "the problem is gone", 30)
    assert [each.act for each in deeds(record)] == ["view", "sign_out"]
    record.stop()


def test_what_waits_has_an_end_and_what_was_lost_is_told(store: Store, record: Recorder) -> None:
    break_record(store)
    for number in range(MOST_WAITING):
        record.note_once(deed_of(STAFF, Act.VIEW, str(number)))
    for _ in range(3):
        record.tell(deed_of(STAFF, Act.SIGN_IN))
    assert (record.state.waiting, record.state.lost) == (MOST_WAITING - KEPT_FOR_DEEDS + 3, KEPT_FOR_DEEDS)

    mend_record(store)
    record.flush()

    assert record.state.lost == 0
    last = deeds(record)[-1]
    assert (last.act, last.object, last.result) == ("lost", f"{KEPT_FOR_DEEDS}건", "failed")
    assert record.audit.newest() == MOST_WAITING - KEPT_FOR_DEEDS + 4


def test_what_a_role_may_not_have_is_put_on_record_once_a_minute_however_often_it_is_asked_for(
    store: Store, room: Room
) -> None:
    times = [NOW]
    record = recorder(store, lambda: times[-1])
    room.attach_record(RecordRoom(record))
    for _ in range(1000):
        room.note_denied(STAFF, "GET /audit")
        room.note_denied(STAFF, "POST /admin/walls")
    times.append(NOW + timedelta(minutes=1))
    room.note_denied(STAFF, "GET /audit")
    record.flush()

    assert [(each.act, each.actor, each.object, each.result) for each in deeds(record)] == [
        ("denied", "staff1", "GET /audit", "refused"),
        ("denied", "staff1", "POST /admin/walls", "refused"),
        ("denied", "staff1", "GET /audit", "refused"),
    ]


def test_an_internal_view_is_put_on_record_once_an_hour(store: Store, room: Room) -> None:
    times = [NOW]
    record = recorder(store, lambda: times[-1])
    room.attach_record(RecordRoom(record))
    other = Actor("시장", Role.MAYOR, address="10.1.2.4", account="mayor1")
    for href in ("/projects/p1", "/projects/p1?area=econ", "/projects/p1?as_of=v1", "/", "/help", "/nowhere"):
        room.note_view(STAFF, href)
    room.note_view(other, "/projects/p1")
    times.append(NOW + timedelta(hours=1))
    room.note_view(STAFF, "/projects/p1")
    record.flush()

    assert [(each.actor, each.object) for each in deeds(record)] == [
        ("staff1", "/projects/p1"),
        ("staff1", "/"),
        ("mayor1", "/projects/p1"),
        ("staff1", "/projects/p1"),
    ]


@pytest.mark.parametrize(
    ("role", "department", "grades", "is_noted"),
    [
        (Role.STAFF, None, INTERNAL, True),
        (Role.AUDITOR, None, INTERNAL, True),
        (Role.EDITOR, "D1", INTERNAL, True),
        (Role.ADMIN, None, INTERNAL, False),
        (Role.WALL, None, INTERNAL, False),
        (Role.WALL, None, Grades(INTERNAL.internal, INTERNAL.internal), True),
        (Role.STAFF, None, Grades(), False),
    ],
)
def test_a_view_is_noted_for_whom_internal_fields_are_seen_by(
    tmp_path: Path, role: Role, department: str | None, grades: Grades, is_noted: bool
) -> None:
    store = Store(f"sqlite:///{tmp_path / 'store.db'}")
    store.upgrade()
    record = recorder(store)

    RecordRoom(record).note_view(Actor("누구", role, department), urls.room(), grades)

    assert (record.state.waiting == 1) is is_noted
    store.close()


# -- coming and going ------------------------------------------------------------------------


@pytest.fixture
def sessions(store: Store, record: Recorder, monkeypatch: pytest.MonkeyPatch) -> Sessions:
    monkeypatch.setattr(passwords, "ROUNDS", 1000)
    accounts = Accounts(store, b"k" * 32)
    accounts.add(NewAccount("staff1", Role.STAFF, "정책기획관실", password=PASSWORD), NOW)
    limits = Limits(timedelta(minutes=20), timedelta(hours=8))
    seconds = itertools.count()
    return Sessions(accounts, limits, lambda: NOW + timedelta(seconds=next(seconds)), record)


def test_who_comes_and_goes_stands_on_record_without_any_secret(
    store: Store, sessions: Sessions, record: Recorder
) -> None:
    token = sessions.sign_in("staff1", PASSWORD, "10.1.2.3")
    assert token is not None
    assert sessions.sign_in("staff1", "틀린-비밀번호-1", "10.1.2.3") is None
    assert sessions.sign_in("typed-a-password-here", "틀린-비밀번호-1", "10.1.2.9") is None
    with pytest.raises(PasswordRefused):
        sessions.change_password(token, "틀린-비밀번호-1", "새로운-2026-비밀", "10.1.2.3")
    with pytest.raises(PasswordRefused):
        sessions.change_password(token, PASSWORD, "weak", "10.1.2.3")
    sessions.change_password(token, PASSWORD, "새로운-2026-비밀", "10.1.2.3")
    other = sessions.sign_in("staff1", "새로운-2026-비밀", "10.1.2.3")
    assert other is not None
    sessions.sign_out(other, "10.1.2.3")

    found = [(each.act, each.actor, each.object, each.result) for each in deeds(record)]
    assert found == [
        ("sign_in", "staff1", None, "done"),
        ("sign_in", "staff1", None, "refused"),
        ("sign_in", None, "없는 계정", "refused"),
        ("password", "staff1", "staff1", "refused"),
        ("password", "staff1", "staff1", "refused"),
        ("password", "staff1", "staff1", "done"),
        ("sign_in", "staff1", None, "done"),
        ("sign_out", "staff1", None, "done"),
    ]
    everything = repr(list(record.audit.walk()))
    for secret in (PASSWORD, "새로운-2026-비밀", "틀린", "weak", "typed-a-password-here", token, other):
        assert secret not in everything


def test_the_fifth_wrong_password_is_a_lock_on_record(sessions: Sessions, record: Recorder) -> None:
    for _ in range(7):
        sessions.sign_in("staff1", "틀린-비밀번호-1", "10.1.2.3")

    acts = [each.act for each in deeds(record)]
    assert acts == ["sign_in"] * 5 + ["lock"] + ["sign_in"] * 2


def test_who_tries_too_often_is_put_on_record_once(sessions: Sessions, record: Recorder) -> None:
    for _ in range(40):
        sessions.sign_in("nobody", "틀린-비밀번호-1", "10.1.2.3")
    record.flush()

    assert [each.object for each in deeds(record)].count(KOREAN.audit_too_many) == 1
    assert len(deeds(record)) == 21


def test_without_a_record_no_password_is_changed_but_people_come_in(
    store: Store, sessions: Sessions, record: Recorder
) -> None:
    break_record(store)
    token = sessions.sign_in("staff1", PASSWORD, "10.1.2.3")
    assert token is not None

    with pytest.raises(RecordAway):
        sessions.change_password(token, PASSWORD, "새로운-2026-비밀", "10.1.2.3")

    assert sessions.visitor(token, "10.1.2.3", is_active=True) is not None
    mend_record(store)
    assert sessions.sign_in("staff1", PASSWORD, None) is not None
    assert [each.act for each in deeds(record)] == ["sign_in", "sign_in"]


def test_what_is_asked_about_many_at_once_stands_once(store: Store, record: Recorder) -> None:
    def view(number: int) -> None:
        for _ in range(50):
            record.note_once(deed_of(STAFF, Act.VIEW, f"/projects/p{number % 2}"))
            record.tell(deed_of(STAFF, Act.SIGN_IN))

    threads = [threading.Thread(target=view, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    record.flush()

    acts = [each.act for each in deeds(record)]
    assert (acts.count("view"), acts.count("sign_in")) == (2, 200)
    assert record.check().broken is None


# -- settings --------------------------------------------------------------------------------


def test_a_setting_that_differs_is_put_on_record_and_no_secret_is(record: Recorder) -> None:
    environment = {
        "STORE_URL": "postgresql+psycopg://room:geheim-passwort@10.0.0.5/room",
        "SECRET_KEY": "s3cr3t-0123456789-abcdefghijklmnop",
        "PORT": "9000",
    }
    mask = Mask(["geheim-passwort"])
    record.tell_settings(open_values(environment, mask))
    record.tell_settings(open_values(environment, mask))
    record.tell_settings(open_values(environment | {"PORT": "9001"}, mask))
    record.tell_settings(open_values({}, mask))

    found = [(each.object, each.before, each.after) for each in deeds(record)]
    hidden = "postgresql+psycopg://room:(숨김)@10.0.0.5/room"
    assert found == [
        ("PORT", "8050", "9000"),
        ("STORE_URL", "", hidden),
        ("PORT", "9000", "9001"),
        ("PORT", "9001", "8050"),
        ("STORE_URL", hidden, ""),
    ]


def test_a_page_of_a_store_that_is_away_says_so(store: Store, room: Room) -> None:
    run(store, "DROP TABLE audit")

    page = room.record.page(Question(), NOW.date().replace(day=1), 100)

    assert page.entries == ()
    assert page.problem is not None
    with pytest.raises(RecordAway):
        room.record.entries(Question(), 10)
    assert room.record.token.startswith("-1.")


def test_a_refusal_names_what_was_wanted(room: Room, record: Recorder) -> None:
    room.test_alarm(STAFF)

    assert deeds(record) == [replace(deed_of(STAFF, Act.TEST_ALARM), result=Result.REFUSED)]
