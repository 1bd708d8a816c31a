"""Taking out of the room: only with a reason, only on record; and the page of the record for who may see it."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect
from sqlalchemy import text

from dashboard.domain.access import Actor, Role
from dashboard.domain.audit import (
    Act,
    Break,
    BreakCause,
    Checked,
    Deed,
    Entry,
    Reason,
    ReasonKind,
    RecordState,
    Result,
    TakenOut,
    deed_of,
    sealed,
)
from dashboard.domain.operations import OperationsState
from dashboard.domain.words import KOREAN
from db.audit import Audit
from db.store import Store
from tests.callbacks.application import NOTHING_RECORDED, HeldRoom, client, taken_out
from tests.support.browser import LIVE, Visit, give_reason, until_true
from tests.support.city import City
from tests.support.recorded import KEY
from tests.support.server import COOKIE, RunningServer
from tests.support.waiting import until

NOW = NOTHING_RECORDED.now
AUDITOR = Actor("감사관실", Role.AUDITOR, account="audit1")
STAFF = Actor("정책기획관실", Role.STAFF, account="staff1", address="10.1.2.3")
FILES = (
    "/export/projects.csv",
    "/export/projects.xlsx",
    "/export/report.hwpx",
    "/export/projects/p1/card.hwpx",
)


@pytest.fixture
def room() -> HeldRoom:
    return HeldRoom(visitor=STAFF)


@pytest.fixture
def wire(room: HeldRoom, tmp_path: Path) -> FlaskClient:
    return client(room, tmp_path)


@pytest.mark.parametrize("path", FILES)
def test_a_file_is_given_for_a_reason_and_on_record(room: HeldRoom, wire: FlaskClient, path: str) -> None:
    answer = taken_out(wire, f"{path}?area=econ", "council", "제12회 정례회")

    assert answer.status_code == 200
    [deed] = room.record.deeds
    assert (deed.act, deed.actor, deed.object) == (Act.EXPORT, "staff1", f"{path}?area=econ")
    assert deed.reason == "council 제12회 정례회"
    assert deed.after is not None
    assert re.search(r"2024-12-31_v12\.|2024Q4_2024-12-31_v12\.", deed.after)


@pytest.mark.parametrize("path", FILES)
def test_without_a_reason_there_is_no_file(room: HeldRoom, wire: FlaskClient, path: str) -> None:
    for kind, said in (("", ""), ("other", ""), ("shortcut", ""), ("nothing", "x"), ("meeting", "가" * 300)):
        answer = taken_out(wire, path, kind, said)
        assert answer.status_code == 422
        assert answer.json is not None
        assert answer.json["error"] == KOREAN.refusals["no_reason"]
    assert wire.get(path).status_code == 405
    assert wire.get(f"{path}?kind=meeting").status_code == 405
    assert room.record.deeds == []


def test_a_record_that_cannot_be_written_keeps_files_back_and_no_view(
    room: HeldRoom, wire: FlaskClient
) -> None:
    room.record.is_away = True

    for path in FILES:
        answer = taken_out(wire, path)
        assert answer.status_code == 503
        assert answer.json == {"error": KOREAN.refusals["record_away"], "code": "record_away"}
    assert wire.post("/api/printed", data={"kind": "meeting", "path": "/"}).status_code == 503
    for path in ("/", "/projects", "/projects/p1", "/money", "/data", "/projects/p1/card"):
        assert wire.get(path).status_code == 200


def test_a_print_is_put_on_record_with_its_reason(room: HeldRoom, wire: FlaskClient) -> None:
    def printed(**given: str) -> int:
        return wire.post("/api/printed", data=given).status_code

    assert printed(kind="report", text="주간 보고", path="/projects/p1/card?area=econ") == 204
    assert printed(kind="shortcut", path="/money") == 204
    assert printed(kind="", path="/money") == 422
    assert printed(kind="shortcut", path="https://example.org/" + "x" * 9000) == 204

    assert [(each.act, each.object, each.reason) for each in room.record.deeds] == [
        ("print", "/projects/p1/card?area=econ", "report 주간 보고"),
        ("print", "/money", "shortcut"),
        ("print", "/", "shortcut"),
    ]


def test_what_is_looked_at_is_told(room: HeldRoom, wire: FlaskClient) -> None:
    wire.get("/projects/p1")
    wire.get("/api/projects?start=0&end=5")

    assert room.record.views == [("정책기획관실", "/projects/p1"), ("정책기획관실", "/projects")]


def test_what_the_role_may_not_have_is_told_by_its_kind_and_what_it_may_have_is_not(
    room: HeldRoom, wire: FlaskClient
) -> None:
    for path in ("/audit?act=sign_in", "/admin", "/metrics"):
        assert wire.get(path).status_code == 403
    assert taken_out(wire, "/export/audit.csv").status_code == 403
    for path in ("/", "/projects/p1", "/nowhere", "/api/projects?start=0&end=5"):
        assert wire.get(path).status_code in (200, 404)
    assert wire.post("/api/printed", data={"kind": "meeting", "path": "/"}).status_code == 204

    assert room.record.denied == [
        ("정책기획관실", "GET /audit"),
        ("정책기획관실", "GET /admin"),
        ("정책기획관실", "GET /metrics"),
        ("정책기획관실", "POST /export/audit.csv"),
    ]


def test_whom_nobody_knows_is_refused_and_is_nobody_on_record(tmp_path: Path) -> None:
    room = HeldRoom(visitor=None)

    assert client(room, tmp_path).get("/metrics").status_code == 403

    assert room.record.denied == []


def test_the_page_of_who_keeps_the_room_says_that_the_record_cannot_be_written(tmp_path: Path) -> None:
    state = RecordState(None, "접속 기록을 남길 수 없어 …", waiting=3)
    room = HeldRoom(visitor=Actor("정보화담당관", Role.ADMIN), running_now=OperationsState(record=state))

    page = client(room, tmp_path).get("/admin").get_data(as_text=True)

    assert "접속 기록을 남길 수 없어 … 아직 쓰지 못한 기록 3건이 메모리에 있습니다." in page


# -- the page --------------------------------------------------------------------------------


def chain(*deeds: Deed) -> tuple[Entry, ...]:
    """Entries as the page gets them: newest first."""
    made: list[Entry] = []
    for number, deed in enumerate(deeds, 1):
        made.append(sealed(KEY, number, NOW, deed, made[-1].hash if made else "0" * 64))
    return tuple(reversed(made))


RECORDED = chain(
    deed_of(
        STAFF, Act.EXPORT, "/export/projects.csv?q=" + "가" * 200, Reason(ReasonKind.OTHER, "감사원 요구")
    ),
    Deed(Act.SIGN_IN, None, address="10.9.9.9", object="없는 계정", result=Result.REFUSED),
    Deed(Act.SETTING, object="PORT", before="8050", after="=9000"),
    replace(deed_of(STAFF, Act.VIEW, "<b>/projects</b>"), request_id="abcdef0123456789"),
)


@pytest.fixture
def audited(tmp_path: Path) -> tuple[HeldRoom, FlaskClient]:
    room = HeldRoom(visitor=AUDITOR)
    taken = TakenOut(ReasonKind.OTHER, ((Act.EXPORT, 3), (Act.PRINT, 1)), 2)
    checked = Checked(NOW, 1, 3, "x")
    room.record.held = replace(
        NOTHING_RECORDED,
        entries=RECORDED,
        count=4,
        actors=("staff1",),
        taken_out=(taken,),
        newest=4,
        state=RecordState(checked),
    )
    return room, client(room, tmp_path)


def test_the_page_shows_the_entries_and_whether_they_hold(audited: tuple[HeldRoom, FlaskClient]) -> None:
    room, wire = audited

    answer = wire.get("/audit")
    page = answer.get_data(as_text=True)

    assert answer.status_code == 200
    for said in (
        *(
            "접속 기록",
            "staff1",
            "정책 담당",
            "10.1.2.3",
            "내려받기",
            "기타: 감사원 요구",
            "거절",
            "없는 계정",
        ),
        *("1~3번이 처음 그대로입니다", "그 뒤 1건은 다음 확인 때", "2025년 1월 반출 점검", "3건", "2명"),
        *("&lt;b&gt;/projects&lt;/b&gt;", "abcdef0123456789", RECORDED[0].hash, "8050"),
    ):
        assert said in page, said
    assert 'data-export="/export/audit.csv"' in page
    assert 'href="/audit?act=export"' in page
    assert 'href="/audit?month=2024-12"' in page
    assert room.record.deeds == []


def test_the_page_says_loudly_that_the_record_does_not_hold(audited: tuple[HeldRoom, FlaskClient]) -> None:
    room, wire = audited
    broken = Checked(NOW, 1, 3, "x", Break(3, BreakCause.CHANGED))
    state = RecordState(broken, "접속 기록을 남길 수 없어 …", waiting=4, lost=2)
    room.record.held = replace(room.record.held, state=state, problem="저장소에 연결할 수 없습니다")
    room.record.token = "1"

    page = wire.get("/audit").get_data(as_text=True)

    for said in (
        "3번에서 기록이 어긋납니다",
        "내용이 봉인과 다릅니다",
        "접속 기록을 남길 수 없어",
        "4건이 메모리에",
        "2건 있습니다",
        "저장소에 연결할 수 없습니다",
    ):
        assert said in page, said


@pytest.mark.parametrize(
    "query",
    [
        "day=x",
        "day=2025-13-01",
        "act=nothing",
        "result=%00",
        "before=-1",
        "before=9" + "9" * 30,
        "month=2025",
        "month=9999-12",
        "month=0001-01",
        "actor=%ff",
    ],
)
def test_what_an_address_asks_in_vain_fails_nothing(
    audited: tuple[HeldRoom, FlaskClient], query: str
) -> None:
    _, wire = audited

    assert wire.get(f"/audit?{query}").status_code == 200
    assert taken_out(wire, f"/export/audit.csv?{query}").status_code == 200


def test_the_record_is_taken_out_as_a_file_that_is_on_record_itself(
    audited: tuple[HeldRoom, FlaskClient],
) -> None:
    room, wire = audited

    answer = taken_out(wire, "/export/audit.csv?actor=staff1", "report", "월간 점검")

    lines = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"), newline="")))
    assert ["조건", "staff1"] in lines
    assert [line[0] for line in lines[-4:]] == ["4", "3", "2", "1"]
    assert "'=9000" in lines[-3], "no cell is a formula"
    [deed] = room.record.deeds
    assert (deed.act, deed.actor, deed.reason) == ("export_audit", "audit1", "report 월간 점검")
    room.record.is_away = True
    assert taken_out(wire, "/export/audit.csv").status_code == 503


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDITOR])
def test_nobody_else_sees_the_record_or_a_way_to_it(tmp_path: Path, role: Role) -> None:
    wire = client(HeldRoom(visitor=Actor("누구", role, "D1" if role is Role.EDITOR else None)), tmp_path)

    assert wire.get("/audit").status_code == 403
    assert taken_out(wire, "/export/audit.csv").status_code == 403
    assert 'href="/audit"' not in wire.get("/").get_data(as_text=True)


# -- the real thing --------------------------------------------------------------------------


@pytest.fixture
def server(start_server: Callable[..., RunningServer], tmp_path: Path) -> RunningServer:
    """A room of a city of its own, in which the purpose of a project is internal."""
    path = City(tmp_path, period=60).mapping_path
    path.write_text(path.read_text(encoding="utf-8") + '\n[grades]\ninternal = ["project.content"]\n')
    return start_server(MAPPINGS=str(path))


def store_of(server: RunningServer) -> Store:
    return Store(f"sqlite:///{server._environment['DATA_DIR']}/store.db")


def on_record(server: RunningServer) -> list[Deed]:
    store = store_of(server)
    try:
        return [entry.deed for entry in Audit(store, b"").walk()]
    finally:
        store.close()


def live(page: Page, address: str) -> Page:
    """The page as scripts have taken it over: a menu that is opened before is closed by that."""
    page.goto(address)
    expect(page.locator("#page > *").first).to_be_attached()
    until_true(page, LIVE)
    return page


def test_a_day_with_the_record(server: RunningServer, visit: Callable[..., Visit], tmp_path: Path) -> None:
    one = visit()
    page = one.page
    page.add_init_script(
        "window.print = () => { window.dispatchEvent(new Event('beforeprint')); window.isPrinted = true; }"
    )
    live(page, f"{server.url}/projects")
    page.locator("#page button.tool", has_text="CSV").click()
    dialog = page.get_by_role("dialog", name=KOREAN.reason_title)
    dialog.get_by_role("button", name=KOREAN.reason_go).click()
    expect(dialog).to_be_visible()  # the browser asks for the reason itself
    with page.expect_download() as waiting:
        give_reason(page, "council", "제12회 정례회")
    expect(dialog).to_be_hidden()
    assert re.fullmatch(r"사업목록_.*\.csv", waiting.value.suggested_filename)

    page.locator("#react-entry-point .more > summary").click()
    page.locator("#react-entry-point .more .print").click()
    expect(dialog.get_by_label(KOREAN.reason_text)).to_have_value("제12회 정례회")  # remembered in this tab
    dialog.get_by_role("button", name=KOREAN.reason_go).click()
    until_true(page, "window.isPrinted === true")
    with page.expect_response("**/api/printed") as told:
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert told.value.status == 204
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")

    found = [(each.act, each.actor, each.object, each.reason) for each in on_record(server)]
    assert ("export", "staff0", "/export/projects.csv", "council 제12회 정례회") in found
    assert ("print", "staff0", "/projects", "council 제12회 정례회") in found
    assert ("print", "staff0", "/projects", "shortcut") in found
    assert len([each for each in found if each[0] == "print"]) == 2
    assert ("view", "staff0", "/projects", None) in found
    assert ("sign_in", "staff0", None, None) in found
    assert ("account", "add staff0") in {(act, said) for act, _, said, _ in found}
    assert {"start", "setting"} <= {act for act, *_ in found}
    assert server.command("audit", "verify").startswith(f"1~{len(on_record(server))}번이 처음 그대로입니다")


def test_a_refused_page_is_on_record_once_whether_it_is_opened_or_led_to(
    server: RunningServer, visit: Callable[..., Visit]
) -> None:
    one = visit()
    page = live(one.page, server.url)
    for _ in range(3):
        assert server.status("/audit") == 403
    page.evaluate("history.pushState({}, '', '/admin'); dispatchEvent(new PopStateEvent('popstate'))")
    expect(page.locator("#page h1", has_text=KOREAN.not_allowed_title)).to_be_visible()

    def denied() -> list[tuple[str | None, str | None]]:
        return [(each.actor, each.object) for each in on_record(server) if each.act == Act.DENIED]

    until(lambda: {("staff0", "GET /audit"), ("staff0", "GET /admin")} <= set(denied()), "both are on record")
    assert len(denied()) <= 4  # a minute may have begun in between


def test_the_auditor_opens_entries_narrows_them_and_takes_them_out(
    server: RunningServer, visit: Callable[..., Visit], tmp_path: Path
) -> None:
    token = server.sign_in("auditor")
    one = visit(1366, 768)
    one.context.add_cookies([{"name": COOKIE, "value": token, "url": "https://127.0.0.1/", "secure": True}])
    page = live(one.page, f"{server.url}/audit")
    page.locator("#page .entry > summary").first.click()
    expect(page.locator("#page .entry dl").first).to_be_visible()
    for width, height in ((1366, 768), (1920, 1080), (3840, 2160)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#page .menu > summary", has_text=KOREAN.audit_any_act).click()
    page.locator("#page .menu a", has_text=KOREAN.audit_acts["sign_in"]).click()
    expect(page).to_have_url(f"{server.url}/audit?act=sign_in")
    # Two accounts, each with its first password and with its own.
    expect(page.locator("#page .entries tbody tr")).to_have_count(4)
    with page.expect_download() as waiting:
        page.locator("#page button.tool", has_text=KOREAN.audit_download).click()
        give_reason(page, "report", "월간 점검")
    assert re.fullmatch(r"접속기록_\d{4}-\d\d-\d\d\.csv", waiting.value.suggested_filename)
    assert "export_audit" in {each.act for each in on_record(server)}


def test_a_menu_that_is_open_stays_open_while_others_go_on_record(
    server: RunningServer, visit: Callable[..., Visit]
) -> None:
    token = server.sign_in("auditor")
    one = visit(1366, 768)
    one.context.add_cookies([{"name": COOKIE, "value": token, "url": "https://127.0.0.1/", "secure": True}])
    page = live(one.page, f"{server.url}/audit")
    page.locator("#page .menu > summary", has_text=KOREAN.audit_any_act).click()
    choice = page.locator("#page .menu a", has_text=KOREAN.audit_acts["sign_in"])
    expect(choice).to_be_visible()
    page.evaluate("window.chosen = document.querySelector('#page .menu[open]')")
    rows = page.locator("#page .entries tbody tr").count()

    server.sign_in("staff")

    until(lambda: page.locator("#page .entries tbody tr").count() > rows, "the new entries")
    expect(choice).to_be_visible()
    assert page.evaluate("window.chosen.isConnected")


def test_a_real_record_that_is_away_keeps_edits_and_files_back_and_no_view(
    server: RunningServer, visit: Callable[..., Visit]
) -> None:
    store = store_of(server)
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text("DROP TABLE audit"))
    store.close()

    one = visit()
    page = live(one.page, f"{server.url}/projects")
    expect(page.locator("#page .ag-row, #page tbody tr").first).to_be_visible()
    page.locator("#page button.tool", has_text="CSV").click()
    give_reason(page)
    expect(page.locator(".reason-problem")).to_contain_text("접속 기록을 남길 수 없어")
    page.get_by_role("button", name=KOREAN.reason_stop).click()
    live(page, f"{server.url}/changes")
    expect(page.locator("[data-live=problem]").last).to_contain_text("접속 기록을 남길 수 없어")
    for path in ("/", "/projects/P001", "/money", "/data"):
        assert server.status(path) in (200, 404)
    assert "(503)" not in str(server.status("/healthz"))
    broken = server.run("audit", "verify")
    assert broken.returncode == 1
    assert one.take_complaints()  # the browser's own line about the 503


def test_the_command_names_the_first_entry_that_does_not_hold(server: RunningServer, tmp_path: Path) -> None:
    server.sign_in("auditor")
    exported = tmp_path / "record.jsonl"
    server.command("audit", "export", str(exported))
    assert len(exported.read_text(encoding="utf-8").splitlines()) == len(on_record(server))
    assert server.run("audit", "export", str(exported)).returncode == 1
    store = store_of(server)
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text("DROP TRIGGER audit_no_update"))
        connection.execute(text("UPDATE audit SET actor = 'nobody' WHERE seq = 2"))
    store.close()

    done = server.run("audit", "verify")

    assert done.returncode == 1
    assert "\n2번에서 기록이 어긋납니다" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_seal_of_the_day_stands_in_its_folder(server: RunningServer) -> None:
    server.command("audit", "verify")

    [seal] = (Path(server._environment["DATA_DIR"]) / "audit").glob("*.seal.json")
    day = (datetime.now(UTC) + timedelta(hours=9)).date()
    assert seal.name in (f"{day.isoformat()}.seal.json", f"{(day - timedelta(days=1)).isoformat()}.seal.json")
