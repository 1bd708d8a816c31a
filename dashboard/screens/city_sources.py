"""Sources of the city's statistics as they stand: who, since when, what ails them."""

from dataclasses import dataclass, replace

from dashboard.domain.city.history import FeedState
from dashboard.domain.city.measures import Panel
from dashboard.domain.runs import Freshness, freshness
from dashboard.domain.words import time_text
from dashboard.screens.city_texts import age_text
from dashboard.screens.city_view import CityView

MANY = 3
"""So many sources that are well stand in one line on the overview: what is well is quiet."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source as it stands. `problem` is a sentence about what ails it; `title` names those of a line of several."""

    name: str
    freshness: Freshness
    state_text: str
    received_text: str
    problem: str | None
    notes: tuple[str, ...]
    title: str = ""


def credit_text(view: CityView, panel: Panel) -> str:
    """ "출처: 환경부·한국환경공단, 기상청"; that nothing is connected where nothing is."""
    credits_ = dict.fromkeys(feed.credit for feed in view.picture.feeds if feed.panel is panel)
    return (
        view.words.city_credit.format(credit=", ".join(credits_)) if credits_ else view.words.city_no_source
    )


def source_lines(view: CityView, panel: Panel) -> tuple[SourceLine, ...]:
    """The sources of a panel, the one that ails most first."""
    lines = [_source(view, feed) for feed in view.picture.feeds if feed.panel is panel]
    return tuple(sorted(lines, key=lambda line: -_badness(line)))


def brief_lines(view: CityView, panel: Panel) -> tuple[SourceLine, ...]:
    """The sources of a panel on the overview: each that ails, and those that are well in one line when many are."""
    words, lines = view.words, source_lines(view, panel)
    well = [line for line in lines if not _badness(line)]
    if len(well) < MANY:
        return lines
    times = [feed.last_good for feed in view.picture.feeds if feed.panel is panel and feed.last_good]
    names = [feed.label for feed in view.picture.feeds if feed.panel is panel]
    is_all = len(well) == len(lines)
    oldest = words.city_sources_oldest.format(time=time_text(words, min(times))) if times and is_all else ""
    together = replace(
        well[0],
        name=words.city_sources_well.format(n=len(well)),
        received_text=oldest,
        notes=(),
        title=", ".join(names) if is_all else ", ".join(line.name for line in well),
    )
    return (*(line for line in lines if _badness(line)), together)


def ailing(view: CityView, panel: Panel | None = None) -> int:
    """How many sources, of a panel or of all, are late, silent, or say what is wrong with them."""
    feeds = (feed for feed in view.picture.feeds if panel in (None, feed.panel))
    return sum(_badness(_source(view, feed)) > 0 for feed in feeds)


def _badness(line: SourceLine) -> int:
    return 2 * list(Freshness).index(line.freshness) + bool(line.problem)


def _source(view: CityView, feed: FeedState) -> SourceLine:
    words = view.words
    state = freshness(view.now, feed.last_good, feed.seconds)
    if feed.last_good is None:
        received = words.city_source_never
    elif state is Freshness.FRESH and not feed.problem:
        received = words.city_source_good.format(time=time_text(words, feed.last_good))
    else:
        age = age_text(words, view.now, feed.last_good)
        received = words.city_source_age.format(time=time_text(words, feed.last_good), age=age)
    quota = words.city_quota.format(used=f"{feed.used:,}", quota=f"{feed.quota:,}") if feed.quota else ""
    lost = words.city_lost.format(n=f"{feed.lost:,}") if feed.lost else ""
    return SourceLine(
        name=words.city_source.format(label=feed.label, credit=feed.credit),
        freshness=state,
        state_text=words.freshness[state.value],
        received_text=received,
        problem=feed.problem,
        notes=tuple(text for text in (quota, lost) if text),
    )
