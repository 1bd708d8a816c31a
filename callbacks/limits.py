"""How often one visitor may ask: token buckets in memory, by the monotonic clock."""

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, Response, g, request

from callbacks.refusals import Refusal, refuse
from callbacks.routes import SEARCH_PATH, VERSION_PATH
from dashboard import urls
from dashboard.domain.access import Actor
from dashboard.domain.words import Words

MOST_VISITORS = 10_000
"""So many buckets of a kind are remembered; the one that was asked least recently goes first."""
DRAWN = (
    *("/", "/<path:path>", urls.CALLBACKS_PATH),
    *(urls.PROGRAMME_PATH, urls.NAMES_PATH, urls.GEOMETRY_PATH),
)
"""Rules behind which a screen is drawn."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Requests of one visitor: screens and searches a second, exports a minute."""

    screens: float
    searches: float
    exports: float


class Buckets:
    """One bucket for each key: `rate` tokens a second flow in, `most` fit. Safe for threads."""

    def __init__(self, rate: float, most: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._most, self._clock = rate, max(most, 1.0), clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, key: str) -> float:
        """Take a token and give 0.0; without one, the seconds until there is one."""
        with self._lock:
            now = self._clock()
            tokens, since = self._buckets.pop(key, (self._most, now))
            tokens = min(self._most, tokens + (now - since) * self._rate)
            missing = max(0.0, 1.0 - tokens)
            self._buckets[key] = (tokens if missing else tokens - 1.0, now)
            if len(self._buckets) > MOST_VISITORS:
                self._buckets.popitem(last=False)
        return missing / self._rate


def register(server: Flask, limits: Limits, words: Words) -> None:
    """To be called after the gate, which knows who asks.

    The question for a newer version is answered out of memory and has no limit: every open page asks it.
    """
    screens = Buckets(limits.screens, limits.screens * 10)
    searches = Buckets(limits.searches, limits.searches * 10)
    exports = Buckets(limits.exports / 60, limits.exports)

    def kind() -> Buckets | None:
        path = request.path
        if path == VERSION_PATH:
            return None
        if path in (SEARCH_PATH, urls.ROWS_PATH):
            return searches
        if path.startswith(urls.DOCUMENT_PATH) or path == urls.PRINTED_PATH:
            return exports
        return screens if request.url_rule is not None and request.url_rule.rule in DRAWN else None

    @server.before_request
    def limit() -> Response | None:
        buckets = kind()
        seconds = buckets.wait(_visitor()) if buckets else 0.0
        if not seconds:
            return None
        answer = refuse(Refusal.TOO_MANY, "more than the limit", words)
        answer.headers["Retry-After"] = str(math.ceil(seconds))
        return answer


def _visitor() -> str:
    """Who asks: the name of the account or wall, and the address, which people behind a proxy share."""
    actor: Actor | None = g.get("actor")
    return f"{actor.name if actor else ''}@{request.remote_addr}"
