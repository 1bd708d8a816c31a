"""The gateway that most sources share: its envelope, and its errors, which come as XML under HTTP 200."""

import pytest

from db.feeds.feed import FeedError
from db.feeds.gateway import json_page, xml_document
from tests.feeds.builders import body, envelope, gateway_error


def test_an_error_comes_as_xml_although_json_was_asked() -> None:
    with pytest.raises(FeedError, match="등록되지 않은 인증키") as caught:
        json_page(gateway_error("30", "SERVICE_KEY_IS_NOT_REGISTERED_ERROR"))

    assert caught.value.code == "30"
    assert not caught.value.may_retry


@pytest.mark.parametrize("code", ["10", "11", "12", "20", "21", "22", "30", "31", "32", "33"])
def test_errors_that_no_repetition_heals_are_not_repeated(code: str) -> None:
    for reply in (gateway_error(code), envelope([], code=code)):
        with pytest.raises(FeedError) as caught:
            json_page(reply)
        assert (caught.value.code, caught.value.may_retry) == (code, False)


@pytest.mark.parametrize("code", ["01", "02", "04", "05", "23", "99"])
def test_errors_that_pass_may_be_repeated(code: str) -> None:
    with pytest.raises(FeedError) as caught:
        json_page(envelope([], code=code))

    assert (caught.value.code, caught.value.may_retry) == (code, True)


def test_code_03_is_no_data_and_no_fault() -> None:
    assert json_page(envelope("", code="03")).rows == ()
    assert json_page(envelope("", code="03")).total == 0


@pytest.mark.parametrize("code", ["00", "0", "000", "INFO-0", "200"])
def test_success_is_spelled_in_several_ways(code: str) -> None:
    assert json_page(envelope([{"a": 1}], code=code)).rows == ({"a": 1},)


def test_a_single_item_comes_as_an_object() -> None:
    assert json_page(envelope({"item": {"a": "1"}})).rows == ({"a": "1"},)
    assert json_page(envelope({"item": [{"a": "1"}, {"a": "2"}]})).rows == ({"a": "1"}, {"a": "2"})


@pytest.mark.parametrize("nothing", ["", None, [], {}, {"item": []}, {"item": ""}])
def test_no_items_come_in_several_ways(nothing: object) -> None:
    assert json_page(envelope(nothing, total=0)).rows == ()


@pytest.mark.parametrize("nothing", [b"", b"   \r\n", b"\xef\xbb\xbf"])
def test_an_empty_body_is_a_failure_and_not_no_rows(nothing: bytes) -> None:
    with pytest.raises(FeedError, match="빈 응답"):
        json_page(nothing)


def test_a_web_page_is_a_failure() -> None:
    for page in (b"<!DOCTYPE html><html><body>x</body></html>", b"<html><head></head>", b"<HTML>"):
        with pytest.raises(FeedError, match="웹 페이지"):
            json_page(page)


def test_a_reply_that_was_cut_off_is_a_failure() -> None:
    whole = envelope([{"a": 1}, {"a": 2}])
    for length in range(1, len(whole)):
        with pytest.raises(FeedError):
            json_page(whole[:length])


def test_plain_text_that_names_an_error_has_its_code() -> None:
    with pytest.raises(FeedError) as caught:
        json_page(b"SERVICE KEY IS NOT REGISTERED ERROR")

    assert caught.value.code == "30"


def test_a_sentence_never_repeats_what_the_source_wrote() -> None:
    with pytest.raises(FeedError) as caught:
        json_page(gateway_error("30", "KEY abcdefgh-secret IS BAD"))

    assert "secret" not in str(caught.value)


def test_entities_that_unpack_are_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'

    with pytest.raises(FeedError):
        xml_document(bomb)


def test_korean_of_an_older_encoding_is_read() -> None:
    document = '<?xml version="1.0" encoding="euc-kr"?><a><b>대덕대로</b></a>'.encode("cp949")

    assert xml_document(document)[0].text == "대덕대로"


def test_an_envelope_without_a_code_is_another_feed() -> None:
    for other in (body([]), body({}), body({"response": {}}), body(3), body({"response": {"header": {}}})):
        with pytest.raises(FeedError, match="항목이 없습니다"):
            json_page(other)
