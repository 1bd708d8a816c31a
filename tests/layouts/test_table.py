"""The drawn table: its first rows as plain HTML, its data for the browser, and a script that waits."""

import json
from pathlib import Path

import dash_ag_grid
from dash.development.base_component import ComponentRegistry

from callbacks.doors import Entrance
from dashboard import urls
from dashboard.app import create_app
from dashboard.domain.words import KOREAN
from dashboard.screens.selection import known_address
from dashboard.screens.table import TableScreen, table
from dashboard.screens.texts import View
from layouts import grid
from layouts.grid import row_data, script_address
from layouts.html import to_html
from layouts.pane import plain
from layouts.table import build
from tests.builders import TODAY, portfolio, project
from tests.callbacks.application import HeldRoom, OpenDoor, settings
from tests.layouts.city import city


def screen(query: str = "") -> TableScreen:
    data = city()
    return table(View(data, known_address(data, urls.parse(f"/projects{query}"), TODAY), TODAY, KOREAN))


def drawn(query: str = "") -> str:
    return to_html(build(screen(query), KOREAN))


def test_the_first_paint_shows_the_rows_before_any_script() -> None:
    page = drawn()

    assert page.count('class="g-row"') == 12
    assert "&lt;순환선&gt; &amp; 지선" in page
    assert 'href="/projects/p1"' in page
    assert "<순환선>" not in page


def test_a_group_is_one_header_row_in_the_first_paint() -> None:
    page = drawn("?group=area")

    assert page.count('class="g-row g-group"') == 2
    assert "<b>경제도시</b>" in page


def test_a_status_is_a_shape_and_a_word() -> None:
    assert 'class="g-cell g-status gl-norm s-norm"' in drawn()
    assert ">정상추진</span>" in drawn()


def test_a_row_of_data_leaves_out_what_is_empty() -> None:
    shown = screen("?columns=name,number")
    columns = [head.column for head in shown.heads]
    row = next(row_data(columns, row) for row in shown.first if row.id == "p3")

    assert row == {"id": "p3", "href": "/projects/p3", "name": ["사업 p3"], "number": ["3"]}


def test_the_tree_is_plain_data() -> None:
    tree = plain(build(screen("?group=status"), KOREAN))

    assert json.loads(json.dumps(tree)) == tree
    assert '"type": "Grid"' in json.dumps(tree)


def test_a_name_of_400_signs_stays_in_its_cell_and_whole_in_its_title() -> None:
    long = "가나다라" * 100
    data = portfolio(project("p", name=long))
    seen = table(View(data, urls.parse("/projects"), TODAY, KOREAN))
    page = to_html(build(seen, KOREAN))

    assert page.count(long) == 1
    assert "text-overflow:ellipsis" in (Path("assets") / "table.css").read_text(encoding="utf-8")


def test_downloads_are_buttons_that_ask_for_a_reason() -> None:
    page = drawn("?area=econ")

    assert 'data-export="/export/projects.csv?area=econ"' in page
    assert 'data-export="/export/projects.xlsx?area=econ"' in page
    assert 'href="/export' not in page


def test_pages_do_not_load_the_script_of_the_table_but_it_is_served(tmp_path: Path) -> None:
    app = create_app(HeldRoom(), settings(tmp_path), Entrance(OpenDoor()))
    browser = app.server.test_client()

    document = browser.get("/").get_data(as_text=True)
    scripts = ComponentRegistry.get_resources("_js_dist", [dash_ag_grid.__name__])

    assert f"{urls.SCRIPTS_PATH}{dash_ag_grid.__name__}" not in document
    assert [each["dynamic"] for each in scripts if each["relative_package_path"] == grid.SCRIPT] == [True]
    assert browser.get(script_address()).status_code == 200
    assert "enterprise" not in browser.get("/projects").get_data(as_text=True)
