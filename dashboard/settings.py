"""Every setting: name (of the environment variable), default, meaning, in one declared table."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit


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
FEWEST_SIGNS = 10
"""A secret with fewer different signs is a placeholder."""
SEVERITIES = ("위급재난", "긴급재난", "경보", "주의보")
"""What may take walls over; 안전안내 never does."""
PANELS = ("1x1", "3x2")
"""Walls that scenes are composed for."""
FEWEST_AUDIT_DAYS = 366
"""Korean rules ask for a year; the store itself lets nothing younger go."""
Network = IPv4Network | IPv6Network
HEADER_NAME = re.compile("[A-Za-z][A-Za-z0-9-]{1,60}")
TAKEN_HEADERS = frozenset(
    {"host", "cookie", "origin", "referer", "user-agent", "authorization", "content-type", "content-length"}
)
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


def _audit_days(text: str) -> int:
    number = int(text)
    if number < FEWEST_AUDIT_DAYS:
        raise ValueError(f"a whole number from {FEWEST_AUDIT_DAYS}")
    return number


def _flag(text: str) -> bool:
    if text not in ("0", "1", ""):
        raise ValueError("0 or 1")
    return text == "1"


def _theme(text: str) -> str:
    if text not in ("light", "dark"):
        raise ValueError("light or dark")
    return text


def _severities(text: str) -> tuple[str, ...]:
    names = () if text == "none" else _names(text)
    unknown = [name for name in names if name not in SEVERITIES]
    if unknown:
        raise ValueError(f"{unknown[0]} is none of {', '.join(SEVERITIES)}")
    return names


def _optional_date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _optional_path(text: str) -> Path | None:
    return Path(text) if text else None


def _paths(text: str) -> tuple[Path, ...]:
    return tuple(Path(part.strip()) for part in text.split(",") if part.strip())


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _one_of(*allowed: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in allowed:
            raise ValueError(" or ".join(allowed))
        return text

    return read


def _place(text: str) -> tuple[str, int] | None:
    """A host with an optional port, 0 where none is given: "host", "host:25", "[::1]:25"."""
    if not text:
        return None
    parts = urlsplit(f"//{text}")
    if not parts.hostname or parts.path or parts.username is not None:
        raise ValueError("host:port")
    return parts.hostname, parts.port or 0


def _ascii(text: str) -> str:
    if not text.isascii():
        raise ValueError("메일 서버는 영문·숫자·기호만 받습니다")
    return text


def _web_address(text: str) -> str:
    if text and (urlsplit(text).scheme not in ("http", "https") or not urlsplit(text).hostname):
        raise ValueError("http 또는 https 주소를 적습니다")
    return text


def _secret(text: str) -> bytes:
    if text and len(text) < SHORTEST_SECRET:
        raise ValueError(f"{SHORTEST_SECRET}자보다 짧습니다")
    return text.encode()


def _varied_secret(text: str) -> bytes:
    if text and len(set(text)) < FEWEST_SIGNS:
        raise ValueError("같은 글자가 되풀이됩니다. 무작위로 만든 값을 적으세요")
    return _secret(text)


def _networks(text: str) -> tuple[Network, ...]:
    return tuple(ip_network(name) for name in _names(text))


def _zone(text: str) -> str:
    if not ZONE_NAME.fullmatch(text):
        raise ValueError("소문자, 숫자, '-'로 40자까지 적습니다")
    return text


def _header(text: str) -> str:
    if text and (not HEADER_NAME.fullmatch(text) or text.lower() in TAKEN_HEADERS):
        raise ValueError("프록시가 따로 붙이는 헤더의 이름을 적습니다")
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
    Setting(
        "ALLOWED_HOSTS",
        "",
        "names under which browsers reach the room besides HOST, separated by commas",
        _names,
    ),
    Setting("TLS_AHEAD", "0", "1: a proxy before the room ends TLS, and browsers use https alone", _flag),
    Setting(
        "SCREENS_PER_SECOND",
        "50",
        "screens one visitor may ask for a second, ten seconds' worth at once",
        _positive,
    ),
    Setting("SEARCHES_PER_SECOND", "20", "the same for searches and rows of the table", _positive),
    Setting("EXPORTS_PER_MINUTE", "60", "files one visitor may ask for a minute", _positive),
    Setting(
        "SECRET_KEY",
        "",
        "secret of at least 32 signs that sessions are sealed with; needed by every room that is no demo",
        _varied_secret,
        is_secret=True,
    ),
    Setting(
        "PASSWORD_HASH",
        "pbkdf2",
        "how new passwords are kept: pbkdf2 (HMAC-SHA256) or argon2 (Argon2id)",
        _one_of("pbkdf2", "argon2"),
    ),
    Setting("SESSION_IDLE_MINUTES", "20", "minutes without use after which a session ends", _positive),
    Setting("SESSION_HOURS", "8", "hours after which a session ends in any case", _positive),
    Setting("WALL_DAYS", "30", "days after which a wall is paired again", _positive),
    Setting("WALL_ROTATION_MINUTES", "10", "minutes after which a wall gets another token", _positive),
    Setting(
        "ADMIN_NETWORKS",
        "",
        "networks that administrators come from (10.1.2.0/24), separated by commas; empty: any",
        _networks,
    ),
    Setting(
        "TRUSTED_PROXY",
        "",
        "address of the proxy before the room, whose X-Forwarded-For is believed; empty: nobody's is",
        str,
    ),
    Setting(
        "OIDC_ISSUER",
        "",
        "address of the city's OpenID Connect provider, as it calls itself; empty: nobody signs in there",
        _web_address,
    ),
    Setting("OIDC_CLIENT_ID", "", "name under which that provider knows the room", str),
    Setting("OIDC_CLIENT_SECRET", "", "the room's secret at that provider", str, is_secret=True),
    Setting("OIDC_CLAIM", "sub", "what the provider says that an account is found by", str),
    Setting(
        "SSO_HEADER",
        "",
        "header in which that proxy names who has signed in there (GPKI); empty: it names nobody",
        _header,
    ),
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
    Setting("WALL_THEME", "dark", "look of the walls: light or dark", _theme),
    Setting("WALL_DIAG_IN", "98", "diagonal of the wall's screen in inches", _positive),
    Setting("WALL_DIST_M", "5", "metres from which the wall is read", _positive),
    Setting(
        "WALL_TAKEOVER",
        "위급재난,긴급재난,경보",
        "severities that take every wall over, separated by commas: 위급재난, 긴급재난, 경보, 주의보; or none",
        _severities,
    ),
    Setting("WALL_TAKEOVER_MINUTES", "60", "minutes after which that is over by itself", _positive),
    Setting(
        "WALL_PANELS",
        "1x1",
        "panels side by side x above each other, whose seams no text crosses",
        _one_of(*PANELS),
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
    Setting(
        "KEEP_AUDIT_DAYS",
        "1095",
        "days for which the record of who did what is kept, at least 366",
        _audit_days,
    ),
    Setting(
        "AUDIT_DIR",
        "",
        "folder of the daily seals of that record; empty: audit in DATA_DIR",
        _optional_path,
    ),
    Setting(
        "AUDIT_KEY",
        "",
        "secret of at least 32 signs that seals that record; empty: SECRET_KEY, which then cannot be changed",
        _varied_secret,
        is_secret=True,
    ),
    Setting("KEEP_RUNS_DAYS", "14", "days for which runs of the refresh are kept", _count),
    Setting("LOG_DAYS_SHOWN", "7", "days of runs that the data page shows", _count),
    Setting(
        "BACKUP_KEY",
        "",
        "secret of at least 32 signs that seals backups; empty: a checksum alone",
        _secret,
        is_secret=True,
    ),
    Setting(
        "LOG_LEVEL",
        "info",
        "least that is logged: debug, info, warning or error",
        _one_of("debug", "info", "warning", "error"),
    ),
    Setting("LOG_FORMAT", "text", "text, or json: one object of JSON a line", _one_of("text", "json")),
    Setting(
        "LOG_FILE", "", "file of the log, turned over at 20 MB, ten are kept; empty: none", _optional_path
    ),
    Setting("SYSLOG", "", "host:port (UDP) of the city's log server; empty: none", _place),
    Setting("NTP_SERVER", "", "time server that the clock is compared with every hour; empty: none", _place),
    Setting("CLOCK_TOLERANCE", "2", "seconds that the clock may be off without a warning", _positive),
    Setting("ALARM_MAIL_TO", "", "addresses that get alarms, separated by commas; empty: no mail", _names),
    Setting("ALARM_MAIL_FROM", "", "sender of the alarms", str),
    Setting("SMTP_SERVER", "", "host:port of the mail server", _place),
    Setting(
        "SMTP_SECURITY",
        "starttls",
        "how the mail server is spoken to: starttls, tls or none",
        _one_of("starttls", "tls", "none"),
    ),
    Setting("SMTP_USER", "", "account of the mail server; empty: none is needed", _ascii),
    Setting("SMTP_PASSWORD", "", "its password", _ascii, is_secret=True),
    Setting(
        "ALARM_WEBHOOK",
        "",
        "address that alarms are posted to as JSON; empty: none",
        _web_address,
        is_secret=True,
    ),
    Setting(
        "METRICS_TOKEN",
        "",
        "secret of at least 32 signs that a monitoring server shows at /metrics; empty: administrators alone",
        _secret,
        is_secret=True,
    ),
    Setting(
        "ALARM_AFTER_SECONDS", "300", "seconds for which trouble must last before somebody is told", _positive
    ),
    Setting("ALARM_REPEAT_SECONDS", "86400", "seconds after which lasting trouble is told again", _positive),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The values of SETTINGS, in the same order, by lower-case name."""

    host: str
    port: int
    threads: int
    allowed_hosts: tuple[str, ...]
    tls_ahead: bool
    screens_per_second: float
    searches_per_second: float
    exports_per_minute: float
    secret_key: bytes = field(repr=False)
    password_hash: str
    session_idle_minutes: float
    session_hours: float
    wall_days: float
    wall_rotation_minutes: float
    admin_networks: tuple[Network, ...]
    trusted_proxy: str
    oidc_issuer: str
    oidc_client_id: str
    oidc_client_secret: str = field(repr=False)
    oidc_claim: str
    sso_header: str
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
    wall_theme: str
    wall_diag_in: float
    wall_dist_m: float
    wall_takeover: tuple[str, ...]
    wall_takeover_minutes: float
    wall_panels: str
    theme: str
    today: date | None
    words_file: Path | None
    places_file: Path | None
    poll_seconds: float
    keep_versions_days: int
    keep_audit_days: int
    audit_dir: Path | None
    audit_key: bytes = field(repr=False)
    keep_runs_days: int
    log_days_shown: int
    backup_key: bytes = field(repr=False)
    log_level: str
    log_format: str
    log_file: Path | None
    syslog: tuple[str, int] | None
    ntp_server: tuple[str, int] | None
    clock_tolerance: float
    alarm_mail_to: tuple[str, ...]
    alarm_mail_from: str
    smtp_server: tuple[str, int] | None
    smtp_security: str
    smtp_user: str
    smtp_password: str = field(repr=False)
    alarm_webhook: str = field(repr=False)
    metrics_token: bytes = field(repr=False)
    alarm_after_seconds: float
    alarm_repeat_seconds: float

    @property
    def session_idle(self) -> timedelta:
        return timedelta(minutes=self.session_idle_minutes)

    @property
    def session_longest(self) -> timedelta:
        return timedelta(hours=self.session_hours)

    @property
    def wall_longest(self) -> timedelta:
        return timedelta(days=self.wall_days)

    @property
    def wall_rotation(self) -> timedelta:
        return timedelta(minutes=self.wall_rotation_minutes)

    @property
    def store(self) -> str:
        """SQLAlchemy URL of the room's own store."""
        return self.store_url or f"sqlite:///{self.data_dir.absolute() / 'store.db'}"

    @property
    def bundles(self) -> Path:
        """Where `collect` writes bundles."""
        return self.bundle_dir or self.data_dir.absolute() / "bundles"

    @property
    def seals(self) -> Path:
        """Where the daily seals of the record stand."""
        return self.audit_dir or self.data_dir.absolute() / "audit"

    @property
    def demo_database(self) -> Path:
        """The embedded demo municipal database."""
        return self.data_dir.absolute() / "demo-city.db"


def open_values(environment: Mapping[str, str], mask: Callable[[str], str]) -> Iterator[tuple[str, str, str]]:
    """(name, default, value) of every setting that is no secret, as texts with every secret in them hidden."""
    for setting in SETTINGS:
        if not setting.is_secret:
            value = environment.get(setting.name, "").strip() or setting.default
            yield setting.name, setting.default, mask(value)


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
