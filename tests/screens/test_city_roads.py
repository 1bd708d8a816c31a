"""Incidents, car parks, buses and holidays on the panel of traffic."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from dashboard.domain.city.history import ABSURD, CityPicture, Spot
from dashboard.domain.city_map import load_map
from dashboard.domain.records import Event, Observation
from dashboard.domain.words import KOREAN, KOREAN_TIME
from dashboard.screens.city_incidents import MOST
from dashboard.screens.city_traffic import TrafficBody, traffic
from dashboard.screens.city_view import city_view
from dashboard.urls import parse
from tests.support.city_history import HOUR, NOW, picture, seen

MAP = load_map(Path(__file__).parents[2] / "assets" / "maps" / "daejeon.json")
Record = Observation | Event | Spot
DAY = NOW.replace(hour=0, minute=0)


def body(query: str = "", *records: Record, shown: CityPicture | None = None) -> TrafficBody:
    return traffic(city_view(shown or picture(*records), parse(f"/city?panel=traffic{query}"), MAP, KOREAN))


def incident(id_: str, minutes: float = 30, **fields: object) -> Event:
    known: dict[str, object] = {
        "id": f"incident:{id_}",
        "at": NOW - timedelta(minutes=minutes),
        "kind": "incident",
        "place": "대전광역시 서구,가온로",
        "text": "[사고] 가온로 1차로",
        "subject": "사고",
        "until": NOW + timedelta(hours=1),
    }
    return Event(**known | fields)  # type: ignore[arg-type]


def named(*ids: str) -> Event:
    return Event("incident-list:1", DAY, "incident-list", text=" ".join(f"incident:{each}" for each in ids))


COUNT = seen("traffic.incidents", 1.0, NOW)


def test_an_incident_has_its_time_its_road_its_district_and_its_text() -> None:
    given = body("", incident("A"), named("A"), COUNT).incidents
    (line,) = given.lines

    assert (line.kind, line.road, line.place) == ("사고", "가온로", "서구")
    assert (line.time_text, line.text) == ("14:50 ~ 16:20", "가온로 1차로")
    assert given.aside == "1건 · 2026. 4. 22. 15:20 기준"
    assert (given.empty, given.notes) == (None, ())


def test_what_the_source_names_no_more_is_gone_before_its_foretold_end() -> None:
    given = body("", incident("A"), incident("B"), named("B"), COUNT).incidents

    assert [line.key for line in given.lines] == ["incident:B"]


def test_what_has_not_begun_or_is_past_its_end_is_not_going_on() -> None:
    records = [incident("A", -10), incident("B", until=NOW - timedelta(minutes=1)), incident("C", until=None)]
    given = body("", *records, named("A", "B", "C"), COUNT).incidents

    assert [(line.key, line.time_text) for line in given.lines] == [("incident:C", "오늘 14:50 ~")]


def test_accidents_stand_before_closures_and_works_whatever_their_time() -> None:
    records = [incident("A", 5, subject="공사"), incident("B", 300), incident("C", 3, subject=None)]
    given = body("", *records, named("A", "B", "C"), COUNT).incidents

    assert [line.kind for line in given.lines] == ["사고", "공사", "종류 미상"]


def test_an_end_years_ahead_is_told_with_its_year() -> None:
    works = incident("A", 24 * 60 * 3, until=datetime(2029, 8, 31, tzinfo=KOREAN_TIME))

    assert body("", works, named("A"), COUNT).incidents.lines[0].time_text == "4. 19. ~ 2029. 8. 31."


def test_what_began_long_ago_is_counted_and_not_listed() -> None:
    given = body("", incident("A"), named("A", "OLD"), COUNT).incidents

    assert given.notes == ("60일보다 먼저 시작한 1건은 목록에 없음",)
    assert given.aside.startswith("2건")


def test_a_long_list_says_how_many_there_are() -> None:
    ids = [f"{number:02d}" for number in range(20)]
    given = body("", *(incident(each, int(each)) for each in ids), named(*ids), COUNT).incidents

    assert len(given.lines) == MOST
    assert given.notes == ("모두 20건 가운데 8건을 보임",)


def test_a_span_that_ends_today_says_so() -> None:
    works = incident("A", 24 * 60)

    assert body("", works, named("A"), COUNT).incidents.lines[0].time_text == "4. 21. ~ 오늘 16:20"


def test_a_district_and_a_road_have_their_own_incidents() -> None:
    records: list[Record] = [
        incident("A"),
        incident("B", place="대전광역시 동구,나온로"),
        Spot("road:나온로", "나온로", "30110"),
        named("A", "B"),
        COUNT,
    ]

    assert [line.key for line in body("&district=30170", *records).incidents.lines] == ["incident:A"]
    assert [line.key for line in body("&spot=road:나온로", *records).incidents.lines] == ["incident:B"]


def test_no_incident_is_told_apart_from_no_source() -> None:
    assert body("", COUNT, named()).incidents.empty == "지금 이어지는 돌발상황이 없습니다."
    assert body().incidents.empty == "자료 없음: 연결된 자료원 없음"


def lot(
    name: str, free: float | None, total: float | None, at: datetime = NOW, flag: str | None = None
) -> list[Record]:
    place = f"parking:{name}"
    return [
        Spot(place, name, "30170"),
        seen("traffic.parking", free, at, place, flag),
        seen("traffic.parking_total", total, at, place),
    ]


def test_car_parks_stand_fullest_first_and_their_sum_says_out_of_how_many() -> None:
    given = body("", *lot("가", 50, 100), *lot("나", 10, 100)).stands[0]

    assert [(row.name, row.value_text, row.total_text, row.share) for row in given.rows] == [
        ("나", "10면", "100면", 0.1),
        ("가", "50면", "100면", 0.5),
    ]
    assert (given.aside, given.note) == ("200면 중 60면 · 2곳", "")


def test_a_car_park_that_is_silent_absurd_or_without_its_places_is_shown_and_in_no_sum() -> None:
    records = [
        *lot("가", 50, 100),
        *lot("나", 9, 90, NOW - timedelta(hours=5)),
        *lot("다", 300, 100, flag=ABSURD),
        *lot("라", 5, None),
    ]
    given = body("", *records).stands[0]

    assert (given.aside, given.note) == (
        "100면 중 50면 · 1곳",
        "지금 값이 없거나 맞지 않는 3곳은 합계에서 뺌",
    )
    assert [row.at_text for row in given.rows if row.name == "나"] == ["5시간 전"]
    assert len(given.rows) == 4


def test_the_sum_of_car_parks_stands_at_their_list_and_not_a_second_time() -> None:
    assert [figure.key for figure in body("", *lot("가", 50, 100)).other] == []
    assert [figure.key for figure in body("", seen("traffic.parking", 7.0)).other] == ["traffic.parking"]


def test_buses_stand_by_route_with_the_number_of_all_routes() -> None:
    records: list[Record] = [
        *(Spot(f"bus:{n}", name) for n, name in ((1, "706"), (2, "1"))),
        *(
            seen("traffic.route_buses", value, NOW, place)
            for value, place in ((12.0, "bus:1"), (0.0, "bus:2"))
        ),
    ]
    known = body("", *records, seen("traffic.bus_routes", 104.0)).stands[0]

    assert [(row.name, row.value_text) for row in known.rows] == [("1번", "0대"), ("706번", "12대")]
    assert known.aside == "12대 · 전체 104개 노선 중 2개 노선"
    assert body("", *records).stands[0].aside == "12대 · 2개 노선"
    assert body("&district=30170", *records).stands == ()


def test_cars_on_motorways_are_called_those_of_the_country_and_of_one_operator() -> None:
    records = [
        seen("traffic.expressway", 50_583.0, NOW, "expressway:00"),
        seen("traffic.expressway", 900.0, NOW, "expressway:02"),
    ]
    (given,) = body("", *records).other

    assert (given.name, given.value_text) == ("전국 고속도로 교통량", "50,583대")
    assert given.partner_text == "한국도로공사 영업소, 15분. 민자 제외"
    assert body("&district=30170", *records).other == ()


def holiday(back: int, name: str) -> Event:
    at = DAY - timedelta(days=back)
    return Event(f"holiday:{back}", at, "holiday", subject=name)


def speeds() -> list[Observation]:
    """30 km/h on this Wednesday and the last four, 10 more in each week before."""
    return [seen("traffic.speed", 30.0 + 10 * back, HOUR - timedelta(weeks=back)) for back in range(5)]


def test_a_holiday_among_the_same_weekdays_is_left_out_and_named() -> None:
    curve = body("", *speeds(), holiday(14, "가상절"), holiday(200, "다른 날")).curve
    usual, today = curve.lines

    assert usual.name == "지난 3주 같은 요일 평균"
    assert usual.points[0].value == (40 + 60 + 70) / 3
    assert "공휴일이라 뺀 날: 4. 8. 가상절" in curve.notes
    assert today.name == "오늘(수)"


def test_a_holiday_today_is_not_compared_with_working_days_in_silence() -> None:
    curve = body("", *speeds(), holiday(0, "대체공휴일(가상절)")).curve

    assert curve.lines[1].name == "오늘(수, 대체공휴일(가상절))"
    assert (
        "오늘은 공휴일(대체공휴일(가상절))입니다. 견주는 날은 공휴일이 아닌 같은 요일입니다." in curve.notes
    )


def test_where_nobody_knows_the_holidays_that_is_said() -> None:
    assert body("", *speeds()).curve.notes == ("공휴일 자료가 없어 같은 요일의 공휴일을 가리지 않음",)


def test_when_every_same_weekday_was_a_holiday_there_is_nothing_to_compare_with() -> None:
    curve = body("", *speeds(), *(holiday(7 * back, f"{back}절") for back in range(1, 5))).curve

    assert len(curve.lines) == 1
    assert KOREAN.city_profile_none in curve.notes


def test_words_of_the_panel_can_be_replaced() -> None:
    words = replace(KOREAN, road_incidents="도로 소식")
    view = city_view(picture(COUNT, named()), parse("/city?panel=traffic"), MAP, words)

    assert traffic(view).incidents.title == "도로 소식"
