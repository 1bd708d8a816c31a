"""⑥ 도시 현황 on a wall: the figures of the city's screen, what is missing or late said in its panel."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from dashboard.domain.city.history import CityPicture, Spot
from dashboard.domain.city.measures import Panel
from dashboard.domain.city_map import load_map
from dashboard.domain.short_names import width
from dashboard.domain.words import KOREAN
from dashboard.screens.wall import single
from dashboard.screens.wall_city import SENTENCE_WIDEST, CityPanel, PanelRow, WallCity, scenes
from dashboard.screens.wall_view import Scene, WallView
from tests.builders import TODAY, pledges_and_tasks, portfolio
from tests.support.city_history import HOUR, NOW, feed, picture, rich_picture, seen, warning

MAP = load_map(Path(__file__).parents[2] / "assets" / "maps" / "daejeon.json")
SEO = "30170"


def _view(city: CityPicture | None) -> WallView:
    return WallView(portfolio(*pledges_and_tasks()), city, MAP, TODAY, KOREAN)


def _scene(city: CityPicture) -> Scene:
    (scene,) = scenes(_view(city))
    return scene


def _city(city: CityPicture) -> WallCity:
    content = _scene(city).content
    assert isinstance(content, WallCity)
    return content


def _panel(city: CityPicture, panel: Panel) -> CityPanel:
    return next(each for each in _city(city).panels if each.panel is panel)


def _sentence(scene: Scene) -> str:
    return "".join(span.text for span in scene.sentence)


def test_four_panels_have_the_figures_of_the_city_s_screen() -> None:
    panels = _city(rich_picture()).panels

    assert [(each.name, each.figure_name, each.value) for each in panels] == [
        ("인구", "거주자", "143.0만 명"),
        ("재난", "발효 중인 기상특보", "1건"),
        ("환경", "초미세먼지", "22 ㎍/㎥"),
        ("교통", "통행 속도", "36.4 km/h"),
    ]
    assert all(each.at_text.endswith("기준") for each in panels)
    assert panels[0].rows[0] == PanelRow("한 달 전보다", "-144")
    assert panels[2].grade is not None and panels[2].grade.word == "보통"


def test_the_map_has_residents_and_air_of_every_district() -> None:
    districts = _city(rich_picture()).districts

    assert {each.name for each in districts} == {"동구", "중구", "서구", "유성구", "대덕구"}
    assert all(each.residents.endswith("만") for each in districts)
    assert all(each.air.word for each in districts)
    for each in districts:
        assert all(-1e-9 <= share <= 1 + 1e-9 for point in each.ring for share in point)


def test_a_warning_in_force_lights_the_sentence_and_stands_by_name() -> None:
    city = picture(warning("a"), feeds=[feed(Panel.DISASTER)])

    scene = _scene(city)

    assert _sentence(scene) == "발효 특보 1건"
    assert scene.sentence[0].is_late
    assert _panel(city, Panel.DISASTER).rows == (PanelRow("호우주의보", "", is_late=True),)


def test_a_source_that_is_silent_is_said_in_its_panel_with_its_last_good_time() -> None:
    silent = feed(label="대기 측정망", last_good=NOW - timedelta(hours=30))
    city = picture(
        Spot("station:가온동", "가온동", "30110", 36.33, 127.45),
        seen("air.pm25", 20, HOUR - timedelta(hours=30), "station:가온동"),
        feeds=[silent, feed(label="기상", problem="한도를 넘었습니다.", id="weather")],
    )

    panel = _panel(city, Panel.ENVIRONMENT)

    assert panel.rows == (
        PanelRow("대기 측정망 외 1", "장기 미수신", is_late=True),
        PanelRow("마지막 수신", "4. 21. 9:20", is_late=True),
    )
    assert panel.at_text == "4. 21. 9시 기준 · 30시간 전"
    assert any(span.is_late and "2곳" in span.text for span in _scene(city).sentence)


def test_a_source_that_answers_with_a_fault_is_not_taken_for_a_good_one() -> None:
    city = picture(feeds=[feed(label="교통", panel=Panel.TRAFFIC, problem="인증 실패")])

    assert _panel(city, Panel.TRAFFIC).rows[0] == PanelRow("교통", "받지 못함", is_late=True)


def test_without_any_value_every_panel_says_so() -> None:
    panels = _city(picture()).panels

    assert {(each.value, each.is_missing, each.at_text) for each in panels} == {
        ("자료 없음", True, "연결된 자료원 없음")
    }
    assert all(each.spark.empty_text for each in panels)
    assert _sentence(_scene(picture())) == "받은 값이 없습니다"


def test_a_gap_in_a_curve_stays_a_gap() -> None:
    place = "station:가온동"
    values = [(3, 20.0), (2, None), (1, 30.0), (0, 25.0)]
    records = [seen("air.pm25", value, HOUR - timedelta(hours=back), place) for back, value in values]
    city = picture(Spot(place, "가온동", "30110", 36.33, 127.45), *records, feeds=[feed()])

    (line,) = _panel(city, Panel.ENVIRONMENT).spark.lines

    assert [len(piece) for piece in line.pieces] == [1, 2]


def _traffic(hours: int) -> CityPanel:
    records = [seen("traffic.speed", 20.0 + back, HOUR - timedelta(hours=back)) for back in range(hours)]
    return _panel(picture(*records, feeds=[feed()]), Panel.TRAFFIC)


def test_two_hours_are_no_course_of_a_day() -> None:
    few, enough = _traffic(2), _traffic(3)

    assert (few.spark.lines, few.spark.empty_text) == ((), KOREAN.wall_city_too_few)
    assert enough.spark.empty_text is None


def test_a_day_s_curve_says_what_it_is_compared_with_and_that_an_hour_is_a_mean() -> None:
    alone, compared = _traffic(3).spark, _panel(rich_picture(), Panel.TRAFFIC).spark

    assert (alone.span_text, alone.range_text) == ("오늘", "시간 평균 20.0~22.0")
    assert compared.span_text == "점선 같은 요일"
    assert compared.range_text.startswith("시간 평균 ")


def test_one_district_is_the_same_scene_with_its_own_figures_and_is_lit() -> None:
    scene = single(_view(rich_picture()), f"district:{SEO}")

    assert scene is not None
    assert (scene.key, scene.title) == (f"district:{SEO}", "도시 현황 · 서구")
    assert [each.name for each in scene.content.districts if each.is_on] == ["서구"]
    lit = next(each for each in scene.content.districts if each.is_on)
    assert scene.content.panels[0].value.startswith(lit.residents)


def test_a_code_that_is_no_district_and_a_room_without_statistics_show_no_scene() -> None:
    assert single(_view(rich_picture()), "district:99999") is None
    assert single(_view(None), f"district:{SEO}") is None
    assert scenes(_view(None)) == ()


def test_the_sentence_has_room_beside_the_title() -> None:
    feeds = tuple(replace(each, last_good=None) for each in rich_picture().feeds)

    for city in (rich_picture(), replace(rich_picture(), feeds=feeds)):
        assert width(_sentence(_scene(city))) <= SENTENCE_WIDEST + 2
