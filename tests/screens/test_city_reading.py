"""What a stranger must be able to read off the city: what each screen is about, of when, out of how much."""

from datetime import datetime, timedelta

import pytest

from dashboard import urls
from dashboard.domain.city.districts import DISTRICTS
from dashboard.domain.city.history import Spot
from dashboard.domain.city.measures import Panel
from dashboard.domain.records import Event
from dashboard.domain.words import KOREAN_TIME
from dashboard.screens.city_districts import scale_of
from tests.screens.test_city import air, disaster, environment, population, screen, station, traffic
from tests.support.city_history import HOUR, feed, message, picture, seen

BUSY = tuple(
    message(f"{code}{n}", n, place=name)
    for code, name, count in (("a", "대전광역시 동구", 1), ("b", "대전광역시 서구", 12))
    for n in range(count)
)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?panel=population", "인구(거주자) 1,429,504명, 한 달 전보다 -144, 한 해 전보다 -2,459"),
        ("?panel=disaster", "발효 특보 1건(건조경보), 재난문자 최근 24시간"),
        ("?panel=environment", "초미세먼지 보통"),
        ("?panel=traffic", "평균 속도 36.4 km/h, 정체 구간"),
    ],
)
def test_the_sentence_of_a_panel_is_about_that_panel(query: str, said: str) -> None:
    assert screen(query).sentence.startswith(said)


def test_a_panel_counts_only_its_own_sources_that_are_not_heard_from() -> None:
    shown = picture(feeds=[feed(Panel.TRAFFIC, problem="끊김"), feed(Panel.ENVIRONMENT)])

    assert screen("?panel=traffic", shown).sentence == "받지 못하는 자료원 1곳"
    assert screen("?panel=environment", shown).sentence == "받은 값이 없습니다"


def test_a_panel_leads_to_the_others_for_the_same_district() -> None:
    shown = screen("?panel=environment&district=30110&measure=air.o3")

    assert [(each.label, each.is_on) for each in shown.siblings] == [
        ("인구", False),
        ("재난", False),
        ("환경", True),
        ("교통", False),
    ]
    assert {urls.parse(each.href).option("district") for each in shown.siblings} == {"30110"}
    assert screen().siblings == ()


@pytest.mark.parametrize("panel", ["", *Panel])
def test_every_district_of_the_map_is_a_way_without_a_pointer_too(panel: str) -> None:
    everything, *districts = screen(f"?panel={panel}" if panel else "").map.places

    assert (everything.label, everything.is_on) == ("전체", True)
    assert [urls.parse(each.href).option("district") for each in districts] == list(DISTRICTS)


def test_the_map_says_what_it_shows_of_when_and_in_which_unit() -> None:
    small, large = screen("?panel=environment").map, screen("?measure=air.pm25").map

    assert (small.caption, large.caption) == (
        "지도: 초미세먼지(PM2.5), 단위 ㎍/㎥",
        "지도: 초미세먼지(PM2.5)",
    )
    assert small.at_text.endswith("기준")
    assert all(shape.value_text.isdigit() for shape in small.shapes)
    assert all("㎍/㎥" in shape.value_text for shape in large.shapes)


def test_steps_of_whole_numbers_do_not_share_one() -> None:
    shown = picture(*BUSY, feeds=[feed(Panel.DISASTER)])

    texts = [text for _, text in screen("?panel=disaster", shown).map.legend]

    assert texts == ["0 ~ 2건", "10 ~ 12건"]


@pytest.mark.parametrize("values", [[1.0, 6.0], [0.0, 5.0], [3.0, 3.0], [0.0, 10.0], [163_410.0, 500_000.0]])
def test_the_highest_value_lies_below_the_end_of_the_last_step(values: list[float | None]) -> None:
    scale = scale_of(values)

    assert all(scale.low <= (value or 0) < scale.low + 5 * scale.width for value in values)


def test_a_figure_of_a_month_is_as_old_as_the_end_of_the_month() -> None:
    shown = picture(seen("population.births", 500.0, datetime(2025, 12, 1, tzinfo=KOREAN_TIME)))

    births = population(shown=shown).flows[0].figures[0]

    assert births.at_text == "2025. 12. 기준(111일 전)"


def test_the_congested_share_names_the_length_that_it_is_of() -> None:
    shown = picture(
        seen("traffic.congested", 12.5), seen("traffic.speed", 30.0), seen("traffic.length", 200.0)
    )

    speed, congested = traffic(shown=shown).figures

    assert speed.partner_text == "측정한 도로 200.0 km"
    assert congested.partner_text == "측정한 도로 200.0 km 중 25.0 km"


def test_a_length_of_another_time_is_no_base() -> None:
    shown = picture(seen("traffic.congested", 12.5), seen("traffic.length", 200.0, HOUR - timedelta(hours=3)))

    assert traffic(shown=shown).figures[1].partner_text == ""


def test_stands_and_car_parks_stand_on_the_map_of_traffic_and_one_with_nothing_left_is_open() -> None:
    shown = picture(
        Spot("bikes:1", "가온 대여소", "30200", 36.36, 127.35),
        Spot("bikes:2", "나온 대여소", "30200", 36.37, 127.36),
        Spot("bikes:3", "자리 모를 대여소", "30200"),
        Spot("parking:1", "가온 주차장", "30140", 36.33, 127.42),
        *[seen("traffic.bikes", float(n), place=f"bikes:{n + 1}") for n in range(3)],
        seen("traffic.parking", 40.0, place="parking:1"),
    )

    dots = screen("?panel=traffic", shown).map.dots

    assert [(dot.name, dot.number, dot.href) for dot in dots] == [
        ("가온 대여소", 0, ""),
        ("나온 대여소", 1, ""),
        ("가온 주차장", 1, ""),
    ]
    assert dots[2].hover[1] == "주차 가능 40면"
    assert screen(shown=shown).map.dots == ()


def test_a_small_curve_says_its_time_and_its_lowest_and_highest_value() -> None:
    population_curve = screen().panels[0].spark

    values = [point.value or 0 for line in population_curve.lines for point in line.points]
    assert population_curve.title == f"매월, 2년, {min(values):,.0f}명 ~ {max(values):,.0f}명"
    alone = screen(shown=air(*station("가온동", 20))).panels[2].spark
    assert alone.title == "24시간"


def test_a_month_that_is_not_over_is_said_to_be_counted_so_far() -> None:
    assert disaster().curve.notes == ("4월은 22일까지 센 수입니다.",)
    assert disaster().curve.aside.startswith("12개월 · ")
    assert disaster().feed_aside.startswith("30일 · ")


def test_forecasts_stand_in_the_order_of_the_figures() -> None:
    said = [
        Event(f"f{n}", HOUR, "air-forecast", None, None, "보통", subject)
        for n, subject in enumerate(("O3", "XX", "PM25", "PM10"))
    ]

    texts = environment(shown=picture(*said)).forecasts

    assert [each.key for each in texts] == ["PM25", "PM10", "O3", "XX"]


def test_the_air_and_the_weather_say_of_when_they_are_once() -> None:
    body = environment()

    assert body.at_text == "2026. 4. 22. 15:00 기준"
    assert body.weather_text.startswith("2026. 4. 22. ")


def test_the_end_of_each_bar_of_the_ages_is_its_share() -> None:
    frame = population().tree.frames[0]

    assert frame.male_shares[2] == f"{(frame.male[2] or 0) * 100:.1f}%"
    assert frame.male_texts[2].endswith(frame.male_shares[2])


def test_on_the_overview_sources_that_are_well_share_a_line_and_each_that_ails_has_its_own() -> None:
    well = [feed(Panel.TRAFFIC, id=f"f{n}", label=f"원{n}") for n in range(3)]
    shown = picture(feeds=[*well, feed(Panel.TRAFFIC, id="bad", label="끊긴 원", problem="끊김")])

    bad, together = screen(shown=shown).panels[3].sources

    assert (bad.problem, together.name) == ("끊김", "자료원 3곳")
    assert all(f"원{n}" in together.title for n in range(3))
    assert len(screen("?panel=traffic", shown).sources) == 4
    assert screen(shown=picture(feeds=well)).panels[3].sources[0].received_text.startswith("가장 이른 수신 ")
