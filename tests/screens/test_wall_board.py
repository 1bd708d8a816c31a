"""① 공약 한눈에 on a wall: every project on some board, and of very many the worst, with how many there are."""

from datetime import date

from dashboard.domain.city_map import CityMap
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.records import Area
from dashboard.domain.words import KOREAN
from dashboard.screens.wall_board import MOST_TILES, Board, scenes
from dashboard.screens.wall_view import MOST_PARTS, WallView
from tests.builders import TODAY, original, planned_dates, portfolio, project, stage

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
