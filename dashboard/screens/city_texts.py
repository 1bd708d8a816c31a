"""Figures of the city as text: a value with its unit, its time, its changes, its source and what it means."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dashboard.domain.city.air import BOUNDS, Grade, grade
from dashboard.domain.city.change import Change
from dashboard.domain.city.history import ABSURD, FeedState
from dashboard.domain.city.measures import DAY, MEASURES, Panel
from dashboard.domain.city.targets import Target
from dashboard.domain.runs import Freshness, freshness
from dashboard.domain.words import KOREAN_TIME, Words, time_text
from dashboard.screens.city_series import Reading, changes, reading, usable
from dashboard.screens.city_view import MESSAGES, CityView, target_of

COUNTERS = ("명", "건", "대", "면", "세대", "%", "℃")
"""Units that stand at their number without a blank."""
OLD_PERIODS = 3
LONGEST_NAMES = 5


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A figure beside an earlier one: "어제 15시", "18 ㎍/㎥", "+3". `tone` is better, worse or neither."""

    key: str
    label: str
    before_text: str
    delta_text: str
    tone: str
    title: str


@dataclass(frozen=True, slots=True)
class GradeMark:
    """An official grade with its word; number 0 is no data."""

    number: int
    word: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source as it stands. `problem` is a sentence about what ails it."""

    name: str
    freshness: Freshness
    state_text: str
    received_text: str
    problem: str | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with everything that explains it. `target` is in the figure's unit, None where none is known."""

    key: str
    name: str
    value: float | None
    value_text: str
    at_text: str
    is_old: bool
    partner_text: str
    grade: GradeMark | None
    changes: tuple[ChangeLine, ...]
    explain: tuple[str, ...]
    target: float | None = None
    target_text: str = ""


def figure(view: CityView, measure: str, place: str, partner_text: str = "") -> Figure:
    """The newest value of a measure at a place, with its changes; missing is 자료 없음."""
    words, found = view.words, reading(view, measure, place)
    target = target_of(view, measure, place)
    partners = (partner_text, _out_of(view, found), words.city_absurd if found.flag == ABSURD else "")
    lines = tuple(change_line(view, measure, each) for each in changes(view, measure, place, found))
    return Figure(
        key=measure,
        name=MEASURES[measure].name,
        value=found.value,
        value_text=value_text(measure, found.value, words),
        at_text=at_text(view, measure, found.at),
        is_old=is_old(view, measure, found.at),
        partner_text=" · ".join(text for text in partners if text),
        grade=grade_mark(measure, found, words),
        changes=shown_changes(lines, words),
        explain=explained(view, measure, found, lines),
        target=target.value if target else None,
        target_text=_target_text(target, words),
    )


def _target_text(target: Target | None, words: Words) -> str:
    if target is None:
        return ""
    return words.score_goal_line.format(value=value_text(target.measure, target.value, words))


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


def is_old(view: CityView, measure: str, at: datetime | None) -> bool:
    """Whether a value is so old that its age must be said: three of its periods have passed."""
    seconds = MEASURES[measure].seconds if measure in MEASURES else 0
    return at is not None and (view.now - at).total_seconds() > max(OLD_PERIODS * seconds, 2 * 3600)


def at_text(view: CityView, measure: str, at: datetime | None) -> str:
    """기준 of a figure, with its age where it is old; nothing for a figure that is missing."""
    words = view.words
    if at is None:
        return ""
    time = moment_text(measure, at, words)
    if is_old(view, measure, at):
        return words.city_at_old.format(time=time, age=age_text(words, view.now, at))
    return words.city_at.format(time=time)


def change_line(view: CityView, measure: str, change: Change) -> ChangeLine:
    words, of = view.words, MEASURES[measure]
    printed = _printed_difference(change, of.decimals)
    time = _before_time(words, measure, change)
    before = value_text(measure, change.before.value, words)
    title = words.city_change_title.format(
        before_time=moment_text(measure, change.before.at, words),
        before=before,
        time=moment_text(measure, change.now.at, words),
        value=value_text(measure, change.now.value, words),
    )
    return ChangeLine(
        key=change.since.value,
        label=words.city_since_named.format(name=words.city_since[change.since.value], time=time),
        before_text=before,
        delta_text=delta_text(printed, of.decimals, words),
        tone=_tone(printed, of.decimals, of.lower_is_better),
        title=title,
    )


def shown_changes(lines: Sequence[ChangeLine], words: Words) -> tuple[ChangeLine, ...]:
    """The changes that are known, and in one line those of which a number is missing."""
    known = [line for line in lines if line.delta_text]
    names = [words.city_since[line.key] for line in lines if not line.delta_text]
    if not names:
        return tuple(known)
    text = words.city_changes_missing.format(names=" · ".join(names))
    titles = "\n".join(line.title for line in lines if not line.delta_text)
    return (*known, ChangeLine("missing", text, "", "", "", titles))


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


def explained(
    view: CityView, measure: str, found: Reading | None = None, lines: Sequence[ChangeLine] = ()
) -> tuple[str, ...]:
    """What the ⓘ of a figure opens: name, definition, both numbers of each change, source, 기준."""
    words = view.words
    name = words.city_messages if measure == MESSAGES else MEASURES[measure].name
    panel = Panel.DISASTER if measure == MESSAGES else MEASURES[measure].panel
    return explained_as(
        view,
        panel,
        name,
        definition(measure, words),
        limits_text(measure, words),
        *(line.title for line in lines),
        words.city_change_note if lines else "",
        at_text(view, measure, found.at) if found else "",
    )


def explained_as(view: CityView, panel: Panel, name: str, *texts: str) -> tuple[str, ...]:
    """The same for a figure that is no measure: its name, what it means, and the sources of its panel."""
    return (name, *(text for text in texts if text), credit_text(view, panel))


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


def ailing(view: CityView) -> int:
    """How many sources are late, silent, or say what is wrong with them."""
    return sum(_badness(_source(view, feed)) > 0 for feed in view.picture.feeds)


def names_text(names: Iterable[str], words: Words) -> str:
    """The first few names and how many more."""
    known = list(names)
    text = ", ".join(known[:LONGEST_NAMES])
    more = len(known) - LONGEST_NAMES
    return words.city_names_more.format(names=text, n=more) if more > 0 else text


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


def _out_of(view: CityView, found: Reading) -> str:
    """Out of how many stations, roads or stands a figure is made."""
    words = view.words
    if not found.total:
        return ""
    given = {"total": f"{found.total:,}", "valid": f"{found.valid or 0:,}"}
    if found.measure.startswith("air."):
        return (words.city_valid if found.valid else words.city_valid_none).format(**given)
    if found.length is not None:
        return words.city_roads_valid.format(**given, length=with_unit(f"{found.length:,.1f}", "km"))
    return words.city_stands.format(**given)


def _before_time(words: Words, measure: str, change: Change) -> str:
    at = change.before.at.astimezone(KOREAN_TIME)
    seconds = MEASURES[measure].seconds
    if seconds > DAY:
        return words.city_month.format(year=at.year, month=at.month)
    if seconds == DAY:
        is_this_year = at.year == change.now.at.astimezone(KOREAN_TIME).year
        template = words.city_day if is_this_year else words.date_day
        return template.format(year=at.year, month=at.month, day=at.day)
    return hour_text(words, change)


def hour_text(words: Words, change: Change) -> str:
    """The hour of the earlier value, with its year where that is another one."""
    at = change.before.at.astimezone(KOREAN_TIME)
    is_this_year = at.year == change.now.at.astimezone(KOREAN_TIME).year
    template = words.city_hour if is_this_year else words.city_hour_dated
    return template.format(year=at.year, month=at.month, day=at.day, hour=at.hour)


def _printed_difference(change: Change, decimals: int) -> float | None:
    """The difference of both numbers as they are printed, so that the one line adds up."""
    if change.now.value is None or change.before.value is None:
        return None
    return round(change.now.value, decimals) - round(change.before.value, decimals)


def _tone(difference: float | None, decimals: int, lower_is_better: bool | None) -> str:
    if difference is None or lower_is_better is None or not round(difference, decimals):
        return ""
    return "better" if (difference < 0) is lower_is_better else "worse"
