"""A new value in a bundle reaches the pixels of an open page; one that fails is marked, and the others go on."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import expect

from dashboard.domain.words import KOREAN_TIME
from db.feeds.feed import Reply, Request
from db.transfer.bundle import Bundle, FeedReport, write
from tests.support.browser import Visit
from tests.support.city import City
from tests.support.server import RunningServer

KEY = "one secret of both zones, long enough"
PERIOD_SECONDS = 1.0
WITHIN_MS = 1000 * (PERIOD_SECONDS + 5.0)
POINT = (("nx", "67"), ("ny", "100"))


def temperature(number: int, celsius: str, problem: str | None = None) -> Bundle:
    """What 초단기실황 says of this hour."""
    now = datetime.now(UTC)
    hour = now.astimezone(KOREAN_TIME)
    item = {
        "baseDate": f"{hour:%Y%m%d}",
        "baseTime": f"{hour:%H}00",
        "category": "T1H",
        "nx": 67,
        "ny": 100,
        "obsrValue": celsius,
    }
    body = {"dataType": "JSON", "items": {"item": [item]}, "pageNo": 1, "numOfRows": 10, "totalCount": 1}
    answer = {"response": {"header": {"resultCode": "00", "resultMsg": "NORMAL_SERVICE"}, "body": body}}
    request = Request(
        "getUltraSrtNcst",
        "/1360000/VilageFcstInfoService_2.0/getUltraSrtNcst",
        (("dataType", "JSON"), *POINT),
    )
    replies = () if problem else (Reply(request, json.dumps(answer).encode(), now),)
    report = FeedReport(replies, problem, number, 10_000, PERIOD_SECONDS)
    return Bundle("internet", number, now, {"kma_now": report})


def test_a_value_in_a_bundle_is_on_an_open_page_within_its_period_and_five_seconds(
    visit: Callable[..., Visit], start_server: Callable[..., RunningServer], tmp_path: Path
) -> None:
    drop = tmp_path / "drop"
    write(temperature(1, "11.1"), drop, KEY.encode())
    room = start_server(
        "serve",
        MAPPINGS=str(City(tmp_path).mapping_path),
        DROP_DIR=str(drop),
        DROP_SECONDS=str(PERIOD_SECONDS),
        BUNDLE_KEY=KEY,
        POLL_SECONDS="0.5",
    )
    page = visit().page
    page.goto(f"{room.url}/city?panel=environment")
    shown = page.locator("#page .city")
    expect(shown).to_contain_text("11.1", timeout=20_000)

    write(temperature(2, "12.2"), drop, KEY.encode())

    expect(shown).to_contain_text("12.2", timeout=WITHIN_MS)
    expect(shown).not_to_contain_text("11.1")

    write(temperature(3, "0", "자료원의 응답 시간이 지났습니다(시험)."), drop, KEY.encode())

    expect(shown).to_contain_text("자료원의 응답 시간이 지났습니다(시험).", timeout=WITHIN_MS)
    expect(shown).to_contain_text("12.2")
    page.goto(f"{room.url}/data")
    expect(page.locator("#page .feeds-block")).to_contain_text("자료원의 응답 시간이 지났습니다(시험).")
    expect(page.locator("#page .transfers")).to_contain_text("internet-00000003.bundle.zip")
