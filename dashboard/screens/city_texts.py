"""Values of the city as text: with their unit, their time and age, their grade, and what a measure means."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from dashboard.domain.city.air import BOUNDS, Grade, grade
from dashboard.domain.city.change import Change
from dashboard.domain.city.measures import DAY, MEASURES
from dashboard.domain.words import KOREAN_TIME, Words, time_text
from dashboard.screens.city_series import Reading, usable
from dashboard.screens.city_view import CityView, day_start, month_start

COUNTERS = ("명", "건", "대", "면", "세대", "%", "℃")
"""Units that stand at their number without a blank."""
OLD_PERIODS = 3
LONGEST_NAMES = 5


@dataclass(frozen=True, slots=True)
class GradeMark:
    """An official grade with its word; number 0 is no data."""

    number: int
    word: str


def value_text(measure: str, value: float | None, words: Words) -> str:
    """ "1,436,760명", "21 ㎍/㎥", "0.036 ppm"."""
    if value is None:
        return words.missing
    of = MEASURES[measure]
    return with_unit(f"{value:,.{of.decimals}f}", of.unit)


def with_unit(number: str, unit: str) -> str:
    return f"{number}{unit}" if unit in COUNTERS else f"{number} {unit}".strip()


def moment_text(measure: str, at: datetime | None, words: Words) -> str:
    """The time that a value speaks of, as fine as it is: "2026. 3.", "2026. 4. 21.", "2026. 4. 22. 15:00"."""
    if at is None:
        return words.missing
    local = at.astimezone(KOREAN_TIME)
    seconds = MEASURES[measure].seconds if measure in MEASURES else 0
    if seconds > DAY:
        return words.city_month.format(year=local.year, month=local.month)
    if seconds == DAY:
        return words.date_day.format(year=local.year, month=local.month, day=local.day)
    return time_text(words, at)


def age_text(words: Words, now: datetime, at: datetime) -> str:
    """ "7시간 전", in whole units; a time ahead of now is 0분 전."""
    age = max(now - at, timedelta(0))
    if age < timedelta(hours=1):
        return words.city_age_minutes.format(n=int(age.total_seconds() // 60))
    if age < timedelta(days=2):
        return words.city_age_hours.format(n=int(age.total_seconds() // 3600))
    return words.city_age_days.format(n=f"{age.days:,}")


def period_end(measure: str, at: datetime) -> datetime:
    """The end of the time that a value speaks of: a figure of a month is no older than its last day."""
    seconds = MEASURES[measure].seconds if measure in MEASURES else 0
    local = at.astimezone(KOREAN_TIME)
    if seconds > DAY:
        return month_start(local, -1)
    return day_start(local, -1) if seconds == DAY else at


def is_old(view: CityView, measure: str, at: datetime | None) -> bool:
    """Whether a value is so old that its age must be said: three of its periods have passed."""
    if at is None:
        return False
    seconds = MEASURES[measure].seconds if measure in MEASURES else 0
    age = view.now - period_end(measure, at)
    return age.total_seconds() > max(OLD_PERIODS * seconds, 2 * 3600)


def at_text(view: CityView, measure: str, at: datetime | None) -> str:
    """기준 of a figure, with its age where it is old; nothing for a figure that is missing."""
    words = view.words
    if at is None:
        return ""
    time = moment_text(measure, at, words)
    if is_old(view, measure, at):
        return words.city_at_old.format(time=time, age=age_text(words, view.now, period_end(measure, at)))
    return words.city_at.format(time=time)


def delta_text(difference: float | None, decimals: int, words: Words) -> str:
    """ "+579", "-1.6", 같음; nothing where one of both numbers is missing."""
    if difference is None:
        return ""
    rounded = round(difference, decimals)
    return f"{rounded:+,.{decimals}f}" if rounded else words.city_same


def grade_mark(measure: str, found: Reading, words: Words) -> GradeMark | None:
    """The official grade of a value; None where there is no value, or no grades of the measure."""
    return (
        mark(grade(measure, usable(found)), words) if measure in BOUNDS and found.value is not None else None
    )


def mark(found: Grade | None, words: Words) -> GradeMark:
    number = int(found) if found else 0
    return GradeMark(number, words.city_grades[str(number)])


def definition(measure: str, words: Words) -> str:
    """What a measure means: its own definition, else that of its kind."""
    known = words.city_definitions
    return known.get(measure) or known.get(measure.partition(".")[0]) or known["given"]


def limits_text(measure: str, words: Words) -> str:
    """The official bounds of a measure that has grades."""
    if measure not in BOUNDS:
        return ""
    good, moderate, bad = (value_text(measure, bound, words) for bound in BOUNDS[measure])
    name = MEASURES[measure].name
    return words.city_definitions["air.grade"].format(name=name, good=good, moderate=moderate, bad=bad)


def names_text(names: Iterable[str], words: Words) -> str:
    """The first few names and how many more."""
    known = list(names)
    text = ", ".join(known[:LONGEST_NAMES])
    more = len(known) - LONGEST_NAMES
    return words.city_names_more.format(names=text, n=more) if more > 0 else text


def hour_text(words: Words, change: Change) -> str:
    """The hour of the earlier value, with its year where that is another one."""
    at = change.before.at.astimezone(KOREAN_TIME)
    is_this_year = at.year == change.now.at.astimezone(KOREAN_TIME).year
    template = words.city_hour if is_this_year else words.city_hour_dated
    return template.format(year=at.year, month=at.month, day=at.day, hour=at.hour)
