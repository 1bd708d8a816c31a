"""The help: every definition once from the words, every reader with steps."""

from dataclasses import fields, replace

from dashboard.domain.vocabulary import Status
from dashboard.domain.words import KOREAN
from dashboard.screens.help import definitions, help_screen


def test_every_definition_of_the_words_is_in_the_table() -> None:
    defined = [each.name for each in fields(KOREAN) if each.name.endswith("_definition")]
    named = [name for name in defined if hasattr(KOREAN, name.removesuffix("_definition"))]

    found = definitions(KOREAN)

    assert len(found) == len(named) >= 10
    assert not [each for each in found if "{" in each.text or "{" in each.name]


def test_a_word_that_a_city_replaces_is_replaced_in_the_help() -> None:
    words = replace(KOREAN, rate_completion="이행률", rate_completion_definition="끝난 것 / 모두")

    assert ("이행률", "끝난 것 / 모두") in [(each.name, each.text) for each in definitions(words)]


def test_every_kind_of_reader_has_steps_and_an_anchor() -> None:
    screen = help_screen(KOREAN)

    assert [section.anchor for section in screen.sections] == ["mayor", "staff", "engineer"]
    assert all(len(section.steps) >= 3 for section in screen.sections)
    assert all(any(step.picture for step in section.steps) for section in screen.sections)


def test_every_status_is_explained() -> None:
    statuses = next(part for part in help_screen(KOREAN).glossaries if part.anchor == "statuses")

    assert [each.status for each in statuses.meanings] == list(Status)


def test_every_term_is_a_word_of_the_screens() -> None:
    terms = next(part for part in help_screen(KOREAN).glossaries if part.anchor == "words")

    assert all(each.name and "{" not in each.name for each in terms.meanings)
