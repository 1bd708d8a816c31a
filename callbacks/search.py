"""The address that a search field asks while a person types."""

from typing import Any

from flask import Flask, Response, jsonify, request

from callbacks.routes import SEARCH_PATH
from callbacks.visitors import Visitors
from dashboard import urls
from dashboard.domain.picture import Picture
from dashboard.domain.words import Words
from dashboard.screens.search import FoundProject, search
from dashboard.screens.selection import known_address
from dashboard.screens.texts import View
from layouts.parts import STATUS_CLASSES


def register(server: Flask, visitors: Visitors, words: Words) -> None:
    """`q` is what was typed, `within` the address of the screen: its filter and version travel on."""

    @server.get(SEARCH_PATH)
    def find() -> Response:
        within = urls.parse(request.args.get("within", urls.room()))
        answer = jsonify(
            _answer(visitors.room().look(within.as_of), within, request.args.get("q", ""), words)
        )
        answer.headers["Cache-Control"] = "no-store"
        return answer


def _answer(picture: Picture, within: urls.Address, query: str, words: Words) -> dict[str, Any]:
    portfolio = picture.portfolio
    if portfolio is None:
        return {"hits": [], "count": 0, "sentences": [picture.problem or words.search_no_snapshot]}
    on = portfolio.status_date(picture.today)
    result = search(View(portfolio, known_address(portfolio, within, on), on, words), query)
    return {
        "hits": [_hit(each) for each in result.projects],
        "count": result.count,
        "count_text": result.count_text,
        "all": {"text": result.all_text, "href": result.all_href} if result.all_href else None,
        "sentences": result.sentences,
    }


def _hit(found: FoundProject) -> dict[str, Any]:
    return {
        "href": found.href,
        "number": found.number_text,
        "name": found.name,
        "status": found.status_word,
        "status_class": STATUS_CLASSES[found.status],
        "department": found.department,
        "why": found.why,
        "text": found.why_text,
        "marks": found.marks,
        "in_name": found.is_in_name,
    }
