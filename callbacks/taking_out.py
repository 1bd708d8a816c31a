"""What carries data out of the room: it is given for a reason, and when that stands on record."""

from collections.abc import Callable
from urllib.parse import quote, unquote

from flask import Flask, Response, request

from callbacks.refusals import Refusal, refuse
from callbacks.visitors import Visitors
from dashboard import urls
from dashboard.domain.audit import Act, Reason, ReasonKind, RecordAway, deed_of, given_reason
from dashboard.domain.words import Words
from dashboard.screens.audit import MOST_IN_FILE, asked_question, audit_file
from layouts.sheets import as_csv

CSV_TYPE = "text/csv; charset=utf-8"
LONGEST_PATH = urls.LONGEST_HREF


class TakingOut:
    """Asks for the reason, makes the file, puts both on record, and only then gives the file."""

    def __init__(self, visitors: Visitors, words: Words) -> None:
        self._visitors = visitors
        self._words = words

    def file(self, make: Callable[[], tuple[str, str, bytes]], act: Act = Act.EXPORT) -> Response:
        """The file that `make` gives as name, type and content; it is made for nobody without a reason."""
        reason = given_reason(*(request.form.get(name, "") for name in ("kind", "text")))
        if reason is None:
            return refuse(Refusal.NO_REASON, "no usual reason", self._words)
        name, type_, content = make()
        refused = self.put_on_record(act, _asked(), reason, name)
        if refused is not None:
            return refused
        answer = Response(content, content_type=type_)
        answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def put_on_record(self, act: Act, what: str, reason: Reason, name: str | None = None) -> Response | None:
        """None when it stands on record, else the refusal."""
        deed = deed_of(self._visitors.actor(), act, what, reason, name)
        try:
            self._visitors.room().record.write(deed)
        except RecordAway as away:
            return refuse(Refusal.RECORD_AWAY, str(away), self._words)
        return None


def register(server: Flask, visitors: Visitors, words: Words) -> None:
    """Printing, which the browser does by itself, and the record as a file."""
    taking_out = TakingOut(visitors, words)

    @server.post(urls.PRINTED_PATH)
    def printed() -> Response:
        """The page is about to be printed. A print by the browser's own key has no reason and cannot be held up."""
        kind, text, path = (request.form.get(name, "") for name in ("kind", "text", "path"))
        is_shortcut = kind == ReasonKind.SHORTCUT
        reason = Reason(ReasonKind.SHORTCUT) if is_shortcut else given_reason(kind, text)
        if reason is None:
            return refuse(Refusal.NO_REASON, "no usual reason", words)
        address = urls.parse(path[:LONGEST_PATH])
        refused = taking_out.put_on_record(Act.PRINT, unquote(urls.href(address)), reason)
        return refused or Response(status=204)

    @server.post(urls.AUDIT_EXPORT_PATH)
    def record() -> Response:
        def made() -> tuple[str, str, bytes]:
            room = visitors.room()
            here = urls.parse(f"{urls.PATHS[urls.Page.AUDIT]}?{_query()}")
            entries, count = room.record.entries(asked_question(here), MOST_IN_FILE)
            written = audit_file(entries, count, here, room.record.now(), words)
            return f"{written.name}.csv", CSV_TYPE, as_csv(written)

        try:
            return taking_out.file(made, Act.EXPORT_AUDIT)
        except RecordAway as away:
            return refuse(Refusal.RECORD_AWAY, str(away), words)


def _query() -> str:
    return request.query_string.decode("ascii", "replace")


def _asked() -> str:
    """The address of the present request, to be read by people."""
    return unquote(request.full_path.removesuffix("?"))
