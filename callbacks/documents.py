"""The project card and the quarterly report as files."""

from urllib.parse import quote

from flask import Flask, Response, abort, request

from callbacks.pages import Room
from callbacks.papers import paper_at
from dashboard import urls
from dashboard.domain.words import Words
from layouts.theme import Look

TYPE = "application/hwp+zip"


def register(server: Flask, room: Room, words: Words, paper_look: Look) -> None:
    """A file's address is that of its screen, under another path; its colours are those of paper."""

    @server.get(f"{urls.DOCUMENT_PATH}<path:path>{urls.DOCUMENT_SUFFIX}")
    def document(path: str) -> Response:
        """The paper as HWPX; its name carries 기준일 and version. 404 where there is no such paper."""
        from layouts.hwpx import as_hwpx  # its library takes memory that most rooms never need

        query = request.query_string.decode("ascii", "replace")
        screen = paper_at(room, urls.parse(f"/{quote(path)}?{query}"), words)
        if screen is None:
            abort(404)
        answer = Response(as_hwpx(screen.paper, words, paper_look), content_type=TYPE)
        name = quote(f"{screen.paper.file_name}{urls.DOCUMENT_SUFFIX}", safe="")
        answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
        answer.headers["Cache-Control"] = "no-store"
        return answer
