"""F19: one part of a page that fails says so in its place, and the others live."""

import csv
import importlib
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from dashboard import urls
from dashboard.domain.city.history import CityPicture
from dashboard.domain.history import Change, ChangeKind
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.words import KOREAN
from dashboard.screens.apart import Unmade
from dashboard.screens.changes import lines_by_project
from dashboard.screens.listing import Column
from dashboard.screens.texts import View
from tests.builders import TODAY
from tests.callbacks.application import HeldRoom, client, show, taken_out
from tests.layouts.city import BARE, RICH, city
from tests.support.city_history import rich_picture
from tests.support.source import python_files, text

PROJECT = urls.project(RICH)
CITY = urls.href(urls.Address(urls.Page.CITY))
MONEY = urls.href(urls.Address(urls.Page.MONEY))
TABLE, TIMELINE, MAP, CHANGES = (
    urls.href(urls.Address(page))
    for page in (urls.Page.TABLE, urls.Page.TIMELINE, urls.Page.MAP, urls.Page.CHANGES)
)
MILESTONES = urls.href(urls.Address(urls.Page.TIMELINE).with_option("only", "quarter"))
COMPARE = urls.href(urls.Address(urls.Page.COMPARE).with_option("ids", f"{RICH},{BARE}"))
FAILED = "표시 오류"
DRAWN = (
    *((urls.room(), "layouts.room", name) for name in ("number", "bar")),
    *((PROJECT, "layouts.project_money", name) for name in ("heading",)),
    (PROJECT, "layouts.project_curve", "heading"),
    (PROJECT, "layouts.project_history", "heading"),
    (CITY, "layouts.city", "spark"),
    (MONEY, "layouts.money", "tabs"),
    (TABLE, "layouts.table", "grid"),
    (TABLE, "layouts.filters", "named"),
    *((TIMELINE, "layouts.timeline", name) for name in ("axis_figure", "timeline_figure", "explain")),
    *((MAP, "layouts.map", name) for name in ("named", "explain", "heading")),
    *((COMPARE, "layouts.compare", name) for name in ("compared_figure", "chart", "_offer")),
    *((CHANGES, "layouts.since", name) for name in ("TextField", "MENU")),
)
"""Pages with a function that parts of it use, which then fails."""
MADE = (
    (urls.room(), "dashboard.screens.room", "past_level"),
    (PROJECT, "dashboard.screens.gantt", "plan_span"),
    (PROJECT, "dashboard.screens.financing", "funding_rates"),
    (PROJECT, "dashboard.screens.related", "project_text"),
    (TABLE, "dashboard.screens.listing", "next_event_text"),
    (TABLE, "dashboard.screens.listing", "money_rate_line"),
    (f"{TABLE}?group=area", "dashboard.screens.listing", "secured_total_rate"),
    (MAP, "dashboard.screens.map_list", "RegionList"),
    (MAP, "dashboard.screens.map_list", "ProjectLine"),
    (MAP, "dashboard.screens.map_regions", "shared_budgets"),
    (MILESTONES, "dashboard.screens.timeline_list", "MilestoneList"),
    *((COMPARE, "dashboard.screens.compare", name) for name in ("CompareCurve", "Offers")),
)
"""The same for what is calculated before it is drawn."""


class Broken(Exception):
    """What a part raises here."""


@pytest.fixture
def room() -> HeldRoom:
    picture: CityPicture = rich_picture()
    return replace(HeldRoom(portfolio=city()), city_now=picture)


@pytest.fixture
def browser(room: HeldRoom, tmp_path: Path) -> FlaskClient:
    return client(room, tmp_path)


def broken(*_: object, **__: object) -> object:
    raise Broken


@pytest.mark.parametrize(("href", "module", "name"), [*DRAWN, *MADE])
def test_a_part_that_fails_says_so_and_the_rest_of_the_page_is_there(
    browser: FlaskClient, room: HeldRoom, monkeypatch: pytest.MonkeyPatch, href: str, module: str, name: str
) -> None:
    whole = browser.get(href).get_data(as_text=True)
    assert FAILED not in whole
    monkeypatch.setattr(importlib.import_module(module), name, broken)
    room.token += ".again"  # as newer data would: what was drawn before is not looked at

    answer = browser.get(href)

    seen = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert FAILED in seen
    lost = len(words_of(whole) - words_of(seen)) / len(words_of(whole))
    assert lost < 0.8, "all of the page is gone"
    monkeypatch.undo()
    room_again = browser.get(href).get_data(as_text=True)
    assert FAILED not in room_again, "what failed once stays failed"


def words_of(html: str) -> set[str]:
    return set(re.findall(r"[가-힣]{2,}", html))


def test_every_part_that_stands_alone_can_fail_alone(
    browser: FlaskClient, room: HeldRoom, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Each part's screen is replaced by one that could not be made."""
    import dashboard.screens.project as module

    made = module.project
    parts = ("gantt", "curve", "funding", "issues", "related", "results", "documents", "versions", "facts")
    for part in parts:

        def without(*given: object, part: str = part, **more: object) -> object:
            screen = made(*given, **more)  # type: ignore[arg-type]
            return replace(screen, **{part: Unmade(part)})  # type: ignore[type-var]

        monkeypatch.setattr("callbacks.screens.project", without)
        room.token += "."
        answer = browser.get(PROJECT)
        seen = answer.get_data(as_text=True)
        assert answer.status_code == 200, part
        assert 0 < seen.count(FAILED) <= 2, part
    assert "cannot be drawn" in caplog.text


def test_a_screen_that_cannot_be_made_at_all_leaves_the_header_and_every_other_screen(
    browser: FlaskClient, room: HeldRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("callbacks.screens.room_screen", broken)

    answer = browser.get(urls.room())

    assert answer.status_code == 500
    seen = answer.get_data(as_text=True)
    assert FAILED in seen
    assert MONEY in seen
    assert "Broken" not in seen
    assert browser.get(PROJECT).status_code == 200
    assert browser.get(MONEY).status_code == 200


def test_newer_data_that_cannot_be_drawn_leave_the_open_page_with_a_sentence(
    browser: FlaskClient, room: HeldRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = {"href": urls.room(), "scale": 1}
    shown = show(browser, address)["shown"]["data"]
    monkeypatch.setattr("callbacks.screens.room_screen", broken)
    room.token += ".newer"

    assert show(browser, address, shown) == {}


def test_every_layout_of_a_page_knows_parts_that_stand_alone() -> None:
    used = [path for path in python_files("layouts", "dashboard") if "@apart" in text(path)]

    assert len(used) > 15


def test_one_bad_report_takes_no_other_row_of_the_table_with_it(browser: FlaskClient, room: HeldRoom) -> None:
    assert room.portfolio is not None
    measures = room.portfolio.measures(room.portfolio.status_date(room.today)).values()
    bad = next(each.report for each in measures if each.report)
    object.__setattr__(bad, "as_of", "2024. 12. 31")  # a text where a day belongs

    whole = browser.get(f"{TABLE}?columns=reported")
    rows = browser.get(f"{urls.ROWS_PATH}?columns=reported&start=0&end=50")

    assert (whole.status_code, rows.status_code) == (200, 200)
    assert FAILED in whole.get_data(as_text=True)
    found = rows.get_json()["rows"]
    assert sum(row["reported"][0] == FAILED for row in found) == 1
    assert len(found) == len(room.portfolio.projects)


@pytest.mark.parametrize("break_", ["funding", "secured_total_rate"])
def test_sums_that_cannot_be_made_say_so_in_head_rows_and_files_and_every_project_is_there(
    browser: FlaskClient, monkeypatch: pytest.MonkeyPatch, break_: str
) -> None:
    query = "?columns=planned,rate&group=area"
    if break_ == "funding":
        monkeypatch.setattr(Portfolio, "funding", broken)
    else:
        monkeypatch.setattr("dashboard.screens.listing.secured_total_rate", broken)

    page = browser.get(TABLE + query)
    rows = browser.get(f"{urls.ROWS_PATH}{query}&start=0&end=50")
    file = taken_out(browser, f"/export/projects.csv{query}").get_data(as_text=True)

    assert (page.status_code, rows.status_code) == (200, 200)
    assert FAILED in page.get_data(as_text=True)
    heads = [row for row in rows.get_json()["rows"] if FAILED in json.dumps(row, ensure_ascii=False)]
    assert heads
    assert "\ue000" not in page.get_data(as_text=True) + file
    lines = list(csv.reader(io.StringIO(file.lstrip("\ufeff"))))
    assert [line for line in lines if any(FAILED in cell for cell in line) and FAILED in line]
    known = city().projects
    assert len(rows.get_json()["rows"]) > len(known)


BROKEN: tuple[tuple[str, str, Any], ...] = (
    ("reported", "as_of", "2024. 12. 31"),  # a text where a day belongs
    ("progress", "progress", float("nan")),
    ("name", "short_name", ["다섯"]),  # is read on screen, and no spreadsheet holds it
)
"""Columns with what makes the cell of one project fail."""


@pytest.mark.parametrize(("column", "name", "value"), BROKEN)
def test_a_cell_that_cannot_be_made_says_so_in_a_file_and_all_others_are_in_it(
    tmp_path: Path, column: str, name: str, value: object
) -> None:
    query = f"?columns={column},number,department&sort=number&group=area"
    portfolio = city()
    measure = portfolio.measures(portfolio.status_date(TODAY))["p5"]
    owner = next(each for each in (measure.report, measure.file.project) if hasattr(each, name))
    object.__setattr__(owner, name, value)
    good, bad = (client(HeldRoom(each), tmp_path) for each in (city(), portfolio))

    for read in (in_csv, in_xlsx):
        whole, failed = read(good, query), read(bad, query)
        place = whole[0].index("번호")
        [told] = [row for row in failed if row not in whole]
        [lost] = [row for row in whole if row not in failed]
        assert [(is_, was) for is_, was in zip(told, lost, strict=True) if is_ != was] == [
            (FAILED, lost[failed[0].index(KOREAN.table_columns[Column(column)])])
        ]
        assert str(told[place]) == "5"
        assert len(failed) == len(whole) > len(portfolio.projects)


def in_csv(browser: FlaskClient, query: str) -> list[tuple[Any, ...]]:
    answer = taken_out(browser, f"/export/projects.csv{query}")
    assert answer.status_code == 200
    rows = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    return [tuple(row) for row in rows[rows.index([]) + 1 :]]


def in_xlsx(browser: FlaskClient, query: str) -> list[tuple[Any, ...]]:
    answer = taken_out(browser, f"/export/projects.xlsx{query}")
    assert answer.status_code == 200
    return list(load_workbook(io.BytesIO(answer.get_data())).worksheets[0].values)


def test_one_bad_change_takes_no_other_change_with_it(room: HeldRoom) -> None:
    assert room.portfolio is not None
    on = room.portfolio.status_date(room.today)
    view = View(room.portfolio, urls.parse(CHANGES), on, KOREAN)
    good = Change("project", BARE, BARE, ChangeKind.CHANGED, "location", "앞", "뒤")
    bad = Change("status_report", RICH, RICH, ChangeKind.CHANGED, "progress", 0.5, float("inf"))

    lines = lines_by_project(view, [good, bad], {RICH, BARE})

    made = [line for each in lines.values() for line in each]
    assert sum(isinstance(line, Unmade) for line in made) == 1
    assert [line.after_text for line in made if not isinstance(line, Unmade)] == ["뒤"]
