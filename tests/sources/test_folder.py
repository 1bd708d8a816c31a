"""Folders of CSV and XLSX files as tables of texts."""

import csv
import random
import unicodedata
from datetime import date, datetime
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from db.sources import folder
from db.sources.folder import Folder
from db.sources.mapping import FileOptions

HEADER = ["관리번호", "공약사업명", "추진율(%)"]
ROWS = [["1-1", "청년 가게, 열 곳", "88"], ["1-2", "「달빛」 야시장", "5.5"], ["1-3", "두 줄\n이름", "-"]]


def csv_text(rows: list[list[str]], delimiter: str = ",") -> str:
    out = StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def write(place: Path, name: str, text: str, encoding: str = "utf-8") -> None:
    (place / name).write_bytes(text.encode(encoding))


def rows_of(loaded: Folder, table: str) -> list[tuple[str | None, ...]]:
    return loaded.connection.execute(f"SELECT * FROM [{table}]").fetchall()


def columns_of(loaded: Folder, table: str) -> list[str]:
    return [column[0] for column in loaded.connection.execute(f"SELECT * FROM [{table}]").description]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le", "utf-16-be"])
def test_encoding_and_delimiter_are_found(tmp_path: Path, encoding: str, delimiter: str) -> None:
    write(tmp_path, "목록.csv", csv_text([HEADER, *ROWS], delimiter), encoding)

    loaded = folder.load(tmp_path, {})

    assert loaded.problems == ()
    assert columns_of(loaded, "목록") == HEADER
    assert rows_of(loaded, "목록") == [tuple(row) for row in ROWS]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le", "utf-16-be"])
def test_names_of_all_syllables_survive_every_encoding(tmp_path: Path, encoding: str) -> None:
    syllables = [chr(code) for code in range(0xAC00, 0xD7A4)]
    random.Random(1).shuffle(syllables)
    names = ["".join(syllables[start : start + 22]) for start in range(0, len(syllables), 22)]
    write(tmp_path, "names.csv", csv_text([["이름", "값"], *([name, "1"] for name in names)]), encoding)

    loaded = folder.load(tmp_path, {})

    assert [row[0] for row in rows_of(loaded, "names")] == names


def test_decomposed_hangul_is_composed_in_names_and_cells(tmp_path: Path) -> None:
    write(
        tmp_path,
        unicodedata.normalize("NFD", "공약.csv"),
        unicodedata.normalize("NFD", csv_text([HEADER, *ROWS])),
    )

    loaded = folder.load(tmp_path, {})

    assert columns_of(loaded, "공약") == HEADER
    assert rows_of(loaded, "공약")[0][1] == "청년 가게, 열 곳"


def test_note_rows_above_the_header_are_passed_over(tmp_path: Path) -> None:
    notes = [["시험시 공약 추진상황", "", ""], [], ["(단위: %)", "", "2024-12-31"], ["", "", ""]]
    write(tmp_path, "목록.csv", csv_text([*notes[:2], ["(단위: %)", "", ""], HEADER, *ROWS]))
    write(tmp_path, "좁은.csv", "제목 하나\r\n작성: 총괄과\r\n" + csv_text([HEADER, *ROWS]))

    loaded = folder.load(tmp_path, {})

    assert columns_of(loaded, "목록") == HEADER
    assert columns_of(loaded, "좁은") == HEADER
    assert len(rows_of(loaded, "좁은")) == len(ROWS)


def test_a_mapping_may_say_how_to_read_a_file(tmp_path: Path) -> None:
    lines = csv_text([["가", "나", "다"], ["라", "마", "바"], HEADER, *ROWS], "|")
    write(tmp_path, "목록.csv", lines, "cp949")

    loaded = folder.load(tmp_path, {"목록.csv": FileOptions(3, "cp949", "|")})

    assert columns_of(loaded, "목록") == HEADER
    assert loaded.problems == ()


def test_repeated_and_blank_names_of_columns_are_told_apart_and_nothing_is_cut(tmp_path: Path) -> None:
    write(tmp_path, "a.csv", "이름, 이름 ,,NAME,name\r\n1,2,3,4,5,여섯\r\n1\r\n,,,,\r\n")

    loaded = folder.load(tmp_path, {})

    assert columns_of(loaded, "a") == ["이름", "이름_2", "열3", "NAME", "name_2", "열6"]
    assert rows_of(loaded, "a") == [("1", "2", "3", "4", "5", "여섯"), ("1", None, None, None, None, None)]


def test_an_empty_cell_is_null_and_text_stays_as_it_was(tmp_path: Path) -> None:
    write(tmp_path, "a.csv", '금액,비고\r\n"26,223 ",\r\n-,  \r\n')

    loaded = folder.load(tmp_path, {})

    assert rows_of(loaded, "a") == [("26,223 ", None), ("-", None)]


def test_a_file_that_cannot_be_read_is_named_and_the_others_load(tmp_path: Path) -> None:
    (tmp_path / "깨진.csv").write_bytes(b"\xff\x81\x20\xc3\x28")
    (tmp_path / "빈.csv").write_bytes(b"")
    (tmp_path / "책.xlsx").write_bytes(b"not a workbook")
    write(tmp_path, "A.csv", csv_text([HEADER, *ROWS]))
    write(tmp_path, "a.csv", csv_text([HEADER, *ROWS]))
    write(tmp_path, "~$a.csv", "lock")
    write(tmp_path, "README.md", "# not a table")

    loaded = folder.load(tmp_path, {"없는.csv": FileOptions()})

    problems = dict(loaded.problems)
    assert problems.keys() == {"깨진.csv", "빈.csv", "책.xlsx", "a.csv", "없는.csv"}
    assert "UTF-8" in problems["깨진.csv"]
    assert problems["빈.csv"] == "내용이 없음"
    assert "XLSX" in problems["책.xlsx"]
    assert "이미 있음" in problems["a.csv"]
    assert len(rows_of(loaded, "A")) == len(ROWS)


def test_sheets_of_a_workbook_are_tables_with_exact_texts(tmp_path: Path) -> None:
    book = Workbook()
    first, second = book.worksheets[0], book.create_sheet("사업비")
    first.append(["공약 추진상황"])
    first.append(["번호", "이름", "날짜", "시각", "추진율", "값", "여부"])
    first.append(
        [1, "가게", date(2024, 3, 31), datetime.fromisoformat("2024-03-31T10:20"), 0.537, 61751.5, True]
    )
    first.append([2.0, None, None, None, 1, 1234567890123, False])
    first["E3"].number_format = "0.0%"
    second.append(["번호", "금액"])
    second.append([1, "9,327-"])
    book.save(tmp_path / "실적.xlsx")

    loaded = folder.load(tmp_path, {})

    expected = [
        ("1", "가게", "2024-03-31", "2024-03-31 10:20:00", "53.7%", "61751.5", "TRUE"),
        ("2", None, None, None, "1", "1234567890123", "FALSE"),
    ]
    assert rows_of(loaded, "실적") == expected
    assert rows_of(loaded, "실적__Sheet") == expected
    assert rows_of(loaded, "실적__사업비") == [("1", "9,327-")]


def test_the_tables_cannot_be_written(tmp_path: Path) -> None:
    write(tmp_path, "a.csv", csv_text([HEADER, *ROWS]))

    loaded = folder.load(tmp_path, {})

    with pytest.raises(Exception, match=r"readonly|attempt to write"):
        loaded.connection.execute("DELETE FROM a")


def test_a_cell_of_a_megabyte_is_read(tmp_path: Path) -> None:
    write(tmp_path, "a.csv", csv_text([["id", "text"], ["1", "가" * 400_000]]))

    loaded = folder.load(tmp_path, {})

    assert rows_of(loaded, "a") == [("1", "가" * 400_000)]


LINES = st.lists(
    st.lists(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"])), min_size=2, max_size=4),
    min_size=1,
    max_size=8,
)


@given(LINES)
def test_every_filled_line_below_the_header_becomes_a_row(lines: list[list[str]]) -> None:
    table = folder._with_header([["머리", "글"], *lines], 1)

    filled = [line for line in lines if any(cell.strip() for cell in line)]
    assert len(table) == 1 + len(filled)
    assert all(len(row) == len(table[0]) for row in table)


def test_a_quote_that_is_never_closed_is_named_and_swallows_no_rows(tmp_path: Path) -> None:
    write(tmp_path, "pledge.csv", 'no,title\n1,"가\n2,나\n3,다\n')
    write(tmp_path, "money.csv", 'no,title\n1,5" 관\n2,"두 줄\n이름"\n')

    loaded = folder.load(tmp_path, {})

    assert [name for name, _ in loaded.problems] == ["pledge.csv"]
    assert "따옴표" in loaded.problems[0][1]
    assert rows_of(loaded, "money") == [("1", '5" 관'), ("2", "두 줄\n이름")]


def test_small_numbers_of_a_sheet_are_written_out(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["no", "amount"], ["1", 0.00005], ["2", 12.5]):
        sheet.append(row)
    book.save(tmp_path / "money.xlsx")

    loaded = folder.load(tmp_path, {})

    assert [amount for _, amount in rows_of(loaded, "money")] == ["0.00005", "12.5"]
