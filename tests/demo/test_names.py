"""Nothing in the demo is a real project, a person or a telephone number."""

import re

from db.demo.catalogue import entries
from tests.demo.conftest import City

REAL = (
    *("트램", "노면전차", "0시 축제", "영시 축제", "대전의료원", "베이스볼", "드림파크", "나노", "반도체"),
    *(
        "대덕특구",
        "둔산",
        "보문산",
        "대청호",
        "계족산",
        "식장산",
        "갑천",
        "유등천",
        "한밭",
        "엑스포",
        "꿈돌이",
    ),
    *("타슈", "온통대전", "대전역", "뿌리공원", "서남부종합스포츠타운", "제2시립예술단", "제2대전문학관"),
    *("호국보훈", "메모리얼파크", "대전투자청", "도심융합특구", "명품정원", "대전육교", "3·4·5호선", "2호선"),
    *("제2외곽순환", "호남고속도로", "500만평", "혁신도시", "예술인 특화전시관", "음악창작소", "머드"),
    *("융복합클러스터", "글로벌 혁신클러스터", "원도심 상권 전기", "오월드", "이장우", "디지털 공약실"),
)
TELEPHONE = re.compile(r"\d{2,4}-\d{3,4}|\d{5,}")


def everything_written(city: City) -> list[str]:
    """Every text of the database but keys and dates."""
    tables = [row[0] for row in city.select("SELECT name FROM sqlite_master WHERE type = 'table'")]
    cells = {cell for table in tables for row in city.select(f"SELECT * FROM {table}") for cell in row}
    return [cell for cell in cells if isinstance(cell, str) and re.search("[가-힣]", cell)]


def test_no_real_project_is_named(built: City) -> None:
    written = everything_written(built)

    assert len(written) > 1000
    assert [(text, word) for text in written for word in REAL if word in text] == []


def test_no_telephone_number_is_written(built: City) -> None:
    extensions = {row["extension"] for row in built.rows("assignment") if row["role"] == "주관"}

    assert [text for text in everything_written(built) if TELEPHONE.search(text)] == []
    assert all(re.fullmatch(r"\d{3,4}", extension) for extension in extensions)


def test_short_names_have_at_most_10_syllables_and_are_all_different() -> None:
    shorts = [entry.short for entry in entries()]

    assert [short for short in shorts if len(short) > 10] == []
    assert len(set(shorts)) == len({entry.name for entry in entries()}) == 136


def test_every_project_says_what_it_is_where_and_whose() -> None:
    for entry in entries():
        texts = (
            entry.name,
            entry.short,
            entry.content,
            entry.place,
            entry.district,
            entry.department,
            entry.team,
        )
        assert all(texts), entry.number
        assert entry.support != entry.department


def test_reports_are_sentences_filled_in(built: City) -> None:
    reports = built.rows("status_report")

    assert len(reports) == 136
    assert all(row["done_text"] and row["next_text"] for row in reports)
    assert [text for text in everything_written(built) if "{" in text or "None" in text] == []


def test_a_late_project_names_its_issue_and_a_measure(built: City) -> None:
    reports = {row["project_id"]: row for row in built.rows("status_report")}
    late = [entry for entry in entries() if entry.late_days]

    assert all(reports[entry.key]["issue"] and reports[entry.key]["measure"] for entry in late)
    assert len({reports[entry.key]["issue"] for entry in late}) >= 10
