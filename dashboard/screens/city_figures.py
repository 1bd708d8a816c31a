"""A figure of the city with everything beside it: what it is out of, its time, its changes, what it means."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.domain.city.change import Change
from dashboard.domain.city.history import ABSURD
from dashboard.domain.city.measures import DAY, MEASURES, Panel
from dashboard.domain.city.targets import Target
from dashboard.domain.words import KOREAN_TIME, Words
from dashboard.screens.city_series import SPEED, Reading, changes, reading
from dashboard.screens.city_sources import credit_text
from dashboard.screens.city_texts import (
    GradeMark,
    at_text,
    definition,
    delta_text,
    grade_mark,
    hour_text,
    is_old,
    limits_text,
    moment_text,
    value_text,
    with_unit,
)
from dashboard.screens.city_view import MESSAGES, CityView, target_of


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A figure beside an earlier one: "하루 전", "11. 22. 15시", "18 ㎍/㎥", "+3".

    `tone` is better, worse or neither.
    """

    key: str
    label: str
    time_text: str
    before_text: str
    delta_text: str
    tone: str
    title: str


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


def change_line(view: CityView, measure: str, change: Change) -> ChangeLine:
    words, of = view.words, MEASURES[measure]
    printed = _printed_difference(change, of.decimals)
    before = value_text(measure, change.before.value, words)
    title = words.city_change_title.format(
        before_time=moment_text(measure, change.before.at, words),
        before=before,
        time=moment_text(measure, change.now.at, words),
        value=value_text(measure, change.now.value, words),
    )
    return ChangeLine(
        key=change.since.value,
        label=words.city_since[change.since.value],
        time_text=_before_time(words, measure, change),
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
    return (*known, ChangeLine("missing", text, "", "", "", "", titles))


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


def _out_of(view: CityView, found: Reading) -> str:
    """Out of how many stations, roads or stands a figure is made."""
    words = view.words
    if found.total is None and found.length and found.value is not None:
        return _of_length(found, found.length, words)
    if not found.total:
        return ""
    given = {"total": f"{found.total:,}", "valid": f"{found.valid or 0:,}"}
    if found.measure.startswith("air."):
        return (words.city_valid if found.valid else words.city_valid_none).format(**given)
    if found.length is not None:
        return words.city_roads_valid.format(**given, length=with_unit(f"{found.length:,.1f}", "km"))
    return words.city_stands.format(**given)


def _of_length(found: Reading, length: float, words: Words) -> str:
    """The measured length that a figure of a source is of; a share with its own part of it."""
    whole = with_unit(f"{length:,.1f}", "km")
    if found.measure == SPEED:
        return words.city_measured_length.format(length=whole)
    part = with_unit(f"{(found.value or 0) * length / 100:,.1f}", "km")
    return words.city_congested_length.format(length=whole, part=part)


def _before_time(words: Words, measure: str, change: Change) -> str:
    at = change.before.at.astimezone(KOREAN_TIME)
    seconds = MEASURES[measure].seconds
    if seconds > DAY:
        return words.city_month.format(year=at.year, month=at.month)
    if seconds == DAY:
        is_this_year = at.year == change.now.at.astimezone(KOREAN_TIME).year
        template = words.city_day if is_this_year else words.city_day_dated
        return template.format(year=f"{at:%y}", month=at.month, day=at.day)
    return hour_text(words, change)


def _printed_difference(change: Change, decimals: int) -> float | None:
    """The difference of both numbers as they are printed, so that the one line adds up."""
    if change.now.value is None or change.before.value is None:
        return None
    return round(change.now.value, decimals) - round(change.before.value, decimals)


def _tone(difference: float | None, decimals: int, lower_is_better: bool | None) -> str:
    if difference is None or lower_is_better is None or not round(difference, decimals):
        return ""
    return "better" if (difference < 0) is lower_is_better else "worse"
