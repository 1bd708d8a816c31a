"""The registry: what every feed gives, and that its pace fits what it may be asked in a day."""

from datetime import timedelta

import pytest

from dashboard.domain.city.measures import MEASURES
from db.feeds.registry import DAY, FEEDS
from tests.feeds.builders import seoul

NOW = seoul(2031, 5, 6, 13, 25)


@pytest.mark.parametrize("id_", list(FEEDS))
def test_a_feed_gives_known_measures_or_events_and_says_whose_they_are(id_: str) -> None:
    feed = FEEDS[id_]

    assert feed.id == id_
    assert set(feed.measures) <= set(MEASURES)
    assert feed.measures or feed.event_kinds
    assert feed.label
    assert feed.credit
    assert feed.defaults.key == ""


@pytest.mark.parametrize("id_", list(FEEDS))
def test_every_question_begins_at_the_first_page_below_the_base(id_: str) -> None:
    feed = FEEDS[id_]

    for asked in feed.ask(feed.defaults, NOW, None):
        assert asked.path.startswith("/")
        assert asked.page == 1
        assert asked.key_param is not None or asked.key_header is not None


@pytest.mark.parametrize("id_", [id_ for id_, feed in FEEDS.items() if feed.defaults.quota is not None])
def test_a_day_at_the_default_pace_stays_within_the_quota(id_: str) -> None:
    feed = FEEDS[id_]
    newest = NOW - timedelta(minutes=30)

    requests = len(feed.ask(feed.defaults, NOW, newest)) * DAY / feed.defaults.seconds

    assert feed.defaults.quota is not None
    assert requests <= feed.defaults.quota
    assert len(feed.ask(feed.defaults, NOW, None)) <= feed.defaults.quota


def test_each_source_is_reached_with_encryption() -> None:
    assert {feed.defaults.base.partition(":")[0] for feed in FEEDS.values()} == {"https"}
