"""The city's statistics that a project is to move, as the targets name it; their values stand on `/city` alone."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard import urls
from dashboard.domain.city.measures import CITY, MEASURES
from dashboard.domain.city.targets import Target
from dashboard.domain.words import Words
from dashboard.screens.apart import apart
from dashboard.screens.city_texts import value_text
from dashboard.screens.project_results import Results, Statistic
from dashboard.urls import Address, Page


@apart
def with_targets(shown: Results, targets: Sequence[Target], here: Address, words: Words) -> Results:
    """The same results with the statistics whose targets name the project of `here`."""
    linked = tuple(_linked(each, here, words) for each in targets if here.project_id in each.projects)
    if not linked:
        return shown
    return replace(shown, statistics=(*shown.statistics, *linked), statistics_empty=None)


def _linked(target: Target, here: Address, words: Words) -> Statistic:
    of = MEASURES[target.measure]
    value = words.score_goals[target.per or "none"].format(value=value_text(of.id, target.value, words))
    goal = words.score_goal_line.format(value=value)
    place = None if target.place == CITY else target.place
    city = here.to(Page.CITY).with_option("panel", of.panel.value).with_option("district", place)
    return Statistic(
        of.name, " · ".join(filter(None, (goal, target.source))), urls.href(replace(city, as_of=None))
    )
