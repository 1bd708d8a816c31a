"""Whatever a source sends, a parser gives what it can read, or FeedError, and nothing else."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from dashboard.domain.city.districts import NAMES
from db.feeds.feed import FeedError, Parsed, Request
from db.feeds.registry import FEEDS
from tests.feeds.builders import (
    FETCHED,
    age_row,
    body,
    cell,
    change_file,
    envelope,
    forecast_item,
    household_file,
    household_row,
    its_item,
    its_reply,
    link,
    message,
    messages,
    mois,
    now_item,
    settings,
    stand,
    station,
    traffic,
    warning,
)
from tests.feeds.roads import buses, car_park, car_parks, day_off, incident, incidents, route, volumes
from tests.feeds.roads import cell as cell_of_cars

REPLIES: tuple[tuple[str, str, bytes], ...] = (
    ("airkorea", "getCtprvnRltmMesureDnsty", envelope([station("가"), station("나")])),
    (
        "airkorea",
        "getMinuDustFrcstDspth",
        envelope(
            [
                {
                    "informCode": "O3",
                    "informData": "2031-05-07",
                    "dataTime": "2031-05-06 11시 발표",
                    "informGrade": "대전 : 좋음",
                }
            ]
        ),
    ),
    ("kma_now", "getUltraSrtNcst", envelope({"item": [now_item("T1H", "1"), now_item("RN1", "0")]})),
    (
        "kma_forecast",
        "getVilageFcst",
        envelope({"item": [forecast_item("TMP", "1"), forecast_item("PCP", "1mm 미만")]}),
    ),
    ("kma_warnings", "getPwnCd", envelope({"item": [warning(), warning(tmSeq="8")]})),
    ("disaster_messages", "DSSP-IF-00247", messages([message(1), message(2)], 2)),
    ("kosis", "births", body([cell("25010"), cell("25")])),
    ("mois_population", "selectAdmmPpltnHhStus", mois({"item": [household_row()]})),
    ("mois_population", "selectAdmmSexdAgePpltn", mois({"item": [age_row()]})),
    ("population_files", "file", household_file()),
    ("population_files", "file", change_file()),
    ("daejeon_traffic", "getTrafficInfoAll", traffic(link("1"), link("2", "나로"))),
    ("its", "trafficInfo", its_reply([its_item("1"), its_item("2")])),
    ("tashu", "station", body({"count": 2, "results": [stand("A"), stand("B")]})),
    ("utic", "imsOpenData", incidents(incident("A"), incident("B"))),
    ("expressway", "trafficAll", volumes(cell_of_cars("1"), cell_of_cars("2", tcsType="2"))),
    ("holidays", "getRestDeInfo", envelope({"item": [day_off(), day_off(20310506, "다른 날")]})),
    ("daejeon_bus", "getRouteInfoAll", buses(route("1"), route("2"))),
    ("daejeon_parking", "parkinglotIF", car_parks(car_park("가"), car_park("나"))),
    (
        "airkorea",
        "getMsrstnList",
        envelope([{"stationName": "가상동", "dmX": "127.38", "dmY": "36.35", "addr": "대전 서구 가상동"}]),
    ),
)
IDS = [f"{feed}-{n}" for n, (feed, _, _) in enumerate(REPLIES)]
ODD: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(
        ["-", "1e999", "NaN", "\ud800", "99999999999999999999", "24:00", "0000-00-00 24:00", "x" * 5000]
    ),
    st.lists(st.none(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.none(), max_size=2),
)


def read(feed: str, operation: str, reply: bytes) -> Parsed:
    return FEEDS[feed].parse(reply, Request(operation, "/"), settings(feed), FETCHED)


def check(feed: str, operation: str, reply: bytes) -> None:
    try:
        parsed = read(feed, operation, reply)
    except FeedError:
        return
    for one in parsed.observations:
        assert one.indicator_id in FEEDS[feed].measures
        assert one.value is None or abs(one.value) < float("inf")
        assert one.at.tzinfo is not None
        assert one.place in NAMES or ":" in one.place
        assert "\x00" not in one.place and one.place.encode()
    for event in parsed.events:
        assert event.kind in FEEDS[feed].event_kinds
        assert event.at.tzinfo is not None
        assert "\x00" not in (event.text or "").encode().decode()
    keys = [(one.indicator_id, one.place, one.at) for one in parsed.observations]
    assert len(set(keys)) == len(keys)
    assert all(lost.reason and lost.raw.encode() is not None for lost in parsed.lost)


@pytest.mark.parametrize(("feed", "operation", "reply"), REPLIES, ids=IDS)
def test_the_fixtures_themselves_are_read_without_a_loss(feed: str, operation: str, reply: bytes) -> None:
    parsed = read(feed, operation, reply)

    assert parsed.rows and (parsed.observations or parsed.events or parsed.spots)
    assert parsed.lost == ()
    check(feed, operation, reply)


@pytest.mark.parametrize(("feed", "operation", "reply"), REPLIES, ids=IDS)
@examples(max_examples=60, deadline=None)
@given(data=st.data())
def test_bytes_that_are_cut_turned_or_doubled_raise_nothing_else(
    feed: str, operation: str, reply: bytes, data: st.DataObject
) -> None:
    begin = data.draw(st.integers(0, len(reply)))
    end = data.draw(st.integers(begin, min(len(reply), begin + 12)))
    check(feed, operation, reply[:begin] + data.draw(st.binary(max_size=8)) + reply[end:])
    check(feed, operation, reply[: data.draw(st.integers(0, len(reply)))])


@pytest.mark.parametrize(
    ("feed", "operation", "reply"),
    [one for one in REPLIES if one[2][:1] in b"{["],
    ids=[name for name, one in zip(IDS, REPLIES, strict=True) if one[2][:1] in b"{["],
)
@examples(max_examples=80, deadline=None)
@given(data=st.data())
def test_values_that_nobody_expects_raise_nothing_else(
    feed: str, operation: str, reply: bytes, data: st.DataObject
) -> None:
    document = json.loads(reply)
    for _ in range(data.draw(st.integers(1, 3))):
        document = changed(document, data.draw)
    check(feed, operation, json.dumps(document).encode())


def changed(document: Any, draw: Callable[[st.SearchStrategy[Any]], Any]) -> Any:
    """The document with one of its parts replaced, left out or said twice."""
    if not isinstance(document, dict | list) or not document or draw(st.integers(0, 9)) == 0:
        return draw(ODD)
    if isinstance(document, list):
        n = draw(st.integers(0, len(document) - 1))
        if draw(st.booleans()):
            return [*document, document[n]]
        return [*document[:n], changed(document[n], draw), *document[n + 1 :]]
    key = draw(st.sampled_from(sorted(document)))
    if draw(st.integers(0, 5)) == 0:
        return {name: part for name, part in document.items() if name != key}
    return {**document, key: changed(document[key], draw)}


@examples(max_examples=200, deadline=None)
@given(reply=st.binary(max_size=200), feed=st.sampled_from(sorted(FEEDS)))
def test_any_bytes_raise_nothing_else(reply: bytes, feed: str) -> None:
    for _, operation, _ in (one for one in REPLIES if one[0] == feed):
        check(feed, operation, reply)


def test_deep_nesting_is_a_failure() -> None:
    deep = b'{"response":' + b"[" * 100_000 + b"]" * 100_000 + b"}"

    for feed, operation, _ in REPLIES:
        with pytest.raises(FeedError):
            read(feed, operation, deep)


def test_a_reply_of_any_other_feed_is_a_failure_or_gives_nothing() -> None:
    for feed, operation, _ in REPLIES:
        for other, _, reply in REPLIES:
            if other != feed and {feed, other} != {"kma_now", "kma_forecast"}:
                with pytest.raises(FeedError):
                    read(feed, operation, reply)
