"""What goes on on the roads: accidents, works and closures that a source names now, with time, road and text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from dashboard.domain.city.districts import NAMES
from dashboard.domain.city.incidents import KIND, LIST_KIND, is_going_on, named_now
from dashboard.domain.city.measures import CITY, Panel
from dashboard.domain.records import Event
from dashboard.domain.words import KOREAN_TIME, time_text
from dashboard.screens.city_events import places
from dashboard.screens.city_figures import explained_as
from dashboard.screens.city_texts import at_text
from dashboard.screens.city_view import ROAD, CityView

COUNT = "traffic.incidents"
DAYS = 60
"""What began earlier (works of years) is counted and not listed: a question for all of the past would be long."""
MOST = 8
_LISTS_WITHIN = timedelta(days=2)
_FORETOLD = timedelta(days=366)
"""Works that are yet to begin are named as well."""
_ORDER = ("사고", "통제", "기상", "행사", "공사")
"""Kinds as the source has them, those first that come without notice."""


@dataclass(frozen=True, slots=True)
class IncidentLine:
    key: str
    kind: str
    road: str
    place: str
    time_text: str
    text: str


@dataclass(frozen=True, slots=True)
class IncidentList:
    """`aside` says how many and of when; `empty` stands where there is nothing to list."""

    title: str
    aside: str
    lines: tuple[IncidentLine, ...]
    empty: str | None
    notes: tuple[str, ...]
    explain: tuple[str, ...]


def incidents(view: CityView) -> IncidentList:
    """The incidents of the city, a district or a road, those that come without notice first."""
    words, history, now = view.words, view.history, view.now
    newest = history.latest(COUNT).get(CITY)
    named = named_now(history.events((LIST_KIND,), now - _LISTS_WITHIN, now + timedelta(seconds=1)))
    since, until = now - timedelta(days=DAYS), now + _FORETOLD
    known = [each for each in history.events((KIND,), since, until) if each.id in named]
    found = sorted((each for each in known if is_going_on(each, now) and _is_here(view, each)), key=_order)
    older = len(named) - len(known) if view.place == CITY else 0
    notes = (
        words.road_incidents_more.format(n=MOST, all=len(found)) if len(found) > MOST else "",
        words.road_incidents_older.format(days=DAYS, n=older) if older else "",
    )
    none = words.road_incidents_none if newest else words.city_no_source
    at = at_text(view, COUNT, newest.at) if newest else ""
    return IncidentList(
        title=words.road_incidents,
        aside=words.road_incidents_count.format(n=f"{len(found) + older:,}", at=at) if newest else "",
        lines=tuple(_line(view, each) for each in found[:MOST]),
        empty=None if found else none,
        notes=tuple(note for note in notes if note),
        explain=explained_as(view, Panel.TRAFFIC, words.road_incidents, words.road_incidents_definition),
    )


def _is_here(view: CityView, incident: Event) -> bool:
    if view.spot is not None and view.spot.place.startswith(ROAD):
        return view.spot.name in _roads(incident)
    codes = places(incident.place)
    return view.district is None or not codes or CITY in codes or view.district in codes


def _roads(incident: Event) -> tuple[str, ...]:
    """The parts of its place that are no district."""
    parts = (part.strip() for part in (incident.place or "").split(","))
    return tuple(part for part in parts if part and not places(part))


def _order(incident: Event) -> tuple[int, float, str]:
    kind = _ORDER.index(incident.subject) if incident.subject in _ORDER else len(_ORDER)
    return kind, -incident.at.timestamp(), incident.id


def _line(view: CityView, incident: Event) -> IncidentLine:
    words = view.words
    kind = incident.subject or words.road_incident_kind
    return IncidentLine(
        key=incident.id,
        kind=kind,
        road=", ".join(_roads(incident)),
        place=_district(places(incident.place)),
        time_text=_span(view, incident),
        text=(incident.text or "").removeprefix(f"[{kind}]").strip(),
    )


def _district(codes: Iterable[str]) -> str:
    return ", ".join(NAMES[code] for code in sorted(codes) if code != CITY)


def _span(view: CityView, incident: Event) -> str:
    """From when until when: hours and minutes of today, else days."""
    words, until = view.words, incident.until
    if until is None:
        return words.road_incident_open.format(since=_moment(view, incident.at))
    ends = {each.astimezone(KOREAN_TIME).date() for each in (incident.at, until)}
    if ends == {view.now.date()}:
        return words.road_incident_span.format(since=_clock(view, incident.at), until=_clock(view, until))
    return words.road_incident_span.format(since=_moment(view, incident.at), until=_moment(view, until))


def _clock(view: CityView, at: datetime) -> str:
    return time_text(view.words, at).rpartition(" ")[2]


def _moment(view: CityView, at: datetime) -> str:
    """The hour and the minute of today, else the day, with its year where that is another one."""
    local, words = at.astimezone(KOREAN_TIME), view.words
    if local.date() == view.now.date():
        return words.road_incident_today.format(time=_clock(view, at))
    template = words.city_day if local.year == view.now.year else words.date_day
    return template.format(year=local.year, month=local.month, day=local.day)
