"""A local HTTP server that speaks the public APIs' shapes over an invented city; for the demo and the tests."""

import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread, current_thread
from types import MappingProxyType
from urllib.parse import parse_qsl, urlsplit

from db.demo.catalogue import SEED
from db.demo.feeds.answer import APIS, answer
from db.demo.feeds.call import Call, Reply
from db.demo.feeds.faults import Faults
from db.demo.feeds.world.chance import SEOUL

HOST = "127.0.0.1"
KEY = "demo+key/=="
"""Holds what a key must be encoded for, once."""
API_OF: Mapping[str, str] = MappingProxyType(
    {
        "airkorea": "airkorea",
        "kma_now": "kma",
        "kma_forecast": "kma",
        "kma_warnings": "kma",
        "disaster_messages": "safety",
        "kosis": "kosis",
        "mois_population": "mois",
        "daejeon_traffic": "daejeon",
        "its": "its",
        "tashu": "tashu",
        "utic": "utic",
        "expressway": "expressway",
        "holidays": "kasi",
        "daejeon_bus": "daejeon_bus",
        "daejeon_parking": "daejeon",
    }
)
"""Feed of the registry -> the API that it asks. Files that people bring (population_files) have none."""
_POLL_SECONDS, _STOP_SECONDS = 0.02, 5.0


class FeedServer:
    """All sources under one address; `faults` is what a test lets go wrong, `clock` what they take for now."""

    def __init__(
        self,
        port: int = 0,
        *,
        seed: int = SEED,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.key = KEY
        self.faults = Faults()
        self.clock = clock
        self.seed = seed
        self._stopping = Event()
        self._http = _Http((HOST, port), self._handler())
        self._thread = Thread(
            target=self._http.serve_forever, args=(_POLL_SECONDS,), name="feed-server", daemon=True
        )

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self._http.server_address[1]}"

    @property
    def bases(self) -> Mapping[str, str]:
        """Feed of the registry -> the address in front of its paths."""
        return MappingProxyType({feed: f"{self.address}/{api}" for feed, api in API_OF.items()})

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Answer nothing more; every thread has ended and the port is free."""
        self._stopping.set()
        if self._thread.is_alive():
            self._http.shutdown()
            self._thread.join(_STOP_SECONDS)
        self._http.server_close()
        self._http.join(_STOP_SECONDS)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            timeout = 10

            def do_GET(self) -> None:  # the name that http.server looks for
                server._answer(self)

            def log_message(self, format: str, *args: object) -> None:
                """Nothing: an address holds the key."""

        return Handler

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        address = urlsplit(handler.path)
        name, _, path = address.path.lstrip("/").partition("/")
        api = APIS.get(name)
        if api is None:
            handler.send_error(404)
            return
        now = self.clock().astimezone(SEOUL)
        call = Call(
            self.seed,
            now,
            f"/{path}",
            dict(parse_qsl(address.query, keep_blank_values=True)),
            {header.lower(): value for header, value in handler.headers.items()},
        )
        fault = self.faults.take(name, call.path)
        asked = self.faults.count(name, api.key(call), now.date())
        self._send(handler, answer(api, call, self.key, asked, fault), fault.dribble_seconds)

    def _send(self, handler: BaseHTTPRequestHandler, reply: Reply, dribble_seconds: float) -> None:
        handler.send_response(reply.status)
        handler.send_header("Content-Type", reply.content_type)
        handler.send_header("Content-Length", str(len(reply.body)))
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        if not dribble_seconds:
            handler.wfile.write(reply.body)
            return
        for place in range(len(reply.body)):
            if self._stopping.wait(dribble_seconds):
                return
            handler.wfile.write(reply.body[place : place + 1])


class _Http(ThreadingHTTPServer):
    """Knows its threads, so that a stop can wait for them."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self._answering: set[Thread] = set()
        self._lock = Lock()
        super().__init__(address, handler)

    def process_request_thread(self, request: object, client_address: object) -> None:
        with self._lock:
            self._answering.add(current_thread())
        try:
            super().process_request_thread(request, client_address)  # type: ignore[arg-type]
        finally:
            with self._lock:
                self._answering.discard(current_thread())

    def handle_error(self, request: object, client_address: object) -> None:
        """Tell what went wrong, unless a client hung up in the middle: that is one of the things tried here."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def join(self, seconds: float) -> None:
        with self._lock:
            answering = tuple(self._answering)
        for thread in answering:
            thread.join(seconds)
