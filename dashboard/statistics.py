"""The city's statistics of one process: what the room shows of them, and the jobs that bring them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from dashboard.city_room import CityRoom
from dashboard.domain.city.measures import MEASURES
from dashboard.domain.city.targets import Target, load_targets
from dashboard.scheduler import Job
from dashboard.settings import Settings, SettingsError
from db.observations import Observations
from db.store import Store

DEMO_TARGETS = Path(__file__).parent.parent / "mappings" / "demo-targets.toml"
DEFAULT = "default"
"""Stands for every measure that has no days of its own."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the room shows of the city, the jobs that bring it, and what ends with the house."""

    room: CityRoom
    jobs: Mapping[str, Job] = field(default_factory=dict)
    housekeeping: Callable[[], None] = lambda: None
    stop: Callable[[], None] = lambda: None


def open_statistics(
    settings: Settings, environment: Mapping[str, str], store: Store, clock: Callable[[], datetime]
) -> Statistics:
    """Everything about statistics that the settings ask for; SettingsError for what does not fit together."""
    observations = Observations(store.engine, clock)
    retain = _retention(settings, observations, clock)
    targets = _targets(settings)
    if settings.feeds is None and settings.drop_dir is None and not settings.demo:
        return Statistics(CityRoom(store, {}, clock, targets), housekeeping=retain)
    # Not at the top: a room whose statistics all come from its own database needs no feeds and no HTTP client.
    from dashboard.feeding import connect_feeds

    feeding = connect_feeds(settings, environment, store, observations, clock)

    def housekeeping() -> None:
        retain()
        feeding.forget()

    room = CityRoom(store, feeding.feeds, clock, targets, is_demo=settings.demo)
    return Statistics(room, feeding.jobs, housekeeping, feeding.stop)


def _targets(settings: Settings) -> tuple[Target, ...]:
    path = settings.city_targets or (DEMO_TARGETS if settings.demo else None)
    return load_targets(path) if path else ()


def _retention(
    settings: Settings, observations: Observations, clock: Callable[[], datetime]
) -> Callable[[], None]:
    """What deletes values that are older than the settings want; SettingsError for a name that is no measure."""
    days = dict(settings.keep_observations_days)
    for name in days:
        if name not in (DEFAULT, *MEASURES):
            near = get_close_matches(name, MEASURES, n=1)
            hint = f" {near[0]}을(를) 뜻하나요?" if near else ""
            raise SettingsError(f"KEEP_OBSERVATIONS_DAYS의 {name!r}은(는) 모르는 지표입니다.{hint}")
    default = days.pop(DEFAULT, None)

    def retain() -> None:
        if days or default is not None:
            observations.retain(days, default, clock())

    return retain
