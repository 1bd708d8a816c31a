"""Two processes over one store: who is cut off in one is out of the other, which remembers for a while whom it knew."""

import re
from collections.abc import Callable
from pathlib import Path

from tests.access.test_walls import Browser, admin_of, paired
from tests.support.city import City
from tests.support.server import COOKIE, RunningServer
from tests.support.waiting import until

WITHIN_SECONDS = 60.0


def test_who_is_cut_off_in_one_process_is_out_of_the_other_within_a_minute(
    start_server: Callable[..., RunningServer], tmp_path: Path, postgres_url: str
) -> None:
    settings = {"MAPPINGS": str(City(tmp_path, period=60).mapping_path), "STORE_URL": postgres_url}
    one, other = start_server(**settings), start_server(**settings)
    admin = admin_of(one)
    known = {
        "a session that is ended": Browser(one, **{COOKIE: one.enter("staff0")}),
        "an account that is locked": Browser(one, **{COOKIE: one.sign_in("mayor")}),
        "a wall that is cut off": paired(one, admin, "회의실 월"),
    }
    number = re.findall('name="revoke".*?value="([0-9]+)"', admin.ask("/admin/walls")[1])[0]
    there = [Browser(other, **browser.cookies) for browser in known.values()]
    stays = Browser(other, **one.cookies)
    assert [browser.ask("/api/version")[0] for browser in there] == [200, 200, 200]

    known["a session that is ended"].ask("/sign-out", {})
    assert admin.ask("/admin/accounts", {"act": "lock", "name": "mayor0"})[0] == 200
    assert "끊었습니다" in admin.ask("/admin/walls", {"revoke": number})[1]

    assert known["a session that is ended"].ask("/api/version")[0] == 401
    until(
        lambda: [browser.ask("/api/version")[0] for browser in there] == [401, 401, 401],
        f"the other process refuses {', '.join(known)}",
        WITHIN_SECONDS,
    )
    assert stays.ask("/api/version")[0] == 200
