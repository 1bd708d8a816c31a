"""The child process of a SourceWorker, which speaks with it through a pipe."""

import os
import signal
import sys
import threading
from multiprocessing.connection import Connection

from db import heap
from db.sources.reader import Reader, SourceUnavailable
from db.sources.worker import READY, Answer, Failure, Request, Unchanged


def main(descriptor: int) -> None:
    """Serve the pipe with this file descriptor for as long as the parent lives."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    serve(Connection(descriptor))


def serve(pipe: Connection) -> None:
    """Answer requests until the parent goes away; the first message is the mapping to read by."""
    reader = Reader(pipe.recv())
    pipe.send(READY)
    while True:
        try:
            request: Request = pipe.recv()
            pipe.send(answer(reader, request))
            heap.settle()
        except (EOFError, BrokenPipeError):
            return


def answer(reader: Reader, request: Request) -> Answer:
    """What the source says to a request, or why it says nothing."""
    try:
        if request.what == "dates":
            return reader.dates()
        raw = reader.read(request.as_of)
    except SourceUnavailable as error:
        return Failure(str(error))
    except Exception as error:  # noqa: BLE001 - a driver's surprise: the parent gets a sentence, the child lives on
        return Failure(f"{type(error).__name__}: {error}"[:500])
    return Unchanged(raw.digest) if raw.digest == request.known_digest else raw


def _end_with_parent() -> None:
    """A query that never returns must not outlive a parent that was killed: nobody holds our input then."""
    sys.stdin.buffer.read()
    os._exit(1)
