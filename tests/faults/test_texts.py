"""F7, F10 and F21: whatever encoding, whatever text, whatever day of the year."""

import csv
import io
import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dashboard import urls
from dashboard.domain.portfolio import Portfolio
from db.sources import folder
from db.sources.mapping import FileOptions
from db.sources.reader import QueryResult, RawRead
from db.sources.validate import validate
from tests.builders import TODAY, snapshot_facts
from tests.callbacks.application import HeldRoom, client, taken_out
from tests.conftest import IS_PROOF
from tests.layouts.city import RICH, city
from tests.sources.builders import mapping_of, table_query

STRINGS = 500 if IS_PROOF else 100
PAYLOADS = 2_000 if IS_PROOF else 30
BASIS = date(2024, 12, 31)

FOUND_OUT = {
    "utf-8": "utf-8",
    "utf-8 with a mark": "utf-8-sig",
    "utf-16 with a mark": "utf-16",
    "utf-16 little": "utf-16-le",
    "utf-16 big": "utf-16-be",
    "cp949": "cp949",
    "euc-kr": "euc-kr",
}
DECLARED = {
    "johab": "johab",
    "iso-2022-kr": "iso2022_kr",
    "utf-32": "utf-32",
    "utf-7": "utf-7",
    "gb18030": "gb18030",
}


def texts(chance: random.Random, encoding: str) -> Iterator[str]:
    """Cells of Hangul and the signs of forms, as far as the encoding has them."""
    signs = [chr(each) for each in range(0xAC00, 0xD7A4)] + list("㎡△▲─「」·~%()-2026abcZ")
    usable = [sign for sign in signs if encodable(sign, encoding)]
    for _ in range(STRINGS):
        yield "가" + "".join(chance.choices(usable, k=chance.randrange(1, 20)))


def encodable(sign: str, encoding: str) -> bool:
    try:
        return sign.encode(encoding).decode(encoding) == sign
    except UnicodeError:
        return False


@pytest.mark.parametrize("encoding", [*FOUND_OUT.values(), *DECLARED.values()])
def test_every_text_of_every_encoding_is_read_as_it_was_written(tmp_path: Path, encoding: str) -> None:
    written = list(texts(random.Random(7), encoding))
    if encoding == "utf-8":
        written = [unicodedata.normalize("NFD", text) if n % 2 else text for n, text in enumerate(written)]
    lines = ["번호,이름", *(f'{number},"{text}"' for number, text in enumerate(written))]
    (tmp_path / "사업.csv").write_bytes("\n".join(lines).encode(encoding))
    declared = FileOptions(encoding=encoding) if encoding in DECLARED.values() else FileOptions()

    loaded = folder.load(tmp_path, {"사업.csv": declared})

    assert loaded.problems == ()
    read = [row[0] for row in loaded.connection.execute('SELECT "이름" FROM "사업" ORDER BY rowid')]
    assert read == [unicodedata.normalize("NFC", text) for text in written]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso2022_kr"])
def test_a_file_that_is_broken_in_its_encoding_is_named_and_not_guessed(
    tmp_path: Path, encoding: str
) -> None:
    blob = "번호,이름\n1,가나다\n".encode(encoding) + b"\xff\xfe\xfd"
    (tmp_path / "사업.csv").write_bytes(blob)

    loaded = folder.load(tmp_path, {"사업.csv": FileOptions(encoding=encoding)})

    assert [name for name, _ in loaded.problems] == ["사업.csv"]


MARKS = (
    "<script>flag({n})</script>",
    "<img src=x onerror=flag({n})>",
    '"><svg onload=flag({n})>',
    "</script><script>flag({n})</script>",
    "<a href=javascript:flag({n})>x</a>",
    "javascript:flag({n})",
    "' onmouseover='flag({n})",
    "{{{{{n}}}}}",
    '=HYPERLINK("http://x/{n}")',
    "+cmd|'/c calc'!A{n}",
    "@SUM({n})",
    "\t=1+{n}",
    "\u202eflag{n}\u202c",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467{n}",
    "긴 글 {n} " * 9_000,
)


def payload(number: int) -> str:
    return MARKS[number % len(MARKS)].format(n=number)


def hostile(tmp_path: Path) -> Portfolio:
    """A city of which every text is an attack, taken in as any other."""
    ids = [str(number) for number in range(PAYLOADS)]
    projects = tuple((each, *(payload(int(each) + shift) for shift in range(6))) for each in ids)
    results = {
        "project": QueryResult(
            ("id", "name", "short_name", "content", "purpose", "location", "districts"), projects
        ),
        "stage": QueryResult(
            ("project_id", "key", "name"),
            tuple((each, payload(int(each)), payload(int(each) + 1)) for each in ids),
        ),
        "status_report": QueryResult(
            ("project_id", "as_of", "status", "done_text", "next_text", "issue", "measure"),
            tuple((each, "2024-12-31", *(payload(int(each) + shift) for shift in range(5))) for each in ids),
        ),
        "document": QueryResult(
            ("project_id", "key", "title", "url"),
            tuple((each, "1", payload(int(each)), payload(5)) for each in ids),
        ),
    }
    raw = RawRead(results={name: (found,) for name, found in results.items()})
    batch = validate(raw, mapping_of(tmp_path, "".join(map(table_query, results))), BASIS)
    assert len(batch.tables["project"].records) == PAYLOADS
    return Portfolio.build({name: table.records for name, table in batch.tables.items()}, snapshot_facts())


class Live(HTMLParser):
    """What of a page would run a text of the city, if a browser read it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_script = tag == "script"
        for name, value in attrs:
            said = (value or "").strip().lower()
            if name.startswith("on") or (name in ("href", "src") and "script:" in said):
                self.found.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        if self._in_script and "flag(" in data:
            self.found.append(data[:200])
        self._in_script = False


@pytest.mark.timeout(1800)
def test_no_text_of_a_city_becomes_a_part_of_a_page(tmp_path: Path) -> None:
    browser = client(HeldRoom(portfolio=hostile(tmp_path)), tmp_path)
    pages = ["/", "/projects", "/timeline", "/map", "/money", "/compare?ids=1,2"]
    for path in [*pages, *(urls.project(str(number)) for number in range(PAYLOADS))]:
        answer = browser.get(path)
        seen = answer.get_data(as_text=True)
        assert answer.status_code == 200, path
        live = Live()
        live.feed(seen)
        assert live.found == [], path


def test_no_text_of_a_city_is_a_formula_in_a_file(tmp_path: Path) -> None:
    browser = client(HeldRoom(portfolio=hostile(tmp_path)), tmp_path)
    written = taken_out(browser, "/export/projects.csv").get_data().decode("utf-8-sig")

    cells = [cell for row in csv.reader(io.StringIO(written, newline="")) for cell in row]

    live = [cell for cell in cells if re.match(r"[\s]*[=+@]|[\s]*-(?![\d.,]+$)", cell)]
    assert len(cells) > PAYLOADS
    assert live == []


NEW_YEAR = date(2025, 1, 1)


@pytest.mark.parametrize("day", [NEW_YEAR + timedelta(days=shift) for shift in (-1, 0, 1)], ids=str)
def test_no_page_is_blank_around_new_year(tmp_path: Path, day: date) -> None:
    held = city()
    facts = replace(held.facts, basis_date=min(day, BASIS))
    room = HeldRoom(portfolio=held, today=day, token=f"12.{day:%Y%m%d}")
    browser = client(room, tmp_path)

    for path in (
        "/",
        "/projects",
        "/money",
        "/timeline",
        "/report",
        urls.project(RICH),
        f"/projects/{RICH}/card",
    ):
        answer = browser.get(path)
        assert answer.status_code == 200, path
        assert "표시 오류" not in answer.get_data(as_text=True), path
    assert facts.basis_date is not None
    year = held.status_date(day).year
    money = browser.get("/money").get_data(as_text=True)
    assert str(year) in money
    assert held.status_date(TODAY) >= held.status_date(day) or day > TODAY
