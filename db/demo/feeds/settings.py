"""Settings with which the feeds ask the local server: its addresses and key, and periods that suit a demo."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from db.demo.feeds.apis.daejeon import LINK_PREFIX
from db.demo.feeds.server import FeedServer
from db.demo.feeds.world.places import BUS_ROUTES, ROADS
from db.feeds.feed import Settings
from db.feeds.registry import FEEDS

_OFTEN, _HOURLY = 600.0, 3600.0
"""Feeds that are really asked at least so often are asked at every period, at every third."""
_OPTIONS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "daejeon_traffic": {
            "districts": ",".join(
                f"{LINK_PREFIX}{row:02d}={road.district}" for row, road in enumerate(ROADS, 1)
            )
        },
        "daejeon_bus": {"routes": ", ".join(f"{id_}={name}" for id_, name in BUS_ROUTES)},
        # The city's own speed is that of its own links.
        "its": {"city": "off"},
    }
)


def demo_settings(server: FeedServer, seconds: float = 20.0) -> Mapping[str, Settings]:
    """Feed -> its settings, for every feed that asks somebody. The liveliest are asked every `seconds`."""
    bases = server.bases
    return MappingProxyType(
        {
            id_: replace(
                feed.defaults,
                base=bases[id_],
                key=server.key,
                seconds=seconds * _slower(feed.defaults.seconds),
                quota=None,
                options=tuple({**dict(feed.defaults.options), **_OPTIONS.get(id_, {})}.items()),
            )
            for id_, feed in FEEDS.items()
            if id_ in bases
        }
    )


def _slower(seconds: float) -> int:
    return 1 if seconds <= _OFTEN else 3 if seconds <= _HOURLY else 30
