"""도시 현황: four panels, the map, and what each panel says when data are missing, late, absurd or gone."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from dashboard import urls
from dashboard.domain.city.history import ABSURD, CityPicture, Spot
from dashboard.domain.city.measures import Panel
from dashboard.domain.city_map import load_map
from dashboard.domain.runs import Freshness
from dashboard.domain.words import KOREAN, KOREAN_TIME
from dashboard.screens.city import CityScreen, city_screen, token
from dashboard.screens.city_disaster import DisasterBody
from dashboard.screens.city_environment import EnvironmentBody
from dashboard.screens.city_population import PopulationBody
from dashboard.screens.city_traffic import TrafficBody
from tests.support.city_history import (
    HOUR,
    NOW,
    feed,
    message,
    picture,
    rich_picture,
    seen,
    warning,
    without,
)

MAP = load_map(Path(__file__).parents[2] / "assets" / "maps" / "daejeon.json")
LONG = "아주 긴 이름 <b>" * 40


@cache
def rich() -> CityPicture:
    return rich_picture()


def screen(query: str = "", shown: CityPicture | None = None) -> CityScreen:
    return city_screen(shown or rich(), urls.parse("/city" + query), MAP)


def environment(query: str = "", shown: CityPicture | None = None) -> EnvironmentBody:
    body = screen("?panel=environment" + query, shown).body
    assert isinstance(body, EnvironmentBody)
    return body


def traffic(query: str = "", shown: CityPicture | None = None) -> TrafficBody:
    body = screen("?panel=traffic" + query, shown).body
    assert isinstance(body, TrafficBody)
    return body


def population(query: str = "", shown: CityPicture | None = None) -> PopulationBody:
    body = screen("?panel=population" + query, shown).body
    assert isinstance(body, PopulationBody)
    return body


def disaster(query: str = "", shown: CityPicture | None = None) -> DisasterBody:
    body = screen("?panel=disaster" + query, shown).body
    assert isinstance(body, DisasterBody)
    return body


def station(
    name: str, value: float | None, hours: float = 0, flag: str | None = None, code: str = "30110"
) -> list[object]:
    place = f"station:{name}"
    return [
        Spot(place, name, code, 36.33, 127.45),
        seen("air.pm25", value, HOUR - timedelta(hours=hours), place, flag),
    ]


def air(*records: object, **more: object) -> CityPicture:
    return picture(*records, feeds=[feed(**more)])  # type: ignore[arg-type]


def test_the_overview_has_four_panels_each_with_figure_time_source_and_curve() -> None:
    shown = screen()

    assert [each.name for each in shown.panels] == ["인구", "재난", "환경", "교통"]
    for each in shown.panels:
        assert each.figure.value is not None
        assert each.figure.at_text.endswith("기준")
        assert each.spark.lines
        assert each.sources
        assert each.credit_text.startswith("출처: ")
        assert each.figure.explain[0]
        assert each.figure.target is None
    assert shown.sentence == "발효 특보 1건, 초미세먼지 보통, 평균 속도 36.4 km/h"


def test_every_change_has_both_numbers_and_both_times() -> None:
    (month, year) = screen().panels[0].figure.changes

    assert (month.label, month.time_text) == ("한 달 전", "2026. 2.")
    assert (month.before_text, month.delta_text) == ("1,429,648명", "-144")
    assert year.title == "2025. 3. 1,431,963명 → 2026. 3. 1,429,504명"


def test_changes_that_cannot_be_known_are_missing_and_not_zero() -> None:
    shown = air(*station("가온동", 20))

    changes = screen(shown=shown).panels[2].figure.changes

    assert [(line.label, line.delta_text) for line in changes] == [
        ("하루 전 · 한 달 전 · 한 해 전 값 없음", "")
    ]


@pytest.mark.parametrize("panel", list(Panel))
@pytest.mark.parametrize("district", ["", "&district=30110"])
def test_with_nothing_at_all_every_panel_stands_and_says_so(panel: Panel, district: str) -> None:
    shown = screen(f"?panel={panel}{district}", picture())

    assert shown.sentence == "받은 값이 없습니다"
    assert shown.credit_text == "자료 없음: 연결된 자료원 없음"
    assert {shape.value_text for shape in shown.map.shapes} == {"자료 없음"}


def test_the_overview_with_nothing_at_all_shows_no_number() -> None:
    figures = [each.figure for each in screen(shown=picture()).panels]

    assert {figure.value_text for figure in figures} == {"자료 없음"}
    assert {(figure.partner_text, figure.at_text, figure.grade) for figure in figures} == {("", "", None)}


def test_one_value_is_a_figure_and_no_more() -> None:
    shown = air(*station("가온동", 20))
    panel = screen(shown=shown).panels[2]

    assert (panel.figure.value_text, panel.figure.partner_text) == ("20 ㎍/㎥", "측정소 1곳 중 1곳 유효")
    assert len(panel.spark.lines[0].points) == 1


def test_when_all_stations_are_silent_the_panel_says_so() -> None:
    shown = air(*station("가온동", None, flag="통신장애"), *station("나래동", None, flag="점검및교정"))
    panel = screen(shown=shown).panels[2]

    assert (panel.figure.value_text, panel.figure.partner_text) == (
        "자료 없음",
        "측정소 2곳 모두 지금 값 없음",
    )
    row = environment(shown=shown).rows[0]
    assert (row.cells[0].text, row.cells[0].grade) == ("통신장애", None)


def test_an_absurd_value_is_shown_and_left_out_of_the_mean() -> None:
    shown = air(*station("가온동", 20), *station("나래동", 1999, flag=ABSURD))

    assert screen(shown=shown).panels[2].figure.partner_text == "측정소 2곳 중 1곳 유효"
    assert screen(shown=shown).panels[2].figure.value_text == "20 ㎍/㎥"
    assert "1999" in {row.cells[0].text.replace(",", "") for row in environment(shown=shown).rows}


def test_a_station_that_vanished_is_drawn_with_its_last_value_and_its_age() -> None:
    body = environment()
    last = body.rows[-1]

    assert (last.name, last.cells[0].text, last.at_text, last.is_old) == ("옛터동", "33", "9일 전", True)
    assert body.stations_notes == ("오래 값이 없는 측정소 1곳은 세지 않음: 옛터동",)
    (dot,) = [dot for dot in screen("?measure=air.pm25").map.dots if dot.name == "옛터동"]
    assert dot.number == 0


def test_a_source_that_failed_hours_ago_keeps_its_value_and_says_since_when() -> None:
    shown = air(
        *station("가온동", 20, hours=7), last_good=NOW - timedelta(hours=7), problem="한도를 넘었습니다."
    )
    panel = screen(shown=shown).panels[2]

    assert panel.figure.value_text == "20 ㎍/㎥"
    assert (panel.figure.at_text, panel.figure.is_old) == ("2026. 4. 22. 08:00 기준(7시간 전)", True)
    (line,) = panel.sources
    assert (line.freshness, line.problem) == (Freshness.LATE, "한도를 넘었습니다.")
    assert line.received_text == "마지막 수신 2026. 4. 22. 08:20(7시간 전)"
    assert "받지 못하는 자료원 1곳" in screen(shown=shown).sentence


def test_a_panel_without_a_source_says_so_and_the_others_go_on() -> None:
    shown = without(
        replace(rich(), feeds=tuple(each for each in rich().feeds if each.panel is not Panel.TRAFFIC)),
        "traffic.",
    )
    panels = screen(shown=shown).panels

    assert (panels[3].figure.value_text, panels[3].credit_text) == (
        "자료 없음",
        "자료 없음: 연결된 자료원 없음",
    )
    assert panels[0].figure.value_text == "1,429,504명"
    assert traffic(shown=shown).roads_empty == "자료 없음: 연결된 자료원 없음"


def test_a_district_narrows_every_panel_and_leads_back() -> None:
    shown = screen("?district=30110")

    assert [way.label for way in shown.ways] == ["도시 현황", "동구"]
    assert shown.panels[0].figure.value_text == "214,543명"
    assert shown.panels[2].figure.partner_text == "측정소 3곳 중 3곳 유효"
    assert {urls.parse(each.href).option("district") for each in shown.panels} == {"30110"}
    assert urls.parse(shown.ways[0].href) == urls.parse("/city")
    (here,) = [shape for shape in shown.map.shapes if shape.is_on]
    assert urls.parse(here.href).option("district") is None


def test_a_station_and_a_road_have_pages_of_their_own() -> None:
    air_screen = screen("?panel=environment&spot=station:가온동")
    road = screen("?panel=traffic&spot=road:가온대로")

    assert [way.label for way in air_screen.ways] == ["도시 현황", "환경", "가온동"]
    assert [way.label for way in road.ways] == ["도시 현황", "교통", "가온대로"]
    assert isinstance(road.body, TrafficBody)
    assert road.body.figures[0].value == road.body.curve.lines[-1].points[-1].value


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?panel=nothing", "panel=nothing"),
        ("?district=25010", "district=25010"),
        ("?panel=traffic&spot=station:가온동", "spot=station:가온동"),
        ("?panel=environment&measure=traffic.speed", "measure=traffic.speed"),
        ("?panel=population&span=day", "span=day"),
        ("?panel=population&month=2026-13", "month=2026-13"),
        ("?panel=population&month=1999-01", "month=1999-01"),
        ("?panel=disaster&month=2026-03", "month=2026-03"),
        ("?nobody=knows", "nobody=knows"),
    ],
)
def test_what_an_address_asks_in_vain_is_said(query: str, said: str) -> None:
    (sentence,) = screen(query).ignored

    assert said in sentence


def test_the_filter_of_projects_does_not_apply_and_is_kept() -> None:
    shown = screen("?status=done")

    assert shown.filter_text == KOREAN.city_filter_unused
    assert shown.ignored == ()
    assert urls.parse(shown.panels[0].href).filter == urls.parse("/?status=done").filter


def test_the_two_populations_stand_side_by_side_and_share_no_figure() -> None:
    body = population()

    assert [figure.name for figure in body.figures] == ["인구(거주자)", "인구(등록인구)", "세대"]
    assert body.figures[0].value != body.figures[1].value
    assert body.two_text == KOREAN.city_pop_two


def test_districts_sum_to_the_city_and_a_share_names_its_part() -> None:
    rows = population().rows
    numbers = [int(row.texts[0].removesuffix("명").replace(",", "")) for row in rows]

    assert sum(numbers[:-1]) == numbers[-1]
    assert sum(row.share or 0 for row in rows[:-1]) == pytest.approx(1)


def test_the_pyramid_shows_the_month_of_the_address_and_steps_from_there() -> None:
    tree = population("&month=2025-02").tree

    assert tree.frames[tree.shown].label == "2025. 2."
    assert tree.before is not None
    assert tree.newest is not None
    assert urls.parse(tree.before[1]).option("month") == "2025-01"
    assert urls.parse(tree.newest[1]).option("month") == "2026-03"
    frame = tree.frames[tree.shown]
    assert sum(share or 0 for share in (*frame.male, *frame.female)) == pytest.approx(1)


def test_births_and_deaths_of_different_months_are_not_subtracted() -> None:
    months = [datetime(2026, month, 1, tzinfo=KOREAN_TIME) for month in (2, 3)]
    shown = picture(seen("population.births", 30.0, months[0]), seen("population.deaths", 40.0, months[1]))

    assert population(shown=shown).flows[0].balance_text == "자료 없음"


def test_warnings_of_the_log_are_in_force_with_their_beginning_and_their_change() -> None:
    (line,) = disaster().warnings

    assert (line.title, line.place) == ("건조경보", "대전광역시")
    assert line.since_text == "2026. 4. 22. 10:20부터, 2026. 4. 22. 13:20 바뀜"


def test_messages_reach_the_districts_they_name_and_the_whole_city_once() -> None:
    shown = picture(
        message("a", place="대전광역시 동구 ,대전광역시 서구"),
        message("b", 2, place="대전광역시 전체"),
        message("c", 3, place="대전광역시 중구"),
        feeds=[feed(Panel.DISASTER)],
    )
    drawn = screen("?measure=disaster.messages", shown).map

    assert [shape.value_text for shape in drawn.shapes] == ["1건", "1건", "1건", "0건", "0건"]
    assert "시 전체로 보낸 문자 1건은 구에 나누지 않음" in drawn.notes
    assert [line.key for line in disaster("&district=30110", shown).feed] == ["a", "b"]


def test_counts_by_kind_and_month_add_up_and_no_month_is_left_out() -> None:
    table = disaster().table
    *rows, (name, sums) = table.rows

    assert len(table.heads) == 14
    assert name == "합계"
    assert [sum(int(texts[place]) for _, texts in rows) for place in range(13)] == [
        int(text) for text in sums
    ]


def test_no_message_is_a_fact_where_a_source_is_and_missing_where_none_is() -> None:
    connected = picture(feeds=[feed(Panel.DISASTER)])

    assert disaster(shown=connected).feed_empty == "이 기간에 온 재난문자가 없습니다."
    assert disaster(shown=picture()).feed_empty == "자료 없음: 연결된 자료원 없음"
    assert screen(shown=connected).panels[1].figure.value_text == "0건"


def test_fire_and_rescue_are_shown_when_a_source_has_them() -> None:
    yesterday = (HOUR - timedelta(days=1)).replace(hour=0)

    assert disaster().rescue_empty == "자료 없음: 연결된 자료원 없음"
    shown = picture(seen("disaster.fires", 2.0, yesterday))
    assert [figure.value_text for figure in disaster(shown=shown).rescue] == ["2건", "자료 없음", "자료 없음"]


def test_what_the_log_of_warnings_says_and_nobody_understands_is_counted() -> None:
    shown = picture(warning("1", "예비"), warning("2", hours=-3))

    assert disaster(shown=shown).warnings_notes == (
        "읽지 못한 특보 기록 1건은 넣지 않음",
        "앞으로의 시각이 적힌 특보 기록 1건은 아직 넣지 않음",
    )


def test_a_day_is_held_against_the_same_weekdays_at_the_same_hour() -> None:
    usual, today = traffic().curve.lines

    assert (usual.name, today.name) == ("지난 4주 같은 요일 평균", "오늘(수)")
    assert len(usual.points) == 24
    assert [point.x for point in today.points] == list(range(16))
    assert usual.last_text == next(point.text for point in usual.points if point.x == 15)


def test_roads_are_listed_slowest_first_and_a_source_s_own_figure_of_the_city_wins() -> None:
    speeds = [float(row.speed_text.split()[0]) for row in traffic().rows]

    assert speeds == sorted(speeds)
    shown = picture(seen("traffic.speed", 27.3), seen("traffic.speed", 50.0, place="road:x"))
    assert traffic(shown=shown).figures[0].value_text == "27.3 km/h"


def test_names_of_four_hundred_signs_and_of_nobody_s_district_stay() -> None:
    shown = air(*station(LONG, 20, code=""))
    (row,) = environment(shown=shown).rows

    assert (row.name, row.place) == (LONG, "자치구 미상")
    assert screen(shown=shown).panels[2].figure.value_text == "20 ㎍/㎥"


def test_the_token_changes_with_data_with_a_problem_and_with_age() -> None:
    first = picture(feeds=[feed()])
    changed = [
        replace(first, version=8),
        replace(first, feeds=(feed(problem="끊김"),)),
        replace(first, now=NOW + timedelta(hours=1)),
    ]

    assert token(first) == token(picture(feeds=[feed()]))
    assert len({token(each) for each in (first, *changed)}) == 4


def test_a_road_that_two_sources_measure_counts_once() -> None:
    shown = picture(
        *[seen("traffic.length", 2.0, place=place) for place in ("road:가온로", "road:its:가온로")],
        seen("traffic.speed", 30.0, place="road:가온로"),
        seen("traffic.speed", 60.0, place="road:its:가온로"),
    )

    figure = traffic(shown=shown).figures[0]

    assert (figure.value_text, figure.partner_text) == ("30.0 km/h", "도로 1개 중 1개 · 2.0 km")
    assert len(traffic(shown=shown).rows) == 2
