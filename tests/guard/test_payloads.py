"""An attack in every text of a city: on screen it is text, in a file it is text, and nothing of it ever runs."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from defusedxml import ElementTree
from flask.testing import FlaskClient
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from dashboard import urls
from layouts.sheets import FORMULA
from tests.callbacks.application import HeldRoom, client, taken_out
from tests.conftest import IS_PROOF
from tests.guard.bodies import UPDATE, show_body
from tests.guard.hostile import HOST, Poison, hostile_city, hostile_portfolio, hostile_source, payloads
from tests.guard.test_headers import LISTEN
from tests.guard.test_mutations import UNLIMITED
from tests.layouts.city import RICH
from tests.support.browser import LIVE, Visit, until_true
from tests.support.served import served

MOST_USED = 2_000 if IS_PROOF else 1
"""So many attacks are tried; one city holds some hundreds of them."""
SEEN = None if IS_PROOF else 14
"""So many screens of a city are looked at in a browser; None is all of them."""
WAY = re.compile(
    r"/(?![/\\])[^\s<>\"\\]*|assets/help/[a-z]+\.png\?m=\d+|#[a-z-]+|https://"
    + re.escape(HOST)
    + r"/[^\s<>\"]*"
)
MOVES = frozenset({"href", "src", "srcdoc", "formAction", "script"})
"""Properties that can lead somewhere."""


KNOWN_TAGS = frozenset(
    re.findall(
        r"\w+",
        """html head meta title link style script template body div span p a b i small strong mark kbd br header main
        nav footer section article aside h1 h2 h3 h4 ul ol li dl dt dd table caption col colgroup thead tbody tfoot tr
        th td details summary form input button figure figcaption img""",
    )
)


class HostileRoom:
    """The room over one poisoned city after another."""

    def __init__(self) -> None:
        self.poison = Poison(payloads())
        self.room = HeldRoom()
        self.round = 0

    def next(self) -> tuple[str, ...]:
        """Poison the room anew; the addresses of all its screens."""
        self.round += 1
        self.room.portfolio = hostile_portfolio(self.poison)
        self.room.city_now = hostile_city(self.poison)
        self.room.sources_now = (hostile_source(self.poison),)
        self.room.problem = self.poison.text()
        self.room.token = self.room.log_token = f"{self.round}.20250102"
        rich, other = (urls.project(self.poison.id(name)) for name in (RICH, "p3"))
        ids = ",".join(quote(self.poison.id(name), safe="") for name in (RICH, "p3"))
        attack = quote(self.poison.text(), safe="")
        return (
            *urls.PATHS.values(),
            *(rich, other, f"{rich}/card", f"/compare?ids={ids}", f"/projects/{attack}", f"/?area={attack}"),
            *(f"/projects?q={attack}&group={attack}", f"/city?district={attack}", f"/{attack}"),
            *(f"/money?cut={cut}" for cut in ("stages", "tree", "flow", "changes", "gaps", "lines")),
            *(f"/city?panel={panel}" for panel in ("population", "disaster", "environment", "traffic")),
        )


class Tags(HTMLParser):
    """What a browser would make of a document: its tags, its attributes, how many scripts it has."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.styles: set[str] = set()
        self.scripts = 0
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.styles |= {value or "" for name, value in attrs if name == "style"}
        self.scripts += tag == "script"


@pytest.fixture
def hostile() -> HostileRoom:
    return HostileRoom()


@pytest.fixture
def wire(hostile: HostileRoom, tmp_path: Path) -> FlaskClient:
    return client(hostile.room, tmp_path, **UNLIMITED)


def test_every_address_on_every_screen_leads_to_ours_or_to_a_named_host(
    hostile: HostileRoom, wire: FlaskClient
) -> None:
    seen = 0
    strays = []
    for place in hostile.next():
        answer = json.loads(wire.post(UPDATE, json=show_body(place)).get_data())
        assert set(answer["response"]) >= {"page", "shown"}, "the screen is drawn"
        for name, value in moves(answer):
            seen += 1
            if not WAY.fullmatch(value):
                strays.append((place, name, value))

    assert strays == []
    assert seen > 500


def test_a_city_brings_no_tag_and_no_attribute_into_a_document(
    hostile: HostileRoom, wire: FlaskClient, tmp_path: Path
) -> None:
    clean = Tags(client(HeldRoom(), tmp_path).get("/").get_data(as_text=True))
    for place in hostile.next():
        document = wire.get(place).get_data(as_text=True)
        found = Tags(document)

        assert "window.hit" in document
        assert found.scripts == clean.scripts, place
        assert found.tags - KNOWN_TAGS == set(), place
        assert [name for name in found.attributes if name.startswith("on") or name == "srcdoc"] == []
        assert [style for style in found.styles if not re.fullmatch(r"--share:[\d.e-]+", style)] == []


@pytest.mark.timeout(3600 if IS_PROOF else 180)
def test_no_attack_of_a_city_runs_in_a_browser(
    hostile: HostileRoom, wire: FlaskClient, visit: Callable[..., Visit]
) -> None:
    opened = visit(1366, 768)
    opened.context.add_init_script(LISTEN)
    with served(wire.application) as url:
        while len(hostile.poison.used) < MOST_USED:
            for place in hostile.next()[:SEEN]:
                look_at(opened.page, url + place)
                assert opened.page.evaluate("[window.hit ?? null, window.violations]") == [None, []], place
        opened.page.close()  # what it still tells is told while somebody listens
    opened.complaints[:] = [each for each in opened.complaints if "404" not in each and "403" not in each]

    assert len(hostile.poison.used) >= MOST_USED


def test_no_cell_of_an_exported_file_is_live(hostile: HostileRoom, wire: FlaskClient) -> None:
    while len(hostile.poison.used) < MOST_USED or hostile.round == 0:
        hostile.next()
        card = f"{urls.DOCUMENT_PATH}{urls.project(hostile.poison.id(RICH))[1:]}/card{urls.DOCUMENT_SUFFIX}"
        for query in ("", "?group=department"):
            expect_dead_csv(taken_out(wire, f"/export/projects.csv{query}").get_data())
            expect_dead_workbook(taken_out(wire, f"/export/projects.xlsx{query}").get_data())
        for document in (card, "/export/report.hwpx"):
            answer = taken_out(wire, document)
            assert answer.status_code == 200
            expect_dead_document(answer.get_data())
            assert re.fullmatch(
                r"attachment; filename\*=UTF-8''[\w.%~-]+", answer.headers["Content-Disposition"]
            )


def look_at(page: Page, address: str) -> None:
    """Open a page, let its charts be drawn, point at them, open what can be opened, follow nothing."""
    page.goto(address)
    expect(page.locator("#page > *").first).to_be_attached()
    until_true(page, LIVE)
    if page.locator("#page .dash-graph").count():
        expect(page.locator("#page .dash-graph .main-svg").first).to_be_attached()
        page.locator("#page .dash-graph").first.hover(force=True)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")


def moves(node: Any) -> Iterator[tuple[str, str]]:
    """Every property of a component in an answer that can lead somewhere."""
    if isinstance(node, list):
        for each in node:
            yield from moves(each)
    elif isinstance(node, dict):
        for name, value in node.items():
            if name in MOVES and isinstance(value, str) and "namespace" not in node:
                yield name, value
            yield from moves(value)


def expect_dead_csv(data: bytes) -> None:
    cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row]
    live = [cell for cell in cells if FORMULA.match(cell) and not re.fullmatch(r"-?[\d.]+%?", cell)]

    assert live == []
    assert any("window.hit" in cell or "HYPERLINK" in cell for cell in cells)


def expect_dead_workbook(data: bytes) -> None:
    book = load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]

    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert [cell.value for cell in cells if cell.hyperlink] == []
    assert [
        cell.value
        for cell in cells
        if isinstance(cell.value, str) and FORMULA.match(cell.value) and not cell.quotePrefix
    ] == []
    assert book.defined_names == {}


def expect_dead_document(data: bytes) -> None:
    live = re.compile(r"\}(fieldBegin|fieldEnd|script|formula|ole|video|hyperlink|equation)$", re.IGNORECASE)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        sections = [name for name in file.namelist() if name.startswith("Contents/section")]
        tags = {node.tag for name in sections for node in ElementTree.fromstring(file.read(name)).iter()}
        texts = b"".join(file.read(name) for name in sections)

    assert [tag for tag in tags if live.search(tag)] == []
    assert not any(
        "Scripts/" in name and name.endswith("Default")
        for name in zipfile.ZipFile(io.BytesIO(data)).namelist()
    )
    assert b"window.hit" in texts or b"HYPERLINK" in texts
