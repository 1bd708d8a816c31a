"""Every feed there is, with where it is found, how often it is asked, and what it may be asked in a day."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from dashboard.domain.city.measures import Panel
from dashboard.domain.words import KOREAN, Words
from db.feeds import (
    airkorea,
    daejeon_bus,
    daejeon_parking,
    daejeon_traffic,
    disaster_messages,
    expressway,
    holidays,
    its,
    kma_forecast,
    kma_now,
    kma_warnings,
    kosis,
    mois_population,
    population_files,
    tashu,
    utic,
)
from db.feeds.feed import Ask, Feed, Parse, Settings

MINUTE, DAY = 60.0, 86_400.0
_GATEWAY = "https://apis.data.go.kr"


def _feed(
    id_: str, panel: Panel, how: tuple[Ask, Parse], defaults: Settings, *gives: tuple[str, ...]
) -> Feed:
    measures, event_kinds = gives
    label, credit = KOREAN.feed_labels[id_], KOREAN.feed_credits[id_]
    return Feed(id_, label, credit, panel, measures, event_kinds, defaults, *how)


def _defaults(base: str, seconds: float, quota: int | None, options: Mapping[str, str]) -> Settings:
    return Settings(base, seconds=seconds, quota=quota, options=tuple(options.items()))


_ALL = (
    _feed(
        "airkorea",
        Panel.ENVIRONMENT,
        (airkorea.ask, airkorea.parse),
        _defaults(_GATEWAY, 20 * MINUTE, 500, airkorea.OPTIONS),
        airkorea.MEASURES,
        (airkorea.FORECAST_KIND,),
    ),
    _feed(
        "kma_now",
        Panel.ENVIRONMENT,
        (kma_now.ask, kma_now.parse),
        _defaults(_GATEWAY, 10 * MINUTE, 10_000, kma_now.OPTIONS),
        kma_now.MEASURES,
        (),
    ),
    _feed(
        "kma_forecast",
        Panel.ENVIRONMENT,
        (kma_forecast.ask, kma_forecast.parse),
        _defaults(_GATEWAY, 60 * MINUTE, 10_000, kma_forecast.OPTIONS),
        kma_forecast.MEASURES,
        (),
    ),
    _feed(
        "kma_warnings",
        Panel.DISASTER,
        (kma_warnings.ask, kma_warnings.parse),
        _defaults(_GATEWAY, 5 * MINUTE, 10_000, kma_warnings.OPTIONS),
        (),
        (kma_warnings.KIND,),
    ),
    _feed(
        "disaster_messages",
        Panel.DISASTER,
        (disaster_messages.ask, disaster_messages.parse),
        # No quota is published; this is what one request every two minutes needs, with its pages and retries.
        _defaults("https://www.safetydata.go.kr", 2 * MINUTE, 1_000, disaster_messages.OPTIONS),
        (),
        (disaster_messages.KIND,),
    ),
    _feed(
        "kosis",
        Panel.POPULATION,
        (kosis.ask, kosis.parse),
        # 200 requests a minute are allowed; a day has no published limit.
        _defaults("https://kosis.kr", DAY, None, kosis.OPTIONS),
        kosis.MEASURES,
        (),
    ),
    _feed(
        "mois_population",
        Panel.POPULATION,
        (mois_population.ask, mois_population.parse),
        _defaults(_GATEWAY, DAY, 10_000, mois_population.OPTIONS),
        mois_population.MEASURES,
        (),
    ),
    _feed(
        "population_files",
        Panel.POPULATION,
        (population_files.ask, population_files.parse),
        _defaults("https://jumin.mois.go.kr", 31 * DAY, None, population_files.OPTIONS),
        population_files.MEASURES,
        (),
    ),
    _feed(
        "daejeon_traffic",
        Panel.TRAFFIC,
        (daejeon_traffic.ask, daejeon_traffic.parse),
        _defaults(_GATEWAY, 5 * MINUTE, 1_000, daejeon_traffic.OPTIONS),
        daejeon_traffic.MEASURES,
        (),
    ),
    _feed(
        "its",
        Panel.TRAFFIC,
        (its.ask, its.parse),
        _defaults("https://openapi.its.go.kr:9443", 5 * MINUTE, None, its.OPTIONS),
        its.MEASURES,
        (),
    ),
    _feed(
        "tashu",
        Panel.TRAFFIC,
        (tashu.ask, tashu.parse),
        _defaults("https://bikeapp.tashu.or.kr:50041", 5 * MINUTE, None, tashu.OPTIONS),
        tashu.MEASURES,
        (),
    ),
    _feed(
        "utic",
        Panel.TRAFFIC,
        (utic.ask, utic.parse),
        # No quota is published, but the source shuts out those who ask too often.
        _defaults("https://www.utic.go.kr", 5 * MINUTE, 500, utic.OPTIONS),
        utic.MEASURES,
        utic.EVENT_KINDS,
    ),
    _feed(
        "daejeon_bus",
        Panel.TRAFFIC,
        (daejeon_bus.ask, daejeon_bus.parse),
        _defaults(_GATEWAY, 10 * MINUTE, 1_000, daejeon_bus.OPTIONS),
        daejeon_bus.MEASURES,
        (),
    ),
    _feed(
        "daejeon_parking",
        Panel.TRAFFIC,
        (daejeon_parking.ask, daejeon_parking.parse),
        # The list had 756 car parks: 16 pages, 768 requests a day.
        _defaults(_GATEWAY, 30 * MINUTE, 1_000, daejeon_parking.OPTIONS),
        daejeon_parking.MEASURES,
        (),
    ),
    _feed(
        "expressway",
        Panel.TRAFFIC,
        (expressway.ask, expressway.parse),
        _defaults("https://data.ex.co.kr", 15 * MINUTE, 1_000, expressway.OPTIONS),
        expressway.MEASURES,
        (),
    ),
    _feed(
        "holidays",
        Panel.TRAFFIC,
        (holidays.ask, holidays.parse),
        _defaults(_GATEWAY, DAY, 10_000, holidays.OPTIONS),
        (),
        holidays.EVENT_KINDS,
    ),
)

FEEDS: Mapping[str, Feed] = MappingProxyType({feed.id: feed for feed in _ALL})


def told_in(words: Words) -> Mapping[str, Feed]:
    """The feeds with their names, credits, failures and losses in `words`."""
    return {
        id_: replace(feed, label=words.feed_labels[id_], credit=words.feed_credits[id_], words=words)
        for id_, feed in FEEDS.items()
    }
