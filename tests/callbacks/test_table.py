"""The addresses of the table's rows and files."""

import csv
import io
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from callbacks.table import MOST_ROWS
from dashboard.domain.words import KOREAN
from tests.builders import portfolio, project
from tests.callbacks.application import HeldRoom, client, taken_out


def test_rows_come_by_the_block_with_their_number(tmp_path: Path) -> None:
    answer = client(HeldRoom(), tmp_path).get("/api/projects?columns=name&sort=number&start=2&end=5")

    assert answer.json is not None
    assert answer.json["count"] == 12
    assert [row["id"] for row in answer.json["rows"]] == ["p3", "p4", "p5"]
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("asked", ["start=-5&end=2", "start=x&end=", "start=9&end=3", "start=50&end=60", ""])
def test_a_block_that_makes_no_sense_gives_no_error(tmp_path: Path, asked: str) -> None:
    answer = client(HeldRoom(), tmp_path).get(f"/api/projects?{asked}")

    assert answer.status_code == 200
    assert answer.json is not None and len(answer.json["rows"]) <= 2


def test_no_more_rows_are_given_at_once_than_anyone_scrolls(tmp_path: Path) -> None:
    many = portfolio(*(project(f"p{n}") for n in range(MOST_ROWS + 10)))
    answer = client(HeldRoom(portfolio=many), tmp_path).get("/api/projects?start=0&end=1000000")

    assert answer.json is not None and len(answer.json["rows"]) == MOST_ROWS


def test_rows_obey_filter_and_group(tmp_path: Path) -> None:
    answer = client(HeldRoom(), tmp_path).get("/api/projects?area=econ&group=area&start=0&end=100")

    assert answer.json is not None
    assert answer.json["rows"][0]["group"][0] == "경제도시"
    assert answer.json["count"] == len(answer.json["rows"]) == 7


def test_a_file_is_named_after_its_status_date_and_version(tmp_path: Path) -> None:
    answer = taken_out(client(HeldRoom(), tmp_path), "/export/projects.csv?area=econ")
    name = unquote(answer.headers["Content-Disposition"].partition("''")[2])

    assert name == "사업목록_2024-12-31_v12.csv"
    lines = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"), newline="")))
    assert ["조건", "분야: 경제"] in lines


def test_a_workbook_can_be_read_again(tmp_path: Path) -> None:
    answer = taken_out(client(HeldRoom(), tmp_path), "/export/projects.xlsx?sort=number&columns=number,name")
    sheet = load_workbook(io.BytesIO(answer.get_data()))[KOREAN.export_rows_sheet]

    assert [cell.value for cell in sheet[1]] == ["번호", "사업"]
    assert sheet.max_row == 13


def test_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    browser = client(HeldRoom(), tmp_path)

    assert taken_out(browser, "/export/projects.exe").status_code == 404
    assert taken_out(browser, "/export/projects.csv?as_of=v999").status_code == 404
    assert browser.get("/api/projects?as_of=v999").status_code == 404


def test_without_data_there_is_nothing_to_give(tmp_path: Path) -> None:
    room = HeldRoom(portfolio=None)
    browser = client(room, tmp_path)

    assert taken_out(browser, "/export/projects.csv").status_code == 404
    assert browser.get("/api/projects").status_code == 404
    assert room.record.deeds == []


def test_the_page_of_the_table_is_found_in_the_header(tmp_path: Path) -> None:
    document = client(HeldRoom(), tmp_path).get("/projects?area=econ").get_data(as_text=True)

    assert f">{KOREAN.nav_table}</a>" in document
    assert 'class="g-plain"' in document
