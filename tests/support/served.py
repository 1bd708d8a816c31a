"""An application on a port of this machine, served as the room is, by a thread of the test."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from flask import Flask
from waitress.server import create_server

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


@contextmanager
def served(application: Flask, threads: int = 4) -> Iterator[str]:
    """The address of the application while it is served."""

    def uncompressed(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        """What compresses leaves files to be closed by chance, which is an error in a test."""
        environ.pop("HTTP_ACCEPT_ENCODING", None)
        return application(environ, start)

    sockets: dict[int, Any] = {}

    def close() -> None:
        for each in tuple(sockets.values()):
            each.handle_close()  # its buffers too

    server: Any = create_server(uncompressed, host="127.0.0.1", port=0, threads=threads, map=sockets)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        # A worker that pulls meanwhile lets `close` run before we have pulled: then the trigger is closed already.
        with suppress(OSError):
            server.trigger.pull_trigger(close)
        thread.join()
        server.task_dispatcher.shutdown()
