"""The small curves of the overview: without an axis, so each says its time and its lowest and highest value."""

from dataclasses import replace

from dashboard.domain.city.measures import MEASURES, Panel
from dashboard.domain.words import Words
from dashboard.screens.city_curves import CityCurve, hours_curve, months_curve
from dashboard.screens.city_view import CityView

MONTHS = 24


def spark(view: CityView, measure: str, place: str) -> CityCurve:
    """The small curve of a panel: two years of months, or the last 24 hours."""
    is_monthly = MEASURES[measure].panel is Panel.POPULATION
    if is_monthly:
        return as_spark(months_curve(view, measure, place, months=MONTHS), view.words)
    return as_spark(hours_curve(view, measure, place), view.words)


def as_spark(drawn: CityCurve, words: Words) -> CityCurve:
    """The same curve small, without its notes."""
    return replace(
        drawn,
        name=f"spark-{drawn.panel}",
        title=_title(drawn, words),
        aside="",
        limits=(),
        notes=(),
        is_spark=True,
        goal=None,
        marks=(),
    )


def _title(drawn: CityCurve, words: Words) -> str:
    """ "24시간, 17 ㎍/㎥ ~ 25 ㎍/㎥"; of values that are all alike the time alone."""
    span = words.city_spark_spans[drawn.panel.value]
    known = {
        point.value: point.text for line in drawn.lines for point in line.points if point.value is not None
    }
    if not known or known[min(known)] == known[max(known)]:
        return span
    return words.city_spark.format(span=span, low=known[min(known)], high=known[max(known)])
