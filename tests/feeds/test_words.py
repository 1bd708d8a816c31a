"""What a feed says when something fails is named in the code and said in one place, so that a city can replace it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from dashboard.domain.words import KOREAN
from db.feeds.feed import FeedError, Lost
from tests.support.source import python_files, tree

FILES = [path for path in python_files("db") if path.parent == Path("db/feeds")]


def said() -> Iterator[tuple[Path, ast.expr]]:
    """What stands where the name of a sentence or of a reason is expected."""
    places = {"FeedError": 0, "_Passing": 0, "Unusable": 2, "lose": -1, "Lost": -1, "_remark": -1}
    for path in FILES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                if name in places and node.args:
                    yield path, node.args[places[name]]


def names(node: ast.expr) -> Iterator[str]:
    return (
        each.value
        for each in ast.walk(node)
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    )


def test_every_sentence_and_reason_that_a_feed_names_is_a_word() -> None:
    named = {name for _, node in said() for name in names(node) if name.startswith(("feed_", "lost_"))}

    assert len(named) > 20
    assert [name for name in sorted(named) if not isinstance(getattr(KOREAN, name, None), str)] == []


def test_no_feed_says_a_sentence_of_its_own() -> None:
    korean = [
        (str(path), name)
        for path, node in said()
        for name in names(node)
        if any("가" <= sign <= "힣" for sign in name)
    ]
    texts = [
        str(path)
        for path in FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr.startswith(("lost_", "feed_"))
        and path.name not in ("registry.py", "feed.py")
    ]

    assert (korean, texts) == ([], [])


def test_a_failure_and_a_loss_are_said_in_any_words() -> None:
    error = FeedError("feed_status", code="503", host="가.나", status=503)

    assert error.said(KOREAN) == str(error) == KOREAN.feed_status.format(host="가.나", status=503)
    assert Lost("1", "a", "b", "lost_time").said(KOREAN) == KOREAN.lost_time
