"""Fetches a request: only from known hosts, within a time and a size, and without ever telling the key."""

import logging
import re
import ssl
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from random import SystemRandom
from socket import SHUT_RDWR, socket
from threading import Lock, Timer
from types import TracebackType
from typing import Any
from urllib.parse import quote, quote_plus, unquote, urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from db.feeds.feed import FeedError, Request, Settings
from db.feeds.gateway import refusal

SECONDS = 10.0
MEGABYTES = 20
ATTEMPTS = 3
_REDIRECTS = 3
_CHUNK = 65_536
_AGENT = "digital-pledge-room"
_SHORTEST_SECRET = 8
"""Shorter keys ("test") are words, and no secrets to be taken out of an answer."""
_LOGGERS = ("urllib3.connectionpool", "urllib3.connection", "urllib3.util.retry", "urllib3.response")


class _Passing(FeedError):
    """A fault that may be gone a moment later: the request is repeated."""


class Client:
    """Asks the origins of `bases` and nobody else.

    `ca_file` holds authorities that are trusted beside the usual ones. `seconds` is for a whole answer, from
    the connection to its last byte; `sleep` waits between attempts.
    """

    def __init__(
        self,
        bases: Iterable[str],
        *,
        ca_file: Path | None = None,
        seconds: float = SECONDS,
        megabytes: int = MEGABYTES,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._origins = frozenset(_origin(base) for base in bases)
        self._ca_file = ca_file
        self._seconds = seconds
        self._megabytes = megabytes
        self._sleep = sleep
        _keep_queries_out_of_logs()

    def fetch(self, request: Request, settings: Settings, count: Callable[[], None]) -> bytes:
        """The answer to a request, whose key is in `settings`. `count` is called before each attempt.

        Raises FeedError, and whatever `count` raises.
        """
        for attempt in range(1, ATTEMPTS + 1):
            count()
            try:
                return self._without_key(self._answer(request, settings), settings.key)
            except _Passing:
                if attempt == ATTEMPTS:
                    raise
            self._sleep(SystemRandom().uniform(0.5, 1.0) * 2 ** (attempt - 1))
        raise AssertionError

    def _answer(self, request: Request, settings: Settings) -> bytes:
        url = settings.base.rstrip("/") + request.path
        key = _once_encoded(settings.key)
        params = list(request.params)
        if request.page_param is not None:
            params.append((request.page_param, str(request.page)))
        if request.key_param is not None and key:
            params.append((request.key_param, key))
        headers = {"User-Agent": _AGENT, "Accept-Encoding": "gzip, deflate"}
        if request.key_header is not None and key:
            headers[request.key_header] = key
        for _ in range(_REDIRECTS):
            if _origin(url) not in self._origins:
                raise FeedError("feed_host_not_allowed", may_retry=False, host=_host(url))
            answer = self._exchange(url, params, headers)
            if isinstance(answer, bytes):
                return answer
            try:
                target = urljoin(url, answer)
                is_elsewhere = _origin(target) != _origin(url)
            except ValueError:  # an address that is none; its message may repeat the key
                break
            if is_elsewhere:
                break
            url, params = target, []
        raise FeedError("feed_redirected", may_retry=False, host=_host(url))

    def _exchange(self, url: str, params: list[tuple[str, str]], headers: dict[str, str]) -> bytes | str:
        """One exchange with a server: the body of an answer, or the address that it points to."""
        host = _host(url)
        late = _Passing("feed_timeout", host=host, seconds=f"{self._seconds:g}")
        deadline = _Deadline(self._seconds)
        # The messages of what is raised below hold the address with its key: none of them is passed on.
        try:
            with deadline, requests.Session() as session:
                session.trust_env = False  # neither a .netrc nor a proxy of somebody's shell
                session.mount("https://", _Adapter(deadline, self._ca_file))
                session.mount("http://", _Adapter(deadline, None))
                with session.get(
                    url,
                    params=params,
                    headers=headers,
                    timeout=self._seconds,
                    stream=True,
                    allow_redirects=False,
                ) as response:
                    body = self._body(response, host)
        except requests.exceptions.SSLError:
            raise (late if deadline.is_over else FeedError("feed_tls", may_retry=False, host=host)) from None
        except requests.exceptions.Timeout:
            raise late from None
        except (requests.RequestException, HTTPError, OSError, ValueError):
            raise (late if deadline.is_over else _Passing("feed_unreachable", host=host)) from None
        if deadline.is_over:  # a body without a length ends quietly when its connection is cut
            raise late
        if 300 <= response.status_code < 400:
            return response.headers.get("Location", "//")
        if response.status_code != requests.codes.ok:
            raise refusal(body) or _status_error(host, response.status_code)
        return body

    def _body(self, response: requests.Response, host: str) -> bytes:
        too_large = FeedError("feed_too_large", may_retry=False, host=host, megabytes=self._megabytes)
        limit = self._megabytes * 1_000_000
        stated = response.headers.get("Content-Length", "")
        if stated.isdigit() and int(stated) > limit:
            raise too_large
        parts: list[bytes] = []
        size = 0
        for part in response.iter_content(_CHUNK):  # unpacked piece by piece: a bomb is stopped at the limit
            size += len(part)
            if size > limit:
                raise too_large
            parts.append(part)
        return b"".join(parts)

    @staticmethod
    def _without_key(body: bytes, key: str) -> bytes:
        """The body with a key that the server repeats taken out: bodies are kept and carried around."""
        if len(key) < _SHORTEST_SECRET:
            return body
        plain = unquote(key)
        for written in {key, plain, quote(plain, safe=""), quote_plus(plain)}:
            body = body.replace(written.encode(), b"***")
        return body


class _Deadline:
    """Cuts the connections of an exchange when its time is over, whatever they are waiting for.

    A time limit of a socket starts anew with every byte, so a server that dribbles would never meet it.
    """

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._sockets: list[socket] = []
        self._one = Lock()
        self._timer = Timer(seconds, self._end)
        self._timer.daemon = True

    def watch(self, connection: socket) -> None:
        with self._one:
            self._sockets.append(connection)
            if self.is_over:
                _cut(connection)

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()

    def _end(self) -> None:
        with self._one:
            self.is_over = True
            for connection in self._sockets:
                _cut(connection)


class _Adapter(HTTPAdapter):
    """Connections that a deadline watches, with the authorities of `ca_file` beside the usual ones."""

    def __init__(self, deadline: _Deadline, ca_file: Path | None) -> None:
        self._deadline = deadline
        self._ca_file = ca_file
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        if self._ca_file is not None:
            context = ssl.create_default_context()
            context.load_verify_locations(self._ca_file)
            kwargs["ssl_context"] = context
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _watched_pools(self._deadline)


def _watched_pools(deadline: _Deadline) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket:
            connection = super()._new_conn()
            deadline.watch(connection)
            return connection

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket:
            connection = super()._new_conn()
            deadline.watch(connection)
            return connection

        def connect(self) -> None:
            super().connect()
            deadline.watch(self.sock)  # the encrypted one, which took the place of the first

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


class _NoQueries(logging.Filter):
    """Takes the query, which may hold a key, out of what the HTTP library logs."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = re.sub(r"\?[^\s\"')]+", "?***", record.getMessage())
        record.args = ()
        return True


def _keep_queries_out_of_logs() -> None:
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(one, _NoQueries) for one in logger.filters):
            logger.addFilter(_NoQueries())


def _status_error(host: str, status: int) -> FeedError:
    if status >= 500 or status == requests.codes.request_timeout:
        return _Passing("feed_status", code=str(status), host=host, status=status)
    if status == requests.codes.too_many_requests:
        return FeedError("feed_status", code=str(status), host=host, status=status)
    return FeedError("feed_denied", code=str(status), may_retry=False, host=host, status=status)


def _once_encoded(key: str) -> str:
    """The key as it is before encoding: data.go.kr hands it out in both forms, and encodes none of them twice."""
    return unquote(key) if re.search(r"%[0-9A-Fa-f]{2}", key) else key


def _origin(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port; nothing that a part of the path could pretend to be."""
    parts = urlsplit(url)
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, parts.hostname or "", port


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _cut(connection: socket) -> None:
    with suppress(OSError):  # it is closed already
        connection.shutdown(SHUT_RDWR)
