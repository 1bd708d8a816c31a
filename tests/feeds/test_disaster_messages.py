"""긴급재난문자: the newer interface and rows of the older one."""

from datetime import timedelta

import pytest

from db.feeds.feed import FeedError
from tests.feeds.builders import ask, body, message, messages, parse, seoul

OLDER = {
    "create_date": "2031/05/06 18:33:23",
    "location_id": "15",
    "location_name": "대전광역시 전체",
    "md101_sn": "109833",
    "msg": "[가상시청] 시험용 문자",
    "send_platform": "cbs",
}


def test_a_message_has_its_step_kind_places_and_time() -> None:
    (event,) = parse("disaster_messages", messages([message()])).events

    assert (event.id, event.kind) == ("message:900001", "message")
    assert (event.severity, event.subject) == ("안전안내", "호우")
    assert event.at == seoul(2031, 5, 6, 11, 41, 41)


def test_places_are_a_comma_list_with_trailing_blanks() -> None:
    (event,) = parse("disaster_messages", messages([message()])).events

    assert event.place == "대전광역시 동구,대전광역시 서구"


@pytest.mark.parametrize("nothing", [None, [], ""])
def test_the_body_is_null_when_there_is_none(nothing: object) -> None:
    assert parse("disaster_messages", messages(nothing, 0)).rows == 0


def test_the_body_may_be_absent() -> None:
    reply = body({"header": {"resultCode": "00"}, "totalCount": 0})

    assert parse("disaster_messages", reply).events == ()


def test_a_single_message_comes_as_an_object() -> None:
    assert len(parse("disaster_messages", messages(message())).events) == 1


def test_a_serial_number_counts_once() -> None:
    rows = [message(1), message(1), message(1, MSG_CN="다른 글"), message(2)]
    parsed = parse("disaster_messages", messages(rows, 4))

    assert [event.id for event in parsed.events] == ["message:1", "message:2"]
    assert parsed.events[0].text == "시험용 문자입니다."
    assert len(parsed.lost) == 2


def test_messages_of_other_regions_are_left_where_they_are() -> None:
    rows = [message(1, RCPTN_RGN_NM="강원도 춘천시"), message(2, RCPTN_RGN_NM="강원도 전체,대전광역시 전체")]

    assert [one.id for one in parse("disaster_messages", messages(rows, 2)).events] == ["message:2"]
    assert len(parse("disaster_messages", messages(rows, 2), region="").events) == 2


def test_rows_of_the_older_interface_are_read() -> None:
    head = [
        {"totalCount": 1},
        {"numOfRows": "10", "pageNo": "1", "type": "JSON"},
        {"RESULT": {"resultCode": "INFO-0", "resultMsg": "NORMAL SERVICE"}},
    ]
    for reply in (body([OLDER]), body({"DisasterMsg": [{"head": head}, {"row": [OLDER]}]})):
        (event,) = parse("disaster_messages", reply).events
        assert (event.id, event.at) == ("message:109833", seoul(2031, 5, 6, 18, 33, 23))
        assert (event.severity, event.subject) == (None, None)


def test_an_error_of_the_older_interface_is_a_failure() -> None:
    with pytest.raises(FeedError):
        parse("disaster_messages", body({"RESULT": {"resultCode": "ERROR-300", "resultMsg": "x"}}))


def test_an_error_code_in_the_header_is_a_failure() -> None:
    with pytest.raises(FeedError) as caught:
        parse("disaster_messages", body({"header": {"resultCode": "30"}, "body": None}))

    assert not caught.value.may_retry


def test_a_message_without_a_time_is_lost_and_the_others_stay() -> None:
    parsed = parse("disaster_messages", messages([message(1, CRT_DT="어제"), message(2)], 2))

    assert len(parsed.events) == 1
    assert [(lost.row, lost.field, lost.raw) for lost in parsed.lost] == [("1", "CRT_DT", "어제")]


def test_half_a_character_does_not_reach_the_store() -> None:
    reply = messages([message(MSG_CN="가\x00나")]).replace("나".encode(), b"\\ud83d")

    text = parse("disaster_messages", reply).events[0].text or ""

    assert text.encode() and "\x00" not in text


def test_the_last_day_is_asked_for_again_and_the_first_time_a_year() -> None:
    now = seoul(2031, 5, 6, 9)

    (first,) = ask("disaster_messages", now)
    (later,) = ask("disaster_messages", now, now - timedelta(hours=5))

    assert (dict(first.params)["crtDt"], dict(later.params)["crtDt"]) == ("20300506", "20310505")
    assert dict(first.params)["rgnNm"] == "대전광역시"
    assert (first.path, dict(first.params)["numOfRows"]) == ("/V2/api/DSSP-IF-00247", "1000")
