"""Text in lines of a width: whole words where they fit, and a board's names beside their days."""

from datetime import date

from dashboard.domain.city_map import CityMap
from dashboard.domain.records import Area
from dashboard.domain.words import KOREAN
from dashboard.screens.wall_board import LINE_WIDEST, scenes
from dashboard.screens.wall_lines import ems, fitted, lines
from dashboard.screens.wall_view import WallView
from tests.builders import TODAY, original, planned_dates, portfolio, project, stage


def test_lines_break_between_words_evenly_and_say_what_they_leave_out() -> None:
    assert lines("주차나눔 1만 면", 6.0, 2) == ("주차나눔", "1만 면")
    assert lines("새길 순환전철", 7.1, 2) == ("새길 순환전철",)
    assert lines("도심항공교통기반시설", 7.1, 2) == ("도심항공교통기", "반시설")
    cut = lines("가나다라 " * 12, 21.5, 2, " (줄임)")
    assert cut[-1].endswith(" (줄임)")
    assert all(ems(line) <= 21.5 for line in cut)


def test_a_text_is_fitted_by_whole_words_and_by_what_stands_before_a_dot() -> None:
    assert fitted("국가계획 반영·지정", 6.3) == "국가계획 반영"
    assert fitted("기본·실시설계", 6.3) == "기본·실시설계"
    assert fitted("개발제한구역", 3.0) == "개발제"
    assert fitted("", 3.0) == ""


def test_a_name_on_the_board_leaves_room_for_years_of_days_and_an_area_for_its_count() -> None:
    city = portfolio(
        Area("a", "경제과학혁신도시"),
        project("p1", number="133", name="도심항공교통기반시설", area_id="a"),
        original(),
        stage(),
        planned_dates(end=date(2020, 12, 31)),
    )
    seen = WallView(city, None, CityMap((), (), (), (0.0, 0.0, 1.0, 1.0)), TODAY, KOREAN)
    (band,) = scenes(seen)[0].content.bands
    (tile,) = band.tiles

    assert (band.name, tile.name, tile.days_text) == ("경제", "도심항공교", "+1,461일")
    assert ems(f"{tile.number}{tile.name}{tile.days_text}") <= LINE_WIDEST
