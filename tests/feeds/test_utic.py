"""도시교통정보센터: incidents of the city out of those of the country, and which of them are still named."""

from datetime import timedelta

import pytest

from dashboard.domain.city.incidents import KIND, LIST_KIND, named_now
from dashboard.domain.city.measures import CITY
from db.feeds.feed import FeedError
from tests.feeds.builders import FETCHED, ask, gateway_error, parse, seoul, value
from tests.feeds.roads import incident, incidents

# FETCHED is 16:08 in Seoul.


def test_an_incident_has_a_time_a_road_a_text_and_a_foretold_end() -> None:
    parsed = parse("utic", incidents(incident()))
    (event, _) = parsed.events

    assert (event.id, event.kind, event.subject) == ("incident:L00000000001", KIND, "사고")
    assert (event.at, event.until) == (seoul(2031, 5, 6, 15, 30), seoul(2031, 5, 6, 17))
    assert event.place == "대전광역시 서구,가상대로"
    assert event.text == "[사고] 가상대로 1차로 차량사고"
    assert (parsed.rows, parsed.left_out, parsed.lost) == (1, 0, ())


def test_two_blanks_between_the_day_and_the_hour_are_read() -> None:
    (event, _) = parse("utic", incidents(incident(startDate="2031년 01월 02일  03시 04분"))).events

    assert event.at == seoul(2031, 1, 2, 3, 4)


def test_an_incident_of_another_city_is_left_out_and_counted() -> None:
    elsewhere = incident("B", addressJibunCd="1150010100", addressJibun="서울 강서구 가상동 2")
    parsed = parse("utic", incidents(incident("A"), elsewhere))

    assert [event.id for event in parsed.events] == ["incident:A", "incident-list:20310506"]
    assert (parsed.rows, parsed.left_out, parsed.lost) == (2, 1, ())


@pytest.mark.parametrize("missing", ["null", None, ""])
def test_without_a_legal_code_the_address_tells_the_city_and_the_district(missing: object) -> None:
    parsed = parse("utic", incidents(incident(addressJibunCd=missing, addressJibun="대전 유성구 가상동")))

    assert parsed.events[0].place == "대전광역시 유성구,가상대로"
    assert value(parsed, "traffic.incidents", "30200") == 1


def test_without_a_code_and_an_address_nobody_knows_the_city_and_the_row_is_lost() -> None:
    parsed = parse(
        "utic", incidents(incident("A"), incident("B", addressJibunCd="null", addressJibun="null"))
    )

    assert [(lost.row, lost.field) for lost in parsed.lost] == [("B", "addressJibunCd")]
    assert parsed.left_out == 0


def test_an_incident_whose_end_lies_years_ahead_is_one_that_goes_on() -> None:
    works = incident(startDate="2028년 12월 28일  00시 00분", endDate="2034년 08월 31일  00시 00분")
    parsed = parse("utic", incidents(works))

    assert parsed.events[0].until == seoul(2034, 8, 31)
    assert value(parsed, "traffic.incidents", CITY) == 1


def test_the_word_null_is_no_road_and_no_end() -> None:
    (event, _) = parse("utic", incidents(incident(roadName="null", endDate="null"))).events

    assert (event.place, event.until) == ("대전광역시 서구", None)


def test_what_goes_on_now_is_counted_by_district_and_nothing_is_a_zero() -> None:
    parsed = parse(
        "utic",
        incidents(
            incident("A"),
            incident("B", startDate="2031년 05월 07일  00시 00분", endDate="2031년 05월 09일  00시 00분"),
            incident("C", endDate="2031년 05월 06일  16시 00분"),
            incident("D", addressJibunCd="3000000000"),
        ),
    )

    assert value(parsed, "traffic.incidents", CITY) == 2
    assert value(parsed, "traffic.incidents", "30170") == 1
    assert value(parsed, "traffic.incidents", "30110") == 0
    assert {one.at for one in parsed.observations} == {FETCHED}


def test_a_reply_names_what_is_still_there_so_that_what_is_cleared_goes_before_its_foretold_end() -> None:
    before = parse("utic", incidents(incident("A"), incident("B"))).events
    after = parse("utic", incidents(incident("B"))).events
    lists = [event for event in (*before, *after) if event.kind == LIST_KIND]

    assert named_now(lists[:1]) == {"incident:A", "incident:B"}
    assert named_now(lists) == {"incident:B"}
    assert len({event.id for event in lists}) == 1
    assert FETCHED - lists[0].at < timedelta(days=1)


def test_no_incident_at_all_is_no_failure() -> None:
    parsed = parse("utic", incidents())

    assert value(parsed, "traffic.incidents", CITY) == 0
    assert named_now(parsed.events) == set()


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"startDate": "null"}, "startDate"),
        ({"startDate": "어제"}, "startDate"),
        ({"incidentTitle": None}, "incidentTitle"),
    ],
)
def test_an_incident_without_a_time_or_a_text_is_lost_alone(bad: dict[str, object], field: str) -> None:
    parsed = parse("utic", incidents(incident("A"), incident("B", **bad)))

    assert [(lost.row, lost.field) for lost in parsed.lost] == [("B", field)]
    assert value(parsed, "traffic.incidents", CITY) == 1


def test_an_end_and_a_kind_that_nobody_reads_are_lost_and_the_incident_stays() -> None:
    parsed = parse("utic", incidents(incident(endDate="곧", incidenteTypeCd=9)))

    assert [lost.field for lost in parsed.lost] == ["incidenteTypeCd", "endDate"]
    assert (parsed.events[0].subject, parsed.events[0].until) == (None, None)


def test_an_incident_that_comes_twice_counts_once() -> None:
    parsed = parse("utic", incidents(incident(), incident(incidentTitle="다른 글")))

    assert value(parsed, "traffic.incidents", CITY) == 1
    assert [lost.field for lost in parsed.lost] == ["incidentId"]


@pytest.mark.parametrize(
    "other",
    [
        b"",
        b"<html><body>no</body></html>",
        b"{}",
        b"<response/>",
        gateway_error("30"),
        b"<result><a/></result>",
    ],
)
def test_another_document_is_a_failure(other: bytes) -> None:
    with pytest.raises(FeedError):
        parse("utic", other)


def test_the_whole_country_is_one_question() -> None:
    (asked,) = ask("utic", seoul(2031, 5, 6))

    assert (asked.path, asked.key_param, asked.page_param) == ("/guide/imsOpenData.do", "key", None)
