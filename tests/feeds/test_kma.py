"""기상청 초단기실황 and 단기예보: the habits of the grid."""

from datetime import timedelta

import pytest

from dashboard.domain.city.measures import CITY
from db.feeds.feed import FeedError
from tests.feeds.builders import ask, envelope, forecast_item, now_item, parse, seoul, value

NCST, FCST = "getUltraSrtNcst", "getVilageFcst"


def items(*rows: object) -> bytes:
    return envelope({"item": list(rows)}, total=len(rows))


def test_the_weather_of_an_hour_is_the_citys() -> None:
    rows = [now_item("T1H", "21.4"), now_item("RN1", "0"), now_item("REH", "48"), now_item("WSD", "2.1")]
    parsed = parse("kma_now", items(*rows, now_item("PTY", "5"), now_item("VEC", "200")), NCST)

    assert value(parsed, "weather.temperature", CITY) == 21.4
    assert value(parsed, "weather.rain", CITY) == 0
    assert value(parsed, "weather.precipitation", CITY) == 5
    assert {one.at for one in parsed.observations} == {seoul(2031, 5, 6, 15)}
    assert parsed.lost == ()


@pytest.mark.parametrize("sentinel", ["-999", "-998.9", "900", "-900", "999.0"])
def test_values_from_900_on_stand_for_missing(sentinel: str) -> None:
    (one,) = parse("kma_now", items(now_item("T1H", sentinel)), NCST).observations

    assert (one.value, one.flag) == (None, sentinel)


@pytest.mark.parametrize(
    ("said", "value_", "flag"),
    [
        ("강수없음", 0, None),
        ("1mm 미만", 0, "1mm 미만"),
        ("1.0mm 미만", 0, "1.0mm 미만"),
        ("5.0mm", 5, None),
        ("30.0~50.0mm", 30, "30.0~50.0mm"),
        ("50.0mm 이상", 50, "50.0mm 이상"),
        ("-", None, None),
    ],
)
def test_amounts_of_rain_come_as_words(said: str, value_: float | None, flag: str | None) -> None:
    (one,) = parse("kma_forecast", items(forecast_item("PCP", said)), FCST).observations

    assert (one.indicator_id, one.value, one.flag) == ("forecast.rain", value_, flag)


def test_no_snow_is_a_word_too() -> None:
    parsed = parse("kma_forecast", items(forecast_item("SNO", "적설없음")), FCST)

    assert value(parsed, "forecast.snow", CITY) == 0


def test_a_forecast_stands_at_the_time_it_is_for() -> None:
    parsed = parse(
        "kma_forecast", items(forecast_item("TMP", "18", "0000"), forecast_item("TMX", 25.0, "1500")), FCST
    )

    assert [one.at for one in parsed.observations] == [seoul(2031, 5, 6), seoul(2031, 5, 6, 15)]
    assert value(parsed, "forecast.high", CITY) == 25


def test_numbers_and_codes_may_be_ints() -> None:
    row = {**forecast_item("SKY", 3), "fcstDate": 20310506, "fcstTime": 100}

    (one,) = parse("kma_forecast", items(row), FCST).observations

    assert (one.value, one.at) == (3, seoul(2031, 5, 6, 1))


def test_an_unknown_category_is_lost_and_a_known_one_we_do_not_show_is_not() -> None:
    parsed = parse("kma_forecast", items(forecast_item("WAV", "0"), forecast_item("XYZ", "1")), FCST)

    assert [(lost.field, lost.raw) for lost in parsed.lost] == [("category", "XYZ")]


def test_the_weather_of_another_grid_point_is_not_ours() -> None:
    asked = {"nx": "67", "ny": "100"}
    parsed = parse("kma_forecast", items({**forecast_item("TMP", "1"), "nx": 60}), FCST, asked)

    assert parsed.observations == ()
    assert [lost.field for lost in parsed.lost] == ["nx"]


def test_words_that_are_no_amount_are_lost() -> None:
    parsed = parse("kma_forecast", items(forecast_item("PCP", "많음")), FCST)

    assert value(parsed, "forecast.rain", CITY) is None
    assert [lost.raw for lost in parsed.lost] == ["많음"]


@pytest.mark.parametrize(
    ("now", "base"),
    [
        (seoul(2031, 5, 6, 15, 9), "1400"),
        (seoul(2031, 5, 6, 15, 10), "1500"),
        (seoul(2031, 5, 6, 0, 5), "2300"),
    ],
)
def test_an_hour_is_asked_for_ten_minutes_after_it(now: object, base: str) -> None:
    (asked,) = ask("kma_now", now, now - timedelta(minutes=30))  # type: ignore[arg-type,operator]

    assert dict(asked.params)["base_time"] == base
    assert (dict(asked.params)["nx"], dict(asked.params)["ny"]) == ("67", "100")


def test_missed_hours_of_the_last_day_are_asked_for_oldest_first() -> None:
    now = seoul(2031, 5, 6, 15, 30)

    assert len(ask("kma_now", now, None)) == 24
    times = [dict(one.params)["base_time"] for one in ask("kma_now", now, now - timedelta(hours=3))]
    assert times == ["1300", "1400", "1500"]


@pytest.mark.parametrize(
    ("now", "date", "base"),
    [
        (seoul(2031, 5, 6, 2, 9), "20310505", "2300"),
        (seoul(2031, 5, 6, 2, 10), "20310506", "0200"),
        (seoul(2031, 5, 6, 13, 59), "20310506", "1100"),
        (seoul(2031, 5, 6, 23, 11), "20310506", "2300"),
        (seoul(2031, 5, 6, 0, 30), "20310505", "2300"),
    ],
)
def test_the_newest_of_the_eight_forecasts_of_a_day_is_asked_for(now: object, date: str, base: str) -> None:
    (asked,) = ask("kma_forecast", now)  # type: ignore[arg-type]

    params = dict(asked.params)
    assert (params["base_date"], params["base_time"], params["numOfRows"]) == (date, base, "1000")
    assert asked.page_param == "pageNo"


def test_no_data_yet_is_no_fault() -> None:
    assert parse("kma_now", envelope("", code="03"), NCST).observations == ()


def test_observations_are_no_forecast() -> None:
    with pytest.raises(FeedError, match="fcstValue"):
        parse("kma_forecast", items(now_item("T1H", "1")), FCST)
