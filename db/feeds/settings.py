"""The file of feed settings: which feeds are on, and where, how often and with which key each is asked."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from dashboard.domain.words import KOREAN, Words
from db.feeds.feed import Feed, Settings
from db.feeds.registry import FEEDS
from db.sources.section import MappingError, Section

_KEYS = ("on", "base", "key", "seconds", "quota", "options")
_COLLECT = "collect"
_COLLECT_KEYS = ("ca_file",)
_NO_ENVIRONMENT: Mapping[str, str] = MappingProxyType({})
_SOME_TIME = datetime(2026, 1, 15, tzinfo=UTC)
"""Options are tried at this time when they are read, so that a wrong one is told before the first run."""


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """The feeds that are on, in the order of the registry, and what all of them share."""

    feeds: Mapping[str, Settings]
    ca_file: Path | None = None


def load_feed_settings(
    path: Path, environment: Mapping[str, str] = _NO_ENVIRONMENT, words: Words = KOREAN
) -> FeedSettings:
    """Read and check a file of feed settings; `${NAME}` comes from `environment`.

    A feed that the file does not name is off. Raises MappingError with one sentence that names the file,
    the key and the value (never that of a service key).
    """
    document = Section(path, "", _document(path, words), words)
    _known(document, (_COLLECT, *FEEDS))
    shared = document.section(_COLLECT)
    _known(shared, _COLLECT_KEYS)
    feeds = {
        feed.id: _settings(document.section(feed.id), feed, environment)
        for feed in FEEDS.values()
        if feed.id in document.values and _is_on(document.section(feed.id))
    }
    _check_one_city_speed(document, feeds)
    return FeedSettings(MappingProxyType(feeds), _ca_file(shared))


def _document(path: Path, words: Words) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        why = words.mapping_not_opened.format(cause=error.strerror, path=path)
    except UnicodeDecodeError as error:
        why = words.mapping_not_utf8.format(place=error.start)
    except tomllib.TOMLDecodeError as error:
        why = words.mapping_not_toml.format(cause=error)
    raise MappingError(f"{path.name}: {why}.")


def _is_on(section: Section) -> bool:
    _known(section, _KEYS)
    return section.flag("on") if "on" in section.values else True


def _settings(section: Section, feed: Feed, environment: Mapping[str, str]) -> Settings:
    options = section.section("options").with_environment(environment)
    known = dict(feed.defaults.options)
    _known(options, known)
    filled = section.with_environment(environment)
    settings = Settings(
        base=_base(filled, feed.defaults.base),
        key=_key(filled),
        seconds=filled.seconds("seconds", feed.defaults.seconds),
        quota=_quota(filled, feed.defaults.quota),
        options=tuple({**known, **options.pairs()}.items()),
    )
    try:
        feed.ask(settings, _SOME_TIME, None)
    except ValueError:
        section.fail("options", section.values.get("options"), section.words.feeds_not_options)
    return settings


def _base(section: Section, default: str) -> str:
    base = section.text("base") or default
    try:
        parts = urlsplit(base)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_address, parts = False, urlsplit("")
    if not is_address or parts.username is not None or parts.query or parts.fragment:
        section.fail("base", base, section.words.feeds_not_base)
    return base.rstrip("/")


def _key(section: Section) -> str:
    key = section.values.get("key", "")
    text = key.strip() if isinstance(key, str) else None
    if text is None or not text.isascii() or not text.isprintable() or " " in text:
        section.fail("key", "***", section.words.feeds_not_key)
    return text


def _quota(section: Section, default: int | None) -> int | None:
    quota = section.values.get("quota", default)
    if quota is None:
        return None
    if isinstance(quota, bool) or not isinstance(quota, int) or quota < 1:
        section.fail("quota", quota, section.words.feeds_not_quota)
    return quota


def _ca_file(section: Section) -> Path | None:
    name = section.text("ca_file")
    if name is None:
        return None
    path = section.path.parent / name
    if not path.is_file():
        section.fail("ca_file", name, section.words.feeds_no_ca_file)
    return path


def _check_one_city_speed(document: Section, feeds: Mapping[str, Settings]) -> None:
    """Two feeds must not write one series: the speed of the city comes from one of them."""
    if "daejeon_traffic" in feeds and "its" in feeds and feeds["its"].option("city") == "on":
        document.section("its").fail("options.city", "on", document.words.feeds_one_city_speed)


def _known(section: Section, allowed: Collection[str]) -> None:
    for name in section.values:
        if name not in allowed:
            close = get_close_matches(name, allowed, n=1, cutoff=0.5)
            near = section.words.feeds_near.format(name=close[0]) if close else ""
            shown = "***" if name.lower().endswith("key") else section.values[name]
            why = section.words.feeds_unknown.format(near=near, allowed=", ".join(allowed))
            section.fail(name, shown, why)
