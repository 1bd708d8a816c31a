"""The project card and the quarterly report as files."""

from urllib.parse import quote

from flask import Flask, Response, abort, request

from callbacks.papers import paper_at
from callbacks.taking_out import TakingOut
from callbacks.visitors import Visitors
from dashboard import urls
from dashboard.domain.words import Words
from layouts.theme import Look

TYPE = "application/hwp+zip"


def register(server: Flask, visitors: Visitors, words: Words, paper_look: Look) -> None:
    """A file's address is that of its screen, under another path; its colours are those of paper."""
    taking_out = TakingOut(visitors, words)

    @server.post(f"{urls.DOCUMENT_PATH}<path:path>{urls.DOCUMENT_SUFFIX}")
    def document(path: str) -> Response:
        """The paper as HWPX; its name carries 기준일 and version. 404 where there is no such paper."""
        from layouts.hwpx import as_hwpx  # its library takes memory that most rooms never need

        def made() -> tuple[str, str, bytes]:
            query = request.query_string.decode("ascii", "replace")
            screen = paper_at(visitors.room(), urls.parse(f"/{quote(path)}?{query}"), words)
            if screen is None:
                abort(404)
            name = f"{screen.paper.file_name}{urls.DOCUMENT_SUFFIX}"
            return name, TYPE, as_hwpx(screen.paper, words, paper_look)

        return taking_out.file(made)
