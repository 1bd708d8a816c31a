"""Every setting: name (of the environment variable), default, meaning, in one declared table."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path


class SettingsError(ValueError):
    """A setting that cannot be used; the sentence names it, its value and what to do."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the settings table; `read` turns the text of the environment into the value."""

    name: str
    default: str
    meaning: str
    read: Callable[[str], object]
    is_secret: bool = False


SHORTEST_SECRET = 32
ZONE_NAME = re.compile("[a-z0-9-]{1,40}")


def _port(text: str) -> int:
    number = int(text)
    if not 0 < number < 65536:
        raise ValueError("1..65535")
    return number


def _positive(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        raise ValueError("a number above 0")
    return number


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError("a whole number from 1")
    return number


def _flag(text: str) -> bool:
    if text not in ("0", "1", ""):
        raise ValueError("0 or 1")
    return text == "1"


def _theme(text: str) -> str:
    if text not in ("light", "dark"):
        raise ValueError("light or dark")
    return text


def _optional_date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _optional_path(text: str) -> Path | None:
    return Path(text) if text else None


def _paths(text: str) -> tuple[Path, ...]:
    return tuple(Path(part.strip()) for part in text.split(",") if part.strip())


def _secret(text: str) -> bytes:
    if text and len(text) < SHORTEST_SECRET:
        raise ValueError(f"{SHORTEST_SECRET}자보다 짧습니다")
    return text.encode()


def _zone(text: str) -> str:
    if not ZONE_NAME.fullmatch(text):
        raise ValueError("소문자, 숫자, '-'로 40자까지 적습니다")
    return text


def _days_by_name(text: str) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, equals, days = (piece.strip() for piece in part.partition("="))
        if not equals or not name:
            raise ValueError(f"{part!r}: name=days")
        if name in found:
            raise ValueError(f"{name} twice")
        found[name] = _count(days)
    return found


SETTINGS: tuple[Setting, ...] = (
    Setting("HOST", "127.0.0.1", "address the server listens on", str),
    Setting("PORT", "8050", "port the server listens on", _port),
    Setting("THREADS", "8", "requests answered at once", _count),
    Setting("DATA_DIR", "var", "folder of the room's own store, locks and the demo database", Path),
    Setting("STORE_URL", "", "SQLAlchemy URL of the room's own store; empty: SQLite in DATA_DIR", str),
    Setting("MAPPINGS", "", "mapping files of the connected sources, separated by commas", _paths),
    Setting("DEMO", "0", "1: the embedded demo municipal database, moving forward by itself", _flag),
    Setting("DEMO_STEP_SECONDS", "45", "seconds between two steps of the demo database", _positive),
    Setting(
        "FEEDS", "", "TOML file of the feeds of city statistics that are asked; empty: none", _optional_path
    ),
    Setting("FEED_SECONDS", "60", "seconds between two questions of a feed of the demo", _positive),
    Setting("CITY_TARGETS", "", "TOML file of targets for city statistics", _optional_path),
    Setting("ZONE", "internet", "name of the zone that collects, in the names of its bundles", _zone),
    Setting(
        "BUNDLE_DIR",
        "",
        "folder that `collect` writes bundles into; empty: bundles in DATA_DIR",
        _optional_path,
    ),
    Setting(
        "BUNDLE_KEY",
        "",
        "secret of at least 32 signs that both zones sign and check bundles with",
        _secret,
        is_secret=True,
    ),
    Setting(
        "DROP_DIR", "", "folder where bundles from the other zone arrive; empty: none do", _optional_path
    ),
    Setting("DROP_SECONDS", "5", "seconds between two looks into DROP_DIR", _positive),
    Setting("KEEP_ORIGINALS_DAYS", "92", "days for which bundles that were taken in are kept", _count),
    Setting("KEEP_TRANSFERS_DAYS", "183", "days for which records of transfers are kept", _count),
    Setting(
        "KEEP_OBSERVATIONS_DAYS",
        "",
        "days for which values of statistics are kept: default=3650, traffic.speed=400; empty: for ever",
        _days_by_name,
    ),
    Setting("THEME", "light", "look of the desk screens: light or dark", _theme),
    Setting(
        "TODAY",
        "",
        "fixed today of the domain (YYYY-MM-DD) for rehearsals; empty: the real date",
        _optional_date,
    ),
    Setting("WORDS_FILE", "", "TOML file that replaces words on screen", _optional_path),
    Setting("PLACES_FILE", "", "JSON file of places on the schematic of the map", _optional_path),
    Setting("POLL_SECONDS", "2", "seconds between a browser's questions for a newer version", _positive),
    Setting("KEEP_VERSIONS_DAYS", "3650", "days for which closed row versions are kept", _count),
    Setting("KEEP_RUNS_DAYS", "14", "days for which runs of the refresh are kept", _count),
    Setting("LOG_DAYS_SHOWN", "7", "days of runs that the data page shows", _count),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The values of SETTINGS, in the same order, by lower-case name."""

    host: str
    port: int
    threads: int
    data_dir: Path
    store_url: str
    mappings: tuple[Path, ...]
    demo: bool
    demo_step_seconds: float
    feeds: Path | None
    feed_seconds: float
    city_targets: Path | None
    zone: str
    bundle_dir: Path | None
    bundle_key: bytes = field(repr=False)
    drop_dir: Path | None
    drop_seconds: float
    keep_originals_days: int
    keep_transfers_days: int
    keep_observations_days: Mapping[str, int]
    theme: str
    today: date | None
    words_file: Path | None
    places_file: Path | None
    poll_seconds: float
    keep_versions_days: int
    keep_runs_days: int
    log_days_shown: int

    @property
    def store(self) -> str:
        """SQLAlchemy URL of the room's own store."""
        return self.store_url or f"sqlite:///{self.data_dir.absolute() / 'store.db'}"

    @property
    def bundles(self) -> Path:
        """Where `collect` writes bundles."""
        return self.bundle_dir or self.data_dir.absolute() / "bundles"

    @property
    def demo_database(self) -> Path:
        """The embedded demo municipal database."""
        return self.data_dir.absolute() / "demo-city.db"


def load(environment: Mapping[str, str]) -> Settings:
    """Read every setting; SettingsError names the first that cannot be read."""
    values: dict[str, object] = {}
    for setting in SETTINGS:
        text = environment.get(setting.name, "").strip() or setting.default
        try:
            values[setting.name.lower()] = setting.read(text)
        except ValueError as error:
            said = "(숨김)" if setting.is_secret else repr(text)
            raise SettingsError(
                f"설정 {setting.name}={said}을(를) 읽을 수 없습니다({error}). "
                f"뜻: {setting.meaning}. 기본값: {setting.default or '(비움)'}"
            ) from error
    return Settings(**{each.name: values[each.name] for each in fields(Settings)})  # type: ignore[arg-type]
