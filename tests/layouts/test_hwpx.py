"""The HWPX files: they open again, they validate, and they hold the texts and numbers of the screen."""

import io
import zipfile
from xml.etree import ElementTree as ET

import pytest
from hwpx import HwpxDocument
from hwpx.tools.package_validator import validate_editor_open_safety

from dashboard.domain.words import KOREAN
from dashboard.screens.paper import Cell, Line, Paper, Table, heads, item
from layouts.hwpx import as_hwpx, readable
from tests.builders import portfolio, project
from tests.layouts.city import BARE, LIGHT, RICH
from tests.screens.test_paper import card_of, report_of

PAPERS = {
    "card": lambda: card_of(RICH).paper,
    "bare card": lambda: card_of(BARE).paper,
    "report": lambda: report_of().paper,
}
PARTS = {
    "mimetype",
    "version.xml",
    "settings.xml",
    "META-INF/container.xml",
    "META-INF/manifest.xml",
    "Contents/content.hpf",
    "Contents/header.xml",
    "Contents/section0.xml",
}


def written(paper: Paper) -> bytes:
    return as_hwpx(paper, KOREAN, LIGHT)


def reopened(file: bytes) -> HwpxDocument:
    return HwpxDocument.open(io.BytesIO(file))


def cells(document: HwpxDocument) -> list[list[list[str]]]:
    """Tables, rows, texts of their cells."""
    return [
        [[cell.text for cell in row.cells] for row in table.rows]
        for paragraph in document.paragraphs
        for table in paragraph.tables
    ]


@pytest.mark.parametrize("name", PAPERS)
def test_a_file_holds_every_line_and_every_cell_of_the_screen(name: str) -> None:
    paper = PAPERS[name]()
    document = reopened(written(paper))
    lines = [paragraph.text for paragraph in document.paragraphs]

    for block in paper.blocks:
        if isinstance(block, Line):
            assert f"{KOREAN.paper_levels[block.level]} {readable(block.text)}" in lines
    expected = [
        [[readable(cell.text) for cell in row] for row in (block.head, *block.rows) if row]
        for block in paper.blocks
        if isinstance(block, Table)
    ]
    assert cells(document) == expected
    assert lines[0] == paper.title
    assert lines[1] == readable(paper.subtitle)


@pytest.mark.parametrize("name", PAPERS)
def test_a_file_is_valid_by_the_schemas_and_opens_in_the_editor_by_the_library(name: str) -> None:
    file = written(PAPERS[name]())

    found = validate_editor_open_safety(file)

    assert found.reopen_ok
    assert found.blocking_package_errors == ()
    assert found.validate_package.ok
    assert found.validate_document is not None
    assert found.validate_document.ok


def test_the_package_has_its_parts_and_its_type_first_and_uncompressed() -> None:
    with zipfile.ZipFile(io.BytesIO(written(card_of(RICH).paper))) as package:
        first = package.infolist()[0]
        names = set(package.namelist())
        trees = [ET.fromstring(package.read(name)) for name in names if name.endswith((".xml", ".hpf"))]
        kind = package.read("mimetype")
        broken = package.testzip()

    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert kind == b"application/hwp+zip"
    assert names >= PARTS
    assert len(trees) > 5
    assert broken is None


def test_every_sheet_says_where_it_comes_from_and_has_its_number() -> None:
    with zipfile.ZipFile(io.BytesIO(written(card_of(RICH).paper))) as package:
        section = package.read("Contents/section0.xml").decode()
    header = section.partition("<hp:header ")[2].partition("</hp:header>")[0]
    footer = section.partition("<hp:footer ")[2].partition("</hp:footer>")[0]

    assert "2024. 12. 31. 기준" in header
    assert "시연용 자료: 실제 사업·금액과 무관" in header
    assert 'numType="PAGE"' in footer
    assert 'numType="TOTAL_PAGE"' in footer


def test_text_of_a_city_stays_text() -> None:
    hostile = '</hp:t></hp:run> <script> & "\x00\x0b\ud800￾" ]]>\r\n=1+1'
    paper = Paper(
        "제목", hostile, (hostile,), (item(hostile), Table((1,), heads("머리"), ((Cell(hostile),),))), "f"
    )

    document = reopened(written(paper))

    clean = '</hp:t></hp:run> <script> & "" ]]> =1+1'
    assert document.paragraphs[1].text == clean
    assert f"○ {clean}" in [paragraph.text for paragraph in document.paragraphs]
    assert cells(document) == [[["머리"], [clean]]]


def test_a_name_of_400_letters_and_a_cell_over_several_columns_keep_their_place() -> None:
    name = "가나다라" * 100
    paper = card_of("p1", portfolio(project(name=name))).paper

    found = cells(reopened(written(paper)))

    assert ["사업명", name] in found[0]


def test_a_long_table_is_divided_between_pages() -> None:
    rows = tuple((Cell(f"{n}"), Cell("값", is_number=True)) for n in range(200))
    document = reopened(
        written(Paper("제목", "긴 표", ("자료",), (Table((1, 3), heads("가", "나"), rows),), "f"))
    )

    tables = [table for paragraph in document.paragraphs for table in paragraph.tables]

    assert [len(table.rows) for table in tables] == [201]
    assert [table.treat_as_char for table in tables] == [False]
