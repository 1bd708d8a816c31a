"""Every connector against the local server over real HTTP: what it asks is answered, and nothing is lost."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dashboard.domain.city.districts import DISTRICTS
from dashboard.domain.city.measures import CITY
from dashboard.domain.records import Observation
from db.demo.feeds.faults import Body, Fault
from db.demo.feeds.server import API_OF, FeedServer
from db.demo.feeds.settings import demo_settings
from db.demo.feeds.world.chance import SEOUL
from db.feeds.client import Client
from db.feeds.collector import Collected, Due, collect
from db.feeds.feed import Settings
from db.feeds.quota import Quota
from db.feeds.registry import FEEDS

NOON = datetime(2026, 11, 23, 12, 30, tzinfo=SEOUL).astimezone(UTC)
ASKING = [id_ for id_ in FEEDS if id_ in API_OF]
RESIDENTS = "population.residents"


class Collecting:
    """A server at a moment, and the feeds that ask it with the demo's settings."""

    def __init__(self, folder: Path) -> None:
        self.now = NOON
        self.server = FeedServer(clock=lambda: self.now)
        self.server.start()
        self.settings = dict(demo_settings(self.server))
        self.client = Client(self.server.bases.values(), seconds=5, sleep=self._waited)
        self.waits: list[float] = []
        self._quota = Quota(folder / "quota.json")

    def run(self, id_: str, newest: datetime | None = None, settings: Settings | None = None) -> Collected:
        chosen = settings or self.settings[id_]
        return collect(FEEDS[id_], chosen, self.client, self._quota, Due(self.now, newest))

    def _waited(self, seconds: float) -> None:
        self.waits.append(seconds)


@pytest.fixture
def collecting(tmp_path: Path) -> Iterator[Collecting]:
    collecting = Collecting(tmp_path)
    yield collecting
    collecting.server.stop()


def values(collected: Collected, measure: str) -> dict[str, Observation]:
    """The newest observation of a measure by place."""
    found = [each for each in collected.parsed.observations if each.indicator_id == measure]
    return {each.place: each for each in sorted(found, key=lambda each: each.at)}


def test_every_feed_that_asks_somebody_has_a_server() -> None:
    silent = [
        id_ for id_, feed in FEEDS.items() if not feed.ask(feed.defaults, NOON, None) and id_ not in API_OF
    ]

    assert set(FEEDS) == {*ASKING, *silent}
    assert silent == ["population_files"]


def test_the_demo_asks_often_with_the_servers_key_and_without_a_quota(collecting: Collecting) -> None:
    settings = demo_settings(collecting.server, seconds=2)

    assert set(settings) == set(ASKING)
    assert {each.key for each in settings.values()} == {collecting.server.key}
    assert {each.quota for each in settings.values()} == {None}
    assert {id_: each.base for id_, each in settings.items()} == dict(collecting.server.bases)
    assert {id_: settings[id_].seconds for id_ in ("tashu", "airkorea", "kosis")} == {
        "tashu": 2,
        "airkorea": 6,
        "kosis": 60,
    }


@pytest.mark.parametrize("id_", ASKING)
def test_an_ordinary_day_gives_rows_and_loses_nothing(collecting: Collecting, id_: str) -> None:
    collected = collecting.run(id_)

    assert collected.problem is None
    assert collected.parsed.lost == ()
    assert collected.parsed.rows > 0
    assert collected.parsed.observations or collected.parsed.events
    assert {each.indicator_id for each in collected.parsed.observations} == set(FEEDS[id_].measures) - {
        # Its own series only where the settings ask for the other official population.
        *(("population.registered",) if id_ == "mois_population" else ())
    }
    assert {each.kind for each in collected.parsed.events} == set(FEEDS[id_].event_kinds)


@pytest.mark.parametrize("id_", ASKING)
@pytest.mark.parametrize("hour", [0, 3, 23])
def test_no_hour_of_the_day_loses_anything(collecting: Collecting, id_: str, hour: int) -> None:
    collecting.now = (NOON.astimezone(SEOUL) + timedelta(days=10)).replace(hour=hour, minute=1)

    collected = collecting.run(id_, newest=collecting.now - timedelta(hours=2))

    assert (collected.problem, collected.parsed.lost) == (None, ())


def test_districts_sum_to_the_published_city(collecting: Collecting) -> None:
    april = datetime(2026, 4, 1, tzinfo=SEOUL)
    found = {
        each.place: each.value
        for each in collecting.run("mois_population").parsed.observations
        if each.indicator_id == RESIDENTS and each.at == april
    }

    assert found[CITY] == 1_436_760 == sum(found[place] or 0 for place in DISTRICTS)


def test_births_under_the_statistics_offices_codes_reach_the_same_districts(collecting: Collecting) -> None:
    assert set(values(collecting.run("kosis"), "population.births")) == {CITY, *DISTRICTS}


def test_the_other_offices_codes_change_nothing(collecting: Collecting) -> None:
    before = [collecting.run(id_).parsed for id_ in ("kosis", "mois_population")]
    for api in ("kosis", "mois"):
        collecting.server.faults.set(api, Fault(other_codes=True))

    assert [collecting.run(id_).parsed for id_ in ("kosis", "mois_population")] == before


def test_speeds_reach_roads_districts_and_the_city(collecting: Collecting) -> None:
    found = values(collecting.run("daejeon_traffic"), "traffic.speed")

    assert {CITY, *DISTRICTS, "road:대덕대로"} <= set(found)
    assert len(found) == 1 + 5 + 41


def test_stands_are_found_where_they_are(collecting: Collecting) -> None:
    spots = collecting.run("tashu").parsed.spots

    assert len(spots) == 60
    assert all(spot.district in DISTRICTS and spot.latitude and spot.longitude for spot in spots)


def test_a_quota_that_is_used_up_is_told_and_not_tried_again(collecting: Collecting) -> None:
    collecting.server.faults.set("airkorea", Fault(quota=1))

    collected = collecting.run("airkorea", newest=collecting.now)

    assert collected.problem is not None
    assert collected.parsed.rows == 15
    assert collecting.server.faults.asked("airkorea") == 2


@pytest.mark.parametrize("id_", ASKING)
@pytest.mark.parametrize(
    "fault",
    [
        Fault(body=Body.EMPTY),
        Fault(body=Body.HTML),
        Fault(body=Body.TRUNCATED),
        Fault(status=500),
        Fault(redirect="http://127.0.0.2:9/"),
    ],
    ids=["empty", "html", "torn", "500", "redirect"],
)
def test_an_answer_that_is_none_is_a_problem_and_never_an_exception(
    collecting: Collecting, id_: str, fault: Fault
) -> None:
    collecting.server.faults.set(API_OF[id_], fault)

    collected = collecting.run(id_, newest=collecting.now)

    assert collected.problem is not None
    assert collected.parsed.observations == ()


@pytest.mark.parametrize("id_", ASKING)
def test_a_wrong_key_is_a_problem_that_does_not_tell_the_key(collecting: Collecting, id_: str) -> None:
    wrong = replace(collecting.settings[id_], key="someotherkey")

    collected = collecting.run(id_, newest=collecting.now, settings=wrong)

    assert collected.problem is not None
    assert "someotherkey" not in collected.problem
    assert collecting.waits == []


def test_an_error_that_passes_is_healed_by_asking_again(collecting: Collecting) -> None:
    collecting.server.faults.set("tashu", Fault(status=500, times=2))

    collected = collecting.run("tashu")

    assert collected.problem is None
    assert len(collected.parsed.spots) == 60
    assert len(collecting.waits) == 2


def test_a_dribbling_answer_is_cut_off(collecting: Collecting) -> None:
    collecting.server.faults.set("tashu", Fault(dribble_seconds=0.05))
    collecting.client = Client(collecting.server.bases.values(), seconds=0.4, sleep=lambda _: None)

    collected = collecting.run("tashu")

    assert collected.problem is not None
    assert collected.parsed.rows == 0


@pytest.mark.parametrize("id_", ["airkorea", "kma_forecast", "disaster_messages", "mois_population", "tashu"])
def test_a_total_that_lies_is_told_and_every_row_is_kept(collecting: Collecting, id_: str) -> None:
    honest = collecting.run(id_, newest=collecting.now)
    collecting.server.faults.set(API_OF[id_], Fault(extra_total=40))

    collected = collecting.run(id_, newest=collecting.now)

    assert collected.parsed.observations == honest.parsed.observations
    assert collected.parsed.events == honest.parsed.events
    assert collected.parsed.lost


def test_a_number_that_comes_twice_is_one_message(collecting: Collecting) -> None:
    honest = collecting.run("disaster_messages").parsed
    collecting.server.faults.set("safety", Fault(repeated=True))

    doubled = collecting.run("disaster_messages").parsed

    assert doubled.events == honest.events
    assert len(doubled.lost) == len(honest.events)


def test_one_message_that_is_no_list_is_read(collecting: Collecting) -> None:
    collecting.server.faults.set("safety", Fault(single_as_object=True))

    collected = collecting.run("disaster_messages")

    assert (collected.problem, len(collected.parsed.events)) == (None, 1)


def test_no_message_is_no_problem(collecting: Collecting) -> None:
    collecting.server.faults.set("safety", Fault(null_body=True))

    collected = collecting.run("disaster_messages")

    assert (collected.problem, collected.parsed.events) == (None, ())


def test_a_missing_value_keeps_the_reason_of_the_source(collecting: Collecting) -> None:
    collecting.server.faults.set("airkorea", Fault(values={"pm10Value": "-", "pm10Flag": "통신장애"}))

    found = values(collecting.run("airkorea", newest=collecting.now), "air.pm10")

    assert {(each.value, each.flag) for each in found.values()} == {(None, "통신장애")}
    assert len(found) == 15


def test_midnight_is_the_beginning_of_the_next_day(collecting: Collecting) -> None:
    midnight = datetime(2026, 11, 24, tzinfo=SEOUL)
    collecting.now = midnight + timedelta(minutes=20)

    found = values(collecting.run("airkorea", newest=collecting.now), "air.pm10")

    assert found["station:읍내동"].at == midnight
    assert found["station:문창동"].at == midnight - timedelta(hours=1)


def test_a_station_that_vanishes_takes_no_other_with_it(collecting: Collecting) -> None:
    collecting.server.faults.set(
        "airkorea", Fault(gone=frozenset({"둔산동"}), renamed={"문평동": "대덕산단"})
    )

    collected = collecting.run("airkorea", newest=collecting.now)
    found = set(values(collected, "air.pm10"))

    assert collected.problem is None
    assert len(found) == 14
    assert "station:대덕산단" in found
    assert not found & {"station:둔산동", "station:문평동"}


def test_a_field_that_changed_its_name_is_told_and_the_others_are_read(collecting: Collecting) -> None:
    collecting.server.faults.set("airkorea", Fault(renamed_fields={"pm10Value": "pm10"}))

    collected = collecting.run("airkorea", newest=collecting.now)

    assert any(lost.field == "pm10Value" for lost in collected.parsed.lost)
    assert len(values(collected, "air.pm25")) == 15


def test_a_field_that_everything_hangs_on_makes_a_problem(collecting: Collecting) -> None:
    collecting.server.faults.set("tashu", Fault(renamed_fields={"parking_count": "count"}))

    assert collecting.run("tashu").problem is not None
