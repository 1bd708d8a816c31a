"""기상특보: a log of events, line by line."""

import pytest

from db.feeds.feed import FeedError
from tests.feeds.builders import ask, envelope, gateway_error, parse, seoul, warning


def log(*rows: object) -> bytes:
    return envelope({"item": list(rows)}, total=len(rows))


def test_a_line_says_what_how_strong_and_what_became_of_it() -> None:
    (event,) = parse("kma_warnings", log(warning(endTime="203105070000"))).events

    assert (event.kind, event.subject, event.severity, event.command) == ("warning", "호우", "주의보", "발표")
    assert (event.at, event.sequence, event.place) == (seoul(2031, 5, 6, 14, 30), 7, "대전")
    assert event.until == seoul(2031, 5, 7)


@pytest.mark.parametrize(
    ("code", "word"),
    [("1", "발표"), ("2", "해제"), ("3", "연장"), ("6", "정정"), ("7", "변경발표"), ("8", "변경해제")],
)
def test_commands_have_their_words(code: str, word: str) -> None:
    assert parse("kma_warnings", log(warning(command=code))).events[0].command == word


def test_the_new_steps_and_kinds_of_2026_are_known() -> None:
    (event,) = parse("kma_warnings", log(warning(warnVar="13", warnStress="2"))).events

    assert (event.subject, event.severity) == ("열대야", "중대경보")


def test_codes_may_be_ints_and_have_leading_zeros() -> None:
    (event,) = parse("kma_warnings", log(warning(warnVar="02", tmSeq=7, tmFc=203105061430, command=1))).events

    assert (event.subject, event.sequence) == ("호우", 7)


def test_an_unknown_kind_of_warning_is_not_dropped() -> None:
    parsed = parse("kma_warnings", log(warning(warnVar="77")))

    assert parsed.events[0].subject is None
    assert parsed.events[0].unread == (("warnVar", "77"),)
    assert [lost.field for lost in parsed.lost] == ["warnVar"]


def test_lines_of_one_announcement_stay_apart_and_repeated_ones_count_once() -> None:
    rows = [warning(), warning(tmSeq="8", command="2"), warning(), warning(warnVar="1")]
    parsed = parse("kma_warnings", log(*rows))

    assert len(parsed.events) == 3
    assert len(parsed.lost) == 1


def test_no_data_means_that_nothing_was_announced() -> None:
    parsed = parse("kma_warnings", envelope("", code="03"))

    assert (parsed.events, parsed.rows, parsed.total) == ((), 0, 0)


def test_other_areas_are_not_ours_and_areas_are_options() -> None:
    reply = log(warning(areaCode="L9999999"))

    assert parse("kma_warnings", reply).events == ()
    assert len(parse("kma_warnings", reply, areas="L9999999").events) == 1


def test_each_area_is_asked_for_the_last_days() -> None:
    asked = ask("kma_warnings", seoul(2031, 5, 6, 0, 30))

    assert [dict(one.params)["areaCode"] for one in asked] == ["L1030100", "L1120000"]
    assert (dict(asked[0].params)["fromTmFc"], dict(asked[0].params)["toTmFc"]) == ("20310430", "20310506")
    assert asked[0].key_param == "serviceKey"


def test_a_single_line_comes_as_an_object() -> None:
    assert len(parse("kma_warnings", envelope({"item": warning()})).events) == 1


def test_the_quota_of_the_day_ends_the_questions() -> None:
    with pytest.raises(FeedError) as caught:
        parse("kma_warnings", gateway_error("22"))

    assert not caught.value.may_retry
