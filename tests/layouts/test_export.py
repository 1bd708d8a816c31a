"""The table as a file, read again: the same rows, no formula, and a sheet that says where it is from."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from dashboard import urls
from dashboard.domain.words import KOREAN
from dashboard.screens.export import Export, SheetColumn, table_export
from dashboard.screens.listing import SectionHead, listing, rows
from dashboard.screens.selection import known_address
from dashboard.screens.table import understood
from dashboard.screens.texts import View
from layouts.sheets import as_csv, harmless
from layouts.workbook import LARGEST_EXACT, NOT_IN_XML, as_xlsx
from tests.builders import EOK, TODAY, plan_fund, portfolio, project
from tests.layouts.city import city

FORMULAS = [
    *("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\n=x", " =1", "＝1", '=HYPERLINK("http://x")'),
    *("\u200b=1", "\ufeff=1", "\u202e=1", "\u00a0+1", "\u3000＝1", "\x7f@SUM(A1)", "\u2066 =1", "﹦1", "﹢1"),
]
UNKEPT = ["\x00=1", "\x01=1", "\x1f\u200b＝1", "\ufffe=1", "\x00\x00-1"]
"""Begin with signs that a file of one kind or the other does not hold: what is left begins a formula."""


def view(query: str = "", of: Any = None) -> View:
    data = of or city()
    address = known_address(data, urls.parse(f"/projects{query}"), TODAY)
    return View(data, address, TODAY, KOREAN)


def export(*rows_: list[Any], columns: int = 2) -> Export:
    heads = tuple(SheetColumn(f"열 {place}", 10) for place in range(columns))
    return Export("표", "표", "설명", (("=제목", "-값"),), heads, rows_)


def sheets(written: Export) -> Any:
    return load_workbook(io.BytesIO(as_xlsx(written)))


def table_lines(written: Export) -> list[list[str]]:
    """The lines of the CSV after the empty one."""
    lines = list(csv.reader(io.StringIO(as_csv(written).decode("utf-8-sig"), newline="")))
    return lines[lines.index([]) + 1 :]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula_in_a_workbook(text: str) -> None:
    book = sheets(export([text, text]))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert book["표"]["A2"].value.strip() == text.strip()
    assert book["표"]["A2"].quotePrefix


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_begins_like_a_formula_in_a_csv_file(text: str) -> None:
    (_, line) = table_lines(export([text, "안전"]))

    assert line == [f"'{text}", "안전"]
    assert harmless("3-4분기") == "3-4분기"
    assert harmless("\u200b3-4분기") == "\u200b3-4분기"


@pytest.mark.parametrize("text", UNKEPT)
def test_what_is_left_of_a_text_is_no_formula_either(text: str) -> None:
    (_, (first, _)) = table_lines(export([text, "안전"]))

    kept = sheets(export([text, "안전"]))["표"]["A2"]

    assert first == f"'{text}".replace("\x00", "")
    assert (kept.data_type, kept.quotePrefix) == ("s", True)
    assert kept.value == NOT_IN_XML.sub("", text)


def test_a_negative_number_stays_a_number() -> None:
    assert table_lines(export([-5, -0.5]))[1] == ["-5", "-0.5"]
    assert [cell.value for cell in sheets(export([-5, -0.5]))["표"][2]] == [-5, -0.5]


def test_a_workbook_keeps_every_digit_and_takes_no_sign_that_it_cannot_hold() -> None:
    book = sheets(
        export(
            [LARGEST_EXACT + 1, "a\x00\x0b\uffff\ufffeb"], ["가" * 40_000, None], [date(2024, 12, 31), 1.5]
        )
    )
    sheet = book["표"]

    assert sheet["A2"].value == str(LARGEST_EXACT + 1)
    assert sheet["B2"].value == "ab"
    assert len(sheet["A3"].value) == 32_767
    assert sheet["A4"].value.date() == date(2024, 12, 31)


@pytest.mark.parametrize(
    "query", ["", "?group=area", "?group=status&sort=name&columns=rate,name,planned", "?area=econ"]
)
def test_a_file_holds_the_rows_of_the_screen_in_their_order(query: str) -> None:
    seen, choice = understood(view(query))
    shown = listing(seen, choice)
    on_screen = rows(seen, choice, shown.entries, shown.unit)
    written = table_export(view(query))
    place = choice.columns.index("name")

    names = [row.name if isinstance(row, SectionHead) else row.cells[place].text for row in on_screen]
    for found in (
        [line[place] for line in table_lines(written)[1:]],
        [row[place].value for row in sheets(written)[KOREAN.export_rows_sheet].iter_rows(min_row=2)],
    ):
        assert [text.partition(" · ")[0] for text in found] == names
    assert [column.label for column in written.columns] == table_lines(written)[0]


def test_money_is_a_number_with_its_unit_in_the_head() -> None:
    data = portfolio(
        project("a", number="1"),
        project("b", number="2"),
        project("c", number="3"),
        plan_fund(12_000 * EOK, project_id="a"),
        plan_fund(5 * EOK // 10, project_id="b"),
    )
    written = table_export(view("?columns=name,planned&sort=-planned", data))

    assert [column.label for column in written.columns] == ["사업", "계획(억원)"]
    assert [row[1] for row in written.rows] == [12_000, 0.5, KOREAN.missing]


def test_a_file_says_what_it_is() -> None:
    about = dict(table_export(view("?area=econ&sort=name&group=status&q=순환선")).about)

    assert about[KOREAN.export_title] == KOREAN.table_title
    assert about[KOREAN.export_version] == "12"
    assert about[KOREAN.export_basis] == "2024. 12. 31."
    assert about[KOREAN.export_filters] == "분야: 경제"
    assert about[KOREAN.export_query] == "순환선"
    assert about[KOREAN.export_group] == KOREAN.table_groups["status"]
    assert about[KOREAN.export_sort].startswith("정렬: 사업 오름차순")
    assert about[KOREAN.export_demo] == KOREAN.demo_sentence
    assert about[KOREAN.export_count] == "1개"
    assert about[KOREAN.export_received] and about[KOREAN.export_source]


def test_a_file_without_a_filter_says_that_it_holds_everything() -> None:
    written = table_export(view())

    assert dict(written.about)[KOREAN.export_filters] == KOREAN.export_no_filter
    assert written.name == "사업목록_2024-12-31_v12"
    assert sheets(written).sheetnames == [KOREAN.export_rows_sheet, KOREAN.export_about_sheet]


def test_a_filter_that_leaves_nothing_gives_a_file_without_rows() -> None:
    written = table_export(view("?status=dropped&area=life&size=largest"))

    assert len(table_lines(written)) == 1
    assert sheets(written)[KOREAN.export_rows_sheet].max_row == 1
