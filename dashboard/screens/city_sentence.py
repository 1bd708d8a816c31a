"""The screen in a few words: of the overview what matters of everything, of a panel what it is about."""

from dashboard.domain.city.air import grade
from dashboard.domain.city.measures import CITY, MEASURES, Panel
from dashboard.screens.city_events import warning_title, warnings_at
from dashboard.screens.city_figures import change_line
from dashboard.screens.city_messages import has_feed, knows_messages, messages_today
from dashboard.screens.city_series import changes, reading, usable
from dashboard.screens.city_sources import ailing
from dashboard.screens.city_texts import mark, value_text
from dashboard.screens.city_view import CityView

AIR_SAID = ("air.pm25", "air.pm10", "air.o3")
MOST_NAMED = 3


def sentence(view: CityView) -> str:
    """What is known of the place that is looked at, and how many sources are not heard from."""
    words = view.words
    if view.panel is Panel.POPULATION:
        parts = _population(view)
    elif view.panel is Panel.DISASTER:
        parts = [*_warnings(view), *_messages(view)]
    elif view.panel is Panel.ENVIRONMENT:
        parts = [text for measure in AIR_SAID for text in _air(view, measure, view.place)]
    elif view.panel is Panel.TRAFFIC:
        parts = [*_speed(view, view.place), *_jam(view)]
    else:
        place = view.district or CITY
        parts = [*_warnings(view), *_air(view, "air.pm25", place), *_speed(view, place)]
    bad = ailing(view, view.panel)
    if bad:
        parts.append(words.city_sentence_bad.format(n=bad))
    return ", ".join(parts) or words.city_sentence_none


def _population(view: CityView) -> list[str]:
    """The measure that is looked at, and how it moved in a month and in a year."""
    words, measure = view.words, view.measure
    found = reading(view, measure, view.place)
    if found.value is None:
        return []
    lines = [change_line(view, measure, each) for each in changes(view, measure, view.place, found)]
    moved = [
        words.city_sentence_change.format(since=words.city_since[line.key], delta=line.delta_text)
        for line in lines
        if line.delta_text
    ]
    value = value_text(measure, found.value, words)
    return [words.city_sentence_population.format(name=MEASURES[measure].name, value=value), *moved]


def _warnings(view: CityView) -> list[str]:
    words, active = view.words, warnings_at(view, view.now).active
    if not active:
        return [words.city_sentence_no_warnings] if has_feed(view) else []
    if view.panel is None:
        return [words.city_sentence_warnings.format(n=len(active))]
    names = dict.fromkeys(warning_title(one, words.city_warning_name) for one in active)
    listed = ", ".join(tuple(names)[:MOST_NAMED])
    return [words.city_sentence_named.format(n=len(active), names=listed)]


def _messages(view: CityView) -> list[str]:
    if not knows_messages(view):
        return []
    return [view.words.city_sentence_messages.format(n=f"{len(messages_today(view)):,}")]


def _air(view: CityView, measure: str, place: str) -> list[str]:
    found = grade(measure, usable(reading(view, measure, place)))
    if found is None:
        return []
    words = view.words
    name = MEASURES[measure].name.partition("(")[0]
    return [words.city_sentence_grade.format(name=name, grade=mark(found, words).word)]


def _speed(view: CityView, place: str) -> list[str]:
    words, found = view.words, reading(view, "traffic.speed", place)
    if found.value is None:
        return []
    return [words.city_sentence_speed.format(value=value_text("traffic.speed", found.value, words))]


def _jam(view: CityView) -> list[str]:
    words, found = view.words, reading(view, "traffic.congested", view.place)
    if found.value is None:
        return []
    return [words.city_sentence_jam.format(value=value_text("traffic.congested", found.value, words))]
