"""Papers by their addresses: the page, the file, the quarter that chooses the data, and what is not there."""

import io
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from hwpx import HwpxDocument

from dashboard.domain.moments import Moment
from tests.callbacks.application import HeldRoom, client, taken_out
from tests.layouts.city import MOMENT


@pytest.fixture
def room() -> HeldRoom:
    return HeldRoom(moments=(Moment(9, date(2024, 6, 30), MOMENT), Moment(12, date(2024, 12, 31), MOMENT)))


@pytest.fixture
def browser(room: HeldRoom, tmp_path: Path) -> FlaskClient:
    return client(room, tmp_path)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/projects/p1/card", "공약 관리카드"),
        ("/projects/p2/card", "등록된 재원이 없습니다."),
        ("/report", "2024년 4분기"),
        ("/report?quarter=x", "조건 ‘quarter=x’는"),
        ("/report?quarter=2024Q2", "지난 시점의 화면입니다"),
        ("/report?area=nonsense", "area=nonsense"),
    ],
)
def test_a_paper_stands_in_its_document(browser: FlaskClient, path: str, text: str) -> None:
    answer = browser.get(path)

    assert answer.status_code == 200
    assert text in answer.get_data(as_text=True)


def test_a_card_of_an_unknown_project_is_not_found_and_offers_the_search(browser: FlaskClient) -> None:
    answer = browser.get("/projects/none/card")

    assert answer.status_code == 404
    assert "없는 사업입니다" in answer.get_data(as_text=True)


def test_the_ways_of_a_past_quarter_lead_to_other_moments_without_it(browser: FlaskClient) -> None:
    written = browser.get("/report?quarter=2024Q2").get_data(as_text=True)
    bar = written.partition('class="past-bar"')[2].partition("</header>")[0]

    assert 'href="/report"' in bar
    assert "quarter=" not in bar


def test_a_quarter_before_all_data_says_that_there_are_none(browser: FlaskClient) -> None:
    answer = browser.get("/report?quarter=2020Q1")

    assert answer.status_code == 404
    assert "지난 시점을 볼 수 없습니다" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("path", "name", "text"),
    [
        ("/export/projects/p1/card.hwpx", "관리카드_1_2024-12-31_v12.hwpx", "1 <순환선> & 지선"),
        ("/export/report.hwpx?area=econ", "분기보고_2024Q4_2024-12-31_v12.hwpx", "2024년 4분기"),
    ],
)
def test_a_file_comes_with_its_name_and_opens(browser: FlaskClient, path: str, name: str, text: str) -> None:
    answer = taken_out(browser, path)

    assert answer.status_code == 200
    assert answer.content_type == "application/hwp+zip"
    assert unquote(answer.headers["Content-Disposition"]).endswith(name)
    document = HwpxDocument.open(io.BytesIO(answer.get_data()))
    assert document.paragraphs[1].text == text


@pytest.mark.parametrize(
    "path",
    [
        "/export/projects/none/card.hwpx",
        "/export/projects/p1.hwpx",
        "/export/money.hwpx",
        "/export/report.hwpx?as_of=2020-01-01",
        "/export/..%2F..%2Fetc%2Fpasswd.hwpx",
    ],
)
def test_there_is_no_file_where_there_is_no_paper(browser: FlaskClient, path: str) -> None:
    assert taken_out(browser, path).status_code == 404


def test_without_data_there_is_no_file_and_the_page_says_so(tmp_path: Path) -> None:
    browser = client(HeldRoom(portfolio=None), tmp_path)

    assert taken_out(browser, "/export/report.hwpx").status_code == 404
    assert "아직 받은 자료가 없습니다" in browser.get("/report").get_data(as_text=True)


def test_every_page_says_what_stands_on_its_sheets(browser: FlaskClient) -> None:
    written = browser.get("/projects/p1").get_data(as_text=True)

    assert (
        '--sheet-mark:"자료: 시정 데이터베이스(시연) · 2024. 12. 31. 기준 · 자료 버전 12 · '
        '시연용 자료: 실제 사업·금액과 무관"' in written
    )


def test_the_page_of_a_project_leads_to_its_card_and_to_the_file(browser: FlaskClient) -> None:
    written = browser.get("/projects/p1?area=econ").get_data(as_text=True)

    assert 'href="/projects/p1/card?area=econ"' in written
    assert 'data-export="/export/projects/p1/card.hwpx?area=econ"' in written
