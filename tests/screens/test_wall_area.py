"""② 분야별 사업: a scene for each area, what is furthest past plan first, and every project on some scene."""

from datetime import date
from typing import Any

from dashboard.domain.city_map import CityMap
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.records import Area, Membership
from dashboard.domain.vocabulary import Status
from dashboard.domain.words import KOREAN
from dashboard.screens.texts import PastLevel
from dashboard.screens.wall_area import MOST, AreaTile, scenes
from dashboard.screens.wall_view import MOST_PARTS, WallView
from tests.builders import (
    TODAY,
    original,
    planned_dates,
    pledges_and_tasks,
    portfolio,
    project,
    report,
    stage,
)

ECON = Area("econ", "경제도시", short_name="경제", sort=1)
CULTURE = Area("cult", "문화도시", short_name="문화", sort=2)


def view(city: Portfolio, **more: Any) -> WallView:
    return WallView(city, None, CityMap((), (), (), (0.0, 0.0, 1.0, 1.0)), TODAY, KOREAN, **more)


def late(project_id: str, end: date) -> list[Any]:
    return [
        original(project_id),
        stage(project_id=project_id),
        planned_dates(project_id=project_id, end=end),
    ]


def tiles(city: Portfolio, **more: Any) -> list[AreaTile]:
    return [tile for scene in scenes(view(city, **more)) for tile in scene.content.tiles]


def test_every_area_with_projects_has_a_scene_and_what_has_no_area_comes_last() -> None:
    city = portfolio(
        ECON, CULTURE, project("p1"), project("p2", area_id="cult"), project("p3", area_id="econ")
    )

    assert [(scene.key, scene.title) for scene in scenes(view(city))] == [
        ("area:econ", "경제 분야"),
        ("area:cult", "문화 분야"),
        ("area:-", KOREAN.area_unknown),
    ]


def test_no_projects_are_no_scene() -> None:
    assert scenes(view(portfolio(ECON))) == ()


def test_the_furthest_past_plan_stand_first_and_the_others_by_number() -> None:
    city = portfolio(
        ECON,
        *(project(f"p{n}", area_id="econ") for n in (10, 2, 3, 4)),
        *late("p3", date(2024, 11, 1)),
        *late("p10", date(2024, 8, 1)),
        *late("p4", date(2024, 12, 21)),
    )

    assert [(tile.number, tile.level, tile.mark) for tile in tiles(city)] == [
        ("10", PastLevel.STRONG, "+152일"),
        ("3", PastLevel.CLEAR, "+60일"),
        ("2", PastLevel.NONE, KOREAN.missing_mark),
        ("4", PastLevel.SLIGHT, "+10일"),
    ]
    assert [span.text for span in scenes(view(city))[0].sentence] == ["4개 중 ", "3개가 계획일을 지났습니다"]


def test_a_corner_says_progress_or_a_settled_status_and_never_a_missing_value_as_zero() -> None:
    city = portfolio(
        project("p1"),
        report("p1", progress=0.418),
        project("p2"),
        report("p2", Status.CONTINUED, progress=1.0),
        project("p3"),
        report("p3", Status.DROPPED),
        project("p4"),
        report("p4"),
        project("p5"),
        report("p5", progress=0.0),
    )

    assert [(tile.mark, tile.progress) for tile in tiles(city)] == [
        ("42%", 0.418),
        ("계속", 1.0),
        ("폐기", None),
        (KOREAN.missing_mark, None),
        ("0%", 0.0),
    ]


def test_the_legend_says_what_the_percentages_are_of() -> None:
    of_two = portfolio(
        project("p1"),
        report("p1", progress=0.4, progress_name="공정률"),
        project("p2"),
        report("p2", progress=0.5, progress_name="추진율"),
        project("p3"),
        report("p3", Status.DONE, progress=1.0, progress_name="이행률"),
    )
    of_none = portfolio(project("p1"), report("p1", Status.DONE, progress=1.0))

    assert [scene.content.progress_text for scene in scenes(view(of_two))] == ["% 공정률·추진율"]
    assert [scene.content.progress_text for scene in scenes(view(of_none))] == [""]


def test_an_area_that_is_larger_than_a_scene_is_divided_and_loses_nobody() -> None:
    city = portfolio(ECON, *(project(f"p{n}", area_id="econ") for n in range(1, MOST * 2)))
    found = scenes(view(city))

    assert [scene.key for scene in found] == ["area:econ-1", "area:econ-2"]
    assert found[0].title == "경제 분야 1/2"
    assert sum(len(scene.content.tiles) for scene in found) == MOST * 2 - 1
    assert len({tile.project_id for tile in tiles(city)}) == MOST * 2 - 1


def test_a_very_large_area_plays_its_first_scenes_with_what_is_furthest_past_plan() -> None:
    count = MOST * (MOST_PARTS + 2)
    many = (project(f"p{n}", area_id="econ") for n in range(1, count + 1))
    found = scenes(view(portfolio(ECON, *many, *late(f"p{count}", date(2024, 6, 1)))))

    assert [scene.title for scene in found] == [
        f"경제 분야 {n}/{MOST_PARTS + 2}" for n in range(1, MOST_PARTS + 1)
    ]
    assert found[0].content.tiles[0].project_id == f"p{count}"
    assert found[-1].sentence[0].text == f"{count}개 중 ", "the sentence speaks of all"


def test_a_small_area_has_larger_tiles_and_the_legend_never_covers_one() -> None:
    for count in range(1, MOST + 1):
        (scene,) = scenes(view(portfolio(ECON, *(project(f"p{n}", area_id="econ") for n in range(count)))))
        grid = scene.content
        assert grid.rows * grid.columns >= count
        if grid.legend_row == grid.rows:
            assert grid.rows * grid.columns - count >= 3
        assert grid.columns == 4 if count <= 13 else grid.columns > 4


def test_a_programme_narrows_the_areas_and_gives_its_numbers() -> None:
    city = portfolio(
        *pledges_and_tasks(),
        ECON,
        project("p1", area_id="econ"),
        project("p2", area_id="econ"),
        Membership("p2", "task", number="77"),
    )

    assert [(tile.project_id, tile.number) for tile in tiles(city, programme="task")] == [("p2", "77")]


def test_what_is_not_done_never_reads_as_all_of_it() -> None:
    city = portfolio(project("p1"), report(progress=0.996), project("p2"), report("p2", progress=0.994))

    assert [tile.mark for tile in tiles(city)] == ["99%", "99%"]
