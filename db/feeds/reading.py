"""Rows of a reply become observations, events and spots; what cannot be used is lost by itself, with its reason."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from dashboard.domain.city.districts import district, named
from dashboard.domain.city.history import Spot
from dashboard.domain.records import Event, Observation
from dashboard.domain.words import KOREAN_TIME
from db.feeds.feed import Lost, Parsed
from db.feeds.gateway import other_shape

LONGEST_NAME = 100
LONGEST_RAW = 200
_MISSING = frozenset({"", "-", "–", "null", "NULL", "None", "NONE", "N/A"})
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,15})?|[+-]?\.\d{1,15}", re.ASCII)
_TIME = re.compile(
    r"(\d{4})[-/.년]?\s*(\d{2})[-/.월]?\s*(\d{2})일?"
    r"(?:[ T]*(?:(\d{1,2})(?=시)|(\d{2}))[:시]?\s*(?:(\d{2})분?(?::?(\d{2})(?:\.\d+)?)?)?)?",
    re.ASCII,
)
_FIRST_YEAR, _LAST_YEAR = 1950, 2150
_LATITUDES, _LONGITUDES = (35.8, 36.7), (127.0, 127.7)


class Unusable(Exception):
    """A row that cannot be used because of one of its fields."""

    def __init__(self, field: str, raw: object, reason: str) -> None:
        super().__init__(reason)
        self.lost = Lost("", field, plain(raw)[:LONGEST_RAW], reason)


class Row:
    """One row of a reply. `name` tells people which one it is."""

    def __init__(self, reading: "Reading", name: str, values: Mapping[str, object]) -> None:
        self._reading = reading
        self.name = name
        self._values = values

    def text(self, key: str) -> str | None:
        """The text of a field without blanks around it; None where it is missing."""
        value = self._values.get(key)
        text = plain(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
        return None if text in _MISSING else text

    def need(self, key: str) -> str:
        """The text of a field that the row cannot do without."""
        text = self.text(key)
        if text is None:
            raise Unusable(key, self._values.get(key), "lost_field_missing")
        return text

    def label(self, key: str) -> str:
        """A name that becomes a key: needed, and of a sane length."""
        text = self.need(key)
        if len(text) > LONGEST_NAME:
            raise Unusable(key, text, "lost_field_missing")
        return text

    def number(self, key: str) -> float | None:
        """The number of a field; None where it is missing, and where it is none, which is lost."""
        text = self.text(key)
        value = None if text is None else number(text)
        if text is not None and value is None:
            self.lose(key, text, "lost_number")
        return value

    def moment(self, key: str) -> datetime:
        """The time of a field that the row cannot do without."""
        text = self.need(key)
        at = seoul(text)
        if at is None:
            raise Unusable(key, text, "lost_time")
        return at

    def lose(self, key: str, raw: object, reason: str) -> None:
        self._reading.lose(self.name, key, raw, reason)


class Reading:
    """Gathers what the rows of one reply say; the first of several that claim one place and time is kept."""

    def __init__(self) -> None:
        self._observations: dict[tuple[str, str, datetime], Observation] = {}
        self._events: dict[str, Event] = {}
        self._spots: dict[str, Spot] = {}
        self._lost: list[Lost] = []
        self._rows = 0
        self._left_out = 0

    def each(
        self, rows: Iterable[object], needs: Sequence[str], read: Callable[[Row], None], *, expects: str = ""
    ) -> None:
        """Read every row. Rows of which none has all of `needs` are another feed's, which raises FeedError.

        A field of `expects` (names between blanks) that no row has is lost once, for all of them.
        """
        given = tuple(rows)
        self._rows += len(given)
        mappings = [row for row in given if isinstance(row, Mapping)]
        if given and not any(all(key in row for key in needs) for row in mappings):
            nowhere = [key for key in needs if not any(key in row for row in mappings)]
            raise other_shape(*(nowhere or needs))
        for key in expects.split():
            if given and not any(key in row for row in mappings):
                self.lose("*", key, "", "lost_field_missing")
        for n, values in enumerate(given, 1):
            if not isinstance(values, Mapping):
                self.lose(str(n), "", values, "lost_not_a_row")
                continue
            row = Row(self, str(n), values)
            try:
                read(row)
            except Unusable as unusable:
                self.lose(row.name, unusable.lost.field, unusable.lost.raw, unusable.lost.reason)

    def observe(
        self, measure: str, place: str, at: datetime, value: float | None, flag: str | None = None
    ) -> None:
        made = Observation(measure, place, at, value, flag)
        kept = self._observations.setdefault((measure, place, at), made)
        if kept is not made:
            self._repeated(f"{measure} {place}", at.isoformat(), same=kept == made)

    def happen(self, event: Event) -> None:
        kept = self._events.setdefault(event.id, event)
        if kept is not event:
            self._repeated(event.id, event.at.isoformat(), same=kept == event)

    def spot(self, spot: Spot) -> None:
        """Remember where something is; said several times, the first that knows a position or time stays."""
        self._spots.setdefault(spot.place, spot)

    def leave_out(self) -> None:
        """Count a row that is well and not ours."""
        self._left_out += 1

    def lose(self, row: str, field: str, raw: object, reason: str) -> None:
        self._lost.append(Lost(row[:LONGEST_RAW], field, plain(raw)[:LONGEST_RAW], reason))

    def parsed(self, total: int | None, rows: int | None = None) -> Parsed:
        return Parsed(
            tuple(self._observations.values()),
            tuple(self._events.values()),
            tuple(self._spots.values()),
            tuple(self._lost),
            self._rows if rows is None else rows,
            total,
            self._left_out,
        )

    def _repeated(self, row: str, raw: str, *, same: bool) -> None:
        self.lose(row, "", raw, "lost_repeated" if same else "lost_contradicting")


def position(row: Row, north: str, east: str) -> tuple[float | None, float | None]:
    """Latitude and longitude from the fields of these names; both None where one is missing or outside of the city."""
    return degrees(row, f"{north}, {east}", row.number(north), row.number(east))


def degrees(
    row: Row, field: str, latitude: float | None, longitude: float | None
) -> tuple[float | None, float | None]:
    """The same two where they lie in the city; others are lost under the name of their `field`."""
    if latitude is None or longitude is None:
        return None, None
    if not is_in_the_city(latitude, longitude):
        row.lose(field, f"{latitude}, {longitude}", "lost_coordinates")
        return None, None
    return latitude, longitude


def is_in_the_city(latitude: float | None, longitude: float | None) -> bool:
    """Whether both are known and lie in or around Daejeon."""
    return (
        latitude is not None
        and longitude is not None
        and _LATITUDES[0] <= latitude <= _LATITUDES[1]
        and _LONGITUDES[0] <= longitude <= _LONGITUDES[1]
    )


def plain(value: object) -> str:
    """Text that any database takes: composed Hangul, no NUL, no half of a surrogate pair, no blanks around."""
    text = str(value).replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", text).strip()


def number(text: str) -> float | None:
    """The number that a text is, with or without commas; None for anything else.

    >>> number("1,436,760"), number("-0.1"), number("1e9"), number("통신장애")
    (1436760.0, -0.1, None, None)
    """
    return float(text.replace(",", "")) if _NUMBER.fullmatch(text.strip()) else None


def seoul(text: str) -> datetime | None:
    """A time as the sources write it, in Seoul, as UTC; midnight 24:00 is 00:00 of the next day.

    >>> seoul("2024-02-01 24:00"), seoul("202402011100"), seoul("20240230")
    (datetime.datetime(2024, 2, 1, 15, 0, tzinfo=datetime.timezone.utc), \
datetime.datetime(2024, 2, 1, 2, 0, tzinfo=datetime.timezone.utc), None)
    >>> seoul("2024-02-01 5시") == seoul("2024년 02월 01일  05시 00분")
    True
    """
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    date_parts, hours, rest = found.group(1, 2, 3), found[4] or found[5], found.group(6, 7)
    year, month, day, hour, minute, second = (int(part or 0) for part in (*date_parts, hours, *rest))
    is_midnight = (hour, minute, second) == (24, 0, 0)
    if not _FIRST_YEAR <= year <= _LAST_YEAR or (hour > 23 and not is_midnight):
        return None
    try:
        day_begins = datetime(year, month, day, tzinfo=KOREAN_TIME)
        at = (
            day_begins + timedelta(days=1)
            if is_midnight
            else day_begins.replace(hour=hour, minute=minute, second=second)
        )
    except ValueError:
        return None
    return at.astimezone(UTC)


def month(text: str) -> datetime | None:
    """The first moment of a month "202604" in Seoul, as UTC: where a value of that month stands."""
    digits = re.sub(r"\D", "", text)
    return seoul(digits + "01") if len(digits) == 6 else None


def pairs(text: str) -> dict[str, str]:
    """An option that lists pairs: "읍내동=대덕구, 문창동=중구"."""
    parts = (part.partition("=") for part in text.split(",") if part.strip())
    return {name.strip(): value.strip() for name, _, value in parts}


def place_of(text: str) -> str | None:
    """The code of a district written as a code of either office or as a name."""
    return district(text) or named(text)
