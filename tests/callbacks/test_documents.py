"""The document of an address: the page stands in it, it is cached and compressed right, nothing else is open."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from callbacks.guard import LARGEST_BODY
from callbacks.pages import Kept
from dashboard import urls
from dashboard.app import KeptScripts
from tests.builders import portfolio, project
from tests.callbacks.application import HeldRoom, client

ALL_ENCODINGS = {"Accept-Encoding": "gzip, br, zstd"}


@pytest.fixture
def browser(tmp_path: Path) -> FlaskClient:
    return client(HeldRoom(), tmp_path)


def document(browser: FlaskClient, path: str) -> str:
    return browser.get(path).get_data(as_text=True)


@pytest.mark.parametrize(
    ("path", "status", "title", "text"),
    [
        ("/", 200, "공약 한눈에", "중복 3"),
        ("/?programme=task", 200, "공약 한눈에", "100대 핵심과제"),
        ("/projects/p1", 200, "1 &lt;순환선&gt; &amp; 지선", "국회 협의"),
        ("/data", 200, "자료", "키가 겹침"),
        ("/projects/none", 404, "없는 사업입니다", "관리번호 none"),
        ("/nowhere", 404, "없는 주소입니다", "공약 한눈에로"),
        ("/a/b/c.php", 404, "없는 주소입니다", "공약 한눈에로"),
    ],
)
def test_the_page_stands_in_the_document(
    browser: FlaskClient, path: str, status: int, title: str, text: str
) -> None:
    answer = browser.get(path)
    written = answer.get_data(as_text=True)
    painted = written.partition('<div id="first-paint">')[2].partition("<footer hidden>")[0]

    assert answer.status_code == status
    assert f"<title>{title}" in written
    assert text in painted


def test_the_document_is_ours(browser: FlaskClient) -> None:
    written = document(browser, "/")

    assert '<html lang="ko" data-surface="desk" data-theme="light"' in written
    assert "Loading..." not in written
    assert '시연용 자료: 실제 사업·금액과 무관"}</style>' in written
    assert '"update_title":""' in written


def test_nothing_in_the_document_comes_from_another_host(browser: FlaskClient) -> None:
    for path in ("/", "/projects/p1", "/data"):
        asked = re.findall(r'(?:src|href)="([^"]+)"', document(browser, path))

        assert [address for address in asked if not address.startswith(("/", "#"))] == []
        assert [address for address in asked if address.startswith("//")] == []


def test_assets_are_kept_by_the_browser_and_answers_are_not(browser: FlaskClient) -> None:
    styles = re.findall(r'href="(/assets/[^"]+\.css[^"]*)"', document(browser, "/"))

    assert len(styles) >= 6
    assert not [style for style in styles if "bootstrap-icons" in style]
    for style in styles:
        with browser.get(style) as answer:
            assert "max-age=31536000" in answer.headers["Cache-Control"]


def test_scripts_are_compressed_once_and_the_same_each_time(browser: FlaskClient) -> None:
    script = re.findall(r'src="(/_dash-component-suites/dash/dcc/dash_core[^"]+)"', document(browser, "/"))[0]

    first, second = (browser.get(script, headers=ALL_ENCODINGS) for _ in range(2))

    assert first.headers["Content-Encoding"] in ("br", "zstd", "gzip")
    assert first.get_data() == second.get_data()
    assert len(first.get_data()) < len(browser.get(script).get_data()) / 2


def test_compressed_pages_are_never_mixed_up(browser: FlaskClient) -> None:
    sizes = {
        len(browser.get(path, headers=ALL_ENCODINGS).get_data()) for path in ("/", "/projects/p1", "/data")
    }

    assert len(sizes) == 3


@pytest.mark.parametrize(
    "name", ["DASH_DEBUG", "DASH_UI", "DASH_HOT_RELOAD", "DASH_MCP_ENABLED", "DASH_PROPS_CHECK"]
)
def test_development_tools_stay_off_whatever_the_environment_says(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "true")
    browser = client(HeldRoom(), tmp_path)
    written = document(browser, "/")

    assert '"ui":false' in written
    assert '"props_check":false' in written
    assert '"hot_reload"' not in written
    assert browser.post("/_mcp").status_code in (404, 405)


def test_the_theme_is_a_setting(tmp_path: Path) -> None:
    assert 'data-theme="dark"' in document(client(HeldRoom(), tmp_path, THEME="dark"), "/")


def test_scripts_wait_for_the_first_paint_unless_they_draw_it(browser: FlaskClient) -> None:
    """A charts' page is not painted before its scripts; any other must not wait for them."""
    room, with_charts = document(browser, "/"), document(browser, "/projects/p1")

    for written in (room, with_charts):
        running, _, waiting = written.partition('<template id="scripts"')
        waiting, _, rest = waiting.partition("</template>")
        assert "dash_renderer" in waiting
        assert "new DashRenderer()" in waiting
        assert " src=" not in running.partition("<body>")[2] + rest
    assert 'data-when="painted"' in room
    assert 'data-when="now"' in with_charts


def test_words_can_be_replaced(tmp_path: Path) -> None:
    words = tmp_path / "words.toml"
    words.write_text('room_title = "한눈에 보기"\n', encoding="utf-8")
    browser = client(HeldRoom(), tmp_path, WORDS_FILE=str(words))

    assert "<title>한눈에 보기" in document(browser, "/")


def test_the_first_paint_has_the_frame_and_the_boxes_of_the_charts(browser: FlaskClient) -> None:
    painted = document(browser, "/projects/p1").partition('<div id="first-paint">')[2]

    assert painted.startswith('<div class="frame">')
    assert 'class="screen project"' in painted
    assert painted.count('class="dash-graph fills"') == 3
    assert 'id="' not in painted.partition("<footer hidden>")[0]


@pytest.mark.parametrize("project_id", ["50%", "50%25", "a?b", "a#b", "x/card", "공약 7"])
def test_the_first_paint_finds_every_project_under_its_own_address(tmp_path: Path, project_id: str) -> None:
    room = HeldRoom(
        portfolio=portfolio(project(project_id, name=f"이름 {project_id}"), project("50", name="다른 사업"))
    )

    answer = client(room, tmp_path).get(urls.project(project_id))

    assert answer.status_code == 200
    assert f"이름 {project_id}" in answer.get_data(as_text=True)


def test_an_invented_fingerprint_keeps_no_second_copy_of_a_script() -> None:
    server, scripts = Flask("scripts"), KeptScripts()
    path = "/_dash-component-suites/plotly/package_data/plotly"
    asked = [f"{path}.min.js", f"{path}.v7_1_0m1.min.js", f"{path}.v7_1_0m2.min.js"]

    for address in asked:
        with server.test_request_context(address):
            scripts.keep(Response(b"draw"))

    assert len(scripts._kept) == 1
    with server.test_request_context(f"{path}.v9m9.min.js"):
        answer = scripts.answer()
    assert answer is not None
    assert answer.get_data() == b"draw"


def test_more_than_a_page_ever_sends_is_refused(tmp_path: Path) -> None:
    answer = client(HeldRoom(), tmp_path).post(
        "/_dash-update-component", data=b"x" * (LARGEST_BODY + 1), content_type="application/json"
    )

    assert answer.status_code == 413


def test_what_is_kept_has_an_end_in_bytes() -> None:
    kept: Kept[str] = Kept(10, len)
    made: list[str] = []

    def maker(text: str) -> Callable[[], str]:
        def make() -> str:
            made.append(text)
            return text

        return make

    for text in ("aaaa", "bbbb", "aaaa", "cccc", "aaaa", "bbbb", "d" * 11, "d" * 11):
        kept.get(text[0], maker(text))

    # bbbb had to go for cccc, and what is larger than all may be is never kept.
    assert made == ["aaaa", "bbbb", "cccc", "bbbb", "d" * 11, "d" * 11]
