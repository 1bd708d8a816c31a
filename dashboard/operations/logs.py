"""The log: one line for each thing that happened, as text or JSON, to the console, a file and a log server."""

import json
import logging
import logging.handlers
import socket
import sys
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TextIO

from dashboard.operations.masking import Mask, secrets_of
from dashboard.settings import Settings

FILE_BYTES = 20_000_000
FILES_KEPT = 10
SYSLOG_PORT = 514
LONGEST = 20_000
"""Signs of one line; what is longer is cut, and says so."""
LONGEST_SYSLOG = 6_000
"""Signs that fit into one datagram even when each takes several bytes."""

REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)
"""The request that the present thread answers."""

_QUIET = {
    "apscheduler": logging.WARNING,
    # Says of a run that takes longer than its period, as every first one does, each second that it still runs.
    "apscheduler.scheduler": logging.ERROR,
    "alembic": logging.WARNING,
    "waitress.queue": logging.WARNING,
    "filelock": logging.WARNING,
    # Writes the paths that are asked, which may hold a token.
    "urllib3": logging.ERROR,
}
_CUT = " …({n}자 잘림)"


class LostLines:
    """Counts lines that could not be written: a full disk must not stop the room, nor go unsaid."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, _record: logging.LogRecord) -> None:
        self.count += 1


class LineFormatter(logging.Formatter):
    """One record as one line, without secrets; nothing that was sent to us can begin a line of its own."""

    def __init__(self, mask: Mask, *, as_json: bool, longest: int = LONGEST) -> None:
        super().__init__()
        self._mask = mask
        self._as_json = as_json
        self._longest = longest

    def format(self, record: logging.LogRecord) -> str:
        """The line; `extra={"fields": {...}}` of a record stands in it by name."""
        parts = self._parts(record)
        if self._as_json:
            return json.dumps(parts, ensure_ascii=False)
        fields: Mapping[str, object] = getattr(record, "fields", {})
        named = [f"{name}={_one_line(str(parts[name]))}" for name in fields]
        request = f"[{parts['request']}]" if "request" in parts else ""
        said = (parts["at"], parts["level"], parts["logger"], request, parts["message"], *named)
        line = " ".join(str(each) for each in said if each)
        return f"{line} | {_one_line(str(parts['error']))}" if "error" in parts else line

    def _parts(self, record: logging.LogRecord) -> dict[str, object]:
        parts: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _one_line(self._clean(_message(record))),
        }
        request = REQUEST_ID.get()
        if request is not None:
            parts["request"] = request
        fields: Mapping[str, object] = getattr(record, "fields", {})
        parts |= {
            name: self._clean(value) if isinstance(value, str) else value for name, value in fields.items()
        }
        if record.exc_info:
            parts["error"] = self._clean(self.formatException(record.exc_info))
        return parts

    def _clean(self, text: str) -> str:
        masked = self._mask(text)
        over = len(masked) - self._longest
        return masked[: self._longest] + _CUT.format(n=f"{over:,}") if over > 0 else masked


def configure(settings: Settings, environment: Mapping[str, str]) -> LostLines:
    """Send the log where the settings say; what counts the lines that get lost. OSError for a file that cannot be."""
    mask = Mask(secrets_of(settings, environment))
    as_json = settings.log_format == "json"
    lost = LostLines()
    root = logging.getLogger()
    for old in [each for each in root.handlers if isinstance(each, _Counting)]:
        root.removeHandler(old)
        old.close()
    for handler, longest in _handlers(settings):
        handler.setFormatter(LineFormatter(mask, as_json=as_json, longest=longest))
        handler.lost = lost
        root.addHandler(handler)
    root.setLevel(settings.log_level.upper())
    for name, level in _QUIET.items():
        logging.getLogger(name).setLevel(level)
    return lost


def lines_lost() -> int:
    """Lines of the log that this process could not write somewhere where they should stand."""
    ours = [each for each in logging.getLogger().handlers if isinstance(each, _Counting)]
    return ours[0].lost.count if ours else 0


class _Counting(logging.Handler):
    """A handler of ours; logging's own would print a traceback for every line that it cannot write."""

    lost: LostLines

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        self.lost.add(record)


class _Console(_Counting, logging.StreamHandler[TextIO]):
    pass


class _File(_Counting, logging.handlers.RotatingFileHandler):
    pass


class _LogServer(_Counting, logging.handlers.SysLogHandler):
    ident = "digital-pledge-room: "


def _handlers(settings: Settings) -> list[tuple[_Counting, int]]:
    """Where lines go, each with the longest line that it takes."""
    found: list[tuple[_Counting, int]] = [(_Console(sys.stderr), LONGEST)]
    if settings.log_file is not None:
        settings.log_file.parent.mkdir(parents=True, exist_ok=True)
        file = _File(settings.log_file, maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8")
        found.append((file, LONGEST))
    if settings.syslog is not None:
        host, port = settings.syslog
        # Looked up once: a line must not wait for a name server.
        place = socket.getaddrinfo(host, port or SYSLOG_PORT, type=socket.SOCK_DGRAM)[0][4]
        found.append((_LogServer((str(place[0]), int(place[1]))), LONGEST_SYSLOG))
    return found


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):
        # A line whose values do not fit its places is still worth reading.
        return f"{record.msg} {record.args!r}"


def _one_line(text: str) -> str:
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)
