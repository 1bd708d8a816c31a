"""The age pyramid: residents of both sexes by bands of ten years, month by month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from dashboard.domain.city.history import CityHistory, Point, Step
from dashboard.domain.city.measures import AGE_BANDS, SEXES, age_measure


@dataclass(frozen=True, slots=True)
class Pyramid:
    """The residents of a month (its first day): by sex, in the order of AGE_BANDS. None is missing."""

    month: date
    male: tuple[float | None, ...]
    female: tuple[float | None, ...]

    @property
    def total(self) -> float | None:
        """All bands together; None while one of them is missing, because a part is no total."""
        values = [*self.male, *self.female]
        known = [value for value in values if value is not None]
        return sum(known) if len(known) == len(values) else None


def pyramids(history: CityHistory, place: str, since: datetime, until: datetime) -> tuple[Pyramid, ...]:
    """The months of which any band is known, oldest first; months are those of the zone of `since`."""
    curves = {
        (sex, age): history.points(age_measure(sex, age), place, since, until, Step.MONTH)
        for sex in SEXES
        for age in AGE_BANDS
    }
    return _by_month(curves, since.tzinfo)


def _by_month(curves: Mapping[tuple[str, int], Sequence[Point]], zone: tzinfo | None) -> tuple[Pyramid, ...]:
    found: dict[date, dict[tuple[str, int], float | None]] = {}
    for key, curve in curves.items():
        for point in curve:
            month = point.at.astimezone(zone).date().replace(day=1)
            found.setdefault(month, {})[key] = point.value
    male, female = SEXES
    return tuple(
        Pyramid(
            month,
            tuple(found[month].get((male, age)) for age in AGE_BANDS),
            tuple(found[month].get((female, age)) for age in AGE_BANDS),
        )
        for month in sorted(found)
    )
