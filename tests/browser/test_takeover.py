"""A message that newly appears in its feed, or in a bundle, is on an open wall five seconds after it is in the room."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from dashboard.domain.words import KOREAN, KOREAN_TIME
from db.demo.feeds.faults import Fault
from db.demo.feeds.server import FeedServer
from db.feeds.feed import Reply, Request
from db.schema import EventRow, TransferRow
from db.store import Store
from db.transfer.bundle import Bundle, FeedReport, write
from db.wall_notes import WallNotes
from tests.support.axe import broken_rules
from tests.support.browser import Visit, until_true
from tests.support.city import City
from tests.support.server import RunningServer
from tests.support.waiting import until

FEED = "disaster_messages"
KEY = "one secret of both zones, long enough"
PERIOD_SECONDS = 1.0
WITHIN = timedelta(seconds=5)
"""From the import of a message to a wall that says that it shows it, both by the server's clock."""
BANNER = "[data-takeover]"
SCENE = "document.documentElement.dataset.scene"
ON_TOP = """() => {
  const top = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
  return top !== null && top.closest("[data-situation]") !== null;
}"""


def row(number: int, severity: str, text: str) -> dict[str, object]:
    """A message of this moment as the source writes it."""
    sent = datetime.now(UTC).astimezone(KOREAN_TIME)
    return {
        "SN": number,
        "CRT_DT": f"{sent:%Y/%m/%d %H:%M:%S}",
        "REG_YMD": f"{sent:%Y-%m-%d}",
        "EMRG_STEP_NM": severity,
        "DST_SE_NM": "호우",
        "RCPTN_RGN_NM": "대전광역시 동구 ",
        "MSG_CN": text,
        "MDFCN_YMD": None,
    }


class Way(Protocol):
    """How messages come into the room."""

    @property
    def settings(self) -> dict[str, str]: ...
    def say(self, number: int, severity: str, text: str) -> None:
        """The source has this message, and no other."""
        ...

    def stop(self) -> None: ...


class Asked:
    """The local server of public APIs, which the room asks itself."""

    def __init__(self, folder: Path) -> None:
        # It is months ahead, so that there always is a message that can be said in other words.
        self._server = FeedServer(clock=lambda: datetime.now(UTC) + timedelta(days=90))
        self._server.start()
        self._file = folder / "feeds.toml"
        lines = (f'base = "{self._server.bases[FEED]}"', f'key = "{self._server.key}"', "seconds = 1")
        self._file.write_text("\n".join((f"[{FEED}]", *lines)), encoding="utf-8")

    @property
    def settings(self) -> dict[str, str]:
        return {"FEEDS": str(self._file)}

    def say(self, number: int, severity: str, text: str) -> None:
        said = Fault(single_as_object=True, values=row(number, severity, text))
        self._server.faults.set("safety", said)

    def stop(self) -> None:
        self._server.stop()


class Dropped:
    """Bundles of another zone, which are dropped into a folder."""

    def __init__(self, folder: Path) -> None:
        self._drop = folder / "drop"
        self._drop.mkdir()

    @property
    def settings(self) -> dict[str, str]:
        return {"DROP_DIR": str(self._drop), "DROP_SECONDS": str(PERIOD_SECONDS), "BUNDLE_KEY": KEY}

    def say(self, number: int, severity: str, text: str) -> None:
        now = datetime.now(UTC)
        head = {"resultMsg": "NORMAL SERVICE", "resultCode": "00", "errorMsg": None}
        answer = {"header": head, "totalCount": 1, "body": [row(number, severity, text)]}
        request = Request("DSSP-IF-00247", "/V2/api/DSSP-IF-00247", (("returnType", "json"),))
        reply = Reply(request, json.dumps(answer).encode(), now)
        report = FeedReport((reply,), None, number, None, PERIOD_SECONDS)
        write(Bundle("internet", number, now, {FEED: report}), self._drop, KEY.encode())

    def stop(self) -> None:
        """Nothing goes on."""


class Held:
    """What the room has put on record, read from its store beside it."""

    def __init__(self, room: RunningServer) -> None:
        self.store = Store(f"sqlite:///{room.log.parent / 'var' / 'store.db'}")

    def imported_at(self, number: int) -> datetime | None:
        """When the room took this message in: the receipt of what brought it."""
        fetched = select(EventRow.fetched_at).where(EventRow.id == f"message:{number}")
        with self.store.engine.connect() as connection:
            first = connection.scalar(fetched)
            if first is None:
                return None
            brought = select(TransferRow.received_at).where(
                TransferRow.received_at >= first, TransferRow.state == "accepted", TransferRow.new > 0
            )
            return connection.scalar(brought.order_by(TransferRow.received_at))

    def beat(self) -> dict[str, Any]:
        """The only wall's last word, with its time."""
        (beat,) = WallNotes(self.store).beats()
        return {**beat.data, "at": beat.at}

    def taken_at(self) -> datetime | None:
        """When the wall said that something has taken it over."""
        beat = self.beat()
        return beat["at"] if beat["taken"] == "1" else None


@pytest.fixture(params=[Asked, Dropped], ids=["asked", "dropped"])
def way(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Way]:
    found: Way = request.param(tmp_path)
    yield found
    found.stop()


def test_an_emergency_is_on_an_open_wall_five_seconds_after_its_import_and_leaves_it_where_it_was(
    way: Way,
    visit: Callable[..., Visit],
    start_server: Callable[..., RunningServer],
    tmp_path: Path,
) -> None:
    way.say(1, "안전안내", "한낮 바깥 활동을 삼가시기 바랍니다.")
    room = start_server("serve", MAPPINGS=str(City(tmp_path).mapping_path), **way.settings)
    held = Held(room)
    opened = visit()
    page, remote = opened.page, visit().page
    page.goto(f"{room.url}/wall")
    remote.goto(f"{room.url}/remote")
    until_true(page, f"() => ![undefined, 'waiting', 'nothing'].includes({SCENE})")
    page.keyboard.press("ArrowRight")  # whoever stands there holds the scene for a while
    scene = page.evaluate(SCENE)
    until(lambda: held.imported_at(1), "the first message is in the room")
    leaves_the_wall_alone(page)

    way.say(2, "긴급재난", "갑천 수위 상승. 하천변 출입을 삼가시기 바랍니다.")
    takes_over_in_time(page, held, 2, "갑천 수위 상승")
    expect(page.locator("[data-situation]")).not_to_contain_text(KOREAN.wall_situation_drill)
    says_what_was_not_put_on_record(opened)
    page.get_by_role("button", name=KOREAN.wall_situation_again).click()
    goes_on(page, held, scene)
    expect(remote.locator(BANNER)).to_be_hidden()

    way.say(3, "안전안내", "폭염이 이어집니다. 물을 자주 드시기 바랍니다.")
    until(lambda: held.imported_at(3), "the third message is in the room")
    leaves_the_wall_alone(page)

    way.say(4, "긴급재난", "민방위 훈련 공습경보 발령. 가까운 대피소로 이동하십시오.")
    takes_over_in_time(page, held, 4, "민방위 훈련")
    expect(page.locator("[data-situation]")).to_contain_text(KOREAN.wall_situation_drill)
    expect(remote.locator(BANNER)).to_contain_text(KOREAN.wall_situation_drill_of.format(title="호우"))
    assert broken_rules(remote) == []
    remote.keyboard.press("c")
    expect(remote.get_by_role("status").first).to_have_text(KOREAN.remote_sent["seen"])
    goes_on(page, held, scene)
    held.store.close()


def takes_over_in_time(page: Page, held: Held, number: int, text: str) -> None:
    imported = until(lambda: held.imported_at(number), "the message is in the room")
    taken = until(held.taken_at, "the wall says that it is taken over")
    assert imported is not None
    assert taken is not None
    assert taken - imported <= WITHIN
    expect(page.locator("[data-situation]")).to_contain_text(text)
    assert page.evaluate(ON_TOP), "nothing lies over it"


def says_what_was_not_put_on_record(opened: Visit) -> None:
    """A network that is cut as somebody presses: the wall stays, and the button says to press again."""
    page = opened.page
    page.route("**/api/wall/acknowledge", lambda route: route.abort())
    page.get_by_role("button", name=KOREAN.wall_situation_seen, exact=True).click()
    expect(page.get_by_role("button", name=KOREAN.wall_situation_again)).to_be_visible()
    page.unroute("**/api/wall/acknowledge")
    opened.take_complaints()


def goes_on(page: Page, held: Held, scene: str) -> None:
    expect(page.locator("[data-situation]")).to_be_hidden()
    assert page.evaluate(SCENE) == scene
    assert not page.evaluate(ON_TOP)
    until(lambda: held.beat()["taken"] == "0", "the wall says that it goes on")
    assert held.beat()["scene"] == scene


def leaves_the_wall_alone(page: Page) -> None:
    """The second answer from now is to a question that was asked after now."""
    with page.expect_response("**/api/wall"):
        pass
    with page.expect_response("**/api/wall") as told:
        pass
    assert told.value.json()["takeover"] is None
    expect(page.locator("[data-situation]")).to_be_hidden()
