"""What operations ask of a room, with everything open to be changed by a test."""

from dataclasses import dataclass

from dashboard.domain.city.history import CityPicture
from dashboard.domain.runs import SourceState


@dataclass
class SeenRoom:
    """A room that is only looked at."""

    sources_now: tuple[SourceState, ...] = ()
    city_now: CityPicture | None = None
    problem: str | None = None

    def sources(self) -> tuple[SourceState, ...]:
        return self.sources_now

    def city(self) -> CityPicture | None:
        return self.city_now
