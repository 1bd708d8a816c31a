"""Whatever is posted to the addresses of walls and remotes, they answer in words, and the walls play on."""

import json
import logging
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from dashboard import urls
from dashboard.domain.lead import EVERYONE, Command
from tests.callbacks.test_lead import Office

PATHS = (urls.WALL_NEWS_PATH, urls.LEAD_PATH, urls.WALL_SHOWN_PATH, urls.ACKNOWLEDGE_PATH)
SHAPES: tuple[Any, ...] = (
    None,
    True,
    -1,
    10**400,
    "",
    [],
    {},
    [[]],
    {"wall": {}},
    {"wall": ["*"], "command": 1},
    [1] * 1000,
)
BODIES = (
    *(json.dumps(shape).encode() for shape in SHAPES),
    *(
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 50_000,
        b"NaN",
        b"--x",
        b'--x\r\nContent-Disposition: form-data; name="',
    ),
)
TYPES = (
    *("application/json", "application/json; charset=utf-16", "text/plain", "", ";"),
    *("application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=x"),
)
TEXTS = (
    *(
        "",
        "*",
        "\u202e월",
        "\u2066월\u2069",
        "\x00",
        "a\x00b",
        "\x1b[31m",
        "\ufeff=1",
        "＝1",
        "\t=1",
        "\u2028",
    ),
    *(
        "\ud800",
        "\udfff",
        "x" * 20_000,
        "가" * 5_000,
        "project:\ud800",
        "project:\x00",
        "board:" + "x" * 9_000,
    ),
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office(tmp_path)
    yield opened
    opened.store.close()


def expect_answered(office: Office, path: str, body: bytes, type_: str) -> None:
    answer = office.browser.post(path, data=body, content_type=type_)
    said = (path, body[:80], type_, answer.status_code)
    assert answer.status_code in (200, 204) or 400 <= answer.status_code < 500, said
    assert answer.status_code < 400 or answer.get_json()["error"], said


def test_a_body_of_another_shape_leaves_every_wall_as_it_is(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    before = office.walls.state

    for path, body, type_ in product(PATHS, BODIES, TYPES):
        expect_answered(office, path, body, type_)

    assert office.walls.state == before
    assert [each for each in caplog.records if each.exc_info or each.levelno >= logging.ERROR] == []


def test_no_text_in_a_form_makes_an_address_of_walls_fail(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    names = ("token", "sequence", "state", "scene", "build", "shown", "size", "id")

    for text in TEXTS:
        written = quote(text.encode("utf-8", "surrogatepass"), safe="")
        said = "&".join(f"{name}={written}" for name in names)
        forms = [said, *(f"wall={written}&command={each}&value=x" for each in Command)]
        forms += [f"wall={EVERYONE}&command={each}&value={written}" for each in Command]
        for path, form in product(PATHS, forms):
            expect_answered(office, path, form.encode(), "application/x-www-form-urlencoded")
        expect_shown(office, f"{urls.WALL_SCENE_PATH}?key={written}")

    assert [each for each in caplog.records if each.exc_info or each.levelno >= logging.ERROR] == []
    assert office.browser.get(urls.WALL_PATH).status_code == 200
    assert office.browser.get(urls.REMOTE_PATH).status_code == 200


def expect_shown(office: Office, address: str) -> None:
    assert office.browser.get(address).status_code in (200, 404, 414)
