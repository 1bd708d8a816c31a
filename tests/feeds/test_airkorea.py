"""에어코리아: the habits of its replies, each by its name."""

from datetime import timedelta

import pytest

from db.feeds.feed import FeedError
from tests.feeds.builders import ask, envelope, parse, seoul, settings, station, value

NOW, HISTORY, FORECAST = (
    "getCtprvnRltmMesureDnsty",
    "getMsrstnAcctoRltmMesureDnsty",
    "getMinuDustFrcstDspth",
)
STATIONS = "getMsrstnList"


def test_every_station_gives_seven_values_and_a_spot_in_its_district() -> None:
    parsed = parse("airkorea", envelope([station("문창동")], total=15), NOW)

    assert len(parsed.observations) == 7
    assert value(parsed, "air.pm10", "station:문창동") == 41
    assert value(parsed, "air.o3", "station:문창동") == 0.031
    assert value(parsed, "air.cai", "station:문창동") == 71
    assert (parsed.rows, parsed.total, parsed.lost) == (1, 15, ())
    assert [(spot.place, spot.name, spot.district) for spot in parsed.spots] == [
        ("station:문창동", "문창동", "30140")
    ]


def test_numbers_are_strings() -> None:
    parsed = parse("airkorea", envelope([station(pm10Value="1,041", pm25Value=" 22 ")]), NOW)

    assert value(parsed, "air.pm10", "station:가상동") == 1041
    assert value(parsed, "air.pm25", "station:가상동") == 22


@pytest.mark.parametrize("nothing", ["-", None, ""])
def test_a_hyphen_null_and_nothing_are_missing_and_no_zero(nothing: object) -> None:
    parsed = parse("airkorea", envelope([station(pm10Value=nothing)]), NOW)

    assert value(parsed, "air.pm10", "station:가상동") is None
    assert parsed.lost == ()


def test_a_flag_text_explains_a_missing_value() -> None:
    parsed = parse("airkorea", envelope([station(pm25Value="-", pm25Flag="통신장애")]), NOW)

    flags = {one.indicator_id: one.flag for one in parsed.observations}
    assert flags["air.pm25"] == "통신장애"
    assert flags["air.pm10"] is None


def test_midnight_is_24_o_clock_and_means_the_next_day() -> None:
    parsed = parse("airkorea", envelope([station(dataTime="2031-12-31 24:00")]), NOW)

    assert {one.at for one in parsed.observations} == {seoul(2032, 1, 1)}


def test_stations_of_one_reply_speak_of_different_hours() -> None:
    parsed = parse("airkorea", envelope([station("가"), station("나", dataTime="2031-05-06 14:00")]), NOW)

    assert {one.place: one.at for one in parsed.observations} == {
        "station:가": seoul(2031, 5, 6, 15),
        "station:나": seoul(2031, 5, 6, 14),
    }


def test_a_grade_is_null_when_the_value_is_missing_and_nobody_minds() -> None:
    parsed = parse("airkorea", envelope([station(khaiValue="-", khaiGrade=None)]), NOW)

    assert value(parsed, "air.cai", "station:가상동") is None
    assert parsed.lost == ()


def test_an_absurd_value_keeps_its_value() -> None:
    parsed = parse("airkorea", envelope([station(pm10Value="-7", o3Value="99")]), NOW)

    assert value(parsed, "air.pm10", "station:가상동") == -7
    assert value(parsed, "air.o3", "station:가상동") == 99


def test_a_value_that_is_no_number_is_lost_and_its_row_stays() -> None:
    parsed = parse("airkorea", envelope([station(pm10Value="장애")]), NOW)

    assert value(parsed, "air.pm10", "station:가상동") is None
    assert value(parsed, "air.pm25", "station:가상동") == 22
    assert [(lost.row, lost.field, lost.raw) for lost in parsed.lost] == [("가상동", "pm10Value", "장애")]


def test_a_station_without_a_time_is_lost_and_the_others_stay() -> None:
    parsed = parse("airkorea", envelope([station("가", dataTime=None), station("나"), "줄이 아님"]), NOW)

    assert {one.place for one in parsed.observations} == {"station:나"}
    assert [lost.field for lost in parsed.lost] == ["dataTime", ""]


def test_a_station_of_another_city_is_lost() -> None:
    parsed = parse("airkorea", envelope([station(sidoName="서울"), station()]), NOW)

    assert len(parsed.observations) == 7
    assert [lost.field for lost in parsed.lost] == ["sidoName"]


def test_a_renamed_station_is_a_new_spot_without_a_district() -> None:
    parsed = parse("airkorea", envelope([station("처음보는동")]), NOW)

    assert [(spot.name, spot.district) for spot in parsed.spots] == [("처음보는동", None)]


def test_a_field_that_changed_its_name_is_lost_once_for_all_rows() -> None:
    rows = [{**station(name), "pm10": "4"} for name in ("가", "나")]
    for row in rows:
        del row["pm10Value"]

    parsed = parse("airkorea", envelope(rows), NOW)

    assert [(lost.row, lost.field) for lost in parsed.lost] == [("*", "pm10Value")]
    assert len(parsed.observations) == 14


def test_a_reply_of_another_feed_is_a_failure() -> None:
    with pytest.raises(FeedError, match="stationName"):
        parse("airkorea", envelope([{"category": "TMP"}]), NOW)


def test_the_history_of_a_station_does_not_repeat_its_name() -> None:
    row = station()
    del row["stationName"], row["sidoName"]

    parsed = parse("airkorea", envelope([row]), HISTORY, {"stationName": "읍내동", "dataTerm": "MONTH"})

    assert value(parsed, "air.pm10", "station:읍내동") == 41


def test_the_first_fill_asks_for_a_month_of_every_station() -> None:
    asked = ask("airkorea", seoul(2031, 5, 6, 13, 37), None, stations="가=동구, 나=서구")

    assert [one.operation for one in asked] == [NOW, HISTORY, HISTORY, STATIONS, FORECAST]
    assert [one.is_fill for one in asked] == [False, True, True, False, False]
    assert dict(asked[1].params)["dataTerm"] == "MONTH"
    assert dict(asked[2].params)["stationName"] == "나"
    assert dict(asked[0].params)["sidoName"] == "대전"
    assert dict(asked[4].params)["searchDate"] == "2031-05-06"


def test_once_a_day_the_list_of_stations_is_asked_for_under_its_own_service() -> None:
    now = seoul(2031, 5, 6, 0, 37)
    asked = {one.operation: one for one in ask("airkorea", now, now - timedelta(hours=1))}

    assert set(asked) == {NOW, FORECAST, STATIONS}
    assert asked[STATIONS].path == "/B552584/MsrstnInfoInqireSvc/getMsrstnList"
    assert {("addr", "대전"), ("ver", "1.1")} <= set(asked[STATIONS].params)


@pytest.mark.parametrize(("x", "y"), [("127.428", "36.374"), ("36.374", "127.428")])
def test_the_axes_of_a_station_differ_by_version_and_their_size_tells_them_apart(x: str, y: str) -> None:
    row = {"stationName": "읍내동", "dmX": x, "dmY": y, "addr": "대전 대덕구 가상동"}
    parsed = parse(
        "airkorea", envelope([row, {**row, "addr": "서울 중구", "stationName": "다른곳"}]), STATIONS
    )
    (spot,) = parsed.spots

    assert (spot.place, spot.latitude, spot.longitude) == ("station:읍내동", 36.374, 127.428)
    assert spot.district == "30230"
    assert (parsed.observations, parsed.left_out, parsed.lost) == ((), 1, ())


@pytest.mark.parametrize("place", [("0", "0"), ("128.9", "35.1"), ("127.4", "-")])
def test_a_station_that_stands_nowhere_keeps_its_name_and_its_district(place: tuple[str, str]) -> None:
    row = {"stationName": "새동", "dmX": place[0], "dmY": place[1], "addr": "대전광역시 유성구 새동"}
    (spot,) = parse("airkorea", envelope([row]), STATIONS).spots

    assert (spot.name, spot.district, spot.latitude, spot.longitude) == ("새동", "30200", None, None)


def test_an_hour_of_one_digit_is_read() -> None:
    row = {
        "informCode": "O3",
        "informData": "2031-05-07",
        "dataTime": "2031-05-06 5시 발표",
        "informGrade": "대전 : 좋음",
    }
    (event,) = parse("airkorea", envelope([row]), FORECAST).events

    assert event.at == seoul(2031, 5, 6, 5)


def test_day_by_day_only_the_city_and_the_forecast_are_asked() -> None:
    now = seoul(2031, 5, 6, 13, 37)

    assert [one.operation for one in ask("airkorea", now, now - timedelta(minutes=60))] == [NOW, FORECAST]


def test_a_stalled_source_does_not_use_up_the_500_requests_of_a_day() -> None:
    stalled = seoul(2031, 5, 1)
    runs = [seoul(2031, 5, 6) + timedelta(minutes=20 * n) for n in range(72)]

    assert sum(len(ask("airkorea", now, stalled)) for now in runs) <= 500


def test_the_forecast_is_spelled_informoverall_although_the_documents_print_infornoverall() -> None:
    row = {
        "informCode": "PM10",
        "informData": "2031-05-07",
        "dataTime": "2031-05-06 11시 발표",
        "informGrade": "서울 : 나쁨,대전 : 보통,경기남부 : 좋음",
    }
    for key in ("informOverall", "infornOverall"):
        (event,) = parse("airkorea", envelope([{**row, key: "예보 글"}]), FORECAST).events
        assert (event.kind, event.subject, event.severity) == ("air-forecast", "PM10", "보통")
        assert (event.at, event.until, event.text) == (seoul(2031, 5, 6, 11), seoul(2031, 5, 8), "예보 글")


def test_the_same_station_and_time_twice_counts_once() -> None:
    parsed = parse("airkorea", envelope([station(), station(), station(pm10Value="99")]), NOW)

    assert value(parsed, "air.pm10", "station:가상동") == 41
    assert parsed.rows == 3
    assert len(parsed.lost) == 14


def test_the_districts_of_the_stations_are_ours() -> None:
    from db.feeds.reading import pairs, place_of

    districts = {place_of(text) for text in pairs(settings("airkorea").option("stations")).values()}

    assert districts == {"30110", "30140", "30170", "30200", "30230"}
