"""① 공약 한눈에 on a wall: every project on some board, and of very many the worst, with how many there are."""

from datetime import date
from typing import Any

from dashboard.domain.city_map import CityMap
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.records import Area, Membership
from dashboard.domain.words import KOREAN
from dashboard.screens.wall_board import MOST_TILES, Board, BoardFigure, scenes
from dashboard.screens.wall_view import MOST_PARTS, WallView
from tests.builders import TODAY, original, planned_dates, pledges_and_tasks, portfolio, project, stage

ECON, CULTURE = Area("econ", "경제도시", short_name="경제", sort=1), Area("cult", "문화", sort=2)


def boards(city: Portfolio) -> list[Board]:
    shown = WallView(city, None, CityMap((), (), (), (0.0, 0.0, 1.0, 1.0)), TODAY, KOREAN)
    return [scene.content for scene in scenes(shown)]


def test_an_area_larger_than_a_board_is_divided_and_loses_nobody() -> None:
    count = MOST_TILES * 2 + 1
    found = boards(portfolio(ECON, *(project(f"p{n}", area_id="econ") for n in range(count))))

    shown = [tile.project_id for board in found for band in board.bands for tile in band.tiles]
    assert len(shown) == len(set(shown)) == count
    assert {band.counts for board in found for band in board.bands} == {(f"{count}",)}


def test_of_very_many_projects_the_worst_of_each_area_stand_on_boards_and_the_rest_is_counted() -> None:
    most, count = MOST_TILES * MOST_PARTS, MOST_TILES * (MOST_PARTS + 2)
    worst = f"p{count - 1}"
    found = boards(
        portfolio(
            *(ECON, CULTURE, project("c1", area_id="cult")),
            *(project(f"p{n}", area_id="econ") for n in range(count)),
            *(
                original(worst),
                stage(project_id=worst),
                planned_dates(project_id=worst, end=date(2024, 6, 1)),
            ),
        )
    )
    bands = [band for board in found for band in board.bands]

    assert sum(len(band.tiles) for band in bands if band.name == "경제") == most
    assert bands[0].tiles[0].project_id == worst
    assert {band.counts for band in bands} == {(f"{most}", f"{count:,}"), ("1",)}


def figures(*records: Any, **given: Any) -> tuple[BoardFigure, ...]:
    city = portfolio(*pledges_and_tasks(), *records)
    shown = WallView(city, None, CityMap((), (), (), (0.0, 0.0, 1.0, 1.0)), TODAY, KOREAN, **given)
    board: Board = scenes(shown)[0].content
    return board.figures


def test_how_many_there_are_is_the_sum_of_what_stands_beside_it() -> None:
    numbered = (("p1", "pledge"), ("p1", "task"), ("p2", "pledge"), ("p3", "task"))
    records = (*(project(f"p{n}") for n in range(1, 5)), *(Membership(id_, of, "1") for id_, of in numbered))
    total, pledges = figures(*records)[0], figures(*records, programme="pledge")[0]

    assert (total.value, total.partners) == ("4개", ("2 + 2 + 1", "중복 1"))
    assert (pledges.value, pledges.partners) == ("2개", ("다른 구분에도 1개",))


def test_the_first_day_of_a_term_is_its_first_and_what_passed_and_is_left_make_the_whole() -> None:
    term = figures(project("p1"), counts_down=True)[-1]

    assert (term.value, term.partners) == ("546일", ("915일째", "/1,461일"))


def test_areas_that_would_read_the_same_have_longer_names() -> None:
    alike = (Area("a", "경제과학", sort=1), Area("b", "경제산업", sort=2), CULTURE)
    (board,) = boards(portfolio(*alike, *(project(each.id, area_id=each.id) for each in alike)))

    assert [(band.name, band.rows) for band in board.bands] == [("경제과학", 2), ("경제산업", 2), ("문화", 1)]
